"""Lines of a paper, edited like a spreadsheet: arrows, Enter, paste from Excel, drag and drop of lines.

A row is a plain dict by column key, so that a form hands it on to a draft as it is. What is typed but
cannot be understood stays in its cell, tinted, with its sentence as a tip and below the grid.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QLabel,
    QVBoxLayout,
    QWidget,
)

from senstosales.errors import Invalid, Problem
from senstosales.gui import grid_menu, grid_typed
from senstosales.gui.grid_history import History
from senstosales.gui.grid_model import GridColumn, GridModel, Row
from senstosales.gui.grid_paste import Pasted, block, headed
from senstosales.gui.grid_view import GridView
from senstosales.gui.moving_on import move_on
from senstosales.gui.wording import say

__all__ = ["GridColumn", "LineGrid", "Row"]


class LineGrid(QWidget):
    """`LineGrid(columns, new_row=...)`; `set_rows`, `rows`, `show_problems`, `changed`.

    Without `new_row` lines can neither be added, taken away nor moved; `known_by` are the keys by which
    one that is given is told from the others. With `spare` an empty line stands ready at the end, which
    is not among the `rows()`. `hint` is said where there is none yet.
    """

    changed = Signal()
    pasted = Signal(object)

    def __init__(
        self,
        columns: Sequence[GridColumn],
        *,
        new_row: Callable[[], Row] | None = None,
        spare: bool = False,
        name: str = "lines",
        known_by: Sequence[str] = (),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._new_row, self.name, self._hint = new_row, name, hint
        self._known_by = tuple(known_by)
        self.model = GridModel(columns, self)
        self.model.spare = spare and new_row is not None
        self.table = GridView(self.model, self)
        self.table.setAccessibleName(say("Lines"))
        self.table.set_movable(movable=new_row is not None)
        self._said = QLabel()
        self._said.setProperty("role", "error")
        self._said.setWordWrap(True)
        self._said.hide()
        self._of_paste = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addWidget(self._said)
        self.setFocusProxy(self.table)
        self.model.edited.connect(self._typed)
        self.table.insert_asked.connect(self.insert_row)
        self.table.delete_asked.connect(self.delete_rows)
        self.table.move_asked.connect(self.move_rows)
        self.table.pasted.connect(self._paste)
        self.table.undo_asked.connect(self.undo)
        self.table.left_by_enter.connect(self._leave)
        if new_row is not None:
            self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.table.customContextMenuRequested.connect(self._show_menu)
        self._history = History(self.model)

    def set_rows(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Show these lines. Keys without a column are kept and come back in `rows()`."""
        self.model.beginResetModel()
        self.model.rows = [dict(row) for row in rows]
        for kept in (self.model.errors, self.model.told, self.model.raw):
            kept.clear()
        if self.model.spare and self._new_row is not None:
            self.model.rows.append(self._new_row())
        self.model.endResetModel()
        self._history.begin()
        self._of_paste = ""
        self._say()
        self._mark_first()

    def rows(self) -> list[Row]:
        """The lines as they stand. Raises `Invalid` while the grid itself finds a cell wrong."""
        if self.model.errors:
            raise Invalid("Some entries need another look.", problems=self.problems())
        return self.peek()

    def peek(self) -> list[Row]:
        """The lines as far as they are understood, for totals while typing."""
        rows = [dict(row) for row in self.model.rows]
        return rows[:-1] if self.model.spare else rows

    def typed(self) -> list[dict[str, Any]]:
        """What stands in the lines, understood or not, fit for JSON."""
        return grid_typed.typed(self.model, self.table.being_typed, self._known_by, self.counts)

    def type_again(self, typed: Sequence[Mapping[str, Any]]) -> None:
        """Let what `typed` gave stand there, as if the clerk had typed it just now.

        Lines that are given stay as they are now; what was typed for one that is gone is left out.
        """
        if self._new_row is not None:
            fresh = self._new_row
            self.set_rows([fresh() | grid_typed.kept(line) for line in typed])
        grid_typed.type_again(self.model, typed, self._known_by)
        self._redraw()
        self.model.edited.emit()

    def counts(self, row: int, key: str) -> bool:
        """Whether what stands in that cell is the clerk's own; a cell of proposals may say no."""
        return True

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, with paths such as `lines.2.quantity`."""
        return tuple(
            Problem(f"{self.name}.{row}.{key}", sentence)
            for (row, key), sentence in sorted(self.model.wrong.items())
        )

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Tint the cells of problems about lines; the others are handed back."""
        rest = []
        keys = {column.key for column in self.model.columns}
        for problem in problems:
            match problem.field.split("."):
                case [self.name, row, key] if (
                    row.isdigit() and int(row) < len(self.model.rows) and key in keys
                ):
                    self.model.told[int(row), key] = problem.sentence
                case _:
                    rest.append(problem)
        self._redraw()
        return tuple(rest)

    def mark_wrong(self) -> None:
        """The keyboard goes to the first wrong cell."""
        keys = [column.key for column in self.model.columns]
        wrong = sorted((row, keys.index(key)) for row, key in self.model.wrong if key in keys)
        if wrong:
            self.table.setCurrentIndex(self.model.index(*wrong[0]))
        self.table.setFocus()

    def clear_problems(self) -> None:
        """Forget what was said from outside: it is being tried again."""
        self.model.told.clear()
        self._redraw()

    def set_value(self, row: int, key: str, value: Any) -> None:
        """Change one cell from outside, such as an amount that follows from the quantity."""
        self.model.rows[row][key] = value
        self._redraw()

    def blank(self, row: Mapping[str, Any]) -> bool:
        """Whether nothing was typed into that line yet."""
        fresh = self._new_row() if self._new_row is not None else {}
        keys = [column.key for column in self.model.columns if column.editable]
        return all(row.get(key) == fresh.get(key) for key in keys)

    def insert_row(self) -> None:
        """A fresh line below the marked one; above it where that is the spare one."""
        if self._new_row is None:
            return
        place = min(self.table.currentIndex().row() + 1, self._last)
        self.model.add(place, [self._new_row()])
        self.table.mark(place)
        self._edited()

    def delete_rows(self) -> None:
        """Take the marked lines away."""
        if self._new_row is None:
            return
        here = self.table.currentIndex()
        marked = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        for place in sorted(marked, reverse=True):
            self.model.remove(place)
        self._keep_spare()
        if self.model.rows and marked:
            row = min(*marked, len(self.model.rows) - 1)
            self.table.setCurrentIndex(self.model.index(row, max(0, here.column())))
        self._edited()

    def move_rows(self, first: int, count: int, to: int) -> None:
        """Lines from `first` on shall stand at `to`; the spare one stays the last."""
        to = max(0, min(to, self._last - count))
        if self._new_row is None or first + count > self._last or to == first:
            return
        column = max(0, self.table.currentIndex().column())
        self.model.move(first, count, to)
        self.table.mark_lines(to, count, column)
        self._edited()

    def undo(self) -> None:
        """Take back the last change of the lines."""
        here = self.table.currentIndex()
        row, column = max(0, here.row()), max(0, here.column())
        if self._new_row is None or not self._history.back():
            return
        self._of_paste = ""
        self.table.setCurrentIndex(self.model.index(min(row, len(self.model.rows) - 1), column))
        self._say()
        self.changed.emit()

    @property
    def _last(self) -> int:
        """The place behind the last line that counts."""
        return len(self.model.rows) - self.model.spare

    def _paste(self, text: str) -> None:
        """Fill the editable cells to the right of and below the marked one, adding lines if allowed.

        A single cell fills all that are marked; a line of headings says what the columns are.
        """
        start, cells = self.table.currentIndex(), block(text)
        if not start.isValid() or not cells:
            return
        marked = self.table.selectedIndexes()
        if len(cells) == 1 and len(cells[0]) == 1 and len(marked) > 1:
            places = [(index.row(), self.model.columns[index.column()]) for index in marked]
            filled = [(row, column, cells[0][0]) for row, column in places if column.editable]
            told = self._fill(filled, lines=len({row for row, _ in places}))
        else:
            told = self._fill_block(start.row(), start.column(), cells)
        self._of_paste = told.sentence
        self._redraw()
        self._edited()
        self.pasted.emit(told)

    def _fill_block(self, row: int, column: int, cells: list[list[str]]) -> Pasted:
        shown = [
            each
            for place, each in enumerate(self.model.columns)
            if each.editable and not self.table.isColumnHidden(place)
        ]
        editable = [each for each in shown if self.model.columns.index(each) >= column]
        under: Sequence[GridColumn | None] = editable
        headings = headed(cells[0], [each for each in self.model.columns if each.editable])
        if headings is not None:
            under, cells = headings, cells[1:]
        room = len(cells) if self._new_row is not None else len(self.model.rows) - row
        if self._new_row is not None and row + len(cells) > self._last:
            missing = row + len(cells) - self._last
            self.model.add(self._last, [self._new_row() for _ in range(missing)])
        wide = max((len(line) for line in cells), default=0)
        filled = [
            (row + offset, into, value)
            for offset, line in enumerate(cells[:room])
            for into, value in zip(under, line, strict=False)
            if into is not None and into.editable
        ]
        return self._fill(
            filled,
            lines=min(room, len(cells)),
            lines_left=max(0, len(cells) - room),
            columns_left=max(0, wide - len(under)),
        )

    def _fill(
        self,
        filled: list[tuple[int, GridColumn, str]],
        *,
        lines: int,
        lines_left: int = 0,
        columns_left: int = 0,
    ) -> Pasted:
        unread = 0
        for row, column, text in filled:
            self.model.type_in(row, column, text)
            unread += (row, column.key) in self.model.raw
        return Pasted(lines, unread, lines_left, columns_left)

    def _redraw(self) -> None:
        if self.model.rows:
            last = self.model.index(len(self.model.rows) - 1, len(self.model.columns) - 1)
            self.model.dataChanged.emit(self.model.index(0, 0), last)
        self._say()

    def _typed(self) -> None:
        self._of_paste = ""
        self._edited()

    def _edited(self) -> None:
        self._keep_spare()
        if self._new_row is not None:
            self._history.note()
        self._say()
        self.changed.emit()

    def _leave(self) -> None:
        """Enter at the end: on to what comes below the lines."""
        move_on(self)

    def _keep_spare(self) -> None:
        """Something was typed into the spare line: it counts now, and another one stands ready."""
        rows = self.model.rows
        if not self.model.spare or self._new_row is None:
            return
        last = len(rows) - 1
        if not rows or not self.blank(rows[-1]) or any(row == last for row, _ in self.model.raw):
            self.model.add(len(rows), [self._new_row()])

    def _say(self) -> None:
        titles = {column.key: column.title for column in self.model.columns}
        lines = [
            say(f"Line {row + 1}, {titles[key]}: {sentence}")
            for (row, key), sentence in sorted(self.model.wrong.items())
        ]
        shown = [say(self._of_paste)] if self._of_paste else []
        shown += lines[: 3 - len(shown)]
        hidden = len(lines) + bool(self._of_paste) - len(shown)
        more = "\n" + say(f"and {hidden} more") if hidden else ""
        self._said.setText("\n".join(shown) + more)
        self._said.setVisible(bool(shown))
        self.table.set_hint("" if self.peek() else self._hint)

    def _mark_first(self) -> None:
        if self.model.rows:
            self.table.mark(0)

    def _show_menu(self, point: QPoint) -> None:
        view = self.table
        entries: list[grid_menu.Entry | None] = [
            ("Insert a line", "Ins", "plus", self.insert_row),
            ("Take the lines away", "Ctrl+Del", "trash-2", self.delete_rows),
            None,
            ("Move up", "Alt+Up", "chevron-up", view.move_up),
            ("Move down", "Alt+Down", "chevron-down", view.move_down),
            None,
            ("Copy", "Ctrl+C", "copy", self._copy),
            ("Paste", "Ctrl+V", "", self._paste_clipboard),
            ("Undo", "Ctrl+Z", "undo-2", self.undo),
        ]
        grid_menu.show(view, point, entries)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table.copied())

    def _paste_clipboard(self) -> None:
        self._paste(QGuiApplication.clipboard().text())
