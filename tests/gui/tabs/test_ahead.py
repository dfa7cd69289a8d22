"""What is read ahead is what the tabs ask when they are opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books import store
from senstosales.gui.all_tabs import TABS
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.gui.tables import RegisterView
from tests.conftest import OpenCopy
from tests.playing import ACTOR

_READ_WHEN_ASKED_FOR = {"dashboard", "reports"}
"""The first tab is there before anything is read ahead; a report is all of its rows."""

_LONG = 600


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, open_copy: OpenCopy, played_file: Path, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("first_start/skipped", str(played_file))
    made = build_window(open_copy(played_file), ACTOR, settings)
    made.resize(1366, 740)
    qtbot.addWidget(made)
    made.show()
    _rest(qtbot, made)
    yield made
    _rest(qtbot, made)


def _rest(qtbot: QtBot, window: OfficeWindow) -> None:
    qtbot.wait(20)
    jobs = window.desk.jobs
    qtbot.waitUntil(lambda: jobs.idle and not jobs._leisurely, timeout=20_000)


def _known() -> set[str]:
    """The long statements: a short one is put together before anybody notices."""
    return {words for each in store._statements.values() if len(words := str(each)) > _LONG}


def test_a_tab_that_is_opened_asks_nothing_new(qtbot: QtBot, window: OfficeWindow) -> None:
    lacking = {}
    for place, spec in enumerate(TABS):
        if spec.nouns[0] in _READ_WHEN_ASKED_FOR:
            continue
        assert spec.ahead is not None
        store._statements.clear()
        window.desk.books.ask(spec.ahead)
        known = _known()
        window.go(place)
        _rest(qtbot, window)
        for view in window.tabs[place].findChildren(RegisterView):
            if view.isVisible() and view.model.rowCount():
                view.table.selectRow(0)
        _rest(qtbot, window)
        if news := _known() - known:
            lacking[spec.title] = sorted(news)
    assert not lacking
