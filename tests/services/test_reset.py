"""Emptying the order book empties that of one business and leaves nothing that hangs in the air."""

from decimal import Decimal

import pytest

from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Refused
from senstosales.queries import invoices, orders
from senstosales.queries import payments as payment_queries
from senstosales.queries.columns import Filter
from senstosales.services import businesses, office, parties, payments, reset, vouchers
from senstosales.services.voucher_copies import note_on
from tests.playing import ACTOR, bill, import_pages, send, whole
from tests.services.test_vouchers import DAY, draft, kept


def emptied(books):
    return reset.reset(books, ACTOR, books.ask(reset.phrase))


def count(books, queries):
    return books.ask(queries.totals, Filter()).count


def test_another_business_in_the_same_books_keeps_all_it_has(ordered):
    made = businesses.add(ordered, ACTOR, office.OfficeDraft(name="Betwa Castings"))
    other = ordered.of(made.id)
    import_pages(other, "po-april")
    free = kept(other)
    bill(ordered, send(ordered, "6629110", [(1, 1, "2")]))
    with pytest.raises(Refused):
        reset.reset(ordered, ACTOR, other.ask(reset.phrase))
    emptied(ordered)
    assert count(ordered, orders) == count(ordered, invoices) == 0
    assert count(other, orders) == 1
    assert other.ask(invoices.detail, free).number == "1"
    whole(ordered)
    whole(other)
    assert vouchers.create(ordered, ACTOR, draft()).number == "1", "its series begins anew"


def test_money_received_stays_on_account_(books):
    party = parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))
    invoice = kept(books, party_id=party)
    note = books.ask(note_on, VoucherKind.CREDIT_NOTE, invoice)
    line = payments.PaymentLineDraft(amount=Decimal(236), invoice_id=invoice)
    drafted = payments.PaymentDraft(party_id=party, paid_on=DAY, lines=(line,))
    paid = payments.save(books, ACTOR, drafted)
    vouchers.create(books, ACTOR, note)
    emptied(books)
    held = books.ask(payment_queries.detail, paid)
    assert [(each.amount, each.invoice_id) for each in held.lines] == [(Decimal(236), None)]
    whole(books)
