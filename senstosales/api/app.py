"""The application that serves the doors: security at the border, one table of errors, one set of books."""

import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from anyio import BrokenResourceError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from senstosales import __version__
from senstosales.api import contract
from senstosales.api.border import Border
from senstosales.api.throttle import LogIns, Throttle
from senstosales.books.store import Books
from senstosales.errors import (
    BadPage,
    BooksUnavailable,
    Cancelled,
    Conflict,
    Forbidden,
    Invalid,
    NotAllowed,
    NotFound,
    Refused,
    TooOften,
    Trouble,
)

log = logging.getLogger(__name__)

STATUS: dict[type[Trouble], int] = {
    Invalid: 400,
    Refused: 400,
    BadPage: 400,
    NotAllowed: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Cancelled: 409,
    TooOften: 429,
    BooksUnavailable: 503,
}
"""The one table of errors: what each means to a client."""


@dataclass(frozen=True, slots=True)
class Call:
    """One answered call, for the list in the window."""

    at: datetime
    method: str
    path: str
    status: int
    milliseconds: int
    caller: str


@dataclass(slots=True)
class Door:
    """How the server is reached: shared by the application, the border and the window.

    `open_to` are the host names a client may call; `origins` the browser pages that may; with
    `need_key` every call must carry a key of the books.
    """

    books: Books
    host: str = "127.0.0.1"
    port: int = 8000
    origins: Sequence[str] = ()
    need_key: bool = False
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=200))
    log_ins: LogIns = field(default_factory=LogIns)
    sign_ups: Throttle = field(default_factory=lambda: Throttle(100))
    closing: threading.Event = field(default_factory=threading.Event)


def guarded(door: Door) -> Border:
    """What is served: the application behind its border, which also sees the answers to faults."""
    app = build(door)

    async def contained(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Exception:  # noqa: BLE001 - answered and logged by `_fault`, then raised again
            log.debug("the fault was answered")

    return Border(contained, door, app.state.contracts)


def build(door: Door) -> FastAPI:
    """The application over these books; nothing is opened or bound yet."""
    from senstosales.api.contracts.imports import routes as imports
    from senstosales.api.contracts.imports import words as import_words
    from senstosales.api.contracts.log_ins import routes as log_ins
    from senstosales.api.contracts.log_ins import words as log_in_words
    from senstosales.api.contracts.namastepms import routes as namastepms
    from senstosales.api.contracts.namastepms import words as namastepms_words
    from senstosales.api.contracts.sales import routes as sales
    from senstosales.api.contracts.sales import words as sales_words
    from senstosales.api.contracts.senstosales import routes
    from senstosales.api.contracts.vouchers import routes as vouchers
    from senstosales.api.contracts.vouchers import words

    app = FastAPI(
        title="SenstoSales",
        version=__version__,
        description="Order book, delivery challans, tax invoices and stores receipts of a supplier.",
        redirect_slashes=False,
    )
    app.state.door = door
    app.state.contracts = (
        words.CONTRACT,
        import_words.CONTRACT,
        namastepms_words.CONTRACT,
        sales_words.CONTRACT,
        log_in_words.CONTRACT,
    )
    routes.include(app)
    vouchers.include(app)
    imports.include(app)
    namastepms.include(app)
    sales.include(app)
    log_ins.include(app)
    for kind, usual in (
        (Trouble, _trouble),
        (RequestValidationError, _unreadable),
        (HTTPException, _refused),
        (Exception, _fault),
    ):
        app.add_exception_handler(kind, _as_its_contract_says(usual))
    return app


Handler = Callable[[Request, Exception], Awaitable[Response]]


def _as_its_contract_says(usual: Handler) -> Handler:
    """Lets the contract to which a path belongs word the error; what it leaves, is worded as usual."""

    async def answer(request: Request, error: Exception) -> Response:
        if usual is _fault and _gone(error):
            log.debug("a listener went away from %s", request.url.path)
        elif usual is _fault:
            log.error("call %s %s failed", request.method, request.url.path, exc_info=error)
        found = contract.of(request.app.state.contracts, request.url.path)
        worded = found.words(request.url.path, error) if found is not None else None
        return worded if worded is not None else await usual(request, error)

    return answer


def _gone(error: Exception) -> bool:
    """Whether somebody who listened to a stream went away while an event was on its way to him: FastAPI
    finds its stream broken. It is no fault, and nobody is left to be answered.
    """
    return isinstance(error, ExceptionGroup) and error.split(BrokenResourceError)[1] is None


def body(sentence: str, code: str, details: object = None) -> dict[str, Any]:
    """An error as both kinds of reader want it: `detail`, and `message` with `error_code`."""
    sentence = _whole(sentence)
    return {
        "success": False,
        "detail": sentence,
        "message": sentence,
        "error_code": code,
        "details": details or {},
    }


async def _trouble(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Trouble)
    details = {
        key: float(value) if isinstance(value, Decimal) else _plain(value)
        for key, value in error.details.items()
        if value is not None
    }
    if error.field:
        details["field"] = error.field
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooOften) else None
    return JSONResponse(
        body(error.sentence, error.code, details), contract.status_of(error), headers=headers
    )


async def _unreadable(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = [
        {
            "type": item["type"],
            "loc": [_plain(part) for part in item["loc"]],
            "msg": item["msg"],
            "input": _plain(item.get("input")),
        }
        for item in error.errors()
    ]
    first = found[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "body"
    sentence = f"{where}: {first['msg']}"
    return JSONResponse(
        {
            "success": False,
            "detail": found,
            "message": sentence,
            "error_code": "VALIDATION_ERROR",
            "details": {},
        },
        422,
    )


def _plain(value: object) -> object:
    """What was sent, shown back in short."""
    if value is None or isinstance(value, int):
        return value
    return _whole(str(value)[:200])


def _whole(text: str) -> str:
    """The text without halves of characters, which a body may hold and no answer can."""
    return text.encode("utf-8", "replace").decode()


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {400: "VALIDATION_ERROR", 401: "AUTH_ERROR", 404: "RESOURCE_NOT_FOUND"}.get(
        error.status_code, "REFUSED"
    )
    return JSONResponse(
        body(str(error.detail), code), error.status_code, headers=dict(error.headers or {})
    )


async def _fault(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse(
        body(
            "Something went wrong in the program; the books are safe. The log has the details.",
            "INTERNAL_ERROR",
        ),
        500,
    )
