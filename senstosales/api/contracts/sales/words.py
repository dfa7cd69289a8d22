"""How the sales contract words what goes wrong: `detail`, with `errors` by field where fields are wrong."""

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
from senstosales.errors import Conflict, NotFound, TooOften, Trouble, Unidentified

T = TypeVar("T")
INVALID_ORDER = "Invalid order data"
_TOKEN = "Could not validate credentials"  # noqa: S105 - a sentence
_UNIDENTIFIED = {Unidentified.EXPIRED: "Token has expired"}
_CHALLENGE = {"WWW-Authenticate": "Bearer"}


class NotValid(Trouble):
    """Fields that are wrong: `errors` by their names. Without a `detail` the first of them is said."""

    def __init__(self, errors: Any, detail: str | None = None) -> None:
        self.errors = _flat(errors)
        name, sentences = next(iter(self.errors.items()))
        super().__init__(detail or f"{name}: {sentences[0]}")


def clean(
    form: Sequence[forms.Field],
    body: Any,
    then: Callable[[dict[str, Any]], T],
    detail: str | None = None,
) -> T:
    """What `then` makes of the clean values of a body; raises `NotValid`."""
    try:
        return then(forms.read(form, body))
    except Complaints as error:
        raise NotValid(error.errors, detail) from error


def words(_path: str, error: Exception) -> JSONResponse | None:
    """The contract's body for an error; None leaves a fault of ours to the usual words."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        return JSONResponse({"detail": str(error.detail)}, error.status_code, headers=headers)
    if isinstance(error, RequestValidationError):
        found = error.errors()[0]
        return JSONResponse({"detail": f"{found['loc'][-1]}: {found['msg']}"}, 400)
    return _trouble(error) if isinstance(error, Trouble) else None


def _trouble(error: Trouble) -> JSONResponse:
    if isinstance(error, NotValid):
        return JSONResponse({"detail": error.sentence, "errors": error.errors}, 400)
    if isinstance(error, Unidentified):
        body = {"detail": _UNIDENTIFIED.get(error.reason, _TOKEN)}
        return JSONResponse(body, 401, headers=_CHALLENGE)
    if isinstance(error, NotFound):
        noun = str(error.details["noun"]).rpartition(" ")[2].capitalize()
        return JSONResponse({"detail": f"{noun} not found"}, 404)
    status = 400 if isinstance(error, NotJson | Conflict) else status_of(error)
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, TooOften) else None
    return JSONResponse({"detail": error.sentence}, status, headers=headers)


def _flat(errors: Any, way: str = "") -> dict[str, list[str]]:
    """Complaints by the whole way to their field, such as `items.0.quantity`."""
    if isinstance(errors, list) and all(isinstance(each, str) for each in errors):
        return {way: errors} if errors else {}
    parts = errors.items() if isinstance(errors, dict) else enumerate(errors)
    flat: dict[str, list[str]] = {}
    for name, found in parts:
        flat |= _flat(found, f"{way}.{name}" if way else str(name))
    return flat


CONTRACT = Contract(
    name="sales",
    prefixes=("/api/sales/orders", "/api/sales/customers", "/api/sales/invoices"),
    words=words,
    asks_itself=True,
)
