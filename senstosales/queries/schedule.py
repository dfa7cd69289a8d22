"""The delivery schedule: every lot of every order by its delivery date, as a list and by days."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, case, false, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.queries import conditions, positions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.worklists import DUE_SOON, SOON, value_of
from senstosales.tables.base import Money, Quantity
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem, OrderLot

LATER, NO_DAY = Status.DUE_LATER.value, Status.NO_DATE.value
TO_SEND = frozenset({Status.OVERDUE.value, DUE_SOON, LATER, NO_DAY})
"""What has still to leave: the list without a wish of the clerk."""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One lot; `late` in days while something has still to leave, `value` of that in rupees."""

    id: int
    order_id: int
    order_number: str
    item_no: int
    lot_no: int
    material: str | None
    description: str | None
    customer: str
    department: str | None
    due_date: dt.date | None
    late: int | None
    quantity: Decimal
    delivered: Decimal
    pending: Decimal
    unit: str | None
    value: Decimal
    status: str


@dataclass(frozen=True, slots=True)
class DaySchedule:
    """The lots of one day that stand alike; `value` of what has still to leave, in rupees."""

    day: dt.date
    status: str
    lots: int
    value: Decimal
    orders: tuple[str, ...]


_bought = ~func.coalesce(positions.closed_by_buyer, false())
_gone = OrderLot.quantity <= positions.lot_delivered
_to_send = and_(~_gone, OrderItem.quantity > positions.item_received, _bought)
_pending = type_coerce(
    case((_to_send, OrderLot.quantity - positions.lot_delivered), else_=0), Quantity
)
_value = type_coerce(value_of(_pending, OrderItem.rate), Money)


def _status(day: dt.date) -> Any:
    return case(
        (_gone, Status.DISPATCHED.value),
        (~_to_send, Status.CLOSED.value),
        (OrderLot.due_date.is_(None), NO_DAY),
        (OrderLot.due_date < day, Status.OVERDUE.value),
        (OrderLot.due_date <= day + SOON, DUE_SOON),
        else_=LATER,
    )


def _columns(day: dt.date) -> dict[str, Any]:
    return {
        "id": OrderLot.id,
        "order_id": Order.id,
        "order_number": Order.number,
        "item_no": OrderItem.item_no,
        "lot_no": OrderLot.lot_no,
        "material": OrderItem.material_code,
        "description": OrderItem.description,
        "customer": Party.name,
        "department": Order.department_no,
        "due_date": OrderLot.due_date,
        "quantity": OrderLot.quantity,
        "delivered": positions.lot_delivered,
        "pending": _pending,
        "unit": OrderItem.unit,
        "value": _value,
        "status": _status(day),
    }


def _standing(statuses: frozenset[str], day: dt.date) -> Any:
    """The lots with one of these statuses, said by their dates: the quantities come after."""
    soon, due = day + SOON, OrderLot.due_date
    dates = {
        Status.OVERDUE.value: due < day,
        DUE_SOON: due.between(day, soon),
        LATER: due > soon,
        NO_DAY: due.is_(None),
    }
    wanted = [and_(dates[each], _to_send) for each in sorted(statuses & TO_SEND)]
    if Status.DISPATCHED in statuses:
        wanted.append(_gone)
    if Status.CLOSED in statuses:
        wanted.append(and_(~_gone, ~_to_send))
    return or_(*wanted) if wanted else false()


