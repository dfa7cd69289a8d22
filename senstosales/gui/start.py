"""How the window comes up: from the words of the command line to the books lying open on the desk."""

import argparse
import getpass
import logging
import logging.handlers
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from senstosales import __version__
from senstosales.books.actor import Actor
from senstosales.errors import BooksUnavailable, Invalid, Trouble
from senstosales.gui import dresser, icons, language, palette
from senstosales.gui.jobs import Jobs
from senstosales.gui.late_books import LateBooks
from senstosales.gui.live import Live
from senstosales.gui.messages import Messages
from senstosales.gui.office_window import OfficeWindow
from senstosales.gui.sweeper import Sweeper, look_at_everything

if TYPE_CHECKING:
    from concurrent.futures import Future

    from senstosales.books.store import Books
    from senstosales.gui.serving import MakeServer

NAME = "SenstoSales"
SAMPLE_NAME = "Sample books"
_SWITCH = 0.001
"""Seconds that a reading lane may keep the interpreter while the window's thread wants it. Painting a list
gives it away some hundred times; at the usual 5 ms each, a list would be painted for half a second. At half
a millisecond the lanes fight each other for it: the first figures of the dashboard come after 1.4 s instead of 1.1.
"""
_LOG_SIZE, _LOGS_KEPT = 1_000_000, 3


def open_window(arguments: list[str], make_server: "MakeServer | None" = None) -> int:
    """Open the window on the books the words name, and stay until it is closed.

    `make_server` makes the server for other programs; the window itself knows none.
    """
    try:
        wish = _understood(arguments)
    except Invalid as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201 - whoever typed the words reads it there
        return 2
    app = _application()
    program = Program(app, _own_settings(), _write_log(), make_server)
    app.aboutToQuit.connect(program.close)
    try:
        if wish.demo:
            program.show_sample(wish.books)
        else:
            program.show_books(wish.books)
        if wish.serve:
            program.serve()
    except Trouble as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201
        return 2
    Sweeper(program)
    return app.exec()


def build_window(
    books: "Books",
    actor: Actor,
    settings: QSettings,
    *,
    log_path: Path | None = None,
    sample: bool = False,
    hurried: bool = False,
    make_server: "MakeServer | None" = None,
) -> OfficeWindow:
    """The whole window over the books; closing it closes them too.

    A `hurried` one loads the modules of its tabs after it stands.
    """
    sys.setswitchinterval(min(_SWITCH, sys.getswitchinterval()))
    messages = Messages(log_path)
    jobs = Jobs(messages.failure)
    live = Live(books, jobs)
    window = OfficeWindow(
        books, actor, jobs, live, messages, settings,
        sample=sample, hurried=hurried, make_server=make_server,
    )  # fmt: skip
    for part in (messages, jobs, live):
        part.setParent(window)
    return window


