"""Tax invoices: worked out from a challan, shown to the clerk with the reason for every tax, issued
once and never changed.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain import gst, law
from senstosales.domain.amounts import money, plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import PriceBasis, Status, TaxSplit, VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.months import shown
from senstosales.queries import challans, merged_parties, office, parties, registrations, vouchers
from senstosales.queries.papers import (
    ChallanDetail,
    Letterhead,
    PaperLine,
    Particulars,
    PartyOnPaper,
    Reference,
    VoucherDetail,
    summarise_hsn,
)
from senstosales.queries.rates import UsualRates
from senstosales.queries.registrations import Registration, under
from senstosales.services import masters, numbers, products, receipts
from senstosales.services.challans import Issued, consignee_for, mark_cancelled, party_on_paper
from senstosales.services.drafts import (
    DocumentNumber,
    Draft,
    Hsn,
    Packets,
    Percent,
    Rate,
    StateCode,
)
from senstosales.services.paper_forms import (
    ParticularsDraft,
    PartyOnPaperDraft,
    as_read,
    as_stored,
    head_as_stored,
)
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher, VoucherLine


class InvoiceLineDraft(Draft):
    """What may be said about one line of the challan; all else comes from the order."""

    position: int
    hsn: Hsn = None
    packets: Packets = None
    rate: Rate | None = None
    gst_rate: Percent | None = None


class InvoiceDraft(Draft):
    """An invoice as entered. What is not given is worked out: number from the series, buyer from the
    order's department, price basis and GST rate from the order's remarks, terms from the settings.

    `registration_id` is the GSTIN of the party that bills, `consignee_registration_id` that to which the
    goods go; `registrations.OWN` is the party's own. `left_blank` names particulars that shall stay empty although one could be worked out.
    """

    challan_id: int
    date: dt.date
    number: DocumentNumber = None
    party_id: int | None = None
    registration_id: int | None = None
    consignee_registration_id: int | None = None
    buyer: PartyOnPaperDraft | None = None
    consignee: PartyOnPaperDraft | None = None
    place_of_supply: StateCode = None
    price_inclusive: bool | None = None
    round_to_rupee: bool | None = None
    lines: tuple[InvoiceLineDraft, ...] = ()
    particulars: ParticularsDraft = ParticularsDraft()
    left_blank: frozenset[str] = frozenset()


def propose(session: Session, draft: InvoiceDraft) -> VoucherDetail:
    """The invoice as it would be issued, nothing stored: for the form, the preview and for issuing.

    Raises `Refused` or `Conflict` for a challan that cannot be invoiced, `Invalid` for what is
    missing or wrong.
    """
    challan = challans.detail(session, draft.challan_id)
    _refuse(challan)
    numbers.check_date(session, draft.date)
    order = session.get(Order, challan.order.id) if challan.order else None
    if order is None:
        raise Refused(f"Challan {challan.number} belongs to no order.")
    party = _party(session, draft, order)
    billed = _registration(session, draft, order, party)
    buyer = as_read(draft.buyer) if draft.buyer else under(party_on_paper(party), billed)
    consignee = _consignee(session, draft, party) or challan.consignee
    seller = office.letterhead(session)
    place = _place_of_supply(draft, buyer, party, billed)
    split = _split(seller, place)
    inclusive = draft.price_inclusive
    if inclusive is None:
        inclusive = order.price_basis == PriceBasis.INCLUSIVE
    lines = _lines(session, draft, challan.lines, order)
    round_to_rupee = draft.round_to_rupee
    if round_to_rupee is None:
        round_to_rupee = office.setting(session, "round_to_rupee") == "yes"
    taxed = gst.tax_document(
        [
            gst.TaxableLine(line.quantity, line.rate, line.gst_rate or Decimal(0), inclusive)
            for line in lines
        ],
        split,
        round_to_rupee=round_to_rupee,
    )
    money(taxed.total)
    figured = tuple(
        dataclasses.replace(
            line,
            taxable=figures.taxable,
            cgst=figures.cgst,
            sgst=figures.sgst,
            igst=figures.igst,
            total=figures.total,
        )
        for line, figures in zip(lines, taxed.lines, strict=True)
    )
    return VoucherDetail(
        id=0,
        version=0,
        number=draft.number or office.next_number(session, VoucherKind.INVOICE, draft.date),
        date=draft.date,
        fiscal_year=FiscalYear.of(draft.date).label,
        status=Status.DRAFT,
        seller=seller,
        buyer=buyer,
        consignee=consignee,
        order=challan.order,
        challan=Reference(challan.number, challan.date, challan.id),
        lines=figured,
        particulars=_particulars(session, draft, challan, order),
        tax_split=split,
        tax_note=_explain(seller, place, split, figured, order, inclusive),
        price_inclusive=inclusive,
        place_of_supply=place,
        place_of_supply_name=law.state_name(place) or "",
        taxable=taxed.taxable,
        cgst=taxed.cgst,
        sgst=taxed.sgst,
        igst=taxed.igst,
        round_off=taxed.round_off,
        total=taxed.total,
        supplier_code=order.supplier_code,
        declaration=office.setting(session, "invoice_declaration"),
        hsn_summary=summarise_hsn(figured),
    )


def issue(books: Books, actor: Actor, draft: InvoiceDraft) -> Issued:
    """Issue the invoice of a challan. From here on it is never changed, only cancelled.

    Raises as `propose` does, and `Conflict` for a number that is taken.
    """
    with books.write(actor) as session:
        return keep(session, draft)


def keep(session: Session, draft: InvoiceDraft) -> Issued:
    """`issue` inside a transaction that does more."""
    number = numbers.take(session, VoucherKind.INVOICE, draft.number, draft.date)
    session.flush()
    proposed = propose(session, draft)
    order_id = proposed.order.id if proposed.order else None
    invoice = Voucher(
        business_id=here(session),
        kind=VoucherKind.INVOICE.value,
        number=number,
        number_key=number_key(number),
        fiscal_year=FiscalYear.of(draft.date).start,
        voucher_date=draft.date,
        state=VoucherState.ISSUED.value,
        order_id=order_id,
        challan_id=draft.challan_id,
        party_id=merged_parties.standing(session, draft.party_id) or _party_id(session, order_id),
        party_name=proposed.buyer.name[:200],
        seller=head_as_stored(proposed.seller),
        buyer=as_stored(proposed.buyer),
        consignee=as_stored(proposed.consignee),
        particulars=as_stored(proposed.particulars),
        place_of_supply=proposed.place_of_supply,
        tax_split=proposed.tax_split.value,
        tax_note=proposed.tax_note,
        price_inclusive=proposed.price_inclusive,
        taxable=proposed.taxable,
        cgst=proposed.cgst,
        sgst=proposed.sgst,
        igst=proposed.igst,
        round_off=proposed.round_off,
        total=proposed.total,
        lines=[_stored_line(line) for line in proposed.lines],
    )
    session.add(invoice)
    session.flush()
    for line in draft.lines:
        if line.hsn:
            material = proposed.lines[line.position].material_code
            masters.remember_hsn(session, material, line.hsn)
    if order_id:
        receipts.recheck_order(session, order_id)
    products.follow(session, invoice)
    return Issued(invoice.id, invoice.number)


def cancel(books: Books, actor: Actor, invoice_id: int, reason: str) -> None:
    """Cancel an invoice; its number stays used and its challan can be invoiced again.

    Raises `Refused` when the goods have been received: then only a credit note can put it right.
    """
    with books.write(actor) as session:
        invoice = vouchers.get(session, VoucherKind.INVOICE, invoice_id)
        if invoice.state == VoucherState.CANCELLED.value:
            raise Refused(f"Invoice {invoice.number} is cancelled already.")
        received = vouchers.receipt_references(session, invoice.challan_id)
        if received:
            raise Refused(
                f"The goods of invoice {invoice.number} have been received (SRV "
                f"{received[0].number}). It can only be put right by a note."
            )
        note = vouchers.note_on(session, invoice_id)
        if note:
            raise Refused(f"{note.number} corrects {invoice.number}. Cancel the note first.")
        mark_cancelled(session, invoice, reason)
        products.follow(session, invoice)
        if invoice.order_id:
            receipts.recheck_order(session, invoice.order_id)


def _refuse(challan: ChallanDetail) -> None:
    if challan.status is Status.CANCELLED:
        raise Refused(f"Challan {challan.number} is cancelled and cannot be invoiced.")
    if challan.is_replacement:
        raise Refused(
            f"Challan {challan.number} sends again what was rejected. Its goods are on the first "
            "invoice already and must not be billed twice."
        )
    if challan.invoice:
        raise Conflict(
            f"Challan {challan.number} is on invoice {challan.invoice.number} already.",
            dc_number=challan.number,
            existing_invoice_number=challan.invoice.number,
            invariant="INV-1",
            action="Open the existing invoice, or cancel it first.",
        )


def _party(session: Session, draft: InvoiceDraft, order: Order) -> Party:
    if draft.party_id is None:
        return parties.buyer_for(session, order)
    party = session.get(Party, merged_parties.standing(session, draft.party_id))
    if party is None or party.business_id != here(session):
        raise NotFound("party", draft.party_id)
    return party


def _registration(
    session: Session, draft: InvoiceDraft, order: Order, party: Party
) -> Registration | None:
    """Under which GSTIN of the party is billed: the one chosen, else the one of the order's department."""
    if draft.registration_id is not None:
        return registrations.chosen(session, party.id, draft.registration_id)
    return registrations.for_order(session, order, party)


