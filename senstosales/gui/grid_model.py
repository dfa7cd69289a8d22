"""The lines of a grid: values, words that could not be understood, what is wrong with cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from senstosales.domain.amounts import plain
from senstosales.errors import Invalid
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
        self.told: dict[tuple[int, str], str] = {}
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
                return self.wrong.get(place)
            case Qt.ItemDataRole.ForegroundRole:
                if place in self.wrong:
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

    @property
    def wrong(self) -> dict[tuple[int, str], str]:
        """What is said about cells: by the grid itself, and by whoever tried to save."""
        return self.told | self.errors

    def type_in(self, row: int, column: GridColumn, text: str) -> None:
        """Take what was typed or pasted, understood or not."""
        place = (row, column.key)
        for kept in (self.errors, self.told, self.raw):
            kept.pop(place, None)
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


_TEXT = Look.TEXT


def _typed(value: Any, look: Look) -> str:
    """The value as one would type it."""
    if value is None:
        return ""
    return plain(value) if look in _UNDERSTAND else cells.written(value, look)
