"""What the find box offers to do: the words of each deed, and why something is not possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.kinds import VoucherKind
from senstosales.queries.hits import Hit
from senstosales.queries.offers import MOST, Deed, find, offers
from senstosales.queries.search import search
from senstosales.services import challans, invoices
from tests.playing import ACTOR, bill, order, send


def told(books, typed):
    return [(offer.title, offer.trouble) for offer in books.ask(offers, typed)]


def only(books, typed, deed):
    return next(offer for offer in books.ask(offers, typed) if offer.deed is deed)


@pytest.mark.parametrize(
    "typed",
    ["dc 1139101", "make challan for order 1139101", "1139101 dc", "new challan 1139101", "make 1139101"],
)  # fmt: skip
def test_a_challan_for_what_is_pending_of_an_order(ordered, typed):
    offer = only(ordered, typed, Deed.CHALLAN)
    assert offer.title == "Make a challan for order 1139101"
    assert "pending" in offer.subtitle
    assert offer.trouble == ""
    assert (offer.noun, offer.shown, offer.id) == ("orders", *[order(ordered, "1139101").id] * 2)


def test_an_order_that_has_left_wholly_says_so(ordered):
    held = order(ordered, "1139101")
    send(
        ordered,
        "1139101",
        [(i.item_no, lot.lot_no, str(lot.pending)) for i in held.items for lot in i.lots],
    )
    assert told(ordered, "dc 1139101") == [
        ("Make a challan for order 1139101", "All of it has been sent.")
    ]


def test_the_invoice_of_a_challan_until_it_has_one(ordered):
    sent = send(ordered, "1139101", [(1, 1, "20")], number="55")
    for typed in ("invoice for challan 55", "bill dc 55", "invoice 55", "make 55", "challan 55"):
        offer = only(ordered, typed, Deed.INVOICE)
        assert offer.title == "Make the invoice of challan 55", typed
        assert offer.subtitle == "10-Mar-2026  order 1139101"
        assert (offer.id, offer.trouble) == (sent.id, "")
    assert only(ordered, "invoice for po 1139101", Deed.INVOICE).id == sent.id
    billed = bill(ordered, sent, number="7")
    offer = only(ordered, "invoice for challan 55", Deed.INVOICE)
    assert offer.trouble == "It is invoiced already: invoice 7 of 11-Mar-2026."
    assert (offer.noun, offer.shown) == ("invoices", billed.id)
    invoices.cancel(ordered, ACTOR, billed.id, "wrong rate")
    assert only(ordered, "invoice for challan 55", Deed.INVOICE).trouble == ""
    challans.cancel(ordered, ACTOR, sent.id, "not sent")
    assert (
        only(ordered, "invoice for challan 55", Deed.INVOICE).trouble == "The challan is cancelled."
    )


def test_a_payment_until_nothing_is_open(story):
    offer = only(story, "pay 61", Deed.PAYMENT_OF_INVOICE)
    assert offer.title == "Record a payment for invoice 61"
    assert " open  ·  " in offer.subtitle
    assert offer.trouble == ""
    credited = only(story, "payment for invoice 52", Deed.PAYMENT_OF_INVOICE)
    assert credited.trouble == "Nothing of it is open."


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("history of invoice 52", "Who changed invoice 52?"), ("who changed t-1", "Who changed challan T-1?"),
        ("changes of po 6639103", "Who changed order 6639103?"), ("srv 17733 history", "Who changed SRV 17733?"),
        ("who changed bhel", "Who changed party BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL?"),
        ("changes of am9900150010", "Who changed product AM9900150010?"),
        ("audit trail expense rent", "Who changed expense Rent?"),
        ("changes of payment bharat", "Who changed payment ₹ 1,020.50?"),
    ],
)  # fmt: skip
def test_the_way_to_who_changed_it(story, typed, first):
    found = story.ask(offers, typed)
    assert found[0].title.startswith(first[:-1])
    assert {offer.deed for offer in found} == {Deed.CHANGES}


def test_what_is_found_beside_the_offers(story):
    found = story.ask(find, "invoice for challan 52")
    assert [offer.deed for offer in found.offers] == [Deed.INVOICE]
    assert found.hits[0].title == "52"
    assert found.hits[0].noun == "challans"
    opened = story.ask(find, "challan t-1")
    assert opened.offers[0].deed is Deed.SHOW
    assert "T-1" not in [hit.title for hit in opened.hits]


def test_a_paper_is_shown_and_printed(story):
    assert told(story, "print invoice 52") == [("Print invoice 52", "")]
    assert told(story, "print 52") == [("Print challan 52", ""), ("Print invoice 52", "")]
    assert told(story, "challan t-1")[0] == ("Open challan T-1", "")
    assert told(story, "srv 17733") == [("Open SRV 17733", "")]
    assert told(story, "po 6639103")[0] == ("Open order 6639103", "")
    assert only(story, "print challan 52", Deed.PRINT).kind is VoucherKind.CHALLAN


def test_papers_that_go_with_the_goods(story):
    for typed, deed in (
        ("certificate 52", Deed.CERTIFICATE),
        ("guarantee certificate for invoice 52", Deed.CERTIFICATE),
        ("packing slip dc 52", Deed.SLIP),
        ("dispatch papers 52", Deed.DISPATCH),
    ):
        (offer,) = story.ask(offers, typed)
        assert (offer.deed, offer.noun) == (deed, "challans"), typed
        assert offer.title == f"Print the {deed.value} of challan 52"


def test_notes_statements_and_replacements(story):
    assert told(story, "credit note for invoice 52")[-1] == (
        "Write a credit note on invoice 52",
        "",
    )
    party = "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    assert (f"Statement of account of {party}", "") in told(story, "statement bharat heavy")
    assert (f"Record a payment of {party}", "") in told(story, "payment bharat")
    again = story.ask(offers, "send again 5839102")
    assert [offer.deed for offer in again] == [Deed.REPLACEMENT]
    assert again[0].subtitle.startswith("1 item rejected")


def test_a_piece_of_the_number_is_enough(ordered):
    assert told(ordered, "dc 39101")[0][0] == "Make a challan for order 1139101"


@pytest.mark.parametrize(
    "typed",
    [
        "1139101",
        "bharat",
        "dc",
        "invoice",
        "new quotation",
        "dc nothing",
        "print",
        "pay %",
        "srv 0",
    ],
)
def test_nothing_is_offered_for_nothing(ordered, typed):
    assert ordered.ask(offers, typed) == []


WORDS = "dc challan invoice print pay srv po 52 t-1 6639103 for new bharat note credit % \" ' 5 certificate"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=7))
def test_whatever_is_typed_few_offers_that_lead_somewhere(story, words):
    typed = " ".join(words)
    found = story.ask(offers, typed)
    assert len(found) <= MOST
    for offer in found:
        assert offer.title
        assert offer.noun
    assert all(isinstance(hit, Hit) for hit in story.ask(search, typed))


@given(st.text(max_size=40))
def test_hostile_words(story, typed):
    assert isinstance(story.ask(offers, f"dc {typed}"), list)
    assert isinstance(story.ask(search, typed), list)
