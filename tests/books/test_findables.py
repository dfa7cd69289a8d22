"""What the find box looks at is true after every transaction, whatever became of it."""

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from senstosales.books import findables, finding
from senstosales.books.store import Books, open_books
from senstosales.domain.findables import Findable, first_place, last_place, sought
from senstosales.services import checking
from senstosales.tables.cash import Expense
from senstosales.tables.findables import TERMS
from senstosales.tables.masters import Party, Product
from senstosales.tables.office import Business
from senstosales.tables.orders import Order, OrderItem
from tests.clock import Clock
from tests.playing import ACTOR, play, whole

TODAY = date(2026, 3, 16)


def problems(books: Books) -> list[str]:
    with books.read() as session:
        return list(findables.problems(session.connection()))


def held(books: Books, kind: Findable, typed: str, business: int = 1, limit: int = 20) -> list[int]:
    with books.read() as session:
        found = finding.holding(session.connection(), business, kind, sought(typed), limit)
        return [each.noun_id for each in found]


def party(name: str, business: int = 1) -> Party:
    return Party(business_id=business, name=name)


def order(customer: Party, number: str, day: date = TODAY, said: str = "END WEDGE") -> Order:
    item = OrderItem(item_no=1, rate=1, quantity=1, description=said, drawing_numbers=["444-07"])
    return Order(
        business_id=customer.business_id, customer_id=customer.id, number=number, order_date=day,
        fiscal_year=2025, items=[item],
    )  # fmt: skip


@pytest.fixture
def shop(books: Books) -> Books:
    """One customer with three orders: the middle one entered last."""
    with books.write(ACTOR) as session:
        customer = party("Narmada Works")
        session.add(customer)
        session.flush()
        for days, number in ((9, "771001"), (1, "771003"), (5, "771002")):
            session.add(order(customer, number, TODAY - timedelta(days=days)))
            session.flush()
    return books


def numbers(books: Books, typed: str) -> list[str]:
    ids = held(books, Findable.ORDER, typed)
    return books.ask(lambda session: [session.get_one(Order, key).number for key in ids])


def test_the_newest_by_its_date_comes_first(shop):
    assert numbers(shop, "wedge") == ["771003", "771002", "771001"]
    assert numbers(shop, "444-07 narmada") == ["771003", "771002", "771001"]
    with shop.write(ACTOR) as session:
        oldest = session.scalars(select(Order).where(Order.number == "771001")).one()
        oldest.order_date = TODAY
    assert numbers(shop, "wedge") == ["771001", "771003", "771002"]
    assert problems(shop) == []


def test_a_renamed_party_is_found_by_its_new_name_with_its_orders(shop):
    with shop.write(ACTOR) as session:
        session.scalars(select(Party)).one().name = "Tapti Works"
    assert len(numbers(shop, "tapti 77100")) == 3
    assert numbers(shop, "narmada") == []
    assert problems(shop) == []


def test_a_savepoint_undone_leaves_nothing_behind(shop):
    with shop.write(ACTOR) as session:
        customer = session.scalars(select(Party)).one()
        kept = order(customer, "888001")
        session.add(kept)
        with pytest.raises(RuntimeError), session.begin_nested():
            session.add(order(customer, "888002"))
            customer.name = "Nobody"
            session.flush()
            raise RuntimeError
    assert numbers(shop, "888") == ["888001"]
    assert problems(shop) == []


def test_what_is_undone_whole_leaves_nothing_behind(shop):
    with pytest.raises(RuntimeError), shop.write(ACTOR) as session:
        session.add(party("Never Was"))
        session.flush()
        findables.bring_along(session)
        raise RuntimeError
    assert held(shop, Findable.PARTY, "never") == []
    assert problems(shop) == []


def test_another_program_on_the_same_file(shop):
    other = open_books(shop.path, clock=Clock())
    with other.write(ACTOR) as session:
        session.add(order(session.scalars(select(Party)).one(), "999001"))
    assert numbers(shop, "999001") == ["999001"]
    with shop.write(ACTOR) as session:
        session.scalars(select(Order).where(Order.number == "999001")).one().remarks = "GEM tapti"
    assert [len(held(each, Findable.ORDER, "tapti")) for each in (shop, other)] == [1, 1]
    assert problems(other) == []
    other.close()


