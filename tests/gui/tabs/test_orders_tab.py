from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import DeviationKind, Status
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.order_facts import points
from senstosales.gui.tabs.orders import SPEC, OrdersTab
from senstosales.queries import orders
from senstosales.services import deviations
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, send


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> OrdersTab:
    made = SPEC.factory(desk)
    assert isinstance(made, OrdersTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitUntil(lambda: made.view.model.rowCount() == 16)
    return made


def show(qtbot: QtBot, tab: OrdersTab, books: Books, number: str) -> None:
    tab.show_item(books.ask(orders.find, number))
    qtbot.waitUntil(lambda: tab.order.order is not None and tab.order.order.number == number)


def texts(tab: OrdersTab, key: str) -> list[str]:
    table = tab.order.lots
    place = [column.key for column in table.model().columns].index(key)
    return [table.model().index(row, place).data() for row in range(len(table.rows))]


def test_a_marked_order_stands_beside_the_list(qtbot: QtBot, tab: OrdersTab) -> None:
    assert not tab.both.detail_open
    tab.view.table.selectRow(2)
    qtbot.waitUntil(lambda: tab.order.header.title.text() == "Order 4649105")
    assert tab.both.detail_open
    assert tab.view.isVisible()
    assert tab.order.header.status.text() == "Part dispatched"
    assert "14-Oct-2024" in tab.order.header.about.text()
    assert "8,37,210.00" in tab.order.header.about.text()


def test_where_it_is_narrow_the_order_covers_the_list_until_esc(
    qtbot: QtBot, tab: OrdersTab
) -> None:
    tab.resize(1000, 700)
    tab.view.table.selectRow(2)
    assert not tab.both.detail_open
    qtbot.keyClick(tab.view.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.order.order is not None)
    assert tab.both.detail_open
    assert not tab.view.isVisible()
    qtbot.keyClick(tab.order.lots, Qt.Key.Key_Escape)
    assert not tab.both.detail_open
    assert tab.view.isVisible()


def test_lots_stand_under_their_item_with_what_has_become_of_each(
    qtbot: QtBot, tab: OrdersTab, books: Books
) -> None:
    show(qtbot, tab, books, "4649105")
    rows = tab.order.lots.rows
    assert [row.lot_no for row in rows] == list(range(1, 12))
    assert texts(tab, "item_no") == ["1", *[""] * 10]
    assert texts(tab, "description")[1:] == [""] * 10
    assert [str(row.pending) for row in rows[2:5]] == ["0.000", "30.000", "60.000"]
    assert rows[0].status is Status.CLOSED
    assert rows[3].status is Status.OVERDUE
    assert tab.order.card.title.text() == "Item 1, lot 1"
    tab.order.lots.selectRow(3)
    assert tab.order.card.title.text() == "Item 1, lot 4"


def test_an_item_is_named_again_when_sorting_has_moved_it(
    qtbot: QtBot, tab: OrdersTab, books: Books
) -> None:
    show(qtbot, tab, books, "6649107")
    header = tab.order.lots.horizontalHeader()
    columns = [column.key for column in tab.order.lots.model().columns]
    header.setSortIndicator(columns.index("due"), Qt.SortOrder.DescendingOrder)
    numbers = [str(row.item_no) for row in tab.order.lots.rows]
    assert texts(tab, "item_no") == [
        number if place == 0 or number != numbers[place - 1] else ""
        for place, number in enumerate(numbers)
    ]


def test_columns_without_room_are_left_out_and_come_back(
    qtbot: QtBot, tab: OrdersTab, books: Books
) -> None:
    show(qtbot, tab, books, "4649105")
    table = tab.order.lots
    entry = len(table.model().columns) - 1
    assert table.isColumnHidden(entry)
    assert table.horizontalScrollBar().maximum() == 0
    tab.resize(2600, 900)
    qtbot.waitUntil(lambda: not table.isColumnHidden(entry))


def test_the_words_about_gst_stand_out_in_the_remarks(
    qtbot: QtBot, tab: OrdersTab, books: Books
) -> None:
    show(qtbot, tab, books, "4649105")
    text = tab.order.remarks.words.text()
    assert ">INCLUSIVE OF ALL TAXES &amp; DUTIES</span>" in text
    assert text.count("<br>") == 3


def test_numbered_remarks_stand_point_by_point_and_nothing_else_is_touched() -> None:
    assert points("1. A 2. B 2. C 3. D") == "1. A\n2. B 2. C\n3. D"
    assert points("[1] SIZE 3 X 2 [2] B") == "[1] SIZE 3 X 2\n[2] B"
    assert points("GST EXTRA 2. NOT A LIST") == "GST EXTRA 2. NOT A LIST"


def test_a_linked_paper_opens_in_its_own_tab(
    qtbot: QtBot, tab: OrdersTab, books: Books, went: list[tuple[str, int]]
) -> None:
    show(qtbot, tab, books, "4649105")
    tab.order.pages.setCurrentIndex(1)
    timeline = tab.order.timeline.list
    qtbot.waitUntil(lambda: bool(timeline.entries))
    titles = [entry.title for entry in timeline.entries]
    timeline.select(titles.index("Tax invoice 88"))
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert went == [("invoices", timeline.entries[titles.index("Tax invoice 88")].key)]


def test_an_amended_order_tells_what_the_page_changed_and_shows_it(
    qtbot: QtBot, tab: OrdersTab, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    show(qtbot, tab, books, "6649107")
    versions = tab.order.versions
    assert [row.amendment for row in versions.table.rows] == ["No. 1", "Original"]
    found = [(row.what, row.field, row.before, row.after) for row in versions.changes.rows]
    assert ("Item 3", "ordered quantity", "40", "55") in found
    versions.button.click()
    qtbot.waitUntil(lambda: bool(shown))
    page = Path(shown[0].toLocalFile())
    assert page.name.endswith("po-amended-1.html")
    assert b"6649107" in page.read_bytes()


def test_a_deviation_is_acknowledged_with_a_note(
    qtbot: QtBot,
    tab: OrdersTab,
    books: Books,
    opened: Opened[ReasonDialog],
    heard: list[str],
) -> None:
    order_id = books.ask(orders.find, "6649104")
    found = deviations.Found(
        DeviationKind.VALUE_MISMATCH, "item 1", "item_value", "10", "11", "It differs", "6649104"
    )
    with books.write(ACTOR) as session:
        deviations.sync(session, "order", order_id, [found])
    show(qtbot, tab, books, "6649104")
    qtbot.waitUntil(lambda: tab.order.pages.tabText(4) == "Deviations (1)")
    assert not tab.order.pages.tabIcon(4).isNull()
    tab.order.pages.setCurrentIndex(4)
    tab.order.deviations.button.click()
    dialog = opened(ReasonDialog)
    dialog.reason.set_value("The buyer rounds")
    dialog.submit()
    qtbot.waitUntil(lambda: not tab.order.deviations.button.isEnabled())
    line = tab.order.deviations.table.rows[0]
    assert tab.order.pages.tabIcon(4).isNull()
    assert (line.status, line.note) == (Status.ACKNOWLEDGED, "The buyer rounds")
    assert any("acknowledged" in sentence for sentence in heard)


def test_make_challan_opens_its_form(
    qtbot: QtBot, tab: OrdersTab, books: Books, opened: Opened[ChallanForm]
) -> None:
    show(qtbot, tab, books, "4649105")
    qtbot.mouseClick(tab.order.header.primary, Qt.MouseButton.LeftButton)
    form = opened(ChallanForm)
    assert form.windowTitle() == "New challan"
    form.reject()


def test_nothing_is_left_to_do_on_a_closed_order(
    qtbot: QtBot, tab: OrdersTab, books: Books
) -> None:
    show(qtbot, tab, books, "6629110")
    qtbot.waitUntil(lambda: not tab.order.header.primary.isVisible())
    show(qtbot, tab, books, "6649104")
    qtbot.waitUntil(tab.order.header.primary.isVisible)


def test_a_challan_made_elsewhere_shows_at_once(qtbot: QtBot, tab: OrdersTab, books: Books) -> None:
    show(qtbot, tab, books, "6649114")
    assert tab.order.lots.rows[0].dispatched == 0
    send(books, "6649114", [(1, 3, "40")])
    qtbot.waitUntil(lambda: tab.order.lots.rows[0].dispatched == 40)
    assert tab.order.header.status.text() == "Part dispatched"


def test_the_order_is_exported_and_its_number_copied(
    qtbot: QtBot,
    tab: OrdersTab,
    books: Books,
    heard: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "order.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    show(qtbot, tab, books, "4649105")
    tab.export.trigger()
    qtbot.waitUntil(lambda: any("order.xlsx" in sentence for sentence in heard))
    book = openpyxl.load_workbook(path)
    assert "4649105" in str(book.worksheets[0]["A1"].value)
    tab.copy.trigger()
    assert QGuiApplication.clipboard().text() == "4649105"
