"""The tab Who changed what, and the question asked from every paper."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui import changes_of
from senstosales.gui.desk import Desk
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.start import build_window
from senstosales.gui.tabs.trail import TrailTab
from senstosales.queries import vouchers
from senstosales.services import bin as bin_
from senstosales.services import office
from senstosales.services import vouchers as service
from tests.desktop import QUICKEST_TAB
from tests.playing import ACTOR, whole
from tests.services.test_vouchers import draft


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[TrailTab]:
    made = TrailTab(desk)
    qtbot.addWidget(made)
    made.resize(1500, 760)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


def settle(qtbot: QtBot, tab: TrailTab) -> None:
    qtbot.waitUntil(lambda: tab.desk.jobs.idle)


def shown(tab: TrailTab) -> list[str]:
    rows = (tab.view.model.row_at(place) for place in range(min(tab.view.model.rowCount(), 150)))
    return [row.what for row in rows if row is not None]


def challan(books: Books, number: str = "52") -> int:
    return books.ask(vouchers.find, VoucherKind.CHALLAN, number)


def test_an_entry_is_read_whole_and_leads_to_its_paper(
    qtbot: QtBot, tab: TrailTab, went: list[tuple[str, int]]
) -> None:
    tab.view.filters.box.setText("challan made")
    qtbot.waitUntil(lambda: bool(shown(tab)) and "hallan" in shown(tab)[0])
    settle(qtbot, tab)
    tab.view.table.selectRow(0)
    settle(qtbot, tab)
    entry = tab.detail.current
    assert entry is not None
    assert entry.what in tab.detail.header.title.text()
    assert tab.detail.header.status.text() == Status.MADE
    assert not tab.detail.broken.isVisible()
    assert {row.field for row in tab.detail.fields.rows} >= {"Quantity", "Rate"}
    tab.open.trigger()
    assert went == [("challans", entry.whole[1])]
    tab.copy.trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"{entry.what}: made\n")
    assert "Quantity: – → " in copied


def test_it_is_narrowed_to_a_paper_and_widened_again(
    qtbot: QtBot, tab: TrailTab, books: Books
) -> None:
    everything = tab.view.model.rowCount()
    tab.view.filters.box.setText("nothing like this")
    tab.show_of("changes of vouchers", challan(books))
    settle(qtbot, tab)
    tag = tab.view.filters.tag("paper")
    assert tag.text() == "Challan 52"
    assert tag.isVisible()
    assert shown(tab)
    assert all(what.lower().endswith("challan 52") for what in shown(tab))
    tab.view.table.selectRow(0)
    settle(qtbot, tab)
    assert not tab.more.isEnabled()
    tag.click()
    settle(qtbot, tab)
    assert not tag.isVisible()
    assert tab.view.model.rowCount() == everything


def test_from_an_entry_all_changes_of_its_paper_are_seen(qtbot: QtBot, tab: TrailTab) -> None:
    tab.view.filters.box.setText("lot")
    qtbot.waitUntil(lambda: bool(shown(tab)) and all("lot" in what for what in shown(tab)))
    settle(qtbot, tab)
    tab.view.table.selectRow(0)
    settle(qtbot, tab)
    assert tab.more.text().startswith("All changes of Order ")
    order = tab.more.text().removeprefix("All changes of ")
    tab.more.trigger()
    settle(qtbot, tab)
    assert tab.view.filters.tag("paper").text() == order
    assert all(what.startswith((order, "Deviation")) for what in shown(tab))
    tab.everything.trigger()
    settle(qtbot, tab)
    assert not tab.everything.isEnabled()


def test_what_was_deleted_is_told_and_opens_nothing(
    qtbot: QtBot, tab: TrailTab, books: Books, desk: Desk
) -> None:
    made = service.create(books, ACTOR, draft(number="X-1"))
    bin_.bin_voucher(books, ACTOR, VoucherKind.INVOICE, made.id)
    qtbot.waitUntil(lambda: "Invoice X-1" in shown(tab)[:2])
    settle(qtbot, tab)
    tab.view.table.selectRow(0)
    settle(qtbot, tab)
    assert tab.detail.header.title.text() == "Invoice X-1"
    assert not tab.open.isEnabled()
    assert not tab.detail.header.primary.isVisible()
    after = {row.field: row.after for row in tab.detail.fields.rows}
    assert after["Status"] == "deleted"
    whole(books)


def test_fields_that_only_came_show_no_empty_column(
    qtbot: QtBot, tab: TrailTab, books: Books
) -> None:
    office.save_settings(books, ACTOR, {"jurisdiction": "Indore"})
    qtbot.waitUntil(lambda: shown(tab)[0] == "Setting: jurisdiction")
    settle(qtbot, tab)
    tab.view.table.selectRow(0)
    settle(qtbot, tab)
    (row,) = tab.detail.fields.rows
    assert (row.field, row.before, row.after) == ("Value", "Bhopal", "Indore")


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    made.resize(1500, 800)
    made.show()
    qtbot.waitUntil(lambda: made.desk.jobs.idle, timeout=20_000)
    yield made
    made.close()


def test_every_paper_can_be_asked_who_changed_it(qtbot: QtBot, window: OfficeWindow) -> None:
    for noun in ("orders", "challans", "invoices", "receipts", "parties", "products"):
        place = next(each for each, spec in enumerate(window.specs) if noun in spec.nouns)
        window.go(place)
        tab = window.tabs[place]
        qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=20_000)
        tab.view.table.selectRow(0)
        qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=20_000)
        (asking,) = (each for each in tab.actions() if each.text() == "Who changed this?")
        assert asking.isEnabled()
        asking.trigger()
        qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=20_000)
        trail = window.stack.currentWidget()
        assert isinstance(trail, TrailTab)
        assert trail.paper is not None
        assert trail.view.filters.tag("paper").isVisible()
        assert shown(trail)


def test_nouns_of_the_question() -> None:
    assert changes_of.table_of("changes of vouchers") == "vouchers"
    assert changes_of.table_of("vouchers") is None
