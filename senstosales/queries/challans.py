"""Delivery challans: the list, and one challan whole."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.queries import conditions, linked, voucher_detail, vouchers
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.papers import ChallanDetail, PaperLine, Reference
from senstosales.tables.base import Money, Quantity
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher, VoucherLine


@dataclass(frozen=True, slots=True)
class ChallanRow:
    """One challan of the list; `value` is goods at the order's rates, in rupees."""

    id: int
    number: str
    date: dt.date
    order_number: str | None
    order_id: int | None
    consignee: str | None
    lines: int
    quantity: Decimal
    value: Decimal | None
    status: Status
    invoice_number: str | None
    replacement: str
    created_at: dt.datetime


_Invoice = aliased(Voucher, name="invoice")
# Written into the statement, not bound to it: only then does SQLite see that the index of live invoices
# by challan holds what is asked for, and need not look through all vouchers for each challan.
_ISSUED = literal(VoucherState.ISSUED.value, literal_execute=True)
_invoice_number = (
    select(func.max(_Invoice.number))
    .where(_Invoice.challan_id == Voucher.id, _Invoice.state == _ISSUED)
    .correlate(Voucher)
    .scalar_subquery()
)
challan_status = case(
    (Voucher.state == VoucherState.CANCELLED.value, Status.CANCELLED.value),
    (Voucher.state == VoucherState.DRAFT.value, Status.DRAFT.value),
    (
        exists(
            select(_Invoice.id)
            .where(_Invoice.challan_id == Voucher.id, _Invoice.state == _ISSUED)
            .correlate(Voucher)
        ),
        Status.INVOICED.value,
    ),
    # Its goods are on the first challan's invoice: it waits for none of its own.
    (Voucher.is_replacement, Status.REPLACEMENT.value),
    # Goods of no order move otherwise than by way of supply (Rule 55): no invoice follows.
    (and_(Voucher.order_id.is_(None), Voucher.is_delivered), Status.DELIVERED.value),
    (Voucher.order_id.is_(None), Status.ISSUED.value),
    else_=Status.NOT_INVOICED.value,
)


def _of_lines(what: Any) -> Any:
    return (
        select(what)
        .where(VoucherLine.voucher_id == Voucher.id)
        .correlate(Voucher)
        .scalar_subquery()
    )


_quantity = type_coerce(
    func.coalesce(_of_lines(func.sum(VoucherLine.quantity)), literal_column("0")), Quantity
)

_SELECTED = {
    "id": Voucher.id,
    "number": Voucher.number,
    "date": Voucher.voucher_date,
    "order_number": Order.number,
    "order_id": Voucher.order_id,
    "consignee": Voucher.party_name,
    "lines": _of_lines(func.count(VoucherLine.id)),
    "quantity": _quantity,
    "value": Voucher.total,
    "status": challan_status,
    "invoice_number": _invoice_number,
    "replacement": case((Voucher.is_replacement, "Replacement"), else_=""),
    "created_at": Voucher.created_at,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = (
        conditions.labelled(_SELECTED)
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.CHALLAN.value,
            Voucher.state != VoucherState.BINNED.value,
        )
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Voucher.number, Order.number, Voucher.party_name),
        status=challan_status,
        value=Voucher.total,
        day=Voucher.voucher_date,
        parent=Voucher.order_id,
        order_number=Order.number,
        challan_number=Voucher.number_key,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[ChallanRow]:
    """A slice of the list, newest first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _SELECTED, (Voucher.voucher_date.desc(),), Voucher.id
    )
    return [
        ChallanRow(**{**row, "status": Status(row["status"])})
        for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many challans a filter finds, and the value of the goods of those in force."""
    live = Voucher.state == VoucherState.ISSUED.value
    value = type_coerce(case((live, Voucher.total), else_=literal_column("0")), Money)
    return conditions.totals(session, _query(session, wanted), {"value": value})


REGISTER = Register(
    noun="challans",
    title="Delivery challans",
    columns=(
        Column("number", "Challan", Look.NUMBER, 12),
        Column("date", "Date", Look.DATE, 12),
        Column("order_number", "PO number", Look.NUMBER, 11),
        Column("consignee", "Consignee", Look.TEXT, 28),
        Column("lines", "Lines", Look.COUNT, 6),
        Column("quantity", "Quantity", Look.QUANTITY, 11),
        Column("value", "Value ₹", Look.MONEY, 15),
        Column("status", "Status", Look.STATUS, 14),
        Column("invoice_number", "Invoice", Look.NUMBER, 12),
        Column("replacement", "Replacement", Look.TEXT, 12, shown=False, own=True),
    ),
    page=page,
    totals=totals,
    statuses=(
        Status.NOT_INVOICED,
        Status.INVOICED,
        Status.DRAFT,
        Status.ISSUED,
        Status.DELIVERED,
        Status.REPLACEMENT,
        Status.CANCELLED,
    ),
    watches=frozenset({"vouchers", "voucher_lines", "orders"}),
    by_year=True,
)


def detail(session: Session, challan_id: int) -> ChallanDetail:
    """One challan, whole; raises `NotFound`."""
    challan = vouchers.get(session, VoucherKind.CHALLAN, challan_id)
    order = session.get(Order, challan.order_id) if challan.order_id else None
    status = session.scalar(select(challan_status).where(Voucher.id == challan_id))
    invoice = session.scalar(
        select(_Invoice.id).where(_Invoice.challan_id == challan_id, _Invoice.state == _ISSUED)
    )
    lines = voucher_detail.lines_of(session, challan)
    printed = vouchers.particulars(challan.particulars)
    return ChallanDetail(
        id=challan.id,
        version=challan.version,
        number=challan.number,
        date=challan.voucher_date,
        fiscal_year=FiscalYear(challan.fiscal_year).label,
        status=Status(str(status)),
        seller=vouchers.letterhead(session, challan.seller),
        consignee=vouchers.party_on_paper(challan.consignee),
        order=Reference(order.number, order.order_date, order.id) if order else None,
        amend_no=printed.amendment_no,
        lines=lines,
        particulars=printed,
        value=challan.total or goods_value(lines),
        is_replacement=challan.is_replacement,
        invoice=vouchers.reference(session, invoice),
        receipts=vouchers.receipt_references(session, challan_id),
        received=linked.supply_of_challans(session, [challan_id])[challan_id].received,
        cancelled_reason=challan.cancelled_reason,
        created_at=challan.created_at,
        supplier_code=order.supplier_code if order else None,
    )


def goods_value(lines: Sequence[PaperLine | VoucherLine]) -> Decimal:
    """Quantity times rate as ordered, each line to the paisa."""
    return sum((half_up(line.quantity * line.rate) for line in lines), half_up(ZERO))
