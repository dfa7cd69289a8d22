"""Prints how fast sent invoices are taken in, and proves that of a thousand racing ones none is lost or doubled.

Run by hand: `python -m tests.benchmarks.bench_imports [posts]`. Eight clients send over two servers, each a
process of its own (`senstosales serve`) on the same books, while one listens, going away and coming back.
"""

import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx

from senstosales.books.store import Books, open_books
from senstosales.queries import handling as queries
from senstosales.queries.columns import Filter
from senstosales.services import keys
from tests.api.imports.conftest import IMPORT, sent
from tests.api.imports.racing import CLIENTS, END, race
from tests.benchmarks.bench_api import served
from tests.playing import ACTOR, set_up_office, whole


def racing(books: Books, addresses: list[str], key: str, posts: int) -> None:
    start = time.perf_counter()
    answers, heard = race(addresses, key, posts // CLIENTS)
    seconds = time.perf_counter() - start
    statuses = Counter(answer.status for answer in answers)
    numbers = {answer.number for answer in answers} | {END}
    told = [number for _, number in heard.events]
    ids = [int(place) for place, _ in heard.events]
    assert set(statuses) == {201, 409}
    assert statuses[201] == len(numbers) - 1
    assert books.ask(queries.totals, Filter()).count == len(numbers)
    assert sorted(told) == sorted(numbers)
    assert ids == sorted(set(ids))
    whole(books)
    print(
        f"{len(answers)} posts of {len(numbers) - 1} numbers racing: {seconds:.1f} s, "
        f"{statuses[201]} stored, {statuses[409]} refused as known; "
        f"{len(told)} events heard, each once, over {heard.connections} connections"
    )


def different(addresses: list[str], key: str, posts: int) -> None:
    """As many numbers as posts, each client as fast as it can."""

    def send(client: int) -> list[float]:
        took = []
        with httpx.Client(
            base_url=addresses[client % len(addresses)], headers={"X-API-KEY": key}, timeout=120
        ) as api:
            for turn in range(posts // CLIENTS):
                start = time.perf_counter()
                answer = api.post(IMPORT, json=sent(invoice_no=f"D-{client}-{turn}"))
                took.append((time.perf_counter() - start) * 1e3)
                assert answer.status_code == 201, answer.text
        return took

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        took = sorted(one for each in pool.map(send, range(CLIENTS)) for one in each)
    seconds = time.perf_counter() - start
    print(
        f"{len(took)} different numbers: {seconds:.1f} s, {len(took) / seconds:.0f} a second; "
        f"{statistics.median(took):.1f} ms each, 99 %: {took[len(took) * 99 // 100]:.1f} ms, "
        f"{took[-1]:.1f} ms at most"
    )


def main(posts: int) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "books.sqlite3"
        books = open_books(path)
        stack.callback(books.close)
        set_up_office(books)
        key = keys.add(books, ACTOR, "billing")
        addresses = [stack.enter_context(served(path)) for _ in range(2)]
        racing(books, addresses, key, posts)
        different(addresses, key, posts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
