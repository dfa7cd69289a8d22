"""What the day begins with, what is looked up in between, and what the owner does at its end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from pytestqt.qtbot import QtBot

from senstosales.books.closing import closed_until
from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.gui.dialogs.about import AboutDialog
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.merge_parties import MergeDialog
from senstosales.gui.dialogs.party_form import PartyForm
from senstosales.gui.dialogs.whats_new import WhatsNew
from senstosales.gui.hit_look import HIT_ROLE
from senstosales.gui.tabs.challans import ChallansTab
from senstosales.gui.tabs.dashboard import DashboardTab
from senstosales.gui.tabs.orders import OrdersTab
from senstosales.gui.tabs.parties import PartiesTab
from senstosales.gui.tabs.trail import TrailTab
from senstosales.queries import challans, parties
from senstosales.queries.columns import Filter
from tests.conftest import OpenCopy
from tests.gui.tabs.conftest import Opened, opened  # noqa: F401 - a fixture
from tests.journeys.conftest import Clerk
from tests.journeys.test_main_job import _tab
from tests.playing import whole

Seat = Callable[..., Clerk]
GSTIN = "27AAACS0000B1ZE"


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


def typed(clerk: Clerk, qtbot: QtBot, text: str) -> list[Any]:
    """The lines under the find box."""
    box = clerk.window.find_box
    clerk.window.activateWindow()
    clerk.until(clerk.window.isActiveWindow)
    box.summon()
    clerk.until(box.hasFocus)
    qtbot.keyClicks(box, text)
    clerk.until(lambda: not box.busy and box.popup.isVisible())
    return [box.list.item(row).data(HIT_ROLE) for row in range(box.list.count())]


def names(books: Books) -> set[str]:
    return {row.name for row in books.ask(parties.page, Filter(), None, 50, 0)}


def test_the_work_of_the_day_is_a_click_away_and_everything_is_found(
    seat: Seat, books: Books, qtbot: QtBot
) -> None:
    clerk = seat(books)
    window = clerk.window
    front = _tab(clerk, DashboardTab)
    clerk.until(lambda: all(card.count != "…" for card in front.cards))
    clerk.picture("dashboard")
    unbilled = books.ask(challans.totals, Filter(statuses=frozenset({Status.NOT_INVOICED}))).count
    card = front.cards[2]
    assert (card.title.text(), card.count) == ("Challans not invoiced", str(unbilled))
    card.all.click()
    tab = _tab(clerk, ChallansTab)
    clerk.until(lambda: tab.view.model.totals and tab.view.model.totals.count == unbilled)
    assert tab.view.filters.statuses == {Status.NOT_INVOICED}
    clerk.picture("what-the-card-counted")

    first = typed(clerk, qtbot, "dc 6659116")[0]
    assert first.title == "Make a challan for order 6659116"
    clerk.picture("found-a-deed", window.find_box.popup)
    qtbot.keyClick(window.find_box, Qt.Key.Key_Return)
    form = clerk.comes_up(ChallanForm)
    form.reject()
    titles = [line.title for line in typed(clerk, qtbot, "9900116")]
    assert any("6659116" in title for title in titles), "the end of a GeM contract's number"
    window.find_box.dismiss()
    typed(clerk, qtbot, "4649105")
    qtbot.keyClick(window.find_box, Qt.Key.Key_Return)
    orders = _tab(clerk, OrdersTab)
    clerk.until(lambda: orders.order.header.title.text() == "Order 4649105")
    clerk.picture("found-an-order")


def test_parties_are_entered_once_and_two_of_them_become_one(
    seat: Seat,
    books: Books,
    qtbot: QtBot,
    opened: Opened[Any],  # noqa: F811
) -> None:
    clerk = seat(books)
    place = next(n for n, spec in enumerate(clerk.window.specs) if "parties" in spec.nouns)
    clerk.window.go(place)
    tab = _tab(clerk, PartiesTab)
    for name, gstin in (("Tapti Forge Works", GSTIN), ("TAPTI FORGE WORKS LTD", "")):
        tab.new.trigger()
        form: PartyForm = opened(PartyForm)
        box = form.form.fields["gstin"].box  # type: ignore[attr-defined]
        if gstin:
            qtbot.keyClicks(box, gstin[:-1] + "A")
            assert form.form.fields["gstin"].caution, "the last character proves the others"
            clerk.picture("gstin-wrong", form)
            box.clear()
            qtbot.keyClicks(box, gstin)
            assert not form.form.fields["gstin"].caution
            form.form.fields["gstin"].left.emit()
            assert form.form.fields["state_code"].value() == "27"
        qtbot.keyClicks(form.form.fields["name"].editor, name)
        clerk.picture("party-form", form)
        form.form.submit()
        clerk.until(lambda name=name: name in names(books))
    clerk.until(lambda: tab.party.party and tab.party.party.name == "TAPTI FORGE WORKS LTD")
    tab.merge.trigger()
    merge: MergeDialog = opened(MergeDialog)
    clerk.until(lambda: not merge.form.fields["other"].error)
    known = {row.name: row.id for row in books.ask(parties.page, Filter(), None, 50, 0)}
    merge.form.fields["other"].set_value(known["Tapti Forge Works"])
    clerk.until(merge.go.isEnabled)
    clerk.picture("merge", merge)
    merge.submit()
    clerk.until(lambda: len({"Tapti Forge Works", "TAPTI FORGE WORKS LTD"} & names(books)) == 1)
    clerk.picture("merged")
    whole(books)


def test_the_owner_closes_the_month_proves_a_backup_and_sees_who_did_what(
    seat: Seat,
    books: Books,
    qtbot: QtBot,
    opened: Opened[Any],  # noqa: F811
) -> None:
    clerk = seat(books)
    window = clerk.window
    window.open_settings("Books")
    settings = window.settings_dialog
    assert settings is not None
    settings.books.back_up()
    clerk.until(lambda: settings.books.table.rows and settings.books.now.isEnabled())
    settings.books.table.selectRow(0)
    settings.books.verify.click()
    clerk.until(settings.books.whole.isVisible)
    clerk.picture("backup-verified", settings)
    settings.show_section("Closing")
    clerk.until(settings.closing.isEnabled)
    settings.closing.fields["closed_until"].box.setText("28/2/2026")  # type: ignore[attr-defined]
    settings.closing.fields["closed_until"].changed.emit()
    clerk.picture("closing", settings)
    settings.save()
    clerk.until(lambda: books.ask(closed_until) is not None)
    clerk.until(window.status.closed.isVisible)

    window.navigate("challans", books.ask(challans.page, Filter(), None, 1, 0)[0].id)
    tab = _tab(clerk, ChallansTab)
    clerk.until(lambda: tab.detail.current is not None)
    number = tab.detail.current.number
    who = next(each for each in tab.findChildren(QAction) if each.text() == "Who changed this?")
    who.trigger()
    trail = _tab(clerk, TrailTab)
    clerk.until(lambda: trail.paper is not None and trail.view.model.rowCount())
    assert all(number in trail.view.model.row_at(row).what for row in range(2))
    clerk.picture("who-changed-this")

    window.years.pop_up()
    clerk.picture("years", window.years.menu)
    last = next(each for each in window.years.menu.actions() if each.text() == "Last year, 2024-25")
    last.trigger()
    window.years.menu.hide()
    clerk.until(lambda: window.status.year.text() == "FY 2024-25")
    window.go(2)
    clerk.until(lambda: tab.view.model.filter.year is not None and tab.view.model.answered)
    days = [tab.view.model.row_at(row).date for row in range(tab.view.model.rowCount())]
    assert all(window.desk.year.year.first <= day <= window.desk.year.year.last for day in days)
    clerk.picture("last-year")
    for action in window.menu("Help").actions():
        if action.text().replace("&", "") in ("What's new", "About SenstoSales"):
            action.trigger()
    clerk.picture("whats-new", opened(WhatsNew))
    clerk.picture("about", opened(AboutDialog))
    assert window.find_action.shortcut() == QKeySequence("Ctrl+K")
