"""A small table of rows that are already in memory: items, lots, lines, linked papers in a detail."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from senstosales.gui.table_view import ROW_ROLE, ColumnModel, Index, TableView
from senstosales.queries.columns import Column

_NOWHERE = QModelIndex()


class RowsModel(ColumnModel):
    """The rows, sorted here: they are few."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.rows: tuple[Any, ...] = ()
        self._given: tuple[Any, ...] = ()
        self._sort: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: Sequence[Any]) -> None:
        self._given = tuple(rows)
        self._arrange()

    def row_at(self, row: int) -> Any:
        return self.rows[row] if row < len(self.rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sort = (column, order)
        self._arrange()

    def _arrange(self) -> None:
        column, order = self._sort
        self.beginResetModel()
        rows = list(self._given)
        if column >= 0:
            key = self.columns[column].key
            known = [row for row in rows if getattr(row, key) is not None]
            unknown = [row for row in rows if getattr(row, key) is None]
            known.sort(key=lambda row: getattr(row, key), reverse=order is _DOWN)
            rows = known + unknown
        self.rows = tuple(rows)
        self.endResetModel()


_DOWN = Qt.SortOrder.DescendingOrder


class RowsTable(TableView):
    """`RowsTable(columns)`, then `set_rows(tuple of frozen rows)`.

    `opened(row)` on Enter or double click, `selected(row or None)`. With `grow_to` it is as high as
    its rows, up to that many, so that a detail scrolls as one page and not in little boxes.
    """

    opened = Signal(object)
    selected = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        settings: QSettings | None = None,
        key: str = "",
        grow_to: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._rows_model = RowsModel(columns)
        super().__init__(self._rows_model, settings, key, parent)
        self._rows_model.setParent(self)
        self._grow_to = grow_to
        self.setProperty("role", "panel")
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._rows_model.sort)
        self.opened_row.connect(self.opened)
        self.selectionModel().currentRowChanged.connect(self._row_marked)
        if grow_to is not None:
            self.horizontalScrollBar().rangeChanged.connect(self._bar_came_or_went)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these; the marked row stays marked if a row with its id is among them."""
        before = self.currentIndex().data(ROW_ROLE)
        self._rows_model.set_rows(rows)
        key = getattr(before, "id", None)
        if key is not None:
            for place, row in enumerate(self._rows_model.rows):
                if getattr(row, "id", None) == key:
                    self.selectRow(place)
        self.updateGeometry()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The rows in the order seen."""
        return self._rows_model.rows

    @property
    def current(self) -> Any:
        """The marked row, or None."""
        return self.currentIndex().data(ROW_ROLE)

    def sizeHint(self) -> QSize:
        if self._grow_to is None:
            return super().sizeHint()
        rows = min(max(1, self._rows_model.rowCount()), self._grow_to)
        height = (
            self.horizontalHeader().height() + rows * self.verticalHeader().defaultSectionSize()
        )
        bar = self.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth() + extra)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.sizeHint().height() if self._grow_to else hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A table that shows all its rows lets the page scroll."""
        if self._grow_to is not None and self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _bar_came_or_went(self, _least: int, _most: int) -> None:
        self.updateGeometry()

    def _row_marked(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.selected.emit(now.data(ROW_ROLE) if now.isValid() else None)
