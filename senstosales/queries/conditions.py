"""Turns a `Filter` and a `Sort` into SQL, the same way for every register."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Boolean, Select, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from senstosales.domain.identity import number_key
from senstosales.queries.columns import Filter, Sort, Totals


def pattern(word: str) -> str:
    r"""A LIKE pattern that finds `word` anywhere, with its own % and _ taken literally (escape \)."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def contains(column: Any, text: str) -> Any:
    """True where a column holds the text somewhere, capitals or not, in any script."""
    return Holds(column, pattern(text)) if text.isascii() else Contains(column, text)


class Contains(FunctionElement[bool]):
    """True where a column holds a text somewhere, letters of every script compared without regard to
    case: `Contains(column, text)`. `Holds` is much quicker for texts of plain ASCII.
    """

    type = Boolean()
    inherit_cache = True


@compiles(Contains)
def _position(element: Contains, compiler: SQLCompiler, **options: Any) -> str:
    column, text = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(POSITION(LOWER({text}) IN LOWER({column})) > 0)"


@compiles(Contains, "sqlite")
def _sqlite_instr(element: Contains, compiler: SQLCompiler, **options: Any) -> str:
    column, text = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(instr(casefold({column}), casefold({text})) > 0)"


class Holds(FunctionElement[bool]):
    """True where a column is like a `pattern`, capitals or not: `Holds(column, like)`.

    SQLite's LIKE does not tell capitals from small letters; calling lower() for every row of a long
    list, as ILIKE does there, takes longer than all the rest.
    """

    type = Boolean()
    inherit_cache = True


@compiles(Holds)
def _ilike(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    return _like(element, compiler, "ILIKE", options)


@compiles(Holds, "sqlite")
def _sqlite_like(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    return _like(element, compiler, "LIKE", options)


def _like(element: Holds, compiler: SQLCompiler, word: str, options: dict[str, Any]) -> str:
    column, like = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({column} {word} {like} ESCAPE '\\')"


def labelled(columns: Mapping[str, Any]) -> Select[Any]:
    """Select the columns under the names of a row's attributes."""
    return cast("Select[Any]", select(*(column.label(key) for key, column in columns.items())))


def narrow(
    query: Select[Any],
    wanted: Filter,
    *,
    words_in: Sequence[Any] = (),
    also: Any = None,
    status: Any = None,
    value: Any = None,
    day: Any = None,
    parent: Any = None,
    order_number: Any = None,
    challan_number: Any = None,
    department: Any = None,
    lives_on: Any = None,
) -> Select[Any]:
    """Add the conditions of `wanted`: each word in one of `words_in` (or where `also(word)` holds).

    The first of `words_in` is the paper's own number. What `lives_on` from an earlier year is of the
    later ones too.
    """
    for word in wanted.words:
        like = pattern(word)
        choices = [Holds(column, like) for column in words_in]
        if also is not None:
            choices.append(also(like))
        query = query.where(or_(*choices))
    if wanted.number is not None and words_in:
        query = query.where(func.upper(words_in[0]) == number_key(wanted.number))
    if wanted.statuses and status is not None:
        query = query.where(status.in_(sorted(wanted.statuses)))
    if value is not None:
        if wanted.least is not None:
            query = query.where(value >= wanted.least)
        if wanted.most is not None:
            query = query.where(value <= wanted.most)
    if day is not None:
        if wanted.since:
            query = query.where(day >= wanted.since)
        if wanted.until:
            query = query.where(day <= wanted.until)
        if wanted.year is not None:
            began = day >= wanted.year.first
            query = query.where(began if lives_on is None else or_(began, lives_on))
            if not wanted.and_later:
                query = query.where(day <= wanted.year.last)
    if wanted.parent is not None and parent is not None:
        query = query.where(parent == wanted.parent)
    if wanted.order_number is not None and order_number is not None:
        query = query.where(order_number == wanted.order_number)
    if wanted.challan_number is not None and challan_number is not None:
        query = query.where(challan_number == number_key(wanted.challan_number))
    if wanted.department is not None:
        # A list that knows no departments looks for it as for any word.
        held = (
            or_(*(Holds(column, pattern(wanted.department)) for column in words_in))
            if department is None
            else department == wanted.department
        )
        query = query.where(held)
    return query


def order(
    query: Select[Any],
    sort: Sort | None,
    by: Mapping[str, Any],
    otherwise: Sequence[Any],
    last: Any,
) -> Select[Any]:
    """Sort by the column asked for, then as usual; `last` (the id) makes the order stable."""
    if sort is not None and sort.key in by:
        column = by[sort.key]
        query = query.order_by(column.desc() if sort.descending else column.asc())
        return query.order_by(last.desc() if sort.descending else last.asc())
    return query.order_by(*otherwise, last.desc())


def totals(session: Session, query: Select[Any], sums: Mapping[str, Any]) -> Totals:
    """Count the rows of a narrowed query and sum some of its columns."""
    names = list(sums)
    inner = query.with_only_columns(
        *(sums[name].label(f"sum_{name}") for name in names), maintain_column_froms=True
    ).order_by(None)
    if not names:
        counted = session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))
        return Totals(counted or 0)
    table = inner.subquery()
    row = session.execute(
        select(func.count(), *(func.sum(table.c[f"sum_{name}"]) for name in names))
    ).one()
    return Totals(
        row[0], {name: row[i + 1] for i, name in enumerate(names) if row[i + 1] is not None}
    )
