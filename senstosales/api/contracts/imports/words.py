"""How the import contract words what goes wrong."""

from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from senstosales.api.contract import Contract
from senstosales.api.contracts.imports.callers import KeyNotValid, TokenNotValid
from senstosales.api.forms import Complaints
from senstosales.api.json_bodies import NotJson
from senstosales.api.troubles import status_of
from senstosales.errors import Forbidden, Invalid, NotFound, Refused, Trouble
from senstosales.services.handling import AlreadySent

PATHS = (
    "/api/sales/import",
    "/api/sales/update",
    "/api/sales/billing",
    "/api/sales/sse",
)


class NotValid(Trouble):
    """A body with fields that are wrong: `errors` by their names."""

    def __init__(self, complaints: Complaints) -> None:
        super().__init__("Validation failed")
        self.errors = complaints.errors


def words(_path: str, error: Exception) -> JSONResponse | None:
    """The contract's body for an error; None leaves it to the usual words."""
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        return JSONResponse({"detail": str(error.detail)}, error.status_code, headers=headers)
    if isinstance(error, RequestValidationError):
        return _not_valid({"non_field_errors": [item["msg"] for item in error.errors()]})
    if not isinstance(error, Trouble):
        return None
    return _trouble(error)


def _trouble(error: Trouble) -> JSONResponse:
    if isinstance(error, TokenNotValid):
        return JSONResponse(
            {
                "detail": error.sentence,
                "code": "token_not_valid",
                "messages": [
                    {
                        "token_class": "AccessToken",
                        "token_type": "access",
                        "message": "Token is invalid or expired",
                    }
                ],
            },
            401,
            headers={"WWW-Authenticate": 'Bearer realm="api"'},
        )
    if isinstance(error, KeyNotValid):
        return JSONResponse(
            {"success": False, "message": error.sentence},
            401,
            headers={"WWW-Authenticate": 'Bearer realm="api"'},
        )
    if isinstance(error, NotJson):
        return JSONResponse({"detail": error.sentence}, 400)
    if isinstance(error, NotValid):
        return _not_valid(error.errors)
    if isinstance(error, AlreadySent):
        return JSONResponse(
            {
                "success": False,
                "message": "Invoice with this invoice_no already exists.",
                "data": {"id": error.id, "invoice_no": error.invoice_no},
            },
            409,
        )
    if isinstance(error, NotFound):
        return _not_valid({"invoice_no": ["Invoice not found."]})
    if isinstance(error, Invalid | Refused):
        return _not_valid({error.field or "non_field_errors": [error.sentence]})
    if isinstance(error, Forbidden):
        return JSONResponse({"success": False, "message": error.sentence}, 403)
    return JSONResponse({"success": False, "message": error.sentence}, status_of(error))


def _not_valid(errors: Any) -> JSONResponse:
    return JSONResponse({"success": False, "message": "Validation failed", "errors": errors}, 400)


CONTRACT = Contract(name="imports", prefixes=PATHS, words=words, asks_itself=True)
