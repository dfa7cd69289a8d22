"""Numbers are exact or refused; rounding happens only where it is asked for, half up."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain import amounts
from senstosales.errors import Invalid

MAKERS = {"money": 2, "quantity": 3, "rate": 4, "percent": 3}
paise = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize("text", ["", " ", "abc", "1e5", "NaN", "Infinity", "1,000", "--1", "१२", "0x10", "1_0", "."])  # fmt: skip
@pytest.mark.parametrize("maker", sorted(MAKERS))
def test_what_is_no_plain_number_is_refused(maker, text):
    with pytest.raises(Invalid):
        getattr(amounts, maker)(text)


@pytest.mark.parametrize(("maker", "decimals"), MAKERS.items())
def test_one_decimal_too_many_is_refused_and_trailing_zeros_are_not(maker, decimals):
    make = getattr(amounts, maker)
    assert (
        make("1." + "0" * (decimals - 1) + "5" + "000") == Decimal(1) + 5 * Decimal(10) ** -decimals
    )
    with pytest.raises(Invalid):
        make("1." + "0" * decimals + "5")


@pytest.mark.parametrize("value", [0.1, True, False, 1.0])
def test_binary_floats_and_truth_values_are_a_fault_of_ours(value):
    with pytest.raises(TypeError):
        amounts.money(value)


@pytest.mark.parametrize(
    ("maker", "limit"),
    [("money", 10**13), ("quantity", 10**9), ("rate", 10**10)],
)
def test_the_limits_themselves_are_too_large(maker, limit):
    make = getattr(amounts, maker)
    assert make(limit - 1) == limit - 1
    assert make(1 - limit) == 1 - limit
    for value in (limit, -limit, Decimal(limit) * 10**30, Decimal("NaN"), Decimal("-Infinity")):
        with pytest.raises(Invalid):
            make(value)


@pytest.mark.parametrize("value", ["-0.001", "100.001", "101", "-1"])
def test_a_percentage_lies_between_0_and_100(value):
    with pytest.raises(Invalid):
        amounts.percent(value)


@given(paise)
def test_money_survives_being_written_and_read(value):
    amount = Decimal(value).scaleb(-2)
    if abs(amount) < amounts.MONEY_LIMIT:
        assert amounts.money(amounts.plain(amount)) == amount
        assert amounts.money(f"{amount:f}").as_tuple().exponent == -2
        assert Decimal(amounts.indian(amount).replace(",", "")) == amount


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 4))
def test_half_up_never_moves_by_more_than_half_and_takes_halves_away_from_zero(value, decimals):
    rounded = amounts.half_up(value, decimals)
    step = Decimal(1).scaleb(-decimals)
    assert abs(rounded - value) * 2 <= step
    if abs(rounded - value) * 2 == step:
        assert abs(rounded) > abs(value)


@given(
    st.decimals(-(10**15), 10**15, places=7),
    st.decimals(-(10**6), 10**6, places=3).filter(bool),
    st.integers(0, 4),
)
def test_a_quotient_is_rounded_once(numerator, denominator, decimals):
    exact = Fraction(numerator) / Fraction(denominator) * 10**decimals
    whole = int(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
    assert Fraction(amounts.divide(numerator, denominator, decimals)) * 10**decimals == whole


def test_a_quotient_just_below_a_half_is_not_rounded_up_by_a_short_context():
    assert amounts.divide(Decimal("0.0049999999999999999999999999999999"), Decimal(1)) == 0
    context = Context(prec=28, rounding=ROUND_HALF_UP)
    assert context.divide(Decimal("0.0049999999999999999999999999999999"), Decimal(1)) != 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [("445.440", "445.44"), ("60.000", "60"), ("1E+3", "1000"), ("-0.00", "0"), ("0.0010", "0.001"),
     ("100", "100"), ("-5.50", "-5.5")],
)  # fmt: skip
def test_plain_is_the_shortest_text(value, shown):
    assert amounts.plain(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0.00"), ("999", "999.00"), ("1000", "1,000.00"), ("99999.995", "1,00,000.00"),
     ("1234567.5", "12,34,567.50"), ("-1234567.5", "-12,34,567.50"),
     ("9999999999999.99", "99,99,99,99,99,999.99")],
)  # fmt: skip
def test_indian_grouping(value, shown):
    assert amounts.indian(Decimal(value)) == shown


def test_indian_grouping_without_padding():
    assert amounts.indian(Decimal("123456.500"), None) == "1,23,456.5"
