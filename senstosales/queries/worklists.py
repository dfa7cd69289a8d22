"""Lists of what is to be done: lots that should have left or soon must, and goods to be replaced."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Select, case, false, func, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.kinds import Status
from senstosales.queries import conditions, positions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.base import Money, Quantity
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem, OrderLot
from senstosales.tables.receipts import ReceiptLine

SOON = dt.timedelta(days=7)
DUE_SOON = "Due in 7 days"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One lot of which something has still to leave; `late` is in days, `value` in rupees."""

    id: int
    order_id: int
    order_number: str
    item_no: int
    lot_no: int
    material: str | None
    description: str | None
    customer: str
    due_date: dt.date
    late: int | None
    pending: Decimal
    unit: str | None
    value: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class ReplaceRow:
    """One item of which rejected goods have not been sent again."""

    id: int
    order_id: int
    order_number: str
    item_no: int
    material: str | None
    description: str | None
    customer: str
    rejected: Decimal
    replaced: Decimal
    pending: Decimal
    unit: str | None


def value_of(quantity: Any, rate: Any) -> Any:
    """Quantity times rate in rupees, half up to the paisa, as `domain.amounts.half_up` does it.

    Thousandths times ten-thousandths are ten-millionths; a paisa is a hundred thousand of them.
    """
    product = type_coerce(quantity, BigInteger) * type_coerce(rate, BigInteger)
    return type_coerce((product + 50_000) // 100_000, Money)


_pending = type_coerce(OrderLot.quantity - positions.lot_delivered, Quantity)
_pending_value = value_of(_pending, OrderItem.rate)
_bought = ~func.coalesce(positions.closed_by_buyer, false())


def _due_columns(day: dt.date) -> dict[str, Any]:
    return {
        "id": OrderLot.id,
        "order_id": Order.id,
        "order_number": Order.number,
        "item_no": OrderItem.item_no,
        "lot_no": OrderLot.lot_no,
        "material": OrderItem.material_code,
        "description": OrderItem.description,
        "customer": Party.name,
        "due_date": OrderLot.due_date,
        "pending": _pending,
        "unit": OrderItem.unit,
        "value": _pending_value,
        "status": _due_status(day),
    }


def _due_status(day: dt.date) -> Any:
    return case((OrderLot.due_date < day, Status.OVERDUE.value), else_=DUE_SOON)


def _due(session: Session, wanted: Filter) -> Select[Any]:
    day = today(session)
    last = day - dt.timedelta(days=1) if wanted.statuses == {Status.OVERDUE} else day + SOON
    first = day if wanted.statuses == {DUE_SOON} else dt.date.min
    query = (
        conditions.labelled(_due_columns(day))
        .select_from(OrderLot)
        .join(OrderItem, OrderItem.id == OrderLot.item_id)
        .join(Order, Order.id == OrderItem.order_id)
        .join(Party, Party.id == Order.customer_id)
        .where(
            Order.business_id == here(session),
            OrderLot.due_date.between(first, last),
            OrderLot.is_cancelled.is_(False),
            OrderItem.is_cancelled.is_(False),
            _bought,
            OrderLot.quantity > positions.lot_delivered,
            OrderItem.quantity > positions.item_received,
        )
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Order.number, OrderItem.material_code, OrderItem.description, Party.name),
        status=_due_status(day),
        value=_pending_value,
        day=OrderLot.due_date,
        parent=Order.id,
    )


