"""The short notice at closing: the books are copied and the copy is proved, then the window goes."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.domain.progress import Progress
from senstosales.errors import Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.wording import say

if TYPE_CHECKING:
    from pathlib import Path

    from senstosales.books.store import Clock


class Farewell(Dialog):
    """`exec()` returns when the backup is made, or when the clerk goes without one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._begun = desk, False
        self.setWindowTitle(say("Closing"))
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        self.said = QLabel(say("Making the backup…"))
        self.said.setProperty("role", "heading")
        self.said.setWordWrap(True)
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        column.addWidget(self.said)
        column.addWidget(self.reason)
        column.addWidget(self.bar)
        self._choice = QWidget()
        row = QHBoxLayout(self._choice)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self.without = QPushButton(say("Close without a backup"))
        self.without.clicked.connect(self.accept)
        self.again = QPushButton(say("Try again"))
        self.again.setProperty("role", "primary")
        self.again.setDefault(True)
        self.again.clicked.connect(self._begin)
        row.addWidget(self.without)
        row.addWidget(self.again)
        self._choice.hide()
        column.addWidget(self._choice)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            # What still runs was told to stop: the copy comes after its last step.
            self._desk.jobs.long("Closing", _nothing, self._begin_after, self._failed, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc does not skip the backup."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def _begin_after(self, _done: None) -> None:
        self._begin()

    def _begin(self) -> None:
        self.said.setText(say("Making the backup…"))
        self.reason.hide()
        self.bar.show()
        self._choice.hide()
        books = self._desk.books
        self._desk.jobs.write(
            partial(_back_up, books.path, books.clock), self._made, self._failed, owner=self
        )

    def _made(self, _path: object) -> None:
        self.accept()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Trouble):
            self._desk.messages.report(error)
        self.said.setText(say("No backup could be made"))
        sentence = error.sentence if isinstance(error, Trouble) else "The log file has the details."
        self.reason.setText(say(f"{sentence}\n\nYour books themselves are saved."))
        self.reason.show()
        self.bar.hide()
        self._choice.show()
        self.adjustSize()


def _nothing(_progress: Progress) -> None:
    """The long lane is free when this is done."""


def _back_up(path: "Path", clock: "Clock") -> None:
    from senstosales.books import backups

    backups.automatic(path, clock())
