"""Where the payment of one invoice stands: what settled it, and what is open."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.cash import PAYMENT_METHODS, Settlement
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import payments
from senstosales.queries.invoices import invoice_status
from senstosales.tables.base import Money
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A part of what settled an invoice, in rupees; `id` is the payment it belongs to."""

    id: int
    day: dt.date
    what: str
    amount: Decimal
    method: str
    reference: str | None


@dataclass(frozen=True, slots=True)
class InvoiceAccount:
    """The account of one invoice, in rupees; `noted` is what notes have added, less what they have
    credited. `status` is the invoice's own word, such as Part paid.
    """

    total: Decimal
    noted: Decimal
    settled: Decimal
    open: Decimal
    due_date: dt.date | None
    status: Status
    lines: tuple[PaidLine, ...]


def account(session: Session, invoice_id: int) -> InvoiceAccount | None:
    """The account of an invoice in force, None of one that is not; raises `NotFound`."""
    row = session.execute(
        select(
            Voucher.state,
            Voucher.due_date,
            type_coerce(Voucher.total, Money),
            payments.noted,
            payments.settled,
            payments.left,
            invoice_status(today(session)),
        ).where(
            Voucher.id == invoice_id,
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.INVOICE.value,
        )
    ).one_or_none()
    if row is None:
        raise NotFound("invoice", invoice_id)
    state, due_date, total, noted, settled, left, status = row
    if state != VoucherState.ISSUED.value:
        return None
    lines = session.execute(
        select(Payment, PaymentLine)
        .join(PaymentLine, PaymentLine.payment_id == Payment.id)
        .where(PaymentLine.voucher_id == invoice_id)
        .order_by(Payment.paid_on, Payment.id, PaymentLine.position)
    )
    return InvoiceAccount(
        total=total or ZERO,
        noted=noted,
        settled=settled,
        open=left,
        due_date=due_date,
        status=Status(status),
        lines=tuple(
            PaidLine(
                payment.id,
                payment.paid_on,
                Settlement(line.kind).label,
                line.amount,
                PAYMENT_METHODS.get(payment.method or 0, ""),
                payment.reference,
            )
            for payment, line in lines
        ),
    )
