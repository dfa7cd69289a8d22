"""Tabs of a window that stands at once are whole in the end, and whole for whoever cannot wait."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senstosales.domain.kinds import VoucherKind
from senstosales.gui import turns
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.shortcuts import KeysDialog
from senstosales.gui.start import build_window
from senstosales.gui.turns import Turns, in_turns
from tests.conftest import OpenCopy
from tests.playing import ACTOR


@pytest.fixture
def window(
    qtbot: QtBot,
    dressed: QApplication,
    open_copy: OpenCopy,
    ordered_file: Path,
    settings: QSettings,
) -> Iterator[OfficeWindow]:
    settings.setValue("first_start/skipped", str(ordered_file))
    made = build_window(open_copy(ordered_file), ACTOR, settings, hurried=True)
    made.resize(1366, 740)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: made.desk.jobs.idle)


def _tab(qtbot: QtBot, window: OfficeWindow, place: int) -> Any:
    window.go(place)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.tabs.get(place, window))
    return window.tabs[place]


def test_every_tab_becomes_whole_and_has_the_keyboard(qtbot: QtBot, window: OfficeWindow) -> None:
    for place in range(len(window.specs)):
        tab = _tab(qtbot, window, place)
        if place == 0:
            continue  # the dashboard has the keyboard once its figures are there
        qtbot.waitUntil(lambda tab=tab: all(each.whole for each in tab.findChildren(Turns)))
        focus = window.focusWidget()
        assert focus is not None
        assert tab.isAncestorOf(focus), window.specs[place].title


def test_an_order_opened_before_its_detail_is_built(qtbot: QtBot, window: OfficeWindow) -> None:
    tab = _tab(qtbot, window, 1)
    qtbot.waitUntil(lambda: tab.view.model.rowCount() > 0)
    tab.view.opened.emit(tab.view.model.row_at(0).id)
    assert tab.order.lots.hasFocus()
    qtbot.waitUntil(lambda: bool(tab.order.lots.rows))


def test_a_paper_marked_at_once_is_shown_when_its_view_is_there(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    tab = _tab(qtbot, window, 6)
    qtbot.waitUntil(lambda: tab.view.model.rowCount() > 0)
    tab.view.table.selectRow(0)
    qtbot.waitUntil(lambda: tab.party.party is not None)
    assert tab.party.parts.whole


def test_a_list_of_a_page_not_built_is_shown(qtbot: QtBot, window: OfficeWindow) -> None:
    _tab(qtbot, window, 0)
    window.show_list("open_invoices", frozenset())
    tab: Any = window.tabs[7]
    assert tab.pages.currentIndex() == 1
    assert tab.ageing.view.isVisible()


def test_the_last_tab_that_was_wanted_is_the_one_shown(qtbot: QtBot, window: OfficeWindow) -> None:
    window.go(4)
    window.go(5)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.tabs.get(5, window))
    assert 4 not in window.tabs


def test_a_form_opened_from_it_is_built_in_turns(qtbot: QtBot, window: OfficeWindow) -> None:
    form = VoucherForm(window.desk, VoucherKind.QUOTATION, parent=window)
    form.open()
    assert form.isVisible()
    assert not form.parts.whole
    assert not form.body.isVisible()
    qtbot.waitUntil(lambda: form.begun)
    assert form.body.isVisible()
    assert form.focusWidget() is form.head.buyer.name.editor
    form.reject()
    closed_early = VoucherForm(window.desk, VoucherKind.QUOTATION, parent=window)
    closed_early.open()
    closed_early.reject()
    assert not closed_early.isVisible()


def test_settings_and_keys_can_be_asked_before_they_are_built(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    window.open_settings("Mail")
    settings = window.settings_dialog
    assert settings is not None
    assert settings.mail.isVisible()
    qtbot.waitUntil(settings.mail.isEnabled)
    settings.reject()
    keys = KeysDialog(window.keys, window)
    keys.open()
    keys.box.setText("settings")
    qtbot.waitUntil(lambda: keys.parts.whole)
    shown = [label.text() for label in keys.findChildren(QLabel) if label.isVisible()]
    assert "Settings…" in shown
    assert "Quit" not in shown
    keys.reject()


def test_steps_go_on_one_by_one_and_can_be_had_at_once(qtbot: QtBot) -> None:
    done: list[str] = []

    def steps() -> Iterator[None]:
        for word in ("a", "b"):
            done.append(word)
            yield

    with in_turns():
        owner = QWidget()
        qtbot.addWidget(owner)
        parts = Turns(owner, steps())
    parts.then(lambda: done.append("then"))
    assert done == []
    turns.finish(owner)
    assert done == ["a", "b", "then"]
    assert parts.whole
    parts.then(lambda: done.append("now"))
    assert done[-1] == "now"
