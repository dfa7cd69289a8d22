"""The quotation: prices offered until a day, with whom to ask about them."""

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
from senstosales.documents.wording import dated
from senstosales.queries.papers import Contact, VoucherDetail


def xlsx(detail: VoucherDetail) -> bytes:
    """The quotation as a workbook, its figures as numbers."""
    return sheets.voucher(detail, matter(detail), "Quotation")


def matter(detail: VoucherDetail) -> Matter:
    """What a quotation says."""
    said = detail.particulars
    until = dated(None, detail.valid_until)
    return Matter(
        title="QUOTATION",
        note=cancelled_note(detail),
        headings=("Quotation to", "Ship to", "Quotation to"),
        identity=[
            Fact("Quotation No.", detail.number, strong=True),
            Fact("Date", dated(None, detail.date), strong=True),
            Fact("Valid until", until, strong=True),
            Fact("Place of supply", place_of_supply(detail)),
        ],
        references=[*references(detail), *carriage(said), Fact("Remarks", said.remarks or "")],
        contacts=[
            *(Fact("Contact", contact(who)) for who in said.contacts),
            *own_fields(said),
        ],
        goods="Description",
        total="Final amount",
        words="Amount in words",
        statements=pricing_statements(detail),
        payable=True,
        summary=False,
        foot="Computer-generated quotation",
    )


def contact(who: Contact) -> str:
    """Name, phone and email in one line."""
    return " · ".join(part for part in (who.name, who.phone, who.email) if part.strip())
