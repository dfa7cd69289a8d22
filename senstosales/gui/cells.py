"""How a value of a column is written and drawn on the screen."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from senstosales.domain.amounts import indian, plain
from senstosales.gui import palette
from senstosales.queries.columns import Look

DASH = "–"
PADDING = 11
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
"""What stands in a cell as the books have it: not yet written, in nobody's language."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RIGHT = frozenset({Look.MONEY, Look.RATE, Look.QUANTITY, Look.COUNT, Look.PERCENT})
_ALIGNED = {
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


def written(value: Any, look: Look) -> str:
    """The value as a clerk reads it: 12,34,567.00, 05-Mar-2026, zero as a dash, nothing as nothing."""
    if value is None:
        return ""
    match look:
        case Look.MONEY:
            return indian(value) if value else DASH
        case Look.RATE:
            return _rate(value) if value else DASH
        case Look.QUANTITY:
            return indian(Decimal(value), None) if value else DASH
        case Look.COUNT:
            return indian(Decimal(value), None) if value else DASH
        case Look.PERCENT:
            return f"{plain(Decimal(value).quantize(Decimal('0.1')))} %"
        case Look.DATE:
            return day(value)
        case Look.MOMENT:
            return moment(value)
        case _:
            return str(value)


def exported(value: Any, look: Look) -> str:
    """The value as a spreadsheet wants it pasted: figures without grouping, zero as 0."""
    if isinstance(value, Decimal) and look is not Look.TEXT:
        return plain(value)
    if look is Look.COUNT and value is not None:
        return str(value)
    return " ".join(written(value, look).split())


def day(value: date | None) -> str:
    """05-Mar-2026, in English on every machine."""
    return f"{value.day:02d}-{_MONTHS[value.month - 1]}-{value.year}" if value else ""


def moment(value: datetime) -> str:
    """05-Mar-2026 14:07 in the local time of this machine."""
    local = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone()
    return f"{day(local)} {local:%H:%M}"


def alignment(look: Look) -> Qt.AlignmentFlag:
    return _ALIGNED[look in _RIGHT]


def money(value: Decimal | None) -> str:
    """With its sign, for totals and headers: ₹ 12,34,567.00."""
    return "" if value is None else f"₹\N{NO-BREAK SPACE}{indian(value)}"


def _rate(value: Decimal) -> str:
    decimals = max(2, -int(Decimal(plain(value)).as_tuple().exponent))
    return indian(value, decimals)


class CellDelegate(QStyledItemDelegate):
    """The words of a cell on its ground. Drawn here: a style sheet takes three times as long for it, and a
    list is hundreds of cells.
    """

    def colour(self, index: QModelIndex | QPersistentModelIndex, text: str) -> str:
        """What the words are written in; a zero is quiet."""
        colours = palette.tokens()
        return colours.muted if text == DASH else colours.text

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        _ground(painter, option)
        text = index.data()
        if not text:
            return
        enabled = option.state & QStyle.StateFlag.State_Enabled
        painter.setPen(QColor(self.colour(index, text) if enabled else palette.tokens().disabled))
        painter.setFont(option.font)
        area = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        shown = option.fontMetrics.elidedText(text, option.textElideMode, area.width())
        painter.drawText(area, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)


class StatusDelegate(QStyledItemDelegate):
    """A word on a tinted rounded ground."""

    def tone(self, word: str) -> tuple[str, str]:
        """Text and ground; overridden for words that are no statuses."""
        return palette.tone(word)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        word = str(index.data() or "")
        _ground(painter, option)
        if not word:
            return
        value = index.data(VALUE_ROLE)
        colour, ground = self.tone(word if value is None else str(value))
        font = _small(option.font)
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(word) + 16, option.rect.width() - 16)
        box = QRectF(option.rect.left() + 10, option.rect.center().y() - 9, width, 20)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(colour))
        painter.setFont(font)
        shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, round(width) - 12)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as the word and its ground."""
        word = str(index.data() or "")
        return QSize(QFontMetrics(_small(option.font)).horizontalAdvance(word) + 30, 24)


class PercentDelegate(QStyledItemDelegate):
    """A thin bar with the figure beside it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        _ground(painter, option)
        text = str(index.data() or "")
        if not text:
            return
        share = min(1.0, max(0.0, float(text.rstrip(" %")) / 100))
        colours = palette.tokens()
        metrics = QFontMetrics(option.font)
        figure = metrics.horizontalAdvance("100 %") + 4
        area = QRectF(option.rect).adjusted(PADDING, 0, -PADDING, -1)
        bar = QRectF(area.left(), area.center().y() - 2.5, area.width() - figure - 4, 5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if bar.width() > 12:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.border))
            painter.drawRoundedRect(bar, 2.5, 2.5)
            if share:
                painter.setBrush(QColor(colours.good if share >= 1 else colours.primary))
                bar.setWidth(max(5.0, bar.width() * share))
                painter.drawRoundedRect(bar, 2.5, 2.5)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        painter.drawText(area, _ALIGNED[True], text)
        painter.restore()


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """What is behind any cell: the selection, and the hairline under each row."""
    colours = palette.tokens()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(colours.selection))
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    painter.fillRect(line, QColor(colours.hairline))


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSize(palette.SMALL_POINTS)
    small.setWeight(QFont.Weight.DemiBold)
    return small
