"""Ctrl+K: find any document, party or material by a few letters or figures."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import icons, palette
from senstosales.gui.jobs import Jobs, Ticket
from senstosales.gui.table_view import Index

if TYPE_CHECKING:
    from senstosales.queries.search import Hit

_TYPING_MS = 100
HIT_ROLE = Qt.ItemDataRole.UserRole


class FindBox(QLineEdit):
    """The box at the right end of the tab strip, with its list of hits below.

    `search(text)` runs in a reading lane. `chosen(noun, id)` when a hit was taken.
    """

    chosen = Signal(str, int)

    def __init__(
        self,
        jobs: Jobs,
        search: Callable[[str], Sequence["Hit"]] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._search = jobs, search
        self._ticket: Ticket | None = None
        self.setPlaceholderText("Find anything  Ctrl+K")
        self.setAccessibleName("Find any document, party or material")
        glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        icons.dress(glass, "search", "muted")
        self.popup = QFrame(self.window(), Qt.WindowType.ToolTip)
        self.popup.setProperty("role", "panel")
        column = QVBoxLayout(self.popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self.list = QListWidget()
        self.list.setItemDelegate(HitLook(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.itemClicked.connect(self._take)
        column.addWidget(self.list)
        self.nothing = QLabel("Nothing found. Try a number, a name or a material code.")
        self.nothing.setProperty("role", "muted")
        self.nothing.setMargin(12)
        column.addWidget(self.nothing)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.textEdited.connect(self._typing.start)

    def set_search(self, search: Callable[[str], Sequence["Hit"]]) -> None:
        self._search = search

    def summon(self) -> None:
        """Ctrl+K: the keyboard is here, what stood here is marked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text().strip():
            self._ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are for the window behind."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self.popup.isVisible():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.list.currentItem() is not None:
                self._take(self.list.currentItem())
            case Qt.Key.Key_Escape:
                self.dismiss()
            case _:
                super().keyPressEvent(event)

    def dismiss(self) -> None:
        """Away with the list and what was typed."""
        self.popup.hide()
        self.clear()
        self.clearFocus()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list stays under the box when the window moves: it goes away."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.popup.hide()
        return False

    def _ask(self) -> None:
        text = self.text().strip()
        if self._ticket is not None:
            self._ticket.drop()
        if not text or self._search is None:
            self.popup.hide()
            return
        self._ticket = self._jobs.read(partial(self._search, text), self._show, owner=self)

    def _show(self, hits: Sequence["Hit"]) -> None:
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(HIT_ROLE, hit)
            self.list.addItem(item)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        if hits:
            self.list.setCurrentRow(0)
        if not self.hasFocus():
            return
        width = max(440, self.width())
        rows = sum(HitLook.height(hit) for hit in hits[:8])
        height = rows + 10 if hits else 48
        self.popup.resize(width, height)
        corner = self.mapToGlobal(QPoint(self.width() - width, self.height() + 4))
        self.popup.move(corner)
        self.popup.show()
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)

    def _take(self, item: QListWidgetItem) -> None:
        hit = item.data(HIT_ROLE)
        self.dismiss()
        self.chosen.emit(hit.noun, hit.id)


class HitLook(QStyledItemDelegate):
    """Two lines: what it is called, and about it; what kind of thing at the right.

    Draws a `Hit`, or anything else with its three texts.
    """

    HEIGHT = 44

    LOW = 28  # of one line, where there is nothing to say about it

    @classmethod
    def height(cls, hit: Any) -> int:
        """How high one thing found is drawn."""
        return cls.HEIGHT if hit.subtitle else cls.LOW

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height(index.data(HIT_ROLE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HIT_ROLE)
        colours = palette.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        marked = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(area, 4, 4)
        area = area.adjusted(10, 5, -10, -5)
        small = QFont(option.font)
        small.setPointSize(palette.SMALL_POINTS)
        painter.setFont(small)
        painter.setPen(QColor(colours.text if marked else colours.muted))
        kind = painter.fontMetrics().horizontalAdvance(hit.type_label) + 12
        painter.drawText(area, _RIGHT_TOP, hit.type_label)
        below = painter.fontMetrics().elidedText(
            hit.subtitle, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, _LEFT_BOTTOM, below)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        title = painter.fontMetrics().elidedText(
            hit.title, Qt.TextElideMode.ElideRight, area.width() - kind
        )
        painter.drawText(area, _LEFT_TOP, title)
        painter.restore()


_LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
