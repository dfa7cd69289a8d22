"""Ctrl+K finds documents, parties and materials."""

import re

import pytest
from sqlalchemy import event, select

from senstosales.queries.offers import find
from senstosales.queries.search import PER_KIND, read_ahead, search
from senstosales.services import attachments, order_notes, party_merging
from senstosales.services.paper_forms import ParticularsDraft
from senstosales.tables.masters import Party
from tests.playing import ACTOR, order, send

BHEL = "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"


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


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("06639103", ("orders", "6639103")), ("6639103/01", ("orders", "6639103")),
        ("6639103-2", ("orders", "6639103")), ("PO no 6639103", ("orders", "6639103")),
        ("T1", ("challans", "T-1")), ("t/1", ("challans", "T-1")), ("0052", ("challans", "52")),
        ("invoice no. 052", ("invoices", "52")), ("srv 017733", ("receipts", "17733")),
        ("enquiry 6633903", ("orders", "6639103")), ("drg no 44459030012", ("orders", "6639103")),
        ("4445-903-0012", ("orders", "6639103")), ("5903001", ("orders", "6639103")),
        ("gemc-511600012345602", ("orders", "5839102")), ("gem 511600012345602", ("orders", "5839102")),
        ("5116 0001 2345 602", ("orders", "5839102")), ("am 9900 150010", ("products", "AM9900150010")),
        ("am9900150010", ("products", "AM9900150010")), ("bhel", ("parties", BHEL)),
        ("b.h.e.l.", ("parties", BHEL)), ("BHEL bhopal", ("parties", BHEL)), ("bharat he", ("parties", BHEL)),
        ("bharatheavy", ("parties", BHEL)), ("rent", ("expenses", "Rent")),
    ],
)  # fmt: skip
def test_the_first_is_the_one_meant_however_it_is_typed(story, text, hit):
    assert found(story, text)[0] == hit


def test_what_begins_with_the_words_comes_before_what_only_holds_them(open_copy, office_file):
    books = open_copy(office_file)
    with books.write(ACTOR) as session:
        session.add_all(
            Party(business_id=1, name=name)
            for name in ("Narmada Tools", "Maa Narmada Steels", "Shree Narmada Works")
        )
    assert found(books, "narm")[0] == ("parties", "Narmada Tools")


def test_a_series_number_is_found_by_its_place_and_a_vehicle_with_or_without_spaces(
    open_copy, ordered_file
):
    books = open_copy(ordered_file)
    vehicle = ParticularsDraft(vehicle_no="MP04 HE 7788")
    sent = send(books, "1139101", [(1, 1, "2")], number="DC/25-26/0118", particulars=vehicle)
    for text in (
        "118",
        "dc 118",
        "dc118",
        "dc/25-26/118",
        "25-26/118",
        "dc25260118",
        "dc 25-26 118",
    ):
        hits = books.ask(find, text)
        shown = [*(each.title for each in hits.offers), *(each.title for each in hits.hits)]
        assert sent.number in shown[0], text
    for text in ("mp04he7788", "mp 04 he 7788", "he 7788", "vehicle 7788"):
        assert found(books, text)[0] == ("challans", sent.number), text


def test_a_merged_party_is_found_by_its_old_name(open_copy, office_file):
    books = open_copy(office_file)
    with books.write(ACTOR) as session:
        stays, goes = (
            Party(business_id=1, name="Tapti Forge"),
            Party(business_id=1, name="Old Name"),
        )
        session.add_all((stays, goes))
        session.flush()
        keys = stays.id, goes.id
    party_merging.merge(books, ACTOR, stays_id=keys[0], goes_id=keys[1])
    assert found(books, "old name") == [("parties", "Tapti Forge")]


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


def test_what_answers_are_read_from_is_read_ahead(open_copy, ordered_file):
    books = open_copy(ordered_file)
    send(books, "6639103", [(1, 1, "1")], number="55")
    ahead = _tables_read(books, read_ahead)
    for text in ("1", "bharat", "dc 6639103", "invoice for challan 55", "print challan 55"):
        assert _tables_read(books, find, text) <= {*ahead, "findables_index"}


def _tables_read(books, question, *facts):
    read = set()

    def hear(_connection, _cursor, statement, *_):
        read.update(re.findall(r"(?:FROM|JOIN) (\w+)", statement))

    with books.read() as session:
        event.listen(session.connection(), "before_cursor_execute", hear)
        question(session, *facts)
    assert read
    return read


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
