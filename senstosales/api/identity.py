"""Who calls, and in which business they may work: the same for all doors.

The border looks once at what a call bears and leaves what it found with the call. Routes take from
here the person, or their seat in a business; what is missing is raised as a neutral error, which each
contract words in its own way (`api/contract.py`).

FastAPI reads a JSON body before it asks dependencies. Where a contract wants the seat checked before
anything else, its routes take the `Request` and read the body themselves.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPBearer
from starlette.datastructures import Headers
from starlette.types import Scope

from senstosales.books.store import Actor, Books
from senstosales.domain.roles import Right, Role
from senstosales.errors import Forbidden, NotFound, Unidentified
from senstosales.queries import office as office_queries
from senstosales.queries import people as people_queries
from senstosales.queries.people import Person, Place
from senstosales.services import keys, people

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


_Bearer = Annotated[
    object,
    Security(HTTPBearer(auto_error=False, description="a token that a log-in of any door gave")),
]
"""Only for the description of the calls; what it bears, the border has looked at."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a call bears: a key by its name, a person by a token, or why there is none."""

    key: str | None = None
    person: Person | None = None
    reason: str = Unidentified.MISSING

    @property
    def caller(self) -> str:
        """The name of the caller for the audit trail and the list of calls."""
        if self.person is not None:
            return f"api:{self.person.email}"
        return f"api:{self.key}" if self.key is not None else "api"


class NoSuchBusiness(NotFound):
    """The business is unknown, or not the caller's: nobody is told which."""

    def __init__(self, uid: str) -> None:
        super().__init__("business", uid)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person at work in a business: its books, who acts, and as what."""

    books: Books
    actor: Actor
    user_id: int
    user_uid: str
    role: Role
    business_uid: str


def identify(books: Books, headers: Headers) -> Identity:
    """Look at the key and the token of a call. A bearer token may also be a key."""
    bearer = bearer_of(headers)
    given = headers.get("x-api-key", "")
    if not given and bearer is not None and bearer.startswith(keys.PREFIX):
        given = bearer
    key = books.ask(keys.name_of, given) if given else None
    if bearer is None:
        missing = "authorization" not in headers
        return Identity(key, reason=Unidentified.MISSING if missing else Unidentified.INVALID)
    try:
        return Identity(key, people.identify(books, bearer))
    except Unidentified as error:
        return Identity(key, reason=error.reason)


def bearer_of(headers: Headers) -> str | None:
    """The token of `Authorization: Bearer`, or None."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def is_stray(request: Request) -> bool:
    """Whether a call bears a token that is neither somebody's nor a key: no key beside it makes it good."""
    found, bearer = of(request.scope), bearer_of(request.headers)
    if bearer is None or found.person is not None:
        return False
    return found.key is None or request.headers.get("x-api-key", "") not in ("", bearer)


def of(scope: Scope) -> Identity:
    """What the border found of the caller."""
    return cast("Identity", scope["state"]["identity"])


def person(request: Request, _described: _Bearer = None) -> Person:
    """The person who calls; raises `Unidentified` with its reason."""
    found = of(request.scope)
    if found.person is None:
        raise Unidentified(found.reason)
    return found.person


def seat(
    request: Request,
    business_id: Annotated[str, Path(alias="businessId")],
    _described: _Bearer = None,
) -> Seat:
    """The caller's seat in the business that the path names; to change anything it takes more than
    a viewer.

    Raises `Unidentified`, `NoSuchBusiness` and `Forbidden`, in this order.
    """
    return _allowed(request, _seat(request, business_id))


def reading_seat(
    request: Request,
    business_id: Annotated[str, Path(alias="businessId")],
    _described: _Bearer = None,
) -> Seat:
    """The same for a POST that changes nothing, such as one that draws up a PDF."""
    found = _seat(request, business_id)
    found.role.require(Right.READ)
    return found


def home(request: Request, _described: _Bearer = None) -> Seat:
    """The caller's seat where a path names no business: the one served here if it is theirs, else the
    first they came to. Raises `Unidentified` and `Forbidden`.
    """
    return _allowed(request, _home(request, person(request)))


def _home(request: Request, who: Person) -> Seat:
    books = served(request)
    places = books.ask(people_queries.places, who.id)
    here = [place for place in places if place.business_id == books.business_id]
    if not places:
        raise Forbidden("This account belongs to no business. Ask an owner to invite you.")
    return _at(books, who, (here or places)[0])


