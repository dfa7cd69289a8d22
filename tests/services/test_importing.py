"""Importing many files: each whole or not at all, reported when durable, stopped between pages."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from senstosales.books.store import open_books
from senstosales.errors import Cancelled
from senstosales.portal.page import read_page
from senstosales.queries import listing, order_detail
from senstosales.services import importing, orders
from senstosales.services.importing import import_files, pages_in
from senstosales.tables.orders import Order, SourcePage
from tests.playing import ACTOR, PAGES, import_pages, order, whole
from tests.services.pages import SAMPLES, SMALL, renumbered, write_orders


def count(books, table=Order) -> int:
    return books.ask(lambda session: session.scalar(select(func.count()).select_from(table)))


def contents(books) -> list[object]:
    """All orders as they are told, without what differs from run to run."""
    told = []
    with books.read() as session:
        for key in listing.ids(session, "order", None, None):
            held = order_detail.detail(session, key)
            told.append(
                (held.number, held.date, held.order_value, held.remarks,
                 [(i.item_no, i.quantity, i.rate, i.description,
                   [(lot.lot_no, lot.quantity, lot.due_date) for lot in i.lots]) for i in held.items],
                 [v.file_name for v in held.versions])
            )  # fmt: skip
    return told


def test_many_files_on_all_cores_give_the_same_books_as_one_by_one(
    open_copy, office_file, tmp_path, monkeypatch
):
    pages = write_orders(tmp_path / "pages", 44, SMALL)
    (tmp_path / "pages" / "order-0030.html").write_bytes(b"<html>nothing</html>")
    together, alone = open_copy(office_file, "together.db"), open_copy(office_file, "alone.db")
    monkeypatch.setattr(importing.os, "cpu_count", lambda: 2)
    started = []
    real = importing.ProcessPoolExecutor
    monkeypatch.setattr(
        importing, "ProcessPoolExecutor", lambda *a, **k: started.append(1) or real(*a, **k)
    )
    reported = []
    import_files(together, ACTOR, [tmp_path / "pages"], report=reported.append)
    assert started == [1]
    for page in pages:
        import_files(alone, ACTOR, [page])
    assert started == [1]
    assert contents(together) == contents(alone)
    assert [Path(result.path) for result in reported] == pages
    assert [r.file_name for r in reported if r.outcome == "refused"] == ["order-0030.html"]
    assert count(together) == 43
    whole(together)


def test_reading_goes_on_with_one_core_when_the_pool_breaks(books, tmp_path, monkeypatch):
    pages = write_orders(tmp_path / "pages", 45, SMALL)

    class Broken:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def map(self, work, files, chunksize):
            yield work(files[0])
            yield work(files[1])
            raise importing.BrokenProcessPool

        def shutdown(self, **_: object) -> None:
            pass

    monkeypatch.setattr(importing.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(importing, "ProcessPoolExecutor", Broken)
    results = import_files(books, ACTOR, pages).results
    assert [Path(result.path) for result in results] == pages
    assert {result.outcome for result in results} == {"new"}


class StopAfter:
    """Presses Stop after so many pages."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.seen: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: str) -> None:
        self.seen.append((done, total))
        if done >= self.pages:
            raise Cancelled(done, total)


@pytest.mark.parametrize("after", [1, 5, importing.GROUP, importing.GROUP + 3])
def test_stop_between_pages_keeps_what_was_reported_and_only_that(books, tmp_path, after):
    pages = write_orders(tmp_path / "pages", 30, SMALL)
    reported = []
    progress = StopAfter(after)
    with pytest.raises(Cancelled):
        import_files(books, ACTOR, pages, report=reported.append, progress=progress)
    assert progress.seen == [(n, 30) for n in range(1, after + 1)]
    assert len(reported) == count(books) == after
    for result in reported:
        assert order(books, result.number).id == result.order_id
    whole(books)


def test_a_page_is_reported_only_when_another_reader_can_see_it(books, tmp_path):
    pages = write_orders(tmp_path / "pages", 30, SMALL)
    other = open_books(books.path)

    def report(result) -> None:
        assert order(other, result.number).number == result.number

    assert len(import_files(books, ACTOR, pages, report=report).results) == 30
    other.close()


