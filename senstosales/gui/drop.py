"""Files dropped anywhere on the window: while they hover, the window says what dropping will do."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from senstosales.gui import icons

PAGES = (".html", ".htm")


class DropOverlay(QFrame):
    """`dropped(list of Path)`; only pages and folders are taken, everything else is not ours."""

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("notice", "info")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        column = QVBoxLayout(self)
        column.addStretch(1)
        picture = QLabel()
        picture.setProperty("icon_size", 40)
        icons.dress(picture, "file-down", "info")
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.said = QLabel()
        self.said.setProperty("role", "title")
        column.addWidget(self.said, 0, Qt.AlignmentFlag.AlignHCenter)
        hint = QLabel("Order pages and SRV pages saved from the portal")
        hint.setProperty("role", "muted")
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stands before the window for everything that is dragged over it."""
        match event:
            case QDragEnterEvent():
                paths = pages_of(event.mimeData())
                if not paths:
                    return False
                self._say(paths)
                event.acceptProposedAction()
                return True
            case QDragMoveEvent():
                return self.isVisible()
            case QDropEvent():
                self.hide()
                paths = pages_of(event.mimeData())
                if paths:
                    event.acceptProposedAction()
                    self.dropped.emit(paths)
                return bool(paths)
            case _:
                if event.type() == QEvent.Type.DragLeave:
                    self.hide()
                return False

    def _say(self, paths: list[Path]) -> None:
        folders = sum(path.is_dir() for path in paths)
        files = len(paths) - folders
        parts = [
            f"{count} {word if count == 1 else word + 's'}"
            for count, word in ((files, "file"), (folders, "folder"))
            if count
        ]
        self.said.setText(f"Drop to import {' and '.join(parts)}")
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect().adjusted(8, 8, -8, -8))
        self.raise_()
        self.show()


def pages_of(data: QMimeData) -> list[Path]:
    """The portal pages and folders among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in PAGES or path.is_dir()]
