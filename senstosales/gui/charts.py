"""Two small painted charts: a bar a month, and a bar a step from order to acceptance."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from senstosales.domain.amounts import half_up, indian, plain
from senstosales.gui import cells, palette

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FOOT, _HEAD = 22, 22


def short(value: Decimal) -> str:
    """A round figure as it is spoken: ₹ 85,000, 3.4 lakh, 1.25 crore."""
    for size, word in ((Decimal(10_000_000), "crore"), (Decimal(100_000), "lakh")):
        if abs(value) >= size:
            return f"{plain(half_up(value / size, 2))} {word}"
    return indian(value, 0)


def round_top(value: Decimal) -> Decimal:
    """A round figure at or above the highest bar, for the top line of the chart."""
    if value <= 0:
        return Decimal(0)
    size = Decimal(10) ** (len(str(int(value))) - 1)
    steps = (Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"))
    return next((size * step for step in steps if size * step >= value), size * 10)


class MonthBars(QWidget):
    """`set_months([(first day, rupees), ...])`; the bar under the mouse tells its figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[tuple[dt.date, Decimal], ...] = ()
        self.hovered: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Sales by month")

    def set_months(self, months: Sequence[tuple[dt.date, Decimal]]) -> None:
        self._months = tuple(months)
        self.hovered = None
        self.setAccessibleDescription(", ".join(self.said(each) for each in range(len(months))))
        self.update()

    def said(self, place: int) -> str:
        """`Nov 2026: ₹ 1,16,820.00`."""
        day, value = self._months[place]
        return f"{_MONTHS[day.month - 1]} {day.year}: {cells.money(value)}"

    def column(self, place: int) -> QRectF:
        """The ground on which the bar of that month stands."""
        step = (self.width() - self._left()) / max(1, len(self._months))
        return QRectF(self._left() + place * step, 0, step, self.height())

    def sizeHint(self) -> QSize:
        return QSize(420, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 140)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = next(
            (
                place
                for place in range(len(self._months))
                if self.column(place).contains(event.position())
            ),
            None,
        )
        if over != self.hovered:
            self.hovered = over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        colours = palette.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_small(self.font()))
        top = round_top(max(value for _, value in self._months))
        floor = self.height() - _FOOT + 0.5
        height = floor - _HEAD
        for share in (0, 1, 2) if top else (0,):
            y = round(floor - height * share / 2) + 0.5
            painter.setPen(QPen(QColor(colours.hairline if share else colours.border), 1))
            painter.drawLine(QPointF(self._left(), y), QPointF(self.width(), y))
            painter.setPen(QColor(colours.muted))
            label = short(top * share / 2) if share else "0"
            painter.drawText(QRectF(0, y - 9, self._left() - 8, 18), _RIGHT, label)
        for place, (day, value) in enumerate(self._months):
            ground = self.column(place)
            over = place == self.hovered
            if value > 0:
                tall = max(2.0, height * float(value / top))
                thick = min(36.0, ground.width() * 0.56)
                bar = QRectF(ground.center().x() - thick / 2, floor - tall, thick, tall)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.primary_hover if over else colours.primary))
                painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(colours.text if over else colours.muted))
            under = QRectF(ground.left(), floor + 3, ground.width(), 18)
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, _MONTHS[day.month - 1])
        if self.hovered is not None:
            painter.setFont(_bold(painter.font()))
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(0, 0, self.width(), 18), _RIGHT, self.said(self.hovered))
        elif not top:
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(self._left(), 0, self.width() - self._left(), floor),
                Qt.AlignmentFlag.AlignCenter,
                "No invoices in this year",
            )
        painter.end()

    def _left(self) -> float:
        return 68.0


class StepBars(QWidget):
    """`set_steps([("Ordered", rupees), ...])`: each bar is measured against the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[tuple[str, Decimal], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("From order to acceptance")

    def set_steps(self, steps: Sequence[tuple[str, Decimal]]) -> None:
        self.steps = tuple(steps)
        said = ", ".join(
            f"{name} {cells.money(value)} {self.share(value)}" for name, value in steps
        )
        self.setAccessibleDescription(said)
        self.update()

    def share(self, value: Decimal) -> str:
        """Of the first step, in whole percent; empty while that is nothing."""
        whole = self.steps[0][1] if self.steps else Decimal(0)
        return f"{plain(half_up(value * 100 / whole, 0))} %" if whole > 0 else ""

    def sizeHint(self) -> QSize:
        return QSize(360, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 140)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.steps:
            return
        colours = palette.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fills = (colours.muted, colours.primary, colours.primary, colours.good)
        whole = self.steps[0][1]
        step = self.height() / len(self.steps)
        for place, (name, value) in enumerate(self.steps):
            top = place * step + step / 2 - 17
            painter.setFont(self.font())
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, top, self.width(), 20), _LEFT, name)
            painter.drawText(QRectF(0, top, self.width(), 20), _RIGHT, self.share(value))
            painter.setFont(_bold(self.font()))
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(0, top, self.width() - 56, 20), _RIGHT, cells.money(value))
            line = QRectF(0, top + 23, self.width(), 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.border))
            painter.drawRoundedRect(line, 4, 4)
            if value > 0 and whole > 0:
                line.setWidth(max(8.0, self.width() * min(1.0, float(value / whole))))
                painter.setBrush(QColor(fills[min(place, len(fills) - 1)]))
                painter.drawRoundedRect(line, 4, 4)
        painter.end()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSize(palette.SMALL_POINTS)
    return small


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
