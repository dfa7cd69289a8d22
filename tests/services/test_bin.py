"""Drafts in the bin, and out of it again."""

from datetime import date

import pytest

from senstosales.books.store import Books
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import Conflict, NotFound
from senstosales.queries import binned, voucher_detail
from senstosales.services import bin as service
from senstosales.services import vouchers
from senstosales.services.drafts import make
from senstosales.services.voucher_drafts import VoucherDraft
from tests.playing import ACTOR, whole

INVOICE = VoucherKind.INVOICE


def write(books: Books, number: str | None, state: str = "draft") -> int:
    facts = {
        "kind": INVOICE,
        "date": date(2026, 3, 10),
        "number": number,
        "state": state,
        "buyer": {"name": "NTPC", "state_code": "23"},
        "lines": [{"description": "Bracket", "quantity": 4, "price": "250", "gst_rate": 18}],
    }
    return vouchers.create(books, ACTOR, make(VoucherDraft, facts)).id


def test_a_draft_comes_back_as_it_was(books: Books) -> None:
    key = write(books, "45")
    before = books.ask(voucher_detail.detail, key)
    service.discard_draft(books, ACTOR, INVOICE, key)
    (row,) = books.ask(binned.drafts)
    assert (row.id, row.number, row.party, row.thrown_by) == (key, "45", "NTPC", ACTOR.name)
    with pytest.raises(NotFound):
        books.ask(voucher_detail.detail, key)
    assert service.put_back(books, ACTOR, key).number == "45"
    after = books.ask(voucher_detail.detail, key)
    assert after.status is Status.DRAFT
    assert (after.lines, after.total, after.cancelled_reason) == (before.lines, before.total, None)
    assert books.ask(binned.drafts) == []
    with pytest.raises(NotFound):
        service.put_back(books, ACTOR, key)
    whole(books)


def test_a_number_taken_meanwhile_is_said_and_the_next_one_offered(books: Books) -> None:
    key = write(books, "45")
    service.discard_draft(books, ACTOR, INVOICE, key)
    write(books, "45", state="issued")
    with pytest.raises(Conflict, match="taken while the draft lay in the bin") as caught:
        service.put_back(books, ACTOR, key)
    assert "tax invoice 45 of 10-Mar-2026" in caught.value.sentence
    assert [row.id for row in books.ask(binned.drafts)] == [key]
    assert service.put_back(books, ACTOR, key, next_number=True).number == "46"
    whole(books)


def test_only_drafts_lie_in_the_bin_for_a_clerk(books: Books) -> None:
    issued = write(books, "45", state="issued")
    service.bin_voucher(books, ACTOR, INVOICE, issued)  # as another program deletes its paper
    assert books.ask(binned.drafts) == []
    with pytest.raises(NotFound):
        service.put_back(books, ACTOR, issued)


def test_twice_in_the_bin_and_twice_out(books: Books) -> None:
    key = write(books, None)
    for _ in range(2):
        service.discard_draft(books, ACTOR, INVOICE, key)
        service.put_back(books, ACTOR, key)
    assert books.ask(voucher_detail.detail, key).number == "1"
