"""How the books work out a bill whose totals another program has stated, and where the two disagree.

A bill states one tax for all of it. Lines bear the GST rate of their product; where the office has
set none they bear the rate in force at which the stated tax comes out, if there is one. The discount
is taken for the trade discount before tax unless the stated tax fits only one after tax.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from senstosales.domain import gst, law
from senstosales.domain.amounts import ZERO, half_up, indian
from senstosales.domain.gst import Discount, DiscountBasis, DiscountKind
from senstosales.domain.kinds import DeviationKind, TaxSplit, VoucherKind
from senstosales.services.deviations import Found
from senstosales.services.voucher_drafts import VoucherDraft
from senstosales.services.voucher_figures import taxable
from senstosales.tables.vouchers import Voucher

PAISA = Decimal("0.01")
_BASES = (DiscountBasis.BEFORE_TAX, DiscountBasis.AFTER_TAX)


@dataclass(frozen=True, slots=True)
class StatedTotals:
    """What a bill states over its lines, in rupees; None where it says nothing."""

    sub_total: Decimal | None = None
    discount: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None


def fitted(
    draft: VoucherDraft, stated: StatedTotals, unrated: Collection[int], split: TaxSplit
) -> VoucherDraft:
    """The draft with the discount, the tax rate of its `unrated` lines (by their places) and the
    rounding at which it comes to what was stated; without tax on those lines if there is none.
    """
    plain = _with(draft, stated, unrated, ZERO, _BASES[0])
    chosen = plain
    if stated.tax is not None and stated.tax > 0:
        chosen = _with(draft, stated, unrated, *_nearest(draft, stated, unrated))
        if abs(gst.compute(taxable(chosen, split)).tax - stated.tax) > _slack(len(draft.lines)):
            chosen = plain
    return chosen.model_copy(update={"round_off": _rounding(chosen, stated, split)})


def _with(
    draft: VoucherDraft,
    stated: StatedTotals,
    unrated: Collection[int],
    rate: Decimal,
    basis: DiscountBasis,
) -> VoucherDraft:
    lines = tuple(
        line.model_copy(update={"gst_rate": rate}) if place in unrated else line
        for place, line in enumerate(draft.lines)
    )
    discount = None
    if stated.discount is not None and stated.discount > 0:
        discount = Discount(DiscountKind.FLAT, stated.discount)
    return draft.model_copy(update={"lines": lines, "discount": discount, "discount_basis": basis})


def _nearest(
    draft: VoucherDraft, stated: StatedTotals, unrated: Collection[int]
) -> tuple[Decimal, DiscountBasis]:
    """The rate in force, and the basis of the discount, whose tax is nearest to the stated one."""
    bases = [Fraction(line.quantity) * Fraction(line.price) for line in draft.lines]
    whole = sum(bases, Fraction(0))
    rated = [
        base * Fraction(line.gst_rate)
        for place, (base, line) in enumerate(zip(bases, draft.lines, strict=True))
        if place not in unrated
    ]
    left = whole - sum(base for place, base in enumerate(bases) if place not in unrated)
    off = min(Fraction(stated.discount or 0), whole) / whole if whole else Fraction(0)
    taxed = {DiscountBasis.BEFORE_TAX: 1 - off, DiscountBasis.AFTER_TAX: Fraction(1)}

    def off_by(choice: tuple[DiscountBasis, Decimal]) -> Fraction:
        basis, rate = choice
        tax = taxed[basis] * (sum(rated) + left * Fraction(rate)) / 100
        return abs(tax - Fraction(stated.tax or 0))

    rates = law.gst_rates(draft.date) or (ZERO,)
    basis, rate = min(((basis, rate) for basis in _BASES for rate in rates), key=off_by)
    return rate, basis


def _slack(lines: int) -> Decimal:
    """What rounding line by line may make of a tax that was worked out on the whole."""
    return PAISA * max(1, lines)


def _rounding(draft: VoucherDraft, stated: StatedTotals, split: TaxSplit) -> Decimal | None:
    """A difference of less than a rupee to a total in whole rupees (CGST Act s. 170), or of the paise
    that rounding line by line makes.
    """
    if stated.total is None:
        return None
    difference = stated.total - gst.compute(taxable(draft, split)).total
    whole = stated.total == stated.total.to_integral_value()
    small = abs(difference) <= _slack(len(draft.lines)) or (whole and abs(difference) < 1)
    return difference if difference and small else None


def disagreements(voucher: Voucher, stated: StatedTotals) -> Iterator[Found]:
    """Where the stated totals are not what the lines come to: one finding for the whole bill."""
    taxes = (voucher.cgst, voucher.sgst, voucher.igst)
    goods = [half_up(line.quantity * line.rate) for line in voucher.lines]
    pairs = (
        ("subtotal", stated.sub_total, sum(goods, ZERO)),
        ("discount", stated.discount, voucher.discount or ZERO),
        ("tax", stated.tax, sum((each or ZERO for each in taxes), ZERO)),
        ("total", stated.total, voucher.total or ZERO),
    )
    slack = {"tax": _slack(len(voucher.lines))}
    wrong = [
        (name, said, found)
        for name, said, found in pairs
        if said is not None and abs(said - found) > slack.get(name, ZERO)
    ]
    if wrong:
        shown = ", ".join(f"{name} ₹ {indian(found)}" for name, _, found in wrong)
        yield Found(
            kind=DeviationKind.VALUE_MISMATCH,
            what=f"{VoucherKind(voucher.kind).label} {voucher.number}"[:120],
            field="totals",
            expected=shown,
            actual=", ".join(f"{name} ₹ {indian(said)}" for name, said, _ in wrong),
            reason="The bill states other totals than its lines come to. The books, the registers "
            "and the GST figures go by the lines.",
            order_number=None,
        )
