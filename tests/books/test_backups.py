"""Backups are whole or refused; they rotate; restoring keeps what was there."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from senstosales.books import backups
from senstosales.books.heeding import heeding
from senstosales.books.store import open_books
from senstosales.errors import BooksUnavailable, Cancelled, Invalid
from senstosales.tables.masters import Party
from tests.clock import Clock
from tests.playing import ACTOR, order, whole

NOON = datetime(2026, 3, 16, 6, 30, tzinfo=UTC)


def add(books, name: str) -> None:
    with books.write(ACTOR) as session:
        session.add(Party(business_id=1, name=name))


def parties(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return [row[0] for row in raw.execute("SELECT name FROM parties ORDER BY id")]


def test_a_backup_of_books_in_use_holds_what_was_committed(books, tmp_path):
    add(books, "Committed")
    with books.write(ACTOR) as session:
        session.add(Party(business_id=1, name="Not yet"))
        session.flush()
        made = backups.back_up(books.path, tmp_path / "safe" / "copy.sqlite3")
    assert parties(made) == ["Committed"]
    assert [entry.name for entry in made.parent.iterdir()] == ["copy.sqlite3"]
    opened = open_books(made)
    whole(opened)
    opened.close()


def test_a_folder_gets_a_named_copy(books, tmp_path):
    made = backups.back_up(books.path, tmp_path)
    assert made == tmp_path / "books-backup.sqlite3"


def test_a_backup_never_falls_on_the_books_themselves(books):
    before = books.path.read_bytes()
    with pytest.raises(Invalid):
        backups.back_up(books.path, books.path)
    assert books.path.read_bytes() == before


def test_the_older_backup_stays_when_the_new_one_fails(tmp_path, office_file):
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(office_file.read_bytes()[: 4096 * 2])
    target = tmp_path / "backup.sqlite3"
    shutil.copyfile(office_file, target)
    before = target.read_bytes()
    with pytest.raises(BooksUnavailable):
        backups.back_up(damaged, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.part*"))


def test_there_must_be_books_to_back_up(tmp_path):
    with pytest.raises(BooksUnavailable, match="no such file"):
        backups.back_up(tmp_path / "none.sqlite3", tmp_path / "copy.sqlite3")
    assert list(tmp_path.iterdir()) == []


def orphan(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO settings (business_id, key, value, created_at, version) "
            "VALUES (77, 'x', 'y', '2026-01-01', 1)"
        )


def shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 5 : 4096 * 6] = b"\xab" * 4096
    path.write_bytes(data)


def replace_by_text(path: Path) -> None:
    path.write_text("no books")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE tracks (title TEXT)")


DAMAGES = [orphan, shorten, scribble, replace_by_text, empty, other_program]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_copy_is_not_whole(tmp_path, ordered_file, damage):
    path = tmp_path / "copy.sqlite3"
    shutil.copyfile(ordered_file, path)
    backups.verify(path)
    damage(path)
    with pytest.raises(BooksUnavailable):
        backups.verify(path)


@pytest.mark.parametrize("damage", DAMAGES)
def test_restoring_from_a_bad_file_leaves_the_books_untouched(
    books, tmp_path, ordered_file, damage
):
    add(books, "Precious")
    books.close()
    bad = tmp_path / "bad.sqlite3"
    shutil.copyfile(ordered_file, bad)
    damage(bad)
    before = books.path.read_bytes()
    with pytest.raises(BooksUnavailable):
        backups.restore(bad, books.path, NOON)
    assert books.path.read_bytes() == before
    assert not backups.folder_for(books.path).exists()


def test_restoring_over_books_that_are_open_is_seen_by_their_user(books, tmp_path, ordered_file):
    add(books, "Will be set aside")
    assert not books.changed_elsewhere()
    saved = backups.restore(ordered_file, books.path, NOON)
    assert saved is not None
    assert parties(saved) == ["Will be set aside"]
    assert books.changed_elsewhere()
    assert order(books, "6639103").number == "6639103"
    whole(books)
    add(books, "After")
    assert parties(books.path)[-1] == "After"


@pytest.mark.parametrize("damage", [replace_by_text, shorten, scribble, other_program])
def test_damaged_books_are_kept_byte_for_byte_before_they_are_replaced(
    tmp_path, office_file, ordered_file, damage
):
    path = tmp_path / "office" / "books.sqlite3"
    path.parent.mkdir()
    shutil.copyfile(office_file, path)
    damage(path)
    before = path.read_bytes()
    saved = backups.restore(ordered_file, path, NOON)
    assert saved is not None
    assert saved.read_bytes() == before
    opened = open_books(path)
    whole(opened)
    opened.close()


def test_restoring_where_there_was_nothing(tmp_path, ordered_file):
    path = tmp_path / "new folder" / "books.sqlite3"
    assert backups.restore(ordered_file, path, NOON) is None
    opened = open_books(path)
    whole(opened)
    opened.close()


def named(folder: Path, kind: str) -> list[str]:
    return sorted(path.name for path in folder.glob(f"books-{kind}-*"))


def test_automatic_backups_rotate_by_day_week_and_financial_year(books):
    clock = Clock(NOON)
    for _ in range(430):
        backups.automatic(books.path, clock.now)
        clock.move(days=1)
    folder = backups.folder_for(books.path)
    last = (NOON + timedelta(days=429)).date()
    assert named(folder, "daily") == [
        f"books-daily-{(last - timedelta(days=back)).isoformat()}.sqlite3" for back in range(6, -1, -1)
    ]  # fmt: skip
    assert len(named(folder, "weekly")) == 5
    assert named(folder, "year") == [
        "books-year-2025-26.sqlite3", "books-year-2026-27.sqlite3", "books-year-2027-28.sqlite3",
    ]  # fmt: skip
    assert len(list(folder.iterdir())) == 7 + 5 + 3
    for kept in folder.iterdir():
        backups.verify(kept)


def test_the_copy_of_a_past_year_is_that_of_its_last_day(books):
    add(books, "In the old year")
    backups.automatic(books.path, datetime(2026, 3, 31, 12, tzinfo=UTC))
    add(books, "In the new year")
    backups.automatic(books.path, datetime(2026, 4, 1, 12, tzinfo=UTC))
    folder = backups.folder_for(books.path)
    assert parties(folder / "books-year-2025-26.sqlite3") == ["In the old year"]
    assert parties(folder / "books-year-2026-27.sqlite3") == ["In the old year", "In the new year"]


def test_a_second_backup_of_a_day_takes_the_place_of_the_first(books):
    backups.automatic(books.path, NOON)
    add(books, "Afternoon")
    backups.automatic(books.path, NOON + timedelta(hours=4))
    folder = backups.folder_for(books.path)
    for path in folder.iterdir():
        assert parties(path) == ["Afternoon"], path.name
    assert len(list(folder.iterdir())) == 3


def test_where_the_disk_knows_no_second_names_copies_are_made(books, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    backups.automatic(books.path, NOON)
    kept = list(backups.folder_for(books.path).iterdir())
    assert len(kept) == 3
    assert len({path.stat().st_ino for path in kept}) == 3
    for path in kept:
        backups.verify(path)


def test_kept_backups_are_listed_with_their_kind(books):
    backups.automatic(books.path, NOON)
    assert {backup.kind for backup in backups.kept(books.path)} == {"daily", "weekly", "year"}
    assert all(backup.size == backup.path.stat().st_size for backup in backups.kept(books.path))


def test_stop_is_heard_inside_one_long_statement(books, tmp_path):
    def stop() -> None:
        raise Cancelled(0, 1)

    with closing(sqlite3.connect(books.path)) as raw, pytest.raises(Cancelled), heeding(raw, stop):
        endless = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        )
        raw.execute(endless).fetchone()
    with pytest.raises(Cancelled):
        backups.back_up(books.path, tmp_path / "copy.sqlite3", stop)
    assert list(tmp_path.glob("copy*")) == []
