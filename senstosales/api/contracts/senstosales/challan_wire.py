"""Delivery challans in the contract's words."""

from decimal import Decimal

from pydantic import BaseModel

from senstosales.api.contracts.senstosales.wire import (
    Day,
    Moment,
    Number,
    OrderNumber,
    PaperNumber,
    Year,
    day,
    moment,
)
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import Status
from senstosales.queries.papers import ChallanDetail, PaperLine


class DCHeader(BaseModel):
    """Head of a challan."""

    dc_number: PaperNumber
    dc_date: Day
    po_number: OrderNumber | None
    po_date: Day | None
    financial_year: Year
    consignee_name: str | None
    consignee_gstin: str | None
    consignee_address: str | None
    department_no: str | None
    inspection_company: str | None
    vehicle_no: str | None
    transporter: str | None
    lr_no: str | None
    eway_bill_no: str | None
    mode_of_transport: str | None
    our_ref: str | None
    gc_number: str | None
    gc_date: Day | None
    remarks: str | None
    supplier_name: str | None
    supplier_phone: str | None
    supplier_gstin: str | None
    status: str
    is_replacement: bool
    invoice_number: PaperNumber | None
    total_value: Number | None
    created_at: Moment | None


class DCLine(BaseModel):
    """A line of a challan, and where its item and lot stand now."""

    id: str
    po_item_id: str | None
    po_item_no: int | None
    lot_no: int | None
    material_code: str | None
    material_description: str
    description: str
    drg_no: str | None
    unit: str
    po_rate: Number
    hsn_code: str | None
    hsn_rate: Number | None
    no_of_packets: int | None
    dispatched_quantity: Number
    dispatch_quantity: Number
    ord_qty: Number | None
    ordered_quantity: Number | None
    delivered_quantity: Number | None
    received_quantity: Number | None
    lot_ordered_qty: Number | None
    lot_ordered_quantity: Number | None
    lot_delivered_qty: Number | None
    remaining_post_dc: Number | None


class DCDetail(BaseModel):
    """A challan, whole."""

    header: DCHeader
    items: list[DCLine]


def challan_status(*, cancelled: bool, sent: Decimal | None, received: Decimal) -> str:
    """The contract's word: Closed once the stores have received all of it."""
    if cancelled:
        return "Cancelled"
    return "Closed" if sent and received >= sent else "Delivered"


def dc_header(challan: ChallanDetail) -> DCHeader:
    """The head of a challan in the contract's words."""
    printed, to = challan.particulars, challan.consignee
    return DCHeader(
        dc_number=challan.number,
        dc_date=challan.date.isoformat(),
        po_number=challan.order.number if challan.order else None,
        po_date=day(challan.order.on) if challan.order else None,
        financial_year=challan.fiscal_year,
        consignee_name=to.name,
        consignee_gstin=to.gstin,
        consignee_address=to.address,
        department_no=printed.department_no,
        inspection_company=printed.inspection_company,
        vehicle_no=printed.vehicle_no,
        transporter=printed.transporter,
        lr_no=printed.lr_no,
        eway_bill_no=printed.eway_bill_no,
        mode_of_transport=printed.mode_of_transport,
        our_ref=printed.our_ref,
        gc_number=printed.certificate_number,
        gc_date=day(printed.certificate_date),
        remarks=printed.remarks,
        supplier_name=challan.seller.name,
        supplier_phone=challan.seller.phone,
        supplier_gstin=challan.seller.gstin,
        status=challan_status(
            cancelled=challan.status is Status.CANCELLED,
            sent=sum((line.quantity for line in challan.lines), ZERO),
            received=challan.received,
        ),
        is_replacement=challan.is_replacement,
        invoice_number=challan.invoice.number if challan.invoice else None,
        total_value=challan.value,
        created_at=moment(challan.created_at) if challan.created_at else None,
    )


def dc_detail(challan: ChallanDetail) -> DCDetail:
    """A challan in the contract's words."""
    return DCDetail(header=dc_header(challan), items=[_line(line) for line in challan.lines])


def _line(line: PaperLine) -> DCLine:
    return DCLine(
        id=str(line.id),
        po_item_id=str(line.order_item_id) if line.order_item_id else None,
        po_item_no=line.item_no,
        lot_no=line.lot_no,
        material_code=line.material_code,
        material_description=line.description,
        description=line.description,
        drg_no=line.drawing,
        unit=line.unit,
        po_rate=line.rate,
        hsn_code=line.hsn,
        hsn_rate=line.gst_rate,
        no_of_packets=line.packets,
        dispatched_quantity=line.quantity,
        dispatch_quantity=line.quantity,
        ord_qty=line.item_quantity,
        ordered_quantity=line.item_quantity,
        delivered_quantity=line.item_dispatched,
        received_quantity=line.item_received,
        lot_ordered_qty=line.lot_quantity,
        lot_ordered_quantity=line.lot_quantity,
        lot_delivered_qty=line.lot_dispatched,
        remaining_post_dc=_left(line),
    )


def _left(line: PaperLine) -> Decimal | None:
    """What of the lot, or without one of the item, is still to be sent."""
    ordered, gone = line.lot_quantity, line.lot_dispatched
    if ordered is None:
        ordered = line.item_quantity
    if gone is None:
        gone = line.item_dispatched
    return None if ordered is None or gone is None else max(ordered - gone, ZERO)
