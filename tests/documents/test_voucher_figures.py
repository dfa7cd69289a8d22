"""The figures on paper add up, whatever was agreed: discounts, charges, cess, TCS, reverse charge."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senstosales.documents import templates
from senstosales.documents.discounts import agreed, taken_off
from senstosales.documents.taxes import by_rate, on_reverse_charge
from senstosales.documents.totals import figures
from senstosales.documents.wording import amount
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.gst import (
    Cess,
    CessKind,
    Discount,
    DiscountBasis,
    DiscountKind,
    Tcs,
    TcsBasis,
)
from senstosales.domain.kinds import Nature, TaxSplit, VoucherKind
from senstosales.queries.papers import VoucherDetail
from senstosales.services.voucher_drafts import ChargeDraft, GoodsLineDraft
from senstosales.services.voucher_figures import worked_out
from tests.documents import reading
from tests.documents import samples as s
from tests.documents import vouchers as v

RATES = st.sampled_from([Decimal(rate) for rate in ("0", "0.25", "5", "12", "18", "40")])
PERCENTS = st.decimals(0, 100, places=2)
DISCOUNTS = st.none() | st.builds(
    Discount, st.sampled_from(DiscountKind), st.decimals(0, 100, places=2)
)
LINES = st.builds(
    GoodsLineDraft,
    description=st.just("Shaft"),
    quantity=st.decimals("0.001", 500, places=3),
    price=st.decimals(0, 5000, places=4),
    gst_rate=RATES,
    inclusive=st.booleans(),
    discount=DISCOUNTS,
    cess=st.none() | st.builds(Cess, st.sampled_from(CessKind), st.decimals(0, 30, places=2)),
)
CHARGES = st.builds(
    ChargeDraft,
    name=st.just("Freight"),
    amount=st.decimals(0, 900, places=2),
    gst_rate=RATES,
    inclusive=st.booleans(),
)
DRAFTS = st.fixed_dictionaries(
    {
        "lines": st.lists(LINES, min_size=1, max_size=4).map(tuple),
        "charges": st.lists(CHARGES, max_size=9).map(tuple),
        "discount": DISCOUNTS,
        "discount_basis": st.sampled_from(DiscountBasis),
        "tcs": st.none() | st.builds(Tcs, PERCENTS, st.sampled_from(TcsBasis)),
        "round_to_rupee": st.booleans(),
        "round_off": st.none() | st.decimals(-1, 1, places=2),
        "reverse_charge": st.booleans(),
        "as_stated": st.booleans(),
        "nature": st.sampled_from([None, Nature.BILL_OF_SUPPLY]),
    }
)


def worked(facts: dict[str, Any], split: TaxSplit) -> VoucherDetail:
    draft = v.draft(**facts)
    return worked_out(draft, s.SELLER, split, "23", number="1", reference=None, declaration="")


@given(DRAFTS, st.sampled_from(TaxSplit), st.booleans())
@settings(max_examples=120)
def test_the_figures_sum_to_the_total(
    facts: dict[str, Any], split: TaxSplit, by_each_rate: bool
) -> None:
    detail = worked(facts, split)
    running = Decimal("0.00")
    for figure in figures(detail, rates=by_each_rate):
        if figure.sums:
            assert figure.value == running, figure.label
        else:
            running += figure.value
    assert running == detail.total


@given(DRAFTS, st.sampled_from(TaxSplit))
@settings(max_examples=80)
def test_rate_less_discount_is_the_price_of_each_line(
    facts: dict[str, Any], split: TaxSplit
) -> None:
    detail = worked(facts, split)
    assert sum((taken_off(line).share for line in detail.lines), ZERO) == detail.trade_discount
    for line, given_line in zip(detail.lines, facts["lines"], strict=True):
        off = taken_off(line)
        assert off.base == half_up(line.quantity * given_line.price)
        assert off.own == line.discount
        price = line.taxable + (line.cgst + line.sgst + line.igst if given_line.inclusive else 0)
        assert off.base - off.whole == price


@given(DRAFTS, st.sampled_from(TaxSplit))
@settings(max_examples=60)
def test_taxes_by_rate_are_all_taxes(facts: dict[str, Any], split: TaxSplit) -> None:
    detail = worked(facts, split)
    lines = by_rate(detail)
    assert [line.gst_rate for line in lines] == sorted({line.gst_rate for line in lines})
    for name in ("taxable", "cgst", "sgst", "igst"):
        assert sum((getattr(line, name) for line in lines), ZERO) == getattr(detail, name)
    owed = on_reverse_charge(detail)
    assert owed in {ZERO, detail.tax + detail.cess}


@pytest.mark.parametrize("design", templates.TEMPLATES[VoucherKind.INVOICE])
def test_a_trade_discount_is_shown_on_the_lines_it_is_spread_over(keep, design) -> None:
    trade = {
        "discount": Discount(DiscountKind.PERCENTAGE, Decimal(5)),
        "discount_basis": DiscountBasis.BEFORE_TAX,
    }
    detail = keep(v.draft(lines=v.lines(3, discount=v.TEN_PERCENT), **trade))
    text = reading.text(templates.pdf(detail, design, ("original",), s.PRINTED))
    assert "Trade discount 5 % " + amount(-detail.trade_discount) in text
    for line in detail.lines:
        assert agreed(detail, line).replace("\u00a0", " ") == "10 % + 5 %"
        assert amount(taken_off(line).whole) in text
        assert amount(line.taxable) in text
    assert "The taxable value is what is left after all discounts." in text


def test_a_column_stands_only_where_a_line_needs_it(keep) -> None:
    plain = reading.text(templates.pdf(keep(v.draft()), "classic", ("original",), s.PRINTED))
    for head in ("Discount", "Cess", "GST rate ", "Trade"):
        assert head not in plain.replace("GST rate CGST", "")
    detail = keep(v.draft(lines=v.lines(1, discount=v.FIFTY_OFF)))
    text = reading.text(templates.pdf(detail, "classic", ("original",), s.PRINTED))
    assert "Discount ₹" in text
    assert "Discount on lines -50.00" in text


def test_many_charges_stand_as_one_sum_and_each_in_the_grid(keep) -> None:
    charges = tuple(
        ChargeDraft(name=f"Charge {at}", amount=Decimal(at), gst_rate=Decimal(18))
        for at in range(1, 61)
    )
    detail = keep(v.draft(charges=charges))
    pages = reading.pages(templates.pdf(detail, "classic", ("original",), s.PRINTED))
    text = " ".join(pages)
    assert all(text.count(f"Charge {at} ") == 1 for at in range(1, 61))
    assert "Charges (60) 1,830.00" in text


@pytest.mark.parametrize("design", templates.TEMPLATES[VoucherKind.INVOICE])
def test_huge_amounts_are_printed_whole(keep, design) -> None:
    detail = keep(
        v.draft(lines=v.lines(2, price=Decimal("987654321.1234"), quantity=Decimal("999.999")))
    )
    text = reading.text(templates.pdf(detail, design, ("original",), s.PRINTED))
    for figure in (detail.total, detail.taxable, detail.cgst):
        assert amount(figure) in text
    assert "98,76,54,321.1234" in text


def test_a_paper_proposed_and_the_same_paper_kept_say_the_same(keep, shop) -> None:
    from senstosales.services import vouchers

    draft = v.rich(number="NPW/25-26/9001")
    with shop.read() as session:
        proposed = vouchers.propose(session, draft)
    kept = keep(draft)
    for design in templates.TEMPLATES[VoucherKind.INVOICE]:
        first, second = (
            reading.text(templates.pdf(each, design, ("original",), s.PRINTED))
            for each in (proposed, replace(kept, status=proposed.status))
        )
        assert first == second
