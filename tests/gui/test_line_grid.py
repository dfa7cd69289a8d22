from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from senstosales.errors import Invalid, Problem
from senstosales.gui.grid_paste import Pasted
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


def numbered(grid: LineGrid) -> list[object]:
    return [row["id"] for row in grid.peek()]


def test_lines_change_places_with_alt_and_arrows(qtbot: QtBot, grid: LineGrid) -> None:
    grid.model.setData(grid.model.index(2, 2), "ten")
    at(grid, 2, 2)
    alt = Qt.KeyboardModifier.AltModifier
    with qtbot.waitSignal(grid.changed):
        qtbot.keyClick(grid.table, Qt.Key.Key_Up, alt)
    assert numbered(grid) == [0, 2, 1]
    assert grid.table.currentIndex().row() == 1
    assert grid.problems()[0].field == "lines.1.quantity", "what is said moves with its line"
    assert grid.model.index(1, 2).data() == "ten"
    qtbot.keyClick(grid.table, Qt.Key.Key_Down, alt)
    qtbot.keyClick(grid.table, Qt.Key.Key_Down, alt)
    assert numbered(grid) == [0, 1, 2], "the last line stays the last"


def test_several_marked_lines_move_together(qtbot: QtBot, grid: LineGrid) -> None:
    grid.table.selectRow(0)
    grid.table.selectionModel().select(
        grid.model.index(1, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    qtbot.keyClick(grid.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert numbered(grid) == [2, 0, 1]
    marked = {index.row() for index in grid.table.selectedIndexes()}
    assert marked == {1, 2}


def test_a_line_is_dragged_by_its_number(qtbot: QtBot, grid: LineGrid) -> None:
    header = grid.table.verticalHeader()
    middle = [
        QPoint(header.width() // 2, header.sectionViewportPosition(row) + 15) for row in range(3)
    ]
    ground = header.viewport()
    qtbot.mousePress(ground, Qt.MouseButton.LeftButton, pos=middle[0])
    qtbot.mouseMove(ground, middle[1])
    qtbot.mouseMove(ground, middle[2] + QPoint(0, 8))
    qtbot.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=middle[2] + QPoint(0, 8))
    assert numbered(grid) == [1, 2, 0]
    assert [header.visualIndex(row) for row in range(3)] == [0, 1, 2]
    grid.undo()
    assert numbered(grid) == [0, 1, 2]


def test_what_was_done_is_taken_back_step_by_step(qtbot: QtBot, grid: LineGrid) -> None:
    at(grid, 0, 2)
    grid.model.setData(grid.model.index(0, 2), "4")
    grid.model.setData(grid.model.index(0, 2), "a few")
    grid.table.selectRow(1)
    qtbot.keyClick(grid.table, Qt.Key.Key_Delete)
    assert numbered(grid) == [0, 2], "Delete on whole lines takes them away"
    undo = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(grid.table, Qt.Key.Key_Z, undo)
    assert numbered(grid) == [0, 1, 2]
    assert grid.model.index(0, 2).data() == "a few"
    qtbot.keyClick(grid.table, Qt.Key.Key_Z, undo)
    assert (grid.rows()[0]["quantity"], grid.problems()) == (4, ())
    qtbot.keyClick(grid.table, Qt.Key.Key_Z, undo)
    qtbot.keyClick(grid.table, Qt.Key.Key_Z, undo)
    assert grid.rows()[0]["quantity"] == 10, "what it began with is where it ends"


def test_one_copied_cell_fills_all_that_are_marked(qtbot: QtBot, grid: LineGrid) -> None:
    model = grid.table.selectionModel()
    block = QItemSelection(grid.model.index(0, 3), grid.model.index(2, 3))
    at(grid, 0, 3)
    model.select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    QGuiApplication.clipboard().setText("₹ 1,25,000.50")
    qtbot.keyClick(grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row["rate"] for row in grid.rows()] == [Decimal("125000.5")] * 3


def test_what_found_no_room_or_no_sense_is_said(qtbot: QtBot, grid: LineGrid) -> None:
    at(grid, 0, 2)
    QGuiApplication.clipboard().setText("4\t1.5\tred\nabout 5\tdear\tblue")
    with qtbot.waitSignal(grid.pasted) as told:
        qtbot.keyClick(grid.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [Pasted(lines=2, unread=2, lines_left=0, columns_left=1)]
    assert grid._said.text().splitlines()[0] == (
        "2 cells could not be read and kept what was pasted: see the red ones. "
        "One column at the right found no room."
    )
    grid.model.setData(grid.model.index(1, 2), "5")
    assert "could not be read" not in grid._said.text()


def test_a_grid_whose_lines_are_given_says_what_it_leaves_out(
    qtbot: QtBot, dressed: QApplication
) -> None:
    fixed = LineGrid(COLUMNS)
    qtbot.addWidget(fixed)
    fixed.set_rows([{"description": "Part", "pending": Decimal(5)}])
    at(fixed, 0, 2)
    QGuiApplication.clipboard().setText("1\n2\n3")
    qtbot.keyClick(fixed.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row["quantity"] for row in fixed.rows()] == [1]
    assert fixed._said.text() == "2 lines found no room."
    qtbot.keyClick(fixed.table, Qt.Key.Key_Insert)
    assert len(fixed.rows()) == 1


@pytest.fixture
def ready(qtbot: QtBot, dressed: QApplication) -> LineGrid:
    """A grid with an empty line ready at its end, a box to tick, and a column Enter passes over."""
    columns = (
        GridColumn("description", "Description", stretch=True, editable=True),
        GridColumn("inclusive", "Incl.", Look.NUMBER, editable=True, tick=True, passed=True),
        GridColumn("quantity", "Quantity", Look.QUANTITY, editable=True, names=("qty",)),
        GridColumn("total", "Total", Look.MONEY),
    )
    made = LineGrid(
        columns,
        new_row=lambda: {"description": None, "inclusive": False, "quantity": None},
        spare=True,
        hint="Type the goods.",
    )
    made.resize(700, 300)
    qtbot.addWidget(made)
    made.set_rows([])
    made.show()
    made.table.setFocus()
    return made


def test_an_empty_line_always_stands_ready_and_never_counts(qtbot: QtBot, ready: LineGrid) -> None:
    assert ready.rows() == []
    assert ready.model.rowCount() == 1
    ready.model.setData(ready.model.index(0, 0), "Bracket")
    assert [row["description"] for row in ready.rows()] == ["Bracket"]
    assert ready.model.rowCount() == 2
    header = ready.model.headerData
    assert [header(row, Qt.Orientation.Vertical) for row in range(2)] == [1, ""]
    at(ready, 1, 0)
    qtbot.keyClick(ready.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row["description"] for row in ready.rows()] == ["Bracket"], "it stays the last"
    qtbot.keyClick(ready.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert ready.model.rowCount() == 2, "another one stands ready at once"
    at(ready, 0, 0)
    qtbot.keyClick(ready.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert (ready.rows(), ready.model.rowCount()) == ([], 1)


def test_what_is_not_understood_in_the_empty_line_makes_it_a_line(ready: LineGrid) -> None:
    ready.model.setData(ready.model.index(0, 2), "a few")
    assert len(ready.peek()) == 1
    with pytest.raises(Invalid):
        ready.rows()


def test_enter_passes_over_the_rarer_columns(qtbot: QtBot, ready: LineGrid) -> None:
    at(ready, 0, 0)
    qtbot.keyClick(ready.table, "B")
    editor = ready.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ready.table.currentIndex().column() == 2)
    qtbot.keyClick(ready.table, Qt.Key.Key_Return)
    assert (ready.table.currentIndex().row(), ready.table.currentIndex().column()) == (1, 0)


def test_tab_stops_in_every_column_one_can_type_into(qtbot: QtBot, ready: LineGrid) -> None:
    def here() -> tuple[int, int]:
        return ready.table.currentIndex().row(), ready.table.currentIndex().column()

    for column, key in ((0, Qt.Key.Key_Tab), (2, Qt.Key.Key_Backtab)):
        at(ready, 0, column)
        qtbot.keyClick(ready.table, "4")
        editor = ready.table.viewport().findChild(QLineEdit)
        assert editor is not None
        qtbot.keyClick(editor, key)
        assert here() == (0, 1), "also in the one that Enter passes over"
        editor.deleteLater()
        qtbot.waitUntil(lambda: ready.table.viewport().findChild(QLineEdit) is None)
    ready.model.setData(ready.model.index(0, 0), "Bracket")
    at(ready, 0, 2)
    ready.table.tab_moves_on(1)
    assert here() == (1, 0)
    ready.table.tab_moves_on(-1)
    assert here() == (0, 2)


def test_a_box_is_ticked_with_space_and_with_the_mouse(qtbot: QtBot, ready: LineGrid) -> None:
    ready.model.setData(ready.model.index(0, 0), "Bracket")
    at(ready, 0, 1)
    qtbot.keyClick(ready.table, Qt.Key.Key_Space)
    assert ready.rows()[0]["inclusive"] is True
    where = ready.table.visualRect(ready.model.index(0, 1)).center()
    qtbot.mouseClick(ready.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert ready.rows()[0]["inclusive"] is False
    ready.model.setData(ready.model.index(0, 1), "perhaps")
    assert ready.problems()[0].sentence == "“perhaps” is neither yes nor no."
    assert ready.model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Incl.: perhaps"


def test_headings_of_a_pasted_table_say_what_its_columns_are(qtbot: QtBot, ready: LineGrid) -> None:
    QGuiApplication.clipboard().setText(
        'Qty\tWeight\tDescription\n4\t1.2\t"Bolt ""M20"" of\nstainless steel"\n6\t\tNut\n'
    )
    qtbot.keyClick(ready.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(row["description"], row["quantity"]) for row in ready.rows()] == [
        ('Bolt "M20" of stainless steel', 4),
        ("Nut", 6),
    ]
    assert ready._said.isHidden()


def test_tab_is_never_caught_in_the_grid(qtbot: QtBot, dressed: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before, grid, after = QLineEdit(), LineGrid(COLUMNS), QLineEdit()
    for widget in (before, grid, after):
        column.addWidget(widget)
    grid.set_rows([{"description": "Part", "pending": Decimal(5)}])
    window.show()
    grid.table.setFocus()
    at(grid, 0, 3)
    qtbot.keyClick(grid.table, Qt.Key.Key_Tab)
    assert window.focusWidget() is after
    grid.table.setFocus()
    at(grid, 0, 0)
    qtbot.keyClick(grid.table, Qt.Key.Key_Backtab)
    assert window.focusWidget() is before


def test_the_menu_of_the_lines_does_what_it_says(qtbot: QtBot, ready: LineGrid) -> None:
    ready.model.setData(ready.model.index(0, 0), "Bracket")
    at(ready, 0, 0)
    ready.table.customContextMenuRequested.emit(QPoint(10, 10))
    menu = ready.table.findChild(QMenu)
    assert menu is not None
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions)[:2] == ["Insert a line", "Take the lines away"]
    actions["Take the lines away"].trigger()
    assert ready.rows() == []
    menu.close()
