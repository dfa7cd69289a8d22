"""The tax invoice and the bill of supply: what CGST Rules 46 and 49 ask for, and the buyer's desk."""

from collections.abc import Sequence
from datetime import date

from senstosales.documents import classic, copies, sheets
from senstosales.documents.blocks import Fact
from senstosales.documents.copies import EXTRA_COPY, INVOICE_COPIES
from senstosales.documents.matter import (
    INCLUSIVE_NOTE,
    Matter,
    cancelled_note,
    carriage,
    endorsement,
    own_fields,
    place_of_supply,
    pricing_statements,
    references,
)
from senstosales.documents.wording import amount, dated, free_day
from senstosales.domain.kinds import Nature
from senstosales.queries.papers import VoucherDetail

__all__ = ["DECLARATION", "EXTRA_COPY", "INCLUSIVE_NOTE", "INVOICE_COPIES", "matter", "pdf", "xlsx"]

DECLARATION = (
    "The particulars above are true and correct; the amounts are the price actually charged."
)
_UNTAXED = "No GST is charged on this supply (CGST Rule 49)."


def pdf(detail: VoucherDetail, wanted: Sequence[str], printed_on: date) -> bytes:
    """The invoice in its usual design as one PDF, a run of pages for each copy, in their order."""
    marks = copies.chosen(wanted, copies.marks(detail))
    return classic.paper(detail, matter(detail), printed_on).pdf(marks)


def xlsx(detail: VoucherDetail) -> bytes:
    """The invoice as a workbook, its figures as numbers."""
    return sheets.voucher(detail, matter(detail), "Invoice")


def matter(detail: VoucherDetail) -> Matter:
    """What a tax invoice or a bill of supply says."""
    said = detail.particulars
    untaxed = detail.nature is Nature.BILL_OF_SUPPLY
    due = dated(None, detail.due_date)
    return Matter(
        title="BILL OF SUPPLY" if untaxed else "TAX INVOICE",
        note="\n".join(filter(None, (cancelled_note(detail), endorsement(detail)))),
        identity=[
            Fact("Bill No." if untaxed else "Invoice No.", detail.number, strong=True),
            Fact("Bill date" if untaxed else "Invoice date", dated(None, detail.date), strong=True),
            *([] if untaxed else _of_tax(detail)),
            Fact("Date of supply", free_day(said.date_of_supply)),
            Fact("Payable by", due),
        ],
        references=[
            *references(detail),
            *carriage(said),
            Fact("Inspection by", said.inspection_company or ""),
            Fact("Guarantee cert.", dated(said.certificate_number, said.certificate_date)),
            *own_fields(said),
            Fact("Remarks", said.remarks or ""),
        ],
        goods="Description of services" if copies.is_service(detail) else "Description of goods",
        words="Value in words" if untaxed else "Invoice value in words",
        after_total=() if detail.order else (("Balance due", amount(detail.total)),),
        statements=[_UNTAXED] if untaxed else pricing_statements(detail),
        declaration=detail.declaration or DECLARATION,
        payable=True,
        scan_for="Invoice",
        tax_words=True,
        foot=f"Computer-generated {'bill of supply' if untaxed else 'invoice'}",
        default_terms=detail.order is None,
    )


def _of_tax(detail: VoucherDetail) -> list[Fact]:
    return [
        Fact("Place of supply", place_of_supply(detail)),
        Fact("Reverse charge", "Yes" if detail.reverse_charge else "No"),
    ]
