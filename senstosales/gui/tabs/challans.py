"""The Delivery Challans tab: the register beside the challan that is open."""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui.challan_view import ChallanView, Opened
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.dialogs import challan_form
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.queries import challans
from senstosales.queries.columns import Filter
from senstosales.services import challans as service

_GROUP = "Delivery challans"
_WATCHES = frozenset({"vouchers", "voucher_lines", "orders", "receipts", "receipt_lines"})


class ChallansTab(Tab):
    """The register of challans, and the one that is marked."""

    noun = "challans"
    watches = _WATCHES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(
            desk,
            challans.REGISTER,
            empty=Empty(
                "No delivery challans yet",
                "Open an order in the Purchase Orders tab and press “Make challan”: its lines come "
                "filled with what is pending.",
            ),
        )
        self.view.table.leave_out(("lines", "quantity", "consignee", "invoice_number", "value"))
        self.detail = ChallanView(desk)
        self.both = ListAndDetail(self.view, self.detail, desk.settings, "challans")
        if not desk.settings.contains("split/challans"):
            self.both.splitter.setSizes([540, 810])
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
        self.detail.loaded.connect(self._loaded)
        self.detail.gone.connect(self.both.back)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        self.detail.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self.detail.show_challan(key)
        self.both.show_detail()

    def _make_actions(self) -> None:
        add = partial(self.desk.actions.add, self, group=_GROUP)
        self.invoice = add("Make invoice", "Ctrl+M", self._invoice, icon="receipt-indian-rupee")
        self.edit = add("Edit…", "F2", self._edit, icon="pencil", help="Change the challan")
        self.cancel = add(
            "Cancel the challan…",
            "Ctrl+Shift+X",
            self._cancel,
            icon="ban",
            help="Cancel the challan with a reason; its number stays used",
        )
        self.print = add("Print…", "Ctrl+P", self._print, icon="printer")
        self.certificate = add(
            "Guarantee certificate…", "Ctrl+Shift+G", self._certificate, icon="award"
        )
        self.export = add("Export as Excel…", "Ctrl+Shift+E", self._export, icon="file-spreadsheet")
        self.replace = add(
            "Send rejected goods again…",
            "Ctrl+Shift+R",
            self._replace,
            icon="undo-2",
            help="Make a replacement challan for what was rejected of the order",
        )
        for action in self._all:
            action.setEnabled(False)
        self.detail.header.set_primary(self.invoice)
        self.detail.header.set_more(self._choices)

    @property
    def _all(self) -> tuple[QAction, ...]:
        return self.invoice, *(each for each in self._choices if each is not None)

    @property
    def _choices(self) -> tuple[QAction | None, ...]:
        papers = self.print, self.certificate, self.export
        return *papers, None, self.edit, self.replace, None, self.cancel

    def _loaded(self, opened: Opened) -> None:
        challan = opened.challan
        waits = challan.status is Status.NOT_INVOICED
        self.invoice.setVisible(waits)
        self.invoice.setEnabled(waits)
        self.edit.setEnabled(challan.can_change)
        self.cancel.setEnabled(challan.can_change)
        self.replace.setEnabled(opened.replaceable)
        for action in (self.print, self.certificate, self.export):
            action.setEnabled(True)

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self.detail.show_challan(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self.detail.show_challan(key)
        self.both.show_detail()
        self.detail.setFocus()

    def _menu(self, point: QPoint) -> None:
        row = self.view.table.indexAt(point).row()
        if row < 0:
            return
        self.view.table.selectRow(row)
        if self.view.current is not None and self.detail.key != self.view.current:
            self.detail.show_challan(self.view.current)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.invoice)
        menu.addSeparator()
        for action in self._choices:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.popup(self.view.table.viewport().mapToGlobal(point))

    def _invoice(self) -> None:
        from senstosales.gui.dialogs import invoice_form

        if self.detail.key is not None:
            invoice_form.open_for_challan(self.desk, self.detail.key, self)

    def _edit(self) -> None:
        if self.detail.key is not None:
            challan_form.open_edit(self.desk, self.detail.key, self)

    def _replace(self) -> None:
        challan = self.detail.challan
        if challan is not None and challan.order is not None and challan.order.id is not None:
            challan_form.open_new(self.desk, challan.order.id, self, replacement=True)

    def _cancel(self) -> None:
        challan = self.detail.challan
        if challan is None or not challan.can_change:
            return
        desk = self.desk
        ReasonDialog(
            desk,
            title=f"Cancel challan {challan.number}",
            sentence="Its goods count as not sent, and its number stays used. This cannot be undone.",
            button="Cancel the challan",
            write=partial(service.cancel, desk.books, desk.actor, challan.id),
            done=partial(desk.messages.note, f"Challan {challan.number} cancelled"),
            parent=self.window(),
        ).open()

    def _print(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.show_challan(self.desk, self.detail.key, self)

    def _certificate(self) -> None:
        from senstosales.gui.dialogs import papers

        if self.detail.key is not None:
            papers.show_certificate(self.desk, self.detail.key, self)

    def _export(self) -> None:
        from senstosales.gui.dialogs import papers

        challan = self.detail.challan
        if challan is not None:
            papers.save_challan_workbook(self.desk, challan.id, challan.number, self)

    def _export_list(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)


def _not_invoiced(session: Any) -> int:
    """How many challans wait for their invoice: the number on the tab."""
    return challans.totals(session, Filter(statuses=frozenset({Status.NOT_INVOICED}))).count


SPEC = TabSpec(
    title="Delivery Challans",
    icon="truck",
    nouns=("challans",),
    factory=ChallansTab,
    count=_not_invoiced,
    watches=frozenset({"vouchers"}),
)
