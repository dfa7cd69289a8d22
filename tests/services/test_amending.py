"""Amended orders: changed in place, differences told, papers keep their links."""

from decimal import Decimal

import pytest

from senstosales.services import parties
from senstosales.services.drafts import make
from senstosales.services.importing import import_bytes
from tests.playing import ACTOR, bill, import_pages, item, order, play, send, told, whole
from tests.services.pages import OrderFacts


@pytest.fixture
def first():
    return OrderFacts("po-amended-0")


def give(books, facts, name="page.html"):
    return import_bytes(books, ACTOR, name, facts.page())


def test_the_differences_are_told_as_the_sample_tells_them(books):
    result = play(books, "po-amended-1")
    assert result.outcome == "amended"
    assert list(result.changes) == told("po-amended-1")["changes"]
    versions = order(books, "6649107").versions
    assert [(v.amend_no, v.applied, v.file_name) for v in versions] == [
        (0, True, "po-amended-0.html"), (1, True, "po-amended-1.html"),
    ]  # fmt: skip
    assert list(versions[1].changes) == told("po-amended-1")["changes"]
    assert versions[0].changes == ()


def test_the_whole_story_of_the_readme(books):
    """Dispatch, receive, amend: nothing dispatched or received may be lost."""
    play(books, "srv-blank-received")
    before = {line.item_no: line for line in order(books, "6649107").items}
    import_pages(books, "po-amended-1")
    held = order(books, "6649107")
    after = {line.item_no: line for line in held.items}
    assert [paper.number for paper in held.challans] == ["44"]
    assert [paper.number for paper in held.invoices] == ["44"]
    assert [paper.number for paper in held.receipts] == ["8312"]
    for number, quantity in ((1, 30), (4, 12)):
        line = after[number]
        assert line.id == before[number].id
        assert (line.dispatched, line.received, line.accepted) == (quantity,) * 3
        assert line.portal_received == quantity
        assert [lot.id for lot in line.lots] == [lot.id for lot in before[number].lots]
    assert after[2].is_cancelled
    assert after[2].pending == 0
    assert (after[3].quantity, after[5].quantity) == (55, 150)
    assert held.order_value == Decimal(50172)
    whole(books)


def test_an_older_amendment_is_kept_as_history_only(books):
    import_pages(books, "po-amended-1")
    before = order(books, "6649107")
    result = import_pages(books, "po-amended-0")[0]
    assert result.outcome == "kept as history"
    after = order(books, "6649107")
    assert (after.items, after.amend_no, after.page_id) == (before.items, 1, before.page_id)
    assert [(v.amend_no, v.applied) for v in after.versions] == [(1, True), (0, False)]
    assert import_pages(books, "po-amended-0")[0].outcome == "unchanged"
    whole(books)


def test_a_vanished_item_is_kept_cancelled_and_comes_back_with_its_papers(books, first):
    give(books, first)
    send(books, "6649107", [(2, 1, "16")], number="9")
    ident = item(books, "6649107", 2).id
    without = first.copy()
    without.items.remove(without.item(2))
    without.header["amend_no"] = 1
    result = give(books, without)
    assert {"what": "item 2", "field": None, "before": "ordered 96",
            "after": "no longer on the page: cancelled, not erased"} in result.changes  # fmt: skip
    gone = item(books, "6649107", 2)
    assert (gone.is_cancelled, gone.pending, gone.dispatched, gone.id) == (True, 0, 16, ident)
    assert [lot.challans[0].number for lot in gone.lots if lot.challans] == ["9"]
    back = first.copy()
    back.header["amend_no"] = 2
    result = give(books, back)
    assert {"what": "item 2", "field": None, "before": "cancelled",
            "after": "ordered 96"} in result.changes  # fmt: skip
    returned = item(books, "6649107", 2)
    assert (returned.is_cancelled, returned.pending, returned.id) == (False, 80, ident)
    assert [version.applied for version in order(books, "6649107").versions] == [True] * 3
    whole(books)


def test_a_vanished_lot_is_kept_cancelled_and_comes_back(books, first):
    give(books, first)
    send(books, "6649107", [(1, 2, "10")])
    fewer = first.copy()
    fewer.item(1)["lots"].pop()
    fewer.item(1)["ord_qty"] = fewer.item(1)["lots"][0]["dely_qty"]
    fewer.header["amend_no"] = 1
    give(books, fewer)
    lots = item(books, "6649107", 1).lots
    assert [(lot.lot_no, lot.is_cancelled, lot.pending) for lot in lots] == [(1, False, 30), (2, True, 0)]  # fmt: skip
    assert lots[1].dispatched == 10
    back = first.copy()
    back.header["amend_no"] = 2
    give(books, back)
    lots = item(books, "6649107", 1).lots
    assert [(lot.is_cancelled, lot.pending) for lot in lots] == [(False, 30), (False, 20)]
    whole(books)


