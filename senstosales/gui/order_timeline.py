"""All that happened to an order, read while it is seen."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from senstosales.gui import dresser
from senstosales.gui.desk import Desk
from senstosales.gui.jobs import Ticket
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.timeline_list import TimelineList
from senstosales.queries import order_timeline
from senstosales.queries.happenings import Entry


class OrderTimeline(QWidget):
    """Reads what happened to the order that is shown, while it is seen."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: OrderSeen | None = None
        self._read: OrderSeen | None = None
        self._ticket: Ticket | None = None
        self.list = TimelineList(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.addWidget(self.list)
        self.list.opened.connect(self.opened)
        self.setFocusProxy(self.list)
        dresser.on_change(self.list.viewport().update)

    def show_order(self, seen: OrderSeen) -> None:
        if self._seen is not None and self._seen.order.id != seen.order.id:
            if self._ticket is not None:
                self._ticket.drop()
            self.list.set_entries((), None)
        self._seen = seen
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._seen is None or self._read is self._seen:
            return
        if self._ticket is not None:
            self._ticket.drop()
        self._read = self._seen
        key = self._seen.order.id
        self._ticket = self._desk.jobs.read(
            partial(self._desk.books.ask, order_timeline.timeline, key), self._arrived
        )

    def _arrived(self, entries: tuple[Entry, ...]) -> None:
        assert self._seen is not None
        self.list.set_entries(entries, self._seen.order)
