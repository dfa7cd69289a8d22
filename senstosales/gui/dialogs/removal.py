"""Asks before something is taken away. The dialog stays until the books have done it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.errors import Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.wording import say


class RemovalDialog(Dialog):
    """`RemovalDialog(desk, title=..., sentence=..., button=..., write=..., done=..., parent=...).open()`.

    `write()` runs on the writing lane; `done()` is called when it has succeeded.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        title: str,
        sentence: str,
        button: str,
        write: Callable[[], object],
        done: Callable[[], object],
        window: str = "",
        icon: str = "trash-2",
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(window or title))
        self.setMinimumWidth(440)
        self._desk, self._write, self._done = desk, write, done
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading, said = QLabel(say(title)), QLabel(say(sentence))
        heading.setProperty("role", "title")
        for label in (heading, said):
            label.setWordWrap(True)
        self.trouble = NoticePanel(Tone.BAD)
        for widget in (heading, said, self.trouble):
            column.addWidget(widget)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        keep = QPushButton(say("Keep it"))
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        self.go = QPushButton(say(button))
        self.go.setAutoDefault(False)
        icons.dress(self.go, icon)
        self.go.clicked.connect(self.remove)
        row.addWidget(self.go)
        row.addWidget(keep)
        column.addLayout(row)
        keep.setFocus()

    def remove(self) -> None:
        """Do it."""
        self.go.setEnabled(False)
        self._desk.jobs.write(self._write, self._removed, self._failed, owner=self)

    def _removed(self, _result: object) -> None:
        done = self._done
        self.accept()
        done()

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if isinstance(error, Trouble):
            self.trouble.say(error.sentence)
        else:
            self._desk.messages.failure(error)
