"""A field for the colour of a paper's head: typed as #RRGGBB or picked, shown as it will be printed."""

from typing import Any

from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QLabel, QPushButton, QWidget

from senstosales.domain.colours import paper_colour
from senstosales.errors import Invalid
from senstosales.gui import icons
from senstosales.gui.fields import TextField
from senstosales.gui.wording import say

_SWATCH = 20


class ColourField(TextField):
    """Empty means the design's own colour; one too light for paper is told on leaving it."""

    def __init__(self, what: str, usual: str) -> None:
        super().__init__(placeholder=usual, longest=7, upper=True, width=12)
        self._what = what
        self.swatch = QLabel()
        self.swatch.setFixedSize(_SWATCH, _SWATCH)
        self.pick = QPushButton(say("Pick…"))
        self.pick.setAutoDefault(False)
        self.pick.setAccessibleName(say(f"Pick the colour of {what}"))
        icons.dress(self.pick, "pencil")
        for widget in (self.swatch, self.pick):
            self._line.insertWidget(self._line.count() - 1, widget)
        self.pick.clicked.connect(self._pick)
        self.changed.connect(self._show)

    def value(self) -> Any:
        text = super().value()
        return paper_colour(text) if text else None

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._show()

    def _show(self) -> None:
        try:
            colour = self.value()
        except Invalid:
            colour = None
        if colour is None:
            self.swatch.setPixmap(QPixmap())
            return
        ratio = self.devicePixelRatioF()
        square = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
        square.setDevicePixelRatio(ratio)
        painter = QPainter(square)
        painter.fillRect(square.rect(), QColor(colour))
        painter.end()
        self.swatch.setPixmap(square)

    def _pick(self) -> None:
        window: QWidget = self.window()
        chosen = QColorDialog.getColor(
            QColor(self.box.text()), window, say(f"Colour of {self._what}")
        )
        if chosen.isValid():
            self.set_value(chosen.name().upper())
            self.left.emit()
