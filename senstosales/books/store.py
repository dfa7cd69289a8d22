"""The opened books: one SQLite file, read and written under strict habits.

Reading sees one consistent state. Writing is one transaction per use case, begun IMMEDIATE so that
two writers queue instead of failing, audited in the same transaction, and announced after commit.
All that differs between databases is in this module.
"""

import copy
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import ORMExecuteState, Session, object_session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.util import LRUCache

from senstosales.books import audit, closing, findables, location
from senstosales.books.actor import Actor
from senstosales.domain.roles import Right, Role
from senstosales.errors import BooksUnavailable, Conflict
from senstosales.tables.base import Base
from senstosales.tables.office import Business

__all__ = ["Actor", "Books", "Changes", "Clock", "here", "now", "open_books", "today", "utc_now"]

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
BUSY_SECONDS = 30
Reading = Session
"""A session as the storeys above know it: handed from `books.read()` to query functions."""


NOBODY = Actor("", "")


@dataclass(frozen=True, slots=True)
class Changes:
    """News after a commit: the nouns (table names) in which rows changed, by whom, in whose books, and
    the ids of the entries of the audit trail that tell of it.
    """

    nouns: frozenset[str]
    actor: Actor = NOBODY
    business_id: int = 0
    entries: range = range(0)


Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The machine's time; tests pass a clock of their own."""
    return datetime.now(UTC)


class Books:
    """One set of books. Safe to use from several threads; open it with `books.open_books`."""

    def __init__(self, path: Path, *, clock: Clock = utc_now, business_id: int = 1) -> None:
        self.path = path
        self.clock = clock
        self.business_id = business_id
        self.role = Role.OWNER
        self._engine = _engine(path)
        self._writing = self._engine.execution_options(senstosales_write=True)
        self._write_lock = threading.Lock()
        self._listeners: list[Callable[[Changes], None]] = []
        self._watch = _Watch(path)
        self._written = threading.Event()

    def of(self, business_id: int) -> "Books":
        """The same opened books as another business of theirs: one file, one lock, one news."""
        view = copy.copy(self)
        view.business_id = business_id
        return view

    def seen_by(self, role: Role) -> "Books":
        """The same opened books in the hands of somebody who may do no more than this role allows."""
        view = copy.copy(self)
        view.role = role
        return view

    def require(self, right: Right) -> None:
        """Raise `Forbidden` unless whoever holds these books has the right."""
        self.role.require(right)

    @property
    def wrote(self) -> bool:
        """True once anything was written since the books were opened."""
        return self._written.is_set()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and can change nothing.

        Raises `BooksUnavailable` when the file cannot be read.
        """
        with self._sentences(), Session(self._engine, autoflush=False) as session:
            session.info.update(business_id=self.business_id, now=self.clock())
            yield session

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Session]:
        """One transaction: committed whole when the block ends, undone whole on any exception.

        Raises `Conflict` when a row was changed by somebody else since it was read, or a number is
        taken; `BooksUnavailable` when the file cannot be written; `Forbidden` in a viewer's hands.
        """
        self.require(Right.WRITE)
        with self._write_lock, self._sentences(), Session(self._writing) as session:
            trail = audit.Trail(actor.name, actor.door, self.clock())
            session.expire_on_commit = False
            session.info.update(business_id=self.business_id, now=trail.at, trail=trail)
            with session.begin():
                session.connection()  # begins: from here on nobody else can commit
                self._watch.note_news()
                yield session
                session.flush()
                findables.bring_along(session)
                entries = trail.entries(session)
            changes = Changes(frozenset(trail.nouns), actor, self.business_id, entries)
        if changes.nouns:
            self._written.set()
            self._watch.remember()
            for listener in tuple(self._listeners):
                listener(changes)

    def ask(
        self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run one query function in a read session: `books.ask(orders.page, filter, ...)`."""
        with self.read() as session:
            return question(session, *args, **kwargs)

    def listen(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Be called after every commit, on the committing thread. Returns how to stop listening."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def changed_elsewhere(self) -> bool:
        """True once after another program has committed to the same file."""
        return self._watch.changed()

    def close(self) -> None:
        """Let go of the file."""
        self._watch.close()
        self._engine.dispose()

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn the database's complaints into ours, by what the caller can do about them."""
        try:
            yield
        except StaleDataError as error:
            raise Conflict(
                "Somebody else has changed this meanwhile. Open it again and repeat your change."
            ) from error
        except IntegrityError as error:
            log.warning("constraint refused a write: %s", error.orig)
            raise Conflict(
                "This does not fit what is in the books already (a number may have been taken "
                "meanwhile). Nothing was saved."
            ) from error
        except OperationalError as error:
            raise BooksUnavailable(self.path, _operational(str(error.orig))) from error
        except DatabaseError as error:
            raise BooksUnavailable(
                self.path,
                "the file is damaged. Restore the last backup (senstosales restore).",
            ) from error


class _Watch:
    """Tells what other programs commit to the file from what we commit ourselves."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._seen: int | None = None
        self._news = False

    def changed(self) -> bool:
        """True once after another program has committed."""
        with self._lock:
            version = self._version()
            seen, self._seen = self._seen, version
            news, self._news = self._news, False
        return news or (seen is not None and version != seen)

    def note_news(self) -> None:
        """Keep what another program committed before our write from being taken for our own."""
        with self._lock:
            if self._seen is not None and self._version() != self._seen:
                self._news = True

    def remember(self) -> None:
        """Our own commit is not news from elsewhere."""
        with self._lock:
            if self._seen is not None:
                self._seen = self._version()

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _version(self) -> int:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, check_same_thread=False, timeout=1)
        row = self._connection.execute("PRAGMA data_version").fetchone()
        return int(row[0])


def _operational(complaint: str) -> str:
    if "locked" in complaint:
        return f"another program has kept them busy for {BUSY_SECONDS} seconds. Try again."
    if "readonly" in complaint:
        return "the file is read-only. Allow writing to it, or copy it to another folder."
    if "full" in complaint:
        return "the disk is full. Free some space and try again; nothing was lost."
    return f"{complaint}."


_statements: LRUCache[Any, Any] = LRUCache(2000)
"""SQL put together for SQLite: putting a paper's queries together takes longer than answering them,
so all books of a process share them. Statements are keyed by their shape and hold no values."""


@cache
def _sqlite() -> Engine:
    """SQLite without a file, asked once what it can do; the statements are kept for its dialect."""
    engine = create_engine("sqlite+pysqlite://")
    engine.connect().close()
    return engine


def _casefold(value: Any) -> Any:
    """SQLite's own lower() knows only ASCII."""
    return value.casefold() if isinstance(value, str) else value


def _engine(path: Path) -> Engine:
    dialect = _sqlite().dialect

    def connect() -> DBAPIConnection:
        return dialect.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)

    engine = Engine(
        QueuePool(connect, pool_size=8, max_overflow=24, dialect=dialect),
        dialect,
        make_url(f"sqlite+pysqlite:///{path.as_posix()}"),
        execution_options={"compiled_cache": _statements},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # SQLAlchemy's pysqlite dialect would begin late and DEFERRED; we say BEGIN ourselves.
        connection.isolation_level = None
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "temp_store = MEMORY",
            "cache_size = -32000",
            "mmap_size = 268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("senstosales_write")
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    """Bulk statements would pass the audit trail by (CGST Rule 56(8))."""
    if state.is_insert or state.is_update or state.is_delete:
        if "trail" not in state.session.info:
            raise RuntimeError("a read session cannot change the books")
        raise RuntimeError("bulk statements pass the audit trail by: add and change the rows")


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, _context: Any, _instances: Any) -> None:
    if "trail" not in session.info and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a read session cannot change the books")
    for row in session.new:
        if getattr(row, "created_at", session) is None:
            row.created_at = session.info["now"]


