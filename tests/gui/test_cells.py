import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from senstosales.gui import cells
from senstosales.queries.columns import Look


@pytest.mark.parametrize(
    ("value", "look", "text"),
    [
        (Decimal("1234567.5"), Look.MONEY, "12,34,567.50"),
        (Decimal(0), Look.MONEY, "–"),
        (Decimal("1450.2550"), Look.RATE, "1,450.255"),
        (Decimal(12), Look.RATE, "12.00"),
        (Decimal("12.500"), Look.QUANTITY, "12.5"),
        (Decimal("37.50"), Look.PERCENT, "37.5 %"),
        (100, Look.PERCENT, "100 %"),
        (125000, Look.COUNT, "1,25,000"),
        (dt.date(2026, 3, 5), Look.DATE, "05-Mar-2026"),
        (None, Look.DATE, ""),
        (None, Look.MONEY, ""),
        ("DC/1", Look.NUMBER, "DC/1"),
    ],
)
def test_as_a_clerk_reads_it(value: Any, look: Look, text: str) -> None:
    assert cells.written(value, look) == text


def test_as_a_spreadsheet_wants_it() -> None:
    assert cells.exported(Decimal("1234567.50"), Look.MONEY) == "1234567.5"
    assert cells.exported(Decimal(0), Look.MONEY) == "0"
    assert cells.exported(0, Look.COUNT) == "0"
    assert cells.exported("two\nlines\tand", Look.TEXT) == "two lines and"


def test_a_moment_is_shown_in_local_time() -> None:
    moment = dt.datetime(2026, 3, 5, 8, 37, tzinfo=dt.UTC)
    assert cells.moment(moment) == f"{moment.astimezone():%d-%b-%Y %H:%M}"
    assert cells.moment(moment.replace(tzinfo=None)) == cells.moment(moment)
