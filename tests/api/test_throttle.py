"""Bounds on tries: exact, forgetful and of bounded size."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.api.throttle import LogIns, Throttle
from senstosales.errors import TooOften

START = datetime(2026, 3, 16, 6, 30, tzinfo=UTC)


def at(seconds):
    return START + timedelta(seconds=seconds)


def test_so_many_tries_and_no_more_until_the_first_is_long_past():
    throttle = Throttle(3, 60)
    for second in (0, 10, 20):
        throttle.enter("a", at(second))
    with pytest.raises(TooOften) as refused:
        throttle.enter("a", at(30))
    assert refused.value.seconds == 30
    throttle.enter("b", at(30))
    with pytest.raises(TooOften):
        throttle.enter("a", at(59.9))
    throttle.enter("a", at(60))
    with pytest.raises(TooOften):
        throttle.enter("a", at(61))


def test_good_tries_do_not_count():
    throttle = Throttle(2, 60)
    for second in range(50):
        throttle.enter("a", at(second))
        throttle.forgive("a")
    throttle.forgive("never tried")
    throttle.enter("a", at(50))
    throttle.enter("a", at(50))
    with pytest.raises(TooOften):
        throttle.enter("a", at(50))


def test_only_so_many_keys_are_remembered():
    throttle = Throttle(1, 60, keys=100)
    for number in range(1000):
        throttle.enter(str(number), START)
    assert len(throttle._tries) == 100
    with pytest.raises(TooOften):
        throttle.enter("999", START)
    throttle.enter("0", START)


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 5))
def test_no_window_ever_sees_more_than_the_limit(gaps, limit):
    throttle, moment, let_in, waits = Throttle(limit, 60), 0, [], []
    for gap in gaps:
        moment += gap
        try:
            throttle.enter("a", at(moment))
            let_in.append(moment)
        except TooOften as error:
            waits.append(error.seconds)
    assert all(1 <= seconds <= 60 for seconds in waits)
    for first in let_in:
        assert len([each for each in let_in if first <= each < first + 60]) <= limit


def test_one_account_from_many_places_and_many_accounts_from_one_place():
    log_ins = LogIns()
    for number in range(100):
        log_ins.enter(f"10.0.0.{number}", "asha@example.com", START)
    with pytest.raises(TooOften):
        log_ins.enter("10.0.1.1", "Asha@Example.com ", START)
    log_ins = LogIns()
    for number in range(100):
        log_ins.enter("10.0.0.1", f"a{number}@example.com", START)
    with pytest.raises(TooOften):
        log_ins.enter("10.0.0.1", "other@example.com", START)
    log_ins.enter("10.0.0.2", "other@example.com", START)


def test_the_wait_is_said_in_a_sentence():
    assert TooOften(30).sentence == "Too many tries. Wait 30 seconds and try again."
    assert TooOften(121).sentence == "Too many tries. Wait 3 minutes and try again."
