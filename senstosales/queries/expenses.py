"""Expenses: the list, one expense, and what was spent by month and category."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, extract, func, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import NotFound
from senstosales.queries import conditions, row_history
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.base import Money
from senstosales.tables.cash import Expense


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """One expense, in rupees; `by` is who entered it."""

    id: int
    version: int
    date: dt.date
    category: str
    description: str | None
    amount: Decimal
    is_necessary: bool
    necessary: str
    user_id: int | None
    by: str = ""


_SELECTED = {
    "id": Expense.id,
    "version": Expense.version,
    "date": Expense.spent_on,
    "category": Expense.category,
    "description": Expense.description,
    "amount": Expense.amount,
    "is_necessary": Expense.is_necessary,
    "necessary": case((Expense.is_necessary, "Necessary"), else_="Not necessary"),
    "user_id": Expense.user_id,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(Expense.business_id == here(session))
    return conditions.narrow(
        query,
        wanted,
        words_in=(Expense.category, Expense.description),
        value=Expense.amount,
        day=Expense.spent_on,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[ExpenseRow]:
    """A slice of the list, newest first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _SELECTED, (Expense.spent_on.desc(),), Expense.id
    )
    found = list(session.execute(query.limit(limit).offset(offset)).mappings())
    makers = row_history.makers(session, Expense.__tablename__, [row["id"] for row in found])
    return [ExpenseRow(**row, by=makers.get(row["id"], "")) for row in found]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many expenses a filter finds, and what they come to."""
    return conditions.totals(session, _query(session, wanted), {"amount": Expense.amount})


REGISTER = Register(
    noun="expenses",
    title="Expenses",
    columns=(
        Column("date", "Date", Look.DATE, 12),
        Column("category", "Category", Look.NUMBER, 15, own=True),
        Column("description", "Description", Look.TEXT, 40),
        Column("amount", "Amount ₹", Look.MONEY, 14),
        Column("necessary", "Necessary", Look.NUMBER, 13, own=True),
        Column("by", "Entered by", Look.NUMBER, 14, sortable=False),
    ),
    page=page,
    totals=totals,
    watches=frozenset({"expenses"}),
    by_year=True,
)


def detail(session: Session, expense_id: int) -> ExpenseRow:
    """One expense; raises `NotFound`."""
    row = (
        session.execute(_query(session, Filter()).where(Expense.id == expense_id))
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise NotFound("expense", expense_id)
    makers = row_history.makers(session, Expense.__tablename__, [expense_id])
    return ExpenseRow(**row, by=makers.get(expense_id, ""))


@dataclass(frozen=True, slots=True)
class MonthOfExpenses:
    """What a month's expenses of one category came to, in rupees; `month` is its first day."""

    month: dt.date
    category: str
    necessary: Decimal
    other: Decimal


def by_month(session: Session, since: dt.date, until: dt.date) -> list[MonthOfExpenses]:
    """Expenses by month and category, oldest month first."""
    year, month = extract("year", Expense.spent_on), extract("month", Expense.spent_on)

    def sum_where(condition: Any) -> Any:
        return type_coerce(func.sum(case((condition, Expense.amount), else_=0)), Money)

    rows = session.execute(
        select(
            year,
            month,
            Expense.category,
            sum_where(Expense.is_necessary),
            sum_where(~Expense.is_necessary),
        )
        .where(Expense.business_id == here(session), Expense.spent_on.between(since, until))
        .group_by(year, month, Expense.category)
        .order_by(year, month, Expense.category)
    )
    return [
        MonthOfExpenses(dt.date(int(of), int(number), 1), category, necessary, other)
        for of, number, category, necessary, other in rows
    ]


def years(session: Session) -> tuple[FiscalYear, ...]:
    """The financial years in which something was spent, newest first."""
    mine = Expense.business_id == here(session)
    first = session.scalar(select(func.min(Expense.spent_on)).where(mine))
    last = session.scalar(select(func.max(Expense.spent_on)).where(mine))
    if first is None or last is None:
        return ()
    since, until = FiscalYear.of(first).start, FiscalYear.of(last).start
    return tuple(FiscalYear(start) for start in range(until, since - 1, -1))
