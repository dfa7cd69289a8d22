"""Which taxes a paper bears, and the tables that sum them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from senstosales.documents.grid import BOXED, Cell, Grid, GridColumn, GridLook
from senstosales.documents.typeface import Face
from senstosales.documents.wording import amount, count, percent
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Nature, TaxSplit, VoucherKind
from senstosales.queries.papers import ChargeLine, HsnLine, PaperLine, VoucherDetail

NO_UNIT = "NA"
"""The unit code of what is not counted: services and charges."""


class Taxed(Protocol):
    """Whatever bears CGST, SGST and IGST: a line, a charge, a sum, a paper."""

    @property
    def cgst(self) -> Decimal | None: ...
    @property
    def sgst(self) -> Decimal | None: ...
    @property
    def igst(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class TaxColumn:
    """One tax head that a paper bears; `share` is its part of the GST rate."""

    name: str
    field: str
    share: Decimal

    def of(self, taxed: Taxed) -> Decimal:
        value: Decimal | None = getattr(taxed, self.field)
        return ZERO if value is None else value

    def rate(self, gst_rate: Decimal) -> str:
        """Its part of a GST rate, as printed: `9 %` of 18."""
        return percent(gst_rate * self.share)


_HALF = Decimal("0.5")
_TAX_COLUMNS = {
    TaxSplit.CGST_SGST: (TaxColumn("CGST", "cgst", _HALF), TaxColumn("SGST", "sgst", _HALF)),
    TaxSplit.CGST_UTGST: (TaxColumn("CGST", "cgst", _HALF), TaxColumn("UTGST", "sgst", _HALF)),
    TaxSplit.IGST: (TaxColumn("IGST", "igst", Decimal(1)),),
    TaxSplit.ZERO_RATED: (),
}


def parts(detail: VoucherDetail) -> tuple[PaperLine | ChargeLine, ...]:
    """All that is priced and taxed: the goods, then the charges."""
    return (*detail.lines, *detail.charges)


def tax_columns(detail: VoucherDetail) -> tuple[TaxColumn, ...]:
    """The tax heads of this paper in the order in which they are printed; none where it bears no tax.

    A challan or a quotation whose lines have no rate says nothing about tax.
    """
    if detail.nature is Nature.BILL_OF_SUPPLY:
        return ()
    silent = detail.kind in (VoucherKind.CHALLAN, VoucherKind.QUOTATION)
    if silent and not any(part.gst_rate for part in parts(detail)):
        return ()
    return _TAX_COLUMNS[detail.tax_split]


@dataclass(frozen=True, slots=True)
class RateLine:
    """All that bears one GST rate, goods and charges. Amounts in rupees."""

    gst_rate: Decimal
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal


def by_rate(detail: VoucherDetail) -> tuple[RateLine, ...]:
    """The taxes summed by GST rate, the lowest first."""
    sums: dict[Decimal, RateLine] = {}
    for part in parts(detail):
        rate = part.gst_rate or ZERO
        old = sums.get(rate) or RateLine(rate, ZERO, ZERO, ZERO, ZERO)
        sums[rate] = RateLine(
            rate,
            old.taxable + (part.taxable or ZERO),
            old.cgst + (part.cgst or ZERO),
            old.sgst + (part.sgst or ZERO),
            old.igst + (part.igst or ZERO),
        )
    return tuple(sums[rate] for rate in sorted(sums))


def on_reverse_charge(detail: VoucherDetail) -> Decimal:
    """The GST and cess that the buyer pays to the government and that are not in the total.

    Nothing for a paper without reverse charge, and for one whose total has the tax in it all the
    same, as papers of the vouchers contract have.
    """
    due = detail.total - detail.round_off + detail.discount - detail.tcs
    taxes = detail.tax + detail.cess
    return taxes if detail.reverse_charge and due == detail.taxable else ZERO


def tax_grid(
    detail: VoucherDetail,
    lines: Sequence[HsnLine],
    left: float,
    right: float,
    look: GridLook = BOXED,
) -> Grid:
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
            Cell(line.hsn or "No code stated"),
            Cell(count(line.quantity) if line.unit != NO_UNIT else ""),
            Cell(line.unit if line.unit != NO_UNIT else ""),
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
    return Grid(columns, rows, left, right, total if len(rows) > 1 else None, look=look)
