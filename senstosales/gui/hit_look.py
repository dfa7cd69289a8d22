"""How one thing that was found is drawn in a list below a box for typing."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from senstosales.gui import icons, palette
from senstosales.gui.table_view import Index
from senstosales.gui.wording import say

HIT_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list below the find box, and what is taken with it.

    `faint` is drawn as something that cannot be done; `begins` has a rule above it.
    """

    title: str
    subtitle: str
    type_label: str
    value: Any
    icon: str
    faint: bool = False
    begins: bool = False

    @property
    def said(self) -> str:
        """The line for whoever cannot see it."""
        return ", ".join(part for part in (self.type_label, self.title, self.subtitle) if part)


class HitLook(QStyledItemDelegate):
    """Two lines: what it is called, and about it; what kind of thing at the right.

    Draws a `Line`, or anything else with its three texts.
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
        hit: Any = index.data(HIT_ROLE)
        colours = palette.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect
        marked = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        line = hit if isinstance(hit, Line) else None
        if line is not None and line.begins and index.row():
            painter.setPen(QColor(colours.border))
            painter.drawLine(area.left(), area.top(), area.right(), area.top())
        if marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, 0), 4, 4)
        area = area.adjusted(10, 5, -10, -5)
        if line is not None:
            picture = icons.pixmap(line.icon, "muted")
            painter.drawPixmap(area.left(), area.top() + 2, picture)
            area = area.adjusted(icons.SIZE + 10, 0, 0, 0)
        small = QFont(option.font)
        small.setPointSize(palette.SMALL_POINTS)
        painter.setFont(small)
        painter.setPen(QColor(colours.text if marked else colours.muted))
        kind = painter.fontMetrics().horizontalAdvance(say(hit.type_label)) + 12
        painter.drawText(area, _RIGHT_TOP, say(hit.type_label))
        below = painter.fontMetrics().elidedText(
            say(hit.subtitle), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, _LEFT_BOTTOM, below)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        faint = line is not None and line.faint and not marked
        painter.setPen(QColor(colours.muted if faint else colours.text))
        title = painter.fontMetrics().elidedText(
            hit.title, Qt.TextElideMode.ElideRight, area.width() - kind
        )
        painter.drawText(area, _LEFT_TOP, title)
        painter.restore()


_LEFT_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT_TOP = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_LEFT_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
