"""The main job, played by hand: pages dropped, challan, invoice, papers, SRV, order closed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QWidget

from senstosales.books.store import Books
from senstosales.domain.kinds import ImportOutcome, Status
from senstosales.gui import palette
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.invoice_form import InvoiceForm
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tables import RegisterView
from senstosales.gui.tabs.challans import ChallansTab
from senstosales.gui.tabs.orders import OrdersTab
from senstosales.queries import challans, invoices, receipts
from senstosales.queries.columns import Filter
from tests.conftest import OpenCopy
from tests.journeys.conftest import Clerk
from tests.playing import PAGES, item, order, whole

Seat = Callable[..., Clerk]


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


def _tab(clerk: Clerk, kind: type[Any]) -> Any:
    clerk.until(lambda: any(isinstance(tab, kind) for tab in clerk.window.tabs.values()))
    return next(tab for tab in clerk.window.tabs.values() if isinstance(tab, kind))


def _dispatch(clerk: Clerk, books: Books, number: str, day: date) -> None:
    """From the open order to its issued invoice."""
    orders = _tab(clerk, OrdersTab)
    orders.challan.trigger()
    form = clerk.comes_up(ChallanForm)
    form.head.number.set_value(number)
    form.head.date.set_value(day)
    clerk.picture("challan-form", form)
    form.submit()
    clerk.until(lambda: any(row.number == number for row in _challans(books)))
    tab = _tab(clerk, ChallansTab)
    clerk.until(tab.invoice.isEnabled)
    clerk.picture("challan")
    tab.invoice.trigger()
    bill = clerk.comes_up(InvoiceForm)
    bill.form.fields["number"].set_value(number)
    bill.form.fields["date"].set_value(day)
    bill.work_out()
    clerk.until(lambda: bill.answer.proposal and bill.answer.proposal.date == day)
    clerk.picture("invoice-form", bill)
    bill.issue()
    clerk.until(lambda: any(row.number == number for row in _invoices(books)))


def _challans(books: Books) -> Any:
    return books.ask(challans.page, Filter(), None, 100, 0)


def _invoices(books: Books) -> Any:
    return books.ask(invoices.page, Filter(), None, 100, 0)


def test_a_page_becomes_challan_invoice_and_a_closed_order(
    seat: Seat, books: Books, tmp_path: Path
) -> None:
    clerk = seat(books)
    clerk.picture("empty")

    clerk.drop(
        PAGES / "po-gem-inclusive.html", PAGES / "po-gst-extra.html", PAGES / "bad-login-page.html"
    )
    sheet = clerk.window.sheet
    assert sheet.count(ImportOutcome.NEW) == 2
    assert sheet.count(ImportOutcome.REFUSED) == 1
    clerk.picture("imported", sheet)
    sheet.close()

    clerk.window.navigate("orders", order(books, "6629110").id)
    tab = _tab(clerk, OrdersTab)
    clerk.until(tab.challan.isEnabled)
    clerk.picture("order")
    _dispatch(clerk, books, "93", date(2023, 3, 3))

    made = books.ask(invoices.detail, _invoices(books)[0].id)
    held = order(books, "6629110")
    assert made.price_inclusive
    assert made.total == held.order_value
    assert made.cgst == made.sgst
    assert made.taxable + made.cgst + made.sgst == made.total

    preview = clerk.comes_up(PreviewDialog)
    clerk.until(lambda: preview.document.pageCount() == 3)
    clerk.picture("preview", preview)
    paper = tmp_path / "invoice.pdf"
    preview.save_to(paper)
    text = [page.extract_text() for page in PdfReader(paper).pages]
    for page, mark in zip(
        text,
        ("ORIGINAL FOR RECIPIENT", "DUPLICATE FOR TRANSPORTER", "TRIPLICATE FOR SUPPLIER"),
        strict=True,
    ):
        assert mark in page
        assert "61,950.00" in page
        assert "6629110" in page
    preview.close()
    clerk.window.navigate("invoices", made.id)
    clerk.until(lambda: clerk.window.desk.jobs.idle)
    clerk.picture("invoice")

    clerk.window.navigate("orders", order(books, "5939112").id)
    clerk.until(lambda: tab.order.order and tab.order.order.number == "5939112")
    tab.challan.trigger()
    form = clerk.comes_up(ChallanForm)
    form.head.number.set_value("19")
    form.head.date.set_value(date(2024, 5, 31))
    lines = form.grid.peek()
    second = next(place for place, line in enumerate(lines) if line["item_no"] == 2)
    form.grid.set_value(second, "quantity", Decimal(100000))
    form.submit()
    clerk.until(form.save.isEnabled)
    assert any(f"lines.{second}.quantity" == problem.field for problem in form.grid.problems())
    clerk.picture("too-much", form)
    assert form.isVisible()
    assert [row.number for row in _challans(books)] == ["93"]
    form.grid.set_value(second, "quantity", Decimal(80))
    form.grid.set_value(second + 1, "quantity", Decimal(0))
    form.submit()
    clerk.until(lambda: len(_challans(books)) == 2)
    challan = _tab(clerk, ChallansTab)
    clerk.until(lambda: challan.detail.challan and challan.detail.challan.number == "19")
    challan.invoice.trigger()
    bill = clerk.comes_up(InvoiceForm)
    bill.form.fields["number"].set_value("19")
    bill.form.fields["date"].set_value(date(2024, 5, 31))
    bill.work_out()
    clerk.until(lambda: bill.answer.proposal and bill.answer.proposal.date == date(2024, 5, 31))
    bill.issue()
    clerk.until(lambda: len(_invoices(books)) == 2)
    clerk.comes_up(PreviewDialog).close()

    clerk.drop(PAGES / "srv-two-pos.html")
    assert sheet.count(ImportOutcome.NEW) == 1
    sheet.close()
    assert order(books, "6629110").status is Status.CLOSED
    assert order(books, "5939112").status is Status.PART_DISPATCHED
    rejected = item(books, "5939112", 2)
    assert (rejected.accepted, rejected.rejected) == (Decimal(78), Decimal(2))
    receipt = books.ask(receipts.page, Filter(words=("26104",)), None, 1, 0)[0]
    clerk.window.navigate("receipts", receipt.id)
    clerk.until(lambda: clerk.window.desk.jobs.idle)
    clerk.picture("srv")
    whole(books)


def seen(tab: QWidget) -> RegisterView | None:
    """The list in sight; a tab of several pages has more."""
    return next((view for view in tab.findChildren(RegisterView) if view.isVisible()), None)


LOOKS = ((palette.Theme.LIGHT, (1366, 768)), (palette.Theme.DARK, (1920, 1080)))


def test_every_tab_full_of_life(seat: Seat, open_copy: OpenCopy, played_file: Path) -> None:
    """In light on a small screen, then the same window in dark on a large one."""
    clerk = seat(open_copy(played_file))
    window = clerk.window
    for theme, size in LOOKS:
        window.choose_theme(theme)
        window.resize(*size)
        assert palette.tokens().dark is (theme is palette.Theme.DARK)
        for place, spec in enumerate(window.specs):
            window.go(place)
            clerk.until(lambda place=place: place in window.tabs and window.desk.jobs.idle)
            name = f"{theme}-{spec.title.lower().replace(' ', '-')}"
            clerk.picture(name)
            register = seen(window.tabs[place])
            if register is not None and register.model.rowCount():
                window.navigate(spec.nouns[0], register.model.row_at(0).id)
                clerk.until(lambda: window.desk.jobs.idle)
                clerk.picture(f"{name}-open")
    assert len(window.tabs) == len(window.specs)


def test_every_tab_of_empty_books_says_what_belongs_there(seat: Seat, books: Books) -> None:
    clerk = seat(books)
    window = clerk.window
    for place, spec in enumerate(window.specs):
        window.go(place)
        clerk.until(lambda place=place: place in window.tabs and window.desk.jobs.idle)
        clerk.picture(spec.title.lower().replace(" ", "-"))
        register = seen(window.tabs[place])
        if register is not None and not register.model.rowCount():
            said = [label for label in register.findChildren(QLabel) if label.isVisible()]
            assert any(label.property("role") == "title" for label in said)
