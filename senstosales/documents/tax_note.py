"""Debit and credit notes (CGST Act s. 34, Rule 53): what they correct, why, and at the old rate."""

from senstosales.documents import sheets
from senstosales.documents.blocks import Fact
from senstosales.documents.matter import (
    Matter,
    cancelled_note,
    carriage,
    own_fields,
    place_of_supply,
    pricing_statements,
    references,
)
from senstosales.documents.taxes import tax_columns
from senstosales.documents.wording import dated, day, referred
from senstosales.domain.kinds import VoucherKind
from senstosales.queries.papers import VoucherDetail

_EFFECT = {
    VoucherKind.DEBIT_NOTE: (
        "The amount below is due in addition to the invoice named (CGST Act section 34(3))."
    ),
    VoucherKind.CREDIT_NOTE: (
        "The amount below is taken off the invoice named (CGST Act section 34(1))."
    ),
}


def xlsx(detail: VoucherDetail) -> bytes:
    """The note as a workbook, its figures as numbers."""
    return sheets.voucher(detail, matter(detail), detail.kind.label)


def matter(detail: VoucherDetail) -> Matter:
    """What a debit or a credit note says."""
    said = detail.particulars
    debit = detail.kind is VoucherKind.DEBIT_NOTE
    original = referred(detail.reference)
    return Matter(
        title=detail.kind.label.upper(),
        note="\n".join(
            filter(None, (original and f"to tax invoice {original}", cancelled_note(detail)))
        ),
        headings=("Recipient", "Consignee", "Recipient"),
        identity=[
            Fact("Note No.", detail.number, strong=True),
            Fact("Note date", dated(None, detail.date), strong=True),
            Fact("Original invoice", original, strong=True),
            Fact("Place of supply", place_of_supply(detail)),
            Fact("Reverse charge", "Yes" if detail.reverse_charge else "No"),
            Fact("Reason", detail.reason or ""),
            Fact("Payable by", dated(None, detail.due_date) if debit else ""),
        ],
        references=[
            *references(detail),
            *carriage(said),
            *own_fields(said),
            Fact("Remarks", said.remarks or ""),
        ],
        total="Total due" if debit else "Total credited",
        words="Note value in words",
        statements=[_EFFECT[detail.kind], *_rate(detail), *pricing_statements(detail)],
        payable=debit,
        scan_for="Debit note" if debit else "",
        tax_words=True,
        foot=f"Computer-generated {detail.kind.label.lower()}",
    )


def _rate(detail: VoucherDetail) -> list[str]:
    """A note bears the rate of its invoice, whatever rate is in force on its own date."""
    original = detail.reference
    if original is None or not tax_columns(detail):
        return []
    on = f" of {day(original.on)}" if original.on else ""
    return [f"GST is at the rate of the original invoice{on}."]
