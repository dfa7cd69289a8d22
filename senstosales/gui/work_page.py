"""A list of work that belongs to no tab of its own, with the way back to the dashboard."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from senstosales.gui import icons
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.tables import Empty, RegisterView
from senstosales.gui.wording import say
from senstosales.queries.columns import Register


class WorkPage(QWidget):
    """Rows of it lead to their orders; Esc or the button goes back: `closed`."""

    closed = Signal()

    def __init__(
        self, desk: Desk, register: Register, title: str, statuses: frozenset[str]
    ) -> None:
        super().__init__()
        self._desk = desk
        head = QFrame()
        head.setProperty("role", "strip")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 8, 12, 8)
        row.setSpacing(8)
        back = QPushButton(say("Back to the dashboard"))
        back.setProperty("role", "quiet")
        back.setToolTip(say("Back to the dashboard (Esc)"))
        icons.dress(back, "arrow-left")
        back.clicked.connect(self.closed)
        name = QLabel(say(title))
        name.setProperty("role", "title")
        row.addWidget(back)
        row.addWidget(name)
        row.addStretch(1)
        self.view = RegisterView(desk, register, empty=Empty("Nothing to do here"))
        self.view.filters.set_statuses(statuses)
        self.view.opened.connect(self._opened)
        self.view.export_requested.connect(partial(save_list, desk, parent=self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _opened(self, key: int) -> None:
        place = self.view.model.find(key)
        row = self.view.model.row_at(place) if place is not None else None
        if row is not None:
            self._desk.open("orders", row.order_id)
