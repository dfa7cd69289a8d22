"""Parts of an open order: its remarks, its deviations, the pages it was read from."""

from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Status
from senstosales.gui import changes, icons, order_facts, order_rows, palette
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.acknowledge import acknowledge
from senstosales.gui.order_rows import VersionRow
from senstosales.gui.source_page import SourcePages
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.queries.details import DeviationLine, OrderDetail


class Remarks(QScrollArea):
    """The remarks in full, to be read and copied; the words about GST stand out."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName("Remarks")
        self._text = self._phrase = ""
        panel = QFrame()
        panel.setProperty("role", "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(self.words)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)
        self.setWidget(page)

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

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.table = RowsTable(order_rows.DEVIATIONS)
        self.nothing = Nothing(
            Empty("Everything agrees", "What the page says adds up, and the SRVs fit our papers.")
        )
        self.button = QPushButton("Acknowledge…")
        icons.dress(self.button, "check")
        self.button.setToolTip("Say that you have looked at the marked deviation")
        self.button.clicked.connect(self.acknowledge)
        self.said = QLabel()
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
        said = [row.reason] if row is not None else []
        if row is not None and row.acknowledged_by:
            note = f": {row.note}" if row.note else ""
            said.append(f"Acknowledged by {row.acknowledged_by}{note}")
        self.said.setText("\n".join(said))


class Versions(QWidget):
    """The imported pages above, what the marked one changed below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.pages = SourcePages(desk, self)
        self.table = RowsTable(order_rows.VERSIONS)
        self.changes = RowsTable(changes.COLUMNS)
        self.said = QLabel()
        self.said.setProperty("role", "muted")
        self.button = QPushButton("Open the page")
        icons.dress(self.button, "external-link")
        self.button.setToolTip("Show the marked page as it was imported")
        self.button.clicked.connect(self._open_marked)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        column.addLayout(row)
        column.addWidget(self.changes, 1)
        column.addStretch(0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setSizes([140, 320])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.table.selected.connect(self._marked)
        self.table.opened.connect(self._open_row)

    def show_order(self, order: OrderDetail) -> None:
        self.table.set_rows(order_rows.version_rows(order))
        if self.table.current is None and self.table.rows:
            self.table.selectRow(0)
        self._marked(self.table.current)

    def _open_marked(self) -> None:
        self._open_row(self.table.current)

    def _open_row(self, row: VersionRow | None) -> None:
        if row is not None and row.line.page_id is not None:
            self.pages.show_page(row.line.page_id)

    def _marked(self, row: VersionRow | None) -> None:
        found = changes.rows(row.line.changes) if row is not None else ()
        self.changes.set_rows(found)
        self.changes.setVisible(bool(found))
        self.button.setEnabled(row is not None and row.line.page_id is not None)
        if row is None:
            self.said.setText("")
        elif found:
            self.said.setText(f"What {row.file} changed")
        else:
            self.said.setText("This page changed nothing that stood in the books before.")
