"""One invoice, whole, with the figures it was issued with: lines, taxes, parties, linked papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senstosales.domain.amounts import plain
from senstosales.domain.kinds import Status, TaxSplit
from senstosales.gui import cells, order_rows
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts, Section
from senstosales.gui.jobs import Ticket
from senstosales.gui.order_rows import PaperRow
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel, TotalsBox
from senstosales.gui.tables import RowsTable
from senstosales.queries import invoices
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import HsnLine, PaperLine, PartyOnPaper, VoucherDetail

_SEEN_LINES, _SEEN_PAPERS = 14, 8


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of goods as the table shows it."""

    id: int
    item: int
    description: str
    hsn: str | None
    quantity: Decimal
    unit: str
    rate: Decimal
    gst: str
    taxable: Decimal | None
    tax: Decimal
    total: Decimal | None
    cgst: Decimal | None
    sgst: Decimal | None
    igst: Decimal | None
    lot: int | None
    packets: int | None
    material_code: str | None


@dataclass(frozen=True, slots=True)
class HsnRow:
    """One line of the tax summary as the table shows it."""

    hsn: str
    gst: str
    quantity: Decimal
    unit: str
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    tax: Decimal


LINES = (
    Column("item", "Item", Look.COUNT, 4),
    Column("description", "Description", Look.TEXT, 18),
    Column("hsn", "HSN", Look.NUMBER, 9),
    Column("quantity", "Quantity", Look.QUANTITY, 7),
    Column("unit", "Unit", Look.NUMBER, 4),
    Column("rate", "Rate ₹", Look.RATE, 9, help="As ordered; contains GST where the order says so"),
    Column("taxable", "Taxable ₹", Look.MONEY, 11),
    Column("tax", "Tax ₹", Look.MONEY, 10),
    Column("total", "Total ₹", Look.MONEY, 11),
    Column("gst", "GST", Look.NUMBER, 6, shown=False),
    Column("cgst", "CGST ₹", Look.MONEY, 10, shown=False),
    Column("sgst", "SGST/UTGST ₹", Look.MONEY, 10, shown=False),
    Column("igst", "IGST ₹", Look.MONEY, 10, shown=False),
    Column("lot", "Lot", Look.COUNT, 4, shown=False),
    Column("packets", "Packets", Look.COUNT, 7, shown=False),
    Column("material_code", "Material code", Look.NUMBER, 14, shown=False),
)
_SUMMARY = (
    Column("hsn", "HSN", Look.TEXT, 9),
    Column("gst", "GST", Look.NUMBER, 5),
    Column("quantity", "Quantity", Look.QUANTITY, 8),
    Column("unit", "Unit", Look.NUMBER, 4),
    Column("taxable", "Taxable ₹", Look.MONEY, 11),
    Column("cgst", "CGST ₹", Look.MONEY, 10),
    Column("sgst", "SGST ₹", Look.MONEY, 10),
    Column("igst", "IGST ₹", Look.MONEY, 10),
    Column("tax", "Tax ₹", Look.MONEY, 10),
)


