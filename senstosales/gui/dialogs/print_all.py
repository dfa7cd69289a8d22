"""Marked papers printed as one job, or saved as one PDF or as many: the copies are chosen once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.domain.progress import Silent
from senstosales.domain.told import named
from senstosales.gui import cells, copy_memory, icons, paper_batch, printable
from senstosales.gui.copy_boxes import Copy, CopyBoxes
from senstosales.gui.copy_memory import CopyMemory
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs.exports import PDF, ask_where, file_name
from senstosales.gui.dialogs.result_sheet import ResultRow, ResultSheet
from senstosales.gui.paper_batch import Outcome, Result, Wish
from senstosales.gui.wording import say
from senstosales.queries.columns import Look

_WORDS = {
    VoucherKind.INVOICE: ("invoice", "invoices"),
    VoucherKind.CHALLAN: ("challan", "challans"),
    VoucherKind.QUOTATION: ("quotation", "quotations"),
    VoucherKind.DEBIT_NOTE: ("note", "notes"),
    VoucherKind.CREDIT_NOTE: ("note", "notes"),
}
_FOLDER = "preview/folder"


class Goal(StrEnum):
    """What becomes of the papers."""

    PRINT = "print"
    ONE = "one file"
    EACH = "a file each"


PRINT, ONE, EACH = Goal.PRINT, Goal.ONE, Goal.EACH
_HOW = {
    PRINT: "One job, in the order of the list. Stop leaves whole papers only.",
    ONE: "One after the other, in the order of the list.",
    EACH: "Each in a file of its own, named after it. Files that are there already stay.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What papers of a kind can be had in."""

    copies: tuple[Copy, ...]
    designs: tuple[tuple[str, str], ...]


def open_for(
    desk: Desk, kind: VoucherKind, parent: QWidget, ids: Sequence[int], *, goal: Goal = Goal.PRINT
) -> None:
    """Ask in which copies the papers with these ids are wanted, in this order, and see to it."""
    if ids:
        made = partial(_open, desk, kind, goal, parent, tuple(ids))
        desk.jobs.read(partial(_choice, kind), made, owner=parent)


def _open(
    desk: Desk, kind: VoucherKind, goal: Goal, parent: QWidget, ids: tuple[int, ...], found: Choice
) -> None:
    PrintAll(desk, kind, goal, ids, found, parent).open()


def _choice(kind: VoucherKind) -> Choice:
    """Runs in a reading lane: what makes pages is loaded there."""
    from senstosales.documents import copies, templates

    designs = tuple((name, templates.DESCRIPTIONS[name]) for name in templates.TEMPLATES[kind])
    if kind is VoucherKind.QUOTATION:
        return Choice(printable.several("Copies of each"), designs)
    challan = kind is VoucherKind.CHALLAN
    marks: tuple[str, ...] = copies.CHALLAN_COPIES if challan else copies.INVOICE_COPIES
    if kind.is_note:
        marks = copies.NOTE_COPIES
    extra = copies.EXTRA_COPY if kind is VoucherKind.INVOICE else ""
    return Choice(printable.marked(marks, extra=extra), designs)


