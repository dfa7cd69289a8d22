"""What every tab works with, and the list beside its detail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from senstosales.gui import icons
from senstosales.gui.drawer import Drawer
from senstosales.gui.jobs import Jobs
from senstosales.gui.live import Live
from senstosales.gui.messages import Messages
from senstosales.gui.shortcuts import Actions
from senstosales.gui.shown_year import ShownYear
from senstosales.gui.wording import say

if TYPE_CHECKING:
    # Opening books takes longer than building the window: it must not wait for them to be loaded.
    from senstosales.books.store import Actor, Books

SIDE_BY_SIDE = 1340
"""Width from which list and detail stand side by side: a window of 1366 less its margins."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every tab and dialog: the books, who sits there, and the window's own services.

    A desk without a `drawer` keeps nothing of forms that are not saved.
    """

    books: "Books"
    actor: "Actor"
    jobs: Jobs
    live: Live
    messages: Messages
    settings: QSettings
    actions: Actions
    navigate: Callable[[str, int], None] = field(default=lambda _noun, _id: None)
    drawer: Drawer | None = None
    year: ShownYear = field(default_factory=ShownYear)

    def open(self, noun: str, key: int) -> None:
        """Show that order, challan, party ... in the tab it belongs to."""
        self.navigate(noun, key)


class ListAndDetail(QWidget):
    """A register and what is opened from it: side by side when there is room, else one over the other.

    `show_detail()` when something was opened, `back()` or Esc returns to the list.
    """

    closed = Signal()

    def __init__(
        self,
        listing: QWidget,
        detail: QWidget,
        settings: QSettings,
        key: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._key = settings, f"split/{key}"
        self._open = False
        self.listing, self.detail = listing, detail
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(8, 4, 8, 0)
        self._back = QPushButton(say("Back to the list"))
        self._back.setProperty("role", "quiet")
        self._back.setToolTip(say("Back to the list (Esc)"))
        icons.dress(self._back, "arrow-left")
        self._back.clicked.connect(self.back)
        top.addWidget(self._back)
        top.addStretch(1)
        column.addWidget(self._top)
        column.addWidget(detail, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(8)
        self.splitter.addWidget(listing)
        self.splitter.addWidget(self._side)
        detail.setMinimumWidth(420)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        kept = settings.value(self._key)
        if isinstance(kept, str) and kept.count(",") == 1 and kept.replace(",", "").isdigit():
            self.splitter.setSizes([int(each) for each in kept.split(",")])
        self.splitter.splitterMoved.connect(self._moved)
        self._arrange()

    @property
    def side_by_side(self) -> bool:
        return self.width() >= SIDE_BY_SIDE

    @property
    def detail_open(self) -> bool:
        return self._open

    def show_detail(self) -> None:
        """Something was opened: bring its detail to view."""
        if not self._open:
            self._open = True
            self._arrange()

    def back(self) -> None:
        """Close the detail; the list has the room and the keyboard again."""
        if self._open:
            self._open = False
            self._arrange()
            self.listing.setFocus()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._open:
            self.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.listing.setVisible(not self._open or self.side_by_side)
        self._side.setVisible(self._open)
        self._top.setVisible(not self.side_by_side)

    def _moved(self, _position: int, _index: int) -> None:
        self._settings.setValue(self._key, ",".join(str(each) for each in self.splitter.sizes()))
