"""Papers sent by mail, through a real mail server."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from senstosales.books.store import Books
from senstosales.documents import templates
from senstosales.domain import placeholders
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.domain.roles import Role
from senstosales.errors import Forbidden, Invalid, NotFound, Refused
from senstosales.queries import row_history, voucher_detail, vouchers
from senstosales.services import (
    businesses,
    checking,
    letters,
    office,
    outbox,
    paper_letters,
    parties,
)
from senstosales.services.drafts import make
from senstosales.services.letters import File
from senstosales.services.mail_server import ENVIRONMENT
from senstosales.services.paper_letters import Matter, PaperLetterDraft
from senstosales.services.parties import PartyDraft
from senstosales.services.postman import Postman
from senstosales.services.smtp import Delivery
from tests.clock import Clock
from tests.conftest import OpenCopy
from tests.mail import MailBox, url
from tests.playing import ACTOR
from tests.services.test_vouchers import kept

TO, ALSO = "stores@bhel.example", "accounts@bhel.example"


@pytest.fixture
def books(open_copy: OpenCopy, played_file: Path) -> Books:
    return open_copy(played_file)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailBox]:
    """A mail server that the environment names."""
    started = MailBox()
    started.start()
    monkeypatch.setenv(ENVIRONMENT, url(started))
    yield started
    started.stop()


def invoice(books: Books, number: str = "5") -> int:
    return books.ask(vouchers.find, VoucherKind.INVOICE, number)


def pdf(books: Books, number: str = "5") -> File:
    held = books.ask(voucher_detail.detail, invoice(books, number))
    data = templates.pdf(held, "classic", ("original",), books.clock().date())
    return File(f"Invoice {number} of April – Bhopal.pdf", data)


def draft(**facts: object) -> PaperLetterDraft:
    usual = {"recipient": TO, "subject": "Invoice 5", "text": "Please find attached.\n\n₹ 1."}
    return make(PaperLetterDraft, usual | facts)


def send(books: Books, number: str = "5", **facts: object) -> int:
    return paper_letters.send(
        books, ACTOR, draft(**facts), pdf(books, number), invoice(books, number)
    )


def go_round(books: Books) -> None:
    Postman(books).go_round()


def state(books: Books, letter_id: int) -> outbox.Posted:
    return next(each for each in outbox.listed(books) if each.id == letter_id)


def test_the_paper_arrives_byte_for_byte(books: Books, box: MailBox) -> None:
    file = pdf(books)
    key = send(books, copy_to=f"{ALSO}; Third@bhel.example {TO}")
    assert state(books, key).status is Status.WAITING
    assert state(books, key).files == file.name
    go_round(books)
    [mail] = box.received
    assert mail["To"] == TO
    assert mail["Cc"] == f"{ALSO}, third@bhel.example"
    assert mail["Auto-Submitted"] is None
    assert mail.get_body().get_content() == "Please find attached.\n\n₹ 1.\n"
    [attached] = mail.iter_attachments()
    assert attached.get_content() == file.content
    assert attached.get_filename() == file.name
    assert attached.get_content_type() == "application/pdf"
    found = state(books, key)
    assert (found.status, found.said, found.at) == (Status.SENT, "", books.clock())
    assert (found.kind, found.voucher_id) == (VoucherKind.INVOICE, invoice(books))
    assert outbox.of_voucher(books, invoice(books)) == [found]
    assert books.ask(lambda session: list(checking.problems(session))) == []
    # The file is not kept twice: the paper itself is in the books.
    with books.read() as session:
        assert [each.content for each in letters._files(session, key)] == [b""]


def test_a_time_without_a_line_and_a_crash_lose_nothing(
    books: Books, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv(ENVIRONMENT, f"smtp://127.0.0.1:{port}?from=a@b.example")
    file = pdf(books)
    key = send(books)
    go_round(books)
    waits = state(books, key)
    assert waits.status is Status.WAITING
    assert "cannot be reached" in waits.said
    assert waits.at is not None
    assert waits.at > clock()
    clock.move(hours=1)
    claimed = letters.claim(books)  # and the machine fails
    assert claimed is not None
    clock.move(minutes=3)
    box = MailBox()
    box.start()
    try:
        monkeypatch.setenv(ENVIRONMENT, url(box))
        go_round(books)
    finally:
        box.stop()
    [mail] = box.received
    [attached] = mail.iter_attachments()
    assert attached.get_content() == file.content
    assert state(books, key).status is Status.SENT


def test_a_wrong_address_fails_for_good_and_can_be_tried_again(
    books: Books, box: MailBox, clock: Clock
) -> None:
    box.answers[TO] = "550 5.1.1 No such user"
    key = send(books)
    go_round(books)
    failed = state(books, key)
    assert failed.status is Status.FAILED
    assert "No such user" in failed.said
    clock.move(days=1)
    go_round(books)
    assert box.received == []
    box.answers.clear()
    outbox.try_again(books, ACTOR, key)
    assert state(books, key).status is Status.WAITING
    go_round(books)
    assert len(box.received) == 1
    with pytest.raises(Refused, match="sent already"):
        outbox.try_again(books, ACTOR, key)
    with pytest.raises(Refused, match="sent already"):
        outbox.cancel(books, ACTOR, key)


def test_one_of_several_addresses_that_is_wrong_is_told(books: Books, box: MailBox) -> None:
    box.answers[ALSO] = "550 5.1.1 No such user"
    key = send(books, copy_to=ALSO)
    go_round(books)
    assert len(box.received) == 1
    found = state(books, key)
    assert found.status is Status.SENT
    assert found.said == f"Not for {ALSO}: The mail server said: 550 5.1.1 No such user."


def test_cancelled_it_is_not_sent_unless_somebody_changes_his_mind(
    books: Books, box: MailBox, clock: Clock
) -> None:
    file, key = pdf(books), send(books)
    outbox.cancel(books, ACTOR, key)
    assert state(books, key).status is Status.CANCELLED
    clock.move(days=2)
    go_round(books)
    assert box.received == []
    outbox.try_again(books, ACTOR, key)
    go_round(books)
    [mail] = box.received
    assert next(mail.iter_attachments()).get_content() == file.content


def test_what_is_just_being_sent_is_left_alone(books: Books, box: MailBox) -> None:
    key = send(books)
    claimed = letters.claim(books)
    assert claimed is not None
    for change in (outbox.try_again, outbox.cancel):
        with pytest.raises(Refused, match="just now"):
            change(books, ACTOR, key)
    Delivery(claimed).run()
    letters.sent(books, claimed)
    assert state(books, key).status is Status.SENT


def test_the_mail_is_suggested_and_the_address_remembered(books: Books, box: MailBox) -> None:
    matter = Matter("Invoice 5", invoice(books))
    first = books.ask(paper_letters.propose, matter)
    assert first.server
    assert first.subject == "Invoice 5 from NARMADA PRECISION WORKS"
    assert first.text.splitlines()[2:6] == [
        "Please find attached: Invoice 5",
        "Dated: 06-May-2025",
        "Amount: ₹ 1,16,820.00",
        "Your order: 4649105 dated 14-Oct-2024",
    ]
    assert first.recipient == ""
    party = books.ask(voucher_detail.detail, invoice(books)).party_id
    assert party is not None
    send(books, copy_to=ALSO)
    again = books.ask(paper_letters.propose, Matter("Invoice 88", invoice(books, "88")))
    assert (again.recipient, again.copy_to) == (TO, ALSO)
    challan = books.ask(vouchers.find, VoucherKind.CHALLAN, "5")
    of_challan = books.ask(paper_letters.propose, Matter("Challan 5", challan))
    assert of_challan.recipient == TO
    assert "Amount" not in of_challan.text
    statement = books.ask(paper_letters.propose, Matter("Statement of account", None, party))
    assert statement.recipient == TO
    assert "Dated" not in statement.text


def test_an_address_that_failed_is_not_suggested_again(books: Books, box: MailBox) -> None:
    box.answers["wrong@bhel.example"] = "550 No such user"
    send(books)
    send(books, recipient="wrong@bhel.example")
    go_round(books)
    proposed = books.ask(paper_letters.propose, Matter("Invoice 5", invoice(books)))
    assert proposed.recipient == TO


def test_a_partys_own_address_is_suggested_first(books: Books) -> None:
    free = kept(books)
    held = books.ask(voucher_detail.detail, free)
    assert books.ask(paper_letters.propose, Matter("Invoice", free)).recipient == ""
    key = parties.save(
        books, ACTOR, make(PartyDraft, {"name": held.buyer.name, "email": "p@ntpc.example"})
    )
    proposed = books.ask(paper_letters.propose, Matter("Statement", None, key))
    assert (proposed.recipient, proposed.server) == ("p@ntpc.example", False)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"recipient": ""}, "recipient"),
        ({"recipient": "nobody"}, "recipient"),
        ({"recipient": "a@b.example\nBcc: c@d.example"}, "recipient"),
        ({"copy_to": "a@b.example, nobody"}, "copy_to"),
        ({"copy_to": ",".join(f"a{at}@b.example" for at in range(21))}, "copy_to"),
        ({"subject": "x" * 201}, "subject"),
        ({"text": "x" * 4001}, "text"),
    ],
)
def test_what_is_entered_wrong_is_told_beside_its_field(
    wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        draft(**wrong)
    assert refused.value.problems[0].field == field


def test_what_cannot_be_mailed(books: Books, box: MailBox, monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished = kept(books, state=VoucherState.DRAFT)
    with pytest.raises(Refused, match="Issue it first"):
        books.ask(paper_letters.propose, Matter("Invoice", unfinished))
    with pytest.raises(Refused, match="Issue it first"):
        paper_letters.send(books, ACTOR, draft(), pdf(books), unfinished)
    with pytest.raises(Refused, match="11 MB"):
        paper_letters.send(books, ACTOR, draft(), File("x.pdf", bytes(11 * 2**20 + 1)), None)
    with pytest.raises(Forbidden):
        paper_letters.send(books.seen_by(Role.VIEWER), ACTOR, draft(), pdf(books), None)
    monkeypatch.delenv(ENVIRONMENT)
    with pytest.raises(Refused, match="No mail server is set"):
        send(books)
    assert outbox.listed(books) == []


def test_nobody_sees_the_letters_of_another_business(books: Books, box: MailBox) -> None:
    draft = make(office.OfficeDraft, {"name": "Other Works", "state_code": "23"})
    other = books.of(businesses.add(books, ACTOR, draft).id)
    key = send(books)
    assert outbox.listed(other) == []
    with pytest.raises(NotFound):
        outbox.cancel(other, ACTOR, key)


def test_the_words_are_the_offices_own(books: Books) -> None:
    office.save_settings(
        books,
        ACTOR,
        {"letter_subject": "{paper} for {party}", "letter_text": "Namaste\n{order}\n{office}"},
    )
    proposed = books.ask(paper_letters.propose, Matter("Statement of account"))
    assert proposed.subject == "Statement of account for"
    assert proposed.text == "Namaste\nNARMADA PRECISION WORKS"
    with pytest.raises(Invalid, match="Nothing fills") as refused:
        office.save_settings(books, ACTOR, {"letter_text": "It comes to {total}."})
    assert refused.value.problems[0].field == "letter_text"
    assert placeholders.filled("a {paper} b\n\n{date}{order}\nc", {"paper": "1"}) == "a 1 b\n\nc"


def test_a_mail_stands_in_the_trail_of_its_paper(books: Books, box: MailBox) -> None:
    key = send(books)
    with books.read() as session:
        told = list(row_history.of_whole(session, "vouchers", invoice(books)))
    assert ("letters", key, "add") in [(each.noun, each.row_id, each.action) for each in told]
