"""One order, whole: header line, supply bar, and its parts on tabs."""

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QTemporaryDir, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Status
from senstosales.gui import icons, order_rows, palette
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailHeader, Facts, Section, SupplyBar
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.exporting import open_file
from senstosales.gui.jobs import Ticket
from senstosales.gui.lots import ItemCard, LotTable
from senstosales.gui.order_rows import PaperRow, VersionRow
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.queries import order_detail
from senstosales.queries.details import DeviationLine, OrderDetail
from senstosales.services import deviations


class OrderView(QWidget):
    """`show_order(id)` reads and shows it; `reload()` reads it again. `loaded(OrderDetail)` follows.

    `gone` when the order cannot be read.
    """

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.order: OrderDetail | None = None
        self.header = DetailHeader()
        self.bar = SupplyBar()
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.lots = LotTable(desk.settings)
        self.card = ItemCard()
        self.facts = tuple(Facts() for _ in range(3))
        self.remarks = Remarks()
        self.papers = RowsTable(order_rows.PAPERS)
        self.deviations = Deviations(desk)
        self.versions = Versions(desk)
        self.pages.addTab(self._items_page(), "Items and lots")
        self.pages.addTab(self._facts_page(), "Header")
        self.pages.addTab(_padded(self.remarks), "Remarks")
        self.pages.addTab(_padded(self.papers), "Papers")
        self.pages.addTab(_padded(self.deviations), "Deviations")
        self.pages.addTab(_padded(self.versions), "Versions")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        supply = QWidget()
        row = QHBoxLayout(supply)
        row.setContentsMargins(16, 8, 16, 4)
        row.addWidget(self.bar)
        column.addWidget(supply)
        column.addWidget(self.pages, 1)
        self.lots.marked.connect(self.card.show_row)
        self.papers.opened.connect(self._open_paper)
        self.setFocusProxy(self.lots)

    @property
    def key(self) -> int | None:
        """The id of the order that was asked for last."""
        return self._key

    def show_order(self, key: int) -> None:
        """Read that order and show it; an earlier wish that was not yet answered is forgotten."""
        self._key = key
        self.reload()

    def reload(self) -> None:
        """The books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, order_detail.detail, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def open_page(self) -> None:
        """Show the page this order was last read from."""
        if self.order is not None and self.order.page_id is not None:
            self.versions.open_page(self.order.page_id)

    def _arrived(self, order: OrderDetail) -> None:
        other = self.order is None or self.order.id != order.id
        self.order = order
        to_check = sum(1 for line in order.deviations if line.status is Status.TO_CHECK)
        others = []
        if order.amend_no:
            others.append(f"amendment {order.amend_no}")
        if to_check:
            others.append(f"{to_check} deviation{'s' if to_check > 1 else ''} to check")
        self.header.show_facts(
            f"Order {order.number}",
            party=order.customer,
            day=order.date,
            value=order.order_value,
            status=order.status,
            others=others,
        )
        self._show_supply(order)
        self.lots.set_rows(order_rows.lot_rows(order, dt.date.today()))  # noqa: DTZ011
        self.facts[0].set_facts(order_rows.order_facts(order))
        self.facts[1].set_facts(order_rows.price_facts(order))
        self.facts[2].set_facts(order_rows.buyer_facts(order))
        self.remarks.show_text(order.remarks, order.price_phrase)
        papers = order_rows.paper_rows(
            challans=order.challans, invoices=order.invoices, receipts=order.receipts
        )
        self.papers.set_rows(papers)
        self.deviations.show_lines(order.deviations)
        self.versions.show_order(order)
        self._count_tabs(order, len(papers))
        if other:
            self.pages.setCurrentIndex(0)
            self.lots.selectRow(0)
            self.lots.scrollToTop()
        self.loaded.emit(order)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _show_supply(self, order: OrderDetail) -> None:
        live = [item for item in order.items if not item.is_cancelled]
        units = {item.unit for item in live}
        self.bar.set_figures(
            sum((item.quantity for item in live), start=_NIL),
            sum((item.delivered for item in live), start=_NIL),
            sum((item.accepted for item in live), start=_NIL),
            sum((item.rejected for item in live), start=_NIL),
            units.pop() if len(units) == 1 else "",
        )

    def _count_tabs(self, order: OrderDetail, papers: int) -> None:
        for place, (title, count) in enumerate(
            (
                ("Items and lots", len(order.items)),
                ("Header", 0),
                ("Remarks", 0),
                ("Papers", papers),
                ("Deviations", len(order.deviations)),
                ("Versions", len(order.versions) if len(order.versions) > 1 else 0),
            )
        ):
            self.pages.setTabText(place, f"{title} ({count})" if count else title)

    def _open_paper(self, row: PaperRow) -> None:
        if row.id is not None:
            self._desk.open(row.noun, row.id)

    def _items_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.lots, 1)
        column.addWidget(self.card)
        return page

    def _facts_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(16)
        titles = ("Order", "Price and contracts", "The buyer's letterhead: his numbers, not yours")
        for title, facts in zip(titles, self.facts, strict=True):
            column.addWidget(Section(title, facts))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area


class Remarks(QPlainTextEdit):
    """The remarks in full, to be read and copied; the words about GST stand out."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("Remarks")
        self._phrase = ""

    def show_text(self, text: str | None, phrase: str | None) -> None:
        self.setPlainText(text or "The page has no remarks.")
        self._phrase = phrase or ""
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._mark()

    def _mark(self) -> None:
        marks = []
        start = self.toPlainText().casefold().find(self._phrase.casefold()) if self._phrase else -1
        if start >= 0:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(start + len(self._phrase), QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            colour, ground = palette.tokens().tone(palette.Tone.CAUTION)
            look.setForeground(QColor(colour))
            look.setBackground(QColor(ground))
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)


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
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(row)
        self.table.selected.connect(self._marked)
        self.table.opened.connect(self.acknowledge)

    def show_lines(self, lines: tuple[DeviationLine, ...]) -> None:
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
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
        desk = self._desk
        ReasonDialog(
            desk,
            title="Acknowledge a deviation",
            sentence=f"{line.what}: {line.reason} Your name and the date are kept with it.",
            button="Acknowledge",
            back="Not yet",
            label="Note (may be left empty)",
            needed=False,
            write=partial(deviations.acknowledge, desk.books, desk.actor, line.id),
            done=partial(desk.messages.note, "Deviation acknowledged"),
            parent=self.window(),
        ).open()

    def _marked(self, row: DeviationLine | None) -> None:
        self.button.setEnabled(row is not None and row.status is Status.TO_CHECK)


