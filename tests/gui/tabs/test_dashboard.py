import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status
from senstosales.gui.cards import MOST_ROWS, ROW_HEIGHT
from senstosales.gui.charts import round_top, short
from senstosales.gui.desk import Desk
from senstosales.gui.errands import ERRANDS
from senstosales.gui.tabs.dashboard import DashboardTab
from senstosales.queries import (
    dashboard,
    filters,
    invoices,
    listing,
    order_detail,
    orders,
    worklists,
)
from senstosales.queries.columns import Filter
from tests.conftest import OpenCopy
from tests.playing import import_pages

YEAR = FiscalYear(2024)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[DashboardTab]:
    made = DashboardTab(desk)
    qtbot.addWidget(made)
    made.resize(1366, 660)
    with qtbot.waitSignal(made.read_all):
        made.show()
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def every_item(books: Books) -> list[Any]:
    with books.read() as session:
        ids = listing.ids(session, "order", None, None)
        return [
            (order, item)
            for order in (order_detail.detail(session, key) for key in ids)
            for item in order.items
        ]


def test_every_card_counts_what_its_list_holds(tab: DashboardTab, books: Books) -> None:
    for errand, card in zip(ERRANDS, tab.cards, strict=True):
        with books.read() as session:
            held = list(listing.all_rows(session, errand.register, errand.filter))
        assert card.count == f"{len(held):,}", errand.title
        assert card.list.count() == min(len(held), MOST_ROWS)


