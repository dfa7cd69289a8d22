"""A bar for each of several names, such as departments or ages, with its figure and how many it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from senstosales.domain.amounts import ZERO, plain
from senstosales.gui import cells, palette
from senstosales.gui.charts import Chart
from senstosales.gui.wording import say
from senstosales.queries.columns import Look

_ROW, _LEAST_ROW = 34.0, 28.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Rank:
    """One name: what it is called, rupees, how many of what the chart counts."""

    name: str
    value: Decimal
    count: int


class RankBars(Chart):
    """`set_ranks([...])`: bars are measured against the largest; `counted` is what is counted, singular."""

    pressable = True

    def __init__(
        self, name: str, heads: tuple[str, str, str], counted: str, nothing: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name, parent)
        self._heads, self._counted, self._nothing = heads, counted, nothing
        self.ranks: tuple[Rank, ...] = ()

    @property
    def parts(self) -> int:
        return len(self.ranks)

    def set_ranks(self, ranks: Sequence[Rank]) -> None:
        self.ranks = tuple(ranks)
        self.changed()

    def part(self, place: int) -> QRectF:
        high = min(_ROW, max(_LEAST_ROW, self.height() / max(1, len(self.ranks))))
        return QRectF(0, place * high, self.width(), high)

    def said(self, place: int) -> str:
        rank = self.ranks[place]
        return f"{rank.name}: {cells.money(rank.value)}, {self._many(rank.count)}"

    def rows(self) -> list[tuple[str, ...]]:
        return [self._heads, *((r.name, plain(r.value), str(r.count)) for r in self.ranks)]

    def sizeHint(self) -> QSize:
        return QSize(360, 176)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 140)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.ranks:
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, say(self._nothing))
        top = max((rank.value for rank in self.ranks), default=ZERO)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for place, rank in enumerate(self.ranks):
            ground = self.part(place)
            if ground.bottom() > self.height() + 1:
                break
            over = place == self.hovered
            words = QRectF(0, ground.top(), self.width(), ground.height() - 10)
            painter.setFont(self.font())
            painter.setPen(QColor(colours.text if over else colours.muted))
            painter.drawText(words, _LEFT, rank.name)
            many = self._many(rank.count)
            painter.drawText(words, _RIGHT, many)
            painter.setFont(bold)
            painter.setPen(QColor(colours.text))
            room = painter.fontMetrics().horizontalAdvance(self._many(88)) + 16
            painter.drawText(words.adjusted(0, 0, -room, 0), _RIGHT, cells.money(rank.value))
            line = QRectF(0, words.bottom(), self.width(), 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.border))
            painter.drawRoundedRect(line, 3, 3)
            if rank.value > 0 and top > 0:
                line.setWidth(max(6.0, self.width() * float(rank.value / top)))
                painter.setBrush(QColor(colours.primary_hover if over else colours.primary))
                painter.drawRoundedRect(line, 3, 3)
        self._focus_ring(painter)
        painter.end()

    def _many(self, count: int) -> str:
        number = cells.written(count, Look.COUNT) if count else "no"
        return say(f"{number} {self._counted}{'' if count == 1 else 's'}")
