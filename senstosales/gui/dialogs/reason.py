"""Asks why: before a paper is cancelled, or when a deviation is acknowledged.

The dialog stays open until the books have taken the answer, so that a refusal is read where the
reason was typed and nothing has to be typed twice.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.errors import Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.dialog import Dialog
from senstosales.gui.fields import MultilineField
from senstosales.gui.wording import say

NEEDED = "Say why; the reason stays with the paper."


class ReasonDialog(Dialog):
    """`ReasonDialog(desk, title=..., sentence=..., button=..., write=..., done=...).open()`.

    `write(reason)` runs on the writing lane; `done()` is called when it has succeeded.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        title: str,
        sentence: str,
        button: str,
        write: Callable[[str], object],
        done: Callable[[], object],
        label: str = "Reason",
        back: str = "Keep it",
        needed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        self._desk, self._write, self._done, self._needed = desk, write, done, needed
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        heading = QLabel(say(title))
        heading.setProperty("role", "title")
        column.addWidget(heading)
        said = QLabel(say(sentence))
        said.setWordWrap(True)
        column.addWidget(said)
        column.addSpacing(8)
        name = QLabel(say(f"{label} *" if needed else label))
        self.reason = MultilineField(lines=3)
        name.setBuddy(self.reason.editor)
        self.reason.editor.setAccessibleName(say(label))
        column.addWidget(name)
        column.addWidget(self.reason)
        column.addStretch(1)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        keep = QPushButton(say(back))
        keep.setAutoDefault(False)
        keep.clicked.connect(self.reject)
        self.go = QPushButton(say(button))
        self.go.setProperty("role", "primary")
        self.go.setAutoDefault(False)
        key = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.go.setToolTip(say(f"{button} ({key})"))
        self.go.clicked.connect(self.submit)
        row.addWidget(keep)
        row.addWidget(self.go)
        column.addLayout(row)
        self.reason.setFocus()

    def submit(self) -> None:
        """Hand the reason to the books, or say that one is needed."""
        text = self.reason.value() or ""
        if self._needed and not text:
            self.reason.set_error(NEEDED)
            self.reason.setFocus()
            return
        self.go.setEnabled(False)
        self._desk.jobs.write(partial(self._write, text), self._written, self._failed, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif not enter:
            super().keyPressEvent(event)

    def _written(self, _result: object) -> None:
        done = self._done
        self.accept()
        done()

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        if isinstance(error, Trouble):
            self.reason.set_error(error.sentence)
            self.reason.setFocus()
        else:
            self._desk.messages.failure(error)