def due_page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[DueRow]:
    """A slice of the list, what is due longest first."""
    day = today(session)
    query = conditions.order(
        _due(session, wanted),
        sort,
        _due_columns(day),
        (OrderLot.due_date, Order.number),
        OrderLot.id,
    )
    return [
        DueRow(**row, late=(day - row["due_date"]).days if row["due_date"] < day else None)
        for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def due_totals(session: Session, wanted: Filter) -> Totals:
    """How many lots a filter finds, and what their pending goods are worth."""
    return conditions.totals(session, _due(session, wanted), {"value": _pending_value})


DUE = Register(
    noun="due_lots",
    title="Lots due",
    columns=(
        Column("order_number", "PO number", Look.NUMBER, 9),
        Column("item_no", "Item", Look.COUNT, 5),
        Column("lot_no", "Lot", Look.COUNT, 4),
        Column("material", "Material", Look.NUMBER, 14),
        Column("description", "Description", Look.TEXT, 36),
        Column("customer", "Customer", Look.TEXT, 22, shown=False),
        Column("due_date", "Due", Look.DATE, 12),
        Column("late", "Days late", Look.COUNT, 9, sortable=False),
        Column("pending", "Pending", Look.QUANTITY, 10),
        Column("unit", "Unit", Look.NUMBER, 5),
        Column("value", "Value ₹", Look.MONEY, 14, help="Of what is pending, at the order's rate"),
        Column("status", "Status", Look.STATUS, 14),
    ),
    page=due_page,
    totals=due_totals,
    statuses=(Status.OVERDUE, DUE_SOON),
    watches=frozenset(
        {"orders", "order_items", "order_lots", "vouchers", "voucher_lines", "receipt_lines"}
    ),
)

_to_replace = type_coerce(positions.item_rejected - positions.item_replaced, Quantity)
_REPLACE = {
    "id": OrderItem.id,
    "order_id": Order.id,
    "order_number": Order.number,
    "item_no": OrderItem.item_no,
    "material": OrderItem.material_code,
    "description": OrderItem.description,
    "customer": Party.name,
    "rejected": positions.item_rejected,
    "replaced": positions.item_replaced,
    "pending": _to_replace,
    "unit": OrderItem.unit,
}


def _replace(session: Session, wanted: Filter) -> Select[Any]:
    # Few items were ever rejected: begin with those, not with every item that was ordered.
    rejected = (
        select(OrderItem.id)
        .join(
            ReceiptLine,
            (ReceiptLine.order_id == OrderItem.order_id)
            & (ReceiptLine.item_no == OrderItem.item_no),
        )
        .where(ReceiptLine.rejected > 0)
    )
    query = (
        conditions.labelled(_REPLACE)
        .select_from(OrderItem)
        .join(Order, Order.id == OrderItem.order_id)
        .join(Party, Party.id == Order.customer_id)
        .where(
            Order.business_id == here(session),
            OrderItem.id.in_(rejected),
            OrderItem.is_cancelled.is_(False),
            positions.item_rejected > positions.item_replaced,
        )
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Order.number, OrderItem.material_code, OrderItem.description, Party.name),
        parent=Order.id,
    )


def replace_page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[ReplaceRow]:
    """A slice of the list, newest order first."""
    query = conditions.order(
        _replace(session, wanted), sort, _REPLACE, (Order.order_date.desc(),), OrderItem.id
    )
    return [
        ReplaceRow(**row) for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def replace_totals(session: Session, wanted: Filter) -> Totals:
    """How many items wait for a replacement. Quantities of different units are not added up."""
    return conditions.totals(session, _replace(session, wanted), {})


REPLACE = Register(
    noun="replacements",
    title="Rejected goods to replace",
    columns=(
        Column("order_number", "PO number", Look.NUMBER, 9),
        Column("item_no", "Item", Look.COUNT, 5),
        Column("material", "Material", Look.NUMBER, 14),
        Column("description", "Description", Look.TEXT, 40),
        Column("customer", "Customer", Look.TEXT, 26),
        Column("rejected", "Rejected", Look.QUANTITY, 10),
        Column("replaced", "Sent again", Look.QUANTITY, 11),
        Column("pending", "To replace", Look.QUANTITY, 11),
        Column("unit", "Unit", Look.NUMBER, 5),
    ),
    page=replace_page,
    totals=replace_totals,
    watches=frozenset({"orders", "order_items", "receipt_lines", "vouchers", "voucher_lines"}),
)
