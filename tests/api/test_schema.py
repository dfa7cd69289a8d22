"""The document describes the doors truly: they are called in every way it allows and many it does not.

Bounded: a few examples of each operation, always the same ones. They are thought out when the turn
of their operation comes: for all of them that takes longer than to collect all other tests, and
every process that runs tests would do it for every operation.
"""

import shutil
from collections.abc import Iterator
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

from senstosales.api.app import Door, build
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

ENOUGH, EVERY = 200, 8
"""The document alone yields up to 3,300 wrong and right forms of one body. Of those beyond the first 200
every eighth is sent, and each operation begins with another one: the eight that take a voucher describe
nearly the same body, so that between them hardly a form is left out.
"""

described = build(Door(Books(Path("unused")))).openapi()
document = schemathesis.openapi.from_dict(described)
ENDLESS = ("GET", "/api/sales/sse/invoices/")
"""A stream that never ends by itself: each example would wait until the client gives up, a minute in
all. Its answers are held against the contract in `tests/api/imports/test_stream.py`.
"""
BEARING = (
    "/api/sales/", "/api/auth/refresh", "/api/products", "/api/parties", "/api/expenses",
    "/api/billing",
)  # fmt: skip
"""Where strangers hear nothing but 401: these are called by somebody of the office."""
OPERATIONS = [
    (method.upper(), path)
    for path, calls in described["paths"].items()
    for method in calls
    if (method.upper(), path) != ENDLESS
]


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


@pytest.mark.parametrize(
    ("method", "path"), OPERATIONS, ids=[f"{method} {path}" for method, path in OPERATIONS]
)
def test_what_the_document_allows_is_answered_as_it_says(
    request, address, caller, bearer, method, path
):
    operation = document.include(method=method, path=path)
    headers = bearer if path.startswith(BEARING) else None

    forms = count(-OPERATIONS.index((method, path)) % EVERY)

    @operation.parametrize()
    @BOUNDED
    def answered(case):
        if case.meta.phase.name is TestPhase.COVERAGE:
            turn = next(forms)
            if turn >= ENOUGH and turn % EVERY:
                return
        case.call_and_validate(base_url=address, session=caller, headers=headers, checks=CHECKS)

    (whole,) = SchemathesisCase.from_parent(
        request.node.parent, name="answered", test_function=answered, schema=operation
    ).collect()
    whole.runtest()


def test_every_operation_of_the_document_is_called():
    offered = [one.ok() for one in document.get_all_operations()]
    called = sorted([*OPERATIONS, ENDLESS])
    assert sorted((one.method.upper(), one.path) for one in offered) == called
