"""Lines that are kept as they were typed, units in quantities, and Enter at the end of a grid."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from senstosales.gui.line_grid import GridColumn, LineGrid
from senstosales.queries.columns import Look

FREE = (
    GridColumn("description", "Description", stretch=True, editable=True),
    GridColumn("quantity", "Quantity", Look.QUANTITY, editable=True),
    GridColumn("unit", "Unit", Look.NUMBER, editable=True),
    GridColumn("inclusive", "Incl.", Look.NUMBER, editable=True, tick=True),
    GridColumn("total", "Total", Look.MONEY),
)
GIVEN = (
    GridColumn("item", "Item", Look.NUMBER),
    GridColumn("unit", "Unit", Look.NUMBER),
    GridColumn("quantity", "Quantity", Look.QUANTITY, editable=True),
)


def fresh() -> dict[str, Any]:
    return {
        "description": None, "quantity": None, "unit": "NOS", "inclusive": False, "key": None,
    }  # fmt: skip


class Desktop:
    """A grid, and a field below it."""

    def __init__(self, grid: LineGrid, qtbot: QtBot) -> None:
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        self.grid, self.below = grid, QLineEdit()
        column.addWidget(grid)
        column.addWidget(self.below)
        qtbot.addWidget(self.window)
        self.window.resize(700, 300)
        self.window.show()
        grid.table.setFocus()

    def at(self, row: int, column: int) -> None:
        self.grid.table.setCurrentIndex(self.grid.model.index(row, column))

    def put(self, row: int, key: str, text: str) -> None:
        place = [column.key for column in self.grid.model.columns].index(key)
        self.grid.model.setData(self.grid.model.index(row, place), text)


@pytest.fixture
def free(qtbot: QtBot, dressed: QApplication) -> Desktop:
    desktop = Desktop(LineGrid(FREE, new_row=fresh, spare=True), qtbot)
    desktop.grid.set_rows([])
    return desktop


@pytest.fixture
def given(qtbot: QtBot, dressed: QApplication) -> Desktop:
    desktop = Desktop(LineGrid(GIVEN, known_by=("item",)), qtbot)
    desktop.grid.set_rows({"item": n, "unit": "KGS", "quantity": None} for n in (1, 2))
    return desktop


def test_free_lines_stand_again_as_they_were_typed(free: Desktop) -> None:
    for key, text in (("description", "Bolt"), ("quantity", "10"), ("inclusive", "yes")):
        free.put(0, key, text)
    free.put(1, "quantity", "a few")
    free.grid.model.rows[0] |= {"key": "k-1", "total": Decimal("12.50")}
    typed = json.loads(json.dumps(free.grid.typed()))
    before, wrong = free.grid.peek(), free.grid.problems()
    free.grid.set_rows([])
    free.grid.type_again(typed)
    assert free.grid.peek() == before
    assert free.grid.problems() == wrong
    assert free.grid.model.rowCount() == 3, "another empty line stands ready"


def test_what_is_being_typed_in_a_cell_is_kept_too(qtbot: QtBot, free: Desktop) -> None:
    free.at(0, 0)
    qtbot.keyClick(free.grid.table, "B")
    editor = free.grid.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "racket of st")
    assert free.grid.peek() == []
    assert [line["cells"]["description"] for line in free.grid.typed()] == ["Bracket of st"]


def test_given_lines_are_found_again_by_what_they_are_known_by(given: Desktop) -> None:
    given.put(0, "quantity", "500 g")
    given.put(1, "quantity", "7")
    typed = json.loads(json.dumps(given.grid.typed()))
    given.grid.set_rows({"item": n, "unit": "KGS", "quantity": Decimal(1)} for n in (2, 3))
    given.grid.type_again(typed)
    assert [row["quantity"] for row in given.grid.peek()] == [Decimal(7), Decimal(1)]


def test_dates_and_figures_beside_the_cells_survive() -> None:
    from senstosales.gui import grid_typed

    row = {"day": dt.date(2026, 3, 5), "of": Decimal("1.50"), "id": 7}
    line = {"kept": {key: grid_typed._written(value) for key, value in row.items()}}
    assert grid_typed.kept(json.loads(json.dumps(line))) == row


def test_a_quantity_may_say_its_unit(free: Desktop, given: Desktop) -> None:
    free.put(0, "quantity", "10 kg")
    assert (free.grid.peek()[0]["quantity"], free.grid.peek()[0]["unit"]) == (10, "KGS")
    free.put(0, "quantity", "3 mt")
    assert free.grid.peek()[0]["quantity"] == 3000
    given.put(0, "quantity", "4 nos")
    assert given.grid.problems()[0].sentence == "This is counted in KGS, not in NOS."


def test_enter_leaves_the_empty_line_and_the_end_of_given_ones(
    qtbot: QtBot, free: Desktop, given: Desktop
) -> None:
    free.put(0, "description", "Bolt")
    free.at(1, 0)
    qtbot.keyClick(free.grid.table, Qt.Key.Key_Return)
    assert free.window.focusWidget() is free.below
    given.at(0, 2)
    qtbot.keyClick(given.grid.table, Qt.Key.Key_Return)
    assert given.grid.table.currentIndex().row() == 1
    qtbot.keyClick(given.grid.table, Qt.Key.Key_Return)
    assert given.window.focusWidget() is given.below


def test_enter_after_the_last_typed_cell_leaves_too(qtbot: QtBot, given: Desktop) -> None:
    given.at(1, 2)
    qtbot.keyClick(given.grid.table, "4")
    editor = given.grid.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: given.window.focusWidget() is given.below)
    assert given.grid.peek()[1]["quantity"] == 4
