"""What came of a paper: the orders, invoices and notes that followed it, and what it followed itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries.papers import Reference, VoucherDetail
from senstosales.tables.orders import Order
from senstosales.tables.vouchers import Voucher

_SOON = timedelta(days=7)
_GONE = (VoucherState.BINNED.value, VoucherState.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Trail:
    """Papers that hang together with one, oldest first; those cancelled are left out.

    Of a quotation: its other revisions, and the orders and invoices made of it. Of an invoice: the
    quotation it came from and the notes on it. Of a note: its invoice.
    """

    quotations: tuple[Reference, ...] = ()
    orders: tuple[Reference, ...] = ()
    invoices: tuple[Reference, ...] = ()
    debit_notes: tuple[Reference, ...] = ()
    credit_notes: tuple[Reference, ...] = ()


def trail(session: Session, held: VoucherDetail) -> Trail:
    """What hangs together with this paper."""
    before = (held.reference,) if held.reference and held.reference.id else ()
    if held.kind.is_note:
        return Trail(invoices=before)
    after = {
        kind: _followers(session, held.id, kind)
        for kind in VoucherKind
        if kind is not VoucherKind.CHALLAN
    }
    of_quotation = held.kind is VoucherKind.QUOTATION
    return Trail(
        quotations=(*before, *after[VoucherKind.QUOTATION]),
        orders=_orders(session, held) if of_quotation else (),
        invoices=after[VoucherKind.INVOICE],
        debit_notes=after[VoucherKind.DEBIT_NOTE],
        credit_notes=after[VoucherKind.CREDIT_NOTE],
    )


def drafts(session: Session, kinds: Collection[VoucherKind]) -> int:
    """How many papers of these kinds were begun and not finished."""
    return (
        session.scalar(
            select(func.count(Voucher.id)).where(
                Voucher.business_id == here(session),
                Voucher.kind.in_([kind.value for kind in kinds]),
                Voucher.state == VoucherState.DRAFT.value,
            )
        )
        or 0
    )


def quotations_waiting(session: Session) -> int:
    """Quotations to be seen to: drafts, and those sent whose validity ends within a week."""
    day = today(session)
    ends = Voucher.valid_until.between(day, day + _SOON)
    return (
        session.scalar(
            select(func.count(Voucher.id)).where(
                Voucher.business_id == here(session),
                Voucher.kind == VoucherKind.QUOTATION.value,
                or_(
                    Voucher.state == VoucherState.DRAFT.value,
                    (Voucher.state == VoucherState.SENT.value) & ends,
                ),
            )
        )
        or 0
    )


def _followers(session: Session, voucher_id: int, kind: VoucherKind) -> tuple[Reference, ...]:
    found = session.execute(
        select(Voucher.number, Voucher.voucher_date, Voucher.id)
        .where(
            Voucher.business_id == here(session),
            Voucher.reference_id == voucher_id,
            Voucher.kind == kind.value,
            Voucher.state.not_in(_GONE),
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    )
    return tuple(Reference(number, day, key) for number, day, key in found)


def _orders(session: Session, held: VoucherDetail) -> tuple[Reference, ...]:
    """Orders of the same customer that name the quotation, also those that came as a page."""
    if held.party_id is None:
        return ()
    found = session.execute(
        select(Order.number, Order.order_date, Order.id)
        .where(
            Order.business_id == here(session),
            Order.customer_id == held.party_id,
            Order.quotation_ref == held.number,
            or_(Order.quotation_date.is_(None), Order.quotation_date == held.date),
        )
        .order_by(Order.order_date, Order.id)
    )
    return tuple(Reference(number, day, key) for number, day, key in found)
