"""The Invoices tab: the register beside the invoice that is open."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from senstosales.domain.kinds import Status
from senstosales.gui.desk import Desk, ListAndDetail
from senstosales.gui.dialogs import papers
from senstosales.gui.dialogs.exports import save_list
from senstosales.gui.dialogs.reason import ReasonDialog
from senstosales.gui.invoice_view import InvoiceView
from senstosales.gui.tab import Tab, TabSpec
from senstosales.gui.tables import Empty, ExportWish, RegisterView
from senstosales.queries import invoices as queries
from senstosales.queries.papers import VoucherDetail
from senstosales.services import invoices

_GROUP = "Invoices"
_WATCHES = frozenset({"vouchers", "voucher_lines", "orders", "receipts", "receipt_lines"})


class InvoicesTab(Tab):
    """The register of invoices, and the one that is marked."""

    noun = "invoices"
    watches = _WATCHES

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view = RegisterView(
            desk,
            queries.REGISTER,
            empty=Empty(
                "No invoices yet",
                "An invoice is made from a delivery challan: open the challan and press Make invoice.",
            ),
        )
        self.invoice = InvoiceView(desk)
        self.both = ListAndDetail(self.view, self.invoice, desk.settings, "invoices")
        if not desk.settings.contains("split/invoices"):
            self.both.splitter.setSizes([480, 870])
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
        self.invoice.loaded.connect(self._loaded)
        self.invoice.gone.connect(self.both.back)
        self.setFocusProxy(self.view)

    def refresh(self) -> None:
        self.invoice.reload()

    def show_item(self, key: int) -> None:
        self.view.select(key)
        self.invoice.show_invoice(key)
        self.both.show_detail()

    def _make_actions(self) -> None:
        add = partial(self.desk.actions.add, self, group=_GROUP)
        self.print = add(
            "Print…", "Ctrl+P", self._print, icon="printer", help="Preview and print the invoice"
        )
        self.save = add("Save as PDF…", "Ctrl+S", self._save, icon="file-down")
        self.certificate = add(
            "Guarantee certificate…",
            "Ctrl+Shift+G",
            self._certificate,
            icon="award",
            help="Preview and print the guarantee certificate of the goods",
        )
        self.export = add("Export as Excel…", "Ctrl+Shift+E", self._export, icon="file-spreadsheet")
        self.copy = add("Copy number", "Ctrl+Shift+C", self._copy, icon="copy")
        self.cancel = add(
            "Cancel invoice…",
            "Ctrl+Shift+X",
            self._cancel,
            icon="ban",
            help="Cancel the invoice with a reason; its number stays used",
        )
        for action in self._all:
            action.setEnabled(False)
        self.invoice.header.set_primary(self.print)
        self.invoice.header.set_more(
            [self.save, self.certificate, self.export, self.copy, None, self.cancel]
        )

    @property
    def _all(self) -> tuple[QAction, ...]:
        return self.print, self.save, self.certificate, self.export, self.copy, self.cancel

    def _loaded(self, invoice: VoucherDetail) -> None:
        for action in self._all:
            action.setEnabled(True)
        self.certificate.setEnabled(invoice.challan is not None)
        self.cancel.setEnabled(invoice.status is not Status.CANCELLED)

    def _marked(self, key: int | None) -> None:
        if key is not None and self.both.side_by_side:
            self.invoice.show_invoice(key)
            self.both.show_detail()

    def _clicked(self) -> None:
        # The marked line is news to nobody; clicked after Esc it is still a wish to see it.
        if not self.both.detail_open:
            self._marked(self.view.current)

    def _opened(self, key: int) -> None:
        self.invoice.show_invoice(key)
        self.both.show_detail()
        self.invoice.setFocus()

    def _menu(self, point: QPoint) -> None:
        row = self.view.table.indexAt(point).row()
        if row < 0:
            return
        self.view.table.selectRow(row)
        if self.view.current is not None and self.invoice.key != self.view.current:
            self.invoice.show_invoice(self.view.current)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.print, self.save, self.certificate, self.export, self.copy])
        menu.addSeparator()
        menu.addAction(self.cancel)
        menu.popup(self.view.table.viewport().mapToGlobal(point))

    @property
    def _current(self) -> VoucherDetail | None:
        """The invoice that is shown, unless another is on its way."""
        shown = self.invoice.invoice
        return shown if shown is not None and shown.id == self.invoice.key else None

    def _print(self) -> None:
        if self.invoice.key is not None:
            papers.show_invoice(self.desk, self.invoice.key, self)

    def _save(self) -> None:
        if self._current is not None:
            papers.save_invoice_pdf(self.desk, self._current.id, self._current.number, self)

    def _certificate(self) -> None:
        if self._current is not None and self._current.challan is not None:
            papers.show_certificate(self.desk, self._current.challan.id or 0, self)

    def _export(self) -> None:
        if self._current is not None:
            papers.save_invoice_workbook(self.desk, self._current.id, self._current.number, self)

    def _copy(self) -> None:
        if self._current is not None:
            QGuiApplication.clipboard().setText(self._current.number)
            self.desk.messages.tell(f"Copied {self._current.number}")

    def _cancel(self) -> None:
        invoice = self._current
        if invoice is None:
            return
        said = f"Invoice {invoice.number} is cancelled."
        challan = f"challan {invoice.challan.number}" if invoice.challan else "the challan"
        ReasonDialog(
            self.desk,
            title=f"Cancel invoice {invoice.number}",
            sentence=(
                f"The number stays used and the paper is kept, marked as cancelled. Afterwards "
                f"{challan} can be invoiced again."
            ),
            button="Cancel the invoice",
            write=partial(invoices.cancel, self.desk.books, self.desk.actor, invoice.id),
            done=partial(self.desk.messages.note, said),
            parent=self,
        ).open()

    def _export_list(self, wish: ExportWish) -> None:
        save_list(self.desk, wish, self)


SPEC = TabSpec(
    title="Invoices",
    icon="receipt-indian-rupee",
    nouns=("invoices",),
    factory=InvoicesTab,
    watches=_WATCHES,
)
