"""The office at a glance: /api/dashboard and /api/search."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import BooksOf, Router
from senstosales.api.contracts.senstosales.lists import NEWEST
from senstosales.api.contracts.senstosales.wire import Day, Moment, Number, moment, po_status
from senstosales.books.store import Reading, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.months import shown
from senstosales.queries import challans, figures, invoices, linked, orders
from senstosales.queries import receipts as receipt_queries
from senstosales.queries.columns import Filter, PageOf

router: APIRouter = Router(prefix="/api")

MANY_NEW_ORDERS = 5
MANY_CHALLANS = 10
PER_KIND = 5


class DashboardSummary(BaseModel):
    """Figures of the month and of the order book; growth in percent."""

    total_sales_month: Number
    sales_growth: Number
    pending_pos: int
    new_pos_today: int
    active_challans: int
    active_challans_growth: str
    total_po_value: Number
    po_value_growth: Number
    total_ordered: Number = ZERO
    total_delivered: Number = ZERO
    total_received: Number = ZERO


@router.get("/dashboard/summary", response_model=DashboardSummary, tags=["DASHBOARD"],
            summary="Figures of the month and of the order book")  # fmt: skip
def summary(books: BooksOf) -> Any:
    found = books.ask(figures.summary)
    more = found.active_challans - found.active_challans_before
    return DashboardSummary(
        total_sales_month=found.sales_of_month,
        sales_growth=found.sales_growth,
        pending_pos=found.pending_orders,
        new_pos_today=found.new_orders_today,
        active_challans=found.active_challans,
        active_challans_growth=f"{more:+d} since last month" if more else "Stable",
        total_po_value=found.order_value,
        po_value_growth=found.order_value_growth,
        total_ordered=found.ordered,
        total_delivered=found.delivered,
        total_received=found.received,
    )


class ActivityLine(BaseModel):
    """A paper that was entered lately."""

    type: Literal["PO", "Invoice", "DC"]
    number: str
    date: Day
    party: str | None
    amount: Number
    created_at: Moment
    t_ord: Number
    t_del: Number
    t_recd: Number
    status: str
    dc_number: str | None = None


@router.get("/dashboard/activity", response_model=list[ActivityLine], tags=["DASHBOARD"],
            summary="What was entered last")  # fmt: skip
def activity(books: BooksOf, limit: Annotated[int, Query(ge=1, le=500)] = 10) -> Any:
    return books.ask(_activity, limit)


def _activity(session: Reading, limit: int) -> list[ActivityLine]:
    rows = [
        ActivityLine(
            type="PO",
            number=order.number,
            date=order.date.isoformat(),
            party=order.customer,
            amount=order.value or ZERO,
            created_at=moment(order.created_at),
            t_ord=order.ordered,
            t_del=order.dispatched,
            t_recd=order.received,
            status=po_status(order.status),
        )
        for order in orders.page(session, Filter(), NEWEST, limit, 0)
    ]
    sent = challans.page(session, Filter(), NEWEST, limit, 0)
    billed = invoices.page(session, Filter(), NEWEST, limit, 0)
    supply = linked.supply_of_challans(
        session, {c.id for c in sent} | {i.challan_id for i in billed if i.challan_id}
    )
    for challan in sent:
        of_challan = supply[challan.id]
        rows.append(
            ActivityLine(
                type="DC",
                number=challan.number,
                date=challan.date.isoformat(),
                party=challan.consignee,
                amount=challan.value or ZERO,
                created_at=moment(challan.created_at),
                t_ord=of_challan.ordered,
                t_del=challan.quantity,
                t_recd=of_challan.received,
                status=challan.status.value,
            )
        )
    for invoice in billed:
        of_challan = supply.get(invoice.challan_id or 0, linked.ChallanSupply())
        rows.append(
            ActivityLine(
                type="Invoice",
                number=invoice.number,
                date=invoice.date.isoformat(),
                party=invoice.buyer,
                amount=invoice.total,
                created_at=moment(invoice.created_at),
                t_ord=of_challan.ordered,
                t_del=invoice.quantity or ZERO,
                t_recd=of_challan.received,
                status="Cancelled" if invoice.status is Status.CANCELLED else "Pending",
                dc_number=invoice.challan_number,
            )
        )
    rows.sort(key=lambda row: row.created_at, reverse=True)
    return rows[:limit]


class Insight(BaseModel):
    """Something that wants looking at, and the screen that shows it."""

    type: Literal["warning", "success", "error"]
    text: str = Field(examples=["3 challans wait for their invoice."])
    action: Literal["view_pending", "view_uninvoiced", "view_srv", "none"]


@router.get("/dashboard/insights", response_model=list[Insight], tags=["DASHBOARD"],
            summary="What wants looking at")  # fmt: skip
def insights(books: BooksOf) -> Any:
    return books.ask(_insights)


def _insights(session: Reading) -> list[Insight]:
    found = []
    untouched = figures.of_orders(session).untouched
    if untouched > MANY_NEW_ORDERS:
        text = f"{untouched} orders have not been touched yet."
        found.append(Insight(type="warning", text=text, action="view_pending"))
    waiting = figures.of_challans(session).waiting
    if waiting:
        text = f"{waiting} challans wait for their invoice."
        kind: Literal["success", "warning"] = "success" if waiting < MANY_CHALLANS else "warning"
        found.append(Insight(type=kind, text=text, action="view_uninvoiced"))
    rejected = figures.rejections_since(session, today(session) - dt.timedelta(days=7))
    if rejected:
        text = f"{rejected} SRV lines of the last 7 days have rejected goods."
        found.append(Insight(type="error", text=text, action="view_srv"))
    return found or [Insight(type="success", text="All is well.", action="none")]


class Hit(BaseModel):
    """Something found; an order's, challan's or invoice's `amount` in rupees."""

    id: str
    type: Literal["PO", "DC", "Invoice", "SRV"]
    type_label: str = Field(examples=["Purchase Order"])
    number: str
    date: Day
    party: str | None
    supplier_name: str | None
    subtitle: str
    amount: Number | None
    status: str


