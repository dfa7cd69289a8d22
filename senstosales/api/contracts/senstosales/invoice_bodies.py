"""Invoices as other programs send them, and what of it is to be stored."""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from senstosales.api.contracts.senstosales.doors import day_of
from senstosales.books.store import Reading
from senstosales.domain.amounts import plain
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.queries import challans, vouchers
from senstosales.queries.papers import PaperLine
from senstosales.services.drafts import make
from senstosales.services.invoices import InvoiceDraft


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


_PRINTED = (
    "vehicle_no", "lr_no", "transporter", "destination", "terms_of_delivery", "gemc_number",
    "mode_of_payment", "payment_terms", "srv_no", "remarks", "buyers_order_no",
)  # fmt: skip


def entered(session: Reading, invoice: InvoiceIn) -> InvoiceDraft:
    """An invoice as it is to be issued; raises `Invalid`, or `NotFound` for an unknown challan."""
    for field in ("invoice_number", "dc_number", "buyer_name"):
        if not getattr(invoice, field).strip():
            raise Invalid(f"{field}: this is needed.", field=field)
    day = day_of(invoice.invoice_date, "invoice_date")
    if day is None:
        raise Invalid("invoice_date: give the invoice a date.", field="invoice_date")
    challan_id = vouchers.find(session, VoucherKind.CHALLAN, invoice.dc_number)
    lines = challans.detail(session, challan_id).lines
    printed: dict[str, Any] = {name: getattr(invoice, name) for name in _PRINTED}
    printed["dispatch_document_no"] = invoice.despatch_doc_no
    for name in ("gemc_date", "srv_date", "buyers_order_date"):
        printed[name] = day_of(getattr(invoice, name), name)
    state = invoice.buyer_state_code or invoice.buyer_state
    if not state and invoice.buyer_gstin:
        state = invoice.buyer_gstin.strip()[:2]
    return make(
        InvoiceDraft,
        {
            "challan_id": challan_id,
            "date": day,
            "number": invoice.invoice_number.strip(),
            "buyer": {
                "name": invoice.buyer_name,
                "address": invoice.buyer_address,
                "gstin": invoice.buyer_gstin,
                "state_code": state,
            },
            "place_of_supply": invoice.place_of_supply or state,
            "lines": tuple(_lines(invoice.items or [], lines)),
            "particulars": printed,
        },
    )


def _lines(sent: list[LineIn], lines: tuple[PaperLine, ...]) -> list[dict[str, Any]]:
    """What was sent, matched to the challan's lines."""
    if sent and len(sent) != len(lines):
        raise Invalid(
            f"items: the challan has {len(lines)} lines, not {len(sent)}. An invoice bills all of "
            "them: send each, or none.",
            field="items",
        )
    left = list(lines)
    result = []
    for place, line in enumerate(sent):
        match = _match(line, left, lines[place])
        left.remove(match)
        if line.quantity != match.quantity:
            raise Invalid(
                f"items.{place}: the challan sent {plain(match.quantity)}, not {line.quantity}.",
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


def _match(line: LineIn, left: list[PaperLine], at_place: PaperLine) -> PaperLine:
    """The line of the challan that is meant: by PO item number and quantity, else by place.

    Earlier clients send the lot number in `po_sl_no`.
    """
    number = line.po_sl_no.strip()
    named = [own for own in left if str(own.item_no) == number]
    exact = [own for own in named if own.quantity == line.quantity]
    if at_place in left and (at_place in exact or not exact):
        same = at_place.quantity == line.quantity
        if at_place in exact or same or not named:
            return at_place
    return (exact or named or left)[0]
