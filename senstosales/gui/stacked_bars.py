"""A bar a month, built of parts: what was spent, by category. The month under the mouse tells its parts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from senstosales import months
from senstosales.domain.amounts import ZERO, plain
from senstosales.gui import cells, palette
from senstosales.gui.charts import Chart, round_top, short
from senstosales.gui.wording import say

_LEFT, _FOOT, _LEGEND, _LINE = 68.0, 22.0, 26.0, 18.0
_REST = "Other categories"
_AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Part:
    """One part through all months, in rupees; what came back makes a month's part less than nothing."""

    name: str
    values: tuple[Decimal, ...]

    @property
    def whole(self) -> Decimal:
        return sum(self.values, ZERO)


def month_name(day: dt.date) -> str:
    """`Nov 2025`, as a filter understands it and a spreadsheet wants it."""
    return f"{months.SHORT[day.month - 1]} {day.year}"


class StackedBars(Chart):
    """`set_parts(first days of the months, parts)`. The largest parts have a colour each, the others
    share one; pressing a month tells of it with `chosen(place)`.
    """

    pressable = True

    def __init__(self, name: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._nothing = nothing
        self._months: tuple[dt.date, ...] = ()
        self._all: tuple[Part, ...] = ()
        self.drawn: tuple[Part, ...] = ()

    @property
    def parts(self) -> int:
        return len(self._months)

    def set_parts(self, months: Sequence[dt.date], parts: Sequence[Part]) -> None:
        """Show these; parts in which nothing was spent are left out."""
        self._months = tuple(months)
        self._all = tuple(sorted((p for p in parts if any(p.values)), key=lambda p: -p.whole))
        colours = len(palette.tokens().series)
        split = len(self._all) if len(self._all) <= colours else colours - 1
        named, rest = self._all[:split], self._all[split:]
        self.drawn = named
        if rest:
            sums = (sum(values, ZERO) for values in zip(*(p.values for p in rest), strict=True))
            self.drawn = (*named, Part(say(_REST), tuple(sums)))
        self.changed()

    def whole(self, place: int) -> Decimal:
        """What a month comes to, in rupees."""
        return sum((part.values[place] for part in self._all), ZERO)

    def part(self, place: int) -> QRectF:
        step = (self.width() - _LEFT) / max(1, len(self._months))
        return QRectF(_LEFT + place * step, 0, step, self.height())

    def said(self, place: int) -> str:
        """`Nov 2025: ₹ 1,16,820.00`."""
        return f"{self._titled(place)}: {cells.money(self.whole(place))}"

    def _titled(self, place: int) -> str:
        return f"{cells.month(self._months[place])} {self._months[place].year}"

    def rows(self) -> list[tuple[str, ...]]:
        head = ("Month", *(part.name for part in self._all), "Together")
        lines = [
            (
                month_name(day),
                *(plain(part.values[place]) for part in self._all),
                plain(self.whole(place)),
            )
            for place, day in enumerate(self._months)
        ]
        return [head, *lines]

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 248)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSize(palette.SMALL_POINTS)
        painter.setFont(small)
        wholes = [
            sum((max(part.values[place], ZERO) for part in self.drawn), ZERO)
            for place in range(len(self._months))
        ]
        top = round_top(max(wholes, default=ZERO))
        head = self._draw_legend(painter)
        floor = self.height() - _FOOT + 0.5
        self._draw_lines(painter, top, head, floor)
        for place in range(len(self._months)):
            self._draw_month(painter, place, top, floor, floor - head)
        if not top:
            painter.setPen(QColor(palette.tokens().muted))
            ground = QRectF(_LEFT, head, self.width() - _LEFT, floor - head)
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, say(self._nothing))
        elif self.hovered is not None:
            self._draw_figures(painter, self.hovered, head)
        self._focus_ring(painter)
        painter.end()

    def _draw_legend(self, painter: QPainter) -> float:
        """What each colour is, in rows; returns where the bars may begin."""
        colours, x, y = palette.tokens(), 0.0, 4.0
        for part, colour in zip(self.drawn, colours.series, strict=False):
            wide = painter.fontMetrics().horizontalAdvance(part.name) + 14
            if x and x + wide > self.width():
                x, y = 0.0, y + _LINE
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(x, y + 4, 9, 9), 2, 2)
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(x + 14, y, wide, _LINE), _AT_LEFT, part.name)
            x += wide + 16
        return y + _LEGEND

    def _draw_lines(self, painter: QPainter, top: Decimal, head: float, floor: float) -> None:
        colours = palette.tokens()
        for share in (0, 1, 2) if top else (0,):
            y = round(floor - (floor - head) * share / 2) + 0.5
            painter.setPen(QPen(QColor(colours.hairline if share else colours.border), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width(), y))
            painter.setPen(QColor(colours.muted))
            label = short(top * share / 2) if share else "0"
            painter.drawText(QRectF(0, y - 9, _LEFT - 8, _LINE), _AT_RIGHT, label)

    def _draw_month(
        self, painter: QPainter, place: int, top: Decimal, floor: float, height: float
    ) -> None:
        colours, ground = palette.tokens(), self.part(place)
        over = place == self.hovered
        thick = min(36.0, ground.width() * 0.6)
        low = floor
        for part, colour in zip(self.drawn, colours.series, strict=False):
            value = part.values[place]
            if value <= 0 or not top:
                continue
            tall = height * float(value / top)
            painter.setPen(Qt.PenStyle.NoPen)
            shade = palette.mix(colour, colours.text, 0.15) if over else colour
            painter.setBrush(QColor(shade))
            # A hairline of the ground between parts: they are told apart without their colours.
            part_of_bar = QRectF(
                ground.center().x() - thick / 2, low - tall, thick, max(1.0, tall - 1)
            )
            painter.drawRect(part_of_bar)
            low -= tall
        painter.setPen(QColor(colours.text if over else colours.muted))
        under = QRectF(ground.left(), floor + 3, ground.width(), _LINE)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, cells.month(self._months[place]))

    def _draw_figures(self, painter: QPainter, place: int, head: float) -> None:
        """The parts of one month with their figures, beside its bar."""
        colours = palette.tokens()
        lines = [
            (part.name, cells.money(part.values[place]), colour)
            for part, colour in zip(self.drawn, colours.series, strict=False)
            if part.values[place]
        ]
        total = (self._titled(place), cells.money(self.whole(place)))
        measure = painter.fontMetrics().horizontalAdvance
        figures = max(measure(figure) for figure in (total[1], *(line[1] for line in lines))) + 8
        words = max(measure(word) for word in (total[0], *(line[0] for line in lines))) + 8
        wide, high = words + figures + 42, (len(lines) + 1) * _LINE + 14
        ground = self.part(place)
        left = ground.right() + 4
        if left + wide > self.width():
            left = max(0.0, ground.left() - wide - 4)
        box = QRectF(left, min(head, max(0.0, self.height() - high - 2)), wide, high)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        inner = box.adjusted(12, 6, -12, -6)
        bold, usual = QFont(painter.font()), painter.font()
        bold.setWeight(QFont.Weight.DemiBold)
        for number, (word, figure, colour) in enumerate(((*total, ""), *lines)):
            line = QRectF(inner.left(), inner.top() + number * _LINE, inner.width(), _LINE)
            painter.setFont(usual if colour else bold)
            if colour:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(line.left(), line.top() + 5, 8, 8), 2, 2)
            painter.setPen(QColor(colours.text))
            painter.drawText(line.adjusted(14 if colour else 0, 0, 0, 0), _AT_LEFT, word)
            painter.drawText(line, _AT_RIGHT, figure)
