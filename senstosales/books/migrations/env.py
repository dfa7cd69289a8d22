"""Runs the steps on one SQLite file, in one transaction."""

from alembic import context
from sqlalchemy import create_engine, event

from senstosales.books import findables, migration
from senstosales.tables import (  # noqa: F401
    cash,
    handling,
    masters,
    office,
    orders,
    people,
    receipts,
    vouchers,
)
from senstosales.tables.base import Base

path = context.config.attributes["path"]
engine = create_engine(f"sqlite+pysqlite:///{path.as_posix()}", connect_args={"timeout": 30})


@event.listens_for(engine, "connect")
def prepare(connection, _record):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@event.listens_for(engine, "begin")
def begin(connection):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    connection.exec_driver_sql("BEGIN IMMEDIATE")


try:
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if context.get_context().get_current_revision() == migration.HEAD:
                findables.rebuild(connection)
finally:
    engine.dispose()
