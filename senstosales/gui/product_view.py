"""One product, whole: what it is, what there is of it, and how its stock came about."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from senstosales.domain.amounts import ZERO, half_up, indian, plain
from senstosales.domain.catalogue import CATEGORIES
from senstosales.domain.kinds import Status
from senstosales.errors import Invalid
from senstosales.gui import cells
from senstosales.gui.barcode import BarcodePicture
from senstosales.gui.desk import Desk
from senstosales.gui.detail import DetailPage, Facts
from senstosales.gui.jobs import Ticket
from senstosales.gui.palette import Tone
from senstosales.gui.panels import NoticePanel
from senstosales.gui.tables import RowsTable
from senstosales.gui.wording import say
from senstosales.queries import stock as queries
from senstosales.queries.columns import Column, Look
from senstosales.queries.stock import MoveLine, ProductDetail

_SEEN = 200
_MOVES = (
    Column("day", "Date", Look.DATE, 11),
    Column("kind", "What", Look.TEXT, 15, own=True),
    Column(
        "quantity", "Moved", Look.QUANTITY, 9, help="What came in, or with a minus what went out"
    ),
    Column("stock", "Stock then", Look.QUANTITY, 9),
    Column("paper", "Paper", Look.NUMBER, 12),
    Column("note", "Note", Look.TEXT, 16),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A product and the bars of its code; none where it has no code that can be drawn."""

    product: ProductDetail
    bars: tuple[int, ...]
    trouble: str = ""


class ProductView(DetailPage):
    """`show_paper(id)` reads and shows it, `reload()` again; `loaded(ProductDetail)`, or `gone`."""

    loaded = Signal(object)
    gone = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._key: int | None = None
        self._ticket: Ticket | None = None
        self.product: ProductDetail | None = None
        self.low = NoticePanel(Tone.CAUTION, "Low stock")
        self.column.insertWidget(0, self.low)
        self.facts = Facts()
        self.add_section("The product", self.facts)
        self.barcode = BarcodePicture()
        self.coded = self.add_section("Barcode", self.barcode)
        self.no_code = NoticePanel(Tone.CAUTION)
        self.column.insertWidget(self.column.count() - 1, self.no_code)
        self.moves = RowsTable(_MOVES, grow_to=_SEEN)
        self.moves.leave_out(("stock", "note"))
        self.moves.opened.connect(self._open_paper)
        self.moved = self.add_section("Stock, newest first", self.moves)
        self.setFocusProxy(self.moves)

    @property
    def key(self) -> int | None:
        """The id of the product that was asked for last."""
        return self._key

    @property
    def current(self) -> ProductDetail | None:
        """The product that is shown, unless another is on its way."""
        found = self.product
        return found if found is not None and found.id == self._key else None

    def show_paper(self, key: int) -> None:
        """Read that product and show it."""
        if key != self._key:
            self.area.verticalScrollBar().setValue(0)
        self._key = key
        self.reload()

    def forget(self) -> None:
        """It is not in the list any more: news of it is not waited for."""
        if self._ticket is not None:
            self._ticket.drop()
        self._key = None

    def reload(self) -> None:
        """Read it again, as when the books changed."""
        if self._key is None:
            return
        if self._ticket is not None:
            self._ticket.drop()
        ask = partial(self._desk.books.ask, read, self._key)
        self._ticket = self._desk.jobs.read(ask, self._arrived, self._failed)

    def _arrived(self, seen: Seen) -> None:
        product = self.product = seen.product
        is_low = product.low_stock is not None and product.stock <= product.low_stock
        self.header.show_facts(
            name_of(product),
            status=Status.LOW if is_low else "",
            others=[f"{amount_of(product)} in stock", product.material_code or ""],
        )
        below = amount_of(product, product.low_stock or ZERO)
        self.low.say(f"Reorder at {below}: {amount_of(product)} are left." if is_low else "")
        self.facts.set_facts(_facts(product))
        self.barcode.show_bars(code_of(product), seen.bars)
        self.coded.setVisible(bool(seen.bars))
        self.no_code.say(seen.trouble)
        self.moves.set_rows(product.moves)
        held = [key for key in ("paper", "note") if any(getattr(row, key) for row in product.moves)]
        self.moves.put_away([key for key in ("paper", "note") if key not in held])
        self.moved.setVisible(bool(product.moves))
        self.loaded.emit(product)

    def _failed(self, error: BaseException) -> None:
        self._desk.messages.failure(error)
        self._key = None
        self.gone.emit()

    def _open_paper(self, move: MoveLine) -> None:
        if move.noun and move.paper_id is not None:
            self._desk.open(move.noun, move.paper_id)


def name_of(product: ProductDetail) -> str:
    """What a product is called."""
    return product.name or product.description or product.material_code or ""


def code_of(product: ProductDetail) -> str:
    """What stands in its barcode: its own, else the material code."""
    return product.barcode or product.material_code or ""


def amount_of(product: ProductDetail, quantity: Any = None) -> str:
    """`254 NOS`: a quantity of it, or what there is."""
    held = product.stock if quantity is None else quantity
    return f"{indian(held, None)} {product.unit or ''}".strip()


def _facts(product: ProductDetail) -> Iterator[tuple[str, str | None]]:
    price = product.price
    yield "Description", product.description if product.name else None
    yield "Material code", product.material_code
    yield "HSN", product.hsn or say("not known")
    yield "GST", f"{plain(product.gst_rate)} %" if product.gst_rate is not None else None
    yield "Price", f"₹ {cells.written(price, Look.RATE)} without GST" if price else None
    yield "Worth", cells.money(half_up(price * product.stock)) if price and product.stock else None
    low = product.low_stock
    yield "Reorder at", amount_of(product, low) if low is not None else None
    yield "Category", CATEGORIES.get(product.category or 0)
    yield "Maker", product.company
    yield "Packing", product.packing
    yield "Shelf", product.shelf


def read(session: Any, key: int) -> Seen:
    """Runs in a reading lane: the bars are made by a library that takes its time to load."""
    from senstosales.documents.code128 import bars

    product = queries.detail(session, key)
    code = code_of(product)
    if not code:
        return Seen(product, ())
    try:
        return Seen(product, bars(code))
    except Invalid as error:
        return Seen(product, (), error.sentence)
