from datetime import date
from decimal import Decimal

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
)
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.dialogs import voucher_form
from senstosales.gui.shortcuts import KeysDialog
from senstosales.queries import office, parties
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from senstosales.services.voucher_drafts import VoucherDraft
from tests.gui.tabs.writing import (
    NTPC,
    TODAY,
    OpenPaper,
    a_line,
    keep,
    set_cell,
    settled,
    shown,
    type_in,
)
from tests.playing import ACTOR


def test_a_party_of_the_books_fills_in_all_fields(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper()
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
    qtbot: QtBot, open_paper: OpenPaper
) -> None:
    form = open_paper()
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
    qtbot: QtBot, open_paper: OpenPaper
) -> None:
    form = open_paper(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
    assert form.head.place.value() == "09"
    form.head.place.set_value("27")
    form.head.buyer.state.set_value("23")
    assert form.head.place.value() == "27"


def test_a_number_that_is_taken_is_said_while_typing(qtbot: QtBot, open_paper: OpenPaper) -> None:
    form = open_paper()
    form.head.date.set_value(date(2025, 5, 20))
    type_in(qtbot, form.head.number.box, "5")
    settled(qtbot, form)
    assert form.head.number.error.startswith("Tax invoice 5 exists already in 2025-26.")
    type_in(qtbot, form.head.number.box, "5A")
    settled(qtbot, form)
    assert not form.head.number.error


def test_charges_discount_and_tcs_count_live(qtbot: QtBot, open_paper: OpenPaper) -> None:
    form = open_paper(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
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


def test_a_table_from_excel_becomes_lines(qtbot: QtBot, open_paper: OpenPaper) -> None:
    form = open_paper(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
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


def test_goods_the_books_know_fill_their_line(qtbot: QtBot, open_paper: OpenPaper) -> None:
    form = open_paper()
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
    qtbot: QtBot, open_paper: OpenPaper
) -> None:
    form = open_paper()
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
    again = open_paper()
    assert again.lines.table.isColumnHidden(again.lines.place("material_code")), "remembered"


def test_an_old_rate_is_told_at_once(open_paper: OpenPaper) -> None:
    form = open_paper()
    a_line(form, gst_rate="12")
    assert form.lines.problems()[0].sentence == "GST of 12 % was not in force on 16-Mar-2026."


def test_what_is_not_saved_is_not_lost_by_a_slip(
    qtbot: QtBot, open_paper: OpenPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = open_paper()
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


def test_news_of_the_series_moves_the_next_number(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    form = open_paper(VoucherKind.QUOTATION)
    before = form.head.number.box.placeholderText()
    keep(books)
    qtbot.waitUntil(lambda: form.head.number.box.placeholderText() != before)
    following = books.ask(office.next_number, VoucherKind.QUOTATION, TODAY)
    assert form.head.number.box.placeholderText() == following


def test_the_keyboard_reaches_every_part(qtbot: QtBot, open_paper: OpenPaper) -> None:
    form = open_paper()
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


def test_every_entry_has_a_name_for_screen_readers(open_paper: OpenPaper) -> None:
    form = open_paper(VoucherKind.CREDIT_NOTE)
    nameless = [
        type(field).__name__
        for part in (*form.head.forms, form.carriage.to, form.money.cases, form.terms.texts)
        for field in part.fields.values()
        if not field.editor.accessibleName()
    ]
    assert nameless == []
    assert form.lines.table.accessibleName() == "Lines"


def test_saved_parties_are_offered_to_the_next_paper(
    qtbot: QtBot, open_paper: OpenPaper, books: Books
) -> None:
    facts = {"name": "Tapti Switchgear", "state_code": "27", "place_of_supply": "24"}
    key = party_service.save(books, ACTOR, make(party_service.PartyDraft, facts))
    form = open_paper()
    form.head.buyer.take((key, 0))
    qtbot.waitUntil(lambda: form.head.buyer.party_id == key)
    assert form.head.buyer.state.value() == "27"
    assert form.head.place.value() == "24", "where this party's goods usually go"


def test_large_figures_are_never_cut(qtbot: QtBot, open_paper: OpenPaper) -> None:
    form = open_paper(start=VoucherDraft(kind=VoucherKind.INVOICE, date=TODAY, buyer=NTPC))
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
