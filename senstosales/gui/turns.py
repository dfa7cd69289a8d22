"""Parts of the window put together in several turns of the event loop, so that none keeps the keys waiting.

What is built is written as a generator with a `yield` wherever the clerk may be heard in between. Within
`in_turns()` a `Turns` begins when the window has been painted; else, and for whoever cannot wait
(`finish`), it builds all at once. Dialogs opened from a window that may wait are built and shown so.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from senstosales.gui import dresser
from senstosales.gui.parts import is_dressed
from senstosales.gui.soon import one_by_one, soon

_FIRST_MS = 40
"""The list that a tab begins with is asked for and painted first."""

_WAITS = "waits"

_taken: list[bool] = []


def let_wait(window: QWidget) -> None:
    """What is opened from this window may be built in turns."""
    window.setProperty(_WAITS, True)


def of_dialog(dialog: QDialog, parent: QWidget | None, steps: Iterator[None]) -> "Turns":
    """Build a dialog in turns, from the one on in which it is shown, if it is opened from a window that
    may wait.
    """
    with in_turns() if may_wait(parent) else nullcontext():
        return Turns(dialog, steps, 0)


def show_dialog(dialog: QDialog) -> None:
    """Open it in the turns after the one in which it was built, from a window that may wait."""
    if may_wait(dialog.parentWidget()):
        soon(dialog, partial(dresser.dress, dialog))
        soon(dialog, dialog.open)
    else:
        dialog.open()


def go_through(window: QWidget, steps: Iterator[object]) -> None:
    """One by one in a window that may wait, else all of them at once."""
    if may_wait(window):
        one_by_one(window, steps)
    else:
        deque(steps, maxlen=0)


@contextmanager
def in_turns() -> Iterator[None]:
    """What is built in here may be built in turns."""
    _taken.append(True)
    try:
        yield
    finally:
        _taken.pop()


def finish(widget: QWidget) -> None:
    """Build now what is left of everything within this widget."""
    while left := [each for each in widget.findChildren(Turns) if not each.whole]:
        for each in left:
            each.finish()


class Turns(QObject):
    """Builds the rest of `owner`: `Turns(self, self._build())`."""

    def __init__(self, owner: QWidget, steps: Iterator[None], first_ms: int = _FIRST_MS) -> None:
        super().__init__(owner)
        self._owner = owner
        self._steps: Iterator[None] | None = steps
        self._then: deque[Callable[[], object]] = deque()
        if _taken:
            QTimer.singleShot(first_ms, self, partial(soon, self, self._next))
        else:
            self.finish()

    @property
    def whole(self) -> bool:
        """Whether everything is built."""
        return self._steps is None

    def finish(self) -> None:
        """Build what is left, now."""
        while self._steps is not None:
            self._step()
        while self._then:
            self._then.popleft()()

    def then(self, run: Callable[[], object]) -> None:
        """Do this now if everything is built, else as soon as it is."""
        if self._steps is None and not self._then:
            run()
        else:
            self._then.append(run)

    def _next(self) -> None:
        with in_turns():
            if self._steps is not None:
                self._step()
                self._polish()
            elif self._then:
                self._then.popleft()()
        if self._steps is not None or self._then:
            soon(self, self._next)

    def _step(self) -> None:
        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration:
            self._steps = None

    def _polish(self) -> None:
        """Dress what is new before it is seen: to show a detail is then only to lay it out."""
        if is_dressed(self._owner):
            for part in self._owner.findChildren(QWidget):
                if not part.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                    part.ensurePolished()


def may_wait(parent: QWidget | None) -> bool:
    """Whether what is opened or changed from here may be so in turns."""
    return parent is not None and bool(_main_window(parent).property(_WAITS))


def _main_window(part: QWidget) -> QWidget:
    """The window from which the part, or the dialog in which it stands, was opened."""
    window = part.window()
    while (outer := window.parentWidget()) is not None:
        window = outer.window()
    return window
