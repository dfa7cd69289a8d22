"""Invoices that are not paid: how old what is open is, and the list of them."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.gui.age_bands import AgeBands
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import payment_form, statements
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.queries import open_invoices as queries
from senstosales.queries.columns import Filter
from senstosales.queries.open_invoices import Band, OpenRow

_GROUP = "Open invoices"


class AgeingPage(QWidget):
    """Enter opens an invoice in its tab; `Record payment` begins its payment."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._ticket: Ticket | None = None
        self.bands = AgeBands()
        self.bands.chosen.connect(self._narrow)
        self.view = RegisterView(
            desk,
            queries.REGISTER,
            empty=Empty("Nothing is open", "Every invoice in force is paid, credited or deducted."),
        )
        add = partial(desk.actions.add, self, group=_GROUP)
        self.pay: QAction = add(
            "Record payment", "Ctrl+M", self._pay, icon="wallet",
            help="Record what came for the marked invoice",
        )  # fmt: skip
        self.statement: QAction = add(
            "Statement…", "Ctrl+P", self._statement, icon="printer",
            help="Preview the account of the marked invoice's buyer",
        )  # fmt: skip
        self.view.add_action(self.statement)
        self.view.add_action(self.pay, primary=True)
        top = QWidget()
        row = QVBoxLayout(top)
        row.setContentsMargins(12, 12, 12, 0)
        row.addWidget(self.bands)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.view, 1)
        self.view.opened.connect(partial(desk.open, "invoices"))
        self.view.selected.connect(self._marked)
        self.view.export_requested.connect(self._export)
        self._marked(None)
        self.watcher = Watcher(self, desk.live, queries.REGISTER.watches, self.refresh)
        self.setFocusProxy(self.view)
        self.refresh()

    @property
    def row(self) -> OpenRow | None:
        """The marked invoice."""
        key = self.view.current
        place = self.view.model.find(key) if key is not None else None
        found = self.view.model.row_at(place) if place is not None else None
        return found if isinstance(found, OpenRow) else None

    def refresh(self) -> None:
        """Read the bands again; the list does so itself."""
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self.desk.books.ask, queries.bands)
        self._ticket = self.desk.jobs.read(ask, self.bands.show_bands, owner=self)

    def _narrow(self, band: Band | None) -> None:
        base = Filter() if band is None else Filter(since=band.since, until=band.until)
        self.view.restrict(base)

    def _marked(self, key: int | None) -> None:
        for action in (self.pay, self.statement):
            action.setEnabled(key is not None)

    def _pay(self) -> None:
        if self.row is not None:
            payment_form.open_new(self.desk, self, invoice_id=self.row.id)

    def _statement(self) -> None:
        row = self.row
        if row is None:
            return
        if row.party_id is None:
            self.desk.messages.tell(f"{row.party or 'The buyer'} is not among the parties.")
        else:
            statements.show_statement(self.desk, row.party_id, self)

    def _export(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)
