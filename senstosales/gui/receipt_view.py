"""One SRV, whole: what the stores received, accepted and rejected, and the papers it belongs to."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import indian
from senstosales.domain.kinds import Status
from senstosales.gui import cells, icons, order_rows, palette
from senstosales.gui.cell_painters import CellPainter, Easel
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.dialogs.acknowledge import acknowledge
from senstosales.gui.jobs import Ticket
from senstosales.gui.lettering import Lettering
from senstosales.gui.order_rows import PaperRow
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look
from senstosales.queries.details import DeviationLine, ReceiptDetail, ReceiptLineDetail
from senstosales.queries.papers import Reference

if TYPE_CHECKING:
    from senstosales.books.store import Reading


@dataclass(frozen=True, slots=True)
class LineRow:
    """One printed row; `state` says that a later revision has replaced it."""

    id: int
    line: ReceiptLineDetail
    order_number: str
    item_no: int
    rev_no: int
    description: str | None
    unit: str | None
    sent: Decimal | None
    received: Decimal
    accepted: Decimal
    rejected: Decimal
    challan: str | None
    invoice: str | None
    state: str


LINES = (
    Column("order_number", "PO number", Look.NUMBER, 9),
    Column("item_no", "Item", Look.COUNT, 4),
    Column("rev_no", "Rev", Look.NUMBER, 3, help="REV NO of this row; the highest one counts"),
    Column("description", "Description", Look.TEXT, 20),
    Column("unit", "Unit", Look.NUMBER, 3),
    Column("sent", "Challan", Look.QUANTITY, 8, help="Quantity of the challan, as the SRV says"),
    Column("received", "Received", Look.QUANTITY, 8),
    Column("accepted", "Accepted", Look.QUANTITY, 8),
    Column("rejected", "Rejected", Look.QUANTITY, 8),
    Column("state", "Counts", Look.NUMBER, 17, own=True),
)
DEVIATIONS = (
    Column("what", "Where", Look.TEXT, 20, own=True),
    Column("reason", "What does not agree", Look.TEXT, 34, own=True),
    Column("expected", "Expected", Look.NUMBER, 10, own=True),
    Column("actual", "Stated", Look.NUMBER, 10, own=True),
    Column("status", "Status", Look.STATUS, 13),
)


class ReceiptView(QWidget):
    """`show_receipt(id)` reads and shows it, `reload()` reads it again; `loaded(ReceiptDetail)`."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticket: Ticket | None = None
        self.key: int | None = None
        self.receipt: ReceiptDetail | None = None
        self.page = DetailPage()
        self.header = self.page.header
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.notice = NoticePanel(Tone.CAUTION)
        self.page.column.insertWidget(0, self.notice)
        self.lines = RowsTable(LINES, grow_to=24)
        self.lines.set_painter(_Replaced())
        self.page.add_section("Lines", self.lines)
        self.setFocusProxy(self.lines)
        self.lines.selected.connect(self._line_marked)
        yield
        self.line_facts = Facts()
        self.about_line = self.page.add_section("Marked line", self.line_facts)
        self.papers = RowsTable(order_rows.PAPERS, grow_to=12)
        self.papers.opened.connect(self._open_paper)
        self.page.add_section("Papers it belongs to", self.papers)
        yield
        self.deviations = RowsTable(DEVIATIONS, grow_to=12)
        self.about_deviations = self.page.add_section("Deviations", self.deviations)
        self.acknowledge = QPushButton(say("Acknowledge…"))
        self.acknowledge.setToolTip(say("Say that you have looked at the marked deviations"))
        icons.dress(self.acknowledge, "check")
        self.about_deviations.beside.addWidget(self.acknowledge)
        self.facts = Facts()
        self.page.add_section("SRV", self.facts)
        self.deviations.selectionModel().selectionChanged.connect(self._deviations_marked)
        self.acknowledge.clicked.connect(self._acknowledge)

    def show_receipt(self, key: int) -> None:
        """Read and show the SRV with that id."""
        if key != self.key:
            self.key = key
            self.page.area.verticalScrollBar().setValue(0)
        self.reload()

    def reload(self) -> None:
        """Read it again: the books changed."""
        if self.key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        self._ticket = self._desk.jobs.read(
            partial(self._desk.books.ask, _read, self.key), self._arrived, self._lost, owner=self
        )

    def _lost(self, error: BaseException) -> None:
        self.key = self.receipt = None
        self._desk.messages.failure(error)
        self.gone.emit()

    def _arrived(self, receipt: ReceiptDetail) -> None:
        self.parts.then(partial(self._show, receipt))

    def _show(self, receipt: ReceiptDetail) -> None:
        self.receipt = receipt
        self.header.show_facts(
            say(f"SRV {receipt.number}"),
            party=receipt.customer,
            day=receipt.date,
            status=receipt.status,
            others=_sums(receipt),
        )
        self.notice.say(_unlinked(receipt))
        rows = line_rows(receipt)
        # What is the same in every row, or in none, only takes room.
        self.lines.set_column_shown("order_number", len({row.order_number for row in rows}) > 1)
        self.lines.set_column_shown("state", any(row.state for row in rows))
        self.lines.set_rows(rows)
        if self.lines.current is None and self.lines.rows:
            self.lines.selectRow(0)
        self._line_marked(self.lines.current)
        self.papers.set_rows(paper_rows(receipt))
        self.deviations.set_rows(receipt.deviations)
        self.about_deviations.setVisible(bool(receipt.deviations))
        if receipt.deviations and self.deviations.current is None:
            self.deviations.selectRow(0)
        self._deviations_marked()
        self.facts.set_facts(
            [
                ("Number", say(f"{receipt.number} of {cells.day(receipt.date)}")),
                ("Financial year", receipt.fiscal_year),
                ("Customer", receipt.customer),
                ("Imported", cells.moment(receipt.created_at)),
            ]
        )
        self.loaded.emit(receipt)

    def _line_marked(self, row: LineRow | None) -> None:
        self.about_line.setVisible(row is not None)
        if row is not None:
            self.about_line.set_title(f"Item {row.item_no} of order {row.order_number}")
            self.line_facts.set_facts(line_facts(row.line))

    def _marked_deviations(self) -> list[DeviationLine]:
        places = sorted(each.row() for each in self.deviations.selectionModel().selectedRows())
        lines: list[DeviationLine] = [self.deviations.rows[place] for place in places]
        return [line for line in lines if line.status is Status.TO_CHECK]

    def _deviations_marked(self, *_selection: object) -> None:
        self.acknowledge.setEnabled(bool(self._marked_deviations()))

    def _acknowledge(self) -> None:
        acknowledge(self._desk, self._marked_deviations(), self)

    def _open_paper(self, row: PaperRow) -> None:
        if row.id is not None:
            self._desk.open(row.noun, row.id)


