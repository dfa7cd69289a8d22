from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.gui import palette
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.receipt_view import ReceiptView, line_facts
from senstosales.gui.tabs.receipts import SPEC, ReceiptsTab
from senstosales.queries import receipts
from tests.conftest import OpenCopy
from tests.gui.tabs.conftest import Opened

Show = Callable[[str], ReceiptView]


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[ReceiptsTab]:
    made = ReceiptsTab(desk)
    qtbot.addWidget(made)
    made.resize(1500, 800)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def show(qtbot: QtBot, tab: ReceiptsTab, books: Books) -> Show:
    def find(number: str) -> ReceiptView:
        key = books.ask(receipts.find, number)
        with qtbot.waitSignal(tab.receipt.loaded):
            tab.show_item(key)
        return tab.receipt

    return find


def test_the_list_holds_every_srv_of_the_books(tab: ReceiptsTab, books: Books) -> None:
    numbers = {tab.view.model.row_at(row).number for row in range(tab.view.model.rowCount())}
    assert len(numbers) == 10
    assert {"14620", "19318", "31877"} <= numbers
    assert SPEC.count is not None
    assert books.ask(SPEC.count) == 1


def test_marking_a_line_shows_the_srv_beside_the_list(qtbot: QtBot, tab: ReceiptsTab) -> None:
    with qtbot.waitSignal(tab.receipt.loaded):
        tab.view.table.selectRow(0)
    assert tab.both.detail_open
    assert tab.receipt.header.title.text() == "SRV 1204"


def test_a_replaced_revision_stays_in_sight_and_says_so(show: Show) -> None:
    view = show("14620")
    said = [(row.rev_no, row.state, row.accepted) for row in view.lines.rows]
    assert said == [(0, "replaced by REV 1", Decimal(108)), (1, "", Decimal(116))]
    assert "accepted\N{NO-BREAK SPACE}116\N{NO-BREAK SPACE}NO" in view.header.about.text()
    assert view.header.status.text() == Status.REJECTIONS


def test_a_replaced_revision_is_grey(show: Show) -> None:
    view = show("14620")
    painter = view.lines.painter("rev_no")
    written = [painter.colour(view.lines.rows[row], "108") for row in (0, 1)]
    assert written == [palette.tokens().muted, palette.tokens().text]


def test_a_blank_received_quantity_is_explained(show: Show) -> None:
    view = show("8312")
    facts = dict(line_facts(view.lines.rows[0].line))
    assert facts["Received"] == "30 NO (left blank on the page: accepted + rejected)"
    assert facts["Challan named"] == "44 of 26-Aug-2024"


def test_the_papers_it_belongs_to_are_opened(
    show: Show, tab: ReceiptsTab, went: list[tuple[str, int]]
) -> None:
    view = show("14620")
    kinds = [row.noun for row in view.papers.rows]
    assert kinds == ["orders", "challans", "invoices"]
    view.papers.opened.emit(view.papers.rows[1])
    tab.order.trigger()
    tab.invoice.trigger()
    assert went == [
        ("challans", view.papers.rows[1].id),
        ("orders", view.papers.rows[0].id),
        ("invoices", view.papers.rows[2].id),
    ]


def test_an_srv_without_its_order_says_what_to_do(show: Show, tab: ReceiptsTab) -> None:
    view = show("19318")
    assert view.notice.isVisible()
    assert view.notice.text.text().startswith("Order 6639199 is not in the books yet.")
    assert not tab.order.isEnabled()
    assert view.about_deviations.isVisible()


def test_a_deviation_is_acknowledged_with_a_note(
    qtbot: QtBot, show: Show, opened: Opened[ReasonDialog], heard: list[str]
) -> None:
    view = show("19318")
    view.acknowledge.click()
    dialog = opened(ReasonDialog)
    dialog.reason.set_value("An order of the other works")
    dialog.submit()
    qtbot.waitUntil(lambda: "Deviation acknowledged." in heard)
    view.reload()
    qtbot.waitUntil(lambda: view.deviations.rows[0].status is Status.ACKNOWLEDGED)
    assert view.deviations.rows[0].note == "An order of the other works"
    assert not view.acknowledge.isEnabled()


def test_the_source_page_is_shown_as_it_was_imported(
    qtbot: QtBot, show: Show, tab: ReceiptsTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: shown.append(Path(url.toLocalFile()))
    )
    show("14620")
    tab.page.trigger()
    qtbot.waitUntil(lambda: bool(shown))
    page = Path(__file__).parents[2] / "pages" / "srv-revision.html"
    assert shown[0].read_bytes() == page.read_bytes()


def test_a_list_without_srvs_says_how_they_get_here(
    qtbot: QtBot, desk: Desk, open_copy: OpenCopy, office_file: Path, monkeypatch: Any
) -> None:
    nothing = open_copy(office_file, "empty.sqlite3")
    monkeypatch.setattr(desk.books, "ask", nothing.ask)
    tab = ReceiptsTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: tab.view.model.totals is not None)
    seen = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert "No SRVs yet" in seen
    assert any("drop it anywhere on this window" in text for text in seen)
