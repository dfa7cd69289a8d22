"""Invoices as billing programs send them, at every stage, for tests and pictures of the review queue."""

import datetime as dt
from decimal import Decimal

from senstosales.books.store import Actor, Books
from senstosales.domain.handling import Priority, Stage
from senstosales.queries import handling as queries
from senstosales.services import handling
from senstosales.services.handling import Correction, SentCustomer, SentInvoice, SentLine

PROGRAM, STORE = Actor("billing", "api:billing"), Actor("Ravi Kumar", "desktop")
CUSTOMERS = (
    ("CUST-889", "LifeCare Pharmacy", "Kozhikode", "Near Railway Station", "9876543210"),
    (
        "CUST-112",
        "Shri Balaji Medical and General Stores",
        "Bhopal",
        "12 New Market",
        "0755 412233",
    ),
    ("CUST-407", "Apollo Surgicals", "Indore", "Sarafa Bazaar 4", "98260 11122"),
)
GOODS = (
    ("PR650", "Paracetamol 650 mg", "3.50", "R-12", "Sun Pharma", "10x10 Tablets"),
    ("OTN10", "Otrivin Nasal Spray", "85.00", "G-04", "Novartis", "10 ml Bottle"),
    ("AMX500", "Amoxicillin 500 mg Capsules", "112.40", "A-01", "Cipla", "10x10 Capsules"),
    ("BND75", "Crepe Bandage 7.5 cm", "64.00", "S-22", "Johnson", "12 Rolls"),
    ("GLV-M", "Examination Gloves, Medium", "410.00", "S-03", "Kanam", "Box of 100"),
)


def lines(first: int, count: int) -> tuple[SentLine, ...]:
    found = []
    for place in range(count):
        code, name, mrp, shelf, company, packing = GOODS[(first + place) % len(GOODS)]
        found.append(
            SentLine(
                name=name, item_code=code, barcode=f"BC-{code}", quantity=10 + 5 * place + first,
                mrp=Decimal(mrp), shelf_location=shelf, company_name=company, packing=packing,
                batch_no=f"B{first}{place}7", expiry_date=dt.date(2027, 5 + place, 28),
            )
        )  # fmt: skip
    return tuple(found)


def take_in(books: Books, number: str, which: int = 0, count: int = 3) -> int:
    """Take one in; its id."""
    code, name, area, address, phone = CUSTOMERS[which % len(CUSTOMERS)]
    sent = SentInvoice(
        invoice_no=number,
        invoice_date=dt.date(2026, 3, 1) + dt.timedelta(which % 15),
        salesman=("Ajay", "Meera")[which % 2],
        customer=SentCustomer(
            code=code,
            name=name,
            area=area,
            address1=address,
            phone1=phone,
            email="shop@example.com",
        ),
        lines=lines(which, count),
        priority=tuple(Priority)[which % 3],
        created_by="admin",
        remarks="Deliver before noon" if which % 4 == 0 else None,
    )
    return handling.take_in(books, PROGRAM, sent).id


def walk(books: Books, key: int, stage: Stage) -> None:
    """Bring one to that stage."""
    for each in (Stage.PICKING, Stage.PICKED, Stage.PACKING, Stage.PACKED, Stage.DISPATCHED,
                 Stage.DELIVERED):  # fmt: skip
        handling.move(books, STORE, key, each)
        if each is stage:
            return


def come_back(books: Books, number: str, stage: Stage, reason: str) -> None:
    """One that is at INVOICED goes as far as that stage, and comes back from there."""
    key = books.ask(queries.find, number)
    assert key is not None
    walk(books, key, stage)
    handling.return_to_billing(books, STORE, number, reason)


def queue(books: Books) -> dict[str, int]:
    """Some of every kind: waiting, corrected, under way, over; ids by number."""
    keys = {f"LTPI-7728{n}": take_in(books, f"LTPI-7728{n}", n, 2 + n % 4) for n in range(9)}
    numbers = list(keys)
    come_back(books, numbers[0], Stage.PICKING, "Batch B007 is not on the shelf; B456 is")
    come_back(
        books, numbers[3], Stage.PACKED, "The customer takes only half of the gloves, and has moved"
    )
    come_back(books, numbers[5], Stage.PACKING, "MRP on the strip is 4.50")
    handling.correct(
        books,
        PROGRAM,
        Correction(
            invoice_no=numbers[5],
            lines=(
                SentLine(item_code="PR650", mrp=Decimal("4.50"), batch_no="B456"),
                SentLine(
                    item_code="BND75", name="Crepe Bandage 10 cm", quantity=4, mrp=Decimal(72)
                ),
                SentLine(item_code="ORS", name="ORS Sachet", quantity=40, mrp=Decimal("21.75")),
            ),
            priority=Priority.HIGH,
            resolution_notes="Fixed batch number and updated MRP",
        ),
    )
    for number, stage in zip(numbers[1:3], (Stage.PICKING, Stage.DELIVERED), strict=True):
        walk(books, keys[number], stage)
    walk(books, keys[numbers[6]], Stage.DISPATCHED)
    walk(books, keys[numbers[7]], Stage.PACKED)
    return keys
