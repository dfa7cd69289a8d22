"""The Payments tab: what came in, what is open and how old it is, and the accounts of parties."""

from typing import cast

from PySide6.QtWidgets import QWidget

from senstosales.gui.accounts_page import AccountsPage
from senstosales.gui.ageing_page import AgeingPage
from senstosales.gui.desk import Desk
from senstosales.gui.pages_tab import Page, PagesTab
from senstosales.gui.payments_page import PaymentsPage
from senstosales.gui.tab import TabSpec
from senstosales.queries import accounts, open_invoices, payments
from senstosales.queries.ahead import all_of, first_of

_PAGES = (
    Page("Payments", "Ctrl+Shift+R", "Show what came in", PaymentsPage),
    Page("Open invoices", "Ctrl+Shift+O", "Show what is not paid, by age", AgeingPage),
    Page(
        "Accounts", "Ctrl+Shift+A", "Show who owes how much, and the account of a party",
        AccountsPage,
    ),
)  # fmt: skip


class PaymentsTab(PagesTab):
    """Three pages; each refreshes itself."""

    noun = "payments"
    group = "Payments"
    bar_name = "Parts of the payments"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _PAGES, parent)

    @property
    def payments(self) -> PaymentsPage:
        return cast("PaymentsPage", self.page(0))

    @property
    def ageing(self) -> AgeingPage:
        return cast("AgeingPage", self.page(1))

    @property
    def accounts(self) -> AccountsPage:
        return cast("AccountsPage", self.page(2))

    def show_item(self, key: int) -> None:
        """Open the payment with that id."""
        self.show_page(0)
        self.payments.show_item(key)


SPEC = TabSpec(
    title="Payments",
    icon="wallet",
    nouns=("payments", "open_invoices"),
    factory=PaymentsTab,
    count=open_invoices.overdue,
    watches=open_invoices.REGISTER.watches,
    ahead=all_of(
        first_of(payments.REGISTER, payments.detail),
        first_of(open_invoices.REGISTER),
        open_invoices.bands,
        first_of(accounts.REGISTER, accounts.statement),
    ),
)