class InvoiceView(DetailPage):
    """`show_invoice(id)` reads and shows it, `reload()` again; `loaded(VoucherDetail)`, or `gone`."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.invoice: VoucherDetail | None = None
        self.cancelled = NoticePanel(Tone.BAD, "Cancelled")
        self.column.insertWidget(0, self.cancelled)
        self.lines = RowsTable(
            LINES, settings=desk.settings, key="invoice-lines", grow_to=_SEEN_LINES
        )
        self.add_section("Lines", self.lines)
        self.why = NoticePanel(Tone.INFO, "Why this tax")
        self.totals = TotalsBox()
        self.totals.setFixedWidth(300)
        sums = QWidget()
        row = QHBoxLayout(sums)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.why, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.totals, 0, Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(self.column.count() - 1, sums)
        self.summary = RowsTable(_SUMMARY, grow_to=_SEEN_PAPERS)
        self.add_section("Tax by HSN", self.summary)
        self.buyer, self.consignee = Facts(columns=1), Facts(columns=1)
        who = QWidget()
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(Section("Billed to", self.buyer), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Section("Goods went to", self.consignee), 1, Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(self.column.count() - 1, who)
        self.facts = Facts()
        self.add_section("References and terms", self.facts)
        self.papers = RowsTable(order_rows.PAPERS, grow_to=_SEEN_PAPERS)
        self.papers.opened.connect(self._open_paper)
        self.add_section("Linked papers", self.papers)
        self.setFocusProxy(self.lines)

    @property
    def key(self) -> int | None:
        """The id of the invoice that was asked for last."""
        return self._key

    def show_invoice(self, key: int) -> None:
        """Read that invoice and show it."""
        if key != self._key:
            self.area.verticalScrollBar().setValue(0)
        self._key = key
        self.reload()

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, invoices.detail, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, invoice: VoucherDetail) -> None:
        self.invoice = invoice
        self.header.show_facts(
            f"Invoice {invoice.number}",
            party=invoice.buyer.name,
            day=invoice.date,
            value=invoice.total,
            status=invoice.status,
        )
        is_cancelled = invoice.status is Status.CANCELLED
        self.cancelled.say(
            f"{(invoice.cancelled_reason or 'No reason was given').rstrip('.')}. The number stays used."
            if is_cancelled
            else ""
        )
        self.lines.set_rows([_line(line) for line in invoice.lines])
        self.why.say(invoice.tax_note)
        self.totals.show_invoice(invoice)
        between_states = invoice.tax_split is TaxSplit.IGST
        for key in ("cgst", "sgst"):
            self.summary.set_column_shown(key, not between_states)
        self.summary.set_column_shown("igst", between_states)
        self.summary.set_rows([_summed(line) for line in invoice.hsn_summary])
        self.buyer.set_facts(_party(invoice.buyer))
        self.consignee.set_facts(_party(invoice.consignee))
        self.facts.set_facts(_references(invoice))
        self.papers.set_rows(
            order_rows.paper_rows(
                orders=(invoice.order,) if invoice.order else (),
                challans=(invoice.challan,) if invoice.challan else (),
                receipts=invoice.receipts,
            )
        )
        self.loaded.emit(invoice)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_paper(self, row: PaperRow) -> None:
        if row.id is not None:
            self._desk.open(row.noun, row.id)


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{plain(rate)} %"


def _line(line: PaperLine) -> LineRow:
    parts = (line.cgst, line.sgst, line.igst)
    return LineRow(
        id=line.id,
        item=line.position + 1 if line.item_no is None else line.item_no,
        description=line.description,
        hsn=line.hsn,
        quantity=line.quantity,
        unit=line.unit,
        rate=line.rate,
        gst=_percent(line.gst_rate),
        taxable=line.taxable,
        tax=sum((part for part in parts if part is not None), Decimal(0)),
        total=line.total,
        cgst=line.cgst,
        sgst=line.sgst,
        igst=line.igst,
        lot=line.lot_no,
        packets=line.packets,
        material_code=line.material_code,
    )


def _summed(line: HsnLine) -> HsnRow:
    return HsnRow(
        hsn=line.hsn or "none given",
        gst=_percent(line.gst_rate),
        quantity=line.quantity,
        unit=line.unit,
        taxable=line.taxable,
        cgst=line.cgst,
        sgst=line.sgst,
        igst=line.igst,
        tax=line.tax,
    )


def _party(party: PartyOnPaper) -> Iterator[tuple[str, str | None]]:
    yield "Name", party.name
    yield "Attention", party.designation
    yield "Address", party.address
    yield "GSTIN", party.gstin or "not registered"
    yield "State", f"{party.state_name} ({party.state_code})" if party.state_code else None
    yield "Phone", party.phone


def _references(invoice: VoucherDetail) -> Iterator[tuple[str, str | None]]:
    said = invoice.particulars
    yield "Place of supply", f"{invoice.place_of_supply_name} ({invoice.place_of_supply})"
    yield "Prices", "include GST" if invoice.price_inclusive else "GST comes on top"
    yield "Payment terms", said.payment_terms
    yield "Payment mode", said.mode_of_payment
    yield "GeM contract", _dated(said.gemc_number, cells.day(said.gemc_date))
    yield "Our reference", said.our_ref
    yield "Our vendor code", invoice.supplier_code
    yield "Department", said.department_no
    yield "SRV", _dated(said.srv_no, cells.day(said.srv_date))
    yield "Inspection by", said.inspection_company
    yield "Certificate", _dated(said.certificate_number, cells.day(said.certificate_date))
    yield "Dispatched through", said.dispatched_through
    yield "Destination", said.destination
    yield "Transporter", said.transporter
    yield "Vehicle number", said.vehicle_no
    yield "LR number", said.lr_no
    yield "E-way bill", said.eway_bill_no
    yield "Dispatch document", said.dispatch_document_no
    yield "Terms of delivery", said.terms_of_delivery
    yield "Remarks", said.remarks
    yield "Entered", cells.moment(invoice.created_at) if invoice.created_at else None


def _dated(number: str | None, day: str) -> str | None:
    return f"{number} of {day}" if number and day else number
