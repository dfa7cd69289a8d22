"""What a bill states as paid, as payments in the books: the same money is never entered twice.

The stated figure is what was paid of the bill in all. Only what the books have not received of it yet
becomes a payment; a lower figure takes back what was entered this way, and nothing that a clerk has
entered.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.billing import BillStatus
from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import DeviationKind, VoucherKind, VoucherState
from senstosales.errors import Conflict
from senstosales.queries import payments as queries
from senstosales.services import payments
from senstosales.services.deviations import Found
from senstosales.services.payments import PaymentDraft, PaymentLineDraft
from senstosales.tables.cash import Payment
from senstosales.tables.masters import Party
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class Received:
    """What the books have received of an invoice, what notes have added to it, in rupees."""

    settled: Decimal
    noted: Decimal


def received(session: Session, voucher: Voucher) -> Received:
    """Of an invoice, as it is now in this transaction."""
    row = session.execute(
        select(queries.settled, queries.noted).where(Voucher.id == voucher.id)
    ).one()
    return Received(*row)


def follow(
    session: Session,
    voucher: Voucher,
    paid: Decimal,
    own: list[int],
    *,
    day: dt.date,
    method: int | None,
    user_id: int | None,
) -> list[int]:
    """Make the payments of a bill what was stated as `paid`; `own` are the ids of those entered this
    way before. Returns those that stand now.

    More than the books hold open is not entered; neither is anything for a bill that names no party,
    or one that is deleted, or is a draft. Raises `Conflict` for a draft against which others have entered payments.
    """
    held = received(session, voucher)
    payable = (voucher.total or ZERO) + held.noted
    wanted = min(max(paid, ZERO), max(payable, ZERO))
    if voucher.state != VoucherState.ISSUED.value or voucher.party_id is None:
        wanted = ZERO
    elif _left(session, voucher.party_id):
        wanted = min(wanted, held.settled)
    if wanted > held.settled:
        assert voucher.party_id is not None  # else nothing is wanted
        part = PaymentLineDraft(amount=wanted - held.settled, invoice_id=voucher.id)
        draft = PaymentDraft(
            party_id=voucher.party_id,
            paid_on=day,
            lines=(part,),
            method=method,
            note=f"As stated with {voucher.number}",
        )
        return [*own, payments.keep(session, draft, user_id=user_id)]
    kept = take_back(session, voucher, own, held.settled - wanted)
    if voucher.state == VoucherState.DRAFT.value and received(session, voucher).settled:
        raise Conflict(
            f"Payments stand against invoice {voucher.number}: it cannot be a draft again."
        )
    return kept


def take_back(session: Session, voucher: Voucher, own: list[int], amount: Decimal) -> list[int]:
    """Take back up to this many rupees of what was entered for a bill, the latest first."""
    kept = list(own)
    for payment in reversed(list(_own(session, voucher, own))):
        if amount <= 0:
            break
        line = payment.lines[0]
        if line.amount <= amount:
            amount -= line.amount
            session.delete(payment)
            kept.remove(payment.id)
        else:
            line.amount -= amount
            amount = ZERO
    session.flush()
    return kept


def move(session: Session, voucher: Voucher, own: list[int], party_id: int | None) -> None:
    """A bill goes to another party, and the payments entered for it with it.

    Raises `Conflict` when others have entered payments for it.
    """
    mine = list(_own(session, voucher, own))
    if (
        sum((payment.lines[0].amount for payment in mine), ZERO)
        != received(session, voucher).settled
    ):
        raise Conflict(
            f"Payments of {voucher.party_name or 'its party'} stand against invoice "
            f"{voucher.number}: it cannot go to somebody else."
        )
    for payment in mine:
        if party_id is not None:
            payment.party_id = party_id


def disagreements(
    session: Session, voucher: Voucher, paid: Decimal, total: Decimal | None, status: BillStatus
) -> Iterator[Found]:
    """Where a bill in force is stated as paid otherwise than the books have it."""
    if voucher.state != VoucherState.ISSUED.value:
        return
    held = received(session, voucher)
    left = (voucher.total or ZERO) + held.noted - held.settled
    if paid != held.settled and not (left == 0 and paid == total):
        why = "" if voucher.party_id else " It names no customer, so no payment could be entered."
        yield _found(
            voucher, "paid", held.settled, paid, f"The bill is stated as paid otherwise.{why}"
        )
    elif status is BillStatus.PAID and left > 0:
        reason = f"The bill is stated as paid; ₹ {indian(left)} of the invoice are open."
        yield _found(voucher, "status", held.settled + left, paid, reason)


def _found(voucher: Voucher, field: str, expected: Decimal, actual: Decimal, reason: str) -> Found:
    return Found(
        kind=DeviationKind.VALUE_MISMATCH,
        what=f"{VoucherKind(voucher.kind).label} {voucher.number}"[:120],
        field=field,
        expected=f"received ₹ {indian(expected)}",
        actual=f"paid ₹ {indian(actual)}",
        reason=reason,
        order_number=None,
    )


def _left(session: Session, party_id: int) -> bool:
    """Whether a party has been taken off the lists: it pays no more."""
    party = session.get(Party, party_id)
    return party is None or party.is_deleted


def _own(session: Session, voucher: Voucher, own: list[int]) -> Iterator[Payment]:
    """Those entered for the bill that nobody has changed into something else since."""
    for payment_id in own:
        payment = session.get(Payment, payment_id)
        if payment is None or payment.business_id != here(session) or len(payment.lines) != 1:
            continue
        line = payment.lines[0]
        if line.voucher_id == voucher.id and line.kind == Settlement.MONEY.value:
            yield payment
