"""The Schedule tab: every lot by its delivery date, as a calendar and as a list."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.books.store import today
from senstosales.domain.kinds import Status
from senstosales.gui import month_calendar, schedule_calendar
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.schedule_calendar import ScheduleCalendar
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.gui.turns import Turns
from senstosales.gui.wording import say
from senstosales.queries import schedule
from senstosales.queries.ahead import all_of, first_of
from senstosales.queries.columns import Filter

if TYPE_CHECKING:
    from senstosales.books.store import Reading

_GROUP = "Schedule"
_VIEW = "schedule/view"
Choices = tuple[tuple[str, ...], tuple[tuple[int, str], ...]]


class ScheduleTab(Tab):
    """Both views show the same lots: those of the department and the party that are chosen."""

    noun = "schedule"
    watches = frozenset({"orders", "parties"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QFrame(self)
        bar.setProperty("role", "strip")
        column.addWidget(bar)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        self.calendar = ScheduleCalendar(desk, self.stack)
        self._view: RegisterView | None = None
        self.stack.addWidget(self.calendar)
        self._make_bar(bar)
        self.calendar.opened.connect(self._open_order)
        self.calendar.overdue_wanted.connect(self._show_overdue)
        if str(desk.settings.value(_VIEW, "")) == "list":
            self.show_list()
        else:
            self.show_calendar()
        self.calendar.refresh()
        self.refresh()
        self.parts = Turns(self, self._build())

    @property
    def view(self) -> RegisterView:
        """The lots as a list, made when it is first needed."""
        if self._view is None:
            self._view = self._make_list()
        return self._view

    def _build(self) -> Iterator[None]:
        if self._view is None:
            self._view = self._make_list()
        yield

    def _make_list(self) -> RegisterView:
        view = RegisterView(
            self.desk,
            schedule.REGISTER,
            empty=Empty(
                "Nothing has still to leave",
                "Lots come with the pages of orders: drop them anywhere on this window.",
            ),
            base=Filter(statuses=schedule.TO_SEND),
            parent=self.stack,
        )
        view.table.leave_out(
            ("unit", "delivered", "quantity", "department", "customer", "material", "late", "value")
        )
        view.opened.connect(self._open_lot)
        view.export_requested.connect(self._export)
        self.stack.addWidget(view)
        return view

    def show_calendar(self) -> None:
        """As a month."""
        self._show(self.calendar, self.as_calendar)

    def show_list(self) -> None:
        """As a list."""
        self._show(self.view, self.as_list)

    def refresh(self) -> None:
        """Whom to choose from; the views look after themselves."""
        self.desk.jobs.read(partial(self.desk.books.ask, _choices), self._offer)

    def _make_bar(self, bar: QFrame) -> None:
        add = partial(self.desk.actions.add, self, group=_GROUP)
        self.as_calendar = add(
            "Calendar", "Ctrl+Shift+K", self.show_calendar, help="Show the lots by days of a month"
        )
        self.as_list = add(
            "List",
            "Ctrl+Shift+G",
            self.show_list,
            help="Show the lots as a list to filter, sort and export",
        )
        self.department, self.party = QComboBox(bar), QComboBox(bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for action in (self.as_calendar, self.as_list):
            action.setCheckable(True)
            button = QToolButton(bar)
            button.setProperty("role", "chip")
            button.setDefaultAction(action)
            row.addWidget(button)
        row.addSpacing(16)
        for words, box, width in (
            ("Department", self.department, 120),
            ("Party", self.party, 260),
        ):
            label = QLabel(say(words), bar)
            label.setProperty("role", "muted")
            label.setBuddy(box)
            box.setAccessibleName(say(words))
            box.setMinimumWidth(width)
            box.setMaximumWidth(width + 80)
            box.addItem(say("All"), None)
            box.activated.connect(self._narrow)
            row.addWidget(label)
            row.addWidget(box)
            row.addSpacing(8)
        row.addStretch(1)

    def _show(self, page: QWidget, chosen: QAction) -> None:
        for action in (self.as_calendar, self.as_list):
            action.setChecked(action is chosen)
        self.stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
        self.desk.settings.setValue(_VIEW, "calendar" if page is self.calendar else "list")

    def _offer(self, found: Choices) -> None:
        departments, customers = found
        before = self.department.currentData(), self.party.currentData()
        _fill(self.department, [(each, each) for each in departments])
        _fill(self.party, [(name, key) for key, name in customers])
        if (self.department.currentData(), self.party.currentData()) != before:
            self._narrow(0)

    def _narrow(self, _place: int) -> None:
        base = Filter(department=self.department.currentData(), parent=self.party.currentData())
        self.calendar.restrict(base)
        self.view.restrict(
            Filter(statuses=schedule.TO_SEND, department=base.department, parent=base.parent)
        )

    def _show_overdue(self) -> None:
        self.view.clear_filter()
        self.view.filters.set_statuses(frozenset({Status.OVERDUE.value}))
        self.show_list()

    def _open_order(self, order_id: int) -> None:
        self.desk.open("orders", order_id)

    def _open_lot(self, lot_id: int) -> None:
        place = self.view.model.find(lot_id)
        row = self.view.model.row_at(place) if place is not None else None
        if row is not None:
            self._open_order(row.order_id)

    def _export(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)


def _choices(session: "Reading") -> Choices:
    return schedule.departments(session), schedule.customers(session)


def _fill(box: QComboBox, choices: list[tuple[str, object]]) -> None:
    """Offer these beside all; what is chosen stays chosen while it is among them."""
    kept = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        box.addItem(say("All"), None)
        for words, value in choices:
            box.addItem(say(words), value)
        box.setCurrentIndex(max(0, box.findData(kept)))


def _month(session: "Reading") -> schedule_calendar.MonthSeen:
    day = today(session)
    first, last = month_calendar.span(day)
    return schedule_calendar.read(session, first, last, day, Filter())


SPEC = TabSpec(
    title="Schedule",
    icon="calendar-days",
    nouns=("schedule",),
    factory=ScheduleTab,
    about="Every lot of every order by its delivery date",
    ahead=all_of(
        _choices, _month, first_of(schedule.REGISTER, base=Filter(statuses=schedule.TO_SEND))
    ),
)
