"""Works a draft out: which taxes, what figures, and the reason for them in a clerk's words."""

from senstosales.domain import gst, law
from senstosales.domain.amounts import RATE_DECIMALS, half_up, money
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Nature, Status, TaxSplit, VoucherState
from senstosales.queries.papers import (
    ChargeLine,
    Letterhead,
    LinePricing,
    PaperLine,
    Particulars,
    Pricing,
    Reference,
    VoucherDetail,
    summarise_hsn,
)
from senstosales.services.paper_forms import as_read
from senstosales.services.voucher_drafts import VoucherDraft

_MOVES = (Nature.JOB_WORK, Nature.RETURNABLE, Nature.APPROVAL, Nature.OTHER)
"""Why goods move without being sold."""


def split_and_place(draft: VoucherDraft, seller_state: str | None) -> tuple[TaxSplit, str]:
    """Which taxes the paper bears, and the state code of its place of supply (empty if unknown).

    What was stated goes first, then the place, then the buyer's state. An unknown place is taken for
    another state: IGST.
    """
    buyer = draft.buyer
    place = draft.place_of_supply or buyer.state_code or (buyer.gstin or "")[:2]
    if place not in law.states():
        place = ""
    if draft.split is not None:
        return draft.split, place
    if not place or not seller_state:
        return TaxSplit.IGST, place
    return gst.split_for(seller_state, place, sez=draft.sez, under_lut=draft.under_lut), place


def worked_out(
    draft: VoucherDraft,
    seller: Letterhead,
    split: TaxSplit,
    place: str,
    *,
    number: str,
    reference: Reference | None,
    declaration: str,
) -> VoucherDetail:
    """The paper whole, as it would be kept. Raises `Invalid` for figures no paper can hold."""
    figures = gst.compute(taxable(draft, split))
    for amount in (figures.before_discount, figures.total, *(line.base for line in figures.lines)):
        money(amount)
    lines = tuple(_line(draft, place, taxed) for place, taxed in enumerate(figures.lines))
    charges = tuple(
        ChargeLine(
            given.name,
            half_up(given.amount, RATE_DECIMALS),
            given.gst_rate,
            given.hsn,
            given.inclusive,
            taxed.taxable,
            taxed.cgst,
            taxed.sgst,
            taxed.igst,
            taxed.total,
        )
        for given, taxed in zip(draft.charges, figures.charges, strict=True)
    )
    facts = draft.particulars.model_dump(exclude_none=True, exclude={"contacts", "custom_fields"})
    return VoucherDetail(
        id=0,
        version=0,
        number=number,
        date=draft.date,
        fiscal_year=FiscalYear.of(draft.date).label,
        status=Status.DRAFT if draft.state is VoucherState.DRAFT else Status.ISSUED,
        seller=seller,
        buyer=as_read(draft.buyer),
        consignee=as_read(draft.consignee or draft.buyer),
        order=None,
        challan=None,
        lines=lines,
        particulars=Particulars(
            **facts,
            contacts=draft.particulars.contacts or (),
            custom_fields=draft.particulars.custom_fields or (),
        ),
        tax_split=split,
        tax_note=_explain(draft, seller, place, split),
        price_inclusive=bool(draft.lines) and all(line.inclusive for line in draft.lines),
        place_of_supply=place,
        place_of_supply_name=law.state_name(place) or "",
        taxable=figures.taxable,
        cgst=figures.cgst,
        sgst=figures.sgst,
        igst=figures.igst,
        round_off=figures.round_off,
        total=figures.total,
        declaration=declaration,
        hsn_summary=summarise_hsn(lines, charges),
        kind=draft.kind,
        nature=draft.nature,
        charges=charges,
        cess=figures.cess,
        tcs=figures.tcs,
        discount=figures.discount,
        trade_discount=figures.trade_discount,
        pricing=Pricing(
            draft.discount,
            draft.discount_basis,
            draft.tcs,
            draft.round_off,
            draft.round_to_rupee,
            draft.sez,
        ),
        reverse_charge=draft.reverse_charge,
        reference=reference
        or (Reference(draft.reference_number) if draft.reference_number else None),
        reason=draft.reason,
        valid_until=draft.valid_until,
        due_date=draft.due_date,
        is_delivered=draft.is_delivered,
        party_id=draft.party_id,
    )


def taxable(draft: VoucherDraft, split: TaxSplit) -> gst.TaxableDocument:
    """What the tax engine takes."""
    return gst.TaxableDocument(
        tuple(
            gst.TaxableLine(
                line.quantity, line.price, line.gst_rate, line.inclusive, line.discount, line.cess
            )
            for line in draft.lines
        ),
        charges=tuple(
            gst.TaxableCharge(charge.amount, charge.gst_rate, charge.inclusive)
            for charge in draft.charges
        ),
        split=split,
        discount=draft.discount,
        discount_basis=draft.discount_basis,
        tcs=draft.tcs,
        reverse_charge=draft.reverse_charge and not draft.as_stated,
        untaxed=draft.nature is Nature.BILL_OF_SUPPLY,
        round_off=draft.round_off,
        round_to_rupee=draft.round_to_rupee,
        rounded_prices=not draft.as_stated,
    )


def _line(draft: VoucherDraft, place: int, taxed: gst.TaxedLine) -> PaperLine:
    given = draft.lines[place]
    return PaperLine(
        id=0,
        position=place,
        description=given.description,
        quantity=given.quantity,
        unit=given.unit,
        rate=half_up(given.price, RATE_DECIMALS),
        material_code=given.material_code,
        hsn=given.hsn,
        packets=given.packets,
        gst_rate=given.gst_rate,
        taxable=taxed.taxable,
        cgst=taxed.cgst,
        sgst=taxed.sgst,
        igst=taxed.igst,
        total=taxed.total,
        discount=taxed.discount,
        cess=taxed.cess,
        pricing=LinePricing(
            given.price, given.inclusive, given.discount, given.cess, given.item_key
        ),
    )


def _explain(draft: VoucherDraft, seller: Letterhead, place: str, split: TaxSplit) -> str:
    """The reason for the tax, as shown beside the totals and kept with the paper."""
    if draft.nature is Nature.BILL_OF_SUPPLY:
        return "A bill of supply bears no tax (Rule 49)."
    rates = [line.gst_rate for line in draft.lines]
    if draft.nature in _MOVES and not any(rates):
        return "Goods that move otherwise than by way of supply bear no tax (Rule 55)."
    taxes = gst.describe_split(split, rates)
    if draft.as_stated and draft.split is not None:
        where = "Stated as inter-state" if split is TaxSplit.IGST else "Stated as intra-state"
    elif draft.sez:
        where = "Supply to a special economic zone, always inter-state (IGST Act s. 7(5))"
    elif not place:
        where = "The place of supply is not known, so it is taken for another state"
    else:
        supply = "Inter-state" if split is TaxSplit.IGST else "Intra-state"
        home = law.state_name(seller.state_code) or "an unknown state"
        where = f"{supply} supply, {home} to {law.state_name(place)}"
    text = f"{where}: {taxes}."
    inclusive = [line.inclusive for line in draft.lines]
    if inclusive and all(inclusive):
        text += " The prices include GST."
    elif any(inclusive):
        text += " Some prices include GST, the others do not."
    if draft.reverse_charge:
        text += " The buyer pays the tax himself (reverse charge)."
    return text
