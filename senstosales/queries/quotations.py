"""Quotations: the list, and one quotation whole."""

from sqlalchemy.orm import Session

from senstosales.domain.kinds import Status, VoucherKind
from senstosales.queries import voucher_detail
from senstosales.queries.columns import Column, Look, Register
from senstosales.queries.free_papers import FreePapers
from senstosales.queries.papers import VoucherDetail

_PAPERS = FreePapers(VoucherKind.QUOTATION)
page, totals = _PAPERS.page, _PAPERS.totals

REGISTER = Register(
    noun="quotations",
    title="Quotations",
    columns=(
        Column("number", "Quotation", Look.NUMBER, 12),
        Column("date", "Date", Look.DATE, 12),
        Column("party", "For", Look.TEXT, 28),
        Column("valid_until", "Valid until", Look.DATE, 12),
        Column("lines", "Lines", Look.COUNT, 6),
        Column("taxable", "Taxable ₹", Look.MONEY, 15),
        Column("total", "Total ₹", Look.MONEY, 15),
        Column("status", "Status", Look.STATUS, 12),
        Column("party_gstin", "GSTIN", Look.NUMBER, 17, shown=False),
        Column("tax", "GST ₹", Look.MONEY, 13, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(
        Status.DRAFT,
        Status.SENT,
        Status.ACCEPTED,
        Status.DECLINED,
        Status.EXPIRED,
        Status.CANCELLED,
    ),
    watches=frozenset({"vouchers", "voucher_lines"}),
    by_year=True,
)


def detail(session: Session, quotation_id: int) -> VoucherDetail:
    """One quotation, whole; raises `NotFound`."""
    return voucher_detail.detail(session, quotation_id, VoucherKind.QUOTATION)
