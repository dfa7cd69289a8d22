"""Invoices for many challans at once, in real books."""

from datetime import date

import pytest

from senstosales.books.store import Books
from senstosales.domain.progress import Silent
from senstosales.domain.roles import Role
from senstosales.errors import Cancelled
from senstosales.queries import invoices as queries
from senstosales.queries import listing
from senstosales.services import challans, invoice_batch
from tests.playing import ACTOR, bill, send, whole

ORDER = "6629110"
DAY = date(2026, 3, 12)


class Stopping:
    """Somebody presses Stop when so many are done."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, what: str) -> None:
        self.steps.append((done, total, what))
        if done >= self.after:
            raise Cancelled(done, total)


@pytest.fixture
def sent(ordered: Books) -> list[int]:
    """Seven challans, of which the third is cancelled and the fifth invoiced."""
    ids = [send(ordered, "1139101", [(1, 1, "1")]) for _ in range(7)]
    challans.cancel(ordered, ACTOR, ids[2].id, "Wrong lorry")
    bill(ordered, ids[4], number="1")
    return [each.id for each in ids]


def numbers(books: Books) -> list[str]:
    found = books.ask(listing.ids, "invoice", None, None)
    return sorted(books.ask(queries.detail, each).number for each in found)


def test_one_invoice_for_each_in_the_order_of_the_list(ordered: Books, sent: list[int]) -> None:
    wanted = [sent[6], sent[0], sent[2], sent[4], sent[1]]
    told = Stopping(after=99)
    batch = invoice_batch.issue_each(ordered, ACTOR, wanted, DAY, told)
    assert [each.id for each in batch.outcomes] == wanted
    assert [each.invoice_number for each in batch.outcomes] == ["2", "3", None, None, "4"]
    cancelled, billed = batch.outcomes[2:4]
    assert "is cancelled and cannot be invoiced" in cancelled.reason
    assert "is on invoice 1 already" in billed.reason
    assert len(batch.made) == 3
    assert not batch.stopped
    assert numbers(ordered) == ["1", "2", "3", "4"]
    made = ordered.ask(queries.detail, batch.outcomes[1].invoice_id)
    assert made.date == DAY
    assert made.challan.id == sent[0]
    assert told.steps[0] == (0, 5, f"challan {batch.outcomes[0].number}")
    whole(ordered)


def test_stopped_what_was_made_stays_and_is_whole(ordered: Books, sent: list[int]) -> None:
    batch = invoice_batch.issue_each(ordered, ACTOR, sent, DAY, Stopping(after=2))
    assert batch.stopped
    assert [each.invoice_number for each in batch.outcomes] == ["2", "3"]
    assert numbers(ordered) == ["1", "2", "3"]
    whole(ordered)
    again = invoice_batch.issue_each(ordered, ACTOR, sent, DAY, Silent())
    assert len(again.made) == 3
    assert numbers(ordered) == ["1", "2", "3", "4", "5", "6"]


def test_what_it_would_come_to_is_told_before_and_nothing_is_stored(
    ordered: Books, sent: list[int]
) -> None:
    found = ordered.ask(invoice_batch.prospects, [*sent[:3], 999], DAY)
    assert [each.total is not None for each in found] == [True, True, False, False]
    assert found[0].without_hsn == 1
    assert "is cancelled" in found[2].reason
    assert "999" in found[3].reason
    assert numbers(ordered) == ["1"]
    batch = invoice_batch.issue_each(ordered, ACTOR, [sent[0], 999], DAY, Silent())
    made = ordered.ask(queries.detail, batch.outcomes[0].invoice_id)
    assert made.total == found[0].total
    assert batch.outcomes[1].number == "(999)"
    assert "999" in batch.outcomes[1].reason


def test_a_day_on_which_none_can_be_made_stores_none(ordered: Books, sent: list[int]) -> None:
    batch = invoice_batch.issue_each(ordered, ACTOR, sent[:2], date(1999, 1, 1), Silent())
    assert batch.made == ()
    assert all(each.reason for each in batch.outcomes)
    assert numbers(ordered) == ["1"]


def test_who_may_only_look_makes_none(ordered: Books, sent: list[int]) -> None:
    seen = ordered.seen_by(Role.VIEWER)
    batch = invoice_batch.issue_each(seen, ACTOR, sent[:2], DAY, Silent())
    assert batch.made == ()
    assert numbers(ordered) == ["1"]
