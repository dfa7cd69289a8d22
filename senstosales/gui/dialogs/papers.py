"""The printed papers: preview with the choice of copies and printer, and saved as files.

Everything that makes pages is imported in the reading lane, when the first paper is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import PDF, WORKBOOK, file_name, save_file
from senstosales.queries import challans, invoices, office

if TYPE_CHECKING:
    from senstosales.gui.preview import PreviewDialog

Render = Callable[[tuple[str, ...]], bytes]


@dataclass(frozen=True, slots=True)
class _Paper:
    """One paper about to be shown: `kind` names its remembered copies, `marks` all it may bear."""

    kind: str
    title: str
    marks: tuple[str, ...]
    usual: tuple[str, ...]
    render: Render


def show_invoice(desk: Desk, invoice_id: int, parent: QWidget | None = None) -> None:
    """Preview a tax invoice."""
    _show(desk, partial(_invoice, desk, invoice_id), parent)


def show_challan(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview a delivery challan."""
    _show(desk, partial(_challan, desk, challan_id), parent)


def show_certificate(desk: Desk, challan_id: int, parent: QWidget | None = None) -> None:
    """Preview the guarantee certificate of a challan's goods."""
    _show(desk, partial(_certificate, desk, challan_id), parent)


def save_invoice_pdf(desk: Desk, invoice_id: int, number: str, parent: QWidget) -> None:
    """Save an invoice as PDF with the copies that were last printed."""
    make = partial(_pdf, desk.settings, partial(_invoice, desk, invoice_id))
    name = file_name(f"Invoice {number}", "pdf")
    save_file(desk, parent, "Save as PDF", name, PDF, make)


def save_challan_pdf(desk: Desk, challan_id: int, number: str, parent: QWidget) -> None:
    """Save a challan as PDF with the copies that were last printed."""
    make = partial(_pdf, desk.settings, partial(_challan, desk, challan_id))
    name = file_name(f"Challan {number}", "pdf")
    save_file(desk, parent, "Save as PDF", name, PDF, make)


def save_invoice_workbook(desk: Desk, invoice_id: int, number: str, parent: QWidget) -> None:
    """Save an invoice as an Excel workbook."""
    make = partial(_invoice_workbook, desk, invoice_id)
    name = file_name(f"Invoice {number}", "xlsx")
    save_file(desk, parent, "Export as Excel", name, WORKBOOK, make)


def save_challan_workbook(desk: Desk, challan_id: int, number: str, parent: QWidget) -> None:
    """Save a challan as an Excel workbook."""
    make = partial(_challan_workbook, desk, challan_id)
    name = file_name(f"Challan {number}", "xlsx")
    save_file(desk, parent, "Export as Excel", name, WORKBOOK, make)


def chosen_copies(
    settings: QSettings, kind: str, marks: Sequence[str], usual: Sequence[str]
) -> tuple[str, ...]:
    """The copies of this paper that were chosen last; the usual ones the first time."""
    kept = str(settings.value(f"copies/{kind}", "|".join(usual))).split("|")
    return tuple(mark for mark in marks if mark in kept) or tuple(usual)


def _show(desk: Desk, read: Callable[[], _Paper], parent: QWidget | None) -> None:
    desk.jobs.read(read, partial(_open, desk, parent), owner=parent)


def _open(desk: Desk, parent: QWidget | None, paper: _Paper) -> None:
    from senstosales.gui.preview import Copy, PreviewDialog

    chosen = chosen_copies(desk.settings, paper.kind, paper.marks, paper.usual)
    dialog = PreviewDialog(
        paper.title,
        paper.render,
        [Copy(mark, mark.capitalize(), mark in chosen) for mark in paper.marks],
        file_name(paper.title, "pdf"),
        jobs=desk.jobs,
        messages=desk.messages,
        settings=desk.settings,
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if paper.marks:
        dialog.finished.connect(partial(_remember, desk.settings, paper.kind, dialog))
    dialog.open()


def _remember(settings: QSettings, kind: str, dialog: "PreviewDialog", _result: int) -> None:
    if dialog.chosen:
        settings.setValue(f"copies/{kind}", "|".join(dialog.chosen))


def _pdf(settings: QSettings, read: Callable[[], _Paper]) -> bytes:
    paper = read()
    return paper.render(chosen_copies(settings, paper.kind, paper.marks, paper.usual))


def _today(desk: Desk) -> date:
    return desk.books.clock().astimezone().date()


def _invoice(desk: Desk, invoice_id: int) -> _Paper:
    from senstosales.documents import invoice

    detail = desk.books.ask(invoices.detail, invoice_id)
    return _Paper(
        "invoice",
        f"Invoice {detail.number}",
        (*invoice.INVOICE_COPIES, invoice.EXTRA_COPY),
        invoice.INVOICE_COPIES,
        lambda copies: invoice.pdf(detail, copies, _today(desk)),
    )


def _challan(desk: Desk, challan_id: int) -> _Paper:
    from senstosales.documents import challan

    detail = desk.books.ask(challans.detail, challan_id)
    return _Paper(
        "challan",
        f"Challan {detail.number}",
        challan.CHALLAN_COPIES,
        challan.CHALLAN_COPIES,
        lambda copies: challan.pdf(detail, copies, _today(desk)),
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
        lambda _copies: certificate.pdf(detail, _today(desk), text),
    )


def _invoice_workbook(desk: Desk, invoice_id: int) -> bytes:
    from senstosales.documents import invoice

    return invoice.xlsx(desk.books.ask(invoices.detail, invoice_id))


def _challan_workbook(desk: Desk, challan_id: int) -> bytes:
    from senstosales.documents import challan

    return challan.xlsx(desk.books.ask(challans.detail, challan_id))
