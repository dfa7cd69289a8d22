"""The files in which unfinished forms are kept."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from senstosales.gui import unfinished
from senstosales.gui.unfinished import Unfinished

NOW = dt.datetime(2026, 3, 16, 6, 30, tzinfo=dt.UTC)
BOOKS = Path("/books/office.sqlite3")
HELD = Unfinished(
    id="a1", noun="challan", title="challan for order 6644012", at=NOW, clerk="Asha",
    books=str(BOOKS), business=1, start={"order_id": 7}, typed={"fields": {"number": "₹ 5"}},
    version=3,
)  # fmt: skip


def found(folder: Path, business: int = 1, now: dt.datetime = NOW) -> list[str]:
    return [held.id for held in unfinished.found(folder, BOOKS, business, now)]


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    unfinished.write(folder, HELD)
    assert unfinished.found(folder, BOOKS, 1, NOW) == (HELD.held_by_this_program(),)
    unfinished.write(folder, replace(HELD, typed={"fields": {}}))
    assert unfinished.found(folder, BOOKS, 1, NOW)[0].typed == {"fields": {}}
    assert [path.name for path in folder.iterdir()] == ["a1.json"]
    unfinished.forget(folder, "a1")
    unfinished.forget(folder, "a1")
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps it by the folder's own rights")
def test_nobody_else_on_the_computer_can_read_it(tmp_path: Path) -> None:
    unfinished.write(tmp_path / "kept", HELD)
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "kept" / "a1.json").stat().st_mode & 0o777 == 0o600


def test_other_books_and_other_businesses_have_their_own(tmp_path: Path) -> None:
    unfinished.write(tmp_path, HELD)
    unfinished.write(tmp_path, replace(HELD, id="b2", business=2))
    unfinished.write(tmp_path, replace(HELD, id="c3", books="/books/other.sqlite3"))
    assert found(tmp_path) == ["a1"]
    assert found(tmp_path, business=2) == ["b2"]


def test_the_newest_comes_first_and_a_damaged_file_hurts_nobody(tmp_path: Path) -> None:
    unfinished.write(tmp_path, HELD)
    unfinished.write(tmp_path, replace(HELD, id="b2", at=NOW + dt.timedelta(hours=1)))
    (tmp_path / "half.json").write_text('{"noun": "chal')
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "later.json").write_text(json.dumps({"version_of_file": 99}))
    assert found(tmp_path) == ["b2", "a1"]
    assert (tmp_path / "half.json").exists()


def test_what_was_thrown_away_goes_for_good_after_thirty_days(tmp_path: Path) -> None:
    unfinished.write(tmp_path, replace(HELD, thrown_at=NOW))
    assert found(tmp_path, now=NOW + dt.timedelta(days=30)) == ["a1"]
    assert found(tmp_path, now=NOW + dt.timedelta(days=30, seconds=1)) == []
    assert list(tmp_path.iterdir()) == []


def test_what_another_running_program_holds_open_is_left_to_it(tmp_path: Path) -> None:
    unfinished.write(tmp_path, HELD)
    write = (
        "import sys; from pathlib import Path; from tests.gui.test_unfinished import HELD, unfinished;"
        "unfinished.write(Path(sys.argv[1]), HELD); print(flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", write, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert other.stdout
    other.stdout.readline()
    assert found(tmp_path) == []
    other.kill()
    other.communicate()
    assert found(tmp_path) == ["a1"], "it died: its form is left over"
