"""Imports saved pages: each file whole or not at all, reported only when it is safely on disk.

Pages are read on all cores and stored in groups: one transaction holds several pages, each within a
savepoint of its own, so that a bad one takes nothing else with it.
"""

import hashlib
import logging
import os
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.kinds import ImportOutcome
from senstosales.domain.progress import Progress, Silent
from senstosales.errors import Cancelled, Trouble
from senstosales.services import orders, receipts
from senstosales.tables.orders import SourcePage

if TYPE_CHECKING:
    from senstosales.portal.models import OrderPage, ReceiptPage

log = logging.getLogger(__name__)

SUFFIXES = (".html", ".htm")
LARGEST_FILE = 8 * 1024 * 1024
GROUP = 24
SMALL_GROUP = 4
"""Pages stored at once while calls are to be answered in between."""
AHEAD = 6
"""Pages handed to each worker before the first comes back."""
WORTH_A_POOL = 40


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one file. `number` names the order or the SRVs; `reason` says why refused."""

    file_name: str
    path: str
    outcome: ImportOutcome
    kind: str | None = None
    number: str | None = None
    order_id: int | None = None
    reason: str | None = None
    changes: tuple[dict[str, Any], ...] = ()
    deviations: int = 0
    linked_receipts: int = 0


@dataclass(slots=True)
class ImportSummary:
    """What became of all files of one import."""

    results: list[PageResult] = field(default_factory=list)
    stopped: bool = False

    def count(self, outcome: ImportOutcome) -> int:
        return sum(1 for result in self.results if result.outcome is outcome)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as a worker hands it back: its page model, or the sentence why there is none."""

    path: Path
    sha256: str = ""
    size: int = 0
    packed: bytes = b""
    page: "OrderPage | ReceiptPage | None" = None
    reason: str | None = None


def pages_in(paths: Iterable[Path]) -> list[Path]:
    """The files to import: those named, and all .html and .htm files below the folders named."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                inner
                for inner in path.rglob("*")
                if inner.suffix.lower() in SUFFIXES and inner.is_file()
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def import_files(
    books: Books,
    actor: Actor,
    paths: Iterable[Path],
    *,
    report: Callable[[PageResult], None] | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import files and folders of saved pages.

    `report` is called once for every file, after it is durable. `progress` may stop the import
    between pages by raising `Cancelled`; what was reported stays, and `Cancelled` goes on to the
    caller once the pages already stored are committed and reported.
    """
    files = pages_in(paths)
    summary = ImportSummary()
    steps = progress or Silent()
    waiting: list[ReadFile] = []

    def store() -> None:
        group = waiting.copy()
        waiting.clear()
        for result in _store_group(books, actor, group):
            summary.results.append(result)
            if report:
                report(result)

    try:
        for done, read in enumerate(_read_all(files)):
            waiting.append(read)
            if len(waiting) >= GROUP:
                store()
            steps.step(done + 1, len(files), f"Importing {read.path.name}")
    except Cancelled:
        store()
        raise
    store()
    return summary


def import_bytes(books: Books, actor: Actor, file_name: str, data: bytes) -> PageResult:
    """Import one page that came as bytes, through another door than the file system."""
    return _store_group(books, actor, [_parse(Path(file_name), data)])[0]


def import_many(
    books: Books, actor: Actor, pages: Iterable[tuple[str, bytes]], count: int
) -> list[PageResult]:
    """Import `count` pages that come as bytes; one result a page, in order, each durable.

    Only a few of them are held in memory at a time.
    """
    results: list[PageResult] = []
    waiting: list[ReadFile] = []
    for read in _parse_many(pages, count):
        waiting.append(read)
        if len(waiting) >= SMALL_GROUP:
            results += _store_group(books, actor, waiting)
            waiting.clear()
    return results + _store_group(books, actor, waiting)


def _parse_many(pages: Iterable[tuple[str, bytes]], count: int) -> Iterator[ReadFile]:
    """Parse pages in order, in other processes where they are worth it: a server must go on answering."""
    coming = iter(pages)
    handed_out: deque[tuple[str, bytes]] = deque()
    futures: deque[Future[ReadFile]] = deque()
    if count >= WORTH_A_POOL:
        workers = max(min((os.cpu_count() or 1) - 1, 8), 1)  # one is left to store and to answer
        try:
            with _pool(workers, stand_back) as pool:
                for page in coming:
                    handed_out.append(page)
                    futures.append(pool.submit(parse_page, page))
                    if len(futures) >= workers * AHEAD:
                        yield futures.popleft().result()
                        handed_out.popleft()
                while futures:
                    yield futures.popleft().result()
                    handed_out.popleft()
        except BrokenProcessPool:
            log.warning("reading on several cores failed; going on with one")
    for page in (*handed_out, *coming):
        yield parse_page(page)


