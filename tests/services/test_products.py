"""Products and their stock: counted, sold, brought back; the sum of the moves and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from senstosales.domain.catalogue import Move
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import stock
from senstosales.queries.columns import Filter
from senstosales.services import bin as bin_
from senstosales.services import products, vouchers
from senstosales.services.voucher_copies import note_on
from tests.playing import ACTOR, whole
from tests.services.test_vouchers import DAY, draft, line


def save(books, **facts):
    key = facts.pop("product_id", None)
    drafted = products.ProductDraft(**({"name": "Bush", "price": Decimal(10)} | facts))
    return products.save(books, ACTOR, drafted, key)


def held(books, product_id):
    return books.ask(stock.stock_of, product_id)


def sell(books, product_id, quantity):
    sold = line(quantity=quantity).model_copy(update={"product_id": product_id})
    return vouchers.create(books, ACTOR, draft(lines=(sold,))).id


def test_a_count_is_kept_as_the_difference(books):
    product_id = save(books, stock=Decimal(100))
    save(books, product_id=product_id, stock=Decimal(90))
    moves = books.ask(stock.detail, product_id).moves
    assert [(move.kind, move.quantity) for move in moves] == [
        ("Counted", -10), ("Opening stock", 100),
    ]  # fmt: skip
    assert held(books, product_id) == 90


def test_stock_follows_an_invoice_its_note_and_its_end(books):
    product_id = save(books, stock=Decimal(10))
    invoice = sell(books, product_id, "4")
    assert held(books, product_id) == 6
    note = books.ask(note_on, VoucherKind.CREDIT_NOTE, invoice)
    assert note.lines[0].product_id == product_id
    back = note.lines[0].model_copy(update={"quantity": Decimal(1)})
    credited = vouchers.create(books, ACTOR, note.model_copy(update={"lines": (back,)})).id
    assert held(books, product_id) == 7
    vouchers.cancel(books, ACTOR, VoucherKind.CREDIT_NOTE, credited, "Typed twice")
    assert held(books, product_id) == 6
    bin_.bin_voucher(books, ACTOR, VoucherKind.INVOICE, invoice)
    assert held(books, product_id) == 10
    whole(books)


def test_low_stock_is_said_and_more_may_be_sold_than_was_counted(books):
    product_id = save(books, stock=Decimal(5), low_stock=Decimal(5))
    rows = books.ask(stock.page, Filter(statuses=frozenset({Status.LOW})), None, 5, 0)
    assert [(row.id, row.worth) for row in rows] == [(product_id, 50)]
    sell(books, product_id, "7")
    assert held(books, product_id) == -2


def test_codes_are_unique_and_a_deleted_product_frees_its_own(books):
    first = save(books, material_code="AM1")
    with pytest.raises(Conflict):
        save(books, material_code="AM1")
    products.delete(books, ACTOR, first)
    save(books, material_code="AM1")
    with pytest.raises(NotFound):
        books.ask(stock.detail, first)


def test_what_is_wrong_is_said(books):
    with pytest.raises(Invalid):
        save(books, name=None)
    product_id = save(books)
    with pytest.raises(Invalid):
        products.move(books, ACTOR, product_id, Move.SALE, Decimal(0), DAY)


@given(
    moves=st.lists(
        st.tuples(st.sampled_from([Move.SALE, Move.PURCHASE, Move.RETURN]), st.integers(1, 50)),
        max_size=6,
    )
)
@settings(max_examples=12)
def test_stock_is_the_sum_of_its_moves(open_copy, office_file, moves):
    books = open_copy(office_file)
    product_id = save(books, stock=Decimal(20))
    expected = 20
    for kind, quantity in moves:
        products.move(books, ACTOR, product_id, kind, Decimal(quantity), date(2026, 3, 1))
        expected += -quantity if kind is Move.SALE else quantity
    assert held(books, product_id) == expected
