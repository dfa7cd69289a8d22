"""Looks while a number is typed whether the books have it already, and leads to the paper that has it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.domain.told import named
from senstosales.errors import Invalid
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_asking, voucher_kinds
from senstosales.gui.dialogs.invoice_asking import NumberAnswer
from senstosales.gui.dialogs.paper_beside import PaperBeside
from senstosales.gui.fields import DateField, Link, TextField
from senstosales.gui.jobs import Ticket
from senstosales.queries import taken_numbers
from senstosales.queries.taken_numbers import Taken

_TYPING_MS = 250


class Numbered(Protocol):
    """A paper that is being changed; it may keep its own number."""

    @property
    def number(self) -> str: ...
    @property
    def date(self) -> date: ...


class NumberLook(QObject):
    """Shows the next number of the series, and beside a typed one that it is taken, with who has it."""

    def __init__(
        self, desk: Desk, kind: VoucherKind, number: TextField, day: DateField, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._window = desk, kind, parent
        self._number, self._day = number, day
        self._ticket: Ticket | None = None

    def look(self, held: Numbered | None = None) -> None:
        """Ask about what is typed; `held` may keep its own number. The rest may be unfinished."""
        if self._ticket is not None:
            self._ticket.drop()
        try:
            day, typed = self._day.value(), self._number.value()
        except Invalid:
            return
        if day is not None:
            ask = partial(voucher_asking.number, kind=self._kind, typed=typed, day=day, held=held)
            work = partial(self._desk.books.ask, ask)
            self._ticket = self._desk.jobs.read(work, partial(self._known, typed), owner=self)

    def _known(self, typed: str | None, answer: NumberAnswer) -> None:
        self._number.box.setPlaceholderText(answer.next_number)
        if typed != self._number.value():
            return
        taken, link = answer.taken, None
        if taken is not None and taken.id is not None:
            noun = voucher_kinds.words(self._kind, None).tab
            link = Link("Show it", partial(_show, self._desk, noun, taken.id, self._window))
        self._number.set_error(answer.sentence, link)


class TakenLook(QObject):
    """A caution beside a number of somebody else's that the books have already: he may mean it."""

    def __init__(
        self,
        desk: Desk,
        field: TextField,
        noun: str,
        ask: Callable[[Any, str], Taken | None],
        parent: QWidget,
    ) -> None:
        super().__init__(field)
        self._desk, self._field, self._noun, self._ask = desk, field, noun, ask
        self._window = parent
        self._ticket: Ticket | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.look)
        field.changed.connect(self._typing.start)

    def look(self) -> None:
        """Ask about what is typed."""
        if self._ticket is not None:
            self._ticket.drop()
        typed = self._field.value()
        if typed:
            work = partial(self._desk.books.ask, self._ask, typed)
            self._ticket = self._desk.jobs.read(work, partial(self._known, typed), owner=self)

    def _known(self, typed: str, taken: Taken | None) -> None:
        if typed != self._field.value():
            return
        if taken is None:
            self._field.set_caution("")
            return
        show = partial(_show, self._desk, self._noun, taken.id, self._window)
        self._field.set_caution(_sentence(self._noun, taken), Link("Show it", show))


def of_order(desk: Desk, field: TextField, parent: QWidget) -> TakenLook:
    """Whether the customer's order is in the order book already."""
    return TakenLook(desk, field, "orders", taken_numbers.order, parent)


def of_payment(desk: Desk, field: TextField, payment_id: int | None, parent: QWidget) -> TakenLook:
    """Whether the UTR or cheque has been entered already, but for the payment that is corrected."""
    ask = partial(taken_numbers.payment, besides=payment_id)
    return TakenLook(desk, field, "payments", ask, parent)


def _sentence(noun: str, taken: Taken) -> str:
    day = cells.day(taken.date)
    if noun == "orders":
        return f"Order {taken.number} of {day} from {named(taken.party)} is in the order book."
    return f"Entered already: {cells.money(taken.amount)} of {day} from {named(taken.party)}."


def _show(desk: Desk, noun: str, key: int, parent: QWidget) -> None:
    PaperBeside(desk, noun, key, parent).open()
