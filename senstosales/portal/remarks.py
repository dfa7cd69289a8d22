"""Reads GeM contracts out of an order's remarks and the days out of its payment line."""

import re

from senstosales.portal.cells import MONTHS, calendar_day
from senstosales.portal.models import GemContract

_NAMES = "|".join(MONTHS)
# 15 digits are right; one real order has a slip of 16, which stays as printed.
_VALUE = (
    r"(?:[\s,(]*(?:OF|FOR|WITH|HAVING)?\s*(?:VALUE\s*(?:OF|IS|:)?\s*(?:RS\.?|INR)?|(?:RS\.?|INR))"
    r"\s*[\d,]+(?:\.\d+)?(?:\s*/-)?)?"
)
_CONTRACT = re.compile(
    r"GEMC(?:\s*(?:NO|NUMBER)\b)?[\s.:_#/\-\u2013\u2014]*(?P<number>\d{12,18})(?!\d)" + _VALUE,
    re.IGNORECASE | re.ASCII,
)
# A second contract right after the first may go without the word.
_SECOND = re.compile(
    r"[\s.)]*(?:[,&/]|\bAND\b)\s*(?P<number>\d{15,16})(?!\d)" + _VALUE, re.IGNORECASE | re.ASCII
)
# The date follows after DATED, DATED., DATE, DT., DTD., "/" or nothing. Its month is a number or a
# name with slips such as "APR." and "NOV " before the dash.
_DATE = re.compile(
    r"""(?:
        [\s,;.:/()\[\]&\-]* (?:OF\s+)? (?:DATED|DATE|DTE?D|DT|ON) (?:\s+(?:ON|AS)\b)? [\s.:,/\-]*
      | \s* [),\]]? \s* [/\-]? \s*
    )
    [(\[]? \s*
    (?P<day>\d{1,2}) (?:ST|ND|RD|TH)?
    (?:
        \s*[./,\-]{1,2}\s* (?P<month>\d{1,2}) \s*[./,\-]{1,2}\s*
      | [\s./,\-]* (?P<name>(?:"""
    + _NAMES
    + r""")[A-Z]{0,6}) [\s./,'\-]*
    )
    (?P<year>\d{4}|\d{2}) (?!\d)""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)

_DAYS = re.compile(
    r"(?<![\d.])(\d{1,3})(?:\s*(?:/|-|TO|OR)\s*\d{1,3})?(?:\s*(?:TH|ND|RD|ST)\b)?\)?"
    r"\s*(?:\([^()]{0,30}\)\s*)?-?\s*(?:CALENDAR\s+|WORKING\s+)?DAYS?\b",
    re.IGNORECASE | re.ASCII,
)
_WITHIN_DAYS = re.compile(
    r"\bWITHIN\s+(?:A\s+PERIOD\s+OF\s+)?(?:[A-Z]+[\s-]+){0,3}\(?" + _DAYS.pattern,
    re.IGNORECASE | re.ASCII,
)


def gem_contracts(text: str) -> tuple[GemContract, ...]:
    """The contracts named, in order of appearance, each once; a date that cannot be is None."""
    found: dict[str, GemContract] = {}
    named = _CONTRACT.search(text)
    while named:
        number, at = named["number"], named.end()
        when = _DATE.match(text, at)
        day = None
        if when:
            at = when.end()
            day = calendar_day(when["day"], when["month"] or when["name"], when["year"])
        if number not in found or found[number].date is None:
            found[number] = GemContract(number=number, date=day)
        named = _SECOND.match(text, at) or _CONTRACT.search(text, at)
    return tuple(found.values())


def payment_days(payment_terms: str | None) -> int | None:
    """The days within which the order is paid; "WITHIN n DAYS" goes before any other days."""
    if payment_terms is None:
        return None
    match = _WITHIN_DAYS.search(payment_terms) or _DAYS.search(payment_terms)
    return int(match[1]) if match else None
