"""The bin: what another program deletes leaves the lists and frees its number, and stays in the books.

The row, its lines and the whole audit trail remain. A clerk at the desktop cancels instead: a number
that was printed stays used. Only a draft he may throw away, and take out of the bin again.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.amounts import indian
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, NotFound, Refused
from senstosales.months import shown
from senstosales.queries import binned, payments, vouchers
from senstosales.services import deviations, numbers, products, receipts
from senstosales.services.challans import Issued, changeable
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher


def bin_voucher(books: Books, actor: Actor, kind: VoucherKind, voucher_id: int) -> None:
    """Put any paper into the bin; raises `NotFound`, and `Conflict` with the reason when the books
    lean on it: a receipt, an invoice of its challan, a note that corrects it, a payment.
    """
    with books.write(actor) as session:
        throw_away(session, actor, kind, voucher_id)


def throw_away(session: Session, actor: Actor, kind: VoucherKind, voucher_id: int) -> None:
    """`bin_voucher` inside a transaction that does more."""
    voucher = vouchers.get(session, kind, voucher_id)
    if kind is VoucherKind.CHALLAN:
        if voucher.state != VoucherState.CANCELLED.value:
            changeable(session, voucher_id)
        _bin(session, voucher, actor)
        return
    received = vouchers.receipt_references(session, voucher.challan_id)
    if received:
        raise Conflict(
            f"The goods of {voucher.number} have been received (SRV {received[0].number}). It "
            "can only be put right by a note."
        )
    note = vouchers.note_on(session, voucher_id)
    if note:
        raise Conflict(f"{note.number} corrects {voucher.number}. Delete the note first.")
    paid = session.scalar(select(payments.settled).where(Voucher.id == voucher_id))
    if paid:
        raise Conflict(
            f"Payments of ₹ {indian(paid)} stand against {voucher.number}. Remove them in Payments "
            "first."
        )
    _bin(session, voucher, actor)


def discard_draft(books: Books, actor: Actor, kind: VoucherKind, voucher_id: int) -> None:
    """Put a draft into the bin: it was never issued, so its number is free again.

    All that a clerk at the desktop may delete. Raises `NotFound`, and `Refused` for any other paper.
    """
    with books.write(actor) as session:
        voucher = vouchers.get(session, kind, voucher_id)
        if voucher.state != VoucherState.DRAFT.value:
            raise Refused(
                f"{kind.label} {voucher.number} is no draft any more; it can be cancelled."
            )
        _bin(session, voucher, actor)


def put_back(books: Books, actor: Actor, voucher_id: int, *, next_number: bool = False) -> Issued:
    """Take a draft out of the bin again, as it was: a draft of that number.

    Raises `Conflict` when another paper has taken its number meanwhile, unless it shall bear the
    `next_number` of its series then; `NotFound` for what is no draft in the bin.
    """
    with books.write(actor) as session:
        voucher = binned.get(session, voucher_id)
        kind = VoucherKind(voucher.kind)
        taken = vouchers.taken_by(session, kind, voucher.number, voucher.voucher_date)
        if taken is not None:
            if not next_number:
                dated = f" of {shown(taken.on)}" if taken.on else ""
                raise Conflict(
                    f"The number was taken while the draft lay in the bin: there is {kind.label.lower()} "
                    f"{voucher.number}{dated} now. Put the draft back with the next number of its "
                    "series.",
                    field="number",
                    number=voucher.number,
                )
            voucher.number = numbers.take(session, kind, None, voucher.voucher_date)
        voucher.number_key = number_key(voucher.number)
        voucher.state = VoucherState.DRAFT.value
        voucher.cancelled_at = voucher.cancelled_reason = None
        voucher.updated_at = now(session)
        return Issued(voucher.id, voucher.number)


def _bin(session: Session, voucher: Voucher, actor: Actor) -> None:
    voucher.state = VoucherState.BINNED.value
    voucher.number_key = f"{voucher.number_key[:100]}~{voucher.id}"
    voucher.cancelled_at = now(session)
    voucher.cancelled_reason = f"Deleted through {actor.door}"
    products.follow(session, voucher)
    deviations.sync(session, voucher.kind, voucher.id, ())
    session.flush()
    if voucher.order_id:
        receipts.recheck_order(session, voucher.order_id)


def delete_receipt(books: Books, actor: Actor, receipt_id: int) -> None:
    """Remove an SRV that should not be in the books; its page and the audit trail stay.

    The same page can be imported again. Raises `NotFound`.
    """
    with books.write(actor) as session:
        receipt = session.get(Receipt, receipt_id)
        if receipt is None or receipt.business_id != here(session):
            raise NotFound("SRV", receipt_id)
        receipts.forget(session, receipt)
