"""What is left for the next turn lets whoever came meanwhile go first."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui.turns import soon

_KEY = QEvent.Type(QEvent.registerEventType())


class _Desk(QObject):
    """Hears what is posted to it, as a widget hears keys."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def event(self, event: QEvent) -> bool:
        if event.type() == _KEY:
            self.heard.append("key")
        return super().event(event)


def test_a_key_that_comes_in_one_turn_is_heard_before_the_next(qtbot: QtBot) -> None:
    desk = _Desk()

    def first() -> None:
        desk.heard.append("first")
        soon(desk, lambda: desk.heard.append("second"))
        QCoreApplication.postEvent(desk, QEvent(_KEY))

    soon(desk, first)
    qtbot.waitUntil(lambda: len(desk.heard) == 3)
    assert desk.heard == ["first", "key", "second"]


def test_who_is_gone_has_no_turn(qtbot: QtBot) -> None:
    heard: list[str] = []
    owner = QWidget()
    soon(owner, lambda: heard.append("gone"))
    owner.deleteLater()
    here = QObject()
    soon(here, lambda: heard.append("here"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["here"]
