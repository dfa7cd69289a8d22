"""Debit and credit notes (CGST Act s. 34): the list, and one note whole."""

from sqlalchemy.orm import Session

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import NotFound
from senstosales.queries import voucher_detail
from senstosales.queries.columns import Column, Look, Register
from senstosales.queries.free_papers import FreePapers
from senstosales.queries.papers import VoucherDetail

_PAPERS = FreePapers(VoucherKind.DEBIT_NOTE, VoucherKind.CREDIT_NOTE)
page, totals = _PAPERS.page, _PAPERS.totals

REGISTER = Register(
    noun="tax_notes",
    title="Debit and credit notes",
    columns=(
        Column("number", "Note", Look.NUMBER, 12),
        Column("kind", "Kind", Look.TEXT, 11, own=True),
        Column("date", "Date", Look.DATE, 12),
        Column("party", "Buyer", Look.TEXT, 26),
        Column("reference", "Invoice", Look.NUMBER, 13),
        Column("reason", "Reason", Look.TEXT, 20, own=True),
        Column("taxable", "Taxable ₹", Look.MONEY, 15),
        Column("total", "Total ₹", Look.MONEY, 15),
        Column("status", "Status", Look.STATUS, 12),
        Column("party_gstin", "Buyer's GSTIN", Look.NUMBER, 17, shown=False),
        Column("tax", "GST ₹", Look.MONEY, 13, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(Status.ISSUED, Status.DRAFT, Status.CANCELLED),
    watches=frozenset({"vouchers", "voucher_lines"}),
    by_year=True,
    settled=frozenset({Status.ISSUED}),
)


def detail(session: Session, note_id: int) -> VoucherDetail:
    """One note, whole; raises `NotFound`."""
    found = voucher_detail.detail(session, note_id)
    if not found.kind.is_note:
        raise NotFound("note", note_id)
    return found
