"""A change of theme, part by part, so that the keys are heard in between.

To style a tab anew takes 20 to 60 ms, and there are seventeen. What is seen is styled first and painted
only when all of it is: it changes at one blow. What is hidden follows. Qt styles everything below a
part twice when its sheet is replaced, and once when it is taken away or given: a turn for each.
"""

from collections import deque
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollBar, QWidget
from shiboken6 import isValid

from senstosales.gui import icons, palette
from senstosales.gui.parts import is_dressed, is_part
from senstosales.gui.soon import one_by_one

if TYPE_CHECKING:
    from senstosales.gui.dresser import Dresser


Steps = Generator[None, None, None]


class Restyling:
    """Begins at once; `stop()` when the theme changes again before it is `whole`."""

    def __init__(self, dresser: "Dresser", *, in_turns: bool) -> None:
        self._dresser = dresser
        self.whole = False
        self._steps = self._restyle()
        next(self._steps)
        if in_turns:
            one_by_one(dresser, self._steps)
        else:
            deque(self._steps, maxlen=0)

    def stop(self) -> None:
        """Leave the rest to whoever restyles everything next."""
        self._steps.close()

    def _restyle(self) -> Steps:
        try:
            every = self._dresser.app.allWidgets()
            parts = [each for each in every if is_part(each)]
            yield from self._change_what_is_seen(parts)
            while (part := _next(parts)) is not None:
                yield from self._dress(part)
                parts.remove(part)
            for window in self._dresser.app.topLevelWidgets():
                if not is_dressed(window):
                    icons.redress(window)
            self.whole = True
        finally:
            if not self.whole:
                self._dresser.undone()

    def _change_what_is_seen(self, parts: list[QWidget]) -> Steps:
        dresser, app = self._dresser, self._dresser.app
        windows = [each for each in app.topLevelWidgets() if each.isVisible()]
        bars = [
            (each, each.value())
            for each in app.allWidgets()
            if isinstance(each, QScrollBar) and each.isVisible()
        ]
        with _held(windows):
            app.setPalette(palette.qt_palette(palette.tokens()))
            app.setStyleSheet(dresser.sheet if dresser.everywhere else "")
            yield
            while (part := _next(parts)) is not None and part.isVisible():
                yield from self._dress(part)
                parts.remove(part)
            dresser.changed.emit()
            yield
            for bar, value in bars:
                if isValid(bar):
                    bar.setValue(value)
        yield

    def _dress(self, part: QWidget) -> Steps:
        # Held also where it is hidden: the clerk may open it before it has its new sheet.
        with _held([part]):
            if part.styleSheet() != self._dresser.sheet:
                part.setStyleSheet("")
                yield
            if isValid(part):
                part.setStyleSheet(self._dresser.sheet)
                icons.redress(part)
        yield


@contextmanager
def _held(parts: list[QWidget]) -> Iterator[None]:
    """Nothing of these is painted meanwhile."""
    for part in parts:
        part.setUpdatesEnabled(False)
    try:
        yield
    finally:
        for part in filter(isValid, parts):
            part.setUpdatesEnabled(True)


def _next(parts: list[QWidget]) -> QWidget | None:
    """One of them that is seen, if there is any: the clerk may have gone to another tab meanwhile."""
    parts[:] = filter(isValid, parts)
    return max(parts, key=QWidget.isVisible, default=None)
