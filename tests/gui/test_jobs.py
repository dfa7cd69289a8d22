import threading
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from senstosales.errors import Cancelled, Refused
from senstosales.gui.jobs import Jobs, LongJob


def test_a_result_arrives_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[Any] = []
    here = threading.get_ident()
    jobs.read(threading.get_ident, lambda there: heard.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0][0] != here
    assert heard[0][1] == here


def test_what_can_wait_is_read_when_nobody_else_reads(qtbot: QtBot, jobs: Jobs) -> None:
    read: list[str] = []
    free = threading.Event()
    jobs.read(free.wait, lambda _done: read.append("wanted"))
    for word in ("later", "last"):
        jobs.read_at_leisure(partial(str, word), read.append)
    free.set()
    qtbot.waitUntil(lambda: len(read) == 3)
    assert read == ["wanted", "later", "last"]


def test_reading_at_leisure_leaves_a_lane_free(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()
    heard: list[str] = []
    for word in ("first", "second", "third"):
        jobs.read_at_leisure(partial(_said_when, go_on, word), heard.append)
    qtbot.waitUntil(lambda: not jobs.idle)
    for number in range(5):
        # Whatever is delivered meanwhile begins no more of them.
        jobs.write(partial(str, number), heard.append)
        jobs.read(partial(str, -number), heard.append)
    qtbot.waitUntil(lambda: len(heard) == 10)
    assert len(jobs._open) == 1
    go_on.set()
    qtbot.waitUntil(lambda: len(heard) == 13)
    assert heard[10:] == ["first", "second", "third"]


def _said_when(told: threading.Event, word: str) -> str:
    assert told.wait(20)
    return word


def test_who_reads_at_leisure_may_keep_its_failure_to_himself(
    qtbot: QtBot, jobs: Jobs, errors: list[BaseException]
) -> None:
    heard: list[BaseException] = []
    jobs.read_at_leisure(partial(int, "no number"), errors.append, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ValueError)
    assert not errors


def test_one_whose_answer_fails_to_be_shown_does_not_keep_the_others(
    qtbot: QtBot, jobs: Jobs
) -> None:
    heard: list[str] = []
    free = threading.Event()

    def fails(_answer: object) -> None:
        raise ValueError("on purpose")

    with qtbot.capture_exceptions() as caught:
        jobs.read(free.wait, fails)
        jobs.read(partial(str, "told"), heard.append)
        free.set()
        qtbot.waitUntil(lambda: bool(heard) and bool(caught))
    assert heard == ["told"]


def test_writes_are_done_in_the_order_asked(qtbot: QtBot, jobs: Jobs) -> None:
    done: list[int] = []
    for number in range(50):
        jobs.write(lambda number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_a_dead_owner_hears_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    owner, heard = QObject(), []
    jobs.read(gate.wait, heard.append, owner=owner)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert heard == []


def test_a_dropped_ticket_is_not_delivered(qtbot: QtBot, jobs: Jobs) -> None:
    gate, heard = threading.Event(), []
    ticket = jobs.read(gate.wait, heard.append)
    ticket.drop()
    gate.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert heard == []


def test_an_error_goes_to_who_asked_else_to_the_messages(
    qtbot: QtBot, jobs: Jobs, errors: list[BaseException]
) -> None:
    def refuse() -> None:
        raise Refused("No.")

    heard: list[BaseException] = []
    jobs.write(refuse, lambda _: None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Refused)
    jobs.write(refuse, lambda _: None)
    qtbot.waitUntil(lambda: bool(errors))
    errors.clear()


def test_long_work_reports_and_can_be_stopped(qtbot: QtBot, jobs: Jobs) -> None:
    moved, ended, heard = [], [], []
    jobs.moved.connect(moved.append)
    jobs.ended.connect(ended.append)
    gate = threading.Event()

    def work(progress: Any) -> None:
        for number in range(10_000):
            progress.step(number, 10_000, f"page {number}")
            gate.wait(0.001)

    job = jobs.long("Importing", work, lambda _: None, heard.append)
    qtbot.waitUntil(lambda: bool(moved))
    assert jobs.running == (job,)
    assert job.total == 10_000
    job.stop()
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Cancelled)
    assert ended == [job]
    assert jobs.running == ()


def test_a_save_does_not_wait_for_an_import(qtbot: QtBot, jobs: Jobs) -> None:
    gate, saved, imported = threading.Event(), [], []
    jobs.long("Importing", lambda _: gate.wait(5), imported.append)
    jobs.write(lambda: 1, saved.append)
    qtbot.waitUntil(lambda: saved == [1])
    assert imported == []
    gate.set()
    qtbot.waitUntil(lambda: bool(imported))


def test_closing_finishes_saves_and_delivers_nothing(qtbot: QtBot) -> None:
    jobs = Jobs(pytest.fail)
    written, heard = [], []
    for number in range(20):
        jobs.write(lambda number=number: written.append(number), heard.append)
    jobs.close()
    jobs.close()
    assert written == list(range(20))
    assert heard == []
    assert jobs.read(lambda: 1, heard.append).dropped


def test_the_time_left_is_judged_by_the_pace() -> None:
    job = LongJob("Importing")
    assert job.seconds_left is None
    job.began -= 10
    job.step(100, 300, "")
    assert job.seconds_left == pytest.approx(20, abs=1)
