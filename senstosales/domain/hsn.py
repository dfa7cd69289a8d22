"""The tax summary of a document by HSN or SAC, unit and rate, as table 12 of GSTR-1 wants it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from senstosales.domain.amounts import ZERO
from senstosales.domain.gst import TaxedCharge, TaxedLine

NO_UNIT = "NA"
"""What stands for the unit of a service or charge, whose quantity is nil."""

_EXACT = Context(prec=800)  # quantities of other programs may bear any number of decimals
_NIL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Coded:
    """A taxed line or charge with what it is summarised by; `gst_rate` in percent."""

    hsn: str
    gst_rate: Decimal
    figures: TaxedLine | TaxedCharge
    unit: str = NO_UNIT
    quantity: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class HsnRow:
    """The sums of all lines and charges of one code, unit and rate, in rupees."""

    hsn: str
    unit: str
    gst_rate: Decimal
    quantity: Decimal
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    cess: Decimal

    @property
    def tax(self) -> Decimal:
        """CGST, SGST and IGST together."""
        return self.cgst + self.sgst + self.igst


def summarise(parts: Iterable[Coded]) -> tuple[HsnRow, ...]:
    """One row for each code, unit and rate, in that order; its sums are those of the document."""
    rows: dict[tuple[str, str, Decimal], HsnRow] = {}
    for part in parts:
        key = (part.hsn.strip(), part.unit.strip(), part.gst_rate)
        before = rows.get(key) or HsnRow(*key, ZERO, _NIL, _NIL, _NIL, _NIL, _NIL)
        figures = part.figures
        rows[key] = HsnRow(
            *key,
            quantity=_EXACT.add(before.quantity, part.quantity),
            taxable=before.taxable + figures.taxable,
            cgst=before.cgst + figures.cgst,
            sgst=before.sgst + figures.sgst,
            igst=before.igst + figures.igst,
            cess=before.cess + (figures.cess if isinstance(figures, TaxedLine) else _NIL),
        )
    return tuple(rows[key] for key in sorted(rows))
