"""Purchase orders: /api/po."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, Response, UploadFile
from pydantic import BaseModel

from senstosales.api.contracts.senstosales import lists, uploads, wire
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    ActorOf,
    BooksOf,
    Router,
    SliceOf,
    clean,
    workbook,
)
from senstosales.api.contracts.senstosales.order_bodies import (
    OrderIn,
    corrected,
    entered,
    only_repeats,
)
from senstosales.api.contracts.senstosales.order_wire import PODetail, po_of
from senstosales.books.store import Books
from senstosales.domain.kinds import ImportOutcome
from senstosales.errors import Invalid
from senstosales.queries import figures, office, order_detail, orders, parties
from senstosales.services import manual_orders
from senstosales.services.importing import PageResult

router: APIRouter = Router(prefix="/api/po", tags=["PO"], route_class=uploads.UploadRoute)

Number = Annotated[str, Path(description="PO number", examples=["6639103"], max_length=60)]


class UploadOut(BaseModel):
    """What became of an uploaded page."""

    success: bool
    po_number: wire.OrderNumber
    warnings: list[str]
    linked_srvs: int


class UploadLine(BaseModel):
    """What became of one file."""

    filename: str
    success: bool
    po_number: wire.OrderNumber | None
    message: str
    linked_srvs: int


class UploadsOut(BaseModel):
    """What became of several files, one line a file."""

    total: int
    successful: int
    failed: int
    total_linked_srvs: int
    results: list[UploadLine]


class ContextOut(BaseModel):
    """Who sells and who buys."""

    po_number: wire.OrderNumber
    po_date: wire.Day
    supplier_name: str
    supplier_gstin: str | None
    buyer_name: str
    buyer_gstin: str | None
    buyer_address: str | None


class HasChallan(BaseModel):
    """Whether there is a challan, and the newest one."""

    has_dc: bool
    dc_id: str | None = None
    dc_number: wire.PaperNumber | None = None


class DeliveredOut(BaseModel):
    """What was written."""

    success: bool
    po_number: wire.OrderNumber
    item_no: int
    delivered_qty: wire.Number
    message: str


@router.get(
    "/stats", response_model=lists.POStats, summary="How many orders are open, and their worth"
)
def stats(books: BooksOf) -> Any:
    return books.ask(lists.po_stats)


@router.post("/upload", response_model=UploadOut, summary="Import one order page")
def upload(books: BooksOf, actor: ActorOf, file: Annotated[UploadFile, File()]) -> Any:
    result = uploads.store_one(books, actor, file)
    if result.outcome is ImportOutcome.REFUSED:
        raise Invalid(result.reason or "The page cannot be read.", field="file")
    if result.kind != "order":
        raise Invalid("This is an SRV page; send it to /api/srv/upload/batch.", field="file")
    return {
        "success": True,
        "po_number": result.number,
        "warnings": _warnings(result),
        "linked_srvs": result.linked_receipts,
    }


def _warnings(result: PageResult) -> list[str]:
    warnings = []
    if result.deviations:
        warnings.append(f"{result.deviations} deviations to check")
    if result.outcome is ImportOutcome.UNCHANGED:
        warnings.append("Nothing new on this page")
    if result.outcome is ImportOutcome.OLDER:
        warnings.append("An older amendment: kept as history only")
    return warnings


@router.post("/upload/batch", response_model=UploadsOut, summary="Import several order pages")
def upload_batch(books: BooksOf, actor: ActorOf, files: Annotated[list[UploadFile], File()]) -> Any:
    results = uploads.store_all(books, actor, files)
    rows = [
        {
            "filename": result.file_name,
            "success": result.outcome is not ImportOutcome.REFUSED,
            "po_number": result.number if result.kind == "order" else None,
            "message": result.reason or f"{result.kind} {result.number}: {result.outcome.value}",
            "linked_srvs": result.linked_receipts,
        }
        for result in results
    ]
    good = sum(1 for row in rows if row["success"])
    return {
        "total": len(rows),
        "successful": good,
        "failed": len(rows) - good,
        "total_linked_srvs": sum(result.linked_receipts for result in results),
        "results": rows,
    }


@router.get(
    "/", response_model=list[lists.POListItem], summary="All orders, the newest entered first"
)
def listed(books: BooksOf, part: SliceOf) -> Any:
    return books.ask(lists.po_list, part)


@router.post("/", response_model=PODetail, summary="Enter an order")
def create(books: BooksOf, actor: ActorOf, order: OrderIn) -> Any:
    order_id = manual_orders.create(books, actor, entered(order))
    return _detail(books, order_id)


@router.get(
    "/{po_number:path}/context",
    response_model=ContextOut,
    summary="Who sells and who buys, for filling a paper",
)
def context(books: BooksOf, po_number: Number) -> Any:
    with books.read() as session:
        order = order_detail.detail(session, orders.find(session, clean(po_number)))
        own = office.letterhead(session)
        buyer = parties.buyer_of_order(session, order.id)
        return {
            "po_number": order.number,
            "po_date": order.date.isoformat(),
            "supplier_name": order.supplier_name or own.name,
            "supplier_gstin": own.gstin,
            "buyer_name": buyer.name,
            "buyer_gstin": buyer.gstin,
            "buyer_address": buyer.address,
        }


@router.get(
    "/{po_number:path}/dc",
    response_model=HasChallan,
    response_model_exclude_none=True,
    summary="Whether the order has a challan",
)
def challan_of(books: BooksOf, po_number: Number) -> Any:
    reference = books.ask(figures.first_challan_of_order, clean(po_number))
    if reference is None:
        return {"has_dc": False}
    return {"has_dc": True, "dc_id": str(reference.id), "dc_number": reference.number}


@router.get("/{po_number:path}/excel", response_class=Response, responses=WORKBOOK,
            summary="The order as a workbook")  # fmt: skip
def excel(books: BooksOf, po_number: Number) -> Response:
    from senstosales.documents import order as document

    held = books.ask(order_detail.detail, books.ask(orders.find, clean(po_number)))
    return workbook(document.xlsx(held), f"PO_{held.number}.xlsx")


@router.patch(
    "/{po_number:path}/items/{item_no}/delivered_qty",
    response_model=DeliveredOut,
    summary="Say how much of an item has been delivered",
)
def delivered(
    books: BooksOf,
    actor: ActorOf,
    po_number: Number,
    item_no: Annotated[int, Path(ge=0, le=1_000_000, examples=[1])],
    delivered_qty: Annotated[Decimal, Query(ge=0, le=1_000_000_000, examples=[12.5])],
) -> Any:
    from senstosales.domain.amounts import quantity

    exact = quantity(delivered_qty)
    order_id = books.ask(orders.find, clean(po_number))
    manual_orders.set_delivered(books, actor, order_id, item_no, exact)
    return {
        "success": True,
        "po_number": clean(po_number),
        "item_no": item_no,
        "delivered_qty": exact,
        "message": f"Item {item_no}: delivered quantity set.",
    }


@router.get("/{po_number:path}", response_model=PODetail, summary="One order, whole")
def detail(books: BooksOf, po_number: Number) -> Any:
    return _detail(books, books.ask(orders.find, clean(po_number)))


@router.put("/{po_number:path}", response_model=PODetail, summary="Change an order")
def update(books: BooksOf, actor: ActorOf, po_number: Number, order: OrderIn) -> Any:
    order_id = books.ask(orders.find, clean(po_number))
    told = _detail(books, order_id)
    if only_repeats(order, told):
        return told
    held = books.ask(order_detail.detail, order_id)
    manual_orders.update(books, actor, order_id, corrected(order, held, told))
    return _detail(books, order_id)


def _detail(books: Books, order_id: int) -> PODetail:
    return books.ask(po_of, order_id)
