import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senstosales.domain.fiscal import FiscalYear
from senstosales.gui.desk import Desk
from senstosales.gui.tabs.reports import ReportsTab, days_of
from senstosales.queries.report_catalogue import REPORTS, Span


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[ReportsTab]:
    made = ReportsTab(desk)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def period(tab: ReportsTab) -> tuple[dt.date, dt.date]:
    return tab.since.value(), tab.until.value()


def test_it_begins_with_the_newest_year_there_is_something_of(tab: ReportsTab) -> None:
    assert tab.period.value() == FiscalYear(2025)
    assert period(tab) == (dt.date(2025, 4, 1), dt.date(2026, 3, 16))
    assert tab.table is not None
    assert tab.table.isVisible()
    assert tab.rows
    assert tab.foot.text().startswith(f"{len(tab.rows)} shown")


def test_another_year_is_read_at_once(qtbot: QtBot, tab: ReportsTab) -> None:
    before = tab.rows
    tab.period.set_value(FiscalYear(2023))
    qtbot.waitUntil(lambda: tab.rows is not before)
    assert period(tab) == (dt.date(2023, 4, 1), dt.date(2024, 3, 31))
    assert tab.period.value() == FiscalYear(2023)
    assert {FiscalYear.of(row.po_date) for row in tab.rows} == {FiscalYear(2023)}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_every_report_is_shown_with_the_days_it_asks_for(
    qtbot: QtBot, tab: ReportsTab, report
) -> None:
    tab.show_report(report.key, dt.date(2023, 4, 1), dt.date(2025, 5, 6))
    qtbot.waitUntil(lambda: tab.desk.jobs.idle)
    assert tab.report is report
    assert tab.since.isVisible() == (report.span is Span.PERIOD)
    assert tab.until.isVisible() == (report.span is not Span.NONE)
    assert tab.rows
    assert tab.table is not None
    assert tab.table.rows == tuple(tab.rows)


def test_days_without_anything_say_so_in_words(qtbot: QtBot, tab: ReportsTab) -> None:
    tab.show_report("invoices", dt.date(2018, 4, 1), dt.date(2019, 3, 31))
    qtbot.waitUntil(lambda: not tab.rows)
    assert tab._empty[Span.PERIOD].isVisible()
    assert tab.foot.text().startswith("0 shown")


def test_half_a_date_is_neither_an_error_nor_a_question(
    qtbot: QtBot, tab: ReportsTab, heard: list[str]
) -> None:
    box = tab.since.editor
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(box, "31/2")
    assert tab.since.error == ""
    tab.until.editor.setFocus()
    tab.since.left.emit()
    assert "calendar" in tab.since.error
    qtbot.keyClicks(tab.period.editor, "zzz")
    assert heard == []


@pytest.mark.parametrize(
    ("choice", "first", "last"),
    [
        ("month", dt.date(2026, 3, 1), dt.date(2026, 3, 31)),
        ("last", dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        (FiscalYear(2025), dt.date(2025, 4, 1), dt.date(2026, 3, 31)),
    ],
)
def test_named_days(choice, first: dt.date, last: dt.date) -> None:
    assert days_of(choice, dt.date(2026, 3, 16)) == (first, last)
