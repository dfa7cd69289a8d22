"""One delivery challan, whole: header line, why it was cancelled, its lines, whom and how, its papers."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from senstosales.domain.amounts import half_up
from senstosales.gui import cells, order_rows
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.dialogs.challan_lines import by_unit
from senstosales.gui.jobs import Ticket
from senstosales.gui.order_rows import Fact, PaperRow
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.queries import challans, order_detail
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import ChallanDetail, PartyOnPaper

_LINES = (
    Column("item_no", "Item", Look.COUNT, 4),
    Column("lot_no", "Lot", Look.COUNT, 3),
    Column("description", "Description", Look.TEXT, 26),
    Column("material_code", "Material", Look.NUMBER, 14),
    Column("drawing", "Drawing", Look.NUMBER, 14, shown=False),
    Column("hsn", "HSN", Look.NUMBER, 9),
    Column("packets", "Packets", Look.COUNT, 7),
    Column("quantity", "Quantity", Look.QUANTITY, 9),
    Column("unit", "Unit", Look.NUMBER, 4),
    Column("rate", "Rate ₹", Look.RATE, 10),
    Column("value", "Value ₹", Look.MONEY, 12),
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the challan; `value` is quantity times rate as ordered."""

    id: int
    item_no: int | None
    lot_no: int | None
    description: str
    material_code: str | None
    drawing: str | None
    hsn: str | None
    packets: int | None
    quantity: Decimal
    unit: str
    rate: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class Opened:
    """The challan, and whether its order has rejected goods to be sent again."""

    challan: ChallanDetail
    replaceable: bool


class ChallanView(DetailPage):
    """`show_challan(id)` reads and shows it; `loaded(Opened)` follows, or `gone` if it cannot be read."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.challan: ChallanDetail | None = None
        self.banner = NoticePanel(Tone.BAD, "Cancelled")
        self.column.insertWidget(0, self.banner)
        self.lines = RowsTable(_LINES, settings=desk.settings, key="challan-lines", grow_to=16)
        self.lines.leave_out(("drawing", "material_code", "packets", "hsn", "rate"))
        self.totals = QLabel()
        self.consignee, self.carriage = Facts(), Facts()
        self.papers = RowsTable(order_rows.PAPERS, grow_to=8)
        section = self.add_section("Lines", self.lines)
        section.beside.addWidget(self.totals)
        self.add_section("Consignee", self.consignee)
        self.carriage_section = self.add_section("Carriage and references", self.carriage)
        self.papers_section = self.add_section("Papers", self.papers)
        self.papers.opened.connect(self._open_paper)
        self.setFocusProxy(self.lines)

    @property
    def key(self) -> int | None:
        """The id of the challan that was asked for last."""
        return self._key

    def show_challan(self, key: int) -> None:
        """Read that challan and show it; an earlier wish not yet answered is forgotten."""
        if key != self._key:
            self._key, self.challan = key, None
        self.reload()

    def reload(self) -> None:
        """The books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, _opened, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, opened: Opened) -> None:
        challan = opened.challan
        other = self.challan is None
        self.challan = challan
        self.header.show_facts(
            f"Challan {challan.number}",
            party=challan.consignee.name,
            day=challan.date,
            value=challan.value,
            status=challan.status,
            others=["replacement of rejected goods"] if challan.is_replacement else [],
        )
        reason = challan.cancelled_reason
        self.banner.say(f"{reason.rstrip('.')}. The number stays used." if reason else "")
        self.lines.set_rows([_row(line) for line in challan.lines])
        self.totals.setText(f"{by_unit(challan.lines)}  ·  {cells.money(challan.value)}")
        self.consignee.set_facts(_consignee(challan.consignee))
        carriage = _carriage(challan)
        self.carriage.set_facts(carriage)
        self.carriage_section.setVisible(any(value for _, value in carriage))
        papers = order_rows.paper_rows(
            orders=(challan.order,) if challan.order else (),
            invoices=(challan.invoice,) if challan.invoice else (),
            receipts=challan.receipts,
        )
        self.papers.set_rows(papers)
        self.papers_section.setVisible(bool(papers))
        if other:
            self.area.verticalScrollBar().setValue(0)
        self.loaded.emit(opened)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_paper(self, row: PaperRow) -> None:
        if row.id is not None:
            self._desk.open(row.noun, row.id)


def _opened(session: Any, challan_id: int) -> Opened:
    """Runs in a reading lane."""
    challan = challans.detail(session, challan_id)
    replaceable = False
    if challan.order is not None and challan.order.id is not None:
        items = order_detail.item_lines(session, [challan.order.id])[challan.order.id]
        replaceable = any(item.replaceable > 0 for item in items)
    return Opened(challan, replaceable)


def _row(line: Any) -> LineRow:
    facts = {name: getattr(line, name) for name in LineRow.__dataclass_fields__ if name != "value"}
    return LineRow(**facts, value=half_up(line.quantity * line.rate))


def _consignee(who: PartyOnPaper) -> list[Fact]:
    state = " ".join(part for part in (who.state_code, who.state_name) if part)
    return [
        ("Name", who.name),
        ("Attention", who.designation),
        ("Address", who.address),
        ("GSTIN", who.gstin),
        ("State", state),
        ("Phone", who.phone),
    ]


def _carriage(challan: ChallanDetail) -> list[Fact]:
    said = challan.particulars
    guarantee = " of ".join(
        part for part in (said.certificate_number, cells.day(said.certificate_date)) if part
    )
    return [
        ("Vehicle", said.vehicle_no),
        ("Transporter", said.transporter),
        ("LR number", said.lr_no),
        ("E-way bill", said.eway_bill_no),
        ("Dispatched to", said.dispatched_to),
        ("Department", said.department_no),
        ("Inspection by", said.inspection_company),
        ("Our reference", said.our_ref),
        ("Guarantee", guarantee),
        ("Dimension report", said.report),
        ("Test certificates", "\n".join(said.test_certificates)),
        ("Remarks", said.remarks),
    ]
