import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Refused
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import challan_form
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.queries import challans, orders, parties, vouchers
from senstosales.queries.papers import ChallanDetail
from senstosales.services import challans as service
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, bill, send

Maker = Callable[..., ChallanForm]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def form(desk: Desk, books: Books, parent: QWidget, opened: Opened[ChallanForm]) -> Maker:
    def open_it(number: str, *, replacement: bool = False) -> ChallanForm:
        order_id = books.ask(orders.find, number)
        challan_form.open_new(desk, order_id, parent, replacement=replacement)
        return opened(ChallanForm)

    return open_it


@pytest.fixture
def edit(desk: Desk, books: Books, parent: QWidget, opened: Opened[ChallanForm]) -> Maker:
    def open_it(number: str) -> ChallanForm:
        challan_form.open_edit(desk, challan_id(books, number), parent)
        return opened(ChallanForm)

    return open_it


@pytest.fixture(autouse=True)
def lose(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every question whether typed things may be lost; the answer is yes."""
    asked: list[bool] = []

    def sure(_parent: QWidget) -> bool:
        asked.append(True)
        return True

    monkeypatch.setattr(challan_form, "sure_to_lose", sure)
    return asked


def challan_id(books: Books, number: str) -> int:
    return books.ask(vouchers.find, VoucherKind.CHALLAN, number)


def held(books: Books, number: str) -> ChallanDetail:
    return books.ask(challans.detail, challan_id(books, number))


def enter(form: ChallanForm, row: int, key: str, text: str) -> None:
    """Type into a cell, as the grid takes it."""
    place = [column.key for column in form.grid.model.columns].index(key)
    form.grid.model.setData(form.grid.model.index(row, place), text)


def column(form: ChallanForm, key: str) -> list[Any]:
    return [row[key] for row in form.grid.peek()]


def saved(qtbot: QtBot, form: ChallanForm, went: list[tuple[str, int]]) -> int:
    form.submit()
    qtbot.waitUntil(lambda: bool(went))
    noun, key = went.pop()
    assert noun == "challans"
    return key


def test_a_new_challan_starts_with_all_that_is_pending(form: Maker) -> None:
    made = form("4649105")
    assert column(made, "lot_no") == [4, 5, 6, 7, 8, 9, 10, 11]
    assert column(made, "quantity") == [30, 60, 60, 60, 60, 60, 60, 45]
    assert column(made, "sent")[:2] == [30, 0]
    assert set(column(made, "hsn")) == {"85030090"}
    assert made.quantity.text() == "435 NO"
    assert "5,64,630.00" in made.value.text()
    assert made.head.number.box.placeholderText() == "7"
    assert made.side.form.fields["name"].value() == "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"
    made.reject()


def test_another_gstin_of_the_buyer_brings_its_state_and_address(form: Maker, books: Books) -> None:
    made = form("4649105")
    assert made.side.under.isHidden(), "there is one GSTIN only"
    made.reject()
    buyer = books.ask(parties.buyer_of_order, books.ask(orders.find, "4649105"))
    kept = {name: getattr(buyer, name) for name in ("name", "gstin", "address", "is_default")}
    further = [{"gstin": "09AAACS0000B1ZC", "label": "Jhansi", "address": "Khailar"}]
    draft = make(party_service.PartyDraft, kept | {"registrations": further})
    party_service.save(books, ACTOR, draft, buyer.id)
    made = form("4649105")
    assert not made.side.under.isHidden()
    own, jhansi = made.side.under.choices.actions()
    jhansi.trigger()
    values = made.side.form.fields
    assert [values[name].value() for name in ("gstin", "state_code", "address")] == [
        "09AAACS0000B1ZC", "09", "Khailar",
    ]  # fmt: skip
    own.trigger()
    assert values["gstin"].value() == buyer.gstin
    assert values["address"].value() == buyer.address
    made.reject()


def test_half_a_piece_is_not_sent(qtbot: QtBot, form: Maker) -> None:
    made = form("4649105")
    made.clear_all()
    enter(made, 0, "quantity", "2.5")
    made.submit()
    (problem,) = made.grid.problems()
    assert problem.sentence == "Send whole NO, not a part of one."
    assert made.isVisible()
    made.reject()


def test_ctrl_enter_saves_and_shows_the_challan(
    qtbot: QtBot, form: Maker, books: Books, went: list[tuple[str, int]], heard: list[str]
) -> None:
    made = form("4649105")
    made.clear_all()
    assert made.quantity.text() == "nothing yet"
    enter(made, 0, "quantity", "10+5")
    enter(made, 0, "packets", "2")
    enter(made, 2, "quantity", "0")
    made.side.form.fields["vehicle_no"].set_value("MP04 GA 1")
    made.side.form.fields["test_certificates"].set_value("TC 1\n\nTC 2")
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(went))
    challan = books.ask(challans.detail, went[0][1])
    assert [(line.lot_no, line.quantity, line.packets) for line in challan.lines] == [(4, 15, 2)]
    assert challan.particulars.vehicle_no == "MP04 GA 1"
    assert challan.particulars.test_certificates == ("TC 1", "TC 2")
    assert challan.consignee.state_name == "Madhya Pradesh"
    assert challan.date == dt.date(2026, 3, 16)
    assert any(f"Challan {challan.number} made" in sentence for sentence in heard)


def test_more_than_is_pending_is_refused_beside_the_cell(
    form: Maker, books: Books, went: list[tuple[str, int]]
) -> None:
    made = form("4649105")
    enter(made, 0, "quantity", "31")
    sentence = "Only 30 NO are left in lot 4 of item 1; 31 are too many."
    assert made.grid.model.errors[0, "quantity"] == sentence
    made.submit()
    assert made.isVisible()
    assert not went
    enter(made, 0, "quantity", "30")
    assert not made.grid.model.wrong
    made.reject()


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("quantity", "many", "is not an amount"),
        ("quantity", "0-4", "above zero"),
        ("packets", "1.5", "whole numbers"),
        ("hsn", "85030", "not an HSN code"),
    ],
)
def test_a_wrong_cell_says_so_at_once(form: Maker, key: str, text: str, said: str) -> None:
    made = form("4649105")
    enter(made, 1, key, text)
    assert said in made.grid.model.errors[1, key]
    made.reject()


def test_what_was_sent_meanwhile_is_refused_by_the_books_in_the_right_line(
    qtbot: QtBot, form: Maker, books: Books
) -> None:
    made = form("4649105")
    made.clear_all()
    enter(made, 2, "quantity", "60")
    send(books, "4649105", [(1, 6, "50")])
    made.submit()
    qtbot.waitUntil(lambda: (2, "quantity") in made.grid.model.wrong)
    assert "Only 10 NO are left in lot 6" in made.grid.model.wrong[2, "quantity"]
    assert made.save.isEnabled()
    made.reject()


def test_an_open_form_says_that_pending_has_changed_and_keeps_what_was_typed(
    qtbot: QtBot, form: Maker, books: Books
) -> None:
    made = form("4649105")
    enter(made, 2, "quantity", "55")
    enter(made, 3, "quantity", "some")
    send(books, "4649105", [(1, 4, "30"), (1, 6, "50")])
    qtbot.waitUntil(made.elsewhere.isVisible)
    assert column(made, "pending")[:3] == [0, 60, 10]
    assert column(made, "quantity")[2] == 55
    assert made.grid.model.raw[3, "quantity"] == "some"
    assert "Only 10 NO are left" in made.grid.model.wrong[2, "quantity"]
    made.reject()


def test_a_taken_number_is_told_while_it_is_typed(qtbot: QtBot, form: Maker, books: Books) -> None:
    send(books, "6649114", [(1, 3, "1")], number="C-7")
    made = form("4649105")
    qtbot.keyClicks(made.head.number.box, "c-7")
    qtbot.waitUntil(lambda: "exists already in 2025-26" in made.head.number.error)
    made.submit()
    assert made.isVisible()
    assert made.head.number.error
    qtbot.keyClicks(made.head.number.box, "8")
    assert not made.head.number.error
    made.reject()


def test_the_next_number_follows_the_financial_year_of_the_date(qtbot: QtBot, form: Maker) -> None:
    made = form("4649105")
    made.head.date.set_value(dt.date(2026, 4, 2))
    qtbot.waitUntil(lambda: made.head.number.box.placeholderText() == "1")
    made.reject()


def test_a_wrong_date_is_told_by_the_books_under_the_date(qtbot: QtBot, form: Maker) -> None:
    made = form("4649105")
    made.head.date.set_value(dt.date(2016, 4, 2))
    made.submit()
    qtbot.waitUntil(lambda: "before GST began" in made.head.date.error)
    made.reject()


def test_a_challan_without_a_line_is_not_made(form: Maker) -> None:
    made = form("4649105")
    made.clear_all()
    made.submit()
    assert made.said.text() == "Enter a quantity for at least one line."
    made.send_all()
    made.submit()
    assert not made.said.isVisible()


def test_esc_asks_only_when_something_would_be_lost(form: Maker, lose: list[bool]) -> None:
    form("4649105").reject()
    assert not lose
    made = form("4649105")
    made.side.form.fields["vehicle_no"].set_value("MP04")
    made.reject()
    assert lose == [True]


def test_a_challan_is_changed_within_what_it_holds_itself(
    qtbot: QtBot, edit: Maker, books: Books, went: list[tuple[str, int]]
) -> None:
    before = held(books, "6")
    made = edit("6")
    assert made.windowTitle() == "Edit challan 6"
    assert made.head.number.value() == "6"
    row = made.grid.peek()[0]
    assert (row["quantity"], row["sent"]) == (Decimal(10), Decimal(0))
    assert row["pending"] == row["ordered"]
    assert column(made, "quantity")[1:] == [None] * (len(made.grid.peek()) - 1)
    made.head.look_up()
    enter(made, 0, "quantity", "7")
    assert saved(qtbot, made, went) == before.id
    after = held(books, "6")
    assert [line.quantity for line in after.lines] == [7]
    assert after.particulars == before.particulars


def test_a_challan_invoiced_meanwhile_is_not_changed(
    qtbot: QtBot, edit: Maker, books: Books
) -> None:
    made = edit("6")
    enter(made, 0, "quantity", "7")
    bill(books, service.Issued(challan_id(books, "6"), "6"), date=dt.date(2025, 7, 14))
    made.submit()
    qtbot.waitUntil(made.said.isVisible)
    assert "is on invoice" in made.said.text()
    made.reject()


def test_rejected_goods_are_sent_again(
    qtbot: QtBot, form: Maker, books: Books, went: list[tuple[str, int]]
) -> None:
    service.cancel(books, ACTOR, challan_id(books, "71"), "Lorry broke down")
    made = form("5839102", replacement=True)
    assert made.windowTitle() == "New replacement challan"
    assert column(made, "quantity") == [20]
    enter(made, 0, "quantity", "21")
    assert "Only 20 NO are rejected" in made.grid.model.errors[0, "quantity"]
    enter(made, 0, "quantity", "20")
    assert books.ask(challans.detail, saved(qtbot, made, went)).is_replacement


def test_an_hsn_is_typed_once_and_remembered(
    qtbot: QtBot, form: Maker, books: Books, went: list[tuple[str, int]]
) -> None:
    made = form("6649114")
    assert column(made, "hsn") == [None, None]
    enter(made, 0, "hsn", "8503 0010")
    enter(made, 0, "quantity", "1")
    saved(qtbot, made, went)
    made = form("6649114")
    assert set(column(made, "hsn")) == {"85030010"}
    made.reject()


def test_an_order_with_nothing_pending_says_so(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, errors: list[BaseException]
) -> None:
    challan_form.open_new(desk, books.ask(orders.find, "6629110"), parent)
    qtbot.waitUntil(lambda: bool(errors))
    error = errors.pop()
    assert isinstance(error, Refused)
    assert "Nothing of order 6629110 is pending" in error.sentence
