"""Columns of a grid of goods: what each head says, and what a line, a charge and the total say in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from senstosales.documents.copies import SERVICES
from senstosales.documents.discounts import agreed, all_inclusive, any_discount, taken_off
from senstosales.documents.grid import BOXED, Cell, Grid, GridColumn, GridLook
from senstosales.documents.pen import TEXT
from senstosales.documents.taxes import NO_UNIT, parts, tax_columns
from senstosales.documents.typeface import Face
from senstosales.documents.wording import amount, count, percent, unit_rate
from senstosales.domain.amounts import ZERO
from senstosales.domain.gst import CessKind
from senstosales.queries.papers import ChargeLine, HsnLine, PaperLine, VoucherDetail

EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Part:
    """One column: its head, and what a line, a charge and the total say in it."""

    column: GridColumn
    line: Callable[[int, PaperLine], Cell]
    charge: Callable[[ChargeLine], Cell] = lambda _charge: EMPTY
    total: Cell = EMPTY


def grid_of(
    detail: VoucherDetail,
    columns: Sequence[Part],
    left: float,
    right: float,
    *,
    look: GridLook = BOXED,
    size: float = TEXT,
) -> Grid:
    """The grid of these columns."""
    rows = [[part.line(at, line) for part in columns] for at, line in enumerate(detail.lines, 1)]
    rows += [[part.charge(charge) for part in columns] for charge in detail.charges]
    total = [replace(part.total, face=Face.SEMIBOLD) for part in columns]
    return Grid([part.column for part in columns], rows, left, right, total, look=look, size=size)


def in_one_line(part: Part) -> Part:
    """The same column with what stands under its texts behind them instead."""

    def flat(cell: Cell) -> Cell:
        return Cell(", ".join(filter(None, (cell.text, cell.under))), face=cell.face)

    return Part(
        part.column,
        lambda at, line: flat(part.line(at, line)),
        lambda charge: flat(part.charge(charge)),
        flat(part.total),
    )


def number_part(detail: VoucherDetail) -> Part:
    """The number of the order's item, or the line's own where there is no order."""
    ordered = any(line.item_no is not None for line in detail.lines)

    def number(at: int, line: PaperLine) -> Cell:
        return Cell(str(at if line.item_no is None else line.item_no))

    return Part(GridColumn("P.O. Sl." if ordered else "Sl.", 0.5), number)


def description_part(detail: VoucherDetail, heading: str, *, hsn: bool = False) -> Part:
    """What the goods are; with `hsn` their code stands under them."""

    def said(_at: int, line: PaperLine) -> Cell:
        cell = description_cell(line)
        return replace(cell, under=joined(_hsn(line.hsn), cell.under)) if hsn else cell

    def charged(charge: ChargeLine) -> Cell:
        note = "" if not charge.inclusive else "incl.\u00a0GST"
        return Cell(charge.name, joined(_hsn(charge.hsn), note) if hsn else note)

    total = Cell("Total", joined(quantities_by_unit(detail.lines), total_packets(detail.lines)))
    return Part(GridColumn(heading, stretch=True, least=240), said, charged, total)


def _hsn(code: str | None) -> str:
    if not code:
        return ""
    return f"{'SAC' if code.startswith(SERVICES) else 'HSN'}\u00a0{code}"


def hsn_part() -> Part:
    return Part(
        GridColumn("HSN"),
        lambda _at, line: Cell(line.hsn or ""),
        lambda charge: Cell(charge.hsn or ""),
    )


def quantity_part() -> Part:
    """The quantity, its unit under it."""
    return Part(
        GridColumn("Quantity", 1), lambda _at, line: Cell(count(line.quantity), unit_of(line))
    )


def unit_of(line: PaperLine) -> str:
    """The unit, where there is one: services are counted in none."""
    return "" if line.unit == NO_UNIT else line.unit


def gst_part() -> Part:
    """The GST rate of a line, and of its cess under it; what that comes to stands with the totals."""
    return Part(
        GridColumn("GST", 1),
        lambda _at, line: Cell(percent(line.gst_rate or ZERO), _with_cess(line)),
        lambda charge: Cell(percent(charge.gst_rate)),
    )


def _with_cess(line: PaperLine) -> str:
    rate = cess_rate(line)
    return f"cess\u00a0{rate}" if rate else ""


def rate_part(detail: VoucherDetail) -> Part:
    """The rate agreed; where only some contain GST each of them says so."""
    whole = all_inclusive(detail) and bool(tax_columns(detail))
    some = not whole and bool(tax_columns(detail))

    def rate(_at: int, line: PaperLine) -> Cell:
        marked = some and line.pricing is not None and line.pricing.inclusive
        return Cell(unit_rate(line.rate), "incl.\u00a0GST" if marked else "")

    return Part(GridColumn("Rate incl. GST\u00a0₹" if whole else "Rate\u00a0₹", 1), rate)


def discount_parts(detail: VoucherDetail) -> list[Part]:
    """All that is taken off a line before tax; none where no line has a discount."""
    if not any_discount(detail):
        return []

    def off(_at: int, line: PaperLine) -> Cell:
        return Cell(amount(taken_off(line).whole), agreed(detail, line))

    whole = sum((taken_off(line).whole for line in detail.lines), ZERO)
    return [Part(GridColumn("Discount\u00a0₹", 1), off, total=Cell(amount(whole)))]


def taxable_part(detail: VoucherDetail, heading: str) -> Part:
    return Part(
        GridColumn(f"{heading}\u00a0₹", 1),
        lambda _at, line: Cell(amount(line.taxable)),
        lambda charge: Cell(amount(charge.taxable)),
        Cell(amount(detail.taxable)),
    )


def total_part(detail: VoucherDetail, heading: str) -> Part:
    whole = sum((part.total or ZERO for part in parts(detail)), ZERO)
    return Part(
        GridColumn(f"{heading}\u00a0₹", 1),
        lambda _at, line: Cell(amount(line.total)),
        lambda charge: Cell(amount(charge.total)),
        Cell(amount(whole)),
    )


def cess_rate(line: PaperLine) -> str:
    """`1 %` or `₹ 2 a unit`; empty where the line bears no cess."""
    stated = line.pricing.cess if line.pricing else None
    if stated is None or not line.cess:
        return ""
    if stated.kind is CessKind.PERCENTAGE:
        return percent(stated.value)
    return f"₹\u00a0{unit_rate(stated.value)}/{line.unit}"


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
        notes.append(packets(line.packets))
    return Cell(said, ", ".join(note.replace(" ", "\u00a0") for note in notes))


def packets(number: int) -> str:
    return f"{number} packet{'s' if number != 1 else ''}"


def quantities_by_unit(lines: Sequence[PaperLine | HsnLine]) -> str:
    """Quantities of unlike units are never added up: `12 NO + 3 ST`."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        if line.unit != NO_UNIT:
            sums[line.unit] = sums.get(line.unit, ZERO) + line.quantity
    return " + ".join(f"{count(quantity)} {unit}".strip() for unit, quantity in sums.items())


def total_packets(lines: Sequence[PaperLine]) -> str:
    number = sum(line.packets or 0 for line in lines)
    return packets(number) if number else ""


def joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
