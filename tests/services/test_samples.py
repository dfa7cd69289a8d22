"""Every sample page, through the use cases into the books and out again, exactly as its `.json` says."""

import shutil
from contextlib import ExitStack
from decimal import Decimal
from functools import cache

import pytest

from senstosales.books.store import open_books
from senstosales.domain.amounts import plain
from senstosales.queries import listing, order_detail, receipts
from senstosales.services.importing import import_bytes
from tests.clock import Clock
from tests.playing import ACTOR, PAGES, import_pages, item, order, play, samples, told, whole

ORDERS, RECEIPTS, REFUSED = (samples(kind=kind) for kind in ("order", "receipt", "refused"))
HEADER = {
    "po_number": "number", "po_date": "date", "po_status": "portal_status", "po_value": "order_value",
    "net_po_value": "net_value",
}  # fmt: skip


@pytest.fixture(scope="module")
def played(office_file, tmp_path_factory):
    """`played(name)`: what became of the sample, and the books it was played into; once, to be read only."""
    with ExitStack() as stack:

        @cache
        def once(name):
            path = tmp_path_factory.mktemp(name) / "books.sqlite3"
            shutil.copyfile(office_file, path)
            books = open_books(path, clock=Clock())
            stack.callback(books.close)
            return play(books, name), books

        yield once


def said(value):
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def deviations_of(lines):
    return [
        {key: getattr(line, key) for key in ("what", "field", "expected", "actual", "reason")}
        for line in lines
    ]


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_page_is_in_the_books_exactly(played, name):
    facts = told(name)
    result, books = played(name)
    held = order(books, facts["header"]["po_number"])
    expected = facts["header"] | {"enquiry_date": None}
    found = {
        key: said(getattr(held, HEADER.get(key, key))) for key in expected if key != "enquiry_date"
    } | {"enquiry_date": None}
    assert found == expected
    assert held.remarks == facts["remarks"]
    live = [line for line in held.items if not line.is_cancelled]
    assert [shown(line) for line in live] == facts["items"]
    assert deviations_of(held.deviations) == facts["deviations"]
    assert result.deviations == len(facts["deviations"])
    assert (result.kind, result.number, result.order_id) == ("order", held.number, held.id)
    assert result.outcome == ("amended" if "changes" in facts else "new")
    whole(books)


def shown(line):
    return {
        "po_item_no": line.item_no,
        "material_code": line.material_code,
        "mtrl_cat": line.material_category,
        "unit": line.unit,
        "po_rate": said(line.rate),
        "ord_qty": said(line.quantity),
        "rcd_qty": said(line.portal_received),
        "item_value": said(line.item_value),
        "description": line.description,
        "lots": [
            {
                "lot_no": lot.lot_no,
                "dely_qty": said(lot.quantity),
                "dely_date": said(lot.due_date),
                "entry_allow_date": said(lot.entry_allow_date),
                "entry_allow_text": lot.entry_allow_text,
                "dest_code": lot.dest_code,
            }
            for lot in line.lots
            if not lot.is_cancelled
        ],
    }


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_read_out_of_the_words(played, name):
    derived = told(name)["derived"]
    _, books = played(name)
    held = order(books, told(name)["header"]["po_number"])
    basis = {True: "inclusive", False: "exclusive", None: "silent"}[derived["gst_inclusive"]]
    assert held.price_basis == basis
    assert said(held.price_rate) == derived["gst_rate"]
    assert held.price_wording == derived["gst_wording"]
    assert [{"number": c.number, "date": said(c.on)} for c in held.contracts] == derived[
        "gem_contracts"
    ]
    assert {
        str(line.item_no): list(line.drawing_numbers)
        for line in held.items
        if not line.is_cancelled
    } == derived["drawing_numbers"]
    assert held.payment_days == derived["payment_days"]
    assert held.fiscal_year == derived["fiscal_year_of_po_date"]
    assert held.supplier_name == derived["supplier_name"]
    assert list(held.supplier_address) == derived["supplier_address"]


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_receipt_page_counts_as_told(played, name):
    facts = told(name)
    result, books = played(name)
    assert result.outcome == "new"
    for srv in facts["derived"]["srvs"]:
        year = int(srv["fiscal_year"][:4])
        held = books.ask(
            lambda session, srv=srv, year=year: receipts.detail(
                session, listing.ids(session, "receipt", [srv["srv_number"]], year)[0]
            )
        )
        assert (said(held.date), held.fiscal_year) == (srv["srv_date"], srv["fiscal_year"])
        assert {line.order_number for line in held.lines} == {srv["po_number"]}
        assert [
            {
                "srv_item_no": line.srv_item_no,
                "rev_no": line.rev_no,
                "po_item_no": line.item_no,
                "received": said(line.received),
                "accepted": said(line.accepted),
                "rejected": said(line.rejected),
                "received_was_blank": line.received_was_blank,
            }
            for line in held.lines
            if line.counts
        ] == srv["lines"]
        deviations = deviations_of(held.deviations)
        assert deviations == facts["deviations"]
    whole(books)


