"""How the NamastePMS contract words what goes wrong, and what it says of itself to the application.

Its clients show `error`, and the sentences under the names of fields; they get a new access token after
any 401.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from senstosales.api import forms
from senstosales.api.contract import Contract
from senstosales.api.forms import Complaints
from senstosales.api.json_bodies import NotJson
from senstosales.api.troubles import status_of
from senstosales.errors import (
    Closed,
    Conflict,
    Forbidden,
    Invalid,
    Refused,
    TooOften,
    Trouble,
    Unidentified,
)

T = TypeVar("T")
ACCOUNTS = (
    "/api/signup",
    "/api/verify-signup-otp",
    "/api/login",
    "/api/verify-login-otp",
    "/api/forget-password",
    "/api/verify-forget-password-otp",
    "/api/reset-password",
    "/api/token/refresh",
)
PATHS = (*ACCOUNTS, "/api/products", "/api/parties", "/api/expenses", "/api/billing")
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="api"'}


class Said(Trouble):
    """A refusal in the contract's own words: its status and its body."""

    def __init__(self, status: int, **body: object) -> None:
        super().__init__(str(next(iter(body.values()))))
        self.status = status
        self.body = body


class NotValid(Trouble):
    """A body with fields that are wrong: `errors` by their names."""

    def __init__(self, errors: Any) -> None:
        super().__init__("Some fields are not valid.")
        self.errors = errors


def clean(
    form: Sequence[forms.Field],
    body: Any,
    then: Callable[[dict[str, Any]], T],
    *,
    partial: bool = False,
) -> T:
    """What `then` makes of the clean values of a body; raises `NotValid`."""
    try:
        return then(forms.read(form, body, partial=partial))
    except Complaints as error:
        raise NotValid(error.errors) from error


def words(_path: str, error: Exception) -> JSONResponse | None:
    """The contract's body for an error; None leaves a fault of ours to the usual words."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        return JSONResponse({"detail": str(error.detail)}, error.status_code, headers=headers)
    if isinstance(error, RequestValidationError):
        return JSONResponse({"error": _first(error)}, 400)
    return _trouble(error) if isinstance(error, Trouble) else None


def _trouble(error: Trouble) -> JSONResponse:
    if isinstance(error, Said):
        return JSONResponse(error.body, error.status)
    if isinstance(error, NotValid):
        return JSONResponse(error.errors, 400)
    if isinstance(error, NotJson):
        return JSONResponse({"detail": error.sentence}, 400)
    if isinstance(error, Unidentified):
        return _unidentified(error)
    if isinstance(error, Forbidden):
        return JSONResponse({"detail": error.sentence, "error": error.sentence}, 403)
    if isinstance(error, TooOften):
        headers = {"Retry-After": str(error.seconds)}
        return JSONResponse({"error": error.sentence}, 429, headers=headers)
    if isinstance(error, Invalid | Refused | Conflict):
        if error.field and not isinstance(error, Closed):  # which names the day as our forms do
            return JSONResponse({error.field: [error.sentence]}, 400)
        return JSONResponse({"error": error.sentence}, 400)
    return JSONResponse({"error": error.sentence}, status_of(error))


def _unidentified(error: Unidentified) -> JSONResponse:
    if error.reason == Unidentified.PASSWORD:
        return JSONResponse({"error": "Invalid credentials"}, 401)
    if error.reason == Unidentified.MISSING:
        body: dict[str, Any] = {"detail": "Authentication credentials were not provided."}
        return JSONResponse(body, 401, headers=_CHALLENGE)
    body = {
        "detail": "Given token not valid for any token type",
        "code": "token_not_valid",
        "messages": [
            {
                "token_class": "AccessToken",
                "token_type": "access",
                "message": "Token is invalid or expired",
            }
        ],
    }
    return JSONResponse(body, 401, headers=_CHALLENGE)


def _first(error: RequestValidationError) -> str:
    found = error.errors()[0]
    return f"{found['loc'][-1]}: {found['msg']}"


CONTRACT = Contract(
    name="namastepms",
    prefixes=PATHS,
    words=words,
    open_paths=frozenset(ACCOUNTS),
    asks_itself=True,
)
