"""One sent invoice, whole: where it stands, its goods, why it came back, what came of that, every step."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from senstosales.domain.amounts import half_up
from senstosales.domain.handling import Stage
from senstosales.domain.kinds import Status
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.jobs import Ticket
from senstosales.gui.order_rows import Fact
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import handling, handling_trail
from senstosales.queries.columns import Column, Look
from senstosales.queries.handling import HandledInvoice, HandledLine
from senstosales.queries.handling_trail import Changed, Step

_LINES = (
    Column("place", "Line", Look.COUNT, 4),
    Column("name", "Product", Look.TEXT, 24),
    Column("item_code", "Item code", Look.NUMBER, 11),
    Column("shelf", "Shelf", Look.TEXT, 7),
    Column("batch", "Batch", Look.TEXT, 8),
    Column("quantity", "Quantity", Look.QUANTITY, 8),
    Column("mrp", "MRP ₹", Look.RATE, 10),
    Column("value", "Value ₹", Look.MONEY, 11),
    Column("expiry", "Expiry", Look.DATE, 12, shown=False),
    Column("barcode", "Barcode", Look.NUMBER, 14, shown=False),
    Column("company", "Company", Look.TEXT, 14, shown=False),
    Column("packing", "Packing", Look.TEXT, 12, shown=False),
    Column("remarks", "Remarks", Look.TEXT, 18, shown=False),
)
_FIRST_TO_GO = ("batch", "shelf", "item_code")
_CHANGES = (
    Column("what", "What", Look.TEXT, 26, own=True),
    Column("before", "Before", Look.NUMBER, 20),
    Column("after", "After", Look.NUMBER, 20),
)
_STEPS = (
    Column("at", "When", Look.MOMENT, 16),
    Column("said", "Step", Look.TEXT, 25, own=True),
    Column("note", "Why", Look.TEXT, 24),
    Column("who", "Who", Look.TEXT, 13),
)
_SEEN_LINES, _SEEN_ROWS = 16, 12
STATUSES = {
    Stage.REVIEW: Status.REVIEW,
    Stage.DISPATCHED: Status.DISPATCHED,
    Stage.DELIVERED: Status.DELIVERED,
}
"""The word on an invoice; one that is being picked or packed is open."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """Goods of the invoice as the table shows them; `value` in rupees is quantity times MRP."""

    id: int
    place: int
    name: str
    item_code: str
    shelf: str
    batch: str
    quantity: Decimal
    mrp: Decimal
    value: Decimal
    expiry: dt.date | None
    barcode: str
    company: str
    packing: str
    remarks: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A sent invoice and its steps, the oldest first."""

    invoice: HandledInvoice
    steps: tuple[Step, ...]

    @property
    def changes(self) -> tuple[Changed, ...]:
        """What the last correction changed."""
        corrected = [step.changes for step in self.steps if step.changes]
        return corrected[-1] if corrected else ()


