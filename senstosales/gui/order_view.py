"""One order, whole: header line, supply bar, and its parts on pages."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from senstosales.domain.amounts import ZERO
from senstosales.gui import order_seen
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailHeader, SupplyBar
from senstosales.gui.jobs import Ticket
from senstosales.gui.lots import ItemCard, LotTable
from senstosales.gui.order_files import OrderFiles
from senstosales.gui.order_items import OrderItems
from senstosales.gui.order_notes import OrderNotes
from senstosales.gui.order_pages import OrderPages, Part
from senstosales.gui.order_sections import Deviations, Remarks
from senstosales.gui.order_seen import OrderSeen
from senstosales.gui.order_timeline import OrderTimeline
from senstosales.gui.order_versions import OrderVersions
from senstosales.gui.wording import say
from senstosales.queries.details import OrderDetail
from senstosales.queries.happenings import Entry


class OrderView(QWidget):
    """`show_order(id)` reads and shows it; `reload()` reads it again. `loaded(OrderDetail)` follows.

    `gone` when the order cannot be read. Files dropped on it are kept with the order.
    """

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self._wanted: tuple[str, int] | None = None
        self.order: OrderDetail | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = DetailHeader(self)
        supply = QWidget(self)
        self.bar = SupplyBar(supply)
        self.pages = OrderPages(desk, self._built, self)
        column.addWidget(self.header)
        row = QHBoxLayout(supply)
        row.setContentsMargins(16, 8, 16, 4)
        row.addWidget(self.bar)
        column.addWidget(supply)
        column.addWidget(self.pages, 1)

    @property
    def key(self) -> int | None:
        """The id of the order that was asked for last."""
        return self._key

    @property
    def lots(self) -> LotTable:
        return self.pages.part(OrderItems).lots

    @property
    def card(self) -> ItemCard:
        return self.pages.part(OrderItems).card

    @property
    def timeline(self) -> OrderTimeline:
        return self.pages.part(OrderTimeline)

    @property
    def remarks(self) -> Remarks:
        return self.pages.part(Remarks)

    @property
    def deviations(self) -> Deviations:
        return self.pages.part(Deviations)

    @property
    def versions(self) -> OrderVersions:
        return self.pages.part(OrderVersions)

    @property
    def notes(self) -> OrderNotes:
        return self.pages.part(OrderNotes)

    @property
    def files(self) -> OrderFiles:
        return self.pages.part(OrderFiles)

    @property
    def unsaved(self) -> bool:
        """Whether a note was typed and not kept."""
        return self.pages.has(OrderNotes) and self.notes.unsaved

    def show_order(self, key: int) -> None:
        """Read that order and show it; an earlier wish that was not yet answered is forgotten."""
        if key != self._key:
            self._key, self.order = key, None
        self.reload()

    def want(self, noun: str, key: int) -> None:
        """When the order arrives that is asked for next, turn to this note or file of it."""
        self._wanted = noun, key

    def reload(self) -> None:
        """The books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, order_seen.read, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def open_page(self) -> None:
        """Show the page this order was last read from."""
        if self.order is not None and self.order.page_id is not None:
            self.pages.source.show_page(self.order.page_id)

    def attach(self) -> None:
        """Choose files to keep with the order."""
        if self.order is not None:
            self.pages.files.ask(self.order)

    def write_note(self) -> None:
        """Turn to the notes, the keyboard in the box of a new one."""
        if self.order is not None:
            self.pages.turn_to(OrderNotes)

    def override(self) -> None:
        """Ask for a clerk's own word on what has gone of the marked lot."""
        if self.order is not None:
            self.pages.turn_to(OrderItems).override()

    def drop_offer(self) -> str:
        """What dropping files here does, in a few words; empty while no order is open."""
        return f"with order {self.order.number}" if self.order is not None else ""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep these files with the order."""
        if self.order is not None:
            self.pages.files.take(self.order, paths)

    def _arrived(self, seen: OrderSeen) -> None:
        order = seen.order
        other = self.order is None
        self.order = order
        self.header.show_facts(
            say(f"Order {order.number}"),
            party=order.customer,
            day=order.date,
            value=order.order_value,
            status=order.status,
            others=[f"amd.\N{NO-BREAK SPACE}{order.amend_no}"] if order.amend_no else [],
        )
        self._show_supply(order)
        if other:
            self.pages.setCurrentIndex(0)
        self.pages.show_order(seen)
        if other:
            self.lots.selectRow(0)
            self.lots.scrollToTop()
        wanted, self._wanted = self._wanted, None
        match wanted:
            case ("order_notes", int(key)):
                self.pages.turn_to(OrderNotes).show_note(key)
            case ("attachments", int(key)):
                self.pages.turn_to(OrderFiles).show_file(key)
            case _:
                pass
        self.loaded.emit(order)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _show_supply(self, order: OrderDetail) -> None:
        live = [item for item in order.items if not item.is_cancelled]
        units = {item.unit for item in live}
        self.bar.set_figures(
            sum((item.quantity for item in live), start=ZERO),
            sum((item.delivered for item in live), start=ZERO),
            sum((item.accepted for item in live), start=ZERO),
            sum((item.rejected for item in live), start=ZERO),
            units.pop() if len(units) == 1 else "",
        )

    def _built(self, part: Part) -> None:
        if isinstance(part, OrderItems):
            self.setFocusProxy(part.lots)
        if isinstance(part, OrderTimeline):
            part.opened.connect(self._open_entry)

    def _open_entry(self, entry: Entry) -> None:
        """Lead to the paper of an entry of the timeline, or to the part of the order it is about."""
        match entry.noun:
            case "versions":
                self.pages.turn_to(OrderVersions).show_version(entry.key)
            case "lots":
                self.pages.turn_to(OrderItems).lots.show_lot(entry.key)
            case "order_notes":
                self.pages.turn_to(OrderNotes).show_note(entry.key)
            case "attachments":
                self._open_file(entry.key)
            case noun:
                self._desk.open(noun, entry.key)

    def _open_file(self, file_id: int) -> None:
        for file in self.files.shown:
            if file.id == file_id:
                self.pages.files.open_file(file.id, file.name)
