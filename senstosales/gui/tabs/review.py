"""The Review queue: invoices that billing programs sent, on their way to the customer or back at billing."""

from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.handling import NEXT_STAGES, SECTION_OF, Stage
from senstosales.gui import handling_view, icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.correction import CorrectionDialog
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.handling_view import HandlingView, Opened
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.wording import say
from senstosales.queries import handling as queries
from senstosales.queries.ahead import first_of
from senstosales.queries.handling import HandledInvoice
from senstosales.services import handling
from senstosales.services.handling import Correction

_NEXT = {
    Stage.PICKING: ("Start picking", "clipboard-check", "is being picked"),
    Stage.PICKED: ("Mark as picked", "check", "is picked"),
    Stage.PACKING: ("Start packing", "package", "is being packed"),
    Stage.PACKED: ("Mark as packed", "package-check", "is packed"),
    Stage.DISPATCHED: ("Mark as dispatched", "truck", "is dispatched"),
    Stage.DELIVERED: ("Mark as delivered", "circle-check", "is delivered"),
}
"""What the next step is called, its icon, and what is said once it is done."""


class ReviewTab(PaperTab):
    """The register of sent invoices, and the one that is marked."""

    noun = "review"
    group = "Review queue"
    table = "vouchers"
    watches = frozenset({"handlings", "vouchers", "voucher_lines", "parties", "salesmen"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = HandlingView(desk)
        super().__init__(
            desk,
            queries.REGISTER,
            self.detail,
            empty=Empty(
                "No invoices from other programs",
                "Invoices that a billing program sends over REST stand here while they are picked, "
                "packed and delivered, and come back here when something is wrong with them. File > "
                "Other programs lets them in.",
            ),
            split=(624, 742),
            parent=parent,
        )
        self.view.table.leave_out(("salesman", "priority", "return_reason", "date"))
        self._make_actions()
        self.detail.loaded.connect(self._loaded)

    def _make_actions(self) -> None:
        self.next = self._act(
            "Next step",
            "Ctrl+M",
            self._move_on,
            "arrow-right",
            "The next step of picking, packing and delivery",
        )
        self.correct = self._act(
            "Correct…",
            "F2",
            self._correct,
            "pencil",
            "Put right what came back to billing; the invoice then goes on where it came from",
        )
        self.approve = self._act(
            "Approve as it is…",
            "Ctrl+Shift+A",
            self._approve,
            "thumbs-up",
            "Nothing on the invoice is wrong: say why, and it goes on where it came from",
        )
        self.give_back = self._act(
            "Return to billing…",
            "Ctrl+R",
            self._return,
            "undo-2",
            "Something is wrong with the invoice: say what, and billing looks at it",
        )
        self.paper = self._act(
            "Open the invoice",
            "Ctrl+O",
            self._open,
            "receipt-indian-rupee",
            "Show the invoice as it will be printed, in the Invoices tab",
        )
        self.copy = self._act(
            "Copy number", "Ctrl+Shift+C", self._copy, "copy", "Copy the number of the invoice"
        )
        self._offer(
            self.next, self.correct, self.approve, self.give_back, None, self.paper, self.copy
        )

    def _loaded(self, opened: Opened) -> None:
        stage = opened.invoice.stage
        after = NEXT_STAGES[stage]
        in_review = stage is Stage.REVIEW
        for action in self._actions:
            action.setEnabled(True)
        self.next.setVisible(bool(after))
        if after:
            words, icon, _ = _NEXT[after[0]]
            self.next.setText(say(words))
            icons.dress(self.next, icon)
        self.correct.setVisible(in_review)
        self.approve.setVisible(in_review)
        self.give_back.setVisible(not in_review)
        self.give_back.setEnabled(stage in SECTION_OF)
        if in_review:
            self._set_primary(self.correct)
        else:
            self._set_primary(self.next if after else self.paper)

    def _move_on(self) -> None:
        invoice = self.detail.current
        if invoice is None or not NEXT_STAGES[invoice.stage]:
            return
        desk, stage = self.desk, NEXT_STAGES[invoice.stage][0]
        desk.jobs.write(
            partial(handling.move, desk.books, desk.actor, invoice.id, stage),
            partial(self._done, f"Invoice {invoice.invoice_no} {_NEXT[stage][2]}."),
            owner=self,
        )

    def _done(self, sentence: str, _result: object) -> None:
        self.desk.messages.note(sentence)

    def _correct(self) -> None:
        invoice = self.detail.current
        if invoice is not None and invoice.stage is Stage.REVIEW:
            CorrectionDialog(self.desk, invoice, self).open()

    def _approve(self) -> None:
        invoice = self.detail.current
        if invoice is None or invoice.stage is not Stage.REVIEW:
            return
        ReasonDialog(
            self.desk,
            title=f"Approve invoice {invoice.invoice_no}",
            sentence=f"It came back: {(invoice.return_reason or '').rstrip('.')}. Nothing on it is "
            "changed; it goes on where it came from.",
            button="Approve",
            back="Not yet",
            label="What was found",
            write=partial(self._approving, invoice),
            done=partial(self.desk.messages.note, f"Invoice {invoice.invoice_no} goes on."),
            parent=self.window(),
        ).open()

    def _approving(self, invoice: HandledInvoice, notes: str) -> None:
        """Runs on the writing lane."""
        given = Correction(
            invoice_no=invoice.invoice_no, resolution_notes=notes, version=invoice.version
        )
        handling.correct(self.desk.books, self.desk.actor, given)

    def _return(self) -> None:
        invoice = self.detail.current
        if invoice is None or invoice.stage not in SECTION_OF:
            return
        ReasonDialog(
            self.desk,
            title=f"Return invoice {invoice.invoice_no} to billing",
            sentence="It waits in the review queue until billing has corrected or approved it. "
            "Programs that listen are told at once.",
            button="Return to billing",
            back="Not now",
            write=partial(self._returning, invoice),
            done=partial(
                self.desk.messages.note, f"Invoice {invoice.invoice_no} is back at billing."
            ),
            parent=self.window(),
        ).open()

    def _returning(self, invoice: HandledInvoice, reason: str) -> None:
        """Runs on the writing lane."""
        handling.return_to_billing(self.desk.books, self.desk.actor, invoice.invoice_no, reason)

    def _open(self) -> None:
        if self.detail.current is not None:
            self.desk.open("invoices", self.detail.current.id)

    def _copy(self) -> None:
        if self.detail.current is not None:
            self._copy_number(self.detail.current.invoice_no)


SPEC = TabSpec(
    title="Review queue",
    icon="inbox",
    nouns=("review",),
    factory=ReviewTab,
    count=queries.waiting,
    watches=frozenset({"handlings", "vouchers"}),
    about="Invoices that billing programs sent: picked, packed, delivered, or back at billing",
    ahead=first_of(queries.REGISTER, handling_view.read),
)
