"""How the cells of a list are painted: words, a status on its ground, a share as a bar.

A list is hundreds of cells, and at every call into Qt another thread may take the interpreter and keep
it for a while. So a cell is as few calls as can be: no delegate is asked for it, no style sheet.
"""

from functools import cache
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from senstosales.gui import palette
from senstosales.gui.cells import DASH, is_right
from senstosales.gui.lettering import Lettering, lettering
from senstosales.queries.columns import Column

PADDING = 11
Box = tuple[int, int, int, int]
"""Left, top, width, height."""


class Easel:
    """The painter of a list while it paints; what is set already is not set again."""

    def __init__(self, painter: QPainter, font: QFont, *, enabled: bool) -> None:
        self.painter = painter
        self.tokens = palette.tokens()
        self.plain, self.small = lettering(font), lettering(_small(font))
        self._font = font
        self._enabled = enabled
        self._letters: Lettering | None = None
        self._pen = ""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def leaning(self) -> Lettering:
        """The font of the list in italics."""
        font = QFont(self._font)
        font.setItalic(True)
        return lettering(font)

    def write(
        self, words: str, box: Box, colour: str, letters: Lettering, *, right: bool = False
    ) -> None:
        """In the middle of the box's height, at its left or its right end."""
        if letters is not self._letters:
            self._letters = letters
            self.painter.setFont(letters.font)
        shade = colour if self._enabled else self.tokens.disabled
        if shade != self._pen:
            self._pen = shade
            self.painter.setPen(_shade(shade))
        letters.draw(self.painter, words, box, right=right)

    def fill(self, box: Box, colour: str) -> None:
        self.painter.fillRect(*box, _shade(colour))

    def block(self, box: tuple[float, float, float, float], radius: float, colour: str) -> None:
        """A rounded ground."""
        self._pen = ""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(_shade(colour))
        self.painter.drawRoundedRect(QRectF(*box), radius, radius)


class CellPainter:
    """The words of a cell, figures at its right end. Overridden where a row is written otherwise."""

    def colour(self, row: Any, words: str) -> str:
        """What the words are written in; a zero is quiet."""
        colours = palette.tokens()
        return colours.muted if words == DASH else colours.text

    def letters(self, easel: Easel, row: Any) -> Lettering:
        """The font that the row is written in."""
        return easel.plain

    def paint(self, easel: Easel, box: Box, words: str, column: Column, row: Any) -> None:
        """Called for a cell in which something stands."""
        easel.write(
            words,
            _inside(box),
            self.colour(row, words),
            self.letters(easel, row),
            right=is_right(column.look),
        )


class StatusPainter(CellPainter):
    """A word on a tinted rounded ground."""

    def tone(self, word: str) -> tuple[str, str]:
        """Text and ground; overridden for words that are no statuses."""
        return palette.tone(word)

    def paint(self, easel: Easel, box: Box, words: str, column: Column, row: Any) -> None:
        left, top, width, height = box
        colour, ground = self.tone(str(getattr(row, column.key)))
        room = max(0, width - 28)
        _, taken = easel.small.fit(words, room)
        label = left + 10, top + height // 2 - 10, taken + 16, 20
        easel.block(label, 4, ground)
        easel.write(words, (left + 18, label[1], room, 20), colour, easel.small)


class PercentPainter(CellPainter):
    """A thin bar with the figure beside it."""

    def paint(self, easel: Easel, box: Box, words: str, column: Column, row: Any) -> None:
        share = min(1.0, max(0.0, float(words.rstrip(" %")) / 100))
        left, top, width, height = _inside(box)
        _, figure = easel.plain.fit("100 %", width)
        long = width - figure - 8
        if long > 12:
            above = top + height / 2 - 3
            easel.block((left, above, long, 5), 2.5, easel.tokens.border)
            if share:
                done = easel.tokens.good if share >= 1 else easel.tokens.primary
                easel.block((left, above, max(5.0, long * share), 5), 2.5, done)
        super().paint(easel, box, words, column, row)


def _inside(box: Box) -> Box:
    left, top, width, height = box
    return left + PADDING, top, width - 2 * PADDING, height - 1


@cache
def _shade(colour: str) -> QColor:
    return QColor(colour)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSize(palette.SMALL_POINTS)
    small.setWeight(QFont.Weight.DemiBold)
    return small