def _query(session: Session, wanted: Filter, day: dt.date) -> Select[Any]:
    query = (
        conditions.labelled(_columns(day))
        .select_from(OrderLot)
        .join(OrderItem, OrderItem.id == OrderLot.item_id)
        .join(Order, Order.id == OrderItem.order_id)
        .join(Party, Party.id == Order.customer_id)
        .where(
            # Said so that SQLite begins with the lots by their dates and not with all orders.
            Order.business_id + 0 == here(session),
            OrderLot.is_cancelled.is_(False),
            OrderItem.is_cancelled.is_(False),
        )
    )
    if wanted.statuses >= TO_SEND:
        rest = wanted.statuses - TO_SEND
        query = query.where(or_(_to_send, _standing(rest, day)) if rest else _to_send)
    elif wanted.statuses:
        query = query.where(_standing(wanted.statuses, day))
    return conditions.narrow(
        query,
        wanted,
        words_in=(Order.number, OrderItem.material_code, OrderItem.description, Party.name),
        value=_value,
        day=OrderLot.due_date,
        parent=Order.customer_id,
        department=Order.department_no,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[ScheduleRow]:
    """A slice of the schedule: by delivery date unless asked otherwise, lots without one at the end."""
    day = today(session)
    query = _query(session, wanted, day)
    if sort is not None:
        return _slice(session, query, sort, day, limit, offset)
    # Two lists one after the other: only then does the index give the first lots without a look at all.
    dated = query.where(OrderLot.due_date.is_not(None))
    rows = _slice(session, dated, None, day, limit, offset)
    if len(rows) < limit:
        before = 0
        if offset and not rows:
            before = offset - conditions.totals(session, dated, {}).count
        undated = query.where(OrderLot.due_date.is_(None))
        rows += _slice(session, undated, None, day, limit - len(rows), before)
    return rows


def _slice(
    session: Session, query: Select[Any], sort: Sort | None, day: dt.date, limit: int, offset: int
) -> list[ScheduleRow]:
    usual = (OrderLot.due_date, Order.number)
    query = conditions.order(query, sort, _columns(day), usual, OrderLot.id)
    return [
        ScheduleRow(**row, late=_late(row["due_date"], row["pending"], day))
        for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def _late(due: dt.date | None, pending: Decimal, day: dt.date) -> int | None:
    return (day - due).days if due is not None and due < day and pending else None


def totals(session: Session, wanted: Filter) -> Totals:
    """How many lots a filter finds, and what of them has still to leave is worth."""
    return conditions.totals(session, _query(session, wanted, today(session)), {"value": _value})


REGISTER = Register(
    noun="schedule",
    title="Delivery schedule",
    columns=(
        Column("due_date", "Due", Look.DATE, 12),
        Column("status", "Status", Look.STATUS, 14, sortable=False),
        Column("late", "Days late", Look.COUNT, 8, sortable=False),
        Column("order_number", "PO number", Look.NUMBER, 10),
        Column("item_no", "Item", Look.COUNT, 5),
        Column("lot_no", "Lot", Look.COUNT, 4),
        Column("material", "Material", Look.NUMBER, 14),
        Column("description", "Description", Look.TEXT, 30),
        Column("customer", "Customer", Look.TEXT, 22),
        Column("department", "Dept", Look.NUMBER, 6),
        Column("quantity", "Ordered", Look.QUANTITY, 9),
        Column("delivered", "Sent", Look.QUANTITY, 9),
        Column("pending", "Pending", Look.QUANTITY, 9),
        Column("unit", "Unit", Look.NUMBER, 5),
        Column("value", "Value ₹", Look.MONEY, 14, help="Of what is pending, at the order's rate"),
    ),
    page=page,
    totals=totals,
    statuses=(Status.OVERDUE, DUE_SOON, LATER, NO_DAY, Status.DISPATCHED, Status.CLOSED),
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
)


def days(session: Session, first: dt.date, last: dt.date, wanted: Filter) -> list[DaySchedule]:
    """The days from `first` to `last` on which a lot is due, by day and then by status."""
    day = today(session)
    found = session.execute(
        _query(session, wanted, day)
        .where(OrderLot.due_date.between(first, last))
        .with_only_columns(
            OrderLot.due_date,
            _status(day).label("status"),
            func.count(),
            func.sum(_value),
            func.group_concat(Order.number.distinct()),
            maintain_column_froms=True,
        )
        .group_by(OrderLot.due_date, "status")
    )
    places = list(REGISTER.statuses)
    rows = [
        DaySchedule(due, status, lots, value or ZERO, tuple(sorted(numbers.split(","))))
        for due, status, lots, value, numbers in found
    ]
    return sorted(rows, key=lambda row: (row.day, places.index(row.status)))


def departments(session: Session) -> tuple[str, ...]:
    """The departments for which there is an order."""
    found = session.scalars(
        select(Order.department_no)
        .where(Order.business_id == here(session), Order.department_no.is_not(None))
        .distinct()
        .order_by(Order.department_no)
    )
    return tuple(each for each in found if each)


def customers(session: Session) -> tuple[tuple[int, str], ...]:
    """Who has ordered, by name."""
    ordered = select(Order.customer_id).where(Order.business_id == here(session)).distinct()
    found = session.execute(
        select(Party.id, Party.name).where(Party.id.in_(ordered)).order_by(Party.name, Party.id)
    )
    return tuple((key, name) for key, name in found)
