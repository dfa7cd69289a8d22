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


def percents(text):
    return tuple(Decimal(word) for word in text.split())


BEFORE = percents("0 0.1 0.25 1 1.5 3 5 6 7.5 12 18 28")
AFTER = percents("0 0.1 0.25 1 1.5 3 5 6 7.5 18 40")


@pytest.mark.parametrize(
    ("day", "rates"),
    [(date(2025, 9, 21), BEFORE), (date(2025, 9, 22), AFTER), (date(2026, 1, 31), AFTER),
     (date(2026, 2, 1), AFTER), (date(2017, 6, 30), ()), (date(2022, 7, 18), BEFORE)],
)  # fmt: skip
def test_rates_change_on_their_day(day, rates):
    """GST 2.0 of 22-Sep-2025 did away with 12 % and 28 % for most goods and brought 40 %."""
    assert law.gst_rates(day) == rates


def test_rates_that_outlived_the_reform_for_some_goods():
    """gst-law.md B3: bricks keep an option of 12 %, tobacco was at 28 % until it moved to 40 %."""
    after, february = date(2025, 9, 22), date(2026, 2, 1)
    assert Decimal(12) in law.gst_rates(after, "bricks")
    assert Decimal(28) not in law.gst_rates(after, "bricks")
    assert Decimal(28) in law.gst_rates(date(2026, 1, 31), "tobacco")
    assert Decimal(28) not in law.gst_rates(february, "tobacco")
    assert law.gst_rates(date(2025, 9, 21), "tobacco") == BEFORE


@pytest.mark.parametrize(
    ("text", "code"),
    [("Maharashtra", "27"), ("27", "27"), ("27 - Maharashtra", "27"), ("MAHARASHTRA (27)", "27"),
     ("Pune, Maharashtra - 411001", "27"), ("Bengaluru Karnataka 560001, India", "29"),
     ("Delhi Road, Meerut, Uttar Pradesh", "09"), ("New Delhi", "07"), ("Orissa", "21"),
     ("Jammu & Kashmir", "01"), ("Dadra & Nagar Haveli and Daman & Diu", "26"), ("Daman and Diu", "26"),
     ("Andhra Pradesh", "37"), ("Tamilnadu", "33"), ("Kerala", "32"), ("Telangana", "36"),
     ("Ladakh", "38"), ("Goalpara, Assam", "18"), ("Goalpara", None), ("23 Industrial Area", None),
     ("", None), ("462001", None), ("99", None)],
)  # fmt: skip
def test_a_state_is_found_in_a_line_of_an_address(text, code):
    assert law.state_in(text) == code


def test_units_are_never_guessed():
    assert law.unit_code("NO") == "NOS"
    assert law.unit_code(" kg ") == "KGS"
    assert law.unit_code("FURLONG") == "OTH"
    assert all(len(code) == 3 and code.isupper() for code in law.unit_codes().values())


def test_cities_are_known_or_none():
    assert law.state_of_city("PIPLANI", "BHOPAL") == "23"
    assert law.state_of_city("Nowhere") is None
