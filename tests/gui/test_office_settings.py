"""Closing the books, proving them and their backups, what's new and the licences, at the real window."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales import __version__
from senstosales.books import backups
from senstosales.books.closing import closed_until
from senstosales.books.store import Books
from senstosales.domain.roles import Role
from senstosales.errors import BooksUnavailable, Cancelled
from senstosales.gui import licences
from senstosales.gui.dialogs import whats_new
from senstosales.gui.dialogs.about import AboutDialog
from senstosales.gui.dialogs.books_page import BackupRow, BooksPage
from senstosales.gui.dialogs.settings import SettingsDialog
from senstosales.gui.dialogs.whats_new import WhatsNew
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.services import proving
from tests.books.test_migration import MUSEUM
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.gui.tabs.conftest import Opened, opened  # noqa: F401 - a fixture
from tests.playing import ACTOR


@pytest.fixture
def books(open_copy: OpenCopy, ordered_file: Path) -> Books:
    return open_copy(ordered_file)


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    made.show()
    qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    yield made
    qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    made.close()


@pytest.fixture
def dialog(qtbot: QtBot, window: OfficeWindow) -> Iterator[SettingsDialog]:
    window.open_settings("Closing")
    made = window.settings_dialog
    assert made is not None
    qtbot.waitUntil(made.closing.isEnabled)
    yield made
    if window.settings_dialog is made:
        for form in made.forms:
            form.set_clean()
        made.reject()


def test_the_books_are_closed_and_opened_and_the_foot_says_so(
    qtbot: QtBot, window: OfficeWindow, dialog: SettingsDialog, books: Books
) -> None:
    assert not window.status.closed.isVisible()
    field = dialog.closing.fields["closed_until"]
    field.editor.setText("28/2/2026")
    field.editor.textEdited.emit("28/2/2026")
    dialog.save()
    qtbot.waitUntil(lambda: window.settings_dialog is None)
    assert books.ask(closed_until) == date(2026, 2, 28)
    qtbot.waitUntil(window.status.closed.isVisible)
    assert window.status.closed.text() == "Closed until 28-Feb-2026"
    window.open_settings("Closing")
    again = window.settings_dialog
    assert again is not None
    qtbot.waitUntil(again.closing.isEnabled)
    assert again.closing.fields["closed_until"].value() == date(2026, 2, 28)
    again.closing.fields["closed_until"].editor.clear()
    again.closing.fields["closed_until"].editor.textEdited.emit("")
    again.save()
    qtbot.waitUntil(lambda: not window.status.closed.isVisible())
    assert books.ask(closed_until) is None


@pytest.mark.parametrize(
    ("typed", "said"), [("16/3/2026", "a day that is over"), ("31/2/2026", "calendar")]
)
def test_a_day_that_cannot_be_closed_is_refused_beside_the_field(
    qtbot: QtBot, dialog: SettingsDialog, books: Books, typed: str, said: str
) -> None:
    field = dialog.closing.fields["closed_until"]
    field.editor.setText(typed)
    field.editor.textEdited.emit(typed)
    dialog.save()
    qtbot.waitUntil(lambda: said in field.error)
    assert dialog.isVisible()
    assert books.ask(closed_until) is None


def test_a_clerk_cannot_close_them(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> None:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books.seen_by(Role.CLERK), ACTOR, settings)
    made.show()
    made.open_settings("Closing")
    dialog = made.settings_dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.closing.isEnabled)
    field = dialog.closing.fields["closed_until"]
    field.editor.setText("28/2/2026")
    field.editor.textEdited.emit("28/2/2026")
    dialog.save()
    qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    assert dialog.isVisible()
    assert books.ask(closed_until) is None
    dialog.closing.set_clean()
    dialog.reject()
    made.close()


@pytest.fixture
def page(qtbot: QtBot, dialog: SettingsDialog) -> BooksPage:
    dialog.show_section("Books")
    dialog.books.back_up()
    qtbot.waitUntil(lambda: bool(dialog.books.table.rows))
    qtbot.waitUntil(dialog.books.now.isEnabled)
    return dialog.books


def ended(qtbot: QtBot, page: BooksPage) -> None:
    qtbot.waitUntil(page.check.isEnabled, timeout=30_000)
    qtbot.waitUntil(lambda: page._desk.jobs.idle, timeout=30_000)


def marked(page: BooksPage) -> BackupRow:
    page.table.selectRow(0)
    row = page.table.current
    assert isinstance(row, BackupRow)
    return row


def test_a_backup_is_verified_away_from_the_window(qtbot: QtBot, page: BooksPage) -> None:
    row = marked(page)
    before = row.path.read_bytes()
    page.verify.click()
    assert not page.verify.isEnabled()
    ended(qtbot, page)
    assert page.whole.isVisible()
    assert "is whole: file, links, audit trail and figures" in page.whole.text.text()
    assert "audit entries" in page.whole.text.text()
    assert page.table.rows[0].verified == "whole"
    assert row.path.read_bytes() == before


def test_a_backup_whose_trail_was_altered_is_not_whole(qtbot: QtBot, page: BooksPage) -> None:
    row = marked(page)
    with closing(sqlite3.connect(row.path)) as raw, raw:
        raw.execute("UPDATE audit_entries SET actor = 'Nobody' WHERE id BETWEEN 5 AND 14")
    page.verify.click()
    ended(qtbot, page)
    assert not page.whole.isVisible()
    assert page.broken.title.text().endswith("not whole")
    said = page.broken.text.text()
    assert "Audit entry 5" in said
    assert "more." in said
    assert page.table.rows[0].verified == "not whole"


def test_a_damaged_backup_is_not_whole(qtbot: QtBot, page: BooksPage) -> None:
    row = marked(page)
    data = bytearray(row.path.read_bytes())
    data[8192:20_000] = bytes(20_000 - 8192)
    row.path.unlink()  # the backups of day, week and year are one file with three names
    row.path.write_bytes(data)
    page.verify.click()
    ended(qtbot, page)
    assert page.broken.isVisible()


def test_where_there_is_no_room_for_a_copy_nothing_is_said_against_the_backup(
    qtbot: QtBot, page: BooksPage, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = marked(page)
    monkeypatch.setattr(proving, "_ROOM", 10**9)
    with qtbot.waitSignal(window.desk.messages.said) as heard:
        page.verify.click()
    ended(qtbot, page)
    assert heard.args is not None
    assert heard.args[1].startswith(f"{row.path.name} was not verified: a copy of it needs ")
    assert not page.broken.isVisible()
    assert page.table.rows[0].verified == ""


def test_the_open_books_are_proved(qtbot: QtBot, page: BooksPage) -> None:
    page.check.click()
    ended(qtbot, page)
    assert page.whole.text.text().startswith("The books are whole: ")


def test_older_books_are_proved_too_and_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    path.write_bytes(gzip.decompress((MUSEUM / "0004-one-order.sqlite3.gz").read_bytes()))
    before = path.read_bytes()
    proof = proving.prove_file(path)
    assert proof.whole
    assert proof.counted["papers"] > 0
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()


class Impatient:
    """Wants it to stop at the third step."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def step(self, done: int, total: int, what: str) -> None:
        self.seen.append(what)
        if done == 2:
            raise Cancelled(done, total)