class PrintAll(Dialog):
    """The choice of copies for all; what is chosen is remembered."""

    def __init__(
        self,
        desk: Desk,
        kind: VoucherKind,
        goal: Goal,
        ids: tuple[int, ...],
        choice: Choice,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind, self.goal, self.ids = desk, kind, goal, ids
        self._behind, self._choice = parent, choice
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(self._title()))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        heading = QLabel(say(self._title()))
        heading.setProperty("role", "title")
        column.addWidget(heading)
        order = QLabel(say(_HOW[goal]))
        order.setProperty("role", "muted")
        column.addWidget(order)
        self._fill_scope(column)
        self._memory = CopyMemory.of(desk.settings)
        before = self._memory.for_kind(kind.value, [copy.key for copy in choice.copies])
        shown = [
            Copy(
                copy.key,
                copy.title,
                before.count(copy.key) if before else copy.wanted,
                copy.most,
                copy.group,
            )
            for copy in choice.copies
        ]
        self.copies = CopyBoxes(shown)
        self.copies.changed.connect(self._look)
        column.addWidget(self.copies)
        self.own = QCheckBox(say("A buyer who was given other copies before gets those again"))
        self.own.setChecked(desk.settings.value("batch/own", "yes") == "yes")
        column.addWidget(self.own)
        self.remembered = QLabel(
            say(
                "Each dispatch comes in the copies chosen last for its buyer, else for the last dispatch."
            )
        )
        self.remembered.setProperty("role", "muted")
        self.remembered.setWordWrap(True)
        column.addWidget(self.remembered)
        self._fill_design(column)
        self._fill_printer(column)
        column.addStretch(1)
        column.addLayout(self._foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.run)
        self._look()

    @property
    def wish(self) -> Wish:
        """What stands in the dialog."""
        return Wish(
            self.ids,
            self.kind,
            tuple(self.copies.boxes),
            self.copies.chosen,
            self._memory,
            str(self.designs.currentData() or ""),
            own=self.own.isChecked(),
            whole=self.whole.isChecked(),
        )

    def run(self) -> None:
        """Print or save them; asks where to first."""
        if not self.go.isEnabled():
            return
        wish, desk, behind = self.wish, self.desk, self._behind
        done = partial(_ended, desk, behind, self.kind, self.goal)
        if self.goal is Goal.PRINT:
            printer = self.printers.printer(self._title().removeprefix("Print "))
            if printer is None:
                return
            work = partial(paper_batch.print_all, desk, wish, printer)
            desk.jobs.long(f"Printing {_WORDS[self.kind][1]}", work, done, owner=behind)
        elif self.goal is Goal.ONE:
            name = f"{_WORDS[self.kind][1].capitalize()} {cells.day(printable.today(desk))}"
            path = ask_where(desk, self, "Save as one PDF", file_name(name, "pdf"), PDF)
            if path is None:
                return
            one = partial(paper_batch.save_one, desk, wish, path, name)
            desk.jobs.long(
                "Saving one PDF", one, partial(_saved_one, desk, path, done), owner=behind
            )
        else:
            folder = self._ask_folder()
            if folder is None:
                return
            each = partial(paper_batch.save_each, desk, wish, folder)
            desk.jobs.long(f"Saving {_WORDS[self.kind][1]}", each, done, owner=behind)
        self._remember()
        self.accept()

    def preview(self) -> None:
        """All of them as they will be."""
        from senstosales.gui.preview import PreviewDialog

        name = f"{_counted(self.kind, len(self.ids))}"
        dialog = PreviewDialog(
            name,
            partial(_pages, self.desk, self.wish, name),
            [],
            file_name(name, "pdf"),
            jobs=self.desk.jobs,
            messages=self.desk.messages,
            settings=self.desk.settings,
            kind=self.kind.value,
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _title(self) -> str:
        counted = _counted(self.kind, len(self.ids))
        match self.goal:
            case Goal.PRINT:
                return f"Print {counted}"
            case Goal.ONE:
                return f"Save {counted} as one PDF"
            case Goal.EACH:
                return f"Save {counted} as PDFs"

    def _fill_scope(self, column: QVBoxLayout) -> None:
        """The papers alone, or each with all of its dispatch, where they belong to one."""
        words = _WORDS[self.kind][1]
        self.alone = QRadioButton(say(f"The {words} alone"))
        self.whole = QRadioButton(say("Each with all papers of its dispatch"))
        self._scope = QButtonGroup(self)
        dispatched = self.kind in (VoucherKind.INVOICE, VoucherKind.CHALLAN)
        whole = dispatched and self.desk.settings.value(f"batch/whole/{self.kind}") == "yes"
        for button, on in ((self.alone, not whole), (self.whole, whole)):
            self._scope.addButton(button)
            button.setChecked(on)
            button.setVisible(dispatched)
            button.toggled.connect(self._look)
            column.addWidget(button)

    def _fill_design(self, column: QVBoxLayout) -> None:
        self.designs = QComboBox()
        self.designs.setAccessibleName(say("Design"))
        for name, about in self._choice.designs:
            self.designs.addItem(say(name.capitalize()), name)
            tip = Qt.ItemDataRole.ToolTipRole
            self.designs.setItemData(self.designs.count() - 1, about, tip)
        chosen = printable.chosen_design(self.desk.settings, self.kind.value)
        self.designs.setCurrentIndex(max(0, self.designs.findData(chosen)))
        if len(self._choice.designs) > 1:
            column.addWidget(_heading("Design"))
            column.addWidget(self.designs)
        else:
            self.designs.setParent(self)
            self.designs.hide()

    def _fill_printer(self, column: QVBoxLayout) -> None:
        if self.goal is not Goal.PRINT:
            return
        from senstosales.gui.printing import PrinterBox

        self.printers = PrinterBox(self.desk.settings, self.kind.value)
        column.addWidget(_heading("Printer"))
        column.addWidget(self.printers)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        look = QPushButton(say("Preview…"))
        look.setAutoDefault(False)
        look.setToolTip(say("All pages as they will be"))
        icons.dress(look, "eye")
        look.clicked.connect(self.preview)
        self.look_button = look
        row.addWidget(look)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        button, icon = {
            Goal.PRINT: ("Print", "printer"),
            Goal.ONE: ("Save…", "file-down"),
            Goal.EACH: ("Choose the folder…", "folder-open"),
        }[self.goal]
        self.go = QPushButton(say(button))
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        icons.dress(self.go, icon, "on_primary")
        native = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.go.setToolTip(say(f"{button} ({native})"))
        self.go.clicked.connect(self.run)
        row.addWidget(self.go)
        return row

    def _look(self) -> None:
        """What does not apply is not shown; without a copy there is nothing to do."""
        whole = self.whole.isChecked()
        bears_marks = bool(self.copies.boxes)
        self.copies.setVisible(not whole)
        self.own.setVisible(not whole and bears_marks)
        self.remembered.setVisible(whole)
        ready = whole or bool(self.copies.chosen)
        self.go.setEnabled(ready)
        self.look_button.setEnabled(ready)
        self.adjustSize()

    def _ask_folder(self) -> Path | None:
        start = str(self.desk.settings.value(_FOLDER, str(Path.home())))
        chosen = QFileDialog.getExistingDirectory(self, say("Folder for the PDFs"), start)
        if not chosen:
            return None
        self.desk.settings.setValue(_FOLDER, chosen)
        return Path(chosen)

    def _remember(self) -> None:
        settings = self.desk.settings
        wish = self.wish
        settings.setValue("batch/own", "yes" if wish.own else "no")
        settings.setValue(f"batch/whole/{self.kind}", "yes" if wish.whole else "no")
        if wish.design:
            settings.setValue(f"design/{self.kind.value}", wish.design)
        if not wish.whole:
            copy_memory.remember(settings, self.kind.value, "", wish.copies)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(460, 0))


