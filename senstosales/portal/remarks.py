"""Reads GeM contracts out of an order's remarks and the days out of its payment line."""

import re

from senstosales.portal.cells import MONTHS, calendar_day
from senstosales.portal.models import GemContract

_NAMES = "|".join(MONTHS)
# 15 digits are right; one real order has a slip of 16, which stays as printed.
_CONTRACT = re.compile(
    r"\bGEMC(?:\s*(?:NO|NUMBER)\b)?[\s.:\-\u2013\u2014]*(?P<number>\d{12,18})(?!\d)"
    r"(?:[\s,(]*(?:OF|FOR|WITH)?\s*VALUE\s*(?:OF|IS|:)?\s*(?:RS\.?|INR)?\s*[\d,]+(?:\.\d+)?"
    r"(?:\s*/-)?)?",
    re.IGNORECASE | re.ASCII,
)
# The date follows after DATED, DATED., DATE, DT., DTD., "/" or nothing. Its month is a number or a
# name with slips such as "APR." and "NOV " before the dash.
_DATE = re.compile(
    r"""(?:
        [\s,;.:/()\[\]\-]* (?:DATED|DATE|DTD|DT) [\s.:,/\-]*
      | \s* [),\]]? \s* [/\-]? \s*
    )
    [(\[]? \s*
    (?P<day>\d{1,2}) (?:ST|ND|RD|TH)?
    (?:
        \s*[./\-]\s* (?P<month>\d{1,2}) \s*[./\-]\s*
      | [\s./,\-]* (?P<name>(?:"""
    + _NAMES
    + r""")[A-Z]{0,6}) [\s./,'\-]*
    )
    (?P<year>\d{4}|\d{2}) (?!\d)""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)

_DAYS = re.compile(
    r"(?<![\d.])(\d{1,3})(?:\s*/\s*\d{1,3})?(?:\s*(?:TH|ND|RD|ST)\b)?\s*(?:\([^()]{0,30}\)\s*)?"
    r"-?\s*DAYS?\b",
    re.IGNORECASE | re.ASCII,
)
_WITHIN_DAYS = re.compile(
    r"\bWITHIN\s+(?:A\s+PERIOD\s+OF\s+)?" + _DAYS.pattern, re.IGNORECASE | re.ASCII
)


def gem_contracts(text: str) -> tuple[GemContract, ...]:
    """The contracts named, in order of appearance, each once; a date that cannot be is None."""
    found: dict[str, GemContract] = {}
    for match in _CONTRACT.finditer(text):
        number = match["number"]
        if number in found and found[number].date is not None:
            continue
        when = _DATE.match(text, match.end())
        day = (
            calendar_day(when["day"], when["month"] or when["name"], when["year"]) if when else None
        )
        found[number] = GemContract(number=number, date=day)
    return tuple(found.values())


def payment_days(payment_terms: str | None) -> int | None:
    """The days within which the order is paid; "WITHIN n DAYS" goes before any other days."""
    if payment_terms is None:
        return None
    match = _WITHIN_DAYS.search(payment_terms) or _DAYS.search(payment_terms)
    return int(match[1]) if match else None
