"""A clerk's own word on how much of a lot has gone, where the challans do not tell the truth.

Goods that left before these books began, a lot short-closed at the gate: what is pending counts from
this word, and no longer from the challans, until it is taken back.
"""

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.amounts import plain
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.services import orders
from senstosales.services.drafts import Draft, Quantity, Writing
from senstosales.tables.orders import OrderItem, OrderLot


class LotOverrideDraft(Draft):
    """How much has been delivered, in the item's unit, and why the clerk says so."""

    delivered: Quantity
    reason: Writing


def put(
    books: Books, actor: Actor, lot_id: int, draft: LotOverrideDraft, *, version: int | None = None
) -> None:
    """Let this count as delivered of the lot, in place of what its challans add up to.

    Raises `Invalid` without a reason or for a quantity that cannot be, `NotFound`, `Refused` for a
    cancelled lot, and `Conflict` when the lot is not the `version` any more that was read.
    """
    if not draft.reason:
        raise Invalid("Say why; the reason stays with the lot.", field="reason")
    if draft.delivered < 0:
        raise Invalid("A quantity cannot be below zero.", field="delivered")
    with books.write(actor) as session:
        lot, item = _get(session, lot_id, version)
        if lot.is_cancelled or item.is_cancelled:
            raise Refused(
                f"Lot {lot.lot_no} of item {item.item_no} is cancelled; nothing of it is pending."
            )
        if draft.delivered > lot.quantity:
            raise Invalid(f"Only {plain(lot.quantity)} are ordered in this lot.", field="delivered")
        lot.override_quantity, lot.override_reason = draft.delivered, draft.reason


def take_back(books: Books, actor: Actor, lot_id: int, *, version: int | None = None) -> None:
    """Let the challans count again. Raises `NotFound`, and `Conflict` as `put` does."""
    with books.write(actor) as session:
        lot, _ = _get(session, lot_id, version)
        lot.override_quantity = lot.override_reason = None


def _get(session: Session, lot_id: int, version: int | None) -> tuple[OrderLot, OrderItem]:
    lot = session.get(OrderLot, lot_id)
    item = session.get(OrderItem, lot.item_id) if lot is not None else None
    if lot is None or item is None:
        raise NotFound("lot", lot_id)
    orders.get(session, item.order_id)
    if version is not None and lot.version != version:
        raise Conflict(
            "Somebody else has changed this lot meanwhile. Look at it again and repeat your change."
        )
    return lot, item
