"""Files and notes kept with an order, further GSTINs of a party, files that go with a letter, lots by date."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index("ix_order_lots_due_date", "order_lots", ["due_date"])
    _table(
        "order_notes",
        [
            _id("order_id", "orders", "order_notes"),
            sa.Column("author", sa.String(120), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("is_deleted", sa.Boolean(), nullable=False),
        ],
    )
    op.create_index("ix_order_notes_order_id", "order_notes", ["order_id"])
    _table(
        "attachments",
        [
            _id("order_id", "orders", "attachments"),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("media_type", sa.String(100), nullable=False),
            sa.Column("size", sa.Integer(), nullable=False),
            sa.Column("sha256", sa.String(64), nullable=False),
            sa.Column("author", sa.String(120), nullable=False),
            sa.Column("content", sa.LargeBinary(), nullable=False),
            sa.Column("is_deleted", sa.Boolean(), nullable=False),
        ],
    )
    op.create_index("ix_attachments_order_id", "attachments", ["order_id"])
    _table(
        "party_registrations",
        [
            _id("party_id", "parties", "party_registrations"),
            sa.Column("gstin", sa.String(15), nullable=False),
            sa.Column("label", sa.String(200), nullable=True),
            sa.Column("address", sa.Text(), nullable=True),
        ],
        sa.UniqueConstraint("party_id", "gstin", name="uq_party_registrations_party_id_gstin"),
    )
    _table(
        "letter_files",
        [
            _id("letter_id", "letters", "letter_files"),
            sa.Column("name", sa.String(200), nullable=False),
            sa.Column("media_type", sa.String(100), nullable=False),
            sa.Column("content", sa.LargeBinary(), nullable=False),
        ],
        kept=False,
    )
    op.create_index("ix_letter_files_letter_id", "letter_files", ["letter_id"])


def _table(
    name: str, columns: list[sa.Column[Any]], *rules: sa.Constraint, kept: bool = True
) -> None:
    """A new table with the key, and the version of rows that people edit."""
    ends: list[sa.Column[Any]] = [sa.Column("id", sa.Integer(), nullable=False)]
    if kept:
        ends += [
            sa.Column("created_at", sa.DateTime(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
        ]
    op.create_table(name, *columns, *ends, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"), *rules)


def _id(column: str, table: str, here: str) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=f"fk_{here}_{column}")
    return sa.Column(column, sa.Integer(), key, nullable=False)
