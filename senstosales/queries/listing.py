"""All registers by name, all their rows, and documents by number."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import (
    accounts,
    challans,
    deviations,
    expenses,
    invoices,
    open_invoices,
    orders,
    parties,
    payments,
    quotations,
    receipts,
    schedule,
    stock,
    tax_notes,
)
from senstosales.queries.columns import Filter, Register, Sort
from senstosales.tables.orders import Order
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher

_WINDOW = 2000


def registers() -> dict[str, Register]:
    """Every register by its noun."""
    modules = (
        orders, challans, invoices, receipts, quotations, tax_notes, stock, parties,
        deviations, payments, open_invoices, accounts, expenses, schedule,
    )  # fmt: skip
    return {module.REGISTER.noun: module.REGISTER for module in modules}


def all_rows(
    session: Session, register: Register, wanted: Filter, sort: Sort | None = None
) -> Iterator[Any]:
    """Every row a filter finds, read in windows, for an export."""
    offset = 0
    while rows := register.page(session, wanted, sort, _WINDOW, offset):
        yield from rows
        if len(rows) < _WINDOW:
            return
        offset += _WINDOW


_KEYS: dict[Any, tuple[Any, Any, Callable[[str], str]]] = {
    Order: (Order.number, Order.order_date, str.strip),
    Receipt: (Receipt.number, Receipt.receipt_date, str.strip),
    Voucher: (Voucher.number_key, Voucher.voucher_date, number_key),
}


def ids(session: Session, noun: str, numbers: Sequence[str] | None, year: int | None) -> list[int]:
    """Ids of orders, challans, invoices or receipts: all of them, or those with the numbers named.

    A number that several years have gives all of them, oldest first. Raises `NotFound`.
    """
    table: Any = {"order": Order, "receipt": Receipt}.get(noun, Voucher)
    number, day, key = _KEYS[table]
    query = select(table.id).where(table.business_id == here(session)).order_by(day, table.id)
    if table is Voucher:
        query = query.where(
            Voucher.kind == VoucherKind(noun).value, Voucher.state != VoucherState.BINNED.value
        )
    if year is not None:
        query = query.where(table.fiscal_year == year)
    if numbers is None:
        return list(session.scalars(query))
    found: list[int] = []
    for wanted in numbers:
        matching = session.scalars(query.where(number == key(wanted))).all()
        if not matching:
            raise NotFound({"receipt": "SRV"}.get(noun, noun), wanted)
        found += matching
    return found
