"""The lines of an invoice being made: what the clerk says about them, and what follows from it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QComboBox, QStyleOptionViewItem, QWidget

from senstosales.domain import law
from senstosales.domain.amounts import plain
from senstosales.errors import Invalid
from senstosales.gui.grid_model import GridColumn, Row
from senstosales.gui.grid_view import CellEditor
from senstosales.gui.line_grid import LineGrid
from senstosales.queries.columns import Look
from senstosales.queries.papers import PaperLine
from senstosales.services.drafts import make
from senstosales.services.invoices import InvoiceLineDraft

Index = QModelIndex | QPersistentModelIndex
_MOST_SEEN = 8
_ROW, _HEAD = 30, 28


def check_hsn(value: Any, _row: Row) -> str:
    """A sentence against a code that is none."""
    try:
        make(InvoiceLineDraft, {"position": 0, "hsn": value})
    except Invalid as error:
        return error.problems[0].sentence
    return ""


def _check_packets(value: Any, _row: Row) -> str:
    whole = value is None or (value >= 0 and value == value.to_integral_value())
    return "" if whole else "Packets are counted in whole numbers."


def _check_rate(value: Any, _row: Row) -> str:
    return "A rate cannot be less than zero." if value is not None and value < 0 else ""


COLUMNS = (
    GridColumn("item", "Item", Look.COUNT, 4),
    GridColumn("description", "Description", Look.TEXT, 14, stretch=True),
    GridColumn("quantity", "Quantity", Look.QUANTITY, 8),
    GridColumn("unit", "Unit", Look.TEXT, 4),
    GridColumn("rate", "Rate ₹", Look.RATE, 9, editable=True, check=_check_rate),
    GridColumn(
        "hsn",
        "HSN",
        Look.NUMBER,
        9,
        editable=True,
        help="4, 6 or 8 digits; remembered for this material",
        check=check_hsn,
    ),
    GridColumn("gst_rate", "GST", Look.PERCENT, 6, editable=True, help="CGST and SGST together"),
    GridColumn("packets", "Packets", Look.QUANTITY, 6, editable=True, check=_check_packets),
    GridColumn("taxable", "Taxable ₹", Look.MONEY, 11),
    GridColumn("tax", "Tax ₹", Look.MONEY, 10),
    GridColumn("total", "Total ₹", Look.MONEY, 11),
)
_SAID = tuple(column.key for column in COLUMNS if column.editable)


class InvoiceLines(LineGrid):
    """The grid. A cell the clerk has not touched keeps following what the books propose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, known_by=("position",), parent=parent)
        # Every line has its item number; a second number would take room from the figures.
        self.table.verticalHeader().hide()
        self.rates = RateChooser(self.table)
        place = _place("gst_rate")
        self.table.setItemDelegateForColumn(place, self.rates)
        self._worked: list[Row] = []
        self._told: set[tuple[int, str]] = set()
        self.model.edited.connect(self._note_what_is_said)

    @property
    def touched(self) -> bool:
        """Whether the clerk has said anything here."""
        return bool(self._told)

    def counts(self, row: int, key: str) -> bool:
        return (row, key) in self._told

    @property
    def without_hsn(self) -> int:
        """How many lines have no HSN."""
        return sum(not row["hsn"] for row in self.model.rows)

    def start(self, lines: Sequence[PaperLine]) -> None:
        """Show the lines of the challan."""
        self.set_rows(_row(line) for line in lines)
        self._worked = [dict(row) for row in self.model.rows]
        seen = min(len(lines), _MOST_SEEN)
        self.table.setFixedHeight(_HEAD + seen * _ROW + 2 * self.table.frameWidth() + 2)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_day(self, day: date) -> None:
        """Offer the GST rates that are in force on the day of the invoice."""
        self.rates.choices = law.gst_rates(day)

    def said(self) -> list[Row]:
        """One entry for each line, as `InvoiceLineDraft` takes it. Raises `Invalid`."""
        found = []
        for place, row in enumerate(self.rows()):
            entry: Row = {"position": row["position"]}
            for key in _SAID:
                value = row[key]
                if (place, key) in self._told and value is not None:
                    entry[key] = int(value) if key == "packets" else value
            found.append(entry)
        return found

    def show_figures(self, lines: Iterable[PaperLine]) -> None:
        """What was worked out: amounts, and proposals for cells the clerk has left alone."""
        for place, line in enumerate(lines):
            fresh = _row(line)
            for key, value in fresh.items():
                # A cell emptied by the clerk goes back to what the books propose.
                said = (place, key) in self._told and self.model.rows[place][key] is not None
                if not said and (place, key) not in self.model.raw:
                    self.model.rows[place][key] = value
                    self._told.discard((place, key))
            self._worked[place] = fresh
        self._redraw()

    def forget_figures(self) -> None:
        """The amounts cannot be worked out until the entries are right."""
        for row in self.model.rows:
            row.update(taxable=None, tax=None, total=None)
        self._redraw()

    def _note_what_is_said(self) -> None:
        for place, row in enumerate(self.model.rows):
            for key in _SAID:
                if row[key] != self._worked[place][key]:
                    self._told.add((place, key))


class RateChooser(CellEditor):
    """A GST rate is chosen from those in force, never typed freely."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choices: tuple[Decimal, ...] = ()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setProperty("role", "cell")
        box.setMaxVisibleItems(16)
        for rate in self.choices:
            box.addItem(f"{plain(rate)} %", plain(rate))
        box.activated.connect(self._chosen)
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox) and editor.currentIndex() <= 0:
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox) and editor.currentIndex() >= 0:
            model.setData(index, editor.currentData())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        wide = max(option.rect.width(), editor.sizeHint().width())
        editor.setGeometry(option.rect.adjusted(option.rect.width() - wide, -1, 0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QComboBox)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._leave(watched)
            return True
        return super().eventFilter(watched, event)

    def _chosen(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._leave(box)

    def _leave(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)


def _place(key: str) -> int:
    return next(number for number, column in enumerate(COLUMNS) if column.key == key)


def _row(line: PaperLine) -> Row:
    worked = line.total is not None
    parts = (line.cgst or Decimal(0), line.sgst or Decimal(0), line.igst or Decimal(0))
    return {
        "position": line.position,
        "item": line.position + 1 if line.item_no is None else line.item_no,
        "description": line.description,
        "quantity": line.quantity,
        "unit": line.unit,
        "rate": line.rate,
        "hsn": line.hsn,
        "gst_rate": line.gst_rate,
        "packets": None if line.packets is None else Decimal(line.packets),
        "taxable": line.taxable,
        "tax": sum(parts, Decimal(0)) if worked else None,
        "total": line.total,
    }
