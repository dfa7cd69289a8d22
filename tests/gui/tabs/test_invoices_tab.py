from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.invoices import SPEC, InvoicesTab
from senstosales.queries import invoices as queries
from senstosales.queries import vouchers
from senstosales.services import invoices
from senstosales.services.invoices import InvoiceDraft
from tests.clock import Clock
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> InvoicesTab:
    made = SPEC.factory(desk)
    assert isinstance(made, InvoicesTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    return made


def show(qtbot: QtBot, tab: InvoicesTab, key: int) -> queries.VoucherDetail:
    with qtbot.waitSignal(tab.detail.loaded, check_params_cb=lambda shown: shown.id == key):
        tab.show_item(key)
    assert tab.detail.paper is not None
    return tab.detail.paper


def find(books: Books, number: str) -> int:
    return books.ask(vouchers.find, VoucherKind.INVOICE, number)


def test_the_marked_invoice_stands_beside_the_list(qtbot: QtBot, tab: InvoicesTab) -> None:
    assert tab.view.model.rowCount() == 9
    assert not tab.both.detail_open
    with qtbot.waitSignal(tab.detail.loaded):
        tab.view.table.selectRow(0)
    assert tab.both.detail_open
    assert tab.detail.header.title.text() == "Invoice 5"
    assert tab.detail.header.status.text() == "Overdue"
    assert tab.detail.header.primary.text() == "Record payment"
    assert tab.detail.why.text.text().endswith("“INCLUSIVE OF ALL TAXES & DUTIES”.")
    assert tab.detail.totals.words.text() == (
        "Rupees One Lakh Sixteen Thousand Eight Hundred and Twenty Only"
    )
    first = tab.detail.lines.rows[0]
    assert (first.hsn, first.gst, str(first.tax)) == ("85030090", "18 %", "11880.00")
    (summed,) = tab.detail.summary.rows
    assert (summed.hsn, str(summed.taxable), str(summed.tax)) == (
        "85030090",
        "99000.00",
        "17820.00",
    )
    shown = {column.key for column in tab.detail.summary.shown_columns()}
    assert {"cgst", "sgst"} <= shown
    assert "igst" not in shown
    assert not tab.detail.cancelled.isVisible()


def test_linked_papers_open_in_their_tabs(
    qtbot: QtBot, tab: InvoicesTab, books: Books, went: list[tuple[str, int]]
) -> None:
    invoice = show(qtbot, tab, find(books, "5"))
    nouns = [row.noun for row in tab.detail.papers.rows]
    assert nouns == ["orders", "challans", "receipts"]
    for place in range(3):
        tab.detail.papers.selectRow(place)
        qtbot.keyClick(tab.detail.papers, Qt.Key.Key_Return)
    assert invoice.order is not None
    assert invoice.challan is not None
    assert went == [
        ("orders", invoice.order.id),
        ("challans", invoice.challan.id),
        ("receipts", invoice.receipts[0].id),
    ]


def test_cancelled_with_a_reason_it_says_so(
    qtbot: QtBot,
    tab: InvoicesTab,
    books: Books,
    clock: Clock,
    opened: Opened[ReasonDialog],
    heard: list[str],
) -> None:
    challan = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    today = clock().date()
    key = invoices.issue(books, ACTOR, InvoiceDraft(challan_id=challan, date=today)).id
    show(qtbot, tab, key)
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    dialog.submit()
    assert dialog.reason.error, "no reason, no cancelling"
    dialog.reason.set_value("Wrong rate")
    dialog.submit()
    qtbot.waitUntil(tab.detail.cancelled.isVisible)
    assert tab.detail.cancelled.text.text() == "Wrong rate. The number stays used."
    assert tab.detail.header.status.text() == Status.CANCELLED
    assert not tab.cancel.isEnabled()
    assert tab.print.isEnabled()
    assert heard == ["Invoice 6 is cancelled."]


def test_what_was_received_cannot_be_cancelled(
    qtbot: QtBot, tab: InvoicesTab, books: Books, opened: Opened[ReasonDialog]
) -> None:
    show(qtbot, tab, find(books, "5"))
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    dialog.reason.set_value("Wrong rate")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.reason.error))
    assert "have been received (SRV 1204)" in dialog.reason.error
    assert dialog.isVisible()


def test_printing_and_the_certificate(
    qtbot: QtBot, tab: InvoicesTab, books: Books, opened: Opened[PreviewDialog]
) -> None:
    show(qtbot, tab, find(books, "107"))
    tab.print.trigger()
    dialog = opened(PreviewDialog)
    assert dialog.windowTitle() == "Invoice 107"
    dialog.reject()
    tab.certificate.trigger()
    dialog = opened(PreviewDialog)
    assert dialog.windowTitle() == "Guarantee certificate 104"
    dialog.reject()


def test_saved_and_exported_under_its_number(
    qtbot: QtBot,
    tab: InvoicesTab,
    books: Books,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Any,
    heard: list[str],
) -> None:
    asked: list[str] = []

    def choose(_parent: object, title: str, proposed: str, kind: str) -> tuple[str, str]:
        asked.append(title)
        return str(tmp_path / proposed.rsplit("/", 1)[-1]), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    show(qtbot, tab, find(books, "5"))
    tab.save.trigger()
    tab.export.trigger()
    tab.view.filters.export.emit()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert sorted(path.name for path in tmp_path.glob("*[05s].[px]*")) == [
        "Invoice 5.pdf",
        "Invoice 5.xlsx",
        "Invoices.xlsx",
    ]
    assert asked == ["Save as PDF", "Export as Excel", "Export invoices"]
    tab.copy.trigger()
    assert QApplication.clipboard().text() == "5"


def test_a_narrow_window_shows_the_detail_over_the_list(
    qtbot: QtBot, tab: InvoicesTab, books: Books
) -> None:
    tab.resize(1000, 700)
    tab.view.table.selectRow(1)
    assert not tab.both.detail_open, "marking alone does not cover the list"
    with qtbot.waitSignal(tab.detail.loaded):
        qtbot.keyClick(tab.view.table, Qt.Key.Key_Return)
    assert tab.detail.isVisible()
    assert not tab.view.isVisible()
    qtbot.keyClick(tab.detail, Qt.Key.Key_Escape)
    assert tab.view.isVisible()


def test_an_invoice_that_is_not_there_is_said(
    qtbot: QtBot, tab: InvoicesTab, heard: list[str]
) -> None:
    with qtbot.waitSignal(tab.detail.gone):
        tab.show_item(999999)
    assert heard == ["There is no tax invoice 999999 in the books."]
    assert not tab.both.detail_open
