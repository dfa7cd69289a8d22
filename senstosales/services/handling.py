"""Invoices sent by billing programs: taken in once, moved on, returned to billing, corrected.

Every step writes what listeners are to hear into the books, in the transaction that makes it true.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.amounts import ZERO
from senstosales.domain.handling import (
    NEXT_STAGES,
    RESUMES_AT,
    SECTION_OF,
    BillingStage,
    Priority,
    Section,
    Stage,
)
from senstosales.domain.kinds import TaxSplit, VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import handling as queries
from senstosales.queries import merged_parties
from senstosales.queries.handling import HandledInvoice
from senstosales.services import products, telling, vouchers
from senstosales.services.drafts import Draft
from senstosales.services.paper_forms import PartyOnPaperDraft
from senstosales.services.voucher_drafts import GoodsLineDraft, VoucherDraft
from senstosales.services.vouchers import Restated
from senstosales.tables.handling import Handling, Salesman
from senstosales.tables.masters import Party, Product
from senstosales.tables.vouchers import Voucher

_TEXTS = ("barcode", "company_name", "packing", "shelf_location", "remarks", "batch_no")
CORRECTED = "Invoice corrected and re-submitted"


class SentCustomer(Draft):
    """A customer as sent; None leaves what is known, an empty text clears it."""

    code: str
    name: str | None = None
    area: str | None = None
    address1: str | None = None
    address2: str | None = None
    phone1: str | None = None
    phone2: str | None = None
    email: str | None = None


class SentLine(Draft):
    """Goods as sent; None leaves what is known of a line that is corrected. `mrp` in rupees."""

    name: str | None = None
    item_code: str | None = None
    barcode: str | None = None
    quantity: int | None = None
    mrp: Decimal | None = None
    company_name: str | None = None
    packing: str | None = None
    shelf_location: str | None = None
    remarks: str | None = None
    batch_no: str | None = None
    expiry_date: dt.date | None = None


class SentInvoice(Draft):
    """An invoice as a billing program sends it."""

    invoice_no: str
    invoice_date: dt.date
    salesman: str
    customer: SentCustomer
    lines: tuple[SentLine, ...]
    priority: Priority = Priority.MEDIUM
    created_by: str | None = None
    remarks: str | None = None


class Correction(Draft):
    """What is corrected of an invoice in review; None leaves what is known.

    `lines` are found among those there are; `whole` says that they are all, each as it shall be.
    `version` is that of the invoice when it was read, where a person looked at it first.
    """

    invoice_no: str
    invoice_date: dt.date | None = None
    salesman: str | None = None
    customer: SentCustomer | None = None
    lines: tuple[SentLine, ...] | None = None
    replace_items: bool = False
    whole: bool = False
    priority: Priority | None = None
    remarks: str | None = None
    resolution_notes: str | None = None
    version: int | None = None


class AlreadySent(Conflict):
    """The number is in the books: `id` is the invoice it belongs to."""

    def __init__(self, key: int, number: str) -> None:
        super().__init__(f"Invoice {number} is in the books already.", field="invoice_no")
        self.id, self.invoice_no = key, number


def take_in(
    books: Books, actor: Actor, sent: SentInvoice, user_id: int | None = None
) -> HandledInvoice:
    """Keep a sent invoice, its customer, its salesman and its products. Raises `AlreadySent`."""
    with books.write(actor) as session:
        held = session.scalar(
            select(Voucher.id).where(
                Voucher.business_id == here(session),
                Voucher.kind == VoucherKind.INVOICE.value,
                Voucher.number == sent.invoice_no,
                Voucher.state != VoucherState.BINNED.value,
            )
        )
        if held is not None:
            raise AlreadySent(held, sent.invoice_no)
        customer = _customer(session, sent.customer)
        lines = tuple(_goods(session, line) for line in sent.lines)
        issued = vouchers.keep(
            session,
            _draft(sent.invoice_no, sent.invoice_date, customer, lines),
            Restated(None, user_id),
        )
        session.add(
            Handling(
                business_id=here(session),
                voucher_id=issued.id,
                status=Stage.INVOICED.value,
                billing_status=BillingStage.BILLED.value,
                priority=sent.priority.value,
                salesman_id=_salesman(session, sent.salesman),
                created_by=sent.created_by,
                remarks=sent.remarks,
            )
        )
        return _told(session, issued.id)


def move(books: Books, actor: Actor, voucher_id: int, stage: Stage) -> None:
    """The next step of picking, packing and delivery. Raises `Refused` for any other step."""
    with books.write(actor) as session:
        handling = _handling(session, voucher_id)
        if stage not in NEXT_STAGES[Stage(handling.status)]:
            raise Refused(f"An invoice at {handling.status} does not go on to {stage.value}.")
        handling.status = stage.value
        _told(session, voucher_id)


def return_to_billing(
    books: Books,
    actor: Actor,
    invoice_no: str,
    reason: str,
    *,
    user_id: int | None = None,
    user_name: str | None = None,
) -> HandledInvoice:
    """Send an invoice back to billing for review. Raises `NotFound`, `Invalid` without a reason, and
    `Refused` for one that is not being picked, packed or delivered.
    """
    if not reason.strip():
        raise Invalid("Say why the invoice goes back to billing.", field="return_reason")
    with books.write(actor) as session:
        voucher_id = queries.find(session, invoice_no)
        if voucher_id is None:
            raise NotFound("sent invoice", invoice_no)
        handling = _handling(session, voucher_id)
        section = SECTION_OF.get(Stage(handling.status))
        if section is None:
            raise Refused(
                f"Invoice cannot be returned to billing from status {handling.status}.",
                field="invoice_no",
            )
        handling.status = Stage.REVIEW.value
        handling.billing_status = BillingStage.REVIEW.value
        handling.returned_from = section.value
        handling.return_reason = reason.strip()
        handling.returned_at = now(session)
        handling.returned_by_id, handling.returned_by_name = user_id, user_name or actor.name
        handling.resolution_notes = handling.resolved_at = handling.resolved_by_id = None
        held = _told(session, voucher_id)
        telling.say(
            session,
            {
                "type": "invoice_review",
                "invoice_no": held.invoice_no,
                "sent_by": held.returned_by_email or held.returned_by_name,
                "review_reason": held.return_reason,
                "returned_from_section": section.value,
                "timestamp": now(session).isoformat(),
            },
        )
        return held


def correct(
    books: Books, actor: Actor, given: Correction, user_id: int | None = None
) -> HandledInvoice:
    """Correct an invoice in review; it goes on where it came from, billed anew.

    Raises `NotFound`, `Refused` for one that is not in review, and `Conflict` when it has moved since
    it was read.
    """
    with books.write(actor) as session:
        voucher_id = queries.find(session, given.invoice_no)
        if voucher_id is None:
            raise NotFound("sent invoice", given.invoice_no)
        handling = _handling(session, voucher_id)
        if handling.status != Stage.REVIEW.value:
            raise Refused(
                "Invoice must be in REVIEW status to be updated. Current status: "
                f"{handling.status}",
                field="invoice_no",
            )
        if given.version is not None and given.version != handling.version:
            raise Conflict(
                f"Invoice {given.invoice_no} has moved meanwhile. Open it again and repeat your "
                "correction."
            )
        _restate(session, voucher_id, given)
        if given.salesman is not None:
            handling.salesman_id = _salesman(session, given.salesman)
        if given.priority is not None:
            handling.priority = given.priority.value
        if given.remarks is not None:
            handling.remarks = given.remarks
        came_from = Section(handling.returned_from) if handling.returned_from else None
        handling.status = RESUMES_AT[came_from].value
        handling.billing_status = BillingStage.RE_INVOICED.value
        handling.resolution_notes = given.resolution_notes or CORRECTED
        handling.resolved_at, handling.resolved_by_id = now(session), user_id
        held = _told(session, voucher_id)
        telling.say(
            session,
            {
                "type": "invoice_updated",
                "invoice_no": held.invoice_no,
                "status": held.stage.value,
                "billing_status": held.billing.value,
                "timestamp": now(session).isoformat(),
            },
        )
        return held


def _handling(session: Session, voucher_id: int) -> Handling:
    found = session.scalar(
        select(Handling).where(
            Handling.voucher_id == voucher_id, Handling.business_id == here(session)
        )
    )
    if found is None:
        raise NotFound("sent invoice", voucher_id)
    return found


def _told(session: Session, voucher_id: int) -> HandledInvoice:
    """The invoice as it stands now, and listeners hear of it."""
    session.flush()
    held = queries.detail(session, voucher_id)
    telling.say(session, telling.told(held))
    return held


def _customer(session: Session, sent: SentCustomer) -> Party:
    party = session.scalar(
        select(Party).where(
            Party.business_id == here(session),
            Party.code == sent.code,
            Party.is_customer,
            Party.is_deleted.is_(False),
        )
    )
    if party is None:
        stands = merged_parties.survivor(session, merged_parties.GONE.code == sent.code)
        if stands is not None:
            return stands  # under its own name: that program knows only the one that went
        party = Party(business_id=here(session), code=sent.code, name=sent.name or sent.code)
        session.add(party)
    first, _, second = (party.address or "").partition("\n")
    if sent.address1 is not None or sent.address2 is not None:
        first = first if sent.address1 is None else sent.address1
        second = second if sent.address2 is None else sent.address2
        party.address = f"{first}\n{second}".rstrip("\n") or None
    for name, value in (
        ("name", sent.name),
        ("area", sent.area),
        ("phone", sent.phone1),
        ("second_phone", sent.phone2),
        ("email", sent.email),
    ):
        if value is not None and (value or name != "name"):
            setattr(party, name, value or None)
    party.updated_at = now(session)
    session.flush()
    return party


def _salesman(session: Session, name: str) -> int:
    found = session.scalar(
        select(Salesman).where(Salesman.business_id == here(session), Salesman.name == name)
    )
    if found is None:
        found = Salesman(business_id=here(session), name=name)
        session.add(found)
        session.flush()
    return found.id


def _goods(session: Session, line: SentLine) -> GoodsLineDraft:
    product = _product(session, line)
    article: dict[str, Any] = {
        name: getattr(line, name) for name in _TEXTS if getattr(line, name) is not None
    }
    article["expiry_date"] = line.expiry_date.isoformat() if line.expiry_date else None
    return GoodsLineDraft(
        description=line.name or "",
        quantity=Decimal(1 if line.quantity is None else line.quantity),
        price=ZERO if line.mrp is None else line.mrp,
        material_code=line.item_code or None,
        hsn=product.hsn if product else None,
        gst_rate=(product.gst_rate if product else None) or ZERO,
        inclusive=True,  # a maximum retail price contains every tax
        product_id=product.id if product else None,
        article=article,
    )


def _product(session: Session, line: SentLine) -> Product | None:
    """The product of a line by its item code, else its barcode; made or brought up to date."""
    known = (
        select(Product)
        .where(Product.business_id == here(session), Product.is_deleted.is_(False))
        .order_by(Product.id)
    )
    product = None
    if line.item_code:
        product = session.scalar(known.where(Product.material_code == line.item_code))
    elif line.barcode:
        product = session.scalar(known.where(Product.barcode == line.barcode))
    if product is None:
        if not line.item_code and not line.barcode:
            return None
        draft = products.ProductDraft(
            name=line.name or line.item_code or line.barcode, material_code=line.item_code or None
        )
        product = products.keep(session, draft)
    facts = (
        ("name", line.name),
        ("barcode", line.barcode),
        ("company", line.company_name),
        ("packing", line.packing),
        ("shelf", line.shelf_location),
        ("price", line.mrp if line.mrp is None else line.mrp.quantize(Decimal("0.0001"))),
    )
    for name, value in facts:
        if value not in (None, "") and getattr(product, name) != value:
            setattr(product, name, value)
    return product


def _draft(
    number: str, day: dt.date, customer: Party, lines: tuple[GoodsLineDraft, ...]
) -> VoucherDraft:
    state = customer.state_code
    return VoucherDraft(
        kind=VoucherKind.INVOICE,
        date=day,
        number=number,
        party_id=customer.id,
        buyer=PartyOnPaperDraft(
            name=customer.name,
            address=customer.address,
            gstin=customer.gstin,
            state_code=state,
            phone=customer.phone,
        ),
        lines=lines,
        as_stated=True,
        split=None if state else TaxSplit.CGST_SGST,
    )


def _restate(session: Session, voucher_id: int, given: Correction) -> None:
    """The voucher with its corrections; lines are found by barcode, else by item code."""
    voucher = session.get(Voucher, voucher_id)
    if voucher is None:
        raise NotFound("sent invoice", voucher_id)
    held = queries.detail(session, voucher_id)
    customer = _customer(session, given.customer) if given.customer else None
    party = customer or (session.get(Party, voucher.party_id) if voucher.party_id else None)
    if party is None:
        raise Conflict(f"The customer of invoice {voucher.number} is no longer in the books.")
    lines = tuple(_goods(session, line) for line in _corrected(held, given))
    draft = _draft(voucher.number, given.invoice_date or voucher.voucher_date, party, lines)
    vouchers.rework(session, voucher, draft, Restated(None))


def _corrected(held: HandledInvoice, given: Correction) -> list[SentLine]:
    """The lines as they shall be."""
    if given.whole and given.lines is not None:
        return list(given.lines)
    kept = [sent_again(line) for line in held.lines]
    touched: set[int] = set()
    for line in given.lines or ():
        place = _place_of(kept, line)
        if place is None:
            kept.append(line)
            touched.add(len(kept) - 1)
        else:
            kept[place] = kept[place].model_copy(update=line.model_dump(exclude_none=True))
            touched.add(place)
    if given.replace_items and given.lines:
        kept = [line for place, line in enumerate(kept) if place in touched]
    return kept


def _place_of(kept: list[SentLine], wanted: SentLine) -> int | None:
    for name in ("barcode", "item_code"):
        key = getattr(wanted, name)
        if key:
            for place, line in enumerate(kept):
                if getattr(line, name) == key:
                    return place
    return None


def sent_again(line: queries.HandledLine) -> SentLine:
    """A line as it stands, to be corrected."""
    return SentLine(
        name=line.name,
        item_code=line.item_code,
        barcode=line.barcode,
        quantity=line.quantity,
        mrp=line.mrp,
        company_name=line.company_name,
        packing=line.packing,
        shelf_location=line.shelf_location,
        remarks=line.remarks,
        batch_no=line.batch_no,
        expiry_date=dt.date.fromisoformat(line.expiry_date) if line.expiry_date else None,
    )
