"""Many papers in one go: invoices made of challans, papers printed and saved together."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.documents import copies
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.domain.progress import Silent
from senstosales.errors import Cancelled, Refused
from senstosales.gui import copy_memory, paper_batch
from senstosales.gui.copy_memory import CopyMemory
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import print_all
from senstosales.gui.dialogs.batch_invoices import BatchInvoices
from senstosales.gui.dialogs.print_all import PrintAll
from senstosales.gui.dialogs.result_sheet import ResultSheet
from senstosales.gui.paper_batch import Wish
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.printing import PrinterBox
from senstosales.gui.tabs.challans import SPEC as CHALLANS
from senstosales.gui.tabs.invoices import SPEC as INVOICES
from senstosales.queries import challans, invoices, voucher_detail, vouchers
from senstosales.queries.columns import Filter
from senstosales.services.challans import cancel
from tests.gui.tabs.conftest import Opened
from tests.playing import ACTOR, send

INVOICE, CHALLAN = VoucherKind.INVOICE, VoucherKind.CHALLAN
ORIGINALS = (copies.INVOICE_COPIES[0],)
_FLAG = QItemSelectionModel.SelectionFlag


class Stopping:
    """Somebody presses Stop when so many are done."""

    def __init__(self, after: int) -> None:
        self.after = after

    def step(self, done: int, total: int, _what: str) -> None:
        if done >= self.after:
            raise Cancelled(done, total)


@pytest.fixture
def sent(books: Books) -> list[int]:
    """Four more challans; the third is cancelled."""
    made = [send(books, "1149111", [(1, 1, "1")]).id for _ in range(4)]
    cancel(books, ACTOR, made[2], "Wrong lorry")
    return made


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk) -> Iterator[Callable[[Any], Any]]:
    """A tab on the screen, with its list read."""

    def show(spec: Any) -> Any:
        tab = spec.factory(desk)
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        tab.show()
        qtbot.waitUntil(lambda: tab.view.model.totals is not None)
        return tab

    yield show
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The printer writes into this file."""
    file = tmp_path / "printed.pdf"
    monkeypatch.setattr(PrinterBox, "printer", lambda _self, _title: printer_to(file))
    return file