class SearchOut(BaseModel):
    """What was found: at most five of each kind."""

    results: list[Hit]


@router.get("/search/", response_model=SearchOut, tags=["SEARCH"],
            summary="Find orders, challans, invoices and SRVs")  # fmt: skip
def search(books: BooksOf, q: Annotated[str, Query(max_length=200, examples=["6639103"])]) -> Any:
    return SearchOut(results=books.ask(_search, q))


_LABELS = {
    "PO": "Purchase Order", "DC": "Delivery Challan", "Invoice": "Tax Invoice",
    "SRV": "Stores Receipt",
}  # fmt: skip


def _search(session: Reading, text: str) -> list[Hit]:
    words = tuple(text.split())[:6]
    if not words:
        return []
    results = [
        _hit("PO", row, row.customer, row.value, po_status(row.status))
        for row in _found(session, orders.page, words)
    ]
    results += [
        _hit("DC", row, row.consignee, row.value, row.status.value)
        for row in _found(session, challans.page, words)
    ]
    results += [
        _hit("Invoice", row, row.buyer, row.total, row.status.value)
        for row in _found(session, invoices.page, words)
    ]
    results += [
        _hit("SRV", row, row.order_numbers, None, row.status.value)
        for row in _found(session, receipt_queries.page, words)
    ]
    return results


def _found(session: Reading, page: PageOf, words: tuple[str, ...]) -> list[Any]:
    """The newest that hold every word; the one that bears just this number first, however old."""
    exact = Filter(number=" ".join(words))
    rows = {row.id: row for row in page(session, exact, None, PER_KIND, 0)}
    for row in page(session, Filter(words=words), None, PER_KIND, 0):
        rows.setdefault(row.id, row)
    return list(rows.values())[:PER_KIND]


def _hit(
    kind: Literal["PO", "DC", "Invoice", "SRV"], row: Any, party: str | None,
    amount: Decimal | None, status: str,
) -> Hit:  # fmt: skip
    return Hit(
        id=str(row.id),
        type=kind,
        type_label=_LABELS[kind],
        number=row.number,
        date=row.date.isoformat(),
        party=party,
        supplier_name=party,
        subtitle=f"{_LABELS[kind]} of {shown(row.date)}",
        amount=amount,
        status=status,
    )
