"""The outbox beside the window: letters are sent while it stands; codes that nobody mails are told of, and
what becomes of mails with papers.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from senstosales.domain.kinds import Status
from senstosales.domain.told import named
from senstosales.gui.desk import Desk
from senstosales.gui.live import concerns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from senstosales.books.store import Books
    from senstosales.services.outbox import Posted
    from senstosales.services.postman import Postman

_WATCHES = frozenset({"letters"})


class Outbox(QObject):
    """`show` leads the clerk to codes and letters; of codes only who `manages` is told. `stop` before the
    books are closed.
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
        self._stood: dict[int, tuple[Status, str]] = {}
        self._late: set[int] = set()
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
        self._desk.jobs.read(partial(_listed, self._desk.books), self._tell, owner=self)

    def _tell(self, found: "Sequence[Posted]") -> None:
        self._tell_of_mails([letter for letter in found if not letter.is_secret])
        newest = max((letter.id for letter in found), default=0)
        before, self._told = self._told, max(self._told, newest)
        fresh = [letter for letter in found if letter.code and letter.id > before]
        if before < 0 or not fresh or not self._manages():
            return  # what waited before the window came up stands as a number on its tab
        who = named(fresh[0].recipient) if len(fresh) == 1 else f"{len(fresh)} people"
        waits = "waits" if len(fresh) == 1 else "wait"
        self._desk.messages.tell(
            f"A code {waits} for {who}. No mail server is set: tell it to them yourself.",
            "Show",
            self._show,
        )

    def _tell_of_mails(self, mails: "Sequence[Posted]") -> None:
        """What has become of each since it was looked at last; nothing of how they stood at first."""
        before, self._stood = self._stood, {mail.id: (mail.status, mail.said) for mail in mails}
        if self._told < 0:
            return
        for mail in reversed(mails):
            if before.get(mail.id, (Status.WAITING, "")) != self._stood[mail.id]:
                self._say(mail)

    def _say(self, mail: "Posted") -> None:
        messages, what = (
            self._desk.messages,
            f"The mail to {named(mail.recipient)} ({named(mail.subject)})",
        )
        match mail.status:
            case Status.SENT if mail.said:
                messages.error(
                    f"{what} is sent, but not to everybody. {mail.said}", "Show", self._show
                )
            case Status.SENT:
                messages.note(f"{what} is sent.")
            case Status.FAILED:
                messages.error(f"{what} cannot be sent. {mail.said}", "Show", self._show)
            case Status.WAITING if mail.said and mail.id not in self._late:
                self._late.add(mail.id)  # told once, not at every try
                messages.tell(
                    f"{what} could not be sent yet; it is tried again by itself. {mail.said}",
                    "Show",
                    self._show,
                )


def _listed(books: "Books") -> "Sequence[Posted]":
    from senstosales.services import outbox

    return outbox.listed(books, everywhere=True)
