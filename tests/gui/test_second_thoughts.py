"""The bar of unfinished forms above the tabs, and the dialog of what was thrown away."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.dialogs import challan_form, party_form
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.drafts_bin import DraftsBin
from senstosales.gui.dialogs.party_form import PartyForm
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import binned, challans, orders, voucher_detail, vouchers
from senstosales.queries import parties as party_queries
from senstosales.queries.columns import Filter
from senstosales.services import bin as bin_service
from senstosales.services import parties
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.gui.tabs.writing import keep
from tests.playing import ACTOR, bill, send

Seat = Callable[[], OfficeWindow]
PATIENCE = 20_000


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


@pytest.fixture
def seat(qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings) -> Iterator[Seat]:
    """Opens the window, as often as it is asked for; the same clerk on the same computer."""
    settings.setValue("window/tab", "Reports")  # the quickest to open
    windows = []

    def sit() -> OfficeWindow:
        made = build_window(books, ACTOR, settings)
        qtbot.addWidget(made)
        made.show()
        windows.append(made)
        idle(qtbot, made)
        return made

    yield sit
    for window in windows:
        for top in QApplication.topLevelWidgets():
            if top is not window and top.isVisible():
                top.hide()
        idle(qtbot, window)


def idle(qtbot: QtBot, window: OfficeWindow) -> None:
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=PATIENCE)


def comes_up(qtbot: QtBot, kind: type[QWidget]) -> Any:
    def found() -> Any:
        tops = QApplication.topLevelWidgets()
        return next((top for top in tops if isinstance(top, kind) and top.isVisible()), None)

    qtbot.waitUntil(lambda: found() is not None)
    return found()


def begin_a_challan(qtbot: QtBot, window: OfficeWindow) -> ChallanForm:
    desk = window.desk
    challan_form.open_new(desk, desk.books.ask(orders.find, "4649105"), window)
    form: ChallanForm = comes_up(qtbot, ChallanForm)
    form.head.number.type_again("C/7")
    form.autosave.keep()
    idle(qtbot, window)
    return form


def die(qtbot: QtBot, window: OfficeWindow, form: QWidget) -> None:
    shiboken6.delete(form)
    idle(qtbot, window)


def test_a_form_that_crashed_is_offered_at_once(qtbot: QtBot, seat: Seat) -> None:
    window = seat()
    bar = window.second_thoughts.bar
    form = begin_a_challan(qtbot, window)
    assert not bar.isVisible(), "it is open"
    die(qtbot, window, form)
    qtbot.waitUntil(bar.isVisible)
    assert bar.text.text() == "An unfinished challan for order 4649105 of 12:00 was kept."
    assert not bar.all.isVisible()
    bar.go_on.click()
    form = comes_up(qtbot, ChallanForm)
    assert form.head.number.value() == "C/7"
    idle(qtbot, window)
    qtbot.waitUntil(lambda: not bar.isVisible())
    form.submit()
    idle(qtbot, window)
    assert window.desk.books.ask(vouchers.find, VoucherKind.CHALLAN, "C/7")
    assert not bar.isVisible()
    assert window.desk.drawer is not None
    assert list(window.desk.drawer.folder.iterdir()) == []


def test_it_is_offered_at_the_next_start_and_thrown_away_it_is_not(
    qtbot: QtBot, seat: Seat, clock: Clock
) -> None:
    window = seat()
    die(qtbot, window, begin_a_challan(qtbot, window))
    clock.move(days=1)
    bar = seat().second_thoughts.bar
    qtbot.waitUntil(bar.isVisible)
    assert "of 16-Mar-2026, 12:00 was kept" in bar.text.text()
    bar.throw.click()
    qtbot.waitUntil(lambda: not bar.isVisible())
    again = seat()
    assert not again.second_thoughts.bar.isVisible()
    again.second_thoughts.open_bin()
    dialog = comes_up(qtbot, DraftsBin)
    qtbot.waitUntil(lambda: len(dialog.table.rows) == 1)
    assert dialog.table.rows[0].state == "Thrown away"
    dialog.take()
    form = comes_up(qtbot, ChallanForm)
    assert form.head.number.value() == "C/7"
    clock.move(days=31)
    form.done(0)
    idle(qtbot, again)


def test_several_are_shown_together(qtbot: QtBot, seat: Seat, clock: Clock) -> None:
    window = seat()
    die(qtbot, window, begin_a_challan(qtbot, window))
    clock.move(hours=1)
    party_form.open_new(window.desk, window)
    form = comes_up(qtbot, PartyForm)
    form.form.fields["name"].type_again("NTPC")
    form.autosave.keep()
    idle(qtbot, window)
    die(qtbot, window, form)
    bar = window.second_thoughts.bar
    qtbot.waitUntil(bar.all.isVisible)
    assert bar.text.text() == "An unfinished party NTPC of 13:00 was kept."
    bar.all.click()
    dialog = comes_up(qtbot, DraftsBin)
    qtbot.waitUntil(lambda: len(dialog.table.rows) == 2)
    assert [row.what for row in dialog.table.rows] == [
        "Party NTPC", "Challan for order 4649105",
    ]  # fmt: skip
    dialog.throw_away()
    qtbot.waitUntil(lambda: dialog.table.rows[0].state == "Thrown away")
    assert not dialog.throw.isVisible()
    dialog.reject()


def test_a_draft_is_put_back_out_of_the_bin(qtbot: QtBot, seat: Seat, books: Books) -> None:
    key = keep(books, state="draft", number="Q/7")
    bin_service.discard_draft(books, ACTOR, VoucherKind.QUOTATION, key)
    window = seat()
    window.second_thoughts.open_bin()
    dialog = comes_up(qtbot, DraftsBin)
    qtbot.waitUntil(lambda: len(dialog.table.rows) == 1)
    assert dialog.go.text() == "Put back"
    assert dialog.table.rows[0].what == "Quotation Q/7, NTPC LIMITED"
    keep(books, state="sent", number="Q/7")
    dialog.go.click()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "taken while the draft lay in the bin" in dialog.trouble.text.text()
    dialog.trouble.button.click()
    qtbot.waitUntil(lambda: not books.ask(binned.drafts))
    idle(qtbot, window)
    assert window.specs[window.strip.currentIndex()].title == "Quotations"


def test_an_empty_bin_says_what_comes_there(qtbot: QtBot, seat: Seat) -> None:
    window = seat()
    window.second_thoughts.open_bin()
    dialog = comes_up(qtbot, DraftsBin)
    idle(qtbot, window)
    assert dialog.nothing.isVisible()
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_every_business_has_its_own(qtbot: QtBot, seat: Seat, books: Books) -> None:
    from senstosales.services import businesses
    from senstosales.services.office import OfficeDraft

    other = businesses.add(books, ACTOR, OfficeDraft(name="Second works", state_code="23")).id
    window = seat()
    die(qtbot, window, begin_a_challan(qtbot, window))
    bar = window.second_thoughts.bar
    qtbot.waitUntil(bar.isVisible)
    window.choose_business(other)
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=PATIENCE)
    idle(qtbot, window)
    window.choose_business(1)
    qtbot.waitUntil(bar.isVisible, timeout=PATIENCE)
    idle(qtbot, window)


def undo_says(qtbot: QtBot, window: OfficeWindow, words: str) -> None:
    undo = window.second_thoughts.undo
    qtbot.waitUntil(lambda: undo.action.text() == words, timeout=PATIENCE)
    assert undo.action.isEnabled() is (words != "&Undo last change")


def test_the_menu_names_what_it_will_undo(qtbot: QtBot, seat: Seat, books: Books) -> None:
    heard: list[str] = []
    window = seat()
    window.desk.messages.said.connect(lambda _tone, sentence: heard.append(sentence))
    undo_says(qtbot, window, "&Undo last change")
    parties.save(books, Actor("ravi@example.com", "api:ravi"), parties.PartyDraft(name="His"))
    key = parties.save(books, ACTOR, parties.PartyDraft(name="Bolts & Nuts"))
    undo_says(qtbot, window, "&Undo: party Bolts && Nuts added")
    parties.save(books, ACTOR, parties.PartyDraft(name="Bolts"), key)
    undo_says(qtbot, window, "&Undo: party Bolts changed")
    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL_ALT)
    undo_says(qtbot, window, "&Undo: party Bolts && Nuts added")
    assert heard[-1] == "Party Bolts & Nuts is as it was before."
    window.second_thoughts.undo.action.trigger()
    undo_says(qtbot, window, "&Undo last change")
    assert not any(row.name.startswith("Bolts") for row in books.ask(all_parties))


def test_a_challan_just_made_is_cancelled_after_asking(
    qtbot: QtBot, seat: Seat, books: Books
) -> None:
    window = seat()
    sent = send(books, "4649105", [(1, 4, "1")], number="U/1")
    undo_says(qtbot, window, "&Undo: challan U/1 made")
    window.second_thoughts.undo.undo()
    dialog = comes_up(qtbot, RemovalDialog)
    assert "the number stays used" in dialog.findChildren(QLabel)[1].text()
    dialog.remove()
    undo_says(qtbot, window, "&Undo last change")
    assert books.ask(challans.detail, sent.id).cancelled_reason == "Undone right after it was made"


def test_an_invoice_is_never_undone_but_can_be_cancelled(
    qtbot: QtBot, seat: Seat, books: Books
) -> None:
    window = seat()
    invoice = bill(books, send(books, "4649105", [(1, 4, "1")], number="U/1"), number="U/2")
    undo_says(qtbot, window, "&Undo: invoice U/2 issued")
    window.second_thoughts.undo.undo()
    dialog = comes_up(qtbot, ReasonDialog)
    assert dialog.windowTitle() == "Cancel invoice U/2?"
    dialog.reason.set_value("Wrong buyer")
    dialog.submit()
    idle(qtbot, window)
    assert books.ask(voucher_detail.detail, invoice.id).cancelled_reason == "Wrong buyer"
    undo_says(qtbot, window, "&Undo: invoice U/2 cancelled")
    window.second_thoughts.undo.undo()
    assert window.desk.messages.strips[-1].sentence.startswith("Invoice U/2 stays cancelled")


def test_who_sits_down_begins_with_nothing_to_undo(qtbot: QtBot, seat: Seat, books: Books) -> None:
    window = seat()
    parties.save(books, ACTOR, parties.PartyDraft(name="NTPC"))
    undo_says(qtbot, window, "&Undo: party NTPC added")
    window.sit_as(Actor("ravi@example.com", "desktop"))
    undo_says(qtbot, window, "&Undo last change")
    idle(qtbot, window)
    parties.save(books, ACTOR, parties.PartyDraft(name="Not his"))
    idle(qtbot, window)
    undo_says(qtbot, window, "&Undo last change")
    parties.save(books, Actor("ravi@example.com", "desktop"), parties.PartyDraft(name="His"))
    undo_says(qtbot, window, "&Undo: party His added")


def all_parties(session: Any) -> Any:
    return party_queries.page(session, Filter(), None, 99, 0)


_CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