class Program(QObject):
    """The windows of one run: the office's own books, and sample ones beside them if asked for."""

    _opened = Signal(object)

    def __init__(
        self,
        app: QApplication,
        settings: QSettings,
        log_path: Path | None,
        make_server: "MakeServer | None" = None,
    ) -> None:
        super().__init__()
        self._make_server = make_server
        self._app, self._settings, self._log_path = app, settings, log_path
        self.windows: list[OfficeWindow] = []
        self._folders: dict[OfficeWindow, tempfile.TemporaryDirectory[str]] = {}
        language.speak(app, language.chosen(settings.value("language")))
        kept = str(settings.value("theme", palette.Theme.SYSTEM.value))
        known = [theme.value for theme in palette.Theme]
        theme = palette.Theme(kept) if kept in known else palette.Theme.SYSTEM
        dresser.apply(app, theme, in_turns=True)
        self._opened.connect(self._look_at_opened, Qt.ConnectionType.QueuedConnection)

    def show_books(self, path: Path | None) -> None:
        """The office's own books, or those named."""
        from senstosales.books import location

        self._open(path or location.default_path(), self._settings, sample=False)

    def show_sample(self, path: Path | None = None) -> None:
        """Sample books that are being filled: in a throw-away folder unless a new file is named."""
        for window in self.windows:
            if window.sample:
                window.raise_()
                window.activateWindow()
                return
        if path is not None and path.exists():
            raise Invalid(f"{path} exists already; sample books are only made in a new file.")
        folder = tempfile.TemporaryDirectory(prefix="senstosales-", ignore_cleanup_errors=True)
        target = path or Path(folder.name) / f"{SAMPLE_NAME}.sqlite3"
        # Their own settings: looking around must not move the furniture of the real window.
        settings = QSettings(str(Path(folder.name) / "settings.ini"), QSettings.Format.IniFormat)
        for key in ("theme", "density", "language"):
            if self._settings.contains(key):
                settings.setValue(key, self._settings.value(key))
        window = self._open(target, settings, sample=True)
        self._folders[window] = folder
        window.fill_with_sample()

    def serve(self) -> None:
        """Let other programs in, this once."""
        serving = self.windows[-1].serving
        if serving is not None:
            serving.start(remember=False)

    def close(self) -> None:
        """The program ends: whatever is still open is closed in good order."""
        for window in tuple(self.windows):
            window.close()

    def _open(self, path: Path, settings: QSettings, *, sample: bool) -> OfficeWindow:
        """A window that stands at once, while its books are opened."""
        books = LateBooks(path)
        window = build_window(
            cast("Books", books),
            _actor(),
            settings,
            log_path=self._log_path,
            sample=sample,
            hurried=True,
            make_server=self._make_server,
        )
        if not self.windows:
            window.desk.messages.install()
        self.windows.append(window)
        window.closed.connect(self._closed)
        window.sample_requested.connect(self._sample_wanted)
        window.language_requested.connect(self._speak)
        window.show()
        books.opened.add_done_callback(lambda opened: self._tell(window, opened))
        # After the window has been painted for the first time.
        QTimer.singleShot(0, window, books.begin)
        return window

    def _tell(self, window: OfficeWindow, opened: "Future[Books]") -> None:
        """In the thread that opened the books."""
        error = opened.exception()
        if error is not None and isValid(self):
            self._opened.emit((window, error))

    def _look_at_opened(self, told: tuple[OfficeWindow, BooksUnavailable]) -> None:
        """The books cannot be opened: another file, the last backup, or the end."""
        window, error = told
        if window not in self.windows:
            return
        from senstosales.gui.dialogs.books_trouble import other_way

        path = other_way(error, error.path, window)
        if path is not None:
            self.show_books(path)
        window.close()
        if path is None:
            self._app.exit(2)

    def _sample_wanted(self) -> None:
        self.show_sample()

    def _speak(self, chosen: language.Language) -> None:
        """Another language: the window is closed in good order and opened again in it."""
        window = self.sender()
        assert isinstance(window, OfficeWindow)
        path, sample = window.desk.books.path, window.sample
        self._app.setQuitOnLastWindowClosed(False)
        if window.close():
            self._settings.setValue("language", chosen.value)
            language.speak(self._app, chosen)
            if sample:
                self.show_sample()
            else:
                self.show_books(path)
        self._app.setQuitOnLastWindowClosed(True)

    def _closed(self) -> None:
        window = self.sender()
        if isinstance(window, OfficeWindow) and window in self.windows:
            self.windows.remove(window)
            folder = self._folders.pop(window, None)
            window.deleteLater()
            look_at_everything()
            if folder is not None:
                # Settings not written yet would be written later, and the folder made again for them.
                window.settings.sync()
                folder.cleanup()


class _Words(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise Invalid(f"{message[:1].upper()}{message[1:]}. See “senstosales --help”.")


def _understood(arguments: list[str]) -> argparse.Namespace:
    words = _Words(prog="senstosales", add_help=False, allow_abbrev=False)
    words.add_argument("--books", type=Path)
    words.add_argument("--serve", action="store_true")
    words.add_argument("demo", nargs="?", choices=("demo",))
    return words.parse_args(arguments)


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("senstosales")
    app.setWindowIcon(icons.app_icon())
    # The desktop logs out, or Ctrl+C in the terminal: close as by hand, backup and all.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: app.closeAllWindows())
    return app


def _own_settings() -> QSettings:
    """The clerk's own choices, in a file that can be read and copied."""
    import platformdirs

    folder = platformdirs.user_config_path(NAME, appauthor=False)
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def _write_log() -> Path | None:
    """Keep a log of the last days' work; None where the platform gives no place for it."""
    import platformdirs

    path = platformdirs.user_log_path(NAME, appauthor=False) / "senstosales.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_LOG_SIZE, backupCount=_LOGS_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger("senstosales")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return path


def _actor() -> Actor:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "unknown"
    return Actor(name, "desktop")
