"""The financial year at its edges, for every day there is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.fiscal import FiscalYear
from senstosales.errors import Invalid

days = st.dates(date(1950, 4, 1), date(2190, 12, 31))


@given(days)
def test_a_day_lies_in_its_own_year_and_in_no_other(day):
    year = FiscalYear.of(day)
    assert day in year
    assert year.first <= day <= year.last
    assert day not in FiscalYear(year.start - 1)
    assert day not in FiscalYear(year.start + 1)
    assert FiscalYear.parse(year.label) == year


@given(st.integers(1950, 2190))
def test_years_follow_each_other_without_gap(start):
    year, following = FiscalYear(start), FiscalYear(start + 1)
    assert year.last + timedelta(days=1) == following.first
    assert FiscalYear.of(year.last) == year
    assert FiscalYear.of(following.first) == following
    assert (year.last - year.first).days in (364, 365)
    assert year < following


@pytest.mark.parametrize(
    ("day", "label", "short"),
    [(date(2024, 3, 31), "2023-24", "23-24"), (date(2024, 4, 1), "2024-25", "24-25"),
     (date(2000, 3, 31), "1999-00", "99-00"), (date(2100, 1, 1), "2099-00", "99-00"),
     (date(2024, 2, 29), "2023-24", "23-24")],
)  # fmt: skip
def test_labels(day, label, short):
    assert FiscalYear.of(day).label == label == str(FiscalYear.of(day))
    assert FiscalYear.of(day).short == short


@pytest.mark.parametrize(
    "label", ["2024-26", "2024-24", "2024", "24-25", "2024-2025", "२०२४-२५", "", "0000-01", "9999-00"]
)  # fmt: skip
def test_what_is_no_year_is_refused(label):
    with pytest.raises(Invalid):
        FiscalYear.parse(label)
