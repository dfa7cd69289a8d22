"""A quotation is prepared, sent, revised, answered, and leads to an order or an invoice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import Invalid, Refused
from senstosales.queries import order_detail, parties
from senstosales.queries import quotations as queries
from senstosales.queries.columns import Filter
from senstosales.services import parties as party_service
from senstosales.services import quotations, vouchers
from senstosales.services.paper_forms import PartyOnPaperDraft
from tests.playing import ACTOR, whole
from tests.services.test_vouchers import DAY, draft


@pytest.fixture
def party(books):
    made = party_service.PartyDraft(name="Satpura Tools", gstin="23AAACS0000B1ZM")
    return party_service.save(books, ACTOR, made)


@pytest.fixture
def quoted(books, party):
    made = draft(
        kind=VoucherKind.QUOTATION,
        state=VoucherState.DRAFT,
        valid_until=DAY + timedelta(days=30),
        party_id=party,
    )
    return vouchers.create(books, ACTOR, made)


def status(books, quotation_id):
    return books.ask(queries.detail, quotation_id).status


def test_it_is_sent_once_and_expires_by_its_date(books, quoted, clock):
    quotations.send(books, ACTOR, quoted.id)
    with pytest.raises(Refused):
        quotations.send(books, ACTOR, quoted.id)
    clock.move(days=15)
    assert status(books, quoted.id) is Status.SENT
    clock.move(days=60)
    assert status(books, quoted.id) is Status.EXPIRED
    expired = Filter(statuses=frozenset({Status.EXPIRED}))
    assert [row.id for row in books.ask(queries.page, expired, None, 5, 0)] == [quoted.id]
    quotations.answer(books, ACTOR, quoted.id, accepted=True)
    assert status(books, quoted.id) is Status.ACCEPTED


def test_an_empty_one_is_not_sent_and_a_draft_not_answered(books):
    empty = vouchers.create(
        books,
        ACTOR,
        draft(
            kind=VoucherKind.QUOTATION,
            state=VoucherState.DRAFT,
            lines=(),
            buyer=PartyOnPaperDraft(name="X"),
        ),
    )
    with pytest.raises(Invalid):
        quotations.send(books, ACTOR, empty.id)
    with pytest.raises(Refused):
        quotations.answer(books, ACTOR, empty.id, accepted=False)


def test_a_revision_counts_up_and_leaves_the_old_one_alone(books, quoted):
    quotations.send(books, ACTOR, quoted.id)
    first = quotations.revise(books, ACTOR, quoted.id)
    second = quotations.revise(books, ACTOR, first.id)
    assert (first.number, second.number) == (f"{quoted.number}-R1", f"{quoted.number}-R2")
    assert status(books, quoted.id) is Status.SENT
    assert status(books, second.id) is Status.DRAFT
    whole(books)


def test_it_leads_to_an_order_with_its_lines_and_to_an_invoice(books, quoted, party):
    quotations.send(books, ACTOR, quoted.id)
    invoice = books.ask(quotations.invoice_draft, quoted.id)
    assert (invoice.kind, invoice.number, invoice.lines[0].price) == (
        VoucherKind.INVOICE, None, Decimal(100),
    )  # fmt: skip
    order_id = quotations.make_order(books, ACTOR, quoted.id, "PO-77", date(2026, 3, 9))
    order = books.ask(order_detail.detail, order_id)
    assert (order.number, order.items[0].quantity, order.items[0].rate) == ("PO-77", 2, 100)
    assert status(books, quoted.id) is Status.ACCEPTED
    assert books.ask(parties.detail, party).orders == 1
    whole(books)
