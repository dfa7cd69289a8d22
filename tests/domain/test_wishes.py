"""What a clerk types is understood: the deed, the things named, and the number that is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.findables import Findable
from senstosales.domain.wishes import Paper, Verb, Wish, parse


@pytest.mark.parametrize(
    ("typed", "verb", "things", "rest"),
    [
        ("dc 6644012", None, (Findable.CHALLAN,), "6644012"),
        ("D.C. 6644012", None, (Findable.CHALLAN,), "6644012"),
        ("challan 6644012", None, (Findable.CHALLAN,), "6644012"),
        ("make challan for PO 6644012", Verb.MAKE, (Findable.CHALLAN, Findable.ORDER), "6644012"),
        ("6644012 dc", None, (Findable.CHALLAN,), "6644012"),
        ("invoice for challan 55", None, (Findable.INVOICE, Findable.CHALLAN), "55"),
        ("bill of challan no. 55", None, (Findable.INVOICE, Findable.CHALLAN), "55"),
        (
            "Tax Invoice against delivery challan 55",
            None,
            (Findable.INVOICE, Findable.CHALLAN),
            "55",
        ),
        ("pay 45", Verb.PAY, (Findable.PAYMENT,), "45"),
        ("paid invoice 45", Verb.PAY, (Findable.PAYMENT, Findable.INVOICE), "45"),
        ("record payment for inv 45", Verb.MAKE, (Findable.PAYMENT, Findable.INVOICE), "45"),
        ("print invoice #45", Verb.PRINT, (Findable.INVOICE,), "45"),
        ("print 45", Verb.PRINT, (), "45"),
        ("new quotation", Verb.MAKE, (Findable.QUOTATION,), ""),
        (
            "credit note for invoice INV/45",
            None,
            (Findable.CREDIT_NOTE, Findable.INVOICE),
            "inv/45",
        ),
        ("guarantee certificate challan 55", None, (Paper.CERTIFICATE, Findable.CHALLAN), "55"),
        ("statement of account bharat heavy", None, (Paper.STATEMENT,), "bharat heavy"),
        ("send again 6644012", Verb.MAKE, (Paper.REPLACEMENT,), "6644012"),
        ("go payments", None, (Findable.PAYMENT,), "go"),
    ],
)
def test_understood(typed, verb, things, rest):
    assert parse(typed) == Wish(verb, things, rest)


@pytest.mark.parametrize("typed", ["6644012", "bharat heavy", "", "  ", "bracket 444", "%"])
def test_not_a_wish(typed):
    assert parse(typed) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("invoice for challan 55", "challan 55"), ("print 45", "45"), ("statement bhel", "bhel"),
        ("new quotation", "offer"), ("certificate dc 5", "challan 5"),
    ],
)  # fmt: skip
def test_what_is_looked_for_beside_it(typed, plain):
    assert parse(typed).plain == plain


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed):
    wish = parse(typed)
    assert wish is None or isinstance(wish.plain, str)
