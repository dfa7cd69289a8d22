"""The figures from the goods to the total, in the order in which they add up."""

from dataclasses import dataclass
from decimal import Decimal

from senstosales.documents.blocks import PAD, Block
from senstosales.documents.discounts import named, some_inclusive, taken_off
from senstosales.documents.pen import HEADING, LEADING, LIGHT, MUTED, TEXT, Ink, Pen
from senstosales.documents.taxes import by_rate, on_reverse_charge, tax_columns
from senstosales.documents.typeface import Face, width, wrap
from senstosales.documents.wording import amount, percent
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Nature, TaxSplit
from senstosales.queries.papers import VoucherDetail

_MOST_CHARGES = 6  # named one by one; more stand as one sum, and each in the grid of goods
WIDE = 200.0  # points that a block of totals takes


@dataclass(frozen=True, slots=True)
class Figure:
    """A label and rupees; `sums` marks one that sums up those above it and adds nothing."""

    label: str
    value: Decimal
    sums: bool = False


def figures(detail: VoucherDetail, *, rates: bool = False) -> list[Figure]:
    """What adds up to the total; with `rates` each tax stands by its rates, with what it is taken of."""
    found = _price(detail)
    found += _taxes(detail, rates=rates)
    reverse = on_reverse_charge(detail)
    if detail.cess:
        found.append(Figure("Cess", detail.cess))
    if reverse:
        found.append(Figure("Less tax on reverse charge", -reverse))
    if detail.tcs:
        tcs = detail.pricing.tcs
        label = f"TCS {percent(tcs.percentage)}" if tcs else "TCS"
        found.append(Figure(label, detail.tcs))
    if detail.discount:
        before = detail.total - detail.round_off + detail.discount
        found.append(Figure("Total before discount", before, sums=True))
        found.append(Figure(named("Discount", detail.pricing.discount), -detail.discount))
    if detail.round_off:
        found.append(Figure("Round-off", detail.round_off))
    return found


def _price(detail: VoucherDetail) -> list[Figure]:
    """Goods, discounts and charges, down to the taxable value."""
    found: list[Figure] = []
    off = [taken_off(line) for line in detail.lines]
    own, share = sum((each.own for each in off), ZERO), sum((each.share for each in off), ZERO)
    goods = sum((line.taxable or ZERO for line in detail.lines), ZERO)
    if (own or share) and not some_inclusive(detail):
        found.append(Figure("Before discount", sum((each.base for each in off), ZERO)))
        if own:
            found.append(Figure("Discount on lines", -own))
        if share:
            found.append(Figure(named("Trade discount", detail.pricing.discount), -share))
    elif detail.charges:
        found.append(Figure("Goods", goods))
    if len(detail.charges) > _MOST_CHARGES:
        charged = sum((charge.taxable or ZERO for charge in detail.charges), ZERO)
        found.append(Figure(f"Charges ({len(detail.charges)})", charged))
    else:
        found += [Figure(charge.name, charge.taxable or ZERO) for charge in detail.charges]
    label = "Taxable value" if tax_columns(detail) or _zero_rated(detail) else "Value"
    return [*found, Figure(label, detail.taxable, sums=bool(found))]


def _taxes(detail: VoucherDetail, *, rates: bool) -> list[Figure]:
    taxes = tax_columns(detail)
    if _zero_rated(detail):
        return [Figure("IGST (zero-rated)", detail.igst)]
    lines = by_rate(detail)
    if not rates:
        only = lines[0].gst_rate if len(lines) == 1 else None
        return [
            Figure(tax.name if only is None else f"{tax.name} {tax.rate(only)}", tax.of(detail))
            for tax in taxes
        ]
    return [
        Figure(
            f"{tax.name} {tax.rate(line.gst_rate)}"
            + (f" of {amount(line.taxable)}" if len(lines) > 1 else ""),
            tax.of(line),
        )
        for line in lines
        for tax in taxes
    ]


def _zero_rated(detail: VoucherDetail) -> bool:
    untaxed = detail.nature is Nature.BILL_OF_SUPPLY
    return detail.tax_split is TaxSplit.ZERO_RATED and not untaxed


def totals(
    detail: VoucherDetail,
    label: str,
    *,
    wide: float = WIDE,
    after: tuple[tuple[str, str], ...] = (),
    rates: bool = False,
    pad: float = PAD,
    ink: Ink = 0.0,
) -> Block:
    """The figures under each other and the total under a line; `after` are labels and texts below it."""
    end = wide - 2 * pad
    rows: list[tuple[tuple[str, ...], str, bool]] = []
    for figure in figures(detail, rates=rates):
        said = amount(figure.value)
        room = end - width(said, Face.REGULAR, TEXT) - 8
        rows.append((wrap(figure.label, Face.REGULAR, TEXT, room), said, figure.sums))
    lined = sum(max(len(lines), 1) for lines, _, _ in rows)
    height = lined * LEADING + 22 + len(after) * LEADING

    def draw(pen: Pen, x: float, top: float) -> None:
        for lines, said, sums in rows:
            if sums:
                pen.lines([(x + end - width(said, Face.REGULAR, TEXT), top, x + end, top)], LIGHT)
            for at, line in enumerate(lines):
                pen.text(line, x, top + at * LEADING, ink=MUTED)
            pen.text(said, x + end, top, align=1)
            top += max(len(lines), 1) * LEADING
        pen.lines([(x, top + 3, x + end, top + 3)], ink)
        pen.text(label, x, top + 6, Face.SEMIBOLD, HEADING, ink=ink)
        value = f"₹ {amount(detail.total)}"
        pen.text(value, x + end, top + 6, Face.SEMIBOLD, HEADING, align=1, ink=ink)
        top += 20
        for left, right in after:
            pen.text(left, x, top, ink=MUTED)
            pen.text(right, x + end, top, align=1)
            top += LEADING

    return Block(height, draw)
