"""Delivery challans: /api/dc."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from senstosales.api.contracts.senstosales import lists, wire
from senstosales.api.contracts.senstosales.challan_bodies import DCCreate, corrected, entered
from senstosales.api.contracts.senstosales.challan_wire import DCDetail, dc_detail
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    ActorOf,
    BooksOf,
    Router,
    SliceOf,
    clean,
    workbook,
)
from senstosales.books.store import Books, Reading
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid, NotFound
from senstosales.queries import challans, order_detail, orders, vouchers
from senstosales.services import bin as bin_
from senstosales.services import challans as service

router: APIRouter = Router(prefix="/api/dc", tags=["DC"])

Number = Annotated[str, Path(description="challan number", examples=["44"], max_length=60)]


class DCMade(BaseModel):
    """The challan that was written."""

    success: bool
    dc_number: str


@router.get("/stats", response_model=lists.DCStats, summary="Figures over all challans")
def stats(books: BooksOf) -> Any:
    return books.ask(lists.dc_stats)


class LotOut(BaseModel):
    """A lot of an order: what of it can still be sent."""

    po_item_id: str
    po_item_no: int
    lot_no: int
    material_description: str | None
    drg_no: str | None
    unit: str
    ordered_qty: wire.Number
    received_qty: wire.Number
    remaining_qty: wire.Number
    suggested_dispatch_qty: wire.Number


class LotsOut(BaseModel):
    """The lots of an order; an unknown order has none."""

    lots: list[LotOut]


class HasInvoice(BaseModel):
    """Whether there is an invoice, and its number."""

    has_invoice: bool
    invoice_number: wire.PaperNumber | None = None


@router.get("/po/{po_number:path}/lots", response_model=LotsOut,
            summary="What of an order can still be sent, lot by lot")  # fmt: skip
def lots(books: BooksOf, po_number: Annotated[str, Path(max_length=60)]) -> Any:
    return LotsOut(lots=books.ask(lots_of, po_number))


def lots_of(session: Reading, po_number: str) -> list[LotOut]:
    """The lots of an order; an unknown order has none."""
    try:
        found = order_detail.detail(session, orders.find(session, po_number))
    except NotFound:
        return []
    return [
        LotOut(
            po_item_id=str(item.id),
            po_item_no=item.item_no,
            lot_no=lot.lot_no,
            material_description=item.description,
            drg_no=", ".join(item.drawing_numbers) or None,
            unit=item.unit,
            ordered_qty=lot.quantity,
            received_qty=lot.received,
            remaining_qty=max(lot.quantity - max(lot.delivered, lot.received), ZERO),
            suggested_dispatch_qty=max((lot.override or ZERO) - lot.dispatched, ZERO),
        )
        for item in found.items
        if not item.is_cancelled
        for lot in item.lots
        if not lot.is_cancelled
    ]


@router.get("/", response_model=list[lists.DCListItem], summary="All challans, the newest first")
def listed(
    books: BooksOf,
    part: SliceOf,
    po: Annotated[str | None, Query(max_length=60, description="PO number")] = None,
) -> Any:
    return books.ask(lists.dc_list, po, part)


@router.post("/", response_model=DCMade, summary="Make a challan")
def create(books: BooksOf, actor: ActorOf, challan: DCCreate) -> Any:
    issued = service.create(books, actor, books.ask(entered, challan))
    return {"success": True, "dc_number": issued.number}


@router.get("/{dc_number:path}/invoice", response_model=HasInvoice,
            response_model_exclude_none=True, summary="Whether the challan has an invoice")  # fmt: skip
def invoice_of(books: BooksOf, dc_number: Number) -> Any:
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


@router.get("/{dc_number:path}", response_model=DCDetail, summary="One challan, whole")
def detail(books: BooksOf, dc_number: Number) -> Any:
    return dc_detail(books.ask(challans.detail, _find(books, dc_number)))


@router.put("/{dc_number:path}", response_model=DCMade, summary="Change a challan")
def update(books: BooksOf, actor: ActorOf, dc_number: Number, challan: DCCreate) -> Any:
    challan_id = _find(books, dc_number)
    if challan.dc.dc_number.strip().upper() != clean(dc_number).upper():
        raise Invalid("The number in the body is not the one in the address.", field="dc_number")
    draft = books.ask(corrected, challan, challan_id)
    return {"success": True, "dc_number": service.update(books, actor, challan_id, draft).number}


@router.delete("/{dc_number:path}", response_model=wire.Deleted,
               summary="Delete a challan that is not invoiced")  # fmt: skip
def delete(books: BooksOf, actor: ActorOf, dc_number: Number) -> Any:
    bin_.bin_voucher(books, actor, VoucherKind.CHALLAN, _find(books, dc_number))
    return {"success": True, "message": f"Challan {clean(dc_number)} was deleted."}


def _find(books: Books, number: str) -> int:
    return books.ask(vouchers.find, VoucherKind.CHALLAN, clean(number))
