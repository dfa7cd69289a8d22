from decimal import Decimal

import pytest

from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries.details import LotLine
from senstosales.services import lot_overrides
from senstosales.services.drafts import make
from senstosales.services.lot_overrides import LotOverrideDraft
from tests.playing import ACTOR, import_pages, item, order, send, whole

REASON = "Went before these books began"


def lot(books: Books, number: int, of: str = "4649105") -> LotLine:
    return next(line for line in item(books, of, 1).lots if line.lot_no == number)


def word(delivered: str, reason: str = REASON) -> LotOverrideDraft:
    return make(LotOverrideDraft, {"delivered": delivered, "reason": reason})


def test_what_is_pending_counts_from_the_clerks_word_until_it_is_taken_back(
    ordered: Books,
) -> None:
    send(ordered, "4649105", [(1, 1, "20")])
    held = lot(ordered, 1)
    assert (held.dispatched, held.pending) == (20, 40)
    lot_overrides.put(ordered, ACTOR, held.id, word("60"), version=held.version)
    said = lot(ordered, 1)
    assert (said.dispatched, said.delivered, said.pending) == (20, 60, 0)
    assert (said.override, said.override_reason) == (60, REASON)
    assert item(ordered, "4649105", 1).delivered == 60
    assert order(ordered, "4649105").status is Status.PART_DISPATCHED
    whole(ordered)
    lot_overrides.take_back(ordered, ACTOR, held.id, version=said.version)
    back = lot(ordered, 1)
    assert (back.override, back.override_reason, back.pending) == (None, None, 40)


def test_nothing_more_can_be_sent_of_a_lot_that_a_clerk_calls_delivered(ordered: Books) -> None:
    lot_overrides.put(ordered, ACTOR, lot(ordered, 1).id, word("50"))
    with pytest.raises(Refused):
        send(ordered, "4649105", [(1, 1, "11")])
    assert lot(ordered, 1).delivered == Decimal(50)


@pytest.mark.parametrize(
    ("delivered", "reason", "field"),
    [("10", "  ", "reason"), ("-1", REASON, "delivered"), ("61", REASON, "delivered")],
)
def test_a_word_needs_a_reason_and_a_quantity_that_can_be(
    ordered: Books, delivered: str, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as raised:
        lot_overrides.put(ordered, ACTOR, lot(ordered, 1).id, word(delivered, reason))
    assert raised.value.field == field
    assert lot(ordered, 1).override is None


def test_what_somebody_else_has_said_meanwhile_is_not_overwritten(ordered: Books) -> None:
    held = lot(ordered, 1)
    lot_overrides.put(ordered, ACTOR, held.id, word("10"), version=held.version)
    with pytest.raises(Conflict):
        lot_overrides.put(ordered, ACTOR, held.id, word("20"), version=held.version)
    with pytest.raises(Conflict):
        lot_overrides.take_back(ordered, ACTOR, held.id, version=held.version)
    assert lot(ordered, 1).override == 10


def test_a_cancelled_lot_has_nothing_to_set(ordered: Books) -> None:
    import_pages(ordered, "po-amended-1")
    gone = next(
        line
        for each in order(ordered, "6649107").items
        for line in each.lots
        if line.is_cancelled or each.is_cancelled
    )
    with pytest.raises(Refused, match="is cancelled"):
        lot_overrides.put(ordered, ACTOR, gone.id, word("0"))


def test_lots_of_another_business_are_out_of_reach(ordered: Books) -> None:
    with pytest.raises(NotFound):
        lot_overrides.put(ordered.of(2), ACTOR, lot(ordered, 1).id, word("10"))
    with pytest.raises(NotFound):
        lot_overrides.take_back(ordered, ACTOR, 999_999)
