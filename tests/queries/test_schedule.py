from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from senstosales.books.store import Books
from senstosales.domain.kinds import Status
from senstosales.queries import schedule
from senstosales.queries.columns import Filter, Sort
from senstosales.queries.schedule import LATER, NO_DAY, TO_SEND, ScheduleRow
from senstosales.queries.worklists import DUE_SOON
from senstosales.services import lot_overrides, manual_orders, parties
from senstosales.services.manual_orders import ItemDraft, LotDraft, OrderDraft
from tests.clock import Clock
from tests.playing import ACTOR, item, send

TODAY = date(2026, 3, 16)


def rows(books: Books, *statuses: str, **wish: object) -> list[ScheduleRow]:
    wanted = Filter(statuses=frozenset(statuses) or TO_SEND, **wish)
    return list(books.ask(schedule.page, wanted, None, 1000, 0))


@pytest.fixture
def customer(books: Books) -> int:
    return parties.save(books, ACTOR, parties.PartyDraft(name="Satpura Tools"))


@pytest.fixture
def planned(books: Books, customer: int) -> Books:
    """An order with a lot of each kind: overdue, today, in a week, later, without a date."""
    days = (date(2026, 3, 15), TODAY, date(2026, 3, 23), date(2026, 3, 24), None)
    lots = tuple(
        LotDraft(lot_no=place, quantity=Decimal(10), due_date=day)
        for place, day in enumerate(days, start=1)
    )
    draft = OrderDraft(
        number="PO-1",
        date=date(2026, 1, 5),
        customer_id=customer,
        department_no="217",
        items=(ItemDraft(item_no=1, quantity=Decimal(50), rate=Decimal(7), lots=lots),),
    )
    manual_orders.create(books, ACTOR, draft)
    return books


def test_what_is_late_is_told_by_days_and_what_has_no_date_comes_last(planned: Books) -> None:
    found = rows(planned)
    assert [(row.lot_no, row.status, row.late) for row in found] == [
        (1, Status.OVERDUE, 1),
        (2, DUE_SOON, None),
        (3, DUE_SOON, None),
        (4, LATER, None),
        (5, NO_DAY, None),
    ]
    assert {(row.pending, row.value) for row in found} == {(Decimal(10), Decimal(70))}
    assert [(row.customer, row.department) for row in found[:1]] == [("Satpura Tools", "217")]
    totals = planned.ask(schedule.totals, Filter(statuses=TO_SEND))
    assert (totals.count, totals.sums["value"]) == (5, Decimal(350))


@pytest.mark.parametrize(
    ("status", "lots"),
    [(Status.OVERDUE, [1]), (DUE_SOON, [2, 3]), (LATER, [4]), (NO_DAY, [5])],
)
def test_each_status_finds_its_lots(planned: Books, status: str, lots: list[int]) -> None:
    assert [row.lot_no for row in rows(planned, status)] == lots


def test_a_lot_that_has_gone_leaves_what_is_to_be_done(planned: Books) -> None:
    send(planned, "PO-1", [(1, 1, "10"), (1, 2, "4")], date=TODAY)
    found = {row.lot_no: row for row in rows(planned)}
    assert sorted(found) == [2, 3, 4, 5]
    assert (found[2].delivered, found[2].pending, found[2].value) == (4, 6, 42)
    (gone,) = rows(planned, Status.DISPATCHED)
    assert (gone.lot_no, gone.pending, gone.late) == (1, 0, None)
    assert len(rows(planned, *schedule.REGISTER.statuses)) == 5
    assert len(rows(planned, Status.OVERDUE, Status.DISPATCHED)) == 1


def test_a_clerks_word_counts_here_too(planned: Books) -> None:
    lot = item(planned, "PO-1", 1).lots[0]
    said = lot_overrides.LotOverrideDraft(delivered=Decimal(10), reason="Went before")
    lot_overrides.put(planned, ACTOR, lot.id, said)
    assert rows(planned, Status.OVERDUE) == []


def test_slices_go_over_from_dated_lots_to_those_without_a_date(planned: Books) -> None:
    whole = rows(planned)
    wanted = Filter(statuses=TO_SEND)
    for size in (1, 2, 3, 5):
        parts = [
            row
            for start in range(0, 6, size)
            for row in planned.ask(schedule.page, wanted, None, size, start)
        ]
        assert parts == whole
    turned = planned.ask(schedule.page, wanted, Sort("due_date", descending=True), 10, 0)
    assert [row.lot_no for row in turned] == [4, 3, 2, 1, 5]


def test_department_party_words_and_days_narrow_it(planned: Books, customer: int) -> None:
    assert len(rows(planned, department="217", parent=customer)) == 5
    assert rows(planned, department="218") == []
    assert rows(planned, parent=customer + 1) == []
    assert len(rows(planned, words=("satpura",))) == 5
    assert [row.lot_no for row in rows(planned, since=TODAY, until=TODAY)] == [2]
    assert planned.ask(schedule.departments) == ("217",)
    assert planned.ask(schedule.customers) == ((customer, "Satpura Tools"),)


def test_days_sum_what_the_list_holds(planned: Books) -> None:
    found = planned.ask(schedule.days, date(2026, 3, 1), date(2026, 3, 31), Filter())
    assert [(each.day.day, each.status, each.lots, each.value) for each in found] == [
        (15, Status.OVERDUE, 1, 70),
        (16, DUE_SOON, 1, 70),
        (23, DUE_SOON, 1, 70),
        (24, LATER, 1, 70),
    ]
    assert found[0].orders == ("PO-1",)
    only = planned.ask(schedule.days, TODAY, TODAY, Filter(department="218"))
    assert only == []


def test_the_schedule_agrees_with_the_sample_orders(
    open_copy: Callable[[Path], Books], played_file: Path
) -> None:
    """Each lot of each order stands in it once, with what its order says of it."""
    played = open_copy(played_file)
    listed = rows(played, *schedule.REGISTER.statuses)
    assert len({row.id for row in listed}) == len(listed)
    for row in (each for each in listed if each.order_number in {"4649105", "6649107"}):
        lots = {lot.lot_no: lot for lot in item(played, row.order_number, row.item_no).lots}
        lot = lots[row.lot_no]
        assert (row.quantity, row.delivered) == (lot.quantity, lot.delivered)
    found = played.ask(schedule.days, date(2000, 1, 1), date(2100, 1, 1), Filter())
    assert sum(each.lots for each in found) == sum(row.due_date is not None for row in listed)


def test_other_businesses_have_a_schedule_of_their_own(planned: Books, clock: Clock) -> None:
    other = planned.of(2)
    assert rows(other) == []
    assert other.ask(schedule.days, TODAY, TODAY, Filter()) == []
    assert other.ask(schedule.customers) == ()
