"""How a price comes about before tax: discounts on a line and on a whole document.

Everything between the stated numbers and the first rounding is an exact ratio (`Fraction`): prices
of other programs carry any number of decimals, and dividing GST out of a price has no last decimal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any


class DiscountKind(StrEnum):
    """A discount is a share of the price, or rupees off it."""

    PERCENTAGE = "percentage"
    FLAT = "flat"


class DiscountBasis(StrEnum):
    """Where a discount on the whole document is taken off.

    AFTER_TAX comes last and leaves the tax as it is. BEFORE_TAX is the trade discount that section
    15(3)(a) of the CGST Act leaves out of the value of the supply: it lowers the tax.
    """

    AFTER_TAX = "after tax"
    BEFORE_TAX = "before tax"


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount of `value` percent, or of `value` rupees (on a line: for all of it, not a unit)."""

    kind: DiscountKind
    value: Decimal

    def off(self, price: Fraction) -> Fraction:
        """How many rupees it takes off a price; never more than the price."""
        value = Fraction(self.value)
        wanted = price * value / 100 if self.kind is DiscountKind.PERCENTAGE else value
        return min(wanted, price)


def spread(paise: int, weights: Sequence[int], keys: Sequence[Any]) -> list[int]:
    """Split whole paise in proportion to the weights, so that the shares sum to `paise`.

    Shares are cut down to whole paise; those that lost most get one back (largest remainder), equals
    in the order of their keys and not of their places. No share exceeds its weight as long as
    `paise` does not exceed their sum.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [paise * weight // whole for weight in weights]
    by_loss = sorted(
        range(len(weights)), key=lambda place: (-(paise * weights[place] % whole), keys[place])
    )
    for place in by_loss[: paise - sum(shares)]:
        shares[place] += 1
    return shares
