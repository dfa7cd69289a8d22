"""Orders of the sales contract: placed, listed by page, refused in its words, and in the order book."""

import pytest

from senstosales.domain.kinds import Status
from senstosales.queries import order_detail, orders
from senstosales.queries.columns import Filter
from senstosales.services import parties
from tests.api.sales.conftest import ORDERS, log_in, member, place, product, said
from tests.playing import ACTOR, whole


def test_an_order_is_answered_as_documented_and_stands_in_the_order_book(seller, customer):
    bracket, washer = product(seller), product(seller, "Washer", material_code="W-7", hsn="7318")
    made = place(seller, customer, (bracket, 2, 450.5), (washer, 3.125, "10.0001"))
    assert made == {
        "id": made["id"],
        "order_number": "SO/25-26/0001",
        "customer_id": customer,
        "order_date": "2026-03-16",
        "status": "draft",
        "total_amount": 932.25,
        "items": [
            {"product_id": bracket, "quantity": 2, "unit_price": 450.5, "total": 901.0},
            {"product_id": washer, "quantity": 3.125, "unit_price": 10.0001, "total": 31.25},
        ],
    }
    assert seller.got(ORDERS) == {"items": [made], "total": 1, "page": 1, "size": 100}
    held = seller.books.ask(order_detail.detail, int(made["id"]))
    assert (held.customer, held.status, held.order_value) == ("Satpura Tools", Status.OPEN, 932.25)
    first, second = held.items
    assert (first.description, first.unit, first.product_id) == ("Bracket", "NOS", int(bracket))
    assert (second.material_code, second.hsn) == ("W-7", "7318")
    assert held.due_date is None
    whole(seller.books)


def test_every_order_has_a_number_of_its_own(seller, customer):
    bracket = product(seller)
    numbers = [place(seller, customer, (bracket, 1, 1))["order_number"] for _ in range(3)]
    assert numbers == ["SO/25-26/0001", "SO/25-26/0002", "SO/25-26/0003"]


def test_pages_are_asked_for_in_two_ways_and_come_newest_first(seller, customer):
    bracket = product(seller)
    made = [place(seller, customer, (bracket, number, 1)) for number in range(1, 6)]
    newest = made[::-1]
    page = seller.got(f"{ORDERS}/", page=2, size=2)
    assert (page["items"], page["total"], page["page"], page["size"]) == (newest[2:4], 5, 2, 2)
    assert seller.got(ORDERS, skip=2, limit=2) == page
    assert seller.got(ORDERS, page=9, size=2) == {"items": [], "total": 5, "page": 9, "size": 2}
    assert seller.got(ORDERS, skip=1, limit=3)["items"] == newest[1:4]


@pytest.mark.parametrize(
    "asked", [{"page": 0}, {"page": "x"}, {"size": 0}, {"size": 5000}, {"skip": -1}]
)
def test_an_impossible_page_is_refused(seller, asked):
    answer = seller.get(ORDERS, params=asked)
    assert said(answer, 400).startswith(next(iter(asked)))


def test_orders_that_came_as_pages_are_listed_with_the_products_they_name(story):
    member(story)
    headers = {"Authorization": f"Bearer {log_in(story).json()['access_token']}"}
    listed = story.get(ORDERS, params={"size": 1000}, headers=headers).json()
    rows = story.books.ask(orders.page, Filter(), None, 1000, 0)
    assert [order["order_number"] for order in listed["items"]] == [row.number for row in rows]
    assert listed["total"] == len(rows)
    words = {
        Status.OPEN: "confirmed", Status.PART_DISPATCHED: "confirmed",
        Status.DISPATCHED: "shipped", Status.CLOSED: "delivered", Status.CANCELLED: "cancelled",
    }  # fmt: skip
    assert [order["status"] for order in listed["items"]] == [words[row.status] for row in rows]
    assert {order["status"] for order in listed["items"]} >= {"confirmed", "delivered"}
    for order in listed["items"]:
        assert order["items"]
        assert all(item["product_id"] for item in order["items"])
        assert order["total_amount"] == pytest.approx(sum(i["total"] for i in order["items"]))


@pytest.mark.parametrize("given", ["99", "0", "abc", "٣", "9" * 30, 99])
def test_an_unknown_customer_is_said(seller, given):
    items = [{"product_id": product(seller), "quantity": 1, "unit_price": 1}]
    answer = seller.post(ORDERS, json={"customer_id": given, "items": items})
    assert said(answer, 404) == "Customer not found"


ITEM = {"quantity": 1, "unit_price": 1}


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "customer_id"),
        ([], "non_field_errors"),
        ({"items": []}, "items"),
        ({"items": None}, "items"),
        ({"items": [7]}, "items.0.non_field_errors"),
        ({"items": [{"quantity": 1, "unit_price": 1}]}, "items.0.product_id"),
        ({"items": [ITEM | {"quantity": 0}]}, "items.0.quantity"),
        ({"items": [ITEM | {"quantity": -1}]}, "items.0.quantity"),
        ({"items": [ITEM | {"quantity": "two"}]}, "items.0.quantity"),
        ({"items": [ITEM | {"quantity": 0.0001}]}, "items.0.quantity"),
        ({"items": [ITEM | {"quantity": 1e12}]}, "items.0.quantity"),
        ({"items": [ITEM, ITEM | {"unit_price": -1}]}, "items.1.unit_price"),
        ({"items": [ITEM | {"unit_price": None}]}, "items.0.unit_price"),
        ({"items": [{"quantity": 999999999, "unit_price": 999999999}]}, "items"),
        ({"items": [ITEM | {"product_id": "77"}]}, "items.0.product_id"),
        ({"items": [ITEM, ITEM | {"product_id": "x"}]}, "items.1.product_id"),
    ],
)
def test_what_is_wrong_with_an_order_is_said_beside_the_documented_words(
    seller, customer, body, where
):
    bracket = product(seller)
    if isinstance(body, dict) and body:
        items = body["items"]
        for item in items or []:
            if isinstance(item, dict) and where != "items.0.product_id":
                item.setdefault("product_id", bracket)
        body = {"customer_id": customer, "items": items}
    answer = seller.post(ORDERS, json=body)
    assert said(answer, 400) == "Invalid order data"
    assert where in answer.json()["errors"]
    assert seller.got(ORDERS)["total"] == 0


def test_what_is_no_json_is_said(seller):
    answer = seller.post(ORDERS, content=b"{", headers={"Content-Type": "application/json"})
    assert said(answer, 400).startswith("JSON parse error")


def test_a_supplier_and_a_party_that_is_gone_order_nothing(seller):
    supplier = parties.PartyDraft(name="Mill", is_customer=False, is_supplier=True)
    key = parties.save(seller.books, ACTOR, supplier)
    items = [{"product_id": product(seller), "quantity": 1, "unit_price": 1}]
    answer = seller.post(ORDERS, json={"customer_id": str(key), "items": items})
    assert said(answer, 404) == "Customer not found"
