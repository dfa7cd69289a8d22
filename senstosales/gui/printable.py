"""A paper about to be printed, saved or mailed: what it is called, which copies and designs it has.

Everything that makes pages is imported in the reading lane, when the first paper is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import VoucherKind
from senstosales.gui import copy_memory, turns, voucher_rows
from senstosales.gui.copy_boxes import MOST, Copy
from senstosales.gui.copy_memory import CopyMemory
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import file_name
from senstosales.queries.papers import ChallanDetail, PartyOnPaper, VoucherDetail

if TYPE_CHECKING:
    from senstosales.documents.paper import Run
    from senstosales.gui.preview import PreviewDialog
    from senstosales.queries.dispatch import Dispatch

Runs = Callable[[tuple[str, ...], str], "Sequence[Run]"]
"""The papers in the named copies and design, ready to be drawn."""


NOUNS = {
    VoucherKind.INVOICE: "invoices",
    VoucherKind.CHALLAN: "challans",
    VoucherKind.QUOTATION: "quotations",
    VoucherKind.DEBIT_NOTE: "tax_notes",
    VoucherKind.CREDIT_NOTE: "tax_notes",
}
"""The tab in which a paper of each kind is opened."""


@dataclass(frozen=True, slots=True)
class Printable:
    """`kind` and `buyer` name the remembered copies, `designs` are (name, sentence about it), which are
    remembered for `designed_as` where that is another kind. `noun` and `id` are the paper that it is,
    or is made of, and `party` whose that is.
    """

    kind: str
    title: str
    runs: Runs
    copies: tuple[Copy, ...] = ()
    buyer: str = ""
    designs: tuple[tuple[str, str], ...] = ()
    noun: str = ""
    id: int = 0
    party: str = ""
    designed_as: str = ""

    @property
    def design_kind(self) -> str:
        """The kind for which its design is remembered."""
        return self.designed_as or self.kind

    @property
    def usual(self) -> tuple[str, ...]:
        """The copies that are printed where nobody chose others."""
        return tuple(copy.key for copy in self.copies for _ in range(copy.wanted))

    @property
    def file_name(self) -> str:
        return file_name(self.title, "pdf")

    def chosen(self, memory: CopyMemory) -> tuple[str, ...]:
        """The copies that were chosen last, for this buyer or else for this kind."""
        return memory.chosen(self.kind, self.buyer, [copy.key for copy in self.copies], self.usual)

    def design(self, wanted: str) -> str:
        """The design of that name, else its first; empty where there is but one."""
        names = [name for name, _ in self.designs]
        return wanted if wanted in names else next(iter(names), "")

    def pdf(self, copies: tuple[str, ...], design: str) -> bytes:
        """Its pages as one document."""
        from senstosales.documents.paper import joined

        found = self.runs(copies, design)
        return joined(found, self.title if len(found) > 1 else "")


def chosen_design(settings: QSettings, kind: str) -> str:
    """The name of the design that was chosen last for this kind."""
    return str(settings.value(f"design/{kind}", ""))


def show(desk: Desk, read: Callable[[], Printable | None], parent: QWidget | None) -> None:
    """Read a paper and preview it; where there is none nothing happens."""
    desk.jobs.read(read, partial(_open, desk, parent), owner=parent)


def mail(desk: Desk, paper: Printable, pdf: bytes, parent: QWidget | None) -> None:
    """Open the form that mails these pages of the paper."""
    from senstosales.gui.dialogs import mail_paper
    from senstosales.services.paper_letters import Matter

    matter = Matter(paper.title, paper.id or None)
    mail_paper.open_for(desk, matter, paper.file_name, lambda: pdf, parent)


def _open(desk: Desk, parent: QWidget | None, paper: Printable | None) -> None:
    from senstosales.gui.preview import Design, PreviewDialog

    if paper is None:
        return
    chosen = paper.chosen(CopyMemory.of(desk.settings))
    dialog = PreviewDialog(
        paper.title,
        paper.pdf,
        [replace(copy, wanted=chosen.count(copy.key)) for copy in paper.copies],
        paper.file_name,
        jobs=desk.jobs,
        messages=desk.messages,
        settings=desk.settings,
        designs=[Design(name, name.capitalize(), about) for name, about in paper.designs],
        design=paper.design(chosen_design(desk.settings, paper.design_kind)),
        kind=paper.kind,
        mail=partial(mail, desk, paper),
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if paper.copies:
        dialog.finished.connect(partial(_remember, desk.settings, paper, dialog, dialog.chosen))
    dialog.design_chosen.connect(partial(desk.settings.setValue, f"design/{paper.design_kind}"))
    turns.show_dialog(dialog)


def _remember(
    settings: QSettings,
    paper: Printable,
    dialog: "PreviewDialog",
    before: tuple[str, ...],
    _result: int,
) -> None:
    """What was changed is remembered; what was only looked at says nothing of a buyer's wishes."""
    if dialog.chosen and dialog.chosen != before:
        copy_memory.remember(settings, paper.kind, paper.buyer, dialog.chosen)


