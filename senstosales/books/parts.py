"""What a row is part of: a line of its challan, a lot of its order. The audit trail keeps it with every
entry, so that "who changed this?" finds the lines of a paper too, also those it no longer has.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.tables.orders import OrderItem

Whole = tuple[str, int]
"""Table and id of what something is part of."""

PART_OF: dict[str, tuple[tuple[str, str], ...]] = {
    "voucher_lines": (("voucher_id", "vouchers"),),
    "voucher_charges": (("voucher_id", "vouchers"),),
    "handlings": (("voucher_id", "vouchers"),),
    "stock_moves": (("voucher_id", "vouchers"), ("product_id", "products")),
    "order_items": (("order_id", "orders"),),
    "gem_contracts": (("order_id", "orders"),),
    "order_versions": (("order_id", "orders"),),
    "order_notes": (("order_id", "orders"),),
    "attachments": (("order_id", "orders"),),
    "receipt_lines": (("receipt_id", "receipts"),),
    "payment_lines": (("payment_id", "payments"),),
    "party_registrations": (("party_id", "parties"),),
    "memberships": (("user_id", "users"),),
    "one_time_codes": (("user_id", "users"),),
    "login_sessions": (("user_id", "users"),),
    "letters": (("voucher_id", "vouchers"),),
    "letter_files": (("letter_id", "letters"),),
}
"""By table: the column that names the whole, and the table of that; the first that is filled counts.

Lots and deviations are not here: the way from a lot to its order leads over the item, and a deviation
names the kind of its whole itself.
"""
WHOLE_OF_DEVIATION = {"order": "orders", "receipt": "receipts"}
"""The tables behind the nouns of deviations; all other nouns are kinds of vouchers."""


def whole_of(session: Session, row: Any, orders_of_items: dict[int, int]) -> Whole | None:
    """What a row is part of; None for one that stands for itself.

    Called while a flush ends. `orders_of_items` remembers, for one transaction, what was looked up.
    """
    noun = str(row.__tablename__)
    if noun == "deviations":
        return WHOLE_OF_DEVIATION.get(row.noun, "vouchers"), row.noun_id
    if noun == "order_lots":
        return "orders", _order_of(session, row, orders_of_items)
    for column, whole in PART_OF.get(noun, ()):
        key = getattr(row, column)
        if key is not None:
            return whole, key
    return None


def _order_of(session: Session, lot: Any, known: dict[int, int]) -> int:
    item_id: int = lot.item_id
    if item_id not in known:
        # Only the column: the item itself may be new and not yet known by its id to the session.
        order_id = session.scalar(select(OrderItem.order_id).where(OrderItem.id == item_id))
        assert order_id is not None
        known[item_id] = order_id
    return known[item_id]
