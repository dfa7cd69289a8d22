"""GST to the paisa: identities that hold for every document."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.amounts import half_up
from senstosales.domain.gst import TaxableLine, describe_split, split_for, tax_document, tax_line
from senstosales.domain.kinds import TaxSplit

RATES = [Decimal(text) for text in ("0", "0.25", "3", "5", "12", "18", "28", "40")]
SPLITS = [TaxSplit.CGST_SGST, TaxSplit.CGST_UTGST, TaxSplit.IGST]
splits = st.sampled_from(SPLITS)
lines = st.builds(
    TaxableLine,
    quantity=st.decimals(Decimal("0.001"), 10**6, places=3),
    rate=st.decimals(0, 10**6, places=4),
    gst_rate=st.sampled_from(RATES),
    inclusive=st.booleans(),
)


def parts(figures):
    return figures.taxable + figures.cgst + figures.sgst + figures.igst


@given(lines, splits)
def test_the_parts_of_a_line_are_its_total(line, split):
    taxed = tax_line(line, split)
    assert parts(taxed) == taxed.total
    assert taxed.cgst == taxed.sgst
    assert (taxed.igst == 0) or (split is TaxSplit.IGST and taxed.cgst == 0)
    for figure in (taxed.taxable, taxed.cgst, taxed.sgst, taxed.igst, taxed.total):
        assert figure == half_up(figure)
        assert figure >= 0


@given(lines, splits)
def test_an_inclusive_total_is_the_price_agreed_and_not_a_paisa_more(line, split):
    taxed = tax_line(line, split)
    agreed = half_up(line.quantity * line.rate)
    if line.inclusive:
        assert taxed.total == agreed
    else:
        assert taxed.taxable == agreed


@given(lines, splits)
def test_the_tax_is_the_rate_of_the_taxable_value_within_a_paisa(line, split):
    taxed = tax_line(line, split)
    tax = taxed.cgst + taxed.sgst + taxed.igst
    exact = taxed.taxable * line.gst_rate / 100
    heads = 1 if split is TaxSplit.IGST else 2
    # Each head is rounded by itself; working backwards adds what that rounding moves in the base.
    assert abs(tax - exact) <= heads * Decimal("0.005") * (1 + line.gst_rate / 100)


@given(st.lists(lines, min_size=1, max_size=12), splits, st.booleans(), st.randoms())
def test_a_document_is_the_sum_of_its_lines_in_any_order(given_lines, split, rounded, random):
    document = tax_document(given_lines, split, round_to_rupee=rounded)
    assert parts(document) + document.round_off == document.total
    assert document.cgst == document.sgst
    for figure in ("taxable", "cgst", "sgst", "igst"):
        assert getattr(document, figure) == sum(getattr(line, figure) for line in document.lines)
    shuffled = list(given_lines)
    random.shuffle(shuffled)
    again = tax_document(shuffled, split, round_to_rupee=rounded)
    assert (again.taxable, again.cgst, again.igst, again.total, again.round_off) == (
        document.taxable, document.cgst, document.igst, document.total, document.round_off,
    )  # fmt: skip


@given(st.lists(lines, min_size=1, max_size=6), splits)
def test_rounding_off_moves_by_half_a_rupee_at_most_and_halves_go_up(given_lines, split):
    document = tax_document(given_lines, split, round_to_rupee=True)
    assert document.total == document.total.to_integral_value()
    assert Decimal("-0.50") < document.round_off <= Decimal("0.50")
    assert tax_document(given_lines, split).round_off == 0


def test_the_gem_order_that_was_once_billed_with_tax_on_top():
    """business-rules.md: 234 at 188 "inclusive GST @18 %" is 43,992 in all, 37,281.36 taxable."""
    line = TaxableLine(Decimal(234), Decimal(188), Decimal(18), inclusive=True)
    for split in SPLITS:
        taxed = tax_line(line, split)
        assert taxed.total == Decimal("43992.00")
        assert taxed.taxable == Decimal("37281.36")
    taxed = tax_line(line, TaxSplit.CGST_SGST)
    assert (taxed.cgst, taxed.sgst) == (Decimal("3355.32"), Decimal("3355.32"))


def test_an_odd_paisa_of_an_inclusive_price_stays_in_the_taxable_value():
    taxed = tax_line(TaxableLine(Decimal(1), Decimal("0.05"), Decimal(18), inclusive=True), TaxSplit.CGST_SGST)  # fmt: skip
    assert (taxed.taxable, taxed.cgst, taxed.total) == (Decimal("0.05"), 0, Decimal("0.05"))


def test_a_document_without_lines_is_nothing():
    document = tax_document([], TaxSplit.IGST, round_to_rupee=True)
    assert (document.taxable, document.total, document.round_off) == (0, 0, 0)


@pytest.mark.parametrize(
    ("supplier", "place", "split"),
    [("23", "23", TaxSplit.CGST_SGST), ("23", "27", TaxSplit.IGST), ("04", "04", TaxSplit.CGST_UTGST),
     ("07", "07", TaxSplit.CGST_SGST), ("34", "34", TaxSplit.CGST_SGST), ("01", "01", TaxSplit.CGST_SGST),
     ("26", "26", TaxSplit.CGST_UTGST), ("38", "38", TaxSplit.CGST_UTGST), ("35", "35", TaxSplit.CGST_UTGST),
     ("31", "31", TaxSplit.CGST_UTGST), ("04", "23", TaxSplit.IGST), ("23", "97", TaxSplit.IGST)],
)  # fmt: skip
def test_which_taxes_a_supply_bears(supplier, place, split):
    """Delhi, Puducherry and Jammu & Kashmir have their own legislature: SGST, not UTGST."""
    assert split_for(supplier, place) is split


def test_the_split_in_words():
    assert describe_split(TaxSplit.CGST_SGST, [Decimal(18), Decimal(18)]) == "CGST 9 % + SGST 9 %"
    assert describe_split(TaxSplit.CGST_UTGST, [Decimal(5)]) == "CGST 2.5 % + UTGST 2.5 %"
    assert describe_split(TaxSplit.IGST, [Decimal(18), Decimal(5)]) == "IGST 5 % and IGST 18 %"
