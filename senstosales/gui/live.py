"""News of the books, brought to the screens that watch them.

Whoever commits (this window, the server, another program) changes nouns such as `orders`. `Live`
collects what changed and says so a moment later, once, on the GUI thread. A `Watcher` makes a widget
refresh when it is seen, and remember that it is stale when it is not.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from senstosales.gui.jobs import Jobs

if TYPE_CHECKING:
    from senstosales.books.store import Changes

EVERYTHING = frozenset({"*"})
"""The news when another program changed the books: it does not tell us what."""

_GATHER_MS = 120
_LOOK_ELSEWHERE_MS = 1000


class Newsgiver(Protocol):
    """The part of the books that tells of changes."""

    def listen(self, callback: Callable[["Changes"], None], /) -> Callable[[], None]: ...

    def changed_elsewhere(self) -> bool: ...


def concerns(news: frozenset[str], watches: frozenset[str]) -> bool:
    """Whether somebody who watches these nouns should look again."""
    return "*" in news or bool(news & watches)


class Live(QObject):
    """`news(frozenset of nouns)`, at most once in a short while, on the GUI thread."""

    news = Signal(object)
    _rung = Signal()

    def __init__(self, books: Newsgiver, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._books, self._jobs = books, jobs
        self._lock = threading.Lock()
        self._heard: frozenset[str] = frozenset()
        self._asking = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._tell)
        self._rung.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        self._elsewhere = QTimer(self)
        self._elsewhere.setInterval(_LOOK_ELSEWHERE_MS)
        self._elsewhere.timeout.connect(self._look_elsewhere)
        self._elsewhere.start()
        self._unlisten = books.listen(self._committed)

    def close(self) -> None:
        """Hear no more; before the books are closed."""
        self._unlisten()
        self._elsewhere.stop()
        self._gather.stop()

    def announce(self, nouns: frozenset[str]) -> None:
        """Add to the news; may be called from any thread."""
        with self._lock:
            self._heard |= nouns
        self._rung.emit()

    def _committed(self, changes: "Changes") -> None:
        self.announce(changes.nouns)

    def _begin(self) -> None:
        # Not restarted by further news: a long import must not keep the screen waiting.
        if not self._gather.isActive():
            self._gather.start()

    def _tell(self) -> None:
        with self._lock:
            heard, self._heard = self._heard, frozenset()
        if heard:
            self.news.emit(heard)

    def _look_elsewhere(self) -> None:
        if not self._asking:
            self._asking = True
            self._jobs.read(self._books.changed_elsewhere, self._looked, self._could_not_look)

    def _looked(self, changed: bool) -> None:
        self._asking = False
        if changed:
            self.announce(EVERYTHING)

    def _could_not_look(self, _error: BaseException) -> None:
        # Whatever hinders this will hinder the next real read too, and be told there, once.
        self._asking = False


class Watcher(QObject):
    """Keeps one widget fresh: `Watcher(widget, live, {"orders"}, widget.refresh)`.

    `refresh` is called when there is news and the widget is visible, or else when it is next shown.
    """

    def __init__(
        self,
        widget: QWidget,
        live: Live,
        watches: frozenset[str],
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(widget)
        self._widget, self._watches, self._refresh = widget, watches, refresh
        self.stale = False
        widget.installEventFilter(self)
        live.news.connect(self._heard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The widget is being shown: now is the time for what was put off."""
        if event.type() == QEvent.Type.Show and self.stale:
            self.stale = False
            self._refresh()
        return False

    def _heard(self, news: frozenset[str]) -> None:
        if not concerns(news, self._watches):
            return
        if self._widget.isVisible():
            self._refresh()
        else:
            self.stale = True
