"""The running totals of a payment being written."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from senstosales.gui import cells
from senstosales.gui.wording import say

_FIGURES = {
    "received": ("Money received", "title"),
    "on_invoices": ("of it on invoices", "figure"),
    "on_account": ("on account", "figure"),
    "kept_back": ("Kept back", "figure"),
    "settled": ("Settled together", "title"),
}


class PaymentTotals(QWidget):
    """Side by side at the right end; a figure that cannot be worked out is a dash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        row.addStretch(1)
        for key, (title, role) in _FIGURES.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            above, figure = QLabel(say(title)), QLabel(cells.DASH)
            above.setProperty("role", "small")
            figure.setProperty("role", role)
            for label in (above, figure):
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                column.addWidget(label)
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            figure.setAccessibleName(say(title))
            column.addStretch(1)
            row.addLayout(column)
            self.figures[key] = figure

    def show_figures(self, values: Mapping[str, Decimal | None]) -> None:
        """Show these by their names."""
        for key, figure in self.figures.items():
            value = values.get(key)
            figure.setText(cells.DASH if value is None else cells.money(value))
