"""Every kind of paper in every design, read back: what the law and the buyer look for is on it."""

from dataclasses import replace

import pytest

from senstosales.documents import templates
from senstosales.documents.wording import amount, count, unit_rate
from senstosales.domain.kinds import Nature, Status, VoucherKind, VoucherState
from senstosales.domain.words import rupees_in_words
from senstosales.errors import Invalid
from senstosales.queries.papers import VoucherDetail
from tests.documents import reading
from tests.documents import samples as s
from tests.documents import vouchers as v

INVOICE, QUOTATION, CHALLAN = VoucherKind.INVOICE, VoucherKind.QUOTATION, VoucherKind.CHALLAN
DEBIT, CREDIT = VoucherKind.DEBIT_NOTE, VoucherKind.CREDIT_NOTE
DESIGNS = [(kind, name) for kind in VoucherKind for name in templates.TEMPLATES[kind]]
ONE = ("original",)


def said(detail: VoucherDetail, design: str = "classic", copies: tuple[str, ...] = ONE) -> str:
    return reading.text(templates.pdf(detail, design, copies, s.PRINTED))


def assert_all(text: str, *expected: object) -> None:
    squeezed = reading.squeezed(text)
    missing = [each for each in expected if reading.squeezed(str(each)) not in squeezed]
    assert missing == []


def test_every_kind_has_the_designs_it_is_offered_in() -> None:
    assert templates.TEMPLATES == {
        INVOICE: ("classic", "modern", "minimal"),
        QUOTATION: ("classic", "compact", "modern"),
        DEBIT: ("classic",),
        CREDIT: ("classic",),
        CHALLAN: ("classic",),
    }
    assert set(templates.DESCRIPTIONS) == {name for _, name in DESIGNS}


@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_what_the_law_asks_for_is_on_every_design(paper, kind, design) -> None:
    detail = paper(kind)
    seller, buyer, there = detail.seller, detail.buyer, detail.consignee
    text = said(detail, design)
    assert_all(
        text,
        *(seller.name, seller.address, seller.gstin),
        *(detail.number, "05-Mar-2026"),
        *(buyer.name, buyer.address, buyer.gstin),
        *(there.name, there.address),
        "Place of supply Madhya Pradesh (23)",
        rupees_in_words(detail.total),
        f"₹ {amount(detail.total)}",
        *(
            amount(detail.taxable),
            amount(detail.cess),
            amount(detail.tcs),
            amount(-detail.discount),
        ),
        *("18 %", "5 %") if design != "classic" else ("9 %", "2.5 %"),
        *("CGST", "SGST", "incl. GST", "1 %", "₹ 2.00/KG"),
        f"For {seller.name}",
        "Authorised signatory",
        "Page 1 of",
    )
    for line in detail.lines:
        if line.description.isascii():
            assert_all(text, line.description)
        assert_all(text, line.hsn, count(line.quantity), line.unit, unit_rate(line.rate))
        assert_all(text, amount(line.taxable))
    for charge in detail.charges:
        assert_all(text, charge.name, amount(charge.taxable))
    if design == "classic":
        assert_all(text, amount(detail.cgst))
    else:  # each head by its rate, with what it is reckoned of
        assert_all(text, "CGST 9 % of 2,600.01 234.00", "SGST 2.5 % of 1,070.00 26.75")
    assert "None" not in text


@pytest.mark.parametrize("design", templates.TEMPLATES[INVOICE])
def test_an_invoice_says_whether_tax_is_on_reverse_charge(paper, keep, design) -> None:
    assert "Reverse charge No" in said(paper(INVOICE), design)
    reverse = keep(v.draft(reverse_charge=True))
    text = said(reverse, design)
    assert_all(text, "Reverse charge Yes", f"Less tax on reverse charge {amount(-reverse.tax)}")
    assert_all(text, f"the recipient pays ₹ {amount(reverse.tax)} to the government")


def test_the_tax_of_a_stated_paper_on_reverse_charge_stays_in_its_total(keep) -> None:
    reverse = keep(v.draft(reverse_charge=True, as_stated=True))
    text = said(reverse)
    assert reverse.total == reverse.taxable + reverse.tax
    assert_all(text, "Reverse charge Yes", "the recipient pays it to the government")
    assert "Less tax" not in text


