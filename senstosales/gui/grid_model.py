"""The lines of a grid: values, words that could not be understood, what is wrong with cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from senstosales.domain.amounts import plain
from senstosales.errors import Invalid
from senstosales.gui import cells, entry, measure, palette
from senstosales.gui.table_view import Index
from senstosales.gui.wording import say
from senstosales.queries.columns import Look

_NOWHERE = QModelIndex()
_UNDERSTAND: Mapping[Look, Callable[[str], Any]] = {
    Look.MONEY: entry.money,
    Look.RATE: entry.rate,
    Look.QUANTITY: entry.quantity,
    Look.PERCENT: entry.percent,
}

WRONG_ROLE = Qt.ItemDataRole.UserRole + 1
"""The sentence against a cell; empty for one that is right."""
TICK_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the box of a cell is ticked; None for a cell without one."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of the grid; `width` in characters, `stretch` takes the room that is left.

    `check(value, row)` may return a sentence against the value, shown at once. `reads` understands
    what is typed, raising `Invalid`, and `writes` shows the value, where the look alone does not
    say; what it shows must be readable again. `tick` makes a box of yes and no. Enter passes over
    a column that is `passed`. `names` are further headings that a pasted table may give it.
    """

    key: str
    title: str
    look: Look = Look.TEXT
    width: int = 12
    editable: bool = False
    stretch: bool = False
    help: str = ""
    check: Callable[[Any, Row], str] | None = None
    reads: Callable[[str], Any] | None = None
    writes: Callable[[Any], str] | None = None
    tick: bool = False
    passed: bool = False
    names: tuple[str, ...] = ()


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
        self.spare = False
        """Whether the last row stands ready for a line that is not there yet."""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.columns[index.column()] if index.isValid() else None
        if column is not None and column.editable and not column.tick:
            return base | Qt.ItemFlag.ItemIsEditable
        return base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        place = (index.row(), column.key)
        if role == WRONG_ROLE:
            return self.wrong.get(place)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return say(self.wrong.get(place, ""))
        if role == TICK_ROLE:
            return bool(self.rows[index.row()].get(column.key)) if column.tick else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "" if column.tick else self.shown(index.row(), column)
            case Qt.ItemDataRole.EditRole:
                if place in self.raw:
                    return self.raw[place]
                return _typed(self.rows[index.row()].get(column.key), column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return cells.alignment(column.look)
            case Qt.ItemDataRole.ToolTipRole:
                whole = self.shown(index.row(), column) if column.stretch else ""
                return say(self.wrong[place]) if place in self.wrong else whole or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{say(column.title)}: {self.shown(index.row(), column)}"
            case Qt.ItemDataRole.ForegroundRole:
                if place in self.wrong:
                    return QColor(palette.tokens().bad)
                return None if column.editable else QColor(palette.tokens().muted)
            case _:
                return None

    def shown(self, row: int, column: GridColumn) -> str:
        """The words in a cell."""
        place = (row, column.key)
        if place in self.raw:
            return self.raw[place]
        value = self.rows[row].get(column.key)
        if column.tick:
            return say("yes" if value else "no")
        if column.writes is not None:
            return "" if value is None else column.writes(value)
        # A zero the clerk typed is shown as what it is; elsewhere it is a dash.
        if column.editable and value is not None and not value and column.look is not _TEXT:
            return "0"
        return cells.written(value, column.look)

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
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return "" if self.spare and section + 1 == len(self.rows) else section + 1
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(column.title)
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
        try:
            value = self._understood(row, column, text)
        except Invalid as error:
            self.raw[place], self.errors[place] = text, error.sentence
            return
        self.rows[row][column.key] = value
        if column.check is not None:
            sentence = column.check(value, self.rows[row])
            if sentence:
                self.errors[place] = sentence

    def _understood(self, row: int, column: GridColumn, text: str) -> Any:
        if column.look is not Look.QUANTITY or column.reads is not None:
            return _understood(text, column)
        held = self.rows[row]
        if "unit" not in held:
            return _understood(text, column)
        if not any(each.key == "unit" and each.editable for each in self.columns):
            return measure.in_unit(text, held["unit"] or "")
        quantity, unit = measure.measured(text, held["unit"] or "")
        if unit:
            held["unit"] = unit  # `10 kg` says what is counted, too
        return quantity

    def retitle(self, key: str, title: str) -> None:
        """Another heading for a column."""
        places = [place for place, each in enumerate(self.columns) if each.key == key]
        self.columns = tuple(
            replace(each, title=title) if each.key == key else each for each in self.columns
        )
        for place in places:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def tick(self, row: int, column: GridColumn) -> None:
        """Change yes to no, or no to yes."""
        self.type_in(row, column, "no" if self.rows[row].get(column.key) else "yes")
        here = self.index(row, self.columns.index(column))
        self.dataChanged.emit(here, here)
        self.edited.emit()

    def add(self, place: int, rows: Sequence[Row]) -> None:
        """Put lines in before that place."""
        if not rows:
            return
        self.beginInsertRows(_NOWHERE, place, place + len(rows) - 1)
        self.rows[place:place] = rows
        self._shift(place, len(rows))
        self.endInsertRows()

    def remove(self, place: int) -> None:
        """Take one line away, with what is said about it."""
        self.beginRemoveRows(_NOWHERE, place, place)
        del self.rows[place]
        for kept in self._said:
            for gone in [key for key in kept if key[0] == place]:
                del kept[gone]
        self._shift(place + 1, -1)
        self.endRemoveRows()

    def move(self, first: int, count: int, to: int) -> None:
        """Lines from `first` on stand at `to` afterwards; what is said about them goes with them."""
        if to == first or count < 1:
            return
        below = to + count if to > first else to
        self.beginMoveRows(_NOWHERE, first, first + count - 1, _NOWHERE, below)
        order = list(range(len(self.rows)))
        moved = order[first : first + count]
        del order[first : first + count]
        order[to:to] = moved
        self.rows[:] = [self.rows[old] for old in order]
        now = {old: new for new, old in enumerate(order)}
        for kept in self._said:
            there = {(now[row], key): said for (row, key), said in kept.items()}
            kept.clear()
            kept.update(there)
        self.endMoveRows()

    @property
    def _said(self) -> tuple[dict[tuple[int, str], str], ...]:
        return self.errors, self.told, self.raw

    def _shift(self, start: int, by: int) -> None:
        for kept in self._said:
            there = {
                (row + by if row >= start else row, key): said for (row, key), said in kept.items()
            }
            kept.clear()
            kept.update(there)


_TEXT = Look.TEXT
_YES = frozenset({"y", "yes", "1", "x", "true", "incl", "incl.", "included", "inclusive", "✓"})
_NO = frozenset({"", "n", "no", "0", "false", "excl", "excl.", "extra", "exclusive", "–", "-"})


def _understood(text: str, column: GridColumn) -> Any:
    if column.tick:
        word = text.strip().lower()
        if word not in _YES | _NO:
            raise Invalid(f"“{text.strip()}” is neither yes nor no.")
        return word in _YES
    if column.reads is not None:
        return column.reads(text)
    understand = _UNDERSTAND.get(column.look)
    return understand(text) if understand else (" ".join(text.split()) or None)


def _typed(value: Any, column: GridColumn) -> str:
    """The value as one would type it."""
    if column.tick:
        return "yes" if value else "no"
    if value is None:
        return ""
    if column.writes is not None:
        return column.writes(value)
    return plain(value) if column.look in _UNDERSTAND else cells.written(value, column.look)
