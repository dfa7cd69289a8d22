"""A month painted as weeks from Monday, each day with what falls on it in words and colours."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from senstosales.gui import cells, dresser, palette
from senstosales.gui.palette import Tone
from senstosales.gui.speaking import announce
from senstosales.gui.wording import say

WEEK = 7
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_HEAD, _LINE, _PAD = 28, 20, 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A line in a day: a word on a tinted ground, and what stands behind it."""

    word: str
    tone: Tone
    about: str


def name(month: dt.date) -> str:
    """`March 2026`, in the language of the window and not of the machine."""
    return f"{say(_MONTHS[month.month - 1])} {month.year}"


def span(month: dt.date) -> tuple[dt.date, dt.date]:
    """The Monday on or before the first of the month, and the Sunday on or after its last."""
    first = month.replace(day=1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    start = first - dt.timedelta(days=first.weekday())
    last = after - dt.timedelta(days=1)
    return start, last + dt.timedelta(days=WEEK - 1 - last.weekday())


def other_month(day: dt.date, by: int) -> dt.date:
    """The same day of a month before or after, or that month's last day."""
    count = day.year * 12 + day.month - 1 + by
    first = dt.date(count // 12, count % 12 + 1, 1)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


class MonthCalendar(QWidget):
    """`show_day(day)`, then `set_marks({day: [Mark, ...]})`.

    `chosen(day)` when another day is marked, by mouse or keys; `opened(day)` on Enter or double click.
    Arrows go by days and weeks, Page Up and Page Down by months, Home to today.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, today: dt.date, parent: QWidget) -> None:
        super().__init__(parent)
        self.today = self.day = today
        self._marks: dict[dt.date, Sequence[Mark]] = {}
        self._hovered: dt.date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("Calendar"))
        dresser.on_change(self.update)

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """The first and the last day that are seen."""
        return span(self.day)

    def show_day(self, day: dt.date) -> None:
        """Show the month of that day and mark it."""
        if day != self.day:
            self.day = day
            self._describe()
            if self.hasFocus():
                announce(self, self.said(day))
            self.update()
            self.chosen.emit(day)

    def set_marks(self, marks: Mapping[dt.date, Sequence[Mark]]) -> None:
        self._marks = dict(marks)
        self._describe()
        self.update()

    def marks_of(self, day: dt.date) -> Sequence[Mark]:
        return self._marks.get(day, ())

    def heading(self, day: dt.date) -> str:
        """`Monday, 16-Mar-2026: 2 overdue, 1 sent`."""
        words = ", ".join(mark.word for mark in self.marks_of(day))
        return f"{say(_DAYS[day.weekday()])}, {cells.day(day)}: {words or say('nothing due')}"

    def said(self, day: dt.date) -> str:
        """`Monday, 16-Mar-2026: 2 overdue (order 6649107)`."""
        marks = "; ".join(
            f"{mark.word} ({mark.about})" if mark.about else mark.word
            for mark in self.marks_of(day)
        )
        return f"{say(_DAYS[day.weekday()])}, {cells.day(day)}: {marks or say('nothing due')}"

    def box(self, day: dt.date) -> QRect:
        """Where that day is painted."""
        first, last = self.span
        weeks = ((last - first).days + 1) // WEEK
        week, column = divmod((day - first).days, WEEK)
        left = self.width() * column // WEEK
        right = self.width() * (column + 1) // WEEK
        height = self.height() - _HEAD
        top = _HEAD + height * week // weeks
        return QRect(left, top, right - left, _HEAD + height * (week + 1) // weeks - top)

    def day_at(self, point: QPoint) -> dt.date | None:
        first, last = self.span
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        return next((day for day in days if self.box(day).contains(point)), None)

    def sizeHint(self) -> QSize:
        return QSize(720, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 300)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            at = cast("QHelpEvent", event)
            day = self.day_at(at.pos())
            if day is not None and self.marks_of(day):
                QToolTip.showText(at.globalPos(), self.said(day), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self.show_day(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click may have turned to another month: what is marked is what was meant.
        self.opened.emit(self.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.day_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -WEEK,
            Qt.Key.Key_Down: WEEK,
        }
        match event.key():
            case key if key in steps and not event.modifiers():
                self.show_day(self.day + dt.timedelta(days=steps[Qt.Key(key)]))
            case Qt.Key.Key_PageUp:
                self.show_day(other_month(self.day, -1))
            case Qt.Key.Key_PageDown:
                self.show_day(other_month(self.day, 1))
            case Qt.Key.Key_Home:
                self.show_day(self.today)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(self.day)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.setFont(_font(self.font(), small=True, bold=True))
        painter.setPen(QColor(colours.muted))
        first, last = self.span
        for column in range(WEEK):
            place = self.box(first + dt.timedelta(days=column))
            head = QRect(place.left() + _PAD, 0, place.width() - _PAD, _HEAD)
            painter.drawText(head, _LEFT, say(_DAYS[column][: 3 if place.width() < 96 else None]))
        for number in range((last - first).days + 1):
            self._paint_day(painter, first + dt.timedelta(days=number))
        painter.end()

    def _paint_day(self, painter: QPainter, day: dt.date) -> None:
        colours, box = palette.tokens(), self.box(day)
        inside = day.month == self.day.month
        ground = colours.surface if inside else colours.window
        if day == self._hovered:
            ground = colours.hover
        if day == self.day:
            ground = colours.selection
        painter.fillRect(box, QColor(ground))
        painter.setPen(QPen(QColor(colours.hairline), 1))
        painter.drawLine(box.topLeft(), box.topRight())
        if day.weekday():
            painter.drawLine(box.topLeft(), box.bottomLeft())
        number = QRect(box.left() + _PAD, box.top() + 5, 22, 20)
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.primary))
            painter.drawEllipse(QRectF(number.left() - 1, number.top() - 1, 22, 22))
            painter.setPen(QColor(colours.on_primary))
        else:
            painter.setPen(QColor(colours.text if inside else colours.muted))
        painter.setFont(_font(self.font(), small=True, bold=day == self.today))
        align = Qt.AlignmentFlag.AlignCenter if day == self.today else _LEFT
        painter.drawText(
            number.adjusted(-1, -1, 1, 1) if day == self.today else number, align, str(day.day)
        )
        self._paint_marks(painter, box, day)
        if day == self.day:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.primary), 2 if self.hasFocus() else 1))
            painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1))

    def _paint_marks(self, painter: QPainter, box: QRect, day: dt.date) -> None:
        """Each word with what stands behind it below; where there is no room only the words, and the
        last line says how many of them are left out.
        """
        marks = self.marks_of(day)
        line = QRect(box.left() + _PAD, box.top() + 28, box.width() - 2 * _PAD, _LINE)
        room = max(1, (box.bottom() - line.top() + 2) // _LINE)
        roomy = room >= 2 * len(marks)
        shown = marks if len(marks) <= room else marks[: room - 1]
        for mark in shown:
            self._paint_word(painter, line, mark)
            line.translate(0, _LINE)
            if roomy and mark.about:
                self._paint_text(painter, line, mark.about)
                line.translate(0, _LINE)
        if len(shown) < len(marks):
            self._paint_text(painter, line, say(f"and {len(marks) - len(shown)} more"))

    def _paint_word(self, painter: QPainter, line: QRect, mark: Mark) -> None:
        font = _font(self.font(), small=True, bold=True)
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(mark.word) + 12, line.width())
        pill = QRect(line.left(), line.top(), width, _LINE - 3)
        colour, ground = palette.tokens().tone(mark.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(pill), 4, 4)
        painter.setPen(QColor(colour))
        painter.setFont(font)
        word = metrics.elidedText(mark.word, Qt.TextElideMode.ElideRight, width - 8)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)

    def _paint_text(self, painter: QPainter, line: QRect, text: str) -> None:
        font = _font(self.font(), small=True)
        painter.setFont(font)
        painter.setPen(QColor(palette.tokens().muted))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(QRect(line.left(), line.top(), line.width(), _LINE - 3), _LEFT, shown)

    def _hover(self, day: dt.date | None) -> None:
        if day != self._hovered:
            self._hovered = day
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.said(self.day))


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _font(base: QFont, *, small: bool = False, bold: bool = False) -> QFont:
    font = QFont(base)
    if small:
        font.setPointSize(palette.SMALL_POINTS)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
