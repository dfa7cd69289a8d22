"""SRVs: linked when they can be, revised, spread over lots, and compared with what was sent."""

from datetime import date

import pytest
from sqlalchemy import select

from senstosales.domain.kinds import Status
from senstosales.queries import deviations, listing, receipts, vouchers
from senstosales.queries.columns import Filter
from senstosales.queries.linked import received_challans
from senstosales.services.challans import cancel as cancel_challan
from senstosales.services.deviations import acknowledge
from senstosales.services.importing import import_bytes
from senstosales.tables.receipts import Receipt
from tests.playing import (
    ACTOR,
    bill,
    dispatch,
    import_pages,
    item,
    order,
    play,
    send,
    told,
    whole,
)
from tests.services.pages import OrderFacts, receipt


def give(books, name, *changes):
    return import_bytes(books, ACTOR, "srv.html", receipt(name, *changes))


def srv(books, number, year=None):
    return books.ask(lambda s: receipts.detail(s, receipts.find(s, number, year)))


def listed(books, *statuses):
    return books.ask(deviations.page, Filter(statuses=frozenset(statuses)), None, 50, 0)


def test_an_srv_before_its_order_waits_and_is_linked_when_it_comes(books):
    early = import_pages(books, "srv-simple")[0]
    assert (early.outcome, early.deviations) == ("new", 1)
    held = srv(books, "21047")
    assert held.status is Status.UNLINKED
    assert [line.order_id for line in held.lines] == [None, None]
    assert [row.status for row in listed(books)] == [Status.TO_CHECK]
    late = import_pages(books, "po-three-items")[0]
    assert late.linked_receipts == 1
    held = srv(books, "21047")
    assert held.status is Status.RECEIVED
    assert {line.order_id for line in held.lines} == {order(books, "6639103").id}
    unknown = [row for row in listed(books) if row.kind == "UNKNOWN_ORDER"]
    assert [row.status for row in unknown] == [Status.SETTLED]
    assert item(books, "6639103", 1).received == 60
    # Its challan is not in the books yet; when it is entered, that deviation settles too.
    assert {row.kind for row in listed(books, Status.TO_CHECK)} == {"UNKNOWN_DISPATCH"}
    for entry in told("srv-simple")["dispatch_first"]:
        dispatch(books, entry)
    assert listed(books, Status.TO_CHECK) == []
    assert srv(books, "21047").lines[0].challan.number == "61"
    whole(books)


def test_an_srv_is_linked_to_the_newest_order_of_its_number_before_it(books):
    """Numbers come round again after ten years; an SRV that came first was linked to the old one."""
    old = OrderFacts("po-three-items", po_date="2013-09-05")
    import_bytes(books, ACTOR, "old.html", old.page())
    import_pages(books, "srv-simple")
    assert srv(books, "21047").lines[0].order_id == order(books, "6639103", 2013).id
    late = import_pages(books, "po-three-items")[0]
    assert late.linked_receipts == 1
    new = order(books, "6639103", 2023)
    assert {line.order_id for line in srv(books, "21047").lines} == {new.id}
    assert order(books, "6639103", 2013).items[0].received == 0
    assert new.items[0].received == 60
    whole(books)


def test_an_order_dated_after_the_srv_is_not_its_order(books):
    import_pages(books, "srv-simple")
    later = OrderFacts("po-three-items", po_date="2033-09-05")
    assert import_bytes(books, ACTOR, "later.html", later.page()).linked_receipts == 0
    assert srv(books, "21047").lines[0].order_id is None


def test_a_higher_revision_replaces_the_earlier_one_whenever_it_comes(books):
    facts = told("srv-revision")
    import_pages(books, *facts["import_first"])
    dispatch(books, facts["dispatch_first"][0])
    both = facts["rows"]
    from tests.portal.page_maker import receipt_page

    for rows, accepted in ((both[1:], 116), (both[:1], 116), (both, 116)):
        import_bytes(books, ACTOR, "srv.html", receipt_page(rows).encode())
        line = item(books, "1139101", 1)
        assert (line.received, line.accepted, line.rejected) == (120, accepted, 4)
    assert [(x.rev_no, x.counts) for x in srv(books, "14620").lines] == [(0, False), (1, True)]
    whole(books)


def test_a_corrected_page_corrects_its_rows_and_tells_so(books):
    play(books, "srv-rejection")
    result = give(books, "srv-rejection", {"accepted_qty": "290", "rej_qty": "10"})
    assert result.outcome == "amended"
    assert {(change["field"], change["before"], change["after"]) for change in result.changes} == {
        ("accepted_qty", "280", "290"),
        ("rej_qty", "20", "10"),
    }
    line = item(books, "5839102", 1)
    assert (line.received, line.accepted, line.rejected) == (300, 290, 10)
    whole(books)


