"""What the document calls answer besides documents: the contract's error bodies, word for word."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from senstosales.api.contracts.vouchers.families import FAMILIES, QUOTATIONS, Family
from senstosales.api.contracts.vouchers.rules import Issue
from senstosales.errors import (
    BooksUnavailable,
    Conflict,
    Invalid,
    NotFound,
    Refused,
    Trouble,
)

TAKEN = "VOUCHER_NUMBER_TAKEN"
IN_USE = "VOUCHER_IN_USE"
NOT_VALID = "VALIDATION_FAILED"
BAD_QUERY = "INVALID_QUERY"
FROZEN = "CANCELLED_INVOICE_EDIT_FORBIDDEN"


class Answer(JSONResponse):
    """A JSON answer; halves of characters, which a body may hold, become question marks."""

    def render(self, content: Any) -> bytes:
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")


class Said(Trouble):
    """An answer of the contract that refuses, with its status and body."""

    def __init__(self, status: int, **body: object) -> None:
        super().__init__(str(body["message"]))
        self.status = status
        self.body = body


def not_valid(issues: Sequence[Issue]) -> Said:
    """Everything that is wrong with a body."""
    first = issues[0]["message"]
    return Said(400, message="Validation failed", error=first, details=list(issues), code=NOT_VALID)


def not_json(reason: str) -> Said:
    """A body that cannot be read at all."""
    return not_valid([{"code": "custom", "path": [], "message": f"The body is not JSON: {reason}"}])


def bad_token() -> Said:
    return Said(400, message="Invalid nextToken")


def bad_status(words: Iterable[str]) -> Said:
    known = ", ".join(words)
    return Said(
        400,
        message=f"Invalid status. Must be one of: {known}. Omit for all.",
        code=BAD_QUERY,
    )


def bad_template(allowed: Sequence[str]) -> Said:
    return Said(400, message="Invalid templateId", allowedTemplates=list(allowed))


def frozen() -> Said:
    return Said(403, message="Cancelled invoices cannot be edited", code=FROZEN)


def missing(what: str) -> Said:
    """A path without what it must name."""
    return Said(400, message=f"{what} is required in URL")


def words(path: str, error: Exception) -> JSONResponse:
    """The body for an error behind a document's path that is none of identity."""
    if isinstance(error, Said):
        return Answer(error.body, error.status)
    if isinstance(error, Trouble):
        return _trouble(_family(path), path, error)
    if isinstance(error, RequestValidationError):
        found = error.errors()[0]
        return Answer({"message": f"{found['loc'][-1]}: {found['msg']}", "code": BAD_QUERY}, 400)
    if isinstance(error, HTTPException):
        return Answer(
            {"message": str(error.detail)}, error.status_code, headers=dict(error.headers or {})
        )
    return _fault(path, "The log of the program has the details.")


def _trouble(family: Family | None, path: str, error: Trouble) -> JSONResponse:
    if isinstance(error, NotFound):
        name = family.name if family else "Document"
        return Answer({"message": f"{name} not found"}, 404)
    if isinstance(error, Conflict) and error.field == "number" and family is not None:
        body = {"message": "Voucher number already in use", "code": TAKEN, "field": family.number}
        return Answer(body, 409)
    if isinstance(error, Conflict | Refused):
        return Answer({"message": error.sentence, "code": IN_USE}, 409)
    if isinstance(error, Invalid):
        if _draws(path):
            return _fault(path, error.sentence)
        problems = error.problems
        sentences = [problem.sentence for problem in problems] or [error.sentence]
        return words(
            path,
            not_valid([{"code": "custom", "path": [], "message": said} for said in sentences]),
        )
    status = 503 if isinstance(error, BooksUnavailable) else 500
    return Answer({"message": "Internal Server Error", "error": error.sentence}, status)


def _fault(path: str, reason: str) -> JSONResponse:
    if not _draws(path):
        return Answer({"message": "Internal Server Error", "error": reason}, 500)
    if _family(path) is QUOTATIONS:
        return Answer({"message": "PDF generation failed", "error": reason}, 503)
    return Answer({"message": "Failed to generate PDF", "error": reason}, 500)


def _draws(path: str) -> bool:
    """True for the calls that draw up a PDF."""
    return path.rstrip("/").endswith("/pdf")


def _family(path: str) -> Family | None:
    """The documents that a path is about: /business/{businessId}/invoices…"""
    parts = path.split("/")
    return next((family for family in FAMILIES if family.path in parts[3:4]), None)
