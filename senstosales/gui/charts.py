"""Small painted charts: a bar a month, a bar a step from order to acceptance, a bar for each of several
names. The one under the mouse, or reached with the arrow keys, tells its figures; all can be copied.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from senstosales import months
from senstosales.domain.amounts import half_up, indian, plain
from senstosales.gui import cells, palette
from senstosales.gui.speaking import announce
from senstosales.gui.wording import say

_FOOT, _HEAD = 22, 22


def short(value: Decimal) -> str:
    """A round figure as it is spoken: ₹ 85,000, 3.4 lakh, 1.25 crore."""
    for size, word in ((Decimal(10_000_000), "crore"), (Decimal(100_000), "lakh")):
        if abs(value) >= size:
            return f"{plain(half_up(value / size, 2))} {say(word)}"
    return indian(value, 0)


def round_top(value: Decimal) -> Decimal:
    """A round figure at or above the highest bar, for the top line of the chart."""
    if value <= 0:
        return Decimal(0)
    size = Decimal(10) ** (len(str(int(value))) - 1)
    steps = (Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"))
    return next((size * step for step in steps if size * step >= value), size * 10)


class Chart(QWidget):
    """A subclass says where its parts lie (`part`), what each says (`said`) and what is copied (`rows`).

    `chosen(place)` on a click or Enter, where `pressable`.
    """

    chosen = Signal(int)
    pressable = False

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say(name))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(say("Copy as table"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.setToolTip(say("Copy the figures for a spreadsheet"))
        copy.triggered.connect(self.copy)
        self.addAction(copy)

    @property
    def parts(self) -> int:
        """How many there are."""
        raise NotImplementedError

    def part(self, place: int) -> QRectF:
        """The ground of one, on which the mouse means it."""
        raise NotImplementedError

    def said(self, place: int) -> str:
        """One in words."""
        raise NotImplementedError

    def rows(self) -> list[tuple[str, ...]]:
        """The figures as a table, its head first."""
        raise NotImplementedError

    def copy(self) -> None:
        """Put the figures on the clipboard, as a spreadsheet takes them."""
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in self.rows()))

    def changed(self) -> None:
        """New figures: nothing is hovered, and they are told to who cannot see them."""
        self.hovered = None
        self.setAccessibleDescription(", ".join(self.said(each) for each in range(self.parts)))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        places = range(self.parts)
        self._hover(next((at for at in places if self.part(at).contains(event.position())), None))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if step is not None and self.parts:
            before = self.hovered if self.hovered is not None else (-1 if step > 0 else 0)
            self._hover((before + step) % self.parts)
            if self.hovered is not None:
                announce(self, self.said(self.hovered))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hover(None)

    def _hover(self, place: int | None) -> None:
        if place != self.hovered:
            self.hovered = place
            if self.pressable:
                shape = (
                    Qt.CursorShape.ArrowCursor
                    if place is None
                    else Qt.CursorShape.PointingHandCursor
                )
                self.setCursor(shape)
            self.update()

    def _press(self) -> None:
        if self.pressable and self.hovered is not None:
            self.chosen.emit(self.hovered)

    def _focus_ring(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.tokens().primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)


class MonthBars(Chart):
    """`set_months([(first day, rupees), ...])`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sales by month", parent)
        self._months: tuple[tuple[dt.date, Decimal], ...] = ()

    @property
    def parts(self) -> int:
        return len(self._months)

    def set_months(self, months: Sequence[tuple[dt.date, Decimal]]) -> None:
        self._months = tuple(months)
        self.changed()

    def rows(self) -> list[tuple[str, ...]]:
        named = [
            (f"{months.SHORT[day.month - 1]} {day.year}", plain(value))
            for day, value in self._months
        ]
        return [("Month", "Sales"), *named]

    def said(self, place: int) -> str:
        """`Nov 2026: ₹ 1,16,820.00`."""
        day, value = self._months[place]
        return f"{cells.month(day)} {day.year}: {cells.money(value)}"

    def part(self, place: int) -> QRectF:
        step = (self.width() - self._left()) / max(1, len(self._months))
        return QRectF(self._left() + place * step, 0, step, self.height())

    def sizeHint(self) -> QSize:
        return QSize(420, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 140)

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
            ground = self.part(place)
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
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, cells.month(day))
        if self.hovered is not None:
            painter.setFont(_bold(painter.font()))
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(0, 0, self.width(), 18), _RIGHT, self.said(self.hovered))
        elif not top:
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRectF(self._left(), 0, self.width() - self._left(), floor),
                Qt.AlignmentFlag.AlignCenter,
                say("No invoices in this year"),
            )
        self._focus_ring(painter)
        painter.end()

    def _left(self) -> float:
        return 68.0


class StepBars(Chart):
    """`set_steps([("Ordered", rupees), ...])`: each bar is measured against the first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("From order to acceptance", parent)
        self.steps: tuple[tuple[str, Decimal], ...] = ()

    @property
    def parts(self) -> int:
        return len(self.steps)

    def set_steps(self, steps: Sequence[tuple[str, Decimal]]) -> None:
        self.steps = tuple(steps)
        self.changed()

    def part(self, place: int) -> QRectF:
        step = self.height() / max(1, len(self.steps))
        return QRectF(0, place * step, self.width(), step)

    def said(self, place: int) -> str:
        name, value = self.steps[place]
        return f"{say(name)} {cells.money(value)} {self.share(value)}".strip()

    def rows(self) -> list[tuple[str, ...]]:
        said = [(name, plain(value), self.share(value)) for name, value in self.steps]
        return [("Step", "Value", "Of what was ordered"), *said]

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
            painter.drawText(QRectF(0, top, self.width(), 20), _LEFT, say(name))
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
        self._focus_ring(painter)
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
