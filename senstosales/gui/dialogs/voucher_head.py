"""The head of a paper: whom it is for, its number and day, and what else its kind asks for."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from senstosales.domain.kinds import Nature, VoucherKind
from senstosales.errors import Problem
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_asking, voucher_kinds
from senstosales.gui.dialogs.voucher_asking import Beginning
from senstosales.gui.dialogs.voucher_party import PartyFields, state_field
from senstosales.gui.fields import ChoiceField, DateField, Field, TextField
from senstosales.gui.forms import Form
from senstosales.gui.type_ahead import TypeAhead
from senstosales.gui.wording import say
from senstosales.queries.papers import VoucherDetail
from senstosales.queries.parties import PartyDetail
from senstosales.services.voucher_drafts import VoucherDraft

_VALID_DAYS = "+30"


class VoucherHead(QWidget):
    """Three columns of fields. `original_wanted(id)` when an invoice to be corrected was chosen."""

    changed = Signal()
    original_wanted = Signal(object)

    def __init__(self, desk: Desk, kind: VoucherKind, nature: Nature | None) -> None:
        super().__init__()
        self._desk, self._kind = desk, kind
        self._words = voucher_kinds.words(kind, nature)
        self._beginning: Beginning | None = None
        self._filling = False
        self._place_said = False
        self.original: VoucherDetail | None = None
        self.buyer = PartyFields(desk, self)
        self.number = TextField(longest=100, width=18)
        self.number.box.setToolTip(say("Left empty, the series gives the next number"))
        self.date = DateField(today=self._today)
        self.place = state_field("The buyer's state")
        self.forms = self._party_form(), self._tax_form(nature), self._paper_form()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for form, stretch in zip(self.forms, (6, 4, 4), strict=True):
            row.addWidget(form, stretch, Qt.AlignmentFlag.AlignTop)
            form.changed.connect(self._changed)
        self.buyer.taken.connect(self._buyer_taken)
        self.buyer.state.changed.connect(self._follow_state)
        self.place.changed.connect(self._place_chosen)

    @property
    def fields(self) -> dict[str, Field]:
        return {name: field for form in self.forms for name, field in form.fields.items()}

    @property
    def linked(self) -> VoucherDetail | None:
        """The invoice that is corrected, as long as its number stands there."""
        if self.original is None:
            return None
        typed = self.fields["original"].value()
        return self.original if typed == self.original.number else None

    @property
    def place_said(self) -> bool:
        """Whether the clerk chose the place of supply himself; else it follows the buyer's state."""
        return self._place_said

    @place_said.setter
    def place_said(self, said: bool) -> None:
        self._place_said = said

    def start(self, beginning: Beginning) -> None:
        """Fill in what the paper has, or what a new one begins with."""
        self._beginning, self.original = beginning, beginning.original
        self.number.box.setPlaceholderText(beginning.next_number)
        self._filling = True
        self.date.set_value(beginning.today)
        if beginning.draft is not None:
            self._fill(beginning.draft, beginning.held is not None)
        elif self._kind is VoucherKind.QUOTATION:
            field = self.fields["valid_until"]
            assert isinstance(field, DateField)
            field.box.setText(_VALID_DAYS)
            field.set_value(field.value())
        self._filling = False

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        """What stands there, by the names of a draft, and what is not understood."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for form in self.forms:
            values, wrong = form.read()
            found |= values
            problems += wrong
        buyer = {
            name.removeprefix("buyer."): found.pop(name)
            for name in [name for name in found if name.startswith("buyer.")]
        }
        found["buyer"] = buyer | {"name": buyer.get("name") or ""}
        found["party_id"] = self.buyer.party_id
        if "original" in found:
            found |= self._reference(found.pop("original"))
        return found, problems

    def missing(self) -> list[Problem]:
        """What a final paper needs and is not there."""
        return [problem for form in self.forms for problem in form.missing()]

    def show_problems(self, problems: list[Problem], *, focus: bool) -> list[Problem]:
        """Say what is wrong beside the fields; problems about others are handed back."""
        rest = [Problem(_NAMES.get(each.field, each.field), each.sentence) for each in problems]
        for form in self.forms:
            mine = [each for each in rest if each.field in form.fields]
            form.show_problems(mine, focus=focus)
            focus = focus and not mine
            rest = [each for each in rest if each not in mine]
        return rest

    def clear_problems(self) -> None:
        """All is tried again. The warning about a taken number stays: it is as true as before."""
        for form in self.forms:
            form.clear_problems(keep=("number",))

    def show_place(self, *, shown: bool) -> None:
        """A paper without tax needs no place of supply."""
        self.forms[1].set_shown("place_of_supply", shown)

    def set_original(self, draft: VoucherDraft, original: VoucherDetail) -> None:
        """The invoice a note corrects is known: its buyer and place of supply are the note's."""
        self.original = original
        self._filling = True
        self.fields["original"].set_value(original.number)
        self.buyer.fill(draft.buyer, draft.party_id)
        self._set_place(draft)
        self._filling = False
        self.changed.emit()

    def _fill(self, draft: VoucherDraft, held: bool) -> None:
        if held or draft.number:
            self.number.set_value(draft.number)
        self.date.set_value(draft.date)
        self.buyer.fill(draft.buyer, draft.party_id)
        self._set_place(draft)
        values = {
            "valid_until": draft.valid_until,
            "due_date": draft.due_date,
            "reason": draft.reason,
            "nature": draft.nature,
            "original": self.original.number if self.original else draft.reference_number,
        }
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].set_value(value)

    def _set_place(self, draft: VoucherDraft) -> None:
        buyer = draft.buyer.state_code or (draft.buyer.gstin or "")[:2]
        self._place_said = draft.place_of_supply not in (None, buyer)
        self.place.set_value(draft.place_of_supply or buyer)

    def _reference(self, typed: str | None) -> dict[str, Any]:
        """An invoice of the books by its id, another by the number that was typed."""
        if self.linked is not None:
            return {"reference_id": self.linked.id, "reference_number": None}
        return {"reference_id": None, "reference_number": typed}

    def _party_form(self) -> Form:
        form = Form()
        form.add("buyer.name", self._words.party, self.buyer.name, required=True)
        form.add("buyer.designation", "Attention", self.buyer.fields["designation"])
        form.add("buyer.address", "Address", self.buyer.fields["address"])
        return form

    def _tax_form(self, nature: Nature | None) -> Form:
        form = Form()
        form.add("buyer.gstin", "GSTIN", self.buyer.gstin)
        form.add("buyer.state_code", "State", self.buyer.state)
        form.add("place_of_supply", "Place of supply", self.place)
        form.add("buyer.phone", "Phone", self.buyer.fields["phone"])
        form.set_shown("place_of_supply", nature is not Nature.BILL_OF_SUPPLY)
        return form

    def _paper_form(self) -> Form:
        form = Form()
        form.add("number", "Number", self.number)
        form.add("date", "Date", self.date, required=True)
        match self._kind:
            case VoucherKind.INVOICE:
                form.add("due_date", "Pay until", DateField(today=self._today))
            case VoucherKind.QUOTATION:
                form.add("valid_until", "Valid until", DateField(today=self._today))
            case VoucherKind.CHALLAN:
                choices = ChoiceField(voucher_kinds.MOVES, own=True)
                form.add("nature", "Sent for", choices, required=True)
            case _:
                self._add_original(form)
        form.fields["number"].editor.setAccessibleName(say(self._words.number))
        return form

    def _add_original(self, form: Form) -> None:
        original = TextField(longest=100, placeholder="Number, order or buyer")
        self.offers = TypeAhead(original.box, self._desk.jobs, self._look_up)
        self.offers.chosen.connect(self.original_wanted)
        form.add("original", "For invoice", original, required=True)
        reasons = [(words, words) for words in voucher_kinds.REASONS[self._kind]]
        form.add("reason", "Reason", ChoiceField(reasons, free=True, own=True))

    def _look_up(self, text: str) -> Any:
        return self._desk.books.ask(voucher_asking.known_invoices, text)

    def _today(self) -> Any:
        if self._beginning is not None:
            return self._beginning.today
        return self._desk.books.clock().astimezone().date()

    def _buyer_taken(self, party: PartyDetail) -> None:
        if not self._place_said:
            self._show_place(party.place_of_supply or party.state_code)

    def _follow_state(self) -> None:
        values, _ = self.forms[1].read()
        if not self._place_said and not self._filling and "buyer.state_code" in values:
            self._show_place(values["buyer.state_code"])

    def _show_place(self, code: str | None) -> None:
        filling, self._filling = self._filling, True
        self.place.set_value(code)
        self._filling = filling

    def _place_chosen(self) -> None:
        if not self._filling:
            self._place_said = bool(self.place.box.currentText().strip())

    def _changed(self) -> None:
        if not self._filling:
            self.changed.emit()


_NAMES = {
    "buyer": "buyer.name",
    "reference_id": "original",
    "reference_number": "original",
}
