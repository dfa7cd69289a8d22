"""A change of theme, part by part, so that the keys are heard in between.

To style a tab anew takes 20 to 60 ms, and there are seventeen. What is seen is styled first and painted
only when all of it is: it changes at one blow. What is hidden follows. Qt styles everything below a
part twice when its sheet is replaced, and once when it is taken away or given: a turn for each.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from shiboken6 import isValid

from senstosales.gui import icons, palette
from senstosales.gui.parts import is_dressed, is_part
from senstosales.gui.soon import one_by_one

Steps = Generator[None, None, None]


class Restyling:
    """Puts a sheet, and the colours of the moment, on everything; `seen()` when what is seen has them.

    Begins at once. `stop()` when the theme changes again before it is `whole`.
    """

    def __init__(
        self,
        app: QApplication,
        sheet: str,
        seen: Callable[[], object],
        *,
        everywhere: bool,
        in_turns: bool,
    ) -> None:
        self._app, self._sheet, self._seen, self._everywhere = app, sheet, seen, everywhere
        self.whole = self.failed = False
        self._steps = self._restyle()
        next(self._steps)
        if in_turns:
            one_by_one(app, self._steps)
        else:
            deque(self._steps, maxlen=0)

    def stop(self) -> None:
        """Leave the rest to whoever restyles everything next."""
        self._steps.close()

    def _restyle(self) -> Steps:
        try:
            every = self._app.allWidgets()
            parts = [each for each in every if is_part(each)]
            bars = [each for each in every if isinstance(each, QScrollBar) and each.isVisible()]
            yield from self._change_what_is_seen(parts, bars)
            while (part := _next(parts)) is not None:
                yield from self._dress(part)
                parts.remove(part)
            for window in self._app.topLevelWidgets():
                if not is_dressed(window):
                    icons.redress(window)
            self.whole = True
        finally:
            self.failed = not self.whole

    def _change_what_is_seen(self, parts: list[QWidget], bars: list[QScrollBar]) -> Steps:
        windows = [each for each in self._app.topLevelWidgets() if each.isVisible()]
        scrolled = [(bar, bar.value()) for bar in bars]
        with _held(windows):
            self._app.setPalette(palette.qt_palette(palette.tokens()))
            self._app.setStyleSheet(self._sheet if self._everywhere else "")
            yield
            while (part := _next(parts)) is not None and part.isVisible():
                yield from self._dress(part)
                parts.remove(part)
            self._seen()
            yield
            for bar, value in scrolled:
                if isValid(bar):
                    bar.setValue(value)
        yield

    def _dress(self, part: QWidget) -> Steps:
        # Held also where it is hidden: the clerk may open it before it has its new sheet.
        with _held([part]):
            if part.styleSheet() != self._sheet:
                part.setStyleSheet("")
                yield
            if isValid(part):
                part.setStyleSheet(self._sheet)
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
