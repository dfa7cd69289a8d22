"""How the window comes up: from the words of the command line to the books lying open on the desk."""

import argparse
import getpass
import logging
import logging.handlers
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from senstosales import __version__
from senstosales.errors import BooksUnavailable, Invalid, Trouble
from senstosales.gui import icons, palette
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.messages import Messages
from senstosales.gui.office_window import OfficeWindow

if TYPE_CHECKING:
    from senstosales.books.store import Actor, Books

NAME = "SenstoSales"
SAMPLE_NAME = "Sample books"
_LOG_SIZE, _LOGS_KEPT = 1_000_000, 3


def open_window(arguments: list[str]) -> int:
    """Open the window on the books the words name, and stay until it is closed."""
    try:
        wish = _understood(arguments)
    except Invalid as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201 - whoever typed the words reads it there
        return 2
    app = _application()
    program = Program(app, _own_settings(), _write_log())
    app.aboutToQuit.connect(program.close)
    try:
        opened = program.show_sample(wish.books) if wish.demo else program.show_books(wish.books)
    except Trouble as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201
        return 2
    return app.exec() if opened else 2


def build_window(
    books: "Books",
    actor: "Actor",
    settings: QSettings,
    *,
    log_path: Path | None = None,
    sample: bool = False,
) -> OfficeWindow:
    """The whole window over opened books; closing it closes them too."""
    messages = Messages(log_path)
    jobs = Jobs(messages.failure)
    live = Live(books, jobs)
    window = OfficeWindow(books, actor, jobs, live, messages, settings, sample=sample)
    for part in (messages, jobs, live):
        part.setParent(window)
    return window


class Program(QObject):
    """The windows of one run: the office's own books, and sample ones beside them if asked for."""

    def __init__(self, app: QApplication, settings: QSettings, log_path: Path | None) -> None:
        super().__init__()
        self._settings, self._log_path = settings, log_path
        self.windows: list[OfficeWindow] = []
        self._folders: dict[OfficeWindow, tempfile.TemporaryDirectory[str]] = {}
        kept = str(settings.value("theme", palette.Theme.SYSTEM.value))
        known = [theme.value for theme in palette.Theme]
        palette.apply(app, palette.Theme(kept) if kept in known else palette.Theme.SYSTEM)

    def show_books(self, path: Path | None) -> bool:
        """The office's books; False when they cannot be opened and the clerk gave up."""
        from senstosales.books import location

        books = self._opened(path or location.default_path())
        if books is None:
            return False
        self._show(build_window(books, _actor(), self._settings, log_path=self._log_path))
        return True

    def show_sample(self, path: Path | None = None) -> bool:
        """Sample books that are being filled: in a throw-away folder unless a new file is named."""
        from senstosales.books.store import open_books

        for window in self.windows:
            if window.sample:
                window.raise_()
                window.activateWindow()
                return True
        if path is not None and path.exists():
            raise Invalid(f"{path} exists already; sample books are only made in a new file.")
        folder = tempfile.TemporaryDirectory(prefix="senstosales-", ignore_cleanup_errors=True)
        target = path or Path(folder.name) / f"{SAMPLE_NAME}.sqlite3"
        # Their own settings: looking around must not move the furniture of the real window.
        settings = QSettings(str(Path(folder.name) / "settings.ini"), QSettings.Format.IniFormat)
        for key in ("theme", "density"):
            if self._settings.contains(key):
                settings.setValue(key, self._settings.value(key))
        books = open_books(target)
        window = build_window(books, _actor(), settings, log_path=self._log_path, sample=True)
        self._folders[window] = folder
        self._show(window)
        window.fill_with_sample()
        return True

    def close(self) -> None:
        """The program ends: whatever is still open is closed in good order."""
        for window in tuple(self.windows):
            window.close()

    def _show(self, window: OfficeWindow) -> None:
        if not self.windows:
            window.desk.messages.install()
        self.windows.append(window)
        window.closed.connect(self._closed)
        window.sample_requested.connect(self._sample_wanted)
        window.show()

    def _sample_wanted(self) -> None:
        self.show_sample()

    def _closed(self) -> None:
        window = self.sender()
        if isinstance(window, OfficeWindow) and window in self.windows:
            self.windows.remove(window)
            folder = self._folders.pop(window, None)
            window.deleteLater()
            if folder is not None:
                folder.cleanup()

    def _opened(self, path: Path) -> "Books | None":
        """The books at `path`, or at the place the clerk names instead; None when he gives up."""
        from senstosales.books.store import open_books

        while True:
            try:
                return open_books(path)
            except BooksUnavailable as error:
                from senstosales.gui.dialogs.books_trouble import other_way

                chosen = other_way(error, path)
                if chosen is None:
                    return None
                path = chosen


class _Words(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise Invalid(f"{message[:1].upper()}{message[1:]}. See “senstosales --help”.")


def _understood(arguments: list[str]) -> argparse.Namespace:
    words = _Words(prog="senstosales", add_help=False, allow_abbrev=False)
    words.add_argument("--books", type=Path)
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


def _actor() -> "Actor":
    from senstosales.books.store import Actor

    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "unknown"
    return Actor(name, "desktop")
