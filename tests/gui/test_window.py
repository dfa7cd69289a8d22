import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Actor
from senstosales.gui import palette, turns
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.detail import DetailPage, Facts, SupplyBar
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.main_window import MainWindow
from senstosales.gui.messages import Messages
from senstosales.gui.shortcuts import KeysDialog
from senstosales.gui.soon import nobody_waits
from senstosales.gui.status_line import time_left
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import RegisterView
from senstosales.queries.hits import Hit
from senstosales.queries.offers import Found
from tests.gui.samples import REGISTER, FakeBooks


class Orders(Tab):
    noun = "orders"
    watches = frozenset({"orders"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: list[int] = []
        self.kept = False
        column = QVBoxLayout(self)
        self.view = RegisterView(desk, REGISTER)
        column.addWidget(self.view)

    def show_item(self, key: int) -> None:
        self.shown.append(key)

    def may_close(self) -> bool:
        return not self.kept


def waiting(shelf: Any) -> int:
    return len(shelf.rows)


@pytest.fixture
def built() -> list[str]:
    return []


@pytest.fixture
def window(
    qtbot: QtBot,
    books: Any,
    jobs: Jobs,
    live: Live,
    settings: QSettings,
    built: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    def maker(name: str) -> Any:
        def make(desk: Desk) -> Tab:
            built.append(name)
            return Orders(desk)

        return make

    def find(_session: Any, text: str) -> Found:
        return Found((), (Hit("challans", 7, "Delivery challan", f"DC {text}", "order 1"),))

    monkeypatch.setattr("senstosales.queries.offers.find", find)
    specs = [
        TabSpec("Purchase Orders", "file-text", ("orders",), maker("orders")),
        TabSpec(
            "Delivery Challans",
            "truck",
            ("challans",),
            maker("challans"),
            count=waiting,
            watches=frozenset({"vouchers"}),
        ),
    ]
    made = MainWindow(books, Actor("Asha", "desktop"), jobs, live, Messages(), settings, specs)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: jobs.idle)


def test_a_tab_is_built_when_first_shown(
    qtbot: QtBot, window: MainWindow, built: list[str]
) -> None:
    assert built == ["orders"]
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert built == ["orders", "challans"]
    assert window.strip.currentIndex() == 1


def test_navigation_opens_in_the_right_tab(window: MainWindow) -> None:
    window.desk.open("challans", 12)
    assert window.strip.currentIndex() == 1
    tab = window.tabs[1]
    assert isinstance(tab, Orders)
    assert tab.shown == [12]


def test_the_number_on_a_tab_follows_the_books(
    qtbot: QtBot, window: MainWindow, books: FakeBooks
) -> None:
    qtbot.waitUntil(lambda: window._badges[1].text() == "999+")
    books.shelf.rows = books.shelf.rows[:3]
    books.commit("vouchers")
    qtbot.waitUntil(lambda: window._badges[1].text() == "3")
    books.shelf.rows = []
    books.commit("vouchers")
    qtbot.waitUntil(window._badges[1].isHidden)


def test_ctrl_k_finds_and_opens(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.find_box.summon()
    qtbot.waitUntil(window.find_box.hasFocus)
    qtbot.keyClicks(window.find_box, "45")
    qtbot.waitUntil(lambda: window.find_box.popup.isVisible() and not window.find_box.busy)
    qtbot.keyClick(window.find_box, Qt.Key.Key_Return)
    tab = window.tabs[1]
    assert isinstance(tab, Orders)
    assert tab.shown == [7]
    assert not window.find_box.popup.isVisible()


def drag(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_pages_dropped_anywhere_are_to_be_imported(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page, other, folder = tmp_path / "a.HTML", tmp_path / "b.pdf", tmp_path / "pages"
    page.write_text("x")
    other.write_text("x")
    folder.mkdir()
    data = drag([page, other, folder])
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, _LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.drop.said.text() == "Drop to import 1 file and 1 folder"
    assert window.drop.isVisible()
    dropped = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, _LEFT, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(window.import_requested) as heard:
        QApplication.sendEvent(window, dropped)
    assert heard.args == [[page, folder]]
    assert not window.drop.isVisible()


def test_other_files_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    data = drag([tmp_path / "b.pdf"])
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, _LEFT, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()
    assert not window.drop.isVisible()


_LEFT = Qt.MouseButton.LeftButton


def test_long_work_shows_after_a_while_and_can_be_stopped(
    qtbot: QtBot, window: MainWindow, jobs: Jobs
) -> None:
    import threading

    gate, stopped = threading.Event(), []

    def work(progress: Any) -> None:
        for number in range(100_000):
            progress.step(number, 100_000, "")
            gate.wait(0.002)

    jobs.long("Importing pages", work, lambda _: None, stopped.append)
    bar = window.status.job
    assert not bar.isVisible()
    qtbot.waitUntil(bar.isVisible)
    assert bar.said.text().startswith("Importing pages")
    bar.stop.click()
    qtbot.waitUntil(lambda: bool(stopped))
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_window_is_remembered(qtbot: QtBot, window: MainWindow, settings: QSettings) -> None:
    window.go(1)
    window.choose_density(palette.Density.COMPACT)
    tab = window.tabs[0]
    assert isinstance(tab, Orders)
    assert tab.view.table.verticalHeader().defaultSectionSize() == 24
    window.close()
    assert settings.value("window/tab") == "Delivery Challans"
    assert settings.value("window/geometry") is not None
    assert settings.value("density") == "compact"


def test_of_two_row_heights_the_last_one_stays(qtbot: QtBot, window: MainWindow) -> None:
    turns.let_wait(window)
    window.go(1)
    window.choose_density(palette.Density.COMPACT)
    qtbot.waitUntil(lambda: _heights(window)[1] == 24)
    window.go(0)
    window.choose_density(palette.Density.NORMAL)
    qtbot.waitUntil(nobody_waits)
    assert _heights(window) == [28, 28]


def _heights(window: MainWindow) -> list[int]:
    tabs = [window.tabs[place] for place in (0, 1)]
    views = [tab.view.table for tab in tabs if isinstance(tab, Orders)]
    return [view.verticalHeader().defaultSectionSize() for view in views]


def test_numbers_of_other_books_do_not_stay_on_the_tabs(
    qtbot: QtBot, window: MainWindow, books: Any
) -> None:
    badge = window._badges[1]
    qtbot.waitUntil(lambda: not badge.isHidden())
    window.rebind(books)
    assert badge.isHidden()


def test_what_is_not_saved_holds_the_window_open(window: MainWindow) -> None:
    tab = window.tabs[0]
    assert isinstance(tab, Orders)
    tab.kept = True
    assert not window.close()
    tab.kept = False
    assert window.close()


def test_the_theme_is_chosen_in_the_menu(window: MainWindow, settings: QSettings) -> None:
    window.choose_theme(palette.Theme.DARK)
    assert palette.tokens().dark
    assert settings.value("theme") == "dark"
    window.choose_theme(palette.Theme.LIGHT)
    assert not palette.tokens().dark


def test_f1_lists_every_action_with_its_key(qtbot: QtBot, window: MainWindow) -> None:
    texts = {entry.text: entry.keys for entry in window.keys.entries}
    assert texts["Import pages…"] == ("Ctrl+I",)
    assert texts["Filter the list"] == ("Ctrl+F", "/")
    dialog = KeysDialog(window.keys, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.box, "export")
    seen = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Export the list as it is shown" in seen
    assert "Quit" not in seen


def test_no_key_means_two_things(window: MainWindow) -> None:
    seen: dict[str, str] = {}
    here = ("File", "Window", "Lists")
    for entry in window.keys.entries:
        for key in entry.keys if entry.group in here else ():
            assert key not in seen, (key, seen[key], entry.text)
            seen[key] = entry.text


def test_list_and_detail_stand_beside_each_other_when_there_is_room(
    qtbot: QtBot, dressed: QApplication, settings: QSettings
) -> None:
    listing, detail = QWidget(), QWidget()
    both = ListAndDetail(listing, detail, settings, "orders")
    qtbot.addWidget(both)
    both.resize(1366, 600)
    both.show()
    assert listing.isVisible()
    assert not detail.isVisible()
    both.show_detail()
    assert listing.isVisible()
    assert detail.isVisible()
    both.resize(1024, 600)
    assert not listing.isVisible()
    assert detail.isVisible()
    with qtbot.waitSignal(both.closed):
        qtbot.keyClick(both, Qt.Key.Key_Escape)
    assert listing.isVisible()
    assert not detail.isVisible()


def test_a_detail_says_its_facts(qtbot: QtBot, desk: Desk) -> None:
    page = DetailPage()
    qtbot.addWidget(page)
    page.show()
    page.header.show_facts(
        "Order 1125007",
        party="BHEL Bhopal",
        day=dt.date(2026, 3, 5),
        value=Decimal("1234567.5"),
        status="Open",
    )
    assert page.header.about.text() == "BHEL Bhopal~~·  05-Mar-2026~~·  ₹~12,34,567.50".replace(
        "~", "\N{NO-BREAK SPACE}"
    )
    assert page.header.status.property("tone") == "info"
    done: list[int] = []
    action = desk.actions.add(
        page, "Make challan", "Ctrl+M", lambda: done.append(1), group="Orders", icon="truck"
    )
    page.header.set_primary(action)
    page.header.primary.click()
    assert done == [1]
    action.setEnabled(False)
    assert not page.header.primary.isEnabled()
    page.header.set_primary(None)
    assert not page.header.primary.isVisible()
    page.header.set_more([action, None])
    assert page.header.more.isVisible()
    facts = Facts()
    facts.set_facts([("Department", "0142"), ("Empty", None), ("Basis", "inclusive")])
    page.add_section("Particulars", facts)
    facts.set_facts([("Department", "0143")])
    bar = SupplyBar()
    bar.set_figures(Decimal(120), Decimal(80), Decimal(45), Decimal(3), "NOS")
    assert bar.accessibleDescription() == (
        "Ordered 120 NOS, Dispatched 80 NOS, Accepted 45 NOS, Rejected 3 NOS"
    )
    page.add_section("Supply", bar)
    bar.grab()


def test_the_time_left_in_words() -> None:
    assert time_left(0.2) == "about 1 s left"
    assert time_left(170) == "about 3 min left"