def test_a_rich_invoice_says_everything_it_was_given(paper) -> None:
    assert_all(
        said(paper(INVOICE)),
        *("TAX INVOICE", "ORIGINAL FOR RECIPIENT"),
        *("Payable by 15-Apr-2026", "Date of supply 06-Mar-2026"),
        *("Order No. PO/4411 dated 17-Feb-2026", "Payment terms 30 days net"),
        *("Transporter Vindhya Road Lines (23AABCV1234C1Z5)", "Transport Road"),
        *("Vehicle No. MP04 GA 1234", "LR No. 55821 dated 04-Mar-2026", "Distance 412 km"),
        "E-way bill No. 371234567890",
        "Dispatched from Works II, Plot 31, Sector D Mandideep 462046, Madhya Pradesh",
        *("Project Unit 7, turbine hall", "CC-4471/B"),
        "Notes Please quote the invoice number with your payment.",
        *(f"{at}. {term}" for at, term in enumerate(v.TERMS, 1)),
        *("30012345678", "SBIN0001234", "narmadaprecision@sbi"),
        *("TCS 1 %", "Total before discount", "Discount 5 %", "Round-off", "Balance due"),
        "Tax in words CGST and SGST, each",
        "We declare that this invoice",
        "Subject to Bhopal jurisdiction.",
    )


def test_the_account_is_named_after_its_holder(paper) -> None:
    detail = paper(INVOICE, 1)
    held = replace(detail.seller, bank_holder="Narmada Works Current Account")
    assert "Account name Narmada Works Current Account" in said(replace(detail, seller=held))


@pytest.mark.parametrize("design", templates.TEMPLATES[INVOICE])
def test_a_bill_of_supply_bears_no_tax(keep, design) -> None:
    text = said(keep(v.draft(nature=Nature.BILL_OF_SUPPLY)), design)
    assert_all(text, "BILL OF SUPPLY", "No GST is charged on this supply (CGST Rule 49)")
    bare = text.replace("(CGST Rule 49)", "")
    for word in ("TAX INVOICE", "CGST", "SGST", "18 %", "9 %", "Place of supply", "Reverse charge"):
        assert word not in bare
    assert "HSN/SAC summary" not in text


def test_supplies_abroad_and_to_zones_are_endorsed_as_the_rule_words_it(keep) -> None:
    abroad = v.PartyOnPaperDraft(name="Zed Trading", address="Dubai")
    lut = keep(v.draft(buyer=abroad, place_of_supply="96", under_lut=True))
    wording = "UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX"
    assert_all(said(lut), f"SUPPLY MEANT FOR EXPORT {wording}", "IGST (zero-rated) 0.00")
    paid = keep(v.draft(buyer=abroad, place_of_supply="96"))
    assert_all(said(paid), "SUPPLY MEANT FOR EXPORT ON PAYMENT OF INTEGRATED TAX", "IGST 18 %")
    zone = keep(v.draft(sez=True, under_lut=True))
    assert_all(
        said(zone), f"SUPPLY TO SEZ UNIT OR SEZ DEVELOPER FOR AUTHORISED OPERATIONS {wording}"
    )
    taxed = keep(v.draft(sez=True))
    assert_all(
        said(taxed),
        "SUPPLY TO SEZ UNIT OR SEZ DEVELOPER FOR AUTHORISED OPERATIONS "
        "ON PAYMENT OF INTEGRATED TAX",
    )
    assert "SUPPLY" not in said(keep(v.draft())).replace("Place of supply", "")


def test_a_price_with_gst_in_it_is_marked_so(keep) -> None:
    whole = said(keep(v.draft(lines=v.lines(2, inclusive=True))))
    assert_all(whole, "Rate incl. GST ₹", "the taxable value is worked back from them")
    assert "incl. GST" not in said(keep(v.draft()))


@pytest.mark.parametrize("design", templates.TEMPLATES[QUOTATION])
def test_a_quotation_says_until_when_and_whom_to_ask(paper, design) -> None:
    text = said(paper(QUOTATION), design)
    assert_all(
        text,
        *("QUOTATION", "Valid until 04-Apr-2026", "Final amount"),
        "Contact Asha Verma · 98260 11223 · asha@narmada-precision.example",
        *("R. K. Dubey · 0755 2580117", "Project Unit 7, turbine hall"),
        *("Notes Please quote", v.TERMS[2], "30012345678"),
    )
    for word in ("ORIGINAL", "scan to pay", "HSN/SAC summary", "Balance due", "Reverse charge"):
        assert word not in text


