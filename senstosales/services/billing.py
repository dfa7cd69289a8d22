"""Bills of other programs: invoices in the books, with totals and payment as such a program states them.

What is stated is kept with the invoice and told back as it was given; the books' own figures come from
the lines, and where the two disagree a clerk is told (`billing_figures`). What is stated as paid becomes
a payment (`billing_payments`).
"""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, today
from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.billing import STATED, BillStatus
from senstosales.domain.kinds import TaxSplit, VoucherKind
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import billing as queries
from senstosales.queries import office, payments, voucher_detail, vouchers
from senstosales.queries.billing import Bill
from senstosales.services import billing_figures, billing_payments
from senstosales.services import bin as bin_
from senstosales.services import vouchers as service
from senstosales.services.billing_drafts import (
    BillDraft,
    buyer,
    goods,
    goods_again,
    particulars,
    statement,
    totals_of,
    unrated,
)
from senstosales.services.deviations import Found
from senstosales.services.payments import PaymentDraft, PaymentLineDraft
from senstosales.services.payments import keep as keep_payment
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.services.voucher_figures import split_and_place
from senstosales.services.vouchers import Restated
from senstosales.tables.masters import Party
from senstosales.tables.vouchers import Voucher

_FIGURES = frozenset({"lines", "sub_total", "discount", "tax", "total"})
_NOTHING = {"payments": [], "settled": "0.00", "noted": "0.00"}
_NOT_PAPER = frozenset({"paid", "due", "status", "method"})
"""What may be said of an invoice that was not made as a bill: it is about money, not about the paper."""


def create(books: Books, actor: Actor, draft: BillDraft, user_id: int | None = None) -> int:
    """Keep a bill; an invoice in force unless it is a draft. Returns its id.

    Raises `Invalid`, `NotFound` for a party or a product that is not in the books, and `Conflict` with
    the field `number` for a number that another invoice has.
    """
    with books.write(actor) as session:
        day = draft.date or today(session)
        lines = goods(session, draft.lines)
        party = _party(session, draft.party_id)
        stated = {"status": draft.status.value, **statement(draft), **_NOTHING}
        paper = VoucherDraft(
            kind=VoucherKind.INVOICE,
            date=day,
            number=draft.number,
            state=draft.status.state,
            party_id=draft.party_id,
            buyer=buyer(party, draft),
            due_date=draft.due_date,
            lines=lines,
            particulars=particulars(stated),
            as_stated=True,
        )
        paper = _figured(session, _placed(session, paper), stated)
        follow = _following(stated, min(day, today(session)), user_id, pays="paid" in stated)
        return service.keep(session, paper, Restated({STATED: stated}, user_id, follow)).id


def change(
    books: Books, actor: Actor, bill_id: int, draft: BillDraft, user_id: int | None = None
) -> None:
    """Change what the draft gives of a bill. Of an invoice that was made elsewhere, or that a note
    corrects, only what was paid can be stated.

    Raises as `create` does, `NotFound`, and `Conflict` for what the books do not allow.
    """
    with books.write(actor) as session:
        held = queries.get(session, bill_id)
        voucher = vouchers.get(session, VoucherKind.INVOICE, bill_id)
        if not held.is_stated:
            _pay(session, voucher, held, draft, user_id, "was not made as a bill")
        elif note := vouchers.note_on(session, bill_id):
            _pay(session, voucher, held, draft, user_id, f"is corrected by {note.number}")
        else:
            _restate(session, voucher, held, draft, user_id)


def delete(books: Books, actor: Actor, bill_id: int) -> None:
    """Put a bill into the bin, and take back the payments that were entered because it stated them.

    Raises `NotFound`, and `Conflict` where the books lean on it.
    """
    with books.write(actor) as session:
        queries.get(session, bill_id)
        voucher = vouchers.get(session, VoucherKind.INVOICE, bill_id)
        stated = queries.said(voucher)
        if stated is not None and vouchers.note_on(session, bill_id) is None:
            held = billing_payments.received(session, voucher)
            billing_payments.take_back(session, voucher, stated["payments"], held.settled)
        bin_.throw_away(session, actor, VoucherKind.INVOICE, bill_id)


def _restate(
    session: Session, voucher: Voucher, held: Bill, draft: BillDraft, user_id: int | None
) -> None:
    given = draft.model_fields_set
    before = queries.said(voucher) or {}
    stated = {**_as_told(before, held), **statement(draft)}
    status = BillStatus(stated["status"])
    party_id = draft.party_id if "party_id" in given else voucher.party_id
    moves = party_id != voucher.party_id
    if moves:
        billing_payments.move(session, voucher, stated["payments"], party_id)
    party = _party(session, party_id) if moves else _known(session, party_id)
    named = None if moves else vouchers.party_on_paper(voucher.buyer)
    pricing = voucher_detail.pricing_of(voucher.pricing)
    paper = VoucherDraft(
        kind=VoucherKind.INVOICE,
        seller=vouchers.letterhead(session, voucher.seller, pictures=False),
        date=draft.date or voucher.voucher_date,
        number=draft.number or voucher.number,
        state=status.state,
        party_id=party_id,
        buyer=buyer(party, draft, named),
        due_date=draft.due_date if "due_date" in given else voucher.due_date,
        lines=goods(session, draft.lines) if draft.lines else goods_again(voucher.lines),
        discount=pricing.discount,
        discount_basis=pricing.discount_basis,
        round_off=pricing.round_off,
        particulars=particulars(stated),
        as_stated=True,
        split=TaxSplit(voucher.tax_split) if voucher.tax_split else None,
        place_of_supply=voucher.place_of_supply,
    )
    if moves or "vat_number" in given:
        paper = paper.model_copy(update={"split": None, "place_of_supply": None})
        paper = _placed(session, paper)
    if _refigured(given, before, stated) or draft.lines:
        paper = _figured(session, paper, stated)
    pays = (
        "paid" in given
        or (moves and None in (party_id, voucher.party_id))
        or BillStatus.DRAFT in (held.status, status)
    )
    follow = _following(stated, today(session), user_id, pays=pays)
    service.rework(session, voucher, paper, Restated({STATED: stated}, user_id, follow))


