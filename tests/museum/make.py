"""Makes a piece for the museum: books as the program of a given step left them.

Run by hand when a step is added: `python -m tests.museum.make 0001`. The piece then never changes.
"""

import gzip
import sys
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from alembic import command

from senstosales.books import migration
from senstosales.books.store import Books
from senstosales.services import expenses
from senstosales.tables.office import Business
from tests.clock import Clock
from tests.playing import ACTOR, play, set_up_office


def main(step: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.sqlite3"
        command.upgrade(migration.configuration(path), step)
        books = Books(path, clock=Clock())
        with books.write(ACTOR) as session:
            session.add(Business(name=""))
        set_up_office(books)
        play(books, "srv-rejection")
        play(books, "srv-unknown-po")
        spent = expenses.ExpenseDraft(
            amount=Decimal(450),
            spent_on=date(2026, 3, 2),
            category="Transport",
            description="Diesel for MP04 GA 1180",
        )
        expenses.save(books, ACTOR, spent)
        books.close()
        target = Path(__file__).parent / f"{step}-one-order.sqlite3.gz"
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        print(target, target.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1])
