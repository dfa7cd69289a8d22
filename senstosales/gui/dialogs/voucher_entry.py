"""Understands a discount and a cess as a clerk types them: `5%`, or rupees."""

from decimal import Decimal
from typing import Any

from senstosales.domain.amounts import indian, plain
from senstosales.domain.gst import Cess, CessKind, Discount, DiscountKind
from senstosales.errors import Invalid
from senstosales.gui import entry
from senstosales.gui.fields import TextField


def discount(text: str) -> Discount | None:
    """`5%` is a share of the price, `500` or `3*150` rupees off it. Raises `Invalid`."""
    if "%" in text:
        share = entry.percent(text)
        return Discount(DiscountKind.PERCENTAGE, share) if share else None
    rupees = _not_less_than_nothing(entry.money(text))
    return Discount(DiscountKind.FLAT, rupees) if rupees else None


def discount_words(agreed: Discount) -> str:
    """As it is read, and could be typed."""
    if agreed.kind is DiscountKind.PERCENTAGE:
        return f"{plain(agreed.value)} %"
    return f"₹ {indian(agreed.value)}"


def cess(text: str) -> Cess | None:
    """`1%` of the taxable value, or `400`: rupees for each unit. Raises `Invalid`."""
    bare = text.lower().replace("/unit", "").replace("a unit", "")
    if "%" in bare:
        share = entry.percent(bare)
        return Cess(CessKind.PERCENTAGE, share) if share else None
    rupees = _not_less_than_nothing(entry.money(bare))
    return Cess(CessKind.PER_UNIT, rupees) if rupees else None


def cess_words(agreed: Cess) -> str:
    """As it is read, and could be typed."""
    if agreed.kind is CessKind.PERCENTAGE:
        return f"{plain(agreed.value)} %"
    return f"₹ {indian(agreed.value)}/unit"


def percent_words(value: Decimal) -> str:
    """0.25 % is not rounded."""
    return f"{plain(value)} %"


def code(text: str) -> str | None:
    """A code without the blanks some people group its figures with."""
    return "".join(text.split()) or None


def _not_less_than_nothing(value: Decimal | None) -> Decimal | None:
    if value is not None and value < 0:
        raise Invalid("This cannot be less than zero.")
    return value


class DiscountField(TextField):
    """A discount over all lines, as a share or in rupees."""

    def __init__(self) -> None:
        super().__init__(placeholder="5% or 500", width=14)
        self.left.connect(self._write_properly)

    def value(self) -> Any:
        return discount(self.box.text())

    def set_value(self, value: Any) -> None:
        super().set_value(None if value is None else discount_words(value))

    def _write_properly(self) -> None:
        try:
            agreed = self.value()
        except Invalid:
            return
        self.box.setText("" if agreed is None else discount_words(agreed))
