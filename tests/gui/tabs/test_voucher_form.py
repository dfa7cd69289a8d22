from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.gst import (
    Cess,
    CessKind,
    Discount,
    DiscountBasis,
    DiscountKind,
    Tcs,
    TcsBasis,
)
from senstosales.domain.kinds import Nature, Status, TaxSplit, VoucherKind, VoucherState
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import voucher_form
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.shortcuts import KeysDialog
from senstosales.queries import office, parties, voucher_detail, vouchers
from senstosales.queries.papers import Contact, CustomField, VoucherDetail
from senstosales.services import parties as party_service
from senstosales.services import vouchers as service
from senstosales.services.drafts import make
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.playing import ACTOR

TODAY = date(2026, 3, 16)
NTPC = PartyOnPaperDraft(
    name="NTPC LIMITED", address="Shaktinagar", gstin="09AAACN0255D1ZW", state_code="09"
)
OpenForm = Callable[..., VoucherForm]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def open_form(qtbot: QtBot, desk: Desk, parent: QWidget) -> OpenForm:
    """Opens the form; it is settled when it comes back."""

    def open_it(kind: VoucherKind = VoucherKind.INVOICE, **begin: Any) -> VoucherForm:
        form = VoucherForm(desk, kind, parent=parent, **begin)
        form.show()
        settled(qtbot, form)
        return form

    return open_it


def settled(qtbot: QtBot, form: VoucherForm) -> None:
    """The typing pause is over and the books have answered."""
    qtbot.waitUntil(lambda: form.begun and not form._typing.isActive() and form.desk.jobs.idle)


def type_in(qtbot: QtBot, box: QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)


def set_cell(form: VoucherForm, row: int, **cells: str) -> None:
    for key, text in cells.items():
        model = form.lines.model
        model.setData(model.index(row, form.lines.place(key)), text)


def a_line(form: VoucherForm, row: int = 0, **cells: str) -> None:
    usual = {"description": "Bracket", "hsn": "85030090", "quantity": "4", "price": "250"}
    set_cell(form, row, **usual | cells)


def cell(form: VoucherForm, row: int, key: str) -> Any:
    return form.lines.peek()[row][key]


def shown(form: VoucherForm) -> dict[str, str]:
    """The figures on the screen."""
    return {
        name: label.text().replace("\N{NO-BREAK SPACE}", " ")
        for name, label in form.totals.figures.items()
        if label.isVisible()
    }


def kept(books: Books, kind: VoucherKind, number: str) -> VoucherDetail:
    return books.ask(voucher_detail.detail, books.ask(vouchers.find, kind, number))


def keep(books: Books, **facts: Any) -> int:
    """A paper made in the books, not in the form."""
    usual: dict[str, Any] = {
        "kind": VoucherKind.QUOTATION,
        "date": TODAY,
        "buyer": NTPC,
        "lines": [{"description": "Bracket", "quantity": 4, "price": "250", "gst_rate": 18}],
    }
    return service.create(books, ACTOR, make(VoucherDraft, usual | facts)).id


def saves(qtbot: QtBot, form: VoucherForm, press: Callable[[], None]) -> Any:
    with qtbot.waitSignal(form.saved) as said:
        press()
    assert said.args is not None
    return said.args[0]


