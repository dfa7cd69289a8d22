"""Payments settle invoices to the paisa, deductions apart; ageing and accounts add up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from senstosales.domain.cash import Settlement
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import accounts, invoice_account, settling, voucher_detail
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


def test_an_invoice_is_paid_by_the_party_it_is_billed_to(books, party, invoice):
    other = party_service.save(books, ACTOR, party_service.PartyDraft(name="Betwa Castings"))
    with pytest.raises(Invalid) as error:
        pay(books, other, part("100", invoice=invoice))
    assert error.value.field == "lines.0.amount"
    assert "is billed to Satpura Tools" in error.value.sentence
    assert open_of(books, invoice) == 236


def test_one_to_nobody_of_ours_belongs_to_the_party_that_pays_it(books, party):
    free = vouchers.create(books, ACTOR, draft()).id
    assert books.ask(voucher_detail.detail, free).party_id is None
    assert [each.id for each in books.ask(settling.of_party, party, also=free).invoices] == [free]
    assert books.ask(settling.of_party, party).invoices == ()
    pay(books, party, part("36", invoice=free))
    assert books.ask(voucher_detail.detail, free).party_id == party
    assert books.ask(accounts.statement, party).closing == 200
    whole(books)


def test_the_account_of_an_invoice_says_how_it_stands(books, party, invoice, clock):
    def stands():
        return books.ask(invoice_account.account, invoice)

    assert (stands().status, stands().open) == (Status.ISSUED, 236)
    pay(books, party, part("100", invoice=invoice))
    assert (stands().status, stands().open) == (Status.PART_PAID, 136)
    clock.move(days=80)
    assert stands().status is Status.OVERDUE
    pay(books, party, part("136", invoice=invoice))
    assert (stands().status, len(stands().lines)) == (Status.PAID, 2)
    assert books.ask(invoice_account.account, invoice).settled == 236


def offered(books, party, **more):
    offers = {each.id: each.offers for each in books.ask(settling.of_party, party, **more).invoices}
    return {key: {offer.kind: offer.amount for offer in of} for key, of in offers.items()}


def test_deductions_by_law_are_offered_until_one_has_been_made(books, party):
    large = line(price="300000", quantity="1")
    made = vouchers.create(books, ACTOR, draft(party_id=party, lines=(large,))).id
    vouchers.create(books, ACTOR, draft(party_id=party, lines=(large,), reverse_charge=True))
    # Supplied and delivered in one state, the buyer registered in another: spared by the proviso.
    away = {"name": "NTPC LIMITED", "gstin": "09AAACN0255D1ZW", "state_code": "09"}
    here = draft(party_id=party, lines=(large,), buyer=away, place_of_supply="23")
    vouchers.create(books, ACTOR, here)
    found = offered(books, party)
    assert found.pop(made) == {Settlement.GST_TDS: 6000}
    assert list(found.values()) == [{}, {}]
    paid = pay(books, party, part("6000", Settlement.GST_TDS, made))
    assert offered(books, party)[made] == {}
    assert offered(books, party, payment_id=paid)[made] == {Settlement.GST_TDS: 6000}
    held = books.ask(settling.of_party, party)
    assert held.kept_back == {Settlement.GST_TDS}


def test_income_tax_is_offered_for_what_lies_above_the_limit_of_the_year(books, party):
    huge = line(price="4950000", quantity="1")
    first = vouchers.create(books, ACTOR, draft(party_id=party, lines=(huge,))).id
    second = vouchers.create(
        books, ACTOR, draft(party_id=party, lines=(line(price="100000", quantity="1"),))
    ).id
    found = offered(books, party)
    assert Settlement.INCOME_TAX_TDS not in found[first]
    assert found[second] == {Settlement.INCOME_TAX_TDS: 50}
