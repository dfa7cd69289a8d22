"""Files dropped on the window: while they hover, it says what dropping will do.

Pages of the portal and folders are imported wherever they fall. Other files are for whoever takes
them, such as the order that is open.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from senstosales.gui import dresser, icons
from senstosales.gui.wording import say

PAGES = (".html", ".htm")
_PAGES_HINT = "Order pages and SRV pages saved from the portal"
_FILES_HINT = "Certificates, drawings, contracts: kept as they are, and in every backup"
_BOTH_HINT = "Saved pages of the portal are imported, everything else is kept"


@runtime_checkable
class TakesFiles(Protocol):
    """A widget that has a use for files which are no pages of the portal."""

    def drop_offer(self) -> str:
        """Where it would keep them, such as `with order 6649107`; empty while it takes none."""

    def take_files(self, paths: Sequence[Path]) -> None: ...


class DropOverlay(QFrame):
    """`dropped(list of Path)` for pages and folders; other files go to the widget they fall on."""

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        dresser.dress(self)
        self.setProperty("notice", "info")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        column = QVBoxLayout(self)
        column.addStretch(1)
        self._picture = QLabel(self)
        self._picture.setProperty("icon_size", 40)
        icons.dress(self._picture, "file-down", "info")
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.said = QLabel(self)
        self.said.setProperty("role", "title")
        self.hint = QLabel(self)
        self.hint.setProperty("role", "muted")
        for label in (self.said, self.hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stands before the window for everything that is dragged over it."""
        match event:
            case QDragEnterEvent():
                return self._hovers(event, known=False)
            case QDragMoveEvent():
                return self.isVisible() and self._hovers(event, known=True)
            case QDropEvent():
                self.hide()
                return self._dropped(event)
            case _:
                if event.type() == QEvent.Type.DragLeave:
                    self.hide()
                return False

    def _hovers(self, event: QDragMoveEvent, *, known: bool) -> bool:
        """Say what would become of it here. What nobody takes anywhere is not ours."""
        pages, files = sorted_out(event.mimeData())
        target = self._under(event.position().toPoint()) if files else None
        near = target or (self._anywhere() if files else None)
        if not pages and near is None:
            return False
        self._say(pages, files, near, here=target is not None)
        if pages or target is not None:
            event.acceptProposedAction()
        elif known:
            event.ignore()
        else:
            # Accepted so that the way to where it can fall is followed; falling here does nothing.
            event.acceptProposedAction()
        return True

    def _dropped(self, event: QDropEvent) -> bool:
        pages, files = sorted_out(event.mimeData())
        target = self._under(event.position().toPoint()) if files else None
        if not pages and target is None:
            return False
        event.acceptProposedAction()
        if pages:
            self.dropped.emit(pages)
        if target is not None:
            cast("TakesFiles", target).take_files(files)
        return True

    def _under(self, point: QPoint) -> QWidget | None:
        """The widget at that point of the window, or one that it stands in, that takes files now."""
        window = self.parentWidget()
        widget = window.childAt(point) if window is not None else None
        while widget is not None and widget is not window:
            if _takes(widget):
                return widget
            widget = widget.parentWidget()
        return None

    def _anywhere(self) -> QWidget | None:
        window = self.parentWidget()
        every = window.findChildren(QWidget) if window is not None else []
        return next((each for each in every if _takes(each)), None)

    def _say(
        self, pages: list[Path], files: list[Path], near: QWidget | None, *, here: bool
    ) -> None:
        offer = cast("TakesFiles", near).drop_offer() if near is not None else ""
        kept = f"keep {_counted(len(files), 'file')} {offer}" if offer else ""
        imported = f"import {_imported(pages)}" if pages else ""
        if pages and files and kept and here:
            said, hint, icon = f"Drop to {imported} and {kept}", _BOTH_HINT, "file-down"
        elif pages:
            said, hint, icon = f"Drop to {imported}", _PAGES_HINT, "file-down"
            if files and kept:
                hint = f"On the open order also to {kept}"
        else:
            said, hint, icon = f"Drop here to {kept}", _FILES_HINT, "paperclip"
        self.said.setText(say(said))
        self.hint.setText(say(hint))
        icons.dress(self._picture, icon, "info")
        window = self.parentWidget()
        if window is not None:
            place = window.rect()
            if not pages and near is not None:
                place = QRect(near.mapTo(window, QPoint(0, 0)), near.size())
            self.setGeometry(place.adjusted(8, 8, -8, -8))
        self.raise_()
        self.show()


def sorted_out(data: QMimeData) -> tuple[list[Path], list[Path]]:
    """What is dragged: pages and folders to be imported, and other files."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    pages = [path for path in paths if path.suffix.lower() in PAGES or path.is_dir()]
    return pages, [path for path in paths if path not in pages]


def pages_of(data: QMimeData) -> list[Path]:
    """The pages and folders among what is dragged."""
    return sorted_out(data)[0]


def _takes(widget: QWidget) -> bool:
    return isinstance(widget, TakesFiles) and widget.isVisible() and bool(widget.drop_offer())


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _imported(pages: list[Path]) -> str:
    folders = sum(path.is_dir() for path in pages)
    parts = ((len(pages) - folders, "file"), (folders, "folder"))
    return " and ".join(_counted(count, word) for count, word in parts if count)
