"""The printer: which one, remembered for each kind of paper, and PDF pages drawn on it."""

from typing import Self

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSettings, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDialog

from senstosales.domain.progress import Progress, Silent
from senstosales.errors import Refused
from senstosales.gui.wording import say

_DPI = 300
_LAST = "printer"


class PrinterBox(QComboBox):
    """The printers of this machine, and another one to be asked for.

    The one used last for this kind of paper is chosen, else the one used last at all.
    """

    def __init__(self, settings: QSettings, kind: str = "") -> None:
        super().__init__()
        self._settings, self._kind = settings, kind
        self.setAccessibleName(say("Printer"))
        names = QPrinterInfo.availablePrinterNames()
        self.addItems([*names, say("Another printer…")])
        usual = settings.value(_LAST, QPrinterInfo.defaultPrinterName())
        chosen = str(settings.value(f"printers/{kind}", usual) if kind else usual)
        if chosen in names:
            self.setCurrentText(chosen)

    def printer(self, title: str) -> QPrinter | None:
        """The chosen printer, ready for a job of that name; None if the clerk thought better of it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DPI)
        printer.setFullPage(True)
        printer.setDocName(title)
        if self.currentIndex() < self.count() - 1:
            name = self.currentText()
            printer.setPrinterName(name)
            self._settings.setValue(_LAST, name)
            if self._kind:
                self._settings.setValue(f"printers/{self._kind}", name)
            return printer
        dialog = QPrintDialog(printer, self)
        return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob:
    """One job on a printer, drawn document by document; may be used in a working lane.

    As a context: what was drawn is handed over at its end, and nothing where nothing was. Drawing raises
    `Refused` where the printer cannot be reached.
    """

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer
        self._painter = QPainter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if self._painter.isActive():
            if kind is not None:
                self._printer.abort()
            self._painter.end()

    def add(self, pdf: bytes, progress: Progress | None = None) -> None:
        """Draw every page of a document; `progress` is told of each, and may end it between two."""
        buffer, document = QBuffer(), QPdfDocument()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        self.draw(document, progress or Silent())
        document.close()

    def draw(self, document: QPdfDocument, progress: Progress) -> None:
        """Draw every page of a document that is loaded, at the printer's resolution."""
        options = QPdfDocumentRenderOptions()
        pages = document.pageCount()
        for page in range(pages):
            progress.step(page, pages, f"page {page + 1}")
            self._turn()
            area = self._painter.viewport()
            size = document.pagePointSize(page)
            scale = min(area.width() / size.width(), area.height() / size.height())
            wanted = QSize(round(size.width() * scale), round(size.height() * scale))
            self._painter.drawImage(0, 0, _on_white(document.render(page, wanted, options)))

    def _turn(self) -> None:
        """The next page. The job begins with the first: a job without pages would print a blank one."""
        if self._painter.isActive():
            self._printer.newPage()
        elif not self._painter.begin(self._printer):
            raise Refused(
                f"The printer {self._printer.printerName() or self._printer.outputFileName()} cannot "
                "be reached. Look whether it is switched on, or choose another one."
            )
        else:
            # Else pages are spooled as photographs are: ten times as large, and letters get a haze.
            self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)


def _on_white(page: QImage) -> QImage:
    """A page as paper has it: rendered pages are transparent where nothing is printed, and a printer
    would mix each point of them with what it has printed before.
    """
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()
    return sheet
