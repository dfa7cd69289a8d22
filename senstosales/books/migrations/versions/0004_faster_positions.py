"""Indexes that hold all a list needs to work out what was sent of each order."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_index("ix_voucher_lines_order_item_id", "voucher_lines")
    op.drop_index("ix_voucher_lines_order_lot_id", "voucher_lines")
    op.create_index(
        "ix_voucher_lines_of_item", "voucher_lines", ["order_item_id", "voucher_id", "quantity"]
    )
    op.create_index(
        "ix_voucher_lines_of_lot", "voucher_lines", ["order_lot_id", "voucher_id", "quantity"]
    )
    op.create_index(
        "ix_order_items_ordered", "order_items", ["order_id", "is_cancelled", "quantity"]
    )
    op.create_index(
        "ix_order_lots_overridden",
        "order_lots",
        ["item_id"],
        sqlite_where=sa.text("override_quantity IS NOT NULL"),
        postgresql_where=sa.text("override_quantity IS NOT NULL"),
    )
