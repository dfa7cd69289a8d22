"""Columns are declared once and serve the table on the screen, the workbook and the printed register.

A register is one list of the office (orders, challans, ...): its columns, how a page of its rows is
read, how its totals are read, and which nouns of the books it watches for news.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from senstosales.domain.fiscal import FiscalYear

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Look(StrEnum):
    """How the values of a column are written and aligned."""

    TEXT = "text"
    NUMBER = "number"  # a document number: text, tabular figures, left
    MONEY = "money"  # Decimal rupees, right, Indian grouping, 2 decimals
    RATE = "rate"  # Decimal rupees for one unit, right, 2 to 4 decimals
    QUANTITY = "quantity"  # Decimal, right, no padding zeros
    PERCENT = "percent"  # Decimal or int 0-100, right; with a thin bar on screen
    COUNT = "count"  # int, right
    DATE = "date"  # datetime.date
    MOMENT = "moment"  # datetime.datetime, UTC in the row, local on screen
    STATUS = "status"  # domain.kinds.Status: a word on a tinted ground


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is the attribute of the row, `width` is in characters of the base font.

    `own` values are words of the program and not what people entered: the screen says them in the
    clerk's language.
    """

    key: str
    title: str
    look: Look = Look.TEXT
    width: int = 14
    shown: bool = True
    help: str = ""
    sortable: bool = True
    own: bool = False


class Row(Protocol):
    """What every row of every register has; the rest are the attributes its columns name."""

    @property
    def id(self) -> int: ...


WINDOW = 200
"""Rows that a list on the screen asks for at once."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the filter box and the chips ask for; made from text by `queries.filters.parse`."""

    words: tuple[str, ...] = ()
    statuses: frozenset[str] = frozenset()
    least: Decimal | None = None  # value in rupees
    most: Decimal | None = None
    since: date | None = None
    until: date | None = None
    parent: int | None = None  # id of the order, party ... whose papers are asked for
    number: str | None = None  # exactly this one of its own
    order_number: str | None = None  # exactly this one
    challan_number: str | None = None
    year: FiscalYear | None = None  # papers of this year, and what is open from before
    and_later: bool = False  # with a year: what is dated after it, too
    paper: tuple[str, int] | None = None  # table and id: what was done to it and its parts
    department: str | None = None  # exactly this one of the buyer's

    @property
    def empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Sort:
    """Sort by the column with this key."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Number of rows a filter finds and the sums shown in the foot, by column key."""

    count: int
    sums: Mapping[str, Decimal] = field(default_factory=dict)


PageOf = Callable[["Session", Filter, Sort | None, int, int], Sequence[Any]]
TotalsOf = Callable[["Session", Filter], Totals]


@dataclass(frozen=True, slots=True)
class Register:
    """One list of the office. `page(session, filter, sort, limit, offset)` reads a slice of rows."""

    noun: str
    title: str
    columns: tuple[Column, ...]
    page: PageOf
    totals: TotalsOf
    statuses: tuple[str, ...] = ()
    watches: frozenset[str] = frozenset()
    by_year: bool = False  # the year that the window shows narrows it
    settled: frozenset[str] = frozenset()  # what waits in other lists and not in this one

    def column(self, key: str) -> Column:
        """The column of that key; raises KeyError for a key no column has."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)
