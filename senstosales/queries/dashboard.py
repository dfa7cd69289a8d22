"""The figures of the dashboard. What is counted here is counted by the very list it leads to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import exists, extract, func, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.queries import invoices, orders, positions
from senstosales.queries.columns import Filter, Register
from senstosales.queries.worklists import value_of
from senstosales.tables.base import Money
from senstosales.tables.orders import Order, OrderItem
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher, VoucherLine

OPEN = frozenset({Status.OPEN, Status.PART_DISPATCHED})
"""What an order that still needs us stands at."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: how many there are, and the first few of them."""

    count: int
    first: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """Rupees: invoices of the month and of the year, GST included, and the open orders."""

    day: dt.date
    year: FiscalYear
    sales_month: Decimal
    sales_year: Decimal
    invoices_month: int
    invoices_year: int
    open_orders: int
    open_value: Decimal


@dataclass(frozen=True, slots=True)
class Funnel:
    """What became of the orders of a year, in rupees at the orders' own rates."""

    ordered: Decimal
    dispatched: Decimal
    invoiced: Decimal
    accepted: Decimal


def is_empty(session: Session) -> bool:
    """True while there is neither an order nor a paper nor a receipt."""
    kinds: tuple[Any, ...] = (Order, Voucher, Receipt)
    return not any(
        session.scalar(select(exists().where(kind.business_id == here(session)))) for kind in kinds
    )


def task(session: Session, register: Register, wanted: Filter, limit: int) -> Task:
    """Count what a list finds, and read its first rows."""
    count = register.totals(session, wanted).count
    return Task(count, register.page(session, wanted, None, limit, 0) if count else ())


@dataclass(frozen=True, slots=True)
class Years:
    """Financial years to choose from, newest first; `usual` is the newest there is something of."""

    all: tuple[FiscalYear, ...]
    usual: FiscalYear


def years(session: Session) -> Years:
    """The years of orders and papers, and always the present one."""
    present = FiscalYear.of(today(session)).start
    found: set[int] = set()
    for kind in (Order, Voucher):
        found |= set(
            session.scalars(
                select(kind.fiscal_year).where(kind.business_id == here(session)).distinct()
            )
        )
    offered = tuple(FiscalYear(start) for start in sorted(found | {present}, reverse=True))
    return Years(offered, FiscalYear(min(max(found, default=present), present)))


def figures(session: Session, year: FiscalYear) -> Figures:
    """Sales of this month and of that year, and what is still open."""
    day = today(session)
    month = Filter(since=day.replace(day=1), until=_last_of_month(day))
    of_month = invoices.totals(session, month)
    of_year = invoices.totals(session, Filter(since=year.first, until=year.last))
    still = orders.totals(session, Filter(statuses=OPEN))
    return Figures(
        day=day,
        year=year,
        sales_month=of_month.sums.get("total", ZERO),
        sales_year=of_year.sums.get("total", ZERO),
        invoices_month=of_month.count,
        invoices_year=of_year.count,
        open_orders=still.count,
        open_value=still.sums.get("value", ZERO),
    )


def months(session: Session, year: FiscalYear) -> list[tuple[dt.date, Decimal]]:
    """Sales of each month of a financial year, April first, GST included."""
    month = extract("month", Voucher.voucher_date)
    of_months = session.execute(
        select(month, func.sum(Voucher.total))
        .where(
            *_live(session, VoucherKind.INVOICE),
            Voucher.voucher_date.between(year.first, year.last),
        )
        .group_by(month)
    )
    found: dict[int, Decimal | None] = {int(number): value for number, value in of_months}
    return [
        (dt.date(year.start + (number < 4), number, 1), found.get(number) or ZERO)
        for number in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
    ]


def funnel(session: Session, year: FiscalYear) -> Funnel:
    """Ordered, dispatched, invoiced, accepted: of the orders dated in a financial year."""
    ordered = orders.totals(session, Filter(since=year.first, until=year.last)).sums
    mine = (Order.business_id == here(session), Order.fiscal_year == year.start)

    def of_items(quantity: Any) -> Decimal:
        query = (
            select(func.sum(value_of(quantity, OrderItem.rate)))
            .join(Order, Order.id == OrderItem.order_id)
            .where(*mine, OrderItem.is_cancelled.is_(False))
        )
        return _money(session, query)

    invoiced = (
        select(func.sum(value_of(VoucherLine.quantity, VoucherLine.rate)))
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .join(Order, Order.id == Voucher.order_id)
        .where(*mine, *_live(session, VoucherKind.INVOICE))
    )
    return Funnel(
        ordered=ordered.get("value", ZERO),
        dispatched=of_items(positions.item_delivered),
        invoiced=_money(session, invoiced),
        accepted=of_items(positions.item_accepted),
    )


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """Open orders of one department of the buyer: how many, and their value in rupees."""

    department: str
    value: Decimal
    count: int


def departments(session: Session) -> list[DepartmentLine]:
    """What is open by department, the largest first; the list of orders finds the same."""
    department = func.coalesce(Order.department_no, orders.NO_DEPARTMENT)
    value = func.coalesce(func.sum(Order.order_value), 0)
    rows = session.execute(
        select(department, type_coerce(value, Money), func.count())
        .where(
            Order.business_id == here(session),
            positions.order_status.in_(sorted(status.value for status in OPEN)),
        )
        .group_by(department)
        .order_by(value.desc(), department)
    )
    return [DepartmentLine(*row) for row in rows]


def _live(session: Session, kind: VoucherKind) -> tuple[Any, ...]:
    return (
        Voucher.business_id == here(session),
        Voucher.kind == kind.value,
        Voucher.state == VoucherState.ISSUED.value,
    )


def _money(session: Session, query: Any) -> Decimal:
    total: Decimal | None = session.scalar(select(type_coerce(query.scalar_subquery(), Money)))
    return total or ZERO


def _last_of_month(day: dt.date) -> dt.date:
    following = (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
    return following - dt.timedelta(days=1)
