"""The tax summary by code, unit and rate."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.gst import TaxableCharge, TaxableDocument, TaxableLine, compute
from senstosales.domain.hsn import NO_UNIT, Coded, summarise
from senstosales.domain.kinds import TaxSplit
from tests.domain.documents import documents

D = Decimal
SUMMED = ("taxable", "cgst", "sgst", "igst", "cess", "tax")


def coded(stated, codes, units):
    taxed = compute(stated)
    parts = [
        Coded(
            codes[place % len(codes)], was.gst_rate, part, units[place % len(units)], was.quantity
        )
        for place, (was, part) in enumerate(zip(stated.lines, taxed.lines, strict=True))
    ]
    parts += [
        Coded(codes[-1], was.gst_rate, part)
        for was, part in zip(stated.charges, taxed.charges, strict=True)
    ]
    return taxed, parts


@given(
    documents,
    st.lists(st.sampled_from(["7318", "8504", "9965", ""]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["Nos", "KGS"]), min_size=1, max_size=2),
    st.randoms(),
)
def test_its_rows_sum_to_the_document_in_any_order(stated, codes, units, random):
    taxed, parts = coded(stated, codes, units)
    rows = summarise(parts)
    for name in SUMMED:
        assert sum((getattr(row, name) for row in rows), D(0)) == getattr(taxed, name)
    assert sum((row.quantity for row in rows), D(0)) == sum(
        (line.quantity for line in stated.lines), D(0)
    )
    keys = [(row.hsn, row.unit, row.gst_rate) for row in rows]
    assert keys == sorted(set(keys))
    random.shuffle(parts)
    assert summarise(parts) == rows


def test_goods_of_one_code_unit_and_rate_are_one_row_and_charges_have_no_quantity():
    stated = TaxableDocument(
        [TaxableLine(D(q), D(10), D(rate)) for q, rate in ((1, 18), ("2.5", 18), (4, 5))],
        split=TaxSplit.CGST_SGST,
        charges=[TaxableCharge(D(100), D(18))],
    )
    lines = compute(stated).lines
    freight = compute(stated).charges[0]
    rows = summarise(
        [
            Coded(" 7318", D(18), lines[0], "Nos", D(1)),
            Coded("7318", D("18.0"), lines[1], "Nos ", D("2.5")),
            Coded("7318", D(5), lines[2], "Nos", D(4)),
            Coded("9965", D(18), freight),
        ]
    )
    assert [(row.hsn, row.unit, row.gst_rate, row.quantity, row.taxable, row.tax) for row in rows] == [
        ("7318", "Nos", 5, 4, 40, 2),
        ("7318", "Nos", 18, D("3.5"), 35, D("6.30")),
        ("9965", NO_UNIT, 18, 0, 100, 18),
    ]  # fmt: skip


def test_nothing_has_no_rows():
    assert summarise([]) == ()
