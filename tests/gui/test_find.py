"""The find box of the real window: what is listed, what Enter does, what cannot be done and why."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from senstosales.books.store import Books, open_books
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.roles import Role
from senstosales.gui import commands
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.invoice_form import InvoiceForm
from senstosales.gui.dialogs.party_form import PartyForm
from senstosales.gui.dialogs.payment_form import PaymentForm
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.hit_look import HIT_ROLE, Line
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.start import build_window
from senstosales.queries import vouchers
from senstosales.services import attachments, businesses, order_notes
from senstosales.services.office import OfficeDraft
from senstosales.services.order_notes import OrderNoteDraft
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.desktop import QUICKEST_TAB
from tests.playing import ACTOR, bill, order, send

W = TypeVar("W", bound=QWidget)
ORDER = "1139101"


@pytest.fixture
def clerk(open_copy: OpenCopy, ordered_file) -> Books:
    """Every sample order, and challan 55 of one of them, as another program has them."""
    opened = open_copy(ordered_file)
    send(opened, ORDER, [(1, 1, "20")], number="55")
    return opened


@pytest.fixture
def books(clerk: Books, clock: Clock) -> Iterator[Books]:
    opened = open_books(clerk.path, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def window(
    qtbot: QtBot, dressed: QApplication, books: Books, settings: QSettings
) -> Iterator[OfficeWindow]:
    settings.setValue("window/tab", QUICKEST_TAB)
    made = build_window(books, ACTOR, settings)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    qtbot.waitUntil(lambda: made.desk.jobs.idle)
    made.desk.jobs.close()


@pytest.fixture
def typed(qtbot: QtBot, window: OfficeWindow) -> Callable[[str], list[Line]]:
    """Types into the box and returns the lines below it."""

    def type_it(text: str) -> list[Line]:
        box = window.find_box
        box.dismiss()
        qtbot.waitUntil(box.popup.isHidden)
        QApplication.processEvents()  # the offscreen platform takes the focus with the list
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        box.summon()
        qtbot.waitUntil(box.hasFocus)
        qtbot.keyClicks(box, text)
        qtbot.waitUntil(lambda: not box.busy and box.popup.isVisible())
        return [box.list.item(row).data(HIT_ROLE) for row in range(box.list.count())]

    return type_it


@pytest.fixture
def comes_up(qtbot: QtBot) -> Iterator[Callable[[type[W]], W]]:
    seen: list[QWidget] = []

    def wait(kind: type[W]) -> W:
        def found() -> list[W]:
            tops = QApplication.topLevelWidgets()
            return [top for top in tops if isinstance(top, kind) and top.isVisible()]

        qtbot.waitUntil(lambda: bool(found()))
        seen.append(found()[0])
        return found()[0]

    yield wait
    for each in seen:
        if isValid(each):
            each.hide()


def enter(qtbot: QtBot, window: OfficeWindow) -> None:
    qtbot.keyClick(window.find_box, Qt.Key.Key_Return)


def test_dc_and_an_order_opens_the_form_of_a_challan(qtbot, window, typed, comes_up):
    first = typed(f"dc {ORDER}")[0]
    assert first.title == f"Make a challan for order {ORDER}"
    assert not first.faint
    enter(qtbot, window)
    form = comes_up(ChallanForm)
    assert form._start.order.number == ORDER
    assert not window.find_box.popup.isVisible()


def test_invoice_for_challan_opens_its_form_then_says_that_it_is_invoiced(
    qtbot, window, typed, comes_up, clerk
):
    assert typed("invoice for challan 55")[0].title == "Make the invoice of challan 55"
    enter(qtbot, window)
    form = comes_up(InvoiceForm)
    assert form.windowTitle() == "Invoice for challan 55"
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    form.reject()
    bill(clerk, _issued(clerk), number="7")
    first = typed("invoice for challan 55")[0]
    assert first.faint
    assert first.type_label == "Not possible"
    assert first.subtitle == ("It is invoiced already: invoice 7 of 11-Mar-2026. Enter shows it.")
    enter(qtbot, window)
    tab = window.stack.currentWidget()
    qtbot.waitUntil(lambda: tab.detail.current is not None and tab.detail.current.number == "7")


def _issued(books):
    from senstosales.services.challans import Issued

    key = books.ask(vouchers.find, VoucherKind.CHALLAN, "55")
    return Issued(key, "55")


def test_pay_opens_the_form_on_the_invoice_and_print_its_paper(
    qtbot, window, typed, comes_up, clerk
):
    bill(clerk, _issued(clerk), number="45")
    first = typed("pay 45")[0]
    assert first.title == "Record a payment for invoice 45"
    enter(qtbot, window)
    form = comes_up(PaymentForm)
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    assert form.held is None

    form.reject()
    assert typed("print invoice 45")[0].title == "Print invoice 45"
    enter(qtbot, window)
    assert "45" in comes_up(PreviewDialog).windowTitle()
    qtbot.waitUntil(lambda: window.desk.jobs.idle)


def test_everything_new_tabs_and_menus_are_asked_for_by_name(qtbot, window, typed, comes_up):
    for text, title, kind in (
        ("new quotation", "New quotation", VoucherForm),
        ("record payment", "Record a payment", PaymentForm),
        ("add customer", "New party", PartyForm),
    ):
        assert typed(text)[0].title == title
        enter(qtbot, window)
        form = comes_up(kind)
        qtbot.waitUntil(lambda: window.desk.jobs.idle)
        form.reject()
    assert typed("go payments")[0].title == "Go to Payments"
    enter(qtbot, window)
    assert window.specs[window.strip.currentIndex()].title == "Payments"
    assert typed("srv")[0].title == "Go to SRVs"
    line = next(each for each in typed("theme dark") if each.title == "Theme: Dark")
    window.finder.take(line.value)
    assert window.settings.value("theme") == "dark"
    titles = [each.title for each in typed("settings")]
    assert "Settings…" in titles
    assert not [title for title in titles if "Find or do" in title]
    lines = typed("sup")  # of SUPPORT BRACKET, or suppliers
    assert lines[0].type_label != ""
    assert lines[-1].title == "New party"  # only begun to be named: not for Enter


def test_the_history_of_a_paper_opens_who_changed_what(qtbot, window, typed):
    assert typed("history of challan 55")[0].title == "Who changed challan 55?"
    enter(qtbot, window)
    assert window.specs[window.strip.currentIndex()].title == "Who changed what"
    tab = window.stack.currentWidget()
    qtbot.waitUntil(lambda: window.desk.jobs.idle and tab.paper is not None)
    assert tab.paper[0] == "vouchers"


def test_arrows_go_through_all_lines_and_the_line_says_what_it_is(qtbot, window, typed):
    lines = typed("challan 55")
    box = window.find_box
    titles = [line.title for line in lines]
    assert titles[:3] == ["Open challan 55", "Make the invoice of challan 55", "Print challan 55"]
    said = [
        box.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(len(lines))
    ]
    assert all(line.title in words for line, words in zip(lines, said, strict=True))
    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_PageDown, min(8, len(lines) - 1)),
    ):
        qtbot.keyClick(box, key)
        assert box.list.currentRow() == row
        assert box.accessibleDescription() == said[row]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.popup.isVisible()
    assert box.text() == ""


def test_enter_pressed_before_the_answer_means_what_stands_in_the_box(qtbot, window, typed, books):
    """Not the line of what stood there a moment ago."""
    typed("6639")
    box = window.find_box
    box.setText("")
    qtbot.keyClicks(box, ORDER)
    assert box.busy
    enter(qtbot, window)
    tab = window.stack
    qtbot.waitUntil(lambda: window.specs[window.strip.currentIndex()].title == "Purchase Orders")
    qtbot.waitUntil(lambda: tab.currentWidget().order.order is not None)
    assert tab.currentWidget().order.order.number == ORDER
    assert not box.popup.isVisible()


def test_an_empty_box_says_what_can_be_typed_and_nothing_found_says_so(qtbot, window, typed):
    box = window.find_box
    box.summon()
    qtbot.waitUntil(box.popup.isVisible)
    assert "dc 6644012" in box.nothing.text()
    assert not box.list.isVisible()
    assert typed("nothing-like-this") == []
    assert box.nothing.text().startswith("Nothing found.")
    enter(qtbot, window)
    assert box.popup.isVisible()


def test_whose_eyes_look_and_in_which_business(window, typed, books, clerk):
    window.rebind(books.seen_by(Role.VIEWER))
    first = typed(f"dc {ORDER}")[0]
    assert first.faint
    assert first.subtitle.startswith("A viewer may look at everything and change nothing.")
    assert [each.title for each in typed("new quotation") if each.title.startswith("New")] == []
    assert not typed("print challan 55")[0].faint
    other = businesses.add(clerk, ACTOR, OfficeDraft(name="Tapti Tools"))
    window.rebind(books.of(other.id))
    assert typed(ORDER) == []


def test_commands_are_known_by_their_titles_and_by_nothing_else(window):
    known = commands.commands_of(window)
    assert len(known) > 25
    for command in known:
        found = commands.matching(known, command.title)
        assert command in found.named, command.title
    for text in ("", "6644012", "bracket", "s", "the", "open invoice 45", "%", "\x00"):
        assert commands.matching(known, text) == commands.Matched(), text
    assert {each.sort for each in commands.matching(known, "new").named} == {commands.Sort.NEW}
    assert {each.sort for each in commands.matching(known, "go").named} == {commands.Sort.GO}


def test_a_note_and_a_file_are_opened_on_their_page(
    qtbot: QtBot,
    window: OfficeWindow,
    books: Books,
    typed: Callable[[str], list[Line]],
) -> None:
    key = order(books, ORDER).id
    order_notes.write(books, ACTOR, key, OrderNoteDraft(text="Paint is late"))
    order_notes.write(books, ACTOR, key, OrderNoteDraft(text="Mr Rao agrees to part lots"))
    attachments.attach(books, ACTOR, key, "Drawing of the wedge.txt", b"first")
    attachments.attach(books, ACTOR, key, "Heat 44102 certificate.txt", b"second")
    for text, page in (("44102", "Files (2)"), ("paint late", "Notes (2)")):
        line = next(each for each in typed(text) if each.title == ORDER)
        window.finder.take(line.value)
        qtbot.waitUntil(lambda: window.desk.jobs.idle)
        view = window.tabs[1].order
        assert view.key == key
        assert view.pages.tabText(view.pages.currentIndex()) == page
    assert view.files.table.current.name == "Heat 44102 certificate.txt"
    assert [card.note.text for card in view.notes.cards if card.words.hasSelectedText()] == [
        "Paint is late"
    ]
    line = next(each for each in typed(ORDER) if each.title == ORDER)
    assert not window.finder._beside.get(key)
