"""Prints how long the order list takes to read its first 200 rows from books with 100,000 orders.

Run by hand: `python -m tests.benchmarks.bench_list [orders] [--keep FILE]`. Every line should stay
below 150 ms, whatever is typed and whichever column is sorted.
"""

import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from senstosales.books.store import Books, open_books
from senstosales.queries import filters, orders
from senstosales.queries.columns import Sort

TODAY = date(2026, 3, 16)
CUSTOMERS = ("BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL", "BHEL HARIDWAR", "BHEL JHANSI")
THINGS = ("END WEDGE", "SUPPORT BRACKET", "LOCKING PLATE", "BRACING RING", "RECTIFIER COVER")
ADDRESSES = '{"name": "A", "address": "' + 1200 * "x" + '"}'  # as long as those of a real paper
QUESTIONS = (
    ("", None), ("", "value"), ("", "-value"), ("", "customer"), ("", "items"), ("", "status"), ("", "-status"),
    ("", "percent"), ("", "-percent"), ("", "due_date"), ("", "-pending"),
    ("pending", None), ("closed", None), ("cancelled", None), ("dispatched > 50000", None),
    ("bracket", None), ("ring 2019-20", None), ("nothing-like-it", None), ("1099999", None),
    ("haridwar wedge", None), ("pending wedge", "-value"), ("pending", "due_date"),
    ("cancelled", "customer"), ("AM990001", None),
)  # fmt: skip


