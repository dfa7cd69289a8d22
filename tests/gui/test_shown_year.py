"""The financial year that the window shows: it narrows lists, says so, and hides no number that is asked for."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.fiscal import FiscalYear
from senstosales.gui.desk import Desk
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.shown_year import ALL, LAST, THIS, ShownYear
from senstosales.gui.start import build_window
from senstosales.gui.tables import RegisterView
from senstosales.queries import challans, dashboard, invoices, orders
from senstosales.queries.columns import Filter
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.playing import ACTOR, send


@pytest.fixture
def books(open_copy: OpenCopy, played_file: object) -> Books:
    return open_copy(played_file)


def test_what_is_chosen_and_what_is_in_the_books_make_the_year() -> None:
    year, heard = ShownYear(), []
    year.changed.connect(lambda: heard.append(year.year))
    assert (year.year, year.words) == (None, "All years")
    year.choose(THIS)
    assert year.year is None
    year.know(FiscalYear(2025))
    assert (year.year, year.words) == (FiscalYear(2025), "FY 2025-26")
    year.know(FiscalYear(2025))
    year.choose(LAST)
    assert year.year == FiscalYear(2024)
    year.choose("2019-20")
    year.know(FiscalYear(2026))
    assert year.year == FiscalYear(2019)
    year.choose(ALL)
    assert heard == [FiscalYear(2025), FiscalYear(2024), FiscalYear(2019), None]


def test_an_order_that_is_not_over_is_of_later_years_too(books: Books) -> None:
    def of(start: int) -> set[str]:
        wanted = Filter(year=FiscalYear(start))
        rows = books.ask(orders.page, wanted, None, 500, 0)
        assert len(rows) == books.ask(orders.totals, wanted).count
        return {row.number for row in rows}

    rows = books.ask(orders.page, Filter(), None, 500, 0)
    for row in rows:
        begins = FiscalYear.of(row.date).start
        over = row.status in ("Closed", "Cancelled")
        for start in range(2021, 2028):
            carried = start >= begins and (start == begins or not over)
            assert (row.number in of(start)) == carried, (row.number, start)


class Lists:
    """Two lists of one window."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.challans = RegisterView(desk, challans.REGISTER)
        self.invoices = RegisterView(desk, invoices.REGISTER)
        for view in (self.challans, self.invoices):
            qtbot.addWidget(view)
            view.resize(1200, 500)
            view.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.jobs.idle)

    def type(self, view: RegisterView, text: str) -> None:
        view.filters.box.setText(text)
        view.reload()
        self.settle()

    def choose(self, choice: str) -> None:
        self.desk.year.choose(choice)
        self.settle()


@pytest.fixture
def lists(qtbot: QtBot, desk: Desk) -> Lists:
    return Lists(qtbot, desk)


def days(view: RegisterView) -> list[date]:
    rows = (view.model.row_at(place) for place in range(view.model.rowCount()))
    return [row.date for row in rows if row is not None]


def tag(view: RegisterView) -> str:
    found = view.filters.tag("year")
    return found.text() if found.isVisibleTo(view) else ""


def test_every_list_of_papers_follows_and_says_what_it_hides(lists: Lists) -> None:
    everything = len(days(lists.challans))
    assert tag(lists.challans) == ""
    lists.choose("2023-24")
    found = days(lists.challans)
    assert 0 < len(found) < everything
    assert all(day in FiscalYear(2023) for day in [*found, *days(lists.invoices)])
    assert tag(lists.challans) == "FY 2023-24"
    assert (
        f"{everything - len(found)} of other years" in lists.challans.filters.tag("year").toolTip()
    )
    lists.choose(ALL)
    assert len(days(lists.challans)) == everything
    assert tag(lists.challans) == ""


def test_what_is_dated_ahead_is_seen_this_year(lists: Lists) -> None:
    books, april = lists.desk.books, date(2026, 4, 10)
    lists.desk.year.know(books.ask(dashboard.years).usual)
    lists.choose(THIS)
    assert lists.desk.year.year < FiscalYear.of(april)
    send(books, "6639109", [(1, 1, "1")], date=april)
    lists.type(lists.challans, "")
    assert april in days(lists.challans)
    lists.choose(LAST)
    assert april not in days(lists.challans)


