"""Entering or correcting an expense."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senstosales.domain.cash import EXPENSE_CATEGORIES
from senstosales.errors import Invalid, Trouble
from senstosales.gui import cells, turns
from senstosales.gui.autosave import Again, Autosave, KeptAs
from senstosales.gui.desk import Desk
from senstosales.gui.forms import (
    CheckField,
    ChoiceField,
    DateField,
    Form,
    FormDialog,
    MoneyField,
    MultilineField,
)
from senstosales.gui.unfinished import Unfinished
from senstosales.queries import expenses as queries
from senstosales.queries.expenses import ExpenseRow
from senstosales.services import expenses
from senstosales.services.drafts import make
from senstosales.services.expenses import ExpenseDraft

Saved = Callable[[int], object]
_CATEGORY = "expenses/category"


def open_new(desk: Desk, parent: QWidget, saved: Saved | None = None) -> None:
    """Open an empty form; `saved(id)` is called when the expense is in the books."""
    _open(desk, parent, saved, None)


def open_expense(desk: Desk, expense_id: int, parent: QWidget, saved: Saved | None = None) -> None:
    """Open the form on an expense as it now stands in the books."""
    work = partial(desk.books.ask, queries.detail, expense_id)
    desk.jobs.read(work, partial(_open, desk, parent, saved), owner=parent)


def again(desk: Desk, kept: Unfinished, parent: QWidget, saved: Saved) -> Again:
    """Open the form as it was kept unsaved."""
    work = partial(_read, desk, kept.start["expense_id"])
    return Again(work, partial(_open, desk, parent, saved, kept=kept))


def _read(desk: Desk, expense_id: int | None) -> ExpenseRow | None:
    return None if expense_id is None else desk.books.ask(queries.detail, expense_id)


def _open(
    desk: Desk,
    parent: QWidget,
    saved: Saved | None,
    held: ExpenseRow | None,
    kept: Unfinished | None = None,
) -> None:
    dialog = ExpenseForm(desk, held, parent, kept)
    dialog.when_saved = saved
    turns.show_dialog(dialog)


class ExpenseForm(FormDialog):
    """The form. Money that came back is entered with a minus."""

    def __init__(
        self,
        desk: Desk,
        held: ExpenseRow | None,
        parent: QWidget,
        kept: Unfinished | None = None,
    ) -> None:
        self.desk, self.held = desk, held
        self.when_saved: Saved | None = None
        form = Form()
        form.add("spent_on", "Date", DateField(today=self._today), required=True)
        named = tuple((word, word) for word in EXPENSE_CATEGORIES)
        form.add("category", "Category", ChoiceField(named, own=True), required=True)
        form.add("amount", "Amount", MoneyField(negative=True), required=True)
        form.add(
            "description", "Description", MultilineField(lines=2, placeholder="For what, to whom")
        )
        form.add("is_necessary", "", CheckField("Necessary: the work could not go on without it"))
        title = f"Change the expense of {cells.day(held.date)}" if held else "New expense"
        super().__init__(title, form, "Save expense", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if held is None:
            form.set_values(
                {
                    "spent_on": self._today(),
                    "category": str(desk.settings.value(_CATEGORY, "")) or None,
                    "is_necessary": True,
                }
            )
        else:
            values = {name: getattr(held, name) for name in form.fields if name != "spent_on"}
            form.set_values(values | {"spent_on": held.date})
        form.submitted.connect(self._save)
        self.resize(560, 400)
        self.autosave = Autosave(self, desk, kept)
        self.autosave.begin()
        form.fields["amount"].setFocus()

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is saved."""
        held, category = self.held, self.form.fields["category"]
        assert isinstance(category, ChoiceField)
        title = f"expense, {category.box.currentText()}".removesuffix(", ")
        return KeptAs(
            "expense",
            f"change of the expense of {cells.day(held.date)}" if held else title,
            {"expense_id": held.id if held else None},
            held.version if held else None,
        )

    def _today(self) -> Any:
        return self.desk.books.clock().astimezone().date()

    def _save(self, values: dict[str, Any]) -> None:
        try:
            draft = make(ExpenseDraft, values)
        except Invalid as error:
            self.form.show_trouble(error)
            return
        self.save.setEnabled(False)
        desk, held = self.desk, self.held
        work = partial(
            expenses.save,
            desk.books,
            desk.actor,
            draft,
            held.id if held else None,
            held.version if held else None,
        )
        desk.jobs.write(work, partial(self._saved, draft), self._not_saved, owner=self)

    def _saved(self, draft: ExpenseDraft, expense_id: int) -> None:
        self.desk.settings.setValue(_CATEGORY, draft.category)
        self.desk.messages.note(f"{draft.category}, {cells.money(draft.amount)}, is saved.")
        done = self.when_saved
        self.accept()
        if done is not None:
            done(expense_id)

    def _not_saved(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self.desk.messages.failure(error)
