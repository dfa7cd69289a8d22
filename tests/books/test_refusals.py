"""A file that cannot serve as books gets a sentence and is left as it is, to the byte."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from senstosales.books import location, migration
from senstosales.books.store import open_books
from senstosales.errors import BooksUnavailable
from senstosales.services.checking import problems
from tests.playing import PAGES


def corrupt(path: Path, source: Path) -> None:
    data = bytearray(source.read_bytes())
    data[100:] = b"\x5a" * (len(data) - 100)
    path.write_bytes(data)


def cut_off(path: Path, source: Path) -> None:
    path.write_bytes(source.read_bytes()[: 4096 * 3 + 700])


def text_file(path: Path, source: Path) -> None:
    path.write_text("These are the minutes of the last meeting.\n" * 100)


def html_page(path: Path, source: Path) -> None:
    shutil.copyfile(PAGES / "po-april.html", path)


def only_magic(path: Path, source: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def other_program(path: Path, source: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.executescript(
            "CREATE TABLE tracks (title TEXT); INSERT INTO tracks VALUES ('Sargam')"
        )


def other_alembic_program(path: Path, source: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.executescript(
            "CREATE TABLE alembic_version (version_num VARCHAR(32)); "
            "INSERT INTO alembic_version VALUES ('a1b2c3'); CREATE TABLE tracks (title TEXT)"
        )


def newer(path: Path, source: Path) -> None:
    shutil.copyfile(source, path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (corrupt, "damaged"),
        (cut_off, "damaged"),
        (text_file, "not a set of books"),
        (html_page, "not a set of books"),
        (only_magic, "damaged"),
        (other_program, "some other program"),
        (other_alembic_program, "newer SenstoSales"),
        (newer, "newer SenstoSales"),
    ],
)
def test_a_file_that_is_no_books_of_ours(tmp_path, office_file, prepare, says):
    folder = tmp_path / "office"
    folder.mkdir()
    path = folder / "books.sqlite3"
    prepare(path, office_file)
    before = path.read_bytes()
    with pytest.raises(BooksUnavailable) as caught:
        open_books(path)
    assert says in caught.value.sentence
    assert str(path) in caught.value.sentence
    assert path.read_bytes() == before
    assert {entry.name for entry in folder.iterdir()} - {"books.sqlite3"} <= {
        "books.sqlite3-wal", "books.sqlite3-shm",
    }  # fmt: skip


def test_damage_deep_inside_is_said_when_it_is_met(tmp_path, ordered_file):
    path = tmp_path / "books.sqlite3"
    data = bytearray(ordered_file.read_bytes())
    for page in range(len(data) // 4096 // 2, len(data) // 4096):
        start = page * 4096
        if b"CREATE " not in data[start : start + 4096]:  # what the tables are is told at opening
            data[start : start + 64] = b"\xff" * 64
    path.write_bytes(data)
    opened = open_books(path)
    try:
        with pytest.raises(BooksUnavailable, match="damaged"), opened.read() as session:
            found = list(problems(session))
            assert found != []
            raise BooksUnavailable(path, f"damaged: {found[0]}")
    finally:
        opened.close()


def test_an_empty_file_becomes_new_books(tmp_path):
    path = tmp_path / "books.sqlite3"
    path.touch()
    opened = open_books(path)
    with opened.read() as session:
        assert list(problems(session)) == []
    opened.close()


def test_books_that_must_exist_are_not_made(tmp_path):
    path = tmp_path / "nowhere" / "books.sqlite3"
    with pytest.raises(BooksUnavailable, match="no such file"):
        open_books(path, create=False)
    assert not path.parent.exists()


def test_a_folder_is_not_books(tmp_path):
    with pytest.raises(BooksUnavailable, match="folder"):
        open_books(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BooksUnavailable, match="folder cannot be made"):
        open_books(tmp_path / "file" / "books.sqlite3")


def refuse_writing(monkeypatch: pytest.MonkeyPatch, forbidden: Path) -> None:
    """As the operating system answers for a read-only place; root is told otherwise by it."""
    real = os.access

    def access(path, mode, **options):
        return not (Path(path) == forbidden and mode & os.W_OK) and real(path, mode, **options)

    monkeypatch.setattr(os, "access", access)


def test_a_read_only_file(tmp_path, office_file, monkeypatch):
    path = tmp_path / "books.sqlite3"
    shutil.copyfile(office_file, path)
    before = path.read_bytes()
    refuse_writing(monkeypatch, path)
    with pytest.raises(BooksUnavailable, match="the file is read-only"):
        open_books(path)
    assert path.read_bytes() == before


def test_a_read_only_folder(tmp_path, office_file, monkeypatch):
    path = tmp_path / "books.sqlite3"
    shutil.copyfile(office_file, path)
    before = path.read_bytes()
    refuse_writing(monkeypatch, tmp_path)
    with pytest.raises(BooksUnavailable, match="folder is read-only"):
        open_books(path)
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_truly_read_only_file(tmp_path, office_file):
    path = tmp_path / "books.sqlite3"
    shutil.copyfile(office_file, path)
    path.chmod(0o400)
    with pytest.raises(BooksUnavailable, match="read-only"):
        open_books(path)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "afpfs"])
def test_a_network_share(tmp_path, office_file, monkeypatch, kind):
    path = tmp_path / "books.sqlite3"
    shutil.copyfile(office_file, path)
    before = path.read_bytes()
    monkeypatch.setattr(location, "_file_system", lambda _folder: kind)
    with pytest.raises(BooksUnavailable, match="PostgreSQL"):
        open_books(path)
    assert path.read_bytes() == before
    with pytest.raises(BooksUnavailable, match="PostgreSQL"):
        open_books(tmp_path / "new.sqlite3")
    assert not (tmp_path / "new.sqlite3").exists()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/mnt/desk/books", "cifs"), ("/mnt/desk two/books", "nfs4"), ("/mnt/desktop", "ext4"),
     ("/mnt/desk/local/x", "ext4"), ("/home", "ext4")],
)  # fmt: skip
def test_the_mount_table_is_read_by_its_longest_point(monkeypatch, folder, kind):
    table = (
        "/dev/sda1 / ext4 rw 0 0\n//srv/a /mnt/desk cifs rw 0 0\nbad line\n"
        "srv:/b /mnt/desk\\040two nfs4 rw 0 0\n/dev/sdb1 /mnt/desk/local ext4 rw 0 0\n"
    )
    real = Path.read_text

    def read_text(self, *given, **named):
        return table if str(self) == "/proc/mounts" else real(self, *given, **named)

    monkeypatch.setattr(Path, "read_text", read_text)
    monkeypatch.setattr(Path, "exists", lambda _self: True)
    assert location._file_system(Path(folder)) == kind


def test_an_older_file_is_backed_up_before_it_is_changed(tmp_path):
    """Also when the change fails: the file is as it was."""
    from alembic import command

    path = tmp_path / "books.sqlite3"
    command.upgrade(migration.configuration(path), "0001")
    opened = open_books(path)
    opened.close()
    kept = list((tmp_path / "backups").iterdir())
    assert [entry.name for entry in kept] == [f"books-before-step-{migration.HEAD}.sqlite3"]
    with closing(sqlite3.connect(kept[0])) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_a_step_that_fails_leaves_the_books_as_they_were(tmp_path, monkeypatch):
    from alembic import command

    path = tmp_path / "books.sqlite3"
    command.upgrade(migration.configuration(path), "0001")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE notes (in_the_way TEXT)")  # the second half of step 0002 fails
        before = sorted(raw.execute("SELECT name FROM sqlite_master").fetchall())
    with pytest.raises(BooksUnavailable):
        open_books(path)
    with closing(sqlite3.connect(path)) as raw:
        assert sorted(raw.execute("SELECT name FROM sqlite_master").fetchall()) == before
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
