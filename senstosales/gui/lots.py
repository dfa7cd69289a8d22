"""The lots of an order: a table in which an item's own words stand once, and a card with the rest."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.gui import icons, order_rows
from senstosales.gui.detail import Facts
from senstosales.gui.order_rows import LotRow
from senstosales.gui.rows_table import RowsModel
from senstosales.gui.table_view import ROW_ROLE, Index, TableView
from senstosales.gui.wording import say

_DISPLAY = Qt.ItemDataRole.DisplayRole


class LotModel(RowsModel):
    """Leaves out what the row above says already, in whatever order the rows stand."""

    def text_at(self, row: int, column: int) -> str:
        said = row > 0 and self.rows[row].item_no == self.rows[row - 1].item_no
        of_item = self.columns[column].key in order_rows.OF_ITEM
        return "" if said and of_item else super().text_at(row, column)


class LotTable(TableView):
    """`set_rows`, `marked(row or None)`. Columns without room are left out, the least needed first."""

    marked = Signal(object)

    def __init__(self, settings: QSettings | None, parent: QWidget | None = None) -> None:
        self._lots = LotModel(order_rows.LOTS)
        super().__init__(self._lots, settings, "order-lots", parent)
        self._lots.setParent(self)
        self.setProperty("role", "panel")
        self.setAccessibleName(say("Items and lots"))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._lots.sort)
        self.leave_out(order_rows.FIRST_TO_GO)
        self.selectionModel().currentRowChanged.connect(self._row_marked)

    def set_rows(self, rows: tuple[LotRow, ...]) -> None:
        """Show these and mark the one that was marked, or the first."""
        before = self.currentIndex().data(ROW_ROLE)
        self._lots.set_rows(rows)
        place = 0
        for number, row in enumerate(self._lots.rows):
            if before is not None and row.id == before.id:
                place = number
        if rows:
            self.selectRow(place)

    def show_lot(self, lot_id: int) -> None:
        """Mark the lot with that id and bring it to view."""
        for place, row in enumerate(self._lots.rows):
            if row.id == lot_id:
                self.selectRow(place)
                self.scrollTo(self._lots.index(place, 0))

    @property
    def rows(self) -> tuple[LotRow, ...]:
        """The rows in the order seen."""
        return self._lots.rows

    @property
    def current(self) -> LotRow | None:
        """The marked row, or None."""
        row: LotRow | None = self.currentIndex().data(ROW_ROLE)
        return row

    @property
    def _least_words(self) -> int:
        # More than elsewhere: what the goods are comes before a further column of figures.
        return self.fontMetrics().horizontalAdvance("0") * 17

    def _row_marked(self, now: Index, _before: Index) -> None:
        self.marked.emit(now.data(ROW_ROLE) if now.isValid() else None)


class ItemCard(QFrame):
    """The marked lot and its item, in full. `override_wanted(LotRow)` to say what has gone of it."""

    override_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._row: LotRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.title.setContentsMargins(16, 0, 16, 0)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setContentsMargins(16, 4, 16, 0)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.override = QPushButton(say("Set by hand…"), self)
        self.override.setProperty("role", "quiet")
        self.override.setAutoDefault(False)
        self.override.setToolTip(say("Say yourself how much of this lot has gone, and why"))
        icons.dress(self.override, "hand")
        self.override.clicked.connect(self._override)
        self.facts = Facts(parent=self)
        # The card has the border already.
        self.facts.setProperty("role", "")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.override)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.facts)

    def show_row(self, row: LotRow | None) -> None:
        """Show this one; None empties the card."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        lot = f", lot {row.lot_no}" if row.lot_no is not None else ""
        self.title.setText(say(f"Item {row.item_no}{lot}"))
        self.words.setText(row.item.description or say("No description on the page"))
        self.facts.set_facts(order_rows.item_facts(row))
        live = row.lot is not None and not row.lot.is_cancelled and not row.item.is_cancelled
        self.override.setVisible(live)

    def _override(self) -> None:
        if self._row is not None:
            self.override_wanted.emit(self._row)
