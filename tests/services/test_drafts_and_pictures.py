"""Drafts may be thrown away and nothing else; pictures and usual terms of the office's papers."""

import pytest

from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Invalid, NotFound, Refused
from senstosales.queries import office as office_queries
from senstosales.queries.voucher_detail import detail
from senstosales.services import bin as bin_
from senstosales.services import invoices, office, vouchers
from senstosales.services.invoices import InvoiceDraft
from senstosales.services.voucher_copies import note_on
from tests.playing import ACTOR, bill, send, whole
from tests.services.test_vouchers import DAY, draft, kept

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_draft_is_thrown_away_and_its_number_is_free(books):
    made = vouchers.create(books, ACTOR, draft(state=VoucherState.DRAFT, number="S/7"))
    bin_.discard_draft(books, ACTOR, VoucherKind.INVOICE, made.id)
    with pytest.raises(NotFound):
        books.ask(detail, made.id)
    assert vouchers.create(books, ACTOR, draft(number="S/7")).number == "S/7"
    whole(books)


def test_what_was_issued_cannot_be_thrown_away(books):
    issued = kept(books)
    with pytest.raises(Refused, match="no draft any more"):
        bin_.discard_draft(books, ACTOR, VoucherKind.INVOICE, issued)
    assert books.ask(detail, issued).status == "Issued"


def test_an_invoice_of_an_order_is_not_cancelled_under_its_note(ordered):
    issued = bill(ordered, send(ordered, "6629110", [(1, 1, "2")]))
    note = vouchers.create(ordered, ACTOR, ordered.ask(note_on, VoucherKind.CREDIT_NOTE, issued.id))
    with pytest.raises(Refused, match=f"{note.number} corrects"):
        invoices.cancel(ordered, ACTOR, issued.id, "Wrong")
    vouchers.cancel(ordered, ACTOR, VoucherKind.CREDIT_NOTE, note.id, "Wrong")
    invoices.cancel(ordered, ACTOR, issued.id, "Wrong")
    assert ordered.ask(detail, issued.id).status == "Cancelled"


def test_the_usual_terms_stand_on_the_invoice_of_an_order_unless_left_blank(ordered):
    office.save_settings(ordered, ACTOR, {"invoice_terms": "No returns.\n\n  Pay in 30 days. "})
    challan = send(ordered, "6629110", [(1, 1, "2")])
    made = InvoiceDraft(challan_id=challan.id, date=DAY)
    proposed = ordered.ask(invoices.propose, made)
    assert proposed.particulars.terms == ("No returns.", "Pay in 30 days.")
    without = made.model_copy(update={"left_blank": frozenset({"terms"})})
    assert ordered.ask(invoices.propose, without).particulars.terms == ()


@pytest.mark.parametrize("name", ["logo", "signature", "stamp"])
def test_each_picture_is_kept_by_its_name_and_can_be_removed(books, name):
    office.save_picture(books, ACTOR, name, PNG)
    head = books.ask(office_queries.letterhead)
    found = {each: getattr(head, each) for each in ("logo", "signature", "stamp")}
    assert found.pop(name) == PNG
    assert not any(found.values())
    office.save_picture(books, ACTOR, name, None)
    assert getattr(books.ask(office_queries.letterhead), name) is None


@pytest.mark.parametrize(
    ("name", "picture"),
    [("logo", b"GIF89a"), ("stamp", PNG + bytes(2 * 1024 * 1024)), ("gstin", PNG)],
)
def test_what_is_no_picture_of_the_papers_is_refused(books, name, picture):
    with pytest.raises(Invalid) as refused:
        office.save_picture(books, ACTOR, name, picture)
    assert refused.value.field == name


def test_papers_bear_pictures_and_colours_of_the_day_they_are_printed(ordered):
    made = send(ordered, "6629110", [(1, 1, "1")])
    for name in ("logo", "signature", "stamp"):
        office.save_picture(ordered, ACTOR, name, PNG)
    office.save_settings(ordered, ACTOR, {"classic_colour": "#7a1f1f"})
    with_pictures = send(ordered, "6629110", [(1, 1, "1")])
    invoice = bill(ordered, made)
    for paper in (made, with_pictures, invoice):
        seller = ordered.ask(detail, paper.id).seller
        assert (seller.logo, seller.signature, seller.stamp) == (PNG, PNG, PNG)
        assert seller.colours == {"classic": "#7A1F1F"}
    office.save_settings(ordered, ACTOR, {"classic_colour": ""})
    assert ordered.ask(detail, invoice.id).seller.colours == {}
    whole(ordered)


def test_a_colour_too_light_for_paper_is_refused(books):
    with pytest.raises(Invalid, match="too light") as refused:
        office.save_settings(books, ACTOR, {"modern_colour": "#FFEE00"})
    assert refused.value.field == "modern_colour"
