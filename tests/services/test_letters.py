"""The outbox, sent through a real mail server: offline, refused, crashed, shared, private."""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
import trustme
from sqlalchemy import select

from senstosales.books import secret
from senstosales.books.store import open_books
from senstosales.errors import Invalid
from senstosales.queries import office as office_queries
from senstosales.services import checking, letters, mail_server, office
from senstosales.services import postman as postman_module
from senstosales.services.mail_server import ENVIRONMENT, MailServer, Security
from senstosales.services.postman import Postman
from senstosales.services.smtp import Delivery, NotSent
from senstosales.tables.office import AuditEntry, Business, Setting
from senstosales.tables.people import Letter
from tests.mail import LONG, MailBox, url
from tests.playing import ACTOR

# So is the test's server, where the line is not private and on one that is from its first byte.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

TO = "asha@example.com"
MINUTES = timedelta(minutes=5)


@pytest.fixture
def box_of():
    """Starts mail servers; all stop after the test."""
    with ExitStack() as stack:

        def start(**how):
            box = MailBox(**how)
            box.start()
            stack.callback(box.stop)
            return box

        yield start


@pytest.fixture
def box(box_of, monkeypatch):
    """A mail server that the environment names."""
    started = box_of()
    monkeypatch.setenv(ENVIRONMENT, url(started))
    return started


def enter(books, to=TO, text="Your statement.\n", **how):
    with books.write(ACTOR) as session:
        return letters.enter(books, session, to, "A subject", text, **how).id


def letter(books, letter_id=1):
    with books.read() as session:
        return session.get(Letter, letter_id)


def go_round(books):
    Postman(books).go_round()


