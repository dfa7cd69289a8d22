"""What in the books bears a number already that is just being typed: told before it is entered twice."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO
from senstosales.tables.cash import Payment, PaymentLine
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order


@dataclass(frozen=True, slots=True)
class Taken:
    """Who has the number: an order, or a payment of that `amount` (rupees)."""

    id: int
    number: str
    date: dt.date
    party: str
    amount: Decimal = ZERO


def order(session: Session, number: str) -> Taken | None:
    """The newest order of any customer with this number."""
    found = session.execute(
        select(Order.id, Order.number, Order.order_date, Party.name)
        .join(Party, Party.id == Order.customer_id)
        .where(Order.business_id == here(session), Order.number == number.strip())
        .order_by(Order.order_date.desc(), Order.id.desc())
        .limit(1)
    ).one_or_none()
    return Taken(*found) if found is not None else None


def payment(session: Session, reference: str, besides: int | None = None) -> Taken | None:
    """The newest payment with this UTR or cheque number, capitals and blanks left aside; `besides` is
    the one that is being corrected.
    """
    wanted = "".join(reference.split()).upper()
    bare = func.upper(func.replace(Payment.reference, " ", ""))
    found = session.execute(
        select(
            Payment.id,
            func.coalesce(Payment.reference, ""),
            Payment.paid_on,
            Party.name,
            func.coalesce(func.sum(PaymentLine.amount), ZERO),
        )
        .join(Party, Party.id == Payment.party_id)
        .outerjoin(PaymentLine, PaymentLine.payment_id == Payment.id)
        .where(Payment.business_id == here(session), bare == wanted, Payment.id != (besides or 0))
        .group_by(Payment.id, Payment.reference, Payment.paid_on, Party.name)
        .order_by(Payment.paid_on.desc(), Payment.id.desc())
        .limit(1)
    ).one_or_none()
    return Taken(*found) if found is not None else None
