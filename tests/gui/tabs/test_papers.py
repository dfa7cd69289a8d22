import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.documents import copies
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.gui import copy_memory
from senstosales.gui.copy_memory import CopyMemory
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import papers
from senstosales.gui.dialogs.designs import DesignsDialog
from senstosales.gui.dialogs.exports import file_name, save_list
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tables import ExportWish
from senstosales.queries import invoices, voucher_detail, vouchers
from senstosales.queries.columns import Filter
from tests.gui.tabs.conftest import Opened
from tests.services.test_vouchers import kept


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The clerk takes the proposed name, in this folder."""
    folder = tmp_path / "saved"
    folder.mkdir()

    def choose(_parent: QWidget, _title: str, proposed: str, kind: str) -> tuple[str, str]:
        return str(folder / Path(proposed).name), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return folder


def invoice_id(books: Books, number: str = "5") -> int:
    return books.ask(vouchers.find, VoucherKind.INVOICE, number)


def challan_id(books: Books, number: str = "5") -> int:
    return books.ask(vouchers.find, VoucherKind.CHALLAN, number)


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def preview(qtbot: QtBot, opened: Opened[PreviewDialog]) -> PreviewDialog:
    dialog = opened(PreviewDialog)
    qtbot.waitUntil(lambda: bool(dialog.bytes))
    return dialog


def test_an_invoice_is_shown_in_its_three_marked_copies(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[PreviewDialog]
) -> None:
    papers.show_invoice(desk, invoice_id(books), parent)
    dialog = preview(qtbot, opened)
    assert dialog.windowTitle() == "Invoice 5"
    pages = texts(dialog.bytes)
    marks = ("ORIGINAL FOR RECIPIENT", "DUPLICATE FOR TRANSPORTER", "TRIPLICATE FOR SUPPLIER")
    assert [mark in page for mark, page in zip(marks, pages, strict=True)] == [True] * 3
    assert all("1,16,820.00" in page for page in pages)
    assert dialog.copies.counts["EXTRA COPY"].value() == 0
    dialog.reject()


def test_the_copies_chosen_last_are_chosen_again(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[PreviewDialog]
) -> None:
    papers.show_invoice(desk, invoice_id(books), parent)
    dialog = preview(qtbot, opened)
    with qtbot.waitSignal(dialog.shown):
        dialog.copies.boxes["DUPLICATE FOR TRANSPORTER"].setChecked(False)
    dialog.reject()
    papers.show_invoice(desk, invoice_id(books, "88"), parent)
    again = preview(qtbot, opened)
    assert again.chosen == ("ORIGINAL FOR RECIPIENT", "TRIPLICATE FOR SUPPLIER")
    assert len(texts(again.bytes)) == 2
    again.reject()
    papers.show_challan(desk, challan_id(books), parent)
    challan = preview(qtbot, opened)
    assert len(challan.chosen) == 3, "each kind of paper has its own choice"
    challan.reject()


def test_the_design_chosen_last_is_chosen_again_and_saved_in(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    opened: Opened[Any],
    save_as: Path,
    heard: list[str],
) -> None:
    papers.show_invoice(desk, invoice_id(books), parent)
    dialog = preview(qtbot, opened)
    assert dialog.design == "classic"
    dialog.compare_designs()
    designs = opened(DesignsDialog)
    assert list(designs.cards) == ["classic", "modern", "minimal"]
    qtbot.waitUntil(lambda: all(card.page is not None for card in designs.cards.values()))
    assert designs.cards["classic"].hasFocus()
    qtbot.keyClick(designs.cards["classic"], Qt.Key.Key_Right)
    with qtbot.waitSignal(dialog.shown):
        qtbot.keyClick(designs.cards["modern"], Qt.Key.Key_Return)
    assert dialog.design == "modern"
    seen = dialog.bytes
    dialog.reject()
    papers.save_pdf(desk, VoucherKind.INVOICE, invoice_id(books), "Invoice 5", parent)
    qtbot.waitUntil(lambda: heard == ["Saved as Invoice 5.pdf."])
    assert texts((save_as / "Invoice 5.pdf").read_bytes()) == texts(seen)
    papers.show_invoice(desk, invoice_id(books, "88"), parent)
    again = preview(qtbot, opened)
    assert again.design == "modern"
    again.reject()
    papers.show_challan(desk, challan_id(books), parent)
    challan = preview(qtbot, opened)
    assert not challan.designs.isVisible(), "there is but one"
    challan.reject()


def test_a_draft_kept_just_now_is_not_shown_as_paper(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget
) -> None:
    unfinished = kept(books, state=VoucherState.DRAFT)
    papers.show_issued(desk, VoucherKind.INVOICE, unfinished, parent)
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert not parent.findChildren(PreviewDialog)


def test_challan_and_certificate_of_the_same_goods(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[PreviewDialog]
) -> None:
    papers.show_challan(desk, challan_id(books), parent)
    dialog = preview(qtbot, opened)
    assert all("DELIVERY CHALLAN" in page for page in texts(dialog.bytes))
    dialog.reject()
    papers.show_certificate(desk, challan_id(books), parent)
    dialog = preview(qtbot, opened)
    (page,) = texts(dialog.bytes)
    assert "GUARANTEE CERTIFICATE" in page
    assert "24 months" in page
    assert dialog.chosen == ("",), "it bears no mark"
    dialog.reject()


def test_saved_as_pdf_and_as_workbook(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, save_as: Path, heard: list[str]
) -> None:
    papers.save_pdf(desk, VoucherKind.INVOICE, invoice_id(books), "Invoice 5", parent)
    papers.save_workbook(desk, VoucherKind.INVOICE, invoice_id(books), "Invoice 5", parent)
    papers.save_pdf(desk, VoucherKind.CHALLAN, challan_id(books), "Challan 5", parent)
    papers.save_workbook(desk, VoucherKind.CHALLAN, challan_id(books), "Challan 5", parent)
    qtbot.waitUntil(lambda: len(heard) == 4)
    assert set(heard) == {
        f"Saved as {noun} 5.{ending}."
        for noun in ("Invoice", "Challan")
        for ending in ("pdf", "xlsx")
    }
    assert len(texts((save_as / "Invoice 5.pdf").read_bytes())) == 3
    sheet = openpyxl.load_workbook(save_as / "Invoice 5.xlsx").active
    figures = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 116820 in figures


def test_a_file_that_cannot_be_written_is_said(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    save_as: Path,
    errors: list[BaseException],
) -> None:
    (save_as / "Invoice 5.pdf").mkdir()
    papers.save_pdf(desk, VoucherKind.INVOICE, invoice_id(books), "Invoice 5", parent)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors.pop()).startswith("Invoice 5.pdf could not be saved: ")


def test_a_list_is_exported_as_it_is_seen(
    qtbot: QtBot, desk: Desk, parent: QWidget, save_as: Path, heard: list[str]
) -> None:
    columns = (invoices.REGISTER.column("number"), invoices.REGISTER.column("total"))
    wish = ExportWish(invoices.REGISTER, Filter(words=("4649105",)), None, columns)
    save_list(desk, wish, parent)
    qtbot.waitUntil(lambda: heard == ["Saved as Invoices.xlsx."])
    rows = list(openpyxl.load_workbook(save_as / "Invoices.xlsx").active.values)
    assert [row[:2] for row in rows[-3:]] == [("Invoice", "Total ₹"), ("5", 116820), ("88", 155760)]


def test_a_name_that_every_system_takes() -> None:
    assert file_name("Invoice S/26-27/0044", "pdf") == "Invoice S-26-27-0044.pdf"
    assert file_name('a\\b:c*"<>|d?', "xlsx") == "a-b-c-d-.xlsx"


def test_a_buyer_who_wants_other_copies_gets_them_again(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[PreviewDialog]
) -> None:
    show = partial(papers.show_invoice, desk)
    show(invoice_id(books), parent)
    dialog = preview(qtbot, opened)
    with qtbot.waitSignal(dialog.shown):
        dialog.copies.counts["EXTRA COPY"].setValue(2)
    dialog.reject()
    three, extra = copies.INVOICE_COPIES, copies.EXTRA_COPY
    buyer = copy_memory.buyer_key(books.ask(voucher_detail.detail, invoice_id(books)).buyer)
    copy_memory.remember(desk.settings, "invoice", "", three[:1])
    memory = CopyMemory.of(desk.settings)
    assert memory.chosen("invoice", buyer, (*three, extra), three) == (*three, extra, extra)
    assert memory.chosen("invoice", "Somebody else", (*three, extra), three) == three[:1]
    assert memory.chosen("challan", buyer, (*three, extra), three) == three
    show(invoice_id(books), parent)
    again = preview(qtbot, opened)
    assert again.chosen == (*three, extra, extra)
    assert len(texts(again.bytes)) == 5
    again.reject()


def test_a_packing_slip_is_shown_in_as_many_copies_as_are_wanted(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[PreviewDialog]
) -> None:
    papers.show_slip(desk, challan_id(books), parent)
    dialog = preview(qtbot, opened)
    assert dialog.windowTitle() == "Packing slip 5"
    with qtbot.waitSignal(dialog.shown):
        dialog.copies.counts[""].setValue(3)
    assert ["PACKING SLIP" in page for page in texts(dialog.bytes)] == [True] * 3
    dialog.reject()
    papers.show_slip(desk, challan_id(books, "6"), parent)
    again = preview(qtbot, opened)
    assert again.copies.counts[""].value() == 3
    again.reject()


@pytest.mark.parametrize("kind", [VoucherKind.INVOICE, VoucherKind.CHALLAN])
def test_all_papers_of_a_dispatch_in_one_job(
    kind: VoucherKind,
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    opened: Opened[PreviewDialog],
) -> None:
    desk.settings.setValue("design/invoice", "modern")
    papers.show_dispatch(desk, kind, books.ask(vouchers.find, kind, "5"), parent)
    dialog = preview(qtbot, opened)
    assert dialog.windowTitle() == "Dispatch papers of invoice 5"
    assert dialog.design == "modern", "as invoices are printed"
    titles = ("TAX INVOICE", "DELIVERY CHALLAN", "GUARANTEE CERTIFICATE", "PACKING SLIP")
    read = texts(dialog.bytes)
    assert [sum(title in page for page in read) for title in titles] == [3, 3, 1, 1]
    with qtbot.waitSignal(dialog.shown):
        dialog.copies.counts["certificate:"].setValue(0)
    with qtbot.waitSignal(dialog.shown):
        dialog.copies.boxes["challan:TRIPLICATE FOR CONSIGNER"].setChecked(False)
    read = texts(dialog.bytes)
    assert [sum(title in page for page in read) for title in titles] == [3, 2, 0, 1]
    dialog.reject()
    papers.show_dispatch(desk, kind, books.ask(vouchers.find, kind, "5"), parent)
    again = preview(qtbot, opened)
    assert len(texts(again.bytes)) == 6, "remembered"
    again.reject()
    papers.show_invoice(desk, invoice_id(books), parent)
    alone = preview(qtbot, opened)
    assert len(alone.chosen) == 3, "a dispatch has its own choice"
    alone.reject()
