"""Ctrl+K finds documents, parties and materials."""

import pytest
from sqlalchemy import select

from senstosales.queries.search import PER_KIND, search
from senstosales.services import attachments, order_notes
from senstosales.services.paper_forms import ParticularsDraft
from senstosales.tables.masters import Party
from tests.playing import ACTOR, order, send


def found(books, text):
    return [(hit.noun, hit.title) for hit in books.ask(search, text)]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("6639103", ("orders", "6639103")),
        ("39103", ("orders", "6639103")),
        ("t-1", ("challans", "T-1")),
        ("17733", ("receipts", "17733")),
        ("bharat heavy", ("parties", "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL")),
        ("AM9900150010", ("orders", "AM9900150010")),
        ("support bracket", ("orders", "AM9900150010")),
    ],
)
def test_pieces_of_numbers_and_names(story, text, hit):
    assert hit in found(story, text)


def test_what_bears_just_this_number_comes_first(story):
    """However many newer papers hold the same figures somewhere."""
    assert found(story, "52")[:2] == [("challans", "52"), ("invoices", "52")]
    assert found(story, "t-1")[0] == ("challans", "T-1")


def test_a_paper_is_found_by_its_order_too(story):
    assert ("invoices", "52") in found(story, "5839102")
    assert ("challans", "52") in found(story, "5839102")
    assert ("receipts", "17733") in found(story, "5839102")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("invoice 52", {"Tax invoice"}), ("dc 52", {"Delivery challan"}), ("srv 17733", {"SRV"}),
        ("po 6639103", {"Purchase order"}), ("party bharat", {"Party"}),
        ("credit note", {"Credit note"}), ("quotation", {"Quotation"}),
    ],
)  # fmt: skip
def test_the_name_of_a_kind_leaves_only_that_kind(story, text, kinds):
    found = story.ask(search, text)
    assert {hit.type_label for hit in found} == kinds


def test_words_find_parties_and_materials_first_figures_papers(story):
    assert found(story, "bharat heavy")[0][0] == "parties"
    assert story.ask(search, "bracket")[0].type_label == "Material"
    assert found(story, "39103")[0] == ("orders", "6639103")


def test_what_is_said_in_remarks_notes_files_and_drawings_is_found(open_copy, ordered_file):
    """And the second line tells which words these were."""
    books = open_copy(ordered_file)
    order_id = order(books, "1139101").id
    order_notes.write(
        books, ACTOR, order_id, order_notes.OrderNoteDraft(text="Ask Tiwari about packing")
    )
    attachments.attach(books, ACTOR, order_id, "TC-88-2026.pdf", b"%PDF-1.7 test certificate")
    sent = send(
        books, "1139101", [(1, 1, "2")], particulars=ParticularsDraft(vehicle_no="MP04HE7788")
    )
    for text, said in (("tiwari", "TIWARI"), ("tc-88", "TC-88-2026.PDF")):
        hits = [hit for hit in books.ask(search, text) if hit.title == "1139101"]
        assert hits[0].subtitle.startswith(f"{said}  ·  "), hits
    assert ("challans", sent.number) in found(books, "he7788")
    drawing = next(n for item in order(books, "1139101").items for n in item.drawing_numbers)
    assert ("orders", "1139101") in found(books, drawing[2:])


def test_a_paper_thrown_away_and_a_party_renamed(open_copy, ordered_file):
    books = open_copy(ordered_file)
    with books.write(ACTOR) as session:
        session.scalars(select(Party)).first().name = "Tapti Heavy Works"
    assert ("parties", "Tapti Heavy Works") in found(books, "tapti")
    assert ("orders", "1139101") in found(books, "tapti 1139101")
    assert found(books, "electricals") == []


def test_an_order_is_found_by_any_of_its_contracts(story):
    """po-two-contracts names two; the second counts as much as the first."""
    for contract in order(story, "6659116").contracts:
        assert ("orders", "6659116") in found(story, contract.number), contract


def test_an_srv_is_found_by_any_of_its_orders(story):
    assert ("receipts", "21047") in found(story, "6639103")


@pytest.mark.parametrize(
    "text", ["", "   ", "nothing-like-this", "%", "6639103 nothing-like-this", "\\", "_" * 9]
)
def test_nothing_is_found_for_nothing(story, text):
    assert found(story, text) == []


def test_a_few_of_each_kind_and_every_hit_leads_somewhere(story):
    from senstosales.queries import (
        challans,
        invoices,
        order_detail,
        parties,
        payments,
        quotations,
        receipts,
        stock,
        tax_notes,
    )

    detail = {
        "orders": order_detail.detail, "challans": challans.detail, "invoices": invoices.detail,
        "receipts": receipts.detail, "parties": parties.detail,
        "quotations": quotations.detail, "tax_notes": tax_notes.detail,
        "payments": payments.detail, "products": stock.detail,
    }  # fmt: skip
    hits = story.ask(search, "1")
    kinds = [hit.type_label for hit in hits]
    assert all(kinds.count(kind) <= PER_KIND for kind in kinds)
    for hit in hits:
        assert story.ask(detail[hit.noun], hit.id)
        assert hit.title
