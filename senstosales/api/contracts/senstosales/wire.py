"""The bodies of the SenstoSales contract, and how the books are told in them.

Field names are the contract's. Numbers are JSON numbers: every figure of the books has at most 15
significant digits, so that a binary double carries it exactly. Dates are ISO texts. Fields that the
contract does not name but a client may want (entry-allow text, portal figures) are added, never
put in the place of others.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, PlainSerializer

from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.kinds import Status
from senstosales.queries.details import DeviationLine, ItemLine, LotLine, OrderDetail, ReceiptDetail
from senstosales.queries.details import ReceiptLineDetail as ReceiptLine
from senstosales.queries.papers import ChallanDetail, InvoiceDetail, PaperLine

Number = Annotated[
    Decimal,
    PlainSerializer(
        lambda value: int(value) if value == value.to_integral_value() else float(value),
        return_type=int | float,
    ),
]

_PO_STATUS = {
    Status.OPEN: "Pending",
    Status.PART_DISPATCHED: "Pending",
    Status.DISPATCHED: "Delivered",
}


def po_status(status: Status) -> str:
    """The contract's word for where an order stands: Pending, Delivered, Closed or Cancelled."""
    return _PO_STATUS.get(status, status.value)


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: dt.datetime | None) -> str | None:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None


class POHeader(BaseModel):
    """Head of an order. `tin_no`, `ecc_no`, `mpct_no` and `buyer_*` are the buyer's."""

    po_number: str
    po_date: str | None = None
    supplier_name: str | None = None
    supplier_gstin: str | None = None
    supplier_code: str | None = None
    supplier_phone: str | None = None
    supplier_fax: str | None = None
    supplier_email: str | None = None
    department_no: str | None = None
    enquiry_no: str | None = None
    enquiry_date: str | None = None
    quotation_ref: str | None = None
    quotation_date: str | None = None
    rc_no: str | None = None
    order_type: str | None = None
    po_status: str | None = None
    financial_year: str | None = None
    tin_no: str | None = None
    ecc_no: str | None = None
    mpct_no: str | None = None
    po_value: Number | None = None
    fob_value: Number | None = None
    ex_rate: Number | None = None
    net_po_value: Number | None = None
    currency: str | None = None
    amend_no: int | None = 0
    inspection_by: str | None = None
    inspection_at: str | None = None
    issuer_name: str | None = None
    issuer_designation: str | None = None
    issuer_phone: str | None = None
    remarks: str | None = None
    consignee_name: str | None = None
    consignee_address: str | None = None
    portal_status: str | None = None
    total_value: Number | None = None
    payment_terms: str | None = None
    supplier: str | None = None
    supplier_address: list[str] = []
    buyer_name: str | None = None
    buyer_phone: str | None = None
    buyer_fax: str | None = None
    buyer_website: str | None = None


class PODelivery(BaseModel):
    """A lot of an item."""

    id: str | None = None
    lot_no: int | None = None
    ordered_quantity: Number | None = ZERO
    delivered_quantity: Number | None = ZERO
    physical_dispatched_qty: Number | None = ZERO
    received_quantity: Number | None = ZERO
    manual_override_qty: Number | None = ZERO
    dely_date: str | None = None
    entry_allow_date: str | None = None
    entry_allow_text: str | None = None
    dest_code: int | None = None
    linked_dcs: list[str] = []


class POItem(BaseModel):
    """An item of an order; `portal_received_quantity` is the page's own RCD QTY."""

    id: str | None = None
    po_item_no: int
    material_code: str | None = None
    material_description: str | None = None
    drg_no: str | None = None
    unit: str | None = None
    hsn_code: str | None = None
    mtrl_cat: int | None = None
    po_rate: Number | None = None
    ordered_quantity: Number | None = None
    item_value: Number | None = None
    pending_quantity: Number | None = None
    received_quantity: Number | None = ZERO
    accepted_quantity: Number | None = ZERO
    rejected_quantity: Number | None = ZERO
    delivered_quantity: Number | None = ZERO
    portal_received_quantity: Number | None = None
    drawing_numbers: list[str] = []
    status: str | None = None
    deliveries: list[PODelivery] = []


class PriceBasisOut(BaseModel):
    """Whether the rates contain GST, and the words of the order that say so."""

    basis: str
    rate: Number | None
    phrase: str | None


class GemContractOut(BaseModel):
    """A Government e-Marketplace contract as printed."""

    number: str
    date: str | None


