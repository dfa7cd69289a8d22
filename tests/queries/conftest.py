"""Books in which every list has something, shared by the tests that only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from senstosales.books.store import Books, open_books
from tests.clock import Clock
from tests.playing import import_pages, play, send


@pytest.fixture(scope="session")
def story_file(ordered_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "books.sqlite3"
    shutil.copyfile(ordered_file, path)
    opened = open_books(path, clock=Clock())
    for name in ("srv-rejection", "srv-simple", "srv-two-srvs", "srv-tax-invoice-only", "srv-unknown-po",
                 "srv-blank-received"):  # fmt: skip
        play(opened, name)
    import_pages(opened, "bad-inconsistent")
    send(opened, "1139101", [(1, 1, "20")], number="T-1")
    opened.close()
    return path


@pytest.fixture(scope="module")
def story(story_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    path = tmp_path_factory.mktemp("copy") / "books.sqlite3"
    shutil.copyfile(story_file, path)
    opened = open_books(path, clock=Clock())
    yield opened
    opened.close()
