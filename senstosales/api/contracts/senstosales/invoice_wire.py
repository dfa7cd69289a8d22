"""Tax invoices in the contract's words."""

from collections.abc import Sequence

from pydantic import BaseModel

from senstosales.api.contracts.senstosales.challan_wire import DCHeader, dc_header
from senstosales.api.contracts.senstosales.wire import (
    Day,
    Moment,
    Number,
    PaperNumber,
    Year,
    day,
    moment,
)
from senstosales.books.store import Reading
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.kinds import Status
from senstosales.queries import challans, invoices, payments
from senstosales.queries.papers import ChallanDetail, PaperLine, VoucherDetail


class InvoiceHeader(BaseModel):
    """Head of an invoice."""

    invoice_number: PaperNumber
    invoice_date: Day
    financial_year: Year
    dc_number: PaperNumber | None
    dc_date: Day | None
    po_numbers: str | None
    buyer_name: str
    buyer_gstin: str | None
    buyer_address: str | None
    buyer_state: str | None
    buyer_state_code: str | None
    place_of_supply: str
    buyers_order_no: str | None
    buyers_order_date: Day | None
    gemc_number: str | None
    gemc_date: Day | None
    mode_of_payment: str | None
    payment_terms: str | None
    despatch_doc_no: str | None
    srv_no: str | None
    srv_date: Day | None
    vehicle_no: str | None
    lr_no: str | None
    transporter: str | None
    destination: str | None
    terms_of_delivery: str | None
    remarks: str | None
    price_inclusive: bool
    tax_note: str
    taxable_value: Number
    cgst: Number
    sgst: Number
    igst: Number
    round_off: Number
    total_invoice_value: Number
    status: str
    created_at: Moment | None
    updated_at: Moment | None


class InvoiceLine(BaseModel):
    """A line of an invoice with its taxes; rates of tax in percent."""

    id: str
    invoice_number: PaperNumber
    financial_year: Year
    po_sl_no: str | None
    lot_no: int | None
    po_item_id: str | None
    material_code: str | None
    description: str
    hsn_sac: str | None
    quantity: Number
    unit: str
    rate: Number
    taxable_value: Number | None
    cgst_rate: Number
    sgst_rate: Number
    igst_rate: Number
    cgst_amount: Number | None
    sgst_amount: Number | None
    igst_amount: Number | None
    total_amount: Number | None
    amount: Number
    no_of_packets: int | None
    ordered_quantity: Number | None
    dispatched_quantity: Number
    created_at: Moment | None


class InvoiceWhole(BaseModel):
    """An invoice, whole, with the heads of its challans."""

    header: InvoiceHeader
    items: list[InvoiceLine]
    linked_dcs: list[DCHeader]


def payment_status(*, cancelled: bool, paid: bool, overdue: bool) -> str:
    """The contract's word for where an invoice's payment stands; one paid in part is not paid."""
    if cancelled:
        return "Cancelled"
    return "Paid" if paid else "Overdue" if overdue else "Pending"


def invoice_of(session: Reading, invoice_id: int) -> InvoiceWhole:
    """An invoice of the books in the contract's words; raises `NotFound`."""
    invoice = invoices.detail(session, invoice_id)
    challan = invoice.challan.id if invoice.challan else None
    paid = payments.open_amount(session, invoice_id) <= 0
    linked = [challans.detail(session, challan)] if challan else []
    return invoice_detail(invoice, linked, paid=paid)


def invoice_detail(
    invoice: VoucherDetail, linked: Sequence[ChallanDetail], *, paid: bool
) -> InvoiceWhole:
    """An invoice in the contract's words."""
    printed, buyer = invoice.particulars, invoice.buyer
    srv = invoice.receipts[0] if invoice.receipts else None
    order_number = invoice.order.number if invoice.order else None
    made = moment(invoice.created_at) if invoice.created_at else None
    same_name = (
        "gemc_number", "mode_of_payment", "payment_terms", "vehicle_no", "lr_no", "transporter",
        "destination", "terms_of_delivery", "remarks",
    )  # fmt: skip
    header = InvoiceHeader(
        **{name: getattr(printed, name) for name in same_name},
        invoice_number=invoice.number,
        invoice_date=invoice.date.isoformat(),
        financial_year=invoice.fiscal_year,
        dc_number=invoice.challan.number if invoice.challan else None,
        dc_date=day(invoice.challan.on) if invoice.challan else None,
        po_numbers=order_number,
        buyer_name=buyer.name,
        buyer_gstin=buyer.gstin,
        buyer_address=buyer.address,
        buyer_state=buyer.state_name,
        buyer_state_code=buyer.state_code,
        place_of_supply=f"{invoice.place_of_supply}-{invoice.place_of_supply_name}",
        buyers_order_no=printed.buyers_order_no or order_number,
        buyers_order_date=day(printed.buyers_order_date),
        gemc_date=day(printed.gemc_date),
        despatch_doc_no=printed.dispatch_document_no,
        srv_no=printed.srv_no or (srv.number if srv else None),
        srv_date=day(printed.srv_date or (srv.on if srv else None)),
        price_inclusive=invoice.price_inclusive,
        tax_note=invoice.tax_note,
        taxable_value=invoice.taxable,
        cgst=invoice.cgst,
        sgst=invoice.sgst,
        igst=invoice.igst,
        round_off=invoice.round_off,
        total_invoice_value=invoice.total,
        status=payment_status(
            cancelled=invoice.status is Status.CANCELLED,
            paid=paid,
            overdue=invoice.overdue,
        ),
        created_at=made,
        updated_at=made,
    )
    return InvoiceWhole(
        header=header,
        items=[_line(invoice, line, made) for line in invoice.lines],
        linked_dcs=[dc_header(challan) for challan in linked],
    )


def _line(invoice: VoucherDetail, line: PaperLine, made: str | None) -> InvoiceLine:
    gst_rate = line.gst_rate or ZERO
    central = ZERO if invoice.igst else gst_rate / 2
    return InvoiceLine(
        id=str(line.id),
        invoice_number=invoice.number,
        financial_year=invoice.fiscal_year,
        po_sl_no=str(line.item_no) if line.item_no is not None else None,
        lot_no=line.lot_no,
        po_item_id=str(line.order_item_id) if line.order_item_id else None,
        material_code=line.material_code,
        description=line.description,
        hsn_sac=line.hsn,
        quantity=line.quantity,
        unit=line.unit,
        rate=line.rate,
        taxable_value=line.taxable,
        cgst_rate=central,
        sgst_rate=central,
        igst_rate=gst_rate if invoice.igst else ZERO,
        cgst_amount=line.cgst,
        sgst_amount=line.sgst,
        igst_amount=line.igst,
        total_amount=line.total,
        amount=half_up(line.total or ZERO),
        no_of_packets=line.packets,
        ordered_quantity=line.item_quantity,
        dispatched_quantity=line.quantity,
        created_at=made,
    )
