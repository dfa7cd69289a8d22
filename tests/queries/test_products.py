from datetime import date
from decimal import Decimal
from typing import Any

from senstosales.books.store import Books
from senstosales.queries import products
from senstosales.queries.products import KnownGoods
from senstosales.services import products as service
from senstosales.services import vouchers
from senstosales.services.drafts import make
from senstosales.services.voucher_drafts import VoucherDraft
from tests.playing import ACTOR, send


def found(books: Books, text: str) -> tuple[KnownGoods, ...]:
    return books.ask(products.find, text)


def keep(books: Books, kind: str, **line: Any) -> None:
    usual = {"quantity": 1, "price": "10", "gst_rate": 18}
    draft = {
        "kind": kind,
        "date": date(2026, 3, 16),
        "buyer": {"name": "NTPC", "state_code": "09"},
        "lines": [usual | line],
    }
    vouchers.create(books, ACTOR, make(VoucherDraft, draft))


def test_goods_of_orders_are_found_by_code_and_words(ordered: Books) -> None:
    (known,) = [each for each in found(ordered, "terminal bar") if each.price == 435]
    assert known.material_code is not None
    assert known.seen.startswith("in order ")
    assert found(ordered, known.material_code[2:9]) != ()
    assert found(ordered, "terminal no such word") == ()


def test_what_was_sold_last_goes_first_and_keeps_its_basis(books: Books) -> None:
    keep(books, "quotation", description="Bracket, painted", price="118.5", inclusive=True)
    keep(books, "invoice", description="Bracket, painted", price="99.25", hsn="8503", unit="SET")
    (known,) = found(books, "painted BRACKET")
    assert (known.price, known.inclusive) == (Decimal("99.25"), False)
    assert (known.hsn, known.unit, known.gst_rate) == ("8503", "SET", 18)


def test_the_office_s_own_entry_goes_before_papers(books: Books) -> None:
    keep(books, "invoice", description="BRKT", material_code="B-1", price="90", hsn="7308")
    draft = {"name": "Bracket for stator", "material_code": "B-1", "hsn": "8503", "price": "95"}
    service.save(books, ACTOR, make(service.ProductDraft, draft))
    (known,) = found(books, "B-1")
    assert (known.description, known.hsn, known.price) == ("Bracket for stator", "8503", 95)
    assert known.unit == "NOS", "what it leaves open the papers say"


def test_a_challan_does_not_know_whether_its_prices_contain_tax(ordered: Books) -> None:
    send(ordered, "6659116", [(1, 1, "1")])
    held = [each for each in found(ordered, "") if each.seen == "in order 6659116"]
    assert {each.inclusive for each in held} == {True}


def test_signs_of_a_pattern_are_taken_as_they_are(books: Books) -> None:
    keep(books, "quotation", description="Solder 60% tin")
    assert len(found(books, "60%")) == 1
    assert found(books, "6%n") == ()