def test_rows_not_yet_inspected_count_as_received_by_and_by(books):
    facts = told("srv-rejection")
    import_pages(books, *facts["import_first"])
    dispatch(books, facts["dispatch_first"][0])
    give(books, "srv-rejection", {"rcd_qty": None, "accepted_qty": None, "rej_qty": None})
    line = item(books, "5839102", 1)
    assert (line.received, line.accepted, line.rejected) == (0, 0, 0)
    give(books, "srv-rejection")
    line = item(books, "5839102", 1)
    assert (line.received, line.accepted, line.rejected) == (300, 280, 20)
    whole(books)


def test_numbers_start_again_each_april(books):
    play(books, "srv-two-srvs")
    give(books, "srv-two-srvs", {"srv_number": "1204", "srv_date": "2025-02-28"})
    years = {
        (row.number, row.fiscal_year)
        for row in books.ask(lambda session: session.scalars(select(Receipt)).all())
    }
    assert {("1204", 2024), ("1204", 2025), ("31877", 2024)} <= years
    assert srv(books, "1204", 2024).fiscal_year == "2024-25"
    assert srv(books, "1204").fiscal_year == "2025-26"


def test_received_is_spread_over_the_lots_first_lot_first(books):
    play(books, "srv-two-srvs")
    line = item(books, "4649105", 1)
    assert sum(lot.received for lot in line.lots) == line.received
    full = [lot.received == lot.quantity for lot in line.lots]
    assert full == sorted(full, reverse=True)


def test_received_that_is_not_accepted_and_rejected_is_a_deviation(books):
    import_pages(books, "po-four-lots")
    dispatch(books, told("srv-rejection")["dispatch_first"][0])
    result = give(books, "srv-rejection", {"rcd_qty": "300", "accepted_qty": "270"})
    assert result.deviations == 1
    found = listed(books, Status.TO_CHECK)[0]
    assert (found.kind, found.expected, found.actual) == ("QTY_MISMATCH", "290", "300")


def test_more_received_than_sent_is_a_deviation_and_not_refused(books):
    import_pages(books, "po-four-lots")
    send(books, "5839102", [(1, 1, "200")], number="52", date=date(2023, 9, 20))
    result = give(books, "srv-rejection")
    assert (result.outcome, result.deviations) == ("new", 1)
    found = listed(books, Status.TO_CHECK)[0]
    assert (found.kind, found.expected, found.actual) == ("QTY_MISMATCH", "200", "300")
    assert item(books, "5839102", 1).received == 300
    whole(books)


def test_an_item_the_order_does_not_have(books):
    import_pages(books, "po-four-lots")
    give(books, "srv-rejection", {"po_item_no": 7})
    assert {row.kind for row in listed(books)} == {"UNKNOWN_ITEM"}
    whole(books)


def test_a_challan_is_only_found_in_the_year_that_is_named(books):
    import_pages(books, "po-four-lots")
    send(books, "5839102", [(1, 1, "300")], number="52", date=date(2024, 9, 20))
    give(books, "srv-rejection")
    assert {row.kind for row in listed(books)} == {"UNKNOWN_DISPATCH"}
    assert srv(books, "17733").lines[0].challan is None


def test_a_challan_of_another_order_with_that_number_is_not_meant(books):
    import_pages(books, "po-four-lots", "po-single-lot")
    send(books, "1139101", [(1, 1, "100")], number="52", date=date(2023, 9, 20))
    give(books, "srv-rejection")
    assert {row.kind for row in listed(books)} == {"UNKNOWN_DISPATCH"}


def test_found_through_the_invoice_even_when_its_number_is_another(books):
    play(books, "srv-tax-invoice-only")
    line = srv(books, "24990").lines[0]
    assert (line.challan.number, line.invoice.number) == ("104", "107")
    whole(books)


def test_found_through_the_invoice_when_the_challan_number_is_none_of_ours(books):
    """The link is made, and the number that the stores wrote down wrongly is listed."""
    facts = told("srv-rejection")
    import_pages(books, *facts["import_first"])
    dispatch(books, facts["dispatch_first"][0])
    result = give(books, "srv-rejection", {"challan_no": "999"})
    assert (result.outcome, result.deviations) == ("new", 1)
    line = srv(books, "17733").lines[0]
    assert (line.challan.number, line.invoice.number) == ("52", "52")
    found = listed(books, Status.TO_CHECK)[0]
    assert (found.kind, found.expected, found.actual) == ("UNKNOWN_DISPATCH", "52", "999")
    challan = order(books, "5839102").challans[0]
    assert books.ask(vouchers.receipt_references, challan.id)[0].number == "17733"
    assert challan.id in books.ask(lambda s: s.scalars(received_challans()).all())
    give(books, "srv-rejection")
    assert listed(books, Status.TO_CHECK) == []
    whole(books)


