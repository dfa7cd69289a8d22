"""Prints how long importing 582 order pages into empty books takes against building their trees.

Run by hand: `python -m tests.benchmarks.bench_import [pages] [--one-core]`. The whole import should
take no more than 1.5 times what BeautifulSoup(lxml) needs to build the trees of the same bytes.
"""

import cProfile
import pstats
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup

from senstosales.books.store import open_books
from senstosales.domain.kinds import ImportOutcome
from senstosales.services import importing
from tests.playing import ACTOR
from tests.services.pages import write_orders


def main(count: int, *, one_core: bool, profile: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages = write_orders(Path(folder) / "pages", count)
        start = time.perf_counter()
        for page in pages:
            BeautifulSoup(page.read_bytes(), "lxml")
        trees = time.perf_counter() - start
        print(f"{count} trees: {trees:.2f} s")
        if one_core:
            importing.WORTH_A_POOL = count + 1
        books = open_books(Path(folder) / "books.sqlite3")
        watch = cProfile.Profile()
        start = time.perf_counter()
        if profile:
            watch.enable()
        summary = importing.import_files(books, ACTOR, pages)
        watch.disable()
        took = time.perf_counter() - start
        assert summary.count(ImportOutcome.NEW) == count
        books.close()
        size = books.path.stat().st_size / 1e6
        print(f"import: {took:.2f} s, {took / trees:.2f} x the trees; books {size:.1f} MB")
        if profile:
            pstats.Stats(watch).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(
        numbers[0] if numbers else 582,
        one_core="--one-core" in sys.argv,
        profile="--profile" in sys.argv,
    )
