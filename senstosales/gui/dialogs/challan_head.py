"""Number and date of a challan: the next number of the series is shown, a taken one is told at once."""

import datetime as dt
from collections.abc import Callable, Collection

from PySide6.QtCore import QTimer

from senstosales.domain.kinds import VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.number_look import NumberLook
from senstosales.gui.fields import DateField, TextField
from senstosales.gui.forms import Form
from senstosales.gui.wording import say
from senstosales.queries.papers import ChallanDetail

_TYPING_MS = 250


class ChallanHead(Form):
    """`start(challan or None, next number)` fills it in; `held` is the one being changed."""

    def __init__(self, desk: Desk, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._today = today
        self._held: ChallanDetail | None = None
        self.number = TextField(longest=16, width=18)
        self.number.box.setToolTip(say("Left empty, the series gives the next number"))
        self.date = DateField(today=today)
        self._look = NumberLook(desk, VoucherKind.CHALLAN, self.number, self.date, self)
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
        self._look.look(self._held)

    def clear_problems(self, keep: Collection[str] = ("number",)) -> None:
        """The warning about a taken number stays: it is as true as before."""
        super().clear_problems(keep)
