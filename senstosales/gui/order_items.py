"""The items and lots of an order, with the marked one in full below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.gui import order_rows
from senstosales.gui.desk import Desk
from senstosales.gui.lots import ItemCard, LotTable
from senstosales.gui.order_rows import LotRow
from senstosales.gui.order_seen import OrderSeen


class OrderItems(QWidget):
    """The first page of an open order."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.lots = LotTable(desk.settings, self)
        self.card = ItemCard(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.lots, 1)
        column.addWidget(self.card)
        self.lots.marked.connect(self.card.show_row)
        self.card.override_wanted.connect(self.override)
        self.setFocusProxy(self.lots)

    def show_order(self, seen: OrderSeen) -> None:
        self.lots.set_rows(order_rows.lot_rows(seen.order, seen.day))

    @property
    def marked(self) -> LotRow | None:
        """The lot that is marked."""
        return self.lots.current

    def override(self, row: LotRow | None = None) -> None:
        """Ask for a clerk's own word on the marked lot."""
        from senstosales.gui.dialogs.lot_override import open_lot

        row = row or self.marked
        if row is not None and row.lot is not None:
            open_lot(self._desk, row.item, row.lot, self)
