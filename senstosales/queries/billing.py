"""Invoices as programs that keep bills ask for them: totals as they were stated, else as the books have
them, in the order in which they were made. Cancelled invoices have no word there and are left out.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO
from senstosales.domain.billing import STATED, BillStatus
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import payments
from senstosales.tables.vouchers import Voucher

_SHOWN = (VoucherState.DRAFT.value, VoucherState.ISSUED.value)
TEXTS = ("phone", "vat_number", "address", "notes")
TOTALS = ("paid", "due", "total", "discount", "tax", "sub_total")


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice as a bill, amounts in rupees.

    What was stated of it stands as it was stated; `paid` and `due` move with what the books have
    received and credited since. `is_stated` is False where the invoice was made elsewhere, or was
    changed there.
    """

    id: int
    user_id: int | None
    number: str
    date: dt.date
    due_date: dt.date | None
    status: BillStatus
    method: int | None
    party_id: int | None
    phone: str | None
    vat_number: str | None
    address: str | None
    notes: str | None
    paid: Decimal
    due: Decimal
    total: Decimal
    discount: Decimal
    tax: Decimal
    sub_total: Decimal
    is_stated: bool


def page(session: Session, limit: int, offset: int) -> Sequence[Bill]:
    """A slice of all bills, those made first at the beginning."""
    rows = session.execute(_query(session).order_by(Voucher.id).limit(limit).offset(offset))
    return [_told(*row) for row in rows]


def count(session: Session) -> int:
    """How many bills there are."""
    query = select(func.count(Voucher.id)).where(*_conditions(session))
    return session.scalar(query) or 0


def get(session: Session, bill_id: int) -> Bill:
    """One bill; raises `NotFound`, also for a cancelled one."""
    row = session.execute(_query(session).where(Voucher.id == bill_id)).first()
    if row is None:
        raise NotFound("bill", bill_id)
    return _told(*row)


def said(voucher: Voucher) -> dict[str, Any] | None:
    """What was stated of a voucher as a bill, or None."""
    found: dict[str, Any] | None = (voucher.stated or {}).get(STATED)
    return found


def _conditions(session: Session) -> tuple[ColumnElement[bool], ...]:
    return (
        Voucher.business_id == here(session),
        Voucher.kind == VoucherKind.INVOICE.value,
        Voucher.state.in_(_SHOWN),
    )


def _query(session: Session) -> Select[Any]:
    query = select(Voucher, payments.settled, payments.noted).where(*_conditions(session))
    return cast("Select[Any]", query)


def _told(voucher: Voucher, settled: Decimal, noted: Decimal) -> Bill:
    stated = said(voucher)
    left = (voucher.total or ZERO) + noted - settled
    facts = _of_books(voucher, settled, left) if stated is None else _as_said(stated)
    if stated is not None:
        received = settled - Decimal(stated["settled"])
        added = noted - Decimal(stated["noted"])
        if received or added:
            due = facts["due"] + added - received if "due" in stated else left
            facts |= {"paid": max(facts["paid"] + received, ZERO), "due": max(due, ZERO)}
            facts["status"] = _moved(due, facts["status"])
    return Bill(
        id=voucher.id,
        user_id=voucher.user_id,
        number=voucher.number,
        date=voucher.voucher_date,
        due_date=voucher.due_date,
        party_id=voucher.party_id,
        is_stated=stated is not None,
        **facts,
    )


def _as_said(stated: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": BillStatus(stated["status"]),
        "method": stated.get("method"),
        **{name: stated.get(name) for name in TEXTS},
        **{name: Decimal(stated.get(name, 0)) for name in TOTALS},
    }


def _moved(due: Decimal, stated: BillStatus) -> BillStatus:
    """The word on a bill after the books have received or credited something of it."""
    if due <= 0:
        return BillStatus.PAID
    return BillStatus.UNPAID if stated is BillStatus.PAID else stated


def _of_books(voucher: Voucher, settled: Decimal, left: Decimal) -> dict[str, Any]:
    """A bill of the figures an invoice was issued with: subtotal - discount + tax is its total, so
    charges, tax collected at source and rounding are in the subtotal.
    """
    total = voucher.total or ZERO
    taxes = (voucher.cgst, voucher.sgst, voucher.igst, voucher.cess)
    tax = ZERO if voucher.reverse_charge else sum((each or ZERO for each in taxes), ZERO)
    discount = voucher.discount or ZERO
    status = BillStatus.PAID if left <= 0 else BillStatus.UNPAID
    buyer, printed = voucher.buyer or {}, voucher.particulars or {}
    return {
        "status": BillStatus.DRAFT if voucher.state == VoucherState.DRAFT.value else status,
        "method": None,
        "phone": buyer.get("phone"),
        "vat_number": buyer.get("gstin"),
        "address": buyer.get("address"),
        "notes": printed.get("notes") or printed.get("remarks"),
        "paid": settled,
        "due": max(left, ZERO),
        "total": total,
        "discount": discount,
        "tax": tax,
        "sub_total": total - tax + discount,
    }
