"""The Expenses tab: what was spent, on what, by month."""

from functools import partial
from typing import Any

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from senstosales.books.store import today
from senstosales.domain.fiscal import FiscalYear
from senstosales.gui import cells
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import expense_form
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.expense_view import ExpenseView, Seen, read
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.wording import say
from senstosales.queries import expenses as queries
from senstosales.queries.ahead import first_of
from senstosales.queries.expenses import ExpenseRow
from senstosales.services import expenses

_PERIODS = ("this month", "last month", "this year", "last year")


class ExpensesTab(PaperTab):
    """The register of expenses beside the year they lie in."""

    noun = "expenses"
    group = "Expenses"
    table = "expenses"
    watches = queries.REGISTER.watches

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = ExpenseView(desk)
        super().__init__(
            desk,
            queries.REGISTER,
            self.detail,
            empty=Empty(
                "No expenses yet",
                "Enter what is spent on rent, wages, material, transport. A chart shows where the "
                "money goes, month by month.",
                "New expense",
                self._add,
            ),
            split=(640, 726),
            parent=parent,
        )
        self.view.table.leave_out(("by", "necessary"))
        self.new = self._act("New expense", "Ctrl+N", self._add, "plus", "Enter what was spent")
        self.edit = self._act("Change…", "F2", self._edit, "pencil", "Correct this expense")
        self.delete = self._act(
            "Delete…", "Ctrl+Del", self._delete, "trash-2", "Take an expense away that is none"
        )
        self.year = self._act(
            "By month", "Ctrl+M", self._show_year, "calendar", "Show what was spent month by month"
        )
        self._offer(self.edit, self.year, None, self.delete)
        self.year.setEnabled(True)
        self.periods = self.view.add_menu(
            "Period", "calendar", [self._period(each) for each in _PERIODS]
        )
        self.periods.setToolTip(
            say("Show a month or a year; “Nov 2025” or “2024-25” can be typed, too")
        )
        self.view.add_action(self.new)
        self.view.loaded.connect(self._follow_filter)
        self.detail.loaded.connect(self._loaded)
        self.detail.month_wanted.connect(self._show_only)
        self.detail.category_wanted.connect(self._show_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The year has its place beside the list, whether an expense is marked or not.
        if self.both.side_by_side:
            self.both.show_detail()

    def _period(self, words: str) -> QAction:
        action = QAction(say(words[:1].upper() + words[1:]), self)
        action.triggered.connect(partial(self._show_only, words))
        return action

    def _show_only(self, words: str, _checked: bool = False) -> None:
        self.view.filters.box.setText(words)

    def _follow_filter(self) -> None:
        """The chart shows the year of the days that the list shows."""
        since = self.view.question.since
        self.detail.show_year(FiscalYear.of(since) if since else None)

    def _show_year(self) -> None:
        self.both.show_detail()
        self.detail.setFocus()

    def _loaded(self, expense: ExpenseRow | None) -> None:
        for action in (self.edit, self.delete):
            action.setEnabled(expense is not None)
        self._set_primary(self.edit if expense is not None else None)

    def _add(self) -> None:
        expense_form.open_new(self.desk, self, self.show_item)

    def _edit(self) -> None:
        expense = self.detail.current
        if expense is not None:
            expense_form.open_expense(self.desk, expense.id, self)

    def _delete(self) -> None:
        expense = self.detail.current
        if expense is None:
            return
        desk, value = self.desk, cells.money(expense.amount)
        RemovalDialog(
            desk,
            title=f"Delete {expense.category}, {value}?",
            sentence=f"{cells.day(expense.date)}. {expense.description or ''} The audit trail keeps what "
            "stood in it.",
            button="Delete it",
            write=partial(expenses.delete, desk.books, desk.actor, expense.id),
            done=partial(self._deleted, f"{expense.category}, {value}"),
            window="Delete the expense",
            parent=self,
        ).open()

    def _deleted(self, what: str) -> None:
        self.detail.forget()
        self.desk.messages.note(f"{what}, is deleted.")


def _opened(session: Any, key: int) -> Seen:
    return read(session, key, None, today(session))


SPEC = TabSpec(
    title="Expenses",
    icon="hand-coins",
    nouns=("expenses",),
    factory=ExpensesTab,
    ahead=first_of(queries.REGISTER, _opened),
)
