import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import invoice_form, papers
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.reason import NEEDED, ReasonDialog
from senstosales.gui.tabs.challans import SPEC, ChallansTab
from senstosales.queries import vouchers
from senstosales.services import challans as service
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> ChallansTab:
    made = SPEC.factory(desk)
    assert isinstance(made, ChallansTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitUntil(lambda: made.view.model.rowCount() == 11)
    return made


def show(qtbot: QtBot, tab: ChallansTab, books: Books, number: str) -> int:
    key = books.ask(vouchers.find, VoucherKind.CHALLAN, number)
    tab.show_item(key)
    qtbot.waitUntil(lambda: tab.detail.challan is not None and tab.detail.challan.id == key)
    return key


def test_a_challan_stands_whole_beside_the_list(
    qtbot: QtBot, tab: ChallansTab, books: Books, went: list[tuple[str, int]]
) -> None:
    show(qtbot, tab, books, "5")
    assert tab.detail.header.title.text() == "Challan 5"
    assert tab.detail.header.status.text() == "Invoiced"
    assert [(row.lot_no, row.quantity) for row in tab.detail.lines.rows] == [(3, 60), (4, 30)]
    assert tab.detail.totals.text().startswith("90 NO")
    kinds = [row.noun for row in tab.detail.papers.rows]
    assert kinds == ["orders", "invoices", "receipts"]
    tab.detail.papers.selectRow(0)
    qtbot.keyClick(tab.detail.papers, Qt.Key.Key_Return)
    assert went == [("orders", tab.detail.papers.rows[0].id)]


def test_an_invoiced_challan_can_be_neither_billed_nor_changed_again(
    qtbot: QtBot, tab: ChallansTab, books: Books
) -> None:
    show(qtbot, tab, books, "5")
    assert not tab.detail.header.primary.isVisible()
    assert not tab.edit.isEnabled()
    assert not tab.cancel.isEnabled()
    assert tab.print.isEnabled()
    show(qtbot, tab, books, "6")
    assert tab.detail.header.primary.isVisible()
    assert tab.edit.isEnabled()
    assert tab.cancel.isEnabled()


def test_a_challan_is_cancelled_only_with_a_reason(
    qtbot: QtBot,
    tab: ChallansTab,
    books: Books,
    opened: Opened[ReasonDialog],
    heard: list[str],
) -> None:
    show(qtbot, tab, books, "6")
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    dialog.submit()
    assert dialog.reason.error == NEEDED
    qtbot.keyClicks(dialog.reason.editor, "Lorry broke down.")
    qtbot.keyClick(dialog.reason.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.detail.banner.isVisible)
    assert tab.detail.banner.text.text() == "Lorry broke down. The number stays used."
    assert tab.detail.challan is not None
    assert tab.detail.challan.status is Status.CANCELLED
    assert not tab.cancel.isEnabled()
    assert not tab.detail.header.primary.isVisible()
    assert "Challan 6 cancelled" in heard


def test_a_refusal_is_read_where_the_reason_was_typed(
    qtbot: QtBot, tab: ChallansTab, books: Books, opened: Opened[ReasonDialog]
) -> None:
    key = show(qtbot, tab, books, "6")
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    service.cancel(books, ACTOR, key, "Somebody else was first")
    dialog.reason.set_value("Too late")
    dialog.submit()
    qtbot.waitUntil(lambda: "is cancelled" in dialog.reason.error)
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    dialog.reject()


def test_edit_opens_the_form_of_that_challan(
    qtbot: QtBot, tab: ChallansTab, books: Books, opened: Opened[ChallanForm]
) -> None:
    show(qtbot, tab, books, "6")
    tab.edit.trigger()
    form = opened(ChallanForm)
    assert form.windowTitle() == "Edit challan 6"
    form.reject()


def test_papers_and_invoice_are_asked_for_by_id(
    qtbot: QtBot, tab: ChallansTab, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    def note(what: str) -> object:
        return lambda _desk, key, *_rest: asked.append((what, key))

    monkeypatch.setattr(papers, "show_challan", note("challan"))
    monkeypatch.setattr(papers, "show_certificate", note("certificate"))
    monkeypatch.setattr(
        papers, "save_workbook", lambda _d, _k, key, *_: asked.append(("workbook", key))
    )
    monkeypatch.setattr(invoice_form, "open_for_challan", note("invoice"))
    key = show(qtbot, tab, books, "6")
    for action in (tab.print, tab.certificate, tab.export, tab.invoice):
        action.trigger()
    assert asked == [(what, key) for what in ("challan", "certificate", "workbook", "invoice")]


def test_the_tab_counts_what_waits_for_an_invoice(books: Books) -> None:
    assert SPEC.count is not None
    assert books.ask(SPEC.count) == 1
