"""The Purchase Orders tab: the order book beside the order that is open."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui import changes_of, order_seen, turns
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.dialogs.exports import WORKBOOK, file_name, save_file, save_list
from senstosales.gui.order_view import OrderView
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.queries import order_detail, order_parts, orders
from senstosales.queries.ahead import first_of
from senstosales.queries.details import OrderDetail

_GROUP = "Purchase orders"
_WATCHES = frozenset(
    {
        "orders", "order_items", "order_lots", "order_versions", "vouchers", "voucher_lines",
        "receipts", "receipt_lines", "deviations", "parties", "payments", "payment_lines",
        "order_notes", "attachments",
    }
)  # fmt: skip


class OrdersTab(Tab):
    """The register of orders, and the one that is marked."""

    noun = "orders"
    watches = _WATCHES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(
            desk,
            orders.REGISTER,
            empty=Empty(
                "No purchase orders yet",
                "Drop order pages from the portal anywhere on this window, or press Ctrl+I.",
            ),
        )
        self.view.table.leave_out(
            ("amend_no", "items", "department", "percent", "date", "value", "due_date")
        )
        self.order = OrderView(desk, self)
        self.both = ListAndDetail(self.view, self.order, desk.settings, "orders")
        if not desk.settings.contains("split/orders"):
            self.both.splitter.setSizes([490, 860])
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.both)
        self.view.selected.connect(self._marked)
        self.view.opened.connect(self._opened)
        self.view.table.clicked.connect(self._clicked)
        self.view.export_requested.connect(self._export_list)
        self.view.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.table.customContextMenuRequested.connect(self._menu)
        self.order.loaded.connect(self._loaded)
        self.order.gone.connect(self.both.back)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        self.order.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self.order.show_order(key)
        self.both.show_detail()

    def show_of(self, noun: str, key: int) -> None:
        """An order; or a note or a file of one, on its page and marked."""
        if noun not in order_parts.NOUNS:
            self.show_item(key)
            return
        part = noun, key
        ask = partial(self.desk.books.ask, order_parts.order_of, part)
        self.desk.jobs.read(ask, partial(self._show_part, part), owner=self)

    def _show_part(self, part: "order_parts.Part", order: int) -> None:
        self.order.want(*part)
        self.show_item(order)

    def may_close(self) -> bool:
        """Ask before a note that was typed and not kept is lost."""
        if not self.order.unsaved:
            return True
        from senstosales.gui.forms import sure_to_lose

        return sure_to_lose(self)

    def _make_actions(self) -> None:
        add = partial(self.desk.actions.add, self, group=_GROUP)
        self.challan = add("Make challan", "Ctrl+M", self._make_challan, icon="truck")
        self.replace = add(
            "Send rejected goods again…",
            "Ctrl+Shift+R",
            self._replace,
            icon="undo-2",
            help="Make a replacement challan for what was rejected",
        )
        self.export = add("Export as Excel…", "Ctrl+Shift+E", self._export, icon="file-spreadsheet")
        self.page = add(
            "Open source page",
            "Ctrl+Shift+O",
            self.order.open_page,
            icon="external-link",
            help="Show the portal's page as it was imported",
        )
        self.copy = add("Copy number", "Ctrl+Shift+C", self._copy, icon="copy")
        self.note = add(
            "Write a note",
            "Ctrl+Shift+N",
            self.order.write_note,
            icon="sticky-note",
            help="Write down what was agreed about this order",
        )
        self.attach = add(
            "Attach files…",
            "Ctrl+Shift+A",
            self.order.attach,
            icon="paperclip",
            help="Keep test certificates, drawings or contracts with this order",
        )
        self.override = add(
            "Set delivered by hand…",
            "Ctrl+Shift+D",
            self.order.override,
            icon="hand",
            help="Say yourself how much of the marked lot has gone, and why",
        )
        self.who = changes_of.action(self.desk, self, _GROUP, "orders", self._shown_key)
        mention = partial(self.desk.actions.mention, _GROUP)
        mention("Next part of the order", "Ctrl+Tab", "Turn to the next part of the order")
        mention("Part before it", "Ctrl+Shift+Tab", "Turn to the part of the order before")
        for action in self._all:
            action.setEnabled(False)
        self.order.header.set_primary(self.challan)
        self.order.header.set_more(
            [
                self.replace, self.override, None, self.note, self.attach, None,
                self.export, self.page, self.copy, None, self.who,
            ]
        )  # fmt: skip

    @property
    def _all(self) -> tuple[QAction, ...]:
        return (
            self.challan, self.replace, self.override, self.note, self.attach, self.export,
            self.page, self.copy, self.who,
        )  # fmt: skip

    def _shown_key(self) -> int | None:
        return self.order.key

    def _loaded(self, order: OrderDetail) -> None:
        live = order.status is not Status.CANCELLED
        pending = live and any(item.pending > 0 for item in order.items)
        self.challan.setVisible(pending)
        self.challan.setEnabled(pending)
        self.replace.setEnabled(live and any(item.replaceable > 0 for item in order.items))
        for action in (self.note, self.attach, self.export, self.copy, self.who):
            action.setEnabled(True)
        self.override.setEnabled(live)
        self.page.setEnabled(order.page_id is not None)

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self.order.show_order(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self.order.show_order(key)
        self.both.show_detail()
        turns.finish(self.order)  # the keyboard goes to a part of it
        self.order.setFocus()

    def _menu(self, point: QPoint) -> None:
        row = self.view.table.indexAt(point).row()
        if row < 0:
            return
        self.view.table.selectRow(row)
        if self.view.current is not None and self.order.key != self.view.current:
            self.order.show_order(self.view.current)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.challan, self.replace])
        menu.addSeparator()
        menu.addActions([self.note, self.attach])
        menu.addSeparator()
        menu.addActions([self.export, self.page, self.copy])
        menu.addSeparator()
        menu.addAction(self.who)
        menu.popup(self.view.table.viewport().mapToGlobal(point))

    def _make_challan(self) -> None:
        self._open_challan(replacement=False)

    def _replace(self) -> None:
        self._open_challan(replacement=True)

    def _open_challan(self, *, replacement: bool) -> None:
        # Loaded after the window stands (see `office_window`): the list need not wait for it.
        from senstosales.gui.dialogs import challan_form

        if self.order.key is not None:
            challan_form.open_new(self.desk, self.order.key, self, replacement=replacement)

    def _export(self) -> None:
        order = self.order.order
        if order is not None:
            save_file(
                self.desk,
                self,
                "Export the order",
                file_name(f"Order {order.number}", "xlsx"),
                WORKBOOK,
                partial(_workbook, self.desk, order.id),
            )

    def _copy(self) -> None:
        order = self.order.order
        if order is not None:
            QGuiApplication.clipboard().setText(order.number)
            self.desk.messages.tell(f"Copied {order.number}")

    def _export_list(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)


def _workbook(desk: Desk, order_id: int) -> bytes:
    from senstosales.documents.order import xlsx

    return xlsx(desk.books.ask(order_detail.detail, order_id))


SPEC = TabSpec(
    title="Purchase Orders",
    icon="file-text",
    nouns=("orders", *order_parts.NOUNS),
    factory=OrdersTab,
    watches=_WATCHES,
    ahead=first_of(orders.REGISTER, order_seen.read),
)
