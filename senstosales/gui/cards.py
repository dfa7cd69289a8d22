"""Cards of the dashboard: what is to be done, how much of it, and the first few of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import icons, palette
from senstosales.gui.palette import Tone
from senstosales.gui.wording import say

LEAST_ROWS, MOST_ROWS = 3, 8
ROW_HEIGHT = 26
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class CardLine:
    """One row of a card: what it is, about it, and what is urgent; `noun` and `key` lead to it."""

    noun: str
    key: int
    title: str
    about: str
    aside: str


class TaskCard(QFrame):
    """`show_task(count, lines)`; `opened(noun, id)` for a row, `wanted()` for the whole list."""

    opened = Signal(str, int)
    wanted = Signal()

    def __init__(self, title: str, icon: str, tone: Tone, done: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._tone = tone
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.picture = QLabel()
        icons.dress(self.picture, icon, "muted")
        self.title = QLabel(say(title))
        self.title.setProperty("role", "heading")
        self.number = QLabel("…")
        self._tint(Tone.DONE)
        self.all = QPushButton(say("Show all"))
        self.all.setProperty("role", "link")
        self.all.setToolTip(say(f"Show the list: {title.lower()}"))
        self.all.setAccessibleName(say(f"Show all: {title}"))
        self.all.hide()
        self.all.clicked.connect(self.wanted)
        head.addWidget(self.picture)
        head.addWidget(self.title)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        head.addWidget(self.all)
        # Cards with and without the link stand equally high.
        self.title.setMinimumHeight(self.all.sizeHint().height())
        column.addLayout(head)
        self.list = _Rows(title)
        self.list.chosen.connect(self.opened)
        self.done = QLabel(say(done))
        self.done.setProperty("role", "muted")
        self.done.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.done.setContentsMargins(24, 5, 0, 0)
        self._pages = QStackedWidget()
        for page in (QWidget(), self.list, self.done):
            self._pages.addWidget(page)
        column.addWidget(self._pages)
        self.set_room(LEAST_ROWS)
        self.setMinimumWidth(300)

    @property
    def count(self) -> str:
        return self.number.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the words would be cut, the picture beside them gives way."""
        room = self.contentsRect().width() - 20
        words = [self.title, self.number] + [self.all] * (not self.all.isHidden())
        needed = sum(each.sizeHint().width() + 8 for each in (self.picture, *words))
        self.picture.setVisible(needed <= room)

    def set_room(self, rows: int) -> None:
        """Be as high as so many rows need."""
        self._pages.setFixedHeight(rows * ROW_HEIGHT + 2)

    def show_task(self, count: int, lines: Sequence[CardLine]) -> None:
        """Put the figure and the first rows in place."""
        self.number.setText(f"{count:,}" if count < 100_000 else "99,999+")
        self._tint(self._tone if count else Tone.GOOD)
        self.all.setVisible(bool(count))
        self._fit()
        self.list.show_lines(lines)
        self._pages.setCurrentWidget(self.list if count else self.done)

    def _tint(self, tone: Tone) -> None:
        self.number.setProperty("tone", tone.value)
        self.number.style().unpolish(self.number)
        self.number.style().polish(self.number)


class _Rows(QListWidget):
    """The first few, each opened by a click or by Enter."""

    chosen = Signal(str, int)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(say(title))
        self.setItemDelegate(_CardLook(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(self._take)

    def show_lines(self, lines: Sequence[CardLine]) -> None:
        self.clear()
        for line in lines[:MOST_ROWS]:
            item = QListWidgetItem(f"{line.title} {line.about} {line.aside}")
            item.setData(_LINE, line)
            item.setToolTip(line.about)
            self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._take(item)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()

    def _take(self, item: QListWidgetItem) -> None:
        line: CardLine = item.data(_LINE)
        self.chosen.emit(line.noun, line.key)


class _CardLook(QStyledItemDelegate):
    """Number first, about it in grey, what is urgent at the right end."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: CardLine = index.data(_LINE)
        colours = palette.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if focused or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection if focused else colours.hover))
            painter.drawRoundedRect(option.rect, 4, 4)
        area = option.rect.adjusted(24, 0, -8, 0)
        painter.setFont(option.font)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(colours.text))
        painter.drawText(area, _LEFT, line.title)
        left = metrics.horizontalAdvance(line.title) + 12
        right = metrics.horizontalAdvance(line.aside)
        painter.drawText(area, _RIGHT, line.aside)
        painter.setPen(QColor(colours.text if focused else colours.muted))
        room = area.adjusted(left, 0, -(right + 12 if right else 0), 0)
        about = metrics.elidedText(line.about, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, about)
        painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