def test_a_page_that_cannot_be_stored_takes_nothing_else_with_it(books, tmp_path, monkeypatch):
    """A fault in the middle of storing one page, after rows of it went to the database."""
    pages = write_orders(tmp_path / "pages", 5)
    real = orders._remember_materials

    def fail(session, items) -> None:
        if session.scalar(select(func.count(Order.id))) == 3:
            raise ZeroDivisionError
        real(session, items)

    monkeypatch.setattr(orders, "_remember_materials", fail)
    results = import_files(books, ACTOR, pages).results
    assert [result.outcome for result in results] == ["new", "new", "refused", "refused", "refused"]
    assert "fault in this program" in results[2].reason
    assert "ZeroDivisionError" not in results[2].reason
    assert count(books) == count(books, SourcePage) == 2
    whole(books)
    monkeypatch.setattr(orders, "_remember_materials", real)
    again = import_files(books, ACTOR, pages).results
    assert [result.outcome for result in again] == ["unchanged"] * 2 + ["new"] * 3
    whole(books)


def test_a_page_the_reader_stumbles_over_does_not_stop_the_others(books, monkeypatch):
    def stumble(data, name):
        if b"5839102" in data:
            raise ValueError("a fault of ours")
        return read_page(data, name)

    monkeypatch.setattr("senstosales.portal.page.read_page", stumble)
    fallen, good = import_pages(books, "po-four-lots", "po-single-lot")
    assert (fallen.outcome, good.outcome) == ("refused", "new")
    assert "fault in this program" in fallen.reason


def test_what_the_reporter_breaks_is_not_imported_twice(books, tmp_path):
    """As when the pipe of the command line is closed."""
    pages = write_orders(tmp_path / "pages", importing.GROUP + 2, SMALL)
    reported = []

    def report(result) -> None:
        reported.append((result.file_name, result.outcome))
        if len(reported) == 2:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        import_files(books, ACTOR, pages, report=report)
    assert reported == [("order-0000.html", "new"), ("order-0001.html", "new")]
    assert count(books) == importing.GROUP
    whole(books)


def test_the_same_page_twice_in_one_import(books):
    first, second = import_pages(books, "po-april"), import_pages(books, "po-april")
    assert (first[0].outcome, second[0].outcome) == ("new", "unchanged")
    data = renumbered("po-april", "7777777")
    folder = books.path.parent / "twins"
    folder.mkdir()
    for name in ("a.html", "b.HTM"):
        (folder / name).write_bytes(data)
    outcomes = [result.outcome for result in import_files(books, ACTOR, [folder]).results]
    assert outcomes == ["new", "unchanged"]
    whole(books)


def test_folders_are_read_to_the_bottom_and_other_files_left_alone(tmp_path):
    deep = tmp_path / "2024" / "july"
    deep.mkdir(parents=True)
    for name in ("b.html", "A.HTM", "notes.txt", "picture.png"):
        (deep / name).touch()
    (deep / "folder.html").mkdir()
    assert [path.name for path in pages_in([tmp_path])] == ["A.HTM", "b.html"]
    named = tmp_path / "2024" / "july" / "notes.txt"
    assert pages_in([named, named, tmp_path]) == [named, deep / "A.HTM", deep / "b.html"]


def test_files_that_are_no_pages_are_refused_with_a_reason(books, tmp_path):
    large = tmp_path / "large.html"
    with large.open("wb") as file:
        file.truncate(importing.LARGEST_FILE + 1)
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    gone = tmp_path / "gone.html"
    results = import_files(books, ACTOR, [large, text, gone]).results
    assert ["8 MB" in results[0].reason, ".html" in results[1].reason] == [True, True]
    assert "cannot be read" in results[2].reason
    assert count(books) == 0


def test_the_first_order_says_who_we_are_and_no_later_one(new_books):
    from senstosales.queries import office

    import_pages(new_books, "po-april")
    head = new_books.ask(office.letterhead)
    assert (head.name, head.state_code) == ("NARMADA PRECISION WORKS", "23")


def test_an_import_with_nothing_to_do(books):
    assert import_files(books, ACTOR, []).results == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_renumbered_sample_is_a_page_of_its_own(books, name):
    """The generator of many pages is itself right: only the number differs."""
    result = importing.import_bytes(books, ACTOR, "x.html", renumbered(name, "7654321"))
    assert (result.outcome, result.number, result.deviations) == ("new", "7654321", 0)
    told = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    assert len(order(books, "7654321").items) == len(told["items"])
