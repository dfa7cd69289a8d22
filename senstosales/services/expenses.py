"""Money spent: entered, corrected, removed (the audit trail keeps what was)."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain.cash import EXPENSE_CATEGORIES
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.services.drafts import Draft, LongText, Money, by_rule, make
from senstosales.tables.cash import Expense


def _category(value: str) -> str:
    if value not in EXPENSE_CATEGORIES:
        raise Invalid(f"“{value[:40]}” is no category of expenses.")
    return value


class ExpenseDraft(Draft):
    """An expense as entered, in rupees; below zero where money came back."""

    amount: Money
    spent_on: dt.date
    category: Annotated[str, AfterValidator(by_rule(_category))]
    description: LongText = None
    is_necessary: bool = True


def save(
    books: Books,
    actor: Actor,
    draft: ExpenseDraft,
    expense_id: int | None = None,
    version: int | None = None,
    *,
    user_id: int | None = None,
) -> int:
    """Enter an expense, or correct the one with `expense_id`. Raises `NotFound` or `Conflict`."""
    with books.write(actor) as session:
        if expense_id is None:
            expense = Expense(business_id=here(session), user_id=user_id)
        else:
            expense = get(session, expense_id)
            if version is not None and expense.version != version:
                raise Conflict(
                    "Somebody else has changed this expense meanwhile. Open it again and repeat "
                    "your change."
                )
        for name, value in draft.model_dump().items():
            setattr(expense, name, value)
        session.add(expense)
        session.flush()
        return expense.id


def amend(books: Books, actor: Actor, expense_id: int, given: Mapping[str, Any]) -> None:
    """Correct the given fields of an expense, whoever corrects others meanwhile.

    Raises `NotFound` and `Invalid`.
    """
    with books.write(actor) as session:
        expense = get(session, expense_id)
        held = {name: getattr(expense, name) for name in ExpenseDraft.model_fields}
        for name, value in make(ExpenseDraft, {**held, **given}).model_dump().items():
            if held[name] != value:
                setattr(expense, name, value)


def delete(books: Books, actor: Actor, expense_id: int) -> None:
    """Remove an expense; who removed what stays in the audit trail. Raises `NotFound`."""
    with books.write(actor) as session:
        session.delete(get(session, expense_id))


def get(session: Session, expense_id: int) -> Expense:
    """The expense of that id in this business; raises `NotFound`."""
    expense = session.get(Expense, expense_id)
    if expense is None or expense.business_id != here(session):
        raise NotFound("expense", expense_id)
    return expense
