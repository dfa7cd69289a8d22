import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.errors import Invalid
from senstosales.gui import entry

TODAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1200*3", "3600"),
        ("₹ 12,34,567.50", "1234567.5"),
        ("(10+2.5)*4", "50"),
        ("100/8", "12.5"),
        ("10 x 3", "30"),
        ("-5", "-5"),
        ("2-3-4", "-5"),
        ("1+2*3", "7"),
        (".5", "0.5"),
        ("1000+18%", "1180"),
        ("1000-2.5%+10", "985"),
        ("12% of 5000", "600"),
        ("5000*12%", "600"),
        ("2%*(100+50)", "3"),
    ],
)
def test_sums_are_worked_out(text: str, value: str) -> None:
    assert entry.sum_of(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["12a", "1*", "(1", "1)", "1 2", "*3", "1//2", "5/0", "1e9", "()", "5%+1", "%", "1%%"]
)
def test_what_is_no_sum_gets_a_sentence(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        entry.sum_of(text)
    assert caught.value.sentence.endswith(".")


def test_percent_alone_is_of_the_whole_where_there_is_one() -> None:
    assert entry.money("2%", Decimal(50000)) == Decimal(1000)
    assert entry.money("0.5 %", Decimal("333.33")) == Decimal("1.67")
    with pytest.raises(Invalid, match="“2%” of what"):
        entry.money("2%")


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_a_sentence(text: str) -> None:
    for understand in (entry.sum_of, entry.money, entry.quantity, entry.rate, entry.percent):
        try:
            value = understand(text)
        except Invalid:
            continue
        assert value is None or value.is_finite()
    try:
        found = entry.day(text, TODAY)
    except Invalid:
        return
    assert found is None or isinstance(found, dt.date)


def test_a_typed_amount_is_never_rounded_but_a_sum_is() -> None:
    assert entry.money("100/3") == Decimal("33.33")
    with pytest.raises(Invalid, match="more than 2 decimals"):
        entry.money("33.333")
    assert entry.quantity("1.125*2") == Decimal("2.250")
    assert entry.money("") is None
    assert entry.percent("18 %") == Decimal(18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("t", TODAY),
        ("yesterday", dt.date(2026, 3, 19)),
        ("+7", dt.date(2026, 3, 27)),
        ("15", dt.date(2026, 3, 15)),
        ("15/3", dt.date(2026, 3, 15)),
        ("15.12", dt.date(2025, 12, 15)),
        ("31/12", dt.date(2025, 12, 31)),
        ("5-mar-2026", dt.date(2026, 3, 5)),
        ("05-Mar-2026", dt.date(2026, 3, 5)),
        ("5 march 26", dt.date(2026, 3, 5)),
        ("2026-04-01", dt.date(2026, 4, 1)),
        ("1/4/26", dt.date(2026, 4, 1)),
        ("29/2", dt.date(2024, 2, 29)),
    ],
)
def test_dates_in_short(text: str, day: dt.date) -> None:
    today = dt.date(2025, 1, 10) if text == "29/2" else TODAY
    assert entry.day(text, today) == day


@pytest.mark.parametrize("text", ["31/2/2026", "99", "soon", "15/13", "0/1"])
def test_no_such_day(text: str) -> None:
    with pytest.raises(Invalid):
        entry.day(text, TODAY)
