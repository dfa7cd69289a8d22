"""What was taken off the prices, line by line, so that rate, discount and taxable value agree on paper."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from senstosales.documents.wording import percent
from senstosales.domain.amounts import ZERO, nearest
from senstosales.domain.gst import Discount, DiscountKind
from senstosales.queries.papers import PaperLine, VoucherDetail


@dataclass(frozen=True, slots=True)
class TakenOff:
    """The discount of one line in rupees: its own, and its share of one over the whole paper."""

    base: Decimal
    own: Decimal
    share: Decimal

    @property
    def whole(self) -> Decimal:
        return self.own + self.share


def taken_off(line: PaperLine) -> TakenOff:
    """What stands between quantity times rate and the price that the tax was reckoned from.

    The share of a trade discount is not kept with the line; it is what is missing otherwise.
    """
    if line.pricing is None or line.taxable is None:
        return TakenOff(ZERO, ZERO, ZERO)
    base = nearest(Fraction(line.quantity) * Fraction(line.pricing.price))
    own = line.discount or ZERO
    price = line.taxable
    if line.pricing.inclusive:
        price += (line.cgst or ZERO) + (line.sgst or ZERO) + (line.igst or ZERO)
    return TakenOff(base, own, base - own - price)


def any_discount(detail: VoucherDetail) -> bool:
    """Whether any line was reduced before tax."""
    return bool(detail.trade_discount) or any(line.discount for line in detail.lines)


def agreed(detail: VoucherDetail, line: PaperLine) -> str:
    """How a line's discount was agreed: `10 %`, or `10 % + 5 %` with that of the whole paper."""
    taken = taken_off(line)
    own = _percentage(line.pricing.discount if line.pricing else None) if taken.own else ""
    share = (_percentage(detail.pricing.discount) or "share") if taken.share else ""
    return " + ".join(filter(None, (own, share)))


def named(name: str, discount: Discount | None) -> str:
    """`Discount 5 %`, or the bare name where it was agreed in rupees."""
    return " ".join(filter(None, (name, _percentage(discount))))


def _percentage(discount: Discount | None) -> str:
    if discount is None or discount.kind is not DiscountKind.PERCENTAGE or not discount.value:
        return ""
    return percent(discount.value)


def some_inclusive(detail: VoucherDetail) -> bool:
    """Whether any rate contains GST."""
    return detail.price_inclusive or any(_inclusive(line) for line in detail.lines)


def all_inclusive(detail: VoucherDetail) -> bool:
    """Whether every rate contains GST."""
    return detail.price_inclusive or (
        bool(detail.lines) and all(_inclusive(line) for line in detail.lines)
    )


def _inclusive(line: PaperLine) -> bool:
    return line.pricing is not None and line.pricing.inclusive
