"""The last change taken back: what may be, what may not, and that the books stay whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from senstosales.books.store import Actor, Books, Changes
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import Refused
from senstosales.queries import challans as challan_queries
from senstosales.queries import expenses as expense_queries
from senstosales.queries import office as office_queries
from senstosales.queries import parties as party_queries
from senstosales.queries import payments as payment_queries
from senstosales.queries import stock, voucher_detail
from senstosales.queries.columns import Filter
from senstosales.services import bin as bin_service
from senstosales.services import (
    challans,
    expenses,
    office,
    parties,
    payments,
    products,
    quotations,
    telling,
    undoing,
    vouchers,
)
from senstosales.services.drafts import make
from senstosales.services.voucher_copies import draft_of
from senstosales.services.voucher_drafts import VoucherDraft
from tests.clock import Clock
from tests.playing import ACTOR, bill, draft_challan, import_pages, send, whole

ORDER = "4649105"
OTHER = Actor("ravi@example.com", "desktop")


class Sitting:
    """A clerk at the desk: remembers what was committed, and takes it back."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.made: list[range] = []
        self.passed: list[range] = []
        books.listen(self._heard)

    def _heard(self, changes: Changes) -> None:
        if changes.actor == ACTOR:
            self.made.append(changes.entries)

    @property
    def last(self) -> undoing.Undoing | None:
        return self.books.ask(undoing.describe, self.made[-1], self.passed)

    def undo(self) -> str:
        mine = self.made.pop()
        count = len(self.made)
        said = undoing.undo(self.books, ACTOR, mine, self.passed)
        self.passed += [mine, *self.made[count:]]
        del self.made[count:]
        whole(self.books)
        return said

    def refusal(self) -> str:
        told = self.last
        assert told is not None
        with pytest.raises(Refused) as caught:
            undoing.undo(self.books, ACTOR, self.made[-1], self.passed)
        assert caught.value.sentence == told.refusal
        return told.refusal


@pytest.fixture
def desk(ordered: Books) -> Sitting:
    return Sitting(ordered)


def paper(books: Books, kind: VoucherKind, number: str, **facts: Any) -> int:
    usual: dict[str, Any] = {
        "kind": kind, "number": number, "date": date(2026, 3, 10), "state": "draft",
        "buyer": {"name": "NTPC", "state_code": "23"},
        "lines": [
            {"description": "Bracket", "quantity": 4, "price": "250", "gst_rate": 18},
            {"description": "Bolt", "quantity": "2.5", "price": "10.5", "gst_rate": 18,
             "discount": {"kind": "percentage", "value": "5"}},
        ],
        "charges": [{"name": "Freight", "amount": "100", "gst_rate": 18}],
        "particulars": {"vehicle_no": "MP04", "terms": ["Ex works"]},
    }  # fmt: skip
    return vouchers.create(books, ACTOR, make(VoucherDraft, usual | facts)).id


def test_a_challan_just_made_is_cancelled_and_keeps_its_number(desk: Sitting) -> None:
    sent = send(desk.books, ORDER, [(1, 4, "10")], number="45")
    assert desk.last == undoing.Undoing(
        "challan 45 made",
        effect="Challan 45 has its number already, so it is cancelled and kept: the number stays used. "
        "Its goods count as not sent.",
    )
    assert desk.undo() == "Challan 45 is cancelled; its number stays used."
    held = desk.books.ask(challan_queries.detail, sent.id)
    assert (held.status, held.cancelled_reason) == (
        Status.CANCELLED,
        "Undone right after it was made",
    )


def test_a_challan_that_is_invoiced_is_not_undone(desk: Sitting) -> None:
    sent = send(desk.books, ORDER, [(1, 4, "10")], number="45")
    made = desk.made[-1]
    invoice = bill(desk.books, sent, number="45")
    assert "never undone" in desk.refusal()
    assert desk.last is not None
    assert desk.last.what == "invoice 45 issued"
    assert desk.last.final == (VoucherKind.INVOICE, invoice.id)
    told = desk.books.ask(undoing.describe, made)
    assert told is not None
    assert told.refusal == "Challan 45 is on invoice 45. Cancel the invoice first."


