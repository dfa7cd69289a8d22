"""A dressed application, fake books and a desk; Qt's complaints fail the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from senstosales.books.store import Actor
from senstosales.gui import dresser, palette
from senstosales.gui.desk import Desk
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.messages import Messages
from senstosales.gui.shortcuts import Actions
from tests.desktop import no_long_pauses, nothing_left_standing, qtbot
from tests.gui.samples import FakeBooks

__all__ = ["no_long_pauses", "nothing_left_standing", "qtbot"]

# What the offscreen platform says about itself; every other complaint is ours.
OFFSCREEN = ("propagateSizeHints", "does not support raise()", "does not support grabbing")


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    dresser.apply(qapp, palette.Theme.LIGHT, everywhere=False, in_turns=False)
    return qapp


@pytest.fixture
def books() -> FakeBooks:
    return FakeBooks(1000)


@pytest.fixture
def errors() -> list[BaseException]:
    return []


@pytest.fixture
def jobs(dressed: QApplication, errors: list[BaseException]) -> Iterator[Jobs]:
    made = Jobs(errors.append)
    yield made
    made.close()
    assert not errors


@pytest.fixture
def live(books: FakeBooks, jobs: Jobs) -> Iterator[Live]:
    made = Live(books, jobs)
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def went() -> list[tuple[str, int]]:
    return []


@pytest.fixture
def desk(books: Any, jobs: Jobs, live: Live, settings: QSettings, went: list[Any]) -> Desk:
    return Desk(
        books,
        Actor("Asha", "desktop"),
        jobs,
        live,
        Messages(),
        settings,
        Actions(),
        lambda noun, key: went.append((noun, key)),
    )


@pytest.fixture(autouse=True)
def no_complaints(qtlog: Any) -> Iterator[None]:
    yield
    said = [
        record.message
        for record in qtlog.records
        if not any(known in record.message for known in OFFSCREEN)
    ]
    assert not said
