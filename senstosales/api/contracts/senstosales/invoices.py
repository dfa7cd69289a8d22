"""Tax invoices: /api/invoice."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from senstosales.api.contracts.senstosales import lists, wire
from senstosales.api.contracts.senstosales.doors import (
    WORKBOOK,
    ActorOf,
    BooksOf,
    Router,
    SliceOf,
    clean,
    workbook,
)
from senstosales.api.contracts.senstosales.invoice_bodies import InvoiceIn, entered
from senstosales.api.contracts.senstosales.invoice_wire import (
    InvoiceWhole,
    invoice_detail,
    invoice_of,
)
from senstosales.books.store import Books, today
from senstosales.domain.kinds import VoucherKind
from senstosales.queries import challans, invoices, vouchers
from senstosales.services import bin as bin_
from senstosales.services import invoices as service

router: APIRouter = Router(prefix="/api/invoice", tags=["INVOICE"])

Number = Annotated[str, Path(description="invoice number", examples=["44"], max_length=60)]


class InvoiceMade(BaseModel):
    """The invoice that was issued."""

    success: bool
    invoice_number: str
    total_amount: wire.Number
    items_count: int


@router.get("/stats", response_model=lists.InvoiceStats, summary="Figures over all invoices")
def stats(books: BooksOf) -> Any:
    return books.ask(lists.invoice_stats)


@router.get(
    "", response_model=list[lists.InvoiceListItem], summary="All invoices, the newest first"
)
def listed(
    books: BooksOf,
    part: SliceOf,
    po: Annotated[str | None, Query(max_length=60, description="PO number")] = None,
    dc: Annotated[str | None, Query(max_length=60, description="challan number")] = None,
) -> Any:
    return books.ask(lists.invoice_list, po, dc, part)


@router.post("", response_model=InvoiceMade, summary="Issue the invoice of a challan")
def create(books: BooksOf, actor: ActorOf, invoice: InvoiceIn) -> Any:
    issued = service.issue(books, actor, books.ask(entered, invoice))
    made = books.ask(invoices.detail, issued.id)
    return {
        "success": True,
        "invoice_number": made.number,
        "total_amount": made.total,
        "items_count": len(made.lines),
    }


@router.get("/preview/{dc_number:path}", response_model=InvoiceWhole,
            summary="The invoice of a challan as it would be")  # fmt: skip
def preview(books: BooksOf, dc_number: Number) -> Any:
    with books.read() as session:
        challan_id = vouchers.find(session, VoucherKind.CHALLAN, clean(dc_number))
        draft = service.InvoiceDraft(challan_id=challan_id, date=today(session))
        proposed = service.propose(session, draft)
        return invoice_detail(proposed, [challans.detail(session, challan_id)], paid=False)


@router.get("/{invoice_number:path}/download", response_class=Response, responses=WORKBOOK,
            summary="The invoice as a workbook")  # fmt: skip
def download(books: BooksOf, invoice_number: Number) -> Response:
    from senstosales.documents import invoice as document

    held = books.ask(invoices.detail, _find(books, invoice_number))
    return workbook(document.xlsx(held), f"Invoice_{held.number}.xlsx")


@router.get("/{invoice_number:path}", response_model=InvoiceWhole, summary="One invoice, whole")
def detail(books: BooksOf, invoice_number: Number) -> Any:
    return books.ask(invoice_of, _find(books, invoice_number))


@router.delete("/{invoice_number:path}", response_model=wire.Deleted,
               summary="Delete an invoice whose goods are not received")  # fmt: skip
def delete(books: BooksOf, actor: ActorOf, invoice_number: Number) -> Any:
    bin_.bin_voucher(books, actor, VoucherKind.INVOICE, _find(books, invoice_number))
    return {"success": True, "message": f"Invoice {clean(invoice_number)} was deleted."}


def _find(books: Books, number: str) -> int:
    return books.ask(vouchers.find, VoucherKind.INVOICE, clean(number))
