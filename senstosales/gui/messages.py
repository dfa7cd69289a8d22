"""The one mouth of the window: quiet notices, errors that stay until read, and reports of our bugs.

This is the only module of the window that may catch everything.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.told import unmarked
from senstosales.errors import Cancelled, Trouble
from senstosales.gui import dresser, icons
from senstosales.gui.dialog import Dialog
from senstosales.gui.palette import Tone
from senstosales.gui.speaking import alert, announce
from senstosales.gui.wording import say

log = logging.getLogger("senstosales")

NOTICE_MS = 7000
_MOST_STRIPS = 4
_MARGIN = 16
_FOOT = 60  # status line and the totals of a register stay readable
_ICONS = {
    Tone.GOOD: ("circle-check", "good"),
    Tone.INFO: ("info", "info"),
    Tone.CAUTION: ("triangle-alert", "caution"),
    Tone.BAD: ("circle-alert", "bad"),
    Tone.DONE: ("info", "done"),
}


class Strip(QFrame):
    """One message at the lower right of the window."""

    gone = Signal(object)

    def __init__(
        self,
        sentence: str,
        tone: Tone,
        action: str,
        run: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        dresser.dress(self)
        self.sentence, self.tone, self._run = unmarked(sentence), tone, run
        self.setProperty("notice", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        picture = QLabel()
        icons.dress(picture, *_ICONS[tone])
        self.setAccessibleName(say(sentence))
        text = QLabel(say(sentence))
        text.setWordWrap(True)
        text.setMinimumWidth(min(420, text.fontMetrics().horizontalAdvance(text.text()) + 4))
        text.setMaximumWidth(420)
        row.addWidget(picture)
        row.addWidget(text, 1)
        if run is not None:
            self.button = QPushButton(say(action))
            self.button.setProperty("role", "link")
            self.button.clicked.connect(self._act)
            row.addWidget(self.button)
        close = QToolButton()
        close.setProperty("role", "quiet")
        close.setToolTip(say("Close this message"))
        close.setAccessibleName(say("Close this message"))
        icons.dress(close, "x")
        close.clicked.connect(self.close_strip)
        row.addWidget(close)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.close_strip)
        if tone is not Tone.BAD:
            self._clock.start(NOTICE_MS)

    def close_strip(self) -> None:
        self.hide()
        self.gone.emit(self)

    def enterEvent(self, event: QEvent) -> None:
        """It does not vanish under the eyes of somebody who is reading it."""
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        if self.tone is not Tone.BAD:
            self._clock.start(NOTICE_MS)

    def _act(self) -> None:
        self.close_strip()
        if self._run is not None:
            self._run()


class Messages(QObject):
    """Says things in a window: `note`, `warn`, `error`, `failure`, `report`."""

    said = Signal(str, str)
    _from_thread = Signal(object)

    def __init__(self, log_path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self._window: QWidget | None = None
        self._waiting: list[tuple[str, Tone]] = []
        self.strips: list[Strip] = []
        self.dialog: Report | None = None
        self._from_thread.connect(self.report)

    def live_in(self, window: QWidget) -> None:
        """From now on the messages appear in this window; those said before it stood, now."""
        self._window = window
        window.installEventFilter(self)
        waiting, self._waiting = self._waiting, []
        for sentence, tone in waiting:
            self._say(sentence, tone, "", None)

    def note(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Something went well; vanishes by itself. `action` is a word such as Show."""
        self._say(sentence, Tone.GOOD, action, run)

    def tell(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Something worth knowing; vanishes by itself."""
        self._say(sentence, Tone.INFO, action, run)

    def error(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Something is wrong and the sentence says what to do; stays until read."""
        self._say(sentence, Tone.BAD, action, run)

    def failure(self, error: BaseException) -> None:
        """Work ended with this: a trouble speaks its sentence, anything else is our bug."""
        match error:
            case Cancelled():
                self.tell(error.sentence)
            case Trouble():
                self.error(error.sentence)
            case _:
                self.report(error)

    def report(self, error: BaseException) -> None:
        """Our bug: log it, show one dialog. Must never itself raise."""
        trace = "".join(traceback.format_exception(error))
        log.error("unexpected error\n%s", trace)
        try:
            if self.dialog is not None:
                self.dialog.add(trace)
                return
            self.dialog = Report(trace, self._log_path, self._window)
            self.dialog.finished.connect(self._report_read)
            self.dialog.open()
        except Exception:
            log.exception("the report itself could not be shown")

    def install(self) -> None:
        """Hear every uncaught error of every thread."""
        sys.excepthook = self._excepthook
        threading.excepthook = self._thread_excepthook

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, Trouble):
            self.failure(error)
        else:
            self.report(error)

    def _thread_excepthook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._from_thread.emit(args.exc_value)

    def _report_read(self, _result: int) -> None:
        self.dialog = None

    def _say(self, sentence: str, tone: Tone, action: str, run: Callable[[], None] | None) -> None:
        log.info("%s: %s", tone, unmarked(sentence))
        self.said.emit(tone.value, unmarked(sentence))
        if self._window is None:
            self._waiting.append((sentence, tone))
            return
        for old in self.strips:
            # The same sentence again is the same message, not a second one.
            if old.sentence == unmarked(sentence) and old.tone is tone:
                old.close_strip()
                break
        strip = Strip(sentence, tone, action, run, self._window)
        strip.gone.connect(self._gone)
        self.strips.append(strip)
        quiet = [each for each in self.strips if each.tone is not Tone.BAD]
        if len(self.strips) > _MOST_STRIPS and quiet:
            quiet[0].close_strip()
        self._place()
        strip.show()
        alert(strip)
        announce(strip, strip.accessibleName(), urgent=tone is Tone.BAD)

    def _gone(self, strip: Strip) -> None:
        if strip in self.strips:
            self.strips.remove(strip)
            strip.deleteLater()
            self._place()

    def _place(self) -> None:
        if self._window is None:
            return
        bottom = self._window.height() - _MARGIN - _FOOT
        for strip in reversed(self.strips):
            strip.adjustSize()
            bottom -= strip.height()
            strip.move(self._window.width() - strip.width() - _MARGIN, bottom)
            strip.raise_()
            bottom -= 8


class Report(Dialog):
    """The dialog about an error of ours: what happened, for whoever can mend it."""

    def __init__(self, trace: str, log_path: Path | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Something went wrong"))
        self.setMinimumWidth(640)
        self._log_path = log_path
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        title = QLabel(say("Something went wrong in the program"))
        title.setProperty("role", "title")
        column.addWidget(title)
        kept = f" It is written down in {log_path}." if log_path else ""
        said = QLabel(
            say(
                "Your books are safe: nothing half-done was saved. You can go on working. "
                f"If it happens again, send the text below to whoever looks after the program.{kept}"
            )
        )
        said.setWordWrap(True)
        column.addWidget(said)
        self.text = QPlainTextEdit(trace)
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(160)
        column.addWidget(self.text)
        row = QHBoxLayout()
        copy = QPushButton(say("Copy the text"))
        icons.dress(copy, "copy")
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        if log_path is not None:
            folder = QPushButton(say("Open the folder"))
            icons.dress(folder, "folder-open")
            folder.clicked.connect(self._open_folder)
            row.addWidget(folder)
        row.addStretch(1)
        close = QPushButton(say("Go on"))
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)

    def add(self, trace: str) -> None:
        """A further error while this one is still being read."""
        if self.text.document().blockCount() < 2000:
            self.text.appendPlainText("\n" + trace)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _open_folder(self) -> None:
        if self._log_path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_path.parent)))
