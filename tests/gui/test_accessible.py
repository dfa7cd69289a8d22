"""Whoever cannot use the mouse or see the screen finds everything: names, keys, help lines, focus, contrast."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.colours import channels
from senstosales.gui import palette
from senstosales.gui.charts import Chart
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.gui.tables import RegisterView
from tests.conftest import OpenCopy
from tests.playing import ACTOR

_NAMED = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, Chart,
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


def everything_that_takes_the_keyboard_says_what_it_is(window: OfficeWindow) -> None:
    nameless = []
    for place, tab in window.tabs.items():
        for widget in tab.findChildren(QWidget):
            if not isinstance(widget, _NAMED) or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            if widget.window() is not window:
                continue  # the list that drops down from a box, named by the box
            if isinstance(widget, QAbstractButton) and widget.isHidden():
                continue  # gets its words when there is something to press
            if not _said(widget):
                nameless.append(f"{window.specs[place].title}: {_place(widget)}")
    assert not nameless, "\n".join(sorted(set(nameless)))


def every_tab_takes_the_keyboard(window: OfficeWindow) -> None:
    for tab in window.tabs.values():
        takes = [each for each in tab.findChildren(QWidget) if _takes_tab(each)]
        assert takes, "the Tab key leads nowhere"


def test_the_whole_window_is_named_listed_and_reached_by_key(window: OfficeWindow) -> None:
    # One window for all three: to open every tab takes longer than to look at it.
    every_action_has_its_key_its_name_and_its_line_of_help(window)
    everything_that_takes_the_keyboard_says_what_it_is(window)
    every_tab_takes_the_keyboard(window)


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
