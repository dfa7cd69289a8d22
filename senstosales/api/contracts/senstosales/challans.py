"""Delivery challans: /api/dc."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict

from senstosales.api.contracts.senstosales import lists, wire
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    ActorOf,
    BooksOf,
    Router,
    clean,
    day_of,
    workbook,
)
from senstosales.books.store import Books, Reading
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid, NotFound
from senstosales.queries import challans, order_detail, orders, vouchers
from senstosales.queries.details import LotLine
from senstosales.services import bin as bin_
from senstosales.services import challans as service
from senstosales.services.drafts import make

router: APIRouter = Router(prefix="/api/dc", tags=["DC"])

Number = Annotated[str, Path(description="challan number", examples=["44"], max_length=60)]


class DCIn(BaseModel):
    """Head of a challan as sent."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    dc_number: str
    dc_date: str
    po_number: str | None = None
    department_no: str | None = None
    consignee_name: str | None = None
    consignee_gstin: str | None = None
    consignee_address: str | None = None
    inspection_company: str | None = None
    eway_bill_no: str | None = None
    vehicle_no: str | None = None
    lr_no: str | None = None
    transporter: str | None = None
    mode_of_transport: str | None = None
    remarks: str | None = None
    our_ref: str | None = None
    gc_number: str | None = None
    gc_date: str | None = None


