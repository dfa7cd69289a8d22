"""The two big targets of an empty office: drop the first order, or look around with sample data."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from senstosales.gui import icons
from senstosales.gui.wording import say


class Target(QFrame):
    """A large panel that is pressed like a button."""

    pressed = Signal()

    def __init__(self, icon: str, title: str, hint: str) -> None:
        super().__init__()
        self.setProperty("role", "target")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(say(title))
        self.setAccessibleDescription(say(hint))
        self.setMinimumSize(264, 168)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        picture = QLabel()
        picture.setProperty("icon_size", 32)
        icons.dress(picture, icon, "primary")
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        name = QLabel(say(title))
        name.setProperty("role", "heading")
        name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        name.setWordWrap(True)
        column.addWidget(name)
        about = QLabel(say(hint))
        about.setProperty("role", "muted")
        about.setAlignment(Qt.AlignmentFlag.AlignCenter)
        about.setWordWrap(True)
        column.addWidget(about)
        column.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class Targets(QWidget):
    """Both, side by side."""

    pages_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.first = Target(
            "file-down",
            "Drop your first purchase order",
            "Pages saved from the portal, one or a whole folder. Press to choose them.",
        )
        self.look = Target(
            "eye",
            "Look around with sample data",
            "A window of its own with made-up orders. Nothing there is kept.",
        )
        row.addWidget(self.first, 1)
        row.addWidget(self.look, 1)
        self.first.pressed.connect(self.pages_wanted)
        self.look.pressed.connect(self.sample_wanted)
