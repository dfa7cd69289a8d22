"""One payment, whole: what came, what was kept back, and the invoices it settles."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.jobs import Ticket
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import payments as queries
from senstosales.queries.columns import Column, Look
from senstosales.queries.payments import PaymentDetail

_SEEN = 16
_LINES = (
    Column("invoice", "Invoice", Look.NUMBER, 14, own=True),
    Column("what", "What", Look.TEXT, 22, own=True),
    Column("amount", "Amount ₹", Look.MONEY, 14),
)


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A part of a payment as the table shows it; `invoice_id` leads to the invoice."""

    id: int
    invoice: str
    what: str
    amount: Decimal
    invoice_id: int | None


class PaymentView(DetailPage):
    """`show_paper(id)` reads and shows it, `reload()` again; `loaded(PaymentDetail)`, or `gone`."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.payment: PaymentDetail | None = None
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.spare = NoticePanel(Tone.CAUTION, "On account")
        self.column.insertWidget(0, self.spare)
        self.lines = RowsTable(_LINES, grow_to=_SEEN)
        self.lines.opened.connect(self._open_invoice)
        self.add_section("What it settles", self.lines)
        self.setFocusProxy(self.lines)
        yield
        self.facts = Facts()
        self.add_section("The payment", self.facts)

    @property
    def key(self) -> int | None:
        """The id of the payment that was asked for last."""
        return self._key

    @property
    def current(self) -> PaymentDetail | None:
        """The payment that is shown, unless another is on its way."""
        found = self.payment
        return found if found is not None and found.id == self._key else None

    def show_paper(self, key: int) -> None:
        """Read that payment and show it."""
        self._key = key
        self.reload()

    def forget(self) -> None:
        """It is not in the books any more: news of it is not waited for."""
        if self._ticket is not None:
            self._ticket.drop()
        self._key = None

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, queries.detail, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, payment: PaymentDetail) -> None:
        self.parts.then(partial(self._show, payment))

    def _show(self, payment: PaymentDetail) -> None:
        self.payment = payment
        self.header.show_facts(
            payment.party,
            day=payment.date,
            value=payment.received + payment.deducted,
        )
        spare = payment.on_account
        self.spare.say(
            f"{cells.money(spare)} of it settles no invoice. Press Change to say what it is for."
            if spare
            else ""
        )
        self.lines.set_rows(tuple(_rows(payment)))
        self.facts.set_facts(_facts(payment))
        self.loaded.emit(payment)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_invoice(self, row: SettledRow) -> None:
        if row.invoice_id is not None:
            self._desk.open("invoices", row.invoice_id)


def _rows(payment: PaymentDetail) -> Iterator[SettledRow]:
    for place, line in enumerate(payment.lines):
        yield SettledRow(
            place,
            line.invoice_number or "On account",
            line.kind.label,
            line.amount,
            line.invoice_id,
        )


def _facts(payment: PaymentDetail) -> Iterator[tuple[str, str | None]]:
    yield "Money received", cells.money(payment.received)
    yield "Kept back", cells.money(payment.deducted) if payment.deducted else say("nothing")
    yield "On account", cells.money(payment.on_account) if payment.on_account else None
    yield "Way", say(PAYMENT_METHODS.get(payment.method or 0, ""))
    yield "Reference", payment.reference
    yield "Note", payment.note
    yield "Entered", cells.moment(payment.created_at) if payment.created_at else None
