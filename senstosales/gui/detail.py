"""The parts every detail is made of: header line, sections, fact grids, the supply bar."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import indian
from senstosales.gui import cells, palette
from senstosales.gui.buttons import ActionButton, MenuButton
from senstosales.gui.facts_line import FactsLine
from senstosales.gui.wording import STATUS, say


class StatusLabel(QLabel):
    """A status word on its tinted ground."""

    def __init__(self, word: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(word)

    def set_status(self, word: str) -> None:
        """Show this word; an empty one hides the label."""
        self.setText(say(word, STATUS))
        self.setVisible(bool(word))
        self.setProperty("tone", palette.tone_of(word).value)
        self.style().unpolish(self)
        self.style().polish(self)


class TitleLabel(QLabel):
    """What is open, on one line if there is room, else on several: a name is never cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "title")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(160, self.sizeHint().width()), self.fontMetrics().lineSpacing())


class DetailHeader(QFrame):
    """Number, party, date, value and status; the next step as the one primary button; a More menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        self.title = TitleLabel()
        self.status = StatusLabel()
        first.addWidget(self.title)
        first.addWidget(self.status)
        first.addStretch(1)
        self.about = FactsLine()
        words.addLayout(first)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.primary = ActionButton(primary=True)
        row.addWidget(self.primary, 0, Qt.AlignmentFlag.AlignTop)
        self.more = MenuButton("More", "ellipsis")
        self.more.setToolTip(say("What else can be done (Alt+M)"))
        self.more.setShortcut("Alt+M")
        self.more.hide()
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_facts(
        self,
        title: str,
        *,
        party: str = "",
        day: date | None = None,
        value: Decimal | None = None,
        status: str = "",
        others: Iterable[str] = (),
    ) -> None:
        """The header line; empty facts are left out."""
        self.title.setText(title)
        self.status.set_status(status)
        self.about.show_facts(
            [party, cells.day(day), cells.money(value), *map(say, filter(None, others))]
        )

    def set_primary(self, action: QAction | None) -> None:
        """The next step. None: nothing is left to do."""
        self.primary.set_action(action)

    def set_more(self, actions: Sequence[QAction | None]) -> None:
        """The rest; None draws a line."""
        menu = self.more.choices
        menu.clear()
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        self.more.setVisible(bool(actions))


class DetailPage(QWidget):
    """Header on top, sections below in one scrolling page: `add_section("Items", table)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = DetailHeader()
        page = QWidget()
        page.setProperty("role", "page")
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(16, 16, 16, 24)
        self.column.setSpacing(16)
        self.column.addStretch(1)
        self.area = QScrollArea()
        self.area.setAccessibleName(say("Details"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.area, 1)

    def add_section(self, title: str, widget: QWidget) -> "Section":
        """A further section at the end."""
        made = Section(title, widget)
        self.column.insertWidget(self.column.count() - 1, made)
        return made


class Section(QWidget):
    """A heading with what belongs under it; `beside` holds small things at the right of the heading."""

    def __init__(self, title: str, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(8)
        self.title = QLabel(say(title))
        self.title.setProperty("role", "heading")
        self.beside.addWidget(self.title)
        self.beside.addStretch(1)
        column.addLayout(self.beside)
        column.addWidget(widget)
        self.body = widget
        if not widget.accessibleName():
            widget.setAccessibleName(say(title))

    def set_title(self, title: str) -> None:
        if self.body.accessibleName() == self.title.text():
            self.body.setAccessibleName(say(title))
        self.title.setText(say(title))


class Facts(QFrame):
    """Labels with values, in one or two columns; the values can be marked and copied."""

    def __init__(self, *, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)

    def set_facts(self, facts: Iterable[tuple[str, str | None]]) -> None:
        """Show these; a fact without a value is left out."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = [(label, value) for label, value in facts if value]
        height = -(-len(shown) // self._columns) or 1
        for number, (label, value) in enumerate(shown):
            row, column = number % height, number // height * 2
            name = QLabel(say(label, STATUS))
            name.setProperty("role", "muted")
            text = _selectable("")
            text.setText(str(value))
            text.setWordWrap(True)
            self._grid.addWidget(name, row, column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, column + 1, Qt.AlignmentFlag.AlignTop)
            # Else Qt shows them one turn later, and the box is seen empty in between.
            name.show()
            text.show()
        for column in range(self._columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)
            self._grid.setColumnMinimumWidth(column * 2, 96)


class SupplyBar(QWidget):
    """Ordered, dispatched, accepted: a thin bar in three parts with the figures beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ordered = self._dispatched = self._accepted = self._rejected = Decimal(0)
        self._unit = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figures(
        self,
        ordered: Decimal,
        dispatched: Decimal,
        accepted: Decimal,
        rejected: Decimal = Decimal(0),
        unit: str = "",
    ) -> None:
        self._ordered, self._dispatched = ordered, dispatched
        self._accepted, self._rejected, self._unit = accepted, rejected, unit
        self.setAccessibleName(say("Supply"))
        self.setAccessibleDescription(", ".join(f"{name} {text}" for name, text, _ in self._parts))
        self.update()

    @property
    def _parts(self) -> list[tuple[str, str, str]]:
        colours = palette.tokens()
        unit = f" {self._unit}" if self._unit else ""
        parts = [
            ("Ordered", self._ordered, colours.border),
            ("Dispatched", self._dispatched, colours.primary),
            ("Accepted", self._accepted, colours.good),
        ]
        if self._rejected:
            parts.append(("Rejected", self._rejected, colours.bad))
        return [
            (say(name), f"{indian(figure, None)}{unit}", colour) for name, figure, colour in parts
        ]

    def sizeHint(self) -> QSize:
        return QSize(360, 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, top, height = self.width(), 4.0, 8.0
        painter.setBrush(QColor(colours.border))
        painter.drawRoundedRect(QRectF(0, top, width, height), 4, 4)
        for figure, colour in (
            (self._dispatched, colours.primary),
            (self._accepted, colours.good),
        ):
            if figure > 0 and self._ordered > 0:
                share = min(1.0, float(figure / self._ordered))
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(0, top, max(8.0, width * share), height), 4, 4)
        left = 0.0
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        for name, text, colour in self._parts:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(left, 27, 8, 8), 2, 2)
            painter.setPen(QColor(colours.muted))
            painter.setFont(self.font())
            painter.drawText(QRectF(left + 14, 20, width, 22), _LEFT, name)
            offset = painter.fontMetrics().horizontalAdvance(name) + 20
            painter.setPen(QColor(colours.text))
            painter.setFont(bold)
            painter.drawText(QRectF(left + offset, 20, width, 22), _LEFT, text)
            left += offset + painter.fontMetrics().horizontalAdvance(text) + 20
        painter.end()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _selectable(role: str) -> QLabel:
    label = QLabel()
    if role:
        label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
