"""The habits of the opened books: one transaction, read-only reading, news after the commit."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import OperationalError

from senstosales.books.store import Actor, Changes, open_books, today
from senstosales.domain.roles import Right, Role
from senstosales.errors import BooksUnavailable, Conflict, Forbidden
from senstosales.queries import office as queries
from senstosales.services import keys, office, people, reset, sessions
from senstosales.tables.masters import Party
from senstosales.tables.office import AuditEntry, Business, Setting
from tests.playing import ACTOR, whole


def party(name: str) -> Party:
    return Party(business_id=1, name=name)


def newest_entry(session) -> int:
    return session.scalar(select(func.max(AuditEntry.id)))


def names(books) -> list[str]:
    return books.ask(lambda session: list(session.scalars(select(Party.name).order_by(Party.id))))


def test_the_pragmas_hold_on_every_connection(books):
    def pragmas(session):
        return [
            session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    with books.read() as first, books.read() as second, books.write(ACTOR) as third:
        for session in (first, second, third):
            assert pragmas(session) == ["wal", 2, 1]


def test_what_is_written_is_there_for_the_next_one_to_open(books):
    with books.write(ACTOR) as session:
        session.add(party("Asha & Sons"))
    assert names(books) == ["Asha & Sons"]
    other = open_books(books.path)
    assert names(other) == ["Asha & Sons"]
    other.close()


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt, Conflict])
def test_any_exception_undoes_all_of_it(books, fault):
    heard = []
    books.listen(heard.append)
    with pytest.raises(fault), books.write(ACTOR) as session:
        session.add(party("Never was"))
        session.flush()
        raise fault("no")
    assert names(books) == []
    assert heard == []
    whole(books)
    with books.write(ACTOR) as session:
        session.add(party("After"))
    assert names(books) == ["After"]


def test_a_reader_sees_one_state_while_others_write(books):
    with books.read() as session:
        assert session.scalars(select(Party.name)).all() == []
        with books.write(ACTOR) as writing:
            writing.add(party("New"))
        assert session.scalars(select(Party.name)).all() == []
    assert names(books) == ["New"]


def test_a_read_session_cannot_flush(books):
    with pytest.raises(RuntimeError), books.read() as session:
        session.add(party("Smuggled"))
        session.commit()
    with pytest.raises(RuntimeError), books.read() as session:
        session.get(Business, 1).name = "Smuggled"
        session.commit()
    assert names(books) == []


@pytest.mark.parametrize(
    "statement",
    [
        update(Business).values(name="Smuggled"),
        delete(Setting),
        insert(Party).values(business_id=1, name="Smuggled"),
        text("UPDATE businesses SET name = 'Smuggled'"),
        text("DROP TABLE parties"),
    ],
)
def test_a_read_session_cannot_write_sql_either(books, statement):
    before = books.ask(lambda session: session.get(Business, 1).name)
    with (
        pytest.raises((RuntimeError, OperationalError, BooksUnavailable)),
        books.read() as session,
    ):
        session.execute(statement)
        session.commit()
    assert books.ask(lambda session: session.get(Business, 1).name) == before
    with books.write(ACTOR) as session:
        session.add(party("The connection is fit for writing again"))


@pytest.mark.parametrize(
    "statement",
    [
        update(Business).values(name="Bulk"),
        update(Business.__table__).values(name="Bulk"),
        delete(Setting).where(Setting.id == 1),
        insert(Party).values(business_id=1, name="Bulk"),
    ],
)
def test_what_passes_the_audit_trail_by_is_refused(books, statement):
    with pytest.raises(RuntimeError, match="audit trail"), books.write(ACTOR) as session:
        session.execute(statement)
    assert names(books) == []
    whole(books)


def test_news_comes_after_the_commit_and_names_what_changed(books):
    heard: list[tuple[Changes, list[str]]] = []
    stop = books.listen(lambda changes: heard.append((changes, names(books))))
    with books.write(ACTOR) as session:
        session.add(party("Asha"))
        session.flush()
        assert heard == []
    (changes, known), entry = heard[0], books.ask(newest_entry)
    assert (changes.nouns, changes.actor, known) == (frozenset({"parties"}), ACTOR, ["Asha"])
    assert changes.entries == range(entry, entry + 1)
    stop()
    stop()
    with books.write(ACTOR) as session:
        session.add(party("Ravi"))
    assert len(heard) == 1


def test_writing_nothing_is_no_news(books):
    heard = []
    books.listen(heard.append)
    with books.write(ACTOR) as session:
        session.get(Business, 1).name = session.get(Business, 1).name
    assert heard == []


def test_a_listener_may_write_and_may_leave(books):
    stops = []

    def once(_changes: Changes) -> None:
        stops[0]()
        with books.write(Actor("Listener", "tests")) as session:
            session.add(party("Second"))

    stops.append(books.listen(once))
    with books.write(ACTOR) as session:
        session.add(party("First"))
    assert names(books) == ["First", "Second"]


def test_another_program_is_noticed_once(books):
    assert not books.changed_elsewhere()
    other = open_books(books.path)
    with other.write(ACTOR) as session:
        session.add(party("From the other desk"))
    other.close()
    assert books.changed_elsewhere()
    assert not books.changed_elsewhere()


def test_our_own_writing_is_no_news_from_elsewhere(books):
    assert not books.changed_elsewhere()
    with books.write(ACTOR) as session:
        session.add(party("Ours"))
    assert not books.changed_elsewhere()


def test_news_from_elsewhere_is_not_lost_behind_a_write_of_ours(books):
    assert not books.changed_elsewhere()
    other = open_books(books.path)
    with other.write(ACTOR) as session:
        session.add(party("Theirs"))
    with books.write(ACTOR) as session:
        session.add(party("Ours"))
    other.close()
    assert books.changed_elsewhere()
    assert not books.changed_elsewhere()


def test_a_second_process_is_noticed_too(books):
    assert not books.changed_elsewhere()
    script = (
        "import sys; from pathlib import Path\n"
        "from senstosales.books.store import Actor, open_books\n"
        "from senstosales.tables.masters import Party\n"
        "books = open_books(Path(sys.argv[1]))\n"
        "with books.write(Actor('other', 'tests')) as session:\n"
        "    session.add(Party(business_id=1, name='From far away'))\n"
        "books.close()\n"
    )
    subprocess.run([sys.executable, "-c", script, str(books.path)], check=True)
    assert books.changed_elsewhere()
    assert names(books) == ["From far away"]
    whole(books)


def test_writers_in_many_threads_queue(books):
    start = threading.Barrier(6)

    def work(number: int) -> None:
        start.wait()
        for turn in range(5):
            with books.write(ACTOR) as session:
                session.add(party(f"{number}-{turn}"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(names(books))) == 30
    whole(books)


def test_a_lost_update_is_a_conflict(books):
    with books.write(ACTOR) as session:
        session.add(party("Asha"))
    other = open_books(books.path)
    with books.read() as stale:
        held = stale.scalars(select(Party)).one()
        stale.expunge(held)
    with other.write(ACTOR) as session:
        session.scalars(select(Party)).one().name = "Asha Verma"
    other.close()
    with pytest.raises(Conflict, match="Somebody else"), books.write(ACTOR) as session:
        session.add(held)
        held.name = "Asha V."
    assert names(books) == ["Asha Verma"]


def test_a_constraint_is_the_last_wall(books):
    with pytest.raises(Conflict, match="Nothing was saved"), books.write(ACTOR) as session:
        session.add(Setting(business_id=99, key="gst_rate", value="18"))
    whole(books)


def test_a_busy_file_is_said_to_be_busy(books, monkeypatch):
    """Another program holds the write lock; with a short patience for the test."""
    monkeypatch.setattr("senstosales.books.store.BUSY_SECONDS", 0)
    impatient = open_books(books.path)
    with closing(sqlite3.connect(books.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(BooksUnavailable, match="another program"),
            impatient.write(ACTOR) as session,
        ):
            session.add(party("Never"))
        other.execute("ROLLBACK")
    with impatient.write(ACTOR) as session:
        session.add(party("Later"))
    impatient.close()
    assert names(books) == ["Later"]


def test_today_is_the_local_day(books, clock):
    assert books.ask(today).isoformat() == "2026-03-16"
    clock.move(hours=13)  # 01:00 in India, still the 16th in Greenwich
    assert books.ask(today).isoformat() == "2026-03-17"


def test_moments_are_utc_and_from_the_books_own_clock(books, clock):
    clock.move(days=400)
    with books.write(ACTOR) as session:
        session.add(party("Asha"))
    made = books.ask(lambda session: session.scalars(select(Party.created_at)).one())
    assert made == clock.now


def test_what_a_role_does_not_allow_is_refused_by_the_books_themselves(books, actor):
    viewer, clerk = books.seen_by(Role.VIEWER), books.seen_by(Role.CLERK)
    with pytest.raises(Forbidden, match="viewer may look"), viewer.of(1).write(actor):
        pytest.fail("a viewer writes")
    with pytest.raises(Forbidden, match="Only an owner"):
        clerk.require(Right.MANAGE)
    for manage in (
        partial(keys.add, name="erp"),
        partial(keys.rotate, name="erp"),
        partial(keys.revoke, name="erp"),
        partial(people.disable, user_id=1),
        partial(people.enable, user_id=1),
        partial(people.place, user_id=1, role=Role.OWNER),
        partial(people.set_password, user_id=1, password="long secret"),
        partial(sessions.end, session_id=1),
        partial(office.save_settings, values={"mail_host": "mail.example"}),
        partial(office.save_settings, values={"sign_up": "no"}),
        partial(reset.reset, confirmation="x"),
    ):
        with pytest.raises(Forbidden):
            manage(clerk, actor)
    office.save_settings(clerk, actor, {"jurisdiction": "Bhopal"})
    assert viewer.ask(queries.setting, "jurisdiction") == "Bhopal"
    assert books.role is Role.OWNER