def test_a_changed_challan_is_as_it_was(desk: Sitting, clock: Clock) -> None:
    sent = send(desk.books, ORDER, [(1, 4, "10"), (1, 5, "20")], number="45")
    before = desk.books.ask(challan_queries.detail, sent.id)
    clock.move(minutes=1)
    draft = draft_challan(
        desk.books, ORDER, [(1, 4, "7")], number="46",
        particulars={"vehicle_no": "MP04 GA 1"}, date=date(2026, 3, 12),
    )  # fmt: skip
    challans.update(desk.books, ACTOR, sent.id, draft, before.version)
    assert desk.last == undoing.Undoing("challan 46 changed")
    assert desk.undo() == "Challan 45 is as it was before."
    after = desk.books.ask(challan_queries.detail, sent.id)
    assert (after.number, after.date, after.value) == ("45", before.date, before.value)
    assert after.particulars == before.particulars
    assert [(line.lot_no, line.quantity) for line in after.lines] == [(4, 10), (5, 20)]
    assert desk.last is not None
    assert desk.last.what == "challan 45 made", "the change before it is next"
    assert desk.undo() == "Challan 45 is cancelled; its number stays used."


def test_what_somebody_changed_since_is_left_alone(desk: Sitting, clock: Clock) -> None:
    key = parties.save(desk.books, ACTOR, parties.PartyDraft(name="NTPC"))
    parties.save(desk.books, ACTOR, parties.PartyDraft(name="NTPC SIPAT"), key)
    clock.move(minutes=7)
    parties.save(desk.books, OTHER, parties.PartyDraft(name="NTPC", phone="1"), key)
    assert desk.refusal() == (
        "ravi@example.com has changed it again since, at 12:07. Undoing would take that away, too: put "
        "it right by hand."
    )


def test_one_change_after_the_other_goes_back(desk: Sitting) -> None:
    key = parties.save(desk.books, ACTOR, parties.PartyDraft(name="A", phone="1"))
    parties.save(desk.books, ACTOR, parties.PartyDraft(name="B", phone="1"), key)
    parties.save(
        desk.books, ACTOR, parties.PartyDraft(name="B", phone="2", gstin="23AAKFN4471M1ZX"), key
    )
    assert desk.undo() == "Party B is as it was before."
    assert desk.books.ask(party_queries.detail, key).gstin is None
    assert desk.undo() == "Party A is as it was before."
    assert desk.books.ask(party_queries.detail, key).name == "A"
    assert desk.undo() == "Party A is taken off the list again."


def test_further_gstins_of_a_party_go_back(desk: Sitting) -> None:
    def saved(*registrations: dict[str, str]) -> None:
        facts = {"name": "A", "gstin": "23AAKFN4471M1ZX", "registrations": registrations}
        parties.save(desk.books, ACTOR, make(parties.PartyDraft, facts), key)

    key = parties.save(desk.books, ACTOR, parties.PartyDraft(name="A", gstin="23AAKFN4471M1ZX"))
    saved({"gstin": "09AAKFN4471M1ZN", "label": "Jhansi"})
    saved({"gstin": "27AAKFN4471M1ZP", "label": "Pune"})
    desk.undo()
    told = desk.books.ask(party_queries.detail, key).registrations
    assert [(each.gstin, each.label) for each in told] == [("09AAKFN4471M1ZN", "Jhansi")]
    assert "no way back" in desk.refusal(), "the one that came back is not the one that was entered"


def test_the_default_buyer_is_whom_it_was_taken_from(desk: Sitting) -> None:
    first = next(
        row.id for row in desk.books.ask(party_queries.page, _ALL, None, 9, 0)
        if desk.books.ask(party_queries.detail, row.id).is_default
    )  # fmt: skip
    key = parties.save(desk.books, ACTOR, parties.PartyDraft(name="NTPC", is_default=True))
    assert desk.undo() == "Party NTPC is taken off the list again."
    assert desk.books.ask(party_queries.detail, first).is_default
    key = parties.save(desk.books, ACTOR, parties.PartyDraft(name="NTPC"))
    parties.make_default(desk.books, ACTOR, key)
    assert desk.undo() == "Party NTPC is as it was before."
    assert desk.books.ask(party_queries.detail, first).is_default


@pytest.mark.parametrize("kind", [VoucherKind.INVOICE, VoucherKind.QUOTATION])
def test_a_draft_goes_into_the_bin_and_comes_out(desk: Sitting, kind: VoucherKind) -> None:
    key = paper(desk.books, kind, "7")
    word = kind.value
    assert desk.last == undoing.Undoing(f"draft of {word} 7 made")
    assert "lies in the bin" in desk.undo()
    bin_service.put_back(desk.books, ACTOR, key)
    assert desk.last == undoing.Undoing(f"draft of {word} 7 put back")
    bin_service.discard_draft(desk.books, ACTOR, kind, key)
    assert desk.last == undoing.Undoing(f"draft of {word} 7 thrown away")
    assert desk.undo() == f"The draft of {word} 7 is back."
    assert desk.books.ask(voucher_detail.detail, key).status is Status.DRAFT


