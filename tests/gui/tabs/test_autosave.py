"""Forms that are left unfinished: kept while one types, opened again as they stood, or thrown away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import VoucherKind
from senstosales.gui import autosave, forms, unfinished
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import (
    challan_form,
    expense_form,
    go_on,
    invoice_form,
    party_form,
    payment_form,
    product_form,
    voucher_form,
)
from senstosales.gui.dialogs.challan_form import ChallanForm
from senstosales.gui.dialogs.expense_form import ExpenseForm
from senstosales.gui.dialogs.invoice_form import InvoiceForm
from senstosales.gui.dialogs.party_form import PartyForm
from senstosales.gui.dialogs.payment_form import PaymentForm
from senstosales.gui.dialogs.product_form import ProductForm
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.drawer import Drawer
from senstosales.gui.unfinished import Unfinished
from senstosales.queries import challans, invoices, open_invoices, orders, parties, vouchers
from senstosales.queries.columns import Filter
from senstosales.services import parties as party_service
from senstosales.services.drafts import make
from tests.gui.tabs.conftest import Opened
from tests.gui.tabs.writing import a_line, keep, settled, type_in
from tests.playing import ACTOR, send

Left = Callable[[QDialog], Unfinished]


@pytest.fixture
def desk(desk: Desk, qtbot: QtBot) -> Desk:
    return replace(desk, drawer=Drawer(desk.settings, desk.jobs, desk.messages))


@pytest.fixture
def behind(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def lose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked throws what was typed away."""
    for module in (challan_form, invoice_form, payment_form, voucher_form, forms):
        monkeypatch.setattr(module, "sure_to_lose", lambda _parent: True)


def lying(desk: Desk) -> list[Unfinished]:
    """All that is kept, be it thrown away."""
    assert desk.drawer is not None
    books = desk.books
    return list(unfinished.found(desk.drawer.folder, books.path, books.business_id, books.clock()))


@pytest.fixture
def left(qtbot: QtBot, desk: Desk) -> Left:
    """The form dies without being closed, a moment after the last key; what is left of it."""

    def die(form: QDialog) -> Unfinished:
        form.autosave.keep()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: desk.jobs.idle)
        shiboken6.delete(form)
        (held,) = lying(desk)
        assert held.thrown_at is None
        return held

    return die


def again(
    desk: Desk, held: Unfinished, behind: QWidget, opened: Opened[Any], kind: type[Any]
) -> Any:
    go_on.open_form(desk, held, behind)
    return opened(kind)


def cell(form: Any, row: int, key: str, text: str, grid: str = "grid") -> None:
    model = getattr(form, grid).model
    place = [column.key for column in model.columns].index(key)
    model.setData(model.index(row, place), text)