def test_the_chip_lets_one_list_look_through_all_years(lists: Lists) -> None:
    everything = len(days(lists.challans))
    lists.choose("2023-24")
    lists.challans.filters.tag("year").click()
    lists.settle()
    assert len(days(lists.challans)) == everything
    assert tag(lists.challans) == ""
    assert tag(lists.invoices) == "FY 2023-24"
    lists.choose("2024-25")
    assert tag(lists.challans) == "FY 2024-25"


def test_a_number_days_and_what_waits_are_looked_for_in_all_years(lists: Lists) -> None:
    view = lists.challans
    number = view.model.row_at(view.model.rowCount() - 1).number
    assert any(letter.isdigit() for letter in number)
    lists.choose("2019-20")
    assert days(view) == []
    lists.type(view, number)
    assert view.model.row_at(0).number
    lists.type(view, "2023-24")
    assert days(view)
    lists.type(view, "pending")
    assert days(view)
    assert tag(view) == ""
    lists.type(view, "cancelled")
    assert view.model.filter.year == FiscalYear(2019)


def test_an_empty_year_says_so_and_offers_the_others(lists: Lists) -> None:
    view = lists.invoices
    everything = len(days(view))
    lists.choose("2019-20")
    page = view.of_year.nothing
    assert page.isVisible()
    assert page.title.text() == "Nothing in the financial year 2019-20"
    assert f"{everything} of other years" in page.hint.text()
    assert {label.text() for label in view._foot.sums.values()} == {""}
    lists.type(view, "nothing-like-this")
    assert not page.isVisible()
    lists.type(view, "")
    view.of_year.show_all()
    lists.settle()
    assert len(days(view)) == everything


def test_a_list_that_is_restricted_shows_all_years(qtbot: QtBot, desk: Desk) -> None:
    desk.year.choose("2019-20")
    key = desk.books.ask(orders.find, "5839102")
    view = RegisterView(desk, challans.REGISTER, base=Filter(parent=key))
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert days(view)


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    made.resize(1500, 800)
    made.show()
    qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    yield made
    made.close()


def test_it_is_chosen_at_the_foot_and_remembered(
    qtbot: QtBot, window: OfficeWindow, books: Books, settings: QSettings
) -> None:
    newest = books.ask(dashboard.years).usual
    assert window.desk.year.choice == THIS
    assert window.status.year.text() == f"FY {newest.label}"
    menu = window.years.menu
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[0] == f"This year, {newest.label}"
    assert texts[1:3] == [f"Last year, {FiscalYear(newest.start - 1).label}", "All years"]
    assert "2023-24" in texts
    (old,) = (action for action in menu.actions() if action.text() == "2023-24")
    old.trigger()
    assert window.status.year.text() == "FY 2023-24"
    assert settings.value("year/shown") == "2023-24"
    (every,) = (action for action in menu.actions() if action.text() == "All years")
    every.trigger()
    assert window.status.year.text() == "All years"
    assert settings.value("year/shown") == ALL


def test_the_first_paper_of_a_year_begins_it(
    qtbot: QtBot, window: OfficeWindow, books: Books, clock: Clock
) -> None:
    before = window.desk.year.year
    clock.move(days=30)
    assert before is not None
    assert before < FiscalYear(2026)
    send(books, "6639109", [(1, 1, "1")], date=date(2026, 4, 10))
    qtbot.waitUntil(lambda: window.desk.year.year == FiscalYear(2026))


@pytest.mark.parametrize("kept", ["rubbish", "2019-21", "", "[]", '{"x": 5}'])
def test_what_was_remembered_wrongly_is_this_year(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings, kept: str
) -> None:
    settings.setValue("year/shown", kept)
    settings.setValue("year/newest", kept)
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    assert made.desk.year.choice == THIS
    assert made.desk.year.year == books.ask(dashboard.years).usual
    made.close()
