"""Discounts and their spreading."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.pricing import Discount, DiscountKind, spread

weights = st.lists(st.integers(0, 10**9), max_size=12)


@given(weights, st.integers(0, 10**9), st.data())
def test_spreading_loses_nothing_and_overdraws_nobody(parts, wanted, data):
    paise = min(wanted, sum(parts))
    keys = data.draw(st.permutations(range(len(parts))))
    shares = spread(paise, parts, keys)
    assert sum(shares) == paise
    for share, weight in zip(shares, parts, strict=True):
        assert 0 <= share <= weight
        assert abs(Fraction(paise * weight, sum(parts) or 1) - share) < 1


@given(weights, st.integers(0, 10**9), st.randoms())
def test_places_do_not_matter(parts, wanted, random):
    paise = min(wanted, sum(parts))
    keyed = list(enumerate(parts))
    random.shuffle(keyed)
    again = spread(paise, [weight for _, weight in keyed], [key for key, _ in keyed])
    by_key = {key: share for (key, _), share in zip(keyed, again, strict=True)}
    assert [by_key[key] for key in range(len(parts))] == spread(paise, parts, range(len(parts)))


@pytest.mark.parametrize(
    ("paise", "parts", "shares"),
    [(1000, [10000, 5000], [667, 333]), (1, [100, 100, 100], [1, 0, 0]),
     (2, [100, 100, 100], [1, 1, 0]), (100, [1, 1, 1], [34, 33, 33]), (0, [5, 5], [0, 0]),
     (10, [5, 5], [5, 5]), (0, [0, 0], [0, 0]), (0, [], []), (7, [0, 9, 0], [0, 7, 0])],
)  # fmt: skip
def test_spreading_by_largest_remainder(paise, parts, shares):
    assert spread(paise, parts, range(len(parts))) == shares


@pytest.mark.parametrize(
    ("kind", "value", "price", "off"),
    [(DiscountKind.PERCENTAGE, "12.5", "80", "10"), (DiscountKind.PERCENTAGE, "120", "80", "80"),
     (DiscountKind.FLAT, "12.5", "80", "12.5"), (DiscountKind.FLAT, "81", "80", "80"),
     (DiscountKind.FLAT, "1", "0", "0")],
)  # fmt: skip
def test_a_discount_never_exceeds_the_price(kind, value, price, off):
    assert Discount(kind, Decimal(value)).off(Fraction(price)) == Fraction(off)
