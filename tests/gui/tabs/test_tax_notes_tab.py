from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Nature, Status, VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.invoices import SPEC as INVOICES
from senstosales.gui.tabs.invoices import InvoicesTab
from senstosales.gui.tabs.tax_notes import SPEC, TaxNotesTab
from senstosales.queries import tax_notes, voucher_detail
from senstosales.queries.columns import Filter
from senstosales.services import vouchers as service
from senstosales.services.voucher_copies import note_on
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR
from tests.services.test_vouchers import draft, line


def shown(qtbot: QtBot, made: Any) -> Any:
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitSignal(made.view.loaded):
        made.show()
    return made


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> Iterator[TaxNotesTab]:
    yield shown(qtbot, SPEC.factory(desk))
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def invoices(qtbot: QtBot, desk: Desk) -> Iterator[InvoicesTab]:
    yield shown(qtbot, INVOICES.factory(desk))
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def invoice(books: Books) -> int:
    """An invoice of four shafts without an order, 472 rupees."""
    return service.create(books, ACTOR, draft(lines=(line(quantity="4"),))).id


def note(books: Books, invoice: int, kind: VoucherKind = VoucherKind.CREDIT_NOTE) -> int:
    return service.create(books, ACTOR, books.ask(note_on, kind, invoice)).id


def show(qtbot: QtBot, tab: Any, key: int) -> None:
    with qtbot.waitSignal(tab.detail.loaded, check_params_cb=lambda paper: paper.id == key):
        tab.show_item(key)


def ready(qtbot: QtBot, form: VoucherForm) -> None:
    qtbot.waitUntil(lambda: form.begun and not form.lines.empty and form.desk.jobs.idle)


def test_a_note_names_its_invoice_and_leads_to_it(
    qtbot: QtBot, tab: TaxNotesTab, books: Books, invoice: int, went: list[tuple[str, int]]
) -> None:
    show(qtbot, tab, note(books, invoice))
    head = tab.detail.header
    assert head.title.text().startswith("Credit note CN/")
    number = books.ask(voucher_detail.detail, invoice).number
    assert head.about.text().endswith(f"on invoice {number}")
    assert head.primary.text() == "Print…"
    tab.detail.papers.selectRow(0)
    tab.detail.papers.opened.emit(tab.detail.papers.rows[0])
    assert went == [("invoices", invoice)]


def test_from_its_invoice_a_credit_note_is_written_at_the_old_rate(
    qtbot: QtBot,
    invoices: InvoicesTab,
    books: Books,
    invoice: int,
    opened: Opened[Any],
    went: list[tuple[str, int]],
) -> None:
    show(qtbot, invoices, invoice)
    assert "goods came back" in invoices.credit.text()
    assert "price was too low" in invoices.debit.text()
    invoices.credit.trigger()
    form = opened(VoucherForm)
    ready(qtbot, form)
    form.lines.model.setData(form.lines.model.index(0, form.lines.place("quantity")), "1")
    form.issue()
    opened(PreviewDialog).reject()
    noun, made = went[-1]
    assert noun == "tax_notes"
    held = books.ask(tax_notes.detail, made)
    assert (held.kind, held.total) == (VoucherKind.CREDIT_NOTE, Decimal("118.00"))
    qtbot.waitUntil(lambda: [row.id for row in invoices.detail.papers.rows] == [made])
    invoices.cancel.trigger()
    dialog = opened(ReasonDialog)
    dialog.reason.set_value("Entered twice")
    dialog.submit()
    qtbot.waitUntil(lambda: f"{held.number} corrects" in dialog.reason.error)
    dialog.reject()


def test_a_note_begun_here_asks_for_its_invoice(
    qtbot: QtBot, tab: TaxNotesTab, opened: Opened[VoucherForm]
) -> None:
    tab.debit.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun and form.desk.jobs.idle)
    assert form.windowTitle() == "New debit note"
    form.issue()
    assert form.head.fields["original"].error
    form.reject()


def test_a_note_is_cancelled_with_a_reason_and_counts_no_more(
    qtbot: QtBot, tab: TaxNotesTab, books: Books, invoice: int, opened: Opened[ReasonDialog]
) -> None:
    before = books.ask(tax_notes.totals, Filter()).sums["total"]
    show(qtbot, tab, note(books, invoice, VoucherKind.DEBIT_NOTE))
    assert books.ask(tax_notes.totals, Filter()).sums["total"] == before + 472
    tab.cancel.trigger()
    dialog = opened(ReasonDialog)
    assert dialog.windowTitle().startswith("Cancel debit note DN/")
    dialog.reason.set_value("The price was right")
    dialog.submit()
    qtbot.waitUntil(lambda: tab.detail.header.status.text() == Status.CANCELLED)
    assert books.ask(tax_notes.totals, Filter()).sums["total"] == before


def test_a_bill_of_supply_is_written_shown_and_cancelled_without_tax(
    qtbot: QtBot,
    invoices: InvoicesTab,
    books: Books,
    opened: Opened[Any],
    went: list[tuple[str, int]],
) -> None:
    invoices.bill.trigger()
    form = opened(VoucherForm)
    qtbot.waitUntil(lambda: form.begun and form.desk.jobs.idle)
    form.head.buyer.name.set_value("Kisan Stores")
    for key, text in (("description", "Seed"), ("quantity", "2"), ("price", "50")):
        form.lines.model.setData(form.lines.model.index(0, form.lines.place(key)), text)
    form.issue()
    opened(PreviewDialog).reject()
    key = went[-1][1]
    show(qtbot, invoices, key)
    assert invoices.detail.header.title.text().startswith("Bill of supply ")
    assert invoices.detail.why.title.text() == "Why no tax"
    assert not invoices.detail.summed.isVisible()
    assert not invoices.detail.totals.figures["igst"].isVisible()
    assert books.ask(voucher_detail.detail, key).nature is Nature.BILL_OF_SUPPLY
    invoices.cancel.trigger()
    dialog = opened(ReasonDialog)
    assert dialog.windowTitle().startswith("Cancel bill of supply ")
    dialog.reason.set_value("Wrong buyer")
    dialog.submit()
    qtbot.waitUntil(lambda: invoices.detail.header.status.text() == Status.CANCELLED)
    assert not invoices.credit.isEnabled()
