"""Whoever cannot use the mouse or see the screen finds everything: names, keys, help lines, focus, contrast."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QSettings, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.colours import channels
from senstosales.gui import palette
from senstosales.gui.charts import Chart, MonthBars
from senstosales.gui.date_field import CalendarPopup
from senstosales.gui.forms import TextField
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.messages import Messages
from senstosales.gui.month_calendar import MonthCalendar
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.parts import is_dressed
from senstosales.gui.start import build_window
from senstosales.gui.tables import RegisterView
from tests.conftest import OpenCopy
from tests.gui import walking
from tests.playing import ACTOR

_NAMED = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, Chart,
)  # fmt: skip


@pytest.fixture
def books(open_copy: OpenCopy, played_file: object) -> Books:
    return open_copy(played_file)


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    made = build_window(books, ACTOR, settings)
    made.resize(1920, 1040)
    made.show()
    for place in range(len(made.specs)):
        made.go(place)
        qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
        for register in made.tabs[place].findChildren(RegisterView):
            if register.isVisible() and register.model.rowCount():
                register.table.selectRow(0)
        qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    yield made
    made.close()


def every_action_has_its_key_its_name_and_its_line_of_help(window: OfficeWindow) -> None:
    listed = [frozenset(entry.keys) for entry in window.keys.entries]
    assert len(window.keys.entries) > 100
    for entry in window.keys.entries:
        assert entry.keys or entry.group == "Help", f"{entry.group}: {entry.text} has no key"
        assert len(entry.help or entry.text) > 3, entry
    for action in window.findChildren(QAction):
        words = action.text().replace("&", "")
        if not action.shortcuts() or not words:
            continue
        keys = {key.toString() for key in action.shortcuts()}
        copies = words == "Copy as table"  # the charts' own, told by their tip
        assert copies or any(keys <= wanted for wanted in listed), f"{words} {keys} is not in F1"
        assert action.toolTip(), words


def everything_that_takes_the_keyboard_says_what_it_is(qtbot: QtBot, window: OfficeWindow) -> None:
    nameless = []
    for place, tab in window.tabs.items():
        title = window.specs[place].title
        nameless += [f"{title}: {_place(each)}" for each in _nameless(tab)]
        window.go(place)
        for words, dialog in walking.dialogs(qtbot, window, place):
            assert is_dressed(dialog), words
            nameless += [f"{title}, {words}: {_place(each)}" for each in _nameless(dialog)]
            for grid in dialog.findChildren(LineGrid):
                _cells_say_where_they_are(grid)
    assert not nameless, "\n".join(sorted(set(nameless)))
    for widget in window.findChildren(QWidget):
        looks = [widget.property(name) for name in ("role", "band", "notice", "calm", "tone")]
        # The small numbers stand in no part before there is one to show.
        assert not any(looks) or is_dressed(widget), (widget, looks)


def _nameless(whole: QWidget) -> Iterator[QWidget]:
    for widget in whole.findChildren(QWidget):
        if not isinstance(widget, _NAMED) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.window() is not whole.window():
            continue  # the list that drops down from a box, named by the box
        if isinstance(widget, QAbstractButton) and (
            widget.isHidden() or widget.parentWidget().isHidden()
        ):
            continue  # gets its words when there is something to press
        if isinstance(widget, QLineEdit) and widget.isVisible() and not widget.accessibleName():
            yield widget  # words that stand in it while it is empty are gone when it is not
        elif not _said(widget):
            yield widget


def _cells_say_where_they_are(grid: LineGrid) -> None:
    assert grid.table.accessibleName()
    if not grid.model.rowCount():
        return
    place = grid.model.index(0, 0)
    editor = grid.table.itemDelegate().createEditor(
        grid.table.viewport(), QStyleOptionViewItem(), place
    )
    assert editor.accessibleName() == f"{grid.model.columns[0].title}, line 1"
    editor.deleteLater()


def every_tab_takes_the_keyboard(window: OfficeWindow) -> None:
    for tab in window.tabs.values():
        takes = [each for each in tab.findChildren(QWidget) if _takes_tab(each)]
        assert takes, "the Tab key leads nowhere"


def test_the_whole_window_is_named_listed_and_reached_by_key(
    qtbot: QtBot, window: OfficeWindow
) -> None:
    # One window for all three: to open every tab takes longer than to look at it.
    every_action_has_its_key_its_name_and_its_line_of_help(window)
    every_tab_takes_the_keyboard(window)
    everything_that_takes_the_keyboard_says_what_it_is(qtbot, window)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader is told; an alert by the name of what has come up."""
    told: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())
        elif event.type() is QAccessible.Event.Alert:
            told.append(f"alert: {event.object().accessibleName()}")

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    yield told
    QAccessible.setActive(False)