class DeviationOut(BaseModel):
    """Something the buyer states that does not agree."""

    what: str
    field: str | None
    expected: str | None
    actual: str | None
    reason: str
    deviation_type: str
    is_resolved: bool


class VersionOut(BaseModel):
    """What one imported page changed."""

    amend_no: int
    imported_at: str
    file_name: str | None
    applied: bool
    changes: list[dict[str, Any]]


class PODetail(BaseModel):
    """An order, whole."""

    header: POHeader
    items: list[POItem]
    price_basis: PriceBasisOut | None = None
    gem_contracts: list[GemContractOut] = []
    payment_days: int | None = None
    deviations: list[DeviationOut] = []
    versions: list[VersionOut] = []


def _deviation(line: DeviationLine) -> DeviationOut:
    return DeviationOut(
        what=line.what,
        field=line.field,
        expected=line.expected,
        actual=line.actual,
        reason=line.reason,
        deviation_type=line.kind,
        is_resolved=line.status is not Status.TO_CHECK,
    )


def po_detail(order: OrderDetail, supplier_gstin: str | None = None) -> PODetail:
    """An order in the contract's words."""
    same_name = (
        "supplier_name", "supplier_code", "department_no", "enquiry_no", "quotation_ref", "rc_no",
        "order_type", "fob_value", "ex_rate", "currency", "amend_no", "inspection_by",
        "issuer_name", "issuer_designation", "issuer_phone", "remarks", "portal_status",
        "total_value", "payment_terms", "supplier", "buyer_name", "buyer_phone", "buyer_fax",
        "buyer_website",
    )  # fmt: skip
    header = POHeader(
        **{name: getattr(order, name) for name in same_name},
        po_number=order.number,
        po_date=_day(order.date),
        supplier_gstin=supplier_gstin,
        quotation_date=_day(order.quotation_date),
        po_status=po_status(order.status),
        financial_year=order.fiscal_year,
        tin_no=order.buyer_tin_no,
        ecc_no=order.buyer_ecc_no,
        mpct_no=order.buyer_mpct_no,
        po_value=order.order_value,
        net_po_value=order.net_value,
        consignee_name=order.customer,
        supplier_address=list(order.supplier_address),
    )
    return PODetail(
        header=header,
        items=[_item(item) for item in order.items],
        price_basis=PriceBasisOut(
            basis=order.price_basis.value, rate=order.price_rate, phrase=order.price_phrase
        ),
        gem_contracts=[GemContractOut(number=c.number, date=_day(c.on)) for c in order.contracts],
        payment_days=order.payment_days,
        deviations=[_deviation(line) for line in order.deviations],
        versions=[
            VersionOut(
                amend_no=version.amend_no,
                imported_at=_moment(version.imported_at) or "",
                file_name=version.file_name,
                applied=version.applied,
                changes=list(version.changes),
            )
            for version in order.versions
        ],
    )


def _item(item: ItemLine) -> POItem:
    return POItem(
        id=str(item.id),
        po_item_no=item.item_no,
        material_code=item.material_code,
        material_description=item.description,
        drg_no=", ".join(item.drawing_numbers) or None,
        unit=item.unit,
        hsn_code=item.hsn,
        mtrl_cat=_whole(item.material_category),
        po_rate=item.rate,
        ordered_quantity=item.quantity,
        item_value=item.item_value,
        pending_quantity=item.pending,
        received_quantity=item.received,
        accepted_quantity=item.accepted,
        rejected_quantity=item.rejected,
        delivered_quantity=item.delivered,
        portal_received_quantity=item.portal_received,
        drawing_numbers=list(item.drawing_numbers),
        status="Cancelled" if item.is_cancelled else po_status(item.status),
        deliveries=[_lot(lot) for lot in item.lots],
    )


def _lot(lot: LotLine) -> PODelivery:
    return PODelivery(
        id=str(lot.id),
        lot_no=lot.lot_no,
        ordered_quantity=lot.quantity,
        delivered_quantity=lot.delivered,
        physical_dispatched_qty=lot.dispatched,
        received_quantity=lot.received,
        manual_override_qty=lot.override or ZERO,
        dely_date=_day(lot.due_date),
        entry_allow_date=_day(lot.entry_allow_date),
        entry_allow_text=lot.entry_allow_text,
        dest_code=_whole(lot.dest_code),
        linked_dcs=[challan.number for challan in lot.challans],
    )


