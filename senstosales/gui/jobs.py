"""Work away from the GUI thread, its result brought back to it.

Three lanes: one worker for writes (saves happen in the order they were asked for), two for reads,
one for long work such as an import (so that a save need not wait for it; the books themselves keep
transactions apart). A result is delivered on the GUI thread, and only while its `owner` is alive.
"""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from senstosales.domain.progress import Progress
from senstosales.errors import Cancelled
from senstosales.gui.soon import soon

T = TypeVar("T")
Done = Callable[[T], None]
Failed = Callable[[BaseException], None]

_LOOK_EVERY_MS = 100
_TURN_SECONDS = 0.01
_LEISURE_MS = 200
"""Screens read one thing after the other, and are built in between: after so long they have begun."""


class Ticket:
    """Somebody's order for work. `drop()` says that nobody wants the result any more."""

    def __init__(
        self,
        owner: QObject | None,
        done: Done[Any],
        failed: Failed | None,
        job: "LongJob | None" = None,
    ) -> None:
        self.owner, self.done, self.failed, self.job = owner, done, failed, job
        self.future: Future[Any] | None = None
        self.dropped = False

    def drop(self) -> None:
        """Do not begin if not yet begun, and deliver nothing."""
        self.dropped = True
        if self.future is not None:
            self.future.cancel()

    @property
    def wanted(self) -> bool:
        return not self.dropped and (self.owner is None or isValid(self.owner))


@dataclass(eq=False, slots=True)
class LongJob:
    """Work that is worth a bar: what it does, how far it is, how long it may still take."""

    title: str
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    total: int = 0
    what: str = ""
    stopped: bool = False

    def stop(self) -> None:
        """Ask for the end; the work hears it at its next step."""
        self.stopped = True

    def step(self, done: int, total: int, what: str) -> None:
        """Called by the work, in its own thread; the window looks at the figures when it likes."""
        self.done, self.total, self.what = done, total, what
        if self.stopped:
            raise Cancelled(done, total)

    @property
    def seconds_left(self) -> float | None:
        """An estimate from the pace so far; None while there is too little to judge by."""
        spent = time.monotonic() - self.began
        if self.done < 1 or self.total <= self.done or spent < 1:
            return None
        return spent / self.done * (self.total - self.done)


