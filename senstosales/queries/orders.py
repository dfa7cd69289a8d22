"""The order book as a list: one row an order, its status and quantities derived."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, cast, func, or_, select
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status
from senstosales.errors import Conflict, NotFound
from senstosales.queries import conditions, positions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem

NO_DEPARTMENT = "none"
"""What the filter calls orders that name no department of the buyer."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of the list. Quantities sum its items that are not cancelled; value in rupees."""

    id: int
    number: str
    date: dt.date
    customer: str
    department: str | None
    amend_no: int
    items: int
    value: Decimal | None
    status: Status
    percent: Decimal
    due_date: dt.date | None
    overdue: bool
    ordered: Decimal
    dispatched: Decimal
    received: Decimal
    accepted: Decimal
    rejected: Decimal
    pending: Decimal
    basis: str
    year: str
    created_at: dt.datetime
    supplier_name: str | None


_items = (
    select(func.count(OrderItem.id))
    .where(OrderItem.order_id == Order.id, OrderItem.is_cancelled.is_(False))
    .correlate(Order)
    .scalar_subquery()
)
_percent = cast(positions.order_delivered, Float) / func.nullif(
    cast(positions.order_ordered, Float), 0
)

_SELECTED = {
    "id": Order.id,
    "number": Order.number,
    "date": Order.order_date,
    "customer": Party.name,
    "department": Order.department_no,
    "amend_no": Order.amend_no,
    "items": _items,
    "value": Order.order_value,
    "status": positions.order_status,
    "due_date": positions.order_due,
    "ordered": positions.order_ordered,
    "dispatched": positions.order_delivered,
    "received": positions.order_received,
    "accepted": positions.order_accepted,
    "rejected": positions.order_rejected,
    "basis": Order.price_basis,
    "year": Order.fiscal_year,
    "created_at": Order.created_at,
    "supplier_name": Order.supplier_name,
}
_SORTED = _SELECTED | {
    "percent": _percent,
    "pending": positions.order_ordered - positions.order_delivered,
}


def _named_in_items(like: str) -> ColumnElement[bool]:
    return Order.id.in_(
        select(OrderItem.order_id).where(
            or_(
                conditions.Holds(OrderItem.material_code, like),
                conditions.Holds(OrderItem.description, like),
            )
        )
    )


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = (
        conditions.labelled(_SELECTED)
        .join(Party, Party.id == Order.customer_id)
        .where(Order.business_id == here(session))
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Order.number, Party.name, Order.department_no),
        also=_named_in_items,
        status=positions.order_status,
        value=Order.order_value,
        day=Order.order_date,
        lives_on=positions.order_lives,
        parent=Order.customer_id,
        department=func.coalesce(Order.department_no, NO_DEPARTMENT),
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[OrderRow]:
    """A slice of the list, newest order first unless asked otherwise.

    The slice is chosen first, by the sorted column alone: sorting would work out all quantities of
    many more orders than are shown.
    """
    usual = (Order.order_date.desc(),)
    chosen = conditions.order(_query(session, wanted), sort, _SORTED, usual, Order.id)
    ids = chosen.with_only_columns(Order.id, maintain_column_froms=True)
    query = (
        conditions.labelled(_SELECTED)
        .join(Party, Party.id == Order.customer_id)
        .where(Order.id.in_(ids.limit(limit).offset(offset)))
    )
    day = today(session)
    rows = []
    for found in session.execute(
        conditions.order(query, sort, _SORTED, usual, Order.id)
    ).mappings():
        facts = dict(found)
        ordered, dispatched = facts["ordered"], facts["dispatched"]
        done = min(dispatched * 100 / ordered, Decimal(100)) if ordered else ZERO
        status = Status(facts["status"])
        due = facts["due_date"] if status not in (Status.CLOSED, Status.CANCELLED) else None
        facts |= {
            "status": status,
            "year": FiscalYear(facts["year"]).label,
            "percent": done.to_integral_value(ROUND_DOWN),  # 100 only when nothing is left
            "due_date": due,
            "overdue": due is not None and due < day,
            "pending": max(ordered - dispatched, ZERO),
        }
        rows.append(OrderRow(**facts))
    return rows


def totals(session: Session, wanted: Filter) -> Totals:
    """How many orders a filter finds and what they are worth."""
    return conditions.totals(session, _query(session, wanted), {"value": Order.order_value})


REGISTER = Register(
    noun="orders",
    title="Purchase orders",
    columns=(
        Column("number", "PO number", Look.NUMBER, 11),
        Column("date", "PO date", Look.DATE, 12),
        Column("customer", "Customer", Look.TEXT, 26),
        Column("department", "Dept", Look.NUMBER, 6),
        Column("items", "Items", Look.COUNT, 6),
        Column("value", "Value ₹", Look.MONEY, 15),
        Column("status", "Status", Look.STATUS, 16),
        Column("percent", "Dispatched", Look.PERCENT, 13),
        Column("due_date", "Due", Look.DATE, 12, help="Earliest lot that has not wholly left"),
        Column("amend_no", "Amended", Look.COUNT, 9),
        Column("ordered", "Ordered", Look.QUANTITY, 11, shown=False),
        Column("dispatched", "Dispatched qty", Look.QUANTITY, 11, shown=False),
        Column("received", "Received", Look.QUANTITY, 11, shown=False),
        Column("accepted", "Accepted", Look.QUANTITY, 11, shown=False),
        Column("rejected", "Rejected", Look.QUANTITY, 11, shown=False),
        Column("pending", "Pending", Look.QUANTITY, 11, shown=False),
        Column("basis", "GST in price", Look.TEXT, 12, shown=False, own=True),
        Column("year", "Year", Look.NUMBER, 9, shown=False),
        Column("created_at", "Entered", Look.MOMENT, 16, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(
        Status.OPEN,
        Status.PART_DISPATCHED,
        Status.DISPATCHED,
        Status.CLOSED,
        Status.CANCELLED,
    ),
    watches=frozenset(
        {
            "orders",
            "order_items",
            "order_lots",
            "vouchers",
            "voucher_lines",
            "receipt_lines",
            "parties",
        }
    ),
    by_year=True,
)


def find(session: Session, number: str, year: int | None = None) -> int:
    """The id of the order with this number; raises `NotFound`, or `Conflict` if years must tell.

    A number comes round again after ten years: the newest is meant when no year is given, unless
    two customers use it.
    """
    query = select(Order.id, Order.customer_id, Order.fiscal_year).where(
        Order.business_id == here(session), Order.number == number.strip()
    )
    if year is not None:
        query = query.where(Order.fiscal_year == year)
    found = session.execute(query.order_by(Order.order_date.desc())).all()
    if not found:
        raise NotFound("order", number)
    if len({row.customer_id for row in found}) > 1:
        raise Conflict(f"Several customers have an order {number}. Name the customer too.")
    return int(found[0].id)
