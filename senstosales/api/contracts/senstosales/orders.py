"""Purchase orders: /api/po."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from senstosales.api.contracts.senstosales import lists, uploads, wire
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    ActorOf,
    BooksOf,
    Router,
    clean,
    day_of,
    workbook,
)
from senstosales.books.store import Books
from senstosales.domain.kinds import ImportOutcome
from senstosales.errors import Invalid
from senstosales.queries import figures, office, order_detail, orders, parties
from senstosales.queries.details import LotLine, OrderDetail
from senstosales.services import manual_orders
from senstosales.services.drafts import make
from senstosales.services.importing import PageResult

router: APIRouter = Router(prefix="/api/po", tags=["PO"])

Number = Annotated[str, Path(description="PO number", examples=["6639103"], max_length=60)]
Figure = Decimal | None


class LotIn(BaseModel):
    """A lot as sent; what the books work out themselves is read over."""

    lot_no: int | None = None
    ordered_quantity: Figure = Decimal(0)
    delivered_quantity: Figure = Decimal(0)
    manual_override_qty: Figure = None
    dely_date: str | None = None
    entry_allow_date: str | None = None
    dest_code: int | str | None = None


class ItemIn(BaseModel):
    """An item as sent."""

    po_item_no: int
    material_code: str | None = None
    material_description: str | None = None
    drg_no: str | None = None
    unit: str | None = None
    hsn_code: str | None = None
    mtrl_cat: int | str | None = None
    po_rate: Figure = None
    ordered_quantity: Figure = None
    item_value: Figure = None
    delivered_quantity: Figure = Decimal(0)
    deliveries: list[LotIn] = []


class HeaderIn(BaseModel):
    """The head as sent; a client may send the number as a number."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    po_number: str
    po_date: str | None = None
    supplier_name: str | None = None
    supplier_code: str | None = None
    department_no: str | None = None
    enquiry_no: str | None = None
    quotation_ref: str | None = None
    quotation_date: str | None = None
    rc_no: str | None = None
    order_type: str | None = None
    tin_no: str | None = None
    ecc_no: str | None = None
    mpct_no: str | None = None
    po_value: Figure = None
    fob_value: Figure = None
    ex_rate: Figure = None
    net_po_value: Figure = None
    currency: str | None = None
    amend_no: int | None = 0
    inspection_by: str | None = None
    issuer_name: str | None = None
    issuer_designation: str | None = None
    issuer_phone: str | None = None
    remarks: str | None = None


class OrderIn(BaseModel):
    """An order as sent to POST and PUT."""

    header: HeaderIn
    items: list[ItemIn] = Field(default=[], max_length=999)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "header": {"po_number": "6639555", "po_date": "2023-09-05"},
                    "items": [
                        {"po_item_no": 1, "unit": "NO", "ordered_quantity": 40, "po_rate": 125}
                    ],
                }
            ]
        }
    )


class DeliveredOut(BaseModel):
    """What was written."""

    success: bool
    po_number: str
    item_no: int
    delivered_qty: wire.Number
    message: str


@router.get(
    "/stats", response_model=lists.POStats, summary="How many orders are open, and their worth"
)
def stats(books: BooksOf) -> Any:
    return books.ask(lists.po_stats)


@router.post("/upload", summary="Import one order page")
def upload(books: BooksOf, actor: ActorOf, file: Annotated[UploadFile, File()]) -> dict[str, Any]:
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


