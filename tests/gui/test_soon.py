"""Who waits for a turn gets one to himself, and lets the keys that came meanwhile go first."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui.soon import one_by_one, soon

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


def test_those_who_wait_side_by_side_have_a_turn_each(qtbot: QtBot) -> None:
    desk = _Desk()

    def steps(name: str) -> Iterator[None]:
        for number in range(3):
            desk.heard.append(f"{name}{number}")
            QCoreApplication.postEvent(desk, QEvent(_KEY))
            yield

    one_by_one(desk, steps("a"))
    one_by_one(desk, steps("b"))
    qtbot.waitUntil(lambda: len(desk.heard) == 12)
    assert desk.heard[::2] == ["a0", "b0", "a1", "b1", "a2", "b2"]
    assert set(desk.heard[1::2]) == {"key"}


def test_one_that_fails_or_waits_does_not_hold_up_the_line(qtbot: QtBot) -> None:
    desk = _Desk()

    def fails() -> None:
        raise ValueError("on purpose")

    def asks() -> None:
        loop = QEventLoop()
        soon(desk, loop.quit)
        loop.exec()
        desk.heard.append("answered")

    with qtbot.capture_exceptions() as caught:
        soon(desk, fails)
        soon(desk, asks)
        soon(desk, lambda: desk.heard.append("last"))
        qtbot.waitUntil(lambda: len(desk.heard) == 2)
    assert [str(error) for _kind, error, _where in caught] == ["on purpose"]
    assert desk.heard == ["last", "answered"]
