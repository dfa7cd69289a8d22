"""Read models of an order and of a receipt, whole, as the window, the doors and the workbooks show them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from senstosales.domain.kinds import PriceBasis, Status
from senstosales.queries.papers import Reference


@dataclass(frozen=True, slots=True)
class LotLine:
    """One lot of an item. `dispatched` sums live challans; `delivered` is that or a clerk's override.

    `received`, `accepted`, `rejected` are the item's figures spread over its lots, first lot first.
    """

    id: int
    lot_no: int
    quantity: Decimal
    due_date: dt.date | None
    entry_allow_date: dt.date | None
    entry_allow_text: str | None
    dest_code: str | None
    dispatched: Decimal
    override: Decimal | None
    override_reason: str | None
    received: Decimal
    accepted: Decimal
    rejected: Decimal
    is_cancelled: bool
    challans: tuple[Reference, ...] = ()
    version: int = 0

    @property
    def delivered(self) -> Decimal:
        return self.dispatched if self.override is None else self.override

    @property
    def pending(self) -> Decimal:
        """What may still be dispatched; received goods never change it."""
        return Decimal(0) if self.is_cancelled else max(self.quantity - self.delivered, Decimal(0))


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of an order with its derived quantities, in the item's own unit.

    `received` sums the SRVs; where there is none yet it is what the order page said (RCD QTY), which
    stands in `portal_received`. `replaceable` is rejected and not yet dispatched again.
    """

    id: int
    item_no: int
    material_code: str | None
    material_category: str | None
    unit: str
    rate: Decimal
    quantity: Decimal
    item_value: Decimal | None
    description: str | None
    drawing_numbers: tuple[str, ...]
    hsn: str | None
    dispatched: Decimal
    delivered: Decimal
    received: Decimal
    accepted: Decimal
    rejected: Decimal
    replaced: Decimal
    portal_received: Decimal | None
    is_cancelled: bool
    status: Status
    lots: tuple[LotLine, ...]
    product_id: int | None = None

    @property
    def pending(self) -> Decimal:
        return Decimal(0) if self.is_cancelled else max(self.quantity - self.delivered, Decimal(0))

    @property
    def replaceable(self) -> Decimal:
        return max(self.rejected - self.replaced, Decimal(0))


@dataclass(frozen=True, slots=True)
class VersionLine:
    """What one imported page changed: `changes` are {what, field, before, after}."""

    id: int
    amend_no: int
    imported_at: dt.datetime
    file_name: str | None
    page_id: int | None
    applied: bool
    changes: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class DeviationLine:
    """One deviation of an order or receipt."""

    id: int
    kind: str
    what: str
    field: str | None
    expected: str | None
    actual: str | None
    reason: str
    status: Status
    acknowledged_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A GeM contract named in the remarks, as printed."""

    number: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """An order, whole. Amounts in rupees. Fields named buyer_* belong to the buyer's letterhead."""

    id: int
    version: int
    number: str
    date: dt.date
    fiscal_year: str
    status: Status
    customer: str
    customer_id: int
    amend_no: int
    portal_status: str | None
    department_no: str | None
    order_type: str | None
    supplier_code: str | None
    supplier: str | None
    supplier_name: str | None
    supplier_address: tuple[str, ...]
    supplier_gstin: str | None
    supplier_phone: str | None
    supplier_fax: str | None
    supplier_email: str | None
    enquiry_no: str | None
    enquiry_date: dt.date | None
    quotation_ref: str | None
    quotation_date: dt.date | None
    rc_no: str | None
    order_value: Decimal | None
    net_value: Decimal | None
    total_value: Decimal | None
    fob_value: Decimal | None
    ex_rate: Decimal | None
    currency: str | None
    inspection_by: str | None
    inspection_at: str | None
    payment_terms: str | None
    payment_days: int | None
    issuer_name: str | None
    issuer_designation: str | None
    issuer_phone: str | None
    buyer_name: str | None
    buyer_tin_no: str | None
    buyer_ecc_no: str | None
    buyer_mpct_no: str | None
    buyer_phone: str | None
    buyer_fax: str | None
    buyer_website: str | None
    remarks: str | None
    price_basis: PriceBasis
    price_rate: Decimal | None
    price_phrase: str | None
    price_wording: str
    page_id: int | None
    created_at: dt.datetime
    due_date: dt.date | None
    contracts: tuple[ContractLine, ...]
    items: tuple[ItemLine, ...]
    versions: tuple[VersionLine, ...]
    challans: tuple[Reference, ...]
    invoices: tuple[Reference, ...]
    receipts: tuple[Reference, ...]
    deviations: tuple[DeviationLine, ...]


@dataclass(frozen=True, slots=True)
class ReceiptLineDetail:
    """One printed row of an SRV. `counts` is false for a row that a higher REV NO has replaced."""

    id: int
    order_number: str
    order_id: int | None
    item_no: int
    sub_item: str | None
    srv_item_no: int
    rev_no: int
    counts: bool
    division: str | None
    pmir_no: str | None
    challan_no: str | None
    challan_date: dt.date | None
    invoice_no: str | None
    invoice_date: dt.date | None
    finance_date: dt.date | None
    cnote_no: str | None
    cnote_date: dt.date | None
    unit: str | None
    order_quantity: Decimal | None
    challan_quantity: Decimal | None
    received: Decimal
    received_was_blank: bool
    accepted: Decimal
    rejected: Decimal
    lot_no: int | None
    challan: Reference | None
    invoice: Reference | None
    description: str | None
    order_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """An SRV, whole."""

    id: int
    number: str
    date: dt.date
    fiscal_year: str
    customer: str
    status: Status
    page_id: int | None
    page_hash: str | None
    created_at: dt.datetime
    lines: tuple[ReceiptLineDetail, ...]
    deviations: tuple[DeviationLine, ...]

    @property
    def order_number(self) -> str:
        return self.lines[0].order_number if self.lines else ""
