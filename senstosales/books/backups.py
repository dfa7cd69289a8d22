"""Backups that can be trusted: made by SQLite's own backup API, checked, then put in place whole.

Automatic ones rotate: seven days, five weeks, and the last of every financial year for good.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from senstosales.books.heeding import heeding
from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import BooksUnavailable, Invalid

KEEP = {"daily": 7, "weekly": 5}
_PAGES = 4096
"""Pages of the file that are copied before somebody is asked whether it should go on: 16 MB."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One kept backup."""

    path: Path
    kind: str
    made_at: datetime
    size: int


def folder_for(books: Path) -> Path:
    """Where the automatic backups of these books lie: beside them."""
    return books.parent / "backups"


def back_up(books: Path, destination: Path, ask: Callable[[], None] | None = None) -> Path:
    """Copy the books, while in use or not, to `destination` and verify the copy.

    `ask` is called now and then while it lasts; it raises `Cancelled` when that should end.

    Raises `BooksUnavailable` if the books cannot be read or the copy does not prove whole, and
    `Invalid` for a destination that is the books themselves. An older file there is replaced only
    by a copy that has been verified.
    """
    if destination.is_dir():
        destination /= f"{books.stem}-backup{books.suffix}"
    if destination.exists() and destination.samefile(books):
        raise Invalid("A backup cannot be written over the books themselves. Name another file.")
    if not books.exists():
        raise BooksUnavailable(books, "there is no such file.")
    partial = destination.with_name(f"{destination.name}.part{os.getpid()}")
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(books)) as source, closing(sqlite3.connect(partial)) as copy:
            if ask is None:
                source.backup(copy)
            else:
                source.backup(copy, pages=_PAGES, progress=lambda *_figures: ask())
            copy.execute("PRAGMA journal_mode = DELETE")
        verify(partial, ask)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(destination)
    except sqlite3.Error as error:
        raise BooksUnavailable(books, f"the backup failed: {error}.") from error
    except OSError as error:
        raise BooksUnavailable(destination, f"the backup failed: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return destination


def verify(path: Path, ask: Callable[[], None] | None = None) -> None:
    """Prove that a file is a whole set of books; raises `BooksUnavailable` if not. `ask` as in `back_up`."""
    try:
        with (
            closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy,
            heeding(copy, ask),
        ):
            answer = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            orphan = copy.execute("PRAGMA foreign_key_check").fetchone()
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise BooksUnavailable(path, f"this is not a whole set of books ({error}).") from error
    if answer != "ok" or orphan:
        raise BooksUnavailable(path, f"this set of books is damaged ({orphan or answer}).")


def automatic(books: Path, moment: datetime) -> Path:
    """Make today's backup and rotate: the copy of the day also serves its week and year."""
    folder = folder_for(books)
    day = moment.astimezone().date()
    year, week, _ = day.isocalendar()
    daily = back_up(books, folder / f"{books.stem}-daily-{day.isoformat()}{books.suffix}")
    for name in (f"weekly-{year}-W{week:02d}", f"year-{FiscalYear.of(day).label}"):
        _link(daily, folder / f"{books.stem}-{name}{books.suffix}")
    for kind, keep in KEEP.items():
        for old in sorted(folder.glob(f"{books.stem}-{kind}-*{books.suffix}"))[:-keep]:
            old.unlink()
    return daily


def _link(source: Path, target: Path) -> None:
    """A second name for the same copy where the disk can do it, else a copy."""
    fresh = target.with_name(f"{target.name}.part{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        fresh.hardlink_to(source)
    except OSError:
        fresh.write_bytes(source.read_bytes())
    fresh.replace(target)


def kept(books: Path) -> list[Backup]:
    """All automatic backups of these books, newest first."""
    found = []
    for path in folder_for(books).glob(f"{books.stem}-*{books.suffix}"):
        status = path.stat()
        kind = path.name.removeprefix(f"{books.stem}-").split("-", 1)[0]
        made_at = datetime.fromtimestamp(status.st_mtime).astimezone()
        found.append(Backup(path, kind, made_at, status.st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def restore(source: Path, books: Path, moment: datetime) -> Path | None:
    """Put a verified backup in the place of the books; what was there is kept and its path returned.

    Goes through SQLite's backup API, so that another program with the books open sees the change.
    Raises `BooksUnavailable` if the backup is not whole; the books are then untouched.
    """
    verify(source)
    saved: Path | None = None
    if books.exists() and books.stat().st_size:
        stamp = moment.astimezone().strftime("%Y-%m-%d-%H%M%S")
        target = folder_for(books) / f"{books.stem}-before-restore-{stamp}{books.suffix}"
        saved = _set_aside(books, target)
    books.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as backup,
            closing(sqlite3.connect(books, timeout=30)) as target_books,
        ):
            backup.backup(target_books)
            target_books.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise BooksUnavailable(books, f"the backup could not be put back: {error}.") from error
    verify(books)
    return saved


def _set_aside(books: Path, target: Path) -> Path:
    """Keep what is about to be replaced: as a backup, or, if it is damaged, byte for byte."""
    try:
        return back_up(books, target)
    except BooksUnavailable:
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix in ("", "-wal", "-shm"):
            part = books.with_name(books.name + suffix)
            if part.exists():
                part.replace(target.with_name(target.name + suffix))
        return target
