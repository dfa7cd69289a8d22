"""Files and notes kept with an order, further GSTINs of a party, files that go with a letter, lots by date,
and what each entry of the audit trail is part of.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_PART_OF = {
    "vouchers": (("voucher_lines", "voucher_charges", "handlings", "stock_moves"), "voucher_id"),
    "products": (("stock_moves",), "product_id"),
    "orders": (
        ("order_items", "gem_contracts", "order_versions", "order_notes", "attachments"), "order_id",
    ),
    "receipts": (("receipt_lines",), "receipt_id"),
    "payments": (("payment_lines",), "payment_id"),
    "parties": (("party_registrations",), "party_id"),
    "users": (("memberships", "one_time_codes", "login_sessions"), "user_id"),
    "letters": (("letter_files",), "letter_id"),
}  # fmt: skip


def upgrade() -> None:
    _findables()
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
    # Said in SQL: Alembic knows no foreign key of a new column on SQLite.
    op.execute(
        "ALTER TABLE parties ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_parties_merged_into_id REFERENCES parties (id)"
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
    _letters_of_papers()
    op.add_column("audit_entries", sa.Column("part_of", sa.String(40), nullable=True))
    op.add_column("audit_entries", sa.Column("part_of_id", sa.Integer(), nullable=True))
    op.add_column("audit_entries", sa.Column("business_id", sa.Integer(), nullable=True))
    _tell_of_entries()
    op.create_index(
        "ix_audit_entries_part_of_part_of_id", "audit_entries", ["part_of", "part_of_id"]
    )
    op.create_index("ix_audit_entries_business_id_at", "audit_entries", ["business_id", "at"])


def _letters_of_papers() -> None:
    """Which paper a letter brings, who else gets it, and when somebody thought better of it."""
    with op.batch_alter_table("letters", recreate="always") as table:
        table.add_column(sa.Column("voucher_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("copy_to", sa.Text(), nullable=True))
        table.add_column(sa.Column("cancelled_at", sa.DateTime(), nullable=True))
        table.create_foreign_key("fk_letters_voucher_id", "vouchers", ["voucher_id"], ["id"])
    op.create_index("ix_letters_voucher_id", "letters", ["voucher_id"])


def _tell_of_entries() -> None:
    """Say of the entries there are what they are part of and in which business they were made; the
    hashes cover none of these columns.
    """
    bind = op.get_bind()
    entries = sa.table(
        "audit_entries",
        sa.column("id", sa.Integer()),
        sa.column("at", sa.DateTime()),
        sa.column("action", sa.String()),
        sa.column("noun", sa.String()),
        sa.column("row_id", sa.Integer()),
        sa.column("before", sa.JSON()),
        sa.column("after", sa.JSON()),
        sa.column("part_of", sa.String()),
        sa.column("part_of_id", sa.Integer()),
        sa.column("business_id", sa.Integer()),
    )
    whole = entries.c.action.in_(["add", "remove"])

    def told(key: str) -> Any:
        return sa.func.coalesce(
            entries.c.after[key].as_integer(), entries.c.before[key].as_integer()
        )

    for paper, (nouns, key) in _PART_OF.items():
        bind.execute(
            sa.update(entries)
            .where(
                whole,
                entries.c.noun.in_(nouns),
                entries.c.part_of.is_(None),
                told(key).is_not(None),
            )
            .values(part_of=paper, part_of_id=told(key))
        )
    kind = sa.func.coalesce(
        entries.c.after["noun"].as_string(), entries.c.before["noun"].as_string()
    )
    papers = sa.case({"order": "orders", "receipt": "receipts"}, value=kind, else_="vouchers")
    bind.execute(
        sa.update(entries)
        .where(whole, entries.c.noun == "deviations")
        .values(part_of=papers, part_of_id=told("noun_id"))
    )
    earlier = entries.alias("earlier")

    def last_added(noun: Any, row_id: Any, limit: Any, what: Any) -> Any:
        return (
            sa.select(what)
            .where(
                earlier.c.noun == noun,
                earlier.c.row_id == row_id,
                earlier.c.action == "add",
                limit,
            )
            .order_by(earlier.c.id.desc())
            .limit(1)
            .correlate(entries)
            .scalar_subquery()
        )

    # A lot names its item, which may stand in the trail after it, yet in the same transaction.
    item = last_added(
        "order_items", told("item_id"), earlier.c.at <= entries.c.at, earlier.c.part_of_id
    )
    bind.execute(
        sa.update(entries)
        .where(whole, entries.c.noun == "order_lots")
        .values(part_of="orders", part_of_id=item)
    )
    same = entries.c.noun, entries.c.row_id, earlier.c.id < entries.c.id
    parts = [noun for nouns, _ in _PART_OF.values() for noun in nouns]
    bind.execute(
        sa.update(entries)
        .where(
            entries.c.action == "change", entries.c.noun.in_([*parts, "deviations", "order_lots"])
        )
        .values(
            part_of=last_added(*same, earlier.c.part_of),
            part_of_id=last_added(*same, earlier.c.part_of_id),
        )
    )
    unknown = entries.c.business_id.is_(None)
    own = told("business_id")
    bind.execute(sa.update(entries).where(whole, own.is_not(None)).values(business_id=own))
    of_whole = last_added(
        entries.c.part_of,
        entries.c.part_of_id,
        earlier.c.at <= entries.c.at,
        earlier.c.business_id,
    )
    bind.execute(
        sa.update(entries)
        .where(unknown, entries.c.part_of_id.is_not(None))
        .values(business_id=of_whole)
    )
    bind.execute(
        sa.update(entries)
        .where(unknown, entries.c.action == "change")
        .values(business_id=last_added(*same, earlier.c.business_id))
    )
    businesses = sa.table("businesses", sa.column("id", sa.Integer()))
    first = sa.select(sa.func.min(businesses.c.id)).scalar_subquery()
    bind.execute(sa.update(entries).where(unknown).values(business_id=first))


def _findables() -> None:
    """What the find box looks at; `env.py` fills it when all steps are done."""
    op.create_table(
        "findables",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        _id("business_id", "businesses", "findables"),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("noun_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_findables"),
        sa.UniqueConstraint("kind", "noun_id", name="uq_findables_kind_noun_id"),
    )
    op.create_index("ix_findables_business_id_number", "findables", ["business_id", "number"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE findables_index USING fts5(pieces, content='', tokenize='ascii', "
            "detail=none)"
        )
        op.execute("CREATE VIRTUAL TABLE findables_terms USING fts5vocab(findables_index, row)")


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
