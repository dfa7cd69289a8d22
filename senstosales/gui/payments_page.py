"""The register of payments beside the one that is marked."""

from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.told import named
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import payment_form, statements
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.payment_view import PaymentView
from senstosales.gui.tables import Empty
from senstosales.queries import payments as queries
from senstosales.queries.payments import PaymentDetail
from senstosales.services import payments


class PaymentsPage(PaperTab):
    """What came in: recorded, changed, deleted."""

    noun = "payments"
    group = "Payments"
    table = "payments"
    watches = frozenset({"payments", "payment_lines", "vouchers", "parties"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = PaymentView(desk)
        super().__init__(
            desk,
            queries.REGISTER,
            self.detail,
            empty=Empty(
                "No payments yet",
                "Record what a customer paid and what he kept back: GST-TDS, income-tax TDS, "
                "liquidated damages. It settles his invoices, the oldest first if you like.",
                "Record a payment",
                self.record,
            ),
            split=(720, 646),
            parent=parent,
        )
        self.view.table.leave_out(("reference", "method", "on_account", "settled", "invoices"))
        self.new = self._act(
            "Record payment", "Ctrl+N", self.record, "plus", "Enter money that a customer paid"
        )
        self.edit = self._act("Change…", "F2", self._edit, "pencil", "Correct this payment")
        self.statement = self._act(
            "Statement of account…", "Ctrl+P", self._statement, "printer",
            "Preview the account of this party and print it",
        )  # fmt: skip
        self.copy = self._act(
            "Copy reference",
            "Ctrl+Shift+C",
            self._copy,
            "copy",
            "Copy the reference of the payment",
        )
        self.delete = self._act(
            "Delete…", "Ctrl+Del", self._delete, "trash-2",
            "Take the payment back; what it settled is open again",
        )  # fmt: skip
        self._offer(self.edit, self.statement, self.copy, None, self.delete)
        self.view.add_action(self.new)
        self.detail.loaded.connect(self._loaded)

    def record(self) -> None:
        """Open the form of a new payment."""
        payment_form.open_new(self.desk, self, saved=self.show_item)

    def _loaded(self, payment: PaymentDetail) -> None:
        for action in self._actions:
            action.setEnabled(True)
        self.copy.setEnabled(bool(payment.reference))
        self._set_primary(self.edit)

    def _edit(self) -> None:
        payment = self.detail.current
        if payment is not None:
            payment_form.open_payment(self.desk, payment.id, self)

    def _statement(self) -> None:
        payment = self.detail.current
        if payment is not None:
            statements.show_statement(self.desk, payment.party_id, self)

    def _copy(self) -> None:
        payment = self.detail.current
        if payment is not None and payment.reference:
            self._copy_number(payment.reference)

    def _delete(self) -> None:
        payment = self.detail.current
        if payment is None:
            return
        desk = self.desk
        value = cells.money(payment.received + payment.deducted)
        RemovalDialog(
            desk,
            title=f"Delete the payment of {value}?",
            sentence=f"{named(payment.party)}, {cells.day(payment.date)}. What it settled is open again; the "
            "audit trail keeps what stood in it.",
            button="Delete it",
            write=partial(payments.delete, desk.books, desk.actor, payment.id),
            done=partial(self._deleted, value),
            parent=self,
        ).open()

    def _deleted(self, value: str) -> None:
        self.detail.forget()
        self.both.back()
        self.desk.messages.note(
            f"The payment of {value} is deleted; what it settled is open again."
        )
