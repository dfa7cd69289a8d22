"""Keys of other programs: shown once, kept as a hash, given anew, revoked."""

import pytest
from sqlalchemy import select

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
