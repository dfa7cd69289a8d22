"""The document describes the doors truly: they are called in every way it allows and many it does not.

Bounded: a few examples of each operation, always the same ones.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from senstosales.api.app import Door, build
from senstosales.api.server import Server
from senstosales.books.store import Books, open_books
from tests.clock import Clock

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


document = schemathesis.openapi.from_dict(build(Door(Books(Path("unused")))).openapi())


@pytest.fixture(scope="module")
def address(story_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("schema") / "books.sqlite3"
    shutil.copyfile(story_file, path)
    books = open_books(path, clock=Clock())
    server = Server(books, port=0)
    server.start()
    yield server.address
    server.stop()
    books.close()


@document.parametrize()
@settings(
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_what_the_document_allows_is_answered_as_it_says(case, address):
    case.call_and_validate(base_url=address, checks=CHECKS)
