"""The page of an empty list: what belongs here, how it gets here, perhaps a button for it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.gui.wording import say


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says: what belongs here and how it gets here."""

    title: str
    hint: str = ""
    button: str = ""
    run: Callable[[], object] | None = None


class Nothing(QWidget):
    """The page of an empty list."""

    def __init__(self, empty: Empty) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        self.title, self.hint = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Over the whole width: a wrapped label that is itself centred loses its last line.
        column.addWidget(self.hint)
        self.say(empty.title, empty.hint)
        if empty.run is not None:
            run = empty.run
            button = QPushButton(say(empty.button))
            button.clicked.connect(lambda _checked=False: run())
            column.addSpacing(4)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, hint: str = "") -> None:
        """Say this from now on."""
        self.title.setText(say(title))
        self.hint.setText(say(hint))
        self.hint.setVisible(bool(hint))