def home_of_token(request: Request, token: str) -> Seat:
    """The seat of whose token this is, to read from, where a call cannot bear it in a header.

    Raises `Unidentified` and `Forbidden`.
    """
    who = people.identify(served(request), token)
    seat_there = _home(request, who)
    seat_there.role.require(Right.READ)
    return seat_there


def key_named(books: Books, key: str) -> str | None:
    """The name of a living key, or None."""
    return books.ask(keys.name_of, key) if key else None


def served(request: Request) -> Books:
    """The books of the door, as its own business."""
    books: Books = request.app.state.door.books
    return books


def office(request: Request) -> Books:
    """The books for calls that need no person: whoever sits at this machine, a program with a key, or
    somebody of the office. Raises `Forbidden` for people of other businesses, and for viewers who
    would change something.
    """
    books = served(request)
    who = of(request.scope).person
    if who is not None:
        places = books.ask(people_queries.places, who.id)
        _role_here(books, places).require(Right.READ if request.method in SAFE else Right.WRITE)
    return books


def office_owner(request: Request) -> Books:
    """The same for what only an owner may do. A key, and this machine itself, may do it too."""
    books = office(request)
    who = of(request.scope).person
    if who is not None:
        places = books.ask(people_queries.places, who.id)
        _role_here(books, places).require(Right.MANAGE)
    return books


def actor(request: Request) -> Actor:
    """Who acts: the person, the program by the name of its key, or whoever sits at this machine."""
    found = of(request.scope)
    name = found.person.email if found.person is not None else found.key
    return Actor.calling(name) if name is not None else Actor("local program", "api")


def log_in(request: Request, login: str, password: str) -> Person:
    """Who this is by address (or user name) and password. Raises `Unidentified` and `TooOften`."""
    with _counted(request, login):
        return people.authenticate(served(request), login, password)


def first_log_in(request: Request, login: str) -> AbstractContextManager[None]:
    """Let somebody ask for an account with a password that may be one already, and count them as who
    signs up and, unless it goes well, as who logs in. Raises `Forbidden` and `TooOften`.
    """
    sign_up(request)
    return _counted(request, login)


@contextmanager
def _counted(request: Request, login: str) -> Iterator[None]:
    door, at = request.app.state.door, place(request)
    door.log_ins.enter(at, login, door.books.clock())
    yield
    door.log_ins.forgive(at, login)


def place(request: Request) -> str:
    """From where somebody calls: the address of their machine, or of what stands before it."""
    return request.client.host if request.client else ""


def sign_up(request: Request) -> None:
    """Let somebody ask for an account, and count them. Raises `Forbidden` where the office has switched
    sign-up off, and `TooOften`.
    """
    door = request.app.state.door
    if door.books.ask(office_queries.setting, "sign_up") != "yes":
        raise Forbidden("Sign-up is switched off here. Ask the office for an account.")
    door.sign_ups.enter(place(request), door.books.clock())


def note(scope: Scope, found: Identity) -> None:
    """Leave what was found with the call."""
    scope["state"].update(identity=found, caller=found.caller)


def _role_here(books: Books, places: list[Place]) -> Role:
    role = next((at.role for at in places if at.business_id == books.business_id), None)
    if role is None:
        raise Forbidden("These are the books of another business.")
    return role


def _seat(request: Request, business_uid: str) -> Seat:
    who = person(request)
    books = served(request)
    place = books.ask(people_queries.place, who.id, business_uid)
    if place is None:
        raise NoSuchBusiness(business_uid)
    return _at(books, who, place)


def _at(books: Books, who: Person, place: Place) -> Seat:
    return Seat(
        books=books.of(place.business_id),
        actor=Actor.calling(who.email),
        user_id=who.id,
        user_uid=who.uid,
        role=place.role,
        business_uid=place.business_uid,
    )


def _allowed(request: Request, found: Seat) -> Seat:
    found.role.require(Right.READ if request.method in SAFE else Right.WRITE)
    return found


SeatOf = Annotated[Seat, Depends(seat)]
ReadingSeatOf = Annotated[Seat, Depends(reading_seat)]
HomeOf = Annotated[Seat, Depends(home)]
PersonOf = Annotated[Person, Depends(person)]
