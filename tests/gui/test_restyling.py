"""A change of theme in turns: what is seen at one blow and first, what is hidden after it, nothing forgotten."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui import dresser, icons, palette
from senstosales.gui.dialog import Dialog
from senstosales.gui.palette import Theme
from senstosales.gui.parts import is_dressed


@pytest.fixture
def in_turns(dressed: QApplication) -> Iterator[QApplication]:
    dresser.apply(dressed, Theme.LIGHT, in_turns=True)
    yield dressed
    dresser.apply(dressed, Theme.LIGHT, in_turns=False)


@pytest.fixture
def window(qtbot: QtBot, in_turns: QApplication) -> QWidget:
    """One part that is seen and one that is not, as the tabs of a window are."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    for name in ("seen", "hidden"):
        part = QWidget(made)
        part.setObjectName(name)
        part.setVisible(name == "seen")
        QVBoxLayout(part).addWidget(_line(name))
        column.addWidget(part)
        dresser.dress(part)
    made.resize(300, 200)
    made.show()
    qtbot.waitExposed(made)
    return made


def _line(words: str) -> QLabel:
    made = QLabel(words)
    made.setProperty("role", "muted")
    icons.dress(made, "truck")
    return made


def _part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def _wears(part: QWidget) -> str:
    return part.findChild(QLabel).palette().color(QPalette.ColorRole.WindowText).name().upper()


def _sheet() -> str:
    worn = dresser.Dresser.worn
    assert worn is not None
    return worn.sheet


def test_all_parts_wear_it_in_the_end(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    before = {name: _part(window, name).findChild(QLabel).pixmap().cacheKey() for name in _NAMES}
    dresser.apply(in_turns, Theme.DARK)
    qtbot.waitUntil(lambda: all(_part(window, each).styleSheet() == _sheet() for each in _NAMES))
    for name in _NAMES:
        assert _wears(_part(window, name)) == palette.DARK.muted
        assert _part(window, name).findChild(QLabel).pixmap().cacheKey() != before[name]
    assert window.updatesEnabled()


_NAMES = ("seen", "hidden")


def test_what_is_seen_changes_at_one_blow_and_before_the_rest(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    states: list[tuple[bool, bool, bool]] = []

    def look() -> bool:
        seen, hidden = (_part(window, each).styleSheet() == _sheet() for each in _NAMES)
        states.append((window.updatesEnabled(), seen, hidden))
        return hidden

    dresser.apply(in_turns, Theme.DARK)
    assert not window.updatesEnabled()
    while not look():
        QApplication.processEvents()
    painted = [(seen, hidden) for updates, seen, hidden in states if updates]
    assert painted
    assert all(seen for seen, _hidden in painted)
    assert all(after >= before for before, after in pairwise(hidden for *_, hidden in states))


def test_the_theme_changes_again_while_it_changes(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    dresser.apply(in_turns, Theme.DARK)
    QApplication.processEvents()
    dresser.apply(in_turns, Theme.LIGHT)
    qtbot.waitUntil(lambda: all(_part(window, each).styleSheet() == _sheet() for each in _NAMES))
    qtbot.waitUntil(window.updatesEnabled)
    assert {_wears(_part(window, each)) for each in _NAMES} == {palette.LIGHT.muted}


def test_a_part_that_goes_meanwhile_is_left_alone(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    dresser.apply(in_turns, Theme.DARK)
    gone = _part(window, "hidden")
    gone.setParent(None)
    gone.deleteLater()
    qtbot.waitUntil(lambda: _part(window, "seen").styleSheet() == _sheet())
    qtbot.waitUntil(window.updatesEnabled)


def test_a_dialog_opened_meanwhile_wears_the_new_one(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    dresser.apply(in_turns, Theme.DARK)
    dialog = Dialog(window)
    QVBoxLayout(dialog).addWidget(_line("new"))
    dialog.show()
    assert _wears(dialog) == palette.DARK.muted
    within = Dialog(_part(window, "seen"))
    within.show()
    assert not within.styleSheet()  # it follows the part from which it was opened
    qtbot.waitUntil(lambda: _part(window, "hidden").styleSheet() == _sheet())
    assert is_dressed(within)


def test_a_list_stays_where_it_was_scrolled_to(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    area = QScrollArea()
    long = QWidget()
    column = QVBoxLayout(long)
    for number in range(60):
        column.addWidget(_line(str(number)))
    area.setWidget(long)
    _part(window, "seen").layout().addWidget(area)
    bar = area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    before = bar.value()
    dresser.apply(in_turns, Theme.DARK)
    qtbot.waitUntil(lambda: _part(window, "hidden").styleSheet() == _sheet())
    assert bar.value() == before


def test_what_was_made_before_and_shown_meanwhile_has_icons_of_the_new_one(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    dialog = Dialog(window)
    label = _line("made before")
    QVBoxLayout(dialog).addWidget(label)
    before = label.pixmap().cacheKey()
    dresser.apply(in_turns, Theme.DARK)
    dialog.show()
    qtbot.waitUntil(lambda: _part(window, "hidden").styleSheet() == _sheet())
    assert label.pixmap().cacheKey() != before


def test_a_theme_that_could_not_be_put_on_can_be_chosen_again(
    qtbot: QtBot, window: QWidget, in_turns: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_part: QWidget) -> None:
        raise ValueError("on purpose")

    with monkeypatch.context() as broken, qtbot.capture_exceptions() as caught:
        broken.setattr(icons, "redress", fails)
        dresser.apply(in_turns, Theme.DARK)
        qtbot.waitUntil(lambda: bool(caught))
    assert window.updatesEnabled()
    dresser.apply(in_turns, Theme.DARK)
    qtbot.waitUntil(lambda: all(_part(window, each).styleSheet() == _sheet() for each in _NAMES))
    qtbot.waitUntil(window.updatesEnabled)


def test_a_tab_opened_while_it_changes_is_not_seen_bare(
    qtbot: QtBot, window: QWidget, in_turns: QApplication
) -> None:
    hidden = _part(window, "hidden")
    bare = []
    dresser.apply(in_turns, Theme.DARK)
    while hidden.styleSheet() != _sheet():
        QApplication.processEvents()
        if window.updatesEnabled():
            hidden.show()
            bare.append(hidden.updatesEnabled() and not hidden.styleSheet())
    assert not any(bare)
