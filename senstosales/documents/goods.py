"""What goods are called on papers and how they are counted; the grid of goods with every tax of a line."""

from collections.abc import Sequence

from senstosales.documents.goods_columns import (
    Part,
    cess_rate,
    description_part,
    discount_parts,
    grid_of,
    hsn_part,
    number_part,
    quantity_part,
    rate_part,
    taxable_part,
    total_part,
)
from senstosales.documents.grid import Cell, Grid, GridColumn
from senstosales.documents.pen import TEXT
from senstosales.documents.taxes import TaxColumn, parts, tax_columns
from senstosales.documents.wording import amount
from senstosales.domain.amounts import ZERO
from senstosales.queries.papers import ChargeLine, PaperLine, VoucherDetail


def is_priced(detail: VoucherDetail) -> bool:
    """Whether the paper says anything about money; a bare packing list does not."""
    return bool(detail.total or detail.taxable or any(line.rate for line in detail.lines))


def goods_grid(
    detail: VoucherDetail,
    left: float,
    right: float,
    *,
    heading: str = "Description of goods",
    size: float = TEXT,
) -> Grid:
    """The item grid of a paper; charges follow the goods as rows of their own.

    The tax heads stand below each other in one column, their rates in its head when all lines have
    the same, else in a column of their own. A column that no line needs is left out.
    """
    taxes = tax_columns(detail)
    columns = [number_part(detail), description_part(detail, heading)]
    if any(part.hsn for part in parts(detail)):
        columns.append(hsn_part())
    columns.append(quantity_part())
    if is_priced(detail):
        columns += [rate_part(detail), *discount_parts(detail)]
        if taxes:
            columns += [taxable_part(detail, "Taxable value"), *_tax_parts(detail, taxes)]
        columns += [*_cess_parts(detail), total_part(detail, "Total" if taxes else "Amount")]
    return grid_of(detail, columns, left, right, size=size)


def _tax_parts(detail: VoucherDetail, taxes: Sequence[TaxColumn]) -> list[Part]:
    rates = {part.gst_rate or ZERO for part in parts(detail)}
    common = rates.pop() if len(rates) == 1 else None

    def rates_of(part: PaperLine | ChargeLine) -> Cell:
        return Cell("\n".join(tax.rate(part.gst_rate or ZERO) for tax in taxes))

    def amounts_of(part: PaperLine | ChargeLine | VoucherDetail) -> Cell:
        return Cell("\n".join(amount(tax.of(part)) for tax in taxes))

    heads = [f"{tax.name}\u00a0{'₹' if common is None else tax.rate(common)}" for tax in taxes]
    amounts = Part(
        GridColumn("\n".join(heads), 1),
        lambda _at, line: amounts_of(line),
        amounts_of,
        amounts_of(detail),
    )
    if common is not None:
        return [amounts]
    return [Part(GridColumn("GST rate", 1), lambda _at, line: rates_of(line), rates_of), amounts]


def _cess_parts(detail: VoucherDetail) -> list[Part]:
    if not detail.cess:
        return []

    def cess(_at: int, line: PaperLine) -> Cell:
        return Cell(amount(line.cess), cess_rate(line)) if line.cess else Cell()

    return [Part(GridColumn("Cess\u00a0₹", 1), cess, total=Cell(amount(detail.cess)))]
