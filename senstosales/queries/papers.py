"""Read models of what stands on a printed paper: who, to whom, which goods, what figures.

Frozen, and complete in themselves: `documents` makes PDF and workbooks from these alone.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from senstosales.domain.gst import Cess, Discount, DiscountBasis, TaxedCharge, Tcs
from senstosales.domain.hsn import NO_UNIT, Coded, HsnRow, summarise
from senstosales.domain.kinds import Nature, Status, TaxSplit, VoucherKind


@dataclass(frozen=True, slots=True)
class PartyOnPaper:
    """A party as a paper names it: as it was when the paper was issued."""

    name: str
    designation: str | None = None
    address: str | None = None
    gstin: str | None = None
    state_code: str | None = None
    state_name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's own head: everything a paper says about who issues it."""

    name: str
    business_line: str | None = None
    address: str | None = None
    gstin: str | None = None
    pan: str | None = None
    udyam: str | None = None
    state_code: str | None = None
    state_name: str | None = None
    phone: str | None = None
    email: str | None = None
    bank_name: str | None = None
    bank_account: str | None = None
    bank_ifsc: str | None = None
    bank_branch: str | None = None
    upi_id: str | None = None
    jurisdiction: str | None = None
    bank_holder: str | None = None
    logo: bytes | None = None
    signature: bytes | None = None
    stamp: bytes | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    """The office's colour for each design by its name, `#RRGGBB`; one that is not named has its own."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A number and date of another paper that this one names."""

    number: str
    on: dt.date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class LinePricing:
    """How a line of a free paper was priced: exact price, whether it contains GST, discount, cess.

    `item_key` is the line's article in the program that stated it.
    """

    price: Decimal
    inclusive: bool = False
    discount: Discount | None = None
    cess: Cess | None = None
    item_key: str | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of goods. Amounts in rupees; `gst_rate` in percent; None where the paper has none.

    `rate` is the unit rate agreed, which contains GST when the voucher or the line is inclusive.
    `discount` and `cess` are this line's own, worked out; `pricing` says how they were agreed.
    """

    id: int
    position: int
    description: str
    quantity: Decimal
    unit: str
    rate: Decimal
    item_no: int | None = None
    lot_no: int | None = None
    material_code: str | None = None
    drawing: str | None = None
    hsn: str | None = None
    packets: int | None = None
    gst_rate: Decimal | None = None
    taxable: Decimal | None = None
    cgst: Decimal | None = None
    sgst: Decimal | None = None
    igst: Decimal | None = None
    total: Decimal | None = None
    discount: Decimal | None = None
    cess: Decimal | None = None
    pricing: LinePricing | None = None
    product_id: int | None = None
    order_item_id: int | None = None
    order_lot_id: int | None = None
    lot_quantity: Decimal | None = None
    lot_dispatched: Decimal | None = None
    item_quantity: Decimal | None = None
    item_dispatched: Decimal | None = None
    item_received: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A charge beside the goods. Amounts in rupees, `gst_rate` in percent."""

    name: str
    amount: Decimal
    gst_rate: Decimal
    hsn: str | None = None
    inclusive: bool = False
    taxable: Decimal | None = None
    cgst: Decimal | None = None
    sgst: Decimal | None = None
    igst: Decimal | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about a quotation."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class CustomField:
    """A fact with a name of the office's own choosing."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is only printed: carriage, references, terms. All optional.

    `certificate_*` is the guarantee certificate; `report` the dimension report; `test_certificates`
    free lines such as "TC 118 dated 02-Mar-2026". `terms` are printed as numbered lines.
    """

    our_ref: str | None = None
    amendment_no: int | None = None
    amendment_date: dt.date | None = None
    dispatched_to: str | None = None
    department_no: str | None = None
    inspection_company: str | None = None
    certificate_number: str | None = None
    certificate_date: dt.date | None = None
    report: str | None = None
    test_certificates: tuple[str, ...] = ()
    vehicle_no: str | None = None
    lr_no: str | None = None
    transporter: str | None = None
    mode_of_transport: str | None = None
    eway_bill_no: str | None = None
    destination: str | None = None
    dispatched_through: str | None = None
    dispatch_document_no: str | None = None
    terms_of_delivery: str | None = None
    payment_terms: str | None = None
    mode_of_payment: str | None = None
    gemc_number: str | None = None
    gemc_date: dt.date | None = None
    buyers_order_no: str | None = None
    buyers_order_date: dt.date | None = None
    srv_no: str | None = None
    srv_date: dt.date | None = None
    remarks: str | None = None
    challan_number: str | None = None
    transporter_id: str | None = None
    lr_date: str | None = None
    distance: str | None = None
    date_of_supply: str | None = None
    dispatch_from: str | None = None
    notes: str | None = None
    terms: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()


