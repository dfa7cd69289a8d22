"""One invoice for each of many challans: the date is asked once, what cannot be made is said before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import Invalid
from senstosales.gui import cells, icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs.result_sheet import ResultRow, ResultSheet, step
from senstosales.gui.forms import DateField, Form
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries import office
from senstosales.queries.columns import Column, Look
from senstosales.services import invoice_batch
from senstosales.services.invoice_batch import Batch, Outcome, Prospect

_TYPING_MS = 200
_NAMED = 8
_NONE = "None of these can be invoiced: see what stands in the way of each."
_WATCHED = frozenset({"vouchers", "parties", "businesses", "settings", "products"})
_COLUMNS = (
    Column("number", "Challan", Look.NUMBER, 12),
    Column("party", "Billed to", Look.TEXT, 28),
    Column("total", "Value ₹", Look.MONEY, 15),
    Column("reason", "What stands in the way", Look.TEXT, 40, own=True),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the invoices of one day would be; `first` is the number of the first of them."""

    prospects: tuple[Prospect, ...]
    first: str


class BatchInvoices(Dialog):
    """`BatchInvoices(desk, ids in the order of the list, parent).open()`."""

    def __init__(self, desk: Desk, challan_ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self._ids, self._behind = desk, tuple(challan_ids), parent
        self._ticket: Ticket | None = None
        self.looked: Looked | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(f"Invoices for {len(self._ids)} challans"))
        self.form = Form()
        self.form.add("date", "Date of all invoices", DateField(today=self._today), required=True)
        self.said = NoticePanel(Tone.INFO)
        self.refused = NoticePanel(Tone.BAD)
        self.no_hsn = NoticePanel(Tone.CAUTION)
        self.table = RowsTable(_COLUMNS, settings=desk.settings, key="batch-invoices")
        self.table.setAccessibleName(say("Challans to be invoiced"))
        self.table.leave_out(("total",))
        self._build(parent)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.look)
        self.form.changed.connect(self._typing.start)
        self.watcher = Watcher(self, desk.live, _WATCHED, self.look)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.make)
        self.form.set_values({"date": self._today()})
        self.form.fields["date"].setFocus()
        self.look()

    def look(self) -> None:
        """Ask the books what these invoices would be."""
        self._typing.stop()
        if self._ticket is not None:
            self._ticket.drop()
        self.go.setEnabled(False)
        try:
            day = self.form.values()["date"]
        except Invalid:
            self.said.say("Enter the date that all these invoices shall bear.")
            self.refused.say("")
            return
        work = partial(self.desk.books.ask, _look, self._ids, day)
        self._ticket = self.desk.jobs.read(work, self._seen, owner=self)

    def make(self) -> None:
        """Make them, in the lane for long work; the sheet tells what became of each."""
        if not self.go.isEnabled():
            return
        try:
            day: dt.date = self.form.values()["date"]
        except Invalid as error:
            self.form.show_problems(error.problems)
            return
        desk, behind = self.desk, self._behind
        work = partial(invoice_batch.issue_each, desk.books, desk.actor, self._ids, day)
        desk.jobs.long(
            "Making invoices", work, partial(_show, desk, behind, len(self._ids)), owner=behind
        )
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _today(self) -> dt.date:
        return self.desk.books.clock().astimezone().date()

    def _build(self, parent: QWidget) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.said)
        column.addWidget(self.refused)
        column.addWidget(self.no_hsn)
        column.addWidget(self.table, 1)
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, "info", "muted")
        caution = QLabel(say("An issued invoice cannot be changed, only cancelled with a reason."))
        caution.setProperty("role", "muted")
        row.addWidget(picture)
        row.addWidget(caution)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(say("Make invoices"))
        self.go.setProperty("role", "primary")
        self.go.setAutoDefault(False)
        native = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.go.setToolTip(say(f"Make the invoices ({native})"))
        self.go.clicked.connect(self.make)
        row.addWidget(cancel)
        row.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(page, 1)
        whole.addWidget(foot)
        window = parent.window().size()
        self.resize(QSize(min(920, window.width() - 46), min(640, window.height() - 48)))

    def _seen(self, looked: Looked) -> None:
        self.looked = looked
        self.table.set_rows(looked.prospects)
        can = [each for each in looked.prospects if each.total is not None]
        self.go.setText(say(f"Make {_invoices(len(can))}"))
        self.go.setEnabled(bool(can))
        self.said.say(_sentence(can, looked.first) if can else _NONE)
        self.refused.say(_refused([each.number for each in looked.prospects if each.total is None]))
        bare = sum(bool(each.without_hsn) for each in can)
        self.no_hsn.say(
            f"{_invoices(bare)} would have lines without HSN code. They can be issued, but the "
            "buyer's accounts office and the GST return ask for it."
            if bare
            else ""
        )


def _look(session: Any, challan_ids: tuple[int, ...], day: dt.date) -> Looked:
    """Runs in a reading lane."""
    return Looked(
        invoice_batch.prospects(session, challan_ids, day),
        office.next_number(session, VoucherKind.INVOICE, day),
    )


def _sentence(can: Sequence[Prospect], first: str) -> str:
    total: Decimal = sum((each.total or ZERO for each in can), ZERO)
    return (
        f"{_invoices(len(can))} of {cells.money(total)} in all, numbered from {first} on in the order "
        "of this list."
    )


def _refused(numbers: Sequence[str]) -> str:
    """Which challans will have none; the first few by their numbers."""
    if not numbers:
        return ""
    named = ", ".join(numbers[:_NAMED]) + (" …" if len(numbers) > _NAMED else "")
    if len(numbers) == 1:
        return f"Challan {named} cannot be invoiced and is left out. The list says why."
    return (
        f"{len(numbers)} challans cannot be invoiced and are left out: {named}. The list says why."
    )


def _show(desk: Desk, parent: QWidget, wanted: int, batch: Batch) -> None:
    """The sheet, with the way on to printing what was made."""
    from senstosales.gui.dialogs import print_all

    made = tuple(each.invoice_id for each in batch.made if each.invoice_id is not None)
    refused = len(batch.outcomes) - len(made)
    said = f"{_invoices(len(made))} made"
    said += f", {refused} refused" if refused else ""
    said += f", {wanted - len(batch.outcomes)} not begun: it was stopped" if batch.stopped else ""
    sheet = ResultSheet(
        desk, "Invoices made", f"{said}.", [_row(each) for each in batch.outcomes], parent
    )
    if made:
        run = partial(print_all.open_for, desk, VoucherKind.INVOICE, parent, made)
        sheet.add_step(step("Print all…", "printer", run))
    sheet.open()


def _row(outcome: Outcome) -> ResultRow:
    source = f"Challan {outcome.number}"
    if outcome.invoice_id is None:
        return ResultRow(
            outcome.id,
            source,
            outcome.party,
            Status.REFUSED,
            outcome.reason,
            "challans",
            outcome.id,
        )
    return ResultRow(
        outcome.id, source, outcome.party, Status.MADE, f"Invoice {outcome.invoice_number}",
        "invoices", outcome.invoice_id,
    )  # fmt: skip


def _invoices(count: int) -> str:
    return "1 invoice" if count == 1 else f"{count} invoices"
