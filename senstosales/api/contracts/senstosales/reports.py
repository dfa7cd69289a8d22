"""Reports: /api/reports. With `export=true` any of them is a workbook with one sheet, "Report"."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from senstosales.api.contracts.senstosales import challans as challan_routes
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    BooksOf,
    Router,
    clean,
    day_of,
    workbook,
)
from senstosales.api.contracts.senstosales.lists import number
from senstosales.books.store import Books, today
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries import challans, figures, office, reports, vouchers
from senstosales.queries.columns import Column

router: APIRouter = Router(prefix="/api/reports", tags=["REPORTS"])

Day = Annotated[str | None, Query(max_length=30, description="a day, such as 2024-04-01")]
Export = Annotated[bool, Query(description="a workbook instead of rows")]
Limit = Annotated[int | None, Query(ge=1, le=10_000)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


def _period(books: Books, since: str | None, until: str | None) -> reports.Period:
    day = books.ask(today)
    period = reports.Period.of(day, day_of(since, "start_date"), day_of(until, "end_date"))
    if period.since > period.until:
        raise Invalid("start_date lies after end_date.", field="start_date")
    return period


def _sheet(rows: Sequence[Any], columns: Sequence[Column], name: str) -> Response:
    from senstosales.documents import workbooks

    return workbook(workbooks.register("Report", columns, rows, None), name)


def _span(period: reports.Period) -> str:
    return f"{period.since.isoformat()}_to_{period.until.isoformat()}"


@router.get("/reconciliation", responses=WORKBOOK,
            summary="Ordered, dispatched, received, accepted, rejected by item")  # fmt: skip
def reconciliation(
    books: BooksOf,
    start_date: Day = None,
    end_date: Day = None,
    po: Annotated[str | None, Query(max_length=60, description="lots of this order")] = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    if po:
        return {"lots": books.ask(challan_routes.lots_of, po)}
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.reconciliation, period, limit, offset)
    if export:
        return _sheet(rows, reports.RECONCILIATION, f"PO_Reconciliation_{_span(period)}.xlsx")
    return [
        {
            "po_number": row.po_number,
            "po_item_no": row.po_item_no,
            "item_description": row.item_description,
            "ordered_qty": number(row.ordered_qty),
            "total_dispatched": number(row.total_dispatched),
            "total_accepted": number(row.total_accepted),
            "total_rejected": number(row.total_rejected),
            "total_received": number(row.total_received),
        }
        for row in rows
    ]


@router.get("/sales", responses=WORKBOOK, summary="Ordered and dispatched value by month")
def sales(
    books: BooksOf, start_date: Day = None, end_date: Day = None, export: Export = False
) -> Any:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.sales, period)
    if export:
        return _sheet(rows, reports.MONTHS, f"Monthly_Sales_{_span(period)}.xlsx")
    return [
        {
            "month": row.month,
            "ordered_value": number(row.ordered_value),
            "delivered_value": number(row.delivered_value),
        }
        for row in rows
    ]


@router.get("/register/dc", responses=WORKBOOK, summary="Challans of a period")
def challan_register(
    books: BooksOf,
    start_date: Day = None,
    end_date: Day = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.challan_register, period, limit, offset)
    if export:
        return _sheet(rows, reports.CHALLANS, f"DC_Register_{_span(period)}.xlsx")
    return [
        {
            "dc_number": row.dc_number,
            "dc_date": row.dc_date.isoformat(),
            "po_number": row.po_number,
            "consignee_name": row.consignee_name,
            "item_count": row.item_count,
            "total_qty": number(row.total_qty),
            "total_value": number(row.total_value),
        }
        for row in rows
    ]


@router.get("/register/invoice", responses=WORKBOOK, summary="Invoices of a period")
def invoice_register(
    books: BooksOf,
    start_date: Day = None,
    end_date: Day = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.invoice_register, period, limit, offset)
    if export:
        return _sheet(rows, reports.INVOICES, f"Invoice_Register_{_span(period)}.xlsx")
    return [
        {
            "invoice_number": row.invoice_number,
            "invoice_date": row.invoice_date.isoformat(),
            "dc_number": row.dc_number,
            "po_numbers": row.po_numbers,
            "buyer_gstin": row.buyer_gstin,
            "customer_gstin": row.buyer_gstin,
            "taxable_value": number(row.taxable_value),
            "cgst": number(row.cgst),
            "sgst": number(row.sgst),
            "igst": number(row.igst),
            "total_invoice_value": number(row.total_invoice_value),
        }
        for row in rows
    ]


@router.get("/register/po", response_class=Response, responses=WORKBOOK,
            summary="Orders of a period, always as a workbook")  # fmt: skip
def order_register(books: BooksOf, start_date: Day = None, end_date: Day = None) -> Response:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.order_register, period)
    return _sheet(rows, reports.ORDERS, f"Summary_{_span(period)}.xlsx")


@router.get("/pending", responses=WORKBOOK, summary="Items still to be dispatched")
def pending(
    books: BooksOf,
    start_date: Day = None,
    end_date: Day = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    period = _period(books, start_date, end_date) if start_date or end_date else None
    rows = books.ask(reports.pending, period, limit, offset)
    if export:
        return _sheet(rows, reports.PENDING, "Pending_Items.xlsx")
    return [
        {
            "po_number": row.po_number,
            "po_item_no": row.po_item_no,
            "material_description": row.material_description,
            "ord_qty": number(row.ord_qty),
            "pending_qty": number(row.pending_qty),
            "delivered_qty": number(row.delivered_qty),
            "del_qty": number(row.delivered_qty),
            "pen_qty": number(row.pending_qty),
        }
        for row in rows
    ]


@router.get("/kpis", summary="Three figures")
def kpis(books: BooksOf) -> dict[str, Any]:
    return {
        "pending_items": books.ask(reports.count_pending),
        "uninvoiced_dcs": books.ask(figures.of_challans).waiting,
        "system_status": "healthy",
    }


@router.get("/daily-dispatch", responses=WORKBOOK, summary="What left on a day")
def daily_dispatch(books: BooksOf, date: Day = None, export: Export = False) -> Any:
    day: dt.date = day_of(date, "date") or books.ask(today)
    rows = books.ask(reports.daily_dispatch, day)
    if export:
        return _sheet(rows, reports.DISPATCHES, f"Daily_Dispatch_{day.isoformat()}.xlsx")
    return [
        {
            "description": row.description,
            "quantity": number(row.quantity),
            "unit": row.unit,
            "packets": row.packets,
            "po_number": row.po_number,
            "dc_number": row.dc_number,
            "invoice_number": row.invoice_number,
            "destination": row.destination,
            "gemc_number": row.gemc_number,
        }
        for row in rows
    ]


@router.get("/guarantee-certificate", response_class=Response, responses=WORKBOOK,
            summary="The guarantee certificate of a challan, as a workbook")  # fmt: skip
def guarantee_certificate(
    books: BooksOf, dc_number: Annotated[str, Query(max_length=60, examples=["44"])]
) -> Response:
    from senstosales.documents import certificate

    found = books.ask(vouchers.find, VoucherKind.CHALLAN, clean(dc_number))
    held = books.ask(challans.detail, found)
    text = books.ask(office.setting, "certificate_text")
    return workbook(certificate.xlsx(held, text), f"GC_{held.number}.xlsx")
