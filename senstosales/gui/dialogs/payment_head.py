"""The head of a payment: who paid, when, how, and how much money came."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from senstosales.domain.amounts import indian
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.errors import Invalid, Problem
from senstosales.gui.fields import ChoiceField, DateField, Field, MoneyField, TextField
from senstosales.gui.forms import Form
from senstosales.queries.payments import PaymentDetail

_SHORT = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class AmountField(MoneyField):
    """Rupees; `said` once somebody has typed them, until the field is emptied."""

    def __init__(self) -> None:
        super().__init__()
        self.said = False

    def _edited(self, text: str) -> None:
        # Before anybody hears of it: what follows from elsewhere must not take it away.
        self.said = bool(text.strip())
        super()._edited(text)


class PaymentHead(QWidget):
    """Three columns of fields. The amount follows what is entered below until somebody types it.

    `party_chosen(id)` when another party stands there.
    """

    changed = Signal()
    submitted = Signal()
    party_chosen = Signal(int)

    def __init__(self, parties: Sequence[tuple[int, str]], today: date) -> None:
        super().__init__()
        self._today = today
        self._party: int | None = None
        self.party = ChoiceField(parties, placeholder="Name, or a part of it")
        self.party.box.setSizeAdjustPolicy(_SHORT)
        self.party.box.setMinimumContentsLength(20)
        self.amount = AmountField()
        self.day = DateField(today=self._its_today)
        self.forms = self._who(), self._how_much(), self._how()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        for form, stretch in zip(self.forms, (6, 4, 5), strict=True):
            row.addWidget(form, stretch, Qt.AlignmentFlag.AlignTop)
            form.changed.connect(self.changed)
        self.party.changed.connect(self._look_at_party)

    @property
    def fields(self) -> dict[str, Field]:
        return {name: field for form in self.forms for name, field in form.fields.items()}

    def fill(self, payment: PaymentDetail) -> None:
        """Show a payment that is changed."""
        self.show_party(payment.party_id)
        self.amount.set_value(payment.received or None)
        self.amount.said = True
        self.day.set_value(payment.date)
        for name in ("method", "reference", "note"):
            self.fields[name].set_value(getattr(payment, name))

    def begin(self, method: int | None) -> None:
        """A new payment: of today, in the way that was usual last."""
        self.day.set_value(self._today)
        self.fields["method"].set_value(method)

    def show_party(self, party_id: int) -> None:
        """Choose that party without telling of it."""
        self._party = party_id
        self.party.set_value(party_id)
        line = self.party.box.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # a long name is read from its beginning

    def follow(self, received: Decimal) -> None:
        """What the lines below add up to; it is the amount unless another was typed."""
        if not self.amount.said and self.amount.box.text() != _written(received):
            self.amount.set_value(received or None)

    def money(self) -> Decimal:
        """The money received, in rupees; nothing where nothing is entered. Raises `Invalid`."""
        return self.amount.value() or Decimal(0)

    def read(self) -> tuple[dict[str, Any], list[Problem]]:
        """What stands there, what is not understood and what is missing."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for form in self.forms:
            values, wrong = form.read()
            found |= values
            problems += [*wrong, *form.missing()]
        return found, problems

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Say what is wrong beside the fields; problems about others are handed back."""
        rest = list(problems)
        first = True
        for form in self.forms:
            mine = [each for each in rest if each.field in form.fields]
            form.show_problems(mine, focus=first)
            first = first and not mine
            rest = [each for each in rest if each not in mine]
        return rest

    def clear_problems(self) -> None:
        for form in self.forms:
            form.clear_problems()

    def _who(self) -> Form:
        form = Form()
        form.add("party_id", "Received from", self.party, required=True)
        form.add("note", "Note", TextField(longest=200))
        return form

    def _how_much(self) -> Form:
        form = Form()
        form.add("amount", "Money received", self.amount)
        form.add("paid_on", "Date", self.day, required=True)
        return form

    def _how(self) -> Form:
        form = Form()
        form.add("method", "Way", ChoiceField(tuple(PAYMENT_METHODS.items()), own=True))
        self.reference = TextField(longest=120, placeholder="UTR or cheque number")
        form.add("reference", "Reference", self.reference)
        return form

    def _its_today(self) -> date:
        return self._today

    def _look_at_party(self) -> None:
        try:
            chosen = self.party.value()
        except Invalid:
            return
        if chosen is not None and chosen != self._party:
            self._party = chosen
            self.party_chosen.emit(chosen)


def _written(amount: Decimal) -> str:
    return indian(amount) if amount else ""
