"""Papers without an order, played by hand: a quotation becomes an invoice, a note puts it right, goods
go out for job work, and a second business begins with numbers of its own.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from senstosales.books.store import Books
from senstosales.domain.kinds import Nature, Status
from senstosales.gui.dialogs.acceptance import INVOICE, ORDER, AcceptanceDialog
from senstosales.gui.dialogs.businesses import AddBusiness, BusinessesDialog
from senstosales.gui.dialogs.designs import DesignsDialog
from senstosales.gui.dialogs.voucher_form import VoucherForm
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.challans import ChallansTab
from senstosales.gui.tabs.invoices import InvoicesTab
from senstosales.gui.tabs.quotations import QuotationsTab
from senstosales.gui.tabs.tax_notes import TaxNotesTab
from senstosales.queries import businesses, challans, invoices, orders, quotations, tax_notes
from senstosales.queries.columns import Filter
from senstosales.services import office, parties
from tests.conftest import OpenCopy
from tests.journeys.conftest import Clerk
from tests.playing import ACTOR, whole

Seat = Callable[..., Clerk]
GSTIN = "23AAACS0000B1ZM"


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    opened = open_copy(office_file)
    party = {"name": "Satpura Switchgear Limited", "gstin": GSTIN, "address": "Mandideep"}
    parties.save(opened, ACTOR, parties.PartyDraft(**party))
    office.save_settings(opened, ACTOR, {"quotation_terms": "Delivery within six weeks."})
    return opened


def _tab(clerk: Clerk, noun: str, kind: type[Any]) -> Any:
    window = clerk.window
    window.go(next(place for place, spec in enumerate(window.specs) if noun in spec.nouns))
    clerk.until(lambda: any(isinstance(tab, kind) for tab in window.tabs.values()))
    return next(tab for tab in window.tabs.values() if isinstance(tab, kind))


def _form(clerk: Clerk) -> VoucherForm:
    form = clerk.comes_up(VoucherForm)
    clerk.until(lambda: form.begun)
    return form


def _choose_party(clerk: Clerk, form: VoucherForm, typed: str) -> None:
    """Type a few letters and take the party that is offered."""
    name = form.head.buyer.name
    name.setFocus()
    name.box.setText(typed)
    offers = form.head.buyer.offers
    offers.ask()
    clerk.until(offers.popup.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        clerk.qtbot.keyClick(name.box, key)
    clerk.until(lambda: form.head.buyer.party_id is not None)


def _goods(form: VoucherForm, place: int, **cells: str) -> None:
    for key, text in cells.items():
        model = form.lines.model
        model.setData(model.index(place, form.lines.place(key)), text)


def _figured(clerk: Clerk, form: VoucherForm, total: str) -> None:
    """Wait for the live total."""
    form.work_out()
    clerk.until(lambda: form.totals.figures["total"].text().endswith(total))


def _preview(clerk: Clerk) -> PreviewDialog:
    preview = clerk.comes_up(PreviewDialog)
    clerk.until(lambda: preview.document.pageCount() > 0)
    return preview


def _pages(preview: PreviewDialog, path: Path) -> list[str]:
    preview.save_to(path)
    return [page.extract_text() for page in PdfReader(path).pages]


def _rows(books: Books, queries: Any) -> Any:
    return books.ask(queries.page, Filter(), None, 100, 0)


def test_a_quotation_becomes_an_invoice_and_a_note_puts_it_right(
    seat: Seat, books: Books, tmp_path: Path
) -> None:
    clerk = seat(books)
    tab: QuotationsTab = _tab(clerk, "quotations", QuotationsTab)
    clerk.picture("quotations-empty")

    tab.new.trigger()
    form = _form(clerk)
    _choose_party(clerk, form, "satp")
    _goods(form, 0, description="Spacer ring, machined", hsn="85030090", quantity="40",
           price="412.50", gst_rate="18")  # fmt: skip
    _figured(clerk, form, "19,470.00")
    clerk.picture("quotation-form", form)
    form.save_draft()
    clerk.until(lambda: tab.detail.current is not None)
    (draft,) = _rows(books, quotations)
    assert draft.status is Status.DRAFT
    assert tab.detail.header.primary.action_shown is tab.send
    assert tab.detail.paper.particulars.terms == ("Delivery within six weeks.",)
    clerk.picture("quotation-draft")

    tab.send.trigger()
    clerk.until(lambda: tab.detail.header.status.text() == Status.SENT)
    assert tab.detail.header.primary.action_shown is tab.accept
    tab.print.trigger()
    preview = _preview(clerk)
    preview.compare_designs()
    designs = clerk.comes_up(DesignsDialog)
    clerk.until(lambda: all(card.page is not None for card in designs.cards.values()))
    assert list(designs.cards) == ["classic", "compact", "modern"]
    clerk.picture("designs", designs)
    with clerk.qtbot.waitSignal(preview.shown):
        designs.cards["modern"].pressed.emit("modern")
    assert preview.design == "modern"
    clerk.picture("quotation-preview", preview)
    assert "412.50" in _pages(preview, tmp_path / "quotation.pdf")[0]
    preview.close()

    tab.accept.trigger()
    answer = clerk.comes_up(AcceptanceDialog)
    clerk.picture("accepted", answer)
    answer.button(INVOICE).setChecked(True)
    answer.go()
    bill = _form(clerk)
    _figured(clerk, bill, "19,470.00")
    clerk.picture("invoice-form", bill)
    bill.issue()
    preview = _preview(clerk)
    clerk.until(lambda: preview.document.pageCount() == 3)
    assert preview.windowTitle() == "Invoice 1"
    assert preview.design == "classic", "each kind of paper has its own design"
    clerk.picture("invoice-preview", preview)
    marks = ("ORIGINAL FOR RECIPIENT", "DUPLICATE FOR TRANSPORTER", "TRIPLICATE FOR SUPPLIER")
    for page, mark in zip(_pages(preview, tmp_path / "invoice.pdf"), marks, strict=True):
        assert mark in page
        assert "19,470.00" in page
        assert GSTIN in page
    preview.close()
    invoice_tab: InvoicesTab = _tab(clerk, "invoices", InvoicesTab)
    clerk.until(lambda: invoice_tab.detail.current is not None)
    clerk.picture("invoice")
    (quoted,) = _rows(books, quotations)
    assert quoted.status is Status.ACCEPTED
    assert [row.kind for row in invoice_tab.detail.papers.rows] == ["Quotation"]

    invoice_tab.credit.trigger()
    note = _form(clerk)
    clerk.until(lambda: not note.lines.empty)
    _goods(note, 0, quantity="4")
    note.head.fields["reason"].set_value("Goods rejected")
    _figured(clerk, note, "1,947.00")
    clerk.picture("credit-note-form", note)
    note.issue()
    preview = _preview(clerk)
    clerk.picture("credit-note-preview", preview)
    assert "CREDIT NOTE" in _pages(preview, tmp_path / "note.pdf")[0]
    preview.close()
    (noted,) = _rows(books, tax_notes)
    assert (noted.reference, noted.total) == ("1", Decimal("-1947.00"))
    notes: TaxNotesTab = _tab(clerk, "tax_notes", TaxNotesTab)
    clerk.until(lambda: notes.detail.current is not None)
    clerk.picture("credit-note")
    whole(books)


def test_a_quotation_becomes_the_customers_order(seat: Seat, books: Books) -> None:
    clerk = seat(books)
    tab: QuotationsTab = _tab(clerk, "quotations", QuotationsTab)
    tab.new.trigger()
    form = _form(clerk)
    _choose_party(clerk, form, "satp")
    _goods(form, 0, description="Flange", hsn="84839000", quantity="5", price="1200*2",
           gst_rate="18")  # fmt: skip
    _figured(clerk, form, "14,160.00")
    form.issue()
    _preview(clerk).close()
    clerk.until(lambda: tab.detail.current is not None)
    tab.accept.trigger()
    answer = clerk.comes_up(AcceptanceDialog)
    assert answer.button(ORDER).isChecked()
    answer.go()
    assert answer.form.fields["number"].error == "This is needed."
    answer.form.fields["number"].set_value("SSL/PO/77")
    answer.go()
    clerk.until(lambda: tab.detail.header.status.text() == Status.ACCEPTED)
    clerk.until(lambda: bool(tab.detail.papers.rows))
    assert [row.number for row in tab.detail.papers.rows] == ["SSL/PO/77"]
    (order,) = _rows(books, orders)
    assert (order.number, order.value) == ("SSL/PO/77", Decimal("12000.00"))
    clerk.picture("quotation-ordered")
    whole(books)


def test_goods_go_out_for_job_work(seat: Seat, books: Books, tmp_path: Path) -> None:
    clerk = seat(books)
    tab: ChallansTab = _tab(clerk, "challans", ChallansTab)
    clerk.picture("challans-empty")
    tab.new.trigger()
    form = _form(clerk)
    form.head.fields["nature"].set_value(Nature.JOB_WORK)
    _choose_party(clerk, form, "satp")
    _goods(form, 0, description="Forged ring blank", hsn="73269099", quantity="12", price="900")
    _figured(clerk, form, "10,800.00")
    clerk.picture("challan-form", form)
    form.issue()
    preview = _preview(clerk)
    clerk.picture("challan-preview", preview)
    pages = _pages(preview, tmp_path / "challan.pdf")
    assert len(pages) == 3
    assert "For job work – not a supply" in pages[0]
    preview.close()
    clerk.until(lambda: tab.detail.current is not None)
    assert [row.status for row in _rows(books, challans)] == [Status.ISSUED]
    tab.delivered.trigger()
    clerk.until(lambda: tab.detail.header.status.text() == Status.DELIVERED)
    clerk.picture("challan")
    whole(books)


def test_a_second_business_has_numbers_and_a_letterhead_of_its_own(
    seat: Seat, books: Books, tmp_path: Path
) -> None:
    clerk = seat(books)
    clerk.window.ask_for_business()
    chooser = clerk.comes_up(BusinessesDialog)
    clerk.until(lambda: chooser.list.count() == 1)
    chooser.add.click()
    adding = clerk.comes_up(AddBusiness)
    adding.form.fields["name"].set_value("Betwa Castings")
    adding.form.fields["gstin"].set_value("09AAACN0255D1ZW")
    clerk.picture("add-business", adding)
    adding.form.submit()
    clerk.until(lambda: clerk.window.windowTitle() == "Betwa Castings – SenstoSales")
    tab: InvoicesTab = _tab(clerk, "invoices", InvoicesTab)
    tab.bill.trigger()
    form = _form(clerk)
    form.head.buyer.name.set_value("Kisan Stores")
    form.head.buyer.state.set_value("09")
    _goods(form, 0, description="Seed drill, exempt", quantity="1", price="5000")
    _figured(clerk, form, "5,000.00")
    clerk.picture("bill-form", form)
    form.issue()
    preview = _preview(clerk)
    page = _pages(preview, tmp_path / "bill.pdf")[0]
    assert "BILL OF SUPPLY" in page
    assert "Betwa Castings" in page
    assert "NARMADA" not in page
    preview.close()
    clerk.until(lambda: tab.detail.current is not None)
    clerk.picture("second-business")
    clerk.window.ask_for_business()
    chooser = clerk.comes_up(BusinessesDialog)
    clerk.until(lambda: chooser.list.count() == 2)
    clerk.picture("businesses", chooser)
    chooser.list.setCurrentRow(0)
    chooser.open_button.click()
    clerk.until(lambda: clerk.window.windowTitle().startswith("NARMADA"))
    other = books.of(books.ask(businesses.named, "Betwa Castings").id)
    assert [row.number for row in _rows(other, invoices)] == ["1"]
    assert not _rows(books, invoices)
    whole(other)
