"""What an amendment changed, side by side: a table of old and new, and long texts word by word."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amendments import Kind
from senstosales.gui import dresser, order_facts, palette
from senstosales.gui.cell_painters import StatusPainter
from senstosales.gui.changes import DifferenceRow
from senstosales.gui.palette import Tone
from senstosales.gui.rows_table import RowsModel
from senstosales.gui.table_view import ROW_ROLE, Index, TableView
from senstosales.gui.word_marks import marked
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look

_DISPLAY = Qt.ItemDataRole.DisplayRole
_LONG = 30
COLUMNS = (
    Column("what", "Where", Look.TEXT, 13, sortable=False, own=True),
    Column("field", "What", Look.TEXT, 15, sortable=False, own=True),
    Column("before", "Before", Look.TEXT, 24, sortable=False),
    Column("after", "After", Look.TEXT, 24, sortable=False),
    Column("kind", "", Look.STATUS, 9, sortable=False),
)
_TONES = {Kind.NEW: Tone.GOOD, Kind.RETURNED: Tone.GOOD, Kind.VANISHED: Tone.BAD}


class _Model(RowsModel):
    """Names the two pages over their columns, and an item once for all that changed in it."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)
        self._titles = {"before": "Before", "after": "After"}

    def name(self, before: str, after: str) -> None:
        self._titles = {"before": before, "after": after}
        last = len(self.columns) - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            column = self.columns[section]
            return self._titles.get(column.key, column.title)
        return super().headerData(section, orientation, role)

    def text_at(self, row: int, column: int) -> str:
        said = row > 0 and self.rows[row].what == self.rows[row - 1].what
        return "" if said and self.columns[column].key == "what" else super().text_at(row, column)


class _Kinds(StatusPainter):
    """New, vanished, returned: words that are no statuses."""

    def tone(self, word: str) -> tuple[str, str]:
        return palette.tokens().tone(_TONES.get(Kind(word), Tone.DONE))


class ComparedTable(TableView):
    """`show_rows(rows, "Original", "Amendment No. 1")`; `marked(row or None)`."""

    marked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        self._compared = _Model()
        super().__init__(self._compared, parent=parent)
        self._compared.setParent(self)
        self.setProperty("role", "panel")
        self.set_painter(_Kinds(), "kind")
        self.selectionModel().currentRowChanged.connect(self._row_marked)

    @property
    def rows(self) -> tuple[DifferenceRow, ...]:
        return self._compared.rows

    def show_rows(self, rows: Sequence[DifferenceRow], before: str, after: str) -> None:
        self._compared.name(before, after)
        self._compared.set_rows(rows)
        self.put_away(() if any(row.kind for row in rows) else ("kind",))
        if rows:
            self.selectRow(0)
        else:
            self.marked.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A long text that is shown below takes room: the row it belongs to stays in sight.
        self.scrollTo(self.currentIndex())

    def _row_marked(self, now: Index, _before: Index) -> None:
        self.marked.emit(now.data(ROW_ROLE) if now.isValid() else None)


class SideBySide(QWidget):
    """A long text as it was at the left, as it is at the right; hidden while there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row: DifferenceRow | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.sides = (_Side("Before", self), _Side("After", self))
        for side in self.sides:
            row.addWidget(side, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()
        dresser.on_change(self._write)

    def show_row(self, row: DifferenceRow | None) -> None:
        """The row's texts, if one of them is too long for its cell."""
        self._row = row
        self._write()

    def _write(self) -> None:
        row = self._row
        long = row is not None and max(len(row.before), len(row.after)) > _LONG
        self.setVisible(long and bool(row and not row.kind))
        if row is not None and long:
            texts = marked(order_facts.points(row.before), order_facts.points(row.after))
            for side, text in zip(self.sides, texts, strict=True):
                side.words.setText(text)


class _Side(QFrame):
    """One of the two, scrolling by itself."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 4, 8)
        column.setSpacing(4)
        name = QLabel(say(title), self)
        name.setProperty("role", "small")
        column.addWidget(name)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(area)
        page.setProperty("role", "page")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 8, 0)
        self.words = QLabel(page)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAccessibleName(say(title))
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner.addWidget(self.words)
        inner.addStretch(1)
        area.setWidget(page)
        column.addWidget(area, 1)
