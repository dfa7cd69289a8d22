"""How log-ins at `/api/auth` word what goes wrong: `detail` for clients of the sales contract, an envelope
for those of the import contract, and the words of token libraries where a refresh token is refused.
"""

from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from senstosales.api.contract import Contract
from senstosales.api.json_bodies import NotJson
from senstosales.api.troubles import status_of
from senstosales.errors import TooOften, Trouble, Unidentified

LOG_IN, REFRESH, ROTATE = "/api/auth/login", "/api/auth/refresh", "/api/auth/token/refresh"
NEITHER = "Send username and password, or email and password."
_NOT_VALID = "Could not validate credentials"
UNIDENTIFIED = {
    Unidentified.MISSING: _NOT_VALID,
    Unidentified.INVALID: _NOT_VALID,
    Unidentified.EXPIRED: "Token has expired",
    Unidentified.PASSWORD: "Incorrect username or password",
}
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


class NotValid(Trouble):
    """Fields that are wrong: `errors` by their names; `enveloped` as the import contract has it."""

    def __init__(self, errors: dict[str, Any], *, enveloped: bool) -> None:
        super().__init__("Validation failed")
        self.errors, self.enveloped = errors, enveloped


class Enveloped(Trouble):
    """What stopped a log-in of the import contract's clients."""

    def __init__(self, cause: Trouble) -> None:
        super().__init__(cause.sentence)
        self.cause = cause


def words(path: str, error: Exception) -> JSONResponse | None:
    """The body for an error; None leaves a fault of ours to the usual words."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        return JSONResponse({"detail": str(error.detail)}, error.status_code, headers=headers)
    if isinstance(error, RequestValidationError):
        return JSONResponse({"detail": error.errors()[0]["msg"]}, 400)
    if not isinstance(error, Trouble):
        return None
    if isinstance(error, Enveloped):
        return _enveloped(error.cause)
    if isinstance(error, NotValid):
        return _not_valid(path, error)
    if isinstance(error, Unidentified):
        if path.rstrip("/") == ROTATE:
            body = {"detail": "Token is invalid or expired", "code": "token_not_valid"}
            return JSONResponse(body, 401, headers=_CHALLENGE)
        body = {"detail": UNIDENTIFIED[error.reason]}
        return JSONResponse(body, 401, headers=_CHALLENGE)
    status = 400 if isinstance(error, NotJson) else status_of(error)
    return JSONResponse({"detail": error.sentence}, status, headers=_wait(error))


def _not_valid(path: str, error: NotValid) -> JSONResponse:
    if path.rstrip("/") == ROTATE:
        return JSONResponse(error.errors, 400)
    if error.enveloped:
        return JSONResponse(
            {
                "success": False,
                "status_code": 400,
                "message": error.sentence,
                "errors": error.errors,
            },
            400,
        )
    name, sentences = next(iter(error.errors.items()))
    return JSONResponse({"detail": f"{name}: {sentences[0]}"}, 400)


def _enveloped(cause: Trouble) -> JSONResponse:
    status = status_of(cause)
    message = cause.sentence
    if isinstance(cause, Unidentified):
        message = "Invalid email or password"
    body = {"success": False, "status_code": status, "message": message, "data": None}
    return JSONResponse(body, status, headers=_wait(cause))


def _wait(error: Trouble) -> dict[str, str] | None:
    return {"Retry-After": str(error.seconds)} if isinstance(error, TooOften) else None


CONTRACT = Contract(
    name="log-ins",
    prefixes=("/api/auth",),
    words=words,
    open_paths=frozenset({LOG_IN, ROTATE}),
    asks_itself=True,
)
