"""Fills books with papers of every kind, parties, products and remarks, as ten years of a shop leave them."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from senstosales.books import findables
from senstosales.books.store import Actor, open_books
from tests.benchmarks.bench_list import insert

NOW = "2026-01-01 00:00:00"
FIRST, DAYS = date(2016, 4, 1), 3640
BUYERS = (
    "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL", "BHARAT HEAVY ELECTRICALS LIMITED, HARIDWAR",
    "BHEL JHANSI", "NTPC LIMITED, VINDHYACHAL", "MADHYA PRADESH POWER GENERATING CO LTD",
)  # fmt: skip
NAMES = (
    "SHREE", "NARMADA", "BHARATI", "BHANDARI", "BHOPAL", "MAA", "OM", "GUPTA", "SHARMA", "JAIN",
    "VINDHYA", "SATPURA", "CENTRAL", "NATIONAL", "MODERN", "PRECISION", "UNITED", "KRISHNA", "भारत",
)  # fmt: skip
TRADES = (
    "ENGINEERING WORKS", "STEELS", "FASTENERS PVT LTD", "TRANSPORT", "ELECTRICALS", "CASTINGS",
    "TRADERS", "FABRICATORS", "INDUSTRIES LIMITED", "& SONS", "ROADWAYS", "TOOLS", "उद्योग",
)  # fmt: skip
PLACES = ("BHOPAL", "GOVINDPURA", "MANDIDEEP", "INDORE", "JHANSI", "HARIDWAR", "NAGPUR", "PUNE")
QUALITIES = (
    "SUPPORT", "LOCKING", "END", "CLAMPING", "BRACING", "INSULATING", "TERMINAL", "SPACER", "GUIDE",
    "BEARING", "COOLER", "ROTOR", "STATOR", "BRUSH", "COVER", "FIELD", "POLE", "BUSBAR", "EARTHING",
)  # fmt: skip
THINGS = (
    "BRACKET", "PLATE", "WEDGE", "RING", "CLAMP", "BLOCK", "BOLT", "STUD", "BUSH", "FLANGE", "PIPE",
    "SHAFT", "SLEEVE", "WASHER", "STRIP", "CHANNEL", "HOUSING", "HOLDER", "CONNECTOR", "GASKET",
)  # fmt: skip
STEELS = ("IS 2062", "EN8", "SS304", "HGW 2372.4", "IS 1570", "COPPER ETP", "AA10119")
REMARKS = (
    "MATERIAL TO BE SUPPLIED WITH TEST CERTIFICATE", "GUARANTEE CERTIFICATE REQUIRED",
    "INSPECTION BY BHEL QUALITY AT SUPPLIER WORKS", "AS PER GEM CONTRACT", "RISK PURCHASE",
    "URGENT FOR UNIT 5 OVERHAUL", "PACKING IN WOODEN BOX", "PART DELIVERY ALLOWED",
)  # fmt: skip


def fill(path: Path, count: int) -> None:
    """New books with `count` documents, always the same ones, and an index of them."""
    open_books(path).close()
    made = _Shop(random.Random(7), count)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA synchronous = OFF")
        for statement, rows in made.tables():
            insert(raw, statement, rows)
    books = open_books(path)
    with books.write(Actor("bench", "bench")) as session:
        findables.rebuild(session.connection())
    books.close()


class _Shop:
    def __init__(self, chance: random.Random, count: int) -> None:
        self.chance = chance
        self.orders, self.challans, self.invoices = (
            count * 30 // 100,
            count * 24 // 100,
            count * 22 // 100,
        )
        self.receipts, self.payments, self.expenses = (
            count * 12 // 100,
            count * 5 // 100,
            count * 2 // 100,
        )
        self.quotations, self.notes = count * 3 // 100, count * 2 // 100
        self.parties, self.products = count * 15 // 1000, count * 25 // 1000
        self.lines: list[tuple[object, ...]] = []
        self.goods = [self.article() for _ in range(self.products)]
        self.party_names = [*BUYERS]

    def article(self) -> tuple[str, str, str]:
        chance = self.chance
        drawing = f"{chance.choice('0134')}{chance.randrange(10, 99)}-{chance.randrange(100, 999)}-{chance.randrange(10000, 99999)}"
        said = (
            f"{chance.choice(QUALITIES)} {chance.choice(THINGS)} {chance.randrange(4, 400)}X"
            f"{chance.randrange(10, 900)} MM {chance.choice(STEELS)} TO DRG NO {drawing} REV 0{chance.randrange(9)}"
        )
        return (
            f"{chance.choice(('AM99', 'HY55', 'TG12'))}{chance.randrange(10**8):08d}",
            said,
            drawing,
        )

    def buyer(self) -> int:
        return min(int(self.chance.expovariate(0.9)), len(BUYERS) - 1) + 1

    def day(self, place: int, of: int) -> date:
        return FIRST + timedelta(days=place * DAYS // of)

    def tables(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        yield from self.masters()
        yield from self.order_book()
        yield from self.papers()
        yield from self.stores()
        yield from self.money()

    def masters(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        chance = self.chance
        while len(self.party_names) < self.parties:
            self.party_names.append(
                f"{chance.choice(NAMES)} {chance.choice(NAMES)} {chance.choice(TRADES)}"
            )
        yield (
            ("INSERT INTO parties (id, business_id, name, gstin, address, phone, supplier_code, is_customer, "
            "is_supplier, is_default, is_active, created_at, version) VALUES (?, 1, ?, ?, ?, ?, ?, 1, 0, 0, 1, ?, 1)"),
            [
                (n + 1, name, f"23AAB{chance.choice('CFP')}{chance.choice('ABCD')}{n:04d}K1Z5",
                 f"{chance.randrange(200)} {chance.choice(PLACES)}\n{chance.choice(PLACES)} 4620{n % 100:02d}",
                 f"98{chance.randrange(10**8):08d}", str(100000 + n), NOW)
                for n, name in enumerate(self.party_names)
            ],
        )  # fmt: skip
        yield (
            ("INSERT INTO products (id, business_id, material_code, name, description, hsn, barcode, is_deleted, "
            "created_at, version) VALUES (?, 1, ?, ?, ?, '85030090', ?, 0, ?, 1)"),
            [
                (n, f"{code}-{n}", said.split(" TO ")[0], said, f"890{chance.randrange(10**10):010d}", NOW)
                for n, (code, said, _) in enumerate(self.goods, 1)
            ],
        )  # fmt: skip

    def order_book(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        chance, heads, items, contracts, notes = self.chance, [], [], [], []
        for n in range(1, self.orders + 1):
            day = self.day(n, self.orders)
            heads.append(
                (n, self.buyer(), str(6_000_000 + n * 23), day.year - (day.month < 4), day.isoformat(),
                 chance.choice(("217", "451", "088")), f"E{chance.randrange(10**6):06d}", chance.choice(REMARKS), NOW)
            )  # fmt: skip
            for item in range(1, chance.choice((2, 2, 3, 4))):
                code, said, drawing = chance.choice(self.goods)
                items.append((n, item, code, said, json.dumps([drawing]), NOW))
            if n % 3 == 0:
                contracts.append((n, 1, f"GEMC-5116877{chance.randrange(10**8):08d}"))
            if n % 7 == 0:
                notes.append(
                    (
                        n,
                        "Ramesh",
                        f"{chance.choice(NAMES).title()} asked about {chance.choice(THINGS).lower()} on the phone",
                        NOW,
                    )
                )
        yield (
            ("INSERT INTO orders (id, business_id, customer_id, number, fiscal_year, order_date, amend_no, department_no, "
            "enquiry_no, remarks, supplier_address, price_basis, price_wording, created_at, version) "
            "VALUES (?, 1, ?, ?, ?, ?, 0, ?, ?, ?, '[]', 'silent', 'silent', ?, 1)"), heads,
        )  # fmt: skip
        yield (
            ("INSERT INTO order_items (order_id, item_no, material_code, description, drawing_numbers, unit, rate, "
            "quantity, is_cancelled, created_at, version) VALUES (?, ?, ?, ?, ?, 'NO', 1180000, 40000, 0, ?, 1)"), items,
        )  # fmt: skip
        yield "INSERT INTO gem_contracts (order_id, position, number) VALUES (?, ?, ?)", contracts
        yield (
            ("INSERT INTO order_notes (order_id, author, text, is_deleted, created_at, version) "
            "VALUES (?, ?, ?, 0, ?, 1)"), notes,
        )  # fmt: skip

    def voucher(
        self, key: int, kind: str, number: str, day: date, order: int | None, challan: int | None
    ) -> tuple[object, ...]:
        chance = self.chance
        particulars = {
            "vehicle_no": f"MP04{chance.choice(('HE', 'GA', 'LC'))}{chance.randrange(1000, 9999)}",
            "lr_no": f"LR{chance.randrange(10**5)}", "transporter": f"{chance.choice(NAMES)} ROADWAYS",
            "eway_bill_no": f"{chance.randrange(10**12):012d}",
        } if kind in ("challan", "invoice") else {"remarks": chance.choice(REMARKS)}  # fmt: skip
        for position in range(1, chance.choice((2, 3, 4))):
            code, said, drawing = chance.choice(self.goods)
            self.lines.append((key, position, code, said, drawing))
        year = day.year - (day.month < 4)
        consignee = json.dumps({"name": "STORES, BHEL PIPLANI", "address": 300 * "x"})
        return (
            key, kind, number, f"{number.upper()}#{key}", year, day.isoformat(), order, challan,
            self.party_names[self.buyer() - 1], consignee, json.dumps(particulars),
            chance.randrange(10**8), f"u{key}", NOW,
        )  # fmt: skip

    def papers(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        chance, heads, key = self.chance, [], 0
        series = (
            ("challan", self.challans, "DC/{year}/{n:04d}"), ("invoice", self.invoices, "{n}"),
            ("quotation", self.quotations, "QTN/{year}/{n}"), ("debit_note", self.notes // 2, "DN-{n}"),
            ("credit_note", self.notes - self.notes // 2, "CN-{n}"),
        )  # fmt: skip
        for kind, count, shape in series:
            places: dict[int, int] = {}
            for n in range(1, count + 1):
                key += 1
                day = self.day(n, count)
                start = day.year - (day.month < 4)
                places[start] = places.get(start, 0) + 1
                number = shape.format(year=f"{start % 100}-{(start + 1) % 100}", n=places[start])
                order = chance.randrange(1, self.orders + 1) if kind != "quotation" else None
                heads.append(
                    self.voucher(key, kind, number, day, order, n if kind == "invoice" else None)
                )
        yield (
            ("INSERT INTO vouchers (id, business_id, kind, number, number_key, fiscal_year, voucher_date, state, order_id, "
            "challan_id, party_name, is_replacement, seller, buyer, consignee, particulars, price_inclusive, total, uid, "
            "created_at, version) VALUES (?, 1, ?, ?, ?, ?, ?, 'issued', ?, ?, ?, 0, '{\"name\": \"The office\"}', '{}', ?, ?, 0, ?, ?, ?, 1)"), heads,
        )  # fmt: skip
        yield (
            ("INSERT INTO voucher_lines (voucher_id, position, material_code, description, drawing, quantity, rate) "
            "VALUES (?, ?, ?, ?, ?, 20000, 1180000)"), self.lines,
        )  # fmt: skip

    def stores(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        chance, heads, lines = self.chance, [], []
        for n in range(1, self.receipts + 1):
            day = self.day(n, self.receipts)
            year = day.year - (day.month < 4)
            heads.append((n, self.buyer(), str(10000 + n), year, day.isoformat(), NOW))
            order = chance.randrange(1, self.orders + 1)
            lines.append(
                (n, str(6_000_000 + order * 23), order, f"DC/{year % 100}-{(year + 1) % 100}/{chance.randrange(2400):04d}",
                 str(chance.randrange(2200)), f"C{n:06d}", NOW)
            )  # fmt: skip
        yield (
            ("INSERT INTO receipts (id, business_id, customer_id, number, fiscal_year, receipt_date, created_at, version) "
            "VALUES (?, 1, ?, ?, ?, ?, ?, 1)"), heads,
        )  # fmt: skip
        yield (
            ("INSERT INTO receipt_lines (receipt_id, order_number, order_id, item_no, srv_item_no, rev_no, accepted, "
            "rejected, challan_no, invoice_no, cnote_no, created_at, version) VALUES (?, ?, ?, 1, 1, 0, 40000, 0, ?, ?, ?, ?, 1)"),
            lines,
        )  # fmt: skip

    def money(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        chance, first = self.chance, self.challans + 1
        yield (
            ("INSERT INTO payments (id, business_id, party_id, paid_on, method, reference, note, created_at, version) "
            "VALUES (?, 1, ?, ?, 3, ?, ?, ?, 1)"),
            [
                (n, self.buyer(), self.day(n, self.payments).isoformat(),
                 f"UTR SBIN{chance.randrange(10**12):012d}" if n % 3 else f"CHQ {chance.randrange(10**6):06d}",
                 chance.choice((None, "less LD", "full and final")), NOW)
                for n in range(1, self.payments + 1)
            ],
        )  # fmt: skip
        yield (
            "INSERT INTO payment_lines (payment_id, position, voucher_id, kind, amount) VALUES (?, ?, ?, 'money', ?)",
            [
                (n, place, first + chance.randrange(self.invoices), chance.randrange(10**7))
                for n in range(1, self.payments + 1) for place in (1, 2)
            ],
        )  # fmt: skip
        yield (
            ("INSERT INTO expenses (business_id, amount, spent_on, category, description, is_necessary, created_at, version) "
            "VALUES (1, ?, ?, ?, ?, 1, ?, 1)"),
            [
                (chance.randrange(10**6), self.day(n, self.expenses).isoformat(), chance.choice(("Transport", "Salary", "Rent")),
                 f"{chance.choice(NAMES).title()} {chance.choice(('diesel', 'tea', 'courier', 'welding rods', 'tools'))} bill {n}", NOW)
                for n in range(1, self.expenses + 1)
            ],
        )  # fmt: skip
