"""A number that the books have already is told while it is typed, with a way to the paper that has it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import challan_form, invoice_form, payment_form
from senstosales.gui.dialogs.acceptance import AcceptanceDialog
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.invoice_form import InvoiceForm
from senstosales.gui.dialogs.paper_beside import PaperBeside
from senstosales.gui.dialogs.payment_form import PaymentForm
from senstosales.gui.fields import Field
from senstosales.queries import orders, parties, taken_numbers, voucher_detail, vouchers
from senstosales.queries.columns import Filter
from senstosales.queries.voucher_trail import Trail
from senstosales.services import payments
from senstosales.services.drafts import make
from tests.gui.tabs.conftest import Opened
from tests.gui.tabs.writing import OpenPaper, keep, settled
from tests.playing import ACTOR

Told = Callable[[Field, str], None]


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shown(qtbot: QtBot, opened: Opened[Any], desk: Desk) -> Callable[[Field], PaperBeside]:
    """Follows the link under a field."""

    def follow(field: Field) -> PaperBeside:
        assert field.link.isVisible()
        field.link.setFocus()
        qtbot.keyClick(field.link, Qt.Key.Key_Space)
        beside: PaperBeside = opened(PaperBeside)
        qtbot.waitUntil(lambda: desk.jobs.idle)
        return beside

    return follow


def test_a_taken_challan_number_leads_to_its_challan(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], shown: Any
) -> None:
    challan_form.open_new(desk, books.ask(orders.find, "4649105"), behind)
    form = opened(ChallanForm)
    number = form.head.number
    held = books.ask(vouchers.get, None, books.ask(vouchers.find, VoucherKind.CHALLAN, "71"))
    form.head.date.set_value(held.voucher_date)
    qtbot.keyClicks(number.box, "71")
    qtbot.waitUntil(lambda: "exists already" in number.error)
    beside = shown(number)
    assert beside.view.challan.number == "71"
    beside.accept()
    form.submit()
    assert number.link.isVisible(), "it stays when the rest is tried"
    qtbot.keyClicks(number.box, "0")
    assert (number.error, number.link.isVisible()) == ("", False)
    form.head._typing.stop()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    form.done(0)


def test_a_taken_invoice_number_leads_to_its_invoice(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], shown: Any
) -> None:
    challan_id = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    invoice_form.open_for_challan(desk, challan_id, behind)
    form = opened(InvoiceForm)
    held = books.ask(voucher_detail.detail, books.ask(vouchers.find, VoucherKind.INVOICE, "88"))
    form.form.fields["date"].set_value(held.date)
    number = form.form.fields["number"]
    qtbot.keyClicks(number.box, "88")
    qtbot.waitUntil(lambda: "exists already" in number.error)
    beside = shown(number)
    assert beside.view.paper.number == "88"
    beside.accept()
    form.done(0)


@pytest.mark.parametrize(
    "kind", [VoucherKind.QUOTATION, VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE]
)
def test_papers_of_their_own(
    qtbot: QtBot, books: Books, open_paper: OpenPaper, shown: Any, kind: VoucherKind
) -> None:
    more = {"reference_number": "12"} if kind.is_note else {}
    keep(books, kind=kind, number="K/1", state="draft", **more)
    form = open_paper(kind)
    qtbot.keyClicks(form.head.number.box, "k/1")
    qtbot.waitUntil(lambda: "exists already" in form.head.number.error)
    beside = shown(form.head.number)
    assert beside.view.paper.number == "K/1"
    beside.accept()
    settled(qtbot, form)
    form.done(0)


def test_the_customers_order_in_an_invoice_is_in_the_order_book(
    qtbot: QtBot, open_paper: OpenPaper, shown: Any
) -> None:
    form = open_paper(VoucherKind.INVOICE)
    form.section(3)
    theirs = form.terms.their_order
    qtbot.keyClicks(theirs.box, "4649105")
    qtbot.waitUntil(lambda: "is in the order book" in theirs.caution)
    assert theirs.error == "", "he may mean it"
    beside = shown(theirs)
    assert beside.view.order.number == "4649105"
    beside.accept()
    settled(qtbot, form)
    form.done(0)


def test_the_order_of_an_accepted_quotation(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget
) -> None:
    party = books.ask(parties.page, Filter(), None, 1, 0)[0]
    buyer = {"name": party.name, "state_code": "23"}
    key = keep(books, number="Q/1", state="sent", party_id=party.id, buyer=buyer)
    paper = books.ask(voucher_detail.detail, key)
    dialog = AcceptanceDialog(desk, paper, Trail(), behind)
    dialog.show()
    number = dialog.form.fields["number"]
    qtbot.keyClicks(number.box, "4649105")
    qtbot.waitUntil(lambda: "is in the order book" in number.caution)
    qtbot.keyClicks(number.box, "9")
    assert number.caution == ""
    qtbot.waitUntil(lambda: desk.jobs.idle)
    dialog.done(0)


def test_a_utr_that_was_entered_already(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], shown: Any
) -> None:
    party = books.ask(parties.page, Filter(), None, 1, 0)[0]
    facts = {
        "party_id": party.id, "paid_on": date(2026, 3, 12), "reference": "UTR 0042",
        "lines": [{"amount": "1500"}],
    }  # fmt: skip
    key = payments.save(books, ACTOR, make(payments.PaymentDraft, facts))
    payment_form.open_new(desk, behind)
    form = opened(PaymentForm)
    reference = form.head.reference
    qtbot.keyClicks(reference.box, "utr0042")
    qtbot.waitUntil(lambda: bool(reference.caution))
    said = reference.caution.replace("\N{NO-BREAK SPACE}", " ")
    assert said == f"Entered already: ₹ 1,500.00 of 12-Mar-2026 from {party.name}."
    beside = shown(reference)
    assert beside.view.payment.id == key
    beside.accept()
    form.done(0)
    payment_form.open_payment(desk, key, behind)
    form = opened(PaymentForm)
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert form.head.reference.caution == "", "it is the very one"
    form.done(0)


def test_orders_and_payments_are_found_by_their_numbers(books: Books) -> None:
    assert books.ask(taken_numbers.order, "no such") is None
    found = books.ask(taken_numbers.order, " 4649105 ")
    assert found is not None
    assert found.number == "4649105"
    assert books.ask(taken_numbers.payment, "") is None
