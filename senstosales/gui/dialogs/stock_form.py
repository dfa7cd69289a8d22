"""Stock that changes without a paper: counted, come in, or taken out, with a note."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from senstosales.domain.catalogue import Move
from senstosales.errors import Invalid, Trouble
from senstosales.gui.desk import Desk
from senstosales.gui.forms import DateField, Form, FormDialog, QuantityField, TextField
from senstosales.gui.product_view import amount_of, name_of
from senstosales.gui.wording import say
from senstosales.queries.stock import ProductDetail
from senstosales.services import products


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    label: str
    hint: str
    done: str


_WORDS = {
    Move.COUNT: _Words("Count", "Counted", "such as yearly count", "is counted"),
    Move.PURCHASE: _Words("Receive", "Came in", "From where, which lot", "is taken in"),
    Move.TAKEN: _Words("Take out", "Taken out", "What for, to whom", "is taken out"),
}


class StockForm(FormDialog):
    """`StockForm(desk, product, Move.COUNT, parent).open()`. It says what will be there afterwards."""

    def __init__(self, desk: Desk, product: ProductDetail, kind: Move, parent: QWidget) -> None:
        self.desk, self.product, self.kind = desk, product, kind
        words = self._words = _WORDS[kind]
        form = Form()
        quantity = QuantityField(product.unit or "")
        form.add("quantity", words.label, quantity, required=True)
        if kind is not Move.COUNT:
            form.add("day", "Date", DateField(today=self._today), required=True)
        form.add("note", "Note", TextField(longest=200, placeholder=words.hint))
        self.said = QLabel()
        self.said.setProperty("role", "muted")
        self.said.setWordWrap(True)
        form.add_wide(self.said)
        super().__init__(f"{say(words.title)}: {name_of(product)}"[:90], form, words.title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.set_values({"day": self._today()})
        form.changed.connect(self._tell)
        form.submitted.connect(self._save)
        self._tell()
        self.resize(520, 300)
        quantity.setFocus()

    @property
    def afterwards(self) -> Decimal | None:
        """What will be there; None while the quantity is not understood."""
        try:
            quantity = self.form.fields["quantity"].value()
        except Invalid:
            return None
        if quantity is None:
            return None
        if self.kind is Move.COUNT:
            return Decimal(quantity)
        signed = -quantity if self.kind is Move.TAKEN else quantity
        return Decimal(self.product.stock + signed)

    def _today(self) -> Any:
        return self.desk.books.clock().astimezone().date()

    def _tell(self) -> None:
        said = f"There are {amount_of(self.product)} by the books."
        after = self.afterwards
        if after is not None:
            said += f" Afterwards there are {amount_of(self.product, after)}."
            if after < 0:
                said += " That is less than nothing: count the stock, or enter what came in."
        self.said.setText(say(said))

    def _save(self, values: dict[str, Any]) -> None:
        self.save.setEnabled(False)
        desk, key, note = self.desk, self.product.id, values["note"]
        if self.kind is Move.COUNT:
            work = partial(products.count, desk.books, desk.actor, key, values["quantity"], note)
        else:
            work = partial(
                products.move,
                desk.books,
                desk.actor,
                key,
                self.kind,
                values["quantity"],
                values["day"],
                note,
            )
        desk.jobs.write(work, self._saved, self._not_saved, owner=self)

    def _saved(self, _nothing: None) -> None:
        self.desk.messages.note(f"{name_of(self.product)} {self._words.done}.")
        self.accept()

    def _not_saved(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if isinstance(error, Trouble):
            self.form.show_trouble(error)
        else:
            self.desk.messages.failure(error)
