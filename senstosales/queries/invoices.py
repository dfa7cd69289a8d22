"""Tax invoices: the list, and one invoice whole."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, case, false, func, literal_column, select, true, type_coerce
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here, today
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.queries import conditions, linked, payments, voucher_detail
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.papers import VoucherDetail
from senstosales.tables.base import Money
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher, VoucherLine


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice of the list, with the figures it was issued with, in rupees."""

    id: int
    number: str
    date: dt.date
    buyer: str | None
    buyer_gstin: str | None
    order_number: str | None
    order_id: int | None
    challan_number: str | None
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    tax: Decimal
    total: Decimal
    status: Status
    created_at: dt.datetime
    challan_id: int | None
    lines: int
    quantity: Decimal | None
    payment_days: int | None
    open: Decimal


IN_FORCE = frozenset({Status.ISSUED, Status.PART_PAID, Status.OVERDUE, Status.PAID})
"""What an invoice that counts can stand at."""
UNPAID = IN_FORCE - {Status.PAID}
_TO_PAY = dt.timedelta(days=voucher_detail.PAYMENT_DAYS)
_LONGEST_TO_PAY = dt.timedelta(days=60)
_Challan = aliased(Voucher, name="challan_of_invoice")


@lru_cache(maxsize=16)
def overdue_on(day: dt.date) -> Any:
    """True where an invoice should have been paid by then, in SQL: after its due date.

    Where none was agreed, more than 45 days after the stores accepted its goods; where no SRV tells
    of that, 60 days after its date, as acceptance is deemed after 15 (MSMED Act ss. 2(b), 15).
    """
    return case(
        (Voucher.due_date.is_not(None), Voucher.due_date < day),
        (Voucher.voucher_date < day - _LONGEST_TO_PAY, true()),
        (Voucher.voucher_date >= day - _TO_PAY, false()),
        else_=func.coalesce(
            Voucher.challan_id.in_(linked.challans_accepted_before(day - _TO_PAY)), false()
        ),
    )


def last_day(day: dt.date, agreed: dt.date | None) -> dt.date:
    """The very last day to pay an invoice of that day; goods accepted early make it earlier."""
    return agreed or day + _LONGEST_TO_PAY


@lru_cache(maxsize=16)
def invoice_status(day: dt.date) -> Any:
    """The word on an invoice on that day, in SQL."""
    left, settled = payments.left, payments.settled
    return case(
        (Voucher.state == VoucherState.CANCELLED.value, Status.CANCELLED.value),
        (Voucher.state == VoucherState.DRAFT.value, Status.DRAFT.value),
        (left <= 0, Status.PAID.value),
        (overdue_on(day), Status.OVERDUE.value),
        (settled > 0, Status.PART_PAID.value),
        else_=Status.ISSUED.value,
    )


_tax = type_coerce(Voucher.cgst + Voucher.sgst + Voucher.igst, Money)


def _of_lines(what: Any) -> Any:
    return (
        select(what)
        .where(VoucherLine.voucher_id == Voucher.id)
        .correlate(Voucher)
        .scalar_subquery()
    )


_SELECTED = {
    "id": Voucher.id,
    "number": Voucher.number,
    "date": Voucher.voucher_date,
    "buyer": Voucher.party_name,
    "buyer_gstin": Voucher.buyer["gstin"].as_string(),
    "order_number": Order.number,
    "order_id": Voucher.order_id,
    "challan_number": _Challan.number,
    "taxable": Voucher.taxable,
    "cgst": Voucher.cgst,
    "sgst": Voucher.sgst,
    "igst": Voucher.igst,
    "tax": _tax,
    "total": Voucher.total,
    "created_at": Voucher.created_at,
    "challan_id": Voucher.challan_id,
    "lines": _of_lines(func.count(VoucherLine.id)),
    "quantity": _of_lines(func.sum(VoucherLine.quantity)),
    "payment_days": Order.payment_days,
    "open": type_coerce(
        case(
            (Voucher.state == VoucherState.ISSUED.value, payments.left), else_=literal_column("0")
        ),
        Money,
    ),
}


def _columns(session: Session) -> dict[str, Any]:
    return _SELECTED | {"status": invoice_status(today(session))}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    columns = _columns(session)
    query = (
        conditions.labelled(columns)
        .outerjoin(Order, Order.id == Voucher.order_id)
        .outerjoin(_Challan, _Challan.id == Voucher.challan_id)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.state != VoucherState.BINNED.value,
        )
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Voucher.number, Order.number, Voucher.party_name, _Challan.number),
        status=columns["status"],
        value=Voucher.total,
        day=Voucher.voucher_date,
        parent=Voucher.order_id,
        order_number=Order.number,
        challan_number=_Challan.number_key,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[InvoiceRow]:
    """A slice of the list, newest first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _columns(session), (Voucher.voucher_date.desc(),), Voucher.id
    )
    return [
        InvoiceRow(**{**row, "status": Status(row["status"])})
        for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many invoices a filter finds, and the sums of those that are not cancelled."""
    live = Voucher.state == VoucherState.ISSUED.value
    sums = {
        key: type_coerce(case((live, column), else_=literal_column("0")), Money)
        for key, column in {"taxable": Voucher.taxable, "tax": _tax, "total": Voucher.total}.items()
    }
    return conditions.totals(session, _query(session, wanted), sums)


REGISTER = Register(
    noun="invoices",
    title="Invoices",
    columns=(
        Column("number", "Invoice", Look.NUMBER, 12),
        Column("date", "Date", Look.DATE, 12),
        Column("buyer", "Buyer", Look.TEXT, 26),
        Column("order_number", "PO number", Look.NUMBER, 11),
        Column("challan_number", "Challan", Look.NUMBER, 12),
        Column("taxable", "Taxable ₹", Look.MONEY, 15),
        Column("tax", "GST ₹", Look.MONEY, 13),
        Column("total", "Total ₹", Look.MONEY, 15),
        Column("open", "Open ₹", Look.MONEY, 13, help="What is not paid, credited or deducted yet"),
        Column("status", "Status", Look.STATUS, 12),
        Column("buyer_gstin", "Buyer's GSTIN", Look.NUMBER, 17, shown=False),
        Column("cgst", "CGST ₹", Look.MONEY, 13, shown=False),
        Column("sgst", "SGST/UTGST ₹", Look.MONEY, 13, shown=False),
        Column("igst", "IGST ₹", Look.MONEY, 13, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(
        Status.ISSUED,
        Status.PART_PAID,
        Status.OVERDUE,
        Status.PAID,
        Status.DRAFT,
        Status.CANCELLED,
    ),
    watches=frozenset({"vouchers", "voucher_lines", "orders", "payment_lines"}),
    by_year=True,
)


def detail(session: Session, invoice_id: int) -> VoucherDetail:
    """One invoice, whole, with the figures it was issued with; raises `NotFound`."""
    return voucher_detail.detail(session, invoice_id, VoucherKind.INVOICE)
