"""Asks the find box's index: what holds these words, what bears this number. The newest come first.

On SQLite the full-text index answers; another database looks through the texts themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from senstosales.domain.findable_numbers import begun, meant
from senstosales.domain.findables import (
    PLACE_BITS,
    Findable,
    first_place,
    last_place,
    looked_up,
)
from senstosales.tables.findables import FINDABLES, INDEX

_MOST_OF_A_NUMBER = 400
_KINDS = {int(kind): kind for kind in Findable}


class Held(NamedTuple):
    """Something found, with all the (folded) words it is found by."""

    kind: Findable
    noun_id: int
    text: str


class _Part(NamedTuple):
    """A part of a question: the statement and what goes into it."""

    statement: str
    values: tuple[Any, ...]


_ROWS = "SELECT held.kind, held.noun_id, held.text"
_INDEXED = f"{_ROWS} FROM {INDEX} JOIN findables held ON held.id = {INDEX}.rowid WHERE "


def read_ahead(connection: Connection, tables: Iterable[str]) -> None:
    """Go through the index and these tables once: the system then holds them in memory, and no answer
    waits for the disk at every step. Done by the database itself: to open its file a second time and
    close it would let go of the locks that it holds there.
    """
    if connection.dialect.name == "sqlite":
        for table in (f"{INDEX}_idx", f"{INDEX}_data", FINDABLES.name, *tables):
            connection.exec_driver_sql(f"SELECT count(*) FROM {table} NOT INDEXED").scalar()


def of_each_kind(
    connection: Connection,
    business_id: int,
    wanted: Mapping[Findable, Sequence[str]],
    limits: Mapping[Findable, int],
    *,
    begins: bool = True,
) -> dict[Findable, list[Held]]:
    """Of each kind, what holds every one of its words (see `domain.findables.sought`); with `begins`
    before them those whose number or name begins with the words. At most `limits` of each sort.
    """
    found: dict[Findable, list[Held]] = {kind: [] for kind in wanted}
    if connection.dialect.name != "sqlite":
        for kind, words in wanted.items():
            between = first_place(business_id, kind), last_place(business_id, kind)
            found[kind] = looking_through(connection, between, words, limits[kind])
        return found
    parts: list[_Part] = []
    for kind, words in wanted.items():
        between = first_place(business_id, kind), last_place(business_id, kind)
        mark = begun("".join(words)) if begins else ""
        if mark:
            parts.append(_matching([mark], [], between, limits[kind]))
        parts.append(_holding(words, between, limits[kind]))
    for held in _all_of(connection, parts):
        if held not in found[held.kind]:
            found[held.kind].append(held)
    return found


def holding(
    connection: Connection, business_id: int, kind: Findable, words: Sequence[str], limit: int
) -> list[Held]:
    """The newest of one kind that hold every one of these words."""
    wanted, limits = {kind: words}, {kind: limit}
    return of_each_kind(connection, business_id, wanted, limits, begins=False)[kind]


def beginning(
    connection: Connection, business_id: int, kind: Findable, typed: str, limit: int
) -> list[Held]:
    """The newest of one kind whose number or name begins with what was typed, signs left aside."""
    mark = begun(typed)
    if not mark or connection.dialect.name != "sqlite":
        return []
    between = first_place(business_id, kind), last_place(business_id, kind)
    return _all_of(connection, [_matching([mark], [], between, limit)])


def looking_through(
    connection: Connection, between: tuple[int, int], words: Sequence[str], limit: int
) -> list[Held]:
    """The same without a full-text index: every text between these places is looked through."""
    query = (
        select(FINDABLES.c.kind, FINDABLES.c.noun_id, FINDABLES.c.text)
        .where(FINDABLES.c.id.between(*between))
        .where(*(FINDABLES.c.text.contains(word, autoescape=True) for word in words))
        .order_by(FINDABLES.c.id)
        .limit(limit)
    )
    return _held(connection.execute(query))


def bearing(
    connection: Connection,
    business_id: int,
    number: str,
    limit: int,
    kind: Findable | None = None,
) -> list[Held]:
    """What bears just this (folded) number or name, the newest of each kind first, at most `limit` of a
    kind; then what bears it written in another way, with other signs or zeros or by its last figures.
    """
    kinds = [kind] if kind else [*Findable]
    between = first_place(business_id, kinds[0]), last_place(business_id, kinds[-1])
    if connection.dialect.name == "sqlite":
        literal = _Part(
            f"{_ROWS} FROM findables held WHERE held.business_id = ? AND held.number = ? "
            "AND held.id BETWEEN ? AND ? ORDER BY held.id LIMIT ?",
            (business_id, number, *between, _MOST_OF_A_NUMBER),
        )
        found = _all_of(connection, [literal, *_meant(number, between, limit)])
    else:
        query = (
            select(FINDABLES.c.kind, FINDABLES.c.noun_id, FINDABLES.c.text)
            .where(FINDABLES.c.number == number, FINDABLES.c.id.between(*between))
            .order_by(FINDABLES.c.id)
        )
        found = _held(connection.execute(query.limit(_MOST_OF_A_NUMBER)))
    count: defaultdict[Findable, int] = defaultdict(int)
    kept = []
    for held in dict.fromkeys(found):
        count[held.kind] += 1
        if count[held.kind] <= limit:
            kept.append(held)
    return kept


def _meant(number: str, between: tuple[int, int], limit: int) -> Iterator[_Part]:
    """The newest few of each kind that are known by a mark of this number."""
    marks = meant(number)
    if marks:
        yield _Part(
            f"{_ROWS} FROM (SELECT rowid AS place, row_number() OVER (PARTITION BY rowid >> {PLACE_BITS} "
            f"ORDER BY rowid) AS nth FROM (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ? AND rowid BETWEEN "
            "? AND ? ORDER BY rowid LIMIT ?)) JOIN findables held ON held.id = place WHERE nth <= ? ORDER BY place",
            (" OR ".join(map(_quoted, marks)), *between, _MOST_OF_A_NUMBER, limit),
        )


def _holding(words: Sequence[str], between: tuple[int, int], limit: int) -> _Part:
    if not words:
        return _Part(
            f"{_ROWS} FROM findables held WHERE held.id BETWEEN ? AND ? ORDER BY held.id LIMIT ?",
            (*between, limit),
        )
    wanted: dict[str, None] = {}
    compared = []
    for word in words:
        found, compare = looked_up(word)
        wanted.update(dict.fromkeys(found))
        if compare:
            compared.append(word)
    return _matching(wanted, compared, between, limit)


def _matching(
    pieces: Iterable[str], compared: Sequence[str], between: tuple[int, int], limit: int
) -> _Part:
    return _Part(
        f"{_INDEXED}{INDEX} MATCH ? AND {INDEX}.rowid BETWEEN ? AND ? "
        + "AND instr(held.text, ?) > 0 " * len(compared)
        + f"ORDER BY {INDEX}.rowid LIMIT ?",
        (" AND ".join(map(_quoted, pieces)), *between, *compared, limit),
    )


def _quoted(piece: str) -> str:
    """So that nothing typed is a word of the index's own language."""
    return '"{}"'.format(piece.replace('"', '""'))


def _all_of(connection: Connection, parts: Sequence[_Part]) -> list[Held]:
    """The answers to all parts, one after the other, with one statement."""
    statement = " UNION ALL ".join(f"SELECT * FROM ({part.statement})" for part in parts)
    values = tuple(value for part in parts for value in part.values)
    return _held(connection.exec_driver_sql(statement, values))


def _held(rows: Any) -> list[Held]:
    return [Held(_KINDS[kind], key, text) for kind, key, text in rows.all()]
