"""A number is known by its marks however somebody types it: with or without signs, zeros, its prefix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.findable_numbers import (
    begun,
    joined,
    marks,
    meant,
    readings,
    runs_of,
    squeezed,
)
from senstosales.domain.findables import fold

NUMBERS = st.text("DCdc0123456789-/. क", min_size=1, max_size=20).map(fold)


def known(number: str, typed: str) -> bool:
    return not set(meant(fold(typed))).isdisjoint(marks(fold(number)))


@pytest.mark.parametrize(
    "typed",
    ["DC/25-26/0118", "dc 25-26 118", "dc25260118", "dc/25-26/118", "26/118", "25-26/0118", "118", "0118"],
)  # fmt: skip
def test_every_way_to_write_a_number_means_it(typed):
    assert known("DC/25-26/0118", typed)


@pytest.mark.parametrize("typed", ["18", "25-26", "dc", "1180", "dc/24-25/118", "", "/"])
def test_what_does_not_mean_it(typed):
    assert not known("DC/25-26/0118", typed)


def test_a_number_that_begins_with_its_place_in_the_series():
    assert known("118/25-26", "118")
    assert known("118/25-26", "0118/25-26")
    assert known("118A", "118")


@given(NUMBERS, st.data())
def test_a_number_is_known_whole_and_by_every_beginning(number, data):
    held = marks(number)
    plain = squeezed(number)
    if plain:
        assert set(meant(number)) <= set(held) or not set(meant(number)).isdisjoint(held)
        end = data.draw(st.integers(1, min(len(plain), 12)))
        assert begun(plain[:end]) in held
    else:
        assert held == meant(number) == []
    assert all(not mark.isascii() and " " not in mark for mark in held)


def test_names_are_not_known_by_a_figure_in_them():
    assert not set(meant("5")) & set(marks("unit 5 stores", ending=False))
    assert begun("unit5") in marks("unit 5 stores", ending=False)


def test_other_words_for_a_number():
    assert joined(["3-440-0049", "AM9900", None, "no figures"]) == ["34400049"]
    assert runs_of("MP04 GA 4471") == ["mp04ga4471", "mp", "04", "ga", "4471"]
    assert runs_of("4471") == runs_of(None) == []


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("6644012/01", ["6644012"]), ("b.h.e.l.", ["bhel"]), ("am 9900 150010", ["am9900150010"]),
        ("mp04-ga-4471", ["mp04", "ga", "4471"]), ("0118", ["118"]), ("12/3", ["12", "3"]),
    ],
)  # fmt: skip
def test_words_that_find_nothing_are_read_another_way(typed, reading):
    ways = readings(typed.split())
    assert reading in ways
    assert typed.split() not in ways
    assert [] not in ways


def test_a_short_number_keeps_its_last_part():
    assert ["12"] not in readings(["12/3"])
