"""`serve` and `key`: the REST doors without the window, and the keys by which programs come in."""

import argparse
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

from senstosales.books import backups
from senstosales.cli.session import actor, open_chosen
from senstosales.errors import Invalid
from senstosales.months import shown

if TYPE_CHECKING:
    from senstosales.books.store import Books


def run_serve(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C or a terminate signal; then back up what was written."""
    from senstosales.api.server import Server
    from senstosales.services import mail_server
    from senstosales.services.postman import Postman

    origins = [origin_of(text) for text in options.allow_origin]
    mail_server.from_environment()  # a wrong one is told before anything is served
    books = open_chosen(options)
    try:
        server = Server(books, host=options.host, port=options.port, origins=origins)
        server.bind()
        mailing = books.ask(mail_server.is_set)
        postman = Postman(books)

        def welcome() -> None:
            _welcome(server.address, books, needs_key=server.door.need_key)
            if not mailing:
                _no_mail()

        signal.signal(signal.SIGTERM, _terminated)
        try:
            postman.start()
            server.run(welcome)
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()
            postman.stop()
            _keep(books)
    finally:
        books.close()
    return 0


def _welcome(address: str, books: "Books", *, needs_key: bool) -> None:
    """The address alone on the first line, so that scripts can read it."""
    print(address, flush=True)
    print(f"Serving {books.path}. Press Ctrl+C to stop.", file=sys.stderr, flush=True)
    if needs_key:
        print(
            "This address can be reached from other machines: every call needs a key "
            "(senstosales key add NAME).",
            file=sys.stderr,
            flush=True,
        )


def _no_mail() -> None:
    print(
        "No mail server is set: codes for log-ins wait in the window, under Users and keys. Name one "
        "in SENSTOSALES_SMTP_URL or in the window's settings.",
        file=sys.stderr,
        flush=True,
    )


def _keep(books: "Books") -> None:
    if books.wrote:
        made = backups.automatic(books.path, books.clock())
        print(f"Backup written and verified: {made}", file=sys.stderr)


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def origin_of(text: str) -> str:
    """An origin as browsers send it, such as http://localhost:3000; raises `Invalid`."""
    try:
        parts = urlsplit(text.strip())
        named = parts.hostname and parts.port != 0
    except ValueError:
        named = None
    if not named or parts.scheme not in ("http", "https") or parts.path.strip("/") or parts.query:
        raise Invalid(f"“{text}” is not the origin of a web page, such as http://localhost:3000.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def port_of(text: str) -> int:
    """A port number; 0 lets the system choose."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"“{text[:20]}” is not a port between 0 and 65535")
    return int(text)


def run_key_add(options: argparse.Namespace) -> int:
    from senstosales.services import keys

    books = open_chosen(options)
    try:
        key = keys.add(books, actor(), options.name)
    finally:
        books.close()
    print(key)
    print("Keep it now: it is not shown again. Send it as X-API-Key.", file=sys.stderr)
    return 0


def run_key_list(options: argparse.Namespace) -> int:
    from senstosales.services import keys

    books = open_chosen(options)
    try:
        for line in books.ask(keys.listed):
            made = shown(line.created_at.astimezone().date())
            state = "in use"
            if line.revoked_at is not None:
                state = f"revoked {shown(line.revoked_at.astimezone().date())}"
            print(f"{line.name}\t{line.hint}\tmade {made}\t{state}")
    finally:
        books.close()
    return 0


def run_key_revoke(options: argparse.Namespace) -> int:
    from senstosales.services import keys

    books = open_chosen(options)
    try:
        keys.revoke(books, actor(), options.name)
    finally:
        books.close()
    print(f"The key {options.name} opens nothing any more.")
    return 0
