"""Ctrl+K finds documents, parties and materials."""

import pytest

from senstosales.queries.search import PER_KIND, search


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


def test_an_order_is_found_by_any_of_its_contracts(story):
    """po-two-contracts names two; the second counts as much as the first."""
    from tests.playing import order

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
