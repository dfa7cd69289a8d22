"""How ids are asked for, how rupees and moments are written, and how every path takes its methods."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse

from senstosales.api.contracts.namastepms.words import Said
from senstosales.domain.amounts import half_up
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.errors import Conflict

Json = dict[str, Any]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
METHOD_NAMES = {name: number for number, name in PAYMENT_METHODS.items()}
"""Ways to pay by their names, which clients send instead of the numbers."""
IdOf = Annotated[str | None, Query(alias="id", description="which one", examples=["1"])]
_WHOLE = re.compile(r"[+-]?\d{1,400}", re.ASCII)
_LARGEST = 2**53


def wanted(text: str | None, noun: str) -> int:
    """The id that a call asks for; 0, which nothing has, for one that no books could hold.

    Raises `Said` where there is none.
    """
    bare = (text or "").strip()
    if not bare:
        raise Said(400, error=f"{noun} ID is required")
    if not _WHOLE.fullmatch(bare):
        raise Said(400, error=f"Invalid {noun} ID")
    number = int(bare)
    return number if 0 < number < _LARGEST else 0


@contextmanager
def leaning() -> Iterator[None]:
    """Answers 409 with the reason where the books do not allow what the contract would."""
    try:
        yield
    except Conflict as error:
        raise Said(409, error=error.sentence) from error


def rupees(amount: Decimal | None) -> str:
    """`99.99`."""
    return f"{half_up(amount or Decimal(0)) + 0:.2f}"


def moment(at: dt.datetime) -> str:
    """`2026-02-12T10:30:00Z`, with microseconds where there are any."""
    return at.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


@dataclass(frozen=True, slots=True)
class Call:
    """What a path answers to one method, and how that is described."""

    answer: Callable[..., JSONResponse]
    summary: str
    told: Mapping[int | str, Json]
    body: Json | None = None


def serve(router: APIRouter, path: str, calls: Mapping[str, Call]) -> None:
    """The calls of one path, with and without its last slash; every other method is refused."""
    for address in (path, path.rstrip("/")):
        for method, call in calls.items():
            router.add_api_route(
                address,
                call.answer,
                methods=[method],
                summary=call.summary,
                status_code=201 if method == "POST" else 200,
                responses=dict(call.told),
                openapi_extra=call.body,
                include_in_schema=address == path,
            )
        router.add_api_route(
            address,
            partial(_refuse, tuple(calls)),
            methods=[method for method in METHODS if method not in calls],
            include_in_schema=False,
        )


def _refuse(allowed: Sequence[str], request: Request) -> None:
    raise HTTPException(
        405,
        f'Method "{request.method}" not allowed.',
        headers={"Allow": ", ".join([*allowed, "OPTIONS"])},
    )
