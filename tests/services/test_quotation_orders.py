"""The order that is made of a quotation is worth what was quoted."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.gst import Discount, DiscountKind
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import order_detail
from senstosales.services import office, parties, quotations
from senstosales.services.paper_forms import ParticularsDraft
from senstosales.services.voucher_drafts import ChargeDraft
from tests.playing import ACTOR, whole
from tests.services.test_vouchers import kept, line

TENTH = Discount(DiscountKind.PERCENTAGE, Decimal(10))


@pytest.mark.parametrize(
    ("lines", "over_all", "rates"),
    [
        ((line("412.5", "40"),), None, ["412.5000"]),
        ((line("118", "3", inclusive=True),), None, ["100.0000"]),
        ((line("200", "4", discount=TENTH),), None, ["180.0000"]),
        ((line("100", "2"), line("300", "1")), TENTH, ["90.0000", "270.0000"]),
    ],
    ids=["as agreed", "price with GST", "discount of a line", "discount over all lines"],
)
def test_its_rates_are_net_of_discounts_and_of_gst(books, lines, over_all, rates):
    party = parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))
    quoted = kept(
        books,
        kind=VoucherKind.QUOTATION,
        state=VoucherState.SENT,
        party_id=party,
        lines=lines,
        discount=over_all,
    )
    order_id = quotations.make_order(books, ACTOR, quoted, "PO-1", date(2026, 3, 9))
    made = books.ask(order_detail.detail, order_id)
    assert [item.rate for item in made.items] == [Decimal(rate) for rate in rates]
    whole(books)


def test_charges_are_remarked(books):
    party = parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))
    freight = ChargeDraft(name="Freight", amount=Decimal(450), gst_rate=Decimal(18))
    quoted = kept(
        books,
        kind=VoucherKind.QUOTATION,
        state=VoucherState.SENT,
        party_id=party,
        charges=(freight,),
    )
    order_id = quotations.make_order(books, ACTOR, quoted, "PO-1", date(2026, 3, 9))
    made = books.ask(order_detail.detail, order_id)
    assert made.remarks.endswith("Quoted besides, before GST: Freight ₹ 450.00.")


def test_its_invoice_bears_the_terms_of_invoices(books):
    quoted = kept(
        books,
        kind=VoucherKind.QUOTATION,
        state=VoucherState.SENT,
        particulars=ParticularsDraft(terms=("Valid for a month.",), our_ref="Ref 7"),
    )
    assert books.ask(quotations.invoice_draft, quoted).particulars.terms == ("Valid for a month.",)
    office.save_settings(books, ACTOR, {"invoice_terms": "Pay in 30 days."})
    made = books.ask(quotations.invoice_draft, quoted)
    assert made.particulars.terms == ("Pay in 30 days.",)
    assert made.particulars.our_ref == "Ref 7"