def _consignee(session: Session, draft: InvoiceDraft, party: Party) -> PartyOnPaper | None:
    """Where the goods go, if the invoice says something of its own about it."""
    if draft.consignee:
        return as_read(draft.consignee)
    if draft.consignee_registration_id is None:
        return None
    goes_to = registrations.chosen(session, party.id, draft.consignee_registration_id)
    return consignee_for(party, goes_to)


def _party_id(session: Session, order_id: int | None) -> int | None:
    order = session.get(Order, order_id) if order_id else None
    return parties.buyer_for(session, order).id if order else None


def _place_of_supply(
    draft: InvoiceDraft, buyer: PartyOnPaper, party: Party, billed: Registration | None
) -> str:
    """Where the goods' movement ends (IGST Act s. 10(1)(a)): the buyer's state unless told. It is his
    state too where he has them sent to another place (s. 10(1)(b)).
    """
    his_state = buyer.state_code or (buyer.gstin[:2] if buyer.gstin else None)
    usual = (
        (his_state, party.place_of_supply)
        if draft.buyer or billed
        else (party.place_of_supply, his_state)
    )
    place = draft.place_of_supply or usual[0] or usual[1]
    if not place:
        raise Invalid(
            f"Choose the place of supply: the state of {buyer.name} is not known. It can be set "
            "for good in Parties.",
            field="place_of_supply",
        )
    return place


