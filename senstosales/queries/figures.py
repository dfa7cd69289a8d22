"""Counts and sums of the office: what stands on the dashboard and in the statistics of the doors.

Money in rupees. "Change" compares with the period before: percent, one decimal; 0 where that was nil.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here, today
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.queries import positions
from senstosales.queries.papers import Reference
from senstosales.tables.orders import Order
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher


def growth(now: Decimal, before: Decimal) -> Decimal:
    """Percent by which `now` is above `before`, to one decimal; 0 when there was nothing before."""
    return half_up((now - before) * 100 / before, 1) if before else ZERO


def _same_day_last_month(day: dt.date) -> tuple[dt.date, dt.date]:
    """The month before `day`'s, from its first to the like day of it."""
    last = day.replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last.replace(day=min(day.day, last.day))


def _live(session: Session, kind: VoucherKind) -> tuple[Any, ...]:
    return (
        Voucher.business_id == here(session),
        Voucher.kind == kind.value,
        Voucher.state == VoucherState.ISSUED.value,
    )


def _sum_of_vouchers(
    session: Session, kind: VoucherKind, since: dt.date | None = None, until: dt.date | None = None
) -> Decimal:
    query = select(func.sum(Voucher.total)).where(*_live(session, kind))
    if since and until:
        query = query.where(Voucher.voucher_date.between(since, until))
    return session.scalar(query) or ZERO


def _sum_of_orders(session: Session, since: dt.date, until: dt.date) -> Decimal:
    return session.scalar(
        select(func.sum(Order.order_value)).where(
            Order.business_id == here(session), Order.order_date.between(since, until)
        )
    ) or Decimal(0)


def _count_orders(session: Session, *conditions: Any) -> int:
    return (
        session.scalar(
            select(func.count(Order.id)).where(Order.business_id == here(session), *conditions)
        )
        or 0
    )


def _by_status(session: Session) -> Counter[str]:
    """How many orders stand at each status, read in one go."""
    status = positions.order_status.label("status")
    of_orders = select(status).where(Order.business_id == here(session)).subquery()
    counted = session.execute(select(of_orders.c.status, func.count()).group_by(of_orders.c.status))
    return Counter({str(name): count for name, count in counted})


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """Orders: how many are open, how many of those untouched, their worth this financial year."""

    open: int
    untouched: int
    value_of_year: Decimal
    change: Decimal


def of_orders(session: Session) -> OrderFigures:
    """`change` compares the year so far with the same days of the year before."""
    day = today(session)
    year = FiscalYear.of(day)
    value = _sum_of_orders(session, year.first, day)
    last = FiscalYear(year.start - 1)
    before = _sum_of_orders(session, last.first, last.first + (day - year.first))
    stand = _by_status(session)
    return OrderFigures(
        stand[Status.OPEN.value] + stand[Status.PART_DISPATCHED.value],
        stand[Status.OPEN.value],
        value,
        growth(value, before),
    )


@dataclass(frozen=True, slots=True)
class ChallanFigures:
    """Live challans: all, waiting for their invoice, invoiced; value of their goods."""

    total: int
    waiting: int
    invoiced: int
    value: Decimal
    total_change: Decimal
    invoiced_change: Decimal


def of_challans(session: Session) -> ChallanFigures:
    """Changes compare this month so far with the same days of the last."""
    invoice = aliased(Voucher, name="invoice")
    live = _live(session, VoucherKind.CHALLAN)
    invoiced = Voucher.id.in_(
        select(invoice.challan_id).where(
            invoice.state == VoucherState.ISSUED.value, invoice.challan_id.is_not(None)
        )
    )

    def count(*conditions: Any) -> int:
        return session.scalar(select(func.count(Voucher.id)).where(*live, *conditions)) or 0

    day = today(session)
    month = Voucher.voucher_date.between(day.replace(day=1), day)
    before = Voucher.voucher_date.between(*_same_day_last_month(day))
    total, done = count(), count(invoiced)
    return ChallanFigures(
        total,
        total - done - count(Voucher.is_replacement | Voucher.order_id.is_(None), ~invoiced),
        done,
        _sum_of_vouchers(session, VoucherKind.CHALLAN),
        growth(Decimal(count(month)), Decimal(count(before))),
        growth(Decimal(count(invoiced, month)), Decimal(count(invoiced, before))),
    )


@dataclass(frozen=True, slots=True)
class InvoiceFigures:
    """Live invoices: their totals and the GST in them, all time; how many there are."""

    count: int
    total: Decimal
    gst: Decimal
    total_change: Decimal
    gst_change: Decimal


