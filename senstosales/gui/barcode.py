"""The barcode of a product on the screen: black on white in every theme, as a scanner wants it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from senstosales.gui import palette
from senstosales.gui.wording import say

_QUIET = 10
_HEIGHT, _BARS = 92, 56


class BarcodePicture(QWidget):
    """`show_bars("8900…", widths)`: widths in modules, a bar and a gap in turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._bars: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Barcode"))

    def show_bars(self, text: str, bars: Sequence[int]) -> None:
        """Show this code; without bars nothing is drawn."""
        self.text, self._bars = text, tuple(bars)
        self.setAccessibleDescription(text)
        self.setVisible(bool(bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two pixels a module where there are few, so that a phone reads it from the screen."""
        modules = sum(self._bars) + 2 * _QUIET
        return QSize(modules * (2 if modules <= 260 else 1), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        paper = palette.LIGHT
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(paper.surface))
        module = self.width() // (sum(self._bars) + 2 * _QUIET)
        x = (self.width() - sum(self._bars) * module) / 2
        for place, modules in enumerate(self._bars):
            if place % 2 == 0:
                painter.fillRect(QRectF(x, 10, modules * module, _BARS), QColor(paper.text))
            x += modules * module
        painter.setPen(QColor(paper.text))
        under = QRectF(0, 10 + _BARS, self.width(), _HEIGHT - _BARS - 14)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()
