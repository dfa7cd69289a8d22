import sqlite3
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from senstosales.books import backups
from senstosales.books.store import Books, Changes, open_books
from senstosales.errors import BooksUnavailable, Invalid
from senstosales.gui import start
from senstosales.gui.all_tabs import TABS
from senstosales.gui.dialogs.books_trouble import BooksTrouble
from senstosales.gui.dialogs.farewell import Farewell
from senstosales.gui.late_books import LateBooks
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import Program, build_window
from senstosales.queries import orders
from senstosales.queries.columns import Filter
from tests.conftest import OpenCopy
from tests.playing import ACTOR, import_pages

TITLES = [
    "Dashboard", "Purchase Orders", "Delivery Challans", "SRVs", "Invoices", "Quotations", "Parties",
    "Payments", "Schedule", "Products", "Expenses", "Notes", "Review queue", "Deviations", "Reports",
    "Who changed what", "Users and keys",
]  # fmt: skip


@pytest.fixture
def books(open_copy: OpenCopy, ordered_file: Path) -> Books:
    return open_copy(ordered_file)


def _no_server(*_facts: object) -> Any:
    raise AssertionError("nobody asked for a server")


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    made = build_window(books, ACTOR, settings, make_server=_no_server)
    qtbot.addWidget(made)
    made.show()
    yield made
    if not made._over:
        qtbot.waitUntil(lambda: made.desk.jobs.idle)


@pytest.fixture
def program(qtbot: QtBot, dressed: QApplication, settings: QSettings) -> Iterator[Program]:
    made = Program(dressed, settings, None)
    yield made
    for opened in tuple(made.windows):
        qtbot.waitUntil(lambda opened=opened: opened.desk.jobs.idle, timeout=20_000)
    made.close()


def test_every_tab_stands_in_its_place_and_opens(qtbot: QtBot, window: OfficeWindow) -> None:
    assert [window.strip.tabText(place) for place in range(window.strip.count())] == TITLES
    for place in range(len(TITLES)):
        window.go(place)
        qtbot.waitUntil(lambda: window.desk.jobs.idle)
        assert window.stack.currentWidget() is window.tabs[place]


@pytest.mark.parametrize("spec", TABS, ids=lambda spec: spec.title)
def test_a_tab_is_announced_as_its_module_says(spec: Any) -> None:
    own = import_module(f"senstosales.gui.tabs.{spec.nouns[0]}").SPEC
    assert (spec.title, spec.icon, spec.nouns) == (own.title, own.icon, own.nouns)
    if own.count is not None:
        assert spec.watches == own.watches
    else:
        assert spec.count is None


def test_no_key_means_two_things_at_once(qtbot: QtBot, window: OfficeWindow) -> None:
    for place in range(len(TITLES)):
        window.go(place)
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    seen: dict[tuple[str, str], str] = {}
    everywhere = {"File", "Edit", "Window", "Help"}
    for entry in window.keys.entries:
        assert entry.keys or entry.group == "Help", entry.text
        for key in entry.keys:
            group = "" if entry.group in everywhere else entry.group
            assert (group, key) not in seen, (key, entry.text, seen[group, key])
            assert not group or ("", key) not in seen, (key, entry.text)
            seen[group, key] = entry.text


def test_a_list_is_shown_as_a_card_counts_it(qtbot: QtBot, window: OfficeWindow) -> None:
    window.show_list("orders", frozenset({"Open"}), "6639115")
    tab = window.tabs[1]
    qtbot.waitUntil(lambda: tab.view.model.totals is not None)
    assert window.strip.currentIndex() == 1
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 1)


def test_closing_backs_up_what_was_written(
    qtbot: QtBot, window: OfficeWindow, books: Books
) -> None:
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    import_pages(books, "po-amended-1")
    with qtbot.waitSignal(window.closed):
        assert window.close()
    kept = backups.kept(books.path)
    assert {backup.kind for backup in kept} == {"daily", "weekly", "year"}
    for backup in kept:
        backups.verify(backup.path)


def test_nothing_written_needs_no_backup(qtbot: QtBot, window: OfficeWindow, books: Books) -> None:
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    assert window.close()
    assert backups.kept(books.path) == []


def test_a_backup_that_fails_is_told(
    qtbot: QtBot, window: OfficeWindow, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _moment: object) -> Path:
        raise BooksUnavailable(path, "the disk is full.")

    monkeypatch.setattr(backups, "automatic", full)
    notice = Farewell(window.desk, window)
    qtbot.addWidget(notice)
    notice.show()
    qtbot.waitUntil(notice.again.isVisible)
    assert notice.said.text() == "No backup could be made"
    assert "the disk is full" in notice.reason.text()
    notice.reject()
    monkeypatch.undo()
    with qtbot.waitSignal(notice.accepted):
        notice.again.click()
    assert backups.kept(books.path)


def test_an_import_that_runs_is_asked_about(
    qtbot: QtBot, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    gate = threading.Event()

    def stay(box: QMessageBox) -> int:
        box.buttons()[-1].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.escapeButton())
    window.desk.jobs.long("Importing pages", lambda _progress: gate.wait(10), lambda _: None)
    assert not window.close()
    assert window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not window.desk.jobs.running)


