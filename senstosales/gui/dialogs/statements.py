"""Statements of account: preview with printing, and saved as files.

Everything that makes pages is imported in the reading lane, when the first one is asked for.
"""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import PDF, WORKBOOK, file_name, save_file
from senstosales.queries import accounts

if TYPE_CHECKING:
    from senstosales.queries.accounts import Statement


def show_statement(
    desk: Desk,
    party_id: int,
    parent: QWidget,
    *,
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Preview a party's statement, of its whole account unless days are given."""
    ask = partial(desk.books.ask, accounts.statement, party_id, since, until)
    desk.jobs.read(ask, partial(_open, desk, parent), owner=parent)


def save_pdf(desk: Desk, statement: "Statement", parent: QWidget) -> None:
    """Save a statement as PDF."""
    make = partial(_pdf, desk, statement, (), "")
    save_file(desk, parent, "Save as PDF", file_name(_title(statement), "pdf"), PDF, make)


def save_workbook(desk: Desk, statement: "Statement", parent: QWidget) -> None:
    """Save a statement as an Excel workbook."""
    name = file_name(_title(statement), "xlsx")
    save_file(desk, parent, "Export as Excel", name, WORKBOOK, partial(_workbook, statement))


def _open(desk: Desk, parent: QWidget, statement: "Statement") -> None:
    from senstosales.gui.preview import PreviewDialog

    dialog = PreviewDialog(
        _title(statement),
        partial(_pdf, desk, statement),
        [],
        file_name(_title(statement), "pdf"),
        jobs=desk.jobs,
        messages=desk.messages,
        settings=desk.settings,
        kind="statement",
        mail=partial(_mail, desk, statement),
        parent=parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _mail(desk: Desk, statement: "Statement", pdf: bytes, parent: QWidget) -> None:
    from senstosales.gui.dialogs import mail_paper
    from senstosales.services.paper_letters import Matter

    title = _title(statement)
    matter = Matter(title, party_id=statement.party_id)
    mail_paper.open_for(desk, matter, file_name(title, "pdf"), lambda: pdf, parent)


def _title(statement: "Statement") -> str:
    return f"Statement of account, {statement.party.name}"


def _pdf(desk: Desk, statement: "Statement", _copies: tuple[str, ...], _design: str) -> bytes:
    from senstosales.documents import statement as paper

    return paper.pdf(statement, desk.books.clock().astimezone().date())


def _workbook(statement: "Statement") -> bytes:
    from senstosales.documents import statement as paper

    return paper.xlsx(statement)
