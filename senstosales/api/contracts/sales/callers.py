"""Who calls the sales contract: a person with a token in their own business, or a program with a key in
the office's.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from senstosales.api import identity
from senstosales.books.store import Actor, Books
from senstosales.errors import Unidentified


@dataclass(frozen=True, slots=True)
class Caller:
    """The books of the caller's business, and who acts."""

    books: Books
    actor: Actor


def caller(request: Request) -> Caller:
    """Raises `Unidentified`, and `Forbidden` for somebody who may only look and would change something.

    A token that is none of ours is refused even with a good key beside it.
    """
    found = identity.of(request.scope)
    if found.person is not None:
        seat = identity.home(request)
        return Caller(seat.books, seat.actor)
    if found.key is None or identity.is_stray(request):
        raise Unidentified(found.reason)
    return Caller(identity.served(request), Actor.calling(found.key))


CallerOf = Annotated[Caller, Depends(caller)]
