"""The foot of a register: how many lines are shown and what they come to."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from senstosales.gui import cells
from senstosales.gui.wording import say
from senstosales.queries.columns import Look, Register, Totals


class Foot(QWidget):
    """How many, and the sums of what is shown."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        self._register = register
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(24)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        row.addWidget(self.count)
        row.addStretch(1)
        self.sums: dict[str, QLabel] = {}
        self._row = row

    def show_totals(self, totals: Totals) -> None:
        """`1,234 · Value ₹ 12,34,567.00`."""
        shown = cells.written(totals.count, Look.COUNT) if totals.count else "0"
        self.count.setText(say(f"{shown} shown"))
        for key, label in self.sums.items():
            if key not in totals.sums:
                label.clear()  # of nothing there is no sum; that of before must not stay
        for key, value in totals.sums.items():
            column = self._register.column(key)
            if key not in self.sums:
                self._add(key)
            figure = cells.money(value) if column.look is Look.MONEY else ""
            figure = figure or cells.written(value, column.look)
            self.sums[key].setText(f"{say(column.title.removesuffix(' ₹'))} <b>{figure}</b>")
        self._fit()

    def _add(self, key: str) -> None:
        label = self.sums[key] = QLabel()
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row.addWidget(label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all sums the last ones stay: a cut figure is worse than none."""
        left = self.width() - 24 - self.count.sizeHint().width()
        for label in reversed(self.sums.values()):
            left -= label.sizeHint().width() + self._row.spacing()
            label.setVisible(left >= 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 32)
