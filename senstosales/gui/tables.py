"""A register as the clerk sees it: filter row, table, totals in the foot. The same in every tab."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import cells
from senstosales.gui.buttons import MenuButton
from senstosales.gui.desk import Desk
from senstosales.gui.filter_row import FilterRow
from senstosales.gui.list_year import ListYear
from senstosales.gui.live import Watcher
from senstosales.gui.marked_bar import MarkedBar, Offer
from senstosales.gui.nothing import Empty, Nothing
from senstosales.gui.register_foot import Foot
from senstosales.gui.register_model import RegisterModel
from senstosales.gui.rows_table import RowsTable
from senstosales.gui.shown_year import THIS
from senstosales.gui.table_view import ROW_ROLE, VALUE_ROLE, TableView
from senstosales.gui.wording import say
from senstosales.queries import filters
from senstosales.queries.columns import WINDOW, Column, Filter, Look, Register, Sort, Totals

__all__ = [
    "ROW_ROLE",
    "VALUE_ROLE",
    "Empty",
    "ExportWish",
    "Nothing",
    "RegisterModel",
    "RegisterView",
    "RowsTable",
    "TableView",
]

_TYPING_MS = 120
MOST_MARKED = 1000
"""Lines that can be worked on at once."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is to be exported: the list as it is seen."""

    register: Register
    filter: Filter
    sort: Sort | None
    columns: tuple[Column, ...]


