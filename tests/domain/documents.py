"""Whole documents for the tests of the tax engine: random ones, and their figures worked out anew."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from hypothesis import strategies as st

from senstosales.domain.gst import (
    Cess,
    CessKind,
    Discount,
    DiscountBasis,
    DiscountKind,
    TaxableCharge,
    TaxableDocument,
    TaxableLine,
    Tcs,
    TcsBasis,
)
from senstosales.domain.kinds import TaxSplit

RATES = [Decimal(text) for text in ("0", "0.1", "0.25", "3", "5", "7.5", "12", "18", "28", "40", "100")]  # fmt: skip
TAXED = (TaxSplit.CGST_SGST, TaxSplit.CGST_UTGST, TaxSplit.IGST)


def numbers(largest: int, decimals: int) -> st.SearchStrategy[Decimal]:
    """From 0 on; drawn as whole numbers, which is quicker than `st.decimals`."""
    scaled = st.integers(0, largest * 10**decimals)
    return scaled.map(lambda number: Decimal(number).scaleb(-decimals))


# Few decimals, as people type them, and many, as other programs send them: 84.7457627118644.
rupees = numbers(10**5, 2) | numbers(10**5, 13)
quantities = numbers(500, 0) | numbers(10**4, 3)
percents = numbers(110, 0) | numbers(110, 3)
discounts = st.one_of(
    st.builds(Discount, st.just(DiscountKind.PERCENTAGE), percents),
    st.builds(Discount, st.just(DiscountKind.FLAT), rupees),
)
cesses = st.builds(Cess, st.sampled_from(list(CessKind)), percents)
lines = st.builds(
    TaxableLine,
    quantity=quantities,
    rate=rupees,
    gst_rate=st.sampled_from(RATES),
    inclusive=st.booleans(),
    discount=st.none() | discounts,
    cess=st.none() | cesses,
)
charges = st.builds(
    TaxableCharge, amount=rupees, gst_rate=st.sampled_from(RATES), inclusive=st.booleans()
)
documents = st.builds(
    TaxableDocument,
    st.lists(lines, max_size=4),
    split=st.sampled_from(list(TaxSplit)),
    charges=st.lists(charges, max_size=2),
    discount=st.none() | discounts,
    discount_basis=st.sampled_from(list(DiscountBasis)),
    tcs=st.none() | st.builds(Tcs, percents, st.sampled_from(list(TcsBasis))),
    reverse_charge=st.booleans(),
    untaxed=st.booleans(),
    round_off=st.none() | numbers(2, 2).map(lambda number: number - 1),
    round_to_rupee=st.booleans(),
    rounded_prices=st.booleans(),
)


def rounded(value: Fraction) -> Fraction:
    """Half up to the paisa."""
    return Fraction(floor(value * 100 + Fraction(1, 2)), 100)


def as_the_clients_do(document: TaxableDocument) -> dict[str, Fraction]:
    """The contract's arithmetic as its facts tell it, for IGST and the discount after tax.

    Written for itself, with nothing of the engine. Where an inclusive price splits at exactly half
    a paisa the clients round both parts up and lose a paisa; here as in law the price stands.
    """
    taxable = tax = cess = Fraction(0)
    for line in document.lines:
        base = Fraction(line.quantity) * Fraction(line.rate)
        off = Fraction(0)
        if line.discount:
            value = Fraction(line.discount.value)
            off = base * value / 100 if line.discount.kind == "percentage" else value
        after = max(base - off, Fraction(0))
        goods, gst = _split(after, line.gst_rate, line.inclusive)
        taxable += goods
        tax += gst
        if line.cess:
            exact = after / (1 + Fraction(line.gst_rate) / 100) if line.inclusive else after
            value = Fraction(line.cess.value)
            percentage = line.cess.kind == "Percentage"
            cess += rounded(exact * value / 100 if percentage else value * Fraction(line.quantity))
    for charge in document.charges:
        goods, gst = _split(Fraction(charge.amount), charge.gst_rate, charge.inclusive)
        taxable += goods
        tax += gst
    tcs = Fraction(0)
    if document.tcs:
        base = taxable if document.tcs.basis == "taxableAmount" else taxable + tax
        tcs = base * Fraction(document.tcs.percentage) / 100
    before = taxable + tax + cess + tcs
    discount = Fraction(0)
    if document.discount:
        value = Fraction(document.discount.value)
        wanted = before * value / 100 if document.discount.kind == "percentage" else value
        discount = rounded(min(wanted, before))
    given = Fraction(document.round_off or 0)
    total = rounded(before - discount + given)
    return {"taxable": taxable, "tax": tax, "cess": cess, "tcs": rounded(tcs), "discount": discount, "total": total}  # fmt: skip


def _split(price: Fraction, gst_rate: Decimal, inclusive: bool) -> tuple[Fraction, Fraction]:
    rate = Fraction(gst_rate) / 100
    if not inclusive:
        return rounded(price), rounded(price * rate)
    tax = rounded(price - price / (1 + rate))
    return rounded(price) - tax, tax
