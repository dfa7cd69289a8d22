"""Expenses: what was spent, on what, and whether it was needed."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from senstosales.api import forms
from senstosales.api.contracts.namastepms import described_data as described
from senstosales.api.contracts.namastepms import lists
from senstosales.api.contracts.namastepms.wire import (
    Call,
    IdOf,
    Json,
    day,
    leaning,
    rupees,
    serve,
    wanted,
)
from senstosales.api.contracts.namastepms.words import Said, clean
from senstosales.api.identity import HomeOf, Seat
from senstosales.api.json_bodies import BodyOf
from senstosales.domain.cash import EXPENSE_CATEGORIES
from senstosales.errors import NotFound
from senstosales.queries import expenses as queries
from senstosales.queries.columns import Filter, Sort
from senstosales.queries.expenses import ExpenseRow
from senstosales.services import expenses
from senstosales.services.drafts import make
from senstosales.services.expenses import ExpenseDraft

router = APIRouter(tags=["NAMASTEPMS: EXPENSES"])
_NOUN = "Expense"
FORM: tuple[forms.Field, ...] = (
    forms.Number(name="amount", digits=12, places=2, required=True),
    forms.Text(name="description", longest=4000, blank=True, null=True),
    forms.Date(name="date", required=True),
    forms.Choice(name="category", among=EXPENSE_CATEGORIES, required=True),
    forms.Truth(name="is_necessary"),
)
_FIELDS = {"date": "spent_on"}


def page(request: Request, seat: HomeOf, asked: lists.PageOf = None) -> JSONResponse:
    return JSONResponse(
        lists.page(
            request,
            seat.books,
            asked,
            lambda session: queries.totals(session, Filter()).count,
            lambda session, *slice_: queries.page(session, Filter(), Sort("id"), *slice_),
            lambda expense: told(seat, expense),
        )
    )


def create(seat: HomeOf, body: BodyOf) -> JSONResponse:
    draft = clean(FORM, body, lambda values: make(ExpenseDraft, _named(values)))
    expense_id = expenses.save(seat.books, seat.actor, draft, user_id=seat.user_id)
    return _said(seat, "Expense created successfully!", expense_id, 201)


def update(seat: HomeOf, body: BodyOf, which: IdOf = None) -> JSONResponse:
    expense_id = wanted(which, _NOUN)
    with leaning():
        try:
            seat.books.ask(queries.detail, expense_id)
            given = clean(FORM, body, _named, partial=True)
            expenses.amend(seat.books, seat.actor, expense_id, given)
        except NotFound as error:
            raise _not_found("edit") from error
    return _said(seat, "Expense updated successfully!", expense_id, 200)


def delete(seat: HomeOf, which: IdOf = None) -> JSONResponse:
    expense_id = wanted(which, _NOUN)
    with leaning():
        try:
            expenses.delete(seat.books, seat.actor, expense_id)
        except NotFound as error:
            raise _not_found("delete") from error
    return JSONResponse({"message": "Expense deleted successfully!"})


def told(seat: Seat, expense: ExpenseRow) -> Json:
    """An expense in the contract's words; what was entered at the desk belongs to whoever looks."""
    return {
        "id": expense.id,
        "user": expense.user_id or seat.user_id,
        "amount": rupees(expense.amount),
        "description": expense.description,
        "date": day(expense.date),
        "category": expense.category,
        "is_necessary": expense.is_necessary,
    }


def _named(values: dict[str, Any]) -> dict[str, Any]:
    return {_FIELDS.get(name, name): value for name, value in values.items()}


def _said(seat: Seat, message: str, expense_id: int, status: int) -> JSONResponse:
    expense = told(seat, seat.books.ask(queries.detail, expense_id))
    return JSONResponse({"message": message, "expense": expense}, status)


def _not_found(what: str) -> Said:
    return Said(404, error=f"Expense not found or you do not have permission to {what} it.")


serve(
    router,
    "/api/expenses/",
    {
        "GET": Call(page, "List expenses", described.listed(described.EXPENSE)),
        "POST": Call(
            create,
            "Add an expense",
            described.created(expense=described.EXPENSE),
            described.EXPENSE_BODY,
        ),
        "PUT": Call(
            update,
            "Change an expense",
            described.changed(expense=described.EXPENSE),
            described.EXPENSE_CHANGES,
        ),
        "DELETE": Call(delete, "Delete an expense", described.DELETED),
    },
)
