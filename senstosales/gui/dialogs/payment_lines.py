"""The open invoices of a form of payment: what came for each, and what was kept back."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from senstosales.domain.amounts import ZERO, indian
from senstosales.domain.cash import Settlement
from senstosales.domain.settling import oldest_first
from senstosales.gui.grid_model import GridColumn, Row
from senstosales.gui.line_grid import LineGrid
from senstosales.queries.columns import Look
from senstosales.queries.payments import SettlementLine
from senstosales.queries.settling import InvoiceToSettle

MONEY = Settlement.MONEY.value
KINDS = tuple(kind.value for kind in Settlement)
"""The columns one types into: the money first, then each kind of deduction."""
_NOBODY = "Choose who paid: what is open of his invoices is listed here."
_NOTHING_OPEN = "Nothing is open here. Money that settles no invoice stands on the party's account."


def _positive(value: Any, _row: Row) -> str:
    return "Enter an amount above zero." if value is not None and value <= 0 else ""


def _typed_in(kind: Settlement, title: str, about: str) -> GridColumn:
    return GridColumn(
        kind.value, title, Look.MONEY, 10, editable=True, help=about, check=_positive,
        passed=kind is not Settlement.MONEY,
    )  # fmt: skip


COLUMNS = (
    GridColumn("number", "Invoice", Look.NUMBER, 9, stretch=True),
    GridColumn("date", "Date", Look.DATE, 12),
    GridColumn("days", "Days", Look.COUNT, 4, help="Since the date of the invoice"),
    GridColumn("open", "Open ₹", Look.MONEY, 11, help="What this payment can settle"),
    _typed_in(Settlement.MONEY, "Received ₹", "Money that came for this invoice"),
    _typed_in(Settlement.GST_TDS, "GST-TDS ₹", "Kept back under CGST Act s. 51"),
    _typed_in(Settlement.INCOME_TAX_TDS, "Income-tax TDS ₹", "Kept back as income tax"),
    _typed_in(Settlement.DAMAGES, "Damages ₹", "Liquidated damages, such as for late supply"),
    _typed_in(Settlement.RETENTION, "Retention ₹", "Kept until a guarantee has run out"),
    _typed_in(Settlement.OTHER, "Other ₹", "Any other deduction"),
    GridColumn("left", "Stays open ₹", Look.MONEY, 11),
)


class PaymentLines(LineGrid):
    """`start(invoices)`; what is typed for an invoice comes back when its party is chosen again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, known_by=("id",), hint=_NOBODY, parent=parent)
        self.table.verticalHeader().hide()
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._typed_for: dict[int, dict[str, Decimal]] = {}
        self._say()

    def start(self, invoices: Sequence[InvoiceToSettle], marked: int | None = None) -> None:
        """Show these invoices, with what has been typed for them; the keyboard stands at `marked`."""
        self._hint = _NOTHING_OPEN
        fresh = [self._row(invoice) for invoice in invoices]
        if [row["id"] for row in fresh] == [row["id"] for row in self.model.rows]:
            # The same ones read again must not take a cell away that is being typed in.
            for row, now in zip(self.model.rows, fresh, strict=True):
                row.update(open=now["open"], days=now["days"])
            self._reckon()
            self._redraw()
            return
        self._remember()
        here = marked or self._id_at(self.table.currentIndex().row())
        unread = {
            (self.model.rows[row]["id"], key): text for (row, key), text in self.model.raw.items()
        }
        self.set_rows(self._row(invoice) for invoice in invoices)
        columns = {column.key: column for column in COLUMNS}
        for place, row in enumerate(self.model.rows):
            for key in KINDS:
                if (row["id"], key) in unread:
                    self.model.type_in(place, columns[key], unread[row["id"], key])
            if row["id"] == here:
                self.table.mark(place)
        self._reckon()
        self._redraw()

    def fill(self, lines: Iterable[SettlementLine]) -> None:
        """What a payment that is changed has settled; before `start`."""
        for line in lines:
            if line.invoice_id is not None:
                kept = self._typed_for.setdefault(line.invoice_id, {})
                kept[line.kind.value] = kept.get(line.kind.value, ZERO) + line.amount

    def put(self, row: int, key: str, amount: Decimal) -> None:
        """An amount from outside stands in that cell; nothing empties it."""
        for kept in (self.model.errors, self.model.told, self.model.raw):
            kept.pop((row, key), None)
        self.model.rows[row][key] = amount or None
        self._edited()
        self._redraw()

    def settle_oldest(self, money: Decimal) -> None:
        """Spread the money over what is open beside the deductions, the oldest invoice first."""
        wanted = [row["open"] - _kept_back(row) for row in self.model.rows]
        for place, part in enumerate(oldest_first(money, wanted)):
            self.put(place, MONEY, part)

    def deduct(self, row: int, kind: Settlement, amount: Decimal) -> None:
        """The buyer kept this back: where the invoice would be overpaid, less money came for it."""
        self.put(row, kind.value, amount)
        held = self.model.rows[row]
        over = _kept_back(held) + (held[MONEY] or ZERO) - held["open"]
        if over > 0 and held[MONEY]:
            self.put(row, MONEY, max(held[MONEY] - over, ZERO))

    def sums(self) -> tuple[Decimal, Decimal]:
        """The money and the deductions entered, in rupees."""
        rows = self.peek()
        money = sum((row[MONEY] or ZERO for row in rows), ZERO)
        return money, sum((_kept_back(row) for row in rows), ZERO)

    def _id_at(self, row: int) -> int | None:
        return self.model.rows[row]["id"] if 0 <= row < len(self.model.rows) else None

    def _remember(self) -> None:
        for row in self.model.rows:
            self._typed_for[row["id"]] = {key: row[key] for key in KINDS if row[key] is not None}

    def _row(self, invoice: InvoiceToSettle) -> Row:
        typed = self._typed_for.get(invoice.id, {})
        return {
            "id": invoice.id,
            "number": invoice.number,
            "date": invoice.date,
            "days": invoice.days,
            "open": invoice.open,
            **{key: typed.get(key) for key in KINDS},
            "left": None,
        }

    def _edited(self) -> None:
        self.model.told.clear()  # what the books said is being tried again
        self._reckon()
        super()._edited()

    def _reckon(self) -> None:
        """What stays open of each invoice; more than is open is refused at the cell with the money."""
        columns = {column.key: column for column in COLUMNS}
        for place, row in enumerate(self.model.rows):
            together = _kept_back(row) + (row[MONEY] or ZERO)
            row["left"] = row["open"] - together
            over = ""
            if row["left"] < 0:
                over = f"Invoice {row['number']} has only ₹ {indian(max(row['open'], ZERO))} open."
                if together != row[MONEY]:
                    over += f" ₹ {indian(together)} are entered here together."
            blamed = next((key for key in KINDS if row[key] is not None), MONEY)
            for key in KINDS:
                if (place, key) in self.model.raw:
                    continue
                check = columns[key].check
                said = check(row[key], row) if check is not None else ""
                said = said or (over if key == blamed else "")
                if said:
                    self.model.errors[place, key] = said
                else:
                    self.model.errors.pop((place, key), None)


def _kept_back(row: Row) -> Decimal:
    return sum((row[key] or ZERO for key in KINDS if key != MONEY), ZERO)