class Versions(QWidget):
    """The imported pages above, what the marked one changed below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder: QTemporaryDir | None = None
        self.table = RowsTable(order_rows.VERSIONS)
        self.changes = RowsTable(order_rows.CHANGES)
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

    def open_page(self, page_id: int) -> None:
        """Write the kept page to a folder that lives as long as the window, and show it."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        folder = Path(self._folder.path())
        self._desk.jobs.read(
            partial(_lay_out, self._desk, page_id, folder), self._laid_out, owner=self
        )

    def _laid_out(self, path: Path) -> None:
        open_file(path)

    def _open_marked(self) -> None:
        self._open_row(self.table.current)

    def _open_row(self, row: VersionRow | None) -> None:
        if row is not None and row.line.page_id is not None:
            self.open_page(row.line.page_id)

    def _marked(self, row: VersionRow | None) -> None:
        changes = order_rows.change_rows(row.line) if row is not None else ()
        self.changes.set_rows(changes)
        self.changes.setVisible(bool(changes))
        self.button.setEnabled(row is not None and row.line.page_id is not None)
        if row is None:
            self.said.setText("")
        elif changes:
            self.said.setText(f"What {row.file} changed")
        else:
            self.said.setText("This page changed nothing that stood in the books before.")


def _lay_out(desk: Desk, page_id: int, folder: Path) -> Path:
    name, content = desk.books.ask(order_detail.source_page, page_id)
    path = folder / f"{page_id}-{Path(name).name}"
    path.write_bytes(content)
    return path


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 12, 16, 16)
    column.addWidget(widget)
    return page


_NIL = order_rows.ZERO
