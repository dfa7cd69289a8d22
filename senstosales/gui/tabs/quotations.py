"""The Quotations tab: prepared, sent, answered, and made into an order or an invoice."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui import voucher_view
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.acceptance import AcceptanceDialog
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.voucher_tab import VoucherTab
from senstosales.gui.wording import say
from senstosales.queries import quotations as queries
from senstosales.queries import voucher_trail
from senstosales.queries.ahead import first_of
from senstosales.queries.papers import VoucherDetail
from senstosales.services import quotations
from senstosales.services.challans import Issued
from senstosales.services.voucher_drafts import VoucherDraft

_OPEN = (Status.SENT, Status.EXPIRED)
_ANSWERED = (Status.ACCEPTED, Status.DECLINED)
_CHANGEABLE = (Status.DRAFT, *_OPEN)


class QuotationsTab(VoucherTab):
    """The register of quotations, and the one that is marked."""

    noun = "quotations"
    group = "Quotations"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            queries.REGISTER,
            VoucherKind.QUOTATION,
            empty=Empty(
                "No quotations yet",
                "Write what you offer and until when. When the customer accepts, an order or an "
                "invoice is made of it without typing it again.",
                "New quotation",
                self._new,
            ),
            split=(624, 742),
            parent=parent,
        )
        self.view.table.leave_out(("lines", "taxable", "valid_until"))
        self._make_steps()
        self._offer(
            self.send, self.accept, self.decline, self.follow, self.revise, None,
            *self._papers, None, *self._fate,
        )  # fmt: skip
        self.view.add_action(self.new)
        self._offer_marked(VoucherKind.QUOTATION)

    def _make_steps(self) -> None:
        self.new = self._act("New quotation", "Ctrl+N", self._new, "plus", "Write what you offer")
        self.send = self._act(
            "Mark as sent",
            "Ctrl+M",
            self._send,
            "send",
            "The customer has been sent the quotation; from now on its validity runs",
        )
        self.accept = self._act(
            "Accepted…",
            "Ctrl+Shift+A",
            self._accept,
            "thumbs-up",
            "The customer takes it: make an order or an invoice of it, now or later",
        )
        self.decline = self._act(
            "Declined",
            "Ctrl+Shift+D",
            self._decline,
            "thumbs-down",
            "The customer does not take it",
        )
        self.follow = self._act(
            "Make order or invoice…",
            "Ctrl+Shift+M",
            self._accept,
            "arrow-right",
            "Make the order or the invoice that the accepted quotation leads to",
        )
        self.revise = self._act(
            "Revise…",
            "Ctrl+R",
            self._revise,
            "refresh-cw",
            "A new draft with everything of this one; its number says which revision it is",
        )

    def _may_change(self, paper: VoucherDetail) -> bool:
        return paper.status in _CHANGEABLE

    def _steps(self, paper: VoucherDetail) -> QAction | None:
        status = paper.status
        followed = bool(self.detail.trail.orders or self.detail.trail.invoices)
        self.edit.setText(say("Open the draft…" if status is Status.DRAFT else "Change…"))
        self.send.setVisible(status is Status.DRAFT)
        self.accept.setVisible(status in _OPEN or status is Status.DECLINED)
        self.decline.setVisible(status in _OPEN or (status is Status.ACCEPTED and not followed))
        self.follow.setVisible(status is Status.ACCEPTED)
        self.revise.setVisible(status in (*_OPEN, *_ANSWERED))
        match status:
            case Status.DRAFT:
                return self.send
            case Status.SENT:
                return self.accept
            case Status.EXPIRED | Status.DECLINED:
                return self.revise
            case Status.ACCEPTED if not followed:
                return self.follow
            case _:
                return self.print

    def _new(self) -> None:
        self._write(VoucherKind.QUOTATION)

    def _send(self) -> None:
        self._do(quotations.send, "is marked as sent")

    def _decline(self) -> None:
        self._do(partial(quotations.answer, accepted=False), "is marked as declined")

    def _do(self, step: Callable[..., object], done: str) -> None:
        """Take a step that needs no more words."""
        paper = self.detail.current
        if paper is not None:
            self.desk.jobs.write(
                partial(step, self.desk.books, self.desk.actor, paper.id),
                partial(self._done, f"Quotation {paper.number} {done}."),
                owner=self,
            )

    def _done(self, sentence: str, _result: object) -> None:
        self.desk.messages.note(sentence)

    def _revise(self) -> None:
        paper = self.detail.current
        if paper is not None:
            self.desk.jobs.write(
                partial(quotations.revise, self.desk.books, self.desk.actor, paper.id),
                partial(self._revised, paper.number),
                owner=self,
            )

    def _revised(self, old: str, issued: Issued) -> None:
        """The old one stays as it was sent; the new one is opened to be changed."""
        self.show_item(issued.id)
        self.desk.messages.note(f"Quotation {issued.number} revises {old}.")
        self._write(VoucherKind.QUOTATION, voucher_id=issued.id)

    def _accept(self) -> None:
        paper = self.detail.current
        if paper is None or paper.status is Status.DRAFT or paper.status is Status.CANCELLED:
            return
        dialog = AcceptanceDialog(self.desk, paper, self.detail.trail, self)
        dialog.order_made.connect(self._order_made)
        dialog.invoice_wanted.connect(self._invoice_wanted)
        dialog.open()

    def _order_made(self, order_id: int, number: str) -> None:
        shown = partial(self.desk.open, "orders", order_id)
        self.desk.messages.note(f"Order {number} is in the order book.", "Show", shown)

    def _invoice_wanted(self, draft: VoucherDraft) -> None:
        self._write(VoucherKind.INVOICE, start=draft)


SPEC = TabSpec(
    title="Quotations",
    icon="file-pen-line",
    nouns=("quotations",),
    factory=QuotationsTab,
    count=voucher_trail.quotations_waiting,
    watches=frozenset({"vouchers"}),
    ahead=first_of(queries.REGISTER, voucher_view.read),
)
