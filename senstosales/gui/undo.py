"""Edit > Undo: takes back what this clerk saved last in this sitting, where that may be."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from senstosales.domain.kinds import VoucherKind
from senstosales.gui.desk import Desk
from senstosales.gui.jobs import Ticket
from senstosales.gui.main_window import MainWindow
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from senstosales.books.store import Changes
    from senstosales.services.undoing import Undoing

_NOTHING = "&Undo last change"
_MOST = 50


class Undo(QObject):
    """Hears what is committed, remembers what was this clerk's own, and offers the last of it.

    Whoever sits down at the desk, and every business, begins with nothing to undo.
    """

    _rung = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._lock = threading.Lock()
        self._made: list[range] = []
        self._passed: list[range] = []
        self._lane = threading.local()
        self._ticket: Ticket | None = None
        self.told: Undoing | None = None
        self.action = window.keys.add(
            window,
            _NOTHING,
            "Ctrl+Alt+Z",
            self.undo,
            group="Edit",
            help="Take back what you saved last, where that may be",
            icon="undo-2",
            everywhere=True,
        )
        self.action.setEnabled(False)
        self._rung.connect(self._look, Qt.ConnectionType.QueuedConnection)
        window.rebound.connect(self._begin)
        self._actor = window.desk.actor
        self._stop: Callable[[], None] = window.desk.books.listen(self._heard)
        self._said = ""

    def close(self) -> None:
        """Hear no more; before the books are closed."""
        self._stop()

    def undo(self) -> None:
        """Take the last change back, after asking where something stays used; or say why not."""
        told = self.told
        if told is None:
            return
        if told.final is not None:
            self._offer_cancelling(told, *told.final)
        elif told.refusal:
            self._window.desk.messages.tell(told.refusal)
        elif told.effect:
            self._ask(told)
        else:
            self._do()

    def _begin(self) -> None:
        """Somebody sits down, or another business lies on the desk."""
        with self._lock:
            self._made.clear()
            self._passed.clear()
            self._actor = self._window.desk.actor
        self._show(None)

    def _heard(self, changes: "Changes") -> None:
        """In the thread that committed."""
        if not changes.entries or changes.actor != self._actor:
            return
        with self._lock:
            if getattr(self._lane, "undoing", False):
                self._passed.append(changes.entries)
            else:
                self._made.append(changes.entries)
                del self._made[:-_MOST]
        self._rung.emit()

    def _look(self) -> None:
        with self._lock:
            last, passed = (self._made[-1] if self._made else None), tuple(self._passed)
        if self._ticket is not None:
            self._ticket.drop()
        if last is None:
            self._show(None)
            return
        work = partial(_describe, self._window.desk, last, passed)
        self._ticket = self._window.desk.jobs.read(work, partial(self._known, last), owner=self)

    def _known(self, last: range, told: "Undoing | None") -> None:
        if told is None:
            # Nothing a clerk knows of: what he did before it is his last change.
            with self._lock:
                if last in self._made:
                    self._made.remove(last)
            self._look()
        else:
            self._show(told)

    def _show(self, told: "Undoing | None") -> None:
        self.told = told
        self.action.setEnabled(told is not None)
        self.action.setText(say(f"&Undo: {told.what.replace('&', '&&')}") if told else _NOTHING)

    def _ask(self, told: "Undoing") -> None:
        from senstosales.gui.dialogs.removal import RemovalDialog

        RemovalDialog(
            self._window.desk,
            title=f"Undo: {told.what}?",
            sentence=told.effect,
            button="Undo",
            write=self._taking_back(),
            done=self._after,
            window="Undo",
            icon="undo-2",
            parent=self._window,
        ).open()

    def _offer_cancelling(self, told: "Undoing", kind: VoucherKind, key: int) -> None:
        from senstosales.gui.dialogs.reason import ReasonDialog

        desk, words = self._window.desk, told.what.removesuffix(" issued")
        ReasonDialog(
            desk,
            title=f"Cancel {words}?",
            sentence=told.refusal,
            button=f"Cancel {words}",
            write=partial(_cancel, desk, kind, key),
            done=partial(desk.messages.note, f"{words[:1].upper()}{words[1:]} is cancelled."),
            parent=self._window,
        ).open()

    def _do(self) -> None:
        self.action.setEnabled(False)
        desk = self._window.desk
        desk.jobs.write(self._taking_back(), self._done, self._failed, owner=self)

    def _taking_back(self) -> Callable[[], str]:
        with self._lock:
            last = self._made[-1]
        return partial(self._take_back, self._window.desk, last)

    def _take_back(self, desk: Desk, last: range) -> str:
        """Runs on the writing lane."""
        from senstosales.services import undoing

        with self._lock:
            passed = tuple(self._passed)
        self._lane.undoing = True
        try:
            said = undoing.undo(desk.books, desk.actor, last, passed)
        finally:
            self._lane.undoing = False
        with self._lock:
            if last in self._made:
                self._made.remove(last)
            self._passed.append(last)
        self._said = said
        return said

    def _after(self) -> None:
        self._done(self._said)

    def _done(self, said: str) -> None:
        self._window.desk.messages.note(said)
        self._look()

    def _failed(self, error: BaseException) -> None:
        self._window.desk.messages.failure(error)
        self._look()


def _describe(desk: Desk, last: range, passed: tuple[range, ...]) -> "Undoing | None":
    from senstosales.services import undoing

    return desk.books.ask(undoing.describe, last, passed)


def _cancel(desk: Desk, kind: VoucherKind, key: int, reason: str) -> None:
    """Runs on the writing lane."""
    from senstosales.services import undoing

    undoing.cancel(desk.books, desk.actor, kind, key, reason)
