"""Making the invoice of a challan: the figures and the reason for every tax stand there while one types."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Conflict, Invalid, Problem, Refused, Trouble
from senstosales.gui import icons, turns, typed
from senstosales.gui.autosave import Again, Autosave, KeptAs
from senstosales.gui.buttons import SaveButton
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Facts, Section
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import invoice_asking
from senstosales.gui.dialogs.invoice_asking import Answer, Start
from senstosales.gui.dialogs.invoice_head import GSTINS, buyer_facts, head_form, show_gstins
from senstosales.gui.dialogs.invoice_lines import InvoiceLines
from senstosales.gui.dialogs.invoice_terms import InvoiceTerms
from senstosales.gui.dialogs.number_look import NumberLook
from senstosales.gui.forms import DateField, TextField, sure_to_lose
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.main_window import MainWindow
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel, TotalsBox
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say
from senstosales.queries.papers import VoucherDetail
from senstosales.services import invoices
from senstosales.services.challans import Issued
from senstosales.services.drafts import make
from senstosales.services.invoices import InvoiceDraft

_TYPING_MS = 200
_WATCHED = frozenset({"vouchers", "parties", "businesses", "settings", "products"})
_NO_CHANGE = "An issued invoice cannot be changed, only cancelled with a reason."


def open_for_challan(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Open the form for this challan, or say why it cannot be invoiced."""
    work = partial(desk.books.ask, invoice_asking.start, challan_id, _today(desk))
    desk.jobs.read(work, partial(_open, desk, parent, None), owner=parent)


def again(desk: Desk, kept: Unfinished, parent: QWidget) -> Again:
    """Open the form as it was kept, or say why the challan cannot be invoiced any more."""
    challan_id = kept.start["challan_id"]
    work = partial(desk.books.ask, invoice_asking.start, challan_id, _today(desk))
    return Again(work, partial(_open, desk, parent, kept))


def _today(desk: Desk) -> date:
    return desk.books.clock().astimezone().date()


def _open(desk: Desk, parent: QWidget | None, kept: Unfinished | None, start: Start) -> None:
    trouble = start.answer.trouble
    if isinstance(trouble, Conflict) and start.challan.invoice is not None:
        shown = partial(desk.open, "invoices", start.challan.invoice.id or 0)
        desk.messages.error(trouble.sentence, "Show", shown)
    elif isinstance(trouble, Refused | Conflict):
        desk.messages.failure(trouble)
    else:
        dialog = InvoiceForm(desk, start, parent, kept)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        turns.show_dialog(dialog)


