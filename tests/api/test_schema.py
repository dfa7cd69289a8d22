"""The document describes the doors truly: they are called in every way it allows and many it does not.

Bounded: a few examples of each operation, always the same ones. They are thought out when the turn
of their operation comes: for all of them that takes longer than to collect all other tests, and
every process that runs tests would do it for every operation.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.meta import TestPhase
from schemathesis.pytest.plugin import SchemathesisCase
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from senstosales.api.app import build
from senstosales.api.door import Door
from senstosales.api.server import Server
from senstosales.books.store import Books, open_books
from senstosales.domain.roles import Role
from senstosales.services import people
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from tests.clock import Clock
from tests.playing import ACTOR

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
PASSWORD = "a long password"
BOUNDED = settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

ENOUGH, EVERY = 40, 16
"""The document alone yields up to 3,300 wrong and right forms of one body. Of those beyond the first 40
every sixteenth is sent, unless `--every-form` is asked for.
"""
ALIKE = re.compile(r"/business/\{businessId\}/(?!invoices)")
"""The doors of the other vouchers describe nearly the body of an invoice and read it with the same
code: of theirs only what hypothesis thinks out is sent, unless `--every-form` is asked for.
"""
ENDLESS = ("GET", "/api/sales/sse/invoices/")
"""A stream that never ends by itself: each example would wait until the client gives up, a minute in
all. Its answers are held against the contract in `tests/api/imports/test_stream.py`.
"""
BEARING = (
    "/api/sales/", "/api/auth/refresh", "/api/products", "/api/parties", "/api/expenses",
    "/api/billing",
)  # fmt: skip
"""Where strangers hear nothing but 401: these are called by somebody of the office."""
PARTS = 24
"""The operations are dealt out to so many tests: to know them by name, every process that runs tests
would have to build the whole document first.
"""


@dataclass
class Document:
    """What the server says of its doors: with `forms` it also thinks out every form of each body."""

    forms: OpenApiSchema
    plain: OpenApiSchema

    def read(self, method: str, path: str, *, every: bool) -> OpenApiSchema:
        whole = self.forms if every or not ALIKE.match(path) else self.plain
        return whole.include(method=method, path=path)


@pytest.fixture(scope="module")
def document() -> Document:
    described = build(Door(Books(Path("unused")))).openapi()
    plain = schemathesis.openapi.from_dict(described)
    plain.config.phases.coverage.enabled = False
    return Document(schemathesis.openapi.from_dict(described), plain)


@pytest.fixture(scope="module")
def operations(document: Document) -> list[tuple[str, str]]:
    """Method and path of all that are called."""
    offered = [one.ok() for one in document.forms.get_all_operations()]
    found = [(one.method.upper(), one.path) for one in offered]
    assert ENDLESS in found
    return [each for each in found if each != ENDLESS]


@pytest.fixture(scope="module")
def address(story_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("schema") / "books.sqlite3"
    shutil.copyfile(story_file, path)
    books = open_books(path, clock=Clock())
    draft = make(PersonDraft, {"name": "Asha", "email": "asha@example.com"})
    people.add(books, ACTOR, draft, PASSWORD, Role.CLERK)
    server = Server(books, port=0)
    server.start()
    yield server.address
    server.stop()
    books.close()


@pytest.fixture(scope="module")
def caller() -> Iterator[requests.Session]:
    """One connection for all calls; it asks the machine for no proxy."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture(scope="module")
def bearer(address: str, caller: requests.Session) -> dict[str, str]:
    body = {"username": "asha@example.com", "password": PASSWORD}
    token = caller.post(f"{address}/api/auth/login", json=body).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("part", range(PARTS))
def test_what_the_document_allows_is_answered_as_it_says(
    request, document, operations, address, caller, bearer, part
):
    mine = operations[part::PARTS]
    assert mine
    for method, path in mine:
        called = call(request, document, address, caller, bearer, method, path)
        assert called, (method, path)


def call(request, document, address, caller, bearer, method, path) -> int:
    """How many forms of the operation were sent; an answer that is not as described fails."""
    every = request.config.getoption("--every-form")
    operation = document.read(method, path, every=every)
    headers = bearer if path.startswith(BEARING) else None
    forms = count()
    sent = count()

    @operation.parametrize()
    @BOUNDED
    def answered(case):
        if case.meta.phase.name is TestPhase.COVERAGE and not every:
            turn = next(forms)
            if turn >= ENOUGH and turn % EVERY:
                return
        next(sent)
        case.call_and_validate(base_url=address, session=caller, headers=headers, checks=CHECKS)

    (whole,) = SchemathesisCase.from_parent(
        request.node.parent, name=f"{method} {path}", test_function=answered, schema=operation
    ).collect()
    whole.runtest()
    return next(sent)