def _as_told(before: dict[str, Any], held: Bill) -> dict[str, Any]:
    """What was stated, moved on by what the books have received and credited since."""
    moved = {"paid": held.paid, "due": held.due}
    changed = {
        name: str(amount)
        for name, amount in moved.items()
        if amount != Decimal(before.get(name, 0))
    }
    return {**before, **changed, "status": held.status.value}


def _refigured(given: set[str], before: dict[str, Any], stated: dict[str, Any]) -> bool:
    return any(before.get(name) != stated.get(name) for name in _FIGURES & given)


def _figured(session: Session, paper: VoucherDraft, stated: dict[str, Any]) -> VoucherDraft:
    seller = paper.seller or office.letterhead(session)
    split, _ = split_and_place(paper, seller.state_code)
    return billing_figures.fitted(paper, totals_of(stated), unrated(session, paper.lines), split)


def _placed(session: Session, paper: VoucherDraft) -> VoucherDraft:
    """A buyer of whom no state is known is supplied where we are (IGST Act s. 10(1)(ca))."""
    if paper.buyer.state_code:
        return paper
    own = (paper.seller or office.letterhead(session)).state_code
    known = {"place_of_supply": own} if own else {"split": TaxSplit.CGST_SGST}
    return paper.model_copy(update=known)


def _following(
    stated: dict[str, Any], day: dt.date, user_id: int | None, *, pays: bool
) -> Callable[[Session, Voucher], Iterator[Found]]:
    """What follows in the books from a bill as it was stated; see `services.vouchers.Restated`."""

    def follow(session: Session, voucher: Voucher) -> Iterator[Found]:
        paid, own = Decimal(stated.get("paid", 0)), stated["payments"]
        if pays:
            own = billing_payments.follow(
                session, voucher, paid, own, day=day, method=stated.get("method"), user_id=user_id
            )
        held = billing_payments.received(session, voucher)
        kept = {**stated, "payments": own, "settled": str(held.settled), "noted": str(held.noted)}
        if kept != stated:
            voucher.stated = {STATED: kept}
        totals, status = totals_of(stated), BillStatus(stated["status"])
        yield from billing_figures.disagreements(voucher, totals)
        yield from billing_payments.disagreements(session, voucher, paid, totals.total, status)

    return follow


def _pay(
    session: Session,
    voucher: Voucher,
    held: Bill,
    draft: BillDraft,
    user_id: int | None,
    why: str,
) -> None:
    """State what was paid of an invoice that is no bill to be restated."""
    fixed = [
        name
        for name in sorted(draft.model_fields_set - _NOT_PAPER)
        if (getattr(draft, name) or None) not in (None, getattr(held, name, None))
    ]
    if fixed:
        raise Conflict(
            f"Invoice {voucher.number} {why}: it can be paid here, but not changed "
            f"({', '.join(fixed)})."
        )
    if "paid" in draft.model_fields_set and draft.paid != held.paid:
        _receive(session, voucher, draft, draft.paid - held.paid, user_id)
    if "status" in draft.model_fields_set:
        _check_status(session, voucher, held, draft.status)


def _receive(
    session: Session, voucher: Voucher, draft: BillDraft, more: Decimal, user_id: int | None
) -> None:
    if more < 0:
        raise Conflict(
            f"Payments of invoice {voucher.number} are taken back in Payments, not here."
        )
    if voucher.party_id is None:
        raise Conflict(f"Invoice {voucher.number} names no party that could pay it.")
    part = PaymentLineDraft(amount=more, invoice_id=voucher.id)
    payment = PaymentDraft(
        party_id=voucher.party_id,
        paid_on=today(session),
        lines=(part,),
        method=draft.method,
        note=f"As stated with {voucher.number}",
    )
    try:
        keep_payment(session, payment, user_id=user_id)
    except Invalid as error:
        raise Invalid(error.sentence, field="paid") from error


def _check_status(session: Session, voucher: Voucher, held: Bill, wanted: BillStatus) -> None:
    """The word must be true of the invoice as the books have it."""
    left = payments.open_amount(session, voucher.id)
    if (wanted is BillStatus.DRAFT) != (held.status is BillStatus.DRAFT):
        raise Conflict(f"Invoice {voucher.number} is issued, or drafted, at the desk alone.")
    if wanted is BillStatus.PAID and left > 0:
        raise Conflict(
            f"₹ {indian(left)} of invoice {voucher.number} are open: state what was paid."
        )
    if wanted in (BillStatus.UNPAID, BillStatus.PENDING) and left <= ZERO:
        raise Conflict(f"Invoice {voucher.number} is paid.")


def _party(session: Session, party_id: int | None) -> Party | None:
    """A party that may be billed; raises `NotFound`."""
    if party_id is None:
        return None
    party = _known(session, party_id)
    if party is None or party.is_deleted:
        raise NotFound("party", party_id)
    return party


def _known(session: Session, party_id: int | None) -> Party | None:
    party = session.get(Party, party_id) if party_id is not None else None
    return party if party is not None and party.business_id == here(session) else None
