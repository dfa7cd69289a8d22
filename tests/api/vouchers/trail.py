"""What the audit trail says of a paper."""

from sqlalchemy import select

from senstosales.tables.office import AuditEntry
from senstosales.tables.vouchers import Voucher


def doors(books, number):
    """The doors through which a paper was made and changed, oldest first."""
    with books.read() as session:
        voucher_id = session.scalar(select(Voucher.id).where(Voucher.number == number))
        entries = select(AuditEntry.door).where(
            AuditEntry.noun == "vouchers", AuditEntry.row_id == voucher_id
        )
        return list(session.scalars(entries.order_by(AuditEntry.id)))
