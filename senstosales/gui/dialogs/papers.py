"""The printed papers: preview with the choice of copies, design and printer, and saved as files.

Everything that makes pages is imported in the reading lane, when the first paper is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui import voucher_rows
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import PDF, WORKBOOK, file_name, save_file
from senstosales.queries import challans, office, voucher_detail
from senstosales.queries.papers import VoucherDetail

if TYPE_CHECKING:
    from senstosales.gui.preview import PreviewDialog

Render = Callable[[tuple[str, ...], str], bytes]


@dataclass(frozen=True, slots=True)
class _Paper:
    """One paper about to be shown: `kind` names its remembered copies and design, `marks` all it may
    bear, `designs` all it can be had in, each with a sentence about it.
    """

    kind: str
    title: str
    marks: tuple[str, ...]
    usual: tuple[str, ...]
    render: Render
    designs: tuple[tuple[str, str], ...] = ()


def show_paper(desk: Desk, kind: VoucherKind, paper_id: int, parent: QWidget | None = None) -> None:
    """Preview a paper of ours of that kind."""
    _show(desk, partial(_paper, desk, kind, paper_id), parent)


def show_issued(
    desk: Desk, kind: VoucherKind, paper_id: int, parent: QWidget | None = None
) -> None:
    """Preview a paper that was kept just now, unless it is only a draft."""
    work = partial(_paper_in_force, desk, kind, paper_id)
    desk.jobs.read(work, partial(_open_if_any, desk, parent), owner=parent)


def show_invoice(desk: Desk, invoice_id: int, parent: QWidget | None = None) -> None:
    """Preview a tax invoice."""
    show_paper(desk, VoucherKind.INVOICE, invoice_id, parent)


def show_challan(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview a delivery challan."""
    show_paper(desk, VoucherKind.CHALLAN, challan_id, parent)


def show_certificate(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview the guarantee certificate of a challan's goods."""
    _show(desk, partial(_certificate, desk, challan_id), parent)


def save_pdf(desk: Desk, kind: VoucherKind, paper_id: int, title: str, parent: QWidget) -> None:
    """Save a paper as PDF in the copies and the design that were chosen last; `title` names the file."""
    make = partial(_pdf, desk.settings, partial(_paper, desk, kind, paper_id))
    save_file(desk, parent, "Save as PDF", file_name(title, "pdf"), PDF, make)


def save_workbook(
    desk: Desk, kind: VoucherKind, paper_id: int, title: str, parent: QWidget
) -> None:
    """Save a paper as an Excel workbook; `title` names the file."""
    make = partial(_workbook, desk, kind, paper_id)
    save_file(desk, parent, "Export as Excel", file_name(title, "xlsx"), WORKBOOK, make)


def chosen_copies(
    settings: QSettings, kind: str, marks: Sequence[str], usual: Sequence[str]
) -> tuple[str, ...]:
    """The copies of this paper that were chosen last; the usual ones the first time."""
    kept = str(settings.value(f"copies/{kind}", "|".join(usual))).split("|")
    return tuple(mark for mark in marks if mark in kept) or tuple(usual)


def chosen_design(settings: QSettings, kind: str, designs: Sequence[str]) -> str:
    """The design of this paper that was chosen last, else its first; empty where it has none."""
    kept = str(settings.value(f"design/{kind}", ""))
    return kept if kept in designs else next(iter(designs), "")


def _show(desk: Desk, read: Callable[[], _Paper], parent: QWidget | None) -> None:
    desk.jobs.read(read, partial(_open, desk, parent), owner=parent)


def _open_if_any(desk: Desk, parent: QWidget | None, paper: _Paper | None) -> None:
    if paper is not None:
        _open(desk, parent, paper)


def _open(desk: Desk, parent: QWidget | None, paper: _Paper) -> None:
    from senstosales.gui.preview import Copy, Design, PreviewDialog

    chosen = chosen_copies(desk.settings, paper.kind, paper.marks, paper.usual)
    names = [name for name, _ in paper.designs]
    dialog = PreviewDialog(
        paper.title,
        paper.render,
        [Copy(mark, mark.capitalize(), mark in chosen) for mark in paper.marks],
        file_name(paper.title, "pdf"),
        jobs=desk.jobs,
        messages=desk.messages,
        settings=desk.settings,
        designs=[Design(name, name.capitalize(), about) for name, about in paper.designs],
        design=chosen_design(desk.settings, paper.kind, names),
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if paper.marks:
        dialog.finished.connect(partial(_remember, desk.settings, paper.kind, dialog))
    dialog.design_chosen.connect(partial(desk.settings.setValue, f"design/{paper.kind}"))
    dialog.open()


def _remember(settings: QSettings, kind: str, dialog: "PreviewDialog", _result: int) -> None:
    if dialog.chosen:
        settings.setValue(f"copies/{kind}", "|".join(dialog.chosen))


def _pdf(settings: QSettings, read: Callable[[], _Paper]) -> bytes:
    paper = read()
    copies = chosen_copies(settings, paper.kind, paper.marks, paper.usual)
    names = [name for name, _ in paper.designs]
    return paper.render(copies, chosen_design(settings, paper.kind, names))


def _today(desk: Desk) -> date:
    return desk.books.clock().astimezone().date()


def _paper(desk: Desk, kind: VoucherKind, paper_id: int) -> _Paper:
    return _voucher(desk, desk.books.ask(voucher_detail.detail, paper_id, kind))


def _paper_in_force(desk: Desk, kind: VoucherKind, paper_id: int) -> _Paper | None:
    held = desk.books.ask(voucher_detail.detail, paper_id, kind)
    return None if held.status is Status.DRAFT else _voucher(desk, held)


def _voucher(desk: Desk, held: VoucherDetail) -> _Paper:
    from senstosales.documents import copies, templates

    marks = copies.marks(held)
    bears_marks = marks != copies.QUOTATION_COPIES
    extra = (copies.EXTRA_COPY,) if held.kind is VoucherKind.INVOICE else ()
    return _Paper(
        held.kind.value,
        voucher_rows.title(held),
        (*marks, *extra) if bears_marks else (),
        marks if bears_marks else (),
        lambda wanted, design: templates.pdf(held, design, wanted, _today(desk)),
        tuple((name, templates.DESCRIPTIONS[name]) for name in templates.TEMPLATES[held.kind]),
    )


def _certificate(desk: Desk, challan_id: int) -> _Paper:
    from senstosales.documents import certificate

    detail = desk.books.ask(challans.detail, challan_id)
    text = desk.books.ask(office.setting, "certificate_text")
    return _Paper(
        "certificate",
        f"Guarantee certificate {detail.particulars.certificate_number or detail.number}",
        (),
        (),
        lambda _copies, _design: certificate.pdf(detail, _today(desk), text),
    )


def _workbook(desk: Desk, kind: VoucherKind, paper_id: int) -> bytes:
    from senstosales.documents import templates

    return templates.xlsx(desk.books.ask(voucher_detail.detail, paper_id, kind))
