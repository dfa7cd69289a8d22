"""Tokens of no kept log-in, for tests of what tokens themselves are good for."""

from datetime import timedelta

from senstosales.books import secret
from senstosales.books.store import Books
from senstosales.queries.people import Person
from senstosales.services import tokens
from senstosales.services.tokens import TokenKind


def loose_token(books: Books, person: Person, kind: TokenKind, lifetime: timedelta) -> str:
    """Signed by this installation, as good as one of a log-in."""
    return tokens.issue(
        secret.key(books.path, tokens.PURPOSE),
        person.uid,
        kind,
        lifetime,
        books.clock(),
        tokens_from=person.tokens_from,
    )
