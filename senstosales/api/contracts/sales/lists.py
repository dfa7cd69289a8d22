"""Lists by page: `items`, `total`, `page`, `size`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query

from senstosales.api.contracts.sales.callers import Caller

T = TypeVar("T")
USUAL, LARGEST, _FURTHEST = 100, 1000, 10_000_000
"""Entries of a page unless asked otherwise, and at most."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of that size; or so many after `skip`, as older clients ask."""

    page: int
    size: int
    skip: int


def _slice(
    page: Annotated[int, Query(ge=1, le=_FURTHEST, description="from 1")] = 1,
    size: Annotated[int | None, Query(ge=1, le=LARGEST, description="entries of a page")] = None,
    skip: Annotated[
        int | None, Query(ge=0, le=_FURTHEST, description="in place of `page`: after so many")
    ] = None,
    limit: Annotated[int | None, Query(ge=1, le=LARGEST, description="the same as `size`")] = None,
) -> Slice:
    wanted = size or limit or USUAL
    if skip is not None:
        return Slice(skip // wanted + 1, wanted, skip)
    return Slice(page, wanted, (page - 1) * wanted)


SliceOf = Annotated[Slice, Depends(_slice)]


def listed(
    who: Caller,
    wanted: Slice,
    question: Callable[..., tuple[list[T], int]],
    shown: Callable[[T], dict[str, Any]],
) -> dict[str, Any]:
    """The page as the contract shows it; one beyond the end is empty."""
    found, total = who.books.ask(question, wanted.size, wanted.skip)
    return {
        "items": [shown(each) for each in found],
        "total": total,
        "page": wanted.page,
        "size": wanted.size,
    }


def key(text: str) -> int | None:
    """The id behind an opaque text; None for one that is none of ours."""
    usable = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if usable else None
