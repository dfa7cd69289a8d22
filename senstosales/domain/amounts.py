"""The only place where numbers of the business are made.

Money is in rupees with at most 2 decimals (stored as paise), quantities have at most 3 decimals
(stored as thousandths), unit rates at most 4 (ten-thousandths: portal rates have up to 4), percents
at most 3. All are `Decimal`; a number with more decimals, or beyond what any real paper could hold,
raises `Invalid` and is never rounded silently. Rounding is always asked for, half up.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from senstosales.errors import Invalid

ZERO = Decimal(0)
MONEY_DECIMALS, QUANTITY_DECIMALS, RATE_DECIMALS, PERCENT_DECIMALS = 2, 3, 4, 3

# Beyond these no order, challan or invoice of such an office can be real. They also keep every
# figure within 15 significant digits, so that JSON numbers carry it exactly.
MONEY_LIMIT = Decimal(10) ** 13
QUANTITY_LIMIT = Decimal(10) ** 9
RATE_LIMIT = Decimal(10) ** 10

_PLAIN = re.compile(r"[+-]?(\d{1,16}(\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_WIDE = Context(prec=40)


def _exact(value: str | int | Decimal, decimals: int, limit: Decimal, what: str) -> Decimal:
    if isinstance(value, bool | float):
        raise TypeError(f"{what} must not be made from {type(value).__name__}")
    if isinstance(value, str):
        text = value.strip()
        if not _PLAIN.fullmatch(text):
            shown = text if len(text) <= 24 else text[:21] + "..."
            raise Invalid(f"“{shown}” is not {'an' if what[0] in 'aeiou' else 'a'} {what}.")
        number = Decimal(text)
    else:
        number = Decimal(value)
    if not number.is_finite() or number.copy_abs() >= limit:
        raise Invalid(f"The {what} {number:.3g} is impossibly large.")
    scaled = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    if scaled != number:
        raise Invalid(f"The {what} {number} has more than {decimals} decimals.")
    return scaled


def money(value: str | int | Decimal) -> Decimal:
    """Rupees, exact to the paisa."""
    return _exact(value, MONEY_DECIMALS, MONEY_LIMIT, "amount")


def quantity(value: str | int | Decimal) -> Decimal:
    """A quantity in the line's own unit, exact to a thousandth."""
    return _exact(value, QUANTITY_DECIMALS, QUANTITY_LIMIT, "quantity")


def rate(value: str | int | Decimal) -> Decimal:
    """Rupees for one unit, exact to a ten-thousandth."""
    return _exact(value, RATE_DECIMALS, RATE_LIMIT, "rate")


def percent(value: str | int | Decimal) -> Decimal:
    """A percentage between 0 and 100, exact to a thousandth of a percent."""
    number = _exact(value, PERCENT_DECIMALS, Decimal(101), "percentage")
    if not 0 <= number <= 100:
        raise Invalid(f"The percentage {number} is not between 0 and 100.")
    return number


def half_up(value: Decimal, decimals: int = MONEY_DECIMALS) -> Decimal:
    """Round half up (away from zero), the way invoices are rounded line by line."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def nearest(value: Fraction, decimals: int = MONEY_DECIMALS) -> Decimal:
    """A ratio, exact until now, rounded half up at `decimals`: nothing is rounded twice."""
    top, bottom = value.as_integer_ratio()
    whole = (2 * abs(top) * 10**decimals + bottom) // (2 * bottom)
    return Decimal(f"{'-' if value < 0 and whole else ''}{whole}E-{decimals}")


def divide(numerator: Decimal, denominator: Decimal, decimals: int = MONEY_DECIMALS) -> Decimal:
    """Quotient rounded half up at `decimals`, free of the double rounding of a short context."""
    return nearest(Fraction(numerator) / Fraction(denominator), decimals)


def plain(value: Decimal) -> str:
    """Shortest text of the same value: 445.440 -> 445.44, 60.000 -> 60."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _group(digits: str) -> str:
    head, tail = digits[:-3], digits[-3:]
    if not head:
        return tail
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


def indian(value: Decimal, decimals: int | None = MONEY_DECIMALS) -> str:
    """Indian grouping: 1234567.5 -> 12,34,567.50. `decimals=None` shows only those present."""
    text = plain(value) if decimals is None else f"{half_up(value, decimals):f}"
    sign = "-" if text.startswith("-") else ""
    whole, dot, fraction = text.lstrip("-").partition(".")
    return f"{sign}{_group(whole)}{dot}{fraction}"
