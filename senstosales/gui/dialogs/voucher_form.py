"""Writing a paper with lines of its own: free invoice, bill of supply, quotation, note, free challan.

The figures and the reason for every tax stand there while one types.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.gst import DiscountKind
from senstosales.domain.kinds import Nature, Status, VoucherKind, VoucherState
from senstosales.errors import Invalid, Problem, Trouble
from senstosales.gui import cells, turns
from senstosales.gui.autosave import Autosave, KeptAs
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import number_look, voucher_asking, voucher_keeping
from senstosales.gui.dialogs.number_look import NumberLook
from senstosales.gui.dialogs.voucher_asking import Answer, Beginning
from senstosales.gui.dialogs.voucher_drafting import drafted, entered, in_grid
from senstosales.gui.dialogs.voucher_frame import VoucherFrame
from senstosales.gui.dialogs.voucher_looking import VersionLook
from senstosales.gui.forms import sure_to_lose
from senstosales.gui.jobs import Ticket
from senstosales.gui.live import Watcher
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say
from senstosales.queries.papers import VoucherDetail
from senstosales.services import vouchers
from senstosales.services.challans import Issued
from senstosales.services.paper_forms import ParticularsDraft
from senstosales.services.voucher_drafts import VoucherDraft

_TYPING_MS = 200
_WATCHED = frozenset({"vouchers", "parties", "businesses", "settings", "products"})


class VoucherForm(VoucherFrame):
    """`VoucherForm(desk, kind, start=draft, parent=window).open()`; `saved(Issued)` when it is kept.

    `start` is what a new paper begins with; of a note it may name no more than the invoice in
    `reference_id`. `voucher_id` is a draft, or a quotation not yet answered, to be changed. `kept` is
    what stood in the form when it was not saved.
    """

    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        kind: VoucherKind,
        *,
        nature: Nature | None = None,
        start: VoucherDraft | None = None,
        voucher_id: int | None = None,
        kept: Unfinished | None = None,
        parent: QWidget | None = None,
    ) -> None:
        if nature is None:
            nature = start.nature if start is not None else None
        if nature is None and kind is VoucherKind.INVOICE:
            nature = Nature.TAX_INVOICE
        super().__init__(desk, kind, nature, parent)
        self._start, self._voucher_id = start, voucher_id
        self.autosave = Autosave(self, desk, kept)
        self._held: VoucherDetail | None = None
        self._usual_terms: tuple[str, ...] = ()
        self._kept: VoucherDraft | None = None
        self._clean: Any = None
        self._saving = False
        self._ticket: Ticket | None = None
        self._version = VersionLook(desk, kind, self)
        self._version.told.connect(self._changed_elsewhere)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.work_out)
        self.watcher = Watcher(self, desk.live, _WATCHED, self._news)
        self.setWindowTitle(say(self._name))
        self.parts = turns.of_dialog(self, parent, self._put_together())
        self._read_beginning()

    def _put_together(self) -> Iterator[None]:
        yield from self._build()
        self._number = NumberLook(self.desk, self.kind, self.head.number, self.head.date, self)
        number_look.of_order(self.desk, self.terms.their_order, self)
        for part in (self.head, self.lines, self.money, self.carriage, self.terms):
            part.changed.connect(self._changed)
        self.head.original_wanted.connect(self._read_original)
        self.save_button.clicked.connect(self.issue)
        self.draft_button.clicked.connect(self.save_draft)
        for keys, run in (
            ("Ctrl+Return", self.issue),
            ("Ctrl+Enter", self.issue),
            ("Ctrl+S", self.save_draft),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self._entitle()

    @property
    def begun(self) -> bool:
        """Whether the books have said what the form begins with."""
        return self._clean is not None

    @property
    def touched(self) -> bool:
        """Whether something would be lost."""
        return self.begun and entered(self) != self._clean

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is saved."""
        return voucher_keeping.kept_as(self, self._start, self._voucher_id, self._held)

    def typed(self) -> dict[str, Any]:
        return voucher_keeping.typed_in(self)

    def type_again(self, kept: Mapping[str, Any]) -> None:
        voucher_keeping.type_again(self, kept)

    def warn(self, sentence: str) -> None:
        self.elsewhere.say(sentence)

    def draft(self, state: VoucherState) -> VoucherDraft:
        """What stands in the form; raises `Invalid` with a problem for each wrong entry."""
        return self._drafted(state)[0]

    def issue(self) -> None:
        """Keep the paper as final, or say beside the entries what is still wrong."""
        self._save(self.words.final)

    def save_draft(self) -> None:
        """Keep what stands there, finished or not."""
        if not self.draft_button.isHidden():
            self._save(VoucherState.DRAFT)

    def work_out(self) -> None:
        """Ask the books what this would come to."""
        self._typing.stop()
        if not self.begun or self._saving:
            return
        self._number.look(self._held)
        self.mark_sections()
        if self._ticket is not None:
            self._ticket.drop()
        try:
            draft, places = self._drafted(VoucherState.DRAFT, figures=True)
        except Invalid:
            # Beside the field it is said when the field is left; here only the figures go.
            self._no_figures()
            return
        original = self.head.linked
        self.lines.set_day(original.date if original else draft.date)
        self._entitle()
        work = partial(self.desk.books.ask, voucher_asking.answer, draft)
        self._ticket = self.desk.jobs.read(work, partial(self._answered, places), owner=self)

    def show_trouble(self, trouble: Trouble, *, focus: bool = True) -> None:
        """Each problem beside its entry; what concerns no entry above the form.

        The first wrong entry gets the keyboard, unless this comes while somebody types elsewhere.
        """
        problems = list(trouble.problems) if isinstance(trouble, Invalid) else []
        problems = problems or [Problem(trouble.field or "", trouble.sentence)]
        rest = self.head.show_problems(problems, focus=focus)
        focus = focus and len(rest) == len(problems)
        left = list(self.lines.show_problems(rest))
        if focus and len(left) < len(rest):
            self.section(0)
            self.lines.mark_wrong()
            focus = False
        rest = left
        for place, part in enumerate(self.rarer, 1):
            left = part.show_problems(rest, focus=focus)
            if focus and len(left) < len(rest):
                self.sections.setCurrentIndex(place)
                focus = False
            rest = left
        self.trouble.say("\n".join(each.sentence for each in rest))

    def reject(self) -> None:
        """Cancel, Esc or the window's cross."""
        if not self.touched or sure_to_lose(self):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (_RETURN, _ENTER)
        if not enter:
            super().keyPressEvent(event)

    def _read_beginning(self) -> None:
        self.body.setEnabled(False)
        work = partial(
            self.desk.books.ask, voucher_asking.begin, self.kind, self._voucher_id, self._start
        )
        self.desk.jobs.read(work, self._beginning_known, self._not_begun, owner=self)

    def _beginning_known(self, beginning: Beginning) -> None:
        self.parts.then(partial(self._begin, beginning))

    def _begin(self, beginning: Beginning) -> None:
        self._held, draft = beginning.held, beginning.draft
        self._usual_terms = beginning.terms
        self.body.setEnabled(True)
        self.elsewhere.say("")
        day = beginning.original.date if beginning.original else beginning.today
        if draft is not None:
            self.become(draft.nature)
        self.lines.start(beginning.gst_rate, day)
        self.money.start(beginning.gst_rate, round_to_rupee=beginning.round_to_rupee)
        self.head.start(beginning)
        if draft is not None:
            self._kept = draft
            self._fill(draft, beginning.original)
        else:
            self._kept = VoucherDraft(kind=self.kind, date=beginning.today, nature=self.nature)
            self.terms.fill(self._usual(beginning))
        self._entitle()
        self._clean = entered(self)
        self.autosave.begin()
        self.stand()
        (self.head.buyer.name if self.lines.empty else self.lines).setFocus()
        self.work_out()

    def _usual(self, beginning: Beginning) -> ParticularsDraft:
        """What the office prints on papers of this kind unless they say otherwise."""
        payment = beginning.payment_terms if self.kind is VoucherKind.INVOICE else None
        return ParticularsDraft(payment_terms=payment, terms=beginning.terms)

    def _fill(self, draft: VoucherDraft, original: VoucherDetail | None) -> None:
        said = draft.particulars
        if self.kind.is_note and self._held is None:
            # A note travels in no vehicle of its invoice, and has terms of its own.
            said = ParticularsDraft(terms=self._usual_terms)
        self.lines.fill(draft.lines, original)
        self.money.fill(draft)
        self.carriage.fill(draft.model_copy(update={"particulars": said}))
        self.terms.fill(said)

    def _not_begun(self, error: BaseException) -> None:
        self.desk.messages.failure(error)
        super().reject()

    @property
    def _name(self) -> str:
        name = self.words.name
        if self._held is not None:
            return f"Change {name} {self._held.number}"
        return f"New {name}" if self._voucher_id is None else f"Change {name}"

    def _entitle(self) -> None:
        held = self._held
        self.setWindowTitle(say(self._name))
        self.title.setText(say(self._name))
        original = self.head.linked
        self.about.setText(
            say(
                f"corrects invoice {original.number} of {cells.day(original.date)}"
                if original
                else ""
            )
        )
        sent = held is not None and held.status in (Status.SENT, Status.EXPIRED)
        self.draft_button.setVisible(not sent)
        self.save_button.setText(say("Save changes" if sent else self.words.button))

    def _drafted(
        self, state: VoucherState, *, figures: bool = False
    ) -> tuple[VoucherDraft, list[int]]:
        assert self._kept is not None
        return drafted(self, self._kept, state, figures=figures)

    def _save(self, state: VoucherState) -> None:
        if self._saving or not self.begun:
            return
        # Takes the keyboard from a cell that is being typed in, so that its value counts.
        self.save_button.setFocus()
        self._clear_problems()
        try:
            draft, places = self._drafted(state)
        except Invalid as error:
            self.show_trouble(error)
            return
        self._set_busy(busy=True)
        books, actor, held = self.desk.books, self.desk.actor, self._held
        work = partial(vouchers.create, books, actor, draft)
        if held is not None:
            work = partial(vouchers.change, books, actor, held.id, draft, version=held.version)
        self.desk.jobs.write(
            work, partial(self._kept_now, state), partial(self._not_saved, places), owner=self
        )

    def _kept_now(self, state: VoucherState, issued: Issued) -> None:
        desk, words = self.desk, self.words
        shown = partial(desk.open, words.tab, issued.id)
        done = "is kept as a draft" if state is VoucherState.DRAFT else words.done
        self._clean = entered(self)
        self.saved.emit(issued)
        self.accept()
        name = words.name[0].upper() + words.name[1:]
        desk.messages.note(f"{name} {issued.number} {done}.", "Show", shown)
        shown()

    def _not_saved(self, places: list[int], error: BaseException) -> None:
        self._set_busy(busy=False)
        match error:
            case Invalid():
                self.show_trouble(in_grid(error, places))
            case Trouble():
                self.show_trouble(error)
            case _:
                self.desk.messages.failure(error)

    def _set_busy(self, *, busy: bool) -> None:
        self._saving = busy
        self.save_button.setEnabled(not busy)
        self.draft_button.setEnabled(not busy)
        if busy:
            self.save_button.setText(say(self.words.busy))
        else:
            self._entitle()

    def _changed(self) -> None:
        if self.begun:
            if self._ticket is not None:
                self._ticket.drop()  # its figures are of lines that have changed since
            self._typing.start()

    def _answered(self, places: list[int], answer: Answer) -> None:
        # What is said beside entries goes when they are typed in again, not because figures came.
        self.trouble.say("")
        if answer.proposal is None:
            self._no_figures()
            if answer.trouble is not None:
                self.show_trouble(answer.trouble, focus=False)
            return
        proposal = answer.proposal
        self.lines.show_figures(proposal.lines, places)
        self.money.show_figures(proposal.charges)
        self.totals.show_proposal(proposal)
        self.totals.explain(proposal.tax_note if proposal.lines else "Enter the first line.")
        self.totals.warn(
            " ".join(
                part
                for part in (answer.credit, self._missing_hsn(), self._of_note(proposal))
                if part
            )
        )

    def _missing_hsn(self) -> str:
        count = self.lines.without_hsn
        if not count or self.kind is VoucherKind.QUOTATION:
            return ""
        lines = "One line has" if count == 1 else f"{count} lines have"
        return f"{lines} no HSN code; the GST return asks for it."

    def _of_note(self, proposal: VoucherDetail) -> str:
        """What to think of before a note is issued."""
        original, parts = self.head.linked, []
        if original is None:
            return ""
        until = FiscalYear.of(original.date).notes_until
        if self.kind is VoucherKind.CREDIT_NOTE and proposal.date > until:
            parts.append(f"After {cells.day(until)} it no longer lowers the tax (s. 34(2)).")
        agreed = proposal.pricing.discount
        if agreed is not None and agreed.kind is DiscountKind.FLAT:
            parts.append("The discount is that of the whole invoice: lower it with the goods.")
        return " ".join(parts)

    def _no_figures(self) -> None:
        self.lines.forget_figures()
        self.totals.show_proposal(None)
        self.totals.explain("The figures come when the entries marked in red are right.")

    def _clear_problems(self) -> None:
        self.trouble.say("")
        for part in (self.head, self.lines, self.money, self.carriage, self.terms):
            part.clear_problems()

    def _read_original(self, invoice_id: int) -> None:
        work = partial(self.desk.books.ask, voucher_asking.note, self.kind, invoice_id)
        self.desk.jobs.read(work, self._original_known, self._no_original, owner=self)

    def _original_known(self, found: tuple[VoucherDraft, VoucherDetail]) -> None:
        draft, original = found
        typed = not self.lines.empty and self.touched
        self.head.set_original(draft, original)
        self.lines.set_day(original.date)
        assert self._kept is not None
        self._kept = self._kept.model_copy(update={"nature": draft.nature})
        self.become(draft.nature)
        self._entitle()
        load = partial(self._load_lines, draft, original)
        if typed:
            self.elsewhere.say(
                f"The lines you typed stand beside invoice {original.number}.",
                "Load its lines instead",
                load,
            )
        else:
            load()

    def _load_lines(self, draft: VoucherDraft, original: VoucherDetail) -> None:
        self.elsewhere.say("")
        self._fill(draft, original)
        self._changed()

    def _no_original(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            self.show_trouble(Invalid(error.sentence, field="reference_id"))
        else:
            self.desk.messages.failure(error)

    def _news(self) -> None:
        """Parties, series or settings changed, or the very paper that is being changed here."""
        if not self.begun or self._saving:
            return
        self.work_out()
        if self._held is not None:
            self._version.look(self._held, self.words.name)

    def _changed_elsewhere(self, sentence: str, still_there: bool) -> None:
        if not self._saving:
            action = "Load what is there now" if still_there else ""
            self.elsewhere.say(sentence, action, self._load_again if still_there else None)

    def _load_again(self) -> None:
        if not self.touched or sure_to_lose(self):
            self._clean = None
            self._read_beginning()


_RETURN, _ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
