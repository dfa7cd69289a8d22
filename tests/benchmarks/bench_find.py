"""Prints how long the find box takes for every key of what is typed, on books with 100,000 documents.

Run by hand: `python -m tests.benchmarks.bench_find [documents] [--keep FILE]`. No key should take
more than 20 ms; the first of each kind also puts its statements together, so every text is asked
once before it is measured.
"""

import sys
import tempfile
import time
from pathlib import Path

from senstosales.books import findables
from senstosales.books.store import Actor, Books, open_books
from senstosales.queries.offers import find
from tests.benchmarks.bench_list import fill

DOCUMENTS_OF_AN_ORDER = 1.77  # what `fill` makes: an order, half a challan, a quarter of an SRV
LIMIT = 0.020
TYPED = (
    "1099999", "99999", "dc 1049999", "invoice for challan c4999", "c49999", "haridwar wedge",
    "am9900049998", "4440004999", "support bracket jhansi", "bharat heavy electricals limited",
    "wedge 1000007", "nothing-like-it", "rectifier cover am99000", "electricity", "rev 00 drg no",
    "srv 41", "challan", "jhansi haridwar", "plate wedge bracket",
)  # fmt: skip


def ask(books: Books, text: str, times: int = 3) -> tuple[float, float, int]:
    """Seconds on the clock and of the processor, which other programs do not lengthen; lines found."""
    took, worked = [], []
    for _ in range(times + 1):
        start, began = time.perf_counter(), time.thread_time()
        found = books.ask(find, text)
        took.append(time.perf_counter() - start)
        worked.append(time.thread_time() - began)
    return min(took[1:]), min(worked[1:]), len(found.offers) + len(found.hits)


def size(path: Path) -> float:
    return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*")) / 1e6


def main(count: int, keep: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "books.sqlite3"
        if not path.exists():
            fill(path, int(count / DOCUMENTS_OF_AN_ORDER))
        books = open_books(path)
        before = size(path)
        start = time.perf_counter()
        with books.write(Actor("bench", "bench")) as session:
            findables.rebuild(session.connection())
        took = time.perf_counter() - start
        print(f"index made in {took:.1f} s; books {before:.0f} MB, then {size(path):.0f} MB")
        worst = []
        for typed in TYPED:
            keys = []
            for end in range(1, len(typed) + 1):
                if typed[end - 1] != " ":
                    keys.append((*ask(books, typed[:end]), typed[:end]))
            slowest = max(keys)
            worst.append(slowest)
            mean = sum(key[0] for key in keys) / len(keys)
            slow = "  <-- above 20 ms" if slowest[0] > LIMIT else ""
            print(
                f"{typed:34}{mean * 1e3:7.1f} ms a key, at most {slowest[0] * 1e3:5.1f} (processor "
                f"{slowest[1] * 1e3:4.1f}; “{slowest[3]}”, {slowest[2]} found){slow}"
            )
        print(f"slowest key: {max(worst)[0] * 1e3:.1f} ms")
        books.close()


if __name__ == "__main__":
    words = sys.argv[1:]
    kept = Path(words[words.index("--keep") + 1]) if "--keep" in words else None
    main(int(words[0]) if words and words[0].isdigit() else 100_000, kept)
