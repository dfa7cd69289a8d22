"""Closed books: nothing of a closed day is made, changed or removed; what the buyer says comes in."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.books.closing import closed_until
from senstosales.domain.catalogue import Move
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.domain.roles import Role
from senstosales.errors import Closed, Forbidden, Invalid
from senstosales.queries import payments as payment_queries
from senstosales.services import bin as bin_
from senstosales.services import (
    businesses,
    challans,
    expenses,
    invoices,
    office,
    parties,
    payments,
    products,
    quotations,
    reset,
    vouchers,
)
from senstosales.tables.office import AuditEntry
from tests.playing import ACTOR, bill, draft_challan, import_pages, order, play, send, whole
from tests.services.test_vouchers import draft

LAST, AFTER = date(2026, 3, 10), date(2026, 3, 11)
PO = "6639103"


def close(books, day=LAST):
    office.save_settings(books, ACTOR, {"closed_until": day.isoformat() if day else ""})


def entries(books):
    return books.ask(lambda session: session.query(AuditEntry).count())


def paid(day, party, amount="100"):
    line = payments.PaymentLineDraft(amount=Decimal(amount))
    return payments.PaymentDraft(party_id=party, paid_on=day, lines=(line,))


def spent(day):
    return expenses.ExpenseDraft(amount=Decimal(50), spent_on=day, category="Rent")


@pytest.fixture
def party(ordered):
    return parties.save(ordered, ACTOR, parties.PartyDraft(name="Satpura Tools"))


@pytest.fixture
def sent(ordered):
    return send(ordered, PO, [(1, 1, "1")], date=LAST)


def refused(books, work, *args, **facts) -> Closed:
    """It is refused because of the closed books, and nothing of it stays."""
    before = entries(books)
    with pytest.raises(Closed) as caught:
        work(books, ACTOR, *args, **facts)
    assert entries(books) == before
    assert caught.value.details == {"closed_until": LAST.isoformat()}
    return caught.value


def test_the_sentence_names_the_days_the_paper_and_what_to_do(ordered):
    close(ordered)
    error = refused(ordered, challans.create, draft_challan(ordered, PO, [(1, 1, "1")], date=LAST))
    assert error.field == "date"
    assert error.sentence == (
        "The books are closed until 10-Mar-2026, and this is challan 1 of 10-Mar-2026. Date it "
        "later, or ask the owner to open the books (Settings > Closing)."
    )
    challans.create(ordered, ACTOR, draft_challan(ordered, PO, [(1, 1, "1")], date=AFTER))


def test_a_challan_of_closed_books_stays_as_it_is(ordered, sent):
    close(ordered)
    same = draft_challan(ordered, PO, [(1, 1, "1")], date=LAST, number=sent.number)
    fewer = draft_challan(ordered, PO, [(1, 2, "1")], date=LAST)
    later = draft_challan(ordered, PO, [(1, 1, "1")], date=AFTER)
    for wanted in (same, fewer, later):
        error = refused(ordered, challans.update, sent.id, wanted)
        assert "stays as it is" in error.sentence
    refused(ordered, challans.cancel, sent.id, "A slip")
    refused(ordered, bin_.bin_voucher, VoucherKind.CHALLAN, sent.id)
    assert bill(ordered, sent, date=AFTER).number == "1"
    whole(ordered)


def test_a_later_paper_cannot_be_dated_back_into_them(ordered):
    later = send(ordered, PO, [(1, 1, "1")], date=AFTER)
    close(ordered)
    back = draft_challan(ordered, PO, [(1, 1, "1")], date=LAST, number=later.number)
    assert "Date it later" in refused(ordered, challans.update, later.id, back).sentence


def test_invoices_notes_and_their_stock_stay(ordered, party, sent):
    own = vouchers.create(ordered, ACTOR, draft(date=LAST, party_id=party))
    billed = bill(ordered, sent, date=LAST)
    close(ordered)
    refused(ordered, invoices.cancel, billed.id, "A slip")
    refused(ordered, vouchers.cancel, VoucherKind.INVOICE, own.id, "A slip")
    refused(ordered, bin_.bin_voucher, VoucherKind.INVOICE, own.id)
    refused(ordered, vouchers.create, draft(date=LAST, party_id=party))
    note = draft(kind=VoucherKind.CREDIT_NOTE, date=LAST, reference_id=own.id, reason="Rejected")
    refused(ordered, vouchers.create, note)
    vouchers.create(ordered, ACTOR, note.model_copy(update={"date": AFTER}))
    whole(ordered)


def test_drafts_wait_and_are_issued_only_on_an_open_day(ordered, party):
    begun = draft(date=LAST, party_id=party, state=VoucherState.DRAFT)
    kept = vouchers.create(ordered, ACTOR, begun)
    close(ordered)
    vouchers.change(ordered, ACTOR, kept.id, begun.model_copy(update={"reason": "later"}))
    issued = begun.model_copy(update={"state": VoucherState.ISSUED})
    refused(ordered, vouchers.change, kept.id, issued)
    vouchers.change(ordered, ACTOR, kept.id, issued.model_copy(update={"date": AFTER}))
    thrown = vouchers.create(ordered, ACTOR, begun)
    bin_.discard_draft(ordered, ACTOR, VoucherKind.INVOICE, thrown.id)
    whole(ordered)


def test_quotations_bind_no_period(ordered, party):
    quoted = draft(kind=VoucherKind.QUOTATION, date=LAST, party_id=party, state=VoucherState.DRAFT)
    made = vouchers.create(ordered, ACTOR, quoted)
    close(ordered)
    quotations.send(ordered, ACTOR, made.id)
    quotations.answer(ordered, ACTOR, made.id, accepted=True)
    vouchers.create(ordered, ACTOR, quoted)


def test_payments_expenses_and_stock(ordered, party):
    payment = payments.save(ordered, ACTOR, paid(LAST, party))
    expense = expenses.save(ordered, ACTOR, spent(LAST))
    product = products.save(ordered, ACTOR, products.ProductDraft(name="Bolt"))
    close(ordered)
    assert refused(ordered, payments.save, paid(LAST, party)).field == "paid_on"
    refused(ordered, payments.save, paid(LAST, party, "90"), payment)
    refused(ordered, payments.save, paid(AFTER, party), payment)
    refused(ordered, payments.delete, payment)
    later = payments.save(ordered, ACTOR, paid(AFTER, party))
    refused(ordered, payments.save, paid(LAST, party), later)
    assert refused(ordered, expenses.save, spent(LAST)).field == "spent_on"
    refused(ordered, expenses.save, spent(AFTER), expense)
    refused(ordered, expenses.delete, expense)
    taken = product, Move.PURCHASE, Decimal(5)
    assert refused(ordered, products.move, *taken, LAST).field == "day"
    products.move(ordered, ACTOR, *taken, AFTER)
    products.count(ordered, ACTOR, product, Decimal(7))


def test_money_for_a_closed_invoice_comes_in_later(ordered, party):
    billed = vouchers.create(ordered, ACTOR, draft(date=LAST))
    close(ordered)
    line = payments.PaymentLineDraft(amount=Decimal(236), invoice_id=billed.id)
    later = payments.PaymentDraft(party_id=party, paid_on=AFTER, lines=(line,))
    payments.save(ordered, ACTOR, later)
    assert ordered.ask(payment_queries.open_amount, billed.id) == 0


def test_goods_of_a_closed_challan_may_arrive(ordered, party):
    free = draft(kind=VoucherKind.CHALLAN, date=LAST, party_id=party)
    made = vouchers.create(ordered, ACTOR, free)
    close(ordered)
    challans.mark_delivered(ordered, ACTOR, made.id)
    refused(ordered, vouchers.cancel, VoucherKind.CHALLAN, made.id, "A slip")


def test_what_the_buyer_says_comes_in_whatever_its_date(books):
    close(books)
    assert {result.outcome for result in import_pages(books, "po-april", "srv-unknown-po")} == {
        "new"
    }
    whole(books)


def test_an_srv_of_closed_papers_comes_in(ordered):
    play(ordered, "srv-simple")
    close(ordered)
    assert import_pages(ordered, "srv-simple")[0].outcome == "unchanged"
    assert order(ordered, PO)
    whole(ordered)


def test_the_order_book_is_not_emptied_over_them(ordered, sent):
    close(ordered)
    refused(ordered, reset.reset, ordered.ask(reset.phrase))
    assert order(ordered, PO).items[0].dispatched == 1


def test_each_business_closes_its_own(ordered):
    other = businesses.add(ordered, ACTOR, office.OfficeDraft(name="Second", state_code="23"))
    close(ordered)
    vouchers.create(ordered.of(other.id), ACTOR, draft(date=LAST))


def test_only_an_owner_closes_and_opens_and_the_trail_tells(ordered, sent):
    with pytest.raises(Forbidden):
        close(ordered.seen_by(Role.CLERK))
    close(ordered)
    assert ordered.ask(closed_until) == LAST
    with pytest.raises(Forbidden):
        close(ordered.seen_by(Role.CLERK), None)
    close(ordered, None)
    assert ordered.ask(closed_until) is None
    challans.cancel(ordered, ACTOR, sent.id, "A slip")
    told = ordered.ask(
        lambda session: [
            (entry.after["value"], entry.actor)
            for entry in session.query(AuditEntry).filter_by(noun="settings").order_by("id")
        ]
    )
    assert told == [(LAST.isoformat(), ACTOR.name), ("", ACTOR.name)]


@pytest.mark.parametrize("value", ["2026-03-16", "2027-01-01", "31-03-2026", "never", "2026-02-30"])
def test_a_day_that_cannot_be_closed_is_refused(books, value):
    with pytest.raises(Invalid) as caught:
        office.save_settings(books, ACTOR, {"closed_until": value})
    assert caught.value.field == "closed_until"
    assert books.ask(closed_until) is None
