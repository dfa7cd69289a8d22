"""Payments, expenses, stock, one-time codes and mail, and what becomes of invoices sent by others."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _party_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("code", sa.String(50), nullable=True),
        sa.Column("area", sa.String(150), nullable=True),
        sa.Column("second_phone", sa.String(60), nullable=True),
        sa.Column("address_parts", sa.JSON(), nullable=True),
        sa.Column("opening_balance", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("credit_limit", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("payment_method", sa.Integer(), nullable=True),
        sa.Column("loyalty_points", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("referred_by", sa.String(200), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("is_deleted", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
    )


def _product_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("name", sa.String(255), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("category", sa.Integer(), nullable=True),
        sa.Column("barcode", sa.String(100), nullable=True),
        sa.Column("image", sa.Text(), nullable=True),
        sa.Column("company", sa.String(100), nullable=True),
        sa.Column("packing", sa.String(100), nullable=True),
        sa.Column("shelf", sa.String(50), nullable=True),
        sa.Column("low_stock", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("is_deleted", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("updated_at", sa.DateTime(), nullable=True),
    )


def _table(
    name: str, columns: list[sa.Column[Any]], *, kept: bool, unique: tuple[str, ...] = ()
) -> None:
    """A new table with the key, and the version of rows that people edit."""
    ends: list[sa.Column[Any]] = [sa.Column("id", sa.Integer(), nullable=False)]
    if kept:
        ends += [
            sa.Column("created_at", sa.DateTime(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
        ]
    rules: list[sa.Constraint] = [sa.PrimaryKeyConstraint("id", name=f"pk_{name}")]
    if unique:
        rules.append(sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}"))
    op.create_table(name, *columns, *ends, *rules)


def _id(name: str, target: str, table: str, *, optional: bool = False) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Integer(), key, nullable=optional)


def upgrade() -> None:
    _masters()
    _lines()
    _cash()
    _handling()
    _people()


def _masters() -> None:
    with op.batch_alter_table("parties") as table:
        for column in _party_columns():
            table.add_column(column)
    with op.batch_alter_table("products", recreate="always") as table:
        table.alter_column(
            "material_code", existing_type=sa.String(40), type_=sa.String(100), nullable=True
        )
        for column in _product_columns():
            table.add_column(column)
        table.create_foreign_key("fk_products_user_id", "users", ["user_id"], ["id"])
    _table(
        "stock_moves",
        [
            _id("product_id", "products", "stock_moves"),
            _id("voucher_id", "vouchers", "stock_moves", optional=True),
            sa.Column("kind", sa.String(12), nullable=False),
            sa.Column("moved_on", sa.Date(), nullable=False),
            sa.Column("quantity", sa.BigInteger(), nullable=False),
            sa.Column("note", sa.String(200), nullable=True),
        ],
        kept=False,
    )
    op.create_index("ix_stock_moves_product_id_quantity", "stock_moves", ["product_id", "quantity"])
    op.create_index("ix_stock_moves_voucher_id", "stock_moves", ["voucher_id"])


def _lines() -> None:
    with op.batch_alter_table("voucher_lines", recreate="always") as table:
        table.add_column(sa.Column("product_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("article", sa.JSON(), nullable=False, server_default="{}"))
        table.create_foreign_key("fk_voucher_lines_product_id", "products", ["product_id"], ["id"])
    op.create_index("ix_voucher_lines_product_id", "voucher_lines", ["product_id"])
    with op.batch_alter_table("order_items", recreate="always") as table:
        table.add_column(sa.Column("product_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_order_items_product_id", "products", ["product_id"], ["id"])


def _cash() -> None:
    _table(
        "payments",
        [
            _id("business_id", "businesses", "payments"),
            _id("party_id", "parties", "payments"),
            sa.Column("paid_on", sa.Date(), nullable=False),
            sa.Column("method", sa.Integer(), nullable=True),
            sa.Column("reference", sa.String(120), nullable=True),
            sa.Column("note", sa.Text(), nullable=True),
            _id("user_id", "users", "payments", optional=True),
        ],
        kept=True,
    )
    op.create_index(
        "ix_payments_business_id_paid_on_id", "payments", ["business_id", "paid_on", "id"]
    )
    op.create_index("ix_payments_party_id", "payments", ["party_id"])
    _table(
        "payment_lines",
        [
            _id("payment_id", "payments", "payment_lines"),
            sa.Column("position", sa.Integer(), nullable=False),
            _id("voucher_id", "vouchers", "payment_lines", optional=True),
            sa.Column("kind", sa.String(20), nullable=False),
            sa.Column("amount", sa.BigInteger(), nullable=False),
        ],
        kept=False,
    )
    for name in ("payment_id", "voucher_id"):
        op.create_index(f"ix_payment_lines_{name}", "payment_lines", [name])
    _table(
        "expenses",
        [
            _id("business_id", "businesses", "expenses"),
            _id("user_id", "users", "expenses", optional=True),
            sa.Column("amount", sa.BigInteger(), nullable=False),
            sa.Column("spent_on", sa.Date(), nullable=False),
            sa.Column("category", sa.String(30), nullable=False),
            sa.Column("description", sa.Text(), nullable=True),
            sa.Column("is_necessary", sa.Boolean(), nullable=False),
        ],
        kept=True,
    )
    op.create_index(
        "ix_expenses_business_id_spent_on_id", "expenses", ["business_id", "spent_on", "id"]
    )
    op.create_index("ix_expenses_user_id", "expenses", ["user_id"])


def _handling() -> None:
    _table(
        "salesmen",
        [
            _id("business_id", "businesses", "salesmen"),
            sa.Column("name", sa.String(255), nullable=False),
            sa.Column("phone", sa.String(20), nullable=True),
        ],
        kept=True,
        unique=("business_id", "name"),
    )
    _table(
        "handlings",
        [
            _id("business_id", "businesses", "handlings"),
            _id("voucher_id", "vouchers", "handlings"),
            sa.Column("status", sa.String(12), nullable=False),
            sa.Column("billing_status", sa.String(12), nullable=False),
            sa.Column("priority", sa.String(6), nullable=False),
            _id("salesman_id", "salesmen", "handlings", optional=True),
            sa.Column("created_by", sa.String(150), nullable=True),
            sa.Column("remarks", sa.Text(), nullable=True),
            sa.Column("returned_from", sa.String(12), nullable=True),
            sa.Column("return_reason", sa.Text(), nullable=True),
            sa.Column("returned_at", sa.DateTime(), nullable=True),
            _id("returned_by_id", "users", "handlings", optional=True),
            sa.Column("returned_by_name", sa.String(150), nullable=True),
            sa.Column("resolution_notes", sa.Text(), nullable=True),
            sa.Column("resolved_at", sa.DateTime(), nullable=True),
            _id("resolved_by_id", "users", "handlings", optional=True),
        ],
        kept=True,
        unique=("voucher_id",),
    )
    op.create_index("ix_handlings_business_id_status", "handlings", ["business_id", "status"])
    _table(
        "events",
        [
            _id("business_id", "businesses", "events"),
            sa.Column("channel", sa.String(30), nullable=False),
            sa.Column("at", sa.DateTime(), nullable=False),
            sa.Column("data", sa.JSON(), nullable=False),
        ],
        kept=False,
    )
    op.create_index("ix_events_business_id_channel_id", "events", ["business_id", "channel", "id"])


def _people() -> None:
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("phone", sa.String(30), nullable=True))
    _table(
        "one_time_codes",
        [
            _id("user_id", "users", "one_time_codes"),
            sa.Column("purpose", sa.String(10), nullable=False),
            sa.Column("hash", sa.String(200), nullable=False),
            sa.Column("expires_at", sa.DateTime(), nullable=False),
            sa.Column("tries", sa.Integer(), nullable=False),
            sa.Column("verified_at", sa.DateTime(), nullable=True),
            sa.Column("spent_at", sa.DateTime(), nullable=True),
        ],
        kept=True,
    )
    op.create_index("ix_one_time_codes_user_id_purpose", "one_time_codes", ["user_id", "purpose"])
    _table(
        "login_sessions",
        [
            _id("user_id", "users", "login_sessions"),
            sa.Column("jti", sa.String(36), nullable=False),
            sa.Column("door", sa.String(60), nullable=False),
            sa.Column("expires_at", sa.DateTime(), nullable=False),
            sa.Column("used_at", sa.DateTime(), nullable=True),
            sa.Column("ended_at", sa.DateTime(), nullable=True),
        ],
        kept=True,
        unique=("jti",),
    )
    op.create_index("ix_login_sessions_user_id", "login_sessions", ["user_id"])
    _table(
        "letters",
        [
            _id("business_id", "businesses", "letters", optional=True),
            sa.Column("recipient", sa.String(254), nullable=False),
            sa.Column("subject", sa.String(200), nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.Column("is_secret", sa.Boolean(), nullable=False),
            sa.Column("expires_at", sa.DateTime(), nullable=True),
            sa.Column("next_try_at", sa.DateTime(), nullable=False),
            sa.Column("tries", sa.Integer(), nullable=False),
            sa.Column("last_error", sa.String(300), nullable=True),
            sa.Column("sent_at", sa.DateTime(), nullable=True),
        ],
        kept=True,
    )
    op.create_index("ix_letters_sent_at_next_try_at", "letters", ["sent_at", "next_try_at"])
