"""What every call must pass before it reaches a route: host, origin, key, size. Plain ASGI, so that
uploads stream through untouched.
"""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from senstosales.api import contract, identity
from senstosales.api.contract import Contract
from senstosales.api.door import Call, Door
from senstosales.api.identity import SAFE, Identity
from senstosales.api.troubles import body
from senstosales.errors import BooksUnavailable, Trouble, Unidentified

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - only compared with
LARGEST_BODY = 4 * 1024 * 1024
LARGEST_UPLOAD = 512 * 1024 * 1024
_UPLOADS = frozenset({"/api/po/upload", "/api/po/upload/batch", "/api/srv/upload/batch"})
_ALIVE = frozenset({"/api/health", "/api/health/live"})


class Border:
    """Refuses what a web page, a stranger or a flood might send; notes every call."""

    def __init__(self, app: ASGIApp, door: Door, contracts: Sequence[Contract] = ()) -> None:
        self.app = app
        self.door = door
        self.contracts = contracts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        scope.setdefault("state", {})
        identity.note(scope, Identity())
        refusal = await self._refuse(scope, headers, origin)
        status, noted = 500, False

        async def answer(message: Message) -> None:
            nonlocal status, noted
            if message["type"] == "http.response.start":
                status = message["status"]
                self._allow(message, origin)
            elif not message.get("more_body") and not noted:
                noted = True  # before the client has the last of it: then it may look
                self._note(scope, status, started)
            await send(message)

        try:
            if refusal is not None:
                await refusal(scope, receive, answer)
            else:
                await self.app(scope, _bounded(receive, _limit(scope)), answer)
        finally:
            if not noted:
                self._note(scope, status, started)

    async def _refuse(self, scope: Scope, headers: Headers, origin: str | None) -> Response | None:
        if not self._host_known(headers.get("host", "")):
            return _no(421, "This address does not belong to the program.")
        if origin is not None and not self._origin_known(origin, headers.get("host", "")):
            return _no(403, "This web page may not use the books. Allow its origin in Settings.")
        if scope["method"] == "OPTIONS" and origin and headers.get("access-control-request-method"):
            return Response(status_code=204)
        cross_site = headers.get("sec-fetch-site") == "cross-site"
        if cross_site and origin is None and scope["method"] not in SAFE:
            return _no(403, "Forms of other web pages may not use the books.")
        length = headers.get("content-length", "0")
        if not _digits(length) or int(length) > _limit(scope):
            return _no(413, "The call is too large.")
        return await self._check_key(scope, headers)

    async def _check_key(self, scope: Scope, headers: Headers) -> Response | None:
        own = contract.of(self.contracts, scope["path"])
        if self._at_once(scope) or (own is not None and own.opens(scope["path"])):
            return None
        if headers.get("x-api-key") or headers.get("authorization"):
            try:
                found = await to_thread.run_sync(identity.identify, self.door.books, headers)
            except BooksUnavailable as error:
                return self._worded(own, scope, error) or _no(503, error.sentence)
            identity.note(scope, found)
            if found.key is not None or found.person is not None:
                return None
        if not self.door.need_key or (own is not None and own.asks_itself):
            return None
        stranger = Unidentified(identity.of(scope).reason)
        return self._worded(own, scope, stranger) or _no(
            401,
            "This call needs a key of the books: send it as X-API-Key or as a bearer token.",
            {"WWW-Authenticate": "Bearer"},
        )

    def _at_once(self, scope: Scope) -> bool:
        """Calls that must be answered at once, whatever else the program is doing: nobody's key is
        looked up in the books for them. Beyond this machine every call needs one, these too.
        """
        return not self.door.need_key and scope["path"].rstrip("/") in _ALIVE

    @staticmethod
    def _worded(own: Contract | None, scope: Scope, error: Trouble) -> Response | None:
        return own.words(scope["path"], error) if own is not None else None

    def _host_known(self, host: str) -> bool:
        """Only names that lead here: a page of another site cannot rebind its own name to us."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if self.door.host in ANYWHERE:
            return bool(name)
        return name in LOOPBACK or name == self.door.host

    def _origin_known(self, origin: str, host: str) -> bool:
        if origin in self.door.origins:
            return True
        return origin in (f"http://{host}", f"https://{host}")

    def _allow(self, message: Message, origin: str | None) -> None:
        if origin is None or origin not in self.door.origins:
            return
        headers = MutableHeaders(scope=message)
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Allow-Credentials"] = "true"
        headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
        headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, X-API-Key, Accept"
        headers["Access-Control-Expose-Headers"] = "Content-Disposition"
        headers.add_vary_header("Origin")

    def _note(self, scope: Scope, status: int, started: float) -> None:
        self.door.calls.appendleft(
            Call(
                datetime.now(UTC),
                scope["method"],
                scope["path"][:200],
                status,
                round((time.perf_counter() - started) * 1000),
                scope["state"]["caller"],
            )
        )


def _digits(length: str) -> bool:
    return length.isascii() and length.isdigit() and len(length) < 16


def _limit(scope: Scope) -> int:
    return LARGEST_UPLOAD if scope["path"].rstrip("/") in _UPLOADS else LARGEST_BODY


def _no(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    code = "AUTH_ERROR" if status in (401, 403) else "REFUSED"
    return JSONResponse(body(sentence, code), status, headers=headers)


def _bounded(receive: Receive, limit: int) -> Receive:
    """The body as it comes, cut off when it grows past the limit (a chunked body names no length)."""
    seen = 0

    async def next_part() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413, "The call is too large.")
        return message

    return next_part
