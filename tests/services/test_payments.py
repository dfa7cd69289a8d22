"""Payments settle invoices to the paisa, deductions apart; ageing and accounts add up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import payments as queries
from senstosales.queries.columns import Filter
from senstosales.services import parties as party_service
from senstosales.services import payments, vouchers
from senstosales.services.voucher_copies import note_on
from tests.playing import ACTOR, whole
from tests.services.test_vouchers import DAY, draft, line


@pytest.fixture
def party(books):
    made = party_service.PartyDraft(name="Satpura Tools", gstin="23AAACS0000B1ZM")
    return party_service.save(books, ACTOR, made)


@pytest.fixture
def invoice(books, party):
    """An invoice of 236 rupees, 36 of them GST."""
    return vouchers.create(books, ACTOR, draft(party_id=party)).id


def part(amount, kind=Settlement.MONEY, invoice=None):
    return payments.PaymentLineDraft(kind=kind, amount=Decimal(amount), invoice_id=invoice)


def pay(books, party, *lines, day=DAY, **more):
    drafted = payments.PaymentDraft(party_id=party, paid_on=day, lines=lines)
    return payments.save(books, ACTOR, drafted, **more)


def open_of(books, invoice):
    return books.ask(queries.open_amount, invoice)


def test_money_and_deductions_settle_an_invoice_together(books, party, invoice):
    pay(
        books,
        party,
        part("227", invoice=invoice),
        part("4", Settlement.GST_TDS, invoice),
        part("5", Settlement.DAMAGES, invoice),
    )
    assert open_of(books, invoice) == 0
    row = books.ask(queries.page, Filter(), None, 5, 0)[0]
    assert (row.received, row.deducted, row.settled) == (227, 9, 236)
    assert books.ask(queries.open_invoices) == []
    whole(books)


def test_no_more_than_is_open_is_taken_in_one_payment_or_in_several(books, party, invoice):
    pay(books, party, part("200", invoice=invoice))
    for lines in ((part("36.01", invoice=invoice),), (part("20", invoice=invoice),) * 2):
        with pytest.raises(Invalid) as error:
            pay(books, party, *lines)
        assert error.value.field == f"lines.{len(lines) - 1}.amount"
    assert open_of(books, invoice) == 36


def test_a_correction_gives_back_what_it_settled_before(books, party, invoice):
    made = pay(books, party, part("236", invoice=invoice))
    version = books.ask(queries.detail, made).version
    pay(books, party, part("100", invoice=invoice), payment_id=made, version=version)
    assert open_of(books, invoice) == 136
    with pytest.raises(Conflict):
        pay(books, party, part("1", invoice=invoice), payment_id=made, version=version)
    payments.delete(books, ACTOR, made)
    assert open_of(books, invoice) == 236
    with pytest.raises(NotFound):
        books.ask(queries.detail, made)


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_an_amount_is_above_zero(books, party, invoice, amount):
    with pytest.raises(Invalid):
        pay(books, party, part(amount, invoice=invoice))


def test_a_deduction_needs_its_invoice_and_money_may_stand_on_account(books, party):
    with pytest.raises(Invalid):
        pay(books, party, part("5", Settlement.GST_TDS))
    pay(books, party, part("500"))
    assert books.ask(queries.page, Filter(), None, 5, 0)[0].invoices == "On account"


def test_a_credit_note_lowers_what_is_open(books, party, invoice):
    note = books.ask(note_on, VoucherKind.CREDIT_NOTE, invoice)
    half = note.model_copy(update={"lines": (line(quantity="1"),), "date": DAY})
    vouchers.create(books, ACTOR, half)
    assert open_of(books, invoice) == 118


def test_the_account_of_a_party_brings_forward_and_ends_at_what_is_open(books, party, invoice):
    pay(books, party, part("100", invoice=invoice), day=DAY + timedelta(days=3))
    lines = books.ask(queries.account, party)
    assert [(each.debit, each.credit, each.balance) for each in lines] == [
        (0, 0, 0), (236, 0, 236), (0, 100, 136),
    ]  # fmt: skip
    later = books.ask(queries.account, party, since=DAY + timedelta(days=1))
    assert [each.balance for each in later] == [236, 136]


def test_ageing_puts_every_open_invoice_into_one_band(books, party):
    for days in (0, 30, 31, 45, 46, 60, 61, 90, 91, 400):
        vouchers.create(
            books, ACTOR, draft(party_id=party, date=date(2026, 3, 16) - timedelta(days=days))
        )
    bands = queries.ageing(books.ask(queries.open_invoices))
    assert [count for _, _, count in bands] == [2, 2, 2, 2, 2]
    assert sum(amount for _, amount, _ in bands) == 2360
