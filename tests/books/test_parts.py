"""Every entry of the trail knows the paper, party ... that its row is part of and its business, also in older
books.
"""

import gzip

import pytest
from sqlalchemy import select

from senstosales.books.parts import PART_OF
from senstosales.books.store import open_books
from senstosales.queries import challans as challan_queries
from senstosales.services import businesses, challans, parties, reset
from senstosales.services.office import OfficeDraft
from senstosales.tables.base import Base
from senstosales.tables.office import AuditEntry
from senstosales.tables.orders import OrderItem
from tests.books.test_migration import MUSEUM, OLD
from tests.clock import Clock
from tests.playing import ACTOR, draft_challan, play, send, whole


def entries(books, *nouns) -> list[AuditEntry]:
    wanted = select(AuditEntry).order_by(AuditEntry.id)
    if nouns:
        wanted = wanted.where(AuditEntry.noun.in_(nouns))
    return books.ask(lambda session: list(session.scalars(wanted)))


def told(entry: AuditEntry, column: str) -> int | None:
    return (entry.after or {}).get(column) or (entry.before or {}).get(column)


def all_belong(books) -> set[str]:
    """Hold every entry against what it says itself; returns the nouns that were seen."""
    for entry in entries(books):
        assert entry.business_id == 1
        if entry.noun == "deviations":
            assert entry.part_of in {"orders", "receipts", "vouchers"}
            assert entry.part_of_id is not None
        elif entry.noun == "order_lots":
            assert entry.part_of == "orders"
        elif entry.noun not in PART_OF:
            assert (entry.part_of, entry.part_of_id) == (None, None)
        elif entry.action == "change":
            assert entry.part_of_id is not None
        else:
            column, whole_noun = next(
                each for each in PART_OF[entry.noun] if told(entry, each[0]) is not None
            )
            assert (entry.part_of, entry.part_of_id) == (whole_noun, told(entry, column))
    return {entry.noun for entry in entries(books)}


def test_every_table_and_column_named_is_there():
    tables = Base.metadata.tables
    for noun, wholes in PART_OF.items():
        for column, whole_noun in wholes:
            keys = tables[noun].c[column].foreign_keys
            assert {key.column.table.name for key in keys} == {whole_noun}


def test_every_table_with_an_owner_is_named():
    """A table whose rows only stand for themselves names its business, or is a business."""
    alone = {"businesses", "users", "letters", "audit_entries", "order_lots", "deviations"}
    for name, table in Base.metadata.tables.items():
        if "business_id" not in table.c and name not in alone:
            assert name in PART_OF, name


def test_lines_and_lots_belong_to_their_papers(ordered):
    play(ordered, "srv-rejection")
    assert all_belong(ordered) >= {"order_lots", "order_items", "voucher_lines", "receipt_lines"}
    orders = ordered.ask(lambda session: dict(session.execute(
        select(OrderItem.id, OrderItem.order_id)).all()))  # fmt: skip
    for entry in entries(ordered, "order_lots"):
        if entry.action == "add":
            assert entry.part_of_id == orders[entry.after["item_id"]]


def test_lines_that_a_challan_dropped_still_belong_to_it(ordered):
    sent = send(ordered, "6639103", [(1, 1, "1"), (1, 2, "1")])
    before = {line.id for line in ordered.ask(challan_queries.detail, sent.id).lines}
    challans.update(ordered, ACTOR, sent.id, draft_challan(ordered, "6639103", [(1, 1, "1")]))
    gone = [entry for entry in entries(ordered, "voucher_lines") if entry.action == "remove"]
    assert {entry.row_id for entry in gone} == before
    assert {(entry.part_of, entry.part_of_id) for entry in gone} == {("vouchers", sent.id)}


def test_entries_know_their_business(ordered):
    other = businesses.add(ordered, ACTOR, OfficeDraft(name="Second", state_code="23"))
    send(ordered, "6639103", [(1, 1, "1")])
    parties.save(ordered.of(other.id), ACTOR, parties.PartyDraft(name="Theirs"))
    (theirs,) = (entry for entry in entries(ordered) if entry.business_id == other.id)
    assert theirs.after["name"] == "Theirs"


def test_emptied_books_tell_what_their_rows_were_part_of(ordered):
    send(ordered, "6639103", [(1, 1, "1")])
    reset.reset(ordered, ACTOR, ordered.ask(reset.phrase))
    removed = [entry for entry in entries(ordered, "order_lots") if entry.action == "remove"]
    assert removed
    assert all(entry.part_of_id for entry in removed)
    all_belong(ordered)
    whole(ordered)


@pytest.mark.parametrize("name", OLD)
def test_entries_of_older_books_are_told_too(tmp_path, name):
    path = tmp_path / "books.sqlite3"
    path.write_bytes(gzip.decompress((MUSEUM / name).read_bytes()))
    books = open_books(path, clock=Clock())
    assert all_belong(books) >= {"order_lots", "order_items", "voucher_lines", "deviations"}
    items = books.ask(lambda session: dict(session.execute(
        select(OrderItem.id, OrderItem.order_id)).all()))  # fmt: skip
    for entry in entries(books, "order_lots"):
        if entry.action == "add":
            assert entry.part_of_id == items[entry.after["item_id"]]
    books.close()
