"""Asks before a draft is thrown away. The dialog stays until the books have done it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.errors import Trouble
from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel


class ThrowAway(QDialog):
    """`ThrowAway(desk, "Invoice 45", write, done, parent).open()`; `write()` on the writing lane."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        write: Callable[[], object],
        done: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Throw the draft away")
        self.setMinimumWidth(440)
        self._desk, self._write, self._done = desk, write, done
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading = QLabel(f"Throw {title} away?")
        heading.setProperty("role", "title")
        said = QLabel(
            "It is a draft and was never issued. It leaves the list, and its number is free again; "
            "the audit trail keeps what stood in it."
        )
        said.setWordWrap(True)
        self.trouble = NoticePanel(Tone.BAD)
        for widget in (heading, said, self.trouble):
            column.addWidget(widget)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        keep = QPushButton("Keep it")
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        self.go = QPushButton("Throw it away")
        self.go.setAutoDefault(False)
        icons.dress(self.go, "trash-2")
        self.go.clicked.connect(self.throw)
        row.addWidget(self.go)
        row.addWidget(keep)
        column.addLayout(row)
        keep.setFocus()

    def throw(self) -> None:
        """Do it."""
        self.go.setEnabled(False)
        self._desk.jobs.write(self._write, self._thrown, self._failed, owner=self)

    def _thrown(self, _result: object) -> None:
        done = self._done
        self.accept()
        done()

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if isinstance(error, Trouble):
            self.trouble.say(error.sentence)
        else:
            self._desk.messages.failure(error)
