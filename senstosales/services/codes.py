"""Six-digit codes by which somebody shows that mail to an address reaches them.

A code is kept only as a keyed hash, is good for five minutes, and is worthless after a few wrong tries.
Sign-up and log-in share one slot (`entry`), a forgotten password has its own; in each the newest code is
the only one. How many codes are sent to somebody and how many wrong ones are tried is counted in the
books, so that several servers on the same books count together; a code that was right ends the count.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books import secret
from senstosales.books.store import Books, now
from senstosales.errors import NotAllowed, TooOften
from senstosales.tables.people import OneTimeCode

LIFETIME = timedelta(minutes=5)
RESETTING = timedelta(minutes=15)
"""For how long after a right code a new password may be set."""
WRONG_TRIES = 5
"""Wrong tries of one code; whatever is tried after them, the code is worthless."""
WRONG_A_DAY = 30
"""Wrong tries for one account in a day: against whoever has ever new codes sent to guess one of."""
_DAY = timedelta(days=1)
_SENT = ((timedelta(minutes=15), 5), (_DAY, 30))
"""Codes sent to one account in a time."""
_NONE = ("0" * 32, "0" * 64)
"""A salt and a hash that no code has: looking where there is none takes as long."""


class Purpose(StrEnum):
    """What a code is good for."""

    ENTRY = "entry"
    PASSWORD = "password"  # noqa: S105 - a purpose


class CodeRefused(NotAllowed):
    """The code does not let in. `reason` is a fact for programs: doors word it in different ways."""

    NONE, WRONG, EXPIRED, NOT_VERIFIED = "none", "wrong", "expired", "not verified"
    _SENTENCES: ClassVar[dict[str, str]] = {
        NONE: "No code is waiting. Ask for a new one.",
        WRONG: "This is not the code.",
        EXPIRED: "The code has expired. Ask for a new one.",
        NOT_VERIFIED: "Enter the code that was sent by mail first.",
    }

    def __init__(self, reason: str) -> None:
        super().__init__(self._SENTENCES[reason], reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Issued:
    """A new code, and until when it is good: known only to who mails it."""

    code: str
    until: datetime


def issue(
    books: Books,
    session: Session,
    user_id: int,
    purpose: Purpose,
    lifetime: timedelta = LIFETIME,
    *,
    generous: bool = False,
) -> Issued:
    """A new code in place of any other of this purpose, inside somebody's transaction.

    `generous` allows twice as many: what sign-ups have sent must not keep anybody from logging in.
    Raises `TooOften`.
    """
    _count_sent(session, user_id, purpose, 2 if generous else 1)
    void(session, user_id, purpose)
    code = str(secrets.randbelow(900_000) + 100_000)
    salt = secrets.token_hex(16)
    kept = OneTimeCode(
        user_id=user_id,
        purpose=purpose.value,
        hash=f"{salt}${_hash(books, user_id, purpose, salt, code)}",
        expires_at=now(session) + lifetime,
    )
    session.add(kept)
    session.flush()
    return Issued(code, kept.expires_at)


def tried(
    books: Books, session: Session, user_id: int, purpose: Purpose, given: str, place: str = ""
) -> CodeRefused | None:
    """None if this is the code, which of `entry` is then spent; else why not.

    One for a password stays, and remembers from which `place` it was entered. A refusal is given back
    and not raised, because a wrong try has to be written too. Raises `TooOften` after too many of them.
    """
    kept = _newest(session, user_id, purpose)
    salt, found = kept.hash.split("$")[:2] if kept is not None else _NONE
    expected = _hash(books, user_id, purpose, salt, given.strip()[:20])
    right = hmac.compare_digest(found.encode(), expected.encode())
    if kept is None:
        return CodeRefused(CodeRefused.NONE)
    if now(session) > kept.expires_at or kept.tries >= WRONG_TRIES:
        return CodeRefused(CodeRefused.EXPIRED)
    _count_wrong(session, user_id, purpose)
    if not right:
        kept.tries += 1
        return CodeRefused(CodeRefused.WRONG)
    kept.verified_at = now(session)
    if purpose is Purpose.ENTRY:
        kept.spent_at = now(session)
    else:
        entered = _hash(books, user_id, purpose, salt, f"from {place}")
        kept.hash = f"{salt}${found}${entered}"
    return None


def may_reset(books: Books, session: Session, user_id: int, place: str = "") -> CodeRefused | None:
    """None if the newest code for a password was entered a short while ago, and from this place: else
    whoever knows an address could be quicker than its owner. Otherwise why not.
    """
    kept = _newest(session, user_id, Purpose.PASSWORD)
    if kept is None:
        return CodeRefused(CodeRefused.NONE)
    salt, _, *entered = kept.hash.split("$")
    here = _hash(books, user_id, Purpose.PASSWORD, salt, f"from {place}")
    if (
        kept.verified_at is None
        or now(session) > kept.verified_at + RESETTING
        or not hmac.compare_digest("".join(entered), here)
    ):
        return CodeRefused(CodeRefused.NOT_VERIFIED)
    return None


def void(session: Session, user_id: int, *purposes: Purpose) -> None:
    """Make the codes of somebody worthless (all, unless purposes are named), inside somebody's
    transaction.
    """
    living = select(OneTimeCode).where(
        OneTimeCode.user_id == user_id,
        OneTimeCode.spent_at.is_(None),
        OneTimeCode.purpose.in_([each.value for each in purposes or tuple(Purpose)]),
    )
    for each in session.scalars(living):
        each.spent_at = now(session)


def _newest(session: Session, user_id: int, purpose: Purpose) -> OneTimeCode | None:
    return session.scalar(
        select(OneTimeCode)
        .where(
            OneTimeCode.user_id == user_id,
            OneTimeCode.purpose == purpose.value,
            OneTimeCode.spent_at.is_(None),
        )
        .order_by(OneTimeCode.id.desc())
        .limit(1)
    )


def _hash(books: Books, user_id: int, purpose: Purpose, salt: str, text: str) -> str:
    """Keyed with the secret beside the books: a million codes are soon tried, and nobody who has only
    the books can try one.
    """
    whole = f"{user_id} {purpose.value} {salt} {text}".encode("utf-8", "surrogatepass")
    return hmac.digest(secret.key(books.path, "codes"), whole, "sha256").hex()


def _since_the_last_right_one(
    session: Session, user_id: int, purpose: Purpose
) -> Sequence[OneTimeCode]:
    """The codes of the last day that count, the oldest first."""
    of_this = (OneTimeCode.user_id == user_id, OneTimeCode.purpose == purpose.value)
    last_right = session.scalar(
        select(func.max(OneTimeCode.id)).where(*of_this, OneTimeCode.verified_at.is_not(None))
    )
    return session.scalars(
        select(OneTimeCode)
        .where(
            *of_this,
            OneTimeCode.id > (last_right or 0),
            OneTimeCode.created_at > now(session) - _DAY,
        )
        .order_by(OneTimeCode.id)
    ).all()


def _count_sent(session: Session, user_id: int, purpose: Purpose, times: int) -> None:
    sent = [each.created_at for each in _since_the_last_right_one(session, user_id, purpose)]
    for within, most in _SENT:
        recent = [at for at in sent if at > now(session) - within]
        if len(recent) >= most * times:
            raise _wait(session, recent[-most * times] + within)


def _count_wrong(session: Session, user_id: int, purpose: Purpose) -> None:
    codes = _since_the_last_right_one(session, user_id, purpose)
    if sum(each.tries for each in codes) >= WRONG_A_DAY:
        first = next(each for each in codes if each.tries)
        raise _wait(session, first.created_at + _DAY)


def _wait(session: Session, until: datetime) -> TooOften:
    return TooOften(-((now(session) - until) // timedelta(seconds=1)))