def _split(seller: Letterhead, place: str) -> TaxSplit:
    if not seller.state_code:
        raise Invalid(
            "Your office's state is not known, so it cannot be told which GST applies. Enter your "
            "GSTIN or state under Settings > Office.",
            field="seller_state",
        )
    return gst.split_for(seller.state_code, place)


def _lines(
    session: Session, draft: InvoiceDraft, lines: Sequence[PaperLine], order: Order
) -> tuple[PaperLine, ...]:
    said = {line.position: line for line in draft.lines}
    unknown = set(said) - {line.position for line in lines}
    if unknown:
        raise Invalid(f"The challan has no line {min(unknown) + 1}.", field="lines")
    in_force = law.gst_rates(draft.date)
    usual = UsualRates(session)
    result = []
    for line in lines:
        given = said.get(line.position)
        rate = given.gst_rate if given else None
        if rate is None:
            rate = line.gst_rate
        if rate is None:
            rate = usual.of(order, line.material_code, line.product_id)
        if rate not in in_force:
            raise Invalid(
                f"GST of {plain(rate)} % was not in force on {shown(draft.date)}.",
                field=f"lines.{line.position}.gst_rate",
            )
        changed: dict[str, Any] = {"gst_rate": rate}
        if given:
            if given.hsn:
                changed["hsn"] = given.hsn
            if given.packets is not None:
                changed["packets"] = given.packets
            if given.rate is not None:
                if given.rate < 0:
                    raise Invalid(
                        "A rate cannot be less than zero.", field=f"lines.{line.position}.rate"
                    )
                changed["rate"] = given.rate
        known = masters.known_hsn(session, line.material_code, line.product_id)
        hsn = changed.get("hsn") or line.hsn or known
        result.append(dataclasses.replace(line, **{**changed, "hsn": hsn}))
    return tuple(result)