@event.listens_for(Session, "after_flush")
def _audit(session: Session, _context: Any) -> None:
    trail = session.info.get("trail")
    if trail is not None:
        findables.note(session, trail.removed)
        trail.record(session)


closing.stand_guard()


@event.listens_for(Base, "after_delete", propagate=True)
def _note_removed(_mapper: Any, _connection: Any, row: Any) -> None:
    """`session.deleted` does not name rows that go because their paper dropped them."""
    session = object_session(row)
    if session is not None and "trail" in session.info:
        session.info["trail"].removed.append(row)


@event.listens_for(Session, "after_soft_rollback")
def _forget_last_hash(session: Session, _previous: Any) -> None:
    """A savepoint undone takes its audit entries with it; the chain goes on from what is left."""
    trail = session.info.get("trail")
    if trail is not None:
        trail.last = None
        trail.removed.clear()


def here(session: Session) -> int:
    """The id of the business whose books this session works in."""
    return int(session.info["business_id"])


def now(session: Session) -> datetime:
    """The moment (UTC) at which this session began."""
    moment: datetime = session.info["now"]
    return moment


def today(session: Session) -> date:
    """The local calendar day at which this session began."""
    return now(session).astimezone().date()


def open_books(path: Path, *, clock: Clock = utc_now, create: bool = True) -> Books:
    """Open the books at `path`, making new ones if there are none and `create` is set.

    Older books are backed up and brought up to date first. Raises `BooksUnavailable` for a file
    that is no books, damaged, read-only, newer than this program or on a network share.
    """
    from senstosales.books import migration

    path = path.expanduser().absolute()
    location.inspect(path, create=create)
    migration.bring_up_to_date(path)
    books = Books(path, clock=clock)
    if books.ask(_no_business):
        with books.write(Actor("SenstoSales", "set-up")) as session:
            if _no_business(session):  # another program may have been as quick as we were
                session.add(Business(name=""))
    return books


def _no_business(session: Session) -> bool:
    return session.scalar(select(Business.id).limit(1)) is None
