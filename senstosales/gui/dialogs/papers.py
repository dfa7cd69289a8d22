"""The printed papers: preview with the choice of copies, design and printer, and saved as files."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.gui import printable
from senstosales.gui.copy_memory import CopyMemory
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import PDF, WORKBOOK, file_name, save_file
from senstosales.gui.printable import Printable, today
from senstosales.queries import challans, dispatch, office, voucher_detail


def show_paper(desk: Desk, kind: VoucherKind, paper_id: int, parent: QWidget | None = None) -> None:
    """Preview a paper of ours of that kind."""
    printable.show(desk, partial(read_paper, desk, kind, paper_id), parent)


def show_issued(
    desk: Desk, kind: VoucherKind, paper_id: int, parent: QWidget | None = None
) -> None:
    """Preview a paper that was kept just now, unless it is only a draft."""
    printable.show(desk, partial(_in_force, desk, kind, paper_id), parent)


def show_invoice(desk: Desk, invoice_id: int, parent: QWidget | None = None) -> None:
    """Preview a tax invoice."""
    show_paper(desk, VoucherKind.INVOICE, invoice_id, parent)


def show_challan(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview a delivery challan."""
    show_paper(desk, VoucherKind.CHALLAN, challan_id, parent)


def show_certificate(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview the guarantee certificate of a challan's goods."""
    printable.show(desk, partial(_certificate, desk, challan_id), parent)


def show_slip(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview the packing slip of a challan's goods."""
    printable.show(desk, partial(_slip, desk, challan_id), parent)


def show_dispatch(
    desk: Desk, kind: VoucherKind, paper_id: int, parent: QWidget | None = None
) -> None:
    """Preview all papers of the dispatch that an invoice or a challan belongs to, as one job."""
    printable.show(desk, partial(read_dispatch, desk, kind, paper_id), parent)


def save_pdf(desk: Desk, kind: VoucherKind, paper_id: int, title: str, parent: QWidget) -> None:
    """Save a paper as PDF in the copies and the design that were chosen last; `title` names the file."""
    memory = CopyMemory.of(desk.settings)
    design = printable.chosen_design(desk.settings, kind.value)
    make = partial(_pdf, memory, design, partial(read_paper, desk, kind, paper_id))
    save_file(desk, parent, "Save as PDF", file_name(title, "pdf"), PDF, make)


def mail_paper(desk: Desk, kind: VoucherKind, paper_id: int, parent: QWidget) -> None:
    """Open the form that mails a paper: its first copy, in the design that was chosen last."""
    design = printable.chosen_design(desk.settings, kind.value)
    work = partial(_first_copy, desk, kind, paper_id, design)
    desk.jobs.read(work, partial(_mail, desk, parent), owner=parent)


def save_workbook(
    desk: Desk, kind: VoucherKind, paper_id: int, title: str, parent: QWidget
) -> None:
    """Save a paper as an Excel workbook; `title` names the file."""
    make = partial(_workbook, desk, kind, paper_id)
    save_file(desk, parent, "Export as Excel", file_name(title, "xlsx"), WORKBOOK, make)


def read_paper(desk: Desk, kind: VoucherKind, paper_id: int) -> Printable:
    """A paper, ready to be printed. Runs in a working lane."""
    held = desk.books.ask(voucher_detail.detail, paper_id, kind)
    return printable.of_voucher(held, today(desk))


def read_dispatch(desk: Desk, kind: VoucherKind, paper_id: int) -> Printable:
    """All papers of a dispatch, ready to be printed. Runs in a working lane."""
    ask = dispatch.of_invoice if kind is VoucherKind.INVOICE else dispatch.of_challan
    return printable.dispatch_of(desk.books.ask(ask, paper_id), today(desk))


def _in_force(desk: Desk, kind: VoucherKind, paper_id: int) -> Printable | None:
    held = desk.books.ask(voucher_detail.detail, paper_id, kind)
    draft = held.status is Status.DRAFT
    return None if draft else printable.of_voucher(held, today(desk))


def _certificate(desk: Desk, challan_id: int) -> Printable:
    detail = desk.books.ask(challans.detail, challan_id)
    text = desk.books.ask(office.setting, "certificate_text")
    return printable.certificate_of(detail, text, today(desk))


def _slip(desk: Desk, challan_id: int) -> Printable:
    held = desk.books.ask(voucher_detail.detail, challan_id, VoucherKind.CHALLAN)
    return printable.slip_of(held, today(desk))


def _pdf(memory: CopyMemory, design: str, read: Callable[[], Printable]) -> bytes:
    paper = read()
    return paper.pdf(paper.chosen(memory), paper.design(design))


def _first_copy(
    desk: Desk, kind: VoucherKind, paper_id: int, design: str
) -> tuple[Printable, bytes]:
    """The copy that is the recipient's. Runs in a reading lane."""
    paper = read_paper(desk, kind, paper_id)
    return paper, paper.pdf(paper.usual[:1], paper.design(design))


def _mail(desk: Desk, parent: QWidget, found: tuple[Printable, bytes]) -> None:
    printable.mail(desk, *found, parent)


def _workbook(desk: Desk, kind: VoucherKind, paper_id: int) -> bytes:
    from senstosales.documents import templates

    return templates.xlsx(desk.books.ask(voucher_detail.detail, paper_id, kind))