def printer_to(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setFullPage(True)
    printer.setResolution(50)
    return printer


def mark(tab: Any, ids: list[int]) -> None:
    selection = tab.view.table.selectionModel()
    tab.view.table.clearSelection()
    for key in ids:
        place = tab.view.model.find(key)
        assert place is not None
        selection.select(tab.view.model.index(place, 0), _FLAG.Select | _FLAG.Rows)


def in_list(tab: Any, ids: list[int]) -> list[int]:
    """These ids in the order of the list."""
    places = {key: tab.view.model.find(key) for key in ids}
    return sorted(ids, key=lambda key: places[key])


def wish(desk: Desk, books: Books, count: int = 4, **more: Any) -> Wish:
    """The first invoices of the list, the originals only."""
    ids = tuple(row.id for row in books.ask(invoices.page, Filter(), None, count, 0))
    facts: dict[str, Any] = {"copies": ORIGINALS, "memory": CopyMemory.of(desk.settings)} | more
    return Wish(ids, INVOICE, copies.INVOICE_COPIES, **facts)


def pages(data: bytes | Path) -> list[str]:
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    return [" ".join(page.extract_text().split()) for page in PdfReader(source).pages]


def number_of(books: Books, invoice_id: int) -> str:
    return books.ask(voucher_detail.detail, invoice_id).number


def test_marked_challans_become_invoices_that_are_printed_together(
    qtbot: QtBot,
    shown: Callable[[Any], Any],
    books: Books,
    sent: list[int],
    opened: Opened[Any],
    went: list[tuple[str, int]],
    printed: Path,
    heard: list[str],
) -> None:
    tab = shown(CHALLANS)
    mark(tab, sent)
    wanted = in_list(tab, sent)
    tab.bill_all.trigger()
    dialog = opened(BatchInvoices)
    qtbot.waitUntil(lambda: dialog.looked is not None)
    assert [row.id for row in dialog.table.rows] == wanted
    assert "cannot be invoiced and is left out" in dialog.refused.text.text()
    assert dialog.go.text() == "Make 3 invoices"
    dialog.form.fields["date"].set_value(date(2026, 3, 14))
    dialog.look()
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.make()
    sheet = opened(ResultSheet)
    rows = sheet.table.rows
    assert [row.id for row in rows] == wanted
    made = [row for row in rows if row.status is Status.MADE]
    numbers = [int(number_of(books, row.key)) for row in made]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert [row.result for row in rows if row.status is Status.REFUSED] == [
        f"Challan {books.ask(challans.detail, sent[2]).number} is cancelled and cannot be invoiced."
    ]
    assert sheet.sentence.text.text() == "3 invoices made, 1 refused."
    held = books.ask(voucher_detail.detail, made[0].key)
    assert held.date == date(2026, 3, 14)
    sheet.next_step.click()
    together = opened(PrintAll)
    assert together.windowTitle() == "Print 3 invoices"
    assert together.ids == tuple(row.key for row in made)
    together.run()
    qtbot.waitUntil(lambda: any("sent to" in each for each in heard))
    assert heard[-1].startswith("3 invoices sent to ")
    assert len(PdfReader(printed).pages) == 9
    sheet.table.selectRow(0)
    sheet.show_paper.click()
    assert went == [(rows[0].noun, rows[0].key)]


def test_a_stop_while_invoices_are_made_is_told(
    qtbot: QtBot,
    desk: Desk,
    shown: Callable[[Any], Any],
    books: Books,
    sent: list[int],
    opened: Opened[Any],
) -> None:
    tab = shown(CHALLANS)
    mark(tab, sent)
    desk.jobs.began.connect(lambda job: job.stop())
    tab.bill_all.trigger()
    dialog = opened(BatchInvoices)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.make()
    sheet = opened(ResultSheet)
    assert sheet.sentence.text.text() == "0 invoices made, 4 not begun: it was stopped."
    sheet.accept()


def test_without_a_date_none_is_made(
    qtbot: QtBot, shown: Callable[[Any], Any], sent: list[int], opened: Opened[Any]
) -> None:
    tab = shown(CHALLANS)
    mark(tab, sent)
    tab.bill_all.trigger()
    dialog = opened(BatchInvoices)
    qtbot.waitUntil(dialog.go.isEnabled)
    for wrong in ("31/2", ""):
        dialog.form.fields["date"].box.setText(wrong)
        dialog.look()
        assert not dialog.go.isEnabled()
        dialog.make()
        assert dialog.isVisible()
    dialog.form.fields["date"].box.setText("1/1/1999")
    dialog.look()
    qtbot.waitUntil(lambda: "None of these" in dialog.said.text.text())
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_marked_papers_are_saved_in_the_order_of_the_list(
    qtbot: QtBot,
    desk: Desk,
    shown: Callable[[Any], Any],
    books: Books,
    opened: Opened[Any],
    heard: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, folder = tmp_path / "all.pdf", tmp_path / "each"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    tab = shown(INVOICES)
    tab.view.table.selectAll()
    ids = tab.view.selected_ids()
    for action in (tab.save_one, tab.save_each):
        action.trigger()
        dialog = opened(PrintAll)
        for mark in copies.INVOICE_COPIES[1:]:
            dialog.copies.boxes[mark].setChecked(False)
        before = len(heard)
        dialog.run()
        qtbot.waitUntil(lambda: len(heard) > before)  # noqa: B023
    assert heard == ["Saved as all.pdf.", f"{len(ids)} invoices saved in each."]
    numbers = [number_of(books, each) for each in ids]
    begun = [page for page in pages(file) if "Page 1 of" in page]
    assert [f"Invoice No. {number} " in page for page, number in zip(begun, numbers, strict=True)]
    outline = [entry.title for entry in PdfReader(file).outline]
    assert [title.split()[-1] for title in outline] == numbers
    assert {path.name for path in folder.iterdir()} == {f"Invoice {each}.pdf" for each in numbers}
    assert [page for each in numbers for page in pages(folder / f"Invoice {each}.pdf")] == pages(
        file
    )
    assert CopyMemory.of(desk.settings).for_kind("invoice", copies.INVOICE_COPIES) == ORIGINALS


def test_a_stop_leaves_whole_papers_only(desk: Desk, books: Books, tmp_path: Path) -> None:
    wanted = wish(desk, books, copies=copies.INVOICE_COPIES)
    runs = [len(pages(paper_batch.document(desk, wish(desk, books, 1), "x", Silent())))]
    assert runs == [1]
    file = tmp_path / "printed.pdf"
    result = paper_batch.print_all(desk, wanted, printer_to(file), Stopping(after=2))
    assert (result.stopped, result.done, result.smooth) == (True, 2, False)
    assert len(PdfReader(file).pages) == 6
    one = tmp_path / "one.pdf"
    result = paper_batch.save_one(desk, wanted, one, "Invoices", Stopping(after=2))
    assert (result.stopped, result.done) == (True, 0)
    folder = tmp_path / "each"
    folder.mkdir()
    result = paper_batch.save_each(desk, wanted, folder, Stopping(after=3))
    assert (result.stopped, result.done) == (True, 3)
    assert [len(pages(path)) for path in folder.iterdir()] == [3] * 3
    assert not one.exists()
    assert not list(tmp_path.rglob("*.part"))


def test_a_stop_before_the_first_prints_nothing(desk: Desk, books: Books, tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    result = paper_batch.print_all(desk, wish(desk, books), printer_to(file), Stopping(after=0))
    assert (result.stopped, result.outcomes) == (True, [])
    assert not file.exists()


def test_files_that_are_there_stay_and_what_cannot_be_written_is_listed(
    desk: Desk, books: Books, tmp_path: Path
) -> None:
    wanted = wish(desk, books, 2)
    first, second = (f"Invoice {number_of(books, each)}" for each in wanted.ids)
    (tmp_path / f"{first}.pdf").write_bytes(b"mine")
    (tmp_path / f"{second}.pdf.part").mkdir()
    result = paper_batch.save_each(desk, wanted, tmp_path, Silent())
    assert (tmp_path / f"{first}.pdf").read_bytes() == b"mine"
    assert pages(tmp_path / f"{first} (2).pdf")
    assert [each.done for each in result.outcomes] == [True, False]
    assert f"{second}.pdf could not be saved" in result.outcomes[1].reason
    with pytest.raises(Refused, match="could not be saved"):
        paper_batch.save_one(desk, wanted, tmp_path / "none" / "x.pdf", "Invoices", Silent())


def test_a_paper_that_is_gone_is_listed_and_the_others_are_printed(
    desk: Desk, books: Books, tmp_path: Path, opened: Opened[Any], parent: QWidget
) -> None:
    whole = wish(desk, books, 2)
    wanted = Wish((whole.ids[0], 9999, whole.ids[1]), *list_of(whole)[1:])
    file = tmp_path / "printed.pdf"
    result = paper_batch.print_all(desk, wanted, printer_to(file), Silent())
    assert [each.done for each in result.outcomes] == [True, False, True]
    assert len(PdfReader(file).pages) == 2
    print_all._ended(desk, parent, INVOICE, print_all.PRINT, result)
    sheet = opened(ResultSheet)
    assert sheet.sentence.text.text() == "2 of 3 printed, each whole, 1 refused."
    assert [row.status for row in sheet.table.rows] == [
        Status.PRINTED, Status.REFUSED, Status.PRINTED,
    ]  # fmt: skip
    assert "9999" in sheet.table.rows[1].result
    sheet.accept()


def list_of(wanted: Wish) -> list[Any]:
    return [getattr(wanted, name) for name in Wish.__dataclass_fields__]


def test_a_buyers_own_copies_go_before_those_chosen_for_all(desk: Desk, books: Books) -> None:
    wanted = wish(desk, books, 1)
    held = books.ask(voucher_detail.detail, wanted.ids[0])
    buyer = copy_memory.buyer_key(held.buyer)
    copy_memory.remember(desk.settings, "invoice", buyer, (*copies.INVOICE_COPIES, "EXTRA COPY"))
    counts = [
        len(pages(paper_batch.document(desk, wish(desk, books, 1, own=own), "x", Silent())))
        for own in (True, False)
    ]
    assert counts == [4, 1]


@pytest.mark.parametrize("kind", [INVOICE, CHALLAN])
def test_each_with_all_papers_of_its_dispatch(desk: Desk, books: Books, kind: VoucherKind) -> None:
    ids = tuple(books.ask(vouchers.find, kind, number) for number in ("5", "88"))
    marks = copies.CHALLAN_COPIES
    wanted = Wish(ids, kind, marks, marks, CopyMemory.of(desk.settings), whole=True)
    read = pages(paper_batch.document(desk, wanted, "Both", Silent()))
    order = [
        next(word for word in ("INVOICE", "CHALLAN", "CERTIFICATE", "SLIP") if f"{word} " in page)
        for page in (page.replace("TAX INVOICE", "INVOICE ") for page in read)
        if "Page 1 of" in page
    ]
    assert len(order) == 16
    assert order[:8] == order[8:]


def test_all_are_shown_before_they_are_printed(
    qtbot: QtBot, shown: Callable[[Any], Any], opened: Opened[Any]
) -> None:
    tab = shown(INVOICES)
    tab.view.table.selectAll()
    count = tab.view.marked_count
    tab.print_all.trigger()
    dialog = opened(PrintAll)
    dialog.preview()
    preview = opened(PreviewDialog)
    qtbot.waitUntil(lambda: bool(preview.bytes))
    assert sum("Page 1 of" in page for page in pages(preview.bytes)) == 3 * count
    preview.reject()
    for box in dialog.copies.boxes.values():
        box.setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.whole.setChecked(True)
    assert dialog.go.isEnabled()
    assert not dialog.copies.isVisible()
    dialog.reject()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made
