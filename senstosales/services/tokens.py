"""Tokens that a log-in gives: signed by this installation, read back by every door alike.

JWT with HS256. Whatever a door's clients want to find in theirs is added by the door; what we ourselves
go by is the same in all: `sub` (who), `token_type`, `iat`, `exp`, `jti`, and `session` where the log-in
is one that is kept (`services.sessions`).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt

from senstosales.errors import Unidentified

PURPOSE = "tokens"
"""What `books.secret` makes the signing key for."""
_ALGORITHM = "HS256"
_LONGEST = 4096
_NEEDED = ("sub", "token_type", "iat", "exp", "jti")


class TokenKind(StrEnum):
    """What a token is good for."""

    ACCESS = "access"
    REFRESH = "refresh"
    """Only for getting a new access token; it opens nothing by itself."""
    BEARER = "bearer"
    """Opens doors like an access token; given where a door knows no refreshing."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says, once its signature and its time were found good."""

    user_uid: str
    kind: TokenKind
    issued_at: datetime
    expires_at: datetime
    jti: str
    session: int | None = None


def issue(
    secret: bytes,
    user_uid: str,
    kind: TokenKind,
    lifetime: timedelta,
    now: datetime,
    *,
    tokens_from: datetime | None = None,
    claims: Mapping[str, Any] | None = None,
    session: int | None = None,
    jti: str | None = None,
) -> str:
    """A signed token, of the log-in `session` if that is kept. Its time is in whole seconds; one given in the second of a new password bears
    the time from which tokens are good again.
    """
    issued = now.replace(microsecond=0)
    if tokens_from is not None:
        issued = max(issued, tokens_from)
    own: dict[str, Any] = {
        "sub": user_uid,
        "token_type": kind.value,
        "iat": int(issued.timestamp()),
        "exp": int((issued + lifetime).timestamp()),
        "jti": jti or new_jti(),
    }
    if session is not None:
        own["session"] = session
    return jwt.encode({**(claims or {}), **own}, secret, algorithm=_ALGORITHM)


def read(secret: bytes, token: str, now: datetime) -> Claims:
    """What the token says; raises `Unidentified` (expired or invalid)."""
    if len(token) > _LONGEST:
        raise Unidentified(Unidentified.INVALID)
    try:
        found = jwt.decode(
            token,
            secret,
            algorithms=[_ALGORITHM],
            options={
                "require": list(_NEEDED),
                # Held against the clock of the books instead of the library's own.
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "verify_aud": False,
            },
        )
        claims = Claims(
            user_uid=_text(found["sub"]),
            kind=TokenKind(found["token_type"]),
            issued_at=datetime.fromtimestamp(int(found["iat"]), UTC),
            expires_at=datetime.fromtimestamp(int(found["exp"]), UTC),
            jti=_text(found["jti"]),
            session=_number(found.get("session")),
        )
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, OSError) as error:
        raise Unidentified(Unidentified.INVALID) from error
    if claims.expires_at <= now:
        raise Unidentified(Unidentified.EXPIRED)
    return claims


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise TypeError
    return value


def new_jti() -> str:
    """The name of a token, which nobody can guess."""
    return secrets.token_hex(16)


def outdated(claims: Claims, tokens_from: datetime | None) -> bool:
    """Whether the token was issued before those of its person became worthless."""
    return tokens_from is not None and claims.issued_at < tokens_from


def good_from(now: datetime) -> datetime:
    """The first whole second after `now`: tokens issued before it are worthless after a new password."""
    return now.replace(microsecond=0) + timedelta(seconds=1)
