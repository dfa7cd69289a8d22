"""The import contract, call by call: bodies, statuses and words as documented."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from senstosales.queries import handling as queries
from senstosales.queries import invoices
from senstosales.queries.columns import Filter
from tests.api.imports.conftest import IMPORT, RETURN, SENT, UPDATE, bring_back, sent
from tests.playing import whole


def errors(answer):
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert (set(body), body["success"], body["message"]) == (
        {"success", "message", "errors"}, False, "Validation failed",
    )  # fmt: skip
    return body["errors"]


def test_the_sample_is_taken_in_as_documented(sender):
    answer = sender.post(IMPORT, json=SENT)
    assert answer.status_code == 201
    body = answer.json()
    assert body == {
        "success": True,
        "message": "Invoice imported successfully",
        "data": {"id": body["data"]["id"], "invoice_no": "LTPI-77282", "total_amount": 920.0},
    }
    row = sender.books.ask(invoices.page, Filter(), None, 5, 0)[0]
    assert (row.id, row.number, row.total) == (body["data"]["id"], "LTPI-77282", 920)
    whole(sender.books)


def test_the_same_number_again_is_a_conflict_with_its_id(sender):
    first = sender.post(IMPORT, json=SENT).json()["data"]["id"]
    answer = sender.post(IMPORT.rstrip("/"), json=sent(invoice_no=" LTPI-77282 "))
    assert (answer.status_code, answer.json()) == (
        409,
        {
            "success": False,
            "message": "Invoice with this invoice_no already exists.",
            "data": {"id": first, "invoice_no": "LTPI-77282"},
        },
    )


def test_a_bad_body_with_a_known_number_is_a_bad_body(sender):
    sender.post(IMPORT, json=SENT)
    assert "salesman" in errors(sender.post(IMPORT, json={"invoice_no": "LTPI-77282"}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"invoice_no": None}, {"invoice_no": ["This field may not be null."]}),
        ({"invoice_no": "  "}, {"invoice_no": ["This field may not be blank."]}),
        ({"priority": "URGENT"}, {"priority": ['"URGENT" is not a valid choice.']}),
        ({"invoice_date": "18-01-2025"}, {"invoice_date": [
            "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]}),
        ({"customer": []}, {"customer": {"non_field_errors": [
            "Invalid data. Expected a dictionary, but got list."]}}),
        ({"customer": SENT["customer"] | {"email": "nobody"}}, {"customer": {
            "email": ["Enter a valid email address."]}}),
        ({"items": [SENT["items"][0], {**SENT["items"][1], "quantity": "ten", "mrp": "x"}]},
         {"items": [{}, {"quantity": ["A valid integer is required."],
                         "mrp": ["A valid number is required."]}]}),
    ],
)  # fmt: skip
def test_every_complaint_stands_under_its_field(sender, change, said):
    assert errors(sender.post(IMPORT, json=sent(**change))) == said
    assert sender.books.ask(queries.totals, Filter()).count == 0


def test_all_required_fields_are_named_at_once(sender):
    assert errors(sender.post(IMPORT, json={"items": [{}]})) == {
        name: ["This field is required."]
        for name in ("invoice_no", "invoice_date", "salesman", "customer")
    } | {
        "items": [
            {
                name: ["This field is required."]
                for name in ("name", "item_code", "quantity", "mrp", "shelf_location")
            }
        ]
    }


def test_an_invoice_without_lines_comes_to_nothing_and_unknown_keys_are_ignored(sender):
    answer = sender.post(IMPORT, json=sent(items=[], colour="red"))
    assert answer.status_code == 201
    assert answer.text.endswith('"total_amount":0}}')


def test_what_is_no_json_is_said(sender):
    answer = sender.post(IMPORT, content=b'{"a": ', headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("JSON parse error - ")


@pytest.mark.parametrize("path", [IMPORT, UPDATE])
def test_other_methods_are_not_allowed(sender, path):
    answer = sender.get(path)
    assert (answer.status_code, answer.json()) == (405, {"detail": 'Method "GET" not allowed.'})


def test_an_invoice_in_review_is_corrected_and_goes_on(sender):
    sender.post(IMPORT, json=SENT)
    assert errors(sender.patch(UPDATE, json={"invoice_no": "LTPI-77282"})) == {
        "invoice_no": ["Invoice must be in REVIEW status to be updated. Current status: INVOICED"]
    }
    bring_back(sender)
    answer = sender.patch(
        UPDATE,
        json={
            "invoice_no": "LTPI-77282",
            "items": [
                {"item_code": "PR650", "barcode": "BC-PR650", "mrp": 4.5, "batch_no": "B456"},
                {"item_code": "MED002", "barcode": "BC-MED002", "quantity": 2, "mrp": 55},
            ],
            "resolution_notes": "Fixed batch number and updated MRP",
        },
    )
    assert answer.status_code == 200
    body = answer.json()
    assert body == {
        "success": True,
        "message": "Invoice LTPI-77282 updated successfully",
        "data": {
            "id": body["data"]["id"],
            "invoice_no": "LTPI-77282",
            "status": "PICKING",
            "billing_status": "RE_INVOICED",
            "total_amount": 1050.0,
            "items_count": 3,
            "returned_from_section": "PICKING",
            "resolution_notes": "Fixed batch number and updated MRP",
        },
    }
    assert errors(sender.patch(UPDATE, json={"invoice_no": "LTPI-77282"}))
    whole(sender.books)


def test_an_update_says_what_is_wrong(sender):
    assert errors(sender.patch(UPDATE, json={"invoice_no": "X"})) == {
        "invoice_no": ["Invoice not found."]
    }
    assert errors(sender.patch(UPDATE, json={})) == {"invoice_no": ["This field is required."]}
    line = {"item_code": "A", "quantity": 0, "mrp": -1}
    assert errors(sender.patch(UPDATE, json={"invoice_no": "X", "items": [line]})) == {
        "items": [
            {
                "quantity": ["Quantity must be greater than 0"],
                "mrp": ["MRP must be greater than 0"],
            }
        ]
    }


def test_a_return_needs_a_reason_and_an_invoice_under_way(sender):
    sender.post(IMPORT, json=SENT)
    assert errors(sender.post(RETURN, json={"invoice_no": "LTPI-77282"})) == {
        "return_reason": ["This field is required."]
    }
    body = {"invoice_no": "LTPI-77282", "return_reason": "x"}
    assert "invoice_no" in errors(sender.post(RETURN, json=body))


def test_without_a_key_nothing_is_taken_in(office_api, monkeypatch):
    refusal = {"success": False, "message": "Invalid API key"}
    for headers in ({}, {"X-API-KEY": "wrong"}, {"X-API-KEY": ""}):
        answer = office_api.post(IMPORT, json=SENT, headers=headers)
        assert (answer.status_code, answer.json()) == (401, refusal)
    monkeypatch.setenv("SALES_IMPORT_API_KEY", "key of the office")
    answer = office_api.post(IMPORT, json=SENT, headers={"X-API-KEY": "key of the office"})
    assert answer.status_code == 201
    # A bad token is refused even with a good key beside it.
    answer = office_api.post(
        IMPORT,
        json=SENT,
        headers={"X-API-KEY": "key of the office", "Authorization": "Bearer a.b.c"},
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")


def test_no_key_of_the_books_makes_a_bad_token_good(sender):
    for token in ("a.b.c", "sts_wrong"):
        answer = sender.post(IMPORT, json=SENT, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")
    key = sender.headers.pop("X-API-KEY")
    answer = sender.post(IMPORT, json=SENT, headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 201


def test_racing_posts_of_one_number_make_one_invoice(sender):
    def post(turn):
        return sender.post(IMPORT, json=sent(invoice_no=f"R-{turn % 5}")).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(post, range(40)))
    assert sorted(set(statuses)) == [201, 409]
    assert statuses.count(201) == 5
    assert sender.books.ask(queries.totals, Filter()).count == 5
    assert len(sender.books.ask(queries.events_after, 0)) == 5
    whole(sender.books)
