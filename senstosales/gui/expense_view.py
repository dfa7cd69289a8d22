"""What was spent, by month and category, and the expense that is marked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.fiscal import FiscalYear
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.jobs import Ticket
from senstosales.gui.stacked_bars import Part, StackedBars, month_name
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries import expenses as queries
from senstosales.queries.columns import Column, Look
from senstosales.queries.expenses import ExpenseRow, MonthOfExpenses

_SEEN = 12
_CATEGORIES = (
    Column("category", "Category", Look.TEXT, 16, own=True),
    Column("necessary", "Necessary ₹", Look.MONEY, 13),
    Column("other", "Not necessary ₹", Look.MONEY, 13),
    Column("together", "Together ₹", Look.MONEY, 13),
    Column("share", "Share", Look.PERCENT, 12),
)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """What a category came to in a year, in rupees; `share` of all that was spent, in percent."""

    category: str
    necessary: Decimal
    other: Decimal
    together: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Seen:
    """The marked expense, and the year the chart shows."""

    expense: ExpenseRow | None
    year: FiscalYear
    months: tuple[MonthOfExpenses, ...]


class ExpenseView(DetailPage):
    """`show_paper(id)` shows an expense, `show_year(year or None)` a year; `loaded(ExpenseRow or None)`.

    `month_wanted("Nov 2025")` and `category_wanted("Rent")` ask for the list of it.
    """

    loaded = Signal(object)
    gone = Signal()
    month_wanted = Signal(str)
    category_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._wish: FiscalYear | None = None
        self._ticket: Ticket | None = None
        self.expense: ExpenseRow | None = None
        self.year: FiscalYear | None = None
        self.facts = Facts()
        self.marked = self.add_section("The expense", self.facts)
        self.marked.hide()
        self.bars = StackedBars("Expenses by month and category", "Nothing was spent in this year")
        self.bars.chosen.connect(self._month_pressed)
        self.by_month = self.add_section("By month", self.bars)
        self.copy = QPushButton(say("Copy as table"))
        self.copy.setToolTip(say("Copy the figures of all months and categories for a spreadsheet"))
        icons.dress(self.copy, "copy")
        self.copy.clicked.connect(self._copy)
        self.by_month.beside.addWidget(self.copy)
        self.categories = RowsTable(_CATEGORIES, grow_to=_SEEN)
        self.categories.leave_out(("share",))
        self.categories.opened.connect(self._category_opened)
        self.by_category = self.add_section("By category", self.categories)
        self.setFocusProxy(self.bars)

    @property
    def key(self) -> int | None:
        """The id of the expense that was asked for last."""
        return self._key

    @property
    def current(self) -> ExpenseRow | None:
        """The expense that is shown, unless another is on its way."""
        found = self.expense
        return found if found is not None and found.id == self._key else None

    def show_paper(self, key: int) -> None:
        """Read that expense and show it above the chart."""
        self._key = key
        self.reload()

    def forget(self) -> None:
        """It is not in the books any more: only the year is shown."""
        self._key = None
        self.reload()

    def show_year(self, year: FiscalYear | None) -> None:
        """Show that financial year; None the newest one in which something was spent."""
        if year != self._wish or self.year is None:
            self._wish = year
            self.reload()

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        if self._ticket is not None:
            self._ticket.drop()
        day = self._desk.books.clock().astimezone().date()
        ask = partial(self._desk.books.ask, read, self._key, self._wish, day)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, seen: Seen) -> None:
        self.expense, self.year = seen.expense, seen.year
        whole = sum((month.necessary + month.other for month in seen.months), ZERO)
        if seen.expense is None:
            self.header.show_facts(say(f"Expenses of {seen.year.label}"), value=whole)
        else:
            expense = seen.expense
            self.header.show_facts(
                say(expense.category),
                day=expense.date,
                value=expense.amount,
                status="" if expense.is_necessary else expense.necessary,
                others=[expense.by and f"entered by {expense.by}"],
            )
            self.facts.set_facts((("Description", expense.description or say("none given")),))
        self.marked.setVisible(seen.expense is not None)
        self.by_month.set_title(f"By month, {seen.year.label}")
        self._show_months(seen.year, seen.months)
        rows = tuple(_categories(seen.months, whole))
        self.categories.set_rows(rows)
        self.by_category.setVisible(bool(rows))
        self.copy.setEnabled(bool(rows))
        self.loaded.emit(seen.expense)

    def _show_months(self, year: FiscalYear, found: Sequence[MonthOfExpenses]) -> None:
        days = months_of(year)
        spent: defaultdict[str, dict[dt.date, Decimal]] = defaultdict(dict)
        for month in found:
            spent[month.category][month.month] = month.necessary + month.other
        parts = [
            Part(say(category), tuple(of.get(day, ZERO) for day in days))
            for category, of in spent.items()
        ]
        self.bars.set_parts(days, parts)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _month_pressed(self, place: int) -> None:
        if self.year is not None:
            self.month_wanted.emit(month_name(months_of(self.year)[place]))

    def _category_opened(self, row: CategoryRow) -> None:
        self.category_wanted.emit(row.category)

    def _copy(self) -> None:
        self.bars.copy()
        self._desk.messages.tell("Copied the figures of the year")


def months_of(year: FiscalYear) -> tuple[dt.date, ...]:
    """The first days of its months, April first."""
    numbers = (*range(4, 13), *range(1, 4))
    return tuple(dt.date(year.start + (number < 4), number, 1) for number in numbers)


def _categories(months: Sequence[MonthOfExpenses], whole: Decimal) -> list[CategoryRow]:
    """What each category came to, the dearest first."""
    sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for month in months:
        sums[month.category][0] += month.necessary
        sums[month.category][1] += month.other
    rows = [
        CategoryRow(
            category,
            necessary,
            other,
            necessary + other,
            half_up((necessary + other) * 100 / whole, 1) if whole > 0 else None,
        )
        for category, (necessary, other) in sums.items()
    ]
    return sorted(rows, key=lambda row: -row.together)


def read(session: Any, key: int | None, wish: FiscalYear | None, day: dt.date) -> Seen:
    """Runs in a reading lane: the expense and the year, seen at one moment."""
    expense = queries.detail(session, key) if key is not None else None
    known = queries.years(session)
    year = wish or next((each for each in known if each.first <= day), FiscalYear.of(day))
    return Seen(expense, year, tuple(queries.by_month(session, year.first, year.last)))
