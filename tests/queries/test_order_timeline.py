from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from senstosales.books.store import Actor, Books
from senstosales.errors import NotFound
from senstosales.queries import order_timeline, orders
from senstosales.queries.happenings import Entry, Happening
from senstosales.services import attachments, challans, lot_overrides, order_notes
from senstosales.services.lot_overrides import LotOverrideDraft
from senstosales.services.order_notes import OrderNoteDraft
from tests.clock import Clock
from tests.playing import ACTOR, item, send

RAVI = Actor("Ravi", "tests")


@pytest.fixture
def played(open_copy: Callable[[Path], Books], played_file: Path) -> Books:
    return open_copy(played_file)


def told(books: Books, number: str) -> tuple[Entry, ...]:
    return books.ask(order_timeline.timeline, books.ask(orders.find, number))


def test_all_papers_of_an_order_stand_in_one_list_the_newest_first(played: Books) -> None:
    found = told(played, "4649105")
    assert [(each.day, each.title, each.noun) for each in found] == [
        (date(2026, 3, 16), "Page imported", "versions"),
        (date(2025, 5, 12), "SRV 1204", "receipts"),
        (date(2025, 5, 6), "Tax invoice 5", "invoices"),
        (date(2025, 5, 6), "Delivery challan 5", "challans"),
        (date(2025, 4, 25), "Payment", "payments"),
        (date(2025, 2, 24), "SRV 31877", "receipts"),
        (date(2025, 2, 18), "Tax invoice 88", "invoices"),
        (date(2025, 2, 18), "Delivery challan 88", "challans"),
        (date(2024, 10, 14), "Order 4649105 placed", "versions"),
    ]
    by_title = {each.title: each for each in found}
    assert by_title["Delivery challan 5"].said == "60 NO of item 1 lot 3, 30 NO of item 1 lot 4"
    assert by_title["SRV 1204"].said == "90 NO received, 90 accepted"
    assert by_title["Tax invoice 88"].said == "for challan 88"
    paid = by_title["Payment"]
    assert paid.said.startswith("against invoice 88, Bank Transfer")
    assert paid.said.endswith("₹ 10,428.00 kept back")
    assert paid.value == Decimal("137788.00")
    assert {each.who for each in found} == {"Sample clerk", ""}


def test_amendments_rejections_replacements_and_notes_on_invoices_are_told(played: Books) -> None:
    amended = told(played, "6649107")
    assert [(each.kind, each.title) for each in amended[:2]] == [
        (Happening.AMENDED, "Amendment No. 1"),
        (Happening.PAGE, "Page imported"),
    ]
    assert amended[0].said == "12 changes, po-amended-1.html"
    rejected = {each.title: each for each in told(played, "5839102")}
    assert rejected["SRV 17733"].kind is Happening.REJECTION
    assert rejected["Replacement challan 71"].said == "20 NO of item 1"
    noted = [each for each in told(played, "5939112") if each.kind is Happening.TAX_NOTE]
    assert [each.said for each in noted] == ["on invoice 19: 2 pieces rejected by the stores"]


def test_a_cancelled_paper_is_told_twice(ordered: Books, clock: Clock) -> None:
    sent = send(ordered, "4649105", [(1, 1, "20")], date=date(2026, 3, 10))
    clock.move(days=3)
    challans.cancel(ordered, RAVI, sent.id, "The lorry broke down")
    gone, _, issued, _ = told(ordered, "4649105")
    assert (gone.day, gone.title) == (date(2026, 3, 19), f"{issued.title} cancelled")
    assert (gone.kind, gone.said, gone.who) == (Happening.CANCELLED, "The lorry broke down", "Ravi")
    assert (issued.is_cancelled, issued.who) == (True, "Asha Verma")


def test_notes_files_and_a_clerks_word_are_told_while_they_hold(
    ordered: Books, clock: Clock
) -> None:
    key = ordered.ask(orders.find, "4649105")
    lot = item(ordered, "4649105", 1).lots[0]
    said = LotOverrideDraft(delivered=Decimal(10), reason="Went before")
    lot_overrides.put(ordered, RAVI, lot.id, said)
    clock.move(minutes=1)
    lot_overrides.put(ordered, RAVI, lot.id, said.model_copy(update={"delivered": Decimal(12)}))
    clock.move(minutes=1)
    lot_overrides.take_back(ordered, ACTOR, lot.id)
    clock.move(minutes=1)
    note = order_notes.write(ordered, RAVI, key, OrderNoteDraft(text="Paint is late"))
    clock.move(minutes=1)
    file = attachments.attach(ordered, ACTOR, key, "a.pdf", b"%PDF")
    assert [(each.title, each.said, each.who) for each in told(ordered, "4649105")[:5]] == [
        ("File attached", "a.pdf, 4 bytes", "Asha Verma"),
        ("Note", "Paint is late", "Ravi"),
        ("Lot 1 of item 1: the challans count again", "", "Asha Verma"),
        ("Lot 1 of item 1 set by hand: 12 NO delivered", "Went before", "Ravi"),
        ("Lot 1 of item 1 set by hand: 10 NO delivered", "Went before", "Ravi"),
    ]
    order_notes.delete(ordered, ACTOR, note)
    attachments.remove(ordered, ACTOR, file)
    kinds = {each.kind for each in told(ordered, "4649105")}
    assert kinds == {Happening.OVERRIDE, Happening.PAGE, Happening.PLACED}


def test_orders_of_another_business_are_out_of_reach(ordered: Books) -> None:
    key = ordered.ask(orders.find, "4649105")
    with pytest.raises(NotFound):
        ordered.of(2).ask(order_timeline.timeline, key)
