from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import DeviationKind, Status, VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.tabs.deviations import SPEC, DeviationsTab
from senstosales.services import deviations
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, import_pages


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk, books: Books) -> Iterator[DeviationsTab]:
    # One of an SRV is in the played books; this page does not agree with itself.
    import_pages(books, "bad-inconsistent")
    made = DeviationsTab(desk)
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def mark_all(tab: DeviationsTab) -> None:
    model, marks = tab.view.table.model(), tab.view.table.selectionModel()
    both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(model.rowCount()):
        marks.select(model.index(row, 0), both)


def to_check(books: Books) -> int:
    assert SPEC.count is not None
    return books.ask(SPEC.count)


def test_the_number_on_the_tab_is_the_number_of_the_list(tab: DeviationsTab, books: Books) -> None:
    assert to_check(books) == tab.view.model.rowCount() == 3


def test_several_are_acknowledged_at_once(
    qtbot: QtBot,
    tab: DeviationsTab,
    books: Books,
    opened: Opened[ReasonDialog],
    heard: list[str],
) -> None:
    assert not tab.acknowledge.isEnabled()
    mark_all(tab)
    tab.acknowledge.trigger()
    dialog = opened(ReasonDialog)
    assert dialog.windowTitle() == "Acknowledge 3 deviations"
    dialog.reason.set_value("Asked the buyer")
    dialog.submit()
    qtbot.waitUntil(lambda: "3 deviations acknowledged." in heard)
    assert to_check(books) == 0

    def statuses() -> set[Status]:
        rows = (tab.view.model.row_at(row) for row in range(tab.view.model.rowCount()))
        return {row.status for row in rows}

    qtbot.waitUntil(lambda: statuses() == {Status.ACKNOWLEDGED})
    row = tab.view.model.row_at(0)
    assert (row.acknowledged_by, row.note) == ("Asha", "Asked the buyer")
    assert not tab.acknowledge.isEnabled()


def test_a_deviation_opens_where_it_was_found(
    tab: DeviationsTab, went: list[tuple[str, int]]
) -> None:
    rows = [tab.view.model.row_at(row) for row in range(tab.view.model.rowCount())]
    for row in rows:
        tab.view.opened.emit(row.id)
    nouns = {"order": "orders", "receipt": "receipts"}
    assert went == [(nouns[row.noun], row.noun_id) for row in rows]
    assert {noun for noun, _ in went} == {"orders", "receipts"}


@pytest.mark.parametrize("kind", list(VoucherKind))
def test_what_another_program_stated_opens_its_paper(
    qtbot: QtBot, tab: DeviationsTab, books: Books, went: list[tuple[str, int]], kind: VoucherKind
) -> None:
    found = deviations.Found(
        DeviationKind.NUMBER_RULE, "Paper 1", "number", "a number", "x y", "No number.", None
    )
    with books.write(ACTOR) as session:
        deviations.sync(session, kind.value, 77, [found])
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 4)
    rows = [tab.view.model.row_at(row) for row in range(4)]
    tab.view.opened.emit(next(row.id for row in rows if row.noun == kind.value))
    nouns = {"debit_note": "tax_notes", "credit_note": "tax_notes"}
    assert went == [(nouns.get(kind.value, f"{kind.value}s"), 77)]


def test_the_marked_one_is_opened_with_its_button(
    tab: DeviationsTab, went: list[tuple[str, int]]
) -> None:
    assert not tab.open.isEnabled()
    tab.view.table.selectRow(0)
    tab.open.trigger()
    assert len(went) == 1