class RegisterView(QWidget):
    """`RegisterView(desk, register, empty=Empty(...))`.

    `opened(id)` on Enter or double click, `selected(id or None)` when the current row changes.
    Refreshes itself on news of `register.watches`; selection and scroll stay where they are.
    """

    opened = Signal(int)
    selected = Signal(object)
    export_requested = Signal(object)
    loaded = Signal()

    def __init__(
        self,
        desk: Desk,
        register: Register,
        *,
        empty: Empty | None = None,
        base: Filter | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.register = desk, register
        self._base = base or Filter()
        self._current: int | None = None
        self._enters = 0
        self._kept: tuple[int | None, int | None, int, int] | None = None
        self._kept_marks: tuple[int, ...] | None = ()
        self._marked_bar: MarkedBar | None = None
        self.model = RegisterModel(desk, register, self)
        self.table = TableView(self.model, desk.settings, register.noun)
        self.table.setAccessibleName(say(register.title))
        self.filters = FilterRow(desk.actions, register.title, register.statuses, self)
        self._nothing = Nothing(empty or Empty(f"No {register.title.lower()} yet"))
        self._none_fit = Nothing(
            Empty("Nothing fits the filter", "", "Clear the filter", self.clear_filter)
        )
        self._pages = QStackedWidget()
        self.of_year = ListYear(self)
        for page in (self.table, self._nothing, self._none_fit, self.of_year.nothing):
            self._pages.addWidget(page)
        self._foot = Foot(register)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        self._order = self._kept_order()
        self._header()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.reload)
        self.filters.typed.connect(self._typed)
        self.filters.chosen.connect(self.reload)
        self.filters.down.connect(self._down)
        self.filters.export.connect(self._export)
        self.model.replacing.connect(self._keep)
        self.model.replaced.connect(self._put_back)
        self.model.counted.connect(self._counted)
        self.table.selectionModel().selectionChanged.connect(self._marked)
        self.table.opened_row.connect(self._opened)
        desk.actions.add(self, "Filter the list", "Ctrl+F|/", self.filters.focus_box, group="Lists")
        desk.actions.mention("Lists", "Open the marked line", "Return")
        desk.actions.mention("Lists", "Copy the marked lines for a spreadsheet", "Ctrl+C")
        self.watcher = Watcher(self, desk.live, register.watches, self.refresh)
        self.setFocusProxy(self.table)
        self.reload()

    def add_action(self, action: QAction, *, primary: bool = False) -> None:
        """A button at the right end of the filter row; at most one of them primary."""
        self.filters.add_action(action, primary=primary)

    def add_menu(self, text: str, icon: str, actions: Sequence[QAction]) -> MenuButton:
        """One button at the right end for several actions of a kind."""
        return self.filters.add_menu(text, icon, actions)

    def offer_for_marked(self, offers: Sequence[Offer]) -> None:
        """What can be done with several marked lines at once; shown while several are marked."""
        bar = self._marked_bar = MarkedBar(offers)
        bar.unmarked.connect(self.unmark)
        self._column.insertWidget(self._column.count() - 1, bar)
        self.desk.actions.mention("Lists", "Mark several lines", "Shift+Down|Ctrl+Space")
        self.desk.actions.mention("Lists", "Mark all lines", "Ctrl+A")

    def restrict(self, base: Filter) -> None:
        """Show only papers of, say, one party: `restrict(Filter(parent=7))`."""
        self._base = base
        self.reload()

    @property
    def question(self) -> Filter:
        """The filter in force: what is typed, the chips, and what the tab restricts to."""
        typed = filters.parse(self.filters.text, date.today(), self.register.statuses)  # noqa: DTZ011
        chips = self.filters.statuses
        year = self.of_year.narrows(typed, self._base)
        return replace(
            typed,
            words=self._base.words + typed.words,
            statuses=(chips | typed.statuses) or self._base.statuses,
            since=typed.since or self._base.since,
            until=typed.until or self._base.until,
            parent=self._base.parent if typed.parent is None else typed.parent,
            paper=self._base.paper,
            year=year,
            # This year has no end: what is dated ahead, or is the first of April's, is seen.
            and_later=year is not None and self.desk.year.choice == THIS,
            department=self._base.department if typed.department is None else typed.department,
        )

    def reload(self) -> None:
        """Ask again from the top, as when the filter or the order changed."""
        self._typing.stop()
        self.model.ask(self.question, self._order)

    def refresh(self) -> None:
        """Read again what is in sight, as when the books changed."""
        top = max(0, self.table.rowAt(0))
        bottom = self.table.rowAt(self.table.viewport().height() - 1)
        self.model.refresh(top, bottom if bottom >= 0 else top + 60)

    def clear_filter(self) -> None:
        self.filters.clear()

    def select(self, key: int) -> bool:
        """Mark the row with that id, if it is among those read; the detail can be shown anyway."""
        place = self.model.find(key)
        self._current = key
        if place is None:
            self.table.clearSelection()
            return False
        self.table.selectRow(place)
        self.table.scrollTo(self.model.index(place, 0))
        return True

    @property
    def current(self) -> int | None:
        """The id of the marked row."""
        return self._current

    def selected_ids(self) -> tuple[int, ...]:
        """The ids of all marked rows that have been read, in the order of the list."""
        found = (self.model.row_at(each) for each in self._marked_places())
        return tuple(row.id for row in found if row is not None)

    @property
    def marked_count(self) -> int:
        """How many rows are marked, read or not."""
        return sum(each.height() for each in self._ranges())

    def with_marked(self, run: Callable[[tuple[int, ...]], None]) -> None:
        """`run` with the ids of all marked rows in the order of the list; those not read yet are read
        first, for a list marked whole is longer than what was looked at. More than `MOST_MARKED` are
        refused.
        """
        if self.marked_count > MOST_MARKED:
            marked = cells.written(self.marked_count, Look.COUNT)
            most = cells.written(MOST_MARKED, Look.COUNT)
            self.desk.messages.error(f"{marked} lines are marked. Mark {most} at most at a time.")
            return
        places = self._marked_places()
        ids = self.selected_ids()
        if len(ids) == len(places):
            run(ids)
            return
        work = partial(
            self.desk.books.ask, _ids_at, self.register, self.model.filter, self._order, places
        )
        self.desk.jobs.read(work, run, owner=self)

    def unmark(self) -> None:
        """Leave marked only the line that was looked at last."""
        place = self.model.find(self._current) if self._current is not None else None
        self.table.clearSelection()
        if place is not None:
            self.table.selectRow(place)
        self.table.setFocus()

    def _marked_places(self) -> list[int]:
        found = (range(each.top(), each.bottom() + 1) for each in self._ranges())
        return sorted({row for rows in found for row in rows})

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.table.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def _header(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        self._show_order()
        header.sortIndicatorChanged.connect(self._sorted)

    def _show_order(self) -> None:
        header = self.table.horizontalHeader()
        section, order = -1, Qt.SortOrder.AscendingOrder
        for number, column in enumerate(self.register.columns):
            if self._order is not None and column.key == self._order.key:
                section = number
                if self._order.descending:
                    order = Qt.SortOrder.DescendingOrder
        header.blockSignals(True)
        header.setSortIndicator(section, order)
        header.blockSignals(False)

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        if section >= 0 and not self.register.columns[section].sortable:
            self._show_order()
            return
        self._order = None
        if section >= 0:
            key = self.register.columns[section].key
            self._order = Sort(key, order is Qt.SortOrder.DescendingOrder)
        kept = f"{self._order.key} {int(self._order.descending)}" if self._order else ""
        self.desk.settings.setValue(f"order/{self.register.noun}", kept)
        self.reload()

    def _kept_order(self) -> Sort | None:
        kept = str(self.desk.settings.value(f"order/{self.register.noun}", "")).split(" ")
        keys = {column.key for column in self.register.columns if column.sortable}
        return Sort(kept[0], kept[-1] == "1") if kept[0] in keys else None

    def _typed(self) -> None:
        self._enters = 0
        self._typing.start()

    def _down(self) -> None:
        """Enter right behind the last letter means what fits it, not what was listed before."""
        if self._typing.isActive():
            self.reload()
        if self.model.answered:
            self._into_table()
        else:
            self._enters += 1

    def back_to_box(self) -> None:
        """The keyboard into the filter box, to stay there: what is typed next takes the place of what stands
        there.
        """
        self._enters = 0
        self.filters.focus_box()

    def _go_on(self) -> None:
        """What the keyboard asked for before the list was there: into it, and with a second Enter open."""
        enters, self._enters = self._enters, 0
        if enters and self.model.rowCount() and self.filters.box.hasFocus():
            self._into_table()
            if enters > 1:
                self._opened(self.model.row_at(self.table.currentIndex().row()))

    def _into_table(self) -> None:
        if not self.model.rowCount():
            return  # a table out of sight would take the keyboard once it comes back
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _keep(self) -> None:
        top = self.table.rowAt(0)
        row = self.model.row_at(top) if top >= 0 else None
        count = self.marked_count
        self._kept_marks = ()
        if count > 1:
            # None stands for all of them: they need not all have been read.
            whole = count == self.model.rowCount()
            self._kept_marks = None if whole else self.selected_ids()
            if self._kept_marks is not None and len(self._kept_marks) < count:
                self._kept_marks = ()
        bars = self.table.verticalScrollBar().value(), self.table.horizontalScrollBar().value()
        self._kept = (self._current, row.id if row is not None else None, *bars)

    def _put_back(self) -> None:
        assert self._kept is not None
        current, top, down, across = self._kept
        place = self.model.find(current) if current is not None else None
        first = self.model.find(top) if top is not None else None
        if place is not None:
            selection = self.table.selectionModel()
            selection.blockSignals(True)
            self.table.selectRow(place)
            selection.blockSignals(False)
        self._mark_again()
        if down > 0:
            self.table.verticalScrollBar().setValue(first if first is not None else down)
        self.table.horizontalScrollBar().setValue(across)
        self.table.viewport().update()
        self.show_page()
        self._go_on()
        self.loaded.emit()

    def _mark_again(self) -> None:
        """Several marked lines stay marked if all of them are still there, else none of them."""
        marks = self._kept_marks
        selection = self.table.selectionModel()
        if marks is None:
            selection.blockSignals(True)
            self.table.selectAll()
            selection.blockSignals(False)
        elif marks:
            places = [place for key in marks if (place := self.model.find(key)) is not None]
            if len(places) == len(marks):
                chosen = QItemSelection()
                last = len(self.register.columns) - 1
                for place in places:
                    chosen.select(self.model.index(place, 0), self.model.index(place, last))
                selection.blockSignals(True)
                selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                selection.blockSignals(False)
        self._count_marked()

    def _count_marked(self) -> None:
        if self._marked_bar is not None:
            self._marked_bar.show_count(self.marked_count)

    def show_page(self) -> None:
        """The table, or what an empty list says."""
        if self.model.rowCount():
            page: QWidget = self.table
        elif self.of_year.hides:
            page = self.of_year.nothing
        else:
            asked = self.filters.text.strip() or self.filters.statuses
            page = self._none_fit if asked else self._nothing
        self._pages.setCurrentWidget(page)

    def _counted(self, totals: Totals) -> None:
        self._foot.show_totals(totals)
        self.show_page()
        self.of_year.counted(totals)

    def _marked(self, _now: QItemSelection, _before: QItemSelection) -> None:
        """One row marked is a wish to see it; several are a wish to do something with them."""
        self._count_marked()
        if self.marked_count != 1:
            return
        rows = self.selected_ids()
        if rows and rows[0] != self._current:
            self._current = rows[0]
            self.selected.emit(rows[0])

    def _opened(self, row: object) -> None:
        key = getattr(row, "id", None)
        if isinstance(key, int):
            self._current = key
            self.opened.emit(key)

    def _export(self) -> None:
        self.export_requested.emit(
            ExportWish(self.register, self.model.filter, self._order, self.table.shown_columns())
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.marked_count > 1:
            self.unmark()
        elif event.key() == Qt.Key.Key_Escape and self.filters.asks_something:
            self.clear_filter()
        else:
            super().keyPressEvent(event)


def _ids_at(
    session: Any, register: Register, question: Filter, order: Sort | None, places: Sequence[int]
) -> tuple[int, ...]:
    """The ids of the rows at these places of a list. Runs in a reading lane."""
    found: list[int] = []
    windows: dict[int, Sequence[Any]] = {}
    for place in places:
        window = place // WINDOW
        if window not in windows:
            windows = {window: register.page(session, question, order, WINDOW, window * WINDOW)}
        rows = windows[window]
        if place % WINDOW < len(rows):
            found.append(rows[place % WINDOW].id)
    return tuple(found)
