"""How money settles invoices, and what a buyer may have kept back of one. Pure arithmetic."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from senstosales.domain import law
from senstosales.domain.amounts import ZERO, half_up, indian, plain
from senstosales.domain.cash import Settlement


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a buyer may have kept back of an invoice, in rupees, and by which rule."""

    kind: Settlement
    amount: Decimal
    why: str


def oldest_first(money: Decimal, wanted: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """How much of the money (rupees) each amount in turn gets; what is left is in none of them.

    An amount of nothing or less gets nothing.
    """
    left = max(money, ZERO)
    given = []
    for amount in wanted:
        part = min(left, max(amount, ZERO))
        given.append(part)
        left -= part
    return tuple(given)


def gst_tds(
    taxable: Decimal, contract: Decimal, on: dt.date, *, other_state: bool = False
) -> Deduction | None:
    """GST kept back by a public buyer, 2 % of the taxable value; None where the rule does not reach.

    `contract` is the value of the whole contract without GST. CGST Act s. 51; its proviso spares
    supplies in `other_state`: supplier and place of supply in one state, the buyer registered in
    another.
    """
    rule = law.withholding(Settlement.GST_TDS, on)
    if rule is None or other_state or max(taxable, contract) <= rule.above or taxable <= 0:
        return None
    return Deduction(
        Settlement.GST_TDS,
        half_up(taxable * rule.percent / 100),
        f"{plain(rule.percent)} % of the taxable value ₹ {indian(taxable)}; kept back by government "
        f"and public sector buyers from contracts above ₹ {indian(rule.above, 0)} ({rule.law}).",
    )


def income_tax_tds(taxable: Decimal, before: Decimal, on: dt.date) -> Deduction | None:
    """Income tax kept back by a large buyer; None while his purchases of the year are too small.

    `before` is what he bought in the financial year before this invoice, both without GST; only what
    lies above the limit counts (Income-tax Act s. 194Q, from April 2026 s. 393).
    """
    rule = law.withholding(Settlement.INCOME_TAX_TDS, on)
    if rule is None:
        return None
    counts = min(taxable, before + taxable - rule.above)
    if counts <= 0:
        return None
    return Deduction(
        Settlement.INCOME_TAX_TDS,
        half_up(counts * rule.percent / 100),
        f"{plain(rule.percent)} % of ₹ {indian(counts)}, which lies above ₹ {indian(rule.above, 0)} "
        f"of purchases in the financial year ({rule.law}).",
    )
