"""Expenses: the list, one expense, and what was spent by month and category."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.errors import NotFound
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.base import Money
from senstosales.tables.cash import Expense


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """One expense, in rupees."""

    id: int
    version: int
    date: dt.date
    category: str
    description: str | None
    amount: Decimal
    is_necessary: bool
    necessary: str
    user_id: int | None


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
    return [
        ExpenseRow(**row) for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many expenses a filter finds, and what they come to."""
    return conditions.totals(session, _query(session, wanted), {"amount": Expense.amount})


REGISTER = Register(
    noun="expenses",
    title="Expenses",
    columns=(
        Column("date", "Date", Look.DATE, 12),
        Column("category", "Category", Look.TEXT, 16),
        Column("description", "Description", Look.TEXT, 40),
        Column("amount", "Amount ₹", Look.MONEY, 14),
        Column("necessary", "Necessary", Look.TEXT, 13),
    ),
    page=page,
    totals=totals,
    watches=frozenset({"expenses"}),
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
    return ExpenseRow(**row)


@dataclass(frozen=True, slots=True)
class MonthOfExpenses:
    """What a month's expenses of one category came to, in rupees; `month` is its first day."""

    month: dt.date
    category: str
    necessary: Decimal
    other: Decimal


def by_month(session: Session, since: dt.date, until: dt.date) -> list[MonthOfExpenses]:
    """Expenses by month and category, oldest month first."""
    month = func.substr(Expense.spent_on, 1, 7)

    def sum_where(condition: Any) -> Any:
        return type_coerce(func.sum(case((condition, Expense.amount), else_=0)), Money)

    rows = session.execute(
        select(
            month,
            Expense.category,
            sum_where(Expense.is_necessary),
            sum_where(~Expense.is_necessary),
        )
        .where(Expense.business_id == here(session), Expense.spent_on.between(since, until))
        .group_by(month, Expense.category)
        .order_by(month, Expense.category)
    )
    return [
        MonthOfExpenses(dt.date.fromisoformat(f"{name}-01"), category, necessary, other)
        for name, category, necessary, other in rows
    ]
