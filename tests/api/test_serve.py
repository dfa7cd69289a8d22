"""`senstosales serve` and `senstosales key`: headless, in a process of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import httpx
import pytest

from senstosales.api.server import Server
from senstosales.books.store import open_books
from senstosales.cli.main import main
from senstosales.errors import Refused
from senstosales.services import letters
from tests.api.conftest import FRONT
from tests.cli.running import ENTRY, environment
from tests.mail import MailBox, url

NOTE = {"title": "T", "content": "C"}


@pytest.fixture
def file(tmp_path, office_file):
    path = tmp_path / "books.sqlite3"
    shutil.copyfile(office_file, path)
    return path


@contextmanager
def serving(home, file, *words, **environs):
    """The running program and the address it printed."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "serve", "--port", "0", "--books", str(file), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(home) | environs,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )  # fmt: skip
    try:
        yield process, process.stdout.readline().strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


def run(capsys, *words):
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C reaches the whole console there")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped_and_then_backs_up(tmp_path, file, stop):
    with serving(tmp_path, file, "--allow-origin", FRONT + "/") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with httpx.Client(base_url=address, timeout=30) as client:
            assert client.get("/api/health").status_code == 200
            answer = client.post("/api/po-notes/", json=NOTE, headers={"Origin": FRONT})
            assert answer.status_code == 200
            assert answer.headers["access-control-allow-origin"] == FRONT
        os.kill(process.pid, stop)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert "Backup written and verified" in err
    assert list((tmp_path / "backups").glob("books-daily-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C reaches the whole console there")
def test_without_a_write_there_is_no_backup(tmp_path, file):
    with serving(tmp_path, file) as (process, address):
        assert httpx.get(f"{address}/api/po/", timeout=30).json() == []
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0
    assert "Backup" not in err
    assert not (tmp_path / "backups").exists()


def test_beyond_this_machine_it_says_that_every_call_needs_a_key(tmp_path, file, capsys):
    code, key, _ = run(capsys, "key", "add", "erp", "--books", file)
    assert code == 0
    with serving(tmp_path, file, "--host", "0.0.0.0") as (process, address):
        here = address.replace("0.0.0.0", "127.0.0.1")
        assert httpx.get(f"{here}/api/po/", timeout=30).status_code == 401
        headers = {"X-API-Key": key.strip()}
        assert httpx.get(f"{here}/api/po/", headers=headers, timeout=30).status_code == 200
        process.kill()
        _, err = process.communicate(timeout=30)
    assert "every call needs a key" in err


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C reaches the whole console there")
def test_codes_go_out_by_mail_and_without_a_server_it_is_said_where_they_are(tmp_path, file):
    sign_up = {"username": "asha", "email": "asha@example.com", "password": "long secret"}
    with serving(tmp_path, file) as (process, address):
        assert httpx.post(f"{address}/api/signup/", json=sign_up, timeout=30).status_code == 201
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert err.count("No mail server is set: codes for log-ins wait in the window") == 1
    box = MailBox()
    box.start()
    try:
        with serving(tmp_path, file, SENSTOSALES_SMTP_URL=url(box)) as (process, address):
            mail = box.wait()  # of the code that nobody has looked up yet
            code = letters.code_in(mail.get_content())
            answer = httpx.post(
                f"{address}/api/verify-signup-otp/",
                json={"email": mail["To"], "otp": code},
                timeout=30,
            )
            assert answer.status_code == 200
            os.kill(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=60)
            assert process.returncode == 0
    finally:
        box.stop()
    assert "No mail server" not in err
    assert "Traceback" not in err
    assert code not in err


def test_a_mail_server_that_is_none_is_one_sentence(capsys, file, monkeypatch):
    monkeypatch.setenv("SENSTOSALES_SMTP_URL", "imap://asha:secret@mail.example")
    code, out, err = run(capsys, "serve", "--books", file, "--port", 0)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "SENSTOSALES_SMTP_URL" in err
    assert "asha" not in err


def test_a_port_that_is_taken_is_one_sentence(capsys, file):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = run(capsys, "serve", "--books", file, "--port", port)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert str(port) in err
        books = open_books(file)
        with pytest.raises(Refused, match="another one"):
            Server(books, port=port).start()
        books.close()


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "65536"], ["--port", "x"], ["--port", "-1"], ["--host", "256.0.0.1"],
        ["--allow-origin", "*"], ["--allow-origin", "localhost:3000"],
        ["--allow-origin", "http://x/path"], ["--allow-origin", "http://[x"],
        ["--allow-origin", "file:///x"], ["--allow-origin", "http://:80"],
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_one_sentence(capsys, file, words):
    code, out, err = run(capsys, "serve", "--books", file, *words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.strip()[-1] in ".)"


def test_keys_are_shown_once_listed_and_revoked(capsys, file):
    code, out, err = run(capsys, "key", "add", "Tally bridge", "--books", file)
    key = out.strip()
    assert (code, key.startswith("sts_"), len(key) > 40) == (0, True, True)
    assert "not shown again" in err
    assert run(capsys, "key", "add", "Tally bridge", "--books", file)[0] == 2
    assert run(capsys, "key", "add", "=x", "--books", file)[0] == 2
    code, out, _ = run(capsys, "key", "list", "--books", file)
    assert (code, key in out) == (0, False)
    assert out.split("\t")[0] == "Tally bridge"
    assert "in use" in out
    assert run(capsys, "key", "revoke", "Tally bridge", "--books", file)[0] == 0
    assert "revoked" in run(capsys, "key", "list", "--books", file)[1]
    code, _, err = run(capsys, "key", "revoke", "nobody", "--books", file)
    assert (code, "nobody" in err) == (2, True)
    assert run(capsys, "key", "--books", file)[0] == 2


def test_the_server_starts_stops_and_starts_again(serve, books):
    api = serve(books)
    assert api.server.running
    assert api.server.started_at == books.clock()
    api.server.start()
    assert api.got("/api/health")
    api.server.stop()
    assert not api.server.running
    with pytest.raises(httpx.TransportError):
        api.get("/api/health")
    api.server.start()
    assert api.got("/api/health")
    assert [call.path for call in api.server.calls] == ["/api/health", "/api/health"]


def test_it_says_that_it_serves_once_it_answers(books):
    server = Server(books, port=0)
    answers = []
    said = threading.Event()

    def ready():
        answers.append(server._server.started)
        said.set()

    thread = threading.Thread(target=server.run, args=(ready,))
    thread.start()
    assert said.wait(60)
    assert httpx.get(f"{server.address}/api/health", timeout=30).status_code == 200
    server._server.should_exit = True  # as Ctrl+C does
    thread.join(60)
    server.stop()
    assert answers == [True]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_server_that_cannot_start_is_a_sentence_and_nobody_waits_for_it(books):
    server = Server(books, port=0)
    server.bind()
    server._listening().close()
    with pytest.raises(Refused, match="could not be started"):
        server.start()
    assert not server.running
    server.start()
    assert httpx.get(f"{server.address}/api/health", timeout=30).status_code == 200
    server.stop()


def test_small_answers_are_sent_at_once(serve, books):
    """Asyncio switches the gathering of small packets off for sockets that are named TCP only."""
    assert serve(books).server._listening().proto == socket.IPPROTO_TCP
