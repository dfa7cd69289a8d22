"""Brings books to the shape this program knows: new ones from nothing, older ones step by step."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from senstosales.books import backups
from senstosales.errors import BooksUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"
"""The newest step in `migrations/versions`; kept here so that an ordinary start need not load Alembic."""


def bring_up_to_date(path: Path) -> None:
    """Make or migrate the books at `path`; a verified backup is made before any migration.

    Raises `BooksUnavailable` for books of a newer program and for damaged ones.
    """
    version = _version(path)
    if version == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory
    from sqlalchemy.exc import SQLAlchemyError

    config = configuration(path)
    if version is not None:
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if version not in known:
            raise BooksUnavailable(
                path,
                "they were written by a newer SenstoSales. Install the newer program here too.",
            )
        backups.back_up(
            path, backups.folder_for(path) / f"{path.stem}-before-step-{HEAD}{path.suffix}"
        )
    try:
        command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise BooksUnavailable(
            path, f"they could not be brought up to date and are as they were ({_cause(error)})."
        ) from error


def _cause(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).split("\n", 1)[0]


def configuration(path: Path) -> "Config":
    """Alembic's configuration for the books at `path`; there is no ini file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["path"] = path
    return config


def _version(path: Path) -> str | None:
    """The step the books stand at; None for new, still empty books."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            tables = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master").fetchall()
            }
            if not tables:
                return None
            row = (
                connection.execute("SELECT version_num FROM alembic_version").fetchone()
                if "alembic_version" in tables
                else None
            )
    except sqlite3.DatabaseError as error:
        raise BooksUnavailable(
            path, f"the file is damaged ({error}). Restore the last backup."
        ) from error
    if row is None:
        raise BooksUnavailable(path, "this database belongs to some other program.")
    return str(row[0])
