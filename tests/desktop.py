"""What every test of the window stands on: nothing of the test before, and no waiting for a clock.

The `conftest.py` of a folder whose tests open windows imports these fixtures.
"""

import gc
import time
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.exceptions import TimeoutError as TookTooLong
from pytestqt.qtbot import QtBot

QUICKEST_TAB = "Reports"
"""Where a window opens (`window/tab` of its settings) that is there for something else than its first tab."""

_LOOK_AGAIN_MS = 2
_HURRIED = {
    "live._GATHER_MS": 5,
    "tables._TYPING_MS": 5,
    "find._TYPING_MS": 5,
    "type_ahead._TYPING_MS": 5,
    "dialogs.invoice_form._TYPING_MS": 5,
    "dialogs.batch_invoices._TYPING_MS": 5,
    "dialogs.voucher_form._TYPING_MS": 5,
    "dialogs.number_look._TYPING_MS": 5,
    "dialogs.challan_head._TYPING_MS": 5,
    "dialogs.import_sheet._COPIED_MS": 50,
    "dialogs.import_sheet._GATHER_MS": 5,
    "tabs.dashboard._PAUSE_MS": 20,
    "status_line._SHOW_AFTER_MS": 50,
}
"""How long the window waits for the next key, for more news, for the eyes: pauses
that are right for a person. The timers run as ever, only sooner."""


def _nobody(box: QMessageBox) -> int:
    raise AssertionError(f"Nobody is there to answer: {box.text()}")


@pytest.fixture(autouse=True, scope="session")
def no_long_pauses() -> Iterator[None]:
    """The pauses of the window are short ones, and no question waits for ever for its answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QMessageBox, "exec", _nobody)
        for where, pause in _HURRIED.items():
            module, name = where.rsplit(".", 1)
            patch.setattr(import_module(f"senstosales.gui.{module}"), name, pause)
        yield


class PromptBot(QtBot):  # type: ignore[misc]
    """Looks oftener whether what is waited for is there."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:
        __tracebackhide__ = True
        end = time.monotonic() + timeout / 1000
        while True:
            missing: AssertionError | None = None
            try:
                there = callback()
            except AssertionError as error:
                there, missing = False, error
            if there is None or there is True:
                return
            if there is not False:
                raise ValueError(f"waitUntil() asks for True, False or None, not for {there!r}")
            if time.monotonic() > end:
                raise TookTooLong(f"waitUntil timed out in {timeout} milliseconds") from missing
            loop = QEventLoop()
            QTimer.singleShot(_LOOK_AGAIN_MS, loop.quit)
            loop.exec()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PromptBot(request)


@pytest.fixture(autouse=True)
def nothing_left_standing() -> Iterator[None]:
    """Every window dies with its test, and on the GUI thread, as `gui/sweeper.py` sees to in the program.

    Those that lived on would be dressed again with every change of theme, and looked through by whoever
    looks for the window that has come up.
    """
    gc.disable()
    # What pytest held of the last test is let go of only now; what is frozen while it is rubbish stays.
    gc.collect()
    # What other tests have left is not searched again: late in a run that takes longer than the test.
    gc.freeze()
    before = {id(window) for window in _windows()}
    yield
    _let_go_of_keys()
    for window in _windows():
        if id(window) not in before:
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()


def _let_go_of_keys() -> None:
    """A window that closes at Ctrl+Enter never hears that Ctrl was let go of: Qt would take it for held in
    the next test, where a marked row would be marked beside another.
    """
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


def _windows() -> list[QWidget]:
    """All that stands in nothing; pop-ups belong to whoever shows them."""
    if not isinstance(QApplication.instance(), QApplication):
        return []
    return [
        top
        for top in QApplication.topLevelWidgets()
        if top.parent() is None and top.windowType() != Qt.WindowType.Popup
    ]
