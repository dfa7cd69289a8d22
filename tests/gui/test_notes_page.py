"""Notes: kept in the settings, added to the remarks of a challan."""

import pytest
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import challan_lines
from senstosales.gui.dialogs.challan_side import ChallanSide
from senstosales.gui.dialogs.notes_page import NotesPage
from senstosales.queries import notes as queries
from senstosales.services import notes
from tests.conftest import OpenCopy
from tests.playing import ACTOR, order


@pytest.fixture
def books(open_copy: OpenCopy, ordered_file):
    return open_copy(ordered_file)


def test_a_note_is_entered_changed_and_taken_out_of_use(
    qtbot: QtBot, desk: Desk, books: Books
) -> None:
    page = NotesPage(desk)
    qtbot.addWidget(page)
    dialog = page.change(None)
    dialog.form.set_values({"title": "Inspection", "content": "Subject to inspection."})
    dialog.form.submit()
    qtbot.waitUntil(lambda: len(page.table.rows) == 1)
    dialog = page.change(page.table.rows[0])
    dialog.form.set_values({"title": "Inspection", "content": "Inspected at our works."})
    dialog.form.submit()
    qtbot.waitUntil(lambda: page.table.rows[0].content == "Inspected at our works.")
    page.table.selectRow(0)
    page.remove.click()
    qtbot.waitUntil(lambda: not page.table.rows)
    assert books.ask(queries.listed) == []


def test_a_note_without_text_is_said_beside_its_field(
    qtbot: QtBot, desk: Desk, books: Books
) -> None:
    page = NotesPage(desk)
    qtbot.addWidget(page)
    dialog = page.change(None)
    dialog.form.set_values({"title": "Empty", "content": ""})
    dialog.form.submit()
    assert dialog.form.fields["content"].error
    assert books.ask(queries.listed) == []


def test_a_chosen_note_is_added_to_the_remarks(qtbot: QtBot, desk: Desk, books: Books) -> None:
    for title in ("First", "Second"):
        notes.save(books, ACTOR, notes.NoteDraft(title=title, content=f"{title} text."))
    start = books.ask(challan_lines.begin, order(books, "6639103").id, None, False)
    side = ChallanSide()
    qtbot.addWidget(side)
    side.start(start)
    for action in side.note.choices.actions():
        action.trigger()
    assert side.form.fields["remarks"].value() == "First text.\n\nSecond text."
