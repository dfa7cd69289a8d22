"""Log-ins that last: a refresh token gets new access tokens until it expires, is ended, or its person is
disabled or gets a new password.

A session is one row. Its refresh token names it and bears the `jti` that the row knows. Where a door
rotates, each refreshing gives a new refresh token and the row knows only the newest: whoever comes with
an older one has copied it, or was copied, and the session ends for both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books import secret
from senstosales.books.store import Actor, Books, now
from senstosales.domain.roles import Right
from senstosales.errors import NotFound, Unidentified
from senstosales.queries import people
from senstosales.queries.people import Person
from senstosales.services import tokens
from senstosales.services.tokens import Claims, TokenKind
from senstosales.tables.people import LoginSession, User

ClaimsOf = Callable[[Person], Mapping[str, Any]]
"""What a door's clients look for in a token of somebody, beside our own claims."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a door's tokens last, and whether refreshing gives a new refresh token too."""

    access: timedelta
    refresh: timedelta
    rotates: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """What a log-in gives."""

    access: str
    refresh: str


def nothing_more(_person: Person) -> Mapping[str, Any]:
    """No claims beside our own."""
    return {}


def open_session(
    books: Books, person: Person, door: str, terms: Terms, claims: ClaimsOf = nothing_more
) -> Pair:
    """Log somebody in who has proved who they are. Raises `Unidentified` if they were disabled since."""
    with books.write(Actor.calling(person.email)) as session:
        user, opened = _open(session, person, door, terms.refresh)
        return _pair(books, people.of(user), opened, terms, claims, new=True)


def open_single(
    books: Books,
    person: Person,
    door: str,
    lifetime: timedelta,
    claims: ClaimsOf = nothing_more,
    actor: Actor | None = None,
) -> str:
    """Log somebody in at a door that knows no refreshing: one token, which ends with its log-in.

    `actor` is who does it for them. Raises `Unidentified` if they were disabled since.
    """
    with books.write(actor or Actor.calling(person.email)) as session:
        user, opened = _open(session, person, door, lifetime)
        return _token(books, people.of(user), opened, TokenKind.BEARER, lifetime, claims)


def refresh(books: Books, token: str, terms: Terms, claims: ClaimsOf = nothing_more) -> Pair:
    """New tokens for a refresh token, which stays the same unless the door rotates.

    Raises `Unidentified`. A refresh token that has given another already ends its session.
    """
    signed = secret.key(books.path, tokens.PURPOSE)
    read = tokens.read(signed, token, books.clock())
    who = books.ask(people.by_uid, read.user_uid)
    if who is None or read.kind is not TokenKind.REFRESH or read.session is None:
        raise Unidentified(Unidentified.INVALID)
    with books.write(Actor.calling(who.email)) as session:
        user, held = session.get(User, who.id), session.get(LoginSession, read.session)
        if user is None or held is None or not _holds(session, user, held, read):
            raise Unidentified(Unidentified.INVALID)
        copied = held.jti != read.jti
        if copied:
            held.ended_at = now(session)
        else:
            held.used_at = now(session)
            if terms.rotates:
                held.jti = tokens.new_jti()
                held.expires_at = now(session) + terms.refresh
            pair = _pair(books, people.of(user), held, terms, claims, new=terms.rotates)
    if copied:
        raise Unidentified(Unidentified.INVALID)
    return pair if terms.rotates else Pair(pair.access, token)


def prolong(
    books: Books,
    person: Person,
    token: str,
    door: str,
    terms: Terms,
    claims: ClaimsOf = nothing_more,
) -> str:
    """Another access token for one that is still good, at a door whose clients hold no other.

    It is of the same log-in and ends with it: `terms.refresh` after its beginning somebody has to log
    in anew. A token of no kept log-in begins one. Raises `Unidentified`.
    """
    read = tokens.read(secret.key(books.path, tokens.PURPOSE), token, books.clock())
    if read.session is None:
        return open_session(books, person, door, terms, claims).access
    with books.write(Actor.calling(person.email)) as session:
        user, held = session.get(User, person.id), session.get(LoginSession, read.session)
        if user is None or held is None or not _holds(session, user, held, read):
            raise Unidentified(Unidentified.INVALID)
        held.used_at = now(session)
        return _pair(books, people.of(user), held, terms, claims, new=False).access


def end(books: Books, actor: Actor, session_id: int) -> None:
    """End a log-in: its tokens open nothing any more. Raises `NotFound`."""
    books.require(Right.MANAGE)
    with books.write(actor) as session:
        held = session.get(LoginSession, session_id)
        if held is None:
            raise NotFound("log-in", session_id)
        if held.ended_at is None:
            held.ended_at = now(session)


def end_all(session: Session, user_id: int) -> None:
    """End every log-in of somebody, inside somebody's transaction."""
    held = select(LoginSession).where(
        LoginSession.user_id == user_id, LoginSession.ended_at.is_(None)
    )
    for each in session.scalars(held):
        each.ended_at = now(session)


def _open(
    session: Session, person: Person, door: str, lifetime: timedelta
) -> tuple[User, LoginSession]:
    user = session.get(User, person.id)
    if user is None or not user.is_active:
        raise Unidentified(Unidentified.INVALID)
    opened = LoginSession(
        user_id=user.id,
        jti=tokens.new_jti(),
        door=door,
        expires_at=now(session) + lifetime,
    )
    session.add(opened)
    session.flush()
    return user, opened


def _holds(session: Session, user: User, held: LoginSession, read: Claims) -> bool:
    return (
        user.is_active
        and held.user_id == user.id
        and held.ended_at is None
        and held.expires_at > now(session)
        and not tokens.outdated(read, user.tokens_from)
    )


def _pair(
    books: Books,
    person: Person,
    held: LoginSession,
    terms: Terms,
    claims: ClaimsOf,
    *,
    new: bool,
) -> Pair:
    access = _token(books, person, held, TokenKind.ACCESS, terms.access, claims)
    kind = TokenKind.REFRESH
    return Pair(access, _token(books, person, held, kind, terms.refresh, claims) if new else "")


def _token(
    books: Books,
    person: Person,
    held: LoginSession,
    kind: TokenKind,
    lifetime: timedelta,
    claims: ClaimsOf,
) -> str:
    return tokens.issue(
        secret.key(books.path, tokens.PURPOSE),
        person.uid,
        kind,
        lifetime,
        books.clock(),
        tokens_from=person.tokens_from,
        claims=claims(person),
        session=held.id,
        jti=held.jti if kind is TokenKind.REFRESH else None,
    )