class InvoiceForm(Dialog):
    """The form. What the clerk has not touched follows the books; what he typed is never overwritten.

    `answer` is the books' last word on what stands there.
    """

    def __init__(
        self,
        desk: Desk,
        start: Start,
        parent: QWidget | None = None,
        kept: Unfinished | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.challan = desk, start.challan
        self.answer = start.answer
        self._said: set[str] = set()
        self._filling = False
        self._ticket: Ticket | None = None
        self.setWindowTitle(say(f"Invoice for challan {start.challan.number}"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.form = head_form(start.parties)
        for name, field in self.form.fields.items():
            field.changed.connect(partial(self._said_in, name))
        number, day = self.form.fields["number"], self.form.fields["date"]
        assert isinstance(number, TextField)
        assert isinstance(day, DateField)
        self._number = NumberLook(desk, VoucherKind.INVOICE, number, day, self)
        self.buyer = Facts(columns=1)
        self.lines = InvoiceLines()
        self.no_hsn = NoticePanel(Tone.CAUTION)
        self.terms = InvoiceTerms()
        self.trouble = NoticePanel(Tone.BAD)
        self.why = NoticePanel(Tone.INFO, "Why this tax")
        self.credit = NoticePanel(Tone.CAUTION, "Over the credit limit")
        self.totals = TotalsBox()
        self._build(parent)
        self.lines.start(start.challan.lines)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.work_out)
        self.form.changed.connect(self._changed)
        self.lines.changed.connect(self._changed)
        self.terms.changed.connect(self._changed)
        self.watcher = Watcher(self, desk.live, _WATCHED, self.work_out)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.issue)
        self._filling = True
        self.form.set_values({"date": start.day, "party_id": start.party_id})
        self._filling = False
        self._answered(start.answer)
        self._number.look()
        self.autosave = Autosave(self, desk, kept)
        self.autosave.begin()
        self.form.fields["number"].setFocus()

    @property
    def touched(self) -> bool:
        """Whether something would be lost."""
        return bool(self._said) or self.lines.touched or self.terms.touched

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is issued."""
        title = f"invoice for challan {self.challan.number}"
        return KeptAs("invoice", title, {"challan_id": self.challan.id})

    def typed(self) -> dict[str, Any]:
        """What the clerk has said; all else follows the books when it is typed again."""
        said = self._said | self.terms.touched_in
        return typed.of(self, said.__contains__)

    def type_again(self, kept: Mapping[str, Any]) -> None:
        typed.again(self, kept)

    def warn(self, sentence: str) -> None:
        self.trouble.say(sentence)

    def draft(self) -> InvoiceDraft:
        """What stands in the form; raises `Invalid` with a problem for each wrong entry."""
        values: dict[str, Any] = {"challan_id": self.challan.id}
        problems: list[Problem] = []
        try:
            head = self.form.values()
            values |= {key: head[key] for key in ("number", "date", "party_id")}
            values |= {
                key: head[key]
                for key in ("place_of_supply", "price_inclusive", "round_to_rupee", *GSTINS)
                if key in self._said
            }
        except Invalid as error:
            problems += error.problems
        try:
            values["lines"] = self.lines.said()
        except Invalid as error:
            problems += error.problems
        try:
            values["particulars"], values["left_blank"] = self.terms.said()
        except Invalid as error:
            problems += error.problems
        if problems:
            raise Invalid("Some entries need another look.", problems=problems)
        return make(InvoiceDraft, values)

    def work_out(self) -> None:
        """Ask the books what this would come to."""
        self._typing.stop()
        self._number.look()
        if self._ticket is not None:
            self._ticket.drop()
        try:
            draft = self.draft()
        except Invalid:
            # Beside the field it is said when the field is left; here only the figures go.
            self._no_figures()
            return
        self.lines.set_day(draft.date)
        work = partial(self.desk.books.ask, invoice_asking.answer, draft)
        self._ticket = self.desk.jobs.read(work, self._answered, owner=self)

    def issue(self) -> None:
        """Issue the invoice, or say beside the fields what is still wrong."""
        if not self.issue_button.isEnabled():
            return
        # Takes the keyboard from a cell that is being typed in, so that its value counts.
        self.issue_button.setFocus()
        self._clear_problems()
        try:
            draft = self.draft()
        except Invalid as error:
            self.show_trouble(error)
            return
        self._set_busy(busy=True)
        work = partial(invoices.issue, self.desk.books, self.desk.actor, draft)
        self.desk.jobs.write(work, self._issued, self._not_issued, owner=self)

    def show_trouble(self, trouble: Trouble) -> None:
        """Each problem beside its entry; what concerns no entry above the form."""
        problems = trouble.problems if isinstance(trouble, Invalid) else ()
        problems = problems or (Problem(trouble.field or "", trouble.sentence),)
        rest = self.terms.show_problems(self.lines.show_problems(problems))
        beside = [each for each in rest if each.field in self.form.fields]
        above = [each for each in rest if each not in beside]
        self.form.show_problems(beside)
        sentence = "\n".join(each.sentence for each in above)
        if any(each.field == "seller_state" for each in above):
            self.trouble.say(sentence, "Open the settings", _open_settings)
        else:
            self.trouble.say(sentence)
        if above:
            self.area.ensureVisible(0, 0)

    def reject(self) -> None:
        """Cancel, Esc or the window's cross."""
        if not self.touched or sure_to_lose(self):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _build(self, parent: QWidget | None) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.trouble)
        head = QHBoxLayout()
        head.setSpacing(32)
        head.addWidget(self.form, 1)
        head.addWidget(Section("Billed to", self.buyer), 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(Section("Lines", self.lines))
        column.addWidget(self.no_hsn)
        column.addWidget(Section("References and terms", self.terms))
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.area, 1)
        middle.addWidget(self._side())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot())
        window = parent.window().size() if parent else QSize(1366, 768)
        self.resize(min(1480, window.width() - 46), min(900, window.height() - 48))

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(284)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 20, 16, 16)
        column.setSpacing(16)
        column.addWidget(self.why)
        column.addWidget(self.credit)
        column.addStretch(1)
        column.addWidget(self.totals)
        return side

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, "info", "muted")
        caution = QLabel(say(_NO_CHANGE))
        caution.setProperty("role", "muted")
        row.addWidget(picture)
        row.addWidget(caution)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.issue_button = SaveButton("Issue invoice")
        native = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.issue_button.setToolTip(say(f"Issue invoice ({native})"))
        self.issue_button.clicked.connect(self.issue)
        row.addWidget(cancel)
        row.addWidget(self.issue_button)
        return foot

    def _said_in(self, name: str) -> None:
        if not self._filling:
            self._said.add(name)
            if name == "party_id":
                # Another buyer has another state; one chosen for the first need not fit him.
                self._said.discard("place_of_supply")
                self._forget_gstins()
            elif name == "registration_id":
                self._said.discard("place_of_supply")  # it follows from the GSTIN that bills

    def _forget_gstins(self) -> None:
        """Another buyer has other GSTINs."""
        self._filling = True
        for name in GSTINS:
            self._said.discard(name)
            self.form.fields[name].set_value(None)
        self._filling = False

    def _changed(self) -> None:
        if not self._filling:
            self._typing.start()

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self._clear_problems()
        self._filling = True
        show_gstins(self.form, answer.gstins)
        self._filling = False
        self.credit.say(answer.credit)
        if answer.proposal is None:
            self._no_figures()
            if answer.trouble is not None:
                self.show_trouble(answer.trouble)
            return
        proposal = answer.proposal
        self._fill(proposal)
        self.lines.set_day(proposal.date)
        self.lines.show_figures(proposal.lines)
        self.terms.show_proposal(proposal.particulars)
        self.why.say(proposal.tax_note)
        self.totals.show_paper(proposal)
        self._say_hsn()

    def _fill(self, proposal: VoucherDetail) -> None:
        """What the clerk has left alone shows what the books propose."""
        self._filling = True
        for name, value in (
            ("place_of_supply", proposal.place_of_supply),
            ("price_inclusive", proposal.price_inclusive),
        ):
            field = self.form.fields[name]
            if name not in self._said:
                field.set_value(value)
        self.buyer.set_facts(buyer_facts(proposal))
        self._filling = False

    def _say_hsn(self) -> None:
        count = self.lines.without_hsn
        lines = "One line has" if count == 1 else f"{count} lines have"
        self.no_hsn.say(
            f"{lines} no HSN code. The invoice can be issued, but the buyer's accounts office and "
            "the GST return ask for it. Once typed, it is remembered for the material."
            if count
            else ""
        )

    def _no_figures(self) -> None:
        self.lines.forget_figures()
        self.totals.show_paper(None)
        self.why.say("The tax is worked out when the entries marked in red are right.")

    def _clear_problems(self) -> None:
        self.trouble.say("")
        self.lines.clear_problems()

    def _set_busy(self, *, busy: bool) -> None:
        self.issue_button.setEnabled(not busy)
        self.issue_button.setText(say("Issuing…" if busy else "Issue invoice"))

    def _issued(self, issued: Issued) -> None:
        from senstosales.gui.dialogs import papers

        desk, parent = self.desk, self.parentWidget()
        self.accept()
        shown = partial(desk.open, "invoices", issued.id)
        desk.messages.note(f"Invoice {issued.number} is issued.", "Show", shown)
        papers.show_invoice(desk, issued.id, parent)

    def _not_issued(self, error: BaseException) -> None:
        self._set_busy(busy=False)
        if isinstance(error, Trouble):
            self.show_trouble(error)
        else:
            self.desk.messages.failure(error)


def _open_settings() -> None:
    """The main window knows how; there is one of it for each set of books."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow) and widget.isVisible():
            widget.settings_requested.emit()
            return
