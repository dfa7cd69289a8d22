"""Lists and statistics of the contract."""

from dataclasses import dataclass

from pydantic import BaseModel

from senstosales.api.contracts.senstosales.challan_wire import challan_status
from senstosales.api.contracts.senstosales.invoice_wire import payment_status
from senstosales.api.contracts.senstosales.wire import (
    Day,
    Moment,
    Number,
    OrderNumber,
    PaperNumber,
    Year,
    moment,
    po_status,
)
from senstosales.books.store import Reading, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.queries import (
    challans,
    figures,
    invoices,
    linked,
    open_invoices,
    orders,
    receipts,
    voucher_detail,
)
from senstosales.queries.columns import Filter, Sort

EVERYTHING = 10_000_000
NEWEST = Sort("id", descending=True)
"""The newest entered first."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is asked for; all of it unless a client says otherwise."""

    limit: int = EVERYTHING
    offset: int = 0


class POListItem(BaseModel):
    """One order of the list."""

    po_number: OrderNumber
    po_date: Day | None = None
    supplier_name: str | None = None
    po_status: str | None = None
    financial_year: Year | None = None
    drg_no: str | None = None
    created_at: Moment | None = None
    po_value: Number | None = None
    amend_no: int | None = 0
    linked_dc_numbers: str | None = None
    total_ordered_quantity: Number = ZERO
    total_dispatched_quantity: Number = ZERO
    total_received_quantity: Number = ZERO
    total_rejected_quantity: Number = ZERO
    total_pending_quantity: Number = ZERO
    total_items_count: int = 0


def po_list(session: Reading, part: Slice) -> list[POListItem]:
    """Orders, the newest entered first."""
    from senstosales.queries.office import letterhead

    rows = orders.page(session, Filter(), NEWEST, part.limit, part.offset)
    ids = [row.id for row in rows]
    sent, drawings = (
        linked.challans_of_orders(session, ids),
        linked.drawings_of_orders(session, ids),
    )
    own = letterhead(session).name
    return [
        POListItem(
            po_number=row.number,
            po_date=row.date.isoformat(),
            supplier_name=row.supplier_name or own,
            po_status=po_status(row.status),
            financial_year=row.year,
            drg_no=drawings.get(row.id),
            created_at=moment(row.created_at),
            po_value=row.value,
            amend_no=row.amend_no,
            linked_dc_numbers=", ".join(sent.get(row.id, [])) or None,
            total_ordered_quantity=row.ordered,
            total_dispatched_quantity=row.dispatched,
            total_received_quantity=row.received,
            total_rejected_quantity=row.rejected,
            total_pending_quantity=row.pending,
            total_items_count=row.items,
        )
        for row in rows
    ]


class POStats(BaseModel):
    """Figures over all orders."""

    open_orders_count: int
    pending_approval_count: int
    total_value_ytd: Number
    total_value_change: Number


def po_stats(session: Reading) -> POStats:
    """Open orders, those of them nothing has left for yet, and what this financial year is worth."""
    found = figures.of_orders(session)
    return POStats(
        open_orders_count=found.open,
        pending_approval_count=found.untouched,
        total_value_ytd=found.value_of_year,
        total_value_change=found.change,
    )


class DCListItem(BaseModel):
    """One challan of the list."""

    dc_number: PaperNumber
    dc_date: Day
    po_number: OrderNumber | None = None
    consignee_name: str | None = None
    status: str | None = "Pending"
    total_value: Number = ZERO
    created_at: Moment | None = None
    total_ordered_quantity: Number = ZERO
    total_dispatched_quantity: Number = ZERO
    total_pending_quantity: Number = ZERO
    total_received_quantity: Number = ZERO


def dc_list(session: Reading, order_number: str | None, part: Slice) -> list[DCListItem]:
    """Challans, the newest first; of one order, if its number is given."""
    wanted = Filter(order_number=order_number)
    rows = challans.page(session, wanted, None, part.limit, part.offset)
    supply = linked.supply_of_challans(session, [row.id for row in rows])
    items = []
    for row in rows:
        figures_of = supply[row.id]
        items.append(
            DCListItem(
                dc_number=row.number,
                dc_date=row.date.isoformat(),
                po_number=row.order_number,
                consignee_name=row.consignee,
                status=challan_status(
                    cancelled=row.status is Status.CANCELLED,
                    sent=row.quantity,
                    received=figures_of.received,
                ),
                total_value=row.value or ZERO,
                created_at=moment(row.created_at),
                total_ordered_quantity=figures_of.ordered,
                total_dispatched_quantity=row.quantity,
                total_pending_quantity=figures_of.pending,
                total_received_quantity=figures_of.received,
            )
        )
    return items


class DCStats(BaseModel):
    """Figures over all live challans."""

    total_challans: int
    total_challans_change: Number = ZERO
    pending_delivery: int
    completed_delivery: int
    completed_change: Number = ZERO
    total_value: Number = ZERO


def dc_stats(session: Reading) -> DCStats:
    """Waiting for an invoice is pending, invoiced is completed, as the contract counts."""
    found = figures.of_challans(session)
    return DCStats(
        total_challans=found.total,
        total_challans_change=found.total_change,
        pending_delivery=found.waiting,
        completed_delivery=found.invoiced,
        completed_change=found.invoiced_change,
        total_value=found.value,
    )