def of_invoices(session: Session) -> InvoiceFigures:
    """Changes compare this month so far with the same days of the last."""

    def sums(*conditions: Any) -> tuple[int, Decimal, Decimal]:
        row = session.execute(
            select(
                func.count(Voucher.id),
                func.sum(Voucher.total),
                func.sum(Voucher.cgst),
                func.sum(Voucher.sgst),
                func.sum(Voucher.igst),
            ).where(*_live(session, VoucherKind.INVOICE), *conditions)
        ).one()
        return row[0], row[1] or ZERO, sum((part or ZERO for part in row[2:]), ZERO)

    day = today(session)
    count, total, tax = sums()
    _, month_total, month_tax = sums(Voucher.voucher_date.between(day.replace(day=1), day))
    _, last_total, last_tax = sums(Voucher.voucher_date.between(*_same_day_last_month(day)))
    return InvoiceFigures(
        count, total, tax, growth(month_total, last_total), growth(month_tax, last_tax)
    )


@dataclass(frozen=True, slots=True)
class ReceiptFigures:
    """SRVs: how many, what was received and rejected, how many name an order we do not have."""

    count: int
    received: Decimal
    rejected: Decimal
    without_order: int

    @property
    def rejection_rate(self) -> Decimal:
        """Rejected in percent of received + rejected, two decimals, as the contract has it."""
        whole = self.received + self.rejected
        return half_up(self.rejected * 100 / whole) if whole else ZERO


def of_receipts(session: Session) -> ReceiptFigures:
    """Sums over the lines that count."""
    mine = Receipt.business_id == here(session)
    received, rejected = session.execute(
        select(func.sum(positions.line_received), func.sum(ReceiptLine.rejected))
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .where(mine, positions.counts)
    ).one()
    orphans = select(ReceiptLine.receipt_id).where(ReceiptLine.order_id.is_(None))
    return ReceiptFigures(
        session.scalar(select(func.count(Receipt.id)).where(mine)) or 0,
        received or ZERO,
        rejected or ZERO,
        session.scalar(select(func.count(Receipt.id)).where(mine, Receipt.id.in_(orphans))) or 0,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The office at a glance."""

    sales_of_month: Decimal
    sales_growth: Decimal
    pending_orders: int
    new_orders_today: int
    active_challans: int
    active_challans_before: int
    order_value: Decimal
    order_value_growth: Decimal
    ordered: Decimal
    delivered: Decimal
    received: Decimal


def summary(session: Session) -> Summary:
    """Sales are live invoices by their date; growth compares with the same days of the last month."""
    day = today(session)
    first = day.replace(day=1)
    before = _same_day_last_month(day)
    sales = _sum_of_vouchers(session, VoucherKind.INVOICE, first, day)
    midnight = dt.datetime.combine(day, dt.time()).astimezone(dt.UTC)
    ordered, delivered, received = session.execute(
        select(
            func.sum(positions.order_ordered),
            func.sum(positions.order_delivered),
            func.sum(positions.order_received),
        ).where(Order.business_id == here(session))
    ).one()
    challans = of_challans(session)
    stand = _by_status(session)
    return Summary(
        sales,
        growth(sales, _sum_of_vouchers(session, VoucherKind.INVOICE, *before)),
        stand[Status.OPEN.value] + stand[Status.PART_DISPATCHED.value],
        _count_orders(session, Order.created_at >= midnight),
        challans.waiting,
        _waiting_before(session, first),
        session.scalar(
            select(func.sum(Order.order_value)).where(Order.business_id == here(session))
        )
        or ZERO,
        growth(_sum_of_orders(session, first, day), _sum_of_orders(session, *before)),
        ordered or ZERO,
        delivered or ZERO,
        received or ZERO,
    )


def _waiting_before(session: Session, day: dt.date) -> int:
    """Challans that waited for an invoice when `day` began."""
    invoice = aliased(Voucher, name="invoice")
    invoiced = select(invoice.challan_id).where(
        invoice.state == VoucherState.ISSUED.value, invoice.voucher_date < day
    )
    return (
        session.scalar(
            select(func.count(Voucher.id)).where(
                *_live(session, VoucherKind.CHALLAN),
                Voucher.voucher_date < day,
                Voucher.is_replacement.is_(False),
                Voucher.id.not_in(invoiced.where(invoice.challan_id.is_not(None))),
            )
        )
        or 0
    )


def rejections_since(session: Session, day: dt.date) -> int:
    """SRV lines with rejected goods, dated from `day` on."""
    return (
        session.scalar(
            select(func.count(ReceiptLine.id))
            .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
            .where(
                Receipt.business_id == here(session),
                positions.counts,
                ReceiptLine.rejected > ZERO,
                Receipt.receipt_date >= day,
            )
        )
        or 0
    )


def first_challan_of_order(session: Session, order_number: str) -> Reference | None:
    """The newest live challan of the order with this number, if there is one."""
    row = session.execute(
        select(Voucher.number, Voucher.voucher_date, Voucher.id)
        .join(Order, Order.id == Voucher.order_id)
        .where(*_live(session, VoucherKind.CHALLAN), Order.number == order_number)
        .order_by(Voucher.voucher_date.desc(), Voucher.id.desc())
        .limit(1)
    ).first()
    return Reference(row[0], row[1], row[2]) if row else None
