"""The Products tab: what we make or sell, what there is of it, found by scanning too."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senstosales.domain.catalogue import Move
from senstosales.domain.told import named
from senstosales.gui import product_view
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs import product_form
from senstosales.gui.dialogs.removal import RemovalDialog
from senstosales.gui.dialogs.stock_form import StockForm
from senstosales.gui.paper_tab import PaperTab
from senstosales.gui.product_view import ProductView, amount_of, code_of, name_of
from senstosales.gui.tab import TabSpec
from senstosales.gui.tables import Empty
from senstosales.queries import stock as queries
from senstosales.queries.ahead import first_of
from senstosales.queries.stock import ProductDetail
from senstosales.services import products


class ProductsTab(PaperTab):
    """The register of products, and the one that is marked. Enter after a barcode opens its product."""

    noun = "products"
    group = "Products"
    table = "products"
    watches = queries.REGISTER.watches

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.detail = ProductView(desk)
        super().__init__(
            desk,
            queries.REGISTER,
            self.detail,
            empty=Empty(
                "No products yet",
                "Products come by themselves: with the first order page, and with the HSN typed on an "
                "invoice. Add your own with price, barcode and stock.",
                "New product",
                self._add,
            ),
            split=(690, 676),
            parent=parent,
        )
        self.view.table.leave_out(("gst_rate", "hsn", "price", "material_code"))
        self._make_actions()
        self._offer(
            self.edit, self.count, self.receive, self.take, None,
            self.labels, self.copy, None, self.delete,
        )  # fmt: skip
        self.view.add_action(self.new)
        self.view.filters.down.connect(self._look_for_barcode)
        self.detail.loaded.connect(self._loaded)

    def _make_actions(self) -> None:
        act = self._act
        self.new = act("New product", "Ctrl+N", self._add, "plus", "Add a product")
        self.edit = act("Change…", "F2", self._edit, "pencil", "Correct this product")
        self.count = act(
            "Count…", "Ctrl+M", partial(self._move, Move.COUNT), "clipboard-check",
            "Enter what was counted; the difference is a move of its own",
        )  # fmt: skip
        self.receive = act(
            "Receive…", "Ctrl+Shift+R", partial(self._move, Move.PURCHASE), "download",
            "Goods came in without a paper: bought or made",
        )  # fmt: skip
        self.take = act(
            "Take out…", "Ctrl+Shift+X", partial(self._move, Move.TAKEN), "upload",
            "Goods went out without a paper: used, scrapped, given as samples",
        )  # fmt: skip
        self.labels = act(
            "Print labels…", "Ctrl+P", self._labels, "printer",
            "Preview a sheet of labels with the barcode and print it",
        )  # fmt: skip
        self.copy = act(
            "Copy code", "Ctrl+Shift+C", self._copy, "copy", "Copy barcode or material code"
        )
        self.delete = act(
            "Delete…", "Ctrl+Del", self._delete, "trash-2",
            "Take the product off the list; papers that name it keep their words",
        )  # fmt: skip

    def _loaded(self, product: ProductDetail) -> None:
        for action in self._actions:
            action.setEnabled(True)
        self.labels.setEnabled(
            bool(self.detail.barcode.text and self.detail.coded.isVisibleTo(self))
        )
        self.copy.setEnabled(bool(code_of(product)))
        self._set_primary(self.count)

    def _look_for_barcode(self) -> None:
        """A scanner types the code and presses Enter, quicker than the list can follow."""
        text = self.view.filters.text.strip()
        if text:
            ask = partial(self.desk.books.ask, queries.by_barcode, text)
            self.desk.jobs.read(ask, self._scanned, owner=self)

    def _scanned(self, key: int | None) -> None:
        if key is not None:
            self.show_item(key)
            # The next scan takes the place of this one.
            self.view.back_to_box()

    def _add(self) -> None:
        product_form.open_new(self.desk, self, self.show_item)

    def _edit(self) -> None:
        product = self.detail.current
        if product is not None:
            product_form.open_product(self.desk, product.id, self)

    def _move(self, kind: Move) -> None:
        product = self.detail.current
        if product is not None:
            StockForm(self.desk, product, kind, self).open()

    def _copy(self) -> None:
        product = self.detail.current
        if product is not None:
            self._copy_number(code_of(product))

    def _delete(self) -> None:
        product = self.detail.current
        if product is None:
            return
        desk, name = self.desk, name_of(product)
        left = f" {amount_of(product)} are still in stock." if product.stock > 0 else ""
        RemovalDialog(
            desk,
            title=f"Delete {named(name)}?",
            sentence=f"It leaves the list; papers that name it keep their words.{left}",
            button="Delete it",
            write=partial(products.delete, desk.books, desk.actor, product.id),
            done=partial(self._deleted, name),
            window="Delete the product",
            parent=self,
        ).open()

    def _deleted(self, name: str) -> None:
        self.detail.forget()
        self.both.back()
        self.desk.messages.note(f"{named(name)} is deleted.")

    def _labels(self) -> None:
        from senstosales.gui.preview import PreviewDialog

        product = self.detail.current
        if product is None:
            return
        dialog = PreviewDialog(
            f"Labels, {name_of(product)}",
            partial(_labels, product),
            [],
            f"Labels {code_of(product)}.pdf",
            jobs=self.desk.jobs,
            messages=self.desk.messages,
            settings=self.desk.settings,
            kind="labels",
            parent=self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _labels(product: ProductDetail, _copies: tuple[str, ...], _design: str) -> bytes:
    from senstosales.documents import label

    code = product.material_code if product.material_code != code_of(product) else None
    about = " · ".join(part for part in (code, product.packing, product.shelf) if part)
    return label.pdf(label.Label(name_of(product), about, code_of(product)))


SPEC = TabSpec(
    title="Products",
    icon="tag",
    nouns=("products",),
    factory=ProductsTab,
    count=queries.low,
    watches=queries.REGISTER.watches,
    ahead=first_of(queries.REGISTER, product_view.read),
)
