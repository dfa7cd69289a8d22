"""Sample books with the whole story in them: played once, copied for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.voucher_form import VoucherForm
from tests.conftest import OpenCopy
from tests.gui.tabs.writing import OpenPaper, settled

W = TypeVar("W", bound=QWidget)
Opened = Callable[[type[W]], W]


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
    """Waits until another window of that kind stands on the screen; takes it away after the test."""
    seen: list[QWidget] = []

    def wait(kind: type[QWidget]) -> QWidget:
        def fresh(one: QWidget) -> bool:
            # One that was saved a moment ago may still be closing.
            return isinstance(one, kind) and one.isVisible() and one not in seen

        def found() -> QWidget | None:
            return next((one for one in QApplication.topLevelWidgets() if fresh(one)), None)

        qtbot.waitUntil(lambda: found() is not None)
        window = found()
        assert window is not None
        seen.append(window)
        return window

    yield wait
    for window in seen:
        if isValid(window):
            window.hide()


@pytest.fixture
def open_paper(qtbot: QtBot, desk: Desk) -> OpenPaper:
    """Opens the form of a paper of its own; it is settled when it comes back."""
    behind = QWidget()
    behind.resize(1366, 768)
    qtbot.addWidget(behind)

    def open_it(kind: VoucherKind = VoucherKind.INVOICE, **begin: Any) -> VoucherForm:
        form = VoucherForm(desk, kind, parent=behind, **begin)
        form.show()
        settled(qtbot, form)
        return form

    return open_it
