import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import ImportOutcome
from senstosales.gui.dialogs.import_sheet import ImportSheet
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import orders
from senstosales.queries.columns import Filter
from senstosales.services import importing
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.playing import ACTOR, PAGES, import_pages


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: made.desk.jobs.idle)


def drop(window: OfficeWindow, *paths: Path) -> None:
    """A real drag over the window, and the drop."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(90, 90), copy, data, left, plain)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(90, 90), copy, data, left, plain))


def page(name: str) -> Path:
    return PAGES / f"{name}.html"


def ended(qtbot: QtBot, sheet: ImportSheet) -> None:
    qtbot.waitUntil(lambda: not sheet.running and bool(sheet.lines), timeout=20_000)


class Gate:
    """Holds an import after each page until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open, self.reached = threading.Event(), threading.Event()
        read = importing.read_file

        def slowly(path: Path) -> Any:
            self.reached.set()
            self.open.wait(10)
            return read(path)

        monkeypatch.setattr(importing, "read_file", slowly)


def test_dropped_pages_stand_in_the_sheet_and_in_the_books(
    qtbot: QtBot, window: OfficeWindow, books: Books
) -> None:
    drop(window, page("po-april"), page("bad-login-page"), page("srv-unknown-po"))
    sheet = window.sheet
    assert sheet.isVisible()
    ended(qtbot, sheet)
    assert [(line.outcome, line.about) for line in sheet.lines] == [
        ("New", "PO 6639115"),
        ("Refused", ""),
        ("New", "SRV 19318"),
    ]
    assert sheet.said.text() == "3 pages: 2 new, 1 refused"
    assert books.ask(orders.totals, Filter()).count == 1


def test_the_window_can_be_used_while_pages_are_read(
    qtbot: QtBot, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    drop(window, page("po-april"))
    qtbot.waitUntil(gate.reached.is_set)
    assert window.sheet.running
    assert window.sheet.bar.isVisible()
    window.go(1)
    tab = window.tabs[1]
    qtbot.waitUntil(tab.isVisible)
    gate.open.set()
    ended(qtbot, window.sheet)


def test_stop_ends_between_pages_and_keeps_what_is_done(
    qtbot: QtBot, window: OfficeWindow, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    drop(window, page("po-april"), page("po-four-lots"), page("po-single-lot"))
    qtbot.waitUntil(gate.reached.is_set)
    window.sheet.stop.click()
    assert "topping after this page" in window.sheet.more.text()
    gate.open.set()
    ended(qtbot, window.sheet)
    assert len(window.sheet.lines) == 1
    assert window.sheet.more.text().startswith("Stopped.")
    assert books.ask(orders.totals, Filter()).count == 1


def test_pages_dropped_meanwhile_wait_their_turn(
    qtbot: QtBot, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    drop(window, page("po-april"))
    qtbot.waitUntil(gate.reached.is_set)
    drop(window, page("po-four-lots"))
    assert "1 more dropped and waiting" in window.sheet.more.text()
    gate.open.set()
    qtbot.waitUntil(lambda: len(window.sheet.lines) == 2)
    ended(qtbot, window.sheet)
    drop(window, page("po-single-lot"))
    ended(qtbot, window.sheet)
    assert [line.about for line in window.sheet.lines] == ["PO 1139101"]


def test_an_amended_page_tells_what_changed(
    qtbot: QtBot, window: OfficeWindow, books: Books
) -> None:
    import_pages(books, "po-amended-0")
    drop(window, page("po-amended-1"))
    sheet = window.sheet
    ended(qtbot, sheet)
    assert sheet.lines[0].said == "Amendment: 0 → 1 and 11 more"
    sheet.table.selectRow(0)
    assert sheet.explained.isVisible()
    told = {(row.what, row.field): (row.before, row.after) for row in sheet.changes.rows}
    assert told["Item 1 lot 2", "delivery date"] == ("30-Sep-2024", "15-Nov-2024")
    sheet.chips[None].click()
    text = sheet.as_text()
    assert "Item 1 lot 2 delivery date: 30-Sep-2024 → 15-Nov-2024" in text


def test_the_refused_ones_are_shown_alone_with_their_reason(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    drop(window, page("po-april"), page("bad-login-page"), page("bad-truncated"))
    sheet = window.sheet
    ended(qtbot, sheet)
    assert sheet.count(ImportOutcome.REFUSED) == 2
    sheet.chips[ImportOutcome.REFUSED].click()
    assert [line.outcome for line in sheet.table.rows] == ["Refused", "Refused"]
    sheet.table.selectRow(0)
    assert "login page" in sheet.reason.text()
    assert "Nothing of this page is in the books." in sheet.reason.text()
    assert not sheet.open_button.isEnabled()


def test_a_page_opens_its_order_also_when_nothing_was_new(
    qtbot: QtBot, window: OfficeWindow, books: Books
) -> None:
    import_pages(books, "po-april")
    drop(window, page("po-april"))
    sheet = window.sheet
    ended(qtbot, sheet)
    assert sheet.lines[0].outcome == "Unchanged"
    sheet.table.opened.emit(sheet.lines[0])
    qtbot.waitUntil(lambda: window.strip.tabText(window.strip.currentIndex()) == "Purchase Orders")


def test_the_list_is_copied_as_text(qtbot: QtBot, window: OfficeWindow) -> None:
    drop(window, page("po-april"))
    ended(qtbot, window.sheet)
    window.sheet.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == "1 page: 1 new"
    assert "New\tpo-april.html\tPO 6639115\t" in copied
    assert window.sheet.copy.text() == "Copied"
    qtbot.waitUntil(lambda: window.sheet.copy.text() == "Copy the list")


def test_a_sheet_closed_early_says_when_it_is_done(
    qtbot: QtBot, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    drop(window, page("po-april"))
    qtbot.waitUntil(gate.reached.is_set)
    window.sheet.close()
    gate.open.set()
    with qtbot.waitSignal(window.desk.messages.said) as heard:
        ended(qtbot, window.sheet)
    assert heard.args == ["good", "1 page: 1 new"]
    window.desk.messages.strips[0].button.click()
    assert window.sheet.isVisible()


def test_a_folder_is_taken_with_all_its_pages(
    qtbot: QtBot, window: OfficeWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "from the portal"
    (folder / "march").mkdir(parents=True)
    for name in ("po-april", "po-four-lots"):
        shutil.copy(page(name), folder / "march")
    drop(window, folder)
    ended(qtbot, window.sheet)
    assert window.sheet.said.text() == "2 pages: 2 new"
