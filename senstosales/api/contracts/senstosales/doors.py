"""What every route of the contract uses: the books, who acts, both spellings of a path, files to save."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from senstosales.api import identity
from senstosales.api.contracts.senstosales.lists import EVERYTHING, Slice
from senstosales.books.store import Actor, Books
from senstosales.errors import Invalid
from senstosales.months import shown

USUAL_PAGE = 100
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*", re.ASCII)
_FIRST_DAY, _LAST_DAY = dt.date(1950, 1, 1), dt.date(2199, 12, 31)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _slice(
    limit: Annotated[int | None, Query(ge=1, le=10_000, description="at most so many")] = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="after so many")] = 0,
    page: Annotated[int | None, Query(ge=1, le=1_000_000, description="of `limit` or 100")] = None,
) -> Slice:
    if page is not None:
        limit = limit or USUAL_PAGE
        offset = (page - 1) * limit
    return Slice(limit or EVERYTHING, offset)


BooksOf = Annotated[Books, Depends(identity.office)]
OwnBooksOf = Annotated[Books, Depends(identity.office_owner)]
SliceOf = Annotated[Slice, Depends(_slice)]
ActorOf = Annotated[Actor, Depends(identity.actor)]


class FieldError(BaseModel):
    """A field that is missing or of the wrong type."""

    type: str
    loc: list[str | int]
    msg: str
    input: Any = None


class ErrorOut(BaseModel):
    """An error, for both kinds of reader: `detail` alone, or `message` with `error_code`.

    `detail` is the sentence; where fields are missing or of the wrong type, a list of them.
    """

    success: bool = Field(examples=[False])
    detail: str | list[FieldError] | dict[str, Any] = Field(
        examples=["There is no order 6639103 in the books."]
    )
    message: str = Field(examples=["There is no order 6639103 in the books."])
    error_code: str = Field(examples=["RESOURCE_NOT_FOUND"])
    details: dict[str, Any] = Field(examples=[{"noun": "order", "key": "6639103"}])


def _said(about: str) -> dict[str, Any]:
    return {"model": ErrorOut, "description": about}


ERRORS: dict[int | str, dict[str, Any]] = {
    400: _said("A rule of the business forbids it, or what was sent makes no sense"),
    401: _said("A key is needed"),
    403: _said("A web page that may not use the books"),
    404: _said("Not in the books"),
    409: _said("A number is taken, or somebody else was first"),
    413: _said("Too large"),
    421: _said("Called by a name that does not belong to the program"),
    422: _said("Fields are missing or of the wrong type"),
    503: _said("The books cannot be used at the moment"),
}


class Router(APIRouter):
    """Answers at every path with and without its last slash, and never redirects."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        options["responses"] = ERRORS | (options.get("responses") or {})
        super().add_api_route(path, endpoint, **options)
        if not self.prefix and path == "/":
            return
        other = path[:-1] if path.endswith("/") else f"{path}/"
        options["include_in_schema"] = False
        options.pop("operation_id", None)
        super().add_api_route(other, endpoint, **options)


def workbook(data: bytes, name: str) -> Response:
    """A workbook to save; the name is made of what a file may be called anywhere."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "_", name)
    return Response(
        data, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{safe}"'}
    )


WORKBOOK: dict[int | str, dict[str, Any]] = {
    200: {"content": {XLSX: {}}, "description": "A workbook (.xlsx)"}
}


def day_of(text: str | None, field: str) -> dt.date | None:
    """A date of the contract: ISO, also with a time behind it; raises `Invalid`."""
    from senstosales.domain import dates

    given = (text or "").strip()
    if given in ("", "0"):
        return None
    if timed := _TIMED.fullmatch(given):
        given = timed[1]
    try:
        day = dates.parse(given, dt.date(2000, 1, 1))
    except Invalid as error:
        raise Invalid(f"{field}: {error.sentence}", field=field) from error
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise Invalid(f"{field}: {shown(day)} cannot be meant.", field=field)
    return day


def clean(text: str) -> str:
    """A number from a path: a last slash belongs to the path, not to the number."""
    return text.removesuffix("/")
