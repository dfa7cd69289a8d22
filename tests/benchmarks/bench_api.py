"""Prints how fast the REST doors answer, and how long /api/health takes while pages are imported.

Run by hand: `python -m tests.benchmarks.bench_api [sizes ...] [--pages N]`. The server runs in a process
of its own (`senstosales serve`), as do the clients that load it. A page of 100 orders should cost the
same at every size; health should never take 50 ms while 582 pages are imported.
"""

import gc
import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from senstosales.books.store import open_books
from tests.benchmarks.bench_list import fill
from tests.playing import set_up_office
from tests.services.pages import write_orders

SIZES = (582, 5000, 20000)
REPORTS = ("reconciliation", "pending", "register/dc", "register/invoice")
EVER = {"start_date": "2016-04-01", "end_date": "2026-03-31"}
CLIENTS = 4


@contextmanager
def served(books: Path) -> Iterator[str]:
    program = subprocess.Popen(
        [sys.executable, "main.py", "serve", "--port", "0", "--books", str(books)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdout is not None
    try:
        yield program.stdout.readline().strip()
    finally:
        program.terminate()
        program.wait(60)


def timed(call: Callable[[], httpx.Response], times: int = 7) -> float:
    """Milliseconds of the middle one of several calls."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        answer = call()
        took.append((time.perf_counter() - start) * 1e3)
        assert answer.status_code == 200, answer.text
    return statistics.median(took)


def reading(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.sqlite3"
        fill(path, size)
        with served(path) as address, httpx.Client(base_url=address, timeout=120) as client:
            print(f"\n{size} orders")

            def line(what: str, path: str, times: int = 7, **params: Any) -> None:
                took = timed(lambda: client.get(path, params=params), times)
                print(f"  {what:34}{took:8.1f} ms")

            line("health", "/api/health")
            line("order detail", f"/api/po/{1000000 + size // 2}")
            line("orders, page of 100", "/api/po/", limit=100)
            line("orders, page in the middle", "/api/po/", limit=100, offset=size // 2)
            line("orders, all", "/api/po/", 3)
            line("challans, page of 100", "/api/dc/", limit=100)
            line("challans of one order", "/api/dc/", po=str(1000001))
            line("SRVs, 100", "/api/srv")
            line("search", "/api/search/", q=str(1000000 + size // 2))
            line("search for a word", "/api/search/", q="haridwar")
            for name in REPORTS:
                line(f"{name}, 100 rows", f"/api/reports/{name}", limit=100, **EVER)
            line("sales by month, ten years", "/api/reports/sales", **EVER)
            line("dashboard summary", "/api/dashboard/summary", 3)
            line("activity", "/api/dashboard/activity", 3)
            for name in ("po", "dc", "invoice", "srv"):
                line(f"{name} statistics", f"/api/{name}/stats", 3)


def make_papers(address: str, order: str, first: int, count: int) -> list[float]:
    """Challan and invoice, `count` times; milliseconds of each pair."""
    took = []
    with httpx.Client(base_url=address, timeout=120) as client:
        item = client.get(f"/api/po/{order}").json()["items"][0]
        for number in range(first, first + count):
            line = {"po_item_id": item["id"], "lot_no": 1, "dispatch_qty": 0.001}
            head = {"dc_number": f"B/{number}", "dc_date": "2026-03-10", "po_number": order}
            bill = {
                "invoice_number": f"B/{number}", "invoice_date": "2026-03-10",
                "dc_number": f"B/{number}", "buyer_name": "B", "place_of_supply": "23",
            }  # fmt: skip
            start = time.perf_counter()
            for path, body in (("/api/dc/", {"dc": head, "items": [line]}), ("/api/invoice", bill)):
                answer = client.post(path, json=body)
                assert answer.status_code == 200, answer.text
            took.append((time.perf_counter() - start) * 1e3)
    return took


def writing() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.sqlite3"
        fill(path, 582)
        books = open_books(path)
        set_up_office(books)
        books.close()
        with served(path) as address:
            orders = [str(1000002 + 2 * n) for n in range(CLIENTS)]
            took = make_papers(address, orders[0], 1, 20)
            print(f"\nchallan + invoice, one client: {statistics.median(took):.1f} ms")
            with ProcessPoolExecutor(CLIENTS, mp_context=get_context("spawn")) as pool:
                list(pool.map(time.sleep, [0.5] * CLIENTS))
                start = time.perf_counter()
                jobs = [
                    pool.submit(make_papers, address, order, 1000 * (n + 1), 20)
                    for n, order in enumerate(orders)
                ]
                every = [one for job in jobs for one in job.result()]
                rate = len(every) * 2 / (time.perf_counter() - start)
            print(
                f"four clients: {statistics.median(every):.1f} ms each, {max(every):.0f} ms at most, "
                f"{rate:.0f} papers a second"
            )


def upload(address: str, folder: Path, count: int) -> float:
    """Send all pages in one call; seconds."""
    pages = write_orders(folder, count)
    files = [("files", (page.name, page.read_bytes(), "text/html")) for page in pages]
    with httpx.Client(base_url=address, timeout=600) as client:
        request = client.build_request("POST", "/api/po/upload/batch", files=files)
        request.read()
        start = time.perf_counter()
        done = client.send(request).json()
    assert done["successful"] == count, done
    return time.perf_counter() - start


@dataclass(frozen=True, slots=True, order=True)
class Waited:
    """How long one call for health took, and how much of it the calling program itself was at work."""

    seconds: float
    own: float

    def __str__(self) -> str:
        return f"{self.seconds * 1e3:.1f} ms"


def health(caller: http.client.HTTPConnection) -> Waited:
    start, worked = time.perf_counter(), time.thread_time()
    caller.request("GET", "/api/health")
    answer = caller.getresponse()
    answer.read()
    assert answer.status == 200, answer.status
    return Waited(time.perf_counter() - start, time.thread_time() - worked)


def health_while_importing(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.sqlite3"
        open_books(path).close()
        start = time.perf_counter()
        with served(path) as address:
            began = time.perf_counter() - start
            caller = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
            first = health(caller)
            idle = sorted(health(caller) for _ in range(100))
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                pool.submit(time.sleep, 0).result()
                # Python searches what this process has loaded for rubbish once in a run: 100-150 ms
                # that would be put down to the server.
                gc.collect()
                gc.freeze()
                job = pool.submit(upload, address, Path(folder) / "pages", count)
                ended = threading.Event()
                job.add_done_callback(lambda _: ended.set())
                took = []
                while not ended.wait(0.002):
                    took.append(health(caller))
                seconds = job.result()
            caller.close()
        took.sort()
        print(
            f"\nserving {began:.1f} s after the start; first call for health: {first}\n"
            f"health, idle: {idle[50]}, {idle[-1]} at most\n"
            f"health while {count} pages are imported ({seconds:.1f} s, {len(took)} calls): "
            f"{took[len(took) // 2]}, 99 %: {took[len(took) * 99 // 100]}, "
            f"{took[-1]} at most, of which {took[-1].own * 1e3:.1f} ms the client's own work"
        )


if __name__ == "__main__":
    words = sys.argv[1:]
    pages = int(words[words.index("--pages") + 1]) if "--pages" in words else 582
    sizes = [int(word) for word in words if word.isdigit() and int(word) != pages] or SIZES
    health_while_importing(pages)
    writing()
    for wanted in sizes:
        reading(wanted)