class InvoiceListItem(BaseModel):
    """One invoice of the list."""

    invoice_number: PaperNumber
    invoice_date: Day
    po_numbers: str | None = None
    dc_number: PaperNumber | None = None
    linked_dc_numbers: str | None = None
    buyer_gstin: str | None = None
    customer_gstin: str | None = None
    taxable_value: Number | None = None
    total_items: int = 0
    total_ordered_quantity: Number = ZERO
    total_dispatched_quantity: Number = ZERO
    total_pending_quantity: Number = ZERO
    total_received_quantity: Number = ZERO
    total_invoice_value: Number | None = None
    status: str | None = "Pending"
    created_at: Moment | None = None


def invoice_list(
    session: Reading, order_number: str | None, challan_number: str | None, part: Slice
) -> list[InvoiceListItem]:
    """Invoices, the newest first; of one order or challan, if its number is given."""
    wanted = Filter(order_number=order_number, challan_number=challan_number)
    rows = invoices.page(session, wanted, None, part.limit, part.offset)
    supply = linked.supply_of_challans(session, {row.challan_id for row in rows if row.challan_id})
    day = today(session)
    items = []
    for row in rows:
        figures_of = supply.get(row.challan_id or 0, linked.ChallanSupply())
        items.append(
            InvoiceListItem(
                invoice_number=row.number,
                invoice_date=row.date.isoformat(),
                po_numbers=row.order_number,
                dc_number=row.challan_number,
                linked_dc_numbers=row.challan_number,
                buyer_gstin=row.buyer_gstin,
                customer_gstin=row.buyer_gstin,
                taxable_value=row.taxable,
                total_items=row.lines,
                total_ordered_quantity=figures_of.ordered,
                total_dispatched_quantity=row.quantity or ZERO,
                total_pending_quantity=figures_of.pending,
                total_received_quantity=figures_of.received,
                total_invoice_value=row.total,
                status=payment_status(
                    cancelled=row.status is Status.CANCELLED,
                    paid=row.open <= 0,
                    overdue=voucher_detail.overdue(figures_of.accepted_on, row.payment_days, day),
                ),
                created_at=moment(row.created_at),
            )
        )
    return items


class InvoiceStats(BaseModel):
    """Figures over all live invoices."""

    total_invoiced: Number
    pending_payments: Number
    gst_collected: Number
    total_invoiced_change: Number
    pending_payments_count: int
    gst_collected_change: Number


def invoice_stats(session: Reading) -> InvoiceStats:
    """Pending is what payments, deductions and notes have left open."""
    found = figures.of_invoices(session)
    unpaid = open_invoices.totals(session, Filter())
    return InvoiceStats(
        total_invoiced=found.total,
        pending_payments=unpaid.sums.get("open", ZERO),
        gst_collected=found.gst,
        total_invoiced_change=found.total_change,
        pending_payments_count=unpaid.count,
        gst_collected_change=found.gst_change,
    )


class SRVListItem(BaseModel):
    """One SRV of the list."""

    srv_number: PaperNumber
    srv_date: Day
    po_number: OrderNumber
    total_received_qty: Number = ZERO
    total_rejected_qty: Number = ZERO
    total_order_qty: Number = ZERO
    total_challan_qty: Number = ZERO
    total_accepted_qty: Number = ZERO
    po_ordered_qty: Number = ZERO
    po_found: bool | None = True
    warning_message: str | None = None
    challan_numbers: str | None = None
    invoice_numbers: str | None = None
    created_at: Moment | None = None


def srv_list(session: Reading, order_number: str | None, part: Slice) -> list[SRVListItem]:
    """SRVs, the newest first; of one order, if its number is given."""
    wanted = Filter(order_number=order_number)
    rows = receipts.page(session, wanted, None, part.limit, part.offset)
    sums = receipts.sums_of(session, [row.id for row in rows])
    items = []
    for row in rows:
        found = row.status is not Status.UNLINKED
        more = sums.get(row.id, receipts.NO_SUMS)
        items.append(
            SRVListItem(
                srv_number=row.number,
                srv_date=row.date.isoformat(),
                po_number=(row.order_numbers or "").split(", ")[0],
                total_received_qty=row.received,
                total_rejected_qty=row.rejected,
                total_accepted_qty=row.accepted,
                total_order_qty=more.ordered,
                total_challan_qty=more.on_challan,
                po_ordered_qty=more.order_total,
                po_found=found,
                warning_message=None if found else "No order with this number has been imported.",
                challan_numbers=row.challan_numbers,
                invoice_numbers=row.invoice_numbers,
                created_at=moment(row.created_at),
            )
        )
    return items


class SRVStats(BaseModel):
    """Figures over all SRVs."""

    total_srvs: int
    total_received_qty: Number
    total_rejected_qty: Number
    rejection_rate: Number
    missing_po_count: int


def srv_stats(session: Reading) -> SRVStats:
    found = figures.of_receipts(session)
    return SRVStats(
        total_srvs=found.count,
        total_received_qty=found.received,
        total_rejected_qty=found.rejected,
        rejection_rate=found.rejection_rate,
        missing_po_count=found.without_order,
    )
