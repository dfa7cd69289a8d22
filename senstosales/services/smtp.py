"""One letter handed over to a mail server, within a bounded time, and broken off when asked."""

import contextlib
import smtplib
import socket
import ssl
import threading
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from senstosales.services.letters import Claimed
from senstosales.services.mail_server import MailServer, Security

_EACH_STEP, _ALL_STEPS = 10.0, 60.0
"""Seconds: for every answer of the server, and for all of them together."""
_BYTES_A_SECOND = 128 * 1024
"""What even a slow line carries: so much longer may a letter with large files take."""


class NotSent(Exception):
    """Why a letter was not taken over. With `for_good` it is of no use to try again."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class Delivery:
    """The handing over of one letter."""

    def __init__(self, letter: Claimed) -> None:
        self._letter = letter
        self._line: smtplib.SMTP | None = None
        self._over = threading.Event()

    def run(self) -> str:
        """Hand it over; gives what the server said to those it does not take it for, beside others.

        Raises `NotSent` where it takes it for nobody.
        """
        limit = threading.Timer(self._longest, self.abort)
        limit.daemon = True
        limit.start()
        try:
            return self._hand_over()
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise NotSent(_said(code, said), for_good=code >= 500) from error
        except smtplib.SMTPNotSupportedError as error:
            raise NotSent(f"The mail server cannot do what is needed: {error}") from error
        except smtplib.SMTPDataError as error:
            raise NotSent(
                _said(error.smtp_code, error.smtp_error), for_good=error.smtp_code >= 500
            ) from error
        except smtplib.SMTPResponseException as error:  # the log-in, the sender: can be put right
            raise NotSent(_said(error.smtp_code, error.smtp_error)) from error
        except ssl.SSLCertVerificationError as error:
            raise NotSent(
                f"The mail server is not who it says it is: {error.verify_message}"
            ) from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"The mail server cannot be reached: {error}") from error
        except ValueError as error:
            raise NotSent(f"No mail can be sent to this address: {error}", for_good=True) from error
        finally:
            limit.cancel()

    def abort(self) -> None:
        """Break it off; may be called from any thread."""
        self._over.set()
        line = self._line
        if line is not None and line.sock is not None:
            with contextlib.suppress(OSError):
                line.sock.shutdown(socket.SHUT_RDWR)

    @property
    def _longest(self) -> float:
        """Seconds for all of it."""
        encoded = sum(len(file.content) for file in self._letter.files) * 4 // 3
        return _ALL_STEPS + encoded / _BYTES_A_SECOND

    def _hand_over(self) -> str:
        server = self._letter.server
        mail = message(self._letter)
        self._line = line = _connected(server)
        try:
            if self._over.is_set():
                raise NotSent("It took too long.")
            # Else smtplib asks the name service who we are, which can take longer than all the rest.
            line.local_hostname = _literal(line)
            if server.security is Security.STARTTLS:
                line.starttls(context=ssl.create_default_context())
            if server.user:
                line.login(server.user, server.password)
            if self._letter.files and line.sock is not None:
                # The time for one step is also that for all of the letter: a file needs longer.
                line.sock.settimeout(self._longest)
            everybody = [self._letter.recipient, *self._letter.copy_to]
            refused = line.send_message(mail, from_addr=server.sender, to_addrs=everybody)
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.quit()  # it is taken over, whatever the server says to this
            return " ".join(
                f"Not for {address}: {_said(code, said)}."
                for address, (code, said) in refused.items()
            )
        finally:
            line.close()


def message(letter: Claimed) -> EmailMessage:
    """The letter as mail. Sent twice, it bears the same id, by which mail programs know it again."""
    mail = EmailMessage()
    name = " ".join(letter.sender_name.split())
    mail["From"] = formataddr((name, letter.server.sender)) if name else letter.server.sender
    mail["To"] = letter.recipient
    if letter.copy_to:
        mail["Cc"] = ", ".join(letter.copy_to)
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = format_datetime(letter.created_at)
    domain = letter.server.sender.rpartition("@")[2]
    mail["Message-ID"] = f"<{letter.id}.{int(letter.created_at.timestamp())}@{domain}>"
    if not letter.personal:
        mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    for file in letter.files:
        main, _, sub = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return mail


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(
            server.host,
            server.port,
            local_hostname="localhost",
            timeout=_EACH_STEP,
            context=ssl.create_default_context(),
        )
    return smtplib.SMTP(server.host, server.port, local_hostname="localhost", timeout=_EACH_STEP)


def _literal(line: smtplib.SMTP) -> str:
    """Our address as RFC 5321 wants it where a machine has no name of its own."""
    assert line.sock is not None
    address = line.sock.getsockname()[0]
    return f"[IPv6:{address}]" if ":" in address else f"[{address}]"


def _said(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"The mail server said: {code} {' '.join(text.split())}"
