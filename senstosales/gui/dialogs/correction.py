"""Puts right an invoice that came back to billing: its goods as they shall be, and what was done."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.amounts import ZERO, half_up
from senstosales.errors import Conflict, Problem, Trouble
from senstosales.gui import cells, entry
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.fields import MultilineField
from senstosales.gui.forms import sure_to_lose
from senstosales.gui.line_grid import GridColumn, LineGrid, Row
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.shortcuts import native
from senstosales.gui.wording import say
from senstosales.queries.columns import Look
from senstosales.queries.handling import HandledInvoice
from senstosales.services import handling
from senstosales.services.handling import Correction, SentLine

_TEXTS = {"item_code": 40, "name": 255, "barcode": 100, "batch_no": 100, "shelf_location": 50}
"""What is typed as text, and how long it may be."""
_LARGEST = Decimal(10) ** 8


class CorrectionDialog(Dialog):
    """`CorrectionDialog(desk, invoice, parent).open()`; the invoice then goes on where it came from."""

    def __init__(self, desk: Desk, invoice: HandledInvoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._invoice = desk, invoice
        self._saving = False
        title = f"Correct invoice {invoice.invoice_no}"
        self.setWindowTitle(say(title))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        main = QVBoxLayout()
        main.setContentsMargins(24, 20, 24, 16)
        main.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        heading = QLabel(say(title))
        heading.setProperty("role", "title")
        about = QLabel(f"{invoice.customer['name']}  ·  {cells.day(invoice.invoice_date)}")
        about.setProperty("role", "muted")
        words.addWidget(heading)
        words.addWidget(about)
        main.addLayout(words)
        reason = NoticePanel(Tone.CAUTION, "Why it came back")
        reason.say(invoice.return_reason or "")
        main.addWidget(reason)
        self.trouble = NoticePanel(Tone.BAD)
        main.addWidget(self.trouble)
        today = desk.books.clock().astimezone().date()
        self.grid = LineGrid(_columns(today), new_row=_fresh, spare=True)
        main.addWidget(self.grid, 1)
        name = QLabel(say("What was put right"))
        self.notes = MultilineField(lines=2, placeholder=handling.CORRECTED)
        name.setBuddy(self.notes.editor)
        self.notes.editor.setAccessibleName(say("What was put right"))
        main.addWidget(name)
        main.addWidget(self.notes)
        whole.addLayout(main, 1)
        whole.addWidget(self._foot())
        if parent is not None:
            room = parent.window().size()
            self.resize(min(1080, room.width() - 48), min(680, room.height() - 48))
        self.grid.set_rows(_row(handling.sent_again(line)) for line in invoice.lines)
        self._clean = self._raw()
        self.grid.changed.connect(self._show_total)
        self._show_total()
        self.grid.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether something typed would be lost."""
        return bool(self._raw() != self._clean)

    def submit(self) -> None:
        """Say what is wrong, or hand the correction to the books."""
        if self._saving:
            return
        self.go.setFocus()  # what is being typed in a cell counts
        self.trouble.say("")
        self.grid.clear_problems()
        rows = [row for row in self.grid.peek() if not self.grid.blank(row)]
        problems = [*self.grid.problems(), *_lacking(self.grid.peek(), self.grid)]
        if problems or not rows:
            self.grid.show_problems(problems)
            self.trouble.say("" if problems else "Leave at least one line on the invoice.")
            self.grid.mark_wrong()
            return
        self._saving = True
        self.go.setEnabled(False)
        given = Correction(
            invoice_no=self._invoice.invoice_no,
            lines=tuple(_line(row) for row in rows),
            whole=True,
            resolution_notes=self.notes.value(),
            version=self._invoice.version,
        )
        work = partial(handling.correct, self._desk.books, self._desk.actor, given)
        self._desk.jobs.write(work, self._written, self._failed, owner=self)

    def reject(self) -> None:
        """Cancel or Esc."""
        if not self.dirty or sure_to_lose(self):
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(not self.dirty or sure_to_lose(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif not enter:
            super().keyPressEvent(event)

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addStretch(1)
        name = QLabel(say("Total"))
        name.setProperty("role", "muted")
        self.total = QLabel()
        self.total.setProperty("role", "figure")
        row.addWidget(name)
        row.addWidget(self.total)
        row.addSpacing(16)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(say("Correct and send on"))
        self.go.setProperty("role", "primary")
        self.go.setAutoDefault(False)
        self.go.setToolTip(say(f"Correct and send on ({native('Ctrl+Return')})"))
        self.go.clicked.connect(self.submit)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return foot

    def _raw(self) -> Any:
        return self.grid.peek(), self.grid.problems(), self.notes.value()

    def _show_total(self) -> None:
        values = (
            half_up((row["quantity"] or ZERO) * (row["mrp"] or ZERO)) for row in self.grid.peek()
        )
        self.total.setText(cells.money(sum(values, ZERO)))

    def _written(self, held: HandledInvoice) -> None:
        self.accept()
        self._desk.messages.note(
            f"Invoice {held.invoice_no} is corrected and goes on: {held.stage.label.lower()}."
        )

    def _failed(self, error: BaseException) -> None:
        self._saving = False
        self.go.setEnabled(not isinstance(error, Conflict))
        if isinstance(error, Trouble):
            self.trouble.say(error.sentence)
        else:
            self._desk.messages.failure(error)


def _columns(today: date) -> tuple[GridColumn, ...]:
    def text(key: str, title: str, width: int, **more: Any) -> GridColumn:
        check = partial(_check_text, _TEXTS[key])
        return GridColumn(key, title, Look.TEXT, width, editable=True, check=check, **more)

    return (
        text("item_code", "Item code", 11),
        text("name", "Product", 20, stretch=True),
        text("barcode", "Barcode", 13),
        text("batch_no", "Batch", 9),
        GridColumn(
            "expiry_date",
            "Expiry",
            Look.DATE,
            13,
            editable=True,
            reads=lambda typed: entry.day(cells.in_english(typed), today),
            writes=cells.day,
        ),
        text("shelf_location", "Shelf", 8),
        GridColumn(
            "quantity", "Quantity", Look.QUANTITY, 8, editable=True, check=_check_quantity
        ),
        GridColumn("mrp", "MRP ₹", Look.RATE, 10, editable=True, check=_check_price,
                   help="Maximum retail price of one, with every tax"),
    )  # fmt: skip


def _check_text(longest: int, value: Any, _row: Row) -> str:
    return f"{longest} characters at most." if value and len(value) > longest else ""


def _check_quantity(value: Any, _row: Row) -> str:
    if value is None:
        return ""
    if value <= 0:
        return "Enter a quantity above zero."
    if value != int(value):
        return "Packs are counted in whole numbers."
    return "" if value < _LARGEST else "This is impossibly many."


def _check_price(value: Any, _row: Row) -> str:
    if value is None:
        return ""
    if value <= 0:
        return "Enter a price above zero."
    return "" if value < _LARGEST else "This is impossibly much."


def _lacking(rows: list[Row], grid: LineGrid) -> list[Problem]:
    """What a line must say and does not."""
    found = []
    for place, row in enumerate(rows):
        if grid.blank(row):
            continue
        if not row["item_code"] and not row["barcode"]:
            found.append(Problem(f"lines.{place}.item_code", "Give the item code or the barcode."))
        if not row["name"]:
            found.append(Problem(f"lines.{place}.name", "Say what it is."))
        for key, sentence in (
            ("quantity", "Enter a quantity above zero."),
            ("mrp", "Enter a price above zero."),
        ):
            if not row[key]:
                found.append(Problem(f"lines.{place}.{key}", sentence))
    return found


def _fresh() -> Row:
    return _row(SentLine(item_code="", name="", barcode="", batch_no="", shelf_location=""))


def _row(line: SentLine) -> Row:
    """A line in the grid; what has no column is kept with it."""
    return {
        "sent": line,
        **{key: getattr(line, key) or "" for key in _TEXTS},
        "expiry_date": line.expiry_date,
        "quantity": None if line.quantity is None else Decimal(line.quantity),
        "mrp": line.mrp,
    }


def _line(row: Row) -> SentLine:
    sent: SentLine = row["sent"]
    facts: dict[str, Any] = {key: (row[key] or "").strip() for key in _TEXTS}
    return sent.model_copy(
        update=facts
        | {
            "expiry_date": row["expiry_date"],
            "quantity": int(row["quantity"]),
            "mrp": row["mrp"],
        }
    )
