"""Writes the baseline migration from the tables. Used until the first release; then steps are added."""

import io
import textwrap
from pathlib import Path

from alembic.autogenerate import api, render
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import BigInteger, DateTime, create_engine

from senstosales.tables import masters, office, orders, receipts, vouchers  # noqa: F401
from senstosales.tables.base import Base, Moment, Scaled


def render_item(kind: str, item: object, _context: object) -> str | bool:
    if kind == "type" and isinstance(item, Scaled):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime()"
    return False


def main() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "target_metadata": Base.metadata,
                "render_item": render_item,
                "sqlalchemy_module_prefix": "sa.",
                "alembic_module_prefix": "op.",
                "user_module_prefix": None,
                "render_as_batch": False,
            },
        )
        script = api.produce_migrations(context, Base.metadata)
        autogen = api.AutogenContext(context, Base.metadata, context.opts)
        body = render._render_cmd_body(script.upgrade_ops, autogen)  # noqa: SLF001
    path = Path(__file__).parent.parent / "senstosales/books/migrations/versions/0001_baseline.py"
    out = io.StringIO()
    out.write(
        '"""The books as the first release keeps them."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
    )
    out.write('revision = "0001"\ndown_revision = None\n\n\ndef upgrade() -> None:\n')
    lines = [line for line in body.splitlines() if not line.startswith("#")]
    out.write(
        textwrap.indent("\n".join(lines).replace("sa.JSON(none_as_null=True)", "sa.JSON()"), "    ")
    )
    out.write("\n")
    path.write_text(out.getvalue(), encoding="utf-8")


main()