@pytest.mark.parametrize(
    ("kind", "title", "direction"),
    [
        (DEBIT, "DEBIT NOTE", "is due in addition to the invoice named (CGST Act section 34(3))"),
        (CREDIT, "CREDIT NOTE", "is taken off the invoice named (CGST Act section 34(1))"),
    ],
)
def test_a_note_names_its_invoice_its_reason_and_the_old_rate(keep, kind, title, direction) -> None:
    original = keep(v.draft(count=1, date=v.date(2025, 6, 2), lines=v.lines(1, gst_rate=v.D(12))))
    note = keep(
        v.draft(
            kind,
            lines=v.lines(1, gst_rate=v.D(12)),
            reference_id=original.id,
            reference_number=None,
        )
    )
    text = said(note)
    assert_all(
        text,
        f"{title} to tax invoice {original.number} dated 02-Jun-2025",
        f"Original invoice {original.number} dated 02-Jun-2025",
        *("Reason Rate raised by amendment 2", direction),
        "GST is at the rate of the original invoice of 02-Jun-2025",
        *("CGST 6 %", "ORIGINAL FOR RECIPIENT", f"For {note.seller.name}"),
    )
    assert ("Pay to this account" in text) == (kind is DEBIT)


@pytest.mark.parametrize(
    ("nature", "under", "back"),
    [
        (Nature.JOB_WORK, "For job work – not a supply, not for sale", "To be back by"),
        (Nature.RETURNABLE, "Returnable goods – not a supply, not for sale", "To be back by"),
        (Nature.APPROVAL, "On approval – for sale or return, not yet a supply", "To be decided by"),
        (Nature.OTHER, "other than by way of supply – not for sale", "To be back by"),
    ],
)
def test_a_challan_says_why_the_goods_move(keep, nature, under, back) -> None:
    text = said(keep(v.draft(CHALLAN, 2, nature=nature)))
    assert_all(
        text,
        *("DELIVERY CHALLAN", under, f"Moved for {nature.value.capitalize()}"),
        *(f"{back} 30-Jun-2026", "the quantity stated is provisional"),
        *("ORIGINAL FOR CONSIGNEE", "Received the goods in good condition"),
        *("CGST 9 %", "HSN/SAC summary", "Final amount"),
    )
    assert "Pay to this account" not in text


def test_a_challan_without_prices_has_no_figures(keep) -> None:
    bare = v.draft(CHALLAN, lines=v.lines(3, price=v.D(0), gst_rate=v.D(0)))
    text = said(keep(bare))
    assert_all(text, "12.345 ST", "7 KG", "the quantity stated is provisional")
    for word in ("Rate", "Amount", "GST ", "Rupees", "Final amount", "₹"):
        assert word not in text.replace("CGST Act", "")


def test_standing_terms_hold_where_a_paper_has_none_of_its_own(paper) -> None:
    bare, own = said(paper(INVOICE, 1)), said(paper(INVOICE))
    assert_all(
        bare, "Terms 1. Subject to Bhopal jurisdiction. 2. This document was made by computer."
    )
    assert bare.count("Bhopal jurisdiction") == 1
    assert "made by computer" not in own


@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_papers_that_are_not_in_force_say_so_on_every_page(paper, kind, design) -> None:
    for status, word in ((Status.CANCELLED, "CANCELLED"), (Status.DRAFT, "DRAFT")):
        detail = replace(paper(kind, 30), status=status, cancelled_reason="Wrong party named")
        pages = reading.pages(templates.pdf(detail, design, ONE, s.PRINTED))
        assert len(pages) > 1
        assert all(word in page for page in pages)
        assert "scan to pay" not in " ".join(pages)
        assert ("Cancelled: Wrong party named" in pages[0]) == (status is Status.CANCELLED)
    assert "DRAFT" not in said(paper(kind, 1), design)


@pytest.mark.parametrize(("kind", "design"), DESIGNS)
def test_an_unfinished_draft_can_be_printed(keep, kind, design) -> None:
    nothing = v.draft(kind, state=VoucherState.DRAFT, lines=(), buyer=v.PartyOnPaperDraft(name=""))
    text = said(keep(nothing), design)
    assert "DRAFT" in text
    assert "None" not in text


def test_a_design_that_the_kind_does_not_have_is_refused(paper) -> None:
    with pytest.raises(Invalid, match="classic, modern, minimal") as refused:
        templates.pdf(paper(INVOICE, 1), "compact", ONE, s.PRINTED)
    assert refused.value.field == "template"
