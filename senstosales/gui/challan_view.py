"""One delivery challan, whole: header line, why it was cancelled, its lines, whom and how, its papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from senstosales.domain.amounts import half_up
from senstosales.domain.kinds import Nature, Status, VoucherKind
from senstosales.gui import cells, order_rows
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.dialogs.challan_lines import by_unit
from senstosales.gui.jobs import Ticket
from senstosales.gui.mails_section import MailsSection
from senstosales.gui.order_rows import Fact, PaperRow
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel, TotalsBox
from senstosales.gui.tables import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import challans, order_detail, voucher_detail
from senstosales.queries.columns import Column, Look
from senstosales.queries.papers import ChallanDetail, PartyOnPaper, VoucherDetail

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

_ONLY_WHERE_SAID = ("item_no", "lot_no", "packets")
"""Columns that say nothing of goods without an order."""


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
    """The challan, and whether its order has rejected goods to be sent again.

    `own` is the same paper read as one with lines of its own, if it belongs to no order.
    """

    challan: ChallanDetail
    replaceable: bool
    own: VoucherDetail | None = None


class ChallanView(DetailPage):
    """`show_paper(id)` reads and shows it; `loaded(Opened)` follows, or `gone` if it cannot be read."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.challan: ChallanDetail | None = None
        self.own: VoucherDetail | None = None
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.banner = NoticePanel(Tone.BAD, "Cancelled")
        self.notice = NoticePanel(Tone.CAUTION)
        for place, panel in enumerate((self.banner, self.notice)):
            self.column.insertWidget(place, panel)
        self.lines = RowsTable(
            _LINES, settings=self._desk.settings, key="challan-lines", grow_to=16
        )
        self.lines.leave_out(("drawing", "material_code", "packets", "hsn", "rate"))
        self.setFocusProxy(self.lines)
        self.totals = QLabel()
        self.figures = TotalsBox()
        self.figures.setFixedWidth(300)
        self.movement, self.consignee, self.carriage = Facts(), Facts(), Facts()
        section = self.add_section("Lines", self.lines)
        section.beside.addWidget(self.totals)
        yield
        right = Qt.AlignmentFlag.AlignRight
        self.column.insertWidget(self.column.count() - 1, self.figures, 0, right)
        yield
        self.movement_section = self.add_section("Why the goods move", self.movement)
        self.add_section("Consignee", self.consignee)
        self.carriage_section = self.add_section("Carriage and references", self.carriage)
        yield
        self.papers = RowsTable(order_rows.PAPERS, grow_to=8)
        self.papers_section = self.add_section("Papers", self.papers)
        self.papers.opened.connect(self._open_paper)
        yield
        self.mails = MailsSection(self._desk, self)
        self.column.insertWidget(self.column.count() - 1, self.mails)

    @property
    def key(self) -> int | None:
        """The id of the challan that was asked for last."""
        return self._key

    @property
    def current(self) -> ChallanDetail | None:
        """The challan that is shown, unless another is on its way."""
        shown = self.challan
        return shown if shown is not None and shown.id == self._key else None

    def forget(self) -> None:
        """It is not in the books any more: news of it is not waited for."""
        if self._ticket is not None:
            self._ticket.drop()
        self._key = None

    def show_paper(self, key: int) -> None:
        """Read that challan and show it; an earlier wish not yet answered is forgotten."""
        if key != self._key:
            self._key, self.challan, self.own = key, None, None
        self.reload()

    def reload(self) -> None:
        """The books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, read, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, opened: Opened) -> None:
        self.parts.then(partial(self._show, opened))

    def _show(self, opened: Opened) -> None:
        challan = opened.challan
        other = self.challan is None
        self.challan, self.own = challan, opened.own
        self.header.show_facts(
            say(f"Challan {challan.number}"),
            party=challan.consignee.name,
            day=challan.date,
            value=challan.value,
            status=challan.status,
            others=_more(opened),
        )
        reason = challan.cancelled_reason
        self.banner.say(f"{reason.rstrip('.')}. The number stays used." if reason else "")
        is_draft = challan.status is Status.DRAFT
        self.notice.say("A draft: the goods have no paper yet." if is_draft else "")
        self.lines.set_rows([_row(line) for line in challan.lines])
        self.lines.put_away(
            [
                key
                for key in _ONLY_WHERE_SAID
                if all(getattr(line, key) is None for line in challan.lines)
            ]
        )
        self.totals.setText(say(f"{by_unit(challan.lines)}  ·  {cells.money(challan.value)}"))
        goods = challans.goods_value(challan.lines)
        priced = opened.own is not None and opened.own.total != goods
        self.figures.setVisible(priced)
        self.figures.show_paper(opened.own if priced else None)
        movement = _movement(opened.own)
        self.movement.set_facts(movement)
        self.movement_section.setVisible(any(value for _, value in movement))
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
        self.mails.show_paper(challan.id)
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


def read(session: Any, challan_id: int) -> Opened:
    """Runs in a reading lane."""
    challan = challans.detail(session, challan_id)
    replaceable = False
    if challan.order is not None and challan.order.id is not None:
        items = order_detail.item_lines(session, [challan.order.id])[challan.order.id]
        replaceable = any(item.replaceable > 0 for item in items)
    own = None
    if challan.order is None:
        own = voucher_detail.detail(session, challan_id, VoucherKind.CHALLAN)
    return Opened(challan, replaceable, own)


def _more(opened: Opened) -> Iterator[str]:
    """What the header line says beside party, date and value."""
    if opened.challan.is_replacement:
        yield "replacement of rejected goods"
    if opened.own is not None:
        yield opened.own.nature.value if opened.own.nature else "without an order"


def _movement(own: VoucherDetail | None) -> list[Fact]:
    """Why goods that belong to no order move (Rule 55), and when they are to be back."""
    if own is None:
        return []
    until = "To be decided by" if own.nature is Nature.APPROVAL else "To be back by"
    place = own.place_of_supply
    return [
        ("Sent for", own.nature.value.capitalize() if own.nature else None),
        (until, cells.day(own.due_date)),
        ("Reason", own.reason),
        ("Place of supply", f"{own.place_of_supply_name} ({place})" if place else None),
        ("Arrived", "yes" if own.is_delivered else None),
        ("Notes", own.particulars.notes),
        ("Terms", "\n".join(own.particulars.terms)),
    ]


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
    number, day = said.certificate_number, cells.day(said.certificate_date)
    guarantee = say(f"{number} of {day}") if number and day else number or day
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
