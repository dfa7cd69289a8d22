"""GST on a document, to the paisa.

Every line is rounded by itself, half up, as are its CGST and SGST, each at half the rate and so
always equal. A line whose rate contains GST is worked backwards: its total is the price agreed and
not a paisa more; what is left after the tax is the taxable value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from senstosales.domain.amounts import ZERO, divide, half_up, plain
from senstosales.domain.kinds import TaxSplit
from senstosales.domain.law import states

_NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class TaxableLine:
    """Goods to be taxed: `rate` in rupees a unit, `gst_rate` in percent (CGST and SGST together)."""

    quantity: Decimal
    rate: Decimal
    gst_rate: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """The figures of one line in rupees; `total` is the sum of the others."""

    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class TaxedDocument:
    """The figures of a document in rupees: the sums of its lines, rounding off, and the total."""

    lines: tuple[TaxedLine, ...]
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    round_off: Decimal
    total: Decimal


def split_for(supplier_state: str, place_of_supply: str) -> TaxSplit:
    """Which taxes goods bear: same state CGST with SGST or UTGST, else IGST (IGST Act s. 7, 8)."""
    if supplier_state != place_of_supply:
        return TaxSplit.IGST
    state = states().get(place_of_supply)
    return TaxSplit.CGST_UTGST if state and state.utgst else TaxSplit.CGST_SGST


def tax_line(line: TaxableLine, split: TaxSplit) -> TaxedLine:
    """The figures of one line."""
    amount = half_up(line.quantity * line.rate)
    parts = 1 if split is TaxSplit.IGST else 2
    if line.inclusive:
        part = divide(amount * line.gst_rate, parts * (100 + line.gst_rate))
        taxable = amount - parts * part
    else:
        part = divide(amount * line.gst_rate, Decimal(parts * 100))
        taxable = amount
    half, whole = (_NIL, part) if parts == 1 else (part, _NIL)
    return TaxedLine(taxable, half, half, whole, taxable + parts * part)


def tax_document(
    lines: Sequence[TaxableLine], split: TaxSplit, *, round_to_rupee: bool = False
) -> TaxedDocument:
    """The figures of a whole document.

    With `round_to_rupee` the total is rounded to the nearest rupee, 50 paise up, and the difference
    is shown as a line of its own (section 170 governs what is paid, not each line).
    """
    taxed = tuple(tax_line(line, split) for line in lines)
    taxable = sum((line.taxable for line in taxed), _NIL)
    cgst = sum((line.cgst for line in taxed), _NIL)
    igst = sum((line.igst for line in taxed), _NIL)
    exact = taxable + 2 * cgst + igst
    total = half_up(exact, 0).quantize(_NIL) if round_to_rupee else exact
    return TaxedDocument(taxed, taxable, cgst, cgst, igst, total - exact, total)


def describe_split(split: TaxSplit, gst_rates: Sequence[Decimal]) -> str:
    """`CGST 9 % + SGST 9 %` or `IGST 18 %`; several rates are joined with “and”."""
    texts = []
    for rate in sorted(set(gst_rates)) or [ZERO]:
        if split is TaxSplit.IGST:
            texts.append(f"IGST {plain(rate)} %")
        else:
            second = "UTGST" if split is TaxSplit.CGST_UTGST else "SGST"
            half = plain(rate / 2)
            texts.append(f"CGST {half} % + {second} {half} %")
    return " and ".join(texts)
