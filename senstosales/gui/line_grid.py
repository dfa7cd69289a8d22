"""Lines of a paper, edited like a spreadsheet: arrows, Enter, paste from Excel, Insert and Delete.

A row is a plain dict by column key, so that a form hands it on to a draft as it is. What is typed but
cannot be understood stays in its cell, tinted, with its sentence as a tip and below the grid.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QLabel,
    QVBoxLayout,
    QWidget,
)

from senstosales.errors import Invalid, Problem
from senstosales.gui.grid_model import GridColumn, GridModel, Row
from senstosales.gui.grid_view import GridView

__all__ = ["GridColumn", "LineGrid", "Row"]

_NOWHERE = QModelIndex()


class LineGrid(QWidget):
    """`LineGrid(columns, new_row=...)`; `set_rows`, `rows`, `show_problems`, `changed`.

    Without `new_row` lines can neither be added nor taken away.
    """

    changed = Signal()

    def __init__(
        self,
        columns: Sequence[GridColumn],
        *,
        new_row: Callable[[], Row] | None = None,
        name: str = "lines",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._new_row, self._name = new_row, name
        self.model = GridModel(columns, self)
        self.table = GridView(self.model, self)
        self._said = QLabel()
        self._said.setProperty("role", "error")
        self._said.setWordWrap(True)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)
        self.setFocusProxy(self.table)
        self.model.edited.connect(self._edited)
        self.table.insert_asked.connect(self.insert_row)
        self.table.delete_asked.connect(self.delete_rows)
        self.table.pasted.connect(self._paste)

    def set_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Show these lines. Keys without a column are kept and come back in `rows()`."""
        self.model.beginResetModel()
        self.model.rows = [dict(row) for row in rows]
        for kept in (self.model.errors, self.model.told, self.model.raw):
            kept.clear()
        self.model.endResetModel()
        self._say()
        self._mark_first()

    def rows(self) -> list[Row]:
        """The lines as they stand. Raises `Invalid` while the grid itself finds a cell wrong."""
        if self.model.errors:
            raise Invalid("Some entries need another look.", problems=self.problems())
        return [dict(row) for row in self.model.rows]

    def peek(self) -> list[Row]:
        """The lines as far as they are understood, for totals while typing."""
        return [dict(row) for row in self.model.rows]

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, with paths such as `lines.2.quantity`."""
        return tuple(
            Problem(f"{self._name}.{row}.{key}", sentence)
            for (row, key), sentence in sorted(self.model.wrong.items())
        )

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Tint the cells of problems about lines; the others are handed back."""
        rest = []
        keys = {column.key for column in self.model.columns}
        for problem in problems:
            match problem.field.split("."):
                case [self._name, row, key] if (
                    row.isdigit() and int(row) < len(self.model.rows) and key in keys
                ):
                    self.model.told[int(row), key] = problem.sentence
                case _:
                    rest.append(problem)
        self._redraw()
        return tuple(rest)

    def clear_problems(self) -> None:
        """Forget what was said from outside: it is being tried again."""
        self.model.told.clear()
        self._redraw()

    def set_value(self, row: int, key: str, value: Any) -> None:
        """Change one cell from outside, such as an amount that follows from the quantity."""
        self.model.rows[row][key] = value
        self._redraw()

    def insert_row(self) -> None:
        """A fresh line below the marked one."""
        if self._new_row is None:
            return
        place = self.table.currentIndex().row() + 1
        self.model.beginInsertRows(_NOWHERE, place, place)
        self.model.rows.insert(place, self._new_row())
        self._shift(place, 1)
        self.model.endInsertRows()
        first = next((n for n, each in enumerate(self.model.columns) if each.editable), 0)
        self.table.setCurrentIndex(self.model.index(place, first))
        self._edited()

    def delete_rows(self) -> None:
        """Take the marked lines away."""
        if self._new_row is None:
            return
        marked = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        for place in sorted(marked, reverse=True):
            self.model.beginRemoveRows(_NOWHERE, place, place)
            del self.model.rows[place]
            self._shift(place + 1, -1)
            self.model.endRemoveRows()
        self._edited()

    def _shift(self, start: int, by: int) -> None:
        """What is said about lines moves with them."""
        for kept in (self.model.errors, self.model.told, self.model.raw):
            moved = {
                (row + by if row >= start else row, key): said
                for (row, key), said in kept.items()
                if not (by < 0 and row == start - 1)
            }
            kept.clear()
            kept.update(moved)

    def _paste(self, text: str) -> None:
        """Fill the editable cells to the right of and below the marked one, adding lines if allowed."""
        start = self.table.currentIndex()
        if not start.isValid():
            return
        editable = [
            column
            for place, column in enumerate(self.model.columns)
            if column.editable and place >= start.column()
        ]
        lines = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        for offset, values in enumerate(lines):
            row = start.row() + offset
            if row >= len(self.model.rows):
                if self._new_row is None:
                    break
                self.model.beginInsertRows(_NOWHERE, row, row)
                self.model.rows.append(self._new_row())
                self.model.endInsertRows()
            for column, value in zip(editable, values, strict=False):
                self.model.type_in(row, column, value)
        self._redraw()
        self._edited()

    def _redraw(self) -> None:
        if self.model.rows:
            last = self.model.index(len(self.model.rows) - 1, len(self.model.columns) - 1)
            self.model.dataChanged.emit(self.model.index(0, 0), last)
        self._say()

    def _edited(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        titles = {column.key: column.title for column in self.model.columns}
        lines = [
            f"Line {row + 1}, {titles[key]}: {sentence}"
            for (row, key), sentence in sorted(self.model.wrong.items())
        ]
        more = f"\nand {len(lines) - 3} more" if len(lines) > 3 else ""
        self._said.setText("\n".join(lines[:3]) + more)
        self._said.setVisible(bool(lines))

    def _mark_first(self) -> None:
        first = next((n for n, each in enumerate(self.model.columns) if each.editable), 0)
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, first))