class Jobs(QObject):
    """The lanes. One for the whole program; `close()` before it ends."""

    began = Signal(object)
    moved = Signal(object)
    ended = Signal(object)
    _rung = Signal()

    def __init__(self, failed: Failed, parent: QObject | None = None) -> None:
        """`failed` hears every error that the asker does not want to hear himself."""
        super().__init__(parent)
        self._failed = failed
        self._writes = ThreadPoolExecutor(1, "books-write")
        self._reads = ThreadPoolExecutor(2, "books-read")
        self._longs = ThreadPoolExecutor(1, "long-work")
        self._finished: deque[tuple[Ticket, Future[Any]]] = deque()
        self._open: set[Ticket] = set()
        self._reading: set[Ticket] = set()
        self._leisurely: deque[tuple[Callable[[], Any], Ticket]] = deque()
        self._at_leisure: Ticket | None = None
        self._eased = False
        self._long_jobs: list[LongJob] = []
        self._closed = False
        # Queued also when the work was done before `submit` returned: an answer must never come
        # while its asker is still asking.
        self._rung.connect(self._bell, Qt.ConnectionType.QueuedConnection)
        self._looker = QTimer(self)
        self._looker.setInterval(_LOOK_EVERY_MS)
        self._looker.timeout.connect(self._look)
        self._leisure = QTimer(self)
        self._leisure.setSingleShot(True)
        self._leisure.setInterval(_LEISURE_MS)
        self._leisure.timeout.connect(self._begin_leisurely)

    def read(
        self,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> Ticket:
        """Do `work` on a reading lane, then `done(result)` here. Reads may overtake each other."""
        self._leisure.stop()
        ticket = Ticket(_owner(owner, done), done, failed)
        self._reading.add(ticket)
        return self._submit(self._reads, work, ticket)

    def read_at_leisure(
        self,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> Ticket:
        """As `read`, but begun only when nobody waits for the reading lanes; the first of it not before the
        screens have read what they begin with.
        """
        ticket = Ticket(owner, done, failed)
        self._leisurely.append((work, ticket))
        self._await_leisure()
        return ticket

    def write(
        self,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> Ticket:
        """Do `work` on the one writing lane, after all that was asked for before."""
        return self._submit(self._writes, work, Ticket(_owner(owner, done), done, failed))

    def long(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        owner: QObject | None = None,
    ) -> LongJob:
        """Do `work(progress)` with a bar in the status line and a Stop button."""
        job = LongJob(title)
        ticket = Ticket(_owner(owner, done), done, failed, job)
        self._long_jobs.append(job)
        self.began.emit(job)
        self._looker.start()
        self._submit(self._longs, lambda: work(job), ticket)
        return job

    @property
    def running(self) -> tuple[LongJob, ...]:
        """Long work that has not ended."""
        return tuple(self._long_jobs)

    @property
    def idle(self) -> bool:
        """Nothing is under way and everything is delivered; what is to be read at leisure may still wait."""
        return not self._open

    def close(self) -> None:
        """Stop long work at its next step, let saves finish, forget what has not begun."""
        if self._closed:
            return
        self._closed = True
        self._looker.stop()
        self._leisure.stop()
        for job in self._long_jobs:
            job.stop()
        self._reads.shutdown(wait=True, cancel_futures=True)
        self._longs.shutdown(wait=True, cancel_futures=True)
        self._writes.shutdown(wait=True)
        self._finished.clear()
        self._open.clear()

    def _submit(
        self,
        lane: ThreadPoolExecutor,
        work: Callable[[], T],
        ticket: Ticket,
    ) -> Ticket:
        if self._closed:
            ticket.dropped = True
            return ticket
        self._open.add(ticket)

        def ring(future: Future[T]) -> None:
            self._finished.append((ticket, future))
            if not self._closed and isValid(self):
                self._rung.emit()

        future = lane.submit(work)
        ticket.future = future
        future.add_done_callback(ring)
        return ticket

    def _bell(self) -> None:
        soon(self, self._deliver)

    def _deliver(self) -> None:
        """All that is there; but what is made of several answers must not keep the keys waiting."""
        began = time.monotonic()
        try:
            while self._finished and time.monotonic() - began < _TURN_SECONDS:
                self._hand_over(*self._finished.popleft())
        finally:
            if self._finished:
                soon(self, self._deliver)
            else:
                self._await_leisure()

    def _hand_over(self, ticket: Ticket, future: Future[Any]) -> None:
        self._open.discard(ticket)
        self._reading.discard(ticket)
        if ticket is self._at_leisure:
            self._at_leisure = None
        if ticket.job is not None:
            self._long_ended(ticket.job)
        if future.cancelled() or not ticket.wanted:
            return
        error = future.exception()
        if error is None:
            ticket.done(future.result())
        else:
            (ticket.failed or self._failed)(error)

    def _await_leisure(self) -> None:
        busy = self._reading or self._at_leisure is not None or self._closed
        if self._leisurely and not busy:
            self._leisure.start(0 if self._eased else _LEISURE_MS)

    def _begin_leisurely(self) -> None:
        """One thing at a time: a lane stays free for whoever wants something now."""
        self._eased = True
        work, ticket = self._leisurely.popleft()
        if ticket.wanted:
            self._at_leisure = ticket
            self._submit(self._reads, work, ticket)
        else:
            self._await_leisure()

    def _long_ended(self, job: LongJob) -> None:
        self._long_jobs.remove(job)
        if not self._long_jobs:
            self._looker.stop()
        self.ended.emit(job)

    def _look(self) -> None:
        for job in self._long_jobs:
            self.moved.emit(job)


def _owner(owner: QObject | None, done: Done[Any]) -> QObject | None:
    """Who must be alive to be told: as named, else the object whose method `done` is."""
    if owner is not None:
        return owner
    bound = getattr(done, "__self__", None)
    return bound if isinstance(bound, QObject) else None
