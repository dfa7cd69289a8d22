"""A real mail server on this machine, for tests: keeps what it is handed, refuses what it is told to."""

import email
import queue
import socket
import ssl
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

LONG = 30
"""Seconds after which a test that waits for mail has failed."""


class MailBox(Controller):
    """`received` holds the mails in the order in which they came.

    `answers` maps recipients to what the server says to them instead of taking the mail.
    """

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        log_in: tuple[str, str] | None = None,
    ) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._waiting: queue.Queue[EmailMessage] = queue.Queue()
        self._log_in = log_in
        self.received: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        super().__init__(
            self,
            "127.0.0.1",
            self._socket.getsockname()[1],
            ssl_context=tls,
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=log_in is not None,
            auth_require_tls=False,
            authenticator=self._known if log_in else None,
        )

    def _create_server(self) -> Any:
        return self.loop.create_server(
            self._factory_invoker, sock=self._socket, ssl=self.ssl_context
        )

    def _known(self, *given: Any) -> AuthResult:
        said = given[-1]
        assert isinstance(said, LoginPassword)
        good = (said.login.decode(), said.password.decode()) == self._log_in
        return AuthResult(success=good, handled=False)

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        content = envelope.content.replace(b"\r\n", b"\n")
        mail = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        everybody = [mail["To"], *filter(None, str(mail["Cc"] or "").split(", "))]
        assert envelope.rcpt_tos == [each for each in everybody if each not in self.answers]
        self.received.append(mail)
        self._waiting.put(mail)
        return "250 OK"

    def wait(self) -> EmailMessage:
        """The next mail that nobody has waited for yet."""
        return self._waiting.get(timeout=LONG)


def url(box: MailBox, scheme: str = "smtp", log_in: str = "") -> str:
    """What the environment says of this server."""
    return f"{scheme}://{log_in}127.0.0.1:{box.port}?from=office@narmada.example"
