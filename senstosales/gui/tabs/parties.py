"""The Parties tab: everybody we deal with, beside the one that is open."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.domain.law import state_name
from senstosales.gui import cells
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.detail import DetailPage, Facts, Section
from senstosales.gui.dialogs import party_form
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.jobs import Ticket
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, ExportWish, RegisterView, RowsTable
from senstosales.queries import orders
from senstosales.queries import parties as queries
from senstosales.queries.columns import Column, Filter, Look
from senstosales.queries.orders import OrderRow
from senstosales.queries.parties import PartyDetail
from senstosales.services import parties

_GROUP = "Parties"
_WATCHES = frozenset({"parties", "orders"})
_NEWEST = 10
_ORDERS = (
    Column("number", "PO number", Look.NUMBER, 11),
    Column("date", "PO date", Look.DATE, 12),
    Column("items", "Items", Look.COUNT, 6),
    Column("value", "Value ₹", Look.MONEY, 13),
    Column("status", "Status", Look.STATUS, 16),
)


class PartyView(DetailPage):
    """`show_party(id)` reads and shows it, `reload()` again; `loaded(PartyDetail)`, or `gone`."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.party: PartyDetail | None = None
        self.missing = NoticePanel(Tone.CAUTION, "Not complete")
        self.column.insertWidget(0, self.missing)
        self.where, self.tax = Facts(columns=1), Facts(columns=1)
        who = QWidget()
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for title, facts in (("Addresses", self.where), ("Tax", self.tax)):
            row.addWidget(Section(title, facts), 1, Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(self.column.count() - 1, who)
        self.with_us = Facts()
        self.add_section("With us", self.with_us)
        self.orders = RowsTable(_ORDERS, grow_to=_NEWEST)
        self.orders.opened.connect(self._open_order)
        self.newest = self.add_section("Newest orders", self.orders)
        self.setFocusProxy(self.orders)

    @property
    def key(self) -> int | None:
        """The id of the party that was asked for last."""
        return self._key

    def show_party(self, key: int) -> None:
        """Read that party and show it."""
        self._key = key
        self.reload()

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(_read, self._desk, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, found: tuple[PartyDetail, tuple[OrderRow, ...]]) -> None:
        party, newest = found
        self.party = party
        roles = {"Customer": party.is_customer, "Supplier": party.is_supplier}
        facts = [role for role, held in roles.items() if held]
        if party.is_default:
            facts.append("default buyer")
        status = Status.ACTIVE if party.is_active else Status.INACTIVE
        self.header.show_facts(party.name, status=status, others=facts)
        self.missing.say(_lacking(party))
        self.where.set_facts(
            (
                ("Attention", party.designation),
                ("Address", party.address or "not known"),
                ("Delivery", party.shipping_address or "the same"),
            )
        )
        self.tax.set_facts(_tax(party))
        self.with_us.set_facts(
            (
                ("Department", party.department_no),
                ("Our vendor code", party.supplier_code),
                ("Phone", party.phone),
                ("E-mail", party.email),
                ("Orders", cells.written(party.orders, Look.COUNT) if party.orders else "none yet"),
                ("Ordered in all", cells.money(party.value) if party.orders else None),
            )
        )
        self.newest.setVisible(bool(newest))
        self.orders.set_rows(newest)
        self.loaded.emit(party)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_order(self, row: OrderRow) -> None:
        self._desk.open("orders", row.id)


class PartiesTab(Tab):
    """The register of parties, and the one that is marked."""

    noun = "parties"
    watches = _WATCHES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(
            desk,
            queries.REGISTER,
            empty=Empty(
                "No parties yet",
                "A customer comes with the first order page. Others are added here.",
                "New party",
                self._add,
            ),
        )
        self.party = PartyView(desk)
        self.both = ListAndDetail(self.view, self.party, desk.settings, "parties")
        if not desk.settings.contains("split/parties"):
            self.both.splitter.setSizes([720, 630])
        add = partial(desk.actions.add, self, group=_GROUP)
        self.new = add("New party", "Ctrl+N", self._add, icon="plus")
        self.edit = add("Change", "F2", self._edit, icon="pencil", help="Change this party")
        self.make_default = add(
            "Make default buyer",
            "Ctrl+D",
            self._make_default,
            icon="check",
            help="Bill to this party unless an order's department says otherwise",
        )
        self.statement = add(
            "Statement of account…",
            "Ctrl+P",
            self._statement,
            icon="printer",
            help="Preview what was billed to this party and paid by it, and print it",
        )
        for action in (self.edit, self.make_default, self.statement):
            action.setEnabled(False)
        self.view.add_action(self.new)
        self.party.header.set_primary(self.edit)
        self.party.header.set_more([self.statement, self.make_default])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both)
        self.view.selected.connect(self._marked)
        self.view.opened.connect(self._opened)
        self.view.table.clicked.connect(self._clicked)
        self.view.export_requested.connect(self._export_list)
        self.party.loaded.connect(self._loaded)
        self.party.gone.connect(self.both.back)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        self.party.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self.party.show_party(key)
        self.both.show_detail()

    def _loaded(self, party: PartyDetail) -> None:
        self.edit.setEnabled(True)
        self.statement.setEnabled(True)
        usable = party.is_customer and party.is_active
        self.make_default.setEnabled(usable and not party.is_default)

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self.party.show_party(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self.party.show_party(key)
        self.both.show_detail()
        self.party.setFocus()

    def _add(self) -> None:
        party_form.open_new(self.desk, self, self.show_item)

    def _edit(self) -> None:
        if self.party.key is not None:
            party_form.open_party(self.desk, self.party.key, self)

    def _statement(self) -> None:
        from senstosales.gui.dialogs import statements

        if self.party.key is not None:
            statements.show_statement(self.desk, self.party.key, self)

    def _make_default(self) -> None:
        party = self.party.party
        if party is not None:
            self.desk.jobs.write(
                partial(parties.make_default, self.desk.books, self.desk.actor, party.id),
                partial(self._made_default, party.name),
                owner=self,
            )

    def _made_default(self, name: str, _nothing: None) -> None:
        self.desk.messages.note(f"{name} is the default buyer now.")

    def _export_list(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)


def _read(desk: Desk, key: int) -> tuple[PartyDetail, tuple[OrderRow, ...]]:
    """Runs in a reading lane: the party and its newest orders, seen at one moment."""
    with desk.books.read() as session:
        newest = orders.page(session, Filter(parent=key), None, _NEWEST, 0)
        return queries.detail(session, key), tuple(newest)


def _lacking(party: PartyDetail) -> str:
    """What invoices to this party will lack."""
    lacking = []
    if party.is_customer and not party.gstin:
        lacking.append("GSTIN")
    if not party.address:
        lacking.append("address")
    if party.is_customer and not party.state_code:
        lacking.append("state")
    if not lacking:
        return ""
    words = " and ".join(filter(None, (", ".join(lacking[:-1]), lacking[-1])))
    return f"Papers for this party will lack: {words}. Press Change to enter it."


def _tax(party: PartyDetail) -> Iterator[tuple[str, str | None]]:
    place = party.place_of_supply
    yield "GSTIN", party.gstin or "not known"
    yield "State", f"{party.state_name} ({party.state_code})" if party.state_code else "not known"
    yield "Place of supply", f"{state_name(place)} ({place})" if place else "not known"


SPEC = TabSpec(
    title="Parties",
    icon="building-2",
    nouns=("parties",),
    factory=PartiesTab,
    watches=_WATCHES,
)
