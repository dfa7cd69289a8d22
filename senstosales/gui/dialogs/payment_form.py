"""Recording a payment: the money, what it settles, and what was kept back of each invoice."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.settling import Deduction
from senstosales.errors import Invalid, NotFound, Problem, Trouble
from senstosales.gui import cells, icons, turns, typed
from senstosales.gui.autosave import Again, Autosave, KeptAs
from senstosales.gui.buttons import SaveButton
from senstosales.gui.desk import Desk
from senstosales.gui.detail import Section
from senstosales.gui.dialog import Dialog
from senstosales.gui.dialogs import number_look
from senstosales.gui.dialogs.payment_head import PaymentHead
from senstosales.gui.dialogs.payment_lines import KINDS, MONEY, PaymentLines
from senstosales.gui.dialogs.payment_offers import PaymentOffers
from senstosales.gui.dialogs.payment_totals import PaymentTotals
from senstosales.gui.forms import sure_to_lose
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.shortcuts import native
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say
from senstosales.queries import payments as queries
from senstosales.queries import settling
from senstosales.queries.settling import Beginning, InvoiceToSettle, Settling
from senstosales.services import payments
from senstosales.services.drafts import make
from senstosales.services.payments import PaymentDraft

Saved = Callable[[int], object]
_WATCHED = frozenset({"vouchers", "payments", "payment_lines", "parties"})
_METHOD = "payments/method"
_TYPE_FIRST = "Type the money received first; it is then spread over the invoices."


def open_new(
    desk: Desk,
    parent: QWidget,
    *,
    party_id: int | None = None,
    invoice_id: int | None = None,
    saved: Saved | None = None,
) -> None:
    """Open an empty form, of that party or for that invoice; `saved(id)` once it is in the books."""
    work = partial(desk.books.ask, settling.beginning, party_id=party_id, invoice_id=invoice_id)
    desk.jobs.read(work, partial(_open, desk, parent, saved), owner=parent)


def again(desk: Desk, kept: Unfinished, parent: QWidget, saved: Saved) -> Again:
    """Open the form as it was kept, over what is open of the invoices now."""
    work = partial(desk.books.ask, settling.beginning, **kept.start)
    return Again(work, partial(_open, desk, parent, saved, kept=kept))


def open_payment(desk: Desk, payment_id: int, parent: QWidget, saved: Saved | None = None) -> None:
    """Open the form on a payment as it now stands in the books."""
    work = partial(desk.books.ask, settling.beginning, payment_id=payment_id)
    desk.jobs.read(work, partial(_open, desk, parent, saved), owner=parent)


def _open(
    desk: Desk,
    parent: QWidget,
    saved: Saved | None,
    beginning: Beginning,
    kept: Unfinished | None = None,
) -> None:
    dialog = PaymentForm(desk, beginning, parent.window(), kept)
    if saved is not None:
        dialog.saved.connect(saved)
    turns.show_dialog(dialog)


class PaymentForm(Dialog):
    """`saved(id)` when the payment is in the books. What is typed is never overwritten."""

    saved = Signal(int)

    def __init__(
        self,
        desk: Desk,
        beginning: Beginning,
        parent: QWidget | None = None,
        kept: Unfinished | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.desk, self.held = desk, beginning.payment
        self._ticket: Ticket | None = None
        self._settling: Settling | None = None
        self._meant = beginning.marked
        self._places: list[tuple[int, str] | None] = []
        held = self.held
        name = f"Payment of {cells.day(held.date)}" if held else "New payment"
        self.setWindowTitle(say(f"Change {name[:1].lower()}{name[1:]}" if held else name))
        self.elsewhere, self.trouble = NoticePanel(Tone.CAUTION), NoticePanel(Tone.BAD)
        day = desk.books.clock().astimezone().date()
        self.head = PaymentHead(beginning.parties, day)
        self.lines = PaymentLines()
        self.offers = PaymentOffers()
        self.totals = PaymentTotals()
        self.oldest = QPushButton(say("Settle oldest first"))
        self.save_button = SaveButton("Save payment")
        self._build(name, parent)
        if held is not None:
            self.head.fill(held)
            self.lines.fill(held.lines)
        else:
            usual = str(desk.settings.value(_METHOD, "3"))
            self.head.begin(int(usual) if usual.isdecimal() else None)
        if beginning.settling is not None:
            self.head.show_party(beginning.settling.party_id)
            self._known(beginning.settling, marked=beginning.marked)
        self._clean = self._entered()
        self._connect()
        self._reckon()
        number_look.of_payment(desk, self.head.reference, held.id if held else None, self)
        self.autosave = Autosave(self, desk, kept)
        self.autosave.begin()
        (self.head.amount if beginning.settling else self.head.party).setFocus()

    @property
    def touched(self) -> bool:
        """Whether something would be lost."""
        return bool(self._entered() != self._clean)

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is saved."""
        held, party = self.held, self._settling.party_id if self._settling else None
        title = f"payment of {self.head.party.box.currentText()}" if party else "payment"
        if held is not None:
            return KeptAs(
                "payment",
                f"change of the payment of {cells.day(held.date)}",
                {"payment_id": held.id},
                held.version,
            )
        return KeptAs("payment", title, {"party_id": party})

    def typed(self) -> dict[str, Any]:
        """What stands there; an amount that follows the invoices follows them again."""
        follows = () if self.head.amount.said else ("amount",)
        return typed.of(self, lambda name: name not in follows)

    def type_again(self, kept: Mapping[str, Any]) -> None:
        typed.again(self, kept)

    def warn(self, sentence: str) -> None:
        self.elsewhere.say(sentence)

    @property
    def marked(self) -> InvoiceToSettle | None:
        """The invoice on whose line the keyboard stands."""
        row = self.lines.table.currentIndex().row()
        invoices = self._settling.invoices if self._settling else ()
        return invoices[row] if 0 <= row < len(invoices) else None

    def draft(self) -> PaymentDraft:
        """What stands in the form; raises `Invalid` with a problem for each wrong entry."""
        values, problems = self.head.read()
        try:
            rows = self.lines.rows()
        except Invalid as error:
            rows, problems = self.lines.peek(), [*problems, *error.problems]
        amount = values.pop("amount", None) or ZERO
        lines: list[dict[str, Any]] = []
        self._places = []
        for place, row in enumerate(rows):
            for key in KINDS:
                if row[key] is not None:
                    lines.append({"kind": key, "amount": row[key], "invoice_id": row["id"]})
                    self._places.append((place, key))
        rest = amount - sum((line["amount"] for line in lines if line["kind"] == MONEY), ZERO)
        if rest > 0:
            lines.append({"kind": MONEY, "amount": rest})
            self._places.append(None)
        elif rest < 0:
            over = f"The invoices below take ₹ {indian(-rest)} more than this."
            problems.append(Problem("amount", over))
        elif not lines:
            problems.append(Problem("amount", "Enter what came, or what was kept back."))
        if problems:
            raise Invalid("Some entries need another look.", problems=problems)
        return make(PaymentDraft, values | {"lines": lines})

    def settle_oldest(self) -> None:
        """Spread the money received over the invoices, the oldest first."""
        try:
            money = self.head.money()
        except Invalid as error:
            self.head.amount.set_error(error.sentence)
            return
        if money <= 0 or not self.head.amount.said:
            self.head.amount.set_error(_TYPE_FIRST)
            self.head.amount.setFocus()
            return
        self.lines.settle_oldest(money)

    def save(self) -> None:
        """Keep the payment, or say beside the entries what is wrong."""
        if not self.save_button.isEnabled():
            return
        # Takes the keyboard from a cell that is being typed in, so that its value counts.
        self.save_button.setFocus()
        self.trouble.say("")
        self.head.clear_problems()
        self.lines.clear_problems()
        try:
            draft = self.draft()
        except Invalid as error:
            self.show_trouble(error)
            return
        self.save_button.setEnabled(False)
        desk, held = self.desk, self.held
        work = partial(
            payments.save,
            desk.books,
            desk.actor,
            draft,
            held.id if held else None,
            held.version if held else None,
        )
        desk.jobs.write(work, partial(self._saved, draft.method), self._not_saved, owner=self)

    def show_trouble(self, trouble: Trouble) -> None:
        """Each problem beside its entry; what concerns no entry above the form."""
        problems = trouble.problems if isinstance(trouble, Invalid) else ()
        problems = problems or (Problem(trouble.field or "", trouble.sentence),)
        rest = self.lines.show_problems(self._placed(each) for each in problems)
        above = self.head.show_problems([each for each in rest if each.sentence])
        said = [each.sentence for each in above if not each.field.startswith("lines.")]
        self.trouble.say("\n".join(said))
        if self.lines.problems() and len(above) == len(rest):
            self.lines.mark_wrong()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Marked before the table had its height, it would be scrolled further than needed.
        QTimer.singleShot(0, self, self._show_marked)

    def reject(self) -> None:
        """Cancel, Esc or the window's cross."""
        if not self.touched or sure_to_lose(self):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _build(self, name: str, parent: QWidget | None) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        title = QLabel(say(name))
        title.setProperty("role", "title")
        column.addWidget(title)
        for widget in (self.elsewhere, self.trouble, self.head):
            column.addWidget(widget)
        section = Section("Open invoices", self.lines)
        self.oldest.setAutoDefault(False)
        self.oldest.setEnabled(False)
        self.oldest.setToolTip(
            say(
                f"Spread the money received over the invoices, the oldest first ({native('Ctrl+O')})"
            )
        )
        icons.dress(self.oldest, "clipboard-check")
        section.beside.addWidget(self.oldest)
        column.addWidget(section, 1)
        column.addWidget(self.offers)
        column.addWidget(self.totals)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(self._foot())
        window = parent.window().size() if parent else QSize(1366, 768)
        self.resize(min(1320, window.width() - 46), min(820, window.height() - 48))

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addStretch(1)
        cancel = QPushButton(say("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save_button.setToolTip(say(f"Save payment ({native('Ctrl+Return')})"))
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return foot

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save)
        self.oldest.clicked.connect(self.settle_oldest)
        self.head.party_chosen.connect(self._read)
        self.head.changed.connect(self._reckon)
        self.lines.changed.connect(self._reckon)
        self.lines.table.selectionModel().currentRowChanged.connect(self._row_marked)
        self.offers.full_wanted.connect(self._enter_in_full)
        self.offers.deduction_wanted.connect(self._enter_deduction)
        for keys, run in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+O", self.settle_oldest),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self.watcher = Watcher(self, self.desk.live, _WATCHED, self._news)

    def _show_marked(self) -> None:
        self.lines.table.scrollToTop()
        self.lines.table.scrollTo(self.lines.table.currentIndex())

    def _entered(self) -> Any:
        texts = {}
        for name, field in self.head.fields.items():
            try:
                texts[name] = field.value()
            except Invalid as error:
                texts[name] = error.sentence
        rows = [{key: row[key] for key in ("id", *KINDS)} for row in self.lines.peek()]
        return (
            texts,
            [row for row in rows if any(row[key] for key in KINDS)],
            dict(self.lines.model.raw),
        )

    def _read(self, party_id: int) -> None:
        """The invoices of another party, or of the same one afresh."""
        if self._ticket is not None:
            self._ticket.drop()
        held = self.held.id if self.held else None
        work = partial(
            self.desk.books.ask,
            settling.of_party,
            party_id,
            payment_id=held,
            also=self._meant,
        )
        self._ticket = self.desk.jobs.read(work, self._known, owner=self)

    def _known(self, found: Settling, *, marked: int | None = None) -> None:
        self._settling = found
        self.lines.start(found.invoices, marked)
        self.oldest.setEnabled(bool(found.invoices))
        self._row_marked()
        self._reckon()

    def _news(self) -> None:
        if self._settling is not None:
            self._read(self._settling.party_id)
        if self.held is not None:
            work = partial(self.desk.books.ask, queries.detail, self.held.id)
            self.desk.jobs.read(work, self._looked, self._gone, owner=self)

    def _looked(self, now: queries.PaymentDetail) -> None:
        if self.held is not None and now.version != self.held.version:
            self.elsewhere.say(
                "This payment was changed elsewhere meanwhile. Copy what you need, cancel, and open "
                "it again."
            )

    def _gone(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self.elsewhere.say("This payment was deleted elsewhere meanwhile.")
        else:
            self.desk.messages.failure(error)

    def _row_marked(
        self, _now: QModelIndex | None = None, _before: QModelIndex | None = None
    ) -> None:
        kept = self._settling.kept_back if self._settling else frozenset()
        self.offers.show_invoice(self.marked, kept)

    def _enter_in_full(self) -> None:
        row = self.lines.table.currentIndex().row()
        if self.marked is not None:
            self.lines.put(row, MONEY, ZERO)
            self.lines.put(row, MONEY, max(self.lines.peek()[row]["left"], ZERO))

    def _enter_deduction(self, offer: Deduction) -> None:
        row = self.lines.table.currentIndex().row()
        if self.marked is not None:
            self.lines.deduct(row, offer.kind, offer.amount)

    def _reckon(self) -> None:
        """The running totals; the amount follows the lines until it is typed."""
        money, kept_back = self.lines.sums()
        self.head.follow(money)
        try:
            received = self.head.money()
        except Invalid:
            self.totals.show_figures({"on_invoices": money, "kept_back": kept_back})
            return
        self.totals.show_figures(
            {
                "received": received,
                "on_invoices": money,
                "on_account": received - money,
                "kept_back": kept_back,
                "settled": received + kept_back,
            }
        )

    def _placed(self, problem: Problem) -> Problem:
        """A problem of the books' about a line of the draft, at the cell it came from."""
        match problem.field.split("."):
            case ["lines", number, "amount"] if number.isdigit() and int(number) < len(
                self._places
            ):
                place = self._places[int(number)]
                field = f"lines.{place[0]}.{place[1]}" if place else "amount"
                return Problem(field, problem.sentence)
            case ["lines"]:
                return Problem("amount", problem.sentence)
            case _:
                return problem

    def _saved(self, method: int | None, payment_id: int) -> None:
        self.desk.settings.setValue(_METHOD, str(method or ""))
        self.desk.messages.note("The payment is saved.")
        self._clean = self._entered()
        self.accept()
        self.saved.emit(payment_id)

    def _not_saved(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Trouble):
            self.show_trouble(error)
        else:
            self.desk.messages.failure(error)