def today(desk: Desk) -> date:
    """The day that is printed at the foot."""
    return desk.books.clock().astimezone().date()


def several(title: str = "Number of copies") -> tuple[Copy, ...]:
    """The choice for a paper that bears no marks."""
    return (Copy("", title, 1, MOST),)


def marked(
    marks: Sequence[str], *, extra: str = "", prefix: str = "", group: str = ""
) -> tuple[Copy, ...]:
    """The choice for a paper whose copies bear marks, each wanted once, and extra ones if asked for."""
    found = [Copy(f"{prefix}{mark}", mark.capitalize(), group=group) for mark in marks]
    if extra:
        found.append(Copy(f"{prefix}{extra}", "Extra copies", 0, MOST, group))
    return tuple(found)


def of_voucher(held: VoucherDetail, printed_on: date) -> Printable:
    """A paper of ours that bears a number."""
    from senstosales.documents import copies, templates

    marks = copies.marks(held)
    bears_marks = marks != copies.QUOTATION_COPIES
    extra = copies.EXTRA_COPY if held.kind is VoucherKind.INVOICE else ""

    def runs(wanted: tuple[str, ...], design: str) -> "Sequence[Run]":
        run = templates.run(held, design, wanted, printed_on)
        return (run if bears_marks else replace(run, copies=wanted),)

    return Printable(
        held.kind.value,
        voucher_rows.title(held),
        runs,
        marked(marks, extra=extra) if bears_marks else several(),
        copy_memory.buyer_key(_whom(held)),
        tuple((name, templates.DESCRIPTIONS[name]) for name in templates.TEMPLATES[held.kind]),
        NOUNS[held.kind],
        held.id,
        _whom(held).name,
    )


def certificate_of(challan: ChallanDetail, text: str, printed_on: date) -> Printable:
    """The guarantee certificate of a challan's goods."""
    from senstosales.documents import certificate
    from senstosales.documents.paper import Run

    number = challan.particulars.certificate_number or challan.number
    return Printable(
        "certificate",
        f"Guarantee certificate {number}",
        lambda wanted, _design: (Run(certificate.paper(challan, printed_on, text), wanted),),
        several(),
        copy_memory.buyer_key(challan.consignee),
        noun=NOUNS[VoucherKind.CHALLAN],
        id=challan.id,
        party=challan.consignee.name,
    )


def slip_of(held: VoucherDetail, printed_on: date) -> Printable:
    """The packing slip of a paper's goods."""
    from senstosales.documents import packing_slip
    from senstosales.documents.paper import Run

    return Printable(
        "slip",
        f"Packing slip {held.number}",
        lambda wanted, _design: (Run(packing_slip.paper(held, printed_on), wanted),),
        several(),
        copy_memory.buyer_key(_whom(held)),
        noun=NOUNS[held.kind],
        id=held.id,
        party=_whom(held).name,
    )


def dispatch_of(held: "Dispatch", printed_on: date) -> Printable:
    """All papers of one dispatch, each in its own copies; the invoice in the design of invoices."""
    from senstosales.documents import copies, dispatch, templates

    def choice(part: Any) -> tuple[Copy, ...]:
        if part.marks == ("",):
            return (Copy(part.names[0], "Number of copies", 1, MOST, part.title),)
        extra = copies.EXTRA_COPY if copies.EXTRA_COPY in part.marks else ""
        marks = [mark for mark in part.marks if mark != extra]
        return marked(marks, extra=extra, prefix=f"{part.key}:", group=part.title)

    names = templates.TEMPLATES[VoucherKind.INVOICE] if held.invoice else ()
    filed = held.invoice or held.goods
    return Printable(
        "dispatch",
        dispatch.title(held),
        lambda wanted, design: tuple(
            dispatch.runs(held, wanted, design or templates.CLASSIC, printed_on)
        ),
        tuple(copy for part in dispatch.parts(held) for copy in choice(part)),
        copy_memory.buyer_key(_whom(filed)),
        tuple((name, templates.DESCRIPTIONS[name]) for name in names),
        NOUNS[filed.kind],
        filed.id,
        _whom(filed).name,
        VoucherKind.INVOICE.value,
    )


def _whom(held: VoucherDetail) -> PartyOnPaper:
    """The buyer; an order's challan names only where the goods go."""
    return held.buyer if held.buyer.name else held.consignee
