from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from senstosales.domain.kinds import Status
from senstosales.gui import palette
from senstosales.gui.desk import Desk
from senstosales.gui.tables import Empty, RegisterView, RowsTable
from senstosales.queries.columns import Filter
from tests.gui.samples import COLUMNS, REGISTER, FakeBooks, changed, order


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Callable[..., RegisterView]:
    def made(width: int = 1300, **more: Any) -> RegisterView:
        view = RegisterView(desk, REGISTER, **more)
        qtbot.addWidget(view)
        view.resize(width, 500)
        view.show()
        qtbot.waitUntil(lambda: view.model.totals is not None)
        return view

    return made


Show = Callable[..., RegisterView]


def shown(view: RegisterView, row: int, key: str) -> Any:
    column = next(n for n, each in enumerate(COLUMNS) if each.key == key)
    return view.model.index(row, column).data()


def test_rows_and_totals_are_shown(show: Show) -> None:
    view = show()
    assert view.model.rowCount() == 1000
    assert shown(view, 0, "number") == "1125007"
    assert shown(view, 0, "date") == "30-Mar-2026"
    assert view._foot.count.text() == "1,000 shown"
    assert "₹" in view._foot.sums["value"].text()


def test_rows_come_as_they_are_scrolled_to(qtbot: QtBot, show: Show) -> None:
    view = show()
    assert view.model.find(1000) is None
    view.table.scrollToBottom()
    qtbot.waitUntil(lambda: view.model.find(1000) is not None)
    assert shown(view, 999, "number") == str(1125000 + 7000)


def test_keys_mean_the_first_row_while_none_is_marked(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.table.setFocus()
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == [view.model.row_at(0).id]
    view.table.clearSelection()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert view.selected_ids() == (view.model.row_at(0).id,)
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    assert view.selected_ids() == (view.model.row_at(1).id,)


def test_typing_filters(qtbot: QtBot, show: Show) -> None:
    view = show()
    qtbot.keyClicks(view.filters.box, "jhansi")
    qtbot.waitUntil(lambda: view.model.totals is not None and view.model.totals.count == 250)
    assert shown(view, 0, "customer") == "BHEL Jhansi"
    view.filters.box.setText("> 1,2,3.456")
    qtbot.keyClicks(view.filters.box, " nobody")
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)
    assert view._pages.currentWidget() is view._none_fit
    view._none_fit.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: view.model.rowCount() == 1000)


def test_an_amount_beyond_reason_finds_nothing_and_nothing_breaks(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.filters.box.setText("> 99999999999999999")
    view.reload()
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)
    view.filters.box.setText("")
    view.reload()
    qtbot.waitUntil(lambda: view.model.rowCount() == 1000)


def test_chips_ask_for_statuses(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.filters.set_statuses(frozenset({Status.CLOSED}))
    qtbot.waitUntil(lambda: view.model.totals is not None and view.model.totals.count == 200)
    assert view.question.statuses == {Status.CLOSED}
    assert shown(view, 0, "status") == "Closed"


def test_chips_become_a_menu_where_there_is_no_room(show: Show) -> None:
    wide, narrow = show(1300), show(480)
    assert wide.filters._chip_bar.isVisible()
    assert not narrow.filters._chip_bar.isVisible()
    assert narrow.filters._chip_menu.isVisible()


def test_a_click_on_a_heading_sorts_and_is_remembered(qtbot: QtBot, show: Show, desk: Desk) -> None:
    view = show()
    header = view.table.horizontalHeader()
    header.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: shown(view, 0, "number") == str(1125000 + 7000))
    header.setSortIndicator(8, Qt.SortOrder.AscendingOrder)
    assert header.sortIndicatorSection() == 4
    again = show()
    assert shown(again, 0, "number") == str(1125000 + 7000)


def test_selection_and_scroll_survive_news(qtbot: QtBot, show: Show, books: FakeBooks) -> None:
    view = show()
    heard: list[Any] = []
    view.selected.connect(heard.append)
    view.table.verticalScrollBar().setValue(90)
    view.table.selectRow(100)
    qtbot.waitUntil(lambda: heard == [101])
    top = view.model.row_at(view.table.rowAt(0)).id
    books.shelf.rows.insert(0, order(5000))
    changed(books.shelf, 101, value=Decimal(42))
    with qtbot.waitSignal(view.loaded):
        books.commit("orders")
    assert view.model.row_at(view.table.rowAt(0)).id == top
    assert view.selected_ids() == (101,)
    assert heard == [101]
    assert shown(view, 101, "value") == "42.00"
    qtbot.waitUntil(lambda: view.model.rowCount() == 1001)


