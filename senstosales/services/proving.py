"""Proves books whole, with word of how far it is: those that are open, or a backup, which is left as it is."""

import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from senstosales.books import backups
from senstosales.books.heeding import heeding
from senstosales.books.store import Books, open_books
from senstosales.domain.progress import Progress, Silent
from senstosales.errors import BooksUnavailable, Refused
from senstosales.services import checking

_MOST = 200
_ROOM = 2


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: sentences on what is wrong (the first 200), and how much was looked at."""

    problems: tuple[str, ...]
    counted: dict[str, int]

    @property
    def whole(self) -> bool:
        return not self.problems


def prove(books: Books, progress: Progress | None = None) -> Proof:
    """Look at the file, its links, the audit chain, kept pages and files, and every derived figure."""
    progress = progress or Silent()
    found: list[str] = []
    at = 0, ""
    with books.read() as session:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        with heeding(raw, lambda: progress.step(at[0], len(checking.CHECKS), at[1])):
            for place, (what, check) in enumerate(checking.CHECKS):
                at = place, what
                progress.step(place, len(checking.CHECKS), what)
                for problem in check(session):
                    found.append(problem)
                    if len(found) >= _MOST:
                        break
        progress.step(len(checking.CHECKS), len(checking.CHECKS), "Done")
        return Proof(tuple(found[:_MOST]), checking.size(session))


def prove_file(source: Path, progress: Progress | None = None) -> Proof:
    """The same of a backup: a copy of it is proved, brought up to date first if an older program made it.

    Raises `BooksUnavailable` for a file that is no whole set of books, `Refused` where there is no room
    for the copy: that says nothing about the backup.
    """
    steps = progress or Silent()
    with tempfile.TemporaryDirectory(prefix="senstosales-") as folder:
        _refuse_without_room(source, Path(folder))
        try:
            copy = backups.back_up(
                source,
                Path(folder) / "books.sqlite3",
                partial(steps.step, 0, len(checking.CHECKS), "Copying the backup"),
            )
            books = open_books(copy, create=False)
        except BooksUnavailable as error:
            raise BooksUnavailable(source, error.reason) from error  # nobody knows of the copy
        try:
            return prove(books, steps)
        finally:
            books.close()


def _refuse_without_room(source: Path, folder: Path) -> None:
    needed = source.stat().st_size * _ROOM if source.is_file() else 0
    if shutil.disk_usage(folder).free < needed:
        raise Refused(
            f"{source.name} was not verified: a copy of it needs {needed // 1_000_000 + 1} MB free in {folder.parent}. "
            "Free some and verify again."
        )
