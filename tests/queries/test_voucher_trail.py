"""What hangs together with a paper, and how many papers wait to be finished."""

from datetime import date, timedelta

from senstosales.domain.kinds import Nature, Status, VoucherKind, VoucherState
from senstosales.queries import challans
from senstosales.queries.columns import Filter
from senstosales.queries.voucher_detail import detail
from senstosales.queries.voucher_trail import Trail, drafts, quotations_waiting, trail
from senstosales.services import parties as party_service
from senstosales.services import quotations, vouchers
from senstosales.services.voucher_copies import note_on
from tests.playing import ACTOR
from tests.services.test_vouchers import DAY, kept


def numbers(references):
    return [reference.number for reference in references]


def test_a_quotation_leads_to_its_order_and_invoice_and_back(books):
    party = party_service.save(books, ACTOR, party_service.PartyDraft(name="Satpura Tools"))
    quoted = kept(books, kind=VoucherKind.QUOTATION, state=VoucherState.SENT, party_id=party)
    revised = quotations.revise(books, ACTOR, quoted)
    quotations.make_order(books, ACTOR, quoted, "PO-77", date(2026, 3, 9))
    billed = vouchers.create(books, ACTOR, books.ask(quotations.invoice_draft, quoted))
    with books.read() as session:
        found = trail(session, detail(session, quoted))
        of_revision = trail(session, detail(session, revised.id))
        of_invoice = trail(session, detail(session, billed.id))
    assert numbers(found.quotations) == [revised.number]
    assert numbers(found.orders) == ["PO-77"]
    assert numbers(found.invoices) == [billed.number]
    assert [each.id for each in of_revision.quotations] == [quoted]
    assert [each.id for each in of_invoice.quotations] == [quoted]
    assert not of_invoice.orders


def test_an_invoice_names_its_notes_until_they_are_cancelled(books):
    invoice = kept(books)
    made = {}
    for kind in (VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE):
        made[kind] = vouchers.create(books, ACTOR, books.ask(note_on, kind, invoice))
    found = books.ask(lambda session: trail(session, detail(session, invoice)))
    assert numbers(found.credit_notes) == [made[VoucherKind.CREDIT_NOTE].number]
    assert numbers(found.debit_notes) == [made[VoucherKind.DEBIT_NOTE].number]
    credit = made[VoucherKind.CREDIT_NOTE].id
    of_note = books.ask(lambda session: trail(session, detail(session, credit)))
    assert [each.id for each in of_note.invoices] == [invoice]
    for kind, issued in made.items():
        vouchers.cancel(books, ACTOR, kind, issued.id, "Entered twice")
    assert books.ask(lambda session: trail(session, detail(session, invoice))) == Trail()


def test_what_waits_is_counted_by_its_state_and_its_date(books, clock):
    kept(books, state=VoucherState.DRAFT)
    kept(books, state=VoucherState.DRAFT, nature=Nature.BILL_OF_SUPPLY)
    kept(books)
    assert books.ask(drafts, {VoucherKind.INVOICE}) == 2
    assert books.ask(drafts, {VoucherKind.CREDIT_NOTE, VoucherKind.DEBIT_NOTE}) == 0
    quote = {"kind": VoucherKind.QUOTATION, "valid_until": DAY + timedelta(days=30)}
    kept(books, state=VoucherState.DRAFT, **quote)
    kept(books, state=VoucherState.SENT, **quote)
    assert books.ask(quotations_waiting) == 1, "nineteen days are left"
    clock.move(days=14)
    assert books.ask(quotations_waiting) == 2
    clock.move(days=10)
    assert books.ask(quotations_waiting) == 1, "the sent one has lapsed"


def test_a_draft_of_an_own_challan_says_so_in_its_list(books):
    made = kept(books, kind=VoucherKind.CHALLAN, nature=Nature.JOB_WORK, state=VoucherState.DRAFT)
    wanted = Filter(statuses=frozenset({Status.DRAFT}))
    assert [row.id for row in books.ask(challans.page, wanted, None, 5, 0)] == [made]
    assert books.ask(challans.detail, made).status is Status.DRAFT
