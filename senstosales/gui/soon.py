"""The line of those who wait for a turn on the window's thread: one after the other, keys and paints first.

Qt handles in a row all that is posted (`singleShot(0, ...)` too) and all timers that are due: what waited
there side by side kept the keys waiting for the sum of it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid


class _Line(QObject):
    """One for the whole program."""

    standing: ClassVar["_Line | None"] = None

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[QObject, Callable[[], object]]] = deque()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(0)
        self._clock.timeout.connect(self._next)

    @property
    def empty(self) -> bool:
        return not self._waiting

    def join(self, owner: QObject, run: Callable[[], object]) -> None:
        self._waiting.append((owner, run))
        if not self._clock.isActive():
            self._clock.start()

    def _next(self) -> None:
        owner, run = self._waiting.popleft()
        if self._waiting:
            self._clock.start()  # also while `run` waits for the answer to a question, or fails
        if isValid(owner):
            run()


def soon(owner: QObject, run: Callable[[], object]) -> None:
    """Do it in a turn of its own, after whoever waits already, unless `owner` is gone by then."""
    if _Line.standing is None or not isValid(_Line.standing):
        _Line.standing = _Line(QCoreApplication.instance())
    _Line.standing.join(owner, run)


def nobody_waits() -> bool:
    """Whether everybody has had his turn."""
    return _Line.standing is None or not isValid(_Line.standing) or _Line.standing.empty


def one_by_one(owner: QObject, steps: Iterator[object]) -> None:
    """Take one step in each turn until there are no more, or `owner` is gone."""
    soon(owner, partial(_step, owner, steps))


def _step(owner: QObject, steps: Iterator[object]) -> None:
    try:
        next(steps)
    except StopIteration:
        return
    one_by_one(owner, steps)