def test_what_changes_while_the_keyboard_stays_is_read_out(
    qtbot: QtBot, dressed: QApplication, heard: list[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    bars, calendar, field = (
        MonthBars(window),
        MonthCalendar(dt.date(2026, 3, 5), window),
        TextField(),
    )
    for each in (bars, calendar, field):
        column.addWidget(each)
    window.show()
    bars.set_months([(dt.date(2026, 3, 1), Decimal(500))])
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert heard.pop() == "Mar 2026: ₹\N{NO-BREAK SPACE}500.00"
    calendar.setFocus()
    qtbot.waitUntil(calendar.hasFocus)
    qtbot.keyClick(calendar, Qt.Key.Key_Right)
    assert heard.pop() == "Friday, 06-Mar-2026: nothing due"
    popup = CalendarPopup(dt.date(2026, 3, 5), dt.date(2026, 3, 16), window)
    popup.calendar.setSelectedDate(QDate(2026, 3, 6))
    assert popup.calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
    assert heard.pop() == "Friday, 06-Mar-2026"
    field.editor.setAccessibleName("GSTIN")
    field.set_error("It has 15 characters.")
    field.set_error("It has 15 characters.")
    assert heard == ["GSTIN: It has 15 characters."]
    heard.clear()
    messages = Messages()
    messages.live_in(window)
    messages.error("The disk is full.")
    assert heard == ["alert: The disk is full.", "The disk is full."]


@pytest.mark.parametrize("theme", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_words_stand_out_from_their_grounds(theme: palette.Tokens) -> None:
    pairs = [
        (theme.text, ground)
        for ground in (theme.window, theme.surface, theme.selection, theme.hover)
    ]
    pairs += [(theme.muted, theme.window), (theme.muted, theme.surface)]
    pairs += [(theme.primary, theme.surface), (theme.on_primary, theme.primary)]
    names = {field.name for field in fields(theme)}
    tones = [name for name in names if f"{name}_ground" in names]
    assert len(tones) >= 5
    pairs += [(getattr(theme, name), getattr(theme, f"{name}_ground")) for name in tones]
    for words, ground in pairs:
        assert _contrast(words, ground) >= 4.5, (words, ground)


def _contrast(one: str, other: str) -> float:
    """As WCAG reckons it."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _luminance(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels(colour)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _said(widget: QWidget) -> str:
    words = widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        words = words or widget.text() or widget.toolTip()
    if isinstance(widget, QLineEdit):
        words = words or widget.placeholderText()
    if not words:
        buddies = [
            label for label in widget.window().findChildren(QLabel) if label.buddy() is widget
        ]
        words = buddies[0].text() if buddies else ""
    parent = widget.parentWidget()
    # The line inside a combo box is named by the box.
    if not words and isinstance(parent, QComboBox | QAbstractSpinBox):
        words = _said(parent)
    return words


def _place(widget: QWidget) -> str:
    chain = []
    each: QWidget | None = widget
    while each is not None and not each.isWindow():
        chain.append(type(each).__name__)
        each = each.parentWidget()
    return " < ".join(chain[:5])


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
