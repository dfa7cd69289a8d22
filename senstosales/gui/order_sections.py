"""Parts of an open order: its header, its remarks, its deviations."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Status
from senstosales.gui import icons, order_facts, order_rows, palette
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Facts, Section
from senstosales.gui.dialogs.acknowledge import acknowledge
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.gui.wording import say
from senstosales.queries.details import DeviationLine

_TITLES = ("Order", "Price and contracts", "The buyer's letterhead: his numbers, not yours")


class Header(QScrollArea):
    """The header of the page as labelled facts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget(self)
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(16)
        self.facts = tuple(Facts(parent=page) for _ in _TITLES)
        for title, facts in zip(_TITLES, self.facts, strict=True):
            column.addWidget(Section(title, facts, page))
        column.addStretch(1)
        self.setWidget(page)

    def show_order(self, seen: OrderSeen) -> None:
        order = seen.order
        self.facts[0].set_facts(order_facts.order_facts(order))
        self.facts[1].set_facts(order_facts.price_facts(order))
        self.facts[2].set_facts(order_facts.buyer_facts(order))


class Remarks(QScrollArea):
    """The remarks in full, to be read and copied; the words about GST stand out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = self._phrase = ""
        page = QWidget(self)
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        panel = QFrame(page)
        panel.setProperty("role", "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 12, 16, 12)
        self.words = QLabel(panel)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(say("Remarks"))
        inner.addWidget(self.words)
        column.addWidget(panel)
        column.addStretch(1)
        self.setWidget(page)

    def show_order(self, seen: OrderSeen) -> None:
        self.show_text(seen.order.remarks, seen.order.price_phrase)

    def show_text(self, text: str | None, phrase: str | None) -> None:
        self._text = order_facts.points(text) if text else "The page has no remarks."
        self._phrase = phrase or ""
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "words"):
            self._write()

    def _write(self) -> None:
        text, length = self._text, len(self._phrase)
        start = text.casefold().find(self._phrase.casefold()) if length else -1
        written = escape(text)
        if start >= 0:
            colour, ground = palette.tokens().tone(palette.Tone.CAUTION)
            said = escape(text[start : start + length])
            written = (
                f'{escape(text[:start])}<span style="color: {colour}; background: {ground}">'
                f"{said}</span>{escape(text[start + length :])}"
            )
        self.words.setText(written.replace("\n", "<br>"))


class Deviations(QWidget):
    """What does not agree, with the button to say that it was looked at."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        self.table = RowsTable(order_rows.DEVIATIONS, parent=self)
        self.table.setAccessibleName(say("Deviations"))
        self.nothing = Nothing(
            Empty("Everything agrees", "What the page says adds up, and the SRVs fit our papers.")
        )
        self.button = QPushButton(say("Acknowledge…"), self)
        icons.dress(self.button, "check")
        self.button.setToolTip(say("Say that you have looked at the marked deviation"))
        self.button.clicked.connect(self.acknowledge)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.said, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(row)
        self.table.selected.connect(self._marked)
        self.table.opened.connect(self.acknowledge)

    def show_order(self, seen: OrderSeen) -> None:
        self.show_lines(seen.order.deviations)

    def show_lines(self, lines: tuple[DeviationLine, ...]) -> None:
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.said.setVisible(bool(lines))
        self.button.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        if lines and self.table.current is None:
            self.table.selectRow(0)
        self._marked(self.table.current)

    def acknowledge(self, _row: object = None) -> None:
        """Ask for a note and store that the marked deviation was seen."""
        line = self.table.current
        if line is None or line.status is not Status.TO_CHECK:
            return
        acknowledge(self._desk, [line], self)

    def _marked(self, row: DeviationLine | None) -> None:
        self.button.setEnabled(row is not None and row.status is Status.TO_CHECK)
        said = [say(row.reason)] if row is not None else []
        if row is not None and row.acknowledged_by:
            note = f": {row.note}" if row.note else ""
            said.append(say(f"Acknowledged by {row.acknowledged_by}") + note)
        self.said.setText("\n".join(said))
