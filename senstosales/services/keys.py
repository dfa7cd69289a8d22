"""Keys by which other programs reach the books: made once, shown once, kept only as a hash."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.roles import Right
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.tables.office import ApiKey

PREFIX = "sts_"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}", re.ASCII)


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as it is listed: never the key itself, only its first characters."""

    id: int
    name: str
    hint: str
    created_at: datetime
    revoked_at: datetime | None


def add(books: Books, actor: Actor, name: str) -> str:
    """Make a key and return it: the only time it is ever shown. Raises `Invalid` or `Conflict`."""
    books.require(Right.MANAGE)
    name = name.strip()
    if not _NAME.fullmatch(name):
        raise Invalid(
            "Name the key after the program that will use it: letters, digits, blanks, “.”, “_” "
            "and “-”, 60 at most.",
            field="name",
        )
    key = _new()
    with books.write(actor) as session:
        taken = session.scalar(
            select(ApiKey.id).where(ApiKey.business_id == here(session), ApiKey.name == name)
        )
        if taken is not None:
            raise Conflict(f"There is a key named {name} already. Choose another name.")
        session.add(ApiKey(business_id=here(session), name=name, hash=_hash(key), hint=_hint(key)))
    return key


def rotate(books: Books, actor: Actor, name: str) -> str:
    """Give a program another key in place of its own, which opens nothing from now on; shown once.

    Raises `NotFound`, and `Refused` for a key that was revoked.
    """
    books.require(Right.MANAGE)
    key = _new()
    with books.write(actor) as session:
        held = _named(session, name)
        if held.revoked_at is not None:
            raise Refused(f"The key {held.name} was revoked. Make one under another name.")
        held.hash, held.hint = _hash(key), _hint(key)
    return key


def revoke(books: Books, actor: Actor, name: str) -> None:
    """Make a key useless from now on. Raises `NotFound`."""
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        held = _named(session, name)
        if held.revoked_at is None:
            held.revoked_at = now(session)


def name_of(session: Session, key: str) -> str | None:
    """The name of a living key, or None.

    Looked up by its hash: what the time of an index search tells about a hash helps nobody to a key.
    """
    if not key.startswith(PREFIX) or len(key) > 200:
        return None
    return session.scalar(
        select(ApiKey.name).where(
            ApiKey.business_id == here(session),
            ApiKey.hash == _hash(key),
            ApiKey.revoked_at.is_(None),
        )
    )


def listed(session: Session) -> list[KeyLine]:
    """All keys, the newest first."""
    rows = session.scalars(
        select(ApiKey).where(ApiKey.business_id == here(session)).order_by(ApiKey.id.desc())
    )
    return [KeyLine(row.id, row.name, row.hint, row.created_at, row.revoked_at) for row in rows]


def _named(session: Session, name: str) -> ApiKey:
    key = session.scalar(
        select(ApiKey).where(ApiKey.business_id == here(session), ApiKey.name == name.strip())
    )
    if key is None:
        raise NotFound("key", name)
    return key


def _new() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _hint(key: str) -> str:
    return key[:8] + "…"


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
