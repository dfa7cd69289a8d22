"""Products and their stock on the real window parts over real books."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.catalogue import Move
from senstosales.domain.kinds import Status
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.product_form import ProductForm
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.dialogs.stock_form import StockForm
from senstosales.gui.forms import TextField
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.products import SPEC, ProductsTab
from senstosales.queries import stock as queries
from senstosales.queries.columns import Filter
from senstosales.queries.stock import ProductDetail
from senstosales.services import products, vouchers
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR
from tests.services.test_vouchers import draft, line

PIN, RING = "NPW-CP-12", "NPW-SR-40"


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[ProductsTab]:
    made = SPEC.factory(desk)
    assert isinstance(made, ProductsTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def find(books: Books, code: str) -> ProductDetail:
    return books.ask(queries.by_code, code)


def show(qtbot: QtBot, tab: ProductsTab, key: int) -> None:
    with qtbot.waitSignal(tab.detail.loaded, check_params_cb=lambda shown: shown.id == key):
        tab.show_item(key)


def put(form: Any, name: str, text: str) -> None:
    field = form.form.fields[name]
    assert isinstance(field, TextField)
    field.box.setText(text)
    field.changed.emit()
    field.left.emit()


def moves(tab: ProductsTab) -> list[tuple[str, str, str]]:
    return [(row.kind, str(row.quantity), str(row.stock)) for row in tab.detail.moves.rows]


def test_what_it_is_what_there_is_and_how_that_came_about(
    qtbot: QtBot, tab: ProductsTab, books: Books
) -> None:
    show(qtbot, tab, find(books, PIN).id)
    about = tab.detail.header.about.text().replace("\xa0", " ")
    assert about == "254 NOS in stock  ·  NPW-CP-12"
    assert tab.detail.barcode.isVisible()
    assert tab.detail.barcode.text == "8900044710028"
    assert moves(tab) == [
        ("Taken out", "-10.000", "254.000"),
        ("Bought or made", "24.000", "264.000"),
        ("Opening stock", "240.000", "240.000"),
    ]
    assert not tab.detail.low.isVisible()


def test_a_scanned_code_opens_its_product_at_once_and_the_next_takes_its_place(
    qtbot: QtBot, tab: ProductsTab, books: Books
) -> None:
    box = tab.view.filters.box
    box.setFocus()
    for code, barcode in ((PIN, "8900044710028"), (RING, "8900044710011")):
        key = find(books, code).id
        with qtbot.waitSignal(
            tab.detail.loaded, check_params_cb=lambda shown, key=key: shown.id == key
        ):
            qtbot.keyClicks(box, barcode)
            qtbot.keyClick(box, Qt.Key.Key_Return)
        assert box.selectedText() == barcode
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 1)


def test_the_low_ones_have_their_chip_their_word_and_the_number_on_the_tab(
    qtbot: QtBot, tab: ProductsTab, books: Books
) -> None:
    assert SPEC.count is not None
    low = books.ask(SPEC.count)
    assert low == 2
    tab.view.filters.set_statuses(frozenset({Status.LOW}))
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == low)
    tab.view.clear_filter()
    tab.view.filters.box.setText("low")
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == low)
    with qtbot.waitSignal(tab.detail.loaded):
        tab.view.table.selectRow(0)
    assert tab.detail.header.status.text() == Status.LOW
    assert tab.detail.low.text.text() == "Reorder at 25 NO: 18 NO are left."


def test_a_new_product_begins_with_what_is_there(
    qtbot: QtBot, tab: ProductsTab, books: Books, opened: Opened[ProductForm], heard: list[str]
) -> None:
    tab.new.trigger()
    form = opened(ProductForm)
    for name, text in (
        ("name", "END WEDGE"), ("material_code", "NPW-EW-1"), ("hsn", "8503"), ("price", "12*2.25"),
        ("stock", "40"), ("low_stock", "50"), ("barcode", "EW1"),
    ):  # fmt: skip
        put(form, name, text)
    form.form.fields["unit"].set_value("NOS")
    form.form.fields["gst_rate"].set_value(Decimal(18))
    with qtbot.waitSignal(tab.detail.loaded):
        form.form.submit()
    assert heard == ["END WEDGE is saved."]
    held = find(books, "NPW-EW-1")
    assert (held.price, held.stock, held.gst_rate, held.hsn) == (Decimal(27), 40, 18, "8503")
    assert tab.detail.header.status.text() == Status.LOW
    assert moves(tab) == [("Opening stock", "40.000", "40.000")]


def test_what_is_wrong_is_said_beside_its_field(
    qtbot: QtBot, tab: ProductsTab, books: Books, opened: Opened[ProductForm]
) -> None:
    before = books.ask(queries.totals, Filter()).count
    tab.new.trigger()
    form = opened(ProductForm)
    form.form.submit()
    qtbot.waitUntil(lambda: bool(form.form.fields["name"].error))
    assert form.form.fields["name"].error == "Give the product a name or a material code."
    put(form, "hsn", "12")
    assert form.form.fields["hsn"].error == "“12” is not an HSN code: it has 4, 6 or 8 digits."
    put(form, "hsn", "8503")
    put(form, "low_stock", "-4")
    assert form.form.fields["low_stock"].error == "This cannot be less than zero."
    put(form, "low_stock", "")
    put(form, "material_code", PIN)
    form.form.submit()
    qtbot.waitUntil(lambda: bool(form.form.fields["material_code"].error))
    assert form.form.fields["material_code"].error.startswith(
        "Another product has the material code"
    )
    assert books.ask(queries.totals, Filter()).count == before
    form.form.set_clean()


def test_a_change_keeps_what_the_form_does_not_show(
    qtbot: QtBot, tab: ProductsTab, books: Books, opened: Opened[ProductForm]
) -> None:
    key = products.save(
        books, ACTOR, products.ProductDraft(name="Pin", image="https://x.example/p")
    )
    show(qtbot, tab, key)
    tab.edit.trigger()
    form = opened(ProductForm)
    assert "stock" not in form.form.fields
    put(form, "shelf", "D-9")
    form.form.submit()
    qtbot.waitUntil(lambda: books.ask(queries.detail, key).shelf == "D-9")
    assert books.ask(queries.detail, key).image == "https://x.example/p"
    show(qtbot, tab, key)
    tab.edit.trigger()
    again = opened(ProductForm)
    products.save(books, ACTOR, products.ProductDraft(name="Pin, turned"), key)
    put(again, "shelf", "D-1")
    again.form.submit()
    qtbot.waitUntil(again.form._general.isVisible)
    assert again.form._general.text().startswith(
        "Somebody else has changed this product meanwhile."
    )
    again.form.set_clean()


@pytest.mark.parametrize(
    ("kind", "quantity", "said", "move", "stock"),
    [
        (Move.COUNT, "250", "Afterwards there are 250 NOS.", ("Counted", "-4.000"), 250),
        (Move.PURCHASE, "2*12", "Afterwards there are 278 NOS.", ("Bought or made", "24.000"), 278),
        (Move.TAKEN, "4", "Afterwards there are 250 NOS.", ("Taken out", "-4.000"), 250),
    ],
)
def test_stock_is_counted_taken_in_and_taken_out_with_a_note(
    qtbot: QtBot,
    tab: ProductsTab,
    books: Books,
    opened: Opened[StockForm],
    kind: Move,
    quantity: str,
    said: str,
    move: tuple[str, str],
    stock: int,
) -> None:
    key = find(books, PIN).id
    show(qtbot, tab, key)
    {Move.COUNT: tab.count, Move.PURCHASE: tab.receive, Move.TAKEN: tab.take}[kind].trigger()
    form = opened(StockForm)
    put(form, "quantity", quantity)
    put(form, "note", "for the fair")
    assert said in form.said.text()
    with qtbot.waitSignal(tab.detail.loaded):
        form.form.submit()
    newest = next(row for row in tab.detail.moves.rows if row.day == date(2026, 3, 16))
    assert ((newest.kind, str(newest.quantity)), newest.note) == (move, "for the fair")
    assert find(books, PIN).stock == stock


def test_a_day_to_come_and_less_than_nothing_are_said(
    qtbot: QtBot, tab: ProductsTab, books: Books, opened: Opened[StockForm]
) -> None:
    show(qtbot, tab, find(books, PIN).id)
    tab.take.trigger()
    form = opened(StockForm)
    put(form, "quantity", "300")
    assert "less than nothing" in form.said.text()
    put(form, "day", "17/3/2026")
    form.form.submit()
    qtbot.waitUntil(lambda: bool(form.form.fields["day"].error))
    assert form.form.fields["day"].error == "This day has not come yet."
    put(form, "day", "today")
    put(form, "quantity", "0")
    form.form.submit()
    qtbot.waitUntil(lambda: bool(form.form.fields["quantity"].error))
    assert find(books, PIN).stock == 254
    form.form.set_clean()


def test_an_invoice_takes_out_what_it_sells_and_is_opened_from_there(
    qtbot: QtBot, tab: ProductsTab, books: Books, went: list[tuple[str, int]]
) -> None:
    key = find(books, PIN).id
    sold = vouchers.create(books, ACTOR, draft(lines=(line(quantity="14", product_id=key),)))
    show(qtbot, tab, key)
    place = next(at for at, row in enumerate(tab.detail.moves.rows) if row.paper == sold.number)
    assert moves(tab)[place][:2] == ("Sold", "-14.000")
    tab.detail.moves.selectRow(place)
    qtbot.keyClick(tab.detail.moves, Qt.Key.Key_Return)
    assert went == [("invoices", sold.id)]


def test_labels_are_seen_before_they_are_printed(
    qtbot: QtBot, tab: ProductsTab, books: Books, opened: Opened[PreviewDialog]
) -> None:
    show(qtbot, tab, find(books, PIN).id)
    tab.labels.trigger()
    dialog = opened(PreviewDialog)
    qtbot.waitUntil(lambda: dialog.document.pageCount() == 1)
    dialog.reject()
    tab.copy.trigger()
    assert QApplication.clipboard().text() == "8900044710028"
    strange = products.save(books, ACTOR, products.ProductDraft(name="Nut", barcode="₹ 5"))
    show(qtbot, tab, strange)
    assert tab.detail.no_code.isVisible()
    assert not tab.labels.isEnabled()


def test_deleted_after_asking_it_leaves_the_list(
    qtbot: QtBot, tab: ProductsTab, books: Books, opened: Opened[RemovalDialog], heard: list[str]
) -> None:
    show(qtbot, tab, find(books, RING).id)
    before = tab.view.model.rowCount()
    tab.delete.trigger()
    dialog = opened(RemovalDialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == before - 1)
    assert heard == ["SPACER RING, MACHINED is deleted."]
    assert not tab.both.detail_open
