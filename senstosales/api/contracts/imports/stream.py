"""The stream of sent invoices as Server-Sent Events, read from the books' own events.

Listeners of every server process that shares the books hear the same events in the same order. The
`id` of an event is its place in the stream; one who comes back says the last he heard and goes on
behind it.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Self

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from senstosales.api.contracts.imports import described
from senstosales.api.contracts.imports.callers import listener
from senstosales.books.store import Books, Changes
from senstosales.queries import handling

router = APIRouter(tags=["IMPORT"])
KEEP_ALIVE = 20.0
LOOK_AGAIN = 1.0
"""Seconds after which the books are looked at for what other processes wrote."""
_PADDING = " " * 2048
"""Some browsers show nothing of a stream before it has sent two kilobytes."""


def _listening(
    request: Request,
    token: Annotated[
        str | None,
        Query(max_length=4096, description="a token or key, where headers cannot be sent"),
    ] = None,
) -> Books:
    return listener(request, token)


async def events(
    request: Request,
    books: Annotated[Books, Depends(_listening)],
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
    last: Annotated[str | None, Query(alias="lastEventId", max_length=40)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Tells of every invoice that is sent, returned or corrected, as plain `message` events."""
    said = last_event_id or last or ""
    place = int(said) if said.isascii() and said.isdigit() else None
    if place is None:
        place = await to_thread.run_sync(books.ask, handling.last_event)
    yield ServerSentEvent(comment=_PADDING)
    yield ServerSentEvent(event="stream-open", raw_data="")
    async with _Wakeful(books) as news:
        quiet = 0.0
        while not request.app.state.door.closing.is_set():
            found = await to_thread.run_sync(books.ask, handling.events_after, place)
            for event in found:
                place, quiet = event.id, 0.0
                yield ServerSentEvent(event="message", id=str(event.id), raw_data=_json(event.data))
            if found:
                continue
            if await news.wait(LOOK_AGAIN):
                continue
            quiet += LOOK_AGAIN
            if quiet >= KEEP_ALIVE:
                quiet = 0.0
                yield ServerSentEvent(event="keep-alive", raw_data="")


def _json(data: dict[str, Any]) -> str:
    """The event as it is sent; the books keep rupees as text, listeners hear numbers."""
    if "total_amount" in data:
        items = [{**item, "mrp": float(item["mrp"])} for item in data["items"]]
        data = {**data, "items": items, "total_amount": float(data["total_amount"])}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class _Wakeful:
    """Wakes a listener as soon as this process commits an event."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._stop = self._books.listen(self._heard)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop()

    def _heard(self, changes: Changes) -> None:
        if "events" in changes.nouns and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    async def wait(self, seconds: float) -> bool:
        """True when there is news, False when the time is over."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        self._news.clear()
        return True


for _path, _shown in (("/api/sales/sse/invoices/", True), ("/api/sales/sse/invoices", False)):
    router.add_api_route(
        _path,
        events,
        methods=["GET"],
        response_class=EventSourceResponse,
        responses=described.STREAM,
        include_in_schema=_shown,
        summary="Hear of sent invoices as they move",
    )