@dataclass(frozen=True, slots=True)
class ChallanDetail:
    """A delivery challan, whole. `value` is quantity times rate as ordered; `received` is what the
    stores have booked in under its number.
    """

    id: int
    version: int
    number: str
    date: dt.date
    fiscal_year: str
    status: Status
    seller: Letterhead
    consignee: PartyOnPaper
    order: Reference | None
    amend_no: int | None
    lines: tuple[PaperLine, ...]
    particulars: Particulars
    value: Decimal
    is_replacement: bool = False
    invoice: Reference | None = None
    receipts: tuple[Reference, ...] = ()
    received: Decimal = Decimal(0)
    cancelled_reason: str | None = None
    created_at: dt.datetime | None = None
    supplier_code: str | None = None

    @property
    def can_change(self) -> bool:
        """True until it is cancelled, invoiced or received."""
        return self.status is not Status.CANCELLED and not self.invoice and not self.receipts


@dataclass(frozen=True, slots=True)
class Pricing:
    """What was agreed over all lines of a free paper; `round_off` as stated, else worked out.

    `sez` for a buyer in a special economic zone: where he is in another state the tax does not tell.
    """

    discount: Discount | None = None
    discount_basis: DiscountBasis = DiscountBasis.AFTER_TAX
    tcs: Tcs | None = None
    round_off: Decimal | None = None
    round_to_rupee: bool = False
    sez: bool = False


HsnLine = HsnRow
"""One line of a paper's tax summary: all goods of one HSN, unit and rate."""


@dataclass(frozen=True, slots=True)
class VoucherDetail:
    """A paper with prices, whole, with the figures it was issued with. Amounts in rupees.

    Invoices, quotations, notes, and free challans. `tax_note` explains to the clerk why this tax:
    split, rate and price basis with its source. `discount` over all lines is taken off after tax
    or, in `trade_discount`, before it (CGST Act s. 15(3)(a)). With `reverse_charge` the tax is
    shown and the buyer pays it to the government himself. `reference` is the invoice a note corrects,
    `invoice` that of a challan's goods.
    """

    id: int
    version: int
    number: str
    date: dt.date
    fiscal_year: str
    status: Status
    seller: Letterhead
    buyer: PartyOnPaper
    consignee: PartyOnPaper
    order: Reference | None
    challan: Reference | None
    lines: tuple[PaperLine, ...]
    particulars: Particulars
    tax_split: TaxSplit
    tax_note: str
    price_inclusive: bool
    place_of_supply: str
    place_of_supply_name: str
    taxable: Decimal
    cgst: Decimal
    sgst: Decimal
    igst: Decimal
    round_off: Decimal
    total: Decimal
    receipts: tuple[Reference, ...] = ()
    overdue: bool = False
    cancelled_reason: str | None = None
    created_at: dt.datetime | None = None
    supplier_code: str | None = None
    declaration: str = ""
    hsn_summary: tuple[HsnLine, ...] = field(default=())
    kind: VoucherKind = VoucherKind.INVOICE
    nature: Nature | None = None
    uid: str = ""
    charges: tuple[ChargeLine, ...] = ()
    cess: Decimal = Decimal(0)
    tcs: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    trade_discount: Decimal = Decimal(0)
    pricing: Pricing = field(default_factory=Pricing)
    reverse_charge: bool = False
    reference: Reference | None = None
    reason: str | None = None
    valid_until: dt.date | None = None
    due_date: dt.date | None = None
    is_delivered: bool = False
    updated_at: dt.datetime | None = None
    party_id: int | None = None
    invoice: Reference | None = None
    is_replacement: bool = False

    @property
    def tax(self) -> Decimal:
        return self.cgst + self.sgst + self.igst


def summarise_hsn(
    lines: Sequence[PaperLine], charges: Sequence[ChargeLine] = ()
) -> tuple[HsnLine, ...]:
    """The tax summary of a paper from the figures it was issued with; see `domain.hsn`."""
    nil = Decimal("0.00")
    parts: list[tuple[PaperLine | ChargeLine, str, Decimal]] = [
        *((line, line.unit, line.quantity) for line in lines),
        *((charge, NO_UNIT, Decimal(0)) for charge in charges),
    ]
    return summarise(
        Coded(
            part.hsn or "",
            part.gst_rate or Decimal(0),
            TaxedCharge(
                part.taxable or nil, part.cgst or nil, part.sgst or nil, part.igst or nil, nil
            ),
            unit,
            quantity,
        )
        for part, unit, quantity in parts
    )
