"""Money is spread without a paisa lost; deductions by law are offered where the law reaches."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.cash import Settlement
from senstosales.domain.settling import gst_tds, income_tax_tds, oldest_first

DAY = date(2026, 3, 10)
paise = st.integers(-1000, 10**9).map(lambda each: Decimal(each).scaleb(-2))


@given(paise, st.lists(paise, max_size=12))
def test_nothing_is_lost_and_the_oldest_come_first(money, wanted):
    given_ = oldest_first(money, wanted)
    assert sum(given_) == max(Decimal(0), min(money, sum(max(each, Decimal(0)) for each in wanted)))
    assert all(0 <= part <= max(each, 0) for part, each in zip(given_, wanted, strict=True))
    short = [at for at, part in enumerate(given_) if part < max(wanted[at], 0)]
    assert all(given_[at] == 0 for at in range(short[0] + 1, len(wanted))) if short else True


def test_gst_tds_is_two_percent_of_the_taxable_value_of_a_large_contract():
    offer = gst_tds(Decimal(99000), Decimal(300000), DAY)
    assert (offer.kind, offer.amount) == (Settlement.GST_TDS, Decimal("1980.00"))
    assert "₹ 2,50,000" in offer.why
    assert gst_tds(Decimal("250000.01"), Decimal(0), DAY).amount == Decimal("5000.00")


@pytest.mark.parametrize(
    ("taxable", "contract", "day", "other_state"),
    [
        ("99000", "250000", DAY, False),  # not above the limit
        ("99000", "300000", date(2018, 9, 30), False),  # before the section came into force
        ("99000", "300000", DAY, True),
        ("0", "300000", DAY, False),
    ],
)
def test_gst_tds_is_not_offered_where_the_section_does_not_reach(
    taxable, contract, day, other_state
):
    assert gst_tds(Decimal(taxable), Decimal(contract), day, other_state=other_state) is None


@pytest.mark.parametrize(
    ("taxable", "before", "amount"),
    [
        ("100000", "4900000", None),
        ("100000", "4950000", "50.00"),
        ("100000", "5000000", "100.00"),
        ("100000", "9000000", "100.00"),
    ],
)
def test_income_tax_counts_only_above_fifty_lakh_in_the_year(taxable, before, amount):
    offer = income_tax_tds(Decimal(taxable), Decimal(before), DAY)
    assert (str(offer.amount) if offer else None) == amount


def test_each_law_is_named_for_its_days():
    of = (Decimal(10**7), Decimal(0))
    assert income_tax_tds(*of, date(2021, 6, 30)) is None
    assert "s. 194Q" in income_tax_tds(*of, date(2026, 3, 31)).why
    assert "s. 393(1)" in income_tax_tds(*of, date(2026, 4, 1)).why
