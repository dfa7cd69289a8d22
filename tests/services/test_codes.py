"""One-time codes: hashed, short-lived, few tries, counted in the books."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from senstosales.domain.roles import Role
from senstosales.errors import TooOften
from senstosales.services import codes, people
from senstosales.services.codes import CodeRefused, Purpose
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from senstosales.tables.office import AuditEntry
from senstosales.tables.people import OneTimeCode
from tests.playing import ACTOR

ENTRY, PASSWORD = Purpose.ENTRY, Purpose.PASSWORD
DAY = timedelta(days=1)


def somebody(books, email="asha@example.com"):
    draft = make(PersonDraft, {"name": "Asha", "email": email})
    return people.add(books, ACTOR, draft, None, Role.CLERK).id


@pytest.fixture
def asha(books):
    return somebody(books)


def issue(books, user, purpose=ENTRY, **how):
    with books.write(ACTOR) as session:
        return codes.issue(books, session, user, purpose, **how).code


def tried(books, user, given, purpose=ENTRY, place=""):
    """Why the code was refused; None if it was right."""
    with books.write(ACTOR) as session:
        refusal = codes.tried(books, session, user, purpose, given, place)
    return refusal and refusal.reason


def may_reset(books, user, place=""):
    with books.read() as session:
        refusal = codes.may_reset(books, session, user, place)
    return refusal and refusal.reason


def other_than(code):
    return str((int(code) - 100_000 + 1) % 900_000 + 100_000)


def waits(work, *arguments, **how):
    with pytest.raises(TooOften) as refused:
        work(*arguments, **how)
    return refused.value.seconds


def test_a_code_has_six_digits_and_is_good_once(books, asha):
    code = issue(books, asha)
    assert re.fullmatch(r"[1-9]\d{5}", code)
    assert tried(books, asha, f"  {code}\n") is None
    assert tried(books, asha, code) == CodeRefused.NONE


def test_codes_are_not_told_by_the_books(books, asha):
    made = {issue(books, somebody(books, f"a{number}@example.com")) for number in range(20)}
    assert len(made) > 15
    with books.read() as session:
        kept = session.scalars(select(OneTimeCode.hash)).all()
        trail = session.execute(
            select(AuditEntry.before, AuditEntry.after).where(AuditEntry.noun == "one_time_codes")
        ).all()
    assert len(set(kept)) == 20
    told = f"{kept} {[tuple(row) for row in trail]}"
    assert not [code for code in made if re.search(rf"(?<![0-9a-f]){code}(?![0-9a-f])", told)]
    assert not [each for each in kept if each in str(trail)]


def test_the_same_code_of_two_people_is_kept_differently_and_good_for_each_alone(
    books, asha, monkeypatch
):
    bina = somebody(books, "bina@example.com")
    monkeypatch.setattr(codes.secrets, "randbelow", lambda _most: 23_456)
    assert issue(books, asha) == "123456"
    assert tried(books, bina, "123456") == CodeRefused.NONE
    assert issue(books, bina) == "123456"
    with books.read() as session:
        kept = session.scalars(select(OneTimeCode.hash)).all()
    assert len({each.partition("$")[2] for each in kept}) == 2
    assert tried(books, bina, "123456", PASSWORD) == CodeRefused.NONE
    assert tried(books, asha, "123456") is None
    assert tried(books, bina, "123456") is None


def test_five_minutes_and_not_a_moment_more(books, asha, clock):
    code = issue(books, asha)
    clock.move(minutes=5)
    assert tried(books, asha, other_than(code)) == CodeRefused.WRONG
    clock.move(microseconds=1)
    assert tried(books, asha, code) == CodeRefused.EXPIRED
    fresh = issue(books, asha)
    clock.move(minutes=5)
    assert tried(books, asha, fresh) is None


def test_the_newest_code_is_the_only_one(books, asha):
    first = issue(books, asha)
    second = issue(books, asha)
    if first != second:
        assert tried(books, asha, first) == CodeRefused.WRONG
    assert tried(books, asha, second) is None


def test_a_few_wrong_tries_and_the_code_is_worthless(books, asha):
    code = issue(books, asha)
    for _ in range(codes.WRONG_TRIES):
        assert tried(books, asha, other_than(code)) == CodeRefused.WRONG
    for given in (code, other_than(code), "", "x"):
        assert tried(books, asha, given) == CodeRefused.EXPIRED
    assert tried(books, asha, issue(books, asha)) is None


@pytest.mark.parametrize(
    "given", ["", " ", "12345", "1234567", "١٢٣٤٥٦", "\ud800", "x" * 9000, "123 456"]
)
def test_what_is_no_code_is_a_wrong_try(books, asha, given):
    issue(books, asha)
    assert tried(books, asha, given) == CodeRefused.WRONG


def test_of_two_who_come_with_one_code_at_once_one_is_let_in(books, asha):
    code = issue(books, asha)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: tried(books, asha, code), range(4)))
    assert sorted(found, key=str) == [None, *[CodeRefused.NONE] * 3]


def test_wrong_tries_that_come_at_once_are_all_counted(books, asha):
    code = issue(books, asha)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: tried(books, asha, other_than(code)), range(24)))
    assert sorted(found) == [CodeRefused.EXPIRED] * 19 + [CodeRefused.WRONG] * 5


def test_so_many_codes_in_a_quarter_of_an_hour_and_log_ins_are_not_kept_out_by_sign_ups(
    books, asha, clock
):
    for _ in range(5):
        issue(books, asha)
        clock.move(minutes=1)
    assert waits(issue, books, asha) == 600
    assert waits(issue, books, asha) == 600
    assert tried(books, asha, issue(books, asha, generous=True)) is None
    for _ in range(10):
        code = issue(books, asha, generous=True)
    assert waits(issue, books, asha, generous=True) == 900
    issue(books, asha, PASSWORD)
    assert tried(books, asha, code) is None
    issue(books, asha)


def test_waiting_for_as_long_as_is_said_is_enough(books, asha, clock):
    for _ in range(5):
        issue(books, asha)
    clock.move(seconds=waits(issue, books, asha))
    issue(books, asha)


def test_whoever_has_ever_new_codes_sent_gets_few_guesses_a_day(books, asha, clock):
    guesses = 0
    while guesses < codes.WRONG_A_DAY:
        code = issue(books, asha, PASSWORD)
        clock.move(minutes=4)
        while tried(books, asha, other_than(code), PASSWORD) == CodeRefused.WRONG:
            guesses += 1
        assert guesses <= codes.WRONG_A_DAY
    code = issue(books, asha, PASSWORD)
    assert 0 < waits(tried, books, asha, other_than(code), PASSWORD) <= DAY.total_seconds()
    assert waits(tried, books, asha, code, PASSWORD)
    clock.move(hours=24)
    assert tried(books, asha, issue(books, asha, PASSWORD), PASSWORD) is None


def test_a_right_code_ends_the_count(books, asha, clock):
    for _ in range(20):
        code = issue(books, asha)
        for _ in range(4):
            assert tried(books, asha, other_than(code)) == CodeRefused.WRONG
        assert tried(books, asha, code) is None


def test_looking_for_a_code_where_there_is_none_is_the_same_work(books, asha, monkeypatch):
    work = []
    plain = codes.hmac.digest

    def counted(key, text, digest):
        work.append(len(text) > 40)
        return plain(key, text, digest)

    monkeypatch.setattr(codes.hmac, "digest", counted)
    compared = []
    same = codes.hmac.compare_digest
    monkeypatch.setattr(
        codes.hmac, "compare_digest", lambda *two: compared.append(two) or same(*two)
    )
    code = issue(books, asha)
    work.clear()
    spent = []
    for user, given in ((asha, other_than(code)), (asha, code), (asha, code), (0, code)):
        tried(books, user, given)
        spent.append((tuple(work), len(compared), [len(each) for each in compared[-1]]))
        work.clear()
        compared.clear()
    assert spent[0] == spent[1] == spent[2] == spent[3]


def test_a_code_for_a_password_is_entered_as_often_as_one_likes_and_spent_by_the_password(
    books, asha
):
    assert may_reset(books, asha) == CodeRefused.NONE
    first = issue(books, asha, PASSWORD)
    assert may_reset(books, asha) == CodeRefused.NOT_VERIFIED
    assert tried(books, asha, other_than(first), PASSWORD) == CodeRefused.WRONG
    assert may_reset(books, asha) == CodeRefused.NOT_VERIFIED
    for _ in range(3):
        assert tried(books, asha, first, PASSWORD) is None
        assert may_reset(books, asha) is None
    second = issue(books, asha, PASSWORD)
    assert may_reset(books, asha) == CodeRefused.NOT_VERIFIED
    assert tried(books, asha, second, PASSWORD) is None
    people.set_password(books, ACTOR, asha, "another password")
    assert may_reset(books, asha) == CodeRefused.NONE
    assert tried(books, asha, second, PASSWORD) == CodeRefused.NONE


def test_the_new_password_comes_soon_and_from_where_the_code_was_entered(books, asha, clock):
    code = issue(books, asha, PASSWORD)
    assert tried(books, asha, code, PASSWORD, "10.0.0.1") is None
    assert may_reset(books, asha, "10.0.0.2") == CodeRefused.NOT_VERIFIED
    assert may_reset(books, asha, "10.0.0.1") is None
    clock.move(minutes=15)
    assert may_reset(books, asha, "10.0.0.1") is None
    clock.move(seconds=1)
    assert may_reset(books, asha, "10.0.0.1") == CodeRefused.NOT_VERIFIED


def test_codes_end_with_a_new_password_and_with_the_account(books, asha):
    code = issue(books, asha)
    people.set_password(books, ACTOR, asha, "another password")
    assert tried(books, asha, code) == CodeRefused.NONE
    code = issue(books, asha)
    people.disable(books, ACTOR, asha)
    assert tried(books, asha, code) == CodeRefused.NONE


class Guessing(RuleBasedStateMachine):
    """Whatever is done in whatever order: only the newest living code lets in, and only once."""

    def __init__(self):
        super().__init__()
        self.code, self.wrong, self.expires = None, 0, None

    @initialize()
    def begin(self):
        self.books, self.clock, self.user = type(self).begun()

    @rule()
    def send(self):
        try:
            self.code = issue(self.books, self.user, generous=True)
        except TooOften:
            return
        self.wrong, self.expires = 0, self.clock() + codes.LIFETIME

    @rule(seconds=st.integers(1, 400))
    def wait(self, seconds):
        self.clock.move(seconds=seconds)

    @rule(right=st.booleans())
    def enter(self, right):
        given = self.code or "123456"
        given = given if right else other_than(given)
        try:
            found = tried(self.books, self.user, given)
        except TooOften:
            return
        if self.code is None:
            assert found == CodeRefused.NONE
        elif self.clock() > self.expires or self.wrong >= codes.WRONG_TRIES:
            assert found == CodeRefused.EXPIRED
        elif right:
            assert found is None
            self.code = None
        else:
            assert found == CodeRefused.WRONG
            self.wrong += 1

    @invariant()
    def one_slot(self):
        with self.books.read() as session:
            living = session.scalars(select(OneTimeCode.id).where(OneTimeCode.spent_at.is_(None)))
            assert len(living.all()) == (0 if self.code is None else 1)


def test_whatever_is_done_in_whatever_order(open_copy, office_file, clock):
    made = iter(range(1000))

    def begun():
        books = open_copy(office_file, f"{next(made)}.sqlite3")
        return books, clock, somebody(books)

    Guessing.begun = staticmethod(begun)
    run_state_machine_as_test(Guessing, settings=settings(max_examples=12, stateful_step_count=25))