def parse_page(page: tuple[str, bytes]) -> ReadFile:
    """Parse one page that came as bytes; runs in a worker process."""
    name, data = page
    return _parse(Path(name), data)


def _read_all(files: Sequence[Path]) -> Iterator[ReadFile]:
    """Read and parse files, in order; on all cores when there are enough to be worth it."""
    done = 0
    workers = min(os.cpu_count() or 1, 8)
    if len(files) >= WORTH_A_POOL and workers > 1:
        pool = _pool(workers)
        try:
            for read in pool.map(read_file, files, chunksize=8):
                yield read
                done += 1
        except BrokenProcessPool:
            log.warning("reading on several cores failed after %d files; going on with one", done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    for path in files[done:]:
        yield read_file(path)


def _pool(workers: int, begin: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=begin or end_with_parent
    )


def stand_back() -> None:
    """Let the program that answers calls go before this worker, where the system can do that."""
    end_with_parent()
    if hasattr(os, "nice"):
        os.nice(10)


def end_with_parent() -> None:
    """Let a worker end when the program that started it was killed; else it would wait for ever."""
    program = parent_process()
    if program is not None:

        def watch() -> None:
            program.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def read_file(path: Path) -> ReadFile:
    """Read one file and parse it; runs in a worker process, so that what it returns must pickle."""
    if path.suffix.lower() not in SUFFIXES:
        return ReadFile(path, reason="This is not a saved web page (.html or .htm).")
    try:
        if path.stat().st_size > LARGEST_FILE:
            return ReadFile(path, reason="The file is larger than 8 MB; no page of the portal is.")
        data = path.read_bytes()
    except OSError as error:
        return ReadFile(path, reason=f"The file cannot be read: {error.strerror}.")
    return _parse(path, data)


def _parse(path: Path, data: bytes) -> ReadFile:
    from senstosales.portal.page import read_page

    if len(data) > LARGEST_FILE:
        return ReadFile(path, reason="The file is larger than 8 MB; no page of the portal is.")
    try:
        page = read_page(data, path.name)
    except Trouble as error:
        return ReadFile(path, reason=error.sentence)
    except Exception:
        # One page that the reader stumbles over must not stop the import of the others.
        log.exception("reading %s failed", path.name)
        return ReadFile(
            path,
            reason="The page could not be read because of a fault in this program. Nothing of it "
            "is in the books; the log file has the details.",
        )
    return ReadFile(path, hashlib.sha256(data).hexdigest(), len(data), zlib.compress(data, 6), page)


def _store_group(books: Books, actor: Actor, group: Sequence[ReadFile]) -> list[PageResult]:
    """Store a group of pages in one transaction; returns what became of each, in order."""
    readable = [read for read in group if read.page is not None]
    stored: dict[int, PageResult] = {}
    if readable:
        with books.write(actor) as session:
            for read in readable:
                stored[id(read)] = _store_safely(session, read)
    return [
        stored.get(id(read))
        or PageResult(read.path.name, str(read.path), ImportOutcome.REFUSED, reason=read.reason)
        for read in group
    ]


def _store_safely(session: Session, read: ReadFile) -> PageResult:
    """One page inside its own savepoint. A fault of ours refuses the page and leaves the rest be."""
    try:
        with session.begin_nested():
            return _store(session, read)
    except Trouble as error:
        reason = error.sentence
    except Exception:
        log.exception("storing %s failed", read.path.name)
        reason = (
            "The page was read but could not be stored because of a fault in this program. Nothing "
            "of it is in the books; the log file has the details."
        )
    return PageResult(read.path.name, str(read.path), ImportOutcome.REFUSED, reason=reason)


def _store(session: Session, read: ReadFile) -> PageResult:
    page = read.page
    assert page is not None
    name, path = read.path.name, str(read.path)
    known = session.scalar(
        select(SourcePage).where(
            SourcePage.business_id == here(session), SourcePage.sha256 == read.sha256
        )
    )
    source = known or SourcePage(
        business_id=here(session),
        sha256=read.sha256,
        kind=page.kind,
        file_name=name[:255],
        size=read.size,
        imported_at=now(session),
        content=read.packed,
    )
    if page.kind == "order":
        if known is not None:
            return PageResult(name, path, ImportOutcome.UNCHANGED, "order", page.po_number)
        order = orders.store_page(session, page, source)
        return PageResult(
            name,
            path,
            order.outcome,
            "order",
            order.number,
            order.order_id,
            changes=order.changes,
            deviations=order.deviations,
            linked_receipts=order.linked_receipts,
        )
    numbers = ", ".join(dict.fromkeys(row.srv_number for row in page.rows))
    if known is not None and receipts.holds(session, page):
        return PageResult(name, path, ImportOutcome.UNCHANGED, "receipt", numbers)
    stored = receipts.store_page(session, page, source)
    return PageResult(
        name,
        path,
        stored.outcome,
        "receipt",
        numbers,
        changes=stored.changes,
        deviations=stored.deviations,
    )
