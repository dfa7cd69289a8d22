from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from senstosales.errors import Invalid, Problem
from senstosales.gui.line_grid import GridColumn, LineGrid
from senstosales.queries.columns import Look


def not_more(value: Any, row: dict[str, Any]) -> str:
    return f"Only {row['pending']} are pending." if value and value > row["pending"] else ""


COLUMNS = (
    GridColumn("item", "Item", Look.NUMBER, 6),
    GridColumn("description", "Description", stretch=True, editable=True),
    GridColumn("quantity", "Quantity", Look.QUANTITY, editable=True, check=not_more),
    GridColumn("rate", "Rate", Look.RATE, editable=True),
)


@pytest.fixture
def grid(qtbot: QtBot, dressed: QApplication) -> LineGrid:
    made = LineGrid(COLUMNS, new_row=lambda: {"item": "new", "pending": Decimal(5)})
    made.resize(700, 300)
    qtbot.addWidget(made)
    made.set_rows(
        {
            "id": number,
            "item": str(number),
            "description": f"Part {number}",
            "pending": Decimal(10),
            "quantity": Decimal(10),
            "rate": Decimal("1.5"),
        }
        for number in range(3)
    )
    made.show()
    made.table.setFocus()
    return made


def at(grid: LineGrid, row: int, column: int) -> None:
    grid.table.setCurrentIndex(grid.model.index(row, column))


def test_typing_replaces_and_enter_moves_on(qtbot: QtBot, grid: LineGrid) -> None:
    at(grid, 0, 2)
    qtbot.keyClick(grid.table, "4")
    editor = grid.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "4"
    qtbot.keyClicks(editor, "*2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert grid.rows()[0]["quantity"] == 8
    qtbot.waitUntil(lambda: grid.table.currentIndex().column() == 3)
    qtbot.keyClick(grid.table, Qt.Key.Key_Return)
    assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (1, 1)


def test_rows_keep_what_has_no_column(grid: LineGrid) -> None:
    assert [row["id"] for row in grid.rows()] == [0, 1, 2]


def test_what_is_not_understood_stays_and_is_said(qtbot: QtBot, grid: LineGrid) -> None:
    grid.model.setData(grid.model.index(1, 2), "ten")
    assert grid.model.index(1, 2).data() == "ten"
    with pytest.raises(Invalid) as caught:
        grid.rows()
    assert caught.value.problems[0].field == "lines.1.quantity"
    assert grid._said.text().startswith("Line 2, Quantity:")
    grid.model.setData(grid.model.index(1, 2), "11")
    assert grid._said.text() == "Line 2, Quantity: Only 10 are pending."
    grid.model.setData(grid.model.index(1, 2), "9")
    assert grid._said.isHidden()
    assert grid.rows()[1]["quantity"] == 9


def test_problems_of_a_service_are_placed(grid: LineGrid) -> None:
    rest = grid.show_problems(
        [
            Problem("lines.2.rate", "Too low."),
            Problem("date", "Too early."),
            Problem("lines.9.rate", ""),
        ]
    )
    assert [problem.field for problem in rest] == ["date", "lines.9.rate"]
    assert grid.model.index(2, 3).data(Qt.ItemDataRole.ToolTipRole) == "Too low."


def test_pasting_from_a_spreadsheet_fills_and_adds(qtbot: QtBot, grid: LineGrid) -> None:
    at(grid, 2, 1)
    QGuiApplication.clipboard().setText("Bolt\t1,000\t2.5\nNut\t3\t0.25\n")
    with qtbot.waitSignal(grid.changed):
        qtbot.keyClick(grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.peek()) == 4
    assert grid.peek()[3]["description"] == "Nut"
    assert grid.peek()[3]["rate"] == Decimal("0.25")
    assert grid.problems()[0].sentence == "Only 10 are pending."


def test_lines_come_and_go_and_errors_go_with_them(qtbot: QtBot, grid: LineGrid) -> None:
    grid.show_problems([Problem("lines.2.rate", "Too low.")])
    at(grid, 0, 1)
    qtbot.keyClick(grid.table, Qt.Key.Key_Insert)
    assert [row["item"] for row in grid.peek()] == ["0", "new", "1", "2"]
    assert grid.problems()[0].field == "lines.3.rate"
    at(grid, 3, 1)
    qtbot.keyClick(grid.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [row["item"] for row in grid.peek()] == ["0", "new", "1"]
    assert grid.problems() == ()


def test_copy_gives_what_was_typed(qtbot: QtBot, grid: LineGrid) -> None:
    at(grid, 0, 2)
    qtbot.keyClick(grid.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "10"


def test_delete_empties_cells_one_may_change(qtbot: QtBot, grid: LineGrid) -> None:
    at(grid, 0, 2)
    qtbot.keyClick(grid.table, Qt.Key.Key_Delete)
    assert grid.rows()[0]["quantity"] is None
