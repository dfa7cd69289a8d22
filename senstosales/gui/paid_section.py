"""What has been paid of an invoice, and what is open, in its detail."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Facts, Section
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries.columns import Column, Look
from senstosales.queries.invoice_account import InvoiceAccount, PaidLine

_SEEN = 8
_LINES = (
    Column("day", "Date", Look.DATE, 11),
    Column("what", "What", Look.TEXT, 18, own=True),
    Column("amount", "Amount ₹", Look.MONEY, 13),
    Column("method", "Way", Look.NUMBER, 12),
    Column("reference", "Reference", Look.NUMBER, 16),
)


class PaidSection(QWidget):
    """`show_account(account or None)`: None, as for drafts, hides it. Enter opens a payment."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.facts = Facts()
        self.lines = RowsTable(_LINES, grow_to=_SEEN)
        self.lines.setAccessibleName(say("Payments"))
        self.lines.leave_out(("reference", "method"))
        self.lines.opened.connect(self._open)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.facts)
        column.addWidget(self.lines)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Section("Payment", body))

    def show_account(self, account: InvoiceAccount | None) -> None:
        self.setVisible(account is not None)
        if account is None:
            return
        noted = account.noted
        self.facts.set_facts(
            (
                ("Overpaid" if account.open < 0 else "Open", cells.money(abs(account.open))),
                (
                    "Settled",
                    cells.money(account.settled) if account.settled else say("nothing yet"),
                ),
                (
                    "Notes added" if noted > 0 else "Credited",
                    cells.money(abs(noted)) if noted else None,
                ),
                ("Pay until", cells.day(account.due_date) or None),
            )
        )
        self.lines.set_rows(account.lines)
        self.lines.setVisible(bool(account.lines))

    def _open(self, line: PaidLine) -> None:
        self._desk.open("payments", line.id)
