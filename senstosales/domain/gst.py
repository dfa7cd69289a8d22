"""GST on a document, to the paisa.

Every line and every charge is rounded by itself, half up, as are its CGST and SGST, each at half
the rate and so always equal; the rounded figures are summed. A price that contains GST is worked
backwards: taxable value and tax together are the price agreed and not a paisa more; what is left
after the tax is the taxable value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from senstosales.domain.amounts import ZERO, nearest, plain
from senstosales.domain.kinds import TaxSplit
from senstosales.domain.law import states
from senstosales.domain.pricing import Discount, DiscountBasis, DiscountKind, spread

__all__ = [
    "ABROAD", "Cess", "CessKind", "Discount", "DiscountBasis", "DiscountKind", "TaxableCharge",
    "TaxableDocument", "TaxableLine", "TaxedCharge", "TaxedDocument", "TaxedLine", "Tcs", "TcsBasis",
    "compute", "describe_split", "split_for", "tax_document", "tax_line",
]  # fmt: skip

_NIL = Decimal("0.00")
ABROAD = "96"
"""The place of supply of an export, as GST numbers it."""


class CessKind(StrEnum):
    """Cess is a share of the taxable value or rupees for each unit.

    The clients of the vouchers contract know two words for the latter, which mean the same.
    """

    PERCENTAGE = "Percentage"
    FIXED = "Fixed"
    PER_UNIT = "Per Unit"


@dataclass(frozen=True, slots=True)
class Cess:
    """Cess in percent or in rupees a unit; it comes on top, of inclusive prices too."""

    kind: CessKind
    value: Decimal

    def on(self, taxable: Fraction, quantity: Decimal) -> Fraction:
        if self.kind is CessKind.PERCENTAGE:
            return taxable * Fraction(self.value) / 100
        return Fraction(self.value) * Fraction(quantity)


@dataclass(frozen=True, slots=True)
class TaxableLine:
    """Goods to be taxed: `rate` in rupees a unit, `gst_rate` in percent (CGST and SGST together)."""

    quantity: Decimal
    rate: Decimal
    gst_rate: Decimal
    inclusive: bool = False
    discount: Discount | None = None
    cess: Cess | None = None

    @property
    def base(self) -> Fraction:
        """Quantity times rate, exactly."""
        return Fraction(self.quantity) * Fraction(self.rate)

    @property
    def price(self) -> Fraction:
        """What is left of the base after the line's own discount, exactly."""
        base = self.base
        return base - self.discount.off(base) if self.discount else base


@dataclass(frozen=True, slots=True)
class TaxableCharge:
    """What is charged besides the goods, such as freight: rupees, GST in percent."""

    amount: Decimal
    gst_rate: Decimal
    inclusive: bool = False


class TcsBasis(StrEnum):
    """What tax collected at source is a share of: the taxable value, or that with GST (not cess)."""

    TAXABLE = "taxableAmount"
    FINAL = "finalAmount"


@dataclass(frozen=True, slots=True)
class Tcs:
    """Tax collected at source, in percent."""

    percentage: Decimal
    basis: TcsBasis


@dataclass(frozen=True, slots=True)
class TaxableDocument:
    """All that decides the figures of a document.

    `untaxed` is a bill of supply (Rule 49): no GST and no cess, and prices contain none.
    `reverse_charge`: the tax is worked out and shown, but the buyer pays it to the government and
    not to us (section 9(3) and 9(4)). `round_off` is added as given, rupees with its sign; without
    one, `round_to_rupee` rounds the total (section 170: nearest rupee, 50 paise up).

    `rounded_prices` rounds the price of a line to the paisa before tax is taken from it, so that
    the tax on a paper is the rate of the taxable value printed beside it: the desktop's way. Without
    it the tax is that of the exact price, as clients of the vouchers contract show it. A discount
    before tax is shared out in whole paise and so always rounds prices first.
    """

    lines: Sequence[TaxableLine]
    _: KW_ONLY
    split: TaxSplit
    charges: Sequence[TaxableCharge] = ()
    discount: Discount | None = None
    discount_basis: DiscountBasis = DiscountBasis.AFTER_TAX
    tcs: Tcs | None = None
    reverse_charge: bool = False
    untaxed: bool = False
    round_off: Decimal | None = None
    round_to_rupee: bool = False
    rounded_prices: bool = False


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """The figures of one line in rupees.

    `base` less `discount` (the line's own) and `trade_discount` (its share of the document's) is
    the price: the taxable value, or of an inclusive price that with GST. `total` is what the buyer
    pays us for the line: taxable value, GST and cess; without the taxes on reverse charge.
    """

    base: Decimal
    discount: Decimal
    trade_discount: Decimal
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    cess: Decimal
    total: Decimal

    @property
    def gst(self) -> Decimal:
        """CGST, SGST and IGST together."""
        return self.cgst + self.sgst + self.igst


