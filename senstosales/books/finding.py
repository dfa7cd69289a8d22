"""Asks the find box's index: what holds these words, what bears this number. The newest come first.

On SQLite the full-text index answers; another database looks through the texts themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from senstosales.domain.findable_numbers import begun, meant
from senstosales.domain.findables import Findable, first_place, kind_at, last_place, looked_up
from senstosales.tables.findables import FINDABLES, INDEX

_MOST_OF_A_NUMBER = 400
_CAP = len(Findable) * 40


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


def of_each_kind(
    connection: Connection,
    business_id: int,
    wanted: Mapping[Findable, Sequence[str]],
    limit: int,
    *,
    begins: bool = True,
) -> dict[Findable, list[Held]]:
    """Of each kind, what holds every one of its words (see `domain.findables.sought`); with `begins`
    before them those whose number or name begins with the words. At most `limit` of each sort.
    """
    found: dict[Findable, list[Held]] = {kind: [] for kind in wanted}
    if connection.dialect.name != "sqlite":
        for kind, words in wanted.items():
            between = first_place(business_id, kind), last_place(business_id, kind)
            found[kind] = looking_through(connection, between, words, limit)
        return found
    parts: list[_Part] = []
    for kind, words in wanted.items():
        between = first_place(business_id, kind), last_place(business_id, kind)
        mark = begun("".join(words)) if begins else ""
        if mark:
            parts.append(_matching([mark], [], between, limit))
        parts.append(_holding(words, between, limit))
    for held in _all_of(connection, parts):
        if held not in found[held.kind]:
            found[held.kind].append(held)
    return found


def holding(
    connection: Connection, business_id: int, kind: Findable, words: Sequence[str], limit: int
) -> list[Held]:
    """The newest of one kind that hold every one of these words."""
    return of_each_kind(connection, business_id, {kind: words}, limit, begins=False)[kind]


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
    values = {"business": business_id, "number": number, "kinds": [kind] if kind else [*Findable]}
    found = _held(connection.execute(_BEARING, values))
    if connection.dialect.name == "sqlite":
        found += _meant(connection, business_id, number, limit, kind)
    count: defaultdict[Findable, int] = defaultdict(int)
    kept = []
    for held in dict.fromkeys(found):
        count[held.kind] += 1
        if count[held.kind] <= limit:
            kept.append(held)
    return kept


_BEARING = (
    select(FINDABLES.c.kind, FINDABLES.c.noun_id, FINDABLES.c.text)
    .where(
        FINDABLES.c.business_id == bindparam("business"),
        FINDABLES.c.number == bindparam("number"),
        FINDABLES.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(FINDABLES.c.kind, FINDABLES.c.id)
    .limit(_CAP)
)
_AT = (
    select(FINDABLES.c.kind, FINDABLES.c.noun_id, FINDABLES.c.text)
    .where(FINDABLES.c.id.in_(bindparam("places", expanding=True)))
    .order_by(FINDABLES.c.id)
)


def _meant(
    connection: Connection, business_id: int, number: str, limit: int, kind: Findable | None
) -> list[Held]:
    marks = meant(number)
    if not marks:
        return []
    kinds = [kind] if kind else [*Findable]
    rows = connection.exec_driver_sql(
        f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?",
        (
            " OR ".join(map(_quoted, marks)),
            first_place(business_id, kinds[0]),
            last_place(business_id, kinds[-1]),
            _MOST_OF_A_NUMBER,
        ),
    )
    places: defaultdict[Findable, list[int]] = defaultdict(list)
    for (place,) in rows:
        same = places[kind_at(place)]
        if len(same) < limit:
            same.append(place)
    wanted = [place for same in places.values() for place in same]
    return _held(connection.execute(_AT, {"places": wanted})) if wanted else []


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
    return [Held(Findable(kind), key, text) for kind, key, text in rows]
