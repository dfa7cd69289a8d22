"""The delivery schedule as a month: what falls on each day, and the lots of the day that is marked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.amounts import indian
from senstosales.domain.kinds import Status
from senstosales.gui import cells, icons, month_calendar
from senstosales.gui.buttons import ActionButton
from senstosales.gui.desk import Desk
from senstosales.gui.facts_line import FactsLine
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.month_calendar import Mark, MonthCalendar
from senstosales.gui.palette import Tone
from senstosales.gui.tables import Empty, Nothing, RowsTable
from senstosales.gui.wording import say
from senstosales.queries import schedule
from senstosales.queries.columns import Column, Filter, Look
from senstosales.queries.schedule import DaySchedule, ScheduleRow
from senstosales.queries.worklists import DUE_SOON

if TYPE_CHECKING:
    from senstosales.books.store import Reading

_WORDS = {
    Status.OVERDUE.value: ("overdue", Tone.BAD),
    DUE_SOON: ("due soon", Tone.CAUTION),
    schedule.LATER: ("due", Tone.INFO),
    Status.DISPATCHED.value: ("sent", Tone.GOOD),
    Status.CLOSED.value: ("closed", Tone.DONE),
}
_MOST = 500
LOTS = (
    Column("order_number", "PO number", Look.NUMBER, 9),
    Column("item_no", "Item", Look.COUNT, 4),
    Column("lot_no", "Lot", Look.COUNT, 3),
    Column("description", "Description", Look.TEXT, 14),
    Column("pending", "Pending", Look.QUANTITY, 7),
    Column("status", "Status", Look.STATUS, 12),
)


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """What is read of a month: its days, the lots of the one that is marked, and all that is late."""

    days: list[DaySchedule]
    lots: Sequence[ScheduleRow]
    overdue: int


def read(
    session: "Reading", first: dt.date, last: dt.date, day: dt.date, wanted: Filter
) -> MonthSeen:
    """Runs in a reading lane."""
    of_day = replace(wanted, since=day, until=day)
    late = replace(wanted, statuses=frozenset({Status.OVERDUE.value}))
    return MonthSeen(
        schedule.days(session, first, last, wanted),
        schedule.page(session, of_day, None, _MOST, 0),
        schedule.totals(session, late).count,
    )


class ScheduleCalendar(QWidget):
    """`opened(order id)`; `overdue_wanted` to see all that is late as a list."""

    opened = Signal(int)
    overdue_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = Filter()
        self._ticket: Ticket | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        back, forth = QToolButton(self), QToolButton(self)
        for button, icon, words, key, by in (
            (back, "chevron-left", "The month before", "Page Up", -1),
            (forth, "chevron-right", "The month after", "Page Down", 1),
        ):
            icons.dress(button, icon)
            button.setAccessibleName(say(words))
            button.setToolTip(say(f"{words} ({key})"))
            button.clicked.connect(partial(self.turn, by))
            head.addWidget(button)
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        now = QPushButton(say("Today"), self)
        now.setAutoDefault(False)
        now.setToolTip(say("Back to today (Home)"))
        self.late = QPushButton(self)
        self.late.setAutoDefault(False)
        self.late.setToolTip(say("Show all that is overdue as a list"))
        self.late.setProperty("role", "link")
        self.late.hide()
        head.addWidget(self.title)
        head.addSpacing(8)
        head.addWidget(now)
        head.addStretch(1)
        head.addWidget(self.late)
        column.addLayout(head)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        column.addWidget(split, 1)
        frame = QFrame(split)
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self.calendar = MonthCalendar(self._today, frame)
        inner.addWidget(self.calendar)
        side = QWidget(split)
        lower = QVBoxLayout(side)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(8)
        self.day = QLabel(side)
        self.day.setProperty("role", "heading")
        self.day.setWordWrap(True)
        self.lots = RowsTable(LOTS, settings=desk.settings, key="schedule-day", parent=side)
        self.lots.setAccessibleName(say("Lots of the day"))
        self.lots.leave_out(("description", "item_no"))
        self.nothing = Nothing(
            Empty(
                "Nothing is due on this day", "Days with lots have their number and a word on them."
            )
        )
        lower.addWidget(self.day)
        lower.addWidget(self.lots, 1)
        lower.addWidget(self.nothing, 1)
        self.about = FactsLine(side)
        self.open = desk.actions.add(
            self, "Open order", "Ctrl+O", self._open_marked, group="Schedule", icon="file-text",
            help="Show the order of the marked lot",
        )  # fmt: skip
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.about, 1)
        foot.addWidget(ActionButton(self.open, parent=side), 0, Qt.AlignmentFlag.AlignTop)
        lower.addLayout(foot)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([860, 440])
        now.clicked.connect(self.show_today)
        self.late.clicked.connect(self.overdue_wanted)
        self.calendar.chosen.connect(self._chosen)
        self.calendar.opened.connect(self._into_lots)
        self.lots.opened.connect(self._open)
        self.lots.selected.connect(self._marked)
        self.watcher = Watcher(self, desk.live, schedule.REGISTER.watches, self.refresh)
        self.setFocusProxy(self.calendar)
        self._name()
        self._marked(None)

    @property
    def _today(self) -> dt.date:
        return self._desk.books.clock().astimezone().date()

    def restrict(self, wanted: Filter) -> None:
        """Only the lots of a department or a party."""
        self._wanted = wanted
        self.refresh()

    def turn(self, months: int, _checked: bool = False) -> None:
        """So many months on or back."""
        self.calendar.show_day(month_calendar.other_month(self.calendar.day, months))

    def show_today(self, _checked: bool = False) -> None:
        self.calendar.show_day(self.calendar.today)

    def refresh(self) -> None:
        """Read the month again."""
        if self._ticket is not None:
            self._ticket.drop()
        first, last = self.calendar.span
        ask = partial(self._desk.books.ask, read, first, last, self.calendar.day, self._wanted)
        self._ticket = self._desk.jobs.read(ask, self._arrived)

    def _arrived(self, seen: MonthSeen) -> None:
        marks: defaultdict[dt.date, list[Mark]] = defaultdict(list)
        for found in seen.days:
            word, tone = _WORDS[found.status]
            marks[found.day].append(
                Mark(f"{found.lots} {say(word)}", tone, ", ".join(found.orders))
            )
        self.calendar.today = self._today  # a window may stand open over midnight
        self.calendar.set_marks(marks)
        self.lots.set_rows(seen.lots)
        self.lots.setVisible(bool(seen.lots))
        self.nothing.setVisible(not seen.lots)
        if seen.lots and self.lots.current is None:
            self.lots.selectRow(0)
        self._marked(self.lots.current)
        count = f"{cells.written(seen.overdue, Look.COUNT)} lot{'s' * (seen.overdue != 1)}"
        self.late.setText(say(f"{count} overdue in all"))
        self.late.setAccessibleName(self.late.text())
        self.late.setVisible(seen.overdue > 0)
        self.day.setText(self.calendar.heading(self.calendar.day))
        self._name()

    def _chosen(self, _day: dt.date) -> None:
        self._name()
        self.refresh()

    def _name(self) -> None:
        self.title.setText(month_calendar.name(self.calendar.day))

    def _into_lots(self, _day: dt.date) -> None:
        if self.lots.isVisible():
            self.lots.setFocus()

    def _marked(self, row: ScheduleRow | None) -> None:
        """What the table has no room for."""
        self.open.setEnabled(row is not None)
        facts: list[str] = []
        if row is not None:
            pending = f"{indian(row.pending, None)} {row.unit or ''}".strip()
            late = say(f"{row.late} day{'s' * (row.late != 1)} late") if row.late else ""
            department = say(f"department {row.department}") if row.department else ""
            said = say(f"{pending} pending") if row.pending else ""
            facts = [row.description or "", row.customer, department, said, late]
        self.about.show_facts(facts)

    def _open_marked(self) -> None:
        row = self.lots.current
        if row is not None:
            self._open(row)

    def _open(self, row: ScheduleRow) -> None:
        self.opened.emit(row.order_id)
