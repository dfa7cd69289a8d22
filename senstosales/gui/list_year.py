"""The financial year as it narrows one list: when it does, a chip that says so, and what stands there instead."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from senstosales.domain.amounts import indian
from senstosales.domain.fiscal import FiscalYear
from senstosales.gui.nothing import Empty, Nothing
from senstosales.queries.columns import Filter, Totals
from senstosales.queries.filters import WAITING

if TYPE_CHECKING:
    from senstosales.gui.tables import RegisterView

_TAG = "year"


class ListYear(QObject):
    """`narrows(...)` is the year for the list's next question; `counted` looks whether it hides anything.

    `hides` if all that fits is of other years: then `nothing` is the page to be shown.
    """

    def __init__(self, view: "RegisterView") -> None:
        super().__init__(view)
        self._view = view
        self._all = False
        self._hidden = 0
        self.nothing = Nothing(Empty("", "", "Show all years", self.show_all))
        view.desk.year.changed.connect(self._chosen)
        view.filters.tag_pressed.connect(self._pressed)

    @property
    def hides(self) -> bool:
        return self._hidden > 0 and self._view.model.filter.year is not None

    def narrows(self, typed: Filter, base: Filter) -> FiscalYear | None:
        """The year that the window shows, unless this list looks through all: it is a restricted one, or asked
        for a number, for certain days, or for what waits to be done.
        """
        if not self._view.register.by_year or self._all or base != Filter():
            return None
        asked = self._view.filters.statuses | typed.statuses
        waits = bool(asked) and asked <= WAITING - self._view.register.settled
        number = any(letter.isdigit() for word in typed.words for letter in word)
        days = typed.since is not None or typed.until is not None
        return None if waits or number or days else self._view.desk.year.year

    def counted(self, of_year: Totals) -> None:
        """The list is read: look how many the year leaves out."""
        asked = self._view.model.filter
        if asked.year is None:
            self._tell(0)
            return
        desk = self._view.desk
        everything = partial(desk.books.ask, self._view.register.totals, replace(asked, year=None))
        desk.jobs.read(everything, partial(self._all_counted, asked, of_year), owner=self)

    def show_all(self) -> None:
        """Let this list look through all years, until another year is chosen for the window."""
        self._all = True
        self._view.reload()

    def _all_counted(self, asked: Filter, of_year: Totals, of_all: Totals) -> None:
        if asked == self._view.model.filter:
            self._tell(of_all.count - of_year.count)

    def _tell(self, hidden: int) -> None:
        self._hidden = hidden
        year = self._view.model.filter.year
        others = indian(Decimal(hidden), 0)
        named = f"FY {year.label}" if hidden > 0 and year is not None else ""
        tip = f"{others} of other years are not shown. Press to show all years in this list."
        self._view.filters.set_tag(_TAG, named, tip)
        if named and year is not None:
            self.nothing.say(
                f"Nothing in the financial year {year.label}",
                f"{others} of other years fit. Another year is chosen in the line at the foot (Alt+F2).",
            )
        self._view.show_page()

    def _chosen(self) -> None:
        self._all = False
        if self._view.register.by_year:
            self._view.reload()

    def _pressed(self, tag: str) -> None:
        if tag == _TAG:
            self.show_all()
