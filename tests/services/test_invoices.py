"""Invoices: the tax worked out and explained, issued once, never changed."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.kinds import Status, TaxSplit
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import invoices as queries
from senstosales.queries import listing, order_detail, parties
from senstosales.queries.columns import Filter
from senstosales.services import invoices, office
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from senstosales.services.invoices import InvoiceDraft, InvoiceLineDraft
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from tests.playing import ACTOR, bill, import_pages, item, order, play, send, whole

INCLUSIVE, SILENT, NOT_INCLUSIVE, EXTRA, KG = "6629110", "1139101", "1149111", "5939112", "7239106"


def detail(books, issued):
    return books.ask(queries.detail, issued.id)


def invoice(books, number, lines, **facts):
    return detail(books, bill(books, send(books, number, lines), **facts))


def count(books) -> int:
    return len(books.ask(listing.ids, "invoice", None, None))


def customer(books) -> int:
    return books.ask(parties.page, Filter(), None, 1, 0)[0].id


def move_customer_to(books, state: str) -> None:
    held = books.ask(parties.detail, customer(books))
    draft = make(
        party_service.PartyDraft, {"name": held.name, "state_code": state, "is_default": True}
    )
    party_service.save(books, ACTOR, draft, held.id)


def test_an_inclusive_price_is_not_exceeded_by_a_paisa(ordered):
    made = invoice(ordered, INCLUSIVE, [(1, 1, "2"), (1, 2, "3")])
    agreed = 5 * item(ordered, INCLUSIVE, 1).rate
    assert made.total == agreed
    assert made.price_inclusive
    assert made.taxable + made.cgst + made.sgst == made.total
    assert made.cgst == made.sgst
    assert made.tax_split is TaxSplit.CGST_SGST
    phrase = order(ordered, INCLUSIVE).price_phrase
    assert phrase
    assert f"include GST because the order says “{phrase}”" in made.tax_note
    assert "CGST 9 % + SGST 9 %" in made.tax_note
    assert "Intra-state supply, Madhya Pradesh to Madhya Pradesh" in made.tax_note
    whole(ordered)


@pytest.mark.parametrize(
    ("number", "words"),
    [(SILENT, "says nothing"), (NOT_INCLUSIVE, "on top because the order says"),
     (EXTRA, "on top because the order says")],
)  # fmt: skip
def test_otherwise_tax_comes_on_top_and_it_is_said_why(ordered, number, words):
    made = invoice(ordered, number, [(1, 1, "2")])
    value = (2 * item(ordered, number, 1).rate).quantize(Decimal("0.01"))
    assert not made.price_inclusive
    assert made.taxable == value
    assert made.total == value + 2 * made.cgst
    assert made.cgst == (value * 9 / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    assert words in made.tax_note


def test_fractions_of_kilograms_are_rounded_line_by_line(ordered):
    made = invoice(ordered, KG, [(1, 1, "200.5"), (2, 1, "14.08")])
    for line in made.lines:
        assert line.taxable == (line.quantity * line.rate).quantize(
            Decimal("0.01"), "ROUND_HALF_UP"
        )
        assert line.total == line.taxable + line.cgst + line.sgst
    assert made.total == sum(line.total for line in made.lines)
    whole(ordered)


@pytest.mark.parametrize("number", [INCLUSIVE, SILENT])
def test_another_state_bears_igst(ordered, number):
    move_customer_to(ordered, "27")
    made = invoice(ordered, number, [(1, 1, "2")])
    assert (made.tax_split, made.cgst, made.sgst) == (TaxSplit.IGST, 0, 0)
    assert made.igst > 0
    assert made.place_of_supply == "27"
    assert "Inter-state supply, Madhya Pradesh to Maharashtra: IGST 18 %" in made.tax_note
    whole(ordered)


def test_a_union_territory_bears_utgst(ordered):
    office.save_office(
        ordered, ACTOR, make(office.OfficeDraft, {"name": "X", "state_code": "Chandigarh"})
    )
    made = invoice(ordered, SILENT, [(1, 1, "2")], place_of_supply="04")
    assert made.tax_split is TaxSplit.CGST_UTGST
    assert "CGST 9 % + UTGST 9 %" in made.tax_note


def test_the_place_of_supply_may_be_chosen_for_one_invoice(ordered):
    assert invoice(ordered, SILENT, [(1, 1, "1")], place_of_supply="24").igst > 0
    assert invoice(ordered, SILENT, [(1, 1, "1")]).igst == 0


def test_the_price_basis_may_be_chosen_and_then_says_so(ordered):
    made = invoice(ordered, INCLUSIVE, [(1, 1, "2")], price_inclusive=False)
    assert made.taxable == 2 * item(ordered, INCLUSIVE, 1).rate
    assert "as chosen for this invoice, although the order says otherwise" in made.tax_note
    made = invoice(ordered, SILENT, [(1, 1, "2")], price_inclusive=True)
    assert made.total == 2 * item(ordered, SILENT, 1).rate
    assert "as chosen for this invoice" in made.tax_note


def test_rounding_off_is_a_line_of_its_own(ordered):
    plain = invoice(ordered, KG, [(1, 1, "1.011")])
    assert plain.round_off == 0
    rounded = invoice(ordered, KG, [(1, 1, "1.011")], round_to_rupee=True)
    assert rounded.total == plain.total.to_integral_value("ROUND_HALF_UP")
    assert rounded.round_off == rounded.total - plain.total
    office.save_settings(ordered, ACTOR, {"round_to_rupee": "yes"})
    assert invoice(ordered, KG, [(1, 1, "1.011")]).total == rounded.total
    whole(ordered)


def test_the_rate_of_a_line_may_be_typed_if_the_law_knew_it_that_day(ordered):
    challan = send(ordered, SILENT, [(1, 1, "10")])
    for rate, day, known in (("12", date(2025, 9, 22), False), ("12", date(2025, 9, 21), True)):
        draft = InvoiceDraft(
            challan_id=challan.id,
            date=day,
            lines=(InvoiceLineDraft(position=0, gst_rate=Decimal(rate)),),
        )
        if known:
            assert invoices.issue(ordered, ACTOR, draft)
        else:
            with pytest.raises(Invalid) as caught:
                invoices.issue(ordered, ACTOR, draft)
            assert caught.value.field == "lines.0.gst_rate"


def test_hsn_is_typed_once_for_a_material(ordered):
    first = send(ordered, SILENT, [(1, 1, "10")])
    bill(ordered, first, lines=(InvoiceLineDraft(position=0, hsn="8503 00 90", packets=2),))
    second = invoice(ordered, SILENT, [(1, 1, "10")])
    assert [line.hsn for line in second.lines] == ["85030090"]
    assert [(line.hsn, line.quantity) for line in second.hsn_summary] == [("85030090", 10)]
    assert detail(ordered, order_invoices(ordered, SILENT)[0]).lines[0].packets == 2


def order_invoices(books, number):
    return order(books, number).invoices


def test_goods_of_one_hsn_unit_and_rate_are_one_line_of_the_summary(ordered):
    challan = send(ordered, "6639103", [(1, 1, "10"), (1, 2, "5"), (2, 1, "1")])
    bill(
        ordered,
        challan,
        lines=tuple(InvoiceLineDraft(position=n, hsn="8503") for n in (0, 1, 2)),
    )
    made = detail(ordered, order_invoices(ordered, "6639103")[0])
    assert sum(line.taxable for line in made.hsn_summary) == made.taxable
    assert sum(line.tax for line in made.hsn_summary) == made.tax
    assert len({(line.hsn, line.unit, line.gst_rate) for line in made.hsn_summary}) == len(
        made.hsn_summary
    )


@pytest.mark.parametrize("hsn", ["850", "85030", "8503009O", "00000000", "८५०३", "850300901"])
def test_what_is_no_hsn(hsn):
    with pytest.raises(Invalid):
        make(InvoiceLineDraft, {"position": 0, "hsn": hsn})


def test_one_challan_one_invoice(ordered):
    challan = send(ordered, SILENT, [(1, 1, "10")])
    first = bill(ordered, challan)
    with pytest.raises(Conflict) as caught:
        bill(ordered, challan)
    assert caught.value.details["invariant"] == "INV-1"
    assert caught.value.details["existing_invoice_number"] == first.number
    invoices.cancel(ordered, ACTOR, first.id, "wrong buyer")
    second = bill(ordered, challan)
    assert second.number != first.number
    assert [paper.number for paper in order_invoices(ordered, SILENT)] == [second.number]
    whole(ordered)


def test_a_cancelled_invoice_keeps_number_and_figures(ordered):
    challan = send(ordered, SILENT, [(1, 1, "10")])
    made = bill(ordered, challan, number="INV-7")
    before = detail(ordered, made)
    invoices.cancel(ordered, ACTOR, made.id, "wrong buyer")
    after = detail(ordered, made)
    assert (after.status, after.cancelled_reason) == (Status.CANCELLED, "wrong buyer")
    assert (after.total, after.lines) == (before.total, before.lines)
    with pytest.raises(Conflict):
        bill(ordered, challan, number="inv-7")
    with pytest.raises(Refused):
        invoices.cancel(ordered, ACTOR, made.id, "again")
    with pytest.raises(Invalid):
        invoices.cancel(ordered, ACTOR, bill(ordered, challan).id, " ")
    whole(ordered)


def test_an_invoice_whose_goods_were_received_stands(books):
    play(books, "srv-rejection")
    made = order_invoices(books, "5839102")[0]
    with pytest.raises(Refused, match="17733"):
        invoices.cancel(books, ACTOR, made.id, "too late")
    assert detail(books, made).status is Status.ISSUED


def test_numbers_of_invoices_and_challans_are_two_series(ordered):
    assert send(ordered, SILENT, [(1, 1, "1")]).number == "1"
    challan = send(ordered, SILENT, [(1, 1, "1")])
    assert challan.number == "2"
    assert bill(ordered, challan).number == "1"
    other = send(ordered, SILENT, [(1, 1, "1")])
    with pytest.raises(Conflict):
        bill(ordered, other, number="1")
    assert bill(ordered, other, number="1", date=date(2026, 4, 1)).number == "1"


def test_what_is_proposed_is_what_is_issued_and_stores_nothing(ordered):
    challan = send(ordered, INCLUSIVE, [(1, 1, "2")])
    draft = InvoiceDraft(challan_id=challan.id, date=date(2026, 3, 11))
    heard = []
    stop = ordered.listen(heard.append)
    proposed = ordered.ask(invoices.propose, draft)
    assert heard == []
    stop()
    assert count(ordered) == 0
    made = detail(ordered, invoices.issue(ordered, ACTOR, draft))
    for name in ("number", "date", "seller", "buyer", "consignee", "particulars", "tax_split", "tax_note",
                 "taxable", "cgst", "sgst", "igst", "round_off", "total", "place_of_supply"):  # fmt: skip
        assert getattr(made, name) == getattr(proposed, name), name
    assert [line.total for line in made.lines] == [line.total for line in proposed.lines]


def test_an_invoice_keeps_everything_it_was_issued_with(ordered):
    made = invoice(ordered, SILENT, [(1, 1, "10")])
    office.save_office(
        ordered,
        ACTOR,
        make(office.OfficeDraft, {"name": "NEW NAME", "state_code": "27", "address": "Pune"}),
    )
    move_customer_to(ordered, "29")
    office.save_settings(ordered, ACTOR, {"gst_rate": "5", "payment_terms": "at once"})
    after = ordered.ask(queries.detail, made.id)
    for name in ("seller", "buyer", "consignee", "particulars", "total", "tax_split", "tax_note"):
        assert getattr(after, name) == getattr(made, name), name
    whole(ordered)


def test_a_refused_invoice_takes_no_number(ordered):
    challan = send(ordered, SILENT, [(1, 1, "10")])
    with pytest.raises(Invalid):
        bill(ordered, challan, lines=(InvoiceLineDraft(position=5, hsn="8503"),))
    with pytest.raises(NotFound):
        bill(ordered, challan, party_id=999)
    with pytest.raises(Invalid):
        bill(ordered, challan, date=date(2016, 1, 1))
    assert count(ordered) == 0
    assert bill(ordered, challan).number == "1"
    whole(ordered)


def test_who_we_are_must_be_known(new_books):
    import_pages(new_books, "po-single-lot")
    office.save_office(new_books, ACTOR, make(office.OfficeDraft, {"name": "Nameless"}))
    challan = send(new_books, SILENT, [(1, 1, "10")])
    with pytest.raises(Invalid) as caught:
        bill(new_books, challan)
    assert caught.value.field == "seller_state"


def test_the_place_of_supply_must_be_known(ordered):
    held = ordered.ask(parties.detail, customer(ordered))
    draft = make(party_service.PartyDraft, {"name": held.name, "is_default": True})
    party_service.save(ordered, ACTOR, draft, held.id)
    challan = send(ordered, SILENT, [(1, 1, "10")])
    with pytest.raises(Invalid) as caught:
        bill(ordered, challan)
    assert caught.value.field == "place_of_supply"
    assert bill(ordered, challan, place_of_supply="Madhya Pradesh"[:0] or "23").number == "1"


def test_the_buyer_of_the_orders_department_is_billed(ordered):
    department = order(ordered, SILENT).department_no
    other = make(
        party_service.PartyDraft,
        {"name": "Stores 217", "gstin": "27AAPFU0939F1ZV", "department_no": department},
    )
    party_service.save(ordered, ACTOR, other)
    made = invoice(ordered, SILENT, [(1, 1, "10")])
    assert (made.buyer.name, made.buyer.gstin) == ("Stores 217", "27AAPFU0939F1ZV")
    assert made.tax_split is TaxSplit.IGST


def test_buyer_consignee_and_particulars_may_be_typed(ordered):
    made = invoice(
        ordered,
        SILENT,
        [(1, 1, "10")],
        buyer=PartyOnPaperDraft(name="Buyer Typed", gstin="27AAPFU0939F1ZV", state_code="27"),
        consignee=PartyOnPaperDraft(name="Consignee Typed"),
        particulars=ParticularsDraft(vehicle_no="MP04 GA 1", gemc_date=date(2026, 1, 2)),
        place_of_supply="27",
    )
    assert (made.buyer.name, made.consignee.name) == ("Buyer Typed", "Consignee Typed")
    assert made.particulars.vehicle_no == "MP04 GA 1"
    assert made.particulars.gemc_date == date(2026, 1, 2)
    assert made.particulars.buyers_order_no == SILENT


def test_a_buyer_typed_in_another_state_bears_that_states_tax(ordered):
    """IGST Act s. 10(1)(b): billed to him, the place of supply is his, wherever the goods go."""
    typed = PartyOnPaperDraft(name="Buyer Typed", gstin="27AAPFU0939F1ZV")
    made = invoice(ordered, SILENT, [(1, 1, "10")], buyer=typed)
    assert (made.place_of_supply, made.tax_split) == ("27", TaxSplit.IGST)


def test_the_contract_of_a_gem_order_stands_on_its_invoice(ordered):
    made = invoice(ordered, INCLUSIVE, [(1, 1, "1")])
    contract = order(ordered, INCLUSIVE).contracts[0]
    assert (made.particulars.gemc_number, made.particulars.gemc_date) == (
        contract.number,
        contract.on,
    )


def test_invoices_can_not_be_changed_by_any_service():
    """There is no function that takes an invoice's id and a draft."""
    assert not {"update", "change", "edit", "save"} & set(dir(invoices))


def test_an_invoice_for_a_challan_that_is_not_there(ordered):
    with pytest.raises(NotFound):
        invoices.issue(ordered, ACTOR, InvoiceDraft(challan_id=77, date=date(2026, 3, 1)))


def test_the_lists_of_an_order_name_its_papers(ordered):
    challan = send(ordered, SILENT, [(1, 1, "10")])
    made = bill(ordered, challan)
    held = ordered.ask(order_detail.detail, order(ordered, SILENT).id)
    assert [(paper.number, paper.id) for paper in held.challans] == [(challan.number, challan.id)]
    assert [(paper.number, paper.id) for paper in held.invoices] == [(made.number, made.id)]


def test_no_rate_below_zero(ordered):
    challan = send(ordered, EXTRA, [(2, 1, "1")])
    line = InvoiceLineDraft(position=0, rate=Decimal("-0.01"))
    with pytest.raises(Invalid, match="less than zero") as caught:
        bill(ordered, challan, lines=(line,))
    assert caught.value.field == "lines.0.rate"
    assert count(ordered) == 0
