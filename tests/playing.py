"""Plays the sample pages and their stories into books, through the use cases a clerk uses."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from senstosales.books.store import Actor, Books
from senstosales.queries import order_detail, orders
from senstosales.queries.details import ItemLine, OrderDetail
from senstosales.services import challans, importing, invoices, office
from senstosales.services.challans import ChallanDraft, ChallanLineDraft, Issued
from senstosales.services.checking import problems
from senstosales.services.drafts import make
from senstosales.services.importing import PageResult
from senstosales.services.invoices import InvoiceDraft
from senstosales.tables.vouchers import Voucher

PAGES = Path(__file__).parent / "pages"
ACTOR = Actor("Asha Verma", "tests")
Sent = tuple[int, int | None, str]
"""Item, lot (None names the item only) and quantity of a line to be sent."""


@cache
def told(name: str) -> dict[str, Any]:
    """What the sample's `.json` says must be found."""
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def samples(*, kind: str) -> list[str]:
    """Names of the sample pages: `order`, `receipt` or `refused`."""
    found = []
    for path in sorted(PAGES.glob("*.json")):
        facts = told(path.stem)
        what = "order" if "header" in facts else "receipt" if "rows" in facts else "refused"
        if what == kind:
            found.append(path.stem)
    return found


def set_up_office(books: Books) -> None:
    office.save_office(
        books,
        ACTOR,
        make(
            office.OfficeDraft,
            {"name": "NARMADA PRECISION WORKS", "gstin": "23AAKFN4471M1ZX", "address": "Bhopal"},
        ),
    )


def import_pages(books: Books, *names: str) -> list[PageResult]:
    """Import sample pages by name (`po-april` or `po-april.html`)."""
    paths = [PAGES / f"{name.removesuffix('.html')}.html" for name in names]
    return importing.import_files(books, ACTOR, paths).results


def order(books: Books, number: str, year: int | None = None) -> OrderDetail:
    return books.ask(order_detail.detail, books.ask(orders.find, number, year))


def item(books: Books, number: str, item_no: int) -> ItemLine:
    return next(line for line in order(books, number).items if line.item_no == item_no)


def draft_challan(books: Books, po: str, lines: list[Sent], /, **facts: Any) -> ChallanDraft:
    held = order(books, po)
    items = {line.item_no: line for line in held.items}
    made = []
    for item_no, lot_no, quantity in lines:
        lots = {lot.lot_no: lot.id for lot in items[item_no].lots}
        made.append(
            ChallanLineDraft(
                order_item_id=items[item_no].id,
                order_lot_id=None if lot_no is None else lots[lot_no],
                quantity=Decimal(quantity),
            )
        )
    facts.setdefault("date", date(2026, 3, 10))
    return ChallanDraft(order_id=held.id, lines=tuple(made), **facts)


def send(books: Books, po: str, lines: list[Sent], /, **facts: Any) -> Issued:
    return challans.create(books, ACTOR, draft_challan(books, po, lines, **facts))


def bill(books: Books, challan: Issued, **facts: Any) -> Issued:
    facts.setdefault("date", date(2026, 3, 11))
    return invoices.issue(books, ACTOR, InvoiceDraft(challan_id=challan.id, **facts))


def dispatch(books: Books, entry: dict[str, Any]) -> None:
    """Play one `dispatch_first` entry of a sample."""
    lines = [(line["po_item_no"], line["lot_no"], line["qty"]) for line in entry["lines"]]
    day = date.fromisoformat(entry["challan_date"])
    sent = send(books, entry["po_number"], lines, date=day, number=entry["challan_no"])
    if entry.get("invoice_no"):
        billed_on = date.fromisoformat(entry["invoice_date"])
        bill(books, sent, date=billed_on, number=entry["invoice_no"])


def play(books: Books, name: str) -> PageResult:
    """Everything that comes before a sample page, then the page itself."""
    facts = told(name)
    import_pages(books, *facts.get("import_first", []))
    for entry in facts.get("dispatch_first", []):
        dispatch(books, entry)
    return import_pages(books, name)[0]


def numbers_used(books: Books, kind: str) -> list[int]:
    """The numbers of all papers of a kind in the plain style, smallest first."""
    query = select(Voucher.number).where(Voucher.kind == kind)
    return sorted(int(text) for text in books.ask(lambda session: list(session.scalars(query))))


def whole(books: Books) -> None:
    """The check command finds nothing."""
    with books.read() as session:
        found = list(problems(session))
    assert found == [], found
