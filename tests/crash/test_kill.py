"""kill -9 in the middle of a large import: what was reported is there, nothing is half there."""

import os

import pytest

from senstosales.domain.kinds import ImportOutcome
from senstosales.services import importing
from tests.crash.killing import complaints, kill_after
from tests.playing import ACTOR, whole
from tests.services.pages import write_orders

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")


@pytest.mark.parametrize("lines", [1, 25, 61])
def test_killed_in_the_middle_of_an_import(tmp_path, office_file, lines):
    pages = write_orders(tmp_path / "pages", 120)
    found = kill_after(lines, office_file, pages, tmp_path / "home")
    assert complaints(found, pages) == []
    assert len(found.reported) >= lines


def test_the_import_can_be_taken_up_again(tmp_path, office_file, open_copy):
    pages = write_orders(tmp_path / "pages", 120)
    found = kill_after(2, office_file, pages, tmp_path / "home")
    opened = importing.import_files  # the same use case, in this process
    books = open_copy(tmp_path / "home" / "books.sqlite3", "again.sqlite3")
    summary = opened(books, ACTOR, pages)
    assert summary.count(ImportOutcome.UNCHANGED) == len(found.held)
    assert summary.count(ImportOutcome.NEW) == 120 - len(found.held)
    whole(books)
