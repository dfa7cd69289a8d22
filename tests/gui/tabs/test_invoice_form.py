from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from senstosales.books.store import Books
from senstosales.domain.kinds import TaxSplit, VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import invoice_form
from senstosales.gui.dialogs.invoice_form import InvoiceForm
from senstosales.gui.forms import ChoiceField, TextField
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.preview import PreviewDialog
from senstosales.queries import challans, invoices, parties, payments, vouchers
from senstosales.services import office
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, send

OpenForm = Callable[[str], InvoiceForm]
TODAY = date(2026, 3, 16)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_form(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[InvoiceForm]
) -> OpenForm:
    """Opens the form for the challan of that number; it is settled when it comes back."""

    def open_it(number: str) -> InvoiceForm:
        key = books.ask(vouchers.find, VoucherKind.CHALLAN, number)
        invoice_form.open_for_challan(desk, key, parent)
        form = opened(InvoiceForm)
        qtbot.waitUntil(lambda: desk.jobs.idle)
        return form

    return open_it


def settled(qtbot: QtBot, form: InvoiceForm) -> None:
    """The typing pause is over and the books have answered."""
    qtbot.waitUntil(lambda: not form._typing.isActive() and form.desk.jobs.idle)


def type_number(qtbot: QtBot, form: InvoiceForm, number: str) -> None:
    field = form.form.fields["number"]
    assert isinstance(field, TextField)
    field.box.selectAll()
    qtbot.keyClicks(field.box, number)
    settled(qtbot, form)


def set_cell(form: InvoiceForm, row: int, key: str, text: str) -> None:
    model = form.lines.model
    place = next(n for n, column in enumerate(model.columns) if column.key == key)
    model.setData(model.index(row, place), text)


def cell(grid: LineGrid, row: int, key: str) -> object:
    return grid.peek()[row][key]


def last_invoice(books: Books, number: str) -> invoices.VoucherDetail:
    return books.ask(invoices.detail, books.ask(vouchers.find, VoucherKind.INVOICE, number))


def test_it_opens_with_what_the_order_says(open_form: OpenForm) -> None:
    form = open_form("6")
    number = form.form.fields["number"]
    assert isinstance(number, TextField)
    assert number.box.placeholderText() == "6"
    assert form.form.fields["date"].value() == TODAY
    assert form.form.fields["place_of_supply"].value() == "23"
    assert form.form.fields["price_inclusive"].value() is True
    assert form.why.text.text() == (
        "Intra-state supply, Madhya Pradesh to Madhya Pradesh: CGST 9 % + SGST 9 %. The rates "
        "include GST because the order says “INCLUDES GST 18%”."
    )
    shown = {key: label.text() for key, label in form.totals.figures.items()}
    assert shown["taxable"] == "₹\N{NO-BREAK SPACE}12,500.00"
    assert shown["cgst"] == shown["sgst"] == "₹\N{NO-BREAK SPACE}1,125.00"
    assert shown["total"] == "₹\N{NO-BREAK SPACE}14,750.00"
    assert form.totals.words.text() == "Rupees Fourteen Thousand Seven Hundred and Fifty Only"
    assert not form.totals.figures["igst"].isVisible()
    assert form.terms.fields["vehicle_no"].value() == "MP04 GA 4471"
    assert cell(form.lines, 0, "total") == Decimal("14750.00")
    assert not form.touched
    form.reject()
    assert not form.isVisible(), "nothing typed, nothing asked"


def test_a_large_total_is_not_cut(open_form: OpenForm) -> None:
    figure = open_form("6").totals.figures["total"]
    figure.setText("₹\N{NO-BREAK SPACE}9,27,83,926.10")
    figure.window().grab()
    assert figure.width() >= figure.sizeHint().width()


