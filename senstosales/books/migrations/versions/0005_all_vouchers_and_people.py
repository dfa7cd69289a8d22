"""Quotations, notes and free papers beside challans and invoices; several businesses and their people."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_VOUCHER_TEXTS = (("nature", 20), ("reference_number", 100))
_VOUCHER_FIGURES = ("cess", "tcs", "discount")
_LINE_FIGURES = ("cess", "discount")


def upgrade() -> None:
    _people()
    _name_rows("businesses")
    with op.batch_alter_table("businesses") as table:
        table.add_column(sa.Column("signature", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("stamp", sa.LargeBinary(), nullable=True))
    _name_rows("vouchers")
    _vouchers()
    _lines()


def _name_rows(table: str) -> None:
    """Give every row the name by which other programs will know it."""
    op.add_column(table, sa.Column("uid", sa.String(36), nullable=True))
    connection = op.get_bind()
    rows = sa.table(table, sa.column("id", sa.Integer), sa.column("uid", sa.String))
    for (row_id,) in connection.execute(sa.select(rows.c.id)).all():
        connection.execute(rows.update().where(rows.c.id == row_id).values(uid=str(uuid4())))
    with op.batch_alter_table(table) as changed:
        changed.alter_column("uid", existing_type=sa.String(36), nullable=False)
        changed.create_unique_constraint(f"uq_{table}_uid", ["uid"])


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("username", sa.String(150), nullable=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("last_login_at", sa.DateTime(), nullable=True),
        sa.Column("tokens_from", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("uid", name=op.f("uq_users_uid")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
    )
    op.create_table(
        "memberships",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("business_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_memberships_user_id")),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"], name=op.f("fk_memberships_business_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "user_id", "business_id", name=op.f("uq_memberships_user_id_business_id")
        ),
    )
    op.create_index("ix_memberships_business_id", "memberships", ["business_id"])


def _vouchers() -> None:
    with op.batch_alter_table("vouchers", recreate="always") as table:
        table.alter_column("number", existing_type=sa.String(40), type_=sa.String(100))
        table.alter_column("number_key", existing_type=sa.String(40), type_=sa.String(120))
        for name, length in _VOUCHER_TEXTS:
            table.add_column(sa.Column(name, sa.String(length), nullable=True))
        for name in ("is_delivered", "reverse_charge"):
            table.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
        for name in ("valid_until", "due_date"):
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
        table.add_column(sa.Column("reason", sa.Text(), nullable=True))
        table.add_column(sa.Column("updated_at", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("pricing", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("stated", sa.JSON(), nullable=True))
        for name in _VOUCHER_FIGURES:
            table.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("reference_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("user_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_vouchers_reference_id"), "vouchers", ["reference_id"], ["id"]
        )
        table.create_foreign_key(op.f("fk_vouchers_user_id"), "users", ["user_id"], ["id"])
    op.create_index("ix_vouchers_reference_id", "vouchers", ["reference_id"])
    op.create_index("ix_vouchers_number", "vouchers", ["number"])
    op.create_table(
        "voucher_charges",
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("hsn", sa.String(40), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("gst_rate", sa.BigInteger(), nullable=False),
        sa.Column("inclusive", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=True)
            for name in ("taxable", "cgst", "sgst", "igst", "total")
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_charges_voucher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_charges")),
    )
    op.create_index("ix_voucher_charges_voucher_id", "voucher_charges", ["voucher_id"])


def _lines() -> None:
    with op.batch_alter_table("voucher_lines", recreate="always") as table:
        table.alter_column("hsn", existing_type=sa.String(8), type_=sa.String(40))
        table.alter_column("unit", existing_type=sa.String(20), type_=sa.String(40))
        table.add_column(sa.Column("pricing", sa.JSON(), nullable=False, server_default="{}"))
        for name in _LINE_FIGURES:
            table.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
