"""The SRVs tab: what the buyer's stores say arrived, was accepted and was rejected."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui import changes_of, turns
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.receipt_view import ReceiptView
from senstosales.gui.source_page import SourcePages
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, RegisterView
from senstosales.queries import receipts
from senstosales.queries.ahead import first_of
from senstosales.queries.columns import Filter
from senstosales.queries.details import ReceiptDetail, ReceiptLineDetail

if TYPE_CHECKING:
    from senstosales.books.store import Reading

_GROUP = "SRVs"
_WATCHES = receipts.REGISTER.watches | {"deviations", "source_pages", "order_items"}


class ReceiptsTab(Tab):
    """The register of SRVs, and the one that is marked."""

    noun = "receipts"
    watches = _WATCHES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(
            desk,
            receipts.REGISTER,
            empty=Empty(
                "No SRVs yet",
                "Save the SRV page from the portal and drop it anywhere on this window, or press "
                "Ctrl+I. It finds its order, challan and invoice by itself.",
            ),
        )
        self.receipt = ReceiptView(desk)
        self.view.table.leave_out(
            ("year", "lines", "accepted", "received", "challan_numbers", "invoice_numbers")
        )
        self.both = ListAndDetail(self.view, self.receipt, desk.settings, "receipts")
        if not desk.settings.contains("split/receipts"):
            self.both.splitter.setSizes([560, 790])
        self._pages = SourcePages(desk, self)
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both)
        self.view.selected.connect(self._marked)
        self.view.opened.connect(self._opened)
        self.view.table.clicked.connect(self._clicked)
        self.view.export_requested.connect(partial(save_list, desk, parent=self))
        self.view.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.table.customContextMenuRequested.connect(self._menu)
        self.receipt.loaded.connect(self._loaded)
        self.receipt.gone.connect(self.both.back)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        self.receipt.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self.receipt.show_receipt(key)
        self.both.show_detail()

    def _make_actions(self) -> None:
        add = partial(self.desk.actions.add, self, group=_GROUP)
        self.order = add("Open order", "Ctrl+O", self._open_order, icon="file-text")
        self.challan = add("Open challan", "Ctrl+Shift+D", self._open_challan, icon="truck")
        self.invoice = add(
            "Open invoice", "Ctrl+Shift+N", self._open_invoice, icon="receipt-indian-rupee"
        )
        self.page = add(
            "Open source page",
            "Ctrl+Shift+O",
            self._open_page,
            icon="external-link",
            help="Show the portal's page as it was imported",
        )
        self.copy = add("Copy number", "Ctrl+Shift+C", self._copy, icon="copy")
        self.who = changes_of.action(self.desk, self, _GROUP, "receipts", self._shown_key)
        for action in self._all:
            action.setEnabled(False)
        self.receipt.header.set_primary(self.order)
        self.receipt.header.set_more(
            [self.challan, self.invoice, None, self.page, self.copy, None, self.who]
        )

    @property
    def _all(self) -> tuple[QAction, ...]:
        return self.order, self.challan, self.invoice, self.page, self.copy, self.who

    def _shown_key(self) -> int | None:
        return self.receipt.key

    def _loaded(self, receipt: ReceiptDetail) -> None:
        self.order.setEnabled(any(line.order_id is not None for line in receipt.lines))
        self.challan.setEnabled(any(line.challan is not None for line in receipt.lines))
        self.invoice.setEnabled(any(line.invoice is not None for line in receipt.lines))
        self.page.setEnabled(receipt.page_id is not None)
        self.copy.setEnabled(True)
        self.who.setEnabled(True)

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self.receipt.show_receipt(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self.receipt.show_receipt(key)
        self.both.show_detail()
        turns.finish(self.receipt)  # the keyboard goes to a part of it
        self.receipt.setFocus()

    def _menu(self, point: QPoint) -> None:
        row = self.view.table.indexAt(point).row()
        if row < 0:
            return
        self.view.table.selectRow(row)
        if self.view.current is not None and self.receipt.key != self.view.current:
            self.receipt.show_receipt(self.view.current)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.order, self.challan, self.invoice])
        menu.addSeparator()
        menu.addActions([self.page, self.copy])
        menu.addSeparator()
        menu.addAction(self.who)
        menu.popup(self.view.table.viewport().mapToGlobal(point))

    def _open_order(self) -> None:
        self._open("orders", [line.order_id for line in self._lines])

    def _open_challan(self) -> None:
        self._open("challans", [line.challan.id for line in self._lines if line.challan])

    def _open_invoice(self) -> None:
        self._open("invoices", [line.invoice.id for line in self._lines if line.invoice])

    @property
    def _lines(self) -> list[ReceiptLineDetail]:
        """The marked line first: an SRV may name several orders."""
        if self.receipt.receipt is None:
            return []
        marked = self.receipt.lines.current
        first = [marked.line] if marked is not None else []
        return [*first, *self.receipt.receipt.lines]

    def _open(self, noun: str, ids: list[int | None]) -> None:
        for key in ids:
            if key is not None:
                self.desk.open(noun, key)
                return

    def _open_page(self) -> None:
        receipt = self.receipt.receipt
        if receipt is not None and receipt.page_id is not None:
            self._pages.show_page(receipt.page_id)

    def _copy(self) -> None:
        receipt = self.receipt.receipt
        if receipt is not None:
            QGuiApplication.clipboard().setText(receipt.number)
            self.desk.messages.tell(f"Copied {receipt.number}")


def unlinked(session: "Reading") -> int:
    """How many SRVs still look for their order."""
    wanted = Filter(statuses=frozenset({Status.UNLINKED}))
    return receipts.REGISTER.totals(session, wanted).count


SPEC = TabSpec(
    title="SRVs",
    icon="package",
    nouns=("receipts",),
    factory=ReceiptsTab,
    count=unlinked,
    watches=receipts.REGISTER.watches,
    ahead=first_of(receipts.REGISTER, receipts.detail),
)
