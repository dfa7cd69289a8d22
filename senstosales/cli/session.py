"""What every command needs: the books it works in, who acts, dates and years as typed."""

import argparse
import getpass
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from senstosales.books import location
from senstosales.books.actor import Actor
from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import Trouble

if TYPE_CHECKING:
    from senstosales.books.store import Books


def actor() -> Actor:
    """Whoever is logged in on this machine."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "unknown"
    return Actor(name, "command line")


def path_of(options: argparse.Namespace) -> Path:
    path: Path | None = getattr(options, "books", None)
    return path if path is not None else location.default_path()


def open_chosen(options: argparse.Namespace, *, create: bool = False) -> "Books":
    """The books, as the business that `--business` names or else the first one."""
    from senstosales.books.store import open_books

    path = path_of(options)
    books = open_books(path, create=create or getattr(options, "books", None) is None)
    wanted = getattr(options, "business", None)
    if wanted is None:
        return books
    from senstosales.queries import businesses

    try:
        return books.of(books.ask(businesses.named, wanted).id)
    except Trouble:
        books.close()
        raise


def day_of(text: str | None) -> date:
    from senstosales.domain import dates

    today = datetime.now(UTC).astimezone().date()
    return dates.parse(text, today) if text else today


def year_of(options: argparse.Namespace) -> int | None:
    return FiscalYear.parse(options.year).start if options.year else None


def print_json(facts: Any) -> None:
    """One object on one line."""
    print(json.dumps(facts, ensure_ascii=False))
