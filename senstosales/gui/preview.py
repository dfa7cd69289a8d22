"""A paper before it is printed: its real pages, the choice of copies, printer and file.

QtPdf and the printing classes are imported when the first preview opens.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfPageSelector, QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.documents.whole_file import write_whole
from senstosales.domain.progress import Progress
from senstosales.domain.told import named
from senstosales.errors import Cancelled, Refused
from senstosales.gui import icons
from senstosales.gui.copy_boxes import Copy, CopyBoxes
from senstosales.gui.dialog import Dialog
from senstosales.gui.jobs import Jobs, Ticket
from senstosales.gui.messages import Messages
from senstosales.gui.printing import PrinterBox, PrintJob
from senstosales.gui.shortcuts import native
from senstosales.gui.soon import soon
from senstosales.gui.wording import say

Render = Callable[[tuple[str, ...], str], bytes]
"""Makes the PDF of the named copies in the named design; the name is empty where there is but one."""
Mail = Callable[[bytes, QWidget], None]
"""Opens the form that mails this PDF."""
_ZOOM = 1.2


@dataclass(frozen=True, slots=True)
class Design:
    """One design a paper can be had in: its key, its name, and what it is like."""

    key: str
    title: str
    about: str = ""


class PreviewDialog(Dialog):
    """`PreviewDialog("Invoice 45", render, copies, "Invoice 45.pdf", ...)`.

    `render(keys of the chosen copies, key of the design)` makes the PDF bytes, in a reading lane,
    whenever the choice changes. What is seen is what is printed, saved and mailed. `saved(path)`
    tells of it, `design_chosen(key)` of another design. `kind` names the sort of paper for which the
    printer is remembered; with `mail` the paper can be sent by e-mail.
    """

    saved = Signal(str)
    shown = Signal()
    design_chosen = Signal(str)

    def __init__(
        self,
        title: str,
        render: Render,
        copies: Sequence[Copy],
        file_name: str,
        *,
        jobs: Jobs,
        messages: Messages,
        settings: QSettings,
        designs: Sequence[Design] = (),
        design: str = "",
        kind: str = "",
        mail: Mail | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(title))
        self._mail = mail
        self._offered = tuple(designs)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._name, self._render, self._file_name = title, render, file_name
        self._jobs, self._messages, self._settings = jobs, messages, settings
        self._ticket: Ticket | None = None
        self.bytes = b""
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocumentMargins(QMargins(16, 16, 16, 16))
        self.view.setPageSpacing(12)
        self.view.setDocument(self.document)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._tools())
        left.addWidget(self.view, 1)
        whole.addLayout(left, 1)
        whole.addWidget(self._side(copies, design, kind))
        self.resize(1040, 700)
        kept = settings.value("preview/size")
        if isinstance(kept, QSize):
            self.resize(kept)
        self._set_ready(ready=False)
        self._begun = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            soon(self, self.regenerate)  # to make pages keeps the interpreter: it is painted first

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the copies that are wanted, each as often as it is."""
        return self.copies.chosen

    @property
    def design(self) -> str:
        """The key of the chosen design; empty for a paper that has but one."""
        return str(self.designs.currentData() or "")

    def choose_design(self, key: str) -> None:
        """Show the paper in this design."""
        place = self.designs.findData(key)
        if place >= 0:
            self.designs.setCurrentIndex(place)

    def compare_designs(self) -> None:
        """All designs of this very paper side by side, to choose from."""
        from senstosales.gui.dialogs.designs import DesignsDialog

        copies = self.chosen[:1] or tuple(self.copies.boxes)[:1]
        dialog = DesignsDialog(
            self._name,
            self._offered,
            self.design,
            partial(self._render, copies),
            jobs=self._jobs,
            messages=self._messages,
            parent=self,
        )
        dialog.chosen.connect(self.choose_design)
        dialog.open()

    def regenerate(self) -> None:
        """Make the pages again, as after a change of copies."""
        if self._ticket is not None:
            self._ticket.drop()
        wanted = self.chosen
        # Pages that are being replaced must not be printed for those that were asked for.
        self._set_ready(ready=False)
        if self.copies.offered and not wanted:
            self.said.setText(say("Choose at least one copy."))
            return
        self.said.setText(say("Making the pages…"))
        self._ticket = self._jobs.read(
            partial(self._render, wanted, self.design), self._made, self._not_made, owner=self
        )

    def print_pages(self) -> None:
        """Print what is seen on the chosen printer, or ask when the machine has none."""
        printer = self.printers.printer(self._name)
        if printer is None:
            return
        # Drawing pages takes a while, and the dialog need not stand until it is over.
        where = printer.printerName() or "the printer"
        done = partial(_sent, self._messages, f"{self._name}: sent to {named(where)}.")
        work = partial(_print, printer, self.bytes, self._name)
        failed = partial(_not_sent, self._messages, self._name)
        self._jobs.long(f"Printing {self._name}", work, done, failed)

    def mail_pages(self) -> None:
        """Send what is seen by e-mail."""
        if self._mail is not None:
            self._mail(self.bytes, self)

    def save_as(self) -> None:
        """Save the bytes that are seen, as they are."""
        folder = str(self._settings.value("preview/folder", str(Path.home())))
        start = str(Path(folder) / self._file_name)
        path, _ = QFileDialog.getSaveFileName(self, say("Save as PDF"), start, say("PDF (*.pdf)"))
        if path:
            self.save_to(Path(path if path.lower().endswith(".pdf") else f"{path}.pdf"))

    def save_to(self, path: Path) -> None:
        """Write the file; a path that cannot be written is said, not raised."""
        try:
            write_whole(path, self.bytes)
        except Refused as error:
            self._messages.error(error.sentence)
            return
        self._settings.setValue("preview/folder", str(path.parent))
        self.saved.emit(str(path))
        self._messages.note(f"Saved as {path.name}.")

    def done(self, result: int) -> None:
        self._settings.setValue("preview/size", self.size())
        super().done(result)

    def _tools(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("role", "strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(4)
        self.pages = QPdfPageSelector(self)
        self.pages.setDocument(self.document)
        self.pages.currentPageChanged.connect(self._go)
        self.view.pageNavigator().currentPageChanged.connect(self.pages.setCurrentPage)
        self.pages.setFixedWidth(64)
        row.addWidget(QLabel(say("Page")))
        row.addWidget(self.pages)
        self.of = QLabel()
        self.of.setProperty("role", "muted")
        row.addWidget(self.of)
        row.addStretch(1)
        for name, words, keys, run in (
            ("zoom-out", "Smaller", "Ctrl+-", self._smaller),
            ("zoom-in", "Larger", "Ctrl++", self._larger),
            ("maximize", "Fit the width", "Ctrl+0", self._fit),
        ):
            button = QToolButton()
            button.setProperty("role", "quiet")
            button.setText(say(words))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setShortcut(keys)
            button.setToolTip(say(f"{words} ({keys})"))
            icons.dress(button, name)
            button.clicked.connect(run)
            row.addWidget(button)
        return strip

    def _side(self, copies: Sequence[Copy], design: str, kind: str) -> QFrame:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(264)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self.copies = CopyBoxes(copies)
        self.copies.changed.connect(self.regenerate)
        if copies:
            column.addWidget(_Choices(self.copies))
            column.addSpacing(8)
        self._fill_designs(column, design)
        head = QLabel(say("Printer"))
        head.setProperty("role", "heading")
        column.addWidget(head)
        self.printers = PrinterBox(self._settings, kind)
        column.addWidget(self.printers)
        column.addStretch(1)
        self.said = QLabel()
        self.said.setProperty("role", "small")
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        self.print_button = QPushButton(say("Print"))
        self.print_button.setProperty("role", "primary")
        self.print_button.setShortcut("Ctrl+P")
        self.print_button.setToolTip(say("Print what is seen (Ctrl+P)"))
        self.print_button.setDefault(True)
        icons.dress(self.print_button, "printer", "on_primary")
        self.print_button.clicked.connect(self.print_pages)
        column.addWidget(self.print_button)
        self.save_button = QPushButton(say("Save as PDF"))
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.setToolTip(say("Save what is seen as a file (Ctrl+S)"))
        icons.dress(self.save_button, "file-down")
        self.save_button.clicked.connect(self.save_as)
        column.addWidget(self.save_button)
        self.mail_button = QPushButton(say("E-mail…"))
        self.mail_button.setShortcut("Ctrl+Alt+E")
        self.mail_button.setToolTip(say(f"Send what is seen by e-mail ({native('Ctrl+Alt+E')})"))
        self.mail_button.setAutoDefault(False)
        icons.dress(self.mail_button, "mail")
        self.mail_button.clicked.connect(self.mail_pages)
        close = QPushButton(say("Close"))
        close.clicked.connect(self.reject)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.mail_button, 1)
        last.addWidget(close, 1)
        column.addLayout(last)
        self.mail_button.setVisible(self._mail is not None)
        self._set_ready(ready=False)
        return side

    def _fill_designs(self, column: QVBoxLayout, design: str) -> None:
        """The choice of designs, where there is one."""
        self.designs = QComboBox(self)
        self.designs.setAccessibleName(say("Design of the paper"))
        self.compare = QPushButton(say("Compare designs…"), self)
        self.compare.setShortcut("Ctrl+D")
        self.compare.setToolTip(say("See this paper in all designs, side by side (Ctrl+D)"))
        icons.dress(self.compare, "layout-template")
        self.compare.clicked.connect(self.compare_designs)
        for each in self._offered:
            self.designs.addItem(say(each.title), each.key)
            place = self.designs.count() - 1
            self.designs.setItemData(place, each.about, Qt.ItemDataRole.ToolTipRole)
        if len(self._offered) < 2:
            self.designs.hide()
            self.compare.hide()
            self.compare.setEnabled(False)
            return
        self.choose_design(design)
        self.designs.currentIndexChanged.connect(self._design_changed)
        head = QLabel(say("Design"))
        head.setProperty("role", "heading")
        for widget in (head, self.designs, self.compare):
            column.addWidget(widget)
        column.addSpacing(8)

    def _design_changed(self, _place: int) -> None:
        self.design_chosen.emit(self.design)
        self.regenerate()

    def _made(self, pdf: bytes) -> None:
        self.bytes = pdf
        page = self.view.pageNavigator().currentPage()
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        count = self.document.pageCount()
        self.of.setText(f"{say('of')} {count}")
        self.said.setText(say(f"{count} page{'' if count == 1 else 's'} in all"))
        self._go(min(page, count - 1))
        self._set_ready(ready=True)
        self.shown.emit()

    def _not_made(self, error: BaseException) -> None:
        self.said.setText(say("The pages could not be made."))
        self._messages.failure(error)

    def _set_ready(self, *, ready: bool) -> None:
        for button in (self.print_button, self.save_button, self.mail_button):
            button.setEnabled(ready)

    def _go(self, page: int) -> None:
        if 0 <= page < self.document.pageCount():
            navigator = self.view.pageNavigator()
            if navigator.currentPage() != page:
                navigator.jump(page, navigator.currentLocation())

    def _zoom_by(self, factor: float) -> None:
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            width = self.document.pagePointSize(0).width() * self.logicalDpiX() / 72
            fitted = (self.view.viewport().width() - 32) / width if width else 1.0
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(fitted)
        self.view.setZoomFactor(min(5.0, max(0.2, self.view.zoomFactor() * factor)))

    def _larger(self) -> None:
        self._zoom_by(_ZOOM)

    def _smaller(self) -> None:
        self._zoom_by(1 / _ZOOM)

    def _fit(self) -> None:
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)


def _print(printer: QPrinter, pdf: bytes, name: str, progress: Progress) -> None:
    """Runs in the lane for long work; raises `Refused` where the printer cannot be reached. Stopped, nothing
    is handed over to the printer.
    """
    progress.step(0, 1, name)
    with PrintJob(printer) as job:
        job.add(pdf, progress)


def _not_sent(messages: Messages, name: str, error: BaseException) -> None:
    if isinstance(error, Cancelled):
        messages.tell(f"Stopped: {name} was not printed.")
    else:
        messages.failure(error)


def _sent(messages: Messages, sentence: str, _nothing: None) -> None:
    messages.note(sentence)


class _Choices(QScrollArea):
    """The choice of copies, as high as it is where there is room; the buttons below stay in sight."""

    def __init__(self, copies: CopyBoxes) -> None:
        super().__init__()
        self._copies = copies
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setWidget(copies)
        self.viewport().setAutoFillBackground(False)
        copies.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return self._copies.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(96, self.sizeHint().height()))
