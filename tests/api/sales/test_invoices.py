"""Invoices generated from orders: in the books, taxed by place of supply, once, with goods and stock moved."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import Status
from senstosales.queries import challans, invoices, order_detail, parties, stock
from senstosales.queries.columns import Filter
from senstosales.services import challans as challan_service
from senstosales.services import invoices as invoicing
from senstosales.services import office, payments
from senstosales.services.challans import ChallanDraft, ChallanLineDraft
from tests.api.sales.conftest import (
    CUSTOMER,
    CUSTOMERS,
    INVOICES,
    ORDERS,
    log_in,
    member,
    place,
    product,
    said,
)  # fmt: skip
from tests.playing import ACTOR, whole


def generate(api, order):
    return api.post(INVOICES, json={"order_id": order["id"]})


@pytest.fixture
def bracket(seller):
    return product(seller, hsn="7326", gst_rate=Decimal(18), material_code=None)


def test_the_invoice_of_an_order_is_in_the_books_with_number_and_tax(seller, customer, bracket):
    office.save_settings(seller.books, ACTOR, {"gst_rate": "5"})
    order = place(seller, customer, (bracket, 4, 100), (product(seller, "Washer"), 10, 2.5))
    answer = generate(seller, order)
    assert answer.status_code == 200, answer.text
    made = answer.json()
    assert made == {
        "id": made["id"], "invoice_number": "1", "order_id": order["id"], "customer_id": customer,
        "invoice_date": "2026-03-16", "due_date": "2026-05-15", "status": "issued",
        "payment_status": "pending", "place_of_supply": "32", "subtotal": 425.0, "cgst": 0.0,
        "sgst": 0.0, "igst": 73.25, "tax_amount": 73.25, "round_off": 0.0, "total_amount": 498.25,
        "amount_due": 498.25, "items": [
            {"product_id": bracket, "description": "Bracket", "hsn": "7326", "quantity": 4,
             "unit_price": 100, "tax_rate": 18, "total": 400.0},
            {"product_id": order["items"][1]["product_id"], "description": "Washer", "hsn": None,
             "quantity": 10, "unit_price": 2.5, "tax_rate": 5, "total": 25.0},
        ],
    }  # fmt: skip
    assert seller.got(f"{INVOICES}/{made['id']}") == seller.got(f"{INVOICES}/{made['id']}/") == made
    (row,) = seller.books.ask(invoices.page, Filter(), None, 5, 0)
    assert (row.number, row.buyer, row.order_number) == ("1", "Satpura Tools", "SO/25-26/0001")
    held = seller.books.ask(order_detail.detail, int(order["id"]))
    assert held.status is Status.DISPATCHED
    assert [(item.dispatched, item.pending) for item in held.items] == [(4, 0), (10, 0)]
    assert seller.books.ask(stock.stock_of, int(bracket)) == 46
    (listed,) = seller.got(ORDERS)["items"]
    assert listed["status"] == "shipped"
    whole(seller.books)


def test_within_the_state_it_is_cgst_and_sgst(seller, bracket):
    near = CUSTOMER | {"address": {"city": "Indore", "state": "Madhya Pradesh"}}
    customer = seller.made(CUSTOMERS, near)["id"]
    made = generate(seller, place(seller, customer, (bracket, 1, 99.99))).json()
    assert (made["place_of_supply"], made["cgst"], made["sgst"], made["igst"]) == ("23", 9, 9, 0)
    assert made["total_amount"] == 117.99


def test_a_buyer_without_any_address_is_supplied_where_we_are(seller, bracket):
    customer = seller.made(CUSTOMERS, {"name": "Walk-in", "email": "w@example.com"})["id"]
    made = generate(seller, place(seller, customer, (bracket, 1, 100))).json()
    assert (made["place_of_supply"], made["cgst"], made["sgst"]) == ("23", 9, 9)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ({"street": "Somewhere 1"}, "Choose the place of supply"),
        ({"city": "Kathmandu", "country": "Nepal"}, "Satpura Tools is abroad."),
    ],
)
def test_where_the_tax_cannot_be_told_nothing_is_made(seller, bracket, address, told):
    customer = seller.made(CUSTOMERS, CUSTOMER | {"address": address})["id"]
    order = place(seller, customer, (bracket, 1, 100))
    assert said(generate(seller, order), 400).startswith(told)
    assert seller.books.ask(challans.totals, Filter()).count == 0
    assert seller.got(ORDERS)["items"][0]["status"] == "draft"


def test_an_order_is_invoiced_once_also_by_two_at_the_same_instant(seller, customer, bracket):
    order = place(seller, customer, (bracket, 1, 100))
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: generate(seller, order), range(6)))
    assert sorted(each.status_code for each in answers) == [200] + [400] * 5
    told = said(next(each for each in answers if each.status_code == 400), 400)
    assert told == "Order SO/25-26/0001 is invoiced already: invoice 1."
    assert seller.books.ask(invoices.totals, Filter()).count == 1
    assert seller.books.ask(stock.stock_of, int(bracket)) == 49


def test_after_the_desk_cancelled_it_the_same_goods_are_billed_again(seller, customer, bracket):
    order = place(seller, customer, (bracket, 5, 100))
    first = generate(seller, order).json()
    invoicing.cancel(seller.books, ACTOR, int(first["id"]), "Wrong date")
    held = seller.got(f"{INVOICES}/{first['id']}")
    assert (held["status"], held["amount_due"], held["payment_status"]) == (
        "cancelled", 0.0, "pending",
    )  # fmt: skip
    assert seller.books.ask(stock.stock_of, int(bracket)) == 50
    second = generate(seller, order).json()
    assert second["invoice_number"] == "2"
    assert seller.books.ask(challans.totals, Filter()).count == 1
    assert seller.books.ask(stock.stock_of, int(bracket)) == 45
    whole(seller.books)


def send(seller, order, quantity):
    held = seller.books.ask(order_detail.detail, int(order["id"]))
    line = ChallanLineDraft(order_item_id=held.items[0].id, quantity=Decimal(quantity))
    draft = ChallanDraft(order_id=held.id, date=date(2026, 3, 10), lines=(line,))
    return challan_service.create(seller.books, ACTOR, draft)


def test_what_the_desk_has_sent_is_billed_as_it_went_or_left_to_the_desk(seller, customer, bracket):
    order = place(seller, customer, (bracket, 5, 100))
    send(seller, order, 2)
    assert seller.got(ORDERS)["items"][0]["status"] == "confirmed"
    assert "in part" in said(generate(seller, order), 400)
    order = place(seller, customer, (bracket, 5, 100))
    challan = send(seller, order, 5)
    made = generate(seller, order).json()
    assert made["subtotal"] == 500
    held = seller.books.ask(challans.detail, challan.id)
    assert held.invoice.number == made["invoice_number"]
    assert held.consignee.name == "Satpura Tools"


def test_payments_and_time_show_in_the_invoice(seller, customer, bracket, clock):
    made = generate(seller, place(seller, customer, (bracket, 1, 100))).json()

    def pay(amount):
        line = payments.PaymentLineDraft(
            kind=Settlement.MONEY, amount=Decimal(amount), invoice_id=int(made["id"])
        )
        draft = payments.PaymentDraft(
            party_id=int(customer), paid_on=date(2026, 3, 16), lines=(line,)
        )
        payments.save(seller.books, ACTOR, draft)

    def now():
        return {
            k: seller.got(f"{INVOICES}/{made['id']}")[k] for k in ("payment_status", "amount_due")
        }

    pay("18")
    assert now() == {"payment_status": "partial", "amount_due": 100.0}
    clock.move(days=61)
    seller.headers["Authorization"] = f"Bearer {log_in(seller).json()['access_token']}"
    assert now() == {"payment_status": "overdue", "amount_due": 100.0}
    pay("100")
    assert now() == {"payment_status": "paid", "amount_due": 0.0}


@pytest.mark.parametrize("given", ["77", "abc", "", "9" * 30, 77])
def test_an_unknown_order_or_invoice_is_said(seller, given):
    answer = seller.post(INVOICES, json={"order_id": given})
    if given == "":
        assert said(answer, 400) == "order_id: This field may not be blank."
    else:
        assert said(answer, 404) == "Order not found"
        assert said(seller.get(f"{INVOICES}/{given}"), 404) == "Invoice not found"


def test_an_order_of_the_portal_is_billed_to_the_default_buyer(story_file, serve, open_copy):
    api = serve(open_copy(story_file))
    member(api)
    api.headers["Authorization"] = f"Bearer {log_in(api).json()['access_token']}"
    listed = api.got(ORDERS, size=1000)["items"]
    open_ones = [order for order in listed if order["status"] == "confirmed"]
    answers = [generate(api, order) for order in open_ones]
    assert {each.status_code for each in answers} <= {200, 400}
    made = [each.json() for each in answers if each.status_code == 200]
    assert made
    assert all(invoice["total_amount"] > 0 for invoice in made)
    # Beside them somebody else's order goes to himself, though there is a default buyer.
    customer = api.made(CUSTOMERS, CUSTOMER)["id"]
    own = generate(api, place(api, customer, (product(api), 1, 10))).json()
    assert own["customer_id"] == customer
    challan = api.books.ask(challans.page, Filter(), None, 1, 0)[0]
    assert challan.consignee == "Satpura Tools"
    assert {invoice["customer_id"] for invoice in made} == {
        str(api.books.ask(parties.default_customer).id)
    }
    whole(api.books)
