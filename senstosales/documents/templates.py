"""The designs in which each kind of paper can be had, and the paper in one of them."""

from collections.abc import Callable, Sequence
from datetime import date

from senstosales.documents import (
    challan,
    classic,
    compact,
    copies,
    free_challan,
    invoice,
    minimal,
    modern,
    quotation,
    tax_note,
)
from senstosales.documents.matter import Matter
from senstosales.documents.paper import Paper, Run, joined
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries.papers import VoucherDetail

CLASSIC, MODERN, MINIMAL, COMPACT = "classic", "modern", "minimal", "compact"
TEMPLATES: dict[VoucherKind, tuple[str, ...]] = {
    VoucherKind.INVOICE: (CLASSIC, MODERN, MINIMAL),
    VoucherKind.QUOTATION: (CLASSIC, COMPACT, MODERN),
    VoucherKind.DEBIT_NOTE: (CLASSIC,),
    VoucherKind.CREDIT_NOTE: (CLASSIC,),
    VoucherKind.CHALLAN: (CLASSIC,),
}
"""The names of the designs of each kind, the usual one first."""
DESCRIPTIONS = {
    CLASSIC: "All in one frame, every tax of every line, tax summary by HSN.",
    MODERN: "Open and airy, taxes summed by rate, one accent colour.",
    MINIMAL: "Short: what the law asks for and nothing else.",
    COMPACT: "Small print and close rows, many lines to a page.",
}
"""What each design is like, in a sentence."""

_Design = Callable[[VoucherDetail, Matter, date], Paper]
_DESIGNS: dict[str, _Design] = {
    CLASSIC: classic.paper,
    MODERN: modern.paper,
    MINIMAL: minimal.paper,
    COMPACT: compact.paper,
}
_MATTERS: dict[VoucherKind, Callable[[VoucherDetail], Matter]] = {
    VoucherKind.INVOICE: invoice.matter,
    VoucherKind.QUOTATION: quotation.matter,
    VoucherKind.DEBIT_NOTE: tax_note.matter,
    VoucherKind.CREDIT_NOTE: tax_note.matter,
    VoucherKind.CHALLAN: free_challan.matter,
}
_WORKBOOKS: dict[VoucherKind, Callable[[VoucherDetail], bytes]] = {
    VoucherKind.INVOICE: invoice.xlsx,
    VoucherKind.QUOTATION: quotation.xlsx,
    VoucherKind.DEBIT_NOTE: tax_note.xlsx,
    VoucherKind.CREDIT_NOTE: tax_note.xlsx,
    VoucherKind.CHALLAN: free_challan.xlsx,
}


def pdf(detail: VoucherDetail, template: str, wanted: Sequence[str], printed_on: date) -> bytes:
    """The paper in that design as one PDF, a run of pages for each copy named; see `run`."""
    return joined([run(detail, template, wanted, printed_on)])


def run(detail: VoucherDetail, template: str, wanted: Sequence[str], printed_on: date) -> Run:
    """The paper in that design and in the copies named, to be drawn alone or with others.

    Copies are named as `copies.chosen` reads them. Raises `Invalid` for a design that the kind does
    not have, and for no or an unknown copy.
    """
    allowed = TEMPLATES[detail.kind]
    if template not in allowed:
        raise Invalid(
            f"{detail.kind.label} has no design “{template}”. Choose {', '.join(allowed)}.",
            field="template",
        )
    if _of_order(detail):
        marks = copies.chosen(wanted, copies.CHALLAN_COPIES)
        return Run(challan.paper(challan.of(detail), printed_on), marks)
    marks = copies.chosen(wanted, copies.marks(detail))
    return Run(_DESIGNS[template](detail, _MATTERS[detail.kind](detail), printed_on), marks)


def xlsx(detail: VoucherDetail) -> bytes:
    """The paper as a workbook, its figures as numbers."""
    if _of_order(detail):
        return challan.xlsx(challan.of(detail))
    return _WORKBOOKS[detail.kind](detail)


def _of_order(detail: VoucherDetail) -> bool:
    """Whether it is an order's challan as the stores know it: a paper of its own, without prices."""
    priced = any(line.taxable is not None for line in detail.lines)
    return detail.kind is VoucherKind.CHALLAN and detail.order is not None and not priced