def test_proving_can_be_stopped(books: Books) -> None:
    watcher = Impatient()
    with pytest.raises(Cancelled):
        proving.prove(books, watcher)
    assert watcher.seen[0] == "The file"
    assert len(watcher.seen) == 3


def test_what_is_new_is_told_once_after_an_update(settings: QSettings) -> None:
    assert not whats_new.is_due(settings)
    assert not whats_new.is_due(settings)
    settings.setValue("whats_new/seen", "0.9.0")
    assert whats_new.is_due(settings)
    assert not whats_new.is_due(settings)
    assert settings.value("whats_new/seen") == __version__


def test_it_stands_in_the_window_after_an_update_and_in_help(
    qtbot: QtBot,
    dressed: QApplication,
    books: Books,
    settings: QSettings,
    opened: Opened,  # noqa: F811
) -> None:
    settings.setValue("whats_new/seen", "0.9.0")
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    made.show()
    dialog = opened(WhatsNew)
    assert f"{__version__}" in dialog.text.toPlainText()
    assert "Drop saved order" in dialog.text.toPlainText()
    dialog.accept()
    words = [action.text().replace("&", "") for action in made.menu("Help").actions()]
    assert "What's new" in words
    assert "About SenstoSales" in words
    made.close()


def test_every_library_is_named_with_its_licence(
    qtbot: QtBot,
    window: OfficeWindow,
    opened: Opened,  # noqa: F811
) -> None:
    window.show_about()
    dialog = opened(AboutDialog)
    qtbot.waitUntil(lambda: bool(dialog.table.rows))
    parts = {part.name: part for part in dialog.table.rows}
    assert {"SQLAlchemy", "pydantic", "reportlab", "openpyxl", "Python", "SQLite"} <= parts.keys()
    assert {"Inter (font)", "Lucide (icons)"} <= parts.keys()
    assert not {"pytest", "ruff", "mypy", "hypothesis", "senstosales"} & parts.keys()
    assert all(part.licence for part in parts.values())
    assert "LGPL" in parts["PySide6_Essentials"].licence
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in parts["PySide6_Essentials"].text
    place = [part.name for part in dialog.table.rows].index("Lucide (icons)")
    dialog.table.selectRow(place)
    assert "ISC" in dialog.text.toPlainText()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith(f"SenstoSales {__version__}, Qt ")
    assert "SQLAlchemy 2" in QGuiApplication.clipboard().text()
    dialog.accept()
    assert licences.shipped()


def test_of_a_damaged_backup_its_own_name_is_said(books: Books, tmp_path: Path) -> None:
    path = backups.back_up(books.path, tmp_path / "monday.sqlite3")
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 4096] = (byte ^ 0x5A for byte in data[half : half + 4096])
    path.write_bytes(bytes(data))
    with pytest.raises(BooksUnavailable, match="monday") as raised:
        proving.prove_file(path)
    assert raised.value.path == path