def test_a_number_that_is_taken_is_said_while_typing(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form("6")
    form.form.fields["date"].set_value(date(2025, 5, 20))
    type_number(qtbot, form, "5")
    number = form.form.fields["number"]
    assert number.error == "Tax invoice 5 exists already in 2025-26. Choose another number."
    type_number(qtbot, form, "5A")
    assert not number.error
    type_number(qtbot, form, "5 A")
    assert "GST Rule 46" in number.error
    assert form.totals.figures["total"].text() == "–"


def test_another_place_of_supply_is_another_tax(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form("6")
    form.form.fields["place_of_supply"].set_value("09")
    settled(qtbot, form)
    assert form.answer.proposal is not None
    assert form.answer.proposal.tax_split is TaxSplit.IGST
    assert form.why.text.text().startswith("Inter-state supply, Madhya Pradesh to Uttar Pradesh")
    assert form.totals.figures["igst"].isVisible()
    assert not form.totals.figures["cgst"].isVisible()
    assert cell(form.lines, 0, "tax") == Decimal("2250.00")


def test_gst_on_top_and_rounding(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form("6")
    qtbot.mouseClick(form.form.fields["price_inclusive"].on_top, Qt.MouseButton.LeftButton)
    settled(qtbot, form)
    assert form.answer.proposal is not None
    assert form.answer.proposal.total == Decimal("17405.00")
    assert "although the order says otherwise" in form.why.text.text()
    set_cell(form, 0, "rate", "1475.03")
    form.form.fields["round_to_rupee"].set_value(True)
    settled(qtbot, form)
    assert form.answer.proposal.total == Decimal("17405.00")
    assert form.answer.proposal.round_off == Decimal("-0.36"), "each tax is rounded by itself"
    assert form.totals.figures["round_off"].isVisible()


def test_a_gst_rate_is_chosen_from_those_in_force(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form("6")
    place = next(n for n, each in enumerate(form.lines.model.columns) if each.key == "gst_rate")
    index = form.lines.model.index(0, place)
    form.lines.table.edit(index)
    box = form.lines.table.viewport().findChild(QComboBox)
    assert box is not None
    words = [box.itemText(number) for number in range(box.count())]
    assert "40 %" in words
    assert "12 %" not in words, "abolished on 22-Sep-2025"
    assert box.currentText() == "18 %"
    box.setCurrentText("5 %")
    box.activated.emit(box.currentIndex())
    settled(qtbot, form)
    assert form.answer.proposal is not None
    assert form.answer.proposal.lines[0].gst_rate == 5
    form.form.fields["date"].set_value(date(2025, 5, 20))
    settled(qtbot, form)
    assert Decimal(12) in form.lines.rates.choices


def test_what_is_being_typed_survives_an_answer(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form("6")
    place = next(n for n, each in enumerate(form.lines.model.columns) if each.key == "hsn")
    form.lines.table.edit(form.lines.model.index(0, place))
    editor = form.lines.table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "8503")
    form.work_out()
    settled(qtbot, form)
    assert editor.text() == "8503"
    form.issue_button.setFocus()
    assert cell(form.lines, 0, "hsn") == "8503"


def test_a_wrong_hsn_is_said_beside_its_cell_and_nothing_is_issued(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form("6")
    set_cell(form, 0, "hsn", "85")
    form.issue()
    (problem,) = form.lines.problems()
    assert problem.field == "lines.0.hsn"
    assert problem.sentence == "“85” is not an HSN code: it has 4, 6 or 8 digits."
    assert form.issue_button.isEnabled()
    settled(qtbot, form)
    assert books.ask(invoices.totals, invoices.Filter()).count == 9


def test_missing_hsn_is_a_caution_and_no_hindrance(
    qtbot: QtBot, open_form: OpenForm, books: Books, opened: Opened[PreviewDialog]
) -> None:
    send(books, "6649104", [(1, 1, "1")], date=TODAY, number="700")
    form = open_form("700")
    assert form.no_hsn.isVisible()
    assert form.no_hsn.text.text().startswith("One line has no HSN code.")
    set_cell(form, 0, "hsn", "8503")
    settled(qtbot, form)
    assert not form.no_hsn.isVisible()
    form.issue()
    opened(PreviewDialog).reject()
    assert last_invoice(books, "6").lines[0].hsn == "8503"
    send(books, "6649104", [(1, 1, "1")], date=TODAY, number="701")
    assert cell(open_form("701").lines, 0, "hsn") == "8503", "remembered for the material"


def test_issued_with_ctrl_enter_then_shown_and_previewed(
    qtbot: QtBot,
    open_form: OpenForm,
    books: Books,
    heard: list[str],
    opened: Opened[PreviewDialog],
) -> None:
    form = open_form("6")
    form.terms.fields["srv_no"].set_value("991")
    form.terms.fields["vehicle_no"].set_value(None)
    settled(qtbot, form)
    assert form.terms.fields["vehicle_no"].value() is None, "left blank on purpose"
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    preview = opened(PreviewDialog)
    assert preview.windowTitle() == "Invoice 6"
    preview.reject()
    assert heard == ["Invoice 6 is issued."]
    assert not isValid(form) or not form.isVisible()
    invoice = last_invoice(books, "6")
    assert invoice.total == Decimal("14750.00")
    assert invoice.particulars.srv_no == "991"
    assert invoice.particulars.vehicle_no is None
    assert invoice.date == TODAY


def test_a_number_taken_meanwhile_is_said_beside_the_number(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    form = open_form("6")
    form.form.fields["date"].set_value(date(2025, 5, 20))
    form.form.fields["number"].set_value("5")
    form.issue()
    settled(qtbot, form)
    assert form.form.fields["number"].error.startswith("Tax invoice 5 exists already in 2025-26.")
    assert form.issue_button.isEnabled()
    assert form.isVisible()


def test_a_challan_on_an_invoice_is_refused_with_the_way_there(
    qtbot: QtBot, desk: Desk, books: Books, heard: list[str], parent: QWidget
) -> None:
    key = books.ask(vouchers.find, VoucherKind.CHALLAN, "5")
    invoice_form.open_for_challan(desk, key, parent)
    qtbot.waitUntil(lambda: heard == ["Challan 5 is on invoice 5 already."])
    assert parent.findChild(InvoiceForm) is None


def test_an_office_without_a_state_is_sent_to_the_settings(
    open_form: OpenForm, books: Books
) -> None:
    office.save_office(books, ACTOR, make(office.OfficeDraft, {"name": "NARMADA"}))
    form = open_form("6")
    assert form.trouble.isVisible()
    assert "Settings > Office" in form.trouble.text.text()
    assert form.trouble.button.text() == "Open the settings"
    assert form.totals.figures["total"].text() == "–"


def test_news_moves_only_what_the_clerk_left_alone(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form("6")
    set_cell(form, 0, "packets", "4")
    settled(qtbot, form)
    key = form.form.fields["party_id"].value()
    held = books.ask(parties.detail, key)
    facts = {"name": held.name, "state_code": "09", "address": held.address, "is_default": True}
    party_service.save(books, ACTOR, make(party_service.PartyDraft, facts), key)
    qtbot.waitUntil(lambda: form.form.fields["place_of_supply"].value() == "09")
    assert cell(form.lines, 0, "packets") == 4
    assert "IGST" in form.why.text.text()


def test_escape_asks_only_when_something_would_be_lost(
    open_form: OpenForm, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    form = open_form("6")
    asked: list[QWidget] = []

    def stay(parent: QWidget) -> bool:
        asked.append(parent)
        return False

    monkeypatch.setattr(invoice_form, "sure_to_lose", stay)
    type_number(qtbot, form, "77")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert asked == [form]
    assert form.isVisible()


def test_a_cancelled_challan_cannot_be_invoiced(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, errors: list[BaseException]
) -> None:
    from senstosales.services.challans import cancel

    key = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    cancel(books, ACTOR, key, "Wrong goods")
    assert books.ask(challans.detail, key).cancelled_reason
    said: list[str] = []
    desk.messages.said.connect(lambda _tone, sentence: said.append(sentence))
    invoice_form.open_for_challan(desk, key, parent)
    qtbot.waitUntil(lambda: said == ["Challan 6 is cancelled and cannot be invoiced."])


def bhel(books: Books, **facts: object) -> int:
    """The buyer of challan 6, changed."""
    key = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    order = books.ask(challans.detail, key).order
    assert order is not None
    assert order.id is not None
    held = books.ask(parties.buyer_of_order, order.id)
    kept = {name: getattr(held, name) for name in ("name", "gstin", "address", "is_default")}
    draft = make(party_service.PartyDraft, kept | facts)
    return party_service.save(books, ACTOR, draft, held.id)


def test_a_party_over_its_credit_limit_is_told_by_how_much(
    qtbot: QtBot, open_form: OpenForm, books: Books, opened: Opened[PreviewDialog]
) -> None:
    party = bhel(books)
    owed = books.ask(payments.account, party)[-1].balance
    bhel(books, credit_limit=owed + 14000)
    form = open_form("6")
    assert form.credit.isVisible()
    assert "that is ₹ 750.00 over its credit limit" in form.credit.text.text()
    bhel(books, credit_limit=owed + 14750)
    form.work_out()
    settled(qtbot, form)
    assert not form.credit.isVisible()
    bhel(books, credit_limit=Decimal(1))
    form.work_out()
    settled(qtbot, form)
    assert form.credit.isVisible()
    form.issue()
    opened(PreviewDialog)
    assert last_invoice(books, "6").party_id == party, "it is a notice, no refusal"


def test_the_gstin_that_bills_is_chosen_and_the_tax_follows(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form("6")
    assert not form.form.fields["registration_id"].isVisible(), "there is one GSTIN only"
    form.reject()
    bhel(books, registrations=[{"gstin": "09AAACS0000B1ZC", "label": "Jhansi"}])
    form = open_form("6")
    field = form.form.fields["registration_id"]
    assert isinstance(field, ChoiceField)
    assert field.isVisible()
    field.box.setCurrentIndex(1)
    settled(qtbot, form)
    assert form.answer.proposal is not None
    assert form.answer.proposal.buyer.gstin == "09AAACS0000B1ZC"
    assert form.form.fields["place_of_supply"].value() == "09"
    assert form.answer.proposal.tax_split is TaxSplit.IGST
    assert form.answer.proposal.consignee.gstin != "09AAACS0000B1ZC"
    goes = form.form.fields["consignee_registration_id"]
    assert isinstance(goes, ChoiceField)
    goes.box.setCurrentIndex(1)
    settled(qtbot, form)
    assert form.answer.proposal.consignee.gstin == "09AAACS0000B1ZC"
