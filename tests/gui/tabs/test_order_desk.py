from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from senstosales.books.store import Actor, Books
from senstosales.gui import forms
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.lot_override import LotOverrideDialog
from senstosales.gui.order_view import OrderView
from senstosales.gui.tabs.orders import SPEC, OrdersTab
from senstosales.queries import attachments as file_queries
from senstosales.queries import orders
from senstosales.queries.details import LotLine
from senstosales.services import attachments, order_notes
from senstosales.services.order_notes import OrderNoteDraft
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, item, send

TIMELINE, VERSIONS, NOTES, FILES = 1, 5, 6, 7
CERTIFICATE = b"%PDF-1.4 a test certificate"


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> OrdersTab:
    made = SPEC.factory(desk)
    assert isinstance(made, OrdersTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitUntil(lambda: made.view.model.rowCount() == 16)
    return made


@pytest.fixture
def show(qtbot: QtBot, tab: OrdersTab, books: Books) -> Callable[[str, int], OrderView]:
    """Open that order at that page."""

    def open_it(number: str, page: int = 0) -> OrderView:
        tab.show_item(books.ask(orders.find, number))
        qtbot.waitUntil(lambda: tab.order.order is not None and tab.order.order.number == number)
        tab.order.pages.setCurrentIndex(page)
        return tab.order

    return open_it


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files that the desktop was asked to open."""
    found: list[Path] = []

    def launch(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", launch)
    return found


Show = Callable[[str, int], OrderView]


def lot(books: Books, number: int) -> LotLine:
    return next(line for line in item(books, "4649105", 1).lots if line.lot_no == number)


# The timeline


def test_the_timeline_is_read_when_it_is_seen_and_follows_the_books(
    qtbot: QtBot, tab: OrdersTab, books: Books, show: Show
) -> None:
    view = show("4649105", 0)
    assert view.timeline.list.entries == ()
    view.pages.setCurrentIndex(TIMELINE)
    timeline = view.timeline.list
    qtbot.waitUntil(lambda: len(timeline.entries) == 9)
    timeline.select(3)
    marked = timeline.entries[3].id
    send(books, "4649105", [(1, 6, "20")])
    qtbot.waitUntil(lambda: len(timeline.entries) == 10)
    assert timeline.entries[timeline.currentIndex().row()].id == marked
    view.pages.setCurrentIndex(0)
    order_notes.write(books, ACTOR, view.key, OrderNoteDraft(text="Paint is late"))
    qtbot.waitUntil(lambda: view.pages.tabText(NOTES) == "Notes (1)")
    assert len(timeline.entries) == 10
    view.pages.setCurrentIndex(TIMELINE)
    qtbot.waitUntil(lambda: timeline.entries[0].said == "Paint is late")


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("Tax invoice 88", "invoices"),
        ("Delivery challan 5", "challans"),
        ("SRV 1204", "receipts"),
        ("Payment", "payments"),
    ],
)
def test_an_entry_leads_to_its_paper(
    qtbot: QtBot, show: Show, went: list[tuple[str, int]], title: str, noun: str
) -> None:
    timeline = show("4649105", TIMELINE).timeline.list
    qtbot.waitUntil(lambda: bool(timeline.entries))
    entry = next(each for each in timeline.entries if each.title == title)
    timeline.select(timeline.entries.index(entry))
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    assert went == [(noun, entry.key)]


def test_an_entry_about_the_order_itself_turns_to_its_page(
    qtbot: QtBot, books: Books, show: Show, launched: list[Path]
) -> None:
    view = show("6649107", TIMELINE)
    key = view.key
    assert key is not None
    order_notes.write(books, ACTOR, key, OrderNoteDraft(text="Paint is late"))
    attachments.attach(books, ACTOR, key, "a.pdf", CERTIFICATE)
    timeline = view.timeline.list
    qtbot.waitUntil(lambda: bool(timeline.entries) and timeline.entries[0].title == "File attached")

    def follow(title: str) -> None:
        view.pages.setCurrentIndex(TIMELINE)
        timeline.select([each.title for each in timeline.entries].index(title))
        qtbot.keyClick(timeline, Qt.Key.Key_Return)

    follow("Page imported")
    assert view.pages.currentIndex() == VERSIONS
    assert view.versions.table.current.amendment == "Original"
    follow("Note")
    assert view.pages.currentIndex() == NOTES
    follow("File attached")
    qtbot.waitUntil(lambda: bool(launched))
    assert launched[0].read_bytes() == CERTIFICATE


def test_an_amendment_says_what_it_changed_and_lines_can_be_copied(
    qtbot: QtBot, show: Show
) -> None:
    timeline = show("6649107", TIMELINE).timeline.list
    qtbot.waitUntil(lambda: bool(timeline.entries))
    timeline.select([each.title for each in timeline.entries].index("Amendment No. 1"))
    qtbot.keyClick(timeline, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "12 changes, po-amended-1.html: PO value: ₹" in copied
    assert timeline.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == copied


# Amendments side by side


def test_old_and_new_stand_side_by_side_with_what_vanished_and_what_is_new(show: Show) -> None:
    versions = show("6649107", VERSIONS).versions
    rows = {(row.what, row.field): row for row in versions.changes.rows}
    ordered = rows["Item 3", "ordered quantity"]
    assert (ordered.before, ordered.after, ordered.kind) == ("40", "55", "")
    assert (rows["Item 2", ""].kind, rows["Item 5", ""].kind) == ("Vanished", "New")
    header = versions.changes.model()
    titles = [header.headerData(place, Qt.Orientation.Horizontal) for place in (2, 3)]
    assert titles == ["Original of 16-Mar-2026", "No. 1 of 16-Mar-2026"]
    assert versions.said.text().startswith("12 differences between Original")


def test_long_texts_are_compared_word_by_word(qtbot: QtBot, show: Show) -> None:
    versions = show("6649107", VERSIONS).versions
    assert not versions.texts.isVisible()
    place = [row.what for row in versions.changes.rows].index("Remarks")
    versions.changes.selectRow(place)
    assert versions.texts.isVisible()
    before, after = (side.words.text() for side in versions.texts.sides)
    assert "LEM STORES" in before
    assert "AMENDED TO INCREASE" in after


def test_any_earlier_page_can_be_compared_with(
    qtbot: QtBot, tab: OrdersTab, books: Books, show: Show
) -> None:
    view = show("6649107", VERSIONS)
    # The page as first placed comes again, under a later amendment, as a third version.
    from tests.services.pages import OrderFacts

    facts = OrderFacts("po-amended-0")
    facts.header["amend_no"] = 2
    from senstosales.services.importing import import_bytes

    import_bytes(books, ACTOR, "po-again.html", facts.page())
    qtbot.waitUntil(lambda: view.pages.tabText(VERSIONS) == "Versions (3)")
    versions = view.versions
    versions.show_version(versions.table.rows[0].id)
    assert [versions.earlier.itemText(n)[:8] for n in range(2)] == ["No. 1 of", "Original"]
    returned = {row.what for row in versions.changes.rows if row.kind == "Returned"}
    assert "Item 2" in returned
    versions.earlier.setCurrentIndex(1)
    versions.earlier.activated.emit(1)
    # Against the original only the amendment's number and what was received since differ.
    assert not {row.what for row in versions.changes.rows if row.kind in ("Returned", "New")}
    assert ("Header", "amendment") in {(row.what, row.field) for row in versions.changes.rows}


# Notes


def test_a_note_is_written_corrected_deleted_and_put_back(
    qtbot: QtBot, desk: Desk, books: Books, show: Show, heard: list[str]
) -> None:
    view = show("4649105", NOTES)
    notes = view.notes
    assert notes.none.isVisible()
    notes.box.editor.setFocus()
    qtbot.keyClicks(notes.box.editor, "Mr Rao agrees")
    assert view.unsaved
    qtbot.keyClick(notes.box.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [card.note.text for card in notes.cards] == ["Mr Rao agrees"])
    assert not view.unsaved
    assert notes.box.value() is None
    assert notes.cards[0].who.text().startswith("Asha, 16-Mar-2026")
    assert view.pages.tabText(NOTES) == "Notes (1)"
    notes.cards[0].wanted.emit(notes.cards[0].note, "correct")
    assert notes.about.text().startswith("Correct the note of 16-Mar-2026")
    assert notes.box.value() == "Mr Rao agrees"
    assert not view.unsaved
    notes.box.set_value("Mr Rao agrees to part lots")
    notes.submit()
    qtbot.waitUntil(lambda: notes.cards[0].note.text == "Mr Rao agrees to part lots")
    assert "corrected by Asha" in notes.cards[0].who.text()
    assert notes.about.text() == "Write a note"
    note_id = notes.cards[0].note.id
    notes.cards[0].wanted.emit(notes.cards[0].note, "delete")
    qtbot.waitUntil(lambda: not notes.cards)
    qtbot.waitUntil(lambda: "The note is deleted." in heard)
    notes._restore(note_id)
    qtbot.waitUntil(lambda: len(notes.cards) == 1)


def test_what_is_typed_stays_with_its_order(
    qtbot: QtBot, tab: OrdersTab, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = show("4649105", NOTES)
    view.notes.box.set_value("half a th")
    show("6649107", NOTES)
    assert view.notes.box.value() is None
    view.notes.box.set_value("another")
    show("4649105", NOTES)
    assert view.notes.box.value() == "half a th"
    asked: list[object] = []
    monkeypatch.setattr(forms, "sure_to_lose", lambda parent: bool(asked.append(parent)))
    assert not tab.may_close()
    assert asked == [tab]
    for number in ("4649105", "6649107"):
        show(number, NOTES).notes.box.set_value(None)
    assert tab.may_close()


def test_a_note_that_somebody_else_has_changed_is_not_overwritten(
    qtbot: QtBot, books: Books, show: Show
) -> None:
    view = show("4649105", NOTES)
    assert view.key is not None
    key = order_notes.write(books, ACTOR, view.key, OrderNoteDraft(text="One"))
    notes = view.notes
    qtbot.waitUntil(lambda: len(notes.cards) == 1)
    notes.cards[0].wanted.emit(notes.cards[0].note, "correct")
    notes.box.set_value("Mine")
    order_notes.correct(books, Actor("Ravi", "tests"), key, OrderNoteDraft(text="His"))
    qtbot.waitUntil(lambda: notes.cards[0].note.text == "His")
    assert notes.box.value() == "Mine"
    notes.submit()
    qtbot.waitUntil(lambda: "changed this note meanwhile" in notes.box.error)
    assert notes.box.value() == "Mine"
    qtbot.keyClick(notes.box.editor, Qt.Key.Key_Escape)
    assert notes.box.value() is None


@pytest.mark.parametrize("words", ["", "x" * 4001])
def test_a_note_that_cannot_be_kept_says_so_and_stays(qtbot: QtBot, show: Show, words: str) -> None:
    notes = show("4649105", NOTES).notes
    notes.box.set_value(words)
    notes.submit()
    qtbot.waitUntil(lambda: bool(notes.box.error))
    assert (notes.box.value() or "") == words
    assert notes.keep.isEnabled()


# Files


def test_files_are_attached_opened_saved_removed_and_put_back(
    qtbot: QtBot,
    tab: OrdersTab,
    books: Books,
    show: Show,
    launched: list[Path],
    heard: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = show("4649105", FILES)
    assert view.files.nothing.isVisible()
    given = tmp_path / "Test certificate.PDF"
    given.write_bytes(CERTIFICATE)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(given)], ""))
    tab.attach.trigger()
    qtbot.waitUntil(lambda: [row.name for row in view.files.table.rows] == [given.name])
    assert any("attached to order 4649105" in sentence for sentence in heard)
    assert view.pages.tabText(FILES) == "Files (1)"
    row = view.files.table.rows[0]
    assert (str(row.size), row.author) == ("27 bytes", "Asha")
    qtbot.keyClick(view.files.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(launched))
    copy = launched[0]
    assert copy.name == given.name
    assert copy.read_bytes() == CERTIFICATE
    assert copy.stat().st_mode & 0o222 == 0
    assert copy.parent.parent.stat().st_mode & 0o077 == 0
    saved = tmp_path / "copy.PDF"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    view.files.save.trigger()
    qtbot.waitUntil(lambda: any("copy.PDF" in sentence for sentence in heard))
    assert saved.read_bytes() == CERTIFICATE
    view.files.remove.trigger()
    qtbot.waitUntil(view.files.nothing.isVisible)
    qtbot.waitUntil(lambda: any("is removed from the order" in sentence for sentence in heard))
    assert not view.files.open.isEnabled()
    view.pages.files._restore(row.id)
    qtbot.waitUntil(lambda: len(view.files.table.rows) == 1)


def test_what_cannot_be_kept_is_told_with_the_reason(
    qtbot: QtBot, show: Show, heard: list[str], tmp_path: Path
) -> None:
    view = show("4649105", FILES)
    good, empty = tmp_path / "a.pdf", tmp_path / "empty.pdf"
    good.write_bytes(CERTIFICATE)
    empty.write_bytes(b"")
    view.take_files([empty, good, tmp_path / "gone.pdf"])
    qtbot.waitUntil(lambda: len(view.files.table.rows) == 1)
    qtbot.waitUntil(lambda: any("empty.pdf is empty." in sentence for sentence in heard))
    assert any("gone.pdf is not there any more" in sentence for sentence in heard)


def test_a_program_is_kept_and_not_started(
    qtbot: QtBot, books: Books, show: Show, launched: list[Path], heard: list[str]
) -> None:
    view = show("4649105", FILES)
    assert view.key is not None
    attachments.attach(books, ACTOR, view.key, "certificate.pdf.exe", b"MZ")
    qtbot.waitUntil(lambda: len(view.files.table.rows) == 1)
    view.files.open.trigger()
    assert any("is a program and is not started" in sentence for sentence in heard)
    assert launched == []


def test_a_file_nothing_here_can_open_is_told(
    qtbot: QtBot,
    books: Books,
    show: Show,
    heard: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    view = show("4649105", FILES)
    assert view.key is not None
    attachments.attach(books, ACTOR, view.key, "a.dwg", b"AC1032")
    qtbot.waitUntil(lambda: len(view.files.table.rows) == 1)
    view.files.open.trigger()
    qtbot.waitUntil(lambda: any("no program that opens a.dwg" in each for each in heard))


def test_files_dropped_on_an_open_order_are_kept_with_it(
    qtbot: QtBot, tab: OrdersTab, books: Books, show: Show, tmp_path: Path
) -> None:
    assert tab.order.drop_offer() == ""
    view = show("4649105", 0)
    assert view.drop_offer() == "with order 4649105"
    given = tmp_path / "a.pdf"
    given.write_bytes(CERTIFICATE)
    view.take_files([given])
    qtbot.waitUntil(lambda: view.pages.tabText(FILES) == "Files (1)")
    (line,) = books.ask(file_queries.listed, view.key)
    assert line.name == "a.pdf"


# A clerk's own word on a lot


def test_a_lot_is_set_by_hand_with_a_reason_and_taken_back(
    qtbot: QtBot,
    tab: OrdersTab,
    books: Books,
    show: Show,
    opened: Opened[LotOverrideDialog],
    heard: list[str],
) -> None:
    view = show("4649105", 0)
    view.lots.selectRow(5)
    view.card.override.click()
    dialog = opened(LotOverrideDialog)
    assert "Lot 6 of item 1" in dialog.windowTitle()
    assert not dialog.take_back.isVisible()
    dialog.delivered.set_value(lot(books, 6).quantity)
    assert dialog.outcome.text() == "Pending will then be 0 NO."
    dialog.form.submit()
    assert dialog.form.fields["reason"].error == forms.NEEDED
    dialog.reason.set_value("Went before these books began")
    dialog.form.submit()
    qtbot.waitUntil(lambda: lot(books, 6).override == 60)
    qtbot.waitUntil(lambda: view.lots.rows[5].pending == 0)
    assert any("60 NO count as delivered" in sentence for sentence in heard)
    tab.override.trigger()
    dialog = opened(LotOverrideDialog)
    assert dialog.reason.value() == "Went before these books began"
    dialog.take_back.click()
    qtbot.waitUntil(lambda: lot(books, 6).override is None)
    qtbot.waitUntil(lambda: view.lots.rows[5].pending == 60)


def test_more_than_was_ordered_is_refused_where_it_was_typed(
    qtbot: QtBot, books: Books, show: Show, opened: Opened[LotOverrideDialog]
) -> None:
    view = show("4649105", 0)
    view.lots.selectRow(5)
    view.override()
    dialog = opened(LotOverrideDialog)
    dialog.delivered.set_value(lot(books, 6).quantity + 1)
    assert dialog.outcome.text() == "Only 60 NO are ordered in this lot."
    dialog.reason.set_value("Because")
    dialog.form.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.fields["delivered"].error))
    assert dialog.isVisible()
    assert lot(books, 6).override is None
    dialog.form.set_clean()
    dialog.reject()


def test_the_dialog_says_what_portal_srvs_and_challans_say(books: Books) -> None:
    from senstosales.gui.dialogs.lot_override import said

    facts = dict(said(item(books, "4649105", 1), lot(books, 4)))
    assert facts == {
        "Ordered": "60 NO in this lot, due 28-Mar-2025",
        "The portal says": "nothing received of the whole item (RCD QTY)",
        "SRVs say": "30 NO of this lot, first lot first",
        "Challans say": "30 NO sent on 5 of 06-May-2025",
        "Your word now": "none",
    }


def test_nothing_can_be_set_of_a_cancelled_lot(qtbot: QtBot, books: Books, show: Show) -> None:
    view = show("6649107", 0)
    place = next(n for n, row in enumerate(view.lots.rows) if row.item.is_cancelled)
    view.lots.selectRow(place)
    assert not view.card.override.isVisible()


def test_parts_are_turned_to_by_keys(qtbot: QtBot, show: Show) -> None:
    view = show("4649105", 0)
    view.lots.setFocus()
    qtbot.keyClick(view.lots, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert view.pages.currentIndex() == TIMELINE
    backwards = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.timeline.list, Qt.Key.Key_Backtab, backwards)
    assert view.pages.currentIndex() == 0
    # The list that would have heard the keys let go is hidden: else Qt takes them for held ever after.
    qtbot.keyRelease(view.lots, Qt.Key.Key_Control)


def test_pages_that_were_not_seen_are_not_built(show: Show, tab: OrdersTab) -> None:
    built = [kind for kind in _kinds(tab.order) if tab.order.pages.has(kind)]
    assert len(built) == 1
    show("4649105", NOTES)
    assert len([kind for kind in _kinds(tab.order) if tab.order.pages.has(kind)]) == 2


def _kinds(view: OrderView) -> list[Any]:
    return [page.kind for page in view.pages._pages]
