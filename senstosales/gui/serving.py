"""Other programs reach the books while the window is open: the switch, its settings, its state.

The window does not know the server; whoever starts the program hands over how one is made.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from senstosales.errors import Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.jobs import Ticket
from senstosales.gui.sweeper import keep_what_is_loaded

if TYPE_CHECKING:
    from senstosales.books.store import Books

THIS_COMPUTER, WHOLE_OFFICE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - chosen by the clerk, with keys
USUAL_PORT = 8000


class CallLine(Protocol):
    """One answered call."""

    @property
    def at(self) -> datetime: ...
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def milliseconds(self) -> int: ...
    @property
    def caller(self) -> str: ...


class AServer(Protocol):
    """What the window needs of a server."""

    @property
    def address(self) -> str: ...
    @property
    def running(self) -> bool: ...
    @property
    def calls(self) -> Sequence[CallLine]: ...
    def start(self) -> None:
        """Returns once calls are answered; raises `Refused` if they cannot be."""

    def stop(self) -> None: ...


MakeServer = Callable[["Books", str, int, Sequence[str]], AServer]


class Serving(QObject):
    """The server of this window's books. `changed` tells the status line; `trouble` holds the sentence
    when it could not be started.
    """

    changed = Signal()

    def __init__(self, desk: Desk, make: MakeServer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._books, self._settings, self._jobs = desk.books, desk.settings, desk.jobs
        self._make = make
        self._messages = desk.messages
        self._server: AServer | None = None
        self._starting: Ticket | None = None
        self.trouble = ""

    @property
    def wanted(self) -> bool:
        """True if it is switched on for this computer."""
        return str(self._settings.value("server/on", "no")) == "yes"

    @property
    def host(self) -> str:
        return str(self._settings.value("server/host", THIS_COMPUTER))

    @property
    def port(self) -> int:
        kept = str(self._settings.value("server/port", USUAL_PORT))
        return int(kept) if kept.isdigit() and int(kept) < 65536 else USUAL_PORT

    @property
    def origins(self) -> tuple[str, ...]:
        """Browser pages that may use the books, such as http://localhost:3000."""
        return tuple(str(self._settings.value("server/origins", "")).split())

    @property
    def running(self) -> bool:
        return self._server is not None and self._server.running

    @property
    def address(self) -> str:
        return self._server.address if self._server is not None else ""

    @property
    def calls(self) -> Sequence[CallLine]:
        return self._server.calls if self._server is not None else ()

    def choose(self, host: str, port: int, origins: Sequence[str]) -> None:
        """Keep how it is to be reached; a running server is started anew if that has changed."""
        before = (self.host, self.port, self.origins)
        self._settings.setValue("server/host", host)
        self._settings.setValue("server/port", port)
        self._settings.setValue("server/origins", " ".join(origins))
        if self.running and before != (self.host, self.port, self.origins):
            self.stop()
            self.start()

    def start(self, *, remember: bool = True) -> None:
        """Switch it on, away from the window's thread; `trouble` says why if it cannot be."""
        self.trouble = ""
        if remember:
            self._settings.setValue("server/on", "yes")
        if not self.running and self._starting is None:
            self._starting = self._jobs.read(self._begin, self._began, self._failed, owner=self)

    def stop(self, *, remember: bool = True) -> None:
        """Switch it off; calls under way are finished."""
        if remember:
            self._settings.setValue("server/on", "no")
        if self._server is not None:
            self._server.stop()
            self._server = None
        self.changed.emit()

    def _begin(self) -> AServer:
        server = self._make(self._books, self.host, self.port, self.origins)
        server.start()
        return server

    def _began(self, server: AServer) -> None:
        self._starting = None
        self._server = server
        keep_what_is_loaded()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._starting = None
        if isinstance(error, Trouble):
            self.trouble = error.sentence
        self._messages.failure(error)
        self.changed.emit()
