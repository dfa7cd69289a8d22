"""Spreading an item's quantities over its lots."""

from collections.abc import Sequence
from decimal import Decimal

from senstosales.domain.amounts import ZERO


def spread(total: Decimal, room: Sequence[Decimal]) -> list[Decimal]:
    """Fill lots in order; what is over goes to the last one, so that nothing is lost.

    The buyer's stores name an item and not a lot (SUB ITM is 0 in practice). `total` and `room` are
    quantities in the item's unit.
    """
    left = total
    shares = []
    for space in room:
        share = min(max(space, ZERO), left)
        shares.append(share)
        left -= share
    if shares and left > 0:
        shares[-1] += left
    return shares