@router.post("/upload/batch", summary="Import several order pages")
def upload_batch(
    books: BooksOf, actor: ActorOf, files: Annotated[list[UploadFile], File()]
) -> dict[str, Any]:
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
def listed(
    books: BooksOf,
    limit: Annotated[int | None, Query(ge=1, le=1000)] = None,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    page: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> Any:
    if page is not None:
        limit = limit or 100
        offset = (page - 1) * limit
    return books.ask(lists.po_list, limit, offset)


@router.post("/", response_model=wire.PODetail, summary="Enter an order")
def create(books: BooksOf, actor: ActorOf, order: OrderIn) -> Any:
    order_id = manual_orders.create(books, actor, _draft(order, None))
    return _detail(books, order_id)


@router.get("/{po_number}", response_model=wire.PODetail, summary="One order, whole")
def detail(books: BooksOf, po_number: Number) -> Any:
    return _detail(books, books.ask(orders.find, po_number))


@router.put("/{po_number}", response_model=wire.PODetail, summary="Change an order")
def update(books: BooksOf, actor: ActorOf, po_number: Number, order: OrderIn) -> Any:
    order_id = books.ask(orders.find, po_number)
    held = books.ask(order_detail.detail, order_id)
    manual_orders.update(books, actor, order_id, _draft(order, held))
    return _detail(books, order_id)


@router.get("/{po_number}/context", summary="Who sells and who buys, for filling a paper")
def context(books: BooksOf, po_number: Number) -> dict[str, Any]:
    with books.read() as session:
        order = order_detail.detail(session, orders.find(session, po_number))
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


@router.get("/{po_number}/dc", summary="Whether the order has a challan")
def challan_of(books: BooksOf, po_number: Number) -> dict[str, Any]:
    reference = books.ask(figures.first_challan_of_order, po_number)
    if reference is None:
        return {"has_dc": False}
    return {"has_dc": True, "dc_id": str(reference.id), "dc_number": reference.number}


@router.get("/{po_number}/excel", response_class=Response, responses=WORKBOOK,
            summary="The order as a workbook")  # fmt: skip
def excel(books: BooksOf, po_number: Number) -> Response:
    from senstosales.documents import order as document

    held = books.ask(order_detail.detail, books.ask(orders.find, po_number))
    return workbook(document.xlsx(held), f"PO_{held.number}.xlsx")


@router.patch(
    "/{po_number}/items/{item_no}/delivered_qty",
    response_model=DeliveredOut,
    summary="Say how much of an item has been delivered",
)
def delivered(
    books: BooksOf,
    actor: ActorOf,
    po_number: Number,
    item_no: Annotated[int, Path(ge=0, le=100_000)],
    delivered_qty: Annotated[Decimal, Query(ge=0, le=1_000_000_000)],
) -> Any:
    from senstosales.domain.amounts import quantity

    exact = quantity(delivered_qty)
    order_id = books.ask(orders.find, po_number)
    manual_orders.set_delivered(books, actor, order_id, item_no, exact)
    return {
        "success": True,
        "po_number": clean(po_number),
        "item_no": item_no,
        "delivered_qty": exact,
        "message": f"Item {item_no}: delivered quantity set.",
    }


def _detail(books: Books, order_id: int) -> wire.PODetail:
    with books.read() as session:
        gstin = office.letterhead(session).gstin
        return wire.po_detail(order_detail.detail(session, order_id), gstin)


def _draft(order: OrderIn, held: OrderDetail | None) -> manual_orders.OrderDraft:
    """What is to be stored; `held` is the order as it stands when it is changed."""
    head = order.header
    day = day_of(head.po_date, "po_date") or (held.date if held else None)
    if day is None:
        raise Invalid("po_date: give the order a date.", field="po_date")
    same = (
        "supplier_name", "supplier_code", "department_no", "enquiry_no", "quotation_ref", "rc_no",
        "order_type", "fob_value", "ex_rate", "currency", "inspection_by", "issuer_name",
        "issuer_designation", "issuer_phone", "remarks",
    )  # fmt: skip
    given = head.model_fields_set
    facts: dict[str, Any] = {name: getattr(head, name) for name in same if name in given}
    for name, own in (
        ("tin_no", "buyer_tin_no"),
        ("ecc_no", "buyer_ecc_no"),
        ("mpct_no", "buyer_mpct_no"),
    ):
        if name in given:
            facts[own] = getattr(head, name)
    if head.po_value:
        facts["order_value"] = head.po_value
    if head.net_po_value:
        facts["net_value"] = head.net_po_value
    if "quotation_date" in given:
        facts["quotation_date"] = day_of(head.quotation_date, "quotation_date")
    if head.amend_no is not None and "amend_no" in given:
        facts["amend_no"] = head.amend_no
    return make(
        manual_orders.OrderDraft,
        facts
        | {
            "number": held.number if held else head.po_number.strip(),
            "date": day,
            "items": tuple(_item(item, held) for item in order.items),
        },
    )


def _item(item: ItemIn, held: OrderDetail | None) -> dict[str, Any]:
    known = {
        lot.lot_no: lot
        for line in (held.items if held else ())
        if line.item_no == item.po_item_no
        for lot in line.lots
    }
    lots = [
        _lot(lot, place, known.get(lot.lot_no or place))
        for place, lot in enumerate(item.deliveries, 1)
    ]
    return {
        "item_no": item.po_item_no,
        "quantity": item.ordered_quantity or Decimal(0),
        "rate": item.po_rate or Decimal(0),
        "material_code": item.material_code,
        "material_category": None if item.mtrl_cat is None else str(item.mtrl_cat),
        "unit": item.unit,
        "description": item.material_description,
        "drawing": item.drg_no,
        "hsn": item.hsn_code,
        "item_value": item.item_value or None,
        "lots": tuple(lots),
    }


def _lot(lot: LotIn, place: int, held: LotLine | None) -> dict[str, Any]:
    """A delivered quantity that is sent is a clerk's word, unless it only repeats what we told."""
    delivered = lot.manual_override_qty or lot.delivered_quantity
    if held is not None and delivered == held.delivered:
        delivered = None
    return {
        "lot_no": lot.lot_no or place,
        "quantity": lot.ordered_quantity or Decimal(0),
        "delivered": delivered or None,
        "due_date": day_of(lot.dely_date, "dely_date"),
        "entry_allow_date": day_of(lot.entry_allow_date, "entry_allow_date"),
        "dest_code": None if lot.dest_code is None else str(lot.dest_code),
    }
