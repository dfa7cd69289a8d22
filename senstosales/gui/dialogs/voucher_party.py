"""Whom a paper is for: a party of the books, or somebody typed freely for this paper only."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from senstosales.domain import law
from senstosales.errors import Invalid
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_asking
from senstosales.gui.fields import ChoiceField, Field, MultilineField, TextField
from senstosales.gui.gstin_field import GstinField
from senstosales.gui.jobs import Ticket
from senstosales.gui.type_ahead import TypeAhead
from senstosales.queries.parties import PartyDetail
from senstosales.services.paper_forms import PartyOnPaperDraft

_NAMES = ("name", "designation", "address", "gstin", "state_code", "phone")
_GSTIN_LENGTH = 15
_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


def state_field(placeholder: str = "") -> ChoiceField:
    """A choice of the states of today."""
    states = sorted(
        (state.name, code) for code, state in law.states().items() if state.until is None
    )
    field = ChoiceField(
        [(code, f"{name} ({code})") for name, code in states], placeholder=placeholder
    )
    # The longest name of a state must not make the whole column wider than its place.
    field.box.setSizeAdjustPolicy(_SHORT)
    field.box.setMinimumContentsLength(12)
    return field


class PartyFields(QObject):
    """The fields of one party on a paper, for a form to lay out; `fields[name]`.

    Typing the name offers the parties of the books; one that is taken fills in all the others.
    The state follows from the GSTIN. `party_id` is the party taken, until another name is typed.
    """

    taken = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.party_id: int | None = None
        self._taken_name: str | None = None
        self._fitted: str | None = None
        self._ticket: Ticket | None = None
        self.name = TextField(longest=200, placeholder="Name, or a few letters of a party")
        self.gstin = GstinField()
        self.state = state_field()
        self.fields: dict[str, Field] = {
            "name": self.name,
            "designation": TextField(longest=200),
            "address": MultilineField(lines=2),
            "gstin": self.gstin,
            "state_code": self.state,
            "phone": TextField(longest=60),
        }
        self.offers = TypeAhead(self.name.box, desk.jobs, self._look_up)
        self.offers.chosen.connect(self.take)
        self.name.changed.connect(self._renamed)
        self.gstin.changed.connect(self._look_at_gstin)
        for field in self.fields.values():
            field.changed.connect(self.changed)

    def fill(self, party: PartyOnPaperDraft, party_id: int | None = None) -> None:
        """Show this party as a paper names it."""
        self.party_id, self._taken_name = party_id, party.name if party_id else None
        self._fitted = party.state_code or (party.gstin or "")[:2] or None
        for name in _NAMES:
            value = getattr(party, name)
            self.fields[name].set_value(self._fitted if name == "state_code" else value)
        for field in self.fields.values():
            if isinstance(field, TextField):
                field.box.setCursorPosition(0)  # a long name is read from its beginning

    @property
    def taken_as(self) -> list[Any]:
        """Which party of the books stands there and under which name, fit for JSON."""
        return [self.party_id, self._taken_name if self.party_id else None]

    def set_taken_as(self, taken: list[Any]) -> None:
        """The fields show the party that `taken_as` told."""
        self.party_id, self._taken_name = taken

    def take(self, chosen: tuple[int, int]) -> None:
        """Fill in a party of the books, under that registration of it."""
        if self._ticket is not None:
            self._ticket.drop()
        work = partial(self._desk.books.ask, voucher_asking.party, *chosen)
        self._ticket = self._desk.jobs.read(work, self._known, owner=self)

    def set_read_only(self, fixed: bool) -> None:
        """Nothing can be typed meanwhile."""
        for field in self.fields.values():
            field.set_read_only(fixed)

    def _known(self, party: PartyDetail) -> None:
        said = {name: getattr(party, name) for name in _NAMES}
        self.fill(PartyOnPaperDraft.model_construct(**said), party.id)
        self.taken.emit(party)

    def _look_up(self, text: str) -> Any:
        return self._desk.books.ask(voucher_asking.known_parties, text)

    def _renamed(self) -> None:
        if self.party_id is not None and self.name.value() != self._taken_name:
            self.party_id = None

    def _look_at_gstin(self) -> None:
        """A whole GSTIN is verified while it is typed; its first two figures are the state."""
        if len(self.gstin.box.text().strip()) != _GSTIN_LENGTH:
            return
        try:
            number = self.gstin.value()
        except Invalid as error:
            self.gstin.set_error(error.sentence)
            return
        state = number[:2] if number else None
        try:
            stands = self.state.value()
        except Invalid:
            stands = None
        if state and (stands is None or stands == self._fitted):
            self._fitted = state
            self.state.set_value(state)
