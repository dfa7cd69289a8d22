"""The audit trail: whole after everything, and no alteration goes unnoticed."""

import itertools
import json
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from senstosales.books import audit
from senstosales.queries import challans as challan_queries
from senstosales.services import challans, office
from senstosales.services.checking import problems
from senstosales.tables.masters import Party
from senstosales.tables.office import AuditEntry
from tests.playing import ACTOR, draft_challan, play, send, whole


def entries(books) -> list[AuditEntry]:
    return books.ask(
        lambda session: list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    )


def tamper(books, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(books.path)) as raw, raw:
        raw.execute(sql, values)


def complaints(books) -> list[str]:
    with books.read() as session:
        return list(problems(session))


@pytest.fixture
def used(new_books, clock):
    with new_books.write(ACTOR) as session:
        session.add(Party(business_id=1, name="Asha"))
        session.add(Party(business_id=1, name="Ravi"))
    clock.move(minutes=5)
    with new_books.write(ACTOR) as session:
        session.scalars(select(Party).where(Party.name == "Asha")).one().name = "Asha Verma"
        session.delete(session.scalars(select(Party).where(Party.name == "Ravi")).one())
    return new_books


def test_who_when_door_before_and_after(used, clock):
    made, also, changed, removed = entries(used)[-4:]
    assert {made.after["name"], also.after["name"]} == {"Asha", "Ravi"}
    assert made.before is None
    assert (changed.action, changed.before, changed.after) == (
        "change", {"name": "Asha"}, {"name": "Asha Verma"},
    )  # fmt: skip
    assert (removed.action, removed.after) == ("remove", None)
    assert removed.before["name"] == "Ravi"
    for entry in (changed, removed):
        assert (entry.actor, entry.door, entry.noun) == (ACTOR.name, ACTOR.door, "parties")
        assert entry.at == clock.now
    assert made.at < changed.at
    assert complaints(used) == []


def test_lines_that_a_paper_drops_are_told_with_what_they_said(ordered):
    sent = send(ordered, "6639103", [(1, 1, "1"), (1, 2, "1")])
    draft = draft_challan(ordered, "6639103", [(1, 1, "1")])
    lines = ordered.ask(challan_queries.detail, sent.id).lines
    challans.update(ordered, ACTOR, sent.id, draft)
    removed = [entry for entry in entries(ordered) if entry.action == "remove"]
    assert {entry.row_id for entry in removed} == {line.id for line in lines}
    for entry in removed:
        assert (entry.noun, entry.before["voucher_id"]) == ("voucher_lines", sent.id)
        assert entry.before["quantity"] == "1.000"
    whole(ordered)


def test_entries_are_numbered_without_gap_and_chained(used):
    found = entries(used)
    assert [entry.id for entry in found] == list(range(1, len(found) + 1))
    assert found[0].previous == audit.FIRST
    for before, after in itertools.pairwise(found):
        assert after.previous == before.hash


@pytest.mark.parametrize(
    ("column", "value"),
    [("actor", "Nobody"), ("door", "back"), ("action", "add"), ("noun", "vouchers"), ("row_id", 77),
     ("before", json.dumps({"name": "X"})), ("after", json.dumps({"name": "X"})),
     ("at", "2020-01-01 00:00:00.000000"), ("hash", "f" * 64), ("previous", "f" * 64)],
)  # fmt: skip
def test_an_altered_entry_is_noticed(used, column, value):
    place = entries(used)[-2].id
    tamper(used, f'UPDATE audit_entries SET "{column}" = ? WHERE id = ?', value, place)
    assert any(f"Audit entry {place} " in text for text in complaints(used))


def test_a_missing_entry_is_noticed(used):
    tamper(used, "DELETE FROM audit_entries WHERE id = 2")
    assert any("missing" in text for text in complaints(used))


def test_entries_missing_at_the_end_are_noticed(used):
    tamper(used, "DELETE FROM audit_entries WHERE action = 'remove' OR action = 'change'")
    tamper(used, "DELETE FROM audit_entries WHERE noun = 'parties'")
    assert complaints(used) != []


def test_a_row_slipped_in_past_the_program_is_noticed(ordered):
    play(ordered, "srv-simple")
    whole(ordered)
    tamper(
        ordered,
        "INSERT INTO deviations (business_id, key, kind, noun, noun_id, what, reason, created_at, "
        "version) VALUES (1, 'x', 'x', 'order', 1, 'x', 'x', '2026-01-01 00:00:00', 1)",
    )
    assert any("audit" in text.lower() for text in complaints(ordered))


def test_a_savepoint_undone_takes_its_entries_and_the_chain_goes_on(new_books):
    with new_books.write(ACTOR) as session:
        session.add(Party(business_id=1, name="Kept"))
        session.flush()
        for turn in range(3):
            with pytest.raises(LookupError), session.begin_nested():
                session.add(Party(business_id=1, name=f"Undone {turn}"))
                session.flush()
                raise LookupError
            with session.begin_nested():
                session.add(Party(business_id=1, name=f"Kept {turn}"))
    told = [entry.after["name"] for entry in entries(new_books) if entry.noun == "parties"]
    assert told == ["Kept", "Kept 0", "Kept 1", "Kept 2"]
    assert complaints(new_books) == []


def test_pictures_stand_in_the_trail_as_their_hash_before_and_after(books):
    first, second = b"\x89PNG\r\n\x1a\n1", b"\x89PNG\r\n\x1a\n22"
    office.save_picture(books, ACTOR, "logo", first)
    office.save_picture(books, ACTOR, "logo", second)
    office.save_picture(books, ACTOR, "logo", None)
    told = [(entry.before["logo"], entry.after["logo"]) for entry in entries(books)[-3:]]
    assert told[0][0] is None
    assert told[0][1] == told[1][0]
    assert told[1][1] == told[2][0]
    assert told[2][1] is None
    assert "SHA-256" in told[0][1]
    assert complaints(books) == []


def test_every_row_of_a_whole_story_has_its_entry(ordered):
    play(ordered, "srv-rejection")
    nouns = {entry.noun for entry in entries(ordered)}
    assert nouns >= {
        "orders", "order_items", "order_lots", "order_versions", "source_pages", "vouchers",
        "voucher_lines", "receipts", "receipt_lines", "parties", "products", "series", "businesses",
    }  # fmt: skip
    whole(ordered)
