"""Dates as clerks type them."""

import re
from datetime import date, timedelta

from senstosales import months
from senstosales.errors import Invalid

_MONTHS = tuple(name.lower() for name in months.SHORT)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})(?:[./ -](\d{1,2})(?:[./ -](\d{4}|\d{2}))?)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[./ -]?([A-Za-z]{3,9})\.?(?:[./ -]?(\d{4}|\d{2}))?", re.ASCII)


def parse(text: str, today: date) -> date:
    """A day from `15`, `15/3`, `15-3-26`, `15 Mar 2026`, `2026-03-15`, `today`, `yesterday`, `tomorrow`.

    What is left out is taken from `today`. Raises `Invalid` with examples for anything else.
    """
    typed = text.strip().lower()
    words = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if typed in words:
        return today + timedelta(days=words[typed])
    day, month, year = 0, today.month, today.year
    if match := _ISO.fullmatch(typed):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _NUMBERS.fullmatch(typed):
        day = int(match[1])
        month = int(match[2]) if match[2] else month
        year = _year(match[3]) if match[3] else year
    elif (match := _NAMED.fullmatch(typed)) and match[2][:3] in _MONTHS:
        day, month = int(match[1]), _MONTHS.index(match[2][:3]) + 1
        year = _year(match[3]) if match[3] else year
    try:
        return date(year, month, day)
    except ValueError:
        shown = text.strip()[:30]
        raise Invalid(f"“{shown}” is not a date. Write 15/3/2026 or 15-Mar-2026.") from None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
