"""The dated tables of the law."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain import law
from senstosales.errors import Invalid


def test_state_codes_are_whole_and_carry_the_territories():
    states = law.states()
    assert {f"{n:02d}" for n in range(1, 39)} - set(states) <= {"25", "28"}
    assert law.state_name("23") == "Madhya Pradesh"
    assert {code for code, state in states.items() if state.utgst and state.until is None} >= {
        "04", "26", "31", "35", "38",
    }  # fmt: skip
    assert not any(states[code].utgst for code in ("01", "07", "34"))
    assert law.state_name("99z") is None
    assert law.state_name(None) is None


@pytest.mark.parametrize("text", ["23", "Madhya Pradesh", "madhya pradesh", "23 - Madhya Pradesh", "23-Madhya Pradesh"])  # fmt: skip
def test_a_state_is_known_by_code_and_by_name(text):
    assert law.state_code(text) == "23"


@pytest.mark.parametrize("text", ["", "231", "00", "Atlantis", "2"])
def test_what_is_no_state(text):
    with pytest.raises(Invalid):
        law.state_code(text)


def test_rates_change_on_their_day():
    """GST 2.0 of 22-Sep-2025 did away with 12 % and 28 % for most goods and brought 40 %."""
    before, after = law.gst_rates(date(2025, 9, 21)), law.gst_rates(date(2025, 9, 22))
    assert {Decimal(12), Decimal(28), Decimal(18), Decimal(5)} <= set(before)
    assert Decimal(40) not in before
    assert {Decimal(40), Decimal(18), Decimal(5)} <= set(after)
    assert law.gst_rates(date(2017, 6, 30)) == ()


def test_units_are_never_guessed():
    assert law.unit_code("NO") == "NOS"
    assert law.unit_code(" kg ") == "KGS"
    assert law.unit_code("FURLONG") == "OTH"
    assert all(len(code) == 3 and code.isupper() for code in law.unit_codes().values())


def test_cities_are_known_or_none():
    assert law.state_of_city("PIPLANI", "BHOPAL") == "23"
    assert law.state_of_city("Nowhere") is None
