"""The secret beside the books: one of its kind, for its owner alone, never two."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from senstosales.books import secret
from senstosales.errors import BooksUnavailable

ROOT = Path(__file__).parent.parent.parent
ASK = (
    "import sys; from pathlib import Path; from senstosales.books import secret;"
    "sys.stdin.readline(); print(secret.key(Path(sys.argv[1]), 'tokens').hex())"
)


def test_it_is_made_once_and_stays(tmp_path):
    books = tmp_path / "books.sqlite3"
    first = secret.key(books, "tokens")
    assert len(first) == 32
    assert secret.key(books, "tokens") == first
    assert [path.name for path in tmp_path.iterdir()] == ["books.secret"]


def test_every_purpose_and_every_installation_has_its_own_key(tmp_path):
    here, there = tmp_path / "books.sqlite3", tmp_path / "others.sqlite3"
    keys = {secret.key(at, purpose) for at in (here, there) for purpose in ("tokens", "links")}
    assert len(keys) == 4
    master = (tmp_path / "books.secret").read_text().strip()
    assert bytes.fromhex(master) not in keys


def test_books_without_a_suffix_are_not_mistaken_for_their_secret(tmp_path):
    for name in ("books", "books.secret"):
        assert secret.path_for(tmp_path / name) != tmp_path / name
        assert secret.path_for(tmp_path / name).parent == tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_nobody_else_may_read_it(tmp_path):
    before = os.umask(0)
    try:
        secret.key(tmp_path / "books.sqlite3", "tokens")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "books.secret").stat().st_mode) == 0o600


def test_threads_that_come_first_at_once_agree(tmp_path):
    books = tmp_path / "books.sqlite3"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret.key(books, "tokens"), range(64)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["books.secret"]


def test_processes_that_come_first_at_once_agree(tmp_path):
    books = tmp_path / "books.sqlite3"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, str(books)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for _ in range(6)
    ]  # fmt: skip
    for process in running:  # all have started; now they may look
        process.stdin.write("go\n")
        process.stdin.flush()
    told = {process.communicate(timeout=60)[0].strip() for process in running}
    assert told == {secret.key(books, "tokens").hex()}
    assert [path.name for path in tmp_path.iterdir()] == ["books.secret"]


@pytest.mark.parametrize("content", ["", "nonsense", "00" * 31, "0g" * 32, "é" * 64])
def test_a_damaged_secret_is_said_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "books.secret"
    path.write_text(content, "utf-8")
    with pytest.raises(BooksUnavailable) as refused:
        secret.key(tmp_path / "books.sqlite3", "tokens")
    assert "books.secret" in refused.value.sentence
    assert path.read_text("utf-8") == content


def test_a_folder_in_its_place_is_said(tmp_path):
    (tmp_path / "books.secret").mkdir()
    with pytest.raises(BooksUnavailable):
        secret.key(tmp_path / "books.sqlite3", "tokens")
