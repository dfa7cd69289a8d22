"""The one table of errors, and how the SenstoSales contract words them; others word some in their own way."""

import logging
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

from anyio import BrokenResourceError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from senstosales.api import contract
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

Handler = Callable[[Request, Exception], Awaitable[Response]]


def status_of(error: Trouble) -> int:
    """What a trouble means to a client."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


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


def answer_errors(app: FastAPI) -> None:
    """Have every error behind the paths of the application answered."""
    for kind, usual in (
        (Trouble, _trouble),
        (RequestValidationError, _unreadable),
        (HTTPException, _refused),
        (Exception, _fault),
    ):
        app.add_exception_handler(kind, _as_its_contract_says(usual))


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
        body(error.sentence, error.code, details), status_of(error), headers=headers
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
