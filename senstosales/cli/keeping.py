"""`backup`, `restore`, `check`, `demo`: keeping the books safe, and making sample ones."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from senstosales.books import backups, location
from senstosales.cli.session import actor, open_chosen, path_of
from senstosales.errors import Invalid


def run_backup(options: argparse.Namespace) -> int:
    path = path_of(options)
    location.inspect(path, create=False)
    target: Path = options.destination
    if target.is_file() and target.stat().st_size and not location.is_sqlite(target):
        raise Invalid(f"{target} is not a backup and would be lost. Name another file.")
    print(f"Backup written and verified: {backups.back_up(path, options.destination)}")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    path = path_of(options)
    if not options.source.is_file():
        raise Invalid(f"There is no backup {options.source}.")
    if path.exists() and path.samefile(options.source):
        raise Invalid(f"{options.source} are the books themselves. Name a backup of them.")
    if location.network_share(path.expanduser().absolute().parent):
        location.inspect(path, create=True)
    saved = backups.restore(options.source, path, datetime.now(UTC))
    print(f"Restored from {options.source}.")
    if saved:
        print(f"What was there before is kept at {saved}.")
    return 0


def run_check(options: argparse.Namespace) -> int:
    from senstosales.services import checking

    books = open_chosen(options)
    try:
        mended = checking.mend_find_box(books, actor())
        with books.read() as session:
            found = list(checking.problems(session))
            size = checking.size(session)
    finally:
        books.close()
    if mended:
        print(f"{mended} It was made anew just now.")
    for problem in found:
        print(problem)
    if found:
        print(f"{len(found)} problems found. Restore the last good backup.", file=sys.stderr)
        return 1
    counted = ", ".join(f"{count} {name}" for name, count in size.items())
    print(f"The books are whole: {counted}.")
    return 0


def run_demo(options: argparse.Namespace) -> int:
    """Without a window; `app` opens the window itself."""
    from senstosales.books.store import open_books
    from senstosales.services import demo

    path: Path | None = getattr(options, "books", None)
    if path is None:
        raise Invalid("Say where to make the sample books: --books PATH.")
    if path.exists():
        raise Invalid(f"{path} exists already; sample books are only made in a new file.")
    books = open_books(path)
    try:
        demo.fill(books)
    finally:
        books.close()
    print(f"Sample books made at {path}.")
    return 0
