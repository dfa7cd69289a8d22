import errno
import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from senstosales.documents.whole_file import write_whole
from senstosales.errors import Cancelled, Refused
from senstosales.gui.copy_boxes import Copy
from senstosales.gui.jobs import Jobs, LongJob
from senstosales.gui.messages import Messages
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.printing import PrinterBox, PrintJob


def paper(copies: tuple[str, ...], design: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, A4)
    for copy in copies:
        canvas.drawString(100, 700, f"{design}{copy}")
        canvas.rect(40, 40, 500, 700)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, dressed: QApplication, jobs: Jobs, settings: QSettings) -> PreviewDialog:
    made = PreviewDialog(
        "Invoice 45",
        paper,
        [Copy("one", "Original"), Copy("two", "Duplicate"), Copy("three", "Extra", 0, 9)],
        "Invoice 45.pdf",
        jobs=jobs,
        messages=Messages(),
        settings=settings,
    )
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.shown):
        made.show()
    return made


def test_the_chosen_copies_are_the_pages_seen(qtbot: QtBot, preview: PreviewDialog) -> None:
    assert preview.document.pageCount() == 2
    with qtbot.waitSignal(preview.shown):
        preview.copies.counts["three"].setValue(2)
    assert preview.chosen == ("one", "two", "three", "three")
    assert preview.document.pageCount() == 4
    assert preview.of.text() == "of 4"


def test_without_a_copy_nothing_can_be_printed(qtbot: QtBot, preview: PreviewDialog) -> None:
    for box in preview.copies.boxes.values():
        box.setChecked(False)
    qtbot.waitUntil(lambda: not preview.print_button.isEnabled())
    assert preview.said.text() == "Choose at least one copy."


def test_what_is_seen_is_what_is_saved_and_printed(
    preview: PreviewDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(preview.saved):
        preview.save_to(tmp_path / "out.pdf")
    texts = [page.extract_text().strip() for page in PdfReader(tmp_path / "out.pdf").pages]
    assert texts == ["one", "two"]
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    printer.setResolution(100)
    preview.printers.printer = lambda _title: printer  # type: ignore[method-assign]
    preview.print_pages()
    qtbot.waitUntil(lambda: preview._jobs.idle)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 2


def test_a_folder_that_cannot_be_written_is_said(preview: PreviewDialog, tmp_path: Path) -> None:
    preview.save_to(tmp_path / "no such folder" / "out.pdf")
    assert preview._messages._waiting[0][0].startswith(
        "out.pdf could not be saved: No such file or directory."
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "you may not write there")],
)
def test_a_file_is_saved_whole_or_what_stood_there_stays(
    number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Invoice 5.pdf"
    write_whole(path, b"the old paper")

    def refuse(part: Path, target: Path) -> Path:
        raise OSError(number, "in the words of the system", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Refused, match=f"^Invoice 5.pdf could not be saved: {said}"):
        write_whole(path, b"the new paper")
    assert path.read_bytes() == b"the old paper"
    assert list(tmp_path.iterdir()) == [path]


def test_zoom_starts_from_what_fits(preview: PreviewDialog) -> None:
    preview._larger()
    first = preview.view.zoomFactor()
    preview._larger()
    assert preview.view.zoomFactor() == pytest.approx(first * 1.2)
    preview._fit()
    assert preview.view.zoomMode() == preview.view.ZoomMode.FitToWidth


def test_printing_can_be_stopped(preview: PreviewDialog, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(preview.print_button.isEnabled)
    printer = QPrinter()
    printer.setResolution(96)  # quickly drawn
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.printers.printer = lambda _title: printer  # type: ignore[method-assign]
    preview._jobs.began.connect(LongJob.stop)
    preview.print_pages()
    qtbot.waitUntil(lambda: preview._jobs.idle)
    assert preview._messages._waiting[-1][0] == f"Stopped: {preview._name} was not printed."
    progress = LongJob("Printing")
    with pytest.raises(Cancelled), PrintJob(printer) as job:
        job.add(preview.bytes, progress)  # its second page is not begun
        progress.stop()
        job.add(preview.bytes, progress)


def test_a_printer_that_cannot_be_reached_is_said(
    qtbot: QtBot, preview: PreviewDialog, tmp_path: Path, qtlog: Any
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    preview.printers.printer = lambda _title: printer  # type: ignore[method-assign]
    with qtlog.disabled():  # Qt says it too
        preview.print_pages()
        qtbot.waitUntil(lambda: preview._jobs.idle)
    assert "cannot be reached" in preview._messages._waiting[0][0]


def test_the_printer_is_remembered_for_each_kind_of_paper(
    qtbot: QtBot, dressed: QApplication, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["Laser", "Labels", "Office"]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: names)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "Office")
    first = PrinterBox(settings, "labels")
    qtbot.addWidget(first)
    assert first.currentText() == "Office"
    first.setCurrentText("Labels")
    assert first.printer("Labels for a bracket") is not None
    kinds = {kind: PrinterBox(settings, kind) for kind in ("labels", "invoice", "")}
    assert kinds["labels"].currentText() == "Labels"
    kinds["invoice"].setCurrentText("Laser")
    assert kinds["invoice"].printer("Invoice 5") is not None
    assert PrinterBox(settings, "labels").currentText() == "Labels"
    assert PrinterBox(settings, "challan").currentText() == "Laser", "the one used last"
