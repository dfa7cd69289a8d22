"""Sample books with the whole story in them: played once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from senstosales.books.store import Books, open_books
from senstosales.gui.desk import Desk
from senstosales.services import demo
from tests.clock import Clock
from tests.conftest import OpenCopy

W = TypeVar("W", bound=QWidget)
Opened = Callable[[type[W]], W]


@pytest.fixture(scope="session")
def played_file(new_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("played") / "books.sqlite3"
    shutil.copyfile(new_books_file, path)
    books = open_books(path, clock=Clock())
    demo.fill(books)
    books.close()
    return path


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


@pytest.fixture
def heard(desk: Desk) -> list[str]:
    """Every sentence the window says."""
    sentences: list[str] = []
    desk.messages.said.connect(lambda _tone, sentence: sentences.append(sentence))
    return sentences


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[type[QWidget]], QWidget]]:
    """Waits until a window of that kind stands on the screen; takes it away after the test."""
    seen: list[QWidget] = []

    def wait(kind: type[QWidget]) -> QWidget:
        def found() -> QWidget | None:
            tops = QApplication.topLevelWidgets()
            return next((one for one in tops if isinstance(one, kind) and one.isVisible()), None)

        qtbot.waitUntil(lambda: found() is not None)
        window = found()
        assert window is not None
        seen.append(window)
        return window

    yield wait
    for window in seen:
        if isValid(window):
            window.hide()
