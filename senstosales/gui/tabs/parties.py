"""The Parties tab: everybody we deal with, beside the one that is open."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.domain.told import named
from senstosales.gui import changes_of, party_view, turns
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.dialogs import duplicates, merge_parties, party_form
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.party_view import PartyPages
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.queries import parties as queries
from senstosales.queries.ahead import first_of
from senstosales.queries.parties import PartyDetail
from senstosales.services import parties

_GROUP = "Parties"
_WATCHES = frozenset(
    {"parties", "party_registrations", "orders", "vouchers", "payments", "payment_lines"}
)


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
        self.pages = PartyPages(desk)
        self.party = self.pages.party
        self.both = ListAndDetail(self.view, self.pages, desk.settings, "parties")
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
        self.who = changes_of.action(desk, self, _GROUP, "parties", self._shown_key)
        self.account = add(
            "Account",
            "Ctrl+Shift+A",
            self._account,
            icon="wallet",
            help="Show the account of this party",
        )
        self.merge = add(
            "Merge with another…",
            "Ctrl+Shift+M",
            self._merge,
            icon="users",
            help="The same party twice: let everything belong to one of the two",
        )
        self.duplicates = add(
            "Duplicates…",
            "Ctrl+Shift+D",
            self._duplicates,
            icon="search",
            help="Show parties that may be one: same GSTIN, name, e-mail or phone",
        )
        self.view.add_action(self.duplicates)
        self.who.setEnabled(False)
        for action in (self.edit, self.make_default, self.statement, self.account, self.merge):
            action.setEnabled(False)
        self.view.add_action(self.new)
        self.party.header.set_primary(self.edit)
        self.party.header.set_more(
            [self.account, self.statement, None, self.make_default, self.merge, None, self.who]
        )
        self.party.merge_wanted.connect(self._merge_with)
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
        self.pages.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self.pages.show_party(key)
        self.both.show_detail()

    def _shown_key(self) -> int | None:
        return self.party.key

    def _loaded(self, party: PartyDetail) -> None:
        self.edit.setEnabled(True)
        for action in (self.statement, self.account, self.merge, self.who):
            action.setEnabled(True)
        usable = party.is_customer and party.is_active
        self.make_default.setEnabled(usable and not party.is_default)

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self.pages.show_party(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self.pages.show_party(key)
        self.both.show_detail()
        turns.finish(self.pages)  # the keyboard goes to a part of it
        self.pages.setFocus()

    def _add(self) -> None:
        party_form.open_new(self.desk, self, self.show_item)

    def _edit(self) -> None:
        if self.party.key is not None:
            party_form.open_party(self.desk, self.party.key, self)

    def _statement(self) -> None:
        from senstosales.gui.dialogs import statements

        if self.party.key is not None:
            statements.show_statement(self.desk, self.party.key, self)

    def _account(self) -> None:
        if self.party.key is not None:
            self.both.show_detail()
            self.pages.show_account()

    def _merge(self) -> None:
        self._merge_with(None)

    def _merge_with(self, other: int | None) -> None:
        if self.party.key is not None:
            merge_parties.open_merge(self.desk, self.party.key, self, self.show_item, other)

    def _duplicates(self) -> None:
        duplicates.open_duplicates(self.desk, self, self.show_item)

    def _make_default(self) -> None:
        party = self.party.party
        if party is not None:
            self.desk.jobs.write(
                partial(parties.make_default, self.desk.books, self.desk.actor, party.id),
                partial(self._made_default, party.name),
                owner=self,
            )

    def _made_default(self, name: str, _nothing: None) -> None:
        self.desk.messages.note(f"{named(name)} is the default buyer now.")

    def _export_list(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)


SPEC = TabSpec(
    title="Parties",
    icon="building-2",
    nouns=("parties",),
    factory=PartiesTab,
    watches=_WATCHES,
    ahead=first_of(queries.REGISTER, party_view.read),
)
