"""A kept paper as a draft again: to change it, to copy it, or to make the next paper of it."""

import dataclasses
from decimal import Decimal

from sqlalchemy.orm import Session

from senstosales.books.store import today
from senstosales.domain.gst import ABROAD
from senstosales.domain.kinds import Nature, TaxSplit, VoucherKind, VoucherState
from senstosales.errors import Refused
from senstosales.queries.papers import PaperLine, Particulars, PartyOnPaper, VoucherDetail
from senstosales.queries.voucher_detail import detail
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft

_STATES = {
    "Draft": VoucherState.DRAFT,
    "Issued": VoucherState.ISSUED,
    "Sent": VoucherState.SENT,
    "Accepted": VoucherState.ACCEPTED,
    "Declined": VoucherState.REJECTED,
    "Expired": VoucherState.SENT,
    "Cancelled": VoucherState.CANCELLED,
}


def draft_of(held: VoucherDetail) -> VoucherDraft:
    """The draft that would make this very paper."""
    zero_rated = held.tax_split is TaxSplit.ZERO_RATED
    return VoucherDraft(
        kind=held.kind,
        date=held.date,
        number=held.number,
        state=_STATES[held.status.value],
        nature=held.nature,
        party_id=held.party_id,
        buyer=party_draft(held.buyer),
        consignee=None if held.consignee == held.buyer else party_draft(held.consignee),
        place_of_supply=held.place_of_supply or None,
        lines=tuple(line_draft(line, inclusive=held.price_inclusive) for line in held.lines),
        charges=tuple(
            ChargeDraft(
                name=charge.name,
                amount=charge.amount,
                gst_rate=charge.gst_rate,
                hsn=charge.hsn,
                inclusive=charge.inclusive,
            )
            for charge in held.charges
        ),
        discount=held.pricing.discount,
        discount_basis=held.pricing.discount_basis,
        tcs=held.pricing.tcs,
        round_off=held.pricing.round_off,
        round_to_rupee=held.pricing.round_to_rupee,
        sez=held.pricing.sez or (zero_rated and held.place_of_supply != ABROAD),
        under_lut=zero_rated,
        reverse_charge=held.reverse_charge,
        valid_until=held.valid_until,
        due_date=held.due_date,
        reference_id=held.reference.id if held.reference else None,
        reference_number=held.reference.number
        if held.reference and held.reference.id is None
        else None,
        reason=held.reason,
        is_delivered=held.is_delivered,
        particulars=particulars_draft(held.particulars),
    )


def note_on(session: Session, kind: VoucherKind, invoice_id: int) -> VoucherDraft:
    """A debit or credit note on an invoice, with its lines and its rates, for the form.

    A credit note for a rejection, a return or a price too high; a debit note for a price too low
    (CGST Act s. 34(1) and (3)). Raises `Refused` for an invoice that is not in force.
    """
    invoice = detail(session, invoice_id, VoucherKind.INVOICE)
    if invoice.status.value != "Issued":
        raise Refused(f"Invoice {invoice.number} is not in force: it needs no note.")
    return draft_of(invoice).model_copy(
        update={
            "kind": kind,
            "nature": None if invoice.nature is Nature.TAX_INVOICE else invoice.nature,
            "date": today(session),
            "number": None,
            "state": VoucherState.ISSUED,
            "reference_id": invoice_id,
            "reference_number": None,
            "round_off": None,
            "due_date": None,
            "reason": None,
        }
    )


def line_draft(line: PaperLine, *, inclusive: bool) -> GoodsLineDraft:
    """One line again; a line of an order's invoice takes its basis from the whole paper."""
    priced = line.pricing
    return GoodsLineDraft(
        description=line.description,
        quantity=line.quantity,
        price=priced.price if priced else line.rate,
        unit=line.unit,
        hsn=line.hsn,
        gst_rate=line.gst_rate or Decimal(0),
        inclusive=priced.inclusive if priced else inclusive,
        discount=priced.discount if priced else None,
        cess=priced.cess if priced else None,
        material_code=line.material_code,
        packets=line.packets,
        item_key=priced.item_key if priced else None,
        product_id=line.product_id,
    )


def party_draft(party: PartyOnPaper) -> PartyOnPaperDraft:
    """A party on a paper as it would be typed."""
    return PartyOnPaperDraft(**dataclasses.asdict(party))


def particulars_draft(said: Particulars) -> ParticularsDraft:
    """What is only printed, as it would be typed; nothing where nothing was said."""
    known = {
        field.name: getattr(said, field.name)
        for field in dataclasses.fields(said)
        if getattr(said, field.name) not in (None, "", ())
    }
    return ParticularsDraft(**known)
