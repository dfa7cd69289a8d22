"""Papers with lines of their own: worked out, kept, changed while they may be, cancelled."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.gst import Cess, CessKind, Discount, DiscountBasis, DiscountKind
from senstosales.domain.kinds import (
    DeviationKind,
    Nature,
    Status,
    TaxSplit,
    VoucherKind,
    VoucherState,
)
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import challans, deviations, invoices, listing, quotations, tax_notes
from senstosales.queries.columns import Filter
from senstosales.queries.voucher_detail import detail
from senstosales.services import bin as bin_
from senstosales.services import businesses, parties, vouchers
from senstosales.services.office import OfficeDraft
from senstosales.services.paper_forms import PartyOnPaperDraft
from senstosales.services.parties import PartyDraft
from senstosales.services.voucher_copies import draft_of, note_on
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.playing import ACTOR, whole

DAY = date(2026, 3, 5)
BUYER = PartyOnPaperDraft(name="Satpura Tools", gstin="23AAACS0000B1ZM", state_code="23")


def line(price="100", quantity="2", rate="18", **more) -> GoodsLineDraft:
    return GoodsLineDraft(
        description="Shaft",
        quantity=Decimal(quantity),
        price=Decimal(price),
        gst_rate=Decimal(rate),
        hsn="84831099",
        **more,
    )


def draft(**more) -> VoucherDraft:
    facts = {"kind": VoucherKind.INVOICE, "date": DAY, "buyer": BUYER, "lines": (line(),)} | more
    return VoucherDraft(**facts)


def kept(books, **more):
    return vouchers.create(books, ACTOR, draft(**more)).id


def test_a_free_invoice_is_worked_out_listed_and_proved(books):
    made = vouchers.create(
        books,
        ACTOR,
        draft(
            lines=(
                line("100", "2"),
                line("118", "1", inclusive=True),
                line(
                    "50",
                    "4",
                    "5",
                    discount=Discount(DiscountKind.PERCENTAGE, Decimal(10)),
                    cess=Cess(CessKind.PER_UNIT, Decimal(1)),
                ),
            ),
            charges=(ChargeDraft(name="Freight", amount=Decimal(50), gst_rate=Decimal(18)),),
        ),
    )
    held = books.ask(invoices.detail, made.id)
    assert (held.taxable, held.cgst, held.sgst, held.igst) == (
        Decimal("530.00"), Decimal("36.00"), Decimal("36.00"), Decimal("0.00"),
    )  # fmt: skip
    assert (held.cess, held.total) == (Decimal("4.00"), Decimal("606.00"))
    assert held.tax_split is TaxSplit.CGST_SGST
    assert "Madhya Pradesh" in held.tax_note
    assert [group.taxable for group in held.hsn_summary] == [50, 180, 300]
    rows = books.ask(invoices.page, Filter(), None, 10, 0)
    assert [(row.number, row.total, row.buyer_gstin) for row in rows] == [
        (made.number, Decimal("606.00"), "23AAACS0000B1ZM")
    ]
    whole(books)


def test_a_trade_discount_lowers_the_tax_and_one_after_tax_does_not(books):
    discount = Discount(DiscountKind.FLAT, Decimal(20))
    before = kept(books, discount=discount)
    after = kept(books, discount=discount, discount_basis=DiscountBasis.AFTER_TAX)
    one, other = books.ask(detail, before), books.ask(detail, after)
    assert (one.taxable, one.trade_discount, one.discount, one.total) == (
        Decimal("180.00"), Decimal("20.00"), 0, Decimal("212.40"),
    )  # fmt: skip
    assert (other.taxable, other.trade_discount, other.discount, other.total) == (
        Decimal("200.00"), 0, Decimal("20.00"), Decimal("216.00"),
    )  # fmt: skip
    whole(books)


def test_a_bill_of_supply_and_a_reverse_charge_collect_no_tax(books):
    bill = books.ask(detail, kept(books, nature=Nature.BILL_OF_SUPPLY))
    reverse = books.ask(detail, kept(books, reverse_charge=True))
    assert (bill.taxable, bill.tax, bill.total) == (Decimal("200.00"), 0, Decimal("200.00"))
    assert (reverse.tax, reverse.total) == (Decimal("36.00"), Decimal("200.00"))
    whole(books)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"buyer": PartyOnPaperDraft(name="")}, "buyer.name"),
        ({"lines": ()}, "lines"),
        ({"lines": (line(quantity="0"),)}, "lines.0.quantity"),
        ({"lines": (line(rate="12"),)}, "lines.0.gst_rate"),
        ({"buyer": PartyOnPaperDraft(name="Somebody")}, "place_of_supply"),
        ({"kind": VoucherKind.CREDIT_NOTE}, "reference_id"),
        ({"date": date(2016, 1, 1)}, "date"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_kept(books, changes, field):
    with pytest.raises(Invalid) as error:
        vouchers.create(books, ACTOR, draft(**changes))
    assert error.value.field == field
    assert books.ask(invoices.totals, Filter()).count == 0


def test_a_draft_may_be_unfinished_is_changed_and_then_issued_for_good(books):
    made = kept(books, state=VoucherState.DRAFT, lines=(), buyer=PartyOnPaperDraft(name=""))
    held = books.ask(detail, made)
    assert held.status is Status.DRAFT
    assert books.ask(invoices.totals, Filter()).sums.get("total", 0) == 0
    vouchers.change(books, ACTOR, made, draft(number=held.number), version=held.version)
    issued = books.ask(detail, made)
    assert (issued.status, issued.number, issued.total) == (
        Status.ISSUED, held.number, Decimal("236.00"),
    )  # fmt: skip
    with pytest.raises(Refused):
        vouchers.change(books, ACTOR, made, draft())
    with pytest.raises(Conflict):
        vouchers.change(books, ACTOR, made, draft(), version=held.version)
    vouchers.cancel(books, ACTOR, VoucherKind.INVOICE, made, "Typed twice")
    assert books.ask(detail, made).status is Status.CANCELLED
    whole(books)


def test_a_paper_read_back_makes_the_same_paper(books):
    first = draft(
        lines=(line("84.745763", "3", discount=Discount(DiscountKind.FLAT, Decimal("1.5"))),),
        charges=(ChargeDraft(name="Packing", amount=Decimal("12.5"), inclusive=True),),
        discount=Discount(DiscountKind.PERCENTAGE, Decimal(2)),
        round_to_rupee=True,
    )
    held = books.ask(detail, vouchers.create(books, ACTOR, first).id)
    again = books.ask(vouchers.propose, draft_of(held))
    assert (again.taxable, again.cgst, again.round_off, again.total) == (
        held.taxable, held.cgst, held.round_off, held.total,
    )  # fmt: skip
    assert draft_of(held).lines[0].price == Decimal("84.745763")


@pytest.mark.parametrize("place", ["23", "09"])
@pytest.mark.parametrize("under_lut", [True, False])
def test_a_buyer_in_a_zone_stays_one_when_the_paper_is_opened_again(books, place, under_lut):
    made = kept(books, sez=True, under_lut=under_lut, place_of_supply=place)
    held = books.ask(detail, made)
    again = draft_of(held)
    assert (again.sez, again.under_lut) == (True, under_lut)
    assert books.ask(vouchers.propose, again).tax_note == held.tax_note


def test_a_credit_note_keeps_its_invoices_old_rate_and_holds_it_fast(books):
    invoice = kept(books, date=date(2025, 8, 1), lines=(line(rate="12"),))
    note = books.ask(note_on, VoucherKind.CREDIT_NOTE, invoice).model_copy(
        update={"date": DAY, "reason": "One rejected", "lines": (line(quantity="1", rate="12"),)}
    )
    made = vouchers.create(books, ACTOR, note)
    held = books.ask(tax_notes.detail, made.id)
    assert (held.reference.id, held.total) == (invoice, Decimal("112.00"))
    totals = books.ask(tax_notes.totals, Filter())
    assert (totals.count, totals.sums["total"]) == (1, Decimal("-112.00"))
    with pytest.raises(Refused, match="Cancel the note first"):
        vouchers.cancel(books, ACTOR, VoucherKind.INVOICE, invoice, "x")
    with pytest.raises(Conflict):
        bin_.bin_voucher(books, ACTOR, VoucherKind.INVOICE, invoice)


def test_a_number_another_program_states_is_unique_to_the_letter_in_every_year(books):
    def state(number, day=DAY):
        restated = vouchers.Restated({"invoiceNumber": number})
        return vouchers.create(
            books, ACTOR, draft(number=number, date=day, as_stated=True), restated
        )

    state("INV-a")
    state("INV-A")
    state("INV-far-too-long-for-rule-46")
    for taken, day in (("INV-a", DAY), (" INV-A ", DAY), ("INV-a", date(2025, 1, 1))):
        with pytest.raises(Conflict):
            state(taken, day)
    kinds = {row.kind for row in books.ask(deviations.page, Filter(), None, 10, 0)}
    assert kinds == {DeviationKind.NUMBER_RULE, DeviationKind.DOC_NUMBER_CONFLICT}
    whole(books)


def test_a_deleted_number_is_free_again(books):
    made = vouchers.create(books, ACTOR, draft(number="T-1"))
    bin_.bin_voucher(books, ACTOR, VoucherKind.INVOICE, made.id)
    assert vouchers.create(books, ACTOR, draft(number="T-1")).number == "T-1"
    whole(books)


def test_a_free_challan_waits_for_no_invoice(books):
    kept(books, kind=VoucherKind.CHALLAN, nature=Nature.JOB_WORK)
    rows = books.ask(challans.page, Filter(), None, 10, 0)
    assert [row.status for row in rows] == [Status.ISSUED]
    assert books.ask(quotations.totals, Filter()).count == 0
    whole(books)


def test_a_party_of_another_business_is_not_billed(books):
    other = businesses.add(books, ACTOR, OfficeDraft(name="Second Works"))
    theirs = parties.save(books.of(other.id), ACTOR, PartyDraft(name="Their customer"))
    with pytest.raises(NotFound):
        vouchers.create(books, ACTOR, draft(party_id=theirs))
    assert books.ask(listing.ids, "invoice", None, None) == []
