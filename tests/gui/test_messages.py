import logging
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senstosales.errors import Cancelled, Refused
from senstosales.gui.messages import Messages
from senstosales.gui.palette import Tone


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def messages(window: QWidget) -> Messages:
    made = Messages(Path("/nowhere/log.txt"), window)
    made.live_in(window)
    return made


def test_a_notice_offers_its_action_and_goes(messages: Messages) -> None:
    shown: list[int] = []
    messages.note("Imported 3 pages.", "Show", lambda: shown.append(1))
    (strip,) = messages.strips
    assert strip._clock.isActive()
    strip.button.click()
    assert shown == [1]
    assert messages.strips == []


def test_an_error_stays_until_read(messages: Messages) -> None:
    messages.failure(Refused("Only 40 NOS are pending."))
    (strip,) = messages.strips
    assert strip.sentence == "Only 40 NOS are pending."
    assert not strip._clock.isActive()
    messages.failure(Refused("Only 40 NOS are pending."))
    assert len(messages.strips) == 1


def test_stopping_is_no_error(messages: Messages) -> None:
    messages.failure(Cancelled(3, 10))
    assert messages.strips[0].tone is Tone.INFO


def test_errors_push_quiet_notices_out(messages: Messages, window: QWidget) -> None:
    messages.note("One.")
    for number in range(4):
        messages.error(f"Error {number}.")
    assert [strip.sentence for strip in messages.strips] == [f"Error {n}." for n in range(4)]
    window.resize(700, 500)
    for strip in messages.strips:
        assert window.rect().contains(strip.geometry())


def test_what_is_said_before_the_window_stands_is_said_in_it(window: QWidget) -> None:
    messages = Messages(parent=window)
    messages.tell("A backup was made.")
    assert messages.strips == []
    messages.live_in(window)
    assert [strip.sentence for strip in messages.strips] == ["A backup was made."]


def test_a_bug_is_logged_and_shown_in_one_dialog(
    qtbot: QtBot, messages: Messages, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        messages.report(ZeroDivisionError("first"))
        messages.report(KeyError("second"))
    assert "ZeroDivisionError: first" in caplog.text
    dialog = messages.dialog
    assert dialog is not None
    qtbot.addWidget(dialog)
    assert "first" in dialog.text.toPlainText()
    assert "second" in dialog.text.toPlainText()
    dialog.accept()
    assert messages.dialog is None


def test_a_bug_in_any_thread_is_reported(
    qtbot: QtBot, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", messages._thread_excepthook)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: messages.dialog is not None)
    assert messages.dialog is not None
    messages.dialog.accept()