def test_the_window_stands_before_its_books_are_open(
    qtbot: QtBot, program: Program, books: Books
) -> None:
    program.show_books(books.path)
    window = program.windows[0]
    assert window.isVisible()
    assert window.tabs == {}
    qtbot.waitUntil(lambda: 0 in window.tabs)
    qtbot.waitUntil(lambda: window.windowTitle() == "NARMADA PRECISION WORKS – SenstoSales")
    assert window.builder is not None
    loaded = window.builder.loaded
    qtbot.waitUntil(lambda: len(loaded) > len(window.specs))


def test_what_is_wanted_before_its_tab_is_loaded_is_shown_then(
    qtbot: QtBot, program: Program, books: Books
) -> None:
    key = books.ask(orders.find, "6639115")
    program.show_books(books.path)
    window = program.windows[0]
    window.navigate("orders", key)
    qtbot.waitUntil(lambda: 1 in window.tabs)
    tab = window.tabs[1]
    qtbot.waitUntil(lambda: tab.order.order is not None)
    assert tab.order.order.number == "6639115"


def test_sample_books_are_filled_and_thrown_away(qtbot: QtBot, program: Program) -> None:
    program.show_sample()
    program.show_sample()
    assert len(program.windows) == 1
    window = program.windows[0]
    path = window.desk.books.path
    qtbot.waitUntil(lambda: not window.desk.jobs.running, timeout=30_000)
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=10_000)
    assert window.desk.books.ask(orders.totals, Filter()).count == 16
    assert window.desk.books.wrote
    assert window.first_start is None
    assert window.windowTitle() == "Sample books – SenstoSales"
    with qtbot.waitSignal(window.closed):
        window.close()
    qtbot.waitUntil(lambda: not isValid(window))
    assert not path.parent.exists()


def test_books_that_cannot_be_opened_leave_a_choice(
    qtbot: QtBot, program: Program, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_text("This is a letter.")
    asked: list[str] = []

    def choose(dialog: BooksTrouble) -> int:
        asked.append(dialog.said.text())
        dialog.chosen = books.path
        return 1

    monkeypatch.setattr(BooksTrouble, "exec", choose)
    program.show_books(broken)
    qtbot.waitUntil(lambda: bool(asked))
    assert "not a set of books" in asked[0]
    qtbot.waitUntil(lambda: [each.desk.books.path for each in program.windows] == [books.path])
    assert broken.read_text() == "This is a letter."


def test_giving_up_ends_the_program_with_2(
    qtbot: QtBot, dressed: QApplication, settings: QSettings, tmp_path: Path, monkeypatch: Any
) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_text("This is a letter.")
    monkeypatch.setattr(BooksTrouble, "exec", lambda _dialog: 0)
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    program = Program(dressed, settings, None)
    program.show_books(broken)
    qtbot.waitUntil(lambda: codes == [2])
    assert program.windows == []


def test_a_closed_window_is_not_kept(
    qtbot: QtBot, program: Program, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    monkeypatch.setattr("senstosales.gui.start.look_at_everything", lambda: looked.append(True))
    program.show_books(books.path)
    window = program.windows[0]
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    window.close()
    qtbot.waitUntil(lambda: not program.windows)
    assert looked


def test_the_last_backup_is_put_back_in_the_place_of_damaged_books(
    qtbot: QtBot, dressed: QApplication, books: Books
) -> None:
    backups.automatic(books.path, books.clock())
    books.close()
    for suffix in ("-wal", "-shm"):
        books.path.with_name(books.path.name + suffix).unlink(missing_ok=True)
    books.path.write_bytes(b"not any more")
    dialog = BooksTrouble(BooksUnavailable(books.path, "it is damaged."), books.path)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.restore.isVisible()
    dialog.restore.click()
    assert dialog.chosen == books.path
    again = open_books(books.path)
    assert again.ask(orders.totals, Filter()).count > 0
    again.close()


def test_late_books_answer_once_they_are_open(books: Books) -> None:
    late = LateBooks(books.path)
    news: list[Changes] = []
    stop = late.listen(news.append)
    assert not late.wrote
    assert not late.changed_elsewhere()
    late.begin()
    assert late.ask(orders.totals, Filter()).count == books.ask(orders.totals, Filter()).count
    import_pages(late.opened.result(), "po-amended-1")
    assert late.wrote
    assert news
    stop()
    late.close()


def test_late_books_that_cannot_open_say_why(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    late = LateBooks(path)
    late.begin()
    with pytest.raises(BooksUnavailable, match="some other program"):
        late.ask(orders.totals, Filter())
    assert not late.wrote
    late.close()


@pytest.mark.parametrize("words", [["--book"], ["demos"], ["--books"], ["demo", "demo"]])
def test_wrong_words_give_one_sentence_and_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.open_window(words) == 2
    said = capsys.readouterr().err.strip()
    assert said.endswith("See “senstosales --help”.")
    assert "\n" not in said


def test_sample_books_are_not_made_over_a_file(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite3"
    path.write_text("mine")
    with pytest.raises(Invalid, match="exists already"):
        program.show_sample(path)
    assert path.read_text() == "mine"