def test_a_lowered_quantity_never_makes_the_balance_negative(books, first):
    give(books, first)
    send(books, "6649107", [(3, 1, "40")])
    lower = first.copy()
    lower.header["amend_no"] = 1
    lower.item(3)["ord_qty"] = lower.item(3)["lots"][0]["dely_qty"] = "25"
    give(books, lower)
    line = item(books, "6649107", 3)
    assert (line.quantity, line.dispatched, line.pending, line.lots[0].pending) == (25, 40, 0, 0)
    whole(books)


def test_the_same_amendment_number_with_other_figures_is_applied(books, first):
    """RCD QTY moves on the portal without a new amendment number."""
    give(books, first)
    moved = first.copy()
    moved.item(1)["rcd_qty"] = "7"
    result = give(books, moved)
    assert result.outcome == "amended"
    assert [change["field"] for change in result.changes] == ["rcd_qty"]
    line = item(books, "6649107", 1)
    assert (line.portal_received, line.received, line.accepted) == (7, 7, 0)


def test_the_srvs_count_before_what_the_page_says(books, first):
    play(books, "srv-blank-received")
    moved = first.copy()
    moved.item(1)["rcd_qty"] = "59"
    give(books, moved)
    line = item(books, "6649107", 1)
    assert (line.portal_received, line.received) == (59, 30)


def test_a_deviation_put_right_by_a_later_page_is_settled(books):
    wrong = OrderFacts("bad-inconsistent")
    assert give(books, wrong).deviations == 2
    right = wrong.copy()
    right.item(1)["item_value"] = "5000"
    for key in ("po_value", "net_po_value", "total_value"):
        right.header[key] = "6800"
    right.header["amend_no"] = 1
    assert give(books, right).deviations == 0
    assert order(books, "6639121").deviations == ()
    whole(books)


def test_the_number_comes_round_again_after_ten_years(books, first):
    give(books, first)
    later = first.copy()
    later.header["po_date"] = "2034-07-03"
    assert give(books, later).outcome == "new"
    assert order(books, "6649107").fiscal_year == "2034-35"
    assert order(books, "6649107", 2024).fiscal_year == "2024-25"
    whole(books)


def test_a_customer_renamed_by_a_clerk_stays_the_same_customer(books, first):
    """Else the amended page would become a second order of the same number."""
    give(books, first)
    customer = order(books, "6649107").customer_id
    draft = make(parties.PartyDraft, {"name": "BHEL, Bhopal", "is_default": True})
    parties.save(books, ACTOR, draft, customer)
    changed = first.copy()
    changed.header["amend_no"] = 1
    changed.item(1)["rcd_qty"] = "5"
    assert give(books, changed).outcome == "amended"
    assert order(books, "6649107").customer_id == customer
    receipt = import_pages(books, "srv-blank-received")[0]
    assert receipt.outcome == "new"
    assert order(books, "6649107").receipts[0].number == "8312"
    assert order(books, "6649107").customer == "BHEL, Bhopal"


def test_an_issued_invoice_keeps_its_figures_when_the_order_changes(books, first):
    from senstosales.queries import invoices

    give(books, first)
    issued = bill(books, send(books, "6649107", [(3, 1, "10")]))
    before = books.ask(invoices.detail, issued.id)
    dearer = first.copy()
    dearer.header["amend_no"] = 1
    dearer.item(3)["po_rate"] = "999.5"
    dearer.item(3)["description"] = "ANOTHER THING"
    give(books, dearer)
    after = books.ask(invoices.detail, issued.id)
    assert (after.total, after.taxable) == (before.total, before.taxable) == (
        Decimal("2470.92"), Decimal(2094),
    )  # fmt: skip
    assert after.lines[0].rate == before.lines[0].rate
    assert after.lines[0].description == before.lines[0].description


def test_the_same_disagreement_found_twice_is_one_deviation(books, first):
    from senstosales.domain.kinds import DeviationKind
    from senstosales.services import deviations
    from senstosales.services.deviations import Found

    give(books, first)
    key = order(books, "6649107").id
    twice = [
        Found(DeviationKind.VALUE_MISMATCH, "order", "po_value", str(n), "2", "why", "6649107")
        for n in (1, 3)
    ]
    with books.write(ACTOR) as session:
        assert deviations.sync(session, "order", key, twice) == 1
    assert [line.expected for line in order(books, "6649107").deviations] == ["1"]
    with books.write(ACTOR) as session:
        assert deviations.sync(session, "order", key, []) == 0
    assert order(books, "6649107").deviations == ()
    whole(books)
