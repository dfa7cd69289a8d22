"""Real servers on real books: the sample story is played once and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from senstosales.api.server import Server
from senstosales.books.store import Books, open_books
from tests.clock import Clock

FRONT = "http://localhost:3000"
"""The page of the existing front end."""

Serve = Callable[..., httpx.Client]


class Api(httpx.Client):
    """A client with the books that it reaches, so that answers can be held against queries."""

    def __init__(self, server: Server, books: Books, **options: Any) -> None:
        super().__init__(
            base_url=server.address.replace("0.0.0.0", "127.0.0.1"), timeout=60, **options
        )
        self.server = server
        self.books = books

    def got(self, path: str, **params: Any) -> Any:
        """The JSON of a GET that must succeed."""
        answer = self.get(path, params=params or None)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()

    def made(self, path: str, body: Any, method: str = "POST") -> Any:
        """The JSON of a write that must succeed."""
        answer = self.request(method, path, json=body)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()


def refused(answer: httpx.Response, status: int, code: str | None = None) -> str:
    """The sentence of an error, after its body was seen to suit both kinds of reader."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    body = answer.json()
    assert set(body) == {"success", "detail", "message", "error_code", "details"}
    assert body["success"] is False
    if status == 422:
        assert all({"type", "loc", "msg", "input"} == set(item) for item in body["detail"])
    else:
        assert body["detail"] == body["message"]
    if code is not None:
        assert body["error_code"] == code
    assert isinstance(body["message"], str)
    assert body["message"]
    return body["message"]


@pytest.fixture(scope="session")
def story_file(played_file: Path) -> Path:
    """Books in which the sample story has been played."""
    return played_file


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves books and gives a client; everything stops after the test."""
    with ExitStack() as stack:

        def start(books: Books, *, client: dict[str, Any] | None = None, **options: Any) -> Api:
            server = Server(books, port=0, **{"origins": [FRONT], **options})
            server.start()
            stack.callback(server.stop)
            return stack.enter_context(Api(server, books, **(client or {})))

        yield start


@pytest.fixture
def api(serve: Serve, open_copy: Callable[..., Books], story_file: Path) -> Api:
    """A client of a copy of the story, to be changed at will."""
    return serve(open_copy(story_file))


@pytest.fixture(scope="module")
def story(story_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A client of the story for tests that only read."""
    path = tmp_path_factory.mktemp("read") / "books.sqlite3"
    shutil.copyfile(story_file, path)
    books = open_books(path, clock=Clock())
    server = Server(books, port=0, origins=[FRONT])
    server.start()
    with Api(server, books) as client:
        yield client
    server.stop()
    books.close()


@pytest.fixture
def office_api(serve: Serve, books: Books) -> Api:
    """A client of a set-up office without any papers."""
    return serve(books)
