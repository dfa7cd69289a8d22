"""Books that are being opened while the window already stands.

Loading the database library takes longer than building the window, and would slow the building down
if both went on at once. This stands in for the books: whoever asks it something, in a working lane,
waits there until they are open.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from senstosales.domain.roles import Right, Role

if TYPE_CHECKING:
    from senstosales.books.store import Actor, Books, Changes, Reading


class LateBooks:
    """Speaks as `books.store.Books` does; opened once `begin` is called, when the window stands.

    `opened` ends with the books or with why there are none.
    """

    def __init__(self, path: Path, business: int | None = None, role: Role = Role.OWNER) -> None:
        self.path = path.expanduser().absolute()
        self.role = role
        self.opened: Future[Books] = Future()
        self._lock = threading.Lock()
        self._business = business
        self._waiting: dict[object, Callable[[Changes], None]] = {}
        self._stops: dict[object, Callable[[], None]] = {}

    def begin(self) -> None:
        """Open them now, in a thread of their own."""
        threading.Thread(target=self._open, name="opening-books", daemon=True).start()

    @property
    def wrote(self) -> bool:
        """Whether this window changed anything; never while the books are not open yet."""
        return self._ready and self.opened.result().wrote

    def of(self, business_id: int) -> "LateBooks":
        """The same books as another business of theirs, be they open yet or not."""
        return self._view(business_id, self.role)

    def seen_by(self, role: Role) -> "LateBooks":
        """The same books in the hands of somebody who may do no more than this role allows."""
        return self._view(self._business, role)

    def require(self, right: Right) -> None:
        """Raise `Forbidden` unless whoever holds these books has the right."""
        self.role.require(right)

    @property
    def business_id(self) -> int:
        return self._books().business_id if self._business is None else self._business

    def clock(self) -> datetime:
        return self.opened.result().clock() if self._ready else datetime.now(UTC)

    def read(self) -> AbstractContextManager["Reading"]:
        return self._books().read()

    def write(self, actor: "Actor") -> AbstractContextManager["Reading"]:
        return self._books().write(actor)

    def ask(self, question: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self._books().ask(question, *args, **kwargs)

    def listen(self, callback: Callable[["Changes"], None]) -> Callable[[], None]:
        """Heard from the first commit on, also when asked for before the books are open."""
        key = object()
        with self._lock:
            if self._ready:
                self._stops[key] = self.opened.result().listen(callback)
            else:
                self._waiting[key] = callback

        def stop() -> None:
            with self._lock:
                self._waiting.pop(key, None)
                held = self._stops.pop(key, None)
            if held is not None:
                held()

        return stop

    def changed_elsewhere(self) -> bool:
        return self._ready and self.opened.result().changed_elsewhere()

    def close(self) -> None:
        """Let go of the file; also of one that is still being opened."""
        self.opened.add_done_callback(_close)

    def _view(self, business: int | None, role: Role) -> "LateBooks":
        view = LateBooks(self.path, business, role)
        view.opened, view._lock = self.opened, self._lock
        view._waiting, view._stops = self._waiting, self._stops
        return view

    def _books(self) -> "Books":
        books = self.opened.result().seen_by(self.role)
        return books if self._business is None else books.of(self._business)

    @property
    def _ready(self) -> bool:
        return self.opened.done() and self.opened.exception() is None

    def _open(self) -> None:
        from senstosales.errors import Trouble

        try:
            from senstosales.books.store import open_books

            books = open_books(self.path)
        except Trouble as trouble:
            self.opened.set_exception(trouble)
            return
        with self._lock:
            for key, callback in self._waiting.items():
                self._stops[key] = books.listen(callback)
            self._waiting.clear()
            self.opened.set_result(books)


def _close(opened: "Future[Books]") -> None:
    if opened.exception() is None:
        opened.result().close()