def test_a_changed_quotation_is_as_it_was(desk: Sitting) -> None:
    key = paper(desk.books, VoucherKind.QUOTATION, "Q/7", state="sent")
    before = desk.books.ask(voucher_detail.detail, key)
    draft = draft_of(before)
    lines = (
        draft.lines[1].model_copy(update={"quantity": Decimal(9), "discount": None}),
        *(draft.lines[1].model_copy(update={"description": f"Nut {n}"}) for n in range(3)),
    )
    changed = draft.model_copy(
        update={"lines": lines, "charges": (), "number": "Q/8", "reason": "asked for"}
    )
    vouchers.change(desk.books, ACTOR, key, changed, version=before.version)
    assert desk.last == undoing.Undoing("quotation Q/8 changed")
    assert desk.undo() == "Quotation Q/7 is as it was before."
    assert draft_of(desk.books.ask(voucher_detail.detail, key)) == draft
    vouchers.change(desk.books, ACTOR, key, draft.model_copy(update={"lines": lines[:1]}))
    assert desk.undo() == "Quotation Q/7 is as it was before."
    assert draft_of(desk.books.ask(voucher_detail.detail, key)) == draft
    assert desk.undo() == "Quotation Q/7 is cancelled; its number stays used."


def test_a_quotation_marked_as_sent_is_a_draft_again(desk: Sitting) -> None:
    key = paper(desk.books, VoucherKind.QUOTATION, "Q/7")
    quotations.send(desk.books, ACTOR, key)
    assert desk.last == undoing.Undoing("quotation Q/7 marked as sent")
    desk.undo()
    assert desk.books.ask(voucher_detail.detail, key).status is Status.DRAFT


def test_issued_and_answered_and_cancelled_papers_say_why_not(desk: Sitting) -> None:
    for kind in (VoucherKind.INVOICE, VoucherKind.DEBIT_NOTE, VoucherKind.CREDIT_NOTE):
        more = {"reference_number": "12"} if kind.is_note else {}
        key = paper(desk.books, kind, "9", state="issued", **more)
        assert "It can be cancelled with a reason" in desk.refusal()
        assert desk.last is not None
        assert desk.last.final == (kind, key)
    key = paper(desk.books, VoucherKind.INVOICE, "10")
    draft = draft_of(desk.books.ask(voucher_detail.detail, key))
    vouchers.change(desk.books, ACTOR, key, draft.model_copy(update={"state": VoucherState.ISSUED}))
    assert desk.last is not None
    assert (desk.last.what, desk.last.final) == ("invoice 10 issued", (VoucherKind.INVOICE, key))
    vouchers.cancel(desk.books, ACTOR, VoucherKind.INVOICE, key, "slip")
    assert desk.refusal().startswith("Invoice 10 stays cancelled")
    key = paper(desk.books, VoucherKind.QUOTATION, "Q/9", state="sent")
    quotations.answer(desk.books, ACTOR, key, accepted=True)
    assert "answer to quotation Q/9 is kept" in desk.refusal()
    key = paper(desk.books, VoucherKind.CHALLAN, "J/1", state="issued", nature="job work")
    assert desk.last is not None
    assert desk.last.effect.endswith("the number stays used.")
    challans.mark_delivered(desk.books, ACTOR, key)
    assert "arrived is kept" in desk.refusal()


def payment(books: Books, invoice: int, party: int, **facts: Any) -> dict[str, Any]:
    return {
        "party_id": party, "paid_on": date(2026, 3, 12), "reference": "UTR 1", "method": 3,
        "lines": [
            {"amount": "100", "invoice_id": invoice},
            {"kind": "gst_tds", "amount": "2", "invoice_id": invoice},
        ],
    } | facts  # fmt: skip


def test_a_payment_is_corrected_removed_and_entered_backwards(desk: Sitting) -> None:
    books = desk.books
    invoice = bill(books, send(books, ORDER, [(1, 4, "10")]))
    held = books.ask(voucher_detail.detail, invoice.id)
    assert held.party_id is not None
    first = payment(books, invoice.id, held.party_id)
    key = payments.save(books, ACTOR, make(payments.PaymentDraft, first))
    assert desk.last == undoing.Undoing("payment of ₹ 102.00 entered")
    other = first | {"reference": "UTR 2", "lines": [{"amount": "55", "invoice_id": invoice.id}]}
    payments.save(books, ACTOR, make(payments.PaymentDraft, other), key)
    assert desk.undo() == "The payment is as it was before."
    told = books.ask(payment_queries.detail, key)
    assert (told.reference, told.received, told.deducted) == ("UTR 1", 100, 2)
    payments.delete(books, ACTOR, key)
    assert desk.last == undoing.Undoing("payment of ₹ 102.00 deleted")
    assert desk.undo() == "The payment is entered again."
    (row,) = books.ask(payment_queries.page, _ALL, None, 9, 0)
    assert books.ask(payment_queries.detail, row.id).lines[1].amount == 2


