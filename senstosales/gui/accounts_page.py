"""The accounts of all parties beside the one that is marked."""

from PySide6.QtWidgets import QWidget

from senstosales.gui.account_view import AccountView
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import payment_form, statements
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.tables import Empty
from senstosales.queries import accounts as queries
from senstosales.queries.accounts import Statement


class AccountsPage(PaperTab):
    """Who owes how much, and why; statements to be printed and sent."""

    noun = "accounts"
    group = "Accounts"
    table = "parties"
    watches = queries.REGISTER.watches

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = AccountView(desk)
        super().__init__(
            desk,
            queries.REGISTER,
            self.detail,
            empty=Empty(
                "No accounts yet",
                "A party has an account as soon as something is billed to it or paid by it.",
            ),
            split=(576, 790),
            parent=parent,
        )
        self.view.table.leave_out(("last_paid", "settled", "billed"))
        self.print = self._act(
            "Statement…", "Ctrl+P", self._print, "printer",
            "Preview the statement of account of these days and print it",
        )  # fmt: skip
        self.save = self._act(
            "Save as PDF…", "Ctrl+S", self._save, "file-down", "Save the statement as PDF"
        )
        self.export = self._act(
            "Export as Excel…", "Ctrl+Shift+E", self._export, "file-spreadsheet",
            "Save the statement as an Excel workbook",
        )  # fmt: skip
        self.pay = self._act(
            "Record payment", "Ctrl+M", self._pay, "wallet", "Enter money that this party paid"
        )
        self.show_party = self._act(
            "Open the party", "Ctrl+Shift+T", self._open_party, "building-2",
            "Show the party in the Parties tab",
        )  # fmt: skip
        self._offer(self.print, self.save, self.export, None, self.pay, self.show_party)
        self.detail.loaded.connect(self._loaded)

    def _loaded(self, account: Statement) -> None:
        for action in self._actions:
            action.setEnabled(True)
        self._set_primary(self.pay if account.closing > 0 else self.print)

    def _print(self) -> None:
        account = self.detail.account
        if account is not None:
            statements.show_statement(
                self.desk, account.party_id, self, since=account.since, until=account.until
            )

    def _save(self) -> None:
        account = self.detail.account
        if account is not None:
            statements.save_pdf(self.desk, account, self)

    def _export(self) -> None:
        account = self.detail.account
        if account is not None:
            statements.save_workbook(self.desk, account, self)

    def _pay(self) -> None:
        if self.detail.key is not None:
            payment_form.open_new(self.desk, self, party_id=self.detail.key)

    def _open_party(self) -> None:
        if self.detail.key is not None:
            self.desk.open("parties", self.detail.key)
