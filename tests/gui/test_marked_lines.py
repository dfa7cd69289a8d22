"""Several lines of a register marked at once, and what is offered for them."""

from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from senstosales.gui.desk import Desk
from senstosales.gui.tables import RegisterView
from tests.gui.samples import REGISTER, FakeBooks

_FLAG = QItemSelectionModel.SelectionFlag


@pytest.fixture
def acted() -> list[str]:
    return []


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, acted: list[str]) -> RegisterView:
    made = RegisterView(desk, REGISTER)
    several = []
    for word in ("Bill", "One file", "Many files"):
        action = QAction(word, made)
        action.triggered.connect(lambda _on=False, word=word: acted.append(word))
        several.append(action)
    made.offer_for_marked([several[0], ("Save", "file-down", several[1:])])
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    qtbot.waitUntil(lambda: made.model.totals is not None)
    made.table.setFocus()
    return made


def bar(view: RegisterView) -> Any:
    assert view._marked_bar is not None
    return view._marked_bar


def mark(qtbot: QtBot, view: RegisterView, count: int) -> tuple[int, ...]:
    view.table.selectRow(0)
    for _ in range(count - 1):
        qtbot.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return tuple(view.model.row_at(place).id for place in range(count))


def asked(qtbot: QtBot, view: RegisterView) -> tuple[int, ...]:
    found: list[tuple[int, ...]] = []
    view.with_marked(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_the_bar_is_there_while_several_are_marked(
    qtbot: QtBot, view: RegisterView, acted: list[str]
) -> None:
    assert not bar(view).isVisible()
    ids = mark(qtbot, view, 3)
    assert bar(view).isVisible()
    assert bar(view).count.text() == "3 marked"
    assert asked(qtbot, view) == ids
    bar(view).actions_offered[2].trigger()
    assert acted == ["Many files"]
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert not bar(view).isVisible()
    assert view.selected_ids() == (view.current,), "the line looked at last"


def test_marks_in_between_come_in_the_order_of_the_list(qtbot: QtBot, view: RegisterView) -> None:
    selection = view.table.selectionModel()
    for place in (7, 2, 5):
        index = view.model.index(place, 0)
        selection.select(index, _FLAG.Select | _FLAG.Rows)
    assert list(asked(qtbot, view)) == [view.model.row_at(place).id for place in (2, 5, 7)]


def test_a_whole_list_is_marked_also_where_it_was_not_read(
    qtbot: QtBot, view: RegisterView, books: FakeBooks
) -> None:
    view.table.selectAll()
    assert bar(view).count.text() == "1,000 marked"
    assert len(view.selected_ids()) < 1000
    ids = asked(qtbot, view)
    assert len(ids) == len(set(ids)) == 1000
    assert ids[0] == view.model.row_at(0).id


@pytest.mark.parametrize("count", [3, 1000])
def test_marks_survive_news(qtbot: QtBot, view: RegisterView, count: int) -> None:
    if count == 1000:
        view.table.selectAll()
    else:
        mark(qtbot, view, count)
    before = asked(qtbot, view)
    with qtbot.waitSignal(view.loaded):
        view.refresh()
    qtbot.waitUntil(lambda: view.model.rowCount() == 1000)
    assert view.marked_count == count
    assert asked(qtbot, view) == before


def test_where_a_marked_line_is_gone_none_stays_marked_in_its_place(
    qtbot: QtBot, view: RegisterView
) -> None:
    ids = mark(qtbot, view, 3)
    with qtbot.waitSignal(view.loaded):
        view.filters.box.setText(view.model.row_at(0).number)
    assert view.marked_count <= 1
    assert set(view.selected_ids()) <= set(ids)
    assert not bar(view).isVisible()


def test_more_than_can_be_worked_on_at_once_are_refused(
    qtbot: QtBot, view: RegisterView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("senstosales.gui.tables.MOST_MARKED", 999)
    heard: list[str] = []
    view.desk.messages.said.connect(lambda _tone, sentence: heard.append(sentence))
    view.table.selectAll()
    view.with_marked(lambda _ids: heard.append("done"))
    assert heard == ["1,000 lines are marked. Mark 999 at most at a time."]
