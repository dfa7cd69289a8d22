"""Invoices sent by billing programs: taken in once, moved on, returned, corrected, and told of."""

from datetime import date
from decimal import Decimal

import pytest

from senstosales.domain.handling import BillingStage, Stage
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.queries import handling as queries
from senstosales.queries import invoices, parties, stock
from senstosales.queries.columns import Filter
from senstosales.services import handling
from tests.playing import ACTOR, whole


def goods(code="PR650", quantity=20, mrp="3.50", **more):
    facts = {"name": "Washer", "item_code": code, "barcode": f"BC-{code}", "quantity": quantity,
             "mrp": Decimal(mrp), "shelf_location": "R-12"} | more  # fmt: skip
    return handling.SentLine(**facts)


def send(books, number="LTPI-1", lines=None, **more):
    facts = {
        "invoice_no": number,
        "invoice_date": date(2026, 3, 1),
        "salesman": "Ajay",
        "customer": {"code": "C-1", "name": "Satpura", "phone1": "98", "area": "Bhopal"},
        "lines": (goods(), goods("OTN10", 10, "85")) if lines is None else lines,
    } | more
    return handling.take_in(books, ACTOR, handling.SentInvoice(**facts))


def correct(books, number="LTPI-1", **more):
    given = handling.Correction(invoice_no=number, **more)
    return handling.correct(books, ACTOR, given)


def back(books, number="LTPI-1", stage=Stage.PICKING):
    held = books.ask(queries.find, number)
    path = (Stage.PICKING, Stage.PICKED, Stage.PACKING, Stage.PACKED, Stage.DISPATCHED)
    for step in path[: path.index(stage) + 1]:
        handling.move(books, ACTOR, held, step)
    return handling.return_to_billing(books, ACTOR, number, "Wrong batch")


def said(books):
    return [event.data for event in books.ask(queries.events_after, 0)]


def test_a_sent_invoice_stands_in_the_books_with_its_customer_and_products(books):
    held = send(books)
    assert (held.total, held.stage, held.billing) == (920, Stage.INVOICED, BillingStage.BILLED)
    row = books.ask(invoices.page, Filter(), None, 5, 0)[0]
    assert (row.number, row.total, row.buyer) == ("LTPI-1", 920, "Satpura")
    assert [(p.material_code, p.stock) for p in books.ask(stock.page, Filter(), None, 5, 0)] == [
        ("OTN10", -10), ("PR650", -20),
    ]  # fmt: skip
    assert [(each["invoice_no"], each["total_amount"]) for each in said(books)] == [
        ("LTPI-1", "920.00")
    ]
    whole(books)


def test_a_number_is_taken_in_once_and_nothing_is_said_of_the_second(books):
    first = send(books)
    with pytest.raises(handling.AlreadySent) as error:
        send(books)
    assert (error.value.id, len(said(books))) == (first.id, 1)


def test_customer_and_salesman_are_known_again_and_only_what_was_sent_changes(books):
    send(books)
    send(books, "LTPI-2", customer={"code": "C-1", "name": "Satpura Ltd"})
    rows = books.ask(parties.page, Filter(words=("Satpura",)), None, 9, 0)
    assert [row.name for row in rows] == ["Satpura Ltd"]
    assert books.ask(parties.detail, rows[0].id).phone == "98"
    first, second = (books.ask(queries.detail, row.id) for row in books.ask(
        queries.page, Filter(), None, 9, 0))  # fmt: skip
    assert first.salesman_id == second.salesman_id


def test_no_lines_and_negative_figures_are_kept_as_sent(books):
    assert send(books, lines=()).total == 0
    assert send(books, "X", lines=(goods(quantity=-2, mrp="10"),)).total == -20
    whole(books)


@pytest.mark.parametrize(
    ("stage", "section", "resumes"),
    [
        (Stage.PICKING, "PICKING", Stage.PICKING),
        (Stage.PICKED, "PICKING", Stage.PICKING),
        (Stage.PACKING, "PACKING", Stage.PACKING),
        (Stage.PACKED, "DELIVERY", Stage.PACKED),
        (Stage.DISPATCHED, "DELIVERY", Stage.PACKED),
    ],
)
def test_it_comes_back_once_and_goes_on_where_it_came_from(books, stage, section, resumes):
    send(books)
    held = back(books, stage=stage)
    assert (held.stage, held.returned_from) == (Stage.REVIEW, section)
    with pytest.raises(Refused):
        handling.return_to_billing(books, ACTOR, "LTPI-1", "again")
    fixed = correct(books, lines=(handling.SentLine(item_code="PR650", mrp=Decimal(4)),))
    assert (fixed.stage, fixed.billing, fixed.total) == (resumes, BillingStage.RE_INVOICED, 930)
    assert fixed.resolution_notes == handling.CORRECTED
    kinds = [event.get("type") for event in said(books)[-4:]]
    assert kinds == [None, "invoice_review", None, "invoice_updated"]
    whole(books)


def test_lines_are_corrected_added_and_replaced(books):
    send(books)
    back(books)
    fixed = correct(
        books,
        lines=(
            handling.SentLine(barcode="BC-PR650", batch_no="B9"),
            handling.SentLine(item_code="NEW", quantity=1, mrp=Decimal(5)),
        ),
        replace_items=True,
    )
    assert [(line.item_code, line.quantity, line.batch_no) for line in fixed.lines] == [
        ("PR650", 20, "B9"), ("NEW", 1, ""),
    ]  # fmt: skip
    assert fixed.total == 75
    whole(books)


def test_lines_that_are_given_whole_are_all_there_are(books):
    twice = goods(batch_no="B1"), goods(batch_no="B2")
    send(books, lines=twice)
    held = back(books)
    first, second = (handling.sent_again(line) for line in held.lines)
    fixed = correct(books, lines=(second.model_copy(update={"quantity": 5}), first), whole=True)
    assert [(line.batch_no, line.quantity) for line in fixed.lines] == [("B2", 5), ("B1", 20)]
    whole(books)


def test_a_correction_of_what_has_moved_since_it_was_read_is_refused(books):
    send(books)
    first = back(books)
    correct(books)
    second = handling.return_to_billing(books, ACTOR, "LTPI-1", "Again", user_name="Ravi")
    assert second.returned_by_name == "Ravi"
    with pytest.raises(Conflict):
        correct(books, version=first.version, lines=(), whole=True)
    assert correct(books, version=second.version).total == 920


def test_replacing_with_no_lines_deletes_nothing(books):
    send(books)
    back(books)
    assert len(correct(books, lines=(), replace_items=True).lines) == 2


def test_only_an_invoice_in_review_is_corrected(books):
    send(books)
    with pytest.raises(Refused, match="Current status: INVOICED"):
        correct(books)
    with pytest.raises(NotFound):
        correct(books, "nothing")
    with pytest.raises(Refused):
        handling.return_to_billing(books, ACTOR, "LTPI-1", "x")
    with pytest.raises(Invalid):
        handling.return_to_billing(books, ACTOR, "LTPI-1", " ")
    with pytest.raises(Refused):
        handling.move(books, ACTOR, books.ask(queries.find, "LTPI-1"), Stage.PACKED)
