"""Reports of the office: what a clerk reads on the screen, prints, or another program fetches.

Each report has its columns and one query; the window, the workbook and the REST door use both.
Rows are given oldest or lowest first unless a report says otherwise.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, literal_column, select, type_coerce
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import positions
from senstosales.queries.columns import Column, Look
from senstosales.tables.base import Quantity
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem
from senstosales.tables.vouchers import Voucher, VoucherLine

USUAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both within."""

    since: dt.date
    until: dt.date

    @classmethod
    def of(cls, today: dt.date, since: dt.date | None, until: dt.date | None) -> "Period":
        """What is not given: up to today, and thirty days back."""
        end = until or max(today, since or today)
        return cls(since or end - dt.timedelta(days=USUAL_DAYS), end)


@dataclass(frozen=True, slots=True)
class ReconciliationRow:
    """One item of an order: ordered, dispatched, received, accepted, rejected."""

    po_number: str
    po_date: dt.date
    po_item_no: int
    item_description: str | None
    unit: str | None
    ordered_qty: Decimal
    total_dispatched: Decimal
    total_received: Decimal
    total_accepted: Decimal
    total_rejected: Decimal


RECONCILIATION = (
    Column("po_number", "PO number", Look.NUMBER, 11),
    Column("po_date", "PO date", Look.DATE, 12),
    Column("po_item_no", "Item", Look.COUNT, 6),
    Column("item_description", "Description", Look.TEXT, 46),
    Column("unit", "Unit", Look.TEXT, 6),
    Column("ordered_qty", "Ordered", Look.QUANTITY, 11),
    Column("total_dispatched", "Dispatched", Look.QUANTITY, 11),
    Column("total_received", "Received", Look.QUANTITY, 11),
    Column("total_accepted", "Accepted", Look.QUANTITY, 11),
    Column("total_rejected", "Rejected", Look.QUANTITY, 11),
)


def _windowed(query: Any, limit: int | None, offset: int) -> Any:
    return query if limit is None else query.limit(limit).offset(offset)


