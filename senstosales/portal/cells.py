"""Reads one printed cell as a text, a whole number, an exact number or a date.

Every reader takes the words that name the cell ("ordered quantity", "of item 1") and raises
`BadPage` with a sentence about that cell if it cannot be what it should be.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from senstosales import months
from senstosales.domain import amounts
from senstosales.errors import BadPage, Invalid

MONTHS = {name.upper(): number for number, name in enumerate(months.SHORT, 1)}

_DIGITS_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_MONTH_DATE = re.compile(
    r"(\d{1,2})[-/ .]([A-Z]{3,9})[-/ .](\d{4}|\d{2})", re.ASCII | re.IGNORECASE
)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_BLANKS = ("", "-", "--")
_LONGEST_SHOWN = 24


def printed(text: str) -> str | None:
    """The text of a cell, None where it is blank."""
    return text or None


def shown(text: str) -> str:
    """A cell's text, short enough for a sentence."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."


def calendar_day(day: str, month: str, year: str) -> date | None:
    """A date from its printed parts, None if the calendar has no such day.

    The month may be a number or a name; two-digit years are of this century.
    """
    number = int(month) if month.isdecimal() else MONTHS.get(month[:3].upper(), 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def as_date(text: str) -> date | None:
    """A cell that is a date, dd/mm/yyyy or dd-MON-yy; None for anything else."""
    match = _DIGITS_DATE.fullmatch(text) or _MONTH_DATE.fullmatch(text)
    return calendar_day(*match.groups()) if match else None


def _sentence(name: str, text: str, place: str, fault: str) -> str:
    return " ".join(part for part in (f"The {name}", text, place, fault) if part) + "."


def _blank(name: str, place: str) -> BadPage:
    return BadPage(_sentence(name, "", place, "is blank"))


def optional_date(text: str, name: str, place: str = "") -> date | None:
    """A date, or None where the cell is blank."""
    if text in _BLANKS:
        return None
    day = as_date(text)
    if day is None:
        raise BadPage(_sentence(name, f"“{shown(text)}”", place, "is not a date"))
    return day


def required_date(text: str, name: str, place: str = "") -> date:
    """A date that must be there."""
    day = optional_date(text, name, place)
    if day is None:
        raise _blank(name, place)
    return day


def whole(text: str, name: str, place: str = "") -> int:
    """A whole number such as an item or lot number."""
    if not text:
        raise _blank(name, place)
    if not _WHOLE.fullmatch(text):
        raise BadPage(_sentence(name, f"“{shown(text)}”", place, "is not a whole number"))
    return int(text)


def _exact(make: Callable[[str], Decimal], text: str, name: str, place: str) -> Decimal:
    try:
        number = make(text)
    except Invalid as trouble:
        raise BadPage(_number_fault(text, name, place)) from trouble
    if number < 0:
        raise BadPage(_sentence(name, shown(text), place, "is below zero"))
    return number


def _number_fault(text: str, name: str, place: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return _sentence(name, f"“{shown(text)}”", place, "is not a number")
    if not number.is_finite() or "E" in text.upper() or abs(number) >= amounts.QUANTITY_LIMIT:
        return _sentence(name, shown(text), place, "is impossible")
    return _sentence(name, shown(text), place, "has too many decimals")


def optional_number(
    make: Callable[[str], Decimal], text: str, name: str, place: str = ""
) -> Decimal | None:
    """A number made by one of `domain.amounts`, or None where the cell is blank."""
    return None if text in _BLANKS else _exact(make, text, name, place)


def required_number(
    make: Callable[[str], Decimal], text: str, name: str, place: str = ""
) -> Decimal:
    """A number that must be there."""
    if text in _BLANKS:
        raise _blank(name, place)
    return _exact(make, text, name, place)
