"""The figures of whole documents: what holds for every one of them, and some worked out by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from senstosales.domain.amounts import half_up
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
    compute,
    describe_split,
    split_for,
    tax_document,
)
from senstosales.domain.kinds import TaxSplit
from tests.domain.documents import RATES, TAXED, as_the_clients_do, documents, lines

D = Decimal
TAXES = ("cgst", "sgst", "igst")
SUMMED = ("taxable", *TAXES)


def percent_off(value):
    return Discount(DiscountKind.PERCENTAGE, D(value))


def flat_off(value):
    return Discount(DiscountKind.FLAT, D(value))


def line(quantity, rate, gst_rate, *more, **named):
    return TaxableLine(D(quantity), D(rate), D(gst_rate), *more, **named)


def figures(document):
    return [
        *(value for part in (*document.lines, *document.charges) for value in _amounts(part)),
        *_amounts(document),
    ]


def _amounts(part):
    values = (getattr(part, name) for name in part.__slots__)
    return [value for value in values if isinstance(value, Decimal)]


# What holds for every document


@given(documents)
def test_the_parts_sum_to_the_total(stated):
    taxed = compute(stated)
    owed = taxed.taxable + taxed.tax + taxed.cess - taxed.reverse_charge_tax + taxed.tcs
    assert owed == taxed.before_discount
    assert taxed.before_discount - taxed.discount + taxed.round_off == taxed.total
    for name in SUMMED:
        parts = [getattr(part, name) for part in (*taxed.lines, *taxed.charges)]
        assert sum(parts) == getattr(taxed, name)
    assert sum(part.cess for part in taxed.lines) == taxed.cess
    totals = sum(part.total for part in (*taxed.lines, *taxed.charges))
    assert totals + taxed.tcs == taxed.before_discount
    assert sum(part.trade_discount for part in taxed.lines) == taxed.trade_discount


@given(documents)
def test_every_figure_is_in_whole_paise_and_none_below_zero(stated):
    taxed = compute(replace(stated, round_off=None))
    for value in figures(taxed):
        assert value == half_up(value)
        assert value.as_tuple().exponent == -2
        assert value >= 0 or value == taxed.round_off


@given(documents)
def test_cgst_and_sgst_are_equal_and_exclude_igst(stated):
    taxed = compute(stated)
    for part in (*taxed.lines, *taxed.charges, taxed):
        assert part.cgst == part.sgst
        assert part.igst == 0 or part.cgst == 0
        if not stated.split.between_states:
            assert part.igst == 0
        if stated.untaxed or stated.split is TaxSplit.ZERO_RATED:
            assert part.gst == 0 if part is not taxed else part.tax == 0


@given(documents)
def test_the_price_is_the_base_without_the_discounts_and_tax_on_top_or_inside(stated):
    taxed = compute(stated)
    for was, part in zip(stated.lines, taxed.lines, strict=True):
        assert part.base == half_up(was.quantity * was.rate)
        price = part.base - part.discount - part.trade_discount
        assert price == (part.taxable + part.gst if was.inclusive else part.taxable)
        assert part.discount + part.trade_discount <= part.base
    for was, part in zip(stated.charges, taxed.charges, strict=True):
        price = half_up(was.amount)
        assert price == (part.taxable + part.gst if was.inclusive else part.taxable)


@given(documents, st.randoms())
def test_the_order_on_the_paper_does_not_matter(stated, random):
    shuffled = list(stated.lines)
    random.shuffle(shuffled)
    other = replace(stated, lines=shuffled, charges=list(stated.charges)[::-1])
    assert _amounts(compute(other)) == _amounts(compute(stated))


@given(documents)
def test_no_discount_exceeds_what_it_is_taken_from(stated):
    taxed = compute(stated)
    assert taxed.discount <= taxed.before_discount
    goods = sum(part.base - part.discount for part in taxed.lines)
    assert taxed.trade_discount <= goods
    assert not (taxed.discount and taxed.trade_discount)


@given(documents)
def test_the_discount_before_tax_loses_nothing_and_is_spread_in_proportion(stated):
    assume(stated.discount)
    taxed = compute(replace(stated, discount_basis=DiscountBasis.BEFORE_TAX))
    prices = [part.base - part.discount for part in taxed.lines]
    goods = sum(prices, D(0))
    wanted = Fraction(stated.discount.value)
    if stated.discount.kind is DiscountKind.PERCENTAGE:
        wanted = Fraction(goods) * wanted / 100
    wanted = min(wanted, Fraction(goods))
    assert abs(Fraction(taxed.trade_discount) - wanted) <= Fraction(1, 200)
    for price, part in zip(prices, taxed.lines, strict=True):
        exact = Fraction(taxed.trade_discount) * Fraction(price) / Fraction(goods or 1)
        assert abs(Fraction(part.trade_discount) - exact) < Fraction(1, 100)


@given(documents)
def test_reverse_charge_changes_only_who_pays_the_tax(stated):
    plain = compute(replace(stated, reverse_charge=False, tcs=None, discount=None))
    turned = compute(replace(stated, reverse_charge=True, tcs=None, discount=None))
    for name in (*SUMMED, "cess"):
        assert getattr(turned, name) == getattr(plain, name)
    assert turned.reverse_charge_tax == plain.tax + plain.cess
    assert plain.reverse_charge_tax == 0
    assert turned.before_discount == plain.before_discount - turned.reverse_charge_tax


@given(documents)
def test_with_igst_it_is_what_the_clients_of_the_contract_show(stated):
    """An independent account of the rules, exact for prices of any number of decimals."""
    stated = replace(
        stated, split=TaxSplit.IGST, discount_basis=DiscountBasis.AFTER_TAX, reverse_charge=False,
        untaxed=False, round_to_rupee=False, rounded_prices=False,
    )  # fmt: skip
    assume((stated.round_off or 0) >= 0)
    taxed = compute(stated)
    theirs = as_the_clients_do(stated)
    assert {name: Fraction(getattr(taxed, name)) for name in theirs} == theirs


@given(documents)
def test_between_the_splits_a_line_differs_by_a_paisa_at_most(stated):
    """Two halves rounded by themselves against the whole: never more than half a paisa each."""
    stated = replace(stated, untaxed=False, discount_basis=DiscountBasis.AFTER_TAX)
    within = compute(replace(stated, split=TaxSplit.CGST_SGST))
    between = compute(replace(stated, split=TaxSplit.IGST))
    for one, other in zip(within.lines, between.lines, strict=True):
        assert abs(one.gst - other.gst) <= D("0.01")


@given(st.lists(lines, max_size=4), st.sampled_from(TAXED))
def test_an_exclusive_document_entered_again_with_inclusive_prices_is_the_same(goods, split):
    """Its totals as prices give the same figures to the paisa, whatever the rates."""
    exclusive = [replace(each, inclusive=False, discount=None, cess=None) for each in goods]
    first = compute(TaxableDocument(exclusive, split=split, rounded_prices=True))
    again = compute(
        TaxableDocument(
            [
                TaxableLine(D(1), part.total, was.gst_rate, inclusive=True)
                for was, part in zip(exclusive, first.lines, strict=True)
            ],
            split=split,
        )
    )
    for one, other in zip(first.lines, again.lines, strict=True):
        assert [getattr(one, name) for name in SUMMED] == [getattr(other, name) for name in SUMMED]
    assert again.total == first.total


@given(st.lists(lines, max_size=4), st.sampled_from(TAXED), st.booleans())
def test_the_desktops_invoices_are_documents_like_any_other(goods, split, whole):
    stated = TaxableDocument(goods, split=split, round_to_rupee=whole, rounded_prices=True)
    assert tax_document(goods, split, round_to_rupee=whole) == compute(stated)


@given(st.lists(lines, max_size=4), st.sampled_from(TAXED))
def test_with_prices_in_paise_both_ways_of_rounding_agree(goods, split):
    paise = [
        replace(each, quantity=D(1), rate=half_up(each.rate), discount=None, cess=None)
        for each in goods
    ]
    exact = TaxableDocument(paise, split=split)
    assert compute(exact) == compute(replace(exact, rounded_prices=True))


# Worked out by hand


def example(split):
    return TaxableDocument(
        [
            line(10, 100, 18, discount=percent_off(10), cess=Cess(CessKind.PERCENTAGE, D(1))),
            line(5, 200, 12, True, flat_off(50), Cess(CessKind.PER_UNIT, D(2))),
        ],
        split=split,
        charges=[TaxableCharge(D(200), D(18))],
        discount=percent_off(5),
        tcs=Tcs(D(1), TcsBasis.FINAL),
        round_off=D("0.40"),
    )


@pytest.mark.parametrize(
    ("split", "taxable", "taxes"),
    [(TaxSplit.IGST, "848.21", ("0", "0", "101.79")),
     (TaxSplit.CGST_SGST, "848.22", ("50.89", "50.89", "0")),
     (TaxSplit.CGST_UTGST, "848.22", ("50.89", "50.89", "0"))],
)  # fmt: skip
def test_the_worked_example_of_the_contracts_facts(split, taxable, taxes):
    """950 inclusive of 12 %: 101.79 in one piece; 50.89 twice, as CGST and SGST must be equal."""
    taxed = compute(example(split))
    first, second = taxed.lines
    assert (first.base, first.discount, first.taxable, first.gst, first.cess, first.total) == (
        1000, 100, 900, 162, 9, 1071,
    )  # fmt: skip
    assert (second.taxable, second.cess, second.total) == (D(taxable), 10, 960)
    assert (second.cgst, second.sgst, second.igst) == tuple(map(D, taxes))
    assert taxed.charges[0].total == 236
    assert (taxed.taxable + taxed.tax, taxed.cess) == (D("2248.00"), 19)
    assert (taxed.tcs, taxed.before_discount) == (D("22.48"), D("2289.48"))
    assert (taxed.discount, taxed.round_off, taxed.total) == (D("114.47"), D("0.40"), D("2175.41"))


ONE_LINE = [
    # quantity, rate, GST, more -> taxable, CGST, IGST (of the same line between states), cess
    # A price worked back from 100 by somebody else: exact 15.2542, not 18 % of 84.75.
    ((1, "84.7457627118644", 18), {}, "84.75", "7.63", "15.25", "0"),
    # 0.495 rounds up; its tax 0.0891, halves 0.04455.
    (("1.5", "0.33", 18), {}, "0.50", "0.04", "0.09", "0"),
    # Exactly half a paisa goes up: 0.045, and 0.025 twice.
    ((1, "0.25", 18), {}, "0.25", "0.02", "0.05", "0"),
    ((1, "1.00", 5), {}, "1.00", "0.03", "0.05", "0"),
    # A flat discount is for the whole line, and no more than the line.
    ((3, 100, 18), {"discount": flat_off("10")}, "290.00", "26.10", "52.20", "0"),
    ((2, 10, 18), {"discount": flat_off("50")}, "0.00", "0", "0", "0"),
    ((2, 10, 18), {"discount": percent_off("150")}, "0.00", "0", "0", "0"),
    # 4.995 off 99.90 leaves 94.905, half up.
    ((1, "99.90", 0), {"discount": percent_off("5")}, "94.91", "0", "0", "0"),
    # The discount is taken off the inclusive price: 118 - 11.80 = 106.20.
    ((1, 118, 18), {"inclusive": True, "discount": percent_off("10")}, "90.00", "8.10", "16.20", "0"),
    ((1, 118, 0), {"inclusive": True}, "118.00", "0", "0", "0"),
    # 0.14 inclusive of 12 %: tax exactly 0.015 between states; 0.0075 twice within one.
    ((1, "0.14", 12), {"inclusive": True}, "0.12", "0.01", "0.02", "0"),
    # Cess of an inclusive price is on the taxable value and comes on top.
    ((1, 118, 18), {"inclusive": True, "cess": Cess(CessKind.PERCENTAGE, D(5))}, "100.00", "9.00", "18.00", "5.00"),
    # Of the exact taxable value 84.7458, not of the 84.74 that two halves of 7.63 leave.
    ((1, 100, 18), {"inclusive": True, "cess": Cess(CessKind.PERCENTAGE, D(100))}, "84.75", "7.63", "15.25", "84.75"),
    ((3, 10, 18), {"cess": Cess(CessKind.FIXED, D("1.5"))}, "30.00", "2.70", "5.40", "4.50"),
    ((3, 10, 18), {"cess": Cess(CessKind.PER_UNIT, D("1.5"))}, "30.00", "2.70", "5.40", "4.50"),
    # Cess by the unit stays when the goods are given away.
    ((3, 10, 18), {"discount": percent_off("100"), "cess": Cess(CessKind.FIXED, D(2))}, "0.00", "0", "0", "6.00"),
    ((0, 10, 18), {"cess": Cess(CessKind.FIXED, D(2))}, "0.00", "0", "0", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "more", "taxable", "half", "whole", "cess"), ONE_LINE)
def test_one_line(args, more, taxable, half, whole, cess):
    stated = line(*args, **more)
    between = compute(TaxableDocument([stated], split=TaxSplit.IGST)).lines[0]
    assert (between.igst, between.cess) == (D(whole), D(cess))
    within = compute(TaxableDocument([stated], split=TaxSplit.CGST_SGST)).lines[0]
    assert (within.cgst, within.sgst, within.cess) == (D(half), D(half), D(cess))
    if stated.inclusive:
        assert between.taxable == D(taxable)
        assert within.taxable + within.gst == between.taxable + between.gst
    else:
        assert within.taxable == between.taxable == D(taxable)


def test_the_desktop_takes_tax_from_the_printed_taxable_value():
    stated = TaxableDocument([line(1, "84.7457627118644", 18)], split=TaxSplit.IGST)
    assert compute(stated).igst == D("15.25")
    assert compute(replace(stated, rounded_prices=True)).igst == D("15.26")


def test_a_charge_within_its_price():
    stated = TaxableDocument(
        [], split=TaxSplit.CGST_SGST, charges=[TaxableCharge(D(118), D(18), inclusive=True)]
    )
    charge = compute(stated).charges[0]
    assert (charge.taxable, charge.cgst, charge.sgst, charge.total) == (100, 9, 9, 118)


@pytest.mark.parametrize(
    ("tcs", "discount", "round_off", "expected"),
    [# 0.1 % of 1000 and of 1180
     (Tcs(D("0.1"), TcsBasis.TAXABLE), None, None, ("1.00", "0.00", "0.00", "1181.00")),
     (Tcs(D("0.1"), TcsBasis.FINAL), None, None, ("1.18", "0.00", "0.00", "1181.18")),
     # 0.0755 % of 1180 is 0.8909; half of 1180.8909 is 590.44545, of the rounded 1180.89 it is the same
     (Tcs(D("0.0755"), TcsBasis.FINAL), percent_off("50"), None, ("0.89", "590.45", "0.00", "590.44")),
     # A discount never makes the total negative; the round-off is added all the same.
     (None, flat_off("5000"), D("0.25"), ("0.00", "1180.00", "0.25", "0.25")),
     (None, percent_off("100"), None, ("0.00", "1180.00", "0.00", "0.00")),
     (None, percent_off("250"), None, ("0.00", "1180.00", "0.00", "0.00")),
     (None, flat_off("0.005"), None, ("0.00", "0.01", "0.00", "1179.99")),
     (None, None, D("-0.40"), ("0.00", "0.00", "-0.40", "1179.60")),
     (None, None, D("-0.3999999999999773"), ("0.00", "0.00", "-0.40", "1179.60")),
     (None, flat_off("1180"), D("-5"), ("0.00", "1180.00", "-5.00", "-5.00"))],
)  # fmt: skip
def test_what_comes_after_the_tax(tcs, discount, round_off, expected):
    taxed = compute(
        TaxableDocument(
            [line(10, 100, 18)], split=TaxSplit.IGST, tcs=tcs, discount=discount, round_off=round_off
        )
    )  # fmt: skip
    assert (taxed.tcs, taxed.discount, taxed.round_off, taxed.total) == tuple(map(D, expected))


def test_a_round_off_meant_for_the_exact_total_still_meets_it():
    """TCS is 0.515: shown as 0.52, but 100.515 + 0.485 is 101 and not 101.01."""
    taxed = compute(
        TaxableDocument(
            [line(1, 100, 0)], split=TaxSplit.IGST, tcs=Tcs(D("0.515"), TcsBasis.FINAL),
            round_off=D("0.485"),
        )
    )  # fmt: skip
    assert (taxed.tcs, taxed.before_discount) == (D("0.52"), D("100.52"))
    assert (taxed.round_off, taxed.total) == (D("0.48"), D("101.00"))


def test_the_discount_is_taken_from_the_exact_sum_with_tcs():
    """90 % of 1000.016 is 900.0144; of the 1000.02 shown it would be a paisa more."""
    taxed = compute(
        TaxableDocument(
            [line(1, 1000, 0)], split=TaxSplit.IGST, tcs=Tcs(D("0.0016"), TcsBasis.TAXABLE),
            discount=percent_off(90),
        )
    )  # fmt: skip
    assert (taxed.before_discount, taxed.discount) == (D("1000.02"), D("900.01"))
    assert taxed.total == D("100.01")


def test_the_tcs_on_the_final_amount_leaves_out_the_cess():
    taxed = compute(
        TaxableDocument(
            [line(10, 100, 18, cess=Cess(CessKind.PERCENTAGE, D(100)))],
            split=TaxSplit.IGST,
            tcs=Tcs(D(1), TcsBasis.FINAL),
        )
    )
    assert (taxed.cess, taxed.tcs, taxed.total) == (1000, D("11.80"), D("2191.80"))


def test_a_given_round_off_goes_before_rounding_to_the_rupee():
    stated = TaxableDocument([line(1, "10.40", 0)], split=TaxSplit.IGST, round_to_rupee=True)
    assert (compute(stated).round_off, compute(stated).total) == (D("-0.40"), 10)
    assert compute(replace(stated, round_off=D("0.10"))).total == D("10.50")


def test_a_bill_of_supply_has_no_tax_and_its_prices_contain_none():
    stated = replace(example(TaxSplit.CGST_SGST), untaxed=True, discount=None, round_off=None)
    taxed = compute(stated)
    assert [part.taxable for part in taxed.lines] == [900, 950]
    assert (taxed.tax, taxed.cess) == (0, 0)
    assert (taxed.tcs, taxed.total) == (D("20.50"), D("2070.50"))


def test_reverse_charge_shows_the_tax_and_leaves_it_to_the_buyer():
    stated = TaxableDocument(
        [line(1, 100, 18), line(1, 118, 18, True, cess=Cess(CessKind.FIXED, D(7)))],
        split=TaxSplit.CGST_SGST,
        tcs=Tcs(D(1), TcsBasis.FINAL),
        reverse_charge=True,
    )
    taxed = compute(stated)
    assert (taxed.taxable, taxed.cgst, taxed.sgst, taxed.cess) == (200, 18, 18, 7)
    assert [part.total for part in taxed.lines] == [100, 100]
    assert (taxed.reverse_charge_tax, taxed.tcs, taxed.total) == (43, 2, 202)


@pytest.mark.parametrize(
    ("discount", "shares", "total"),
    [# 93.33 + 16.80 + 46.67 + 2.33 + freight 11.80
     (flat_off("10"), ["6.67", "3.33"], "170.93"),
     (percent_off("10"), ["10.00", "5.00"], "165.25"),
     (flat_off("1000"), ["100.00", "50.00"], "11.80"),
     (flat_off("0.01"), ["0.01", "0.00"], "182.29"),
     (flat_off("0"), ["0.00", "0.00"], "182.30")],
)  # fmt: skip
def test_a_discount_before_tax(discount, shares, total):
    """Off the goods and not the freight; 100 at 18 % and 50 at 5 %."""
    taxed = compute(
        TaxableDocument(
            [line(1, 100, 18), line(1, 50, 5)],
            split=TaxSplit.IGST,
            charges=[TaxableCharge(D(10), D(18))],
            discount=discount,
            discount_basis=DiscountBasis.BEFORE_TAX,
        )
    )
    assert [part.trade_discount for part in taxed.lines] == [D(share) for share in shares]
    assert taxed.total == D(total)
    assert taxed.discount == 0


def test_a_discount_before_tax_lowers_an_inclusive_price():
    taxed = compute(
        TaxableDocument(
            [line(1, 118, 18, True)], split=TaxSplit.CGST_SGST, discount=flat_off("11.80"),
            discount_basis=DiscountBasis.BEFORE_TAX,
        )
    )  # fmt: skip
    assert (taxed.taxable, taxed.tax, taxed.total) == (90, D("16.20"), D("106.20"))


def test_a_paisa_of_equal_lines_goes_to_the_same_rate_in_any_order():
    goods = [line(1, 100, 18), line(1, 100, 5), line(1, 100, 12)]
    found = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        taxed = compute(
            TaxableDocument(
                [goods[place] for place in order], split=TaxSplit.IGST, discount=flat_off("0.01"),
                discount_basis=DiscountBasis.BEFORE_TAX,
            )
        )  # fmt: skip
        by_rate = dict(zip(order, [part.trade_discount for part in taxed.lines], strict=True))
        found.add(tuple(sorted(by_rate.items())))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("supplier", "place", "sez", "under_lut", "split"),
    [("23", "23", True, False, TaxSplit.IGST), ("23", "23", True, True, TaxSplit.ZERO_RATED),
     ("23", "27", True, False, TaxSplit.IGST), ("23", "96", False, False, TaxSplit.IGST),
     ("23", "96", False, True, TaxSplit.ZERO_RATED), ("23", "27", False, True, TaxSplit.IGST),
     ("23", "23", False, True, TaxSplit.CGST_SGST), ("04", "04", False, False, TaxSplit.CGST_UTGST)],
)  # fmt: skip
def test_zones_and_exports_are_between_states(supplier, place, sez, under_lut, split):
    """A letter of undertaking frees exports and zones only, not trade at home."""
    assert split_for(supplier, place, sez=sez, under_lut=under_lut) is split


def test_a_zero_rated_supply_bears_no_tax():
    taxed = compute(replace(example(TaxSplit.ZERO_RATED), discount=None, round_off=None))
    assert (taxed.taxable, taxed.tax, taxed.cess) == (2050, 0, 0)
    assert "undertaking" in describe_split(TaxSplit.ZERO_RATED, RATES)


def test_an_empty_document_is_nothing():
    stated = TaxableDocument([], split=TaxSplit.IGST, discount=percent_off("5"))
    for basis in DiscountBasis:
        taxed = compute(replace(stated, discount_basis=basis, round_to_rupee=True))
        assert set(figures(taxed)) == {0}