def test_an_invoice_is_typed_issued_and_shown(
    qtbot: QtBot, open_form: OpenForm, books: Books, heard: list[str], went: list[tuple[str, int]]
) -> None:
    form = open_form()
    assert form.windowTitle() == "New invoice"
    assert form.head.number.box.placeholderText() == "6"
    assert form.head.date.value() == TODAY
    assert not form.touched
    type_in(qtbot, form.head.buyer.name.box, "Narmada Traders")
    type_in(qtbot, form.head.buyer.gstin.box, "09aaacn0255d1zw")
    assert form.head.buyer.state.value() == "09"
    assert form.head.place.value() == "09"
    a_line(form)
    settled(qtbot, form)
    assert shown(form) == {"taxable": "₹ 1,000.00", "igst": "₹ 180.00", "total": "₹ 1,180.00"}
    assert form.totals.why.text() == (
        "Inter-state supply, Madhya Pradesh to Uttar Pradesh: IGST 18 %."
    )
    assert form.totals.words.text() == "Rupees One Thousand One Hundred and Eighty Only"
    assert (cell(form, 0, "taxable"), cell(form, 0, "total")) == (1000, 1180)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(went))
    invoice = kept(books, VoucherKind.INVOICE, "6")
    assert went == [("invoices", invoice.id)]
    assert heard == ["Invoice 6 is issued."]
    assert invoice.status is Status.ISSUED
    assert invoice.nature is Nature.TAX_INVOICE
    assert invoice.buyer.name == "Narmada Traders"
    assert (invoice.total, invoice.tax_split) == (1180, TaxSplit.IGST)


def test_a_party_of_the_books_fills_in_all_fields(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form()
    box = form.head.buyer.name.box
    type_in(qtbot, box, "heavy")
    popup = form.head.buyer.offers.popup
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.head.buyer.party_id is not None)
    assert not popup.isVisible()
    party = books.ask(parties.detail, form.head.buyer.party_id)
    said, problems = form.head.read()
    assert problems == []
    assert said["buyer"]["name"] == party.name
    assert said["buyer"]["gstin"] == party.gstin
    assert said["buyer"]["address"] == party.address
    assert said["place_of_supply"] == party.place_of_supply == "23"
    type_in(qtbot, box, "Somebody else")
    assert form.head.buyer.party_id is None
    assert form.head.read()[0]["buyer"]["gstin"] == party.gstin, "the rest is not thrown away"


