"""The office at a glance: /api/dashboard and /api/search."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from senstosales.api.contracts.senstosales.doors import BooksOf, Router
from senstosales.api.contracts.senstosales.lists import moment, number
from senstosales.api.contracts.senstosales.wire import Number, po_status
from senstosales.books.store import Reading, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.queries import challans, figures, invoices, linked, orders
from senstosales.queries import receipts as receipt_queries
from senstosales.queries.columns import Filter, Sort

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


@router.get("/dashboard/activity", tags=["DASHBOARD"], summary="What was entered last")
def activity(
    books: BooksOf, limit: Annotated[int, Query(ge=1, le=500)] = 10
) -> list[dict[str, Any]]:
    return books.ask(_activity, limit)


def _activity(session: Reading, limit: int) -> list[dict[str, Any]]:
    newest = Sort("created_at", descending=True)
    rows: list[dict[str, Any]] = [
        {
            "type": "PO",
            "number": order.number,
            "date": order.date.isoformat(),
            "party": order.customer,
            "amount": number(order.value),
            "created_at": moment(order.created_at),
            "t_ord": number(order.ordered),
            "t_del": number(order.dispatched),
            "t_recd": number(order.received),
            "status": po_status(order.status),
        }
        for order in orders.page(session, Filter(), newest, limit, 0)
    ]
    sent = challans.page(session, Filter(), newest, limit, 0)
    billed = invoices.page(session, Filter(), newest, limit, 0)
    supply = linked.supply_of_challans(
        session, {c.id for c in sent} | {i.challan_id for i in billed if i.challan_id}
    )
    for challan in sent:
        of_challan = supply[challan.id]
        rows.append(
            {
                "type": "DC",
                "number": challan.number,
                "date": challan.date.isoformat(),
                "party": challan.consignee,
                "amount": number(challan.value),
                "created_at": moment(challan.created_at),
                "t_ord": number(of_challan.ordered),
                "t_del": number(challan.quantity),
                "t_recd": number(of_challan.received),
                "status": challan.status.value,
            }
        )
    for invoice in billed:
        of_challan = supply.get(invoice.challan_id or 0, linked.ChallanSupply())
        rows.append(
            {
                "type": "Invoice",
                "number": invoice.number,
                "date": invoice.date.isoformat(),
                "party": invoice.buyer,
                "amount": number(invoice.total),
                "created_at": moment(invoice.created_at),
                "t_ord": number(of_challan.ordered),
                "t_del": number(invoice.quantity),
                "t_recd": number(of_challan.received),
                "status": "Cancelled" if invoice.status is Status.CANCELLED else "Pending",
                "dc_number": invoice.challan_number,
            }
        )
    rows.sort(key=lambda row: str(row["created_at"]), reverse=True)
    return rows[:limit]


@router.get("/dashboard/insights", tags=["DASHBOARD"], summary="What wants looking at")
def insights(books: BooksOf) -> list[dict[str, str]]:
    return books.ask(_insights)


def _insights(session: Reading) -> list[dict[str, str]]:
    found = []
    untouched = figures.of_orders(session).untouched
    if untouched > MANY_NEW_ORDERS:
        found.append(
            {
                "type": "warning",
                "text": f"{untouched} orders have not been touched yet.",
                "action": "view_pending",
            }
        )
    waiting = figures.of_challans(session).waiting
    if waiting:
        found.append(
            {
                "type": "success" if waiting < MANY_CHALLANS else "warning",
                "text": f"{waiting} challans wait for their invoice.",
                "action": "view_uninvoiced",
            }
        )
    rejected = figures.rejections_since(session, today(session) - dt.timedelta(days=7))
    if rejected:
        found.append(
            {
                "type": "error",
                "text": f"{rejected} SRV lines of the last 7 days have rejected goods.",
                "action": "view_srv",
            }
        )
    if not found:
        found.append({"type": "success", "text": "All is well.", "action": "none"})
    return found


@router.get("/search/", tags=["SEARCH"], summary="Find orders, challans, invoices and SRVs")
def search(
    books: BooksOf, q: Annotated[str, Query(max_length=200, examples=["6639103"])]
) -> dict[str, list[dict[str, Any]]]:
    return {"results": books.ask(_search, q)}


def _search(session: Reading, text: str) -> list[dict[str, Any]]:
    words = tuple(text.split())[:6]
    if not words:
        return []
    wanted = Filter(words=words)
    results = [
        _hit(
            row.id,
            "PO",
            "Purchase Order",
            row.number,
            row.date,
            row.customer,
            row.value,
            po_status(row.status),
        )
        for row in orders.page(session, wanted, None, PER_KIND, 0)
    ]
    results += [
        _hit(
            row.id,
            "DC",
            "Delivery Challan",
            row.number,
            row.date,
            row.consignee,
            row.value,
            row.status.value,
        )
        for row in challans.page(session, wanted, None, PER_KIND, 0)
    ]
    results += [
        _hit(
            row.id,
            "Invoice",
            "Tax Invoice",
            row.number,
            row.date,
            row.buyer,
            row.total,
            row.status.value,
        )
        for row in invoices.page(session, wanted, None, PER_KIND, 0)
    ]
    results += [
        _hit(
            row.id,
            "SRV",
            "Stores Receipt",
            row.number,
            row.date,
            row.order_numbers,
            None,
            row.status.value,
        )
        for row in receipt_queries.page(session, wanted, None, PER_KIND, 0)
    ]
    return results


def _hit(
    key: int, kind: str, label: str, shown: str, day: dt.date, party: str | None, amount: Any,
    status: str,
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": str(key),
        "type": kind,
        "type_label": label,
        "number": shown,
        "date": day.isoformat(),
        "party": party,
        "amount": None if amount is None else number(amount),
        "status": status,
    }
