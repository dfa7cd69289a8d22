"""Keeps the find box's index true to the books; `finding` asks it.

Each write transaction notes what it touches (`note`) and brings the index along before it commits
(`bring_along`), reading what then stands in the tables: a rollback, a savepoint undone or another
program on the same file leave nothing behind. On SQLite the pieces of the words lie in a full-text
index (FTS5); another database looks through the texts themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, inspect, select, text
from sqlalchemy.orm import Session

from senstosales.books.findable_texts import (
    CHUNK,
    SOURCES,
    UNDATED,
    Entry,
    Source,
    all_entries,
)
from senstosales.books.parts import PART_OF
from senstosales.domain.findables import SLOTS, Findable, places_of_day, undated_place
from senstosales.tables.base import IDS
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.findables import FINDABLES, INDEX, TERMS
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.receipts import Receipt
from senstosales.tables.vouchers import Voucher

_NAMED_BY: dict[str, tuple[str, tuple[tuple[str, Any, Any], ...]]] = {
    "parties": (
        "name",
        (
            ("orders", Order.id, Order.customer_id),
            ("receipts", Receipt.id, Receipt.customer_id),
            ("payments", Payment.id, Payment.party_id),
        ),
    ),
    "orders": ("number", (("vouchers", Voucher.id, Voucher.order_id),)),
    "vouchers": (
        "number",
        (
            ("vouchers", Voucher.id, Voucher.challan_id),
            ("payments", PaymentLine.payment_id, PaymentLine.voucher_id),
        ),
    ),
}
"""What else is found by the name or number of a row: source, its id, and the column that points here."""
_NOTED = "findables"
_ADD = insert(FINDABLES)
_REMOVE = delete(FINDABLES).where(FINDABLES.c.id.in_(IDS))
_LOWEST = text("SELECT min(id) FROM findables WHERE id BETWEEN :first AND :last")


def note(session: Session, removed: Iterable[Any]) -> None:
    """Remember what a flush has touched; `removed` are all rows that it removed."""
    noted: set[tuple[str, int]] = session.info.setdefault(_NOTED, set())
    renamed: set[tuple[str, int]] = session.info.setdefault(f"{_NOTED}_renamed", set())
    for row in chain(session.new, session.dirty, removed):
        noun = str(row.__tablename__)
        if noun in SOURCES:
            noted.add((noun, row.id))
            noted.update((noun, stays) for stays in _stand_for(row))
        else:
            wholes = ((whole, getattr(row, column)) for column, whole in PART_OF.get(noun, ()))
            noted.update((whole, key) for whole, key in wholes if key and whole in SOURCES)
        if noun in _NAMED_BY and row not in session.new and _renamed(row, _NAMED_BY[noun][0]):
            renamed.add((noun, row.id))


def _stand_for(row: Any) -> set[int]:
    """The parties that stand, or stood, for this one since it was merged."""
    if not isinstance(row, Party):
        return set()
    history = inspect(row).attrs.merged_into_id.history
    return {key for key in (*history.added, *history.unchanged, *history.deleted) if key}


def _renamed(row: Any, attribute: str) -> bool:
    return bool(inspect(row).attrs[attribute].history.has_changes())


def bring_along(session: Session) -> None:
    """Make the index say what the tables say now of all that was noted. The last step of a transaction."""
    noted: set[tuple[str, int]] = session.info.pop(_NOTED, set())
    renamed: set[tuple[str, int]] = session.info.pop(f"{_NOTED}_renamed", set())
    if not noted:
        return
    connection = session.connection()
    for noun, key in renamed:
        for source, owner, pointer in _NAMED_BY[noun][1]:
            found = connection.execute(select(owner).where(pointer == key))
            noted.update((source, each) for each in found.scalars())
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for source, key in noted:
        wanted[source].append(key)
    for source, keys in wanted.items():
        keys.sort()
        for start in range(0, len(keys), CHUNK):
            _renew(connection, SOURCES[source], keys[start : start + CHUNK])


def rebuild(connection: Connection) -> None:
    """Make the index anew from the tables."""
    connection.execute(delete(FINDABLES))
    _tell_index(connection, "INSERT INTO {index}({index}) VALUES ('delete-all')", [()])
    for source in SOURCES.values():
        last: dict[tuple[int, Findable], int] = {}
        for chunk in all_entries(connection, source):
            batch = []
            for key, entry in chunk.items():
                of = entry.business_id, entry.kind
                place = _highest_place(key, entry)
                last[of] = place = min(place, last.get(of, place + 1) - 1)
                batch.append((place, key, entry))
            _add(connection, batch)
    _tell_index(connection, "INSERT INTO {index}({index}) VALUES ('optimize')", [()])


def problems(connection: Connection) -> Iterator[str]:
    """A sentence if the index does not say what the tables say."""
    wrong, first, known, indexed = 0, "", 0, 0
    for source in SOURCES.values():
        agreeing = 0
        for key, entry, row in _side_by_side(connection, source):
            known += 1
            indexed += len(entry.pieces.split())
            if row is not None:
                agreeing += 1
            if row is None or _read(row) != entry:
                wrong += 1
                name = entry.kind.name.lower().replace("_", " ")
                first = first or f"{name} {entry.number or key}"
        held = select(func.count()).select_from(_of_kinds(source.kinds).subquery())
        wrong += (connection.scalar(held) or 0) - agreeing
    if not wrong and connection.dialect.name == "sqlite":
        held_there = connection.exec_driver_sql(f"SELECT count(*) FROM {INDEX}_docsize").scalar()
        pieced = connection.exec_driver_sql(f"SELECT sum(doc) FROM {TERMS}").scalar()
        wrong = int((held_there or 0, pieced or 0) != (known, indexed))
    if wrong:
        yield (
            f"What the find box looks at did not agree with the books in {wrong} places (the first: "
            f"{first or 'something gone'}). Nothing else depends on it."
        )


def _side_by_side(connection: Connection, source: Source) -> Iterator[tuple[int, Entry, Any]]:
    """Everything as the tables have it, with the row that the index has of it, if any."""
    for chunk in all_entries(connection, source):
        rows = _held(connection, source, list(chunk))
        yield from ((key, entry, rows.get(key)) for key, entry in chunk.items())


def _of_kinds(kinds: tuple[Findable, ...]) -> Select[Any]:
    return select(FINDABLES).where(FINDABLES.c.kind.in_([int(kind) for kind in kinds]))


@cache
def _of_ids(kinds: tuple[Findable, ...]) -> Select[Any]:
    return _of_kinds(kinds).where(FINDABLES.c.noun_id.in_(IDS))


def _held(connection: Connection, source: Source, keys: Sequence[int]) -> dict[int, Any]:
    """What the index has of the things with these ids."""
    rows = connection.execute(_of_ids(source.kinds), {"ids": keys})
    return {row.noun_id: row for row in rows}


def _read(row: Any) -> Entry:
    return Entry(Findable(row.kind), row.business_id, row.day, row.number, row.text)


def _renew(connection: Connection, source: Source, keys: Sequence[int]) -> None:
    old = _held(connection, source, keys)
    new = source.read(connection, keys)
    stale = [row for key, row in old.items() if key not in new or _read(row) != new[key]]
    if stale:
        gone = [(row.id, _read(row).pieces) for row in stale]
        command = "INSERT INTO {index}({index}, rowid, pieces) VALUES ('delete', ?, ?)"
        _tell_index(connection, command, gone)
        connection.execute(_REMOVE, {"ids": [row.id for row in stale]})
    kept = old.keys() - {row.noun_id for row in stale}
    places = _Places(connection)
    fresh = [(key, entry) for key, entry in new.items() if key not in kept]
    _add(connection, [(places.free(key, entry), key, entry) for key, entry in fresh])


def _add(connection: Connection, batch: Sequence[tuple[int, int, Entry]]) -> None:
    if not batch:
        return
    rows = [
        {
            "id": place,
            "business_id": entry.business_id,
            "kind": int(entry.kind),
            "noun_id": key,
            "day": entry.day,
            "number": entry.number,
            "text": entry.text,
        }
        for place, key, entry in batch
    ]
    connection.execute(_ADD, rows)
    found = [(place, entry.pieces) for place, _, entry in batch]
    _tell_index(connection, "INSERT INTO {index}(rowid, pieces) VALUES (?, ?)", found)


def _tell_index(connection: Connection, command: str, rows: list[tuple[Any, ...]]) -> None:
    """Tell SQLite's full-text index; other databases have none."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(command.format(index=INDEX), rows)


def _highest_place(key: int, entry: Entry) -> int:
    """The place of the first that comes of its day; the next stand below it."""
    if entry.kind in UNDATED:
        return undated_place(entry.business_id, entry.kind, key)
    return places_of_day(entry.business_id, entry.kind, entry.day) + SLOTS - 1


class _Places:
    """Finds a place for each of several new things: below what is there of its day, or of the next."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lowest: dict[int, int] = {}

    def free(self, key: int, entry: Entry) -> int:
        highest = _highest_place(key, entry)
        if entry.kind in UNDATED:
            return highest
        while (place := self._below(highest)) == highest - SLOTS:
            highest -= SLOTS
        self._lowest[highest] = place
        return place

    def _below(self, highest: int) -> int:
        if highest not in self._lowest:
            between = {"first": highest - SLOTS + 1, "last": highest}
            lowest = self._connection.execute(_LOWEST, between).scalar()
            self._lowest[highest] = highest + 1 if lowest is None else int(lowest)
        return self._lowest[highest] - 1