def test_a_dash_for_a_challan_number_is_none(books):
    facts = told("srv-rejection")
    import_pages(books, *facts["import_first"])
    dispatch(books, facts["dispatch_first"][0])
    assert give(books, "srv-rejection", {"challan_no": "-"}).deviations == 0
    line = srv(books, "17733").lines[0]
    assert (line.challan_no, line.challan.number) == ("-", "52")


def test_an_order_that_regularises_may_be_dated_after_the_srv(books):
    import_pages(books, "srv-simple")
    regularised = OrderFacts("po-three-items", po_date="2023-12-20")
    assert import_bytes(books, ACTOR, "late.html", regularised.page()).linked_receipts == 1
    first = order(books, "6639103").id
    assert {line.order_id for line in srv(books, "21047").lines} == {first}
    # One dated before the SRV is the nearer of the two.
    other = OrderFacts("po-three-items", po_date="2022-09-05")
    assert import_bytes(books, ACTOR, "other.html", other.page()).linked_receipts == 1
    assert {line.order_id for line in srv(books, "21047").lines} != {first}
    whole(books)


def test_a_corrected_srv_date_is_taken_over(books):
    play(books, "srv-rejection")
    result = give(books, "srv-rejection", {"srv_date": "2023-10-30"})
    assert [(c["field"], c["after"]) for c in result.changes] == [("srv_date", "2023-10-30")]
    assert srv(books, "17733").date == date(2023, 10, 30)
    assert give(books, "srv-rejection", {"srv_date": "2023-10-30"}).outcome == "unchanged"


def test_acknowledged_deviations_come_up_again_when_their_figures_move(books):
    import_pages(books, "po-four-lots")
    send(books, "5839102", [(1, 1, "200")], number="52", date=date(2023, 9, 20))
    give(books, "srv-rejection")
    found = listed(books, Status.TO_CHECK)[0]
    acknowledge(books, ACTOR, found.id, "  counted again by phone ")
    seen = listed(books)[0]
    assert (seen.status, seen.acknowledged_by, seen.note) == (
        Status.ACKNOWLEDGED, ACTOR.name, "counted again by phone",
    )  # fmt: skip
    again = give(books, "srv-rejection", {"rcd_qty": "310", "accepted_qty": "290"})
    assert again.deviations == 1
    assert listed(books)[0].status is Status.TO_CHECK


@pytest.mark.parametrize("case", ["received", "invoiced"])
def test_a_challan_that_was_received_or_invoiced_stays(books, case):
    from senstosales.errors import Conflict

    if case == "received":
        play(books, "srv-blank-received")
        held = order(books, "6649107")
        challan = held.challans[0]
    else:
        import_pages(books, "po-four-lots")
        bill(books, send(books, "5839102", [(1, 1, "30")]))
        challan = order(books, "5839102").challans[0]
    with pytest.raises(Conflict):
        cancel_challan(books, ACTOR, challan.id, "a slip")


def test_every_receipt_of_all_samples_in_one_set_of_books(ordered):
    for name in ("srv-simple", "srv-blank-received", "srv-rejection", "srv-two-srvs", "srv-two-pos",
                 "srv-revision", "srv-tax-invoice-only", "srv-unknown-po"):  # fmt: skip
        play(ordered, name)
    assert len(ordered.ask(listing.ids, "receipt", None, None)) == 10
    assert [row.kind for row in listed(ordered, Status.TO_CHECK)] == ["UNKNOWN_ORDER"]
    whole(ordered)


def test_a_revision_may_name_another_order(books):
    """Then the row of the first order no longer counts, also where the books are checked."""
    from tests.portal.page_maker import receipt_page

    facts = told("srv-revision")
    import_pages(books, *facts["import_first"])
    dispatch(books, facts["dispatch_first"][0])
    first, second = (dict(row) for row in facts["rows"])
    second["po_number"] = "9999999"
    import_bytes(books, ACTOR, "srv.html", receipt_page([first, second]).encode())
    line = item(books, "1139101", 1)
    assert (line.received, line.accepted) == (0, 0)
    whole(books)
