"""Log-ins that last: refreshed, rotated, copied, ended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest

from senstosales.domain.roles import Role
from senstosales.errors import NotFound, Unidentified
from senstosales.queries import people as people_queries
from senstosales.queries import sessions as session_queries
from senstosales.queries.columns import Filter
from senstosales.services import checking, people, sessions
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from senstosales.services.sessions import Terms
from senstosales.services.tokens import TokenKind
from tests.loose_tokens import loose_token
from tests.playing import ACTOR

HALF_HOUR, DAY = timedelta(minutes=30), timedelta(days=1)
KEEPS = Terms(HALF_HOUR, DAY)
ROTATES = Terms(HALF_HOUR, DAY, rotates=True)


@pytest.fixture
def asha(books):
    draft = make(PersonDraft, {"name": "Asha", "email": "asha@example.com"})
    return people.add(books, ACTOR, draft, "a password", Role.CLERK)


def opened(books, who, terms=KEEPS):
    return sessions.open_session(books, who, "namastepms", terms)


def refused(work, *arguments):
    with pytest.raises(Unidentified) as error:
        work(*arguments)
    return error.value.reason


def claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_a_log_in_opens_doors_until_its_tokens_expire(books, asha, clock):
    pair = opened(books, asha)
    assert people.identify(books, pair.access) == asha
    assert refused(people.identify, books, pair.refresh) == Unidentified.INVALID
    clock.move(minutes=30)
    assert refused(people.identify, books, pair.access) == Unidentified.EXPIRED
    again = sessions.refresh(books, pair.refresh, KEEPS)
    assert again.refresh == pair.refresh
    assert people.identify(books, again.access) == asha
    clock.move(hours=23, minutes=30)
    assert refused(sessions.refresh, books, pair.refresh, KEEPS) == Unidentified.EXPIRED


def test_what_a_door_wants_in_its_tokens_is_in_both(books, asha):
    pair = sessions.open_session(books, asha, "x", ROTATES, lambda who: {"user_id": who.id})
    again = sessions.refresh(books, pair.refresh, ROTATES, lambda who: {"user_id": who.id})
    for token in (pair.access, pair.refresh, again.access, again.refresh):
        assert claims(token)["user_id"] == asha.id
        assert claims(token)["session"] == claims(pair.access)["session"]


def test_only_a_refresh_token_of_a_log_in_refreshes(books, asha):
    pair = opened(books, asha)
    loose = loose_token(books, asha, TokenKind.REFRESH, DAY)
    for token in (pair.access, loose, "x", ""):
        assert refused(sessions.refresh, books, token, KEEPS) == Unidentified.INVALID


def test_a_rotated_token_that_comes_again_ends_the_log_in(books, asha):
    first = opened(books, asha, ROTATES)
    second = sessions.refresh(books, first.refresh, ROTATES)
    third = sessions.refresh(books, second.refresh, ROTATES)
    assert people.identify(books, third.access) == asha
    assert refused(sessions.refresh, books, first.refresh, ROTATES) == Unidentified.INVALID
    for token in (first.refresh, second.refresh, third.refresh):
        assert refused(sessions.refresh, books, token, ROTATES) == Unidentified.INVALID
    assert refused(people.identify, books, third.access) == Unidentified.INVALID
    assert books.ask(session_queries.page, Filter(), None, 100, 0) == []


def test_rotating_goes_on_as_long_as_it_is_used(books, asha, clock):
    pair = opened(books, asha, ROTATES)
    for _ in range(3):
        clock.move(hours=20)
        pair = sessions.refresh(books, pair.refresh, ROTATES)
    clock.move(hours=24)
    assert refused(sessions.refresh, books, pair.refresh, ROTATES) == Unidentified.EXPIRED


def test_of_two_who_come_with_one_token_one_is_served(books, asha):
    pair = opened(books, asha, ROTATES)

    def come(_):
        try:
            return sessions.refresh(books, pair.refresh, ROTATES)
        except Unidentified:
            return None

    with ThreadPoolExecutor(4) as pool:
        served = [each for each in pool.map(come, range(4)) if each]
    assert len(served) == 1
    assert refused(sessions.refresh, books, served[0].refresh, ROTATES)


@pytest.mark.parametrize("what", ["ended", "disabled", "password"])
def test_what_ends_a_log_in(books, asha, what):
    pair, other = opened(books, asha), opened(books, asha)
    lines = books.ask(session_queries.page, Filter(), None, 100, 0)
    assert [line.email for line in lines] == ["asha@example.com"] * 2
    if what == "ended":
        sessions.end(books, ACTOR, lines[1].id)
        sessions.end(books, ACTOR, lines[1].id)
        assert people.identify(books, other.access) == asha
    elif what == "disabled":
        people.disable(books, ACTOR, asha.id)
        people.enable(books, ACTOR, asha.id)
    else:
        people.set_password(books, ACTOR, asha.id, "another password")
    assert refused(people.identify, books, pair.access) == Unidentified.INVALID
    assert refused(sessions.refresh, books, pair.refresh, KEEPS) == Unidentified.INVALID
    assert len(books.ask(session_queries.page, Filter(), None, 100, 0)) == (
        1 if what == "ended" else 0
    )
    assert books.ask(lambda session: list(checking.problems(session))) == []


def test_a_new_log_in_in_the_second_of_a_new_password_holds(books, asha):
    people.set_password(books, ACTOR, asha.id, "another password")
    fresh = books.ask(people_queries.by_uid, asha.uid)
    pair = opened(books, fresh)
    assert people.identify(books, pair.access) == fresh
    assert sessions.refresh(books, pair.refresh, KEEPS).access


def test_a_token_of_a_door_without_refreshing_ends_with_its_log_in(books, asha):
    token = sessions.open_single(books, asha, "vouchers", DAY, lambda who: {"userId": who.uid})
    assert people.identify(books, token) == asha
    assert claims(token)["userId"] == asha.uid
    [line] = books.ask(session_queries.page, Filter(), None, 100, 0)
    assert (line.door, line.expires_at) == ("Vouchers", books.clock() + DAY)
    sessions.end(books, ACTOR, line.id)
    assert refused(people.identify, books, token) == Unidentified.INVALID


def test_disabled_people_are_not_logged_in(books, asha):
    people.disable(books, ACTOR, asha.id)
    assert refused(opened, books, asha) == Unidentified.INVALID
    with pytest.raises(NotFound):
        sessions.end(books, ACTOR, 99)
