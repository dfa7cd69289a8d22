"""Number and date of a challan: the next number of the series is shown, a taken one is told at once."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.gui.desk import Desk
from senstosales.gui.fields import DateField, TextField
from senstosales.gui.forms import Form
from senstosales.queries import office, vouchers
from senstosales.queries.papers import ChallanDetail

_TYPING_MS = 250


class ChallanHead(Form):
    """`start(challan or None, next number)` fills it in; `held` is the one being changed."""

    def __init__(self, desk: Desk, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._desk, self._today = desk, today
        self._held: ChallanDetail | None = None
        self.number = TextField(longest=16, width=18)
        self.number.box.setToolTip("Left empty, the series gives the next number")
        self.date = DateField(today=today)
        self.add("number", "Challan number", self.number)
        self.add("date", "Date", self.date, required=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.look_up)
        self.number.box.textEdited.connect(self._typing.start)
        self.date.changed.connect(self._typing.start)

    def start(self, held: ChallanDetail | None, following: str) -> None:
        """Fill in what the challan has, or today for a new one."""
        self._held = held
        day = held.date if held else self._today()
        self.set_values({"number": held.number if held else None, "date": day})
        self.number.box.setPlaceholderText(following)
        self._typing.stop()

    def look_up(self) -> None:
        """Is the number free in the year of the date, and which would be the next?"""
        try:
            number, day = self.number.value(), self.date.value()
        except Invalid:
            return
        if day is not None:
            ask = partial(self._desk.books.ask, _facts, number, day)
            self._desk.jobs.read(ask, partial(self._looked_up, number, day), owner=self)

    def clear_problems(self) -> None:
        """The warning about a taken number stays: it is as true as before."""
        warned = self.number.error
        super().clear_problems()
        self.number.set_error(warned)

    def _looked_up(self, number: str | None, day: dt.date, facts: tuple[bool, str]) -> None:
        taken, following = facts
        self.number.box.setPlaceholderText(following)
        if number != self.number.value():
            return
        sentence = ""
        if taken and not self._own(number, day):
            year = FiscalYear.of(day).label
            sentence = f"Challan {number} exists already in {year}. Choose another number."
        self.number.set_error(sentence)

    def _own(self, number: str | None, day: dt.date) -> bool:
        held = self._held
        return (
            held is not None
            and number is not None
            and number_key(number) == number_key(held.number)
            and FiscalYear.of(day) == FiscalYear.of(held.date)
        )


def _facts(session: Any, number: str | None, day: dt.date) -> tuple[bool, str]:
    """Runs in a reading lane: whether the number is taken, and the next of the series."""
    kind = VoucherKind.CHALLAN
    taken = number is not None and vouchers.taken(session, kind, number, day)
    return taken, office.next_number(session, kind, day)
