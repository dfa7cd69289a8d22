"""Spreading over lots loses nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.reconcile import spread

quantities = st.decimals(0, 10**6, places=3)


@given(quantities, st.lists(quantities, min_size=1, max_size=12))
def test_nothing_is_lost_or_made(total, room):
    shares = spread(total, room)
    assert len(shares) == len(room)
    assert sum(shares) == total
    assert all(share >= 0 for share in shares)


@given(quantities, st.lists(quantities, min_size=1, max_size=12))
def test_a_lot_is_filled_before_the_next_one_and_only_the_last_runs_over(total, room):
    shares = spread(total, room)
    assert all(share <= space for share, space in zip(shares[:-1], room[:-1], strict=True))
    for place, share in enumerate(shares[1:], start=1):
        if share:
            assert shares[:place] == room[:place]


def test_examples():
    ten = Decimal(10)
    assert spread(Decimal(25), [ten, ten, ten]) == [10, 10, 5]
    assert spread(Decimal(35), [ten, ten, ten]) == [10, 10, 15]
    assert spread(Decimal(0), [ten]) == [0]
    assert spread(ten, [Decimal(0), ten]) == [0, 10]
    assert spread(ten, []) == []