def test_nobody_finds_the_papers_of_another_business(shop):
    with shop.write(ACTOR) as session:
        session.add(Business(name="Other"))
        session.flush()
        stranger = party("Narmada Works", 2)
        session.add(stranger)
        session.flush()
        session.add(order(stranger, "771009"))
    assert "771009" not in numbers(shop, "77100")
    assert len(held(shop, Findable.ORDER, "77100", business=2)) == 1
    with shop.read() as session:
        bearing = finding.bearing(session.connection(), 1, "771009", 9)
    assert bearing == []


def test_more_than_a_day_has_places_for_stand_on_the_days_after(shop, monkeypatch):
    monkeypatch.setattr(findables, "SLOTS", 4)
    with shop.write(ACTOR) as session:
        customer = session.scalars(select(Party)).one()
        session.add_all(
            order(customer, f"55{n:03d}", TODAY - timedelta(days=30)) for n in range(11)
        )
    with shop.write(ACTOR) as session:
        customer = session.scalars(select(Party)).one()
        session.add(order(customer, "55099", TODAY - timedelta(days=30)))
    assert len(numbers(shop, "550")) == 12
    assert numbers(shop, "wedge")[:3] == ["771003", "771002", "771001"]
    assert problems(shop) == []


def damage(books: Books, statement: str) -> None:
    with closing(sqlite3.connect(books.path)) as raw, raw:
        raw.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE order_items SET description = 'LOCKING PLATE' WHERE order_id = 2",
        "UPDATE findables SET text = 'rubbish' WHERE noun_id = 2",
        "DELETE FROM findables WHERE noun_id = 2",
        "INSERT INTO findables VALUES (99, 1, 1, 4711, 1, '', '')",
        "INSERT INTO findables_index(findables_index) VALUES ('delete-all')",
        "INSERT INTO findables_index(rowid, pieces) VALUES (98, 'abc')",
    ],
)
def test_the_check_notices_what_does_not_agree_and_makes_it_anew(shop, statement):
    damage(shop, statement)
    (told,) = problems(shop)
    assert told.startswith("What the find box looks at did not agree with the books in 1 places")
    with shop.read() as session:
        assert told in list(checking.problems(session))
    assert checking.mend_find_box(shop, ACTOR) == told
    assert problems(shop) == []
    assert checking.mend_find_box(shop, ACTOR) == ""
    assert set(numbers(shop, "77100")) == {"771001", "771002", "771003"}


def test_papers_thrown_away_and_pages_imported(open_copy, office_file):
    books = open_copy(office_file)
    play(books, "srv-rejection")
    play(books, "srv-two-srvs")
    whole(books)


def _index(books: Books) -> tuple[set[tuple[object, ...]], dict[str, int]]:
    """All that is found by words, and by how many things each piece of the full-text index is had."""
    with books.read() as session:
        connection = session.connection()
        rows = connection.exec_driver_sql(
            "SELECT business_id, kind, noun_id, day, number, text FROM findables"
        )
        held = {tuple(row) for row in rows}
        terms = connection.exec_driver_sql(f"SELECT term, doc FROM {TERMS}")
        return held, dict(map(tuple, terms))


