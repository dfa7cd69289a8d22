"""The steps of a sent invoice are told as they were taken, and a correction by what it changed."""

from decimal import Decimal

from senstosales.domain.handling import Priority
from senstosales.queries import handling as queries
from senstosales.queries import handling_trail
from senstosales.services import handling
from tests.services.test_handling import back, correct, goods, send


def steps(books, number="LTPI-1"):
    return books.ask(handling_trail.steps, books.ask(queries.find, number))


def test_every_step_is_told_with_who_took_it_and_why(books, clock):
    send(books)
    clock.move(hours=1)
    back(books)
    clock.move(hours=1)
    correct(books, resolution_notes="As agreed by telephone")
    found = steps(books)
    assert [(step.said, step.note) for step in found] == [
        ("Came in", ""),
        ("Picking begun", ""),
        ("Back to billing from picking", "Wrong batch"),
        ("Corrected, on to picking", "As agreed by telephone"),
    ]
    assert {(step.who, step.door) for step in found} == {("Asha Verma", "tests")}
    assert (found[3].at - found[0].at).total_seconds() == 7200
    assert [step.changes for step in found] == [(), (), (), ()]


def test_a_correction_is_told_by_what_it_changed_and_each_by_its_own(books):
    send(books)
    send(books, "OTHER")
    back(books, "OTHER")
    back(books)
    correct(
        books,
        lines=(
            handling.SentLine(item_code="PR650", mrp=Decimal("4.5"), batch_no="B456"),
            goods("NEW", 2, "55", name="Gauze"),
        ),
        replace_items=True,
        priority=Priority.HIGH,
        salesman="Vijay",
        customer={"code": "C-1", "name": "Satpura Ltd"},
    )
    correct(books, "OTHER", lines=(handling.SentLine(item_code="OTN10", quantity=9),))
    told = [(each.what, each.before, each.after) for each in steps(books)[-1].changes]
    assert sorted(told) == sorted([
        ("Customer", "Satpura", "Satpura Ltd"),
        ("Total ₹", "920.00", "200.00"),
        ("Washer: MRP ₹", "3.50", "4.50"),
        ("Washer: Batch", "", "B456"),
        ("Washer: Name", "Washer", "Gauze"),
        ("Washer: Item code", "OTN10", "NEW"),
        ("Washer: Barcode", "BC-OTN10", "BC-NEW"),
        ("Washer: Quantity", "10", "2"),
        ("Washer: MRP ₹", "85.00", "55.00"),
        ("Priority", "Medium", "High"),
        ("Salesman", "Ajay", "Vijay"),
    ])  # fmt: skip
    other = [(each.what, each.before, each.after) for each in steps(books, "OTHER")[-1].changes]
    assert other == [
        ("Customer", "Satpura", "Satpura Ltd"),  # he has got his new name everywhere
        ("Washer: Quantity", "10", "9"),
        ("Total ₹", "920.00", "835.00"),
    ]


def test_lines_that_came_and_went_are_told(books):
    send(books, lines=(goods(),))
    back(books)
    correct(books, lines=(goods("NEW", 2, "55", name="Gauze"),))
    assert ("Gauze", "", "added, 2 × 55.00") in [
        (each.what, each.before, each.after) for each in steps(books)[-1].changes
    ]
    send(books, "L2")
    back(books, "L2")
    correct(books, "L2", lines=(handling.SentLine(item_code="PR650"),), replace_items=True)
    assert ("Washer", "10 × 85.00", "taken away") in [
        (each.what, each.before, each.after) for each in steps(books, "L2")[-1].changes
    ]


def test_an_invoice_of_our_own_has_no_such_steps(books):
    assert books.ask(handling_trail.steps, 1) == ()
