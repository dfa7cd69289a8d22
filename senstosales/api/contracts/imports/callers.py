"""Who sends invoices: a program with a key, or a person with a token."""

import hmac
import os
from dataclasses import dataclass

from fastapi import Request

from senstosales.api import identity
from senstosales.books.store import Actor, Books
from senstosales.domain.roles import Right
from senstosales.errors import Trouble, Unidentified

ENVIRONMENT = "SALES_IMPORT_API_KEY"
"""Where an office may keep the key of its billing program, as the contract says. There is no other."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The books of the caller's business, who acts, and the person if it is one."""

    books: Books
    actor: Actor
    user_id: int | None = None
    name: str | None = None
    email: str | None = None


class TokenNotValid(Trouble):
    """A bearer token that is none of ours, or has expired; no key beside it makes it good."""


class KeyNotValid(Trouble):
    """No key, or a wrong one."""


def caller(request: Request) -> Caller:
    """The caller of a route that changes the books.

    A bad token is refused even with a good key beside it. Raises `TokenNotValid`, `KeyNotValid`,
    `Forbidden`.
    """
    found = identity.of(request.scope)
    if found.person is not None:
        seat = identity.home(request)
        seat.role.require(Right.WRITE)
        return Caller(seat.books, seat.actor, seat.user_id, found.person.name, found.person.email)
    if identity.is_stray(request):
        raise TokenNotValid("Given token not valid for any token type")
    books = identity.served(request)
    if found.key is not None:
        return Caller(books, Actor.calling(found.key), name=found.key)
    if from_environment(request.headers.get("x-api-key", "")):
        return Caller(books, Actor.calling(ENVIRONMENT), name=ENVIRONMENT)
    raise KeyNotValid("Invalid API key")


def from_environment(given: str) -> bool:
    """Whether this is the key of the environment; the comparison takes the same time for all."""
    expected = os.environ.get(ENVIRONMENT, "")
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def listener(request: Request, token: str | None) -> Books:
    """The books whose stream a listener hears.

    A browser's EventSource can send no header: on loopback it hears the office's stream without
    one, elsewhere it says its token or key in the query. Raises `TokenNotValid` and `KeyNotValid`.
    """
    given = token or identity.bearer_of(request.headers)
    if given is not None and given.count(".") == 2:
        try:
            return identity.home_of_token(request, given).books
        except Unidentified as error:
            raise TokenNotValid("Given token not valid for any token type") from error
    books = identity.served(request)
    key = given or request.headers.get("x-api-key", "")
    if identity.key_named(books, key) is not None or from_environment(key):
        return books
    if key or request.app.state.door.need_key:
        raise KeyNotValid("Invalid API key")
    return books
