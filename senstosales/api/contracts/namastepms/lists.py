"""Pages of ten by number: how many there are, the addresses of the pages beside, the rows of this one."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from urllib.parse import parse_qs, urlencode

from fastapi import Query, Request

from senstosales.api.contracts.namastepms.wire import Json
from senstosales.api.contracts.namastepms.words import Said
from senstosales.books.store import Books, Reading

SIZE = 10
PageOf = Annotated[
    str | None, Query(alias="page", description="a number from 1, or `last`", examples=["1"])
]
Row = TypeVar("Row")


def page(
    request: Request,
    books: Books,
    asked: str | None,
    count: Callable[[Reading], int],
    rows: Callable[[Reading, int, int], Sequence[Row]],
    tell: Callable[[Row], Json],
) -> Json:
    """A page of a list, counted and read at one moment. Raises `Said` for one beyond the end."""
    with books.read() as session:
        total = count(session)
        last = max(1, -(-total // SIZE))
        number = _number(asked, last)
        found = [tell(row) for row in rows(session, SIZE, (number - 1) * SIZE)]
    return {
        "count": total,
        "next": _address(request, number + 1) if number < last else None,
        "previous": _address(request, number - 1) if number > 1 else None,
        "results": found,
    }


def _number(asked: str | None, last: int) -> int:
    if not asked:
        return 1
    if asked == "last":
        return last
    bare = asked.strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 16 and 1 <= int(bare) <= last:
        return int(bare)
    raise Said(404, detail="Invalid page.")


def _address(request: Request, number: int) -> str:
    """This call's address at another page; the first page bears no number."""
    asked = parse_qs(request.url.query, keep_blank_values=True)
    asked.pop("page", None)
    if number > 1:
        asked["page"] = [str(number)]
    return str(request.url.replace(query=urlencode(sorted(asked.items()), doseq=True)))
