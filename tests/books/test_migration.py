"""The steps lead to what the tables say, from nothing and from every older file in the museum."""

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BigInteger, DateTime, create_engine

from senstosales.books import migration
from senstosales.books.store import open_books
from senstosales.queries.search import search
from senstosales.tables import findables
from senstosales.tables.base import Base, Moment, Scaled
from tests.clock import Clock
from tests.playing import import_pages, order, whole

MUSEUM = Path(__file__).parent.parent / "museum"
OLD = sorted(path.name for path in MUSEUM.glob("*.sqlite3.gz"))


def same_type(_context, _inspected, _metadata, inspected_type, metadata_type):
    if isinstance(metadata_type, Scaled):
        return not isinstance(inspected_type, BigInteger)
    if isinstance(metadata_type, Moment):
        return not isinstance(inspected_type, DateTime)
    return None


def described(name, kind, _parents):
    """Not what SQLite keeps for its full-text index."""
    return not (kind == "table" and findables.is_index(name))


def differences(path: Path) -> list[object]:
    engine = create_engine(f"sqlite:///{path.as_posix()}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": same_type, "include_name": described}
        )
        found = compare_metadata(context, Base.metadata)
    engine.dispose()
    return found


def test_the_head_named_in_the_program_is_the_newest_step(tmp_path):
    script = ScriptDirectory.from_config(migration.configuration(tmp_path / "x"))
    assert script.get_heads() == [migration.HEAD]


def test_new_books_are_what_the_tables_say(new_books_file):
    assert differences(new_books_file) == []


def test_every_step_has_its_old_books_in_the_museum(tmp_path):
    script = ScriptDirectory.from_config(migration.configuration(tmp_path / "x"))
    older = {step.revision for step in script.walk_revisions()} - {migration.HEAD}
    assert {name.split("-")[0] for name in OLD} >= older


@pytest.mark.parametrize("name", OLD)
def test_old_books_open_hold_what_they_held_and_can_be_used(tmp_path, name):
    path = tmp_path / "books.sqlite3"
    path.write_bytes(gzip.decompress((MUSEUM / name).read_bytes()))
    opened = open_books(path, clock=Clock())
    try:
        assert differences(path) == []
        whole(opened)
        held = order(opened, "5839102")
        item = held.items[0]
        assert (item.dispatched, item.received, item.accepted, item.rejected) == (300, 300, 280, 20)
        assert [paper.number for paper in held.invoices] == ["52"]
        assert import_pages(opened, "po-april")[0].outcome == "new"
        whole(opened)
    finally:
        opened.close()
    assert list((tmp_path / "backups").glob("books-before-step-*"))


def test_old_books_are_found_in_by_all_that_the_find_box_knows_now(tmp_path):
    """0008 changes no table: what the find box looks at is made anew."""
    path = tmp_path / "books.sqlite3"
    path.write_bytes(gzip.decompress((MUSEUM / "0007-one-order.sqlite3.gz").read_bytes()))
    opened = open_books(path, clock=Clock())
    try:
        assert opened.ask(search, "bhel")[0].noun == "parties"
        assert opened.ask(search, "05839102")[0].title == "5839102"
        assert [hit.noun for hit in opened.ask(search, "diesel ga 1180")] == ["expenses"]
    finally:
        opened.close()


CREATE = """
import sys
from pathlib import Path
from senstosales.books import migration  # what takes long is loaded before the start
from senstosales.books.store import open_books
import alembic.command, alembic.script
print("ready", flush=True)
sys.stdin.readline()
open_books(Path(sys.argv[1])).close()
"""


def test_several_processes_make_the_same_new_books_at_once(tmp_path):
    path = tmp_path / "books.sqlite3"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE, str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(4)
    ]  # fmt: skip
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0] * 4, said
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM businesses").fetchone() == (1,)
    opened = open_books(path)
    whole(opened)
    opened.close()
    assert not (tmp_path / "backups").exists()
