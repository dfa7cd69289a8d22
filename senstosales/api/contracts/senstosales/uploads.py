"""Pages that come as uploads: bounded in number and size, read and stored off the event loop."""

from collections.abc import Callable, Coroutine, Sequence
from pathlib import PurePosixPath
from typing import Any

from fastapi import HTTPException, Request, Response, UploadFile
from fastapi.routing import APIRoute

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import ImportOutcome
from senstosales.services.importing import (
    LARGEST_FILE,
    SUFFIXES,
    PageResult,
    import_bytes,
    import_many,
)

MOST_FILES = 5000
ONLY_PAGES = "Only saved web pages (.html) can be read."


class _Uploading(Request):
    """A request whose form may hold as many files as the contract allows."""

    def form(self, **_limits: Any) -> Any:
        return super().form(max_files=MOST_FILES, max_fields=100)


class UploadRoute(APIRoute):
    """A route that takes many files."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def take(request: Request) -> Response:
            return await handle(_Uploading(request.scope, request.receive))

        return take


def name_of(upload: UploadFile) -> str:
    """The last part of the name a client gives: only shown and kept, never used as a path."""
    return PurePosixPath((upload.filename or "page.html").replace("\\", "/")).name[:255]


def store_one(books: Books, actor: Actor, upload: UploadFile) -> PageResult:
    """Import one uploaded page."""
    name = name_of(upload)
    if not name.lower().endswith(SUFFIXES):
        return _refused(name, ONLY_PAGES)
    return import_bytes(books, actor, name, _read(upload))


def store_all(books: Books, actor: Actor, uploads: Sequence[UploadFile]) -> list[PageResult]:
    """Import several uploaded pages, each whole or not at all; one result a file, in order."""
    if len(uploads) > MOST_FILES:
        raise HTTPException(413, f"Send at most {MOST_FILES} files at once.")
    results: dict[int, PageResult] = {}
    places: list[int] = []
    for place, upload in enumerate(uploads):
        if name_of(upload).lower().endswith(SUFFIXES):
            places.append(place)
        else:
            results[place] = _refused(name_of(upload), ONLY_PAGES)
    pages = ((name_of(uploads[place]), _read(uploads[place])) for place in places)
    results.update(zip(places, import_many(books, actor, pages, len(places)), strict=True))
    return [results[place] for place in range(len(uploads))]


def _refused(name: str, reason: str) -> PageResult:
    return PageResult(name, name, ImportOutcome.REFUSED, reason=reason)


def _read(upload: UploadFile) -> bytes:
    """The bytes of an upload; one byte over the limit is enough for the import to refuse it."""
    return upload.file.read(LARGEST_FILE + 1)
