"""How the calls of accounts are described for /docs and /openapi.json, with the contract's examples."""

from typing import Any

from senstosales.api.contracts.namastepms.wire import Json

_TEXT: Json = {"type": "string"}
_EMAIL = "john@example.com"
_ABOUT = {
    200: "Done",
    201: "There is an account; the code is on its way",
    400: "Something in the body is wrong, or the code is",
    401: "Address and password do not belong together; a token that is wrong or expired",
    403: "Sign-up is switched off",
    404: "There is no account with this address",
    413: "Too large",
    429: "Asked or tried too often; `Retry-After` says for how many seconds to wait",
    503: "The books cannot be used at the moment",
}
_MESSAGE: Json = {"type": "object", "properties": {"message": _TEXT}, "required": ["message"]}


def _answers(done: Json, status: int, *refusals: int) -> dict[int | str, Json]:
    said: dict[int | str, Json] = {
        each: {"description": _ABOUT[each]} for each in (status, *refusals, 413, 503)
    }
    said[status]["content"] = {"application/json": {"schema": done}}
    return said


def _body(example: dict[str, Any], *optional: str) -> Json:
    """A body of texts; which of them may be left out is named."""
    required = [name for name in example if name not in optional]
    schema: Json = {
        "type": "object",
        "properties": {
            name: {"type": ["string", "null"] if name in optional else "string"} for name in example
        },
        "required": required,
    }
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


SIGN_UP_BODY = _body(
    {
        "username": "john_doe",
        "email": _EMAIL,
        "password": "SecurePass123!",
        "phone_no": "+919876543210",
        "business_name": "John's Store",
    },
    "phone_no",
    "business_name",
)
CODE_BODY = _body({"email": _EMAIL, "otp": "123456"})
LOG_IN_BODY = _body({"email": _EMAIL, "password": "SecurePass123!"})
EMAIL_BODY = _body({"email": _EMAIL})
RESET_BODY = _body({"email": _EMAIL, "new_password": "NewSecurePass456!"})
REFRESH_BODY = _body({"refresh": "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9..."})

SIGNED_UP = _answers(_MESSAGE, 201, 400, 403, 429)
VERIFIED = _answers(_MESSAGE, 200, 400, 404, 429)
SENT = _answers(_MESSAGE, 200, 400, 401, 404, 429)
PASSWORD_SENT = _answers(_MESSAGE, 200, 400, 404, 429)
LOGGED_IN = _answers(
    {
        "type": "object",
        "properties": {"message": _TEXT, "refresh": _TEXT, "access": _TEXT},
        "required": ["message", "refresh", "access"],
    },
    200, 400, 404, 429,
)  # fmt: skip
REFRESHED = _answers(
    {"type": "object", "properties": {"access": _TEXT}, "required": ["access"]}, 200, 400, 401
)
