"""Bills of other programs: whatever is stated is told back, and the books add up all the same."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senstosales.domain import law
from senstosales.domain.amounts import half_up
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.queries import billing as queries
from senstosales.queries import deviations, voucher_detail
from senstosales.queries.columns import Filter
from senstosales.services import billing, products
from senstosales.services.billing_drafts import BillDraft, BillLine
from tests.playing import ACTOR, whole
from tests.services.test_vouchers import DAY

RUPEES = st.decimals(0, 99_999, places=2)
LINES = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 900), RUPEES), min_size=1, max_size=5)
TOTALS = ("sub_total", "discount", "tax", "total", "paid", "due")


_numbers = (f"B-{count}" for count in itertools.count(1))


@pytest.fixture
def goods(books):
    """Products: for the first the office has set no GST rate, the others bear 5 and 18 %."""
    drafts = [
        products.ProductDraft(name=f"Bush {rate}", gst_rate=rate)
        for rate in (None, Decimal(5), Decimal(18))
    ]
    return [products.save(books, ACTOR, draft) for draft in drafts]


def stated(goods, lines, **facts):
    kept = [
        BillLine(product_id=goods[place % len(goods)], quantity=Decimal(pieces), rate=rate)
        for place, pieces, rate in lines
    ]
    facts["number"] = next(_numbers)
    return BillDraft(lines=tuple(kept), date=DAY, status="Unpaid", **facts)


def to_check(books, bill_id):
    rows = books.ask(deviations.page, Filter(), None, 1000, 0)
    return [row for row in rows if row.noun_id == bill_id and row.status is Status.TO_CHECK]


@given(lines=LINES, totals=st.fixed_dictionaries({}, optional=dict.fromkeys(TOTALS, RUPEES)))
@settings(max_examples=15)
def test_whatever_is_stated_is_told_back_and_the_books_are_whole(books, goods, lines, totals):
    key = billing.create(books, ACTOR, stated(goods, lines, **totals))
    billing.change(books, ACTOR, key, BillDraft(notes="Seen"))
    told = books.ask(queries.get, key)
    assert {name: getattr(told, name) for name in TOTALS} == {
        name: totals.get(name, 0) for name in TOTALS
    }
    whole(books)


@given(
    lines=LINES,
    rate=st.sampled_from([rate for rate in law.gst_rates(DAY) if rate]),
    share=st.integers(0, 100),
    after=st.booleans(),
)
@settings(max_examples=15)
def test_a_bill_that_agrees_with_itself_is_in_the_books_as_stated(
    books, goods, lines, rate, share, after
):
    sub = sum(pieces * price for _, pieces, price in lines)
    off = half_up(sub * share / 100)
    tax = half_up((sub if after else sub - off) * rate / 100)
    totals = {"sub_total": sub, "discount": off, "tax": tax, "total": sub - off + tax}
    key = billing.create(books, ACTOR, stated(goods[:1], lines, **totals))
    paper = books.ask(voucher_detail.detail, key, VoucherKind.INVOICE)
    assert paper.total == totals["total"]
    assert to_check(books, key) == []
    whole(books)


@pytest.mark.parametrize("off", ["-5", "99999"])
def test_a_discount_that_cannot_be_is_told_and_the_paper_is_not_below_nothing(books, goods, off):
    line = [(0, 1, Decimal(100))]
    key = billing.create(books, ACTOR, stated(goods, line, discount=Decimal(off)))
    paper = books.ask(voucher_detail.detail, key, VoucherKind.INVOICE)
    assert paper.total in (0, 100)
    assert len(to_check(books, key)) == 1
    whole(books)
