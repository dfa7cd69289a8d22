"""A customer has accepted a quotation: what is made of it, an order, an invoice, or nothing yet."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Status
from senstosales.domain.told import named
from senstosales.errors import Invalid, Problem, Trouble
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import number_look
from senstosales.gui.forms import DateField, Form, TextField
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.shortcuts import native
from senstosales.gui.wording import say
from senstosales.queries.papers import VoucherDetail
from senstosales.queries.voucher_trail import Trail
from senstosales.services import quotations
from senstosales.services.voucher_drafts import VoucherDraft

ORDER, INVOICE, LATER = range(3)
_WORDS = {
    ORDER: ("An order", "The customer has sent a purchase order: challans and invoices follow it."),
    INVOICE: ("An invoice", "Goods are billed without an order. The form comes filled in."),
    LATER: ("Nothing yet", "Only mark the quotation as accepted."),
}
_FIELDS = {"po_number": "number", "number": "number", "po_date": "day", "date": "day"}
"""How orders call the fields of this form."""
_BUTTONS = {
    ORDER: "Enter the order",
    INVOICE: "Write the invoice",
    LATER: "Mark as accepted",
}


class AcceptanceDialog(Dialog):
    """`order_made(id, number)`, or `invoice_wanted(VoucherDraft)` once the quotation is accepted."""

    order_made = Signal(int, str)
    invoice_wanted = Signal(object)

    def __init__(self, desk: Desk, paper: VoucherDetail, trail: Trail, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._paper = desk, paper
        self._accepted_already = paper.status is Status.ACCEPTED
        title = "What follows" if self._accepted_already else "Accepted"
        self.setWindowTitle(say(f"{title}: quotation {paper.number}"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading = QLabel(
            say(
                f"What follows quotation {paper.number}?"
                if self._accepted_already
                else f"{named(paper.buyer.name or '') or 'The customer'} accepts quotation {paper.number}"
            )
        )
        heading.setProperty("role", "title")
        heading.setWordWrap(True)
        column.addWidget(heading)
        about = QLabel(
            say(f"{cells.money(paper.total)} of {cells.day(paper.date)}. What is made of it?")
        )
        about.setProperty("role", "muted")
        column.addWidget(about)
        self.made = NoticePanel(Tone.CAUTION)
        self.made.say(_made_already(trail))
        column.addWidget(self.made)
        column.addSpacing(4)
        self.choices = QButtonGroup(self)
        for choice, (name, hint) in _WORDS.items():
            self._add_choice(column, choice, name, hint)
            if choice == ORDER:
                self.form = self._order_form()
                column.addWidget(self.form)
        self.trouble = NoticePanel(Tone.BAD)
        column.addWidget(self.trouble)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(self._foot())
        self.choices.idToggled.connect(self._chosen)
        self.form.submitted.connect(self._submitted)
        self.button(INVOICE if paper.party_id is None else ORDER).setChecked(True)

    def button(self, choice: int) -> QRadioButton:
        """The button of that choice."""
        found = self.choices.button(choice)
        assert isinstance(found, QRadioButton)
        return found

    def go(self) -> None:
        """Do what is chosen, or say what is missing."""
        self.trouble.say("")
        self.form.clear_problems()
        values: dict[str, Any] = {}
        if self.choices.checkedId() == ORDER:
            try:
                values = self.form.values()
            except Invalid as error:
                self.form.show_problems(error.problems)
                return
        self.done_button.setEnabled(False)
        desk, key = self._desk, self._paper.id
        match self.choices.checkedId():
            case choice if choice == ORDER:
                work = partial(quotations.make_order, desk.books, desk.actor, key, **values)
                done = partial(self._ordered, values["number"])
                desk.jobs.write(work, done, self._refused, owner=self)
            case choice if choice == INVOICE:
                ask = partial(_accepted_invoice, desk, key, accept=not self._accepted_already)
                desk.jobs.write(ask, self._billed, self._refused, owner=self)
            case _:
                note = partial(quotations.answer, desk.books, desk.actor, key, accepted=True)
                desk.jobs.write(note, self._noted, self._refused, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go()
        elif not enter:
            super().keyPressEvent(event)

    def _add_choice(self, column: QVBoxLayout, choice: int, name: str, hint: str) -> None:
        button = QRadioButton(say(name))
        button.setAccessibleDescription(say(hint))
        said = QLabel(say(hint))
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        said.setContentsMargins(24, 0, 0, 0)
        self.choices.addButton(button, choice)
        if choice == ORDER and self._paper.party_id is None:
            button.setEnabled(False)
            said.setText(
                say(
                    f"{self._paper.buyer.name or 'The buyer'} is not among the parties. Add him in "
                    "Parties and choose him in the quotation, then an order can be made of it."
                )
            )
        if choice == LATER and self._accepted_already:
            button.hide()
            said.hide()
        column.addWidget(button)
        column.addWidget(said)

    def _order_form(self) -> Form:
        form = Form()
        form.setContentsMargins(24, 4, 0, 4)
        number = TextField(longest=40, width=22)
        number_look.of_order(self._desk, number, self)
        form.add("number", "Their order number", number, required=True)
        day = DateField(today=self._today)
        form.add("day", "Their order's date", day, required=True)
        form.set_values({"day": self._today()})
        return form

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.done_button = QPushButton()
        self.done_button.setProperty("role", "primary")
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(self.go)
        row.addWidget(cancel)
        row.addWidget(self.done_button)
        return row

    def _today(self) -> Any:
        return self._desk.books.clock().astimezone().date()

    def _submitted(self, _values: object) -> None:
        self.go()

    def _chosen(self, choice: int, on: bool) -> None:
        if not on:
            return
        self.form.setVisible(choice == ORDER)
        words = _BUTTONS[choice]
        self.done_button.setText(say(words))
        self.done_button.setToolTip(say(f"{words} ({native('Ctrl+Return')})"))
        if choice == ORDER:
            self.form.fields["number"].setFocus()

    def _ordered(self, number: str, order_id: int) -> None:
        self.order_made.emit(order_id, number)
        self.accept()

    def _billed(self, draft: VoucherDraft) -> None:
        self.accept()
        self.invoice_wanted.emit(draft)

    def _noted(self, _nothing: None) -> None:
        self._desk.messages.note(f"Quotation {self._paper.number} is marked as accepted.")
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.done_button.setEnabled(True)
        if not isinstance(error, Trouble):
            self._desk.messages.failure(error)
        elif error.field in _FIELDS:
            self.form.show_problems([Problem(_FIELDS[error.field], error.sentence)])
        else:
            self.trouble.say(error.sentence)


def _made_already(trail: Trail) -> str:
    """What was made of the quotation before: twice is rarely meant."""
    words = [
        *(f"order {order.number}" for order in trail.orders),
        *(f"invoice {invoice.number}" for invoice in trail.invoices),
    ]
    if not words:
        return ""
    said = ", ".join(words)
    return f"{said[:1].upper()}{said[1:]} was made of it already."


def _accepted_invoice(desk: Desk, quotation_id: int, *, accept: bool) -> VoucherDraft:
    """Runs on the writing lane: the quotation is accepted, and the form knows how to begin."""
    if accept:
        quotations.answer(desk.books, desk.actor, quotation_id, accepted=True)
    return desk.books.ask(quotations.invoice_draft, quotation_id)