class DCLineIn(BaseModel):
    """A line as sent; an item's id is what order detail gives. What is missing is answered 400."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    po_item_id: str | None = None
    lot_no: int | None = None
    dispatch_qty: Decimal | None = None
    hsn_code: str | None = None
    hsn_rate: Decimal | None = None
    no_of_packets: int | None = None


class DCCreate(BaseModel):
    """A challan as sent."""

    dc: DCIn
    items: list[DCLineIn] = []

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dc": {"dc_number": "45", "dc_date": "2023-11-20", "po_number": "6639103"},
                    "items": [{"po_item_id": "1", "lot_no": 1, "dispatch_qty": 10}],
                }
            ]
        }
    )


class DCMade(BaseModel):
    """The challan that was written."""

    success: bool
    dc_number: str


@router.get("/stats", response_model=lists.DCStats, summary="Figures over all challans")
def stats(books: BooksOf) -> Any:
    return books.ask(lists.dc_stats)


@router.get("/po/{po_number}/lots", summary="What of an order can still be sent, lot by lot")
def lots(
    books: BooksOf, po_number: Annotated[str, Path(max_length=60)]
) -> dict[str, list[dict[str, Any]]]:
    return {"lots": books.ask(lots_of, po_number)}


def lots_of(session: Reading, po_number: str) -> list[dict[str, Any]]:
    """The lots of an order; an unknown order has none."""
    try:
        found = order_detail.detail(session, orders.find(session, po_number))
    except NotFound:
        return []
    return [
        {
            "po_item_id": str(item.id),
            "po_item_no": item.item_no,
            "lot_no": lot.lot_no,
            "material_description": item.description,
            "drg_no": ", ".join(item.drawing_numbers) or None,
            "unit": item.unit,
            "ordered_qty": lists.number(lot.quantity),
            "received_qty": lists.number(lot.received),
            "remaining_qty": lists.number(_remaining(lot)),
            "suggested_dispatch_qty": lists.number(
                max((lot.override or ZERO) - lot.dispatched, ZERO)
            ),
        }
        for item in found.items
        if not item.is_cancelled
        for lot in item.lots
        if not lot.is_cancelled
    ]


def _remaining(lot: LotLine) -> Decimal:
    return max(lot.quantity - max(lot.delivered, lot.received), ZERO)


@router.get("/", response_model=list[lists.DCListItem], summary="All challans, the newest first")
def listed(
    books: BooksOf, po: Annotated[str | None, Query(max_length=60, description="PO number")] = None
) -> Any:
    return books.ask(lists.dc_list, po)


@router.post("/", response_model=DCMade, summary="Make a challan")
def create(books: BooksOf, actor: ActorOf, challan: DCCreate) -> Any:
    draft = _draft(books, challan, None)
    return {"success": True, "dc_number": service.create(books, actor, draft).number}


@router.get("/{dc_number:path}/invoice", summary="Whether the challan has an invoice")
def invoice_of(books: BooksOf, dc_number: Number) -> dict[str, Any]:
    held = books.ask(challans.detail, _find(books, dc_number))
    if held.invoice is None:
        return {"has_invoice": False}
    return {"has_invoice": True, "invoice_number": held.invoice.number}


@router.get("/{dc_number:path}/download", response_class=Response, responses=WORKBOOK,
            summary="The challan as a workbook")  # fmt: skip
def download(books: BooksOf, dc_number: Number) -> Response:
    from senstosales.documents import challan as document

    held = books.ask(challans.detail, _find(books, dc_number))
    return workbook(document.xlsx(held), f"DC_{held.number}.xlsx")


@router.get("/{dc_number:path}", summary="One challan, whole")
def detail(books: BooksOf, dc_number: Number) -> dict[str, Any]:
    return wire.dc_detail(books.ask(challans.detail, _find(books, dc_number)))


@router.put("/{dc_number:path}", response_model=DCMade, summary="Change a challan")
def update(books: BooksOf, actor: ActorOf, dc_number: Number, challan: DCCreate) -> Any:
    challan_id = _find(books, dc_number)
    if challan.dc.dc_number.strip().upper() != clean(dc_number).upper():
        raise Invalid("The number in the body is not the one in the address.", field="dc_number")
    held = books.ask(challans.detail, challan_id)
    draft = _draft(books, challan, held.order.id if held.order else None)
    return {"success": True, "dc_number": service.update(books, actor, challan_id, draft).number}


@router.delete("/{dc_number:path}", summary="Delete a challan that is not invoiced")
def delete(books: BooksOf, actor: ActorOf, dc_number: Number) -> dict[str, Any]:
    bin_.bin_challan(books, actor, _find(books, dc_number))
    return {"success": True, "message": f"Challan {clean(dc_number)} was deleted."}


def _find(books: Books, number: str) -> int:
    return books.ask(vouchers.find, VoucherKind.CHALLAN, clean(number))


def _draft(books: Books, challan: DCCreate, order_id: int | None) -> service.ChallanDraft:
    head = challan.dc
    number, day = head.dc_number.strip(), day_of(head.dc_date, "dc_date")
    if not number:
        raise Invalid("dc_number: give the challan a number.", field="dc_number")
    if day is None:
        raise Invalid("dc_date: give the challan a date.", field="dc_date")
    if not challan.items:
        raise Invalid("items: a challan needs at least one line.", field="items")
    if head.po_number:
        order_id = books.ask(orders.find, head.po_number)
    if order_id is None:
        order_id = _order_of_item(books, challan.items[0])
    held = books.ask(order_detail.detail, order_id)
    lots_by_item = {item.id: item.lots for item in held.items}
    printed = {
        name: getattr(head, name)
        for name in (
            "department_no", "inspection_company", "eway_bill_no", "vehicle_no", "lr_no",
            "transporter", "mode_of_transport", "remarks", "our_ref",
        )
    }  # fmt: skip
    printed |= {
        "certificate_number": head.gc_number,
        "certificate_date": day_of(head.gc_date, "gc_date"),
    }
    consignee = None
    if head.consignee_name:
        consignee = {
            "name": head.consignee_name.strip(),
            "gstin": head.consignee_gstin,
            "address": head.consignee_address,
        }
    lines = [_line(line, place, lots_by_item) for place, line in enumerate(challan.items)]
    return make(
        service.ChallanDraft,
        {
            "order_id": order_id,
            "date": day,
            "number": number,
            "lines": tuple(lines),
            "consignee": consignee,
            "particulars": printed,
        },
    )


def _order_of_item(books: Books, line: DCLineIn) -> int:
    if line.po_item_id is None or not line.po_item_id.isdigit():
        raise Invalid("items.0.po_item_id: name an item of an order.", field="items.0.po_item_id")
    order_id = books.ask(order_detail.order_of_item, int(line.po_item_id[:18]))
    if order_id is None:
        raise NotFound("order item", line.po_item_id)
    return order_id


def _line(
    line: DCLineIn, place: int, lots_by_item: dict[int, tuple[LotLine, ...]]
) -> dict[str, Any]:
    where = f"items.{place}"
    if not line.po_item_id or not line.po_item_id.isdigit():
        raise Invalid(f"{where}.po_item_id: name an item.", field=f"{where}.po_item_id")
    if line.dispatch_qty is None or not line.dispatch_qty.is_finite() or line.dispatch_qty <= 0:
        raise Invalid(
            f"{where}.dispatch_qty: enter a quantity above zero.", field=f"{where}.dispatch_qty"
        )
    item_id = int(line.po_item_id[:18])
    if item_id not in lots_by_item:
        raise NotFound("item in this order with the id", line.po_item_id)
    lot = None
    if line.lot_no is not None:
        lot = next((lot for lot in lots_by_item[item_id] if lot.lot_no == line.lot_no), None)
        if lot is None:
            raise NotFound("lot", line.lot_no)
    return {
        "order_item_id": item_id,
        "order_lot_id": lot.id if lot else None,
        "quantity": line.dispatch_qty,
        "packets": line.no_of_packets,
        "hsn": line.hsn_code,
    }
