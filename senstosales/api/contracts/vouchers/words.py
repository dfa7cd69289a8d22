"""How the vouchers contract words what goes wrong: `error` where accounts and businesses are meant,
`message` where documents are.
"""

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from senstosales.api.contract import Contract
from senstosales.api.contracts.vouchers import answers
from senstosales.api.identity import NoSuchBusiness
from senstosales.api.troubles import status_of
from senstosales.errors import Forbidden, TooOften, Trouble, Unidentified

_TOKEN_BAD = "Invalid or expired token"  # noqa: S105 - a sentence
UNIDENTIFIED = {
    Unidentified.MISSING: "Authorization header missing",
    Unidentified.EXPIRED: _TOKEN_BAD,
    Unidentified.INVALID: _TOKEN_BAD,
    Unidentified.PASSWORD: "Invalid email or password",
}
NO_BUSINESS = "Business not found"


def words(path: str, error: Exception) -> JSONResponse:
    """The contract's body for an error anywhere behind its paths."""
    known = _identity(error)
    if known is not None:
        return known
    if not _accounts(path):
        return answers.words(path, error)
    if isinstance(error, Trouble):
        return JSONResponse({"error": error.sentence}, status_of(error))
    if isinstance(error, RequestValidationError):
        return JSONResponse({"error": _issue(error.errors()[0])}, 400)
    if isinstance(error, HTTPException):
        return JSONResponse(
            {"error": str(error.detail)}, error.status_code, headers=dict(error.headers or {})
        )
    return JSONResponse({"error": "Internal Server Error"}, 500)


def _identity(error: Exception) -> JSONResponse | None:
    """Who calls and where: worded alike at both layers."""
    if not isinstance(error, Trouble):
        return None
    status = status_of(error)
    if isinstance(error, Unidentified):
        return JSONResponse(
            {"error": UNIDENTIFIED[error.reason]}, status, headers={"WWW-Authenticate": "Bearer"}
        )
    if isinstance(error, NoSuchBusiness):
        return JSONResponse({"error": NO_BUSINESS}, status)
    if isinstance(error, Forbidden):
        return JSONResponse({"error": error.sentence}, status)
    if isinstance(error, TooOften):
        headers = {"Retry-After": str(error.seconds)}
        return JSONResponse({"error": error.sentence}, status, headers=headers)
    return None


def _issue(found: dict[str, object]) -> str:
    loc = found["loc"]
    if found["type"] == "json_invalid" or not isinstance(loc, tuple) or len(loc) < 2:
        return "The body must be a JSON object"
    name = str(loc[-1])
    if found["type"] == "missing":
        return f"{name} is required"
    return f"{name}: {found['msg']}"


def _accounts(path: str) -> bool:
    """Whether a path is of the layer of accounts and businesses, not of documents."""
    return not path.startswith(("/business/", "/files/"))


CONTRACT = Contract(
    name="vouchers",
    prefixes=("/auth", "/business", "/invoice-templates", "/health", "/files"),
    words=words,
    open_paths=frozenset({"/auth/login", "/auth/register", "/invoice-templates", "/health"}),
    open_below=("/files",),
)
