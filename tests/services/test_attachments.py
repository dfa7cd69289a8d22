import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from senstosales.books.store import Actor, Books
from senstosales.domain.roles import Role
from senstosales.errors import Cancelled, Conflict, Forbidden, Invalid, NotFound, Refused
from senstosales.queries import attachments as queries
from senstosales.queries import orders
from senstosales.services import attachments, reset
from senstosales.services.checking import problems
from tests.clock import Clock
from tests.playing import ACTOR, whole

CERTIFICATE = b"%PDF-1.4 a test certificate"


@pytest.fixture
def order(ordered: Books) -> int:
    return ordered.ask(orders.find, "4649105")


def names(books: Books, order: int) -> list[str]:
    return [line.name for line in books.ask(queries.listed, order)]


def test_a_file_is_kept_byte_for_byte(ordered: Books, order: int) -> None:
    key = attachments.attach(ordered, ACTOR, order, "..\\Test certificate.pdf", CERTIFICATE)
    (line,) = ordered.ask(queries.listed, order)
    assert (line.id, line.name, line.size) == (key, "Test certificate.pdf", len(CERTIFICATE))
    assert (line.media_type, line.author) == ("application/pdf", "Asha Verma")
    assert ordered.ask(queries.content, key) == ("Test certificate.pdf", CERTIFICATE)
    whole(ordered)


def test_the_audit_trail_names_the_file_and_does_not_hold_it(ordered: Books, order: int) -> None:
    attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    with ordered.read() as session:
        told = session.execute(
            text("SELECT after FROM audit_entries WHERE noun = 'attachments'")
        ).scalar_one()
    assert hashlib.sha256(CERTIFICATE).hexdigest() in told
    assert "a test certificate" not in told


def test_the_same_file_is_kept_once_and_comes_back_after_it_was_removed(
    ordered: Books, order: int, clock: Clock
) -> None:
    key = attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    with pytest.raises(Conflict, match=r"already as a\.pdf"):
        attachments.attach(ordered, ACTOR, order, "b.pdf", CERTIFICATE)
    attachments.remove(ordered, ACTOR, key)
    assert names(ordered, order) == []
    with pytest.raises(NotFound):
        ordered.ask(queries.content, key)
    with pytest.raises(NotFound):
        attachments.remove(ordered, ACTOR, key)
    clock.move(days=1)
    assert attachments.attach(ordered, Actor("Ravi", "tests"), order, "b.pdf", CERTIFICATE) == key
    (line,) = ordered.ask(queries.listed, order)
    assert (line.name, line.author, line.created_at) == ("b.pdf", "Ravi", clock.now)


def test_a_removed_file_can_be_put_back(ordered: Books, order: int) -> None:
    key = attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    attachments.remove(ordered, ACTOR, key)
    attachments.restore(ordered, ACTOR, key)
    assert names(ordered, order) == ["a.pdf"]
    with pytest.raises(NotFound):
        attachments.restore(ordered, ACTOR, key)


def test_files_are_bounded_one_by_one_and_together(
    ordered: Books, order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid, match=r"empty\.pdf is empty"):
        attachments.attach(ordered, ACTOR, order, "empty.pdf", b"")
    with pytest.raises(Invalid, match=r"larger than 20\.0 MB"):
        attachments.attach(ordered, ACTOR, order, "a.pdf", bytes(attachments.LARGEST_FILE + 1))
    monkeypatch.setattr(attachments, "LARGEST_SUM", len(CERTIFICATE) + 5)
    attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    with pytest.raises(Refused, match="together"):
        attachments.attach(ordered, ACTOR, order, "b.pdf", b"six...")
    attachments.attach(ordered, ACTOR, order, "b.pdf", b"five.")


def test_one_file_that_is_refused_does_not_hold_up_the_others(
    ordered: Books, order: int, tmp_path: Path
) -> None:
    for name, content in (("a.pdf", b"a"), ("same.pdf", b"a"), ("c.dwg", b"c")):
        (tmp_path / name).write_bytes(content)
    wanted = [*(tmp_path / name for name in ("a.pdf", "same.pdf", "gone.pdf")), tmp_path]
    found = attachments.attach_files(ordered, ACTOR, order, [*wanted, tmp_path / "c.dwg"])
    assert [bool(each.id) for each in found] == [True, False, False, False, True]
    assert "already as a.pdf" in found[1].reason
    assert "not there any more" in found[2].reason
    assert "is a folder" in found[3].reason
    assert names(ordered, order) == ["c.dwg", "a.pdf"]


def test_stopping_keeps_what_was_kept(ordered: Books, order: int, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str) -> None:
            if done == 1:
                raise Cancelled(done, total)

    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in paths:
        path.write_bytes(path.name.encode())
    with pytest.raises(Cancelled):
        attachments.attach_files(ordered, ACTOR, order, paths, Stop())
    assert names(ordered, order) == ["a.pdf"]


def test_another_business_and_a_viewer_are_kept_out(ordered: Books, order: int) -> None:
    key = attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    other = ordered.of(2)
    assert names(other, order) == []
    with pytest.raises(NotFound):
        other.ask(queries.content, key)
    with pytest.raises(NotFound):
        attachments.attach(other, ACTOR, order, "b.pdf", b"b")
    with pytest.raises(NotFound):
        attachments.remove(other, ACTOR, key)
    with pytest.raises(Forbidden):
        attachments.remove(ordered.seen_by(Role.VIEWER), ACTOR, key)


def test_the_check_finds_a_file_that_was_altered(ordered: Books, order: int) -> None:
    attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    with ordered.write(ACTOR) as session:
        session.connection().execute(text("UPDATE attachments SET content = x'00'"))
    with ordered.read() as session:
        found = list(problems(session))
    assert found == ["The file a.pdf of order 4649105 is not what was attached."]


def test_emptying_the_order_book_takes_its_files_along(ordered: Books, order: int) -> None:
    attachments.attach(ordered, ACTOR, order, "a.pdf", CERTIFICATE)
    reset.reset(ordered, ACTOR, ordered.ask(reset.phrase))
    with ordered.read() as session:
        assert session.execute(text("SELECT count(*) FROM attachments")).scalar_one() == 0
    whole(ordered)