def nobody_listens():
    """A port at which nothing answers."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def test_a_letter_goes_out_once_and_looks_like_one(books, box, clock):
    enter(books, text="Grüße,\n₹ 1,00,000.00 are due.\n")
    go_round(books)
    go_round(books)
    [mail] = box.received
    assert mail["From"] == "NARMADA PRECISION WORKS <office@narmada.example>"
    assert (mail["To"], mail["Subject"]) == (TO, "A subject")
    assert mail["Date"].datetime == clock()
    assert mail["Message-ID"].endswith("@narmada.example>")
    assert mail.get_content() == "Grüße,\n₹ 1,00,000.00 are due.\n"
    assert letter(books).sent_at == clock()
    assert letter(books).text.startswith("Grüße")
    assert books.ask(lambda session: list(checking.problems(session))) == []


def test_a_letter_is_entered_with_what_gives_rise_to_it_or_not_at_all(books, box):
    with pytest.raises(Invalid), books.write(ACTOR) as session:
        letters.enter(books, session, TO, "A subject", "x")
        raise Invalid("The rest failed.")
    go_round(books)
    assert box.received == []


def test_a_secret_is_sealed_in_the_books_and_gone_when_sent(books, box):
    enter(books, text="123456\n", is_secret=True, expires_at=books.clock() + MINUTES)
    assert "123456" not in letter(books).text
    assert books.ask(lambda session: letters.text_of(books, session, 1)) == "123456\n"
    go_round(books)
    assert box.received[0].get_content() == "123456\n"
    assert letter(books).text == ""
    assert books.ask(lambda session: letters.text_of(books, session, 1)) == ""
    with books.read() as session:
        trail = session.execute(
            select(AuditEntry.before, AuditEntry.after).where(AuditEntry.noun == "letters")
        ).all()
    assert trail
    assert all("text" not in (after or {}) or after["text"] == "(not shown)" for _, after in trail)


def test_an_expired_code_is_not_sent_and_its_text_is_gone(books, box, clock):
    enter(books, text="123456\n", is_secret=True, expires_at=clock() + MINUTES)
    enter(books, text="Old news\n", expires_at=clock() + MINUTES)
    clock.move(minutes=5)
    go_round(books)
    assert box.received == []
    assert (letter(books, 1).text, letter(books, 2).text) == ("", "Old news\n")


def test_without_a_server_letters_wait(books, box_of, monkeypatch):
    enter(books)
    go_round(books)
    assert (letter(books).tries, letter(books).sent_at) == (0, None)
    box = box_of()
    monkeypatch.setenv(ENVIRONMENT, url(box))
    go_round(books)
    assert len(box.received) == 1


def test_offline_it_is_tried_again_each_time_later(books, box_of, clock, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, f"smtp://127.0.0.1:{nobody_listens()}?from=a@b.example")
    enter(books)
    waits = []
    for _ in range(12):
        go_round(books)
        go_round(books)  # not before its time
        waits.append((letter(books).next_try_at - clock()).total_seconds())
        clock.move(seconds=waits[-1])
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    assert "cannot be reached" in letter(books).last_error
    box = box_of()
    monkeypatch.setenv(ENVIRONMENT, url(box))
    go_round(books)
    assert len(box.received) == 1
    assert letter(books).last_error is None


@pytest.mark.parametrize(
    ("answer", "for_good"),
    [("550 5.1.1 No such user", True), ("450 4.2.0 Greylisted, come back", False)],
)
def test_what_the_server_says_to_a_recipient(books, box, clock, answer, for_good):
    box.answers[TO] = answer
    enter(books)
    enter(books, to="bina@example.com")
    go_round(books)
    assert [mail["To"] for mail in box.received] == ["bina@example.com"]
    assert answer.partition(" ")[2] in letter(books).last_error
    box.answers.clear()
    clock.move(days=1)
    go_round(books)
    assert len(box.received) == (1 if for_good else 2)


def test_an_address_that_no_mail_can_be_sent_to_does_not_hold_up_the_others(books, box):
    enter(books, to="x\ny@example.com")
    enter(books)
    go_round(books)
    assert [mail["To"] for mail in box.received] == [TO]
    assert "No mail can be sent" in letter(books).last_error


def test_what_is_claimed_is_nobody_elses_until_the_claim_runs_out(books, box, clock):
    enter(books)
    first = letters.claim(books)
    assert first is not None
    assert letters.claim(books) is None
    go_round(books)
    assert box.received == []
    clock.move(minutes=3)
    second = letters.claim(books)
    assert second is not None
    letters.failed(books, first, "late")
    assert letter(books).last_error is None
    letters.sent(books, second)
    assert letter(books).sent_at == clock()


def test_a_crash_between_sending_and_noting_it_sends_it_twice_with_one_id(books, box, clock):
    enter(books)
    claimed = letters.claim(books)
    Delivery(claimed).run()
    clock.move(minutes=3)
    go_round(books)
    first, second = box.received
    assert first["Message-ID"] == second["Message-ID"]
    assert letter(books).sent_at is not None


def test_several_postmen_on_the_same_books_send_each_letter_once(books, box, clock):
    others = [open_books(books.path, clock=clock) for _ in range(3)]
    for number in range(24):
        enter(books, to=f"a{number}@example.com")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go_round, [books, *others]))
    for other in others:
        other.close()
    assert sorted(mail["To"] for mail in box.received) == sorted(
        f"a{number}@example.com" for number in range(24)
    )


def test_a_started_postman_hears_of_letters_and_stops(books, box):
    postman = Postman(books)
    enter(books, to="first@example.com")
    postman.start()
    assert box.wait()["To"] == "first@example.com"
    enter(books, to="second@example.com")
    assert box.wait()["To"] == "second@example.com"
    postman.stop()
    enter(books, to="third@example.com")
    assert len(box.received) == 2
    postman.stop()


def test_stopping_breaks_off_a_server_that_does_not_answer(books, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(LONG)
        port = silent.getsockname()[1]
        monkeypatch.setenv(ENVIRONMENT, f"smtp://127.0.0.1:{port}?from=a@b.example")
        postman = Postman(books)
        enter(books)
        postman.start()
        line, _ = silent.accept()
        line.sendall(b"220 ready\r\n")
        line.settimeout(LONG)
        assert line.recv(100).lower().startswith(b"ehlo")
        postman.stop()
        line.close()
    held = letter(books)
    assert (held.tries, held.sent_at, held.last_error) == (0, None, None)
    assert held.next_try_at <= books.clock()


def test_the_window_can_close_while_a_server_does_not_even_greet(books, monkeypatch):
    monkeypatch.setattr("senstosales.services.postman._PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(LONG)
        port = silent.getsockname()[1]
        monkeypatch.setenv(ENVIRONMENT, f"smtp://127.0.0.1:{port}?from=a@b.example")
        postman = Postman(books)
        enter(books)
        postman.start()
        line, _ = silent.accept()
        thread = postman._thread
        postman.stop()
        line.close()
        thread.join(LONG)
    held = letter(books)
    assert (held.tries, held.sent_at) == (1, None)
    assert held.next_try_at == books.clock() + letters.CLAIMED


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def server_tls(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


def deliver(books):
    with books.write(ACTOR) as session:
        letters.enter(books, session, TO, "A subject", "123456\n")
    claimed = letters.claim(books)
    assert claimed is not None
    Delivery(claimed).run()


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_the_line_is_private_and_the_server_who_it_says_it_is(
    books, box_of, authority, monkeypatch, tmp_path, scheme
):
    how = "tls" if scheme == "smtps" else "starttls"
    box = box_of(**{how: server_tls(authority)}, log_in=("office@narmada.example", "a:b/c d"))
    monkeypatch.setenv(ENVIRONMENT, url(box, scheme, "office%40narmada.example:a%3Ab%2Fc%20d@"))
    with pytest.raises(NotSent, match="not who it says") as refused:
        deliver(books)
    assert not refused.value.for_good
    assert box.received == []
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    deliver(books)
    assert box.received[0].get_content() == "123456\n"


def test_where_a_private_line_is_wanted_and_not_offered_nothing_is_said(books, box_of, monkeypatch):
    box = box_of()
    monkeypatch.setenv(ENVIRONMENT, url(box, "smtp+starttls", "office:secret@"))
    with pytest.raises(NotSent, match="STARTTLS"):
        deliver(books)
    assert box.received == []


def test_a_wrong_password_is_told_and_tried_again_and_never_logged(
    books, box_of, monkeypatch, caplog
):
    # Whatever another test or library did to the loggers meanwhile.
    monkeypatch.setattr(postman_module.log, "disabled", False)
    monkeypatch.setattr(postman_module.log, "handlers", [caplog.handler])
    caplog.set_level("DEBUG", logger=postman_module.log.name)
    box = box_of(log_in=("office", "right"))
    monkeypatch.setenv(ENVIRONMENT, url(box, log_in="office:very-wrong@"))
    enter(books)
    go_round(books)
    held = letter(books)
    assert "535" in held.last_error
    assert held.expires_at is None
    assert "was not sent" in caplog.text
    assert "very-wrong" not in caplog.text + held.last_error
    monkeypatch.setenv(ENVIRONMENT, "smtp://office:very-wrong@")
    with pytest.raises(Invalid) as refused:
        mail_server.from_environment()
    assert "very-wrong" not in refused.value.sentence


SETTINGS = {
    "mail_host": "mail.narmada.example", "mail_port": "2525", "mail_security": "tls",
    "mail_user": "office", "mail_password": " p:w/ ", "mail_from": "Office@Narmada.example",
}  # fmt: skip


def server(books):
    return books.ask(lambda session: mail_server.of(books, session))


def test_the_server_of_the_settings_and_its_password(books, monkeypatch, tmp_path):
    assert server(books) is None
    office.save_settings(books, ACTOR, SETTINGS)
    found = server(books)
    assert found == MailServer(
        "mail.narmada.example", 2525, Security.TLS, "office", " p:w/ ", "office@narmada.example"
    )
    assert "p:w" not in repr(found)
    with books.read() as session:
        kept = str(session.execute(select(Setting.value)).all())
        trail = [
            entry.after
            for entry in session.scalars(select(AuditEntry).where(AuditEntry.noun == "settings"))
        ]
    assert "p:w" not in kept
    assert {"business_id": 1, "key": "mail_password", "value": "(not shown)"} in trail
    assert "p:w" not in str(trail)
    assert "p:w" not in str(books.ask(office_queries.settings))
    monkeypatch.setenv(ENVIRONMENT, "smtps://other.example")
    assert (server(books).host, server(books).port) == ("other.example", 465)
    monkeypatch.delenv(ENVIRONMENT)
    secret.path_for(books.path).unlink()
    assert server(books).password == ""


def test_every_business_has_a_server_of_its_own(books, box_of):
    box = box_of()
    other = books.of(2)
    with books.write(ACTOR) as session:
        session.add(Business(name="Second"))
    port = str(box.port)
    office.save_settings(
        other, ACTOR, {"mail_host": "127.0.0.1", "mail_port": port, "mail_security": "none"}
    )
    enter(books, to="first@example.com")
    enter(other, to="second@example.com")
    go_round(books)
    assert [mail["To"] for mail in box.received] == ["second@example.com"]
    assert box.received[0]["From"] == "Second <senstosales@127.0.0.1>"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"mail_host": "mail server"}, "mail_host"),
        ({"mail_host": "-x"}, "mail_host"),
        ({"mail_port": "0"}, "mail_port"),
        ({"mail_port": "65536"}, "mail_port"),
        ({"mail_port": "٢٥"}, "mail_port"),
        ({"mail_security": "ssl"}, "mail_security"),
        ({"mail_from": "nobody"}, "mail_from"),
    ],
)
def test_settings_that_are_wrong(books, given, wrong):
    with pytest.raises(Invalid) as refused:
        office.save_settings(books, ACTOR, {**SETTINGS, **given})
    assert refused.value.problems[0].field == wrong
    assert server(books) is None


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("smtp://mail.example", ("mail.example", 25, Security.NONE, "", "", "")),
        ("smtps://u:p@mail.example", ("mail.example", 465, Security.TLS, "u", "p", "")),
        ("smtp+starttls://a%40b.example:%2F@m:1", ("m", 1, Security.STARTTLS, "a@b.example", "/", "a@b.example")),
        ("smtp://[::1]:2525/?from=A@b.example", ("::1", 2525, Security.NONE, "", "", "a@b.example")),
    ],
)  # fmt: skip
def test_addresses_of_servers(given, found):
    assert mail_server.from_url(given) == MailServer(*found)


@pytest.mark.parametrize(
    "given",
    ["mail.example", "http://mail.example", "smtp://", "smtp://m:0", "smtp://m:99999", "smtp://m:x",
     "smtp://m/path", "smtp://a b", "smtp://[::1", "smtp://m?from=nobody"],
)  # fmt: skip
def test_addresses_that_are_none(given):
    with pytest.raises(Invalid):
        mail_server.from_url(given)
