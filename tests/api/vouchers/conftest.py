"""One server for each module, on books of an office with people in two businesses."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from senstosales.api.server import Server
from senstosales.books.store import Books, open_books
from senstosales.domain.roles import Role
from senstosales.queries import people as people_queries
from senstosales.services import businesses, people
from senstosales.services.drafts import make
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft
from senstosales.services.tokens import TokenKind
from tests.api.vouchers.bodies import KINDS, Kind
from tests.clock import Clock
from tests.loose_tokens import loose_token
from tests.playing import ACTOR

TERM = timedelta(days=60)


class Client(httpx.Client):
    """Somebody with a token, at work in one business."""

    def __init__(self, address: str, token: str, business: str, user: str) -> None:
        super().__init__(base_url=address, timeout=60, headers={"Authorization": f"Bearer {token}"})
        self.business = business
        self.user = user

    def at(self, kind: Kind, uid: str | None = None, *more: str) -> str:
        return "/".join([f"/business/{self.business}/{kind.path}", *filter(None, [uid]), *more])

    def made(self, kind: Kind, **changes: Any) -> dict[str, Any]:
        """The document of a create that must succeed."""
        answer = self.post(self.at(kind), json=kind.body(**changes))
        assert answer.status_code == 201, (answer.status_code, answer.text)
        assert list(answer.json()) == [kind.one]
        return answer.json()[kind.one]

    def got(self, kind: Kind, uid: str) -> dict[str, Any]:
        answer = self.get(self.at(kind, uid))
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.json()[kind.one]

    def changed(self, kind: Kind, uid: str, **changes: Any) -> dict[str, Any]:
        answer = self.put(self.at(kind, uid), json=changes)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.json()[kind.one]

    def listed(self, kind: Kind, **asked: Any) -> list[dict[str, Any]]:
        answer = self.get(self.at(kind), params=asked)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        body = answer.json()
        assert body["count"] == len(body[kind.many])
        return body[kind.many]


@dataclass
class Office:
    """Books that are served, and the people who call."""

    books: Books
    clock: Clock
    server: Server
    stack: ExitStack
    owner: Client = field(init=False)
    viewer: Client = field(init=False)
    stranger: Client = field(init=False)
    """Owns another business and has no part in this one."""

    def person(self, name: str, role: Role | None) -> tuple[int, str, str]:
        draft = make(PersonDraft, {"name": name, "email": f"{name}@example.in"})
        person = people.add(self.books, ACTOR, draft, None, role)
        return person.id, person.uid, loose_token(self.books, person, TokenKind.BEARER, TERM)

    def client(self, token: str, business: str, user: str) -> Client:
        return self.stack.enter_context(Client(self.server.address, token, business, user))

    def member(self, name: str, role: Role) -> Client:
        """Somebody new in the office's business."""
        user_id, user, token = self.person(name, role)
        place = self.books.ask(people_queries.places, user_id)[0]
        return self.client(token, place.business_uid, user)


@pytest.fixture(scope="module")
def opened(
    office_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Office]]:
    with ExitStack() as stack:

        def opener(source: Path = office_file) -> Office:
            path = tmp_path_factory.mktemp("vouchers") / "books.sqlite3"
            shutil.copyfile(source, path)
            clock = Clock()
            books = open_books(path, clock=clock)
            stack.callback(books.close)
            server = Server(books, port=0)
            server.start()
            stack.callback(server.stop)
            made = Office(books, clock, server, stack)
            made.owner = made.member("owner", Role.OWNER)
            made.viewer = made.member("viewer", Role.VIEWER)
            other_id, other, token = made.person("other", None)
            draft = make(OfficeDraft, {"name": "Other Works"})
            line = businesses.add(books, ACTOR, draft, owner_id=other_id)
            made.stranger = made.client(token, line.uid, other)
            return made

        yield opener


@pytest.fixture(scope="module")
def office(opened: Callable[..., Office]) -> Office:
    """An office without any papers."""
    return opened()


@pytest.fixture(scope="module")
def api(office: Office) -> Client:
    """The owner of the office."""
    return office.owner


@pytest.fixture(params=KINDS, ids=lambda kind: kind.path)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each of the four documents."""
    return request.param


@pytest.fixture
def fresh() -> Iterator[str]:
    """Ends of numbers that no other test uses."""
    return (f"{next(_counter):06d}" for _ in itertools.count())


_counter = itertools.count(500_000)
