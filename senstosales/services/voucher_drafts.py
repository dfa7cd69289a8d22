"""What a paper with lines of its own is entered with, at the desk or by another program."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from senstosales.domain.amounts import MONEY_LIMIT, RATE_LIMIT
from senstosales.domain.gst import Cess, Discount, DiscountBasis, Tcs
from senstosales.domain.kinds import Nature, TaxSplit, VoucherKind, VoucherState
from senstosales.errors import Invalid
from senstosales.queries.papers import Letterhead
from senstosales.services.drafts import (
    Draft,
    LongText,
    Name,
    Packets,
    Percent,
    Quantity,
    StateCode,
    Text,
    Writing,
    by_rule,
    no_longer_than,
)
from senstosales.services.paper_forms import ParticularsDraft, PartyOnPaperDraft


def _price(value: Any) -> Decimal:
    """Rupees for one unit to the last decimal given: a price taken out of a price with GST has many."""
    if isinstance(value, bool | float):
        raise TypeError("a price must not be made from a binary number")
    number = Decimal(value)
    if not number.is_finite() or number.copy_abs() >= RATE_LIMIT:
        raise Invalid(f"“{value}” is not a price.")
    return number


def _round_off(value: Any) -> Decimal:
    """Rupees with their sign, to the last decimal given: they are rounded with the total."""
    if isinstance(value, bool | float):
        raise TypeError("rupees must not be made from a binary number")
    number = Decimal(value)
    if not number.is_finite() or number.copy_abs() >= MONEY_LIMIT:
        raise Invalid(f"“{value}” is not an amount to round off.")
    return number


Price = Annotated[Decimal, BeforeValidator(by_rule(_price))]
Code = Annotated[str, no_longer_than(40)]
Number = Annotated[str | None, no_longer_than(100)]
RoundOff = Annotated[Decimal | None, BeforeValidator(by_rule(_round_off))]


class GoodsLineDraft(Draft):
    """One line of goods. `price` in rupees a unit, with GST in it when `inclusive`."""

    description: Writing
    quantity: Quantity
    price: Price
    unit: Code = "NOS"
    hsn: Code | None = None
    gst_rate: Percent = Decimal(0)
    inclusive: bool = False
    discount: Discount | None = None
    cess: Cess | None = None
    material_code: Text = None
    packets: Packets = None
    item_key: str | None = None
    product_id: int | None = None
    article: dict[str, Any] = Field(default_factory=dict)

    def as_priced(self) -> dict[str, Any]:
        """How the line was priced, JSON-ready; see `queries.papers.LinePricing`."""
        stored: dict[str, Any] = {"price": str(self.price)}
        if self.inclusive:
            stored["inclusive"] = True
        for name in ("discount", "cess"):
            agreed: Discount | Cess | None = getattr(self, name)
            if agreed is not None:
                stored[name] = {"kind": agreed.kind.value, "value": str(agreed.value)}
        if self.item_key is not None:
            stored["item_key"] = self.item_key
        return stored


class ChargeDraft(Draft):
    """A charge beside the goods, such as freight, in rupees, to the last decimal given."""

    name: Name
    amount: Price
    gst_rate: Percent = Decimal(0)
    hsn: Code | None = None
    inclusive: bool = False


class VoucherDraft(Draft):
    """A paper as entered. What is not given is worked out: the number from the series, the head from
    the office, the tax from where seller and place of supply are.

    `as_stated` works the figures out the way clients of the vouchers contract show them to people, with
    the `split` they decided: reverse charge stays in the total, prices are not rounded before tax. `sez` for a buyer in a special economic
    zone, `under_lut` where such a supply or an export bears no tax under a letter of undertaking.
    """

    kind: VoucherKind
    date: dt.date
    number: Number = None
    state: VoucherState = VoucherState.ISSUED
    nature: Nature | None = None
    party_id: int | None = None
    seller: Letterhead | None = None
    buyer: PartyOnPaperDraft = PartyOnPaperDraft(name="")
    consignee: PartyOnPaperDraft | None = None
    place_of_supply: StateCode = None
    as_stated: bool = False
    split: TaxSplit | None = None
    sez: bool = False
    under_lut: bool = False
    lines: Annotated[tuple[GoodsLineDraft, ...], Field(max_length=2000)] = ()
    charges: Annotated[tuple[ChargeDraft, ...], Field(max_length=100)] = ()
    discount: Discount | None = None
    discount_basis: DiscountBasis = DiscountBasis.BEFORE_TAX
    tcs: Tcs | None = None
    round_off: RoundOff = None
    round_to_rupee: bool = False
    reverse_charge: bool = False
    valid_until: dt.date | None = None
    due_date: dt.date | None = None
    reference_id: int | None = None
    reference_number: Number = None
    reason: LongText = None
    is_delivered: bool = False
    particulars: ParticularsDraft = ParticularsDraft()

    @property
    def place_needed(self) -> bool:
        """True for a paper of the desk that bears tax and is to be issued."""
        return (
            not self.as_stated
            and self.state is VoucherState.ISSUED
            and self.kind in (VoucherKind.INVOICE, VoucherKind.DEBIT_NOTE, VoucherKind.CREDIT_NOTE)
            and self.nature is not Nature.BILL_OF_SUPPLY
        )
