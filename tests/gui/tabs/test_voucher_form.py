from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.gst import (
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
from senstosales.queries import voucher_detail, vouchers
from senstosales.queries.papers import Contact, CustomField, VoucherDetail
from senstosales.services import vouchers as service
from senstosales.services.drafts import make
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft, VoucherDraft
from tests.gui.tabs.writing import (
    NTPC,
    TODAY,
    OpenPaper,
    a_line,
    cell,
    keep,
    kept,
    saves,
    set_cell,
    settled,
    shown,
    type_in,
)
from tests.playing import ACTOR


def test_an_invoice_is_typed_issued_and_shown(
    qtbot: QtBot, open_paper: OpenPaper, books: Books, heard: list[str], went: list[tuple[str, int]]
) -> None:
    form = open_paper()
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


def test_what_is_missing_is_said_beside_its_entry(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper()
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
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper()
    set_cell(form, 0, description="Bracket")
    issued = saves(qtbot, form, form.save_draft)
    held = books.ask(voucher_detail.detail, issued.id)
    assert held.status is Status.DRAFT
    assert held.lines[0].description == "Bracket"
    again = open_paper(voucher_id=issued.id)
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
    qtbot: QtBot, open_paper: OpenPaper, books: Books
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
    form = open_paper(VoucherKind.QUOTATION, voucher_id=first.id)
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
    qtbot: QtBot, open_paper: OpenPaper, books: Books, went: list[tuple[str, int]]
) -> None:
    form = open_paper(VoucherKind.QUOTATION)
    assert form.save_button.text() == "Mark as sent"
    assert form.head.fields["valid_until"].value() == date(2026, 4, 15)
    form.head.buyer.fill(NTPC)
    a_line(form)
    issued = saves(qtbot, form, form.issue)
    qtbot.waitUntil(lambda: went == [("quotations", issued.id)])
    assert books.ask(voucher_detail.detail, issued.id).status is Status.SENT
    form = open_paper(VoucherKind.QUOTATION, voucher_id=issued.id)
    assert form.save_button.text() == "Save changes"
    assert not form.draft_button.isVisible()
    set_cell(form, 0, quantity="5")
    saves(qtbot, form, form.issue)
    held = books.ask(voucher_detail.detail, issued.id)
    assert (held.status, held.total) == (Status.SENT, 1475)


def test_a_bill_of_supply_bears_no_tax_and_asks_for_no_place(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper(nature=Nature.BILL_OF_SUPPLY)
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
    qtbot: QtBot, open_paper: OpenPaper, books: Books, went: list[tuple[str, int]]
) -> None:
    form = open_paper(VoucherKind.CHALLAN)
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
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    invoice = kept(books, VoucherKind.INVOICE, "19")
    form = open_paper(VoucherKind.CREDIT_NOTE)
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


def test_a_note_made_from_an_invoice_begins_with_it(open_paper: OpenPaper, books: Books) -> None:
    invoice = books.ask(vouchers.find, VoucherKind.INVOICE, "19")
    form = open_paper(
        VoucherKind.DEBIT_NOTE,
        start=VoucherDraft(kind=VoucherKind.DEBIT_NOTE, date=TODAY, reference_id=invoice),
    )
    assert len(form.lines.peek()) == 2
    assert form.head.fields["original"].value() == "19"
    assert not form.touched


def test_a_note_on_an_invoice_of_other_books_names_its_number(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper(VoucherKind.CREDIT_NOTE)
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
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper(VoucherKind.CREDIT_NOTE)
    a_line(form)
    form.head.original_wanted.emit(books.ask(vouchers.find, VoucherKind.INVOICE, "19"))
    settled(qtbot, form)
    assert cell(form, 0, "description") == "Bracket"
    assert form.elsewhere.isVisible()
    form.elsewhere.button.click()
    settled(qtbot, form)
    assert len(form.lines.peek()) == 2
    assert not form.elsewhere.isVisible()


def test_a_change_elsewhere_is_told_and_never_overwritten(
    qtbot: QtBot, open_paper: OpenPaper, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = keep(books, state=VoucherState.DRAFT)
    form = open_paper(VoucherKind.QUOTATION, voucher_id=key)
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


def test_a_paper_that_is_gone_closes_the_form_with_a_sentence(
    qtbot: QtBot, desk: Desk, heard: list[str]
) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    form = VoucherForm(desk, VoucherKind.QUOTATION, voucher_id=9999, parent=behind)
    form.show()
    qtbot.waitUntil(lambda: heard == ["There is no quotation 9999 in the books."])