def _pages(desk: Desk, wish: Wish, title: str, _copies: tuple[str, ...], _design: str) -> bytes:
    return paper_batch.document(desk, wish, title, Silent())


def _ended(desk: Desk, parent: QWidget, kind: VoucherKind, goal: Goal, result: Result) -> None:
    """A notice where all went well, else a sheet with every paper."""
    counted = _counted(kind, result.done)
    if goal is Goal.EACH:
        said = f"{counted} saved in {Path(result.where).name}."
        shown = partial(_show_folder, result.where)
        if result.done:
            desk.messages.note(said, "Open the folder", shown)
    elif result.done:
        desk.messages.note(f"{counted} sent to {result.where}.")
    if not result.smooth:
        word = Status.PRINTED if goal is Goal.PRINT else Status.SAVED
        left = result.wanted - len(result.outcomes)
        refused = len(result.outcomes) - result.done
        said = f"{result.done} of {result.wanted} {word.lower()}, each whole"
        said += f", {refused} refused" if refused else ""
        said += f", {left} not begun: it was stopped" if left else ""
        rows = [_row(each, word) for each in result.outcomes]
        ResultSheet(desk, _title_of(goal), f"{said}.", rows, parent).open()


def _saved_one(desk: Desk, path: Path, done: "partial[None]", result: Result) -> None:
    if result.stopped:
        desk.messages.tell(f"Stopped: {named(path.name)} was not written.")
    elif result.smooth:
        desk.messages.note(
            f"Saved as {named(path.name)}.", "Open", partial(_show_folder, str(path))
        )
    else:
        done(result)


def _row(outcome: Outcome, word: Status) -> ResultRow:
    status = word if outcome.done else Status.REFUSED
    return ResultRow(
        outcome.id, outcome.title, outcome.party, status, outcome.reason, outcome.noun, outcome.id
    )


def _title_of(goal: Goal) -> str:
    return "Papers printed" if goal is Goal.PRINT else "Papers saved"


def _show_folder(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def _counted(kind: VoucherKind, count: int) -> str:
    one, many = _WORDS[kind]
    return f"1 {one}" if count == 1 else f"{cells.written(count, Look.COUNT)} {many}"


def _heading(words: str) -> QLabel:
    label = QLabel(say(words))
    label.setProperty("role", "heading")
    return label
