"""The Invoices tab: the register beside the invoice that is open."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Nature, Status, VoucherKind
from senstosales.gui import voucher_view
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import papers
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.voucher_tab import VoucherTab
from senstosales.queries import invoices as queries
from senstosales.queries import voucher_trail
from senstosales.queries.ahead import first_of
from senstosales.queries.papers import VoucherDetail
from senstosales.services import invoices
from senstosales.services.voucher_drafts import VoucherDraft


class InvoicesTab(VoucherTab):
    """Tax invoices and bills of supply: made from challans, or written without an order."""

    noun = "invoices"
    group = "Invoices"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            queries.REGISTER,
            VoucherKind.INVOICE,
            empty=Empty(
                "No invoices yet",
                "The invoice of an order is made from its delivery challan. An invoice without an "
                "order is written here.",
                "New invoice",
                self._new,
            ),
            split=(624, 742),
            parent=parent,
        )
        self.view.table.leave_out(("challan_number", "tax", "taxable", "order_number", "open"))
        self.new = self._act(
            "New invoice", "Ctrl+N", self._new, "plus", "Write an invoice without an order"
        )
        self.bill = self._act(
            "New bill of supply",
            "Ctrl+Shift+N",
            self._new_bill,
            "receipt-indian-rupee",
            "Write a bill of supply, for goods or buyers that bear no GST",
        )
        self.credit = self._act(
            "Credit note: goods came back, or the price was too high…",
            "Ctrl+J",
            partial(self._note, VoucherKind.CREDIT_NOTE),
            "file-minus-2",
            "Write a credit note on the invoice: the buyer owes less",
        )
        self.debit = self._act(
            "Debit note: the price was too low…",
            "Ctrl+Shift+J",
            partial(self._note, VoucherKind.DEBIT_NOTE),
            "file-plus-2",
            "Write a debit note on the invoice: the buyer owes more",
        )
        self.pay = self._act(
            "Record payment",
            "Ctrl+M",
            self._pay,
            "wallet",
            "Enter what came for the invoice, and what was kept back",
        )
        self.statement = self._act(
            "Statement of account…",
            "Ctrl+Shift+A",
            self._statement,
            "landmark",
            "Preview the buyer's account and print it",
        )
        self.certificate = self._act(
            "Guarantee certificate…",
            "Ctrl+Shift+G",
            self._certificate,
            "award",
            "Preview and print the guarantee certificate of the goods",
        )
        self.dispatch = self._act(
            "Dispatch papers…",
            "Ctrl+Alt+D",
            self._dispatch,
            "truck",
            "Invoice, challan, guarantee certificate and packing slip in one job",
        )
        self._offer(
            self.pay, *self._papers, self.dispatch, self.certificate, self.statement, None,
            self.credit, self.debit, None, *self._fate,
        )  # fmt: skip
        self.view.add_menu("New", "plus", (self.new, self.bill))
        self._offer_marked(VoucherKind.INVOICE)

    def _steps(self, paper: VoucherDetail) -> QAction | None:
        issued = paper.status is Status.ISSUED
        self.credit.setEnabled(issued)
        self.debit.setEnabled(issued)
        self.certificate.setEnabled(paper.challan is not None)
        self.statement.setEnabled(paper.party_id is not None)
        account = self.detail.account
        owed = account is not None and account.open > 0
        self.pay.setVisible(owed)
        return self.pay if owed else super()._steps(paper)

    def _pay(self) -> None:
        from senstosales.gui.dialogs import payment_form

        paper, account = self.detail.current, self.detail.account
        if paper is not None and account is not None and account.open > 0:
            payment_form.open_new(self.desk, self, invoice_id=paper.id)

    def _statement(self) -> None:
        from senstosales.gui.dialogs import statements

        paper = self.detail.current
        if paper is not None and paper.party_id is not None:
            statements.show_statement(self.desk, paper.party_id, self)

    def _new(self) -> None:
        self._write(VoucherKind.INVOICE, nature=Nature.TAX_INVOICE)

    def _new_bill(self) -> None:
        self._write(VoucherKind.INVOICE, nature=Nature.BILL_OF_SUPPLY)

    def _note(self, kind: VoucherKind) -> None:
        paper = self.detail.current
        if paper is not None and paper.status is Status.ISSUED:
            day = self.desk.books.clock().astimezone().date()
            self._write(kind, start=_note_on(kind, paper.id, day))

    def _certificate(self) -> None:
        paper = self.detail.current
        if paper is not None and paper.challan is not None:
            papers.show_certificate(self.desk, paper.challan.id or 0, self)

    def _dispatch(self) -> None:
        paper = self.detail.current
        if paper is not None:
            papers.show_dispatch(self.desk, paper.kind, paper.id, self)

    def _what_cancelling_does(self, paper: VoucherDetail) -> str:
        kept = super()._what_cancelling_does(paper)
        if paper.challan is None:
            return kept
        return f"{kept} Afterwards challan {paper.challan.number} can be invoiced again."

    def _cancelling(self, paper: VoucherDetail, reason: str) -> None:
        if paper.order is None:
            super()._cancelling(paper, reason)
        else:
            invoices.cancel(self.desk.books, self.desk.actor, paper.id, reason)


def _note_on(kind: VoucherKind, invoice_id: int, day: date) -> VoucherDraft:
    """What the form of a note begins with: it fetches the rest from the invoice."""
    return VoucherDraft(kind=kind, date=day, reference_id=invoice_id)


def _unfinished(session: Any) -> int:
    """How many drafts wait to be issued: the number on the tab."""
    return voucher_trail.drafts(session, (VoucherKind.INVOICE,))


SPEC = TabSpec(
    title="Invoices",
    icon="receipt-indian-rupee",
    nouns=("invoices",),
    factory=InvoicesTab,
    count=_unfinished,
    watches=frozenset({"vouchers"}),
    ahead=first_of(queries.REGISTER, voucher_view.read),
)