def test_enter_and_double_click_open(qtbot: QtBot, show: Show) -> None:
    view = show()
    heard: list[int] = []
    view.opened.connect(heard.append)
    view.table.selectRow(3)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    view.table.doubleClicked.emit(view.model.index(5, 0))
    assert heard == [4, 6]


def test_focus_alone_selects_nothing(show: Show) -> None:
    view = show()
    heard: list[Any] = []
    view.selected.connect(heard.append)
    view.table.setFocus()
    assert heard == []


def test_copy_is_tab_separated(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.table.selectRow(0)
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:3] == ["PO number", "PO date", "Customer"]
    assert lines[1].split("\t")[4] == "791.9"


def test_columns_are_chosen_and_remembered(show: Show) -> None:
    view = show()
    menu = view.table.columns_menu()
    actions = {action.data(): action for action in menu.actions()}
    actions["items"].trigger()
    actions["heard"].trigger()
    view.table.setColumnWidth(0, 201)
    keys = [column.key for column in view.table.shown_columns()]
    assert "items" not in keys
    assert "heard" in keys
    again = show()
    assert [column.key for column in again.table.shown_columns()] == keys
    assert again.table.columnWidth(0) == 201
    actions[""].trigger()
    assert "items" in [column.key for column in view.table.shown_columns()]


def test_no_room_is_left_beside_the_columns(show: Show) -> None:
    view = show()
    widths = sum(view.table.columnWidth(n) for n in range(len(COLUMNS)))
    assert abs(widths - view.table.viewport().width()) <= 2


def test_an_empty_list_says_how_things_get_here(
    qtbot: QtBot, desk: Desk, books: FakeBooks, show: Show
) -> None:
    books.shelf.rows.clear()
    pressed: list[int] = []
    view = show(
        empty=Empty("No orders yet", "Drop pages here.", "Import", lambda: pressed.append(1))
    )
    assert view._pages.currentWidget() is view._nothing
    view._nothing.findChild(QPushButton).click()
    assert pressed == [1]


def test_export_is_of_what_is_seen(qtbot: QtBot, show: Show) -> None:
    view = show(base=Filter(statuses=frozenset({Status.OPEN})))
    with qtbot.waitSignal(view.export_requested) as heard:
        view.filters.export.emit()
    (wish,) = heard.args
    assert wish.filter.statuses == {Status.OPEN}
    assert wish.columns == view.table.shown_columns()


def test_density_changes_rows(show: Show) -> None:
    view = show()
    assert view.table.rowHeight(0) == 28
    view.table.set_density(palette.Density.COMPACT)
    assert view.table.rowHeight(0) == 24


def test_a_small_table_sorts_and_grows(qtbot: QtBot) -> None:
    table = RowsTable(COLUMNS[:5], grow_to=20)
    qtbot.addWidget(table)
    table.set_rows([order(number) for number in (3, 1, 2)])
    low = table.sizeHint().height()
    table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert [row.id for row in table.rows] == [3, 2, 1]
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert [row.id for row in table.rows] == [3, 1, 2]
    table.selectRow(1)
    assert table.current.id == 1
    table.set_rows([order(number) for number in range(1, 9)])
    assert table.current.id == 1
    assert table.sizeHint().height() > low


def test_enter_where_nothing_fits_leaves_the_keyboard_in_the_box(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.activateWindow()
    view.filters.focus_box()
    qtbot.waitUntil(view.filters.box.hasFocus)
    qtbot.keyClicks(view.filters.box, "no-such-thing")
    for _ in range(2):
        qtbot.keyClick(view.filters.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.desk.jobs.idle)
    assert view.model.rowCount() == 0
    assert view.filters.box.hasFocus()
    view.filters.box.setText("")
    view.reload()
    qtbot.waitUntil(lambda: view.model.rowCount() > 0)
    qtbot.waitUntil(lambda: view.desk.jobs.idle)
    assert view.filters.box.hasFocus()
