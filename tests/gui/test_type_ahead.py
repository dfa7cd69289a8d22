from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from senstosales.gui.jobs import Jobs
from senstosales.gui.type_ahead import Suggestion, TypeAhead

KNOWN = ("Bracket", "Bolt", "Nut")


def look_up(text: str) -> Sequence[Suggestion]:
    return [Suggestion(name, "known", name) for name in KNOWN if text.lower() in name.lower()]


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def offers(line: QLineEdit, jobs: Jobs) -> TypeAhead:
    return TypeAhead(line, jobs, look_up)


def shown(offers: TypeAhead) -> list[str]:
    if not offers.popup.isVisible():
        return []
    return [offers.list.item(row).text() for row in range(offers.list.count())]


def test_typing_offers_and_down_and_enter_take(
    qtbot: QtBot, line: QLineEdit, offers: TypeAhead
) -> None:
    qtbot.keyClicks(line, "b")
    qtbot.waitUntil(lambda: shown(offers) == ["Bracket", "Bolt"])
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(offers.chosen) as taken:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert taken.args == ["Bolt"]
    assert shown(offers) == []
    assert line.text() == "b", "whoever listens says what stands there"


def test_down_offers_what_there_is(qtbot: QtBot, line: QLineEdit, offers: TypeAhead) -> None:
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown(offers) == list(KNOWN))
    qtbot.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(offers.chosen) as taken:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert taken.args == ["Bracket"]


def test_nothing_is_taken_by_itself(qtbot: QtBot, line: QLineEdit, offers: TypeAhead) -> None:
    taken: list[object] = []
    offers.chosen.connect(taken.append)
    qtbot.keyClicks(line, "b")
    qtbot.waitUntil(lambda: bool(shown(offers)))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (taken, shown(offers), line.text()) == ([], [], "b")


def test_a_click_takes(qtbot: QtBot, line: QLineEdit, offers: TypeAhead) -> None:
    qtbot.keyClicks(line, "nu")
    qtbot.waitUntil(lambda: shown(offers) == ["Nut"])
    where = offers.list.visualItemRect(offers.list.item(0)).center()
    with qtbot.waitSignal(offers.chosen) as taken:
        qtbot.mouseClick(offers.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert taken.args == ["Nut"]
    assert line.hasFocus()


def test_escape_closes_the_list_and_nothing_else(
    qtbot: QtBot, line: QLineEdit, offers: TypeAhead
) -> None:
    qtbot.keyClicks(line, "b")
    qtbot.waitUntil(lambda: bool(shown(offers)))
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert (shown(offers), line.text()) == ([], "b")


def test_alt_and_down_offer_what_there_is(qtbot: QtBot, line: QLineEdit, offers: TypeAhead) -> None:
    qtbot.keyClick(line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown(offers) == list(KNOWN))
    line.clearFocus()
    assert shown(offers) == []
