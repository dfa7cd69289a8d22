"""Expenses entered, corrected and seen by month on the real window parts over real books."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.expense_form import ExpenseForm
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.forms import TextField
from senstosales.gui.stacked_bars import Part, StackedBars
from senstosales.gui.tabs.expenses import SPEC, ExpensesTab
from senstosales.queries import expenses as queries
from senstosales.queries.columns import Filter
from senstosales.queries.expenses import ExpenseRow
from senstosales.services import expenses
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR

TODAY = date(2026, 3, 16)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[ExpensesTab]:
    made = SPEC.factory(desk)
    assert isinstance(made, ExpensesTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.detail.loaded):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def rows(books: Books, **wanted: object) -> list[ExpenseRow]:
    return list(books.ask(queries.page, Filter(**wanted), None, 500, 0))


def show(qtbot: QtBot, tab: ExpensesTab, key: int) -> None:
    with qtbot.waitSignal(
        tab.detail.loaded, check_params_cb=lambda shown: shown is not None and shown.id == key
    ):
        tab.show_item(key)


def put(form: ExpenseForm, name: str, text: str) -> None:
    field = form.form.fields[name]
    assert isinstance(field, TextField)
    field.set_error("")  # as typing does
    field.box.setText(text)
    field.changed.emit()
    field.left.emit()


def test_the_year_stands_beside_the_list_with_its_months_and_categories(
    tab: ExpensesTab, books: Books
) -> None:
    assert tab.both.detail_open
    assert tab.detail.header.title.text() == "Expenses of 2025-26"
    bars = tab.detail.bars
    assert bars.parts == 12
    assert bars.said(0).replace("\xa0", " ").startswith("Apr 2025: ₹ 1,")
    spent = sum(row.amount for row in rows(books, since=date(2025, 4, 1)))
    assert sum(bars.whole(place) for place in range(12)) == spent
    assert sum(row.together for row in tab.detail.categories.rows) == spent
    assert [part.name for part in bars.drawn][-1] == "Other categories"


def test_the_chart_follows_the_words_of_the_filter_and_the_list_follows_the_chart(
    qtbot: QtBot, tab: ExpensesTab, books: Books
) -> None:
    tab.view.filters.box.setText("2024-25 rent")
    qtbot.waitUntil(lambda: tab.detail.header.title.text() == "Expenses of 2024-25")
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == 12)
    bars = tab.detail.bars
    middle = bars.part(3).center().toPoint()
    qtbot.mouseMove(bars, middle)
    qtbot.waitUntil(lambda: bars.hovered == 3)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle)
    assert tab.view.filters.text == "Jul 2024"
    july = len(rows(books, since=date(2024, 7, 1), until=date(2024, 7, 31)))
    qtbot.waitUntil(lambda: tab.view.model.rowCount() == july)
    tab.detail.categories.selectRow(0)
    first = tab.detail.categories.rows[0].category
    qtbot.keyClick(tab.detail.categories, Qt.Key.Key_Return)
    assert tab.view.filters.text == first
    (this_month, *_) = tab.periods.choices.actions()
    this_month.trigger()
    assert tab.view.filters.text == "this month"


def test_the_figures_are_copied_as_a_table(tab: ExpensesTab, heard: list[str]) -> None:
    tab.detail.copy.click()
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert len(lines) == 13
    head, april = lines[:2]
    assert (head[0], head[-1], april[0]) == ("Month", "Together", "Apr 2025")
    assert sum(Decimal(cell) for cell in april[1:-1]) == Decimal(april[-1])
    assert "Phone" in head, "also what has no colour of its own"


def test_an_expense_is_entered_with_who_did_it(
    qtbot: QtBot, tab: ExpensesTab, books: Books, opened: Opened[ExpenseForm], heard: list[str]
) -> None:
    tab.new.trigger()
    form = opened(ExpenseForm)
    assert form.form.fields["spent_on"].value() == TODAY
    form.form.submit()
    assert form.form.fields["amount"].error == "This is needed."
    assert form.form.fields["category"].error == "This is needed."
    form.form.fields["category"].set_value("Food")
    put(form, "amount", "3*45.50")
    form.form.fields["is_necessary"].set_value(False)
    with qtbot.waitSignal(tab.detail.loaded, check_params_cb=lambda shown: shown is not None):
        form.form.submit()
    assert heard[0].replace("\xa0", " ") == "Food, ₹ 136.50, is saved."
    assert tab.detail.header.status.text() == "Not necessary"
    about = tab.detail.header.about.text().replace("\xa0", " ")
    assert about == "16-Mar-2026  ·  ₹ 136.50  ·  entered by Asha"
    (row,) = rows(books, since=TODAY)
    assert (row.amount, row.category, row.is_necessary, row.by) == (
        Decimal("136.50"), "Food", False, "Asha",
    )  # fmt: skip
    tab.new.trigger()
    again = opened(ExpenseForm)
    assert again.form.fields["category"].value() == "Food", "as last time"


def test_wrong_entries_are_said_and_money_may_come_back(
    qtbot: QtBot, tab: ExpensesTab, books: Books, opened: Opened[ExpenseForm]
) -> None:
    tab.new.trigger()
    form = opened(ExpenseForm)
    form.form.fields["category"].set_value("Transport")
    put(form, "amount", "12x")
    assert form.form.fields["amount"].error == "The sum “12x” is not complete."
    put(form, "amount", "12.345")
    assert form.form.fields["amount"].error.endswith("has more than 2 decimals.")
    put(form, "spent_on", "31/2")
    assert form.form.fields["spent_on"].error
    put(form, "spent_on", "15")
    put(form, "amount", "-200")
    with qtbot.waitSignal(form.accepted):
        form.form.submit()
    (row,) = rows(books, since=date(2026, 3, 15))
    assert (row.amount, row.date) == (Decimal(-200), date(2026, 3, 15))


def test_a_correction_and_one_that_comes_too_late(
    qtbot: QtBot, tab: ExpensesTab, books: Books, opened: Opened[ExpenseForm]
) -> None:
    held = rows(books)[0]
    show(qtbot, tab, held.id)
    tab.edit.trigger()
    form = opened(ExpenseForm)
    assert form.form.fields["amount"].value() == held.amount
    assert not form.form.dirty
    put(form, "amount", "961")
    with qtbot.waitSignal(form.accepted):
        form.form.submit()
    assert books.ask(queries.detail, held.id).amount == 961
    qtbot.waitUntil(lambda: "961.00" in tab.detail.header.about.text())
    tab.edit.trigger()
    late = opened(ExpenseForm)
    other = expenses.ExpenseDraft(amount=Decimal(1), spent_on=TODAY, category="Food")
    expenses.save(books, ACTOR, other, held.id)
    put(late, "amount", "962")
    late.form.submit()
    qtbot.waitUntil(late.form._general.isVisible)
    assert late.form._general.text().startswith("Somebody else has changed this expense meanwhile.")
    assert late.form.fields["amount"].value() == 962, "what was typed is still there"
    late.form.set_clean()


def test_deleted_after_asking_the_year_is_shown_again(
    qtbot: QtBot, tab: ExpensesTab, books: Books, opened: Opened[RemovalDialog], heard: list[str]
) -> None:
    held = rows(books)[0]
    show(qtbot, tab, held.id)
    tab.delete.trigger()
    dialog = opened(RemovalDialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    qtbot.waitUntil(lambda: tab.detail.header.title.text() == "Expenses of 2025-26")
    assert heard[0].startswith(held.category)
    assert held.id not in [row.id for row in rows(books)]
    assert not tab.edit.isEnabled()


def test_a_narrow_window_shows_the_year_when_asked(qtbot: QtBot, tab: ExpensesTab) -> None:
    tab.both.back()
    tab.resize(1000, 700)
    assert tab.view.isVisible()
    assert not tab.both.detail_open
    tab.year.trigger()
    assert tab.detail.isVisible()
    assert not tab.view.isVisible()
    qtbot.keyClick(tab.detail, Qt.Key.Key_Escape)
    assert tab.view.isVisible()


def test_few_parts_have_each_a_colour_and_what_came_back_draws_nothing(qtbot: QtBot) -> None:
    bars = StackedBars("Spent", "Nothing")
    qtbot.addWidget(bars)
    bars.resize(500, 260)
    months = (date(2025, 4, 1), date(2025, 5, 1))
    some = (
        Part("A", (Decimal(5), Decimal(0))),
        Part("B", (Decimal(0), Decimal(-3))),
        Part("C", (Decimal(0), Decimal(0))),
    )
    bars.set_parts(months, some)
    assert [part.name for part in bars.drawn] == ["A", "B"]
    assert bars.said(1).replace("\xa0", " ") == "May 2025: ₹ -3.00"
    bars.show()
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.hovered == 0
    assert not bars.grab().isNull()
    assert bars.part(0).contains(QPoint(100, 50))
