"""The one table: its look, its columns, its keys. Registers and small tables in details share it."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from senstosales.gui import palette
from senstosales.gui.cell_painters import CellPainter, Easel, PercentPainter, StatusPainter
from senstosales.gui.cells import (
    DASH,
    alignment,
    exported,
    written,
)
from senstosales.gui.wording import STATUS, say
from senstosales.queries.columns import Column, Look

ROW_ROLE = Qt.ItemDataRole.UserRole
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_TIP = Qt.ItemDataRole.ToolTipRole
_COLOUR = Qt.ItemDataRole.ForegroundRole
_PADDING = 22
_LEAST_WORDS = 14


class ColumnModel(QAbstractTableModel):
    """Rows with attributes, seen through declared columns."""

    def __init__(self, columns: Sequence[Column], parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row_at(self, row: int) -> Any:
        """The row object, or None where it is not known yet."""
        raise NotImplementedError

    def text_at(self, row: int, column: int) -> str:
        """What is written in that cell; nothing in a row that is not known yet."""
        found = self.row_at(row)
        if found is None:
            return ""
        declared = self.columns[column]
        text = written(getattr(found, declared.key), declared.look)
        # A word of ours, not of the books, is said in the language of the window.
        if declared.look is Look.STATUS:
            return say(text, STATUS)
        return say(text) if declared.own else text

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _ALIGN, _TIP, _COLOUR, ROW_ROLE, VALUE_ROLE):
            return None
        column = self.columns[index.column()]
        if role == _ALIGN:
            return alignment(column.look)
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == VALUE_ROLE:
            return getattr(row, column.key)
        text = self.text_at(index.row(), index.column())
        if role == _DISPLAY:
            return text
        if role == _COLOUR:
            return QColor(palette.tokens().muted) if text == DASH else None
        # A tip only where the cell may be too narrow for its words.
        return text if len(text) > column.width - 2 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(column.title)
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment(column.look)
            case Qt.ItemDataRole.ToolTipRole:
                return say(column.help) or None
            case _:
                return None


class TableView(QTableView):
    """Whole rows, no grid but hairlines, Enter opens, Ctrl+C copies, columns chosen by right click."""

    opened_row = Signal(object)

    def __init__(
        self,
        model: ColumnModel,
        settings: QSettings | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._key = settings, f"columns/{key}" if key else ""
        self._columns = model.columns
        self._sharing = False
        self._wish: dict[int, int] = {}
        self._hidden: set[int] = set()
        self._spare: tuple[str, ...] = ()
        self._idle: frozenset[str] = frozenset()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # Raised later it would be held against each of a hundred thousand rows.
        self.verticalHeader().setMinimumSectionSize(palette.Density.COMPACT.row_height)
        self.set_density(density(settings))
        looks = {Look.STATUS: StatusPainter(), Look.PERCENT: PercentPainter()}
        words = CellPainter()
        self._painters = [looks.get(column.look, words) for column in self._columns]
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        header.setFixedHeight(28)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        self._restore()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)
        self.doubleClicked.connect(self._open)

    def set_density(self, chosen: palette.Density) -> None:
        """Row height; the window calls this when the clerk changes it."""
        self.verticalHeader().setDefaultSectionSize(chosen.row_height)

    def set_painter(self, painter: CellPainter, key: str = "") -> None:
        """Paint that column otherwise; without a key all that hold plain words."""
        for number, column in enumerate(self._columns):
            if column.key == key or (not key and type(self._painters[number]) is CellPainter):
                self._painters[number] = painter

    def painter(self, key: str) -> CellPainter:
        """Who paints the cells of that column."""
        return self._painters[[column.key for column in self._columns].index(key)]

    def set_column_shown(self, key: str, shown: bool) -> None:
        """Show or hide one column, and remember it."""
        for number, column in enumerate(self._columns):
            if column.key == key:
                self._hidden.discard(number) if shown else self._hidden.add(number)
                # Whoever asks for a column wants to see it, room or not.
                self._spare = tuple(each for each in self._spare if each != key)
                self._share()
                self._remember()

    def leave_out(self, keys: Sequence[str]) -> None:
        """Columns that are not drawn while there is no room for all, the least needed first.

        They stay chosen: copies and exports hold them, and they return with the room.
        """
        self._spare = tuple(keys)
        self._share()

    def put_away(self, keys: Sequence[str]) -> None:
        """Columns in which nothing stands now: not drawn until others are named. They stay chosen."""
        self._idle = frozenset(keys)
        self._share()

    def shown_columns(self) -> tuple[Column, ...]:
        """What is chosen to be seen, in the order seen."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(each) for each in range(header.count()))
        return tuple(self._columns[each] for each in order if each not in self._hidden)

    def copied(self) -> str:
        """The selected rows as tab-separated text, headings first."""
        columns = self.shown_columns()
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model = self.model()
        assert isinstance(model, ColumnModel)
        lines = ["\t".join(column.title for column in columns)]
        for number in rows:
            row = model.row_at(number)
            if row is not None:
                cells = (exported(getattr(row, each.key), each.look) for each in columns)
                lines.append("\t".join(cells))
        return "\n".join(lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in sight, their hairlines and their cells: see `cell_painters`."""
        model = self.model()
        assert isinstance(model, ColumnModel)
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return
        last = last if last >= 0 else model.rowCount() - 1
        height, top = self.verticalHeader().defaultSectionSize(), self.rowViewportPosition(first)
        header = self.horizontalHeader()
        width = header.length()
        left = -header.offset()
        painter = QPainter(self.viewport())
        easel = Easel(painter, self.font(), enabled=self.isEnabled())
        marks = self.selectionModel()
        marked = marks.hasSelection()
        for row in range(first, last + 1):
            box = left, top + (row - first) * height, width, height
            if marked and marks.isRowSelected(row, _NOWHERE):
                easel.fill(box, easel.tokens.selection)
            easel.fill((left, box[1] + height - 1, width, 1), easel.tokens.hairline)
        rows = [(each, model.row_at(each)) for each in range(first, last + 1)]
        for number, column in enumerate(self._columns):
            across, wide = self.columnViewportPosition(number), self.columnWidth(number)
            if wide == 0 or across > area.right() or across + wide <= area.left():
                continue
            for row, found in rows:
                words = model.text_at(row, number) if found is not None else ""
                if words:
                    box = across, top + (row - first) * height, wide, height
                    self._painters[number].paint(easel, box, words, column, found)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.selectionModel().hasSelection():
                QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self._at_hand())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._nothing_marked():
            # Qt makes the first row current without marking it, and would step on from there.
            self.selectRow(self._at_hand().row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _at_hand(self) -> QModelIndex:
        """The row that keys mean: the current one, else the first."""
        current = self.currentIndex()
        return current if current.isValid() else self.model().index(0, 0)

    def _nothing_marked(self) -> bool:
        return bool(self.model().rowCount()) and not self.selectionModel().hasSelection()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None:
            self.opened_row.emit(row)

    def _choose_columns(self, point: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(point))

    def columns_menu(self) -> QMenu:
        """One check mark for each column, and the way back to how it came."""
        menu = QMenu(self)
        last = len(self.shown_columns()) == 1
        for number, column in enumerate(self._columns):
            action = QAction(say(column.title), menu)
            action.setCheckable(True)
            action.setChecked(number not in self._hidden)
            action.setEnabled(not (last and action.isChecked()))
            action.setData(column.key)
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(say("As delivered")).setData("")
        menu.triggered.connect(self._column_chosen)
        return menu

    def _column_chosen(self, action: QAction) -> None:
        key = action.data()
        if key:
            self.set_column_shown(key, action.isChecked())
            return
        if self._settings is not None and self._key:
            self._settings.remove(self._key)
        header = self.horizontalHeader()
        for number in range(len(self._columns)):
            header.moveSection(header.visualIndex(number), number)
        self._restore()
        self._share()

    def _default_width(self, column: Column) -> int:
        figure = self.fontMetrics().horizontalAdvance("0")
        title = self.fontMetrics().horizontalAdvance(say(column.title))
        return max(column.width * figure, title) + _PADDING

    def _restore(self) -> None:
        """Widths, order and visibility as the clerk left them; a new column appears as declared."""
        kept: dict[str, Any] = {}
        if self._settings is not None and self._key:
            try:
                kept = dict(json.loads(str(self._settings.value(self._key, "{}"))))
            except (ValueError, TypeError):
                kept = {}
        self._sharing = True
        for number, column in enumerate(self._columns):
            match kept.get(column.key):
                case [int(width), bool(shown), int()] if 0 < width < 3000:
                    pass
                case _:
                    width, shown = self._default_width(column), column.shown
            self._wish[number] = width
            self.setColumnWidth(number, width)
            self.setColumnHidden(number, not shown)
            self._hidden.discard(number) if shown else self._hidden.add(number)
        header = self.horizontalHeader()
        placed = sorted(
            (place[2], number)
            for number, column in enumerate(self._columns)
            if isinstance(place := kept.get(column.key), list) and len(place) == 3
        )
        for place, number in placed:
            header.moveSection(header.visualIndex(number), min(place, header.count() - 1))
        self._sharing = False

    def _resized(self, section: int, _old: int, new: int) -> None:
        if not self._sharing and new > 0:
            self._wish[section] = new
            self._remember()

    def _moved(self, _logical: int, _old: int, _new: int) -> None:
        if not self._sharing:
            self._remember()

    def _remember(self) -> None:
        if self._settings is None or not self._key:
            return
        header = self.horizontalHeader()
        kept = {
            column.key: [
                self._wish[number],
                number not in self._hidden,
                header.visualIndex(number),
            ]
            for number, column in enumerate(self._columns)
        }
        self._settings.setValue(self._key, json.dumps(kept))

    def _share(self) -> None:
        """Columns with words take the room that is left, or give what is lacking: no ragged edge."""
        shown = self._with_room()
        if not shown:
            return
        left = self.viewport().width() - sum(self._wish[each] for each in shown)
        words = [each for each in shown if self._columns[each].look is Look.TEXT] or shown[-1:]
        weight = sum(self._wish[each] for each in words)
        give = {each: max(0, self._wish[each] - self._least_words) for each in words}
        given = sum(give.values())
        self._sharing = True
        for each in range(len(self._columns)):
            if self.isColumnHidden(each) != (each not in shown):
                self.setColumnHidden(each, each not in shown)
        for each in shown:
            width = self._wish[each]
            if each in words and left >= 0:
                width += left * width // weight
            elif each in words and given:
                # Too little room is taken from the words first: they have a tip, figures do not.
                width -= min(-(left * give[each] // given), give[each])
            if self.columnWidth(each) != width:
                self.setColumnWidth(each, width)
        self._sharing = False

    def _with_room(self) -> list[int]:
        """The chosen columns, without those that may be left out until the others fit."""
        shown = [
            each
            for each, column in enumerate(self._columns)
            if each not in self._hidden and column.key not in self._idle
        ]
        needed = {each: self._wish[each] for each in shown}
        for each in shown:
            if self._columns[each].look is Look.TEXT:
                needed[each] = min(needed[each], self._least_words)
        room = self.viewport().width()
        for key in self._spare:
            if sum(needed.values()) <= room:
                break
            for each in shown:
                if self._columns[each].key == key:
                    needed.pop(each)
        return [each for each in shown if each in needed]

    @property
    def _least_words(self) -> int:
        return self.fontMetrics().horizontalAdvance("0") * _LEAST_WORDS


def density(settings: QSettings | None) -> palette.Density:
    """What the clerk chose in View > Rows."""
    kept = settings.value("density", "") if settings is not None else ""
    return (
        palette.Density.COMPACT if kept == palette.Density.COMPACT.value else palette.Density.NORMAL
    )
