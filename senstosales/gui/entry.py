"""Understands what a clerk types into a field: sums, quantities, dates in short.

Plain functions without Qt. Each returns a value, or None for nothing typed, or raises `Invalid` with
the sentence that is shown under the field.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

from senstosales import months
from senstosales.domain import amounts
from senstosales.errors import Invalid

_PIECE = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|([-+*/()x×÷%]|of\b))", re.ASCII | re.IGNORECASE)
_SIGNS = {"x": "*", "×": "*", "of": "*", "÷": "/"}
_MONTHS = tuple(name.lower() for name in months.SHORT)
_DATE = re.compile(r"(\d{1,2})(?:[-/. ]+(\d{1,2}|[a-z]{3,9})(?:[-/. ,]+(\d{4}|\d{2}))?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_LONGEST = 80


def sum_of(text: str, whole: Decimal | None = None) -> Decimal | None:
    """The value of a small sum such as `1200*3` or `(10+2.5)*4`; grouping commas and ₹ are fine.

    `1000+18%` is 1180, `12% of 5000` and `5000*12%` are 600. `12%` alone is that part of `whole`,
    where there is one.
    """
    bare = text.replace(",", "").replace("₹", "").strip()
    if not bare:
        return None
    if len(bare) > _LONGEST:
        raise Invalid("That is too long for an amount.")
    pieces, place = [], 0
    while place < len(bare):
        match = _PIECE.match(bare, place)
        if not match:
            raise Invalid(f"“{text.strip()}” is not an amount or a sum such as 1200*3.")
        sign = match[2].lower() if match[2] else ""
        pieces.append(match[1] or _SIGNS.get(sign, sign))
        place = match.end()
        if not bare[place:].strip():
            break
    with localcontext() as context:
        context.prec = 40
        try:
            part, rest = _added(pieces, 0)
        except (DivisionByZero, InvalidOperation):
            raise Invalid("A sum cannot be divided by zero.") from None
        except IndexError:
            raise Invalid(f"The sum “{text.strip()}” is not complete.") from None
        if rest != len(pieces):
            raise Invalid(f"“{text.strip()}” is not an amount or a sum such as 1200*3.")
        if not part.share:
            return part.value
        if whole is None:
            raise Invalid(f"“{text.strip()}” of what? Write for example {text.strip()} of 5000.")
        return part.factor * whole


def money(text: str, whole: Decimal | None = None) -> Decimal | None:
    """Rupees; a sum is rounded to the paisa, a plain number must be exact.

    `2%` is that part of `whole` (rupees), where the field has something it is a part of.
    """
    return _number(text, amounts.money, amounts.MONEY_DECIMALS, whole)


def rate(text: str) -> Decimal | None:
    """Rupees for one unit, up to 4 decimals."""
    return _number(text, amounts.rate, amounts.RATE_DECIMALS)


def quantity(text: str) -> Decimal | None:
    """A quantity, up to 3 decimals."""
    return _number(text, amounts.quantity, amounts.QUANTITY_DECIMALS)


def percent(text: str) -> Decimal | None:
    """A percentage, with or without its sign."""
    return _number(text.replace("%", ""), amounts.percent, amounts.PERCENT_DECIMALS)


def day(text: str, today: date) -> date | None:
    """today, yesterday, tomorrow, +7, 15, 15/3, 15/3/26, 05-Mar-2026, 2026-03-05.

    Day and month without a year mean the nearest such day to today.
    """
    bare = " ".join(text.lower().split())
    if not bare:
        return None
    words = {"today": 0, "t": 0, "yesterday": -1, "y": -1, "tomorrow": 1}
    if bare in words:
        return today + timedelta(days=words[bare])
    if re.fullmatch(r"[+-]\d{1,3}", bare, re.ASCII):
        return today + timedelta(days=int(bare))
    if iso := _ISO.fullmatch(bare):
        return _real(text, int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DATE.fullmatch(bare)
    if not match or not bare.isascii():
        raise Invalid(f"“{text.strip()}” is not a date such as 15/3 or 05-Mar-2026.")
    number, month_text, year_text = match[1], match[2], match[3]
    if month_text is None:
        return _real(text, today.year, today.month, int(number))
    month = _month(text, month_text)
    if year_text is not None:
        year = int(year_text) + (2000 if len(year_text) == 2 else 0)
        return _real(text, year, month, int(number))
    near = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(date(year, month, int(number)))
        except ValueError:
            continue
    if not near:
        return _real(text, today.year, month, int(number))
    return min(near, key=lambda each: abs(each - today))


def _number(
    text: str,
    exact: Callable[[str | int | Decimal], Decimal],
    decimals: int,
    whole: Decimal | None = None,
) -> Decimal | None:
    value = sum_of(text, whole)
    if value is None:
        return None
    plain = text.replace(",", "").replace("₹", "").strip()
    if re.fullmatch(r"-?[\d.]+", plain):
        return exact(value)
    return exact(amounts.half_up(value, decimals))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sum; a `share` is so many percent of what stands before it."""

    value: Decimal
    share: bool = False

    @property
    def factor(self) -> Decimal:
        return self.value / 100 if self.share else self.value


def _added(pieces: list[str], place: int) -> tuple[_Part, int]:
    total, place = _multiplied(pieces, place)
    while place < len(pieces) and pieces[place] in "+-":
        other, after = _multiplied(pieces, place + 1)
        if total.share:
            raise IndexError  # 5% + 100: five percent of nothing yet
        added = total.value * other.factor if other.share else other.value
        total = _Part(total.value + added if pieces[place] == "+" else total.value - added)
        place = after
    return total, place


def _multiplied(pieces: list[str], place: int) -> tuple[_Part, int]:
    part, place = _single(pieces, place)
    while place < len(pieces) and pieces[place] in "*/":
        other, after = _single(pieces, place + 1)
        times = pieces[place] == "*"
        part = _Part(part.factor * other.factor if times else part.factor / other.factor)
        place = after
    return part, place


def _single(pieces: list[str], place: int) -> tuple[_Part, int]:
    piece = pieces[place]
    if piece == "-":
        part, place = _single(pieces, place + 1)
        return _Part(-part.value, part.share), place
    if piece == "(":
        part, place = _added(pieces, place + 1)
        if pieces[place] != ")":
            raise IndexError
        return part, place + 1
    if piece in "+*/)%":
        raise IndexError
    share = place + 1 < len(pieces) and pieces[place + 1] == "%"
    return _Part(Decimal(piece), share), place + 1 + share


def _month(text: str, month: str) -> int:
    if month.isdigit():
        return int(month)
    for number, name in enumerate(_MONTHS, 1):
        if month.startswith(name):
            return number
    raise Invalid(f"“{text.strip()}” is not a date such as 15/3 or 05-Mar-2026.")


def _real(text: str, year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Invalid(f"There is no day “{text.strip()}” in the calendar.") from None
