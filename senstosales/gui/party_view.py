"""One party: who he is, his tax, what he is to us, his newest orders, and his account on a page beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from senstosales.domain.kinds import Status
from senstosales.domain.law import state_name
from senstosales.domain.party_names import pan_of
from senstosales.domain.told import named
from senstosales.gui import cells
from senstosales.gui.account_view import AccountView
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts, Section
from senstosales.gui.jobs import Ticket
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import merged_parties, orders
from senstosales.queries import parties as queries
from senstosales.queries.columns import Column, Filter, Look
from senstosales.queries.merged_parties import Likeness
from senstosales.queries.orders import OrderRow
from senstosales.queries.parties import PartyDetail

_NEWEST = 10
_ORDERS = (
    Column("number", "PO number", Look.NUMBER, 11),
    Column("date", "PO date", Look.DATE, 12),
    Column("items", "Items", Look.COUNT, 6),
    Column("value", "Value ₹", Look.MONEY, 13),
    Column("status", "Status", Look.STATUS, 16),
)


class PartyView(DetailPage):
    """`show_party(id)` reads and shows it, `reload()` again; `loaded(PartyDetail)`, or `gone`.

    `merge_wanted(id)` names a party that may be the same.
    """

    loaded = Signal(object)
    gone = Signal()
    merge_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.party: PartyDetail | None = None
        self.parts = Turns(self, self._build())

    def _build(self) -> Iterator[None]:
        self.missing = NoticePanel(Tone.CAUTION, "Not complete")
        self.alike = NoticePanel(Tone.INFO, "There may be two of this one")
        self.column.insertWidget(0, self.missing)
        self.column.insertWidget(1, self.alike)
        self.where, self.tax = Facts(columns=1), Facts(columns=1)
        who = QWidget()
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for title, facts in (("Addresses", self.where), ("Tax", self.tax)):
            row.addWidget(Section(title, facts), 1, Qt.AlignmentFlag.AlignTop)
        self.column.insertWidget(self.column.count() - 1, who)
        yield
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
        ask = partial(self._desk.books.ask, read, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, found: "_Seen") -> None:
        self.parts.then(partial(self._show, found))

    def _show(self, found: "_Seen") -> None:
        party, newest = found.party, found.newest
        self.party = party
        roles = {"Customer": party.is_customer, "Supplier": party.is_supplier}
        facts = [role for role, held in roles.items() if held]
        if party.is_default:
            facts.append("default buyer")
        status = Status.ACTIVE if party.is_active else Status.INACTIVE
        self.header.show_facts(party.name, status=status, others=facts)
        self.missing.say(_lacking(party))
        self._tell_alike(found.alike)
        self.where.set_facts(
            (
                ("Attention", party.designation),
                ("Address", party.address or say("not known")),
                ("Delivery", party.shipping_address or say("the same")),
            )
        )
        self.tax.set_facts(_tax(party))
        self.with_us.set_facts(
            (
                ("Department", party.department_no),
                ("Our vendor code", party.supplier_code),
                ("Phone", party.phone),
                ("E-mail", party.email),
                (
                    "Owed at the start",
                    cells.money(party.opening_balance) if party.opening_balance else None,
                ),
                ("Credit limit", cells.money(party.credit_limit) if party.credit_limit else None),
                (
                    "Orders",
                    cells.written(party.orders, Look.COUNT) if party.orders else say("none yet"),
                ),
                ("Ordered in all", cells.money(party.value) if party.orders else None),
            )
        )
        self.newest.setVisible(bool(newest))
        self.orders.set_rows(newest)
        self.loaded.emit(party)

    def _tell_alike(self, alike: tuple[Likeness, ...]) -> None:
        if not alike:
            self.alike.say("")
            return
        first = alike[0]
        other, name = (
            (first.second, first.second_name)
            if first.first == self._key
            else (first.first, first.first_name)
        )
        shared = " and ".join(first.why)
        more = f", and {len(alike) - 1} more" if len(alike) > 1 else ""
        self.alike.say(
            f"{named(name)} has {shared}{more}.", "Merge…", partial(self.merge_wanted.emit, other)
        )

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_order(self, row: OrderRow) -> None:
        self._desk.open("orders", row.id)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The party, its newest orders and who may be the same, seen at one moment."""

    party: PartyDetail
    newest: tuple[OrderRow, ...]
    alike: tuple[Likeness, ...]


def read(session: Any, key: int) -> _Seen:
    """Runs in a reading lane."""
    newest = orders.page(session, Filter(parent=key), None, _NEWEST, 0)
    alike = merged_parties.likely(session, key)
    return _Seen(queries.detail(session, key), tuple(newest), alike)


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
    yield "GSTIN", party.gstin or say("not known")
    yield "PAN", pan_of(party.gstin) or None
    yield (
        "State",
        f"{party.state_name} ({party.state_code})" if party.state_code else say("not known"),
    )
    yield "Place of supply", f"{state_name(place)} ({place})" if place else say("not known")
    for further in party.registrations:
        yield "Further GSTIN", "\n".join(further.words.split(" · "))


class PartyPages(QTabWidget):
    """The party and its account, each read when it is seen: `show_party(id)`, `reload()`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName(say("Parts of the party"))
        self.party, self.account = PartyView(desk), AccountView(desk)
        self.addTab(self.party, say("Party"))
        self.addTab(self.account, say("Account"))
        self._account_of: int | None = None
        self.currentChanged.connect(self._turned)
        self.setFocusProxy(self.party)

    def show_party(self, key: int) -> None:
        """Show that party on both pages; its account is read when its page is seen."""
        self.party.show_party(key)
        self._account_of = None
        self._turned()

    def reload(self) -> None:
        """Read again what is seen, as when the books changed."""
        self.party.reload()
        self._account_of = None
        self._turned()

    def show_account(self) -> None:
        """Turn to the account and give it the keyboard."""
        self.setCurrentWidget(self.account)
        self.account.setFocus()

    def _turned(self) -> None:
        key = self.party.key
        if self.currentWidget() is self.account and key is not None and key != self._account_of:
            self._account_of = key
            self.account.show_paper(key)
        self.setFocusProxy(self.currentWidget())
