"""A quantity typed with its unit: `10 kg`, `500 g` where kilograms are counted, `3 dozen`.

Plain functions without Qt, as in `entry`.
"""

import re
from decimal import Decimal

from senstosales.domain import amounts, law
from senstosales.errors import Invalid
from senstosales.gui import entry

_WORD = re.compile(r"(?P<figure>.*?[\d)])\s*(?P<unit>[A-Za-z][A-Za-z0-9]*)\.?\s*", re.DOTALL)
_IN = {
    "KGS": (Decimal(1000), "GMS"),
    "MTS": (Decimal(1000000), "GMS"),
    "TON": (Decimal(1000000), "GMS"),
    "MTR": (Decimal(100), "CMS"),
    "LTR": (Decimal(1000), "MLT"),
    "DOZ": (Decimal(12), "NOS"),
    "PCS": (Decimal(1), "NOS"),
}
"""How many of the smallest unit of its kind one is; both by the codes of the GST return."""


def measured(text: str, unit: str) -> tuple[Decimal | None, str]:
    """The quantity, and the unit typed behind it (empty for none), by its code.

    In `unit` where the one typed can be counted in it: `500 g` is 0.5 of a line in KGS, and no unit is
    told. Raises `Invalid` for what is no quantity.
    """
    match = _WORD.fullmatch(text)
    word = match["unit"].upper() if match else ""
    codes = law.unit_codes() | {"G": "GMS"}
    if match is None or (word not in codes and word != unit.upper()):
        return entry.quantity(text), ""
    quantity = entry.quantity(match["figure"])
    if word == unit.upper() or codes[word] == codes.get(unit.upper()):
        return quantity, ""
    factor = _factor(codes[word], codes.get(unit.upper(), ""))
    if factor is None or quantity is None:
        return quantity, codes[word]
    return amounts.quantity(quantity * factor[0] / factor[1]), ""


def in_unit(text: str, unit: str) -> Decimal | None:
    """The quantity of something counted in `unit`. Raises `Invalid` for another unit."""
    quantity, typed = measured(text, unit)
    if typed:
        counted = f"is counted in {unit}" if unit else "has no unit"
        raise Invalid(f"This {counted}, not in {typed}.")
    return quantity


def _factor(typed: str, counted: str) -> tuple[Decimal, Decimal] | None:
    """How many of the unit counted one of the unit typed is, as a fraction; None if it is neither."""
    of_typed = _IN.get(typed, (Decimal(1), typed))
    of_counted = _IN.get(counted, (Decimal(1), counted))
    same_kind = of_typed[1] == of_counted[1]
    return (of_typed[0], of_counted[0]) if same_kind else None
