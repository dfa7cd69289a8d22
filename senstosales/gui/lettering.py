"""Words laid out once and drawn often: a list paints the same hundreds of cells again and again."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText

_MOST_WORDS = 2000
_MOST_FONTS = 12


class Lettering:
    """The words of one font. Laying out a word takes five times as long as drawing it."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self._metrics = QFontMetrics(self.font)
        self._height = self._metrics.height()
        self._fitted: dict[tuple[str, int], tuple[QStaticText, int]] = {}

    def fit(self, words: str, room: int) -> tuple[QStaticText, int]:
        """The words on one line, shortened where they need more pixels than that; and what they take."""
        fitted = self._fitted.get((words, room))
        if fitted is None:
            if len(self._fitted) >= _MOST_WORDS:
                self._fitted.clear()
            line = words.replace("\n", " ")
            laid = self._lay(line)
            if laid.size().width() > room:
                laid = self._lay(self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, room))
            fitted = self._fitted[words, room] = laid, math.ceil(laid.size().width())
        return fitted

    def draw(
        self, painter: QPainter, words: str, area: tuple[int, int, int, int], *, right: bool = False
    ) -> None:
        """In the middle of the area (left, top, width, height), at its left or its right end."""
        left, top, width, height = area
        laid, taken = self.fit(words, width)
        painter.setFont(self.font)
        if right:
            left += width - taken
        painter.drawStaticText(left, top + (height - self._height) // 2, laid)

    def _lay(self, words: str) -> QStaticText:
        laid = QStaticText(words)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.prepare(font=self.font)
        return laid


_known: list[Lettering] = []


def lettering(font: QFont) -> Lettering:
    """The words of that font, as far as they are laid out."""
    for each in _known:
        if each.font == font:
            return each
    if len(_known) >= _MOST_FONTS:
        _known.clear()
    made = Lettering(font)
    _known.append(made)
    return made
