"""Keys of other programs: shown once, kept as a hash, given anew, revoked."""

import pytest
from sqlalchemy import select
from sqlalchemy.event import listen

from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.services import keys
from senstosales.tables.office import ApiKey
from tests.playing import ACTOR


def name_of(books, key):
    return books.ask(keys.name_of, key)


def test_a_key_opens_by_its_hash_until_it_is_revoked(books):
    key = keys.add(books, ACTOR, " stock program ")
    assert name_of(books, key) == "stock program"
    assert name_of(books, key[:-1]) is None
    with books.read() as session:
        kept = session.scalar(select(ApiKey))
        assert key not in (kept.hash, kept.hint)
    with pytest.raises(Conflict):
        keys.add(books, ACTOR, "stock program")
    with pytest.raises(Invalid):
        keys.add(books, ACTOR, "=cmd")
    keys.revoke(books, ACTOR, "stock program")
    keys.revoke(books, ACTOR, "stock program")
    assert name_of(books, key) is None


def test_a_new_value_takes_the_place_of_the_old_one(books):
    old = keys.add(books, ACTOR, "erp")
    [before] = books.ask(keys.listed)
    new = keys.rotate(books, ACTOR, "erp")
    assert (name_of(books, old), name_of(books, new)) == (None, "erp")
    [after] = books.ask(keys.listed)
    assert (after.id, after.hint) == (before.id, new[:8] + "…")
    keys.revoke(books, ACTOR, "erp")
    with pytest.raises(Refused):
        keys.rotate(books, ACTOR, "erp")
    with pytest.raises(NotFound):
        keys.rotate(books, ACTOR, "nobody")


def test_keys_of_another_business_open_nothing_here(books):
    key = keys.add(books, ACTOR, "erp")
    assert name_of(books.of(2), key) is None
    with pytest.raises(NotFound):
        keys.rotate(books.of(2), ACTOR, "erp")


def test_a_wrong_key_costs_the_same_work_as_a_right_one(books, monkeypatch):
    right, revoked = keys.add(books, ACTOR, "erp"), keys.add(books, ACTOR, "old")
    keys.revoke(books, ACTOR, "old")
    hashed, asked, plain = [], [], keys._hash
    monkeypatch.setattr(keys, "_hash", lambda key: hashed.append(len(key)) or plain(key))
    work = []
    with books.read() as session:
        listen(session.connection(), "before_cursor_execute", lambda *facts: asked.append(facts[2]))
        for key in (right, revoked, f"{right[:-1]}_", f"{keys.PREFIX}{'x' * (len(right) - 4)}"):
            keys.name_of(session, key)
            work.append((tuple(hashed), tuple(asked)))
            hashed.clear()
            asked.clear()
    assert len(set(work)) == 1
    assert [len(part) for part in work[0]] == [1, 1]
