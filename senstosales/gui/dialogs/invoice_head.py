"""The head of an invoice being made: its number, its day, who is billed, and on what basis."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from senstosales.domain import law
from senstosales.gui.forms import CheckField, ChoiceField, DateField, Field, Form, TextField
from senstosales.gui.wording import say
from senstosales.queries.papers import VoucherDetail


class BasisField(Field):
    """Whether GST is inside the rates or comes on top of them."""

    def __init__(self) -> None:
        choices = QWidget()
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.inside = QRadioButton(say("Rates include GST"))
        self.on_top = QRadioButton(say("GST comes on top"))
        super().__init__(choices)
        choices.setMinimumHeight(30)
        self._group = QButtonGroup(self)
        for button in (self.inside, self.on_top):
            self._group.addButton(button)
            row.addWidget(button)
            button.installEventFilter(self)
        row.addStretch(1)
        choices.setFocusProxy(self.inside)
        self._group.buttonClicked.connect(self._typed)

    def value(self) -> bool:
        return self.inside.isChecked()

    def set_value(self, value: Any) -> None:
        (self.inside if value else self.on_top).setChecked(True)
        self.changed.emit()

    def typed(self) -> Any:
        return self.value()

    def type_again(self, typed: Any) -> None:
        self.set_value(typed)


GSTINS = ("registration_id", "consignee_registration_id")
"""Fields that are shown for a buyer with several GSTINs: under which he is billed, and which gets the goods."""


def show_gstins(form: Form, choices: Sequence[tuple[int, str]]) -> None:
    """Offer these GSTINs of the buyer; without any there is nothing to choose."""
    for name in GSTINS:
        field = form.fields[name]
        assert isinstance(field, ChoiceField)
        field.set_options(choices)
        form.set_shown(name, bool(choices))


def head_form(parties: Sequence[tuple[int, str]]) -> Form:
    """Number, date, buyer, place of supply, price basis, rounding."""
    form = Form()
    form.add("number", "Invoice number", TextField(width=16))
    form.add("date", "Date", DateField(), required=True)
    form.add("party_id", "Buyer", ChoiceField(parties), required=True)
    form.add("registration_id", "Billed under", ChoiceField(placeholder="Its department's GSTIN"))
    form.add(
        "consignee_registration_id", "Goods go to", ChoiceField(placeholder="As on the challan")
    )
    for name in GSTINS:
        form.set_shown(name, False)
    states = sorted(
        (state.name, code) for code, state in law.states().items() if state.until is None
    )
    form.add(
        "place_of_supply",
        "Place of supply",
        ChoiceField([(code, f"{name} ({code})") for name, code in states]),
    )
    form.add("price_inclusive", "Prices", BasisField())
    form.add("round_to_rupee", "", CheckField("Round the total to the rupee"))
    return form


def buyer_facts(proposal: VoucherDetail) -> Iterator[tuple[str, str | None]]:
    """Who is billed, as the paper will name him."""
    buyer, goes_to = proposal.buyer, proposal.consignee
    yield "Name", buyer.name
    yield "Attention", buyer.designation
    yield "Address", ", ".join((buyer.address or say("not known")).split("\n"))
    yield "GSTIN", buyer.gstin or say("not known: billed as an unregistered buyer")
    yield "State", f"{buyer.state_name} ({buyer.state_code})" if buyer.state_code else None
    yield "Goods go to", goes_to.name if goes_to.name != buyer.name else None
