import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.gui.desk import Desk
from senstosales.gui.tabs.schedule import SPEC, ScheduleTab
from senstosales.services import manual_orders, parties
from senstosales.services.manual_orders import ItemDraft, LotDraft, OrderDraft
from tests.playing import ACTOR, send

TODAY = dt.date(2026, 3, 16)


@pytest.fixture
def planned(books: Books) -> int:
    """An order of another customer with a lot yesterday, today, and next month."""
    key = parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))
    days = (TODAY - dt.timedelta(days=1), TODAY, dt.date(2026, 4, 20))
    lots = tuple(
        LotDraft(lot_no=place, quantity=Decimal(10), due_date=day)
        for place, day in enumerate(days, start=1)
    )
    item = ItemDraft(item_no=1, quantity=Decimal(30), rate=Decimal(7), lots=lots, unit="NOS")
    draft = OrderDraft(
        number="PO-1", date=dt.date(2026, 1, 5), customer_id=key, department_no="901", items=(item,)
    )
    return manual_orders.create(books, ACTOR, draft)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, planned: int) -> ScheduleTab:
    made = SPEC.factory(desk)
    assert isinstance(made, ScheduleTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitUntil(lambda: made.party.count() > 2 and bool(made.calendar.lots.rows))
    return made


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_the_month_of_today_says_what_falls_on_its_days(tab: ScheduleTab) -> None:
    month = tab.calendar.calendar
    assert month.day == TODAY
    yesterday = TODAY - dt.timedelta(days=1)
    assert [mark.word for mark in month.marks_of(yesterday)] == ["1 overdue"]
    assert [(mark.word, mark.about) for mark in month.marks_of(TODAY)] == [("1 due soon", "PO-1")]
    assert tab.calendar.title.text() == "March 2026"
    assert tab.calendar.day.text() == "Monday, 16-Mar-2026: 1 due soon"
    assert [row.lot_no for row in tab.calendar.lots.rows] == [2]
    assert "Satpura Tools" in tab.calendar.about.text()
    assert "department 901" in tab.calendar.about.text()


def test_days_and_months_are_walked_by_keys_and_a_lot_opens_its_order(
    qtbot: QtBot, tab: ScheduleTab, planned: int, went: list[tuple[str, int]]
) -> None:
    month = tab.calendar.calendar
    qtbot.keyClick(month, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: [row.late for row in tab.calendar.lots.rows] == [1])
    assert tab.calendar.lots.rows[0].status == Status.OVERDUE
    assert "1 day late" in tab.calendar.about.text()
    tab.calendar.turn(1)
    qtbot.waitUntil(tab.calendar.nothing.isVisible)
    assert tab.calendar.title.text() == "April 2026"
    month.show_day(dt.date(2026, 4, 20))
    qtbot.waitUntil(lambda: [row.lot_no for row in tab.calendar.lots.rows] == [3])
    qtbot.keyClick(tab.calendar.lots, Qt.Key.Key_Return)
    assert went == [("orders", planned)]
    tab.calendar.open.trigger()
    assert went == [("orders", planned)] * 2
    tab.calendar.show_today()
    assert month.day == TODAY


def test_what_leaves_elsewhere_shows_at_once(qtbot: QtBot, tab: ScheduleTab, books: Books) -> None:
    send(books, "PO-1", [(1, 2, "10")], date=TODAY)
    month = tab.calendar.calendar
    qtbot.waitUntil(lambda: [mark.word for mark in month.marks_of(TODAY)] == ["1 sent"])
    assert tab.calendar.lots.rows[0].status == Status.DISPATCHED


def test_department_and_party_narrow_both_views(
    qtbot: QtBot, tab: ScheduleTab, books: Books
) -> None:
    tab.show_list()
    qtbot.waitUntil(lambda: tab.view.model.rowCount() > 3)
    choose(tab.department, "901")
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 3)
    assert tab.calendar.late.text() == "1 lot overdue in all" or not tab.calendar.late.isVisible()
    choose(tab.party, "Satpura Tools")
    choose(tab.department, "All")
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 3)
    tab.view.filters.set_statuses(frozenset({Status.OVERDUE.value}))
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 1)
    tab.show_calendar()
    qtbot.waitUntil(lambda: tab.calendar.late.text() == "1 lot overdue in all")


def test_all_that_is_overdue_is_a_press_away(qtbot: QtBot, tab: ScheduleTab) -> None:
    tab.calendar.late.click()
    assert tab.stack.currentWidget() is tab.view
    count = int(tab.calendar.late.text().split()[0])
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == count)
    rows = [tab.view.model.row_at(place) for place in range(count)]
    assert {row.status for row in rows} == {Status.OVERDUE}


def test_the_list_opens_orders_and_is_remembered(
    qtbot: QtBot,
    tab: ScheduleTab,
    desk: Desk,
    books: Books,
    planned: int,
    went: list[tuple[str, int]],
) -> None:
    tab.as_list.trigger()
    assert (tab.as_list.isChecked(), tab.as_calendar.isChecked()) == (True, False)
    tab.view.filters.box.setText("PO-1")
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 3)
    tab.view.table.selectRow(0)
    qtbot.keyClick(tab.view.table, Qt.Key.Key_Return)
    assert went == [("orders", planned)]
    again = SPEC.factory(desk)
    qtbot.addWidget(again)
    assert isinstance(again, ScheduleTab)
    assert again.stack.currentWidget() is again.view


def test_the_schedule_is_exported_as_it_is_seen(
    qtbot: QtBot,
    tab: ScheduleTab,
    heard: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "schedule.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    tab.show_list()
    tab.view.filters.box.setText("PO-1")
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 3)
    tab.view.filters.export.emit()
    qtbot.waitUntil(lambda: any("schedule.xlsx" in sentence for sentence in heard))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Overdue", "Due in 7 days", "Due later", "PO-1"} <= words


def test_empty_books_say_what_to_do(qtbot: QtBot, desk: Desk, new_books: Books) -> None:
    from dataclasses import replace

    made = SPEC.factory(replace(desk, books=new_books))
    assert isinstance(made, ScheduleTab)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    qtbot.waitUntil(made.calendar.nothing.isVisible)
    assert not made.calendar.late.isVisible()
    assert not made.calendar.open.isEnabled()
    made.show_list()
    qtbot.waitUntil(made.view._nothing.isVisible)
