"""How the program starts: a command runs on the command line, anything else opens the window."""

import multiprocessing
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from senstosales.api.server import Server
    from senstosales.books.store import Books


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of `senstosales`; ends the process with its exit status."""
    multiprocessing.freeze_support()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _wants_window(given):
        from senstosales.gui.start import open_window

        sys.exit(open_window(given, _make_server))
    from senstosales.cli.main import main as run

    sys.exit(run(given))


def _make_server(books: "Books", host: str, port: int, origins: Sequence[str]) -> "Server":
    """The server for the window, which knows none; loaded when it is first switched on."""
    from senstosales.api.server import Server

    return Server(books, host=host, port=port, origins=origins)


def _wants_window(given: Sequence[str]) -> bool:
    """True for no command at all, and for `demo` unless it is told to do without a window."""
    words = [word for word in given if not word.startswith("-")]
    if "--books" in given:
        place = given.index("--books") + 1
        if place < len(given) and given[place] in words:
            words.remove(given[place])
    if {"-h", "--help", "--version"} & set(given):
        return False
    return not words or (words == ["demo"] and "--no-window" not in given)