def dc_detail(challan: ChallanDetail) -> dict[str, Any]:
    """A challan in the contract's words: `{header, items}`."""
    printed, to = challan.particulars, challan.consignee
    return {
        "header": {
            "dc_number": challan.number,
            "dc_date": _day(challan.date),
            "po_number": challan.order.number if challan.order else None,
            "po_date": _day(challan.order.on) if challan.order else None,
            "financial_year": challan.fiscal_year,
            "consignee_name": to.name,
            "consignee_gstin": to.gstin,
            "consignee_address": to.address,
            "department_no": printed.department_no,
            "inspection_company": printed.inspection_company,
            "vehicle_no": printed.vehicle_no,
            "transporter": printed.transporter,
            "lr_no": printed.lr_no,
            "eway_bill_no": printed.eway_bill_no,
            "mode_of_transport": printed.mode_of_transport,
            "our_ref": printed.our_ref,
            "gc_number": printed.certificate_number,
            "gc_date": _day(printed.certificate_date),
            "remarks": printed.remarks,
            "supplier_name": challan.seller.name,
            "supplier_phone": challan.seller.phone,
            "supplier_gstin": challan.seller.gstin,
            "status": "Cancelled" if challan.status is Status.CANCELLED else _delivered(challan),
            "is_replacement": challan.is_replacement,
            "invoice_number": challan.invoice.number if challan.invoice else None,
            "total_value": _number(challan.value),
            "created_at": _moment(challan.created_at),
        },
        "items": [_dc_line(line) for line in challan.lines],
    }


def _delivered(challan: ChallanDetail) -> str:
    return "Closed" if challan.receipts else "Delivered"


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _left(whole: Decimal | None, gone: Decimal | None) -> int | float | None:
    return None if whole is None or gone is None else _number(max(whole - gone, ZERO))


def _dc_line(line: PaperLine) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "po_item_id": str(line.order_item_id) if line.order_item_id else None,
        "po_item_no": line.item_no,
        "lot_no": line.lot_no,
        "material_code": line.material_code,
        "material_description": line.description,
        "description": line.description,
        "drg_no": line.drawing,
        "unit": line.unit,
        "po_rate": _number(line.rate),
        "hsn_code": line.hsn,
        "hsn_rate": _number(line.gst_rate),
        "no_of_packets": line.packets,
        "dispatched_quantity": _number(line.quantity),
        "dispatch_quantity": _number(line.quantity),
        "ord_qty": _number(line.item_quantity),
        "ordered_quantity": _number(line.item_quantity),
        "delivered_quantity": _number(line.item_dispatched),
        "received_quantity": _number(line.item_received),
        "lot_ordered_qty": _number(line.lot_quantity),
        "lot_ordered_quantity": _number(line.lot_quantity),
        "lot_delivered_qty": _number(line.lot_dispatched),
        "remaining_post_dc": _left(
            line.item_quantity if line.lot_quantity is None else line.lot_quantity,
            line.item_dispatched if line.lot_dispatched is None else line.lot_dispatched,
        ),
    }


def invoice_detail(invoice: InvoiceDetail, challans: list[ChallanDetail]) -> dict[str, Any]:
    """An invoice in the contract's words: `{header, items, linked_dcs}`."""
    printed, buyer = invoice.particulars, invoice.buyer
    srv = invoice.receipts[0] if invoice.receipts else None
    order_number = invoice.order.number if invoice.order else None
    header = {
        "invoice_number": invoice.number,
        "invoice_date": _day(invoice.date),
        "financial_year": invoice.fiscal_year,
        "dc_number": invoice.challan.number if invoice.challan else None,
        "dc_date": _day(invoice.challan.on) if invoice.challan else None,
        "po_numbers": order_number,
        "buyer_name": buyer.name,
        "buyer_gstin": buyer.gstin,
        "buyer_address": buyer.address,
        "buyer_state": buyer.state_name,
        "buyer_state_code": buyer.state_code,
        "place_of_supply": f"{invoice.place_of_supply}-{invoice.place_of_supply_name}",
        "buyers_order_no": printed.buyers_order_no or order_number,
        "buyers_order_date": _day(printed.buyers_order_date),
        "gemc_number": printed.gemc_number,
        "gemc_date": _day(printed.gemc_date),
        "mode_of_payment": printed.mode_of_payment,
        "payment_terms": printed.payment_terms,
        "despatch_doc_no": printed.dispatch_document_no,
        "srv_no": printed.srv_no or (srv.number if srv else None),
        "srv_date": _day(printed.srv_date or (srv.on if srv else None)),
        "vehicle_no": printed.vehicle_no,
        "lr_no": printed.lr_no,
        "transporter": printed.transporter,
        "destination": printed.destination,
        "terms_of_delivery": printed.terms_of_delivery,
        "remarks": printed.remarks,
        "price_inclusive": invoice.price_inclusive,
        "tax_note": invoice.tax_note,
        "taxable_value": _number(invoice.taxable),
        "cgst": _number(invoice.cgst),
        "sgst": _number(invoice.sgst),
        "igst": _number(invoice.igst),
        "round_off": _number(invoice.round_off),
        "total_invoice_value": _number(invoice.total),
        "status": "Cancelled" if invoice.status is Status.CANCELLED else "Pending",
        "created_at": _moment(invoice.created_at),
        "updated_at": _moment(invoice.created_at),
    }
    return {
        "header": header,
        "items": [_invoice_line(invoice, line) for line in invoice.lines],
        "linked_dcs": [dc_detail(challan)["header"] for challan in challans],
    }


