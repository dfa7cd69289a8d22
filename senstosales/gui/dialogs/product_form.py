"""Adding or correcting a product: what it is, what it costs, when it is low."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from senstosales.domain import law
from senstosales.domain.amounts import plain
from senstosales.domain.catalogue import CATEGORIES
from senstosales.domain.told import named
from senstosales.errors import Invalid, Trouble
from senstosales.gui import turns
from senstosales.gui.autosave import Again, Autosave, KeptAs
from senstosales.gui.desk import Desk
from senstosales.gui.forms import (
    ChoiceField,
    Form,
    FormDialog,
    MultilineField,
    QuantityField,
    RateField,
    TextField,
)
from senstosales.gui.unfinished import Unfinished
from senstosales.gui.wording import say
from senstosales.queries import stock as queries
from senstosales.queries.stock import ProductDetail
from senstosales.services import products
from senstosales.services.drafts import make
from senstosales.services.products import ProductDraft

Saved = Callable[[int], object]
_KEPT = ("image",)
"""What has no field here stays as it was."""


def open_new(desk: Desk, parent: QWidget, saved: Saved | None = None, barcode: str = "") -> None:
    """Open an empty form; `barcode` is one that was scanned and found nowhere."""
    _open(desk, parent, saved, None, barcode)


def open_product(desk: Desk, product_id: int, parent: QWidget, saved: Saved | None = None) -> None:
    """Open the form on a product as it now stands in the books."""
    work = partial(desk.books.ask, queries.detail, product_id)
    desk.jobs.read(work, partial(_open, desk, parent, saved), owner=parent)


def again(desk: Desk, kept: Unfinished, parent: QWidget, saved: Saved) -> Again:
    """Open the form as it was kept unsaved."""
    work = partial(_read, desk, kept.start["product_id"])
    return Again(work, partial(_open, desk, parent, saved, kept=kept))


def _read(desk: Desk, product_id: int | None) -> ProductDetail | None:
    return None if product_id is None else desk.books.ask(queries.detail, product_id)


def _open(
    desk: Desk,
    parent: QWidget,
    saved: Saved | None,
    held: ProductDetail | None,
    barcode: str = "",
    kept: Unfinished | None = None,
) -> None:
    dialog = ProductForm(desk, held, parent, kept)
    if barcode:
        dialog.form.fields["barcode"].set_value(barcode)
    if saved is not None:
        dialog.when_saved = saved
    turns.show_dialog(dialog)


class HsnField(TextField):
    """4, 6 or 8 digits."""

    def __init__(self) -> None:
        super().__init__(placeholder="4, 6 or 8 digits", longest=12, width=16)

    def value(self) -> str | None:
        typed = super().value()
        try:
            return make(ProductDraft, {"hsn": typed}).hsn
        except Invalid as error:
            raise Invalid(error.problems[0].sentence) from error


class ProductForm(FormDialog):
    """The form. What is wrong is said beside its field."""

    def __init__(
        self,
        desk: Desk,
        held: ProductDetail | None,
        parent: QWidget,
        kept: Unfinished | None = None,
    ) -> None:
        day = desk.books.clock().astimezone().date()
        rates = set(law.gst_rates(day))
        if held is not None and held.gst_rate is not None:
            rates.add(held.gst_rate)
        form = _fields(sorted(rates), is_new=held is None)
        super().__init__(
            "Change the product" if held else "New product", form, "Save product", parent
        )
        self.desk, self.held = desk, held
        self.when_saved: Saved | None = None
        if held is not None:
            form.set_values({name: getattr(held, name) for name in form.fields})
        form.set_clean()
        form.fields["unit"].changed.connect(self._follow_unit)
        self._follow_unit()
        form.submitted.connect(self._save)
        self.resize(620, min(800, parent.window().height() - 40))
        self.autosave = Autosave(self, desk, kept)
        self.autosave.begin()
        form.fields["name"].setFocus()

    def kept_as(self) -> KeptAs:
        """What is kept of the form until it is saved."""
        held = self.held
        names = (self.form.fields[name].value() for name in ("name", "material_code"))
        named = f"product {next((name for name in names if name), '')}".strip()
        return KeptAs(
            "product",
            f"change of {named}" if held else named,
            {"product_id": held.id if held else None},
            held.version if held else None,
        )

    def _follow_unit(self) -> None:
        """Quantities and the price are told in the unit that stands there."""
        unit = self.form.fields["unit"].value() or ""
        for name in ("low_stock", "stock"):
            field = self.form.fields.get(name)
            if isinstance(field, QuantityField):
                field.set_unit(unit)
        price = self.form.fields["price"]
        if isinstance(price, RateField):
            price.set_unit(say(f"for one {unit}" if unit else "for one"))

    def _save(self, values: dict[str, Any]) -> None:
        held = self.held
        if held is not None:
            values |= {name: getattr(held, name) for name in _KEPT}
        try:
            draft = make(ProductDraft, values)
        except Invalid as error:
            self.form.show_trouble(error)
            return
        self.save.setEnabled(False)
        desk = self.desk
        work = partial(
            products.save,
            desk.books,
            desk.actor,
            draft,
            held.id if held else None,
            held.version if held else None,
        )
        name = draft.name or draft.description or draft.material_code or ""
        desk.jobs.write(work, partial(self._saved, name), self._not_saved, owner=self)

    def _saved(self, name: str, product_id: int) -> None:
        self.desk.messages.note(f"{named(name)} is saved.")
        done = self.when_saved
        self.accept()
        if done is not None:
            done(product_id)

    def _not_saved(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self.desk.messages.failure(error)


def _fields(rates: list[Decimal], *, is_new: bool) -> Form:
    form = Form()
    form.add("name", "Name", TextField(longest=200))
    form.add(
        "material_code",
        "Material code",
        TextField(longest=100, placeholder="The buyer's, or your own"),
    )
    form.add("description", "Description", MultilineField(lines=2))
    words = sorted(law.unit_codes())
    form.add("unit", "Unit", ChoiceField([(word, word) for word in words], free=True))
    form.heading("Tax and price")
    form.add("hsn", "HSN", HsnField())
    form.add("gst_rate", "GST", ChoiceField([(rate, f"{plain(rate)} %") for rate in rates]))
    form.add("price", "Price without GST", RateField())
    form.heading("In the store")
    if is_new:
        form.add("stock", "Stock now", QuantityField())
    form.add("low_stock", "Reorder at", QuantityField())
    form.add("shelf", "Shelf", TextField(longest=50, width=16))
    form.add("barcode", "Barcode", TextField(longest=100, placeholder="Scan it here"))
    form.add("category", "Category", ChoiceField(tuple(CATEGORIES.items()), own=True))
    form.add("company", "Maker", TextField(longest=100))
    form.add("packing", "Packing", TextField(longest=100, placeholder="such as box of 10"))
    return form
