"""The tab of papers with prices: what can be done with all of them, whatever their kind."""

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Nature, Status, VoucherKind
from senstosales.gui import voucher_rows
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import papers, throw_away, voucher_kinds
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.tables import Empty
from senstosales.gui.voucher_view import VoucherView
from senstosales.gui.wording import say
from senstosales.queries.columns import Register
from senstosales.queries.papers import VoucherDetail
from senstosales.services import bin as bin_service
from senstosales.services import vouchers
from senstosales.services.challans import Issued
from senstosales.services.voucher_drafts import VoucherDraft

PAPER_NEWS = frozenset(
    {
        "vouchers", "voucher_lines", "orders", "receipts", "receipt_lines", "businesses",
        "payment_lines",
    }
)  # fmt: skip


class VoucherTab(PaperTab):
    """Print, save, export, copy, change and throw away a draft, cancel: `_papers` and `_fate` are these
    actions in the order of the menus. A subclass adds its own and sets the next step in `_steps`.
    """

    watches = PAPER_NEWS
    table = "vouchers"

    def __init__(
        self,
        desk: Desk,
        register: Register,
        kind: VoucherKind | None,
        *,
        empty: Empty,
        split: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        self.detail = VoucherView(desk, kind)
        super().__init__(desk, register, self.detail, empty=empty, split=split, parent=parent)
        self._make_common()
        self.detail.loaded.connect(self._loaded)

    def _make_common(self) -> None:
        self.print = self._act(
            "Print…", "Ctrl+P", self._print, "printer", "Preview the paper and print it"
        )
        self.save = self._act(
            "Save as PDF…",
            "Ctrl+S",
            self._save,
            "file-down",
            "Save the paper as PDF, in the copies and the design chosen last",
        )
        self.mail = self._act(
            "E-mail…",
            "Ctrl+Alt+E",
            self._mail,
            "mail",
            "Send the paper by e-mail, its PDF attached",
        )
        self.export = self._act(
            "Export as Excel…",
            "Ctrl+Shift+E",
            self._export,
            "file-spreadsheet",
            "Save the paper as an Excel workbook",
        )
        self.copy = self._act(
            "Copy number", "Ctrl+Shift+C", self._copy, "copy", "Copy the number of the paper"
        )
        self.edit = self._act(
            "Open the draft…", "F2", self._edit, "pencil", "Go on with a draft, or change a paper"
        )
        self.discard = self._act(
            "Throw the draft away…",
            "Ctrl+Del",
            self._discard,
            "trash-2",
            "Throw a draft away; it was never issued, so its number is free again",
        )
        self.cancel = self._act(
            "Cancel the paper…",
            "Ctrl+Shift+X",
            self._cancel,
            "ban",
            "Cancel the paper with a reason; its number stays used",
        )

    @property
    def _papers(self) -> tuple[QAction, ...]:
        return self.print, self.save, self.mail, self.export, self.copy

    @property
    def _fate(self) -> tuple[QAction, ...]:
        return self.edit, self.discard, self.cancel

    def _loaded(self, paper: VoucherDetail) -> None:
        draft = paper.status is Status.DRAFT
        for action in self._actions:
            action.setEnabled(True)
        self.edit.setVisible(self._may_change(paper))
        self.discard.setVisible(draft)
        self.cancel.setVisible(not draft)
        self.cancel.setEnabled(paper.status is not Status.CANCELLED)
        self.cancel.setText(say(f"Cancel the {_words(paper)}…"))
        self.mail.setEnabled(not draft)
        self._set_primary(self._steps(paper))

    def _may_change(self, paper: VoucherDetail) -> bool:
        """Whether its form may be opened again."""
        return paper.status is Status.DRAFT

    def _steps(self, paper: VoucherDetail) -> QAction | None:
        """Show what can be done with this paper; returns the next step."""
        return self.edit if paper.status is Status.DRAFT else self.print

    def _write(
        self,
        kind: VoucherKind,
        *,
        nature: Nature | None = None,
        start: VoucherDraft | None = None,
        voucher_id: int | None = None,
    ) -> None:
        """Open the form of a paper; what is issued is shown as it will be printed."""
        from senstosales.gui.dialogs.voucher_form import VoucherForm

        form = VoucherForm(
            self.desk, kind, nature=nature, start=start, voucher_id=voucher_id, parent=self
        )
        form.saved.connect(partial(self._kept, kind))
        form.open()

    def _kept(self, kind: VoucherKind, issued: Issued) -> None:
        papers.show_issued(self.desk, kind, issued.id, self)

    def _print(self) -> None:
        paper = self.detail.current
        if paper is not None:
            papers.show_paper(self.desk, paper.kind, paper.id, self)

    def _save(self) -> None:
        paper = self.detail.current
        if paper is not None:
            papers.save_pdf(self.desk, paper.kind, paper.id, voucher_rows.title(paper), self)

    def _mail(self) -> None:
        paper = self.detail.current
        if paper is not None:
            papers.mail_paper(self.desk, paper.kind, paper.id, self)

    def _export(self) -> None:
        paper = self.detail.current
        if paper is not None:
            papers.save_workbook(self.desk, paper.kind, paper.id, voucher_rows.title(paper), self)

    def _copy(self) -> None:
        if self.detail.current is not None:
            self._copy_number(self.detail.current.number)

    def _edit(self) -> None:
        paper = self.detail.current
        if paper is not None and self._may_change(paper):
            self._write(paper.kind, nature=paper.nature, voucher_id=paper.id)

    def _discard(self) -> None:
        paper = self.detail.current
        if paper is None or paper.status is not Status.DRAFT:
            return
        desk, title = self.desk, f"{_words(paper)} {paper.number}"
        throw_away.ThrowAway(
            desk,
            title,
            partial(bin_service.discard_draft, desk.books, desk.actor, paper.kind, paper.id),
            partial(self._discarded, title, paper.id),
            self,
        ).open()

    def _discarded(self, title: str, key: int) -> None:
        self.detail.forget()
        self.both.back()
        throw_away.tell(self.desk, title, self.noun, key)

    def _cancel(self) -> None:
        paper = self.detail.current
        if paper is None or paper.status in (Status.DRAFT, Status.CANCELLED):
            return
        desk, title = self.desk, voucher_rows.title(paper)
        words = _words(paper)
        ReasonDialog(
            desk,
            title=f"Cancel {words} {paper.number}",
            sentence=self._what_cancelling_does(paper),
            button=f"Cancel the {words}",
            write=partial(self._cancelling, paper),
            done=partial(desk.messages.note, f"{title} is cancelled."),
            parent=self,
        ).open()

    def _what_cancelling_does(self, paper: VoucherDetail) -> str:
        return "The number stays used and the paper is kept, marked as cancelled."

    def _cancelling(self, paper: VoucherDetail, reason: str) -> None:
        """Runs on the writing lane."""
        vouchers.cancel(self.desk.books, self.desk.actor, paper.kind, paper.id, reason)


def _words(paper: VoucherDetail) -> str:
    """What the paper is called within a sentence."""
    return voucher_kinds.words(paper.kind, paper.nature).name
