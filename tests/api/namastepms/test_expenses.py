"""Expenses, call by call: bodies, statuses and words as documented."""

import pytest

from senstosales.domain.cash import EXPENSE_CATEGORIES
from senstosales.queries import expenses as queries
from senstosales.queries.columns import Filter, Sort
from senstosales.services import expenses
from senstosales.services.expenses import ExpenseDraft
from tests.api.namastepms.conftest import EXPENSES, RENT
from tests.playing import ACTOR

BAD_DATE = ["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]


def at(expense_id):
    return f"{EXPENSES}?id={expense_id}"


def test_the_sample_is_made_as_documented(office):
    client = office.newcomer()
    body = client.made(EXPENSES, RENT)
    expense = {
        "id": body["expense"]["id"],
        "user": client.user,
        "amount": "5000.00",
        "description": "Office rent for February",
        "date": "2026-02-01",
        "category": "Rent",
        "is_necessary": True,
    }
    assert body == {"message": "Expense created successfully!", "expense": expense}
    assert list(body["expense"]) == list(expense)
    assert client.got(EXPENSES)["results"] == [expense]


def test_some_of_it_is_changed_as_documented(api):
    made = api.made(EXPENSES, RENT)["expense"]
    changes = {"amount": "5500.00", "description": "Office rent for February (revised)"}
    assert api.made(at(made["id"]), changes, "PUT") == {
        "message": "Expense updated successfully!",
        "expense": {**made, **changes},
    }
    assert api.made(at(made["id"]), {"date": "2026-02-02", "is_necessary": False}, "PUT") == {
        "message": "Expense updated successfully!",
        "expense": {**made, **changes, "date": "2026-02-02", "is_necessary": False},
    }


def test_it_is_deleted_as_documented(api):
    key = api.made(EXPENSES, RENT)["expense"]["id"]
    assert api.made(at(key), None, "DELETE") == {"message": "Expense deleted successfully!"}
    for method, word in (("DELETE", "delete"), ("PUT", "edit")):
        assert api.refused(method, at(key), {}, status=404) == {
            "error": f"Expense not found or you do not have permission to {word} it."
        }


def test_what_is_not_said(api):
    body = {key: RENT[key] for key in ("amount", "date", "category")}
    made = api.made(EXPENSES, body)["expense"]
    assert (made["description"], made["is_necessary"]) == (None, True)


@pytest.mark.parametrize("category", EXPENSE_CATEGORIES)
def test_every_category_there_is(api, category):
    assert api.made(EXPENSES, {**RENT, "category": category})["expense"]["category"] == category


@pytest.mark.parametrize(
    ("amount", "told"),
    [("-20", "-20.00"), (0.1, "0.10"), ("9999999999.99", "9999999999.99"), (12, "12.00")],
)
def test_amounts_are_exact_whether_number_or_text(api, amount, told):
    assert api.made(EXPENSES, {**RENT, "amount": amount})["expense"]["amount"] == told


def test_all_that_is_missing_is_named_at_once(api):
    required = ["This field is required."]
    assert api.refused("POST", EXPENSES, {}) == dict.fromkeys(
        ("amount", "date", "category"), required
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"category": "Foo"}, {"category": ['"Foo" is not a valid choice.']}),
        ({"category": None}, {"category": ["This field may not be null."]}),
        ({"category": 5}, {"category": ['"5" is not a valid choice.']}),
        ({"date": "01-02-2026"}, {"date": BAD_DATE}),
        ({"date": "2026-02-30"}, {"date": BAD_DATE}),
        ({"date": "0000-01-01"}, {"date": BAD_DATE}),
        ({"date": 20260201}, {"date": BAD_DATE}),
        ({"amount": "0.001"}, {"amount": ["Ensure that there are no more than 2 decimal places."]}),
        ({"amount": "1234567890.123"},
         {"amount": ["Ensure that there are no more than 12 digits in total."]}),
        ({"amount": "1e12"}, {"amount": ["A valid number is required."]}),
        ({"amount": "five"}, {"amount": ["A valid number is required."]}),
        ({"amount": True}, {"amount": ["A valid number is required."]}),
        ({"is_necessary": "x"}, {"is_necessary": ["Must be a valid boolean."]}),
        ({"description": "\0"}, {"description": ["Null characters are not allowed."]}),
        ({"description": ["x"]}, {"description": ["Not a valid string."]}),
    ],
)  # fmt: skip
def test_every_complaint_stands_under_its_field(api, change, said):
    assert api.refused("POST", EXPENSES, {**RENT, **change}) == said
    made = api.made(EXPENSES, RENT)["expense"]
    assert api.refused("PUT", at(made["id"]), change) == said


def test_expenses_of_others_are_not_there(office):
    key = office.owner.made(EXPENSES, RENT)["expense"]["id"]
    for method, word in (("PUT", "edit"), ("DELETE", "delete")):
        assert office.stranger.refused(method, at(key), {"amount": 1}, status=404) == {
            "error": f"Expense not found or you do not have permission to {word} it."
        }
    assert office.stranger.got(EXPENSES)["count"] == 0


def test_the_desk_and_the_door_share_one_list(office):
    draft = ExpenseDraft(amount="12.50", spent_on="2026-03-01", category="Food")
    key = expenses.save(office.books, ACTOR, draft)
    last = office.owner.got(EXPENSES, page="last")["results"][-1]
    assert last == {
        "id": key,
        "user": office.owner.user,
        "amount": "12.50",
        "description": None,
        "date": "2026-03-01",
        "category": "Food",
        "is_necessary": True,
    }
    made = office.clerk.made(EXPENSES, RENT)["expense"]
    row = office.books.ask(queries.page, Filter(), Sort("id", descending=True), 1, 0)[0]
    assert (row.id, row.user_id, row.amount) == (made["id"], office.clerk.user, 5000)
