from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from senstosales.domain.amendments import CANCELLED, NEVER_THERE, VANISHED, Kind, net

Change = dict[str, Any]


def change(what: str, field: str | None, before: Any, after: Any) -> Change:
    return {"what": what, "field": field, "before": before, "after": after}


def told(*amendments: list[Change]) -> list[tuple[str, str, Any, Any]]:
    return [(each.kind, each.what, each.before, each.after) for each in net(amendments)]


def test_facts_are_told_as_before_the_first_and_after_the_last_amendment() -> None:
    first = [change("item 2", "po_rate", "10", "12"), change("header", "po_value", "100", "120")]
    second = [change("item 2", "po_rate", "12", "15")]
    assert told(first, second) == [
        (Kind.CHANGED, "header", "100", "120"),
        (Kind.CHANGED, "item 2", "10", "15"),
    ]


def test_what_came_back_to_where_it_was_is_left_out() -> None:
    there = [change("header", "department_no", "217", "218")]
    back = [change("header", "department_no", "218", "217")]
    assert told(there, back) == []


def test_items_and_lots_appear_vanish_and_return() -> None:
    gone = [change("item 3", None, "ordered 40", VANISHED)]
    back = [change("item 3", None, CANCELLED, "ordered 55")]
    new = [change("item 4 lot 1", None, NEVER_THERE, "5 due")]
    assert told(gone) == [(Kind.VANISHED, "item 3", "ordered 40", VANISHED)]
    assert told(back) == [(Kind.RETURNED, "item 3", CANCELLED, "ordered 55")]
    assert told(new) == [(Kind.NEW, "item 4 lot 1", NEVER_THERE, "5 due")]
    # Over both amendments it was there before and is there after: only its fields can differ.
    quantity = change("item 3", "ord_qty", "40", "55")
    assert told(gone, [*back, quantity]) == [(Kind.CHANGED, "item 3", "40", "55")]
    came_and_went = [change("item 4 lot 1", None, "5 due", VANISHED)]
    assert told(new, came_and_went) == []


def test_they_stand_in_the_order_of_the_page() -> None:
    changes = [
        change("remarks", None, None, "Paint it"),
        change("item 10", "po_rate", "1", "2"),
        change("item 2 lot 11", "dely_qty", "1", "2"),
        change("item 2 lot 3", "dely_qty", "1", "2"),
        change("item 2", "po_rate", "1", "2"),
        change("header", "amend_no", "0", "1"),
    ]
    assert [each.what for each in net([changes])] == [
        "header", "item 2", "item 2 lot 3", "item 2 lot 11", "item 10", "remarks",
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["10", "12", "15"]), min_size=2, max_size=6))
def test_any_walk_of_a_fact_is_its_two_ends(values: list[str]) -> None:
    steps = [
        [change("item 1", "po_rate", before, after)]
        for before, after in pairwise(values)
        if before != after
    ]
    found = told(*steps)
    if values[0] == values[-1]:
        assert found == []
    else:
        assert found == [(Kind.CHANGED, "item 1", values[0], values[-1])]
