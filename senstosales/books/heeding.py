"""A long answer of SQLite that is left off when the user presses Stop: checking one large file is a single
statement, which by itself hears nothing.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from senstosales.errors import Cancelled

_EVERY = 0.2
"""Seconds between two looks whether Stop was pressed."""


@contextmanager
def heeding(connection: sqlite3.Connection, ask: Callable[[], None] | None) -> Iterator[None]:
    """While the block works on this connection, `ask()` is called now and then from another thread; if it
    raises `Cancelled`, the statement that runs is left off and the block ends with that. Without `ask`
    nobody can want that.
    """
    if ask is None:
        yield
        return
    over = threading.Event()
    stopped: list[Cancelled] = []

    def watch() -> None:
        while not over.wait(_EVERY):
            try:
                ask()
            except Cancelled as wish:
                stopped[:] = [wish]
                connection.interrupt()

    watcher = threading.Thread(target=watch, name="heeding", daemon=True)
    watcher.start()
    try:
        yield
    except (sqlite3.OperationalError, OperationalError) as error:
        if stopped:
            raise stopped[0] from error
        raise
    finally:
        over.set()
        watcher.join()
