"""SRVs in the contract's words."""

from pydantic import BaseModel

from senstosales.api.contracts.senstosales.wire import (
    Day,
    DeviationOut,
    Moment,
    Number,
    OrderNumber,
    PaperNumber,
    Year,
    day,
    deviation,
    moment,
)
from senstosales.domain.amounts import ZERO
from senstosales.queries.details import ReceiptDetail
from senstosales.queries.details import ReceiptLineDetail as ReceiptLine


class SRVHeader(BaseModel):
    """Head of an SRV."""

    srv_number: PaperNumber
    srv_date: Day
    financial_year: Year
    po_number: OrderNumber
    srv_status: str | None = "Received"
    po_found: bool | None = True
    file_hash: str | None = None
    is_active: bool | None = True
    created_at: Moment | None = None


class SRVItem(BaseModel):
    """A row of an SRV, and the papers of ours that it names."""

    id: str | None = None
    po_number: OrderNumber
    po_item_no: int
    lot_no: int | None = None
    srv_item_no: int | None = None
    rev_no: int | None = None
    sub_item: str | None = None
    received_qty: Number
    accepted_qty: Number | None = ZERO
    rejected_qty: Number
    received_was_blank: bool
    order_qty: Number | None = ZERO
    challan_qty: Number | None = ZERO
    unit: str | None = None
    challan_no: str | None = None
    challan_date: Day | None = None
    invoice_no: str | None = None
    invoice_date: Day | None = None
    div_code: str | None = None
    pmir_no: str | None = None
    finance_date: Day | None = None
    cnote_no: str | None = None
    cnote_date: Day | None = None
    remarks: str | None = None
    linked_dc: PaperNumber | None = None
    linked_invoice: PaperNumber | None = None


class SRVDetail(BaseModel):
    """An SRV, whole; `items` are the rows that count, `history` those that a revision replaced."""

    header: SRVHeader
    items: list[SRVItem]
    history: list[SRVItem] = []
    deviations: list[DeviationOut] = []


def srv_detail(receipt: ReceiptDetail) -> SRVDetail:
    """An SRV in the contract's words."""
    return SRVDetail(
        header=SRVHeader(
            srv_number=receipt.number,
            srv_date=receipt.date.isoformat(),
            financial_year=receipt.fiscal_year,
            po_number=receipt.order_number,
            po_found=all(line.order_id is not None for line in receipt.lines),
            file_hash=receipt.page_hash,
            created_at=moment(receipt.created_at),
        ),
        items=[_item(line) for line in receipt.lines if line.counts],
        history=[_item(line) for line in receipt.lines if not line.counts],
        deviations=[deviation(line) for line in receipt.deviations],
    )


def _item(line: ReceiptLine) -> SRVItem:
    return SRVItem(
        id=str(line.id),
        po_number=line.order_number,
        po_item_no=line.item_no,
        lot_no=line.lot_no,
        srv_item_no=line.srv_item_no,
        rev_no=line.rev_no,
        sub_item=line.sub_item,
        received_qty=line.received,
        accepted_qty=line.accepted,
        rejected_qty=line.rejected,
        received_was_blank=line.received_was_blank,
        order_qty=line.order_quantity,
        challan_qty=line.challan_quantity,
        unit=line.unit,
        challan_no=line.challan_no,
        challan_date=day(line.challan_date),
        invoice_no=line.invoice_no,
        invoice_date=day(line.invoice_date),
        div_code=line.division,
        pmir_no=line.pmir_no,
        finance_date=day(line.finance_date),
        cnote_no=line.cnote_no,
        cnote_date=day(line.cnote_date),
        linked_dc=line.challan.number if line.challan else None,
        linked_invoice=line.invoice.number if line.invoice else None,
    )
