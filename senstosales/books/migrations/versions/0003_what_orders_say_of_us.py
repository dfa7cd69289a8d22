"""What an order that another program enters says of us, its enquiry and its place of inspection."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_COLUMNS = (
    ("enquiry_date", sa.Date()),
    ("inspection_at", sa.String(length=255)),
    ("supplier_gstin", sa.String(length=20)),
    ("supplier_phone", sa.String(length=60)),
    ("supplier_fax", sa.String(length=60)),
    ("supplier_email", sa.String(length=120)),
)


def upgrade() -> None:
    for name, kind in _COLUMNS:
        op.add_column("orders", sa.Column(name, kind, nullable=True))
