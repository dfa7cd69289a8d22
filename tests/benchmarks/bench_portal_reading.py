"""Prints how long reading a portal page takes against building its tree with BeautifulSoup alone.

Run by hand: `python tests/benchmarks/bench_portal_reading.py [rounds]`. The ratio should stay
below 1.3; both sides take the best of several rounds.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

from senstosales.errors import BadPage
from senstosales.portal.page import read_page

PAGES = Path(__file__).parent.parent / "pages"


def best(rounds: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(rounds: int) -> None:
    total_tree = total_read = 0.0
    print(f"{'page':28}{'KB':>7}{'tree ms':>10}{'read ms':>10}{'ratio':>8}")
    for path in sorted(PAGES.glob("*.html")):
        data = path.read_bytes()
        try:
            read_page(data, path.name)
        except BadPage:
            continue
        tree = best(rounds, lambda data=data: BeautifulSoup(data, "lxml"))
        read = best(rounds, lambda data=data, name=path.name: read_page(data, name))
        total_tree += tree
        total_read += read
        print(
            f"{path.name:28}{len(data) / 1024:7.1f}{tree * 1e3:10.2f}{read * 1e3:10.2f}"
            f"{read / tree:8.2f}"
        )
    print(f"{'all pages':35}{total_tree * 1e3:10.2f}{total_read * 1e3:10.2f}", end="")
    print(f"{total_read / total_tree:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
