"""A quotation's life: prepared, sent, revised, answered, and made into an order or an invoice."""

import datetime as dt
import re
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now, today
from senstosales.domain.amounts import RATE_DECIMALS, ZERO, half_up, indian
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Invalid, Refused
from senstosales.months import shown
from senstosales.queries import office, vouchers
from senstosales.queries.papers import PaperLine, VoucherDetail
from senstosales.queries.voucher_detail import detail
from senstosales.services import manual_orders
from senstosales.services import vouchers as voucher_service
from senstosales.services.challans import Issued
from senstosales.services.voucher_copies import draft_of
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.tables.vouchers import Voucher

_ANSWERS = (VoucherState.ACCEPTED, VoucherState.REJECTED)
_REVISION = re.compile(r"(?P<stem>.*?)-R(?P<number>\d{1,3})", re.ASCII)


def send(books: Books, actor: Actor, quotation_id: int) -> None:
    """Mark a draft as sent. Raises `Invalid` when it names nobody or has no line, `Refused`."""
    with books.write(actor) as session:
        quotation = _get(session, quotation_id)
        if quotation.state != VoucherState.DRAFT.value:
            raise Refused(f"Quotation {quotation.number} is no draft any more.")
        if not quotation.party_name:
            raise Invalid("Say whom the quotation is for before it is sent.", field="buyer.name")
        if not quotation.lines:
            raise Invalid("Enter at least one line before it is sent.", field="lines")
        _move(session, quotation, VoucherState.SENT)


def answer(books: Books, actor: Actor, quotation_id: int, *, accepted: bool) -> None:
    """Keep what the customer made of a quotation. Raises `Refused` for a draft or a cancelled one."""
    with books.write(actor) as session:
        quotation = _get(session, quotation_id)
        allowed = {VoucherState.SENT.value, VoucherState.EXPIRED.value, *(_ANSWERS)}
        if quotation.state not in allowed:
            raise Refused(f"Quotation {quotation.number} was not sent, so nobody can answer it.")
        _move(session, quotation, VoucherState.ACCEPTED if accepted else VoucherState.REJECTED)


def revise(books: Books, actor: Actor, quotation_id: int) -> Issued:
    """A new draft with everything of a sent quotation; its number says which revision it is.

    `Q/26-27/4` is followed by `Q/26-27/4-R1`. The old one stays as it was sent.
    """
    with books.write(actor) as session:
        held = detail(session, quotation_id, VoucherKind.QUOTATION)
        draft = draft_of(held).model_copy(
            update={
                "number": _next_revision(session, held),
                "state": VoucherState.DRAFT,
                "date": today(session),
                "valid_until": _moved(held, today(session)),
                "reference_id": held.id,
            }
        )
        return voucher_service.keep(session, draft)


def invoice_draft(session: Session, quotation_id: int) -> VoucherDraft:
    """The invoice that an accepted quotation leads to, for the form; nothing is stored.

    The terms are those of the office's invoices; where it has none, what was quoted stands.
    """
    held = detail(session, quotation_id, VoucherKind.QUOTATION)
    draft = draft_of(held)
    terms = office.usual_terms(session, VoucherKind.INVOICE) or draft.particulars.terms
    return draft.model_copy(
        update={
            "particulars": draft.particulars.model_copy(update={"terms": terms}),
            "kind": VoucherKind.INVOICE,
            "number": None,
            "state": VoucherState.ISSUED,
            "date": today(session),
            "valid_until": None,
            "reference_id": held.id,
        }
    )


def make_order(books: Books, actor: Actor, quotation_id: int, number: str, day: dt.date) -> int:
    """Enter the customer's order for what was quoted, and mark the quotation as accepted.

    `number` and `day` are those of the customer's own order. Its rates are those quoted, less what
    was taken off them and without the GST they may contain: an order without remarks on GST adds it
    on top. Charges have no line in an order and are remarked. Raises `Refused` when the buyer is no
    party of the books, and as `manual_orders.create` does.
    """
    held = books.ask(detail, quotation_id, VoucherKind.QUOTATION)
    if held.party_id is None:
        raise Refused(
            f"{held.buyer.name or 'The buyer'} is not among the parties. Add him in Parties and "
            "choose him in the quotation."
        )
    items = tuple(
        manual_orders.ItemDraft(
            item_no=place,
            quantity=line.quantity,
            rate=_net_rate(line),
            material_code=line.material_code,
            unit=line.unit[:20],
            description=line.description,
            hsn=line.hsn or None,
        )
        for place, line in enumerate(held.lines, 1)
    )
    order_id = manual_orders.create(
        books,
        actor,
        manual_orders.OrderDraft(
            number=number,
            date=day,
            items=items,
            customer_id=held.party_id,
            quotation_ref=held.number,
            quotation_date=held.date,
            remarks=_remarks(held),
        ),
    )
    answer_if_open(books, actor, quotation_id)
    return order_id


def answer_if_open(books: Books, actor: Actor, quotation_id: int) -> None:
    """Mark a quotation as accepted once an order or invoice was made from it."""
    with books.write(actor) as session:
        quotation = _get(session, quotation_id)
        if quotation.state not in (VoucherState.ACCEPTED.value, VoucherState.CANCELLED.value):
            _move(session, quotation, VoucherState.ACCEPTED)


def _net_rate(line: PaperLine) -> Decimal:
    """Rupees a unit before GST, after all discounts."""
    priced = line.pricing
    base = half_up(line.quantity * line.rate)
    as_agreed = priced is None or not (priced.inclusive or priced.discount)
    if line.taxable is None or not line.quantity or (as_agreed and line.taxable == base):
        return line.rate
    return half_up(line.taxable / line.quantity, RATE_DECIMALS)


def _remarks(held: VoucherDetail) -> str:
    said = [f"Entered from quotation {held.number} of {shown(held.date)}."]
    charges = [f"{charge.name} ₹ {indian(charge.taxable or ZERO)}" for charge in held.charges]
    if charges:
        said.append(f"Quoted besides, before GST: {', '.join(charges)}.")
    return " ".join(said)


def _get(session: Session, quotation_id: int) -> Voucher:
    return vouchers.get(session, VoucherKind.QUOTATION, quotation_id)


def _move(session: Session, quotation: Voucher, state: VoucherState) -> None:
    quotation.state = state.value
    quotation.stated = quotation.stated and {**quotation.stated, "status": state.value}
    quotation.updated_at = now(session)


def _next_revision(session: Session, held: VoucherDetail) -> str:
    match = _REVISION.fullmatch(held.number)
    stem = match["stem"] if match else held.number
    taken = {
        number.upper()
        for number in session.scalars(
            select(Voucher.number).where(
                Voucher.business_id == here(session),
                Voucher.kind == VoucherKind.QUOTATION.value,
                Voucher.number.startswith(f"{stem}-R", autoescape=True),
            )
        )
    }
    revision = 1
    while f"{stem}-R{revision}".upper() in taken:
        revision += 1
    return f"{stem}-R{revision}"


def _moved(held: VoucherDetail, day: dt.date) -> dt.date | None:
    """As many days of validity as the quotation had before."""
    return held.valid_until and day + (held.valid_until - held.date)
