"""A bill is an invoice: in the lists of the office, at the other doors, in stock, payments and deviations."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import VoucherKind
from senstosales.queries import invoices
from senstosales.queries.columns import Filter, Sort
from senstosales.queries.people import places
from senstosales.services import bin as bin_
from senstosales.services import deviations, payments, products, vouchers
from senstosales.services.voucher_copies import note_on
from tests.api.namastepms.bills import (
    at,
    billed,
    changed,
    name_of,
    open_of,
    paid,
    paper,
    sample,
    stock_of,
    wrong,
)
from tests.api.namastepms.conftest import ABC, BILL, BILLING, PARTIES, PRODUCTS, WIDGET, fresh
from tests.playing import ACTOR, whole


@pytest.fixture
def number():
    return fresh(BILL)["invoice_number"]


@pytest.fixture(autouse=True, scope="module")
def _whole(office):
    yield
    whole(office.books)


def rated(office, rate="18"):
    """A product whose GST rate the office has set."""
    draft = products.ProductDraft(
        name=fresh(WIDGET)["product_name"], gst_rate=Decimal(rate), stock=Decimal(100), hsn="8483"
    )
    return products.save(office.books, ACTOR, draft)


def pay(books, party, bill_id, amount, kind=Settlement.MONEY):
    part = payments.PaymentLineDraft(kind=kind, amount=Decimal(amount), invoice_id=bill_id)
    draft = payments.PaymentDraft(party_id=party, paid_on=dt.date(2026, 3, 15), lines=(part,))
    return payments.save(books, ACTOR, draft)


def test_it_stands_in_every_list(office, number, widget, customer):
    bill = billed(office.owner, number, [(widget, 2, "50.00")], party=customer)
    row = office.books.ask(invoices.page, Filter(), Sort("id", descending=True), 1, 0)[0]
    assert (row.id, row.number, row.total, row.buyer) == (
        bill["id"], number, 100, name_of(office.owner, customer),
    )  # fmt: skip
    listed = office.owner.got("/api/invoice/")
    assert [one["total_invoice_value"] for one in listed if one["invoice_number"] == number] == [
        100
    ]
    business = office.books.ask(places, office.owner.user)[0].business_uid
    found = office.owner.got(f"/business/{business}/invoices", search=number)["invoices"]
    assert [(one["invoiceNumber"], one["status"]) for one in found] == [(number, "saved")]
    assert [(item["quantity"], item["unitPrice"]) for item in found[0]["items"]] == [(2, 50)]
    assert found[0]["buyerName"] == row.buyer
    held = paper(office.books, bill["id"])
    assert held.lines[0].description.startswith("Widget")
    assert held.buyer.phone.startswith("+91")


def test_an_invoice_of_another_door_is_a_bill(office):
    business = office.books.ask(places, office.owner.user)[0].business_uid
    from tests.api.vouchers.bodies import INVOICE

    body = INVOICE.body(invoiceNumber="INV-700001", status="saved")
    made = office.owner.post(f"/business/{business}/invoices", json=body)
    assert made.status_code == 201, made.text
    uid = made.json()["invoice"]["id"]
    bill = office.owner.got(BILLING, page="last")["results"][-1]
    total = Decimal(bill["sub_total"]) - Decimal(bill["discount"]) + Decimal(bill["tax"])
    assert (bill["invoice_number"], bill["invoice_status"]) == ("INV-700001", "Unpaid")
    assert total == Decimal(bill["total_amount"]) == Decimal(bill["due_amount"]) > 0
    for change in ({"notes": "other"}, {"discount": "1.00"}, {"invoice_number": "INV-9"}):
        said = office.owner.refused("PUT", at(bill["id"]), change, status=409)["error"]
        assert "was not made as a bill" in said
    assert (
        "open: state what was paid"
        in (
            office.owner.refused("PUT", at(bill["id"]), {"invoice_status": "Paid"}, status=409)[
                "error"
            ]
        )
    )
    office.owner.refused("PUT", at(bill["id"]), {"invoice_status": "Draft"}, status=409)
    assert changed(office.owner, bill["id"], **bill) == bill
    assert office.owner.got(f"/business/{business}/invoices/{uid}") == made.json()


def test_a_bill_changed_at_another_door_is_told_as_the_books_have_it(office, number, widget):
    bill = billed(office.owner, number, [(widget, 1, "10.00")], total_amount="99.00")
    business = office.books.ask(places, office.owner.user)[0].business_uid
    uid = paper(office.books, bill["id"]).uid
    answer = office.owner.put(f"/business/{business}/invoices/{uid}", json={"notes": "Changed"})
    assert answer.status_code == 200, answer.text
    told = office.owner.got(BILLING, page="last")["results"][-1]
    assert (told["id"], told["total_amount"], told["notes"]) == (bill["id"], "10.00", "Changed")
    assert wrong(office.books, bill["id"]) == []


def test_totals_that_disagree_with_the_lines_are_told_back_and_become_a_deviation(
    office, number, widget, customer
):
    other = office.owner.made(PRODUCTS, fresh(WIDGET))["product"]["id"]
    body = sample(office.owner, number, widget, other, customer)
    bill = office.owner.made(BILLING, body)["billing"]
    assert paper(office.books, bill["id"]).total == Decimal("1499.85")
    (found,) = wrong(office.books, bill["id"])
    assert (found.kind, found.noun, found.what) == (
        "VALUE_MISMATCH", "invoice", f"Tax invoice {number}",
    )  # fmt: skip
    assert found.expected == "subtotal ₹ 1,999.85, tax ₹ 0.00, total ₹ 1,499.85"
    assert found.actual == "subtotal ₹ 12,800.00, tax ₹ 2,700.00, total ₹ 15,000.00"
    deviations.acknowledge(office.books, ACTOR, found.id)
    changed(office.owner, bill["id"], notes="Seen")
    assert wrong(office.books, bill["id"]) == []
    changed(office.owner, bill["id"], total_amount="15001.00")
    assert len(wrong(office.books, bill["id"])) == 1
    right = {"sub_total": "1999.85", "tax": "0.00", "total_amount": "1499.85"}
    told = changed(office.owner, bill["id"], **right)
    assert {key: told[key] for key in right} == right
    assert wrong(office.books, bill["id"]) == []


@pytest.mark.parametrize(
    ("stated", "tax", "total"),
    [
        ({"sub_total": "200.00", "tax": "36.00", "total_amount": "236.00"}, 36, 236),
        ({"sub_total": "200.00", "tax": "10.00", "total_amount": "210.00"}, 10, 210),
        ({"discount": "50.00", "tax": "27.00", "total_amount": "177.00"}, 27, 177),
        ({"discount": "50.00", "tax": "36.00", "total_amount": "186.00"}, 36, 186),
        ({"tax": "36.01", "total_amount": "236.01"}, 36, Decimal("236.01")),
        ({"total_amount": "200.00"}, 0, 200),
        ({}, 0, 200),
    ],
)
def test_the_stated_tax_tells_the_rate_where_the_office_has_set_none(
    office, number, widget, stated, tax, total
):
    bill = billed(office.owner, number, [(widget, 2, "100.00")], **stated)
    held = paper(office.books, bill["id"])
    assert (held.tax, held.total) == (tax, total)
    assert held.cgst == held.sgst
    assert wrong(office.books, bill["id"]) == []


def test_the_rate_of_the_product_goes_before_the_stated_tax(office, number):
    product = rated(office)
    bill = billed(office.owner, number, [(product, 1, "100.00")], tax="5.00", total_amount="105.00")
    assert paper(office.books, bill["id"]).tax == 18
    (found,) = wrong(office.books, bill["id"])
    assert (found.expected, found.actual) == (
        "tax ₹ 18.00, total ₹ 118.00", "tax ₹ 5.00, total ₹ 105.00",
    )  # fmt: skip


def test_a_total_in_whole_rupees_is_rounded(office, number, widget):
    bill = billed(office.owner, number, [(widget, 3, "33.55")], total_amount="101.00")
    held = paper(office.books, bill["id"])
    assert (held.round_off, held.total) == (Decimal("0.35"), 101)
    assert wrong(office.books, bill["id"]) == []
    other = billed(office.owner, f"{number}-B", [(widget, 3, "33.55")], total_amount="100.90")
    assert paper(office.books, other["id"]).total == Decimal("100.65")
    assert len(wrong(office.books, other["id"])) == 1


def test_a_vat_number_that_is_a_gstin_tells_the_place_of_supply(office, number, widget, customer):
    facts = {"party": customer, "tax": "18.00", "total_amount": "118.00"}
    bill = billed(office.owner, number, [(widget, 1, "100.00")], **facts)
    assert paper(office.books, bill["id"]).cgst == 9
    told = changed(office.owner, bill["id"], VAt_number="27AAACS0000B1ZE")
    held = paper(office.books, bill["id"])
    assert told["VAt_number"] == held.buyer.gstin == "27AAACS0000B1ZE"
    assert (held.igst, held.cgst, held.place_of_supply) == (18, 0, "27")


def test_a_number_that_the_law_does_not_allow_is_kept_and_told(office, widget):
    number = f"Bill no. {fresh(BILL)['invoice_number']} of today (first)"
    bill = billed(office.owner, number, [(widget, 1, "1.00")])
    assert bill["invoice_number"] == number
    assert [found.kind for found in wrong(office.books, bill["id"])] == ["NUMBER_RULE"]


def test_stock_follows(office, number):
    api = office.owner
    product = api.made(PRODUCTS, fresh(WIDGET))["product"]["id"]
    bill = billed(api, number, [(product, 10, "5.00")], invoice_status="Draft")
    assert stock_of(office.books, product) == 100
    changed(api, bill["id"], invoice_status="Pending")
    assert stock_of(office.books, product) == 90
    changed(api, bill["id"], items=[{"item": product, "quantity": 4, "rate": "5.00"}])
    assert stock_of(office.books, product) == 96
    changed(api, bill["id"], invoice_status="Draft")
    assert stock_of(office.books, product) == 100
    changed(api, bill["id"], invoice_status="Paid")
    api.made(at(bill["id"]), None, "DELETE")
    assert stock_of(office.books, product) == 100


def test_what_is_paid_is_one_payment_and_never_two(office, number, widget, customer):
    api, books = office.owner, office.books
    facts = {"party": customer, "total_amount": "100.00", "payment_method": "Cash"}
    bill = billed(api, number, [(widget, 2, "50.00")], **facts, paid_amount="30.00")
    assert [(row.received, row.method) for row in paid(books, number)] == [(30, "Cash")]
    for _ in range(2):
        changed(api, bill["id"], paid_amount="30.00", notes="Again")
    assert len(paid(books, number)) == 1
    changed(api, bill["id"], paid_amount="100.00", due_amount="0.00", invoice_status="Paid")
    assert [row.received for row in paid(books, number)] == [30, 70]
    assert open_of(books, bill["id"]) == 0
    changed(api, bill["id"], paid_amount="20.00", due_amount="80.00", invoice_status="Unpaid")
    assert [row.received for row in paid(books, number)] == [20]
    assert wrong(books, bill["id"]) == []
    changed(api, bill["id"], paid_amount="0")
    assert paid(books, number) == []


def test_the_same_payment_stated_by_many_at_once_is_entered_once(office, number, widget, customer):
    bill = billed(office.owner, number, [(widget, 2, "50.00")], party=customer)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: changed(office.owner, bill["id"], paid_amount="40.00"), range(4)))
    assert [row.received for row in paid(office.books, number)] == [40]


def test_money_that_a_clerk_enters_is_told_and_not_entered_again(office, number, widget, customer):
    api, books = office.owner, office.books
    facts = {"party": customer, "total_amount": "100.00", "due_amount": "100.00"}
    bill = billed(api, number, [(widget, 2, "50.00")], **facts)
    first = pay(books, customer, bill["id"], "60")
    told = changed(api, bill["id"], notes="x")
    assert (told["paid_amount"], told["due_amount"], told["invoice_status"]) == (
        "60.00", "40.00", "Unpaid",
    )  # fmt: skip
    pay(books, customer, bill["id"], "5", Settlement.INCOME_TAX_TDS)
    told = changed(api, bill["id"], paid_amount="100.00", due_amount="0.00", invoice_status="Paid")
    assert [row.settled for row in paid(books, number)] == [60, 5, 35]
    changed(api, bill["id"], paid_amount="0.00")
    assert [row.settled for row in paid(books, number)] == [60, 5]
    assert [found.kind for found in wrong(books, bill["id"])] == ["VALUE_MISMATCH"]
    said = api.refused("DELETE", at(bill["id"]), status=409)["error"]
    assert said == f"Payments of ₹ 65.00 stand against {number}. Remove them in Payments first."
    api.refused("PUT", at(bill["id"]), {"invoice_status": "Draft"}, status=409)
    api.refused("PUT", at(bill["id"]), {"party": None}, status=409)
    payments.delete(books, ACTOR, first)
    assert changed(api, bill["id"], notes="y")["paid_amount"] == "0.00"


def test_the_last_rupee_entered_at_the_desk_makes_it_paid(office, number, widget, customer):
    facts = {"party": customer, "total_amount": "10.00", "due_amount": "10.00"}
    bill = billed(office.owner, number, [(widget, 1, "10.00")], **facts)
    made = pay(office.books, customer, bill["id"], "10")
    last = office.owner.got(BILLING, page="last")["results"][-1]
    assert (last["invoice_status"], last["due_amount"]) == ("Paid", "0.00")
    payments.delete(office.books, ACTOR, made)
    last = office.owner.got(BILLING, page="last")["results"][-1]
    assert (last["invoice_status"], last["due_amount"]) == ("Unpaid", "10.00")


def test_more_than_the_books_hold_open_is_told_back_and_not_entered(
    office, number, widget, customer
):
    facts = {"party": customer, "total_amount": "100.00", "paid_amount": "500.00"}
    bill = billed(office.owner, number, [(widget, 1, "100.00")], **facts)
    assert bill["paid_amount"] == "500.00"
    assert [row.received for row in paid(office.books, number)] == [100]
    (found,) = wrong(office.books, bill["id"])
    assert (found.expected, found.actual) == ("received ₹ 100.00", "paid ₹ 500.00")


def test_the_word_paid_alone_moves_no_money(office, number, widget, customer):
    bill = billed(
        office.owner, number, [(widget, 1, "10.00")], party=customer, invoice_status="Paid"
    )
    assert (bill["invoice_status"], bill["paid_amount"]) == ("Paid", "0.00")
    assert paid(office.books, number) == []
    (found,) = wrong(office.books, bill["id"])
    assert "₹ 10.00 of the invoice are open" in found.reason


def test_without_a_customer_no_payment_until_one_is_named(office, number, widget):
    api, books = office.owner, office.books
    facts = {"total_amount": "10.00", "paid_amount": "10.00", "invoice_status": "Paid"}
    bill = billed(api, number, [(widget, 1, "10.00")], **facts)
    assert paid(books, number) == []
    assert "names no customer" in wrong(books, bill["id"])[0].reason
    first, second = (api.made(PARTIES, fresh(ABC))["party"]["id"] for _ in "ab")
    for party in (first, second):
        changed(api, bill["id"], party=party)
        assert [(row.party_id, row.received) for row in paid(books, number)] == [(party, 10)]
        assert paper(books, bill["id"]).buyer.name == name_of(api, party)
    assert wrong(books, bill["id"]) == []
    changed(api, bill["id"], party=None)
    assert paid(books, number) == []


def test_what_a_deleted_customer_paid_stays_paid(office, number, widget, customer):
    api, books = office.owner, office.books
    facts = {"party": customer, "total_amount": "10.00", "paid_amount": "10.00"}
    bill = billed(api, number, [(widget, 1, "10.00")], **facts)
    api.made(f"{PARTIES}?id={customer}", None, "DELETE")
    told = changed(api, bill["id"], paid_amount="10.00", invoice_status="Paid")
    assert (told["paid_amount"], told["party"]) == ("10.00", customer)
    changed(api, bill["id"], paid_amount="12.00")
    assert [row.received for row in paid(books, number)] == [10]
    assert len(wrong(books, bill["id"])) == 1


def test_a_draft_is_paid_when_it_is_issued(office, number, widget, customer):
    facts = {"party": customer, "paid_amount": "10.00", "invoice_status": "Draft"}
    bill = billed(office.owner, number, [(widget, 1, "10.00")], **facts)
    assert paid(office.books, number) == []
    changed(office.owner, bill["id"], invoice_status="Paid")
    assert [row.received for row in paid(office.books, number)] == [10]
    changed(office.owner, bill["id"], invoice_status="Draft")
    assert paid(office.books, number) == []


def test_deleting_takes_back_what_was_paid_with_it_and_keeps_the_trail(
    office, number, widget, customer
):
    api, books = office.owner, office.books
    facts = {"party": customer, "paid_amount": "10.00", "total_amount": "11.50"}
    bill = billed(api, number, [(widget, 1, "10.00")], **facts)
    assert wrong(books, bill["id"])
    api.made(at(bill["id"]), None, "DELETE")
    assert paid(books, number) == wrong(books, bill["id"]) == []
    api.refused("DELETE", at(bill["id"]), status=404)
    again = billed(api, number, [(widget, 1, "10.00")], party=customer)
    assert again["id"] != bill["id"]


def test_a_bill_that_a_note_corrects_is_paid_and_not_changed(office, number, widget, customer):
    api, books = office.owner, office.books
    facts = {"party": customer, "total_amount": "100.00", "due_amount": "100.00"}
    bill = billed(api, number, [(widget, 2, "50.00")], **facts)
    draft = books.ask(note_on, VoucherKind.CREDIT_NOTE, bill["id"])
    back = draft.lines[0].model_copy(update={"quantity": Decimal(1)})
    note = vouchers.create(books, ACTOR, draft.model_copy(update={"lines": (back,)}))
    told = api.got(BILLING, page="last")["results"][-1]
    assert (told["due_amount"], told["total_amount"]) == ("50.00", "100.00")
    said = api.refused("PUT", at(bill["id"]), {"discount": "5.00"}, status=409)["error"]
    assert f"is corrected by {note.number}" in said
    assert "has only ₹ 50.00 open" in str(
        api.refused("PUT", at(bill["id"]), {"paid_amount": "60.00"})["paid_amount"]
    )
    assert changed(api, bill["id"], paid_amount="50.00")["invoice_status"] == "Paid"
    api.refused("DELETE", at(bill["id"]), status=409)


def test_the_office_cannot_throw_away_what_is_paid(office, number, widget, customer):
    from senstosales.errors import Conflict

    bill = billed(office.owner, number, [(widget, 1, "10.00")], party=customer, paid_amount="1.00")
    with pytest.raises(Conflict):
        bin_.bin_voucher(office.books, ACTOR, VoucherKind.INVOICE, bill["id"])


def test_a_change_of_words_leaves_figures_and_head_as_they_were_issued(office, number, customer):
    product = rated(office)
    facts = {"party": customer, "discount": "10.00", "tax": "16.20", "total_amount": "106.00"}
    bill = billed(office.owner, number, [(product, 1, "100.00")], **facts)
    before = paper(office.books, bill["id"])
    draft = products.ProductDraft(name="Renamed", gst_rate=Decimal(5), price=Decimal(7))
    products.save(office.books, ACTOR, draft, product)
    office.owner.made(f"{PARTIES}?id={customer}", {"name": "Renamed & Co."}, "PUT")
    changed(office.owner, bill["id"], notes="Thank you", due_date="2026-05-01")
    after = paper(office.books, bill["id"])
    for name in ("lines", "seller", "total", "tax", "round_off", "tax_split", "pricing"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.buyer.name == before.buyer.name
    assert after.particulars.notes == "Thank you"
