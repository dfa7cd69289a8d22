"""kill -9 in the middle of a large import: what was reported is there, nothing is half there."""

import os

import pytest

from senstosales.domain.kinds import ImportOutcome
from senstosales.services import importing
from tests.crash.killing import complaints, kill_after
from tests.playing import ACTOR, whole
from tests.services.pages import write_orders

LIGHT = ("po-single-lot", "po-four-lots", "po-three-items", "po-gem-inclusive")
"""Of several items and lots, yet quickly read."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")


def test_killed_in_the_middle_of_an_import(tmp_path, office_file):
    pages = write_orders(tmp_path / "pages", 120)
    found = kill_after(61, office_file, pages, tmp_path / "home")
    assert complaints(found, pages) == []
    assert len(found.reported) >= 61


def test_killed_at_its_first_page_it_can_be_taken_up_again(tmp_path, office_file, open_copy):
    pages = write_orders(tmp_path / "pages", 120, LIGHT)
    found = kill_after(1, office_file, pages, tmp_path / "home")
    assert complaints(found, pages, LIGHT) == []
    assert found.reported
    opened = importing.import_files  # the same use case, in this process
    books = open_copy(tmp_path / "home" / "books.sqlite3", "again.sqlite3")
    summary = opened(books, ACTOR, pages)
    assert summary.count(ImportOutcome.UNCHANGED) == len(found.held)
    assert summary.count(ImportOutcome.NEW) == 120 - len(found.held)
    whole(books)
