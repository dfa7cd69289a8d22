"""The Payments tab: what came in, what is open and how old it is, and the accounts of parties."""

from functools import partial

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from senstosales.gui.accounts_page import AccountsPage
from senstosales.gui.ageing_page import AgeingPage
from senstosales.gui.desk import Desk
from senstosales.gui.payments_page import PaymentsPage
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.wording import say
from senstosales.queries import open_invoices

_GROUP = "Payments"
_PAGES = (
    ("Payments", "Ctrl+Shift+R", "Show what came in"),
    ("Open invoices", "Ctrl+Shift+O", "Show what is not paid, by age"),
    ("Accounts", "Ctrl+Shift+A", "Show who owes how much, and the account of a party"),
)


class PaymentsTab(Tab):
    """Three pages; each refreshes itself."""

    noun = "payments"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.payments = PaymentsPage(desk)
        self.ageing = AgeingPage(desk)
        self.accounts = AccountsPage(desk)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.tabBar().setAccessibleName(say("Parts of the payments"))
        self._all = (self.payments, self.ageing, self.accounts)
        for place, (page, (name, keys, about)) in enumerate(zip(self._all, _PAGES, strict=True)):
            self.pages.addTab(page, say(name))
            action = desk.actions.add(
                self, name, keys, partial(self.show_page, place), group=_GROUP, help=about
            )
            self.pages.setTabToolTip(place, action.toolTip())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.pages.currentChanged.connect(self._page_shown)
        self._page_shown(0)

    def show_item(self, key: int) -> None:
        """Open the payment with that id."""
        self.show_page(0)
        self.payments.show_item(key)

    def show_page(self, place: int) -> None:
        """Show that page and give it the keyboard."""
        self.pages.setCurrentIndex(place)
        self._all[place].setFocus()

    def _page_shown(self, place: int) -> None:
        self.setFocusProxy(self._all[place])


SPEC = TabSpec(
    title="Payments",
    icon="wallet",
    nouns=("payments", "open_invoices"),
    factory=PaymentsTab,
    count=open_invoices.overdue,
    watches=open_invoices.REGISTER.watches,
)
