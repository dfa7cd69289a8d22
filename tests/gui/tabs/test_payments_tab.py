"""Payments recorded, changed and deleted on the real window parts over real books."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.payment_form import PaymentForm
from senstosales.gui.dialogs.payment_lines import COLUMNS
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.payments import SPEC, PaymentsTab
from senstosales.queries import payments as queries
from senstosales.queries import vouchers
from senstosales.queries.columns import Filter
from senstosales.queries.payments import PaymentDetail
from senstosales.services import payments
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, whole

BHEL = 1
TODAY = date(2026, 3, 16)


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[PaymentsTab]:
    made = SPEC.factory(desk)
    assert isinstance(made, PaymentsTab)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.payments.view.loaded):
        made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def form(qtbot: QtBot, tab: PaymentsTab, opened: Opened[PaymentForm]) -> PaymentForm:
    """A new payment of BHEL: 88 has 7,544.00 open, 5 has 1,16,820.00."""
    tab.payments.new.trigger()
    made = opened(PaymentForm)
    made.head.party.set_value(BHEL)
    qtbot.waitUntil(lambda: bool(made.lines.model.rows))
    return made


def find(books: Books, number: str) -> int:
    return books.ask(vouchers.find, VoucherKind.INVOICE, number)


def newest(books: Books) -> PaymentDetail:
    rows = books.ask(queries.page, Filter(), None, 100, 0)
    return books.ask(queries.detail, max(row.id for row in rows))


def come(qtbot: QtBot, form: PaymentForm, amount: str) -> None:
    form.head.amount.box.setFocus()
    form.head.amount.box.selectAll()
    qtbot.keyClicks(form.head.amount.box, amount)


def cell(form: PaymentForm, row: int, key: str, text: str) -> None:
    place = next(at for at, column in enumerate(COLUMNS) if column.key == key)
    form.lines.model.setData(form.lines.model.index(row, place), text)


def amounts(form: PaymentForm, key: str) -> list[str]:
    return ["" if row[key] is None else str(row[key]) for row in form.lines.peek()]


def shown(form: PaymentForm) -> dict[str, str]:
    return {
        name: label.text().replace("\N{NO-BREAK SPACE}", " ")
        for name, label in form.totals.figures.items()
    }


def saved(qtbot: QtBot, form: PaymentForm) -> None:
    with qtbot.waitSignal(form.saved):
        form.save()


def test_a_payment_stands_beside_the_list_and_leads_to_its_invoices(
    qtbot: QtBot, tab: PaymentsTab, books: Books, went: list[tuple[str, int]]
) -> None:
    page = tab.payments
    rows = books.ask(queries.page, Filter(), None, 100, 0)
    assert page.view.model.rowCount() == len(rows) == 8
    row = next(row for row in rows if row.deducted == Decimal(10428))
    with qtbot.waitSignal(page.detail.loaded):
        page.show_item(row.id)
    assert page.detail.header.about.text().replace("\xa0", " ").endswith("₹ 1,48,216.00")
    lines = [(line.invoice, line.what, str(line.amount)) for line in page.detail.lines.rows]
    assert lines == [
        ("88", "GST-TDS", "2640.00"),
        ("88", "Retention money", "7788.00"),
        ("88", "Received", "137788.00"),
    ]
    assert not page.detail.spare.isVisible()
    page.detail.lines.selectRow(0)
    qtbot.keyClick(page.detail.lines, Qt.Key.Key_Return)
    assert went == [("invoices", find(books, "88"))]


def test_the_oldest_first_and_the_rest_on_account(
    qtbot: QtBot, form: PaymentForm, books: Books, heard: list[str]
) -> None:
    assert amounts(form, "number") == ["88", "5"]
    form.settle_oldest()
    assert form.head.amount.error.startswith("Type the money received first")
    come(qtbot, form, "1,30,000")
    assert not form.head.amount.error
    form.settle_oldest()
    assert amounts(form, "money") == ["7544.00", "116820.00"]
    assert shown(form) == {
        "received": "₹ 1,30,000.00",
        "on_invoices": "₹ 1,24,364.00",
        "on_account": "₹ 5,636.00",
        "kept_back": "₹ 0.00",
        "settled": "₹ 1,30,000.00",
    }
    form.head.fields["reference"].set_value("UTR 7")
    saved(qtbot, form)
    made = newest(books)
    assert [(line.invoice_number, line.amount) for line in made.lines] == [
        ("88", Decimal(7544)), ("5", Decimal(116820)), (None, Decimal(5636)),
    ]  # fmt: skip
    assert (made.date, made.method, made.reference) == (TODAY, 3, "UTR 7")
    assert heard == ["The payment is saved."]
    assert books.ask(queries.open_invoices) == []
    whole(books)


def test_what_the_law_lets_him_keep_back_is_offered_and_never_entered_by_itself(
    qtbot: QtBot, form: PaymentForm, books: Books
) -> None:
    form.lines.table.mark(0)
    assert not form.offers.deductions, "another payment has kept back GST-TDS of 88 already"
    form.lines.table.mark(1)
    assert form.offers.title.text() == "Invoice 5 of 06-May-2025"
    assert "has kept it back before" in form.offers.text.text()
    assert amounts(form, "gst_tds") == ["", ""]
    form.offers.full.click()
    assert amounts(form, "money")[1] == "116820.00"
    assert form.head.amount.value() == Decimal(116820), "the amount follows until it is typed"
    (offer,) = form.offers.deductions
    assert offer.text().replace("\xa0", " ") == "Enter GST-TDS: ₹ 1,980.00"
    offer.click()
    assert (amounts(form, "gst_tds")[1], amounts(form, "money")[1]) == ("1980.00", "114840.00")
    assert shown(form)["kept_back"] == "₹ 1,980.00"
    saved(qtbot, form)
    kinds = [(line.kind, line.amount) for line in newest(books).lines]
    assert kinds == [
        (Settlement.MONEY, Decimal(114840)),
        (Settlement.GST_TDS, Decimal(1980)),
    ]


def test_more_than_is_open_is_refused_in_its_cell(
    qtbot: QtBot, form: PaymentForm, books: Books
) -> None:
    before = len(books.ask(queries.page, Filter(), None, 100, 0))
    cell(form, 0, "money", "7000")
    cell(form, 0, "damages", "600")
    ((place, sentence),) = form.lines.model.wrong.items()
    assert place == (0, "money")
    assert sentence == (
        "Invoice 88 has only ₹ 7,544.00 open. ₹ 7,600.00 are entered here together."
    )
    form.save()
    assert form.isVisible()
    cell(form, 0, "damages", "544")
    assert not form.lines.model.wrong
    cell(form, 1, "money", "-5")
    cell(form, 1, "other", "abc")
    assert set(form.lines.model.wrong) == {(1, "money"), (1, "other")}
    form.save()
    assert len(books.ask(queries.page, Filter(), None, 100, 0)) == before


def test_less_money_than_the_invoices_take_is_said_beside_it(
    qtbot: QtBot, form: PaymentForm
) -> None:
    come(qtbot, form, "500")
    cell(form, 0, "money", "750.50")
    form.save()
    assert form.head.amount.error == "The invoices below take ₹ 250.50 more than this."
    form.head.day.set_value(None)
    form.save()
    assert form.head.day.error == "This is needed."


def test_nothing_at_all_and_nobody_are_said(
    qtbot: QtBot, tab: PaymentsTab, opened: Opened[PaymentForm]
) -> None:
    tab.payments.new.trigger()
    form = opened(PaymentForm)
    form.save()
    assert form.head.party.error == "This is needed."
    assert form.head.amount.error == "Enter what came, or what was kept back."
    form.head.day.set_value(date(2027, 1, 1))
    form.head.party.set_value(BHEL)
    qtbot.waitUntil(lambda: bool(form.lines.model.rows))
    come(qtbot, form, "10")
    form.save()
    qtbot.waitUntil(lambda: bool(form.head.day.error))
    assert form.head.day.error == "The day of payment lies more than a month ahead."
    assert form.save_button.isEnabled()


def test_settled_elsewhere_meanwhile_the_form_learns_it_and_loses_nothing(
    qtbot: QtBot, form: PaymentForm, books: Books
) -> None:
    cell(form, 1, "money", "100000")
    line = payments.PaymentLineDraft(amount=Decimal(50000), invoice_id=find(books, "5"))
    payments.save(books, ACTOR, payments.PaymentDraft(party_id=BHEL, paid_on=TODAY, lines=(line,)))
    qtbot.waitUntil(lambda: bool(form.lines.model.wrong))
    assert amounts(form, "open") == ["7544.00", "66820.00"]
    assert amounts(form, "money") == ["", "100000.00"]
    form.save()
    assert form.isVisible()


def test_a_correction_begins_with_what_was_entered(
    qtbot: QtBot, tab: PaymentsTab, books: Books, opened: Opened[PaymentForm]
) -> None:
    page = tab.payments
    row = next(row for row in books.ask(queries.page, Filter(), None, 100, 0) if row.on_account > 0)
    with qtbot.waitSignal(page.detail.loaded):
        page.show_item(row.id)
    assert page.detail.spare.isVisible()
    page.edit.trigger()
    form = opened(PaymentForm)
    assert form.windowTitle() == "Change payment of 18-Jul-2025"
    assert form.head.amount.value() == Decimal(25000)
    assert not form.touched
    cell(form, 1, "money", "25000")
    assert form.touched
    saved(qtbot, form)
    qtbot.waitUntil(lambda: not page.detail.spare.isVisible())
    assert books.ask(queries.open_amount, find(books, "5")) == Decimal(91820)
    assert [line.invoice for line in page.detail.lines.rows] == ["5"]


def test_changed_by_somebody_else_it_is_a_conflict(
    qtbot: QtBot, tab: PaymentsTab, books: Books, opened: Opened[PaymentForm]
) -> None:
    row = books.ask(queries.page, Filter(), None, 100, 0)[0]
    with qtbot.waitSignal(tab.payments.detail.loaded):
        tab.payments.show_item(row.id)
    tab.payments.edit.trigger()
    form = opened(PaymentForm)
    line = payments.PaymentLineDraft(amount=Decimal(5))
    other = payments.PaymentDraft(party_id=BHEL, paid_on=TODAY, lines=(line,))
    payments.save(books, ACTOR, other, row.id)
    qtbot.waitUntil(form.elsewhere.isVisible)
    form.head.fields["note"].set_value("mine")
    form.save()
    qtbot.waitUntil(form.trouble.isVisible)
    assert form.trouble.text.text().startswith("Somebody else has changed this payment meanwhile.")
    assert form.head.fields["note"].value() == "mine"
    form._clean = form._entered()


def test_deleted_after_asking_its_invoices_are_open_again(
    qtbot: QtBot, tab: PaymentsTab, books: Books, opened: Opened[RemovalDialog], heard: list[str]
) -> None:
    page = tab.payments
    row = next(
        row for row in books.ask(queries.page, Filter(), None, 100, 0) if row.invoices == "107"
    )
    with qtbot.waitSignal(page.detail.loaded):
        page.show_item(row.id)
    page.delete.trigger()
    dialog = opened(RemovalDialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.go.click()
    assert heard[0].replace("\xa0", " ").startswith("The payment of ₹ 72,005.79 is deleted")
    assert not page.both.detail_open
    assert books.ask(queries.open_amount, find(books, "107")) == Decimal("72005.79")


def test_open_invoices_by_age_narrow_the_list_and_begin_a_payment(
    qtbot: QtBot,
    tab: PaymentsTab,
    books: Books,
    opened: Opened[PaymentForm],
    went: list[tuple[str, int]],
) -> None:
    tab.show_page(1)
    page = tab.ageing
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 2)
    tiles = [tile.count.text() for tile in page.bands.tiles]
    assert tiles == ["no invoices"] * 4 + ["2 invoices"]
    assert page.bands.sum.text().replace("\xa0", " ") == "₹ 1,24,364.00"
    page.bands.tiles[0].click()
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 0)
    page.bands.tiles[4].click()
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 2)
    assert not page.bands.tiles[0].isChecked()
    assert not page.pay.isEnabled()
    page.view.table.selectRow(1)
    assert page.pay.isEnabled()
    qtbot.keyClick(page.view.table, Qt.Key.Key_Return)
    assert went == [("invoices", find(books, "5"))]
    page.pay.trigger()
    form = opened(PaymentForm)
    assert form.marked is not None
    assert form.marked.number == "5"
    assert amounts(form, "money") == ["", ""], "nothing is entered by itself"


def test_an_account_from_day_to_day_and_its_statement(
    qtbot: QtBot,
    tab: PaymentsTab,
    books: Books,
    opened: Opened[PreviewDialog],
    went: list[tuple[str, int]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    heard: list[str],
) -> None:
    tab.show_page(2)
    page = tab.accounts
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 1)
    with qtbot.waitSignal(page.detail.loaded):
        page.view.table.selectRow(0)
    about = page.detail.header.about.text().replace("\xa0", " ")
    assert about == "₹ 99,364.00  ·  owed to us  ·  on 16-Mar-2026"
    assert page.detail.lines.rows[-1].balance == Decimal("99364.00")
    with qtbot.waitSignal(page.detail.loaded):
        page.detail.choose_days(date(2024, 4, 1), date(2025, 3, 31))
    rows = page.detail.lines.rows
    assert rows[0].what == "Brought forward"
    assert not page.detail.open_now.isVisible(), "what is open is known for today only"
    page.detail.until.set_value(date(2024, 3, 1))
    qtbot.waitUntil(lambda: bool(page.detail.since.error))
    page.detail.choose_days(None, None)
    qtbot.waitUntil(page.detail.open_now.isVisible)
    assert not page.detail.since.error
    last = next(row for row in page.detail.lines.rows if row.noun == "payments")
    page.detail._open_line(last)
    assert went == [("payments", last.key)]
    page.print.trigger()
    preview = opened(PreviewDialog)
    qtbot.waitUntil(lambda: preview.document.pageCount() > 0)
    preview.reject()

    def choose(_parent: object, _title: str, proposed: str, kind: str) -> tuple[str, str]:
        return str(tmp_path / proposed.rsplit("/", 1)[-1]), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.save.trigger()
    page.export.trigger()
    qtbot.waitUntil(lambda: len(heard) == 2)
    ends = sorted(path.suffix for path in tmp_path.glob("Statement*"))
    assert ends == [".pdf", ".xlsx"]


def test_the_number_on_the_tab_is_what_is_overdue(books: Books, desk: Desk) -> None:
    assert SPEC.count is not None
    assert books.ask(SPEC.count) == 2


def test_a_payment_asked_for_from_elsewhere_is_shown(
    qtbot: QtBot, tab: PaymentsTab, books: Books
) -> None:
    tab.show_page(2)
    row: Any = books.ask(queries.page, Filter(), None, 1, 0)[0]
    with qtbot.waitSignal(tab.payments.detail.loaded):
        tab.show_item(row.id)
    assert tab.pages.currentIndex() == 0
    assert tab.payments.detail.isVisible()
