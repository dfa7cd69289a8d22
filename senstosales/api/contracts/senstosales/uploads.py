"""Pages that come as uploads: bounded in number and size, read and stored off the event loop."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from fastapi import UploadFile
from starlette.exceptions import HTTPException

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


def name_of(upload: UploadFile) -> str:
    """The last part of the name a client gives: only shown and kept, never used as a path."""
    return PurePosixPath((upload.filename or "page.html").replace("\\", "/")).name[:255]


def store_one(books: Books, actor: Actor, upload: UploadFile) -> PageResult:
    """Import one uploaded page."""
    name = name_of(upload)
    data = _read(upload)
    if not name.lower().endswith(SUFFIXES):
        return _refused(name, "Only saved web pages (.html) can be read.")
    return import_bytes(books, actor, name, data)


def store_all(books: Books, actor: Actor, uploads: Sequence[UploadFile]) -> list[PageResult]:
    """Import several uploaded pages, each whole or not at all; one result a file, in order."""
    if len(uploads) > MOST_FILES:
        raise HTTPException(413, f"Send at most {MOST_FILES} files at once.")
    results: dict[int, PageResult] = {}
    pages: list[tuple[str, bytes]] = []
    places: list[int] = []
    for place, upload in enumerate(uploads):
        name = name_of(upload)
        if not name.lower().endswith(SUFFIXES):
            results[place] = _refused(name, "Only saved web pages (.html) can be read.")
            continue
        pages.append((name, _read(upload)))
        places.append(place)
    results.update(zip(places, import_many(books, actor, pages), strict=True))
    return [results[place] for place in range(len(uploads))]


def _refused(name: str, reason: str) -> PageResult:
    return PageResult(name, name, ImportOutcome.REFUSED, reason=reason)


def _read(upload: UploadFile) -> bytes:
    """The bytes of an upload; one byte over the limit is enough for the import to refuse it."""
    return upload.file.read(LARGEST_FILE + 1)
