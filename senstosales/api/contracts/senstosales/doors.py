"""What every route of the contract uses: the books, who acts, both spellings of a path, files to save."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from senstosales.books.store import Actor, Books
from senstosales.errors import Invalid

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _books(request: Request) -> Books:
    books: Books = request.app.state.door.books
    return books


def _actor(request: Request) -> Actor:
    """The program that calls, by the name of its key; without one, whoever sits at this machine."""
    caller: str = request.scope["state"]["caller"]
    return Actor(caller.removeprefix("api:") if caller != "api" else "local program", caller)


BooksOf = Annotated[Books, Depends(_books)]
ActorOf = Annotated[Actor, Depends(_actor)]


class ErrorOut(BaseModel):
    """An error, for both kinds of reader."""

    success: bool
    detail: Any
    message: str
    error_code: str
    details: dict[str, Any]


def _said(about: str) -> dict[str, Any]:
    return {"model": ErrorOut, "description": about}


ERRORS: dict[int | str, dict[str, Any]] = {
    400: _said("A rule of the business forbids it, or what was sent makes no sense"),
    401: _said("A key is needed"),
    404: _said("Not in the books"),
    409: _said("A number is taken, or somebody else was first"),
    413: _said("Too large"),
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

    if text is None or not text.strip() or text.strip() == "0":
        return None
    try:
        return dates.parse(text.strip()[:10] if "T" in text else text, dt.date(2000, 1, 1))
    except Invalid as error:
        raise Invalid(f"{field}: {error.sentence}", field=field) from error


def clean(text: str) -> str:
    """A number from a path: a last slash belongs to the path, not to the number."""
    return text.removesuffix("/")