class _Replaced(CellPainter):
    """A row that no longer counts is written in grey and leaning, beside the words that say so."""

    def colour(self, row: LineRow, words: str) -> str:
        return palette.tokens().muted if row.state else super().colour(row, words)

    def letters(self, easel: Easel, row: LineRow) -> Lettering:
        return easel.leaning if row.state else easel.plain


def line_rows(receipt: ReceiptDetail) -> tuple[LineRow, ...]:
    """All printed rows, replaced revisions too."""
    highest = {line.srv_item_no: line.rev_no for line in receipt.lines if line.counts}
    return tuple(
        LineRow(
            id=line.id,
            line=line,
            order_number=line.order_number,
            item_no=line.item_no,
            rev_no=line.rev_no,
            description=line.description,
            unit=line.unit,
            sent=line.challan_quantity,
            received=line.received,
            accepted=line.accepted,
            rejected=line.rejected,
            challan=line.challan_no,
            invoice=line.invoice_no,
            state="" if line.counts else f"replaced by REV {highest.get(line.srv_item_no, '')}",
        )
        for line in receipt.lines
    )


def line_facts(line: ReceiptLineDetail) -> list[tuple[str, str | None]]:
    """What the table has no room for."""
    unit = f" {line.unit}" if line.unit else ""
    ordered = None if line.order_quantity is None else f"{indian(line.order_quantity, None)}{unit}"
    received = f"{indian(line.received, None)}{unit}"
    if line.received_was_blank:
        received += " (left blank on the page: accepted + rejected)"
    return [
        ("Description", line.description),
        ("Ordered", ordered),
        ("Received", received),
        ("Challan named", _dated(line.challan_no, line.challan_date)),
        ("Tax invoice named", _dated(line.invoice_no, line.invoice_date)),
        ("SRV item", say(f"{line.srv_item_no}, REV {line.rev_no}")),
        ("Division", line.division),
        ("PMIR", line.pmir_no if line.pmir_no != "-" else None),
        ("To finance", cells.day(line.finance_date)),
        ("Credit note", _dated(line.cnote_no, line.cnote_date)),
    ]


def paper_rows(receipt: ReceiptDetail) -> tuple[PaperRow, ...]:
    """Our order, challan and invoice, each once; without an id what is not in the books."""
    orders: dict[object, Reference] = {}
    challans: dict[object, Reference] = {}
    invoices: dict[object, Reference] = {}
    for line in receipt.lines:
        orders.setdefault(
            line.order_number, Reference(line.order_number, line.order_date, line.order_id)
        )
        for found, held in ((challans, line.challan), (invoices, line.invoice)):
            if held is not None:
                found.setdefault(held.id, held)
    return order_rows.paper_rows(
        orders=tuple(orders.values()),
        challans=tuple(challans.values()),
        invoices=tuple(invoices.values()),
    )


def _sums(receipt: ReceiptDetail) -> tuple[str, ...]:
    """Received, accepted, rejected; not added up over different units."""
    lines = [line for line in receipt.lines if line.counts]
    units = {line.unit for line in lines}
    if len(units) != 1:
        return (f"{len(lines)} lines",)
    unit = f"\N{NO-BREAK SPACE}{units.pop() or ''}".rstrip()
    told = []
    for word, figures in (
        ("received", [line.received for line in lines]),
        ("accepted", [line.accepted for line in lines]),
        ("rejected", [line.rejected for line in lines]),
    ):
        total = sum(figures, Decimal(0))
        if total or word != "rejected":
            told.append(f"{word}\N{NO-BREAK SPACE}{indian(total, None)}{unit}")
    return (", ".join(told),)


def _unlinked(receipt: ReceiptDetail) -> str:
    missing = sorted({line.order_number for line in receipt.lines if line.order_id is None})
    if not missing:
        return ""
    orders = f"Order {missing[0]} is" if len(missing) == 1 else f"Orders {', '.join(missing)} are"
    return (
        f"{orders} not in the books yet. Import the order page: this SRV is then linked by itself."
    )


def _dated(number: str | None, day: dt.date | None) -> str | None:
    if not number:
        return None
    return say(f"{number} of {cells.day(day)}") if day else number


def _read(session: "Reading", key: int) -> ReceiptDetail:
    from senstosales.queries import receipts

    return receipts.detail(session, key)
