"""The choice of the financial year, in the status line and in the View menu; remembered on this machine. Beside it
stands until when the books are closed.
"""

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import Invalid
from senstosales.gui.live import concerns
from senstosales.gui.shown_year import ALL, LAST, THIS
from senstosales.gui.wording import say
from senstosales.months import shown

if TYPE_CHECKING:
    from senstosales.books.store import Reading
    from senstosales.gui.office_window import OfficeWindow
    from senstosales.queries.dashboard import Years

_CHOICE, _NEWEST = "year/shown", "year/newest"
_BEGINS_YEAR, _CLOSES = frozenset({"orders", "vouchers"}), frozenset({"settings"})


class YearMenu(QObject):
    """Keeps the desk's `ShownYear` true to the books and to what was chosen. Sample books show all years."""

    def __init__(self, window: "OfficeWindow") -> None:
        super().__init__(window)
        self._window = window
        self._years: tuple[FiscalYear, ...] = ()
        self._asking = False
        self.year = window.desk.year
        self.menu = QMenu(say("Financial &year"), window.menuBar())
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._chosen)
        window.status.year.setMenu(self.menu)
        view = window.menu("View")
        view.addMenu(self.menu)
        view.addAction(
            window.keys.add(
                window, "Choose the financial year", "Alt+F2", self.pop_up, group="Window",
                help="Choose the year that lists and figures show", everywhere=True,
            )
        )  # fmt: skip
        self._take_kept()
        self.year.changed.connect(self._tell)
        window.desk.live.news.connect(self._heard)
        self._fill()
        self._tell()
        self.ask()

    def ask(self) -> None:
        """Look which years there are, after the books were opened or another business was chosen."""
        if not self._asking:
            self._asking = True
            desk = self._window.desk
            desk.jobs.read(partial(desk.books.ask, _look), self._known, self._unknown, owner=self)

    def pop_up(self) -> None:
        """Alt+F2."""
        button = self._window.status.year
        above = button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height()))
        self.menu.popup(above)

    def _take_kept(self) -> None:
        """Begin with what was chosen, and with what was the newest year, when the window was open last."""
        settings, path = self._window.settings, str(self._window.desk.books.path)
        newest = _kept(str(settings.value(_NEWEST, ""))).get(path)
        if newest is not None:
            self.year.know(newest)
        choice = str(settings.value(_CHOICE, THIS))
        self.year.choose(ALL if self._window.sample else choice if _is_choice(choice) else THIS)

    def _known(self, found: tuple["Years", date | None]) -> None:
        years, closed = found
        self._asking = False
        self._window.status.set_closed(f"Closed until {shown(closed)}" if closed else "")
        self._years = years.all
        settings, path = self._window.settings, str(self._window.desk.books.path)
        kept = _kept(str(settings.value(_NEWEST, "")))
        if kept.get(path) != years.usual:
            labels = {key: year.label for key, year in kept.items()} | {path: years.usual.label}
            settings.setValue(_NEWEST, json.dumps(labels))
        self.year.know(years.usual)
        self._fill()

    def _unknown(self, error: BaseException) -> None:
        self._asking = False
        self._window.desk.messages.failure(error)

    def _heard(self, news: frozenset[str]) -> None:
        today = self._window.desk.books.clock().astimezone().date()
        # The first paper of a year begins it.
        begins = concerns(news, _BEGINS_YEAR) and self.year.newest != FiscalYear.of(today)
        if begins or concerns(news, _CLOSES):
            self.ask()

    def _fill(self) -> None:
        newest = self.year.newest
        self.menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        named = {THIS: "This year", LAST: "Last year", ALL: "All years"}
        if newest is not None:
            before = FiscalYear(newest.start - 1)
            named |= {THIS: f"This year, {newest.label}", LAST: f"Last year, {before.label}"}
        for choice, words in named.items():
            self._add(choice, words)
        # A year further back has no other name than its own.
        older = [year for year in self._years if newest is None or year.start < newest.start - 1]
        if older:
            self.menu.addSeparator()
        for year in older:
            self._add(year.label, year.label)

    def _add(self, choice: str, words: str) -> None:
        action = QAction(say(words), self.menu)
        action.setCheckable(True)
        action.setChecked(choice == self.year.choice)
        action.setData(choice)
        self._group.addAction(action)
        self.menu.addAction(action)

    def _chosen(self, action: QAction) -> None:
        choice = str(action.data())
        if not self._window.sample:
            self._window.settings.setValue(_CHOICE, choice)
        self.year.choose(choice)

    def _tell(self) -> None:
        self._window.status.set_year(self.year.words)


def _kept(text: str) -> dict[str, FiscalYear]:
    """The newest year of each file of books, as remembered; nothing of what cannot be read."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        key: FiscalYear.parse(label)
        for key, label in found.items()
        if isinstance(label, str) and _is_choice(label) and label not in (THIS, LAST, ALL)
    }


def _is_choice(text: str) -> bool:
    if text in (THIS, LAST, ALL):
        return True
    try:
        FiscalYear.parse(text)
    except Invalid:
        return False
    return True


def _look(session: "Reading") -> tuple["Years", date | None]:
    from senstosales.books.closing import closed_until
    from senstosales.queries import dashboard

    return dashboard.years(session), closed_until(session)
