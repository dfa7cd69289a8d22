"""Dates as clerks type them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.dates import parse
from senstosales.errors import Invalid
from senstosales.months import shown

TODAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [("15", date(2026, 3, 15)), ("15/2", date(2026, 2, 15)), ("15-2-25", date(2025, 2, 15)),
     ("15.02.2025", date(2025, 2, 15)), ("5 mar 2024", date(2024, 3, 5)), ("05-MAR-24", date(2024, 3, 5)),
     ("5March", date(2026, 3, 5)), ("2024-2-29", date(2024, 2, 29)), (" Today ", TODAY),
     ("yesterday", date(2026, 3, 15)), ("tomorrow", date(2026, 3, 17)), ("1 jan. 2026", date(2026, 1, 1))],
)  # fmt: skip
def test_ways_of_writing_a_day(text, day):
    assert parse(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "0", "32", "31/2", "29/2/2023", "15/13", "1/2/3/4", "mar 5", "15/3/202", "१५/३", "5 xyz", "now", "0000-01-01"])  # fmt: skip
def test_what_is_no_day(text):
    with pytest.raises(Invalid) as caught:
        parse(text, TODAY)
    assert "is not a date" in caught.value.sentence


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_understood_as_shown_and_in_both_orders_of_writing(day):
    assert parse(shown(day), TODAY) == day
    assert parse(day.isoformat(), TODAY) == day
    assert parse(f"{day.day}/{day.month}/{day.year}", TODAY) == day
    assert parse(f"{day.day}-{day.month}-{day.year % 100:02d}", TODAY) == day


@given(st.text(max_size=30))
def test_nothing_else_than_a_day_or_a_sentence_comes_back(text):
    with suppress(Invalid):
        assert isinstance(parse(text, TODAY), date)
