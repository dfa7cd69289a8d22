"""Tax invoices: /api/invoice."""

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
from senstosales.books.store import Books
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries import challans, invoices, vouchers
from senstosales.queries.papers import InvoiceDetail, PaperLine
from senstosales.services import bin as bin_
from senstosales.services import invoices as service
from senstosales.services.drafts import make

router: APIRouter = Router(prefix="/api/invoice", tags=["INVOICE"])

Number = Annotated[str, Path(description="invoice number", examples=["44"], max_length=60)]


class LineIn(BaseModel):
    """A line as sent. Totals that a client works out are read over: the books work them out."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    po_sl_no: str
    description: str
    quantity: Decimal
    rate: Decimal
    unit: str = "NO"
    hsn_sac: str | None = None
    no_of_packets: int | None = None


class InvoiceIn(BaseModel):
    """An invoice as sent."""

    model_config = ConfigDict(
        coerce_numbers_to_str=True,
        json_schema_extra={
            "examples": [
                {
                    "invoice_number": "45",
                    "invoice_date": "2023-11-20",
                    "dc_number": "45",
                    "buyer_name": "BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL",
                }
            ]
        },
    )

    invoice_number: str
    invoice_date: str
    dc_number: str
    buyer_name: str
    buyer_address: str | None = None
    buyer_gstin: str | None = None
    buyer_state: str | None = None
    buyer_state_code: str | None = None
    place_of_supply: str | None = None
    buyers_order_no: str | None = None
    buyers_order_date: str | None = None
    vehicle_no: str | None = None
    lr_no: str | None = None
    transporter: str | None = None
    destination: str | None = None
    terms_of_delivery: str | None = None
    gemc_number: str | None = None
    gemc_date: str | None = None
    mode_of_payment: str | None = None
    despatch_doc_no: str | None = None
    srv_no: str | None = None
    srv_date: str | None = None
    remarks: str | None = None
    payment_terms: str | None = "45 Days"
    items: list[LineIn] | None = None


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
    po: Annotated[str | None, Query(max_length=60)] = None,
    dc: Annotated[str | None, Query(max_length=60)] = None,
) -> Any:
    return books.ask(lists.invoice_list, po, dc)


@router.post("", response_model=InvoiceMade, summary="Issue the invoice of a challan")
def create(books: BooksOf, actor: ActorOf, invoice: InvoiceIn) -> Any:
    challan_id = _challan(books, invoice)
    issued = service.issue(books, actor, _draft(books, invoice, challan_id))
    made = books.ask(invoices.detail, issued.id)
    return {
        "success": True,
        "invoice_number": made.number,
        "total_amount": made.total,
        "items_count": len(made.lines),
    }


@router.get("/preview/{dc_number:path}", summary="The invoice of a challan as it would be")
def preview(books: BooksOf, dc_number: Number) -> dict[str, Any]:
    from senstosales.books.store import today

    with books.read() as session:
        challan_id = vouchers.find(session, VoucherKind.CHALLAN, clean(dc_number))
        draft = service.InvoiceDraft(challan_id=challan_id, date=today(session))
        proposed = service.propose(session, draft)
        return wire.invoice_detail(proposed, [challans.detail(session, challan_id)])


@router.get("/{invoice_number:path}/download", response_class=Response, responses=WORKBOOK,
            summary="The invoice as a workbook")  # fmt: skip
def download(books: BooksOf, invoice_number: Number) -> Response:
    from senstosales.documents import invoice as document

    held = _held(books, invoice_number)
    return workbook(document.xlsx(held), f"Invoice_{held.number}.xlsx")


@router.get("/{invoice_number:path}", summary="One invoice, whole")
def detail(books: BooksOf, invoice_number: Number) -> dict[str, Any]:
    held = _held(books, invoice_number)
    linked = (
        [books.ask(challans.detail, held.challan.id)] if held.challan and held.challan.id else []
    )
    return wire.invoice_detail(held, linked)


@router.delete("/{invoice_number:path}", summary="Delete an invoice whose goods are not received")
def delete(books: BooksOf, actor: ActorOf, invoice_number: Number) -> dict[str, Any]:
    bin_.bin_invoice(books, actor, _held(books, invoice_number).id)
    return {"success": True, "message": f"Invoice {clean(invoice_number)} was deleted."}


def _held(books: Books, number: str) -> InvoiceDetail:
    found = books.ask(vouchers.find, VoucherKind.INVOICE, clean(number))
    return books.ask(invoices.detail, found)


def _challan(books: Books, invoice: InvoiceIn) -> int:
    for field in ("invoice_number", "dc_number", "buyer_name"):
        if not getattr(invoice, field).strip():
            raise Invalid(f"{field}: this is needed.", field=field)
    return books.ask(vouchers.find, VoucherKind.CHALLAN, invoice.dc_number.strip())


def _draft(books: Books, invoice: InvoiceIn, challan_id: int) -> service.InvoiceDraft:
    day = day_of(invoice.invoice_date, "invoice_date")
    if day is None:
        raise Invalid("invoice_date: give the invoice a date.", field="invoice_date")
    held = books.ask(challans.detail, challan_id)
    same = (
        "vehicle_no", "lr_no", "transporter", "destination", "terms_of_delivery", "gemc_number",
        "mode_of_payment", "payment_terms", "srv_no", "remarks", "buyers_order_no",
    )  # fmt: skip
    printed: dict[str, Any] = {name: getattr(invoice, name) for name in same}
    printed["dispatch_document_no"] = invoice.despatch_doc_no
    for name in ("gemc_date", "srv_date", "buyers_order_date"):
        printed[name] = day_of(getattr(invoice, name), name)
    state = invoice.buyer_state_code or invoice.buyer_state
    if not state and invoice.buyer_gstin:
        state = invoice.buyer_gstin.strip()[:2]
    buyer = {
        "name": invoice.buyer_name.strip(),
        "address": invoice.buyer_address,
        "gstin": invoice.buyer_gstin,
        "state_code": state,
    }
    return make(
        service.InvoiceDraft,
        {
            "challan_id": challan_id,
            "date": day,
            "number": invoice.invoice_number.strip(),
            "buyer": buyer,
            "place_of_supply": invoice.place_of_supply or state,
            "lines": tuple(_lines(invoice.items or [], held.lines)),
            "particulars": printed,
        },
    )


def _lines(sent: list[LineIn], lines: tuple[PaperLine, ...]) -> list[dict[str, Any]]:
    """Match what was sent to the challan's lines, by PO item number, else by place.

    An earlier client sends the lot number in `po_sl_no`; a number that fits no item goes by place.
    """
    if not sent:
        return []
    left = list(lines)
    result = []
    for place, line in enumerate(sent):
        number = line.po_sl_no.strip()
        match = next(
            (own for own in left if str(own.item_no) == number and own.quantity == line.quantity),
            None,
        )
        match = match or next((own for own in left if str(own.item_no) == number), None)
        if match is None and place < len(lines) and lines[place] in left:
            match = lines[place]
        if match is None:
            raise Invalid(
                f"items.{place}: the challan has no line for PO item {number}.",
                field=f"items.{place}.po_sl_no",
            )
        left.remove(match)
        if line.quantity != match.quantity:
            raise Invalid(
                f"items.{place}: the challan sent {match.quantity.normalize():f}, not "
                f"{line.quantity}.",
                field=f"items.{place}.quantity",
            )
        result.append(
            {
                "position": match.position,
                "hsn": line.hsn_sac,
                "packets": line.no_of_packets,
                "rate": line.rate if line.rate and line.rate != match.rate else None,
            }
        )
    return result