class HandlingView(DetailPage):
    """`show_paper(id)` reads and shows it; `loaded(Opened)` follows, or `gone` if it cannot be read."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self._opened: Opened | None = None
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.back = NoticePanel(Tone.CAUTION)
        self.corrected = NoticePanel(Tone.INFO)
        for place, panel in enumerate((self.back, self.corrected)):
            self.column.insertWidget(place, panel)
        self.changes = RowsTable(_CHANGES, grow_to=_SEEN_ROWS)
        self.changed = self.add_section("What came back changed", self.changes)
        yield
        self.lines = RowsTable(
            _LINES, settings=self._desk.settings, key="handling-lines", grow_to=_SEEN_LINES
        )
        self.lines.leave_out(_FIRST_TO_GO)
        self.add_section("Goods", self.lines)
        self.setFocusProxy(self.lines)
        yield
        self.customer, self.facts = Facts(), Facts()
        self.add_section("Customer", self.customer)
        self.add_section("Invoice", self.facts)
        yield
        self.steps = RowsTable(_STEPS, grow_to=_SEEN_ROWS)
        self.add_section("What happened", self.steps)

    @property
    def key(self) -> int | None:
        """The id of the invoice that was asked for last."""
        return self._key

    @property
    def current(self) -> HandledInvoice | None:
        """The invoice that is shown, unless another is on its way."""
        shown = self._opened.invoice if self._opened is not None else None
        return shown if shown is not None and shown.id == self._key else None

    def show_paper(self, key: int) -> None:
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
        ask = partial(self._desk.books.ask, read, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, opened: Opened) -> None:
        self.parts.then(partial(self._show, opened))

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        invoice = opened.invoice
        self.header.show_facts(
            say(f"Invoice {invoice.invoice_no}"),
            party=invoice.customer["name"],
            day=invoice.invoice_date,
            value=invoice.total,
            status=STATUSES.get(invoice.stage, Status.OPEN),
            others=_others(invoice),
        )
        self.back.title.setText(say(_came_back(invoice)))
        self.back.title.show()
        self.back.say((invoice.return_reason or "") if invoice.stage is Stage.REVIEW else "")
        self.corrected.say(_correction(invoice))
        self.changes.set_rows(opened.changes)
        self.changed.setVisible(bool(opened.changes))
        self.lines.set_rows([_line(place, each) for place, each in enumerate(invoice.lines, 1)])
        self.customer.set_facts(_customer(invoice))
        self.facts.set_facts(_facts(invoice))
        self.steps.set_rows(opened.steps[::-1])
        self.loaded.emit(opened)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()


def read(session: Any, key: int) -> Opened:
    """Runs in a reading lane."""
    return Opened(handling.detail(session, key), handling_trail.steps(session, key))


def _others(invoice: HandledInvoice) -> Iterator[str]:
    """What the header line says beside party, date and value."""
    if invoice.stage not in STATUSES:
        yield invoice.stage.label.lower()
    yield f"{invoice.priority.label.lower()}\N{NO-BREAK SPACE}priority"


def _came_back(invoice: HandledInvoice) -> str:
    where = f"Came back from {invoice.returned_from.label.lower()}" if invoice.returned_from else ""
    who = f"by {invoice.returned_by_name}" if invoice.returned_by_name else ""
    when = cells.moment(invoice.returned_at) if invoice.returned_at else ""
    return ", ".join(part for part in (where, who, when) if part)


def _correction(invoice: HandledInvoice) -> str:
    """What was said when it was corrected; while it waits anew, that is over."""
    if invoice.stage is Stage.REVIEW or invoice.resolved_at is None:
        return ""
    why = (invoice.return_reason or "").rstrip(".")
    notes = (invoice.resolution_notes or "").rstrip(".")
    return f"It came back: {why}. Corrected on {cells.moment(invoice.resolved_at)}: {notes}."


def _line(place: int, of: HandledLine) -> LineRow:
    return LineRow(
        id=of.id,
        place=place,
        name=of.name,
        item_code=of.item_code,
        shelf=of.shelf_location,
        batch=of.batch_no,
        quantity=Decimal(of.quantity),
        mrp=of.mrp,
        value=half_up(of.quantity * of.mrp),
        expiry=dt.date.fromisoformat(of.expiry_date) if of.expiry_date else None,
        barcode=of.barcode,
        company=of.company_name,
        packing=of.packing,
        remarks=of.remarks,
    )


def _customer(invoice: HandledInvoice) -> Iterator[Fact]:
    said = invoice.customer
    yield "Name", said["name"]
    yield "Code", said["code"]
    yield "Area", said["area"]
    yield "Address", "\n".join(part for part in (said["address1"], said["address2"]) if part)
    yield "Phone", ", ".join(part for part in (said["phone1"], said["phone2"]) if part)
    yield "E-mail", said["email"]


def _facts(invoice: HandledInvoice) -> Iterator[Fact]:
    yield "Stands at", invoice.stage.label
    yield "Billing", invoice.billing.label
    yield (
        "Salesman",
        ", ".join(part for part in (invoice.salesman_name, invoice.salesman_phone) if part),
    )
    yield "Made by", invoice.created_by
    yield "Remarks", invoice.remarks
    yield "Came in", cells.moment(invoice.created_at)
