"""How the server is reached, and the last calls that were answered: shared by application, border and window."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from senstosales.api.throttle import LogIns, Throttle
from senstosales.books.store import Books


@dataclass(frozen=True, slots=True)
class Call:
    """One answered call, for the list in the window."""

    at: datetime
    method: str
    path: str
    status: int
    milliseconds: int
    caller: str


@dataclass(slots=True)
class Door:
    """The books behind it and who may come in.

    `open_to` are the host names a client may call; `origins` the browser pages that may; with
    `need_key` every call must carry a key of the books.
    """

    books: Books
    host: str = "127.0.0.1"
    port: int = 8000
    origins: Sequence[str] = ()
    need_key: bool = False
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=200))
    log_ins: LogIns = field(default_factory=LogIns)
    sign_ups: Throttle = field(default_factory=lambda: Throttle(100))
    closing: threading.Event = field(default_factory=threading.Event)
