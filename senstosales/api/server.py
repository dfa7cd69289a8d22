"""Runs the doors on a thread of their own, on a socket bound beforehand, so that a port that is taken
is a sentence and not a stack trace.
"""

import errno
import gc
import logging
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import uvicorn

from senstosales.api.app import guarded
from senstosales.api.border import LOOPBACK
from senstosales.api.door import Call, Door
from senstosales.api.http_server import HttpServer
from senstosales.books.store import Books
from senstosales.errors import Refused

log = logging.getLogger(__name__)

SWITCH = 0.001
"""Seconds after which a busy thread (an import) lets the one that answers calls go on. An answer takes
several turns; at Python's usual 5 ms they add up to what a client notices.
"""


class Server:
    """The server of one set of books: `start`, `stop`, and what the window shows of it."""

    def __init__(
        self,
        books: Books,
        *,
        host: str = "127.0.0.1",
        port: int = 8000,
        origins: Sequence[str] = (),
    ) -> None:
        self.door = Door(books, host, port, tuple(origins), need_key=host not in LOOPBACK)
        self._usual_switch: float | None = None
        self.started_at: datetime | None = None
        self._server: HttpServer | None = None
        self._thread: threading.Thread | None = None
        self._socket: socket.socket | None = None

    @property
    def address(self) -> str:
        """Where clients call, such as http://127.0.0.1:8000."""
        host = f"[{self.door.host}]" if ":" in self.door.host else self.door.host
        return f"http://{host}:{self.door.port}"

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @property
    def calls(self) -> list[Call]:
        """The last calls, newest first."""
        return list(self.door.calls)

    def bind(self) -> None:
        """Take the port; raises `Refused` if another program has it or the address is not ours."""
        family = socket.AF_INET6 if ":" in self.door.host else socket.AF_INET
        # Named TCP, asyncio sends small answers at once; else each waits 40 ms for the client.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((self.door.host, self.door.port))
            listening.listen(128)
        except OSError as error:
            listening.close()
            reason = f"The server cannot use {self.address}: {error.strerror}."
            if error.errno == errno.EADDRINUSE:
                reason = f"{reason} Another program is using this port; choose another one."
            raise Refused(reason, field="port") from error
        self._socket = listening
        self.door.port = listening.getsockname()[1]

    def start(self) -> None:
        """Serve on a thread; returns once calls are answered. Raises `Refused`."""
        if self.running:
            return
        ready = threading.Event()
        server = self._prepare(ready.set)
        self._thread = threading.Thread(
            target=self._serve_or_tell,
            args=(server, ready),
            name="senstosales-server",
            daemon=True,
        )
        self._thread.start()
        ready.wait()
        if not server.started:
            self.stop()
            raise Refused("The server could not be started. The log file has the details.")

    def run(self, ready: Callable[[], None]) -> None:
        """Serve on this thread until stopped (headless); `ready` is called once calls are answered."""
        server = self._prepare(ready)
        gc.collect()
        gc.freeze()  # what stays for good need not be searched for garbage while calls wait
        server.run([self._listening()])

    def stop(self) -> None:
        """Finish the calls under way, end the streams, and let the port go."""
        self.door.closing.set()
        if self._server is not None:
            self._server.leave()
        if self._thread is not None:
            self._thread.join(10)
        self._thread = self._server = None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if self._usual_switch is not None:
            # The window keeps what it had.
            sys.setswitchinterval(self._usual_switch)
            self._usual_switch = None
        self.started_at = None

    def _listening(self) -> socket.socket:
        assert self._socket is not None
        return self._socket

    def _prepare(self, ready: Callable[[], None]) -> HttpServer:
        if self._socket is None:
            self.bind()
        if self._usual_switch is None:
            self._usual_switch = sys.getswitchinterval()
        sys.setswitchinterval(min(SWITCH, self._usual_switch))
        self.door.closing.clear()
        config = uvicorn.Config(
            guarded(self.door),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
            server_header=False,
        )
        self._server = HttpServer(config, ready)
        self.started_at = self.door.books.clock()
        return self._server

    def _serve_or_tell(self, server: HttpServer, ready: threading.Event) -> None:
        try:
            server.run([self._listening()])
        finally:
            ready.set()  # nobody shall wait for a server that could not start
