"""The rows of a register, read in windows as they come into sight.

Old rows stay on the screen until new ones are there. The first window is read and shown before the
totals are, so that a list of a hundred thousand orders stands at once; when the count is known the
scroll bar tells the truth.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from senstosales.gui.desk import Desk
from senstosales.gui.jobs import Ticket
from senstosales.gui.table_view import ColumnModel, Index
from senstosales.queries.columns import WINDOW, Filter, Register, Sort, Totals

_KEPT_WINDOWS = 40
_AT_ONCE = 2
_NOWHERE = QModelIndex()

Windows = Mapping[int, Sequence[Any]]


class RegisterModel(ColumnModel):
    """`ask(filter, sort)` for a new question, `refresh(rows)` for news about the same one.

    `replacing` and `replaced` surround every exchange of rows, for whoever keeps a selection.
    """

    replacing = Signal()
    replaced = Signal()
    counted = Signal(object)

    def __init__(self, desk: Desk, register: Register, parent: QObject | None = None) -> None:
        super().__init__(register.columns, parent)
        self.register = register
        self.filter, self.sort_by = Filter(), None
        self.totals: Totals | None = None
        self.asked = False
        self.answered = False
        self._desk = desk
        self._windows: dict[int, Sequence[Any]] = {}
        self._count = 0
        self._tickets: list[Ticket] = []
        self._fetching = False
        self._wanted: dict[int, None] = {}
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.setInterval(0)
        self._fetch_soon.timeout.connect(self._fetch)

    filter: Filter
    sort_by: Sort | None

    def ask(self, question: Filter, order: Sort | None) -> None:
        """Show what this filter finds, from the top."""
        self.filter, self.sort_by = question, order
        self.answered = False
        self._read((0,), same_question=False)

    def refresh(self, first: int = 0, last: int = 0) -> None:
        """Read again what is in sight: rows `first` to `last`."""
        windows = range(max(0, first) // WINDOW, max(0, last) // WINDOW + 1)
        self._read(tuple(windows) or (0,), same_question=True)

    def find(self, key: int) -> int | None:
        """The place of the row with that id, if it has been read."""
        for window, rows in self._windows.items():
            for place, row in enumerate(rows):
                if row.id == key:
                    return window * WINDOW + place
        return None

    def row_at(self, row: int) -> Any:
        """The row, or None for one not read yet, which is then read soon."""
        rows = self._windows.get(row // WINDOW)
        if rows is None:
            self._want(row // WINDOW)
            return None
        place = row % WINDOW
        return rows[place] if place < len(rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def _read(self, windows: tuple[int, ...], *, same_question: bool) -> None:
        for ticket in self._tickets:
            ticket.drop()
        self._fetching = False
        self._wanted.clear()
        work = partial(
            self._desk.books.ask, _windows_of, self.register, self.filter, self.sort_by, windows
        )
        arrived = partial(self._arrived, same_question)
        self._tickets = [self._desk.jobs.read(work, arrived, owner=self)]

    def _arrived(self, same_question: bool, windows: Windows) -> None:
        known = self.totals.count if same_question and self.totals is not None else None
        self.replacing.emit()
        self.beginResetModel()
        self._windows = dict(windows)
        self._count = _counted(windows, known)
        self.asked = self.answered = True
        self.endResetModel()
        self.replaced.emit()
        work = partial(self._desk.books.ask, self.register.totals, self.filter)
        self._tickets = [self._desk.jobs.read(work, self._totalled, owner=self)]

    def _totalled(self, totals: Totals) -> None:
        self.totals = totals
        if totals.count > self._count:
            self.beginInsertRows(_NOWHERE, self._count, totals.count - 1)
            self._count = totals.count
            self.endInsertRows()
        elif totals.count < self._count:
            self.beginRemoveRows(_NOWHERE, totals.count, self._count - 1)
            self._count = totals.count
            self.endRemoveRows()
        self.counted.emit(totals)

    def _want(self, window: int) -> None:
        self._wanted.pop(window, None)
        self._wanted[window] = None
        if not self._fetching and not self._fetch_soon.isActive():
            self._fetch_soon.start()

    def _fetch(self) -> None:
        # Only what was asked for last: a quick drag through the list must not read all of it.
        windows = tuple(self._wanted)[-_AT_ONCE:]
        self._wanted.clear()
        if not windows:
            return
        self._fetching = True
        work = partial(
            self._desk.books.ask, _windows_of, self.register, self.filter, self.sort_by, windows
        )
        self._tickets.append(
            self._desk.jobs.read(work, self._fetched, self._not_fetched, owner=self)
        )

    def _fetched(self, windows: Windows) -> None:
        self._fetching = False
        for window, rows in windows.items():
            self._windows[window] = rows
            first, last = window * WINDOW, min(self._count, (window + 1) * WINDOW) - 1
            if first <= last:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        for old in tuple(self._windows)[: max(0, len(self._windows) - _KEPT_WINDOWS)]:
            del self._windows[old]

    def _not_fetched(self, error: BaseException) -> None:
        self._fetching = False
        self._desk.messages.failure(error)


def _windows_of(
    session: Any,
    register: Register,
    question: Filter,
    order: Sort | None,
    windows: Iterable[int],
) -> dict[int, Sequence[Any]]:
    """Runs in a reading lane: several windows seen at one moment."""
    return {
        window: tuple(register.page(session, question, order, WINDOW, window * WINDOW))
        for window in windows
    }


def _counted(windows: Windows, known: int | None) -> int:
    """How many rows there are, as far as these windows tell."""
    last = max(windows)
    reached = max((each * WINDOW + len(rows) for each, rows in windows.items() if rows), default=0)
    if len(windows[last]) < WINDOW:
        return reached
    return max(reached, known or 0)
