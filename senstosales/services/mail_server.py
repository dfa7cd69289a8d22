"""The mail server through which the outbox is sent: of the environment, else of the office's settings."""

import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books import sealing, secret
from senstosales.books.store import Books, here
from senstosales.domain import identity
from senstosales.errors import Invalid
from senstosales.queries.office import DEFAULTS
from senstosales.tables.office import Business, Setting

ENVIRONMENT = "SENSTOSALES_SMTP_URL"
"""Where an office may name its mail server instead of in the settings: a file of the service manager
keeps a password better than the books do.
"""
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45}", re.ASCII)


class Security(StrEnum):
    """How the line to the server is kept private."""

    STARTTLS = "starttls"
    """Begins plain and must become private before anything is said (submission, RFC 6409)."""
    TLS = "tls"
    """Private from the first byte (RFC 8314)."""
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_SCHEMES = {
    "smtp+starttls": Security.STARTTLS,
    "smtps": Security.TLS,
    "smtp": Security.NONE,
}


@dataclass(frozen=True, slots=True)
class MailServer:
    """How mail is handed over. `sender` is the address that the mail comes from."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


def from_url(url: str) -> MailServer:
    """The server of smtp://, smtp+starttls:// or smtps://user:password@host:port?from=address.

    Raises `Invalid`, never with the address itself, which may hold a password.
    """
    try:
        parts = urlsplit(url.strip())
        security, host, port = _SCHEMES.get(parts.scheme), parts.hostname or "", parts.port
    except ValueError:
        security, host, port = None, "", None
    if security is None or not _HOST.fullmatch(host) or parts.path.strip("/") or port == 0:
        raise Invalid(
            "The address of the mail server must look like "
            "smtp+starttls://user:password@mail.example.com:587 (or smtps:// or smtp://)."
        )
    user = unquote(parts.username or "")
    asked = parse_qs(parts.query).get("from", [""])[0]
    return MailServer(
        host=host,
        port=port or _PORTS[security],
        security=security,
        user=user,
        password=unquote(parts.password or ""),
        sender=identity.email_address(asked) if asked else _address(user),
    )


def from_environment() -> MailServer | None:
    """The server that the environment names, or None. Raises `Invalid`."""
    url = os.environ.get(ENVIRONMENT, "").strip()
    try:
        return from_url(url) if url else None
    except Invalid as error:
        raise Invalid(f"{ENVIRONMENT}: {error.sentence}") from error


def is_set(session: Session, business_id: int | None = None) -> bool:
    """Whether mail of this business can be sent (else, of the one whose books these are)."""
    if from_environment() is not None:
        return True
    return bool(_settings(session, business_id)["mail_host"])


def of(books: Books, session: Session, business_id: int | None = None) -> MailServer | None:
    """The mail server of a business (else, of the one whose books these are), or None."""
    own = session.get(Business, business_id or here(session))
    office_address = _address(own.email if own is not None else None)
    server = from_environment()
    if server is not None:
        sender = server.sender or office_address or f"senstosales@{server.host}"
        return MailServer(
            server.host, server.port, server.security, server.user, server.password, sender
        )
    kept = _settings(session, business_id)
    if not kept["mail_host"]:
        return None
    security = Security(kept["mail_security"])
    return MailServer(
        host=kept["mail_host"],
        port=int(kept["mail_port"] or _PORTS[security]),
        security=security,
        user=kept["mail_user"],
        password=sealing.opened(_key(books), kept["mail_password"]) or "",
        sender=kept["mail_from"]
        or _address(kept["mail_user"])
        or office_address
        or f"senstosales@{kept['mail_host']}",
    )


def sealed(books: Books, password: str) -> str:
    """The password as the settings keep it."""
    return sealing.seal(_key(books), password) if password else ""


def check(key: str, value: str) -> str:
    """A setting of the mail server as it is kept; raises `Invalid`."""
    value = value.strip() if key != "mail_password" else value
    if key == "mail_host" and value and not _HOST.fullmatch(value):
        raise Invalid(
            f"“{value[:60]}” is not the name of a server, such as smtp.example.com.", field=key
        )
    if key == "mail_port" and value and not (value.isascii() and value.isdigit()):
        raise Invalid("A port is a number from 1 to 65535.", field=key)
    if key == "mail_port" and value and not 1 <= int(value[:6]) <= 65535:
        raise Invalid("A port is a number from 1 to 65535.", field=key)
    if key == "mail_security" and value not in tuple(Security):
        raise Invalid("Choose how the line is kept private.", field=key)
    if key == "mail_from" and value:
        try:
            return identity.email_address(value)
        except Invalid as error:
            raise Invalid(error.sentence, field=key) from error
    return value


def _settings(session: Session, business_id: int | None) -> dict[str, str]:
    usual = {key: value for key, value in DEFAULTS.items() if key.startswith("mail_")}
    stored = session.execute(
        select(Setting.key, Setting.value).where(
            Setting.business_id == (business_id or here(session)), Setting.key.in_(usual)
        )
    )
    return usual | {row.key: row.value for row in stored}


def _address(text: str | None) -> str:
    try:
        return identity.email_address(text or "")
    except Invalid:
        return ""


def _key(books: Books) -> bytes:
    return secret.key(books.path, "mail")
