"""Passwords: kept only as Argon2id hashes, and checked with the same work whoever asks for whomever."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from senstosales.errors import Invalid

LONGEST = 1000
_AT_ONCE = threading.BoundedSemaphore(4)
"""Each hash takes 19 MiB and a processor: so many at a time however many log in."""

# OWASP's choice for Argon2id: 19 MiB, 2 passes, 1 lane. An office machine has other things to do.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""A hash that no password has, for accounts that are not there: looking for them takes as long."""


def hashed(password: str) -> str:
    """The hash to keep. Raises `Invalid` for none, or one that nobody would type."""
    if not password:
        raise Invalid("Choose a password.", field="password")
    if len(password) > LONGEST:
        raise Invalid(f"The password is longer than {LONGEST} characters.", field="password")
    with _AT_ONCE:
        return _hasher.hash(_bytes(password))


def fits(password: str, kept: str | None) -> bool:
    """Whether the password is the one of the hash; without one, false after the same work."""
    with _AT_ONCE:
        try:
            return _hasher.verify(kept or _NOBODY, _bytes(password[: LONGEST + 1]))
        except (VerifyMismatchError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether the hash was made with less work than is usual now."""
    return _hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