def reconciliation(
    session: Session, period: Period, limit: int | None = None, offset: int = 0
) -> list[ReconciliationRow]:
    """Items of the orders dated in the period."""
    query: Any = (
        select(
            Order.number,
            Order.order_date,
            OrderItem.item_no,
            OrderItem.description,
            OrderItem.unit,
            OrderItem.quantity,
            positions.item_delivered,
            positions.item_received,
            positions.item_accepted,
            positions.item_rejected,
        )
        .join(Order, Order.id == OrderItem.order_id)
        .where(
            Order.business_id == here(session),
            Order.order_date.between(period.since, period.until),
            OrderItem.is_cancelled.is_(False),
        )
        .order_by(Order.order_date, Order.id, OrderItem.item_no)
    )
    return [ReconciliationRow(*row) for row in session.execute(_windowed(query, limit, offset))]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month: value of the orders dated in it, and of the goods dispatched in it, in rupees."""

    month: str
    ordered_value: Decimal
    delivered_value: Decimal


MONTHS = (
    Column("month", "Month", Look.NUMBER, 10),
    Column("ordered_value", "Ordered ₹", Look.MONEY, 18),
    Column("delivered_value", "Dispatched ₹", Look.MONEY, 18),
)


def sales(session: Session, period: Period) -> list[MonthRow]:
    """Ordered and dispatched value by month, the newest first."""
    ordered: defaultdict[str, Decimal] = defaultdict(Decimal)
    delivered: defaultdict[str, Decimal] = defaultdict(Decimal)
    order_month = func.substr(Order.order_date, 1, 7)
    for month, value in session.execute(
        select(order_month, func.sum(Order.order_value))
        .where(
            Order.business_id == here(session),
            Order.order_date.between(period.since, period.until),
        )
        .group_by(order_month)
    ):
        ordered[month] += value or ZERO
    voucher_month = func.substr(Voucher.voucher_date, 1, 7)
    for month, value in session.execute(
        select(voucher_month, func.sum(Voucher.total))
        .where(
            *_live(session, VoucherKind.CHALLAN),
            Voucher.is_replacement.is_(False),
            Voucher.voucher_date.between(period.since, period.until),
        )
        .group_by(voucher_month)
    ):
        delivered[month] += value or ZERO
    return [
        MonthRow(month, ordered[month], delivered[month])
        for month in sorted(ordered.keys() | delivered.keys(), reverse=True)
    ]


def _live(session: Session, kind: VoucherKind) -> tuple[Any, ...]:
    return (
        Voucher.business_id == here(session),
        Voucher.kind == kind.value,
        Voucher.state == VoucherState.ISSUED.value,
    )


@dataclass(frozen=True, slots=True)
class ChallanEntry:
    """One challan of the register."""

    dc_number: str
    dc_date: dt.date
    po_number: str | None
    consignee_name: str | None
    item_count: int
    total_qty: Decimal
    total_value: Decimal


CHALLANS = (
    Column("dc_number", "Challan", Look.NUMBER, 12),
    Column("dc_date", "Date", Look.DATE, 12),
    Column("po_number", "PO number", Look.NUMBER, 11),
    Column("consignee_name", "Consignee", Look.TEXT, 36),
    Column("item_count", "Lines", Look.COUNT, 7),
    Column("total_qty", "Quantity", Look.QUANTITY, 12),
    Column("total_value", "Value ₹", Look.MONEY, 16),
)


def _of_lines(what: Any) -> Any:
    """Worked out for the rows that are shown only."""
    return (
        select(what)
        .where(VoucherLine.voucher_id == Voucher.id)
        .correlate(Voucher)
        .scalar_subquery()
    )


def challan_register(
    session: Session, period: Period, limit: int | None = None, offset: int = 0
) -> list[ChallanEntry]:
    """Live challans dated in the period."""
    query: Any = (
        select(
            Voucher.number,
            Voucher.voucher_date,
            Order.number,
            Voucher.party_name,
            _of_lines(func.count(VoucherLine.id)),
            type_coerce(
                func.coalesce(_of_lines(func.sum(VoucherLine.quantity)), literal_column("0")),
                Quantity,
            ),
            Voucher.total,
        )
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(
            *_live(session, VoucherKind.CHALLAN),
            Voucher.voucher_date.between(period.since, period.until),
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    )
    return [ChallanEntry(*row) for row in session.execute(_windowed(query, limit, offset))]


@dataclass(frozen=True, slots=True)
class InvoiceEntry:
    """One invoice of the register, in rupees."""

    invoice_number: str
    invoice_date: dt.date
    dc_number: str | None
    po_numbers: str | None
    buyer_name: str | None
    buyer_gstin: str | None
    taxable_value: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    total_invoice_value: Decimal


INVOICES = (
    Column("invoice_number", "Invoice", Look.NUMBER, 11),
    Column("invoice_date", "Date", Look.DATE, 12),
    Column("dc_number", "Challan", Look.NUMBER, 10),
    Column("po_numbers", "PO number", Look.NUMBER, 11),
    Column("buyer_name", "Buyer", Look.TEXT, 28),
    Column("buyer_gstin", "GSTIN", Look.NUMBER, 17),
    Column("taxable_value", "Taxable ₹", Look.MONEY, 14),
    Column("cgst", "CGST ₹", Look.MONEY, 11),
    Column("sgst", "SGST ₹", Look.MONEY, 11),
    Column("igst", "IGST ₹", Look.MONEY, 10),
    Column("total_invoice_value", "Total ₹", Look.MONEY, 14),
)


def invoice_register(
    session: Session, period: Period, limit: int | None = None, offset: int = 0
) -> list[InvoiceEntry]:
    """Live invoices dated in the period."""
    challan = aliased(Voucher, name="challan")
    query: Any = (
        select(
            Voucher.number,
            Voucher.voucher_date,
            challan.number,
            Order.number,
            Voucher.party_name,
            Voucher.buyer["gstin"].as_string(),
            Voucher.taxable,
            Voucher.cgst,
            Voucher.sgst,
            Voucher.igst,
            Voucher.total,
        )
        .outerjoin(challan, challan.id == Voucher.challan_id)
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(
            *_live(session, VoucherKind.INVOICE),
            Voucher.voucher_date.between(period.since, period.until),
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    )
    return [InvoiceEntry(*row) for row in session.execute(_windowed(query, limit, offset))]


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """One order of the register."""

    po_number: str
    po_date: dt.date
    customer: str
    department: str | None
    items: int
    po_value: Decimal | None
    ordered: Decimal
    dispatched: Decimal
    received: Decimal
    status: str


ORDERS = (
    Column("po_number", "PO number", Look.NUMBER, 11),
    Column("po_date", "PO date", Look.DATE, 12),
    Column("customer", "Customer", Look.TEXT, 36),
    Column("department", "Dept", Look.NUMBER, 7),
    Column("items", "Items", Look.COUNT, 7),
    Column("po_value", "Value ₹", Look.MONEY, 16),
    Column("ordered", "Ordered", Look.QUANTITY, 12),
    Column("dispatched", "Dispatched", Look.QUANTITY, 12),
    Column("received", "Received", Look.QUANTITY, 12),
    Column("status", "Status", Look.TEXT, 16, own=True),
)


def order_register(
    session: Session, period: Period, limit: int | None = None, offset: int = 0
) -> list[OrderEntry]:
    """Orders dated in the period."""
    items = (
        select(func.count(OrderItem.id))
        .where(OrderItem.order_id == Order.id, OrderItem.is_cancelled.is_(False))
        .correlate(Order)
        .scalar_subquery()
    )
    query: Any = (
        select(
            Order.number,
            Order.order_date,
            Party.name,
            Order.department_no,
            items,
            Order.order_value,
            positions.order_ordered,
            positions.order_delivered,
            positions.order_received,
            positions.order_status,
        )
        .join(Party, Party.id == Order.customer_id)
        .where(
            Order.business_id == here(session),
            Order.order_date.between(period.since, period.until),
        )
        .order_by(Order.order_date, Order.id)
    )
    return [OrderEntry(*row) for row in session.execute(_windowed(query, limit, offset))]


@dataclass(frozen=True, slots=True)
class PendingRow:
    """One item of which something is still to be dispatched."""

    po_number: str
    po_date: dt.date
    po_item_no: int
    material_code: str | None
    material_description: str | None
    unit: str | None
    ord_qty: Decimal
    delivered_qty: Decimal

    @property
    def pending_qty(self) -> Decimal:
        return self.ord_qty - self.delivered_qty


PENDING = (
    Column("po_number", "PO number", Look.NUMBER, 11),
    Column("po_date", "PO date", Look.DATE, 12),
    Column("po_item_no", "Item", Look.COUNT, 6),
    Column("material_code", "Material", Look.NUMBER, 14),
    Column("material_description", "Description", Look.TEXT, 46),
    Column("unit", "Unit", Look.TEXT, 6),
    Column("ord_qty", "Ordered", Look.QUANTITY, 11),
    Column("delivered_qty", "Dispatched", Look.QUANTITY, 11),
    Column("pending_qty", "Pending", Look.QUANTITY, 11),
)


def _pending_items(session: Session) -> tuple[Any, ...]:
    return (
        Order.business_id == here(session),
        OrderItem.is_cancelled.is_(False),
        ~func.coalesce(positions.closed_by_buyer, False),
        OrderItem.quantity > positions.item_delivered,
    )


def pending(
    session: Session, period: Period | None = None, limit: int | None = None, offset: int = 0
) -> list[PendingRow]:
    """Items still to be dispatched, of orders that are neither cancelled nor closed by the buyer."""
    query: Any = (
        select(
            Order.number,
            Order.order_date,
            OrderItem.item_no,
            OrderItem.material_code,
            OrderItem.description,
            OrderItem.unit,
            OrderItem.quantity,
            positions.item_delivered,
        )
        .join(Order, Order.id == OrderItem.order_id)
        .where(*_pending_items(session))
        .order_by(Order.order_date, Order.id, OrderItem.item_no)
    )
    if period is not None:
        query = query.where(Order.order_date.between(period.since, period.until))
    return [PendingRow(*row) for row in session.execute(_windowed(query, limit, offset))]


def count_pending(session: Session) -> int:
    """How many items `pending` lists."""
    return (
        session.scalar(
            select(func.count(OrderItem.id))
            .join(Order, Order.id == OrderItem.order_id)
            .where(*_pending_items(session))
        )
        or 0
    )


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """One line of a challan that left on a day."""

    description: str | None
    quantity: Decimal
    unit: str | None
    packets: int | None
    po_number: str | None
    gemc_number: str | None
    invoice_number: str | None
    dc_number: str
    destination: str | None


DISPATCHES = (
    Column("description", "Description", Look.TEXT, 46),
    Column("quantity", "Quantity", Look.QUANTITY, 11),
    Column("unit", "Unit", Look.TEXT, 6),
    Column("packets", "Packets", Look.COUNT, 8),
    Column("po_number", "PO number", Look.NUMBER, 11),
    Column("gemc_number", "GeM contract", Look.NUMBER, 18),
    Column("invoice_number", "Invoice", Look.NUMBER, 12),
    Column("dc_number", "Challan", Look.NUMBER, 12),
    Column("destination", "Delivered to", Look.TEXT, 16),
)


def daily_dispatch(session: Session, day: dt.date) -> list[DispatchRow]:
    """All lines of the live challans of one day."""
    return list(_dispatches(session, day))


def _dispatches(session: Session, day: dt.date) -> Iterator[DispatchRow]:
    invoice = aliased(Voucher, name="invoice")
    query: Any = (
        select(VoucherLine, Voucher, Order, invoice.number)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .outerjoin(Order, Order.id == Voucher.order_id)
        .outerjoin(
            invoice,
            (invoice.challan_id == Voucher.id) & (invoice.state == VoucherState.ISSUED.value),
        )
        .where(*_live(session, VoucherKind.CHALLAN), Voucher.voucher_date == day)
        .order_by(Voucher.id, VoucherLine.position)
    )
    for line, challan, order, invoice_number in session.execute(query):
        contracts = order.contracts if order else []
        printed = challan.particulars
        yield DispatchRow(
            line.description,
            line.quantity,
            line.unit,
            line.packets,
            order.number if order else None,
            contracts[0].number if contracts else None,
            invoice_number,
            challan.number,
            printed.get("dispatched_to")
            or printed.get("destination")
            or printed.get("department_no"),
        )


def totals_by_unit(rows: Sequence[DispatchRow]) -> str:
    """`12 NO + 3 ST`: quantities of one unit added up, units in order of appearance."""
    from senstosales.domain.amounts import plain

    sums: dict[str, Decimal] = {}
    for row in rows:
        unit = row.unit or ""
        sums[unit] = sums.get(unit, ZERO) + row.quantity
    return " + ".join(f"{plain(total)} {unit}".strip() for unit, total in sums.items())
