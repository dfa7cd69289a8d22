"""From the order to the payment without the mouse: every key goes to whatever has the keyboard."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from senstosales.books.store import Books
from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.invoice_form import InvoiceForm
from senstosales.gui.dialogs.payment_form import PaymentForm
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.preview import PreviewDialog
from senstosales.queries import challans, payments, voucher_detail, vouchers
from senstosales.queries.columns import Filter
from tests.conftest import OpenCopy
from tests.journeys.conftest import Clerk
from tests.playing import order, whole

Seat = Callable[..., Clerk]
CTRL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
ENTER, ESC, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Tab


class Strays(QObject):
    """Parts of a window that were shown before they had a parent: each flashes up as a window of its own
    and takes the keyboard away.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            meant = isinstance(watched, QDialog | QMainWindow) or watched.windowType() in _MEANT
            if not meant:
                self.seen.append(f"{watched!r} {watched.windowTitle()}")
        return False


_MEANT = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


class Keyboard:
    """All that the clerk has."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    @property
    def here(self) -> QWidget:
        """What the platform would give the next key to: behind a list or dialog that closed, the window
        below, as window managers do and the offscreen platform does not.
        """
        if QApplication.activePopupWidget() is None:
            below = QApplication.activeModalWidget() or self.clerk.window
            active = QApplication.activeWindow()
            if active is None or not active.isVisible():
                below.activateWindow()
                self.clerk.until(lambda: QApplication.activeWindow() is below)
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        return found or QApplication.activeModalWidget() or self.clerk.window

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.here, key, held)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.here, letter)

    def enter_to(self, form: Any, widget: QWidget) -> None:
        """Enter moves on, field by field, until it is there."""
        passed = []
        while not focused(form, widget):
            passed.append(form.focusWidget())
            assert len(passed) < 20, passed
            self.press(ENTER)

    def rest(self) -> None:
        """The books have answered."""
        self.clerk.until(lambda: self.clerk.window.desk.jobs.idle)


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


@pytest.fixture
def keys(seat: Seat, books: Books, qapp: QApplication) -> Iterator[Keyboard]:
    strays = Strays()
    qapp.installEventFilter(strays)
    clerk = seat(books)
    clerk.window.activateWindow()
    board = Keyboard(clerk)
    board.rest()
    yield board
    qapp.removeEventFilter(strays)
    assert strays.seen == []


def focused(form: Any, widget: QWidget) -> bool:
    here: QWidget | None = form.focusWidget()
    return here is not None and (here is widget or widget.isAncestorOf(here))


def open_order(keys: Keyboard, number: str) -> None:
    keys.press(Qt.Key.Key_2, held=CTRL)
    keys.rest()
    keys.press(Qt.Key.Key_F, held=CTRL)
    keys.type(number)
    keys.press(ENTER, ENTER)
    keys.rest()


def test_from_the_order_to_the_payment(keys: Keyboard, books: Books) -> None:
    clerk = keys.clerk
    open_order(keys, "4649105")
    keys.press(Qt.Key.Key_M, held=CTRL)
    form = clerk.comes_up(ChallanForm)
    assert focused(form, form.grid)
    keys.press(Qt.Key.Key_C, held=ALT)
    clerk.until(lambda: not any(row["quantity"] for row in form.grid.peek()))
    keys.type("10+5")
    keys.press(ENTER)
    clerk.until(lambda: form.grid.table.currentIndex().column() > 7)
    keys.type("2")
    keys.press(ENTER)
    assert form.grid.peek()[0]["quantity"] == 15
    clerk.picture("challan", form)
    keys.press(ENTER, held=CTRL)
    clerk.until(lambda: len(sent(books)) == 3)
    keys.rest()

    keys.press(Qt.Key.Key_M, held=CTRL)
    bill = clerk.comes_up(InvoiceForm)
    keys.rest()
    keys.type("K/1")
    keys.press(ENTER)
    assert focused(bill, bill.form.fields["date"])
    keys.rest()
    clerk.picture("invoice", bill)
    keys.press(ENTER, held=CTRL)
    preview = clerk.comes_up(PreviewDialog)
    clerk.until(lambda: preview.document.pageCount() > 0)
    keys.press(ESC)
    clerk.until(lambda: not preview.isVisible())
    key = books.ask(vouchers.find, VoucherKind.INVOICE, "K/1")
    invoice = books.ask(voucher_detail.detail, key)
    assert invoice.lines[0].quantity == 15

    place = next(n for n, spec in enumerate(clerk.window.specs) if "payments" in spec.nouns)
    keys.press(Qt.Key(Qt.Key.Key_1 + place), held=CTRL)
    keys.rest()
    keys.press(Qt.Key.Key_N, held=CTRL)
    paid = clerk.comes_up(PaymentForm)
    keys.type("bharat")
    keys.press(DOWN, ENTER)
    keys.rest()
    clerk.until(lambda: bool(paid.lines.peek()))
    keys.enter_to(paid, paid.head.amount)
    keys.type("100000")
    keys.enter_to(paid, paid.head.reference)
    keys.type("UTR 77")
    keys.press(Qt.Key.Key_O, held=CTRL)
    clerk.picture("payment", paid)
    keys.press(ENTER, held=CTRL)
    clerk.until(lambda: any(row.reference == "UTR 77" for row in kept(books)))
    row = next(row for row in kept(books) if row.reference == "UTR 77")
    told = books.ask(payments.detail, row.id)
    assert sum(line.amount for line in told.lines) == Decimal(100000)
    assert {line.kind for line in told.lines} == {Settlement.MONEY}
    assert order(books, "4649105").status is Status.PART_DISPATCHED
    whole(books)


def sent(books: Books) -> Any:
    return books.ask(challans.page, Filter(order_number="4649105"), None, 9, 0)


def kept(books: Books) -> Any:
    return books.ask(payments.page, Filter(), None, 50, 0)


def test_a_free_invoice_by_enter_alone(keys: Keyboard, books: Books) -> None:
    """Enter moves through the head, the lines and out of them; the party is taken with the arrows."""
    clerk = keys.clerk
    place = next(n for n, spec in enumerate(clerk.window.specs) if "invoices" in spec.nouns)
    keys.press(Qt.Key(Qt.Key.Key_1 + place), held=CTRL)
    keys.rest()
    keys.press(Qt.Key.Key_N, held=CTRL)
    form = clerk.comes_up(VoucherForm)
    clerk.until(lambda: form.begun)
    keys.rest()
    assert focused(form, form.head.buyer.name)
    keys.type("bharat")
    clerk.until(form.head.buyer.offers.popup.isVisible)
    keys.press(DOWN, ENTER)
    clerk.until(lambda: form.head.buyer.party_id is not None)
    keys.rest()
    keys.enter_to(form, form.lines)
    assert form.lines.table.currentIndex().row() == 0
    clerk.picture("head-done", form)
    for text in ("Bracket", "8503", "3 dozen", "", "1000+18%", ""):
        keys.type(text)
        keys.press(ENTER)
        clerk.until(lambda: not form.lines.table._settle.isActive())
    line = form.lines.peek()[0]
    assert (line["description"], line["quantity"], line["unit"], line["price"]) == (
        "Bracket", 36, "NOS", 1180,
    )  # fmt: skip
    clerk.until(lambda: form.lines.table.currentIndex().row() == 1)
    keys.press(ENTER)
    assert not focused(form, form.lines), "the empty line lets go"
    keys.rest()
    clerk.picture("lines-done", form)
    keys.press(ENTER, held=CTRL)
    preview = clerk.comes_up(PreviewDialog)
    keys.press(ESC)
    clerk.until(lambda: not preview.isVisible())
    whole(books)