def insert(raw: sqlite3.Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Many rows at once; a column that must not be null and is not named gets an empty value of its kind."""
    table, named, values = re.fullmatch(
        r"INSERT INTO (\w+) \((.*?)\) VALUES \((.*)\)", statement, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    named_columns = {column.strip() for column in named.split(",")}
    extra = {
        name: _EMPTY.get(name, "'{}'" if kind == "JSON" else "''" if "CHAR" in kind else "0")
        for _, name, kind, needed, default, key in raw.execute(f"PRAGMA table_info({table})")
        if needed and default is None and not key and name not in named_columns
    }
    columns = ", ".join([named, *extra])
    raw.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({', '.join([values, *extra.values()])})", rows
    )


_EMPTY = {"uid": "lower(hex(randomblob(16)))"}


def fill(path: Path, count: int) -> None:
    """Books with `count` orders of two items, two lots each; one in two wholly or partly sent."""
    open_books(path).close()
    now = "2026-01-01 00:00:00"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA synchronous = OFF")
        insert(
            raw,
            "INSERT INTO parties (id, business_id, name, is_customer, is_supplier, is_default, "
            "is_active, created_at, version) VALUES (?, 1, ?, 1, 0, 0, 1, ?, 1)",
            [(n + 1, name, now) for n, name in enumerate(CUSTOMERS)],
        )
        first = date(2016, 4, 1)
        insert(
            raw,
            "INSERT INTO orders (id, business_id, customer_id, number, fiscal_year, order_date, "
            "amend_no, portal_status, department_no, order_value, supplier_address, price_basis, "
            "price_wording, created_at, version) "
            "VALUES (?, 1, ?, ?, ?, ?, 0, ?, '217', ?, '[]', 'silent', 'silent', ?, 1)",
            (
                (n, n % 3 + 1, str(1000000 + n), (day := first + timedelta(days=n * 3600 // count)).year - (day.month < 4),
                 day.isoformat(), "2" if n % 10 == 0 else "0", n * 7919 % 9_000_000, now)
                for n in range(1, count + 1)
            ),
        )  # fmt: skip
        insert(
            raw,
            "INSERT INTO order_items (id, order_id, item_no, material_code, unit, rate, quantity, "
            "item_value, description, drawing_numbers, is_cancelled, created_at, version) "
            "VALUES (?, ?, ?, ?, 'NO', 1180000, 40000, 472000, ?, '[]', ?, ?, 1)",
            (
                (2 * n + k, n, k + 1, f"AM99{(n * 2 + k) % 50000:08d}",
                 f"{THINGS[(n + k) % 5]} TO DRG NO 444{n % 90000:08d} REV 00", n % 50 == 0, now)
                for n in range(1, count + 1) for k in (0, 1)
            ),
        )  # fmt: skip
        insert(
            raw,
            "INSERT INTO order_lots (id, item_id, lot_no, quantity, due_date, is_cancelled, "
            "created_at, version) VALUES (?, ?, ?, 20000, ?, 0, ?, 1)",
            (
                (2 * i + k, i, k + 1, (first + timedelta(days=i * 1800 // count + 60 * k + 60)).isoformat(), now)
                for i in range(2, 2 * count + 2) for k in (0, 1)
            ),
        )  # fmt: skip
        sent = [n for n in range(1, count + 1) if n % 2]
        insert(
            raw,
            "INSERT INTO vouchers (id, business_id, kind, number, number_key, fiscal_year, "
            "voucher_date, state, order_id, is_replacement, seller, buyer, consignee, particulars, "
            "price_inclusive, created_at, version) VALUES (?, 1, 'challan', ?, ?, 2020, "
            "'2020-05-05', 'issued', ?, 0, ?, '{}', '{}', '{}', 0, ?, 1)",
            ((n, f"C{n}", f"C{n}", n, ADDRESSES, now) for n in sent),
        )
        insert(
            raw,
            "INSERT INTO voucher_lines (voucher_id, position, order_item_id, order_lot_id, quantity, "
            "rate) VALUES (?, ?, ?, ?, 20000, 1180000)",
            (
                (n, p, item, 2 * item + k)
                for n in sent
                for p, (item, k) in enumerate(
                    [(2 * n, 0), (2 * n, 1), (2 * n + 1, 0), (2 * n + 1, 1)][: 4 if n % 3 else 2]
                )
            ),
        )
        received = [n for n in sent if n % 3 and n % 5]
        insert(
            raw,
            "INSERT INTO receipts (id, business_id, customer_id, number, fiscal_year, receipt_date, "
            "created_at, version) VALUES (?, 1, 1, ?, 2020, '2020-06-06', ?, 1)",
            ((n, str(n), now) for n in received),
        )
        insert(
            raw,
            "INSERT INTO receipt_lines (receipt_id, order_number, order_id, item_no, srv_item_no, "
            "rev_no, accepted, rejected, created_at, version) VALUES (?, ?, ?, ?, ?, 0, 40000, 0, ?, 1)",
            ((n, str(1000000 + n), n, k, k, now) for n in received for k in (1, 2)),
        )
        raw.execute("ANALYZE") if "--analyze" in sys.argv else None


def ask(books: Books, text: str, sort: str | None) -> tuple[float, int]:
    wanted = filters.parse(text, TODAY, orders.REGISTER.statuses)
    by = Sort(sort.lstrip("-"), sort.startswith("-")) if sort else None
    times = []
    for _ in range(3):
        start = time.perf_counter()
        rows = books.ask(orders.page, wanted, by, 200, 0)
        times.append(time.perf_counter() - start)
    return min(times), len(rows)


def totals(books: Books, text: str) -> tuple[float, int]:
    wanted = filters.parse(text, TODAY, orders.REGISTER.statuses)
    start = time.perf_counter()
    count = books.ask(orders.totals, wanted).count
    return time.perf_counter() - start, count


def main(count: int, keep: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "books.sqlite3"
        if not path.exists():
            start = time.perf_counter()
            fill(path, count)
            print(f"{count} orders made in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        books = open_books(path)
        print(f"opened in {(time.perf_counter() - start) * 1e3:.0f} ms")
        print(f"{'filter':22}{'sort':12}{'ms':>8}{'rows':>7}")
        for text, sort in QUESTIONS:
            took, rows = ask(books, text, sort)
            slow = "  <-- above 150 ms" if took > 0.15 else ""
            print(f"{text:22}{sort or '':12}{took * 1e3:8.0f}{rows:7}{slow}")
        print("\ntotals")
        for text in ("", "pending", "bracket", "closed"):
            took, found = totals(books, text)
            print(f"{text:34}{took * 1e3:8.0f}{found:7}")
        books.close()


if __name__ == "__main__":
    words = sys.argv[1:]
    kept = Path(words[words.index("--keep") + 1]) if "--keep" in words else None
    main(int(words[0]) if words and words[0].isdigit() else 100_000, kept)
