"""Columns of goods and taxes: which a paper needs, and what its lines say in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.pen import A4_SHORT, MARGIN
from senstosales.documents.typeface import Face
from senstosales.documents.wording import amount, count, percent, unit_rate
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import TaxSplit
from senstosales.queries.papers import HsnLine, PaperLine, VoucherDetail

_LEAST_DESCRIPTION = 112.0  # points; narrower, and a portrait page is given up for landscape


class _Taxed(Protocol):
    @property
    def cgst(self) -> Decimal | None: ...
    @property
    def sgst(self) -> Decimal | None: ...
    @property
    def igst(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class TaxColumn:
    """One tax head that an invoice bears; `share` is its part of the GST rate."""

    name: str
    field: str
    share: Decimal

    def of(self, taxed: _Taxed) -> Decimal:
        value: Decimal | None = getattr(taxed, self.field)
        return ZERO if value is None else value


_HALF = Decimal("0.5")
_TAX_COLUMNS = {
    TaxSplit.CGST_SGST: (TaxColumn("CGST", "cgst", _HALF), TaxColumn("SGST", "sgst", _HALF)),
    TaxSplit.CGST_UTGST: (TaxColumn("CGST", "cgst", _HALF), TaxColumn("UTGST", "sgst", _HALF)),
    TaxSplit.IGST: (TaxColumn("IGST", "igst", Decimal(1)),),
}


def tax_columns(detail: VoucherDetail) -> tuple[TaxColumn, ...]:
    """The tax heads of this invoice, in the order in which they are printed."""
    return _TAX_COLUMNS[detail.tax_split]


def description_cell(line: PaperLine) -> Cell:
    """What the goods are; under it the codes by which the stores know them."""
    said = " ".join(line.description.split())
    notes = []
    if line.material_code:
        notes.append(f"Mat. code {line.material_code}")
    if line.drawing and line.drawing not in said:
        notes.append(f"Drg. {line.drawing}")
    if line.lot_no is not None:
        notes.append(f"Lot {line.lot_no}")
    if line.packets:
        notes.append(f"{line.packets} packet{'s' if line.packets != 1 else ''}")
    return Cell(said, ", ".join(note.replace(" ", "\u00a0") for note in notes))


def quantities_by_unit(lines: Sequence[PaperLine | HsnLine]) -> str:
    """Quantities of unlike units are never added up: `12 NO + 3 ST`."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.unit] = sums.get(line.unit, ZERO) + line.quantity
    return " + ".join(f"{count(quantity)} {unit}".strip() for unit, quantity in sums.items())


def total_packets(lines: Sequence[PaperLine]) -> str:
    packets = sum(line.packets or 0 for line in lines)
    return f"{packets} packet{'s' if packets != 1 else ''}" if packets else ""


def is_landscape(detail: VoucherDetail) -> bool:
    """Whether the figures are so wide that a portrait page would starve the descriptions."""
    return goods_grid(detail, MARGIN, A4_SHORT - MARGIN).stretched < _LEAST_DESCRIPTION


def goods_grid(detail: VoucherDetail, left: float, right: float) -> Grid:
    """The item grid of an invoice.

    The tax heads stand below each other in one column, their rates in its head when all lines have
    the same, else in a column of their own.
    """
    taxes = tax_columns(detail)
    rates = {line.gst_rate or ZERO for line in detail.lines}
    common = rates.pop() if len(rates) == 1 else None

    def rates_of(rate: Decimal) -> str:
        return "\n".join(_rate(tax, rate) for tax in taxes)

    heads = [f"{tax.name}\u00a0{'₹' if common is None else _rate(tax, common)}" for tax in taxes]
    columns = [
        GridColumn("P.O. Sl.", 0.5),
        GridColumn("Description of goods", stretch=True, least=240),
        GridColumn("HSN"),
        GridColumn("Quantity", 1),
        GridColumn("Rate incl. GST\u00a0₹" if detail.price_inclusive else "Rate\u00a0₹", 1),
        GridColumn("Taxable value\u00a0₹", 1),
        *([GridColumn("GST rate", 1)] if common is None else []),
        GridColumn("\n".join(heads), 1),
        GridColumn("Total\u00a0₹", 1),
    ]
    rows = [
        [
            Cell(str(line.position if line.item_no is None else line.item_no)),
            description_cell(line),
            Cell(line.hsn or ""),
            Cell(count(line.quantity), line.unit),
            Cell(unit_rate(line.rate)),
            Cell(amount(line.taxable)),
            *([Cell(rates_of(line.gst_rate or ZERO))] if common is None else []),
            Cell("\n".join(amount(tax.of(line)) for tax in taxes)),
            Cell(amount(line.total)),
        ]
        for line in detail.lines
    ]
    bold = Face.SEMIBOLD
    whole = sum((line.total or ZERO for line in detail.lines), ZERO)
    total = [
        Cell(),
        Cell("Total", _joined(quantities_by_unit(detail.lines), total_packets(detail.lines)), bold),
        Cell(),
        Cell(),
        Cell(),
        Cell(amount(detail.taxable), face=bold),
        *([Cell()] if common is None else []),
        Cell("\n".join(amount(tax.of(detail)) for tax in taxes), face=bold),
        Cell(amount(whole), face=bold),
    ]
    return Grid(columns, rows, left, right, total)


def tax_grid(detail: VoucherDetail, lines: Sequence[HsnLine], left: float, right: float) -> Grid:
    """The tax summary by HSN, unit and rate, as table 12 of GSTR-1 will want it."""
    taxes = tax_columns(detail)
    columns = [
        GridColumn("HSN/SAC summary", stretch=True, least=100),
        GridColumn("Quantity", 1),
        GridColumn("Unit"),
        GridColumn("Taxable value\u00a0₹", 1),
        GridColumn("GST rate", 1),
        *(GridColumn(f"{tax.name}\u00a0₹", 1) for tax in taxes),
        GridColumn("Total tax\u00a0₹", 1),
    ]
    rows = [
        [
            Cell(line.hsn),
            Cell(count(line.quantity)),
            Cell(line.unit),
            Cell(amount(line.taxable)),
            Cell(percent(line.gst_rate)),
            *(Cell(amount(tax.of(line))) for tax in taxes),
            Cell(amount(line.tax)),
        ]
        for line in lines
    ]
    bold = Face.SEMIBOLD
    total = [
        Cell("Total", face=bold),
        Cell(),
        Cell(),
        Cell(amount(detail.taxable), face=bold),
        Cell(),
        *(Cell(amount(tax.of(detail)), face=bold) for tax in taxes),
        Cell(amount(detail.tax), face=bold),
    ]
    return Grid(columns, rows, left, right, total if len(rows) > 1 else None)


def _rate(tax: TaxColumn, gst_rate: Decimal) -> str:
    return percent(gst_rate * tax.share)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
