"""What may be typed into a filter box."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.kinds import Status
from senstosales.queries.columns import Filter
from senstosales.queries.filters import parse

TODAY = date(2026, 3, 16)  # a Monday
ORDERS = (Status.OPEN, Status.PART_DISPATCHED, Status.DISPATCHED, Status.CLOSED, Status.CANCELLED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Filter()),
        ("   ", Filter()),
        ("bharat 6639", Filter(words=("bharat", "6639"))),
        ("> 50000", Filter(least=Decimal(50000))),
        (">=50,000.50 <1,00,000", Filter(least=Decimal("50000.50"), most=Decimal(100000))),
        ("> Rs 500 < ₹900", Filter(least=Decimal(500), most=Decimal(900))),
        ("pending", Filter(statuses=frozenset({Status.OPEN, Status.PART_DISPATCHED}))),
        ("Pending CLOSED", Filter(statuses=frozenset({Status.OPEN, Status.PART_DISPATCHED, Status.CLOSED}))),
        ("uninvoiced", Filter(words=("uninvoiced",))),
        ("2024-25", Filter(since=date(2024, 4, 1), until=date(2025, 3, 31))),
        ("2024-26", Filter(words=("2024-26",))),
        ("0000-01", Filter(words=("0000-01",))),
        ("today", Filter(since=TODAY, until=TODAY)),
        ("yesterday", Filter(since=date(2026, 3, 15), until=date(2026, 3, 15))),
        ("this week", Filter(since=TODAY, until=date(2026, 3, 22))),
        ("this month", Filter(since=date(2026, 3, 1), until=date(2026, 3, 31))),
        ("Last Month", Filter(since=date(2026, 2, 1), until=date(2026, 2, 28))),
        ("this year", Filter(since=date(2025, 4, 1), until=date(2026, 3, 31))),
        ("last year", Filter(since=date(2024, 4, 1), until=date(2025, 3, 31))),
        ("pending > 50000 this month bharat", Filter(
            ("bharat",), frozenset({Status.OPEN, Status.PART_DISPATCHED}), Decimal(50000), None,
            date(2026, 3, 1), date(2026, 3, 31))),
        ("Nov 2025", Filter(since=date(2025, 11, 1), until=date(2025, 11, 30))),
        ("rent february-2024", Filter(("rent",), since=date(2024, 2, 1), until=date(2024, 2, 29))),
        ("march 24", Filter(words=("march", "24"))),
        ("> ,", Filter(words=(">", ","))),
        ("> 99999999999999999", Filter(words=(">", "99999999999999999"))),
        ("50% _x", Filter(words=("50%", "_x"))),
    ],
)  # fmt: skip
def test_what_is_understood(text, expected):
    assert parse(text, TODAY, ORDERS) == expected


@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2024, 2, 29), date(2025, 12, 31), date(2026, 4, 1)])  # fmt: skip
@pytest.mark.parametrize("period", ["today", "yesterday", "this week", "this month", "last month", "this year", "last year"])  # fmt: skip
def test_periods_at_the_edges(today, period):
    found = parse(period, today)
    assert found.since
    assert found.until
    assert found.since <= found.until
    if period.startswith(("this", "today")):
        assert found.since <= today <= found.until
    else:
        assert found.until < today


@given(st.text(max_size=40))
def test_nothing_that_can_be_typed_fails(text):
    assert isinstance(parse(text, TODAY, ORDERS), Filter)


PIECES = st.lists(
    st.sampled_from(
        ["pending", "closed", "> 5", "<7.50", ">= ,", "<₹1,0", "2024-25", "9999-00", "this week", "last",
         "rs", "%", "a,b", "12345678901234567", "> 1.234"]
    ),
    max_size=6,
)  # fmt: skip


@given(PIECES)
def test_no_combination_of_its_own_words_fails(pieces):
    found = parse(" ".join(pieces), TODAY, ORDERS)
    assert isinstance(found, Filter)
    if "%" in pieces:
        assert "%" in found.words
