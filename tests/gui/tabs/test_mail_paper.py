"""Papers sent by e-mail from the window, through a real mail server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senstosales.books.store import Books
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import Refused
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import mail_paper, papers, statements
from senstosales.gui.dialogs.mail_paper import MailPaper
from senstosales.gui.letters_page import LettersPage
from senstosales.gui.outbox import Outbox
from senstosales.gui.preview import PreviewDialog
from senstosales.gui.tabs.challans import SPEC as CHALLANS
from senstosales.gui.tabs.invoices import SPEC as INVOICES
from senstosales.queries import voucher_detail, vouchers
from senstosales.services import outbox
from senstosales.services.drafts import make
from senstosales.services.mail_server import ENVIRONMENT
from senstosales.services.paper_letters import PaperLetterDraft
from senstosales.services.postman import Postman
from tests.gui.tabs.conftest import Opened
from tests.gui.tabs.test_marked_papers import pages
from tests.mail import MailBox, url

INVOICE, CHALLAN = VoucherKind.INVOICE, VoucherKind.CHALLAN
TO = "stores@bhel.example"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailBox]:
    started = MailBox()
    started.start()
    monkeypatch.setenv(ENVIRONMENT, url(started))
    yield started
    started.stop()


@pytest.fixture
def parent(qtbot: QtBot, desk: Desk) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk) -> Iterator[Callable[[Any, int], Any]]:
    """A tab with a paper open in it."""

    def show(spec: Any, key: int) -> Any:
        tab = spec.factory(desk)
        qtbot.addWidget(tab)
        tab.resize(1366, 700)
        tab.show()
        tab.show_item(key)
        qtbot.waitUntil(lambda: tab.detail.current is not None and desk.jobs.idle)
        return tab

    yield show
    qtbot.waitUntil(lambda: desk.jobs.idle)


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system is asked to open."""
    asked: list[str] = []

    def open_url(asked_for: QUrl) -> bool:
        asked.append(asked_for.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


def find(books: Books, kind: VoucherKind, number: str = "5") -> int:
    return books.ask(vouchers.find, kind, number)


def go_round(books: Books) -> None:
    Postman(books).go_round()


def fill(dialog: MailPaper, **values: Any) -> None:
    for name, value in values.items():
        dialog.form.fields[name].set_value(value)
    dialog.form.submit()


def test_an_invoice_goes_out_and_its_state_is_seen(
    qtbot: QtBot,
    shown: Callable[[Any, int], Any],
    books: Books,
    box: MailBox,
    opened: Opened[Any],
    heard: list[str],
) -> None:
    tab = shown(INVOICES, find(books, INVOICE))
    assert not tab.detail.mails.isVisible()
    tab.mail.trigger()
    dialog = opened(MailPaper)
    assert dialog.windowTitle() == "E-mail Invoice 5"
    assert dialog.save.text() == "Send"
    assert dialog.attached.text().startswith("Invoice 5.pdf, ")
    file = dialog.file
    (page,) = pages(file.content)
    assert "ORIGINAL FOR RECIPIENT" in page
    dialog.form.submit()
    assert dialog.form.fields["recipient"].error
    fill(dialog, recipient="nobody")
    assert "not an e-mail address" in dialog.form.fields["recipient"].error
    fill(dialog, recipient=TO, copy_to="a@b.example nobody")
    assert "not an e-mail address" in dialog.form.fields["copy_to"].error
    with qtbot.waitSignal(dialog.accepted):
        fill(dialog, copy_to="a@b.example, c@d.example", text="Namaste\n\nThe invoice.")
    assert heard == [f"The mail to {TO} is in the outbox."]
    qtbot.waitUntil(tab.detail.mails.isVisible)
    [row] = tab.detail.mails.table.rows
    assert (row.recipient, row.status) == (TO, Status.WAITING)
    go_round(books)
    [mail] = box.received
    assert (mail["To"], mail["Cc"]) == (TO, "a@b.example, c@d.example")
    assert mail["Subject"] == "Invoice 5 from NARMADA PRECISION WORKS"
    assert mail.get_body().get_content() == "Namaste\n\nThe invoice.\n"
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == "Invoice 5.pdf"
    assert attached.get_content() == file.content
    qtbot.waitUntil(lambda: tab.detail.mails.table.rows[0].status is Status.SENT)
    assert not tab.detail.mails.again.isVisible()
    tab.mail.trigger()
    again = opened(MailPaper)
    assert again.form.fields["recipient"].value() == TO, "remembered"
    again.form.set_clean()
    again.reject()


def test_what_is_seen_in_the_preview_is_what_is_mailed(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    box: MailBox,
    opened: Opened[Any],
) -> None:
    papers.show_dispatch(desk, INVOICE, find(books, INVOICE), parent)
    preview = opened(PreviewDialog)
    qtbot.waitUntil(preview.mail_button.isEnabled)
    seen = preview.bytes
    preview.mail_button.click()
    dialog = opened(MailPaper)
    assert dialog.file.content == seen
    assert len(pages(dialog.file.content)) == 8
    with qtbot.waitSignal(dialog.accepted):
        fill(dialog, recipient=TO)
    go_round(books)
    [attached] = box.received[0].iter_attachments()
    assert attached.get_filename() == "Dispatch papers of invoice 5.pdf"
    assert attached.get_content() == seen
    preview.reject()


def test_a_statement_of_account_is_mailed_to_its_party(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    box: MailBox,
    opened: Opened[Any],
) -> None:
    party = books.ask(voucher_detail.detail, find(books, INVOICE)).party_id
    assert party is not None
    statements.show_statement(desk, party, parent)
    preview = opened(PreviewDialog)
    qtbot.waitUntil(preview.mail_button.isEnabled)
    preview.mail_pages()
    dialog = opened(MailPaper)
    assert "Statement of account" in dialog.form.fields["subject"].value()
    with qtbot.waitSignal(dialog.accepted):
        fill(dialog, recipient=TO)
    [row] = outbox.listed(books)
    assert row.voucher_id is None
    preview.reject()


def test_without_a_server_the_mail_program_is_opened_and_it_is_said(
    qtbot: QtBot,
    shown: Callable[[Any, int], Any],
    books: Books,
    opened: Opened[Any],
    heard: list[str],
    links: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tab = shown(CHALLANS, find(books, CHALLAN))
    tab.mail.trigger()
    dialog = opened(MailPaper)
    assert dialog.save.text() == "Save the PDF and open the mail program"
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("attach the file there yourself" in each for each in said)
    target = tmp_path / "none" / "Challan 5.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    fill(dialog, recipient=TO, copy_to="a@b.example", text="Grüße & mehr\nnext line")
    assert "could not be saved" in dialog.form._general.text()
    target.parent.mkdir()
    with qtbot.waitSignal(dialog.accepted):
        dialog.form.submit()
    assert target.read_bytes() == dialog.file.content
    [asked] = links
    assert asked.startswith(f"mailto:{TO}?cc=a%40b.example&subject=Challan%205%20from")
    assert unquote(asked).endswith("body=Grüße & mehr\r\nnext line")
    assert heard == ["Attach Challan 5.pdf to the mail that has been opened."]
    assert outbox.listed(books) == []


def test_a_machine_without_mail_program_is_told(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    opened: Opened[Any],
    heard: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    target = tmp_path / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    papers.mail_paper(desk, CHALLAN, find(books, CHALLAN), parent)
    dialog = opened(MailPaper)
    with qtbot.waitSignal(dialog.accepted):
        fill(dialog, recipient=TO)
    assert heard == [
        f"No mail program could be opened. x.pdf is saved: attach it to a mail to {TO} yourself."
    ]


def test_a_long_text_makes_a_link_that_every_system_passes_on() -> None:
    draft = make(
        PaperLetterDraft, {"recipient": TO, "subject": "x", "text": "₹ and more words " * 200}
    )
    assert len(mail_paper.link(draft)) <= 1900
    assert mail_paper.link(draft).startswith(f"mailto:{TO}?subject=x&body=%E2%82%B9%20and")


def test_a_draft_is_not_mailed(
    qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, errors: list[BaseException]
) -> None:
    from senstosales.domain.kinds import VoucherState
    from tests.services.test_vouchers import kept

    papers.mail_paper(desk, INVOICE, kept(books, state=VoucherState.DRAFT), parent)
    qtbot.waitUntil(lambda: bool(errors))
    error = errors.pop()
    assert isinstance(error, Refused)
    assert "Issue it first" in error.sentence


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, parent: QWidget) -> LettersPage:
    made = LettersPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 500)
    made.show()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    return made


def post(qtbot: QtBot, desk: Desk, books: Books, parent: QWidget, opened: Opened[Any]) -> None:
    papers.mail_paper(desk, INVOICE, find(books, INVOICE), parent)
    dialog = opened(MailPaper)
    with qtbot.waitSignal(dialog.accepted):
        fill(dialog, recipient=TO)


def test_letters_are_tried_again_and_cancelled_at_the_desk(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    page: LettersPage,
    box: MailBox,
    opened: Opened[Any],
    heard: list[str],
    went: list[tuple[str, int]],
) -> None:
    box.answers[TO] = "550 5.1.1 No such user"
    post(qtbot, desk, books, parent, opened)
    go_round(books)
    qtbot.waitUntil(lambda: [row.status for row in page.table.rows] == [Status.FAILED])
    page.table.selectRow(0)
    assert page.again.isEnabled()
    assert not page.cancel.isEnabled()
    assert "No such user" in page.table.rows[0].said
    page.again.trigger()
    qtbot.waitUntil(lambda: page.table.rows[0].status is Status.WAITING)
    assert heard[-1] == f"The mail to {TO} is tried again."
    page.cancel.trigger()
    qtbot.waitUntil(lambda: page.table.rows[0].status is Status.CANCELLED)
    assert not page.cancel.isEnabled()
    page.table.opened.emit(page.table.rows[0])
    assert went == [("invoices", find(books, INVOICE))]
    box.answers.clear()
    page.again.trigger()
    qtbot.waitUntil(lambda: page.table.rows[0].status is Status.WAITING)
    go_round(books)
    qtbot.waitUntil(lambda: page.table.rows[0].status is Status.SENT)
    assert len(box.received) == 1
    assert not page.again.isEnabled()


def test_the_window_tells_what_became_of_a_mail(
    qtbot: QtBot,
    desk: Desk,
    books: Books,
    parent: QWidget,
    box: MailBox,
    opened: Opened[Any],
    heard: list[str],
) -> None:
    box.answers[TO] = "450 4.2.0 Come back later"
    watcher = Outbox(desk, lambda: desk.open("users", -3), lambda: True)
    try:
        qtbot.waitUntil(lambda: watcher._told >= 0)
        post(qtbot, desk, books, parent, opened)
        qtbot.waitUntil(lambda: any("tried again by itself" in each for each in heard))
        box.answers.clear()
        [row] = outbox.listed(books)
        outbox.try_again(books, desk.actor, row.id)
        assert box.wait()["To"] == TO
        qtbot.waitUntil(lambda: any(each.endswith("is sent.") for each in heard))
    finally:
        watcher.stop()
    qtbot.waitUntil(lambda: desk.jobs.idle)
