"""Orders in the contract's words."""

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
    po_status,
    whole,
)
from senstosales.books.store import Reading
from senstosales.domain.amounts import ZERO
from senstosales.queries import office, order_detail
from senstosales.queries.details import ItemLine, LotLine, OrderDetail
from senstosales.queries.papers import Letterhead, PartyOnPaper
from senstosales.services.challans import usual_consignee


class POHeader(BaseModel):
    """Head of an order. `tin_no`, `ecc_no`, `mpct_no` and `buyer_*` are the buyer's."""

    po_number: OrderNumber
    po_date: Day | None = None
    supplier_name: str | None = None
    supplier_gstin: str | None = None
    supplier_code: str | None = None
    supplier_phone: str | None = None
    supplier_fax: str | None = None
    supplier_email: str | None = None
    department_no: str | None = None
    enquiry_no: str | None = None
    enquiry_date: Day | None = None
    quotation_ref: str | None = None
    quotation_date: Day | None = None
    rc_no: str | None = None
    order_type: str | None = None
    po_status: str | None = None
    financial_year: Year | None = None
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
    dely_date: Day | None = None
    entry_allow_date: Day | None = None
    entry_allow_text: str | None = None
    dest_code: int | None = None
    linked_dcs: list[PaperNumber] = []
    status: str | None = None


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


class ChangeOut(BaseModel):
    """One figure or text that a page changed."""

    what: str | None = None
    field: str | None = None
    before: str | int | bool | None = None
    after: str | int | bool | None = None


class VersionOut(BaseModel):
    """What one imported page changed."""

    amend_no: int
    imported_at: Moment
    file_name: str | None
    applied: bool
    changes: list[ChangeOut]


class PODetail(BaseModel):
    """An order, whole."""

    header: POHeader
    items: list[POItem]
    price_basis: PriceBasisOut | None = None
    gem_contracts: list[GemContractOut] = []
    payment_days: int | None = None
    deviations: list[DeviationOut] = []
    versions: list[VersionOut] = []


def po_of(session: Reading, order_id: int) -> PODetail:
    """An order of the books in the contract's words; raises `NotFound`."""
    order = order_detail.detail(session, order_id)
    return po_detail(order, office.letterhead(session), usual_consignee(session, order_id))


def po_detail(order: OrderDetail, own: Letterhead, consignee: PartyOnPaper) -> PODetail:
    """An order in the contract's words; what it does not say of us is filled from our letterhead."""
    same_name = (
        "supplier_code", "supplier_fax", "department_no", "enquiry_no", "quotation_ref", "rc_no",
        "order_type", "fob_value", "ex_rate", "currency", "amend_no", "inspection_by",
        "inspection_at", "issuer_name", "issuer_designation", "issuer_phone", "remarks",
        "portal_status", "total_value", "payment_terms", "supplier", "buyer_name", "buyer_phone",
        "buyer_fax", "buyer_website",
    )  # fmt: skip
    header = POHeader(
        **{name: getattr(order, name) for name in same_name},
        po_number=order.number,
        po_date=day(order.date),
        supplier_name=order.supplier_name or own.name or None,
        supplier_gstin=order.supplier_gstin or own.gstin,
        supplier_phone=order.supplier_phone or own.phone,
        supplier_email=order.supplier_email or own.email,
        enquiry_date=day(order.enquiry_date),
        quotation_date=day(order.quotation_date),
        po_status=po_status(order.status),
        financial_year=order.fiscal_year,
        tin_no=order.buyer_tin_no,
        ecc_no=order.buyer_ecc_no,
        mpct_no=order.buyer_mpct_no,
        po_value=order.order_value,
        net_po_value=order.net_value,
        consignee_name=consignee.name,
        consignee_address=order.inspection_at or consignee.address,
        supplier_address=list(order.supplier_address),
    )
    return PODetail(
        header=header,
        items=[_item(item) for item in order.items],
        price_basis=PriceBasisOut(
            basis=order.price_basis.value, rate=order.price_rate, phrase=order.price_phrase
        ),
        gem_contracts=[GemContractOut(number=c.number, date=day(c.on)) for c in order.contracts],
        payment_days=order.payment_days,
        deviations=[deviation(line) for line in order.deviations],
        versions=[
            VersionOut(
                amend_no=version.amend_no,
                imported_at=moment(version.imported_at),
                file_name=version.file_name,
                applied=version.applied,
                changes=[ChangeOut.model_validate(change) for change in version.changes],
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
        mtrl_cat=whole(item.material_category),
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
        dely_date=day(lot.due_date),
        entry_allow_date=day(lot.entry_allow_date),
        entry_allow_text=lot.entry_allow_text,
        dest_code=whole(lot.dest_code),
        linked_dcs=[challan.number for challan in lot.challans],
        status="Cancelled" if lot.is_cancelled else None,
    )