def _particulars(
    session: Session, draft: InvoiceDraft, challan: ChallanDetail, order: Order
) -> Particulars:
    contract = order.contracts[0] if order.contracts else None
    usual: dict[str, Any] = {
        "buyers_order_no": order.number,
        "buyers_order_date": order.order_date,
        "payment_terms": order.payment_terms or office.setting(session, "payment_terms"),
        "dispatched_through": office.setting(session, "dispatched_through"),
        "gemc_number": contract.number if contract else None,
        "gemc_date": contract.contract_date if contract else None,
        "terms": office.usual_terms(session, VoucherKind.INVOICE),
        "destination": challan.consignee.address and challan.consignee.address.split("\n")[-1],
    }
    facts: dict[str, Any] = {key: value for key, value in usual.items() if value}
    facts |= {key: value for key, value in dataclasses.asdict(challan.particulars).items() if value}
    facts = {key: value for key, value in facts.items() if key not in draft.left_blank}
    return Particulars(**(facts | draft.particulars.model_dump(exclude_none=True)))


def _explain(
    seller: Letterhead,
    place: str,
    split: TaxSplit,
    lines: Sequence[PaperLine],
    order: Order,
    inclusive: bool,
) -> str:
    rates = [line.gst_rate or Decimal(0) for line in lines]
    supply = "Inter-state" if split is TaxSplit.IGST else "Intra-state"
    where = f"{supply} supply, {law.state_name(seller.state_code)} to {law.state_name(place)}"
    says = f"because the order says “{order.price_phrase}”" if order.price_phrase else ""
    stated = order.price_basis == PriceBasis.INCLUSIVE
    if inclusive and stated:
        basis = f"The rates include GST {says}".rstrip()
    elif inclusive:
        basis = "The rates are taken to include GST, as chosen for this invoice"
    elif stated:
        basis = "GST is added on top, as chosen for this invoice, although the order says otherwise"
    elif order.price_basis == PriceBasis.EXCLUSIVE:
        basis = f"GST is added on top {says}".rstrip()
    else:
        basis = "GST is added on top: the order says nothing about it"
    return f"{where}: {gst.describe_split(split, rates)}. {basis}."


def _stored_line(line: PaperLine) -> VoucherLine:
    return VoucherLine(
        position=line.position,
        order_item_id=line.order_item_id,
        order_lot_id=line.order_lot_id,
        item_no=line.item_no,
        lot_no=line.lot_no,
        material_code=line.material_code,
        description=line.description,
        drawing=line.drawing,
        hsn=line.hsn,
        unit=line.unit,
        quantity=line.quantity,
        rate=line.rate,
        packets=line.packets,
        product_id=line.product_id,
        gst_rate=line.gst_rate,
        taxable=line.taxable,
        cgst=line.cgst,
        sgst=line.sgst,
        igst=line.igst,
        total=line.total,
    )