def _invoice_line(invoice: InvoiceDetail, line: PaperLine) -> dict[str, Any]:
    gst_rate = line.gst_rate or ZERO
    central = ZERO if invoice.igst else gst_rate / 2
    return {
        "id": str(line.id),
        "invoice_number": invoice.number,
        "financial_year": invoice.fiscal_year,
        "po_sl_no": str(line.item_no) if line.item_no is not None else None,
        "lot_no": line.lot_no,
        "po_item_id": str(line.order_item_id) if line.order_item_id else None,
        "material_code": line.material_code,
        "description": line.description,
        "hsn_sac": line.hsn,
        "quantity": _number(line.quantity),
        "unit": line.unit,
        "rate": _number(line.rate),
        "taxable_value": _number(line.taxable),
        "cgst_rate": _number(central),
        "sgst_rate": _number(central),
        "igst_rate": _number(gst_rate if invoice.igst else ZERO),
        "cgst_amount": _number(line.cgst),
        "sgst_amount": _number(line.sgst),
        "igst_amount": _number(line.igst),
        "total_amount": _number(line.total),
        "amount": _number(half_up(line.total or ZERO)),
        "no_of_packets": line.packets,
        "ordered_quantity": _number(line.item_quantity),
        "dispatched_quantity": _number(line.quantity),
        "created_at": _moment(invoice.created_at),
    }


def srv_detail(receipt: ReceiptDetail) -> dict[str, Any]:
    """An SRV in the contract's words; `items` are the lines that count, `history` those replaced."""
    return {
        "header": {
            "srv_number": receipt.number,
            "srv_date": _day(receipt.date),
            "financial_year": receipt.fiscal_year,
            "po_number": receipt.order_number,
            "srv_status": "Received",
            "po_found": all(line.order_id is not None for line in receipt.lines),
            "file_hash": receipt.page_hash,
            "is_active": True,
            "created_at": _moment(receipt.created_at),
        },
        "items": [_srv_line(line) for line in receipt.lines if line.counts],
        "history": [_srv_line(line) for line in receipt.lines if not line.counts],
        "deviations": [_deviation(line).model_dump() for line in receipt.deviations],
    }


def _srv_line(line: ReceiptLine) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "po_number": line.order_number,
        "po_item_no": line.item_no,
        "lot_no": line.lot_no,
        "srv_item_no": line.srv_item_no,
        "rev_no": line.rev_no,
        "sub_item": line.sub_item,
        "received_qty": _number(line.received),
        "accepted_qty": _number(line.accepted),
        "rejected_qty": _number(line.rejected),
        "received_was_blank": line.received_was_blank,
        "order_qty": _number(line.order_quantity),
        "challan_qty": _number(line.challan_quantity),
        "unit": line.unit,
        "challan_no": line.challan_no,
        "challan_date": _day(line.challan_date),
        "invoice_no": line.invoice_no,
        "invoice_date": _day(line.invoice_date),
        "div_code": line.division,
        "pmir_no": line.pmir_no,
        "finance_date": _day(line.finance_date),
        "cnote_no": line.cnote_no,
        "cnote_date": _day(line.cnote_date),
        "linked_dc": line.challan.number if line.challan else None,
        "linked_invoice": line.invoice.number if line.invoice else None,
        "remarks": None,
    }
