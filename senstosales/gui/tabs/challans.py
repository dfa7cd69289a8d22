"""The Delivery Challans tab: the register beside the challan that is open."""

from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui import challan_view
from senstosales.gui.challan_view import ChallanView, Opened
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import challan_form, throw_away
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.gui.wording import say
from senstosales.queries import challans
from senstosales.queries.ahead import first_of
from senstosales.queries.columns import Filter
from senstosales.queries.papers import ChallanDetail
from senstosales.services import bin as bin_service
from senstosales.services import challans as service
from senstosales.services import vouchers

_KIND = VoucherKind.CHALLAN


class ChallansTab(PaperTab):
    """Challans of orders, and those of goods that move without one (job work, returnable ...)."""

    noun = "challans"
    group = "Delivery challans"
    table = "vouchers"
    watches = frozenset({"vouchers", "voucher_lines", "orders", "receipts", "receipt_lines"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = ChallanView(desk)
        super().__init__(
            desk,
            challans.REGISTER,
            self.detail,
            empty=Empty(
                "No delivery challans yet",
                "Open an order in the Purchase Orders tab and press “Make challan”: its lines come "
                "filled with what is pending. A challan for job work, returnable goods or goods on "
                "approval is written here.",
                "New challan without an order",
                self._new,
            ),
            split=(624, 742),
            parent=parent,
        )
        self.view.table.leave_out(("lines", "quantity", "invoice_number", "value"))
        self._make_actions()
        self.detail.loaded.connect(self._loaded)

    def _make_actions(self) -> None:
        self.new = self._act(
            "New challan",
            "Ctrl+N",
            self._new,
            "plus",
            "A challan without an order: job work, returnable goods, on approval, other reasons",
        )
        self.invoice = self._act(
            "Make invoice",
            "Ctrl+M",
            self._invoice,
            "receipt-indian-rupee",
            "Bill what the challan has sent",
        )
        self.delivered = self._act(
            "Mark as delivered",
            "Ctrl+Shift+D",
            self._deliver,
            "package-check",
            "The goods of a challan without an order have arrived",
        )
        self.print = self._act(
            "Print…", "Ctrl+P", self._print, "printer", "Preview the challan and print it"
        )
        self.save = self._act(
            "Save as PDF…", "Ctrl+S", self._save, "file-down", "Save the copies chosen last as PDF"
        )
        self.certificate = self._act(
            "Guarantee certificate…",
            "Ctrl+Shift+G",
            self._certificate,
            "award",
            "Preview and print the guarantee certificate of the goods",
        )
        self.slip = self._act(
            "Packing slip…",
            "Ctrl+Shift+K",
            self._slip,
            "package",
            "Preview and print the packing slip of the goods",
        )
        self.dispatch = self._act(
            "Dispatch papers…",
            "Ctrl+Alt+D",
            self._dispatch,
            "truck",
            "Invoice, challan, guarantee certificate and packing slip in one job",
        )
        self.mail = self._act(
            "E-mail…",
            "Ctrl+Alt+E",
            self._mail,
            "mail",
            "Send the challan by e-mail, its PDF attached",
        )
        self.export = self._act(
            "Export as Excel…",
            "Ctrl+Shift+E",
            self._export,
            "file-spreadsheet",
            "Save the challan as an Excel workbook",
        )
        self.copy = self._act(
            "Copy number", "Ctrl+Shift+C", self._copy, "copy", "Copy the number of the challan"
        )
        self.edit = self._act("Edit…", "F2", self._edit, "pencil", "Change the challan")
        self.replace = self._act(
            "Send rejected goods again…",
            "Ctrl+Shift+R",
            self._replace,
            "undo-2",
            "Make a replacement challan for what was rejected of the order",
        )
        self.discard = self._act(
            "Throw the draft away…",
            "Ctrl+Del",
            self._discard,
            "trash-2",
            "Throw a draft away; it was never issued, so its number is free again",
        )
        self.cancel = self._act(
            "Cancel the challan…",
            "Ctrl+Shift+X",
            self._cancel,
            "ban",
            "Cancel the challan with a reason; its number stays used",
        )
        papers = (
            self.print, self.dispatch, self.certificate, self.slip, self.save, self.mail, self.export,
            self.copy,
        )  # fmt: skip
        self._offer(
            self.invoice, *papers, None, self.edit, self.replace, self.delivered, None,
            self.discard, self.cancel,
        )  # fmt: skip
        self.view.add_action(self.new)
        self.bill_all = self._act(
            "Make invoices…",
            "Ctrl+Alt+M",
            self._bill_all,
            "receipt-indian-rupee",
            "Make one invoice for each of the marked challans",
        )
        self._offer_marked(_KIND, self.bill_all)

    def _loaded(self, opened: Opened) -> None:
        challan, own = opened.challan, opened.own is not None
        draft = challan.status is Status.DRAFT
        for action in self._actions:
            action.setEnabled(True)
        self.invoice.setVisible(challan.status is Status.NOT_INVOICED)
        self.edit.setEnabled(draft if own else challan.can_change)
        self.edit.setText(say("Open the draft…" if draft else "Edit…"))
        self.replace.setVisible(not own)
        self.replace.setEnabled(opened.replaceable)
        self.certificate.setVisible(not own)
        self.delivered.setVisible(own and challan.status is Status.ISSUED)
        self.discard.setVisible(draft)
        self.mail.setEnabled(not draft)
        self.cancel.setVisible(not draft)
        self.cancel.setEnabled(challan.can_change and not draft)
        self._set_primary(self._next_step(challan, own=own))

    def _next_step(self, challan: ChallanDetail, *, own: bool) -> QAction | None:
        if challan.status is Status.DRAFT:
            return self.edit
        if own:
            return None if challan.status is Status.CANCELLED else self.print
        return self.invoice

    def _new(self) -> None:
        self._write(None)

    def _write(self, challan_id: int | None) -> None:
        """Open the form of a challan without an order."""
        from senstosales.gui.dialogs.voucher_form import VoucherForm

        form = VoucherForm(self.desk, _KIND, voucher_id=challan_id, parent=self)
        form.saved.connect(self._kept)
        form.open()

    def _kept(self, issued: service.Issued) -> None:
        from senstosales.gui.dialogs import papers

        papers.show_issued(self.desk, _KIND, issued.id, self)

    def _invoice(self) -> None:
        from senstosales.gui.dialogs import invoice_form

        if self.detail.key is not None:
            invoice_form.open_for_challan(self.desk, self.detail.key, self)

    def _edit(self) -> None:
        challan = self.detail.current
        if challan is None:
            return
        if challan.order is None:
            self._write(challan.id)
        else:
            challan_form.open_edit(self.desk, challan.id, self)

    def _replace(self) -> None:
        challan = self.detail.current
        if challan is not None and challan.order is not None and challan.order.id is not None:
            challan_form.open_new(self.desk, challan.order.id, self, replacement=True)

    def _deliver(self) -> None:
        challan = self.detail.current
        if challan is not None:
            self.desk.jobs.write(
                partial(service.mark_delivered, self.desk.books, self.desk.actor, challan.id),
                partial(self._arrived, challan.number),
                owner=self,
            )

    def _arrived(self, number: str, _nothing: None) -> None:
        self.desk.messages.note(f"Challan {number} is marked as delivered.")

    def _discard(self) -> None:
        challan = self.detail.current
        if challan is None or challan.status is not Status.DRAFT:
            return
        desk = self.desk
        throw_away.ThrowAway(
            desk,
            f"challan {challan.number}",
            partial(bin_service.discard_draft, desk.books, desk.actor, _KIND, challan.id),
            partial(self._discarded, f"challan {challan.number}", challan.id),
            self,
        ).open()

    def _discarded(self, title: str, key: int) -> None:
        self.detail.forget()
        self.both.back()
        throw_away.tell(self.desk, title, self.noun, key)

    def _cancel(self) -> None:
        challan = self.detail.current
        if challan is None or not challan.can_change:
            return
        desk = self.desk
        goes = (
            "Its goods count as not sent, and its number stays used. This cannot be undone."
            if challan.order is not None
            else "Its number stays used and the paper is kept, marked as cancelled."
        )
        ReasonDialog(
            desk,
            title=f"Cancel challan {challan.number}",
            sentence=goes,
            button="Cancel the challan",
            write=partial(self._cancelling, challan),
            done=partial(desk.messages.note, f"Challan {challan.number} cancelled"),
            parent=self.window(),
        ).open()

    def _cancelling(self, challan: ChallanDetail, reason: str) -> None:
        """Runs on the writing lane."""
        books, actor = self.desk.books, self.desk.actor
        if challan.order is None:
            vouchers.cancel(books, actor, _KIND, challan.id, reason)
        else:
            service.cancel(books, actor, challan.id, reason)

    def _print(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.show_challan(self.desk, self.detail.key, self)

    def _save(self) -> None:
        from senstosales.gui.dialogs import papers

        challan = self.detail.current
        if challan is not None:
            title = f"Challan {challan.number}"
            papers.save_pdf(self.desk, _KIND, challan.id, title, self)

    def _certificate(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.show_certificate(self.desk, self.detail.key, self)

    def _slip(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.show_slip(self.desk, self.detail.key, self)

    def _dispatch(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.show_dispatch(self.desk, _KIND, self.detail.key, self)

    def _bill_all(self) -> None:
        self.view.with_marked(self._bill_these)

    def _bill_these(self, challan_ids: tuple[int, ...]) -> None:
        from senstosales.gui.dialogs.batch_invoices import BatchInvoices

        if challan_ids:
            BatchInvoices(self.desk, challan_ids, self).open()

    def _mail(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.mail_paper(self.desk, _KIND, self.detail.key, self)

    def _export(self) -> None:
        from senstosales.gui.dialogs import papers

        challan = self.detail.current
        if challan is not None:
            title = f"Challan {challan.number}"
            papers.save_workbook(self.desk, _KIND, challan.id, title, self)

    def _copy(self) -> None:
        if self.detail.current is not None:
            self._copy_number(self.detail.current.number)


def _not_invoiced(session: Any) -> int:
    """How many challans wait for their invoice: the number on the tab."""
    return challans.totals(session, Filter(statuses=frozenset({Status.NOT_INVOICED}))).count


SPEC = TabSpec(
    title="Delivery Challans",
    icon="truck",
    nouns=("challans",),
    factory=ChallansTab,
    count=_not_invoiced,
    watches=frozenset({"vouchers"}),
    ahead=first_of(challans.REGISTER, challan_view.read),
)