@pytest.mark.parametrize("name", RECEIPTS)
def test_where_the_order_stands_after_a_receipt_page(played, name):
    facts = told(name)
    _, books = played(name)
    if not facts["import_first"]:
        return
    for after in facts["after"]:
        line = item(books, after["po_number"], after["po_item_no"])
        found = {
            "ordered": line.quantity, "dispatched": line.dispatched, "received": line.received,
            "accepted": line.accepted, "rejected": line.rejected,
        }  # fmt: skip
        assert {key: said(value) for key, value in found.items()} == {
            key: after[key] for key in found
        }


@pytest.mark.parametrize("name", RECEIPTS)
def test_a_receipt_finds_its_challan_and_invoice(played, name):
    _, books = played(name)
    for entry in told(name)["dispatch_first"]:
        held = order(books, entry["po_number"])
        assert entry["challan_no"] in [paper.number for paper in held.challans]
    with books.read() as session:
        for key in listing.ids(session, "receipt", None, None):
            for line in receipts.detail(session, key).lines:
                if told(name)["dispatch_first"]:
                    assert line.challan is not None
                    assert line.challan_no in (None, line.challan.number)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_and_nothing_of_it_is_stored(books, name):
    before = books.path.read_bytes()
    result = import_pages(books, name)[0]
    assert result.outcome == "refused"
    assert result.reason
    assert (result.number, result.order_id, result.changes) == (None, None, ())
    assert books.ask(listing.ids, "order", None, None) == []
    assert books.path.read_bytes() == before


@pytest.mark.parametrize("name", ORDERS + RECEIPTS)
def test_the_same_page_again_changes_nothing(books, name):
    play(books, name)
    before = books.path.with_name("books.sqlite3-wal").read_bytes(), books.path.read_bytes()
    heard = []
    books.listen(heard.append)
    again = import_pages(books, name)[0]
    assert (again.outcome, again.changes, again.deviations) == ("unchanged", (), 0)
    assert heard == []
    assert before == (
        books.path.with_name("books.sqlite3-wal").read_bytes(), books.path.read_bytes(),
    )  # fmt: skip


@pytest.mark.parametrize("name", ORDERS + RECEIPTS)
def test_the_same_words_in_other_bytes_change_nothing_either(books, name):
    play(books, name)
    heard = []
    books.listen(heard.append)
    data = (PAGES / f"{name}.html").read_bytes() + b"\n<!-- saved again -->\n"
    again = import_bytes(books, ACTOR, "again.html", data)
    assert (again.outcome, again.changes) == ("unchanged", ())
    assert heard == []


@pytest.mark.parametrize("name", ORDERS)
def test_the_page_itself_is_kept_byte_for_byte(played, name):
    _, books = played(name)
    held = order(books, told(name)["header"]["po_number"])
    file_name, data = books.ask(order_detail.source_page, held.page_id)
    assert file_name == f"{name}.html"
    assert data == (PAGES / f"{name}.html").read_bytes()