class Desk(RuleBasedStateMachine):
    """Rows come, change and go, in transactions that hold or not, by two programs."""

    def __init__(self, folder: Path, source: Path) -> None:
        super().__init__()
        path = folder / "machine.sqlite3"
        for old in folder.glob("machine.sqlite3*"):
            old.unlink()
        shutil.copyfile(source, path)
        self.programs = [open_books(path, clock=Clock()) for _ in range(2)]
        self.turn = 0

    parties = Bundle("parties")
    orders = Bundle("orders")
    expenses = Bundle("expenses")
    said = st.sampled_from(("WEDGE 4440", "Bracket/7", "locking PLATE", "", "x" * 30, "ÜBER 9"))

    @property
    def books(self) -> Books:
        self.turn += 1
        return self.programs[self.turn % 2]

    @initialize(target=parties)
    def first(self) -> int:
        return self.add_party("First")

    @rule(target=parties, name=said)
    def add_party(self, name: str) -> int:
        with self.books.write(ACTOR) as session:
            row = party(name)
            session.add(row)
            session.flush()
            return row.id

    @rule(key=parties, name=said, gone=st.booleans())
    def change_party(self, key: int, name: str, gone: bool) -> None:
        with self.books.write(ACTOR) as session:
            row = session.get_one(Party, key)
            row.name, row.is_deleted = name, gone

    @rule(target=orders, key=parties, said=said, days=st.integers(0, 3))
    def add_order(self, key: int, said: str, days: int) -> int:
        with self.books.write(ACTOR) as session:
            number = f"{session.query(Order).count()}-{self.turn}"
            row = order(session.get_one(Party, key), number, TODAY - timedelta(days=days), said)
            session.add(row)
            session.flush()
            return row.id

    @rule(key=orders, said=said, days=st.integers(0, 3), undone=st.booleans())
    def change_order(self, key: int, said: str, days: int, undone: bool) -> None:
        with suppress(ZeroDivisionError), self.books.write(ACTOR) as session:
            row = session.get_one(Order, key)
            row.items[0].description = said
            session.flush()
            row.order_date = TODAY - timedelta(days=days)
            row.remarks = said
            assert 1 / (not undone)

    @rule(key=consumes(orders))
    def remove_order(self, key: int) -> None:
        with self.books.write(ACTOR) as session:
            row = session.get_one(Order, key)
            for each in row.items:
                session.delete(each)
            session.flush()
            session.delete(row)

    @rule(name=said)
    def add_product(self, name: str) -> None:
        with self.books.write(ACTOR) as session:
            session.add(Product(business_id=1, name=name, material_code=f"M-0{self.turn}"))

    @rule(goes=parties, stays=parties)
    def merge(self, goes: int, stays: int) -> None:
        with self.books.write(ACTOR) as session:
            row = session.get_one(Party, goes)
            row.merged_into_id = None if goes == stays else stays
            row.is_deleted = goes != stays

    @rule(target=expenses, said=said, days=st.integers(0, 3))
    def spend(self, said: str, days: int) -> int:
        with self.books.write(ACTOR) as session:
            row = Expense(
                business_id=1, amount=5, spent_on=TODAY - timedelta(days=days), category="Food",
                description=said,
            )  # fmt: skip
            session.add(row)
            session.flush()
            return row.id

    @rule(key=expenses, said=said)
    def correct(self, key: int, said: str) -> None:
        with self.books.write(ACTOR) as session:
            row = session.get(Expense, key)
            if row is not None:
                row.description = said

    @rule(key=consumes(expenses))
    def remove_expense(self, key: int) -> None:
        with self.books.write(ACTOR) as session:
            session.delete(session.get_one(Expense, key))

    @invariant()
    def it_is_true(self) -> None:
        assert problems(self.books) == []

    def teardown(self) -> None:
        """What was kept true bit by bit is what comes of making it anew."""
        kept = _index(self.programs[0])
        with self.programs[0].write(ACTOR) as session:
            findables.rebuild(session.connection())
        assert _index(self.programs[0]) == kept
        for books in self.programs:
            books.close()


def test_whatever_happens_at_the_desk(tmp_path, new_books_file):
    run_state_machine_as_test(
        lambda: Desk(tmp_path, new_books_file),
        settings=settings(max_examples=12, stateful_step_count=12),
    )


@given(typed=st.text(max_size=30), more=st.sampled_from(("", "wedge", "771", "1")))
def test_nothing_typed_is_a_word_of_the_index_and_both_ways_of_looking_agree(
    played_file, typed, more
):
    """The full-text index against looking through every text, as on another database."""
    books = _reading(played_file)
    words = sought(f"{typed} {more}")
    with books.read() as session:
        connection = session.connection()
        for kind in (Findable.ORDER, Findable.PARTY):
            between = first_place(1, kind), last_place(1, kind)
            quick = finding.holding(connection, 1, kind, words, 50)
            slow = finding.looking_through(connection, between, words, 50)
            assert set(quick) <= set(slow)
            if not words:
                assert quick == slow


_open: dict[Path, Books] = {}


def _reading(path: Path) -> Books:
    if path not in _open:
        _open[path] = open_books(path, clock=Clock())
    return _open[path]


@pytest.fixture(autouse=True, scope="module")
def close_what_was_read():
    yield
    for books in _open.values():
        books.close()
    _open.clear()


@pytest.mark.parametrize(
    "typed", ['"', "wedge*", "NEAR(a b)", "a AND", "NOT", "pieces:wedge", "-x", "^1", "a\x00b", "\ud800", "'; DROP"]
)  # fmt: skip
def test_what_is_typed_is_never_syntax(shop, typed):
    assert isinstance(held(shop, Findable.ORDER, typed), list)
    assert isinstance(numbers(shop, f"{typed} wedge"), list)
