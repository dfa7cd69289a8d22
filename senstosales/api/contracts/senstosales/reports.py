"""Reports: /api/reports. With `export=true` any of them is a workbook with one sheet, "Report"."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.challans import LotsOut, lots_of
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    BooksOf,
    Router,
    clean,
    day_of,
    workbook,
)
from senstosales.api.contracts.senstosales.wire import Day, Number
from senstosales.books.store import Books, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries import challans, figures, office, reports, vouchers
from senstosales.queries.columns import Column

router: APIRouter = Router(prefix="/api/reports", tags=["REPORTS"])

DayAsked = Annotated[str | None, Query(max_length=30, description="a day, such as 2024-04-01")]
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


class ReconciliationLine(BaseModel):
    """One item of an order."""

    po_number: str
    po_item_no: int
    item_description: str | None
    ordered_qty: Number
    total_dispatched: Number
    total_accepted: Number
    total_rejected: Number
    total_received: Number


class MonthLine(BaseModel):
    """One month, in rupees."""

    month: str = Field(examples=["2023-11"])
    ordered_value: Number
    delivered_value: Number


class ChallanLine(BaseModel):
    """One challan."""

    dc_number: str
    dc_date: Day
    po_number: str | None
    consignee_name: str | None
    item_count: int
    total_qty: Number
    total_value: Number


class InvoiceEntryLine(BaseModel):
    """One invoice, in rupees."""

    invoice_number: str
    invoice_date: Day
    dc_number: str | None
    po_numbers: str | None
    buyer_gstin: str | None
    customer_gstin: str | None
    taxable_value: Number
    cgst: Number
    sgst: Number
    igst: Number
    total_invoice_value: Number


class PendingLine(BaseModel):
    """One item of which something is still to be dispatched."""

    po_number: str
    po_item_no: int
    material_description: str | None
    ord_qty: Number
    pending_qty: Number
    delivered_qty: Number
    del_qty: Number
    pen_qty: Number


class KpisOut(BaseModel):
    """Three figures."""

    pending_items: int
    uninvoiced_dcs: int
    system_status: str


class DispatchLine(BaseModel):
    """One line of a challan that left on the day."""

    description: str | None
    quantity: Number
    unit: str | None
    packets: int | None
    po_number: str | None
    dc_number: str
    invoice_number: str | None
    destination: str | None
    gemc_number: str | None


@router.get("/reconciliation", response_model=list[ReconciliationLine] | LotsOut, responses=WORKBOOK,
            summary="Ordered, dispatched, received, accepted, rejected by item")  # fmt: skip
def reconciliation(
    books: BooksOf,
    start_date: DayAsked = None,
    end_date: DayAsked = None,
    po: Annotated[str | None, Query(max_length=60, description="lots of this order")] = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    if po:
        return LotsOut(lots=books.ask(lots_of, po))
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.reconciliation, period, limit, offset)
    if export:
        return _sheet(rows, reports.RECONCILIATION, f"PO_Reconciliation_{_span(period)}.xlsx")
    return [
        ReconciliationLine(
            po_number=row.po_number,
            po_item_no=row.po_item_no,
            item_description=row.item_description,
            ordered_qty=row.ordered_qty,
            total_dispatched=row.total_dispatched,
            total_accepted=row.total_accepted,
            total_rejected=row.total_rejected,
            total_received=row.total_received,
        )
        for row in rows
    ]


@router.get(
    "/sales",
    response_model=list[MonthLine],
    responses=WORKBOOK,
    summary="Ordered and dispatched value by month",
)
def sales(
    books: BooksOf, start_date: DayAsked = None, end_date: DayAsked = None, export: Export = False
) -> Any:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.sales, period)
    if export:
        return _sheet(rows, reports.MONTHS, f"Monthly_Sales_{_span(period)}.xlsx")
    return [
        MonthLine(
            month=row.month,
            ordered_value=row.ordered_value,
            delivered_value=row.delivered_value,
        )
        for row in rows
    ]


@router.get(
    "/register/dc",
    response_model=list[ChallanLine],
    responses=WORKBOOK,
    summary="Challans of a period",
)
def challan_register(
    books: BooksOf,
    start_date: DayAsked = None,
    end_date: DayAsked = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.challan_register, period, limit, offset)
    if export:
        return _sheet(rows, reports.CHALLANS, f"DC_Register_{_span(period)}.xlsx")
    return [
        ChallanLine(
            dc_number=row.dc_number,
            dc_date=row.dc_date.isoformat(),
            po_number=row.po_number,
            consignee_name=row.consignee_name,
            item_count=row.item_count,
            total_qty=row.total_qty,
            total_value=row.total_value or ZERO,
        )
        for row in rows
    ]


@router.get(
    "/register/invoice",
    response_model=list[InvoiceEntryLine],
    responses=WORKBOOK,
    summary="Invoices of a period",
)
def invoice_register(
    books: BooksOf,
    start_date: DayAsked = None,
    end_date: DayAsked = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.invoice_register, period, limit, offset)
    if export:
        return _sheet(rows, reports.INVOICES, f"Invoice_Register_{_span(period)}.xlsx")
    return [
        InvoiceEntryLine(
            invoice_number=row.invoice_number,
            invoice_date=row.invoice_date.isoformat(),
            dc_number=row.dc_number,
            po_numbers=row.po_numbers,
            buyer_gstin=row.buyer_gstin,
            customer_gstin=row.buyer_gstin,
            taxable_value=row.taxable_value,
            cgst=row.cgst,
            sgst=row.sgst,
            igst=row.igst,
            total_invoice_value=row.total_invoice_value,
        )
        for row in rows
    ]


@router.get("/register/po", response_class=Response, responses=WORKBOOK,
            summary="Orders of a period, always as a workbook")  # fmt: skip
def order_register(
    books: BooksOf, start_date: DayAsked = None, end_date: DayAsked = None
) -> Response:
    period = _period(books, start_date, end_date)
    rows = books.ask(reports.order_register, period)
    return _sheet(rows, reports.ORDERS, f"Summary_{_span(period)}.xlsx")


@router.get(
    "/pending",
    response_model=list[PendingLine],
    responses=WORKBOOK,
    summary="Items still to be dispatched",
)
def pending(
    books: BooksOf,
    start_date: DayAsked = None,
    end_date: DayAsked = None,
    export: Export = False,
    limit: Limit = None,
    offset: Offset = 0,
) -> Any:
    period = _period(books, start_date, end_date) if start_date or end_date else None
    rows = books.ask(reports.pending, period, limit, offset)
    if export:
        return _sheet(rows, reports.PENDING, "Pending_Items.xlsx")
    return [
        PendingLine(
            po_number=row.po_number,
            po_item_no=row.po_item_no,
            material_description=row.material_description,
            ord_qty=row.ord_qty,
            pending_qty=row.pending_qty,
            delivered_qty=row.delivered_qty,
            del_qty=row.delivered_qty,
            pen_qty=row.pending_qty,
        )
        for row in rows
    ]


@router.get("/kpis", response_model=KpisOut, summary="Three figures")
def kpis(books: BooksOf) -> Any:
    return {
        "pending_items": books.ask(reports.count_pending),
        "uninvoiced_dcs": books.ask(figures.of_challans).waiting,
        "system_status": "healthy",
    }


@router.get(
    "/daily-dispatch",
    response_model=list[DispatchLine],
    responses=WORKBOOK,
    summary="What left on a day",
)
def daily_dispatch(books: BooksOf, date: DayAsked = None, export: Export = False) -> Any:
    day: dt.date = day_of(date, "date") or books.ask(today)
    rows = books.ask(reports.daily_dispatch, day)
    if export:
        return _sheet(rows, reports.DISPATCHES, f"Daily_Dispatch_{day.isoformat()}.xlsx")
    return [
        DispatchLine(
            description=row.description,
            quantity=row.quantity,
            unit=row.unit,
            packets=row.packets,
            po_number=row.po_number,
            dc_number=row.dc_number,
            invoice_number=row.invoice_number,
            destination=row.destination,
            gemc_number=row.gemc_number,
        )
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