@pytest.mark.parametrize(("height", "rows"), [(500, 3), (660, 3), (950, 3), (1000, 4), (1400, 8)])
def test_a_taller_window_shows_more_of_each_card(tab: DashboardTab, height: int, rows: int) -> None:
    tab.resize(1366, height)
    assert {card.list.height() // ROW_HEIGHT for card in tab.cards if card.count != "0"} == {rows}


def test_overdue_lots_are_those_the_orders_show_as_pending(books: Books) -> None:
    today = books.clock().astimezone().date()
    wanted = [
        (order.number, item.item_no, lot.lot_no, lot.pending)
        for order, item in every_item(books)
        if order.status not in (Status.CLOSED, Status.CANCELLED)
        and not item.is_cancelled
        and item.received < item.quantity
        for lot in item.lots
        if lot.pending > 0 and lot.due_date is not None and lot.due_date < today
    ]
    with books.read() as session:
        late = Filter(statuses=frozenset({Status.OVERDUE}))
        rows = list(listing.all_rows(session, worklists.DUE, late))
    found = [(row.order_number, row.item_no, row.lot_no, row.pending) for row in rows]
    assert sorted(found) == sorted(wanted)
    assert all(row.late == (today - row.due_date).days > 0 for row in rows)
    total = books.ask(worklists.due_totals, late).sums["value"]
    assert total == sum((row.value for row in rows), ZERO)


def test_a_lot_due_within_a_week_is_not_overdue(books: Books, clock: Any) -> None:
    soon = Filter(statuses=frozenset({worklists.DUE_SOON}))
    rows = books.ask(worklists.due_page, Filter(), None, 500, 0)
    due = rows[-1].due_date
    clock.now = dt.datetime(due.year, due.month, due.day, 6, tzinfo=dt.UTC) - dt.timedelta(days=7)
    assert due in {row.due_date for row in books.ask(worklists.due_page, soon, None, 500, 0)}
    clock.now += dt.timedelta(days=8)
    late = books.ask(worklists.due_page, soon, None, 500, 0)
    assert due not in {row.due_date for row in late}


def test_goods_to_replace_are_rejected_and_not_sent_again(books: Books) -> None:
    wanted = {
        (order.number, item.item_no, item.replaceable)
        for order, item in every_item(books)
        if item.replaceable > 0
    }
    rows = books.ask(worklists.replace_page, Filter(), None, 100, 0)
    assert {(row.order_number, row.item_no, row.pending) for row in rows} == wanted
    assert wanted


def test_figures_equal_the_foot_of_their_lists(books: Books) -> None:
    found = books.ask(dashboard.figures, YEAR)
    year = books.ask(invoices.totals, Filter(since=YEAR.first, until=YEAR.last))
    assert (found.sales_year, found.invoices_year) == (year.sums["total"], year.count)
    still = books.ask(orders.totals, Filter(statuses=dashboard.OPEN))
    assert (found.open_value, found.open_orders) == (still.sums["value"], still.count)
    months = books.ask(dashboard.months, YEAR)
    assert [day.month for day, _ in months] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert {day.year for day, _ in months} == {2024, 2025}
    assert sum((value for _, value in months), ZERO) == found.sales_year > 0


def test_the_funnel_is_what_the_orders_of_the_year_say(books: Books) -> None:
    mine = [(order, item) for order, item in every_item(books) if order.date in YEAR]
    found = books.ask(dashboard.funnel, YEAR)
    for name, quantity in (("dispatched", "delivered"), ("accepted", "accepted")):
        wanted = sum(
            (
                half_up(getattr(item, quantity) * item.rate)
                for _, item in mine
                if not item.is_cancelled
            ),
            ZERO,
        )
        assert getattr(found, name) == wanted
    assert found.ordered >= found.dispatched >= found.invoiced > 0


def test_a_value_is_rounded_half_up_to_the_paisa(books: Books) -> None:
    rows = books.ask(worklists.due_page, Filter(), None, 500, 0)
    rates = {(order.number, item.item_no): item.rate for order, item in every_item(books)}
    for row in rows:
        assert row.value == half_up(row.pending * rates[row.order_number, row.item_no])


def test_a_row_of_a_card_opens_its_paper(
    qtbot: QtBot, tab: DashboardTab, went: list[tuple[str, int]]
) -> None:
    rows = tab.cards[0].list
    rows.setCurrentRow(0)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    place = rows.visualItemRect(rows.item(1)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [noun for noun, _ in went] == ["orders", "orders"]


def test_the_list_of_overdue_lots_opens_in_place_and_goes_back(
    qtbot: QtBot, tab: DashboardTab, went: list[tuple[str, int]]
) -> None:
    tab.cards[0].all.click()
    work = tab.work
    assert work is not None
    qtbot.waitUntil(lambda: work.view.model.totals is not None)
    assert f"{work.view.model.totals.count:,}" == tab.cards[0].count
    work.view.opened.emit(work.view.model.row_at(0).id)
    assert went == [("orders", work.view.model.row_at(0).order_id)]
    qtbot.keyClick(work, Qt.Key.Key_Escape)
    assert tab.stack.currentWidget() is tab.front


def test_lists_of_other_tabs_are_asked_for_as_the_card_counts_them(tab: DashboardTab) -> None:
    asked: list[tuple[Any, ...]] = []
    tab.list_wanted.connect(lambda *wish: asked.append(wish))
    tab.cards[2].all.click()
    tab.figures["year"][0].click()
    tab.figures["open"][0].click()
    assert asked == [
        ("challans", frozenset({Status.NOT_INVOICED}), ""),
        ("invoices", invoices.IN_FORCE, "2025-26"),
        ("orders", dashboard.OPEN, ""),
    ]


def test_another_year_is_chosen(qtbot: QtBot, tab: DashboardTab) -> None:
    place = tab.chooser.findText("2024-25")
    tab.chooser.setCurrentIndex(place)
    with qtbot.waitSignal(tab.read_all):
        tab.chooser.activated.emit(place)
    assert tab.figures["year"][0].text() == "Sales in 2024-25"
    assert tab.figures["year"][1].text() == "₹\N{NO-BREAK SPACE}2,70,290.80"
    assert "Orders dated in 2024-25" in tab.of_orders.text()


def test_the_bar_under_the_mouse_tells_its_figure(qtbot: QtBot, tab: DashboardTab) -> None:
    bars = tab.bars
    ground = bars.part(1)
    qtbot.mouseMove(bars, QPoint(round(ground.center().x()), 40))
    qtbot.waitUntil(lambda: bars.hovered == 1)
    assert bars.said(1) == "May 2025: ₹\N{NO-BREAK SPACE}1,16,820.00"
    bars.grab()


def test_charts_are_walked_with_the_keyboard_and_copied_as_tables(
    qtbot: QtBot, tab: DashboardTab
) -> None:
    bars = tab.bars
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.hovered == 1
    bars.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:3] == ["Month\tSales", "Apr 2025\t0", "May 2025\t116820"]
    tab.by_age.copy()
    assert QGuiApplication.clipboard().text().startswith("Age\tOpen\tInvoices\n0–30 days\t")
    tab.steps.copy()
    assert "Dispatched\t14750\t29 %" in QGuiApplication.clipboard().text()


def test_a_department_leads_to_exactly_its_open_orders(
    qtbot: QtBot, tab: DashboardTab, books: Books
) -> None:
    asked: list[tuple[Any, ...]] = []
    tab.list_wanted.connect(lambda *wish: asked.append(wish))
    for place, rank in enumerate(tab.by_department.ranks):
        tab.by_department.chosen.emit(place)
        noun, statuses, text = asked[-1]
        wanted = replace(filters.parse(text, YEAR.last), statuses=statuses)
        found = books.ask(orders.totals, wanted)
        assert noun == "orders"
        if "other" not in rank.name:
            assert (found.count, found.sums["value"]) == (rank.count, rank.value)
    everything = books.ask(orders.totals, Filter(statuses=dashboard.OPEN))
    assert sum(rank.count for rank in tab.by_department.ranks) == everything.count
    tab.by_age.chosen.emit(0)
    assert asked[-1] == ("open_invoices", frozenset(), "")


def test_an_invoice_is_overdue_45_days_after_its_goods_were_accepted(
    books: Books, clock: Any
) -> None:
    late = Filter(statuses=frozenset({Status.OVERDUE}), number="5")
    accepted = dt.date(2025, 5, 12)
    for days, found in ((45, 0), (46, 1)):
        day = accepted + dt.timedelta(days=days)
        clock.now = dt.datetime(day.year, day.month, day.day, 6, tzinfo=dt.UTC)
        assert books.ask(invoices.totals, late).count == found


def test_it_follows_the_books(qtbot: QtBot, tab: DashboardTab, books: Books) -> None:
    before = int(tab.cards[5].count)
    import_pages(books, "bad-inconsistent")
    qtbot.waitUntil(lambda: tab.cards[5].count == str(before + 2))


def test_empty_books_offer_two_ways_to_begin(
    qtbot: QtBot, desk: Desk, open_copy: OpenCopy, office_file: Path, monkeypatch: Any
) -> None:
    nothing = open_copy(office_file, "empty.sqlite3")
    monkeypatch.setattr(desk.books, "ask", nothing.ask)
    tab = DashboardTab(desk)
    qtbot.addWidget(tab)
    with qtbot.waitSignal(tab.read_all):
        tab.show()
    assert tab.stack.currentWidget() is tab.empty
    with qtbot.waitSignal(tab.pages_wanted):
        qtbot.mouseClick(tab.targets.first, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tab.sample_wanted):
        qtbot.keyClick(tab.targets.look, Qt.Key.Key_Return)
    import_pages(nothing, "po-april")
    tab.refresh()
    qtbot.waitUntil(lambda: tab.stack.currentWidget() is tab.front)


def test_figures_in_short() -> None:
    assert short(Decimal(85000)) == "85,000"
    assert short(Decimal(340000)) == "3.4 lakh"
    assert short(Decimal(12500000)) == "1.25 crore"
    assert round_top(Decimal(0)) == 0
    assert round_top(Decimal(116820)) == 120000
    assert round_top(Decimal(999999)) == 1000000
