"""The bar of unfinished forms above the tabs, and the dialog of what was thrown away."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.dialogs import challan_form, party_form
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.drafts_bin import DraftsBin
from senstosales.gui.dialogs.party_form import PartyForm
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.queries import binned, orders, vouchers
from senstosales.services import bin as bin_service
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.gui.tabs.writing import keep
from tests.playing import ACTOR

Seat = Callable[[], OfficeWindow]
PATIENCE = 20_000


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


@pytest.fixture
def seat(qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings) -> Iterator[Seat]:
    """Opens the window, as often as it is asked for; the same clerk on the same computer."""
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
