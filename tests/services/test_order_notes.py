import pytest

from senstosales.books.store import Actor, Books
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import order_notes as queries
from senstosales.queries import orders
from senstosales.services import order_notes
from senstosales.services.drafts import make
from senstosales.services.order_notes import OrderNoteDraft
from tests.clock import Clock
from tests.playing import ACTOR, whole


@pytest.fixture
def order(ordered: Books) -> int:
    return ordered.ask(orders.find, "4649105")


def note(words: str) -> OrderNoteDraft:
    return make(OrderNoteDraft, {"text": words})


def test_notes_say_who_wrote_and_who_corrected_them(
    ordered: Books, order: int, clock: Clock
) -> None:
    began = clock.now
    first = order_notes.write(ordered, ACTOR, order, note("  Mr Rao agrees to\npart lots  "))
    clock.move(hours=1)
    order_notes.write(ordered, Actor("Ravi", "tests"), order, note("Paint is late"))
    clock.move(hours=1)
    order_notes.correct(ordered, Actor("Ravi", "tests"), first, note("Mr Rao agrees"), version=1)
    later, earlier = ordered.ask(queries.listed, order)
    assert (later.text, later.author, later.corrected_by) == ("Paint is late", "Ravi", None)
    assert (earlier.text, earlier.author, earlier.created_at) == (
        "Mr Rao agrees",
        "Asha Verma",
        began,
    )
    assert (earlier.corrected_by, earlier.corrected_at) == ("Ravi", clock.now)
    whole(ordered)


def test_a_correction_does_not_overwrite_what_somebody_else_has_written(
    ordered: Books, order: int
) -> None:
    key = order_notes.write(ordered, ACTOR, order, note("One"))
    order_notes.correct(ordered, ACTOR, key, note("Two"), version=1)
    with pytest.raises(Conflict):
        order_notes.correct(ordered, ACTOR, key, note("Three"), version=1)
    assert ordered.ask(queries.listed, order)[0].text == "Two"


def test_a_deleted_note_leaves_the_list_and_can_be_put_back(ordered: Books, order: int) -> None:
    key = order_notes.write(ordered, ACTOR, order, note("One"))
    order_notes.delete(ordered, ACTOR, key)
    assert ordered.ask(queries.listed, order) == ()
    for do in (order_notes.delete, lambda *found: order_notes.correct(*found, note("Two"))):
        with pytest.raises(NotFound):
            do(ordered, ACTOR, key)
    order_notes.restore(ordered, ACTOR, key)
    assert [line.text for line in ordered.ask(queries.listed, order)] == ["One"]


@pytest.mark.parametrize("words", ["", " \n ", "x" * 4001, "bell\x07"])
def test_a_note_must_say_something_that_can_be_printed(
    ordered: Books, order: int, words: str
) -> None:
    with pytest.raises(Invalid):
        order_notes.write(ordered, ACTOR, order, note(words))


def test_notes_of_another_business_are_out_of_reach(ordered: Books, order: int) -> None:
    key = order_notes.write(ordered, ACTOR, order, note("One"))
    other = ordered.of(2)
    assert other.ask(queries.listed, order) == ()
    with pytest.raises(NotFound):
        order_notes.write(other, ACTOR, order, note("Two"))
    with pytest.raises(NotFound):
        order_notes.delete(other, ACTOR, key)
