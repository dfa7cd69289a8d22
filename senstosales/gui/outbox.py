"""The outbox beside the window: letters are sent while it stands, and codes that nobody mails are told of."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from senstosales.gui.desk import Desk
from senstosales.gui.live import concerns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from senstosales.books.store import Books
    from senstosales.services.letters import Waiting
    from senstosales.services.postman import Postman

_WATCHES = frozenset({"letters"})


class Outbox(QObject):
    """`show` leads the clerk to the codes, of which only who `manages` is told; `stop` before the books
    are closed.
    """

    def __init__(
        self,
        desk: Desk,
        show: Callable[[], None],
        manages: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._show, self._manages = desk, show, manages
        self._lock = threading.Lock()
        self._postman: Postman | None = None
        self._over = False
        self._told = -1
        desk.live.news.connect(self._heard)
        desk.jobs.read(self._begin, self._began, owner=self)

    def stop(self) -> None:
        """Break off what is being sent; it is sent the next time."""
        with self._lock:
            self._over = True
            postman, self._postman = self._postman, None
        if postman is not None:
            postman.stop()

    def _begin(self) -> None:
        """Runs in a reading lane, which waits there until the books are open."""
        from senstosales.services import mail_server
        from senstosales.services.postman import Postman

        mail_server.from_environment()  # a wrong one is told now, not when the first letter waits
        with self._lock:
            if not self._over:
                self._postman = Postman(self._desk.books)
                self._postman.start()

    def _began(self, _nothing: None) -> None:
        self._look()

    def _heard(self, news: frozenset[str]) -> None:
        if concerns(news, _WATCHES) and self._told >= 0:
            self._look()

    def _look(self) -> None:
        self._desk.jobs.read(partial(_waiting, self._desk.books), self._tell, owner=self)

    def _tell(self, found: "Sequence[Waiting]") -> None:
        newest = max((letter.id for letter in found), default=0)
        before, self._told = self._told, max(self._told, newest)
        fresh = [letter for letter in found if letter.code and letter.id > before]
        if before < 0 or not fresh or not self._manages():
            return  # what waited before the window came up stands as a number on its tab
        who = fresh[0].recipient if len(fresh) == 1 else f"{len(fresh)} people"
        waits = "waits" if len(fresh) == 1 else "wait"
        self._desk.messages.tell(
            f"A code {waits} for {who}. No mail server is set: tell it to them yourself.",
            "Show",
            self._show,
        )


def _waiting(books: "Books") -> "Sequence[Waiting]":
    from senstosales.services import letters

    return letters.waiting(books)
