"""A paper restated by the program that made it, or by another that may: read, changed and kept in one
transaction, so that two programs that change different things of it both have their way.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict
from senstosales.queries import stated_vouchers, vouchers
from senstosales.queries.stated_vouchers import StatedVoucher
from senstosales.services.challans import Issued, changeable
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.services.vouchers import Restated, rework
from senstosales.tables.vouchers import Voucher

Revise = Callable[[Session, StatedVoucher], tuple[VoucherDraft, Restated]]
"""What the paper becomes, from what it is; `detail` of it is always there."""


def restate(books: Books, actor: Actor, kind: VoucherKind, uid: str, revise: Revise) -> Issued:
    """Change a paper as `revise` says. Raises `NotFound`, `Invalid`, `Conflict` for a number that is
    taken or a paper that its order, an SRV or an invoice holds fast, and whatever `revise` raises.
    """
    with books.write(actor) as session:
        held = stated_vouchers.to_change(session, kind, uid)
        draft, restated = revise(session, held)
        voucher = vouchers.get(session, kind, held.id)
        if held.is_bound:
            _check_move(session, voucher, draft)
        return rework(session, voucher, draft, restated)


def _check_move(session: Session, voucher: Voucher, draft: VoucherDraft) -> None:
    """A paper made from an order counts in the order's quantities: it can be cancelled, once."""
    if draft.state.value == voucher.state:
        return
    if draft.state is not VoucherState.CANCELLED:
        raise Conflict(
            f"{VoucherKind(voucher.kind).label} {voucher.number} is made from a purchase order: it "
            "can be cancelled, but not put back."
        )
    if voucher.kind == VoucherKind.CHALLAN.value:
        changeable(session, voucher.id)
        return
    received = vouchers.receipt_references(session, voucher.challan_id)
    if received:
        raise Conflict(
            f"The goods of {voucher.number} have been received (SRV {received[0].number}). It can "
            "only be put right by a note."
        )
