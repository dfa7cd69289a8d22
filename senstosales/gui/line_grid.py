"""Lines of a paper, edited like a spreadsheet: arrows, Enter, paste from Excel, Insert and Delete.

A row is a plain dict by column key, so that a form hands it on to a draft as it is. What is typed but
cannot be understood stays in its cell, tinted, with its sentence as a tip and below the grid.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import plain
from senstosales.errors import Invalid, Problem
from senstosales.gui import cells, entry, palette
from senstosales.gui.table_view import Index
from senstosales.queries.columns import Look

_NOWHERE = QModelIndex()
_UNDERSTAND: Mapping[Look, Callable[[str], Any]] = {
    Look.MONEY: entry.money,
    Look.RATE: entry.rate,
    Look.QUANTITY: entry.quantity,
    Look.PERCENT: entry.percent,
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of the grid; `width` in characters, `stretch` takes the room that is left.

    `check(value, row)` may return a sentence against the value, shown at once.
    """

    key: str
    title: str
    look: Look = Look.TEXT
    width: int = 12
    editable: bool = False
    stretch: bool = False
    help: str = ""
    check: Callable[[Any, Row], str] | None = None


class GridModel(QAbstractTableModel):
    """The rows, what is wrong with them, and the words that could not be understood."""

    edited = Signal()

    def __init__(self, columns: Sequence[GridColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.errors: dict[tuple[int, str], str] = {}
        self.raw: dict[tuple[int, str], str] = {}

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].editable:
            return base | Qt.ItemFlag.ItemIsEditable
        return base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        place = (index.row(), column.key)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                if place in self.raw:
                    return self.raw[place]
                value = self.rows[index.row()].get(column.key)
                # A zero the clerk typed is shown as what it is; elsewhere it is a dash.
                if column.editable and value is not None and not value and column.look is not _TEXT:
                    return "0"
                return cells.written(value, column.look)
            case Qt.ItemDataRole.EditRole:
                if place in self.raw:
                    return self.raw[place]
                value = self.rows[index.row()].get(column.key)
                return _typed(value, column.look)
            case Qt.ItemDataRole.TextAlignmentRole:
                return cells.alignment(column.look)
            case Qt.ItemDataRole.ToolTipRole:
                return self.errors.get(place) or None
            case Qt.ItemDataRole.ForegroundRole:
                if place in self.errors:
                    return QColor(palette.tokens().bad)
                return None if column.editable else QColor(palette.tokens().muted)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.type_in(index.row(), self.columns[index.column()], str(value))
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.TextAlignmentRole:
                return cells.alignment(column.look)
            case Qt.ItemDataRole.ToolTipRole:
                return column.help or None
            case _:
                return None

    def type_in(self, row: int, column: GridColumn, text: str) -> None:
        """Take what was typed or pasted, understood or not."""
        place = (row, column.key)
        self.errors.pop(place, None)
        self.raw.pop(place, None)
        understand = _UNDERSTAND.get(column.look)
        try:
            value = understand(text) if understand else (" ".join(text.split()) or None)
        except Invalid as error:
            self.raw[place], self.errors[place] = text, error.sentence
            return
        self.rows[row][column.key] = value
        if column.check is not None:
            sentence = column.check(value, self.rows[row])
            if sentence:
                self.errors[place] = sentence


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
        self.model.errors.clear()
        self.model.raw.clear()
        self.model.endResetModel()
        self._say()
        self._mark_first()

    def rows(self) -> list[Row]:
        """The lines as they stand. Raises `Invalid` while a cell is not understood."""
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
            for (row, key), sentence in sorted(self.model.errors.items())
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
                    self.model.errors[int(row), key] = problem.sentence
                case _:
                    rest.append(problem)
        self._redraw()
        return tuple(rest)

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
        for kept in (self.model.errors, self.model.raw):
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
            for (row, key), sentence in sorted(self.model.errors.items())
        ]
        more = f"\nand {len(lines) - 3} more" if len(lines) > 3 else ""
        self._said.setText("\n".join(lines[:3]) + more)
        self._said.setVisible(bool(lines))

    def _mark_first(self) -> None:
        first = next((n for n, each in enumerate(self.model.columns) if each.editable), 0)
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, first))


class GridView(QTableView):
    """The keys of a spreadsheet on top of a Qt table."""

    insert_asked = Signal()
    delete_asked = Signal()
    pasted = Signal(str)

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = model.columns
        self.setModel(model)
        self.setProperty("role", "grid")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setItemDelegate(CellEditor(self))
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(30)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(28)
        figure = self.fontMetrics().horizontalAdvance("0")
        for place, column in enumerate(model.columns):
            title = self.fontMetrics().horizontalAdvance(column.title)
            self.setColumnWidth(place, max(column.width * figure, title) + 20)
        self._wish = [self.columnWidth(place) for place in range(len(model.columns))]
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                event.ignore()
            else:
                self.enter_moves_on()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() == Qt.Key.Key_Insert:
            self.insert_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            if control:
                self.delete_asked.emit()
            else:
                self._empty()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stretching = [place for place, each in enumerate(self._columns) if each.stretch]
        if stretching:
            left = max(0, self.viewport().width() - sum(self._wish))
            for place in stretching:
                self.setColumnWidth(place, self._wish[place] + left // len(stretching))

    def copied(self) -> str:
        """The marked cells as tab-separated text."""
        lines: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda each: (each.row(), each.column())):
            text = index.data(Qt.ItemDataRole.EditRole)
            lines.setdefault(index.row(), []).append("" if text is None else str(text))
        return "\n".join("\t".join(line) for line in lines.values())

    def enter_moves_on(self) -> None:
        """To the next cell one can type into; after the last one a new line is asked for."""
        here = self.currentIndex()
        places = [place for place, each in enumerate(self._columns) if each.editable]
        if not here.isValid() or not places:
            return
        right = [place for place in places if place > here.column()]
        if right:
            self.setCurrentIndex(here.siblingAtColumn(right[0]))
        elif here.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(self.model().index(here.row() + 1, places[0]))
        else:
            self.insert_asked.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._settle.start()

    def _on(self) -> None:
        self.enter_moves_on()

    def _empty(self) -> None:
        for index in self.selectedIndexes():
            if self._columns[index.column()].editable:
                self.model().setData(index, "")


class CellEditor(QStyledItemDelegate):
    """A bare line to type in; Enter and Tab move on, arrows up and down leave like a spreadsheet."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        return line

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # The sheet draws cells itself and would leave out a ground given by the model.
        if index.data(Qt.ItemDataRole.ToolTipRole):
            painter.fillRect(option.rect, QColor(palette.tokens().bad_ground))
        super().paint(painter, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = option.rect
        editor.setGeometry(rect.adjusted(-1, -1, 0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.EditNextItem)
            return True
        if (
            isinstance(watched, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            view = self.parent()
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
            if isinstance(view, QTableView):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                here = view.currentIndex()
                beside = here.siblingAtRow(here.row() + step)
                if beside.isValid():
                    view.setCurrentIndex(beside)
            return True
        return super().eventFilter(watched, event)


_TEXT = Look.TEXT


def _typed(value: Any, look: Look) -> str:
    """The value as one would type it."""
    if value is None:
        return ""
    return plain(value) if look in _UNDERSTAND else cells.written(value, look)
