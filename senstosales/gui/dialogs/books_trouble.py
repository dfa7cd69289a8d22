"""When the books cannot be opened: the sentence why, and the ways that lead on."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from senstosales.books import backups
from senstosales.errors import BooksUnavailable, Trouble
from senstosales.gui import cells, icons
from senstosales.gui.dialog import Dialog
from senstosales.gui.wording import say


class BooksTrouble(Dialog):
    """After `exec()`, `chosen` is the file to open next, or None: quit.

    `chosen` is the same file again after its last backup was put back.
    """

    def __init__(self, error: BooksUnavailable, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: Path | None = None
        self._path = path
        kept = backups.kept(path)
        self._backup = kept[0] if kept else None
        self.setWindowTitle(say("SenstoSales"))
        self.setMinimumWidth(640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        picture = QLabel()
        picture.setProperty("icon_size", 24)
        icons.dress(picture, "circle-alert", "bad")
        title = QLabel(say("The books cannot be opened"))
        title.setProperty("role", "title")
        head.addWidget(picture)
        head.addWidget(title, 1)
        column.addLayout(head)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.said)
        self._say(error)
        quiet = QLabel(say("Nothing in the file was changed."))
        quiet.setProperty("role", "muted")
        column.addWidget(quiet)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        self.quit = QPushButton(say("Quit"))
        self.quit.setAutoDefault(False)
        self.quit.clicked.connect(self.reject)
        row.addWidget(self.quit)
        row.addStretch(1)
        self.restore = QPushButton(say("Put the last backup back"))
        self.restore.setAutoDefault(False)
        self.restore.setVisible(self._backup is not None)
        if self._backup is not None:
            self.restore.setText(
                say(f"Put back the backup of {cells.moment(self._backup.made_at)}")
            )
        icons.dress(self.restore, "history")
        self.restore.clicked.connect(self._restore)
        self.other = QPushButton(say("Open other books…"))
        self.other.setProperty("role", "primary")
        self.other.setDefault(True)
        self.other.clicked.connect(self._choose)
        row.addWidget(self.restore)
        row.addWidget(self.other)
        column.addLayout(row)

    def _say(self, error: Trouble) -> None:
        self.said.setText(say(error.sentence))

    def _restore(self) -> None:
        if self._backup is None:
            return
        try:
            backups.restore(self._backup.path, self._path, datetime.now(UTC))
        except Trouble as error:
            self._say(error)
            return
        self.chosen = self._path
        self.accept()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            say("Open other books"),
            str(self._path.parent),
            say("Books (*.sqlite3);;All files (*)"),
        )
        if name:
            self.chosen = Path(name)
            self.accept()


def other_way(error: BooksUnavailable, path: Path, parent: QWidget) -> Path | None:
    """Ask what to do about books that cannot be opened; None to quit."""
    dialog = BooksTrouble(error, path, parent)
    dialog.exec()
    return dialog.chosen
