"""Kills the program twenty times in the middle of an import of 120 pages; prints what was found.

Run by hand: `python -m tests.benchmarks.kill_twenty [times]`.
"""

import random
import sys
import tempfile
from pathlib import Path

from senstosales.books.store import open_books
from tests.crash.killing import complaints, kill_after
from tests.services.pages import write_orders


def main(times: int) -> None:
    chance = random.Random(20)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.sqlite3"
        open_books(template).close()
        pages = write_orders(Path(folder) / "pages", 120)
        for turn in range(times):
            lines = chance.randint(1, 90)
            found = kill_after(lines, template, pages, Path(folder) / f"home-{turn}")
            wrong = complaints(found, pages)
            failed += bool(wrong)
            print(
                f"{turn + 1:3}: killed after {lines:3} lines, {len(found.reported):3} reported, "
                f"{len(found.held):3} in the books: {'; '.join(wrong) or 'whole'}"
            )
    print(f"{times - failed} of {times} whole")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
