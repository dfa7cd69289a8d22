"""How a value of a column is written and drawn on the screen."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from senstosales.domain.amounts import indian, plain
from senstosales.gui import palette
from senstosales.gui.lettering import lettering
from senstosales.queries.columns import Look

DASH = "–"
PADDING = 11
VALUE_ROLE = Qt.ItemDataRole.UserRole + 1
"""What stands in a cell as the books have it: not yet written, in nobody's language."""
Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_SELECTED = QStyle.StateFlag.State_Selected.value
_ENABLED = QStyle.StateFlag.State_Enabled.value
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

    def colour(self, index: Index, text: str) -> str:
        """What the words are written in; a zero is quiet."""
        colours = palette.tokens()
        return colours.muted if text == DASH else colours.text

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        left, top, width, height = _box(option)
        enabled = _ground(painter, option)
        # Asked here and not through the index: the way through Qt takes longer than the answer.
        model = index.model()
        text = model.data(index, _DISPLAY)
        if not text:
            return
        painter.setPen(_shade(self.colour(index, text) if enabled else palette.tokens().disabled))
        area = left + PADDING, top, width - 2 * PADDING, height - 1
        right = model.data(index, _ALIGN) == _ALIGNED[True]
        lettering(option.font).draw(painter, text, area, right=right)


class StatusDelegate(QStyledItemDelegate):
    """A word on a tinted rounded ground."""

    def tone(self, word: str) -> tuple[str, str]:
        """Text and ground; overridden for words that are no statuses."""
        return palette.tone(word)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        left, top, width, height = _box(option)
        _ground(painter, option)
        word = index.model().data(index, _DISPLAY)
        if not word:
            return
        value = index.model().data(index, VALUE_ROLE)
        colour, ground = self.tone(word if value is None else str(value))
        letters = lettering(_small(option.font))
        _, taken = letters.fit(word, max(0, width - 28))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_shade(ground))
        box = left + 10, top + (height - 1) // 2 - 9, taken + 16, 20
        painter.drawRoundedRect(*box, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(_shade(colour))
        letters.draw(painter, word, (left + 18, box[1], max(0, width - 28), 20))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the word and its ground."""
        word = str(index.data() or "")
        return QSize(QFontMetrics(_small(option.font)).horizontalAdvance(word) + 30, 24)


class PercentDelegate(QStyledItemDelegate):
    """A thin bar with the figure beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        _ground(painter, option)
        text = index.model().data(index, _DISPLAY)
        if not text:
            return
        share = min(1.0, max(0.0, float(text.rstrip(" %")) / 100))
        colours = palette.tokens()
        letters = lettering(option.font)
        left, top, width, height = _box(option)
        area = left + PADDING, top, width - 2 * PADDING, height - 1
        _, figure = letters.fit("100 %", area[2])
        bar = QRectF(area[0], top + (height - 1) / 2 - 2.5, area[2] - figure - 8, 5)
        if bar.width() > 12:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_shade(colours.border))
            painter.drawRoundedRect(bar, 2.5, 2.5)
            if share:
                painter.setBrush(_shade(colours.good if share >= 1 else colours.primary))
                bar.setWidth(max(5.0, bar.width() * share))
                painter.drawRoundedRect(bar, 2.5, 2.5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(_shade(colours.text))
        letters.draw(painter, text, area, right=True)


def _box(option: QStyleOptionViewItem) -> tuple[int, int, int, int]:
    """Left, top, width, height."""
    return cast("tuple[int, int, int, int]", option.rect.getRect())


@cache
def _shade(colour: str) -> QColor:
    return QColor(colour)


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> bool:
    """What is behind any cell: the selection, and the hairline under each row. Whether it is enabled."""
    left, top, width, height = _box(option)
    colours = palette.tokens()
    state = option.state.value
    if state & _SELECTED:
        painter.fillRect(left, top, width, height, _shade(colours.selection))
    painter.fillRect(left, top + height - 1, width, 1, _shade(colours.hairline))
    return bool(state & _ENABLED)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSize(palette.SMALL_POINTS)
    small.setWeight(QFont.Weight.DemiBold)
    return small
