"""A day with one order: what comes with it, what is agreed, what is late, and all of it in one view."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from senstosales.books.store import Books
from senstosales.gui import palette
from senstosales.gui.dialogs.lot_override import LotOverrideDialog
from senstosales.gui.tabs.orders import OrdersTab
from senstosales.gui.tabs.schedule import ScheduleTab
from senstosales.queries import orders
from tests.conftest import OpenCopy
from tests.journeys.conftest import Clerk
from tests.playing import PAGES, bill, import_pages, item, send, whole

Seat = Callable[..., Clerk]


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


def _drop_on(clerk: Clerk, widget: QWidget, *paths: Path) -> str:
    """Let files fall on the middle of a part of the window; what the overlay said meanwhile."""
    window = clerk.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPointF(widget.mapTo(window, QPoint(widget.width() // 2, widget.height() // 2)))
    facts = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), *facts, none))
    said = window.drop.said.text()
    clerk.picture("dragging-over-the-order")
    QApplication.sendEvent(window, QDropEvent(at, *facts, none))
    return said


def test_all_that_belongs_to_an_order_is_kept_with_it(
    seat: Seat, books: Books, tmp_path: Path
) -> None:
    import_pages(books, "po-amended-0")
    clerk = seat(books)
    clerk.window.navigate("orders", books.ask(orders.find, "6649107"))
    tab = next(each for each in clerk.window.tabs.values() if isinstance(each, OrdersTab))
    clerk.until(lambda: tab.order.order is not None)

    certificate = tmp_path / "Test certificate.pdf"
    certificate.write_bytes(b"%PDF-1.4 heat 44102")
    amended = PAGES / "po-amended-1.html"
    said = _drop_on(clerk, tab.order, certificate, amended)
    assert said == "Drop to import 1 file and keep 1 file with order 6649107"
    clerk.until(lambda: clerk.window.sheet.isVisible() and not clerk.window.sheet.running)
    clerk.until(lambda: tab.order.pages.tabText(7) == "Files (1)")
    clerk.until(lambda: tab.order.pages.tabText(5) == "Versions (2)")
    clerk.window.sheet.close()
    tab.order.pages.setCurrentIndex(5)
    clerk.until(lambda: bool(tab.order.versions.changes.rows))
    clerk.picture("amendment")

    tab.note.trigger()
    tab.order.notes.box.set_value("Mr Rao takes lot 2 of item 1 before the 10th")
    tab.order.notes.submit()
    clerk.until(lambda: tab.order.pages.tabText(6) == "Notes (1)")
    clerk.picture("note")

    tab.order.pages.setCurrentIndex(0)
    tab.order.lots.selectRow(0)
    tab.override.trigger()
    dialog = clerk.comes_up(LotOverrideDialog)
    held = item(books, "6649107", 1).lots[0]
    dialog.delivered.set_value(held.quantity)
    dialog.reason.set_value("Went before these books began, gate entry 1177")
    clerk.picture("by-hand", dialog)
    dialog.form.submit()
    clerk.until(lambda: tab.order.lots.rows[0].pending == 0)

    bill(books, send(books, "6649107", [(3, 1, "10")], date=date(2026, 3, 14)))
    tab.order.pages.setCurrentIndex(1)
    clerk.until(lambda: len(tab.order.timeline.list.entries) == 8)
    kinds = [str(entry.kind) for entry in tab.order.timeline.list.entries]
    assert set(kinds) == {
        "override", "note", "file", "amended", "page", "invoice", "challan", "placed",
    }  # fmt: skip
    clerk.picture("timeline")

    clerk.window.navigate("schedule", 0)
    schedule = next(each for each in clerk.window.tabs.values() if isinstance(each, ScheduleTab))
    clerk.until(lambda: "overdue" in schedule.calendar.late.text())
    clerk.picture("schedule")
    schedule.calendar.late.click()
    clerk.until(lambda: schedule.view.model.rowCount() > 0)
    clerk.picture("overdue")
    schedule.view.table.selectRow(0)
    schedule.view.opened.emit(schedule.view.current)
    clerk.until(tab.isVisible)
    clerk.window.choose_theme(palette.Theme.DARK)
    for page in range(tab.order.pages.count()):
        tab.order.pages.setCurrentIndex(page)
        clerk.until(lambda: clerk.window.desk.jobs.idle)
        clerk.picture(f"dark-page-{page}")
    whole(books)
