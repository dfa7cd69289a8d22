"""One order, whole: header line, supply bar, and its parts on tabs."""

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from senstosales.books.store import today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.gui import icons, order_facts, order_rows, palette
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailHeader, Facts, Section, SupplyBar
from senstosales.gui.jobs import Ticket
from senstosales.gui.lots import ItemCard, LotTable
from senstosales.gui.order_rows import PaperRow
from senstosales.gui.order_sections import Deviations, Remarks, Versions
from senstosales.gui.tables import RowsTable
from senstosales.queries import order_detail
from senstosales.queries.details import OrderDetail


class OrderView(QWidget):
    """`show_order(id)` reads and shows it; `reload()` reads it again. `loaded(OrderDetail)` follows.

    `gone` when the order cannot be read.
    """

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.order: OrderDetail | None = None
        self.header = DetailHeader()
        self.bar = SupplyBar()
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.lots = LotTable(desk.settings)
        self.card = ItemCard()
        self.facts = tuple(Facts() for _ in range(3))
        self.remarks = Remarks()
        self.papers = RowsTable(order_rows.PAPERS)
        self.deviations = Deviations(desk)
        self.versions = Versions(desk)
        self.pages.addTab(self._items_page(), "Items and lots")
        self.pages.addTab(self._facts_page(), "Header")
        self.pages.addTab(_padded(self.remarks), "Remarks")
        self.pages.addTab(_padded(self.papers), "Papers")
        self._deviations_page = _padded(self.deviations)
        self.pages.addTab(self._deviations_page, "Deviations")
        self.pages.addTab(_padded(self.versions), "Versions")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        supply = QWidget()
        row = QHBoxLayout(supply)
        row.setContentsMargins(16, 8, 16, 4)
        row.addWidget(self.bar)
        column.addWidget(supply)
        column.addWidget(self.pages, 1)
        self.lots.marked.connect(self.card.show_row)
        self.papers.opened.connect(self._open_paper)
        self.setFocusProxy(self.lots)
        dresser = palette.dresser()
        if dresser is not None:
            dresser.changed.connect(self._mark_deviations)

    @property
    def key(self) -> int | None:
        """The id of the order that was asked for last."""
        return self._key

    def show_order(self, key: int) -> None:
        """Read that order and show it; an earlier wish that was not yet answered is forgotten."""
        if key != self._key:
            self._key, self.order = key, None
        self.reload()

    def reload(self) -> None:
        """The books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, _read, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def open_page(self) -> None:
        """Show the page this order was last read from."""
        if self.order is not None and self.order.page_id is not None:
            self.versions.pages.show_page(self.order.page_id)

    def _arrived(self, found: tuple[OrderDetail, dt.date]) -> None:
        order, day = found
        other = self.order is None
        self.order = order
        self.header.show_facts(
            f"Order {order.number}",
            party=order.customer,
            day=order.date,
            value=order.order_value,
            status=order.status,
            others=[f"amd. {order.amend_no}"] if order.amend_no else [],
        )
        self._show_supply(order)
        self.lots.set_rows(order_rows.lot_rows(order, day))
        self.facts[0].set_facts(order_facts.order_facts(order))
        self.facts[1].set_facts(order_facts.price_facts(order))
        self.facts[2].set_facts(order_facts.buyer_facts(order))
        self.remarks.show_text(order.remarks, order.price_phrase)
        papers = order_rows.paper_rows(
            challans=order.challans, invoices=order.invoices, receipts=order.receipts
        )
        self.papers.set_rows(papers)
        self.deviations.show_lines(order.deviations)
        self.versions.show_order(order)
        self._count_tabs(order, len(papers))
        if other:
            self.pages.setCurrentIndex(0)
            self.lots.selectRow(0)
            self.lots.scrollToTop()
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

    def _count_tabs(self, order: OrderDetail, papers: int) -> None:
        for place, (title, count) in enumerate(
            (
                ("Items and lots", sum(1 for item in order.items if not item.is_cancelled)),
                ("Header", 0),
                ("Remarks", 0),
                ("Papers", papers),
                ("Deviations", len(order.deviations)),
                ("Versions", len(order.versions) if len(order.versions) > 1 else 0),
            )
        ):
            self.pages.setTabText(place, f"{title} ({count})" if count else title)
        self._mark_deviations()

    def _mark_deviations(self) -> None:
        """A warning sign on their tab while one of them is still to be checked."""
        lines = self.order.deviations if self.order is not None else ()
        to_check = any(line.status is Status.TO_CHECK for line in lines)
        place = self.pages.indexOf(self._deviations_page)
        sign = icons.icon("triangle-alert", "caution") if to_check else QIcon()
        self.pages.setTabIcon(place, sign)
        self.pages.setTabToolTip(place, "Something is still to be checked" if to_check else "")

    def _open_paper(self, row: PaperRow) -> None:
        if row.id is not None:
            self._desk.open(row.noun, row.id)

    def _items_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.lots, 1)
        column.addWidget(self.card)
        return page

    def _facts_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 24)
        column.setSpacing(16)
        titles = ("Order", "Price and contracts", "The buyer's letterhead: his numbers, not yours")
        for title, facts in zip(titles, self.facts, strict=True):
            column.addWidget(Section(title, facts))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area


def _read(session: Any, key: int) -> tuple[OrderDetail, dt.date]:
    """Runs in a reading lane: the order, and the day by which its lots are due or overdue."""
    return order_detail.detail(session, key), today(session)


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(16, 12, 16, 16)
    column.addWidget(widget)
    return page
