"""The real window over books of its own, and what a clerk's hands can do with it.

`pytest tests/journeys --screens DIR` keeps a picture of every station.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.gui import dresser, palette
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from tests.desktop import no_long_pauses, nothing_left_standing, qtbot
from tests.playing import ACTOR

__all__ = ["no_long_pauses", "nothing_left_standing", "qtbot"]

W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000
_LOOKS = 3


class Clerk:
    """Sits at the window: drops files, waits for windows to come up, takes pictures."""

    def __init__(self, window: OfficeWindow, qtbot: QtBot, screens: Path | None) -> None:
        self.window, self.qtbot, self._screens = window, qtbot, screens
        self._pictures = 0
        self._came_up: list[QWidget] = []

    def drop(self, *paths: Path) -> None:
        """Drag files over the window and let go, as the desktop would tell it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        over = QDragEnterEvent(QPoint(300, 300), copy, data, buttons, keys)
        QApplication.sendEvent(self.window, over)
        assert over.isAccepted()
        self.picture("dragging")
        let_go = QDropEvent(QPointF(300, 300), copy, data, buttons, keys)
        QApplication.sendEvent(self.window, let_go)
        self.until(lambda: self.window.sheet.isVisible() and not self.window.sheet.running)

    def until(self, true: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=PATIENCE)

    def comes_up(self, kind: type[W]) -> W:
        """The window of that kind, once another one stands on the screen."""

        def fresh(top: QWidget) -> bool:
            # One that was saved a moment ago may still be closing.
            return isinstance(top, kind) and top.isVisible() and top not in self._came_up

        def found() -> W | None:
            return next((top for top in QApplication.topLevelWidgets() if fresh(top)), None)

        self.until(found)
        window = found()
        assert window is not None
        self._came_up.append(window)
        return window

    def picture(self, name: str, of: QWidget | None = None) -> None:
        if self._screens is not None:
            self._pictures += 1
            seen = self._at_rest(of or self.window)
            seen.save(str(self._screens / f"{self._pictures:02d}-{name}.png"))

    def _at_rest(self, widget: QWidget) -> QPixmap:
        """The widget once nothing moves any more: what was asked for is there, two looks are alike."""
        seen = [widget.grab()]

        def still() -> bool:
            seen.append(widget.grab())
            alike = seen[-1].toImage() == seen[-2].toImage()
            # The first look is taken before Qt had a turn to lay anything out.
            return self.window.desk.jobs.idle and alike and len(seen) > _LOOKS

        self.until(still)
        return seen[-1]


@pytest.fixture
def screens(request: pytest.FixtureRequest) -> Path | None:
    chosen = request.config.getoption("--screens")
    if not chosen:
        return None
    folder = Path(str(chosen)) / request.node.name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def seat(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, screens: Path | None
) -> Iterator[Callable[..., Clerk]]:
    """`seat(books, theme=..., size=...)` opens the window and returns who sits at it."""
    open_windows: list[OfficeWindow] = []

    def sit(
        books: Books,
        *,
        theme: palette.Theme = palette.Theme.LIGHT,
        size: tuple[int, int] = (1366, 768),
    ) -> Clerk:
        dresser.apply(qapp, theme, everywhere=False, in_turns=False)
        kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        window = build_window(books, ACTOR, kept)
        window.resize(*size)
        window.show()
        open_windows.append(window)
        qtbot.waitExposed(window)
        return Clerk(window, qtbot, screens)

    yield sit
    for window in open_windows:
        for top in QApplication.topLevelWidgets():
            if top is not window and top.isVisible():
                top.hide()
        with qtbot.waitSignal(window.closed, timeout=PATIENCE):
            window.close()