def test_a_challan_is_gone_on_with_over_what_is_pending_now(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    challan_form.open_new(desk, books.ask(orders.find, "4649105"), behind)
    form = opened(ChallanForm)
    cell(form, 2, "quantity", "10+5")
    cell(form, 3, "quantity", "some")
    cell(form, 2, "packets", "2")
    form.head.number.type_again("C/77")
    form.side.form.fields["vehicle_no"].type_again("mp04 ga 1")
    held = left(form)
    assert held.title == "challan for order 4649105"
    send(books, "4649105", [(1, 4, "30")])
    form = again(desk, held, behind, opened, ChallanForm)
    rows = {row["lot_no"]: row for row in form.grid.peek()}
    assert 4 not in rows, "all of it went on another challan"
    assert (rows[6]["quantity"], rows[6]["packets"]) == (15, 2)
    assert form.grid.model.raw[2, "quantity"] == "some"
    assert form.head.number.value() == "C/77"
    assert form.side.form.fields["vehicle_no"].value() == "MP04 GA 1"
    assert form.touched
    form.reject()


def test_an_invoice_keeps_what_was_said_and_follows_the_books_in_all_else(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    challan_id = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    invoice_form.open_for_challan(desk, challan_id, behind)
    form = opened(InvoiceForm)
    form.form.fields["number"].type_again("I/9")
    cell(form, 0, "hsn", "8503 0010", "lines")
    form.terms.fields["vehicle_no"].type_again("MP04")
    held = left(form)
    assert held.title == "invoice for challan 6"
    assert set(held.typed["fields"]) == {"number", "vehicle_no"}
    assert [list(line["cells"]) for line in held.typed["grids"]["lines"]] == [["hsn"]]
    form = again(desk, held, behind, opened, InvoiceForm)
    qtbot.waitUntil(lambda: desk.jobs.idle and not form._typing.isActive())
    draft = form.draft()
    assert (draft.number, draft.lines[0].hsn) == ("I/9", "85030010")
    assert draft.particulars.vehicle_no == "MP04"
    assert draft.place_of_supply is None, "nobody has said it"
    form.reject()


def test_a_free_invoice_stands_again_with_its_party(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    form = VoucherForm(desk, VoucherKind.INVOICE, parent=behind)
    form.show()
    settled(qtbot, form)
    party = books.ask(parties.page, Filter(), None, 1, 0)[0]
    form.head.buyer.take((party.id, 0))
    qtbot.waitUntil(lambda: form.head.buyer.party_id == party.id)
    a_line(form, discount="5%", gst_rate="18")
    form.money.charges.model.setData(form.money.charges.model.index(0, 0), "Freight")
    form.money.agreed.fields["discount"].type_again("2%")
    form.terms.texts.fields["terms"].type_again("Ex works\n30 days")
    settled(qtbot, form)
    before = voucher_form.entered(form)
    held = left(form)
    assert held.title == f"invoice for {party.name}"
    form = again(desk, held, behind, opened, VoucherForm)
    settled(qtbot, form)
    assert voucher_form.entered(form) == before
    assert form.head.buyer.party_id == party.id
    form.reject()


def test_a_note_knows_its_invoice_again(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    wanted = Filter(statuses=invoices.IN_FORCE)
    invoice = books.ask(invoices.page, wanted, None, 1, 0)[0]
    form = VoucherForm(desk, VoucherKind.CREDIT_NOTE, parent=behind)
    form.show()
    settled(qtbot, form)
    form.head.original_wanted.emit(invoice.id)
    qtbot.waitUntil(lambda: form.head.linked is not None)
    settled(qtbot, form)
    cell(form, 0, "quantity", "1", "lines")
    form.head.fields["reason"].type_again({"text": "Sales return", "value": None})
    before = voucher_form.entered(form)
    held = left(form)
    assert held.title == f"credit note on invoice {invoice.number}"
    form = again(desk, held, behind, opened, VoucherForm)
    settled(qtbot, form)
    assert voucher_form.entered(form) == before
    assert form.head.linked is not None
    assert form.head.linked.id == invoice.id
    form.reject()


def test_a_change_of_a_quotation_is_warned_of_what_others_did_meanwhile(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    key = keep(books, state="sent", number="Q/1")
    form = VoucherForm(desk, VoucherKind.QUOTATION, voucher_id=key, parent=behind)
    form.show()
    settled(qtbot, form)
    type_in(qtbot, form.head.buyer.name.box, "NTPC SIPAT")
    held = left(form)
    assert held.title == "change of quotation Q/1"
    from senstosales.services import quotations

    quotations.answer(books, ACTOR, key, accepted=False)
    form = again(desk, held, behind, opened, VoucherForm)
    settled(qtbot, form)
    assert form.head.buyer.name.value() == "NTPC SIPAT"
    assert "changed elsewhere after" in form.elsewhere.text.text()
    form.reject()


def test_a_payment_keeps_what_was_entered_for_its_invoices(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    invoice = books.ask(open_invoices.page, Filter(), None, 1, 0)[0]
    payment_form.open_new(desk, behind, invoice_id=invoice.id)
    form = opened(PaymentForm)
    place = next(n for n, row in enumerate(form.lines.peek()) if row["id"] == invoice.id)
    form.lines.put(place, Settlement.MONEY.value, Decimal(100))
    form.lines.put(place, Settlement.GST_TDS.value, Decimal(2))
    form.head.fields["reference"].type_again("UTR 1")
    held = left(form)
    assert held.title.startswith("payment of ")
    form = again(desk, held, behind, opened, PaymentForm)
    draft = form.draft()
    assert [(line.kind, line.amount) for line in draft.lines] == [
        (Settlement.MONEY, Decimal(100)), (Settlement.GST_TDS, Decimal(2)),
    ]  # fmt: skip
    assert draft.reference == "UTR 1"
    assert not form.head.amount.said, "the money received goes on following the invoices"
    form.reject()


def test_a_party_that_was_being_changed(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    party = books.ask(parties.page, Filter(), None, 1, 0)[0]
    party_form.open_party(desk, party.id, behind)
    form = opened(PartyForm)
    form.form.fields["phone"].type_again("0755 123")
    form.form.fields["gstin"].type_again("23AAB")
    held = left(form)
    assert held.title == f"change of party {party.name}"
    form = again(desk, held, behind, opened, PartyForm)
    assert form.form.fields["phone"].value() == "0755 123"
    assert form.form.fields["gstin"].box.text() == "23AAB"
    assert not form.elsewhere.isVisible()
    shiboken6.delete(form)
    told = books.ask(parties.detail, party.id)
    values = {name: getattr(told, name) for name in party_service.PartyDraft.model_fields}
    draft = make(party_service.PartyDraft, values | {"phone": "1"})
    party_service.save(books, ACTOR, draft, party.id)
    form = again(desk, held, behind, opened, PartyForm)
    assert form.elsewhere.isVisible()
    form.reject()


@pytest.mark.parametrize(
    ("module", "kind", "field", "text", "title"),
    [
        (product_form, ProductForm, "name", "Bracket", "product Bracket"),
        (party_form, PartyForm, "name", "NTPC", "party NTPC"),
        (expense_form, ExpenseForm, "amount", "12*3", "expense"),
    ],
)
def test_new_entries_of_the_shorter_forms(
    desk: Desk,
    behind: QWidget,
    opened: Opened[Any],
    left: Left,
    module: Any,
    kind: type[Any],
    field: str,
    text: str,
    title: str,
) -> None:
    module.open_new(desk, behind)
    form = opened(kind)
    form.form.fields[field].type_again(text)
    held = left(form)
    assert held.title == title
    form = again(desk, held, behind, opened, kind)
    assert form.form.fields[field].typed() == text
    form.reject()


def test_it_is_kept_by_itself_a_moment_after_the_last_key(
    qtbot: QtBot,
    desk: Desk,
    behind: QWidget,
    opened: Opened[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(autosave, "_PAUSE_MS", 50)
    party_form.open_new(desk, behind)
    form = opened(PartyForm)
    qtbot.keyClicks(form.form.fields["name"].box, "NTPC")
    qtbot.waitUntil(lambda: [held.title for held in lying(desk)] == ["party NTPC"])
    qtbot.keyClicks(form.form.fields["name"].box, " SIPAT")
    qtbot.waitUntil(lambda: [held.title for held in lying(desk)] == ["party NTPC SIPAT"])
    form.form.fields["name"].set_value(None)
    qtbot.waitUntil(lambda: lying(desk) == [])
    form.reject()


def test_saved_leaves_nothing(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any]
) -> None:
    party_form.open_new(desk, behind)
    form = opened(PartyForm)
    form.form.fields["name"].type_again("NTPC")
    form.autosave.keep()
    form.form.submit()
    qtbot.waitUntil(lambda: not shiboken6.isValid(form) and desk.jobs.idle)
    assert lying(desk) == []


def test_thrown_away_lies_in_the_bin_and_untouched_nowhere(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any]
) -> None:
    challan_form.open_new(desk, books.ask(orders.find, "4649105"), behind)
    opened(ChallanForm).close()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert lying(desk) == []
    challan_form.open_new(desk, books.ask(orders.find, "4649105"), behind)
    form = opened(ChallanForm)
    cell(form, 0, "quantity", "7")
    form.close()  # by the cross of the window, before anything was kept
    qtbot.waitUntil(lambda: desk.jobs.idle)
    (held,) = lying(desk)
    assert held.thrown_at == books.clock()
    form = again(desk, replace(held, thrown_at=None), behind, opened, ChallanForm)
    qtbot.waitUntil(lambda: [each.thrown_at for each in lying(desk)] == [None])
    assert form.grid.peek()[0]["quantity"] == 7
    form.submit()
    qtbot.waitUntil(lambda: lying(desk) == [])
    newest = books.ask(challans.page, Filter(order_number="4649105"), None, 1, 0)[0]
    sent = books.ask(challans.detail, newest.id).lines[0]
    assert (newest.number, sent.quantity) == ("7", 7)


def test_what_cannot_be_opened_any_more_stays_and_the_reason_is_said(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    behind: QWidget,
    opened: Opened[Any],
    left: Left,
    heard: list[str],
) -> None:
    challan_form.open_new(desk, books.ask(orders.find, "4649105"), behind)
    form = opened(ChallanForm)
    cell(form, 0, "quantity", "7")
    held = left(form)
    order = replace(held, start=held.start | {"order_id": 10**6})
    go_on.open_form(desk, order, behind)
    qtbot.waitUntil(lambda: any("no order" in sentence for sentence in heard))
    assert [each.id for each in lying(desk)] == [held.id]


def test_a_full_disk_is_said_once(
    qtbot: QtBot, desk: Desk, behind: QWidget, opened: Opened[Any], heard: list[str]
) -> None:
    assert desk.drawer is not None
    desk.drawer.folder.write_text("in the way")  # no folder can be made here
    party_form.open_new(desk, behind)
    form = opened(PartyForm)
    for name in ("NTPC", "NTPC SIPAT"):
        form.form.fields["name"].type_again(name)
        form.autosave.keep()
        qtbot.waitUntil(lambda: desk.jobs.idle)
    assert len([said for said in heard if "cannot be kept on this computer" in said]) == 1
    form.reject()


def test_the_names_of_fields_and_grids_are_told_apart_in_every_form(
    qtbot: QtBot, desk: Desk, books: Books, behind: QWidget, opened: Opened[Any]
) -> None:
    made: list[QDialog] = []
    challan_form.open_new(desk, books.ask(orders.find, "4649105"), behind)
    made.append(opened(ChallanForm))
    challan_id = books.ask(vouchers.find, VoucherKind.CHALLAN, "6")
    invoice_form.open_for_challan(desk, challan_id, behind)
    made.append(opened(InvoiceForm))
    payment_form.open_new(desk, behind)
    made.append(opened(PaymentForm))
    for kind in VoucherKind:
        made.append(VoucherForm(desk, kind, parent=behind))
    for form in made:
        names = [name for part in form.findChildren(forms.Form) for name in part.fields]
        grids = [grid.name for grid in form.findChildren(forms.LineGrid)]
        assert len(names) == len(set(names)), names
        assert len(grids) == len(set(grids)), grids
    qtbot.waitUntil(lambda: desk.jobs.idle)
    for form in made:
        shiboken6.delete(form)


def test_today_means_the_day_on_which_it_was_typed(
    desk: Desk, behind: QWidget, opened: Opened[Any], left: Left
) -> None:
    expense_form.open_new(desk, behind)
    form = opened(ExpenseForm)
    form.form.fields["spent_on"].box.setText("yesterday")
    held = left(form)
    assert held.typed["fields"]["spent_on"] == "15-Mar-2026"
    form = again(desk, held, behind, opened, ExpenseForm)
    assert form.form.fields["spent_on"].value() == date(2026, 3, 15)
    form.reject()
