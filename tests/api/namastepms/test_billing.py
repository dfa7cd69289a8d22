"""Bills, call by call: bodies, statuses and words as documented."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from senstosales.services import vouchers
from tests.api.namastepms.bills import at, billed, changed, sample
from tests.api.namastepms.conftest import ABC, BILL, BILLING, PARTIES, PRODUCTS, WIDGET, fresh
from tests.playing import ACTOR

NEEDS_ITEM = {"error": "At least one billing item is required."}
TAKEN = {"invoice_number": ["billing with this invoice number already exists."]}
NOT_FOUND = "Billing not found or you do not have permission to {} it."


@pytest.fixture
def number():
    return fresh(BILL)["invoice_number"]


def test_the_sample_is_made_listed_paid_and_deleted_as_documented(office):
    client = office.newcomer()
    party = client.made(PARTIES, ABC)["party"]["id"]
    first, second = (client.made(PRODUCTS, fresh(WIDGET))["product"]["id"] for _ in "ab")
    body = client.made(BILLING, sample(client, "INV-2026-001", first, second, party))
    bill = {
        "id": body["billing"]["id"],
        "user": client.user,
        "invoice_number": "INV-2026-001",
        "invoice_date": "2026-02-12",
        "due_date": "2026-03-12",
        "payment_method": None,
        "invoice_status": "Unpaid",
        "party": party,
        "phone": "+919876543210",
        "VAt_number": None,
        "address": "123 Main Street",
        "notes": "Payment due in 30 days",
        "paid_amount": "0.00",
        "due_amount": "15000.00",
        "total_amount": "15000.00",
        "discount": "500.00",
        "tax": "2700.00",
        "sub_total": "12800.00",
    }
    assert body == {"message": "Billing created successfully!", "billing": bill}
    assert list(body["billing"]) == list(bill)
    assert client.got(BILLING) == {"count": 1, "next": None, "previous": None, "results": [bill]}
    paid = {"invoice_status": "Paid", "paid_amount": "15000.00", "due_amount": "0.00"}
    assert client.made(at(bill["id"]), paid, "PUT") == {
        "message": "Billing updated successfully!",
        "billing": {**bill, **paid},
    }
    assert client.made(at(bill["id"]), None, "DELETE") == {
        "message": "Billing deleted successfully!"
    }
    assert client.got(BILLING)["count"] == 0


def test_what_is_not_said(office, number, widget):
    items = [{"item": widget, "quantity": 1, "rate": 5}]
    bill = office.owner.made(BILLING, {"invoice_number": number, "items": items})["billing"]
    said = {"id", "user", "invoice_number", "invoice_date", "invoice_status"}
    assert (bill["invoice_status"], bill["invoice_date"]) == ("Draft", "2026-03-16")
    assert {key: bill[key] for key in bill if key not in said} == {
        **dict.fromkeys(
            ("due_date", "payment_method", "party", "phone", "VAt_number", "address", "notes")
        ),
        **dict.fromkeys(
            ("paid_amount", "due_amount", "total_amount", "discount", "tax", "sub_total"), "0.00"
        ),
    }


def test_everything_that_may_be_said(api, number, widget, customer):
    facts = {
        "invoice_date": "2026-03-01",
        "due_date": "2026-04-01",
        "payment_method": 3,
        "invoice_status": "Pending",
        "party": customer,
        "phone": "123456789012345",
        "VAt_number": "VATIN12345",
        "address": "5 Mill Road\nBhopal",
        "notes": "Handle with care",
        "paid_amount": "1.00",
        "due_amount": "9.00",
        "total_amount": "10.00",
        "discount": "0.00",
        "tax": "0.00",
        "sub_total": "10.00",
    }
    bill = billed(api, number, [(widget, 2, "5.00")], **facts)
    assert {key: bill[key] for key in facts} == facts
    again = {**facts, "payment_method": "UPI", "paid_amount": 2.5, "due_amount": 7.5, "notes": None}
    told = changed(api, bill["id"], **again)
    assert (told["payment_method"], told["paid_amount"], told["notes"]) == (4, "2.50", None)


def test_a_header_is_judged_before_the_items(api, number, widget):
    assert api.refused("POST", BILLING, {}) == {"invoice_number": ["This field is required."]}
    wrong = {"invoice_number": number, "invoice_status": "Lost", "party": 99999}
    assert api.refused("POST", BILLING, wrong) == {
        "invoice_status": ['"Lost" is not a valid choice.'],
        "party": ['Invalid pk "99999" - object does not exist.'],
    }
    for items in ({}, {"items": []}, {"items": None}, {"items": ""}):
        assert api.refused("POST", BILLING, {"invoice_number": number, **items}) == NEEDS_ITEM
    taken = [bill["invoice_number"] for bill in api.got(BILLING, page="last")["results"]]
    assert number not in taken, "nothing of a refused bill is kept"


def test_complaints_about_items_keep_their_place(api, number, widget):
    good = {"item": widget, "quantity": 1, "rate": "1.00"}
    items = [
        good,
        {"item": 99999, "quantity": 0, "rate": "-1"},
        {},
        {"item": None, "quantity": "x", "rate": "1.234"},
        7,
    ]
    required = ["This field is required."]
    assert api.refused("POST", BILLING, {"invoice_number": number, "items": items}) == {
        "items": [
            {},
            {
                "item": ['Invalid pk "99999" - object does not exist.'],
                "quantity": ["Ensure this value is greater than or equal to 1."],
                "rate": ["Ensure this value is greater than or equal to 0."],
            },
            {"item": required, "quantity": required, "rate": required},
            {
                "item": ["This field may not be null."],
                "quantity": ["A valid integer is required."],
                "rate": ["Ensure that there are no more than 2 decimal places."],
            },
            {"non_field_errors": ["Invalid data. Expected a dictionary, but got int."]},
        ]
    }
    assert api.refused("POST", BILLING, {"invoice_number": number, "items": "x"}) == {
        "items": {"non_field_errors": ['Expected a list of items but got type "str".']}
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"invoice_number": " "}, {"invoice_number": ["This field may not be blank."]}),
        ({"invoice_number": "x" * 51},
         {"invoice_number": ["Ensure this field has no more than 50 characters."]}),
        ({"invoice_date": "12/02/2026"}, {"invoice_date": [
            "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]}),
        ({"payment_method": 5}, {"payment_method": ['Invalid pk "5" - object does not exist.']}),
        ({"party": "x"}, {"party": ["Incorrect type. Expected pk value, received str."]}),
        ({"phone": "1" * 16}, {"phone": ["Ensure this field has no more than 15 characters."]}),
        ({"tax": "0.001"}, {"tax": ["Ensure that there are no more than 2 decimal places."]}),
        ({"total_amount": "12345678901.00"}, {"total_amount": ["A valid number is required."]}),
        ({"paid_amount": None}, {"paid_amount": ["This field may not be null."]}),
        ({"notes": "\x00"}, {"notes": ["Null characters are not allowed."]}),
    ],
)  # fmt: skip
def test_every_complaint_stands_under_its_field(api, number, widget, change, said):
    items = [{"item": widget, "quantity": 1, "rate": "1.00"}]
    assert (
        api.refused("POST", BILLING, {"invoice_number": number, "items": items, **change}) == said
    )
    bill = billed(api, number, [(widget, 1, "1.00")])
    assert api.refused("PUT", at(bill["id"]), change) == said


def test_what_no_paper_could_hold_is_refused(api, number, widget):
    items = [{"item": widget, "quantity": 999_999_999, "rate": "99999999.99"}]
    said = api.refused("POST", BILLING, {"invoice_number": number, "items": items})
    assert "impossibly large" in said["error"]


def test_a_number_is_taken_once(api, number, widget):
    bill = billed(api, number, [(widget, 1, "1.00")])
    items = [{"item": widget, "quantity": 1, "rate": "1.00"}]
    for same in (number, f" {number} "):
        assert api.refused("POST", BILLING, {"invoice_number": same, "items": items}) == TAKEN
    other = billed(api, fresh(BILL)["invoice_number"], [(widget, 1, "1.00")])
    assert api.refused("PUT", at(other["id"]), {"invoice_number": number}) == TAKEN
    assert changed(api, bill["id"], invoice_number=number)["invoice_number"] == number
    moved = f"{number}-A"
    assert changed(api, bill["id"], invoice_number=moved)["invoice_number"] == moved
    assert changed(api, other["id"], invoice_number=number)["invoice_number"] == number


def test_the_same_number_twice_at_once(api, number, widget):
    body = {"invoice_number": number, "items": [{"item": widget, "quantity": 1, "rate": "1.00"}]}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: api.post(BILLING, json=body), range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400]
    assert [answer.json() for answer in answers if answer.status_code == 400] == [TAKEN] * 3


def test_bills_of_others_are_not_there(office, number, widget):
    bill = billed(office.owner, number, [(widget, 1, "1.00")])
    for method, word in (("PUT", "edit"), ("DELETE", "delete")):
        said = office.stranger.refused(method, at(bill["id"]), {"notes": "x"}, status=404)
        assert said == {"error": NOT_FOUND.format(word)}
    assert office.stranger.got(BILLING)["count"] == 0
    theirs = office.stranger.made(PRODUCTS, fresh(WIDGET))["product"]["id"]
    party = office.stranger.made(PARTIES, fresh(ABC))["party"]["id"]
    items = [{"item": theirs, "quantity": 1, "rate": "1.00"}]
    body = {"invoice_number": f"{number}-B", "items": items}
    assert office.owner.refused("POST", BILLING, body) == {
        "items": [{"item": [f'Invalid pk "{theirs}" - object does not exist.']}]
    }
    assert office.owner.refused("PUT", at(bill["id"]), {"party": party}) == {
        "party": [f'Invalid pk "{party}" - object does not exist.']
    }
    office.stranger.made(BILLING, {"invoice_number": number, "items": items})


def test_a_cancelled_invoice_has_no_word_and_is_not_there(office, number, widget):
    api = office.owner
    bill = billed(api, number, [(widget, 1, "1.00")])
    count = api.got(BILLING)["count"]
    from senstosales.domain.kinds import VoucherKind

    vouchers.cancel(office.books, ACTOR, VoucherKind.INVOICE, bill["id"], "Typed twice")
    assert api.got(BILLING)["count"] == count - 1
    assert api.refused("PUT", at(bill["id"]), {"notes": "x"}, status=404) == {
        "error": NOT_FOUND.format("edit")
    }
    api.refused("DELETE", at(bill["id"]), status=404)
    items = [{"item": widget, "quantity": 1, "rate": "1.00"}]
    assert api.refused("POST", BILLING, {"invoice_number": number, "items": items}) == TAKEN


def test_a_party_or_product_that_was_deleted_cannot_be_billed(api, number):
    party = api.made(PARTIES, fresh(ABC))["party"]["id"]
    product = api.made(PRODUCTS, fresh(WIDGET))["product"]["id"]
    api.made(f"{PARTIES}?id={party}", None, "DELETE")
    api.made(f"{PRODUCTS}?id={product}", None, "DELETE")
    body = {"invoice_number": number, "party": party}
    assert set(api.refused("POST", BILLING, body)) == {"party"}
    items = [{"item": product, "quantity": 1, "rate": "1.00"}]
    assert set(api.refused("POST", BILLING, {"invoice_number": number, "items": items})) == {
        "items"
    }


def test_items_of_a_change_replace_those_there_are(office, number, widget):
    api = office.owner
    bill = billed(api, number, [(widget, 1, "1.00")])
    for nothing in ([], None):
        changed(api, bill["id"], items=nothing)
    said = api.refused("PUT", at(bill["id"]), {"items": [{"item": 0, "quantity": 1, "rate": 1}]})
    assert set(said) == {"items"}
    assert changed(api, bill["id"], items=[{"item": widget, "quantity": 3, "rate": "2.00"}]) == bill