@dataclass(frozen=True, slots=True)
class TaxedCharge:
    """The figures of one charge in rupees; see `TaxedLine`."""

    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    total: Decimal

    @property
    def gst(self) -> Decimal:
        """CGST, SGST and IGST together."""
        return self.cgst + self.sgst + self.igst


@dataclass(frozen=True, slots=True)
class TaxedDocument:
    """The figures of a document in rupees.

    `before_discount` is taxable value + tax + cess + TCS (the taxes not on reverse charge); less
    `discount`, with `round_off`, it is the `total`. `trade_discount` is the discount before tax,
    which is in the lines' taxable values already. `reverse_charge_tax` is the GST and cess that the
    buyer owes the government himself.
    """

    split: TaxSplit
    lines: tuple[TaxedLine, ...]
    charges: tuple[TaxedCharge, ...]
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    cess: Decimal
    tcs: Decimal
    before_discount: Decimal
    discount: Decimal
    trade_discount: Decimal
    round_off: Decimal
    total: Decimal
    reverse_charge_tax: Decimal

    @property
    def tax(self) -> Decimal:
        """CGST, SGST and IGST together."""
        return self.cgst + self.sgst + self.igst


def split_for(
    supplier_state: str, place_of_supply: str, *, sez: bool = False, under_lut: bool = False
) -> TaxSplit:
    """Which taxes a supply bears: same state CGST with SGST or UTGST, else IGST (IGST Act s. 7, 8).

    To a special economic zone, and abroad (place of supply 96), it is between states wherever the
    supplier is (s. 7(5)), and without tax when the supplier has a letter of undertaking (s. 16(3)).
    """
    if sez or place_of_supply == ABROAD:
        return TaxSplit.ZERO_RATED if under_lut else TaxSplit.IGST
    if supplier_state != place_of_supply:
        return TaxSplit.IGST
    state = states().get(place_of_supply)
    return TaxSplit.CGST_UTGST if state and state.utgst else TaxSplit.CGST_SGST


def compute(document: TaxableDocument) -> TaxedDocument:
    """The figures of a whole document."""
    prices, shares = _prices(document)
    lines = tuple(
        _line(line, price, share, document)
        for line, price, share in zip(document.lines, prices, shares, strict=True)
    )
    charges = tuple(_charge(charge, document) for charge in document.charges)
    parts: list[TaxedLine | TaxedCharge] = [*lines, *charges]
    taxable = _sum(part.taxable for part in parts)
    cgst = _sum(part.cgst for part in parts)
    igst = _sum(part.igst for part in parts)
    cess = _sum(line.cess for line in lines)
    collected = _NIL if document.reverse_charge else 2 * cgst + igst
    exact_tcs = _tcs(document.tcs, taxable, collected)
    tcs = nearest(exact_tcs)
    due = taxable + collected + (_NIL if document.reverse_charge else cess)
    discount = _NIL
    if document.discount and document.discount_basis is DiscountBasis.AFTER_TAX:
        discount = nearest(document.discount.off(Fraction(due) + exact_tcs))
    payable = due + tcs - discount
    total = payable
    if document.round_off is not None:
        total = nearest(Fraction(due - discount) + exact_tcs + Fraction(document.round_off))
    elif document.round_to_rupee:
        total = nearest(Fraction(payable), 0).quantize(_NIL)
    return TaxedDocument(
        split=document.split,
        lines=lines,
        charges=charges,
        taxable=taxable,
        cgst=cgst,
        sgst=cgst,
        igst=igst,
        cess=cess,
        tcs=tcs,
        before_discount=due + tcs,
        discount=discount,
        trade_discount=_sum(shares),
        round_off=total - payable,
        total=total,
        reverse_charge_tax=2 * cgst + igst + cess if document.reverse_charge else _NIL,
    )


def tax_line(line: TaxableLine, split: TaxSplit) -> TaxedLine:
    """The figures of one line of an invoice of the desktop."""
    return tax_document([line], split).lines[0]


