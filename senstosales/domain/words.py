"""Amounts in words the Indian way: lakh and crore, rupees and paise, as invoices and cheques say it."""

from decimal import Decimal
from fractions import Fraction

from senstosales.domain.amounts import money
from senstosales.errors import Invalid

# fmt: off
_UNITS = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
    "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)
_TENS = (
    "Zero", "Ten", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety",
)
# fmt: on
_CRORE = 10_000_000
_STEPS = ((_CRORE, "Crore"), (100_000, "Lakh"), (1_000, "Thousand"), (100, "Hundred"))


def _below_hundred(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    return f"{_TENS[tens]}-{_UNITS[unit]}" if unit else _TENS[tens]


def in_words(number: int) -> str:
    """A whole number in words: 123456 -> One Lakh Twenty-Three Thousand Four Hundred and Fifty-Six.

    Beyond 999 crore the crores are themselves counted in thousand, lakh and crore.
    """
    if number < 0:
        return f"Minus {in_words(-number)}"
    parts: list[str] = []
    rest = number
    for size, name in _STEPS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{in_words(count)} {name}")
    if not parts:
        return _below_hundred(rest)
    if rest:
        parts.append(f"and {_below_hundred(rest)}")
    return " ".join(parts)


def rupees_in_words(amount: Decimal) -> str:
    """Rupees and paise in words, ending in Only; raises `Invalid` for a fraction of a paisa.

    1234.05 -> Rupees One Thousand Two Hundred and Thirty-Four and Paise Five Only.
    """
    paise_in_all = int(money(amount).scaleb(2))
    rupees, paise = divmod(abs(paise_in_all), 100)
    sign = "Minus " if paise_in_all < 0 else ""
    fraction = f" and Paise {_below_hundred(paise)}" if paise else ""
    return f"{sign}Rupees {in_words(rupees)}{fraction} Only"


def words_then_rupees(amount: Decimal) -> str:
    """The same the way clients of the vouchers contract say it, without hyphens, of any size.

    2175.41 -> Two Thousand One Hundred Seventy Five Rupees and Forty One Paise Only; raises
    `Invalid` for a fraction of a paisa.
    """
    numerator, denominator = (abs(Fraction(amount)) * 100).as_integer_ratio()
    if denominator != 1:
        raise Invalid(f"The amount {amount} has a fraction of a paisa.")
    rupees, paise = divmod(numerator, 100)
    sign = "Minus " if amount < 0 else ""
    fraction = f" and {_unjoined(paise)} Paise" if paise else ""
    return f"{sign}{_unjoined(rupees)} Rupees{fraction} Only"


def _unjoined(number: int) -> str:
    return in_words(number).replace("-", " ").replace(" and ", " ")
