"""The lines of a paper of its own: typed, pasted, or taken from what the books know of goods."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from senstosales.domain import law
from senstosales.domain.amounts import ZERO, plain
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Problem
from senstosales.gui.buttons import MenuButton
from senstosales.gui.desk import Desk
from senstosales.gui.dialogs.voucher_columns import OF_TAX, RARE, USUAL, line_columns
from senstosales.gui.dialogs.voucher_offers import GoodsEditor, WordEditor
from senstosales.gui.grid_model import Row
from senstosales.gui.line_grid import LineGrid
from senstosales.gui.wording import say
from senstosales.months import shown
from senstosales.queries.papers import PaperLine, VoucherDetail
from senstosales.queries.products import KnownGoods
from senstosales.services.voucher_drafts import GoodsLineDraft

_SAID = (
    "description", "quantity", "price", "unit", "hsn", "gst_rate", "inclusive", "discount", "cess",
    "material_code", "packets", "item_key",
)  # fmt: skip


class VoucherLines(LineGrid):
    """The grid. Amounts follow from what the books work out; `said()` is what the clerk entered."""

    goods_taken = Signal(object)

    def __init__(
        self, desk: Desk, kind: VoucherKind, *, taxed: bool, parent: QWidget | None = None
    ) -> None:
        self._kind, self._taxed = kind, taxed
        self._usual_rate, self._day = ZERO, date.min
        super().__init__(
            line_columns(kind, self._check_quantity, self._check_rate),
            new_row=self._fresh,
            spare=True,
            hint=_HINT,
            parent=parent,
        )
        self.table.setAccessibleName(say("Lines"))
        self.goods = GoodsEditor(desk, self.table)
        self.goods.chosen.connect(self.take)
        self.units = WordEditor(desk, _units, self.table)
        self.rates = WordEditor(desk, self._rates, self.table)
        for key, editor in (
            ("material_code", self.goods),
            ("description", self.goods),
            ("unit", self.units),
            ("gst_rate", self.rates),
        ):
            self.table.setItemDelegateForColumn(self.place(key), editor)
        self.choice = MenuButton("Columns", "columns-3")
        self.choice.setProperty("role", "quiet")
        self.choice.setToolTip(say("Which of the rarer columns are shown"))
        self._shown = {key: bool(_kept(desk, key)) for key in RARE}
        self._settings = desk.settings
        self._used: set[str] = set()
        self.changed.connect(self._reveal)
        for key, words in RARE.items():
            action = self.choice.choices.addAction(say(words))
            action.setCheckable(True)
            action.setData(key)
            action.toggled.connect(partial(self._show_column, key))
        self.set_taxed(taxed=taxed)
        self.set_rows([])

    def place(self, key: str) -> int:
        """The number of a column."""
        return next(n for n, column in enumerate(self.model.columns) if column.key == key)

    def start(self, usual_rate: Decimal, day: date) -> None:
        """GST of the office's goods in percent, and the day whose rates are allowed."""
        self._usual_rate = usual_rate if self._taxed else ZERO
        self.set_day(day)
        self.set_rows([])

    def set_day(self, day: date) -> None:
        """The GST rates in force that day are offered, others are told."""
        self._day = day

    def set_taxed(self, *, taxed: bool) -> None:
        """Whether the paper bears tax: columns about tax are of no use on one that does not."""
        self._taxed = taxed
        self.model.retitle("taxable", "Taxable ₹" if taxed else "Value ₹")
        self._arrange()

    def fill(self, lines: Iterable[GoodsLineDraft], original: VoucherDetail | None) -> None:
        """Show these lines; those of a note say what was invoiced."""
        billed = list(original.lines) if original is not None else []
        rows = []
        for line in lines:
            row = self._fresh() | {name: getattr(line, name) for name in _SAID}
            same = next((each for each in billed if each.description == line.description), None)
            if same is not None:
                billed.remove(same)
                row["invoiced"] = same.quantity
            rows.append(row)
        if any(row["gst_rate"] or row["cess"] for row in rows) and not self._taxed:
            self.set_taxed(taxed=True)
        self.set_rows(rows)
        self._used.clear()
        self._arrange()

    @property
    def empty(self) -> bool:
        """Whether there is no line yet."""
        return all(self.blank(row) for row in self.peek())

    def said(self, *, final: bool) -> tuple[list[Row], list[int], list[Problem]]:
        """The lines as drafts take them, the place of each in the grid, and what is wrong.

        What only a final paper needs, such as a quantity, is asked for when it is to be `final`.
        """
        lines, places, problems = [], [], []
        for place, row in enumerate(self.peek()):
            if self.blank(row):
                continue
            if final:
                problems += self._lacking(place, row)
            entry = {name: row.get(name) for name in _SAID}
            entry["description"] = row["description"] or row["material_code"] or ""
            entry["quantity"] = _known(row["quantity"])
            entry["price"] = _known(row["price"])
            entry["unit"] = row["unit"] or ""
            entry["gst_rate"] = _known(row["gst_rate"]) if self._taxed else ZERO
            entry["inclusive"] = bool(row["inclusive"]) and self._taxed
            lines.append(entry)
            places.append(place)
        wrong = self.model.errors
        problems += (Problem(f"lines.{row}.{key}", said) for (row, key), said in wrong.items())
        return lines, places, problems

    def show_figures(self, lines: Sequence[PaperLine], places: Sequence[int]) -> None:
        """What the books worked out for the lines of a draft, at their places in the grid."""
        for line, place in zip(lines, places, strict=True):
            if place < len(self.model.rows):
                self.model.rows[place] |= {"taxable": line.taxable, "total": line.total}
        self._redraw()

    def forget_figures(self) -> None:
        """The amounts cannot be worked out until the entries are right."""
        for row in self.model.rows:
            row |= {"taxable": None, "total": None}
        self._redraw()

    @property
    def without_hsn(self) -> int:
        """How many lines have no HSN."""
        return sum(not row["hsn"] for row in self.peek() if not self.blank(row))

    def take(self, row: int, known: KnownGoods) -> None:
        """Fill a line with what is known of the goods; what the clerk typed about them stands."""
        if not 0 <= row < len(self.model.rows):
            return
        line = self.model.rows[row]
        line["description"] = known.description or known.material_code
        line["material_code"] = known.material_code
        for key in ("unit", "hsn", "gst_rate"):
            value = getattr(known, key)
            if value is not None and not (key == "gst_rate" and not self._taxed):
                line[key] = value
        if known.price is not None and line["price"] is None:
            line["price"], line["inclusive"] = known.price, bool(known.inclusive) and self._taxed
        for kept in (self.model.errors, self.model.raw, self.model.told):
            for key in ("description", "material_code", "unit", "hsn", "gst_rate", "price"):
                kept.pop((row, key), None)
        self._redraw()
        self._edited()
        self.table.setCurrentIndex(self.model.index(row, self.place("quantity")))
        self.goods_taken.emit(known)

    def _reveal(self) -> None:
        """A column into which something was pasted or filled is shown from then on."""
        if any(row.get(key) for key in RARE if key not in self._used for row in self.peek()):
            self._arrange()

    def _arrange(self) -> None:
        """Show the columns that are of use: those of tax, those asked for, those that hold something."""
        used = self._used
        used |= {key for key in RARE for row in self.peek() if row.get(key)}
        for column in self.model.columns:
            key = column.key
            wanted = key not in RARE or self._shown[key] or key in used
            self.table.setColumnHidden(
                self.place(key), not wanted or (key in OF_TAX and not self._taxed)
            )
        for action in self.choice.choices.actions():
            key = action.data()
            action.blockSignals(True)
            action.setChecked(self._shown[key] or key in used)
            action.blockSignals(False)
            action.setVisible(self._taxed or key not in OF_TAX)
        self.table.fit()

    def _show_column(self, key: str, shown: bool) -> None:
        self._shown[key] = shown
        self._settings.setValue(f"voucher/columns/{key}", int(shown))
        self._arrange()

    def _fresh(self) -> Row:
        return dict.fromkeys(_SAID) | {
            "unit": "NOS",
            "gst_rate": self._usual_rate,
            "inclusive": False,
            "invoiced": None,
            "taxable": None,
            "total": None,
        }

    def _lacking(self, place: int, row: Row) -> list[Problem]:
        asked = [
            ("description", not (row["description"] or row["material_code"]), "Say what it is."),
            ("quantity", not row["quantity"], "Enter a quantity."),
            ("price", row["price"] is None and self._kind is not _CHALLAN, "Enter a price."),
        ]
        return [
            Problem(f"lines.{place}.{key}", sentence)
            for key, lacks, sentence in asked
            if lacks and (place, key) not in self.model.errors
        ]

    def _rates(self, _text: str) -> list[str]:
        return [f"{plain(rate)}%" for rate in law.gst_rates(self._day)]

    def _check_rate(self, value: Any, _row: Row) -> str:
        if value is None or not self._taxed or value in law.gst_rates(self._day):
            return ""
        return f"GST of {plain(value)} % was not in force on {shown(self._day)}."

    def _check_quantity(self, value: Any, row: Row) -> str:
        if value is not None and value < 0:
            return "Enter a quantity above zero."
        invoiced = row.get("invoiced")
        if self._kind is VoucherKind.CREDIT_NOTE and value and invoiced and value > invoiced:
            return f"Only {plain(invoiced)} {row['unit']} were invoiced."
        return ""


def _kept(desk: Desk, key: str) -> int:
    """Whether the clerk wanted that column last time."""
    return int(str(desk.settings.value(f"voucher/columns/{key}", int(key in USUAL))) == "1")


_CHALLAN = VoucherKind.CHALLAN
_HINT = "Type the goods, or paste a table from Excel (Ctrl+V). What the books know is offered."


def _known(value: Decimal | None) -> Decimal:
    return ZERO if value is None else value


def _units(text: str) -> list[str]:
    known = sorted(set(law.unit_codes().values()))
    return [unit for unit in known if text.upper() in unit] or known
