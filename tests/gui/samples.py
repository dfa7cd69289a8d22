"""Books that live in memory, and rows to show, for tests and pictures of the widgets."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from senstosales.books.store import Changes
from senstosales.domain.kinds import Status
from senstosales.domain.roles import Right, Role
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals

STATUSES = (
    Status.OPEN,
    Status.PART_DISPATCHED,
    Status.DISPATCHED,
    Status.CLOSED,
    Status.CANCELLED,
)
CUSTOMERS = (
    "Bharat Heavy Electricals Limited, Bhopal",
    "BHEL Haridwar",
    "NTPC Limited, Singrauli Super Thermal Power Station",
    "BHEL Jhansi",
)


@dataclass(frozen=True, slots=True)
class OrderRow:
    id: int
    number: str
    date: dt.date
    customer: str
    items: int
    value: Decimal
    status: Status
    percent: Decimal
    due: dt.date | None
    dispatched: Decimal
    heard: dt.datetime


COLUMNS = (
    Column("number", "PO number", Look.NUMBER, 11),
    Column("date", "PO date", Look.DATE, 12),
    Column("customer", "Customer", Look.TEXT, 26),
    Column("items", "Items", Look.COUNT, 6),
    Column("value", "Value ₹", Look.MONEY, 15),
    Column("status", "Status", Look.STATUS, 16),
    Column("percent", "Dispatched", Look.PERCENT, 13),
    Column("due", "Due", Look.DATE, 12, help="Earliest lot that has not wholly left"),
    Column("dispatched", "Dispatched qty", Look.QUANTITY, 11, shown=False, sortable=False),
    Column("heard", "Imported", Look.MOMENT, 17, shown=False),
)


def order(number: int) -> OrderRow:
    status = STATUSES[number % 5]
    percent = {0: 0, 1: 37, 2: 100, 3: 100, 4: 12}[number % 5]
    return OrderRow(
        id=number,
        number=f"{1125000 + number * 7}",
        date=dt.date(2026, 3, 31) - dt.timedelta(days=number % 900),
        customer=CUSTOMERS[number % len(CUSTOMERS)],
        items=number % 9,
        value=Decimal(number * 7919 % 99999999) / 10,
        status=status,
        percent=Decimal(percent),
        due=dt.date(2026, 5, 5) if number % 3 else None,
        dispatched=Decimal(number % 100) / 8,
        heard=dt.datetime(2026, 3, 5, 8, 37, tzinfo=dt.UTC),
    )


@dataclass
class Shelf:
    """What a session of the fake books sees."""

    rows: list[OrderRow]


class FakeBooks:
    """Answers like the books: `ask`, `listen`, `changed_elsewhere`, `require`."""

    def __init__(self, count: int = 0) -> None:
        self.path = Path("Bharat Engineering.books")
        self.shelf = Shelf([order(number) for number in range(1, count + 1)])
        self.role = Role.OWNER
        self.elsewhere = False
        self.listeners: list[Callable[[Changes], None]] = []
        self.asked = 0

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        self.asked += 1
        return question(self.shelf, *args)

    def require(self, right: Right) -> None:
        self.role.require(right)

    def listen(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def changed_elsewhere(self) -> bool:
        changed, self.elsewhere = self.elsewhere, False
        return changed

    def commit(self, *nouns: str) -> None:
        for callback in tuple(self.listeners):
            callback(Changes(frozenset(nouns)))


def _found(shelf: Any, wanted: Filter) -> list[OrderRow]:
    return [
        row
        for row in shelf.rows
        if all(word.lower() in f"{row.number} {row.customer}".lower() for word in wanted.words)
        and (not wanted.statuses or row.status in wanted.statuses)
        and (wanted.least is None or row.value >= wanted.least)
    ]


def page(
    shelf: Any, wanted: Filter, order_by: Sort | None, limit: int, offset: int
) -> list[OrderRow]:
    rows = _found(shelf, wanted)
    if order_by is not None:
        key = order_by.key
        rows.sort(key=lambda row: (getattr(row, key) is None, getattr(row, key)))
        if order_by.descending:
            rows.reverse()
    return rows[offset : offset + limit]


def totals(shelf: Any, wanted: Filter) -> Totals:
    rows = _found(shelf, wanted)
    return Totals(len(rows), {"value": sum((row.value for row in rows), Decimal(0))})


REGISTER = Register(
    noun="orders",
    title="Purchase orders",
    columns=COLUMNS,
    page=page,
    totals=totals,
    statuses=STATUSES,
    watches=frozenset({"orders"}),
)


def changed(shelf: Shelf, key: int, **facts: Any) -> None:
    """Change one row, as another desk would."""
    shelf.rows = [replace(row, **facts) if row.id == key else row for row in shelf.rows]