def test_a_payment_just_entered_is_taken_out(desk: Sitting) -> None:
    books = desk.books
    party = parties.save(books, ACTOR, parties.PartyDraft(name="NTPC"))
    draft = {"party_id": party, "paid_on": date(2026, 3, 12), "lines": [{"amount": "50"}]}
    payments.save(books, ACTOR, make(payments.PaymentDraft, draft))
    desk.undo()
    assert books.ask(payment_queries.page, _ALL, None, 9, 0) == []


def test_expenses_and_products_go_back_too(desk: Sitting) -> None:
    books = desk.books
    day = date(2026, 3, 12)
    draft = expenses.ExpenseDraft(amount=Decimal(50), spent_on=day, category="Transport")
    key = expenses.save(books, ACTOR, draft)
    expenses.save(books, ACTOR, draft.model_copy(update={"amount": Decimal(70)}), key)
    assert desk.undo() == "The expense is as it was before."
    assert books.ask(expense_queries.detail, key).amount == 50
    expenses.delete(books, ACTOR, key)
    assert desk.last == undoing.Undoing("expense of ₹ 50.00 deleted")
    assert desk.undo() == "The expense is entered again."
    made = products.ProductDraft(name="Bolt", unit="NOS", price=Decimal("2.5"), stock=Decimal(4))
    key = products.save(books, ACTOR, made)
    later = products.ProductDraft(name="Bolt M20", unit="NOS", hsn="73181500")
    products.save(books, ACTOR, later, key)
    assert desk.undo() == "Product Bolt is as it was before."
    told = books.ask(stock.detail, key)
    assert (told.name, told.hsn, told.price, told.stock) == ("Bolt", None, Decimal("2.5"), 4)
    products.count(books, ACTOR, key, Decimal(9))
    assert desk.refusal().startswith("Stock is not undone")
    desk.made.pop()
    assert desk.undo() == "Product Bolt is taken off the list again."


def test_settings_and_particulars_of_the_office(desk: Sitting) -> None:
    books = desk.books
    office.save_settings(books, ACTOR, {"payment_terms": "30 days", "gst_rate": "12"})
    office.save_settings(books, ACTOR, {"gst_rate": "5"})
    assert desk.last == undoing.Undoing("settings changed")
    assert desk.undo() == "The settings are as they were before."
    assert books.ask(office_queries.settings)["gst_rate"] == "12"
    desk.undo()
    assert books.ask(office_queries.settings)["gst_rate"] == office_queries.DEFAULTS["gst_rate"]
    before = books.ask(office_queries.letterhead)
    new = office.OfficeDraft(name="NARMADA WORKS", gstin=before.gstin, phone="1")
    office.save_office(books, ACTOR, new)
    assert desk.undo() == "The office's particulars are as before."
    after = books.ask(office_queries.letterhead)
    assert (after.name, after.phone, after.address) == (before.name, None, before.address)
    office.save_picture(books, ACTOR, "logo", b"\x89PNG\r\n\x1a\n")
    office.save_picture(books, ACTOR, "logo", None)
    assert "does not keep what it was" in desk.refusal()


def test_a_password_is_not_brought_back(desk: Sitting) -> None:
    office.save_settings(desk.books, ACTOR, {"mail_password": "one"})
    office.save_settings(desk.books, ACTOR, {"mail_password": "two"})
    assert "does not keep what it was" in desk.refusal()


def test_what_came_on_a_page_is_never_taken_back(new_books: Books) -> None:
    desk = Sitting(new_books)
    import_pages(new_books, "po-gst-extra")
    assert desk.refusal().startswith("A change in the order book has no undo")


def test_nobody_is_told_of_what_the_program_does_by_itself(desk: Sitting) -> None:
    with desk.books.write(ACTOR) as session:
        telling.say(session, {"id": 1})
    assert desk.last is None


def test_many_at_once_are_refused(desk: Sitting) -> None:
    with desk.books.write(ACTOR) as session:
        for number in ("1", "2"):
            draft = draft_challan(desk.books, ORDER, [(1, 4, "5")], number=f"B/{number}")
            challans.keep(session, draft)
    assert desk.last is not None
    assert desk.last.what == "2 papers changed"
    assert "one by one" in desk.refusal()


_ALL = Filter()
