"""The description of the log-ins for /docs and /openapi.json."""

from typing import Any

_ABOUT = {
    200: "The tokens",
    400: "The body is of neither kind, or something in it is missing",
    401: "Name and password do not belong together; a token that is missing, wrong or expired",
    413: "Too large",
    429: "Tried too often; `Retry-After` says for how many seconds to wait",
    503: "The books cannot be used at the moment",
}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


_TEXT = {"type": "string"}
_PASSWORD = {"type": "string", "format": "password", "example": "a long password"}
_BY_NAME = _object(
    ["username", "password"], username={"type": "string", "example": "asha"}, password=_PASSWORD
)
_BY_EMAIL = _object(
    ["email", "password"],
    email={"type": "string", "example": "asha@example.com"},
    password=_PASSWORD,
)
_BEARER = _object(["access_token", "token_type"], access_token=_TEXT, token_type=_TEXT)
_PAIR = _object(["access", "refresh"], access=_TEXT, refresh=_TEXT)
_ENVELOPE = _object(
    ["success", "status_code", "message", "data"],
    success={"type": "boolean"},
    status_code={"type": "integer"},
    message=_TEXT,
    data=_object(
        ["access", "refresh", "user", "menus"],
        access=_TEXT,
        refresh=_TEXT,
        user=_object(["id", "email"], id=_TEXT, email=_TEXT, name=_TEXT),
        menus={"type": "array", "items": {}},
    ),
)


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _answers(schema: dict[str, Any], *statuses: int) -> dict[int | str, dict[str, Any]]:
    said: dict[int | str, dict[str, Any]] = {
        status: {"description": _ABOUT[status]} for status in (200, *statuses, 413, 503)
    }
    said[200]["content"] = {"application/json": {"schema": schema}}
    return said


LOG_IN_BODY = _body({"oneOf": [_BY_NAME, _BY_EMAIL]})
ROTATE_BODY = _body(_object(["refresh"], refresh=_TEXT))
LOG_IN = _answers({"oneOf": [_BEARER, _ENVELOPE]}, 400, 401, 429)
REFRESH = _answers(_BEARER, 401)
ROTATE = _answers(_PAIR, 400, 401)
