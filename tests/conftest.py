"""What every test stands on: no display needed, no machine's own settings touched, books of its own.

Books are made once per session and copied for each test: a copy costs a millisecond, new ones cost
their migrations.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings

from senstosales.books.store import Actor, Books, open_books
from senstosales.services import passwords
from senstosales.services.mail_server import ENVIRONMENT
from tests.clock import Clock
from tests.playing import ACTOR, PAGES, import_pages, set_up_office

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")

OpenCopy = Callable[..., Books]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screens", help="a folder for pictures of every station of the journeys")
    parser.addoption(
        "--every-form", action="store_true", help="send every form of a body that the API describes"
    )


def pytest_configure() -> None:
    """No test may send mail through the server of this machine."""
    os.environ.pop(ENVIRONMENT, None)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not go through it in every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def left_behind() -> Iterator[None]:
    """What a module of tests leaves in memory is not searched for rubbish again by all that follow."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes() -> Iterator[None]:
    """The same hashes of passwords with the least memory and work: their usual price, tried in
    `services/test_people.py`, would be paid some thousand times.
    """
    cheap = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1)
    nobody = passwords._NOBODY.replace("m=19456,t=2", "m=8,t=1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", cheap)
        patch.setattr(passwords, "_NOBODY", nobody)
        yield


@pytest.fixture(scope="session")
def new_books_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books as they are made: nameless office, no papers."""
    path = tmp_path_factory.mktemp("new") / "books.sqlite3"
    open_books(path, clock=Clock()).close()
    return path


@pytest.fixture(scope="session")
def office_file(new_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books of a set-up office in Madhya Pradesh (23), no papers."""
    path = tmp_path_factory.mktemp("office") / "books.sqlite3"
    shutil.copyfile(new_books_file, path)
    opened = open_books(path, clock=Clock())
    set_up_office(opened)
    opened.close()
    return path


@pytest.fixture(scope="session")
def ordered_file(office_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with every sample order in, the amended one as first placed."""
    path = tmp_path_factory.mktemp("ordered") / "books.sqlite3"
    shutil.copyfile(office_file, path)
    opened = open_books(path, clock=Clock())
    names = sorted(page.stem for page in PAGES.glob("po-*.html"))
    import_pages(opened, *(name for name in names if name != "po-amended-1"))
    opened.close()
    return path


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def actor() -> Actor:
    return ACTOR


@pytest.fixture
def open_copy(tmp_path: Path, clock: Clock) -> Iterator[OpenCopy]:
    """Opens a copy of a books file; all copies are closed after the test."""
    with ExitStack() as stack:

        def opener(source: Path, name: str = "books.sqlite3") -> Books:
            path = tmp_path / name
            shutil.copyfile(source, path)
            opened = open_books(path, clock=clock)
            stack.callback(opened.close)
            return opened

        yield opener


@pytest.fixture
def new_books(open_copy: OpenCopy, new_books_file: Path) -> Books:
    return open_copy(new_books_file)


@pytest.fixture
def books(open_copy: OpenCopy, office_file: Path) -> Books:
    return open_copy(office_file)


@pytest.fixture
def ordered(open_copy: OpenCopy, ordered_file: Path) -> Books:
    return open_copy(ordered_file)


@pytest.fixture(scope="session")
def played_file(new_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sample books with the whole story in them."""
    from senstosales.services import demo

    path = tmp_path_factory.mktemp("played") / "books.sqlite3"
    shutil.copyfile(new_books_file, path)
    opened = open_books(path, clock=Clock())
    demo.fill(opened)
    opened.close()
    return path
