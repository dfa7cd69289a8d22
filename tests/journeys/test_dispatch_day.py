"""A day of dispatches at the desk: twenty challans billed at once, all printed, one of them mailed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.gui.dialogs.batch_invoices import BatchInvoices
from senstosales.gui.dialogs.mail_paper import MailPaper
from senstosales.gui.dialogs.print_all import PrintAll
from senstosales.gui.dialogs.result_sheet import ResultSheet
from senstosales.gui.outbox import Outbox
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.printing import PrinterBox
from senstosales.gui.tabs.challans import ChallansTab
from senstosales.gui.tabs.invoices import InvoicesTab
from senstosales.queries import challans, invoices, voucher_detail
from senstosales.queries.columns import Filter
from senstosales.services.mail_server import ENVIRONMENT
from tests.conftest import OpenCopy
from tests.gui.tabs.test_marked_papers import printer_to
from tests.journeys.conftest import Clerk
from tests.journeys.test_main_job import _tab
from tests.mail import MailBox, url
from tests.playing import import_pages, send, whole

TWENTY = 20
TO = "stores@bhel.example"


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    """An order with twenty challans on it, none of them billed."""
    opened = open_copy(office_file)
    import_pages(opened, "po-fifty-items")
    for item in range(1, TWENTY + 1):
        send(opened, "6649104", [(item, 1, "2")])
    return opened


def test_twenty_challans_become_twenty_invoices_printed_and_mailed(
    seat: Callable[..., Clerk],
    books: Books,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = MailBox()
    box.start()
    monkeypatch.setenv(ENVIRONMENT, url(box))
    printed = tmp_path / "printed.pdf"
    monkeypatch.setattr(PrinterBox, "printer", lambda _self, _title: printer_to(printed))
    try:
        clerk = seat(books)
        desk = clerk.window.desk
        outbox = Outbox(desk, lambda: None, lambda: True, clerk.window)
        said: list[str] = []
        desk.messages.said.connect(lambda _tone, sentence: said.append(sentence))
        clerk.window.navigate("challans", books.ask(challans.page, Filter(), None, 1, 0)[0].id)
        tab = _tab(clerk, ChallansTab)
        clerk.until(lambda: tab.view.model.rowCount() == TWENTY)
        tab.view.table.setFocus()
        qtbot.keyClick(tab.view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        clerk.picture("marked")
        tab.bill_all.trigger()
        bills = clerk.comes_up(BatchInvoices)
        clerk.until(bills.go.isEnabled)
        clerk.picture("batch", bills)
        wanted = [row.id for row in bills.table.rows]
        qtbot.keyClick(bills, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        sheet = clerk.comes_up(ResultSheet)
        clerk.picture("result", sheet)
        assert [row.id for row in sheet.table.rows] == wanted
        assert {row.status for row in sheet.table.rows} == {Status.MADE}
        made = [row.key for row in sheet.table.rows]
        numbers = [books.ask(voucher_detail.detail, key).number for key in made]
        assert numbers == [str(number) for number in range(1, TWENTY + 1)]

        assert sheet.next_step is not None
        sheet.next_step.click()
        together = clerk.comes_up(PrintAll)
        for mark in list(together.copies.boxes)[1:]:
            together.copies.boxes[mark].setChecked(False)
        clerk.picture("print-all", together)
        together.run()
        clerk.until(lambda: printed.exists() and not desk.jobs.running)
        assert len(PdfReader(printed).pages) == TWENTY
        sheet.accept()

        clerk.window.navigate("invoices", made[0])
        bill = _tab(clerk, InvoicesTab)
        clerk.until(lambda: bill.detail.current is not None and bill.dispatch.isEnabled())
        bill.dispatch.trigger()
        preview = clerk.comes_up(PreviewDialog)
        clerk.until(preview.mail_button.isEnabled)
        assert preview.document.pageCount() == 8
        clerk.picture("dispatch", preview)
        seen = preview.bytes
        preview.mail_button.click()
        mail = clerk.comes_up(MailPaper)
        mail.form.fields["recipient"].set_value(TO)
        clerk.picture("mail", mail)
        mail.form.submit()
        clerk.until(lambda: f"The mail to {TO} is in the outbox." in said)
        received = box.wait()
        [attached] = received.iter_attachments()
        assert received["To"] == TO
        assert attached.get_content() == seen
        preview.reject()
        clerk.until(lambda: [row.status for row in bill.detail.mails.table.rows] == [Status.SENT])
        clerk.until(lambda: any(each.endswith("is sent.") for each in said))
        clerk.picture("mailed")
        outbox.stop()
        assert len(books.ask(invoices.page, Filter(), None, 100, 0)) == TWENTY
        whole(books)
    finally:
        box.stop()