def tax_document(
    lines: Sequence[TaxableLine], split: TaxSplit, *, round_to_rupee: bool = False
) -> TaxedDocument:
    """The figures of an invoice of the desktop that has nothing but lines."""
    return compute(
        TaxableDocument(lines, split=split, round_to_rupee=round_to_rupee, rounded_prices=True)
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NIL)


def _prices(document: TaxableDocument) -> tuple[list[Fraction], list[Decimal]]:
    """The price of each line after all discounts before tax, and its share of the document's.

    That discount is taken off the goods and not off the charges: freight, packing and insurance are
    recovered at what they cost, and a trade discount is granted on the price of goods.
    """
    exact = [line.price for line in document.lines]
    before_tax = document.discount and document.discount_basis is DiscountBasis.BEFORE_TAX
    if not before_tax and not document.rounded_prices:
        return exact, [_NIL] * len(exact)
    paise = [_paise(price) for price in exact]
    shares = [0] * len(paise)
    if document.discount and before_tax:
        whole = _paise(document.discount.off(Fraction(sum(paise), 100)))
        shares = spread(whole, paise, [_content(line) for line in document.lines])
    prices = [Fraction(price - share, 100) for price, share in zip(paise, shares, strict=True)]
    return prices, [Decimal(share).scaleb(-2) for share in shares]


def _paise(rupees: Fraction) -> int:
    return int(nearest(rupees * 100, 0))


def _content(line: TaxableLine) -> tuple[object, ...]:
    """What tells two lines apart, to order them by: the order on the paper must not matter."""
    cess = (line.cess.kind, line.cess.value) if line.cess else ("", ZERO)
    return line.gst_rate, line.inclusive, cess, line.quantity, line.rate


def _line(
    line: TaxableLine, price: Fraction, share: Decimal, document: TaxableDocument
) -> TaxedLine:
    base = nearest(line.base)
    rate, taxed = _rate(line.gst_rate, document), not _without_tax(document)
    taxable, half, whole = _taxes(price, rate, document.split, inclusive=line.inclusive)
    cess = _NIL
    if line.cess and taxed:
        exact = price * 100 / (100 + rate) if line.inclusive else price
        cess = nearest(line.cess.on(exact, line.quantity))
    total = taxable if document.reverse_charge else taxable + 2 * half + whole + cess
    discount = base - nearest(price) - share
    return TaxedLine(base, discount, share, taxable, half, half, whole, cess, total)


def _charge(charge: TaxableCharge, document: TaxableDocument) -> TaxedCharge:
    taxable, half, whole = _taxes(
        Fraction(charge.amount),
        _rate(charge.gst_rate, document),
        document.split,
        inclusive=charge.inclusive,
    )
    total = taxable if document.reverse_charge else taxable + 2 * half + whole
    return TaxedCharge(taxable, half, half, whole, total)


def _without_tax(document: TaxableDocument) -> bool:
    return document.untaxed or document.split is TaxSplit.ZERO_RATED


def _rate(gst_rate: Decimal, document: TaxableDocument) -> Fraction:
    return Fraction(0) if _without_tax(document) else Fraction(gst_rate)


def _taxes(
    price: Fraction, rate: Fraction, split: TaxSplit, *, inclusive: bool
) -> tuple[Decimal, Decimal, Decimal]:
    """Taxable value, CGST (and as much SGST), IGST."""
    heads = 1 if split.between_states else 2
    tax = nearest(price * rate / (heads * (100 + rate if inclusive else 100)))
    taxable = nearest(price) - heads * tax if inclusive else nearest(price)
    return (taxable, _NIL, tax) if heads == 1 else (taxable, tax, _NIL)


def _tcs(tcs: Tcs | None, taxable: Decimal, tax: Decimal) -> Fraction:
    if tcs is None:
        return Fraction(0)
    base = taxable if tcs.basis is TcsBasis.TAXABLE else taxable + tax
    return Fraction(base) * Fraction(tcs.percentage) / 100


def describe_split(split: TaxSplit, gst_rates: Sequence[Decimal]) -> str:
    """`CGST 9 % + SGST 9 %` or `IGST 18 %`; several rates are joined with “and”."""
    if split is TaxSplit.ZERO_RATED:
        return "Zero-rated under letter of undertaking, no IGST"
    texts = []
    for rate in sorted(set(gst_rates)) or [ZERO]:
        if split is TaxSplit.IGST:
            texts.append(f"IGST {plain(rate)} %")
        else:
            second = "UTGST" if split is TaxSplit.CGST_UTGST else "SGST"
            half = plain(rate / 2)
            texts.append(f"CGST {half} % + {second} {half} %")
    return " and ".join(texts)