def test_a_slip_in_a_gstin_is_said_while_typing_and_hides_no_figure(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    form = open_form()
    a_line(form)
    type_in(qtbot, form.head.buyer.name.box, "NTPC")
    type_in(qtbot, form.head.buyer.gstin.box, "09AAACN0255D1Z")
    assert not form.head.buyer.gstin.error, "unfinished is not wrong"
    qtbot.keyClicks(form.head.buyer.gstin.box, "X")
    assert "slip of the pen" in form.head.buyer.gstin.error
    settled(qtbot, form)
    assert "slip of the pen" in form.head.buyer.gstin.error
    assert shown(form)["total"] == "₹ 1,180.00"
    form.issue()
    assert form.isVisible()
    assert form.head.buyer.gstin.box.hasFocus()


def test_a_place_that_was_chosen_stays_when_the_buyer_changes(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    form = open_form(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
    assert form.head.place.value() == "09"
    form.head.place.set_value("27")
    form.head.buyer.state.set_value("23")
    assert form.head.place.value() == "27"


def test_a_number_that_is_taken_is_said_while_typing(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form()
    form.head.date.set_value(date(2025, 5, 20))
    type_in(qtbot, form.head.number.box, "5")
    settled(qtbot, form)
    assert form.head.number.error.startswith("Tax invoice 5 exists already in 2025-26.")
    type_in(qtbot, form.head.number.box, "5A")
    settled(qtbot, form)
    assert not form.head.number.error


def test_what_is_missing_is_said_beside_its_entry(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form()
    set_cell(form, 0, description="Bracket")
    form.issue()
    assert form.head.buyer.name.error == "This is needed."
    assert form.head.buyer.name.box.hasFocus()
    assert [(each.field, each.sentence) for each in form.lines.problems()] == [
        ("lines.0.price", "Enter a price."),
        ("lines.0.quantity", "Enter a quantity."),
    ]
    set_cell(form, 0, quantity="4", price="1200*3")
    assert form.lines.problems() == ()
    assert cell(form, 0, "price") == 3600
    form.head.buyer.fill(NTPC)
    form.head.buyer.state.set_value(None)
    form.head.buyer.gstin.set_value(None)
    form.head.place.set_value(None)
    form.issue()
    settled(qtbot, form)
    assert form.head.place.error.startswith("Choose the place of supply")
    assert form.isVisible()


def test_an_unfinished_paper_is_kept_as_a_draft_and_finished_later(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form()
    set_cell(form, 0, description="Bracket")
    issued = saves(qtbot, form, form.save_draft)
    held = books.ask(voucher_detail.detail, issued.id)
    assert held.status is Status.DRAFT
    assert held.lines[0].description == "Bracket"
    again = open_form(voucher_id=issued.id)
    assert again.windowTitle() == f"Change invoice {issued.number}"
    assert again.head.number.box.text() == issued.number
    again.head.buyer.fill(NTPC)
    set_cell(again, 0, quantity="2", price="10")
    settled(qtbot, again)
    assert not again.head.number.error, "its own number is not taken by another"
    saves(qtbot, again, again.issue)
    finished = books.ask(voucher_detail.detail, issued.id)
    assert (finished.status, finished.number) == (Status.ISSUED, issued.number)
    assert finished.total == Decimal("23.60")


def test_everything_a_paper_can_hold_survives_the_form(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    said = VoucherDraft(
        kind=VoucherKind.QUOTATION,
        date=date(2026, 3, 2),
        state=VoucherState.DRAFT,
        buyer=NTPC,
        consignee=PartyOnPaperDraft(name="Stores, Shaktinagar", state_code="09"),
        valid_until=date(2026, 4, 15),
        lines=(
            GoodsLineDraft(
                description="Bracket\nwith two holes",
                quantity=Decimal("2.5"),
                price=Decimal("118.123456"),
                gst_rate=Decimal(18),
                inclusive=True,
                discount=Discount(DiscountKind.PERCENTAGE, Decimal(5)),
                material_code="BP1",
                item_key="k-1",
                packets=3,
            ),
        ),
        charges=(
            ChargeDraft(
                name="Freight",
                amount=Decimal(500),
                gst_rate=Decimal(18),
                hsn="9965",
                inclusive=True,
            ),
        ),
        discount=Discount(DiscountKind.FLAT, Decimal(10)),
        discount_basis=DiscountBasis.AFTER_TAX,
        tcs=Tcs(Decimal("0.1"), TcsBasis.FINAL),
        round_to_rupee=True,
        reverse_charge=True,
        particulars=ParticularsDraft(
            vehicle_no="MP04 GA 4471",
            dispatch_from="Works\nGovindpura",
            terms=("Ex works", "Six weeks"),
            notes="Prices hold for the quantity asked.",
            report="Not in the form",
            payment_terms="30 days",
            contacts=(Contact("Asha", "98260", "asha@example.in"),),
            custom_fields=(CustomField("Tender", "T-118"),),
        ),
    )
    first = service.create(books, ACTOR, said)
    before = books.ask(voucher_detail.detail, first.id)
    form = open_form(VoucherKind.QUOTATION, voucher_id=first.id)
    assert not form.touched
    assert [form.sections.tabText(n).endswith("•") for n in range(4)] == [False, True, True, True]
    saves(qtbot, form, form.save_draft)
    after = books.ask(voucher_detail.detail, first.id)
    moved = ("version", "updated_at", "lines", "tax_note")
    for name in VoucherDetail.__dataclass_fields__:
        if name not in moved:
            assert getattr(after, name) == getattr(before, name), name
    for name in type(before.lines[0]).__dataclass_fields__:
        if name != "id":
            assert getattr(after.lines[0], name) == getattr(before.lines[0], name), name


def test_a_quotation_is_marked_as_sent_and_can_still_be_changed(
    qtbot: QtBot, open_form: OpenForm, books: Books, went: list[tuple[str, int]]
) -> None:
    form = open_form(VoucherKind.QUOTATION)
    assert form.save_button.text() == "Mark as sent"
    assert form.head.fields["valid_until"].value() == date(2026, 4, 15)
    form.head.buyer.fill(NTPC)
    a_line(form)
    issued = saves(qtbot, form, form.issue)
    qtbot.waitUntil(lambda: went == [("quotations", issued.id)])
    assert books.ask(voucher_detail.detail, issued.id).status is Status.SENT
    form = open_form(VoucherKind.QUOTATION, voucher_id=issued.id)
    assert form.save_button.text() == "Save changes"
    assert not form.draft_button.isVisible()
    set_cell(form, 0, quantity="5")
    saves(qtbot, form, form.issue)
    held = books.ask(voucher_detail.detail, issued.id)
    assert (held.status, held.total) == (Status.SENT, 1475)


def test_a_bill_of_supply_bears_no_tax_and_asks_for_no_place(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form(nature=Nature.BILL_OF_SUPPLY)
    assert form.windowTitle() == "New bill of supply"
    assert not form.head.place.isVisible()
    assert form.lines.table.isColumnHidden(form.lines.place("gst_rate"))
    form.head.buyer.fill(NTPC)
    a_line(form)
    settled(qtbot, form)
    assert shown(form) == {"taxable": "₹ 1,000.00", "total": "₹ 1,000.00"}
    assert form.totals.why.text() == "A bill of supply bears no tax (Rule 49)."
    issued = saves(qtbot, form, form.issue)
    held = books.ask(voucher_detail.detail, issued.id)
    assert (held.nature, held.total) == (Nature.BILL_OF_SUPPLY, 1000)


def test_a_free_challan_says_why_the_goods_move(
    qtbot: QtBot, open_form: OpenForm, books: Books, went: list[tuple[str, int]]
) -> None:
    form = open_form(VoucherKind.CHALLAN)
    form.head.buyer.fill(NTPC)
    a_line(form, price="")
    form.issue()
    assert form.head.fields["nature"].error == "This is needed."
    form.head.fields["nature"].set_value(Nature.JOB_WORK)
    issued = saves(qtbot, form, form.issue)
    qtbot.waitUntil(lambda: went == [("challans", issued.id)])
    held = books.ask(voucher_detail.detail, issued.id)
    assert (held.kind, held.nature) == (VoucherKind.CHALLAN, Nature.JOB_WORK)
    assert held.tax == 0


def test_a_credit_note_takes_the_lines_of_its_invoice_with_their_rates(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    invoice = kept(books, VoucherKind.INVOICE, "19")
    form = open_form(VoucherKind.CREDIT_NOTE)
    original = form.head.fields["original"]
    type_in(qtbot, original.box, "19")
    qtbot.waitUntil(form.head.offers.popup.isVisible)
    qtbot.keyClick(original.box, Qt.Key.Key_Down)
    qtbot.keyClick(original.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.head.original is not None)
    settled(qtbot, form)
    assert form.about.text() == "corrects invoice 19 of 31-May-2024"
    assert form.totals.caution.text() == (
        "After 30-Nov-2025 it no longer lowers the tax (s. 34(2))."
    )
    assert [row["quantity"] for row in form.lines.peek()] == [500, 80]
    assert form.head.read()[0]["buyer"]["name"] == invoice.buyer.name
    assert shown(form)["total"] == "₹ 99,946.00"
    set_cell(form, 0, quantity="501")
    assert form.lines.problems()[0].sentence == "Only 500 NO were invoiced."
    set_cell(form, 0, quantity="20")
    form.lines.table.selectRow(1)
    form.lines.delete_rows()
    form.head.fields["reason"].set_value("Goods rejected")
    issued = saves(qtbot, form, form.issue)
    note = books.ask(voucher_detail.detail, issued.id)
    assert note.reference is not None
    assert note.reference.id == invoice.id
    assert note.reason == "Goods rejected"
    assert [(line.quantity, line.gst_rate) for line in note.lines] == [(20, 18)]
    assert note.lines[0].rate == invoice.lines[0].rate


def test_a_note_made_from_an_invoice_begins_with_it(open_form: OpenForm, books: Books) -> None:
    invoice = books.ask(vouchers.find, VoucherKind.INVOICE, "19")
    form = open_form(
        VoucherKind.DEBIT_NOTE,
        start=VoucherDraft(kind=VoucherKind.DEBIT_NOTE, date=TODAY, reference_id=invoice),
    )
    assert len(form.lines.peek()) == 2
    assert form.head.fields["original"].value() == "19"
    assert not form.touched


def test_a_note_on_an_invoice_of_other_books_names_its_number(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form(VoucherKind.CREDIT_NOTE)
    form.head.buyer.fill(NTPC)
    a_line(form)
    form.issue()
    assert form.head.fields["original"].error == "This is needed."
    form.head.fields["original"].set_value("OLD/17-18/44")
    issued = saves(qtbot, form, form.issue)
    note = books.ask(voucher_detail.detail, issued.id)
    assert note.reference is not None
    assert (note.reference.number, note.reference.id) == ("OLD/17-18/44", None)


def test_typed_lines_of_a_note_stand_until_the_clerk_says_otherwise(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form(VoucherKind.CREDIT_NOTE)
    a_line(form)
    form.head.original_wanted.emit(books.ask(vouchers.find, VoucherKind.INVOICE, "19"))
    settled(qtbot, form)
    assert cell(form, 0, "description") == "Bracket"
    assert form.elsewhere.isVisible()
    form.elsewhere.button.click()
    settled(qtbot, form)
    assert len(form.lines.peek()) == 2
    assert not form.elsewhere.isVisible()


def test_charges_discount_and_tcs_count_live(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
    a_line(form)
    charges = form.money.charges.model
    for column, text in enumerate(("Freight", "118", "18", "yes")):
        charges.setData(charges.index(0, column), text)
    form.money.agreed.fields["discount"].set_value(Discount(DiscountKind.PERCENTAGE, Decimal(10)))
    form.money.agreed.fields["tcs"].set_value(Decimal(1))
    settled(qtbot, form)
    assert shown(form) == {
        "trade_discount": "₹ -100.00",
        "taxable": "₹ 1,000.00",
        "igst": "₹ 180.00",
        "tcs": "₹ 10.00",
        "total": "₹ 1,190.00",
    }
    form.money.agreed.fields["discount_basis"].set_value(DiscountBasis.AFTER_TAX)
    settled(qtbot, form)
    assert shown(form)["taxable"] == "₹ 1,100.00"
    assert shown(form)["discount"] == "₹ -130.90"
    form.money.cases.fields["sez"].set_value(True)
    form.money.cases.fields["under_lut"].set_value(True)
    settled(qtbot, form)
    assert shown(form)["igst"] == "₹ 0.00"
    assert form.sections.tabText(1).endswith("•")


def test_a_table_from_excel_becomes_lines(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
    QGuiApplication.clipboard().setText(
        "Item\tQty\tRate\tHSN Code\tGST %\n"
        "Bracket\t4\t1,20,000.50\t8503 0090\t18%\n"
        "Bolt\ta few\t₹ 12\t7318\t5\n"
    )
    form.lines.setFocus()
    qtbot.keyClick(form.lines.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = form.lines.peek()
    assert (first["description"], first["quantity"], first["hsn"]) == ("Bracket", 4, "85030090")
    assert (first["price"], first["gst_rate"]) == (Decimal("120000.5"), 18)
    assert (second["quantity"], second["price"], second["gst_rate"]) == (None, 12, 5)
    said = form.lines._said.text()
    assert said.startswith("One cell could not be read and kept what was pasted")
    assert "Line 2, Quantity" in said
    settled(qtbot, form)
    assert shown(form)["total"] == "–"
    set_cell(form, 1, quantity="100")
    settled(qtbot, form)
    assert shown(form)["total"] == "₹ 5,67,662.36"
    assert form.touched


def test_goods_the_books_know_fill_their_line(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form()
    table = form.lines.table
    form.lines.setFocus()
    qtbot.keyClick(table, "t")
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "erminal bar")
    offers = editor.property("offers")
    qtbot.waitUntil(offers.popup.isVisible)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    row = form.lines.peek()[0]
    assert row["description"].startswith("TERMINAL BAR")
    assert row["material_code"].startswith("BP")
    assert (row["unit"], row["hsn"], row["price"]) == ("NO", "85030090", 435)
    assert table.currentIndex().column() == form.lines.place("quantity")


def test_a_column_that_was_hidden_is_shown_when_it_holds_something(
    qtbot: QtBot, open_form: OpenForm
) -> None:
    form = open_form()
    place = form.lines.place("cess")
    assert form.lines.table.isColumnHidden(place), "cess is rare"
    QGuiApplication.clipboard().setText("Description\tQty\tRate\tCess\tDisc\nCoal\t2\t100\t400\t5%")
    form.lines.setFocus()
    qtbot.keyClick(form.lines.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not form.lines.table.isColumnHidden(place)
    row = form.lines.peek()[0]
    assert row["cess"] == Cess(CessKind.PER_UNIT, Decimal(400))
    assert row["discount"] == Discount(DiscountKind.PERCENTAGE, Decimal(5))
    choice = {action.data(): action for action in form.lines.choice.choices.actions()}
    choice["material_code"].setChecked(False)
    assert form.lines.table.isColumnHidden(form.lines.place("material_code"))
    again = open_form()
    assert again.lines.table.isColumnHidden(again.lines.place("material_code")), "remembered"


def test_an_old_rate_is_told_at_once(open_form: OpenForm) -> None:
    form = open_form()
    a_line(form, gst_rate="12")
    assert form.lines.problems()[0].sentence == "GST of 12 % was not in force on 16-Mar-2026."


def test_what_is_not_saved_is_not_lost_by_a_slip(
    qtbot: QtBot, open_form: OpenForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = open_form()
    asked: list[QWidget] = []

    def stay(parent: QWidget) -> bool:
        asked.append(parent)
        return False

    monkeypatch.setattr(voucher_form, "sure_to_lose", stay)
    set_cell(form, 0, description="Bracket")
    assert form.touched
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert asked == [form]
    set_cell(form, 0, description="")
    assert not form.touched
    form.reject()
    assert asked == [form]
    assert not form.isVisible()


def test_a_change_elsewhere_is_told_and_never_overwritten(
    qtbot: QtBot, open_form: OpenForm, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keep(books, state=VoucherState.DRAFT)
    form = open_form(VoucherKind.QUOTATION, voucher_id=key)
    set_cell(form, 0, quantity="9")
    held = books.ask(voucher_detail.detail, key)
    draft = make(
        VoucherDraft,
        {
            "kind": held.kind,
            "date": held.date,
            "state": VoucherState.DRAFT,
            "buyer": NTPC,
            "lines": [{"description": "Bracket", "quantity": 7, "price": "250", "gst_rate": 18}],
        },
    )
    service.change(books, ACTOR, key, draft)
    qtbot.waitUntil(form.elsewhere.isVisible)
    assert cell(form, 0, "quantity") == 9
    form.save_draft()
    settled(qtbot, form)
    assert "Somebody else has changed" in form.trouble.text.text()
    assert books.ask(voucher_detail.detail, key).lines[0].quantity == 7
    monkeypatch.setattr(voucher_form, "sure_to_lose", lambda _parent: True)
    form.elsewhere.button.click()
    qtbot.waitUntil(lambda: form.begun and cell(form, 0, "quantity") == 7)
    settled(qtbot, form)
    assert not form.touched


def test_news_of_the_series_moves_the_next_number(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    form = open_form(VoucherKind.QUOTATION)
    before = form.head.number.box.placeholderText()
    keep(books)
    qtbot.waitUntil(lambda: form.head.number.box.placeholderText() != before)
    following = books.ask(office.next_number, VoucherKind.QUOTATION, TODAY)
    assert form.head.number.box.placeholderText() == following


def test_a_paper_that_is_gone_closes_the_form_with_a_sentence(
    qtbot: QtBot, desk: Desk, parent: QWidget, heard: list[str]
) -> None:
    form = VoucherForm(desk, VoucherKind.QUOTATION, voucher_id=9999, parent=parent)
    form.show()
    qtbot.waitUntil(lambda: heard == ["There is no quotation 9999 in the books."])


def test_the_keyboard_reaches_every_part(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form()
    assert form.head.buyer.name.box.hasFocus()
    alt = Qt.KeyboardModifier.AltModifier
    for key, place in ((Qt.Key.Key_2, 1), (Qt.Key.Key_3, 2), (Qt.Key.Key_4, 3), (Qt.Key.Key_1, 0)):
        qtbot.keyClick(form, key, alt)
        assert form.sections.currentIndex() == place
        focused = form.focusWidget()
        assert focused is not None
        assert form.sections.currentWidget().isAncestorOf(focused)
    qtbot.keyClick(form, Qt.Key.Key_F6)
    assert form.save_button.hasFocus()
    qtbot.keyClick(form, Qt.Key.Key_F6)
    assert form.head.buyer.name.box.hasFocus()
    qtbot.keyClick(form, Qt.Key.Key_F1)
    assert any(each.isVisible() for each in form.findChildren(KeysDialog))


def test_every_entry_has_a_name_for_screen_readers(open_form: OpenForm) -> None:
    form = open_form(VoucherKind.CREDIT_NOTE)
    nameless = [
        type(field).__name__
        for part in (*form.head.forms, form.carriage.to, form.money.cases, form.terms.texts)
        for field in part.fields.values()
        if not field.editor.accessibleName()
    ]
    assert nameless == []
    assert form.lines.table.accessibleName() == "Lines"


def test_saved_parties_are_offered_to_the_next_paper(
    qtbot: QtBot, open_form: OpenForm, books: Books
) -> None:
    facts = {"name": "Tapti Switchgear", "state_code": "27", "place_of_supply": "24"}
    key = party_service.save(books, ACTOR, make(party_service.PartyDraft, facts))
    form = open_form()
    form.head.buyer.take(key)
    qtbot.waitUntil(lambda: form.head.buyer.party_id == key)
    assert form.head.buyer.state.value() == "27"
    assert form.head.place.value() == "24", "where this party's goods usually go"


def test_large_figures_are_never_cut(qtbot: QtBot, open_form: OpenForm) -> None:
    form = open_form(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
    a_line(form, quantity="123456", price="12480.5055")
    form.money.agreed.fields["tcs"].set_value(Decimal(1))
    form.money.agreed.fields["discount"].set_value(Discount(DiscountKind.PERCENTAGE, Decimal(5)))
    form.money.cases.fields["reverse_charge"].set_value(True)
    settled(qtbot, form)
    table = form.lines.table
    qtbot.waitUntil(lambda: not table._measure.isActive())
    for key in ("price", "taxable", "total"):
        index = form.lines.model.index(0, form.lines.place(key))
        words = table.fontMetrics().horizontalAdvance(index.data())
        assert table.columnWidth(index.column()) >= words + 22, key
    form.grab()
    for label in form.totals.figures.values():
        assert not label.isVisible() or label.width() >= label.sizeHint().width()
    assert form.minimumSizeHint().width() <= 1280, "it fits a small screen"
    added = {name: label.text() for name, label in form.totals.figures.items()}
    assert added["reverse"].startswith("₹\N{NO-BREAK SPACE}-"), "the buyer pays the tax himself"
