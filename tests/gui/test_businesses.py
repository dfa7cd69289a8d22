"""Several businesses in one set of books: listed, added, switched to, remembered."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.progress import Progress
from senstosales.gui import business
from senstosales.gui.dialogs.businesses import AddBusiness, BusinessesDialog
from senstosales.gui.late_books import LateBooks
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import businesses as queries
from senstosales.queries import orders
from senstosales.queries.columns import Filter
from senstosales.services import businesses, office
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.playing import ACTOR, import_pages

ORDERS = 1
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    opened = open_copy(office_file)
    import_pages(opened, "po-april")
    return opened


@pytest.fixture
def second(books: Books) -> int:
    draft = office.OfficeDraft(name="BETWA CASTINGS", gstin="09AAACN0255D1ZW")
    return businesses.add(books, ACTOR, draft).id


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: made.desk.jobs.idle)


def shown(qtbot: QtBot, window: QWidget, kind: type[W]) -> W:
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(kind)))
    return next(each for each in window.findChildren(kind) if each.isVisible())


def rows(window: OfficeWindow) -> int:
    window.go(ORDERS)
    return window.tabs[ORDERS].view.model.rowCount()


def test_one_business_needs_no_name_in_the_status_line(qtbot: QtBot, window: OfficeWindow) -> None:
    qtbot.waitUntil(lambda: window.windowTitle() == "NARMADA PRECISION WORKS – SenstoSales")
    assert window.status.business.isHidden()


def test_switching_shows_the_other_ones_papers_and_is_remembered(
    qtbot: QtBot, window: OfficeWindow, books: Books, second: int, settings: QSettings
) -> None:
    qtbot.waitUntil(lambda: rows(window) == 1)
    old = window.tabs[ORDERS]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(
        window,
        Qt.Key.Key_B,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    dialog = shown(qtbot, window, BusinessesDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    assert dialog.list.currentItem().text() == "NARMADA PRECISION WORKS"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.windowTitle() == "BETWA CASTINGS – SenstoSales")
    assert window.strip.currentIndex() == ORDERS, "it stays where the clerk was"
    assert window.tabs[ORDERS] is not old
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    assert rows(window) == 0
    assert window.status.business.text() == "BETWA CASTINGS"
    assert window.desk.books.business_id == second
    assert not window.finder.search("1125").hits, "Ctrl+K looks in the one that is open"
    import_pages(books.of(second), "po-gst-extra")
    qtbot.waitUntil(lambda: rows(window) == 1)
    assert books.ask(orders.totals, Filter()).count == 1
    assert business.kept(settings, books.path) == second
    again = build_window(books, ACTOR, settings)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.windowTitle() == "BETWA CASTINGS – SenstoSales")
    qtbot.waitUntil(lambda: again.desk.jobs.idle)


def test_a_business_is_added_and_opened(qtbot: QtBot, window: OfficeWindow, books: Books) -> None:
    window.ask_for_business()
    dialog = shown(qtbot, window, BusinessesDialog)
    dialog.add.click()
    form = shown(qtbot, dialog, AddBusiness)
    form.form.submit()
    assert form.form.fields["name"].error == "This is needed."
    form.form.fields["name"].set_value("Tapti Tools")
    form.form.fields["gstin"].set_value("09AAACN0255D1ZW")
    assert form.form.fields["state_code"].value() == "09"
    form.form.submit()
    qtbot.waitUntil(lambda: window.windowTitle() == "Tapti Tools – SenstoSales")
    (made,) = [line for line in books.ask(queries.listed) if line.name == "Tapti Tools"]
    assert made.state_name == "Uttar Pradesh"
    assert window.desk.books.business_id == made.id


def test_what_the_books_refuse_is_told_in_the_form(qtbot: QtBot, window: OfficeWindow) -> None:
    window.ask_for_business()
    dialog = shown(qtbot, window, BusinessesDialog)
    dialog.add.click()
    form = shown(qtbot, dialog, AddBusiness)
    form.form.fields["name"].set_value("Tapti Tools")
    form.form.fields["gstin"].set_value("09AAACN0255D1ZW")
    form.form.fields["state_code"].set_value("23")
    form.form.submit()
    qtbot.waitUntil(lambda: "belongs to Uttar Pradesh" in form.form.fields["state_code"].error)
    form.form.set_clean()
    form.reject()
    dialog.reject()


def test_nothing_is_switched_while_something_runs(
    qtbot: QtBot, window: OfficeWindow, second: int
) -> None:
    said: list[str] = []
    window.desk.messages.said.connect(lambda _tone, sentence: said.append(sentence))
    stay = [True]

    def work(progress: Progress) -> None:
        while stay:
            progress.step(1, 2, "a page")

    window.desk.jobs.long("Importing", work, lambda _nothing: None)
    window.choose_business(second)
    stay.clear()
    qtbot.waitUntil(lambda: not window.desk.jobs.running)
    assert window.desk.books.business_id == 1
    assert said == ["Importing has not ended. Wait for it or stop it first."]
    qtbot.waitUntil(lambda: not window.desk.jobs.running)


def test_a_business_that_is_gone_gives_way_to_the_first(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> None:
    business.keep(settings, books.path, 77)
    window = build_window(books, ACTOR, settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.windowTitle() == "NARMADA PRECISION WORKS – SenstoSales")
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    assert window.desk.books.business_id == 1
    assert business.kept(settings, books.path) == 1


def test_books_not_open_yet_are_seen_as_another_business(books: Books, second: int) -> None:
    late = LateBooks(books.path)
    view = late.of(second)
    assert view.business_id == second
    late.begin()
    assert view.ask(orders.totals, Filter()).count == 0
    assert late.ask(orders.totals, Filter()).count == 1
    view.close()
