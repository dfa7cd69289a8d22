"""The designs of a paper side by side, as pictures of its own first page, to choose one from."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from senstosales.gui import palette
from senstosales.gui.dialog import Dialog
from senstosales.gui.jobs import Jobs
from senstosales.gui.messages import Messages
from senstosales.gui.preview import Design
from senstosales.gui.wording import say

_LEAST = QSize(240, 330)
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_AS_GIVEN = QSizePolicy.Policy.Ignored
_RIGHT, _LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left


class DesignCard(QFrame):
    """One design: the page, its name, what it is like. Pressed like a button: `pressed(key)`."""

    pressed = Signal(str)

    def __init__(self, design: Design, *, current: bool) -> None:
        super().__init__()
        self.design, self.current = design, current
        self.setProperty("role", "target")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        in_use = ", in use now" if current else ""
        self.setAccessibleName(f"{design.title}{in_use}")
        self.setAccessibleDescription(say(design.about))
        self.page: QPixmap | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.picture = QLabel(say("Making the page…"))
        self.picture.setProperty("role", "muted")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(_LEAST)
        self.picture.setSizePolicy(_AS_GIVEN, _AS_GIVEN)
        name = QLabel(say(f"{design.title}  ·  in use now") if current else design.title)
        name.setProperty("role", "heading")
        about = QLabel(say(design.about))
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        about.setMinimumHeight(2 * about.fontMetrics().lineSpacing())
        about.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.picture, 1)
        column.addWidget(name)
        column.addWidget(about)

    def show_page(self, pdf: bytes) -> None:
        """Draw the first page of the paper."""
        buffer, document = QBuffer(), QPdfDocument()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        points = document.pagePointSize(0)
        # Sharp on any screen and at any size the window is given.
        self.page = QPixmap.fromImage(document.render(0, (points * 2).toSize()))
        document.close()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self.design.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.pressed.emit(self.design.key)
        elif event.key() in (_LEFT, _RIGHT):
            self.focusNextPrevChild(event.key() == _RIGHT)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        if self.page is None:
            return
        ratio = self.devicePixelRatioF()
        shown = self.page.scaled(
            self.picture.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter = QPainter(shown)
        painter.setPen(QColor(palette.tokens().border))
        painter.drawRect(0, 0, shown.width() - 1, shown.height() - 1)
        painter.end()
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)


class DesignsDialog(Dialog):
    """`chosen(key)` when one was taken; Esc leaves everything as it is.

    `render(key)` makes the paper in that design, in a reading lane.
    """

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        designs: Sequence[Design],
        current: str,
        render: Callable[[str], bytes],
        *,
        jobs: Jobs,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say(f"Designs: {title}"))
        self._messages = messages
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        heading = QLabel(say("Which design?"))
        heading.setProperty("role", "title")
        hint = QLabel(
            say("The choice is remembered for papers of this kind. Nothing else changes.")
        )
        hint.setProperty("role", "muted")
        column.addWidget(heading)
        column.addWidget(hint)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.cards: dict[str, DesignCard] = {}
        for design in designs:
            card = DesignCard(design, current=design.key == current)
            card.pressed.connect(self._take)
            self.cards[design.key] = card
            row.addWidget(card, 1)
            jobs.read(
                partial(render, design.key),
                partial(self._made, design.key),
                self._failed,
                owner=self,
            )
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = QPushButton(say("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        column.addLayout(foot)
        room = parent.window().size() if parent is not None else QSize(1100, 700)
        self.resize(max(960, room.width() - 40), max(560, room.height() - 40))
        if current in self.cards:
            self.cards[current].setFocus()

    def _made(self, key: str, pdf: bytes) -> None:
        self.cards[key].show_page(pdf)

    def _failed(self, error: BaseException) -> None:
        self._messages.failure(error)

    def _take(self, key: str) -> None:
        self.chosen.emit(key)
        self.accept()
