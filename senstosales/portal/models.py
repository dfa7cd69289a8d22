"""What a page of the portal says, as typed and frozen values.

Texts, numbers and dates are as printed; blank cells are None. What is read out of words (price
basis, contracts, drawings) stands beside the words it was read from. A figure that does not agree
with the others is kept as printed and named in `findings`.
"""

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from senstosales.domain.amounts import ZERO


class _Printed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(_Printed):
    """Two figures of one page that disagree.

    `actual` is what the page prints under `field`, `expected` what its other figures amount to.
    """

    what: str
    field: str
    expected: str
    actual: str
    reason: str


class GemContract(_Printed):
    """A contract on the Government e-Marketplace, its number without the prefix GEMC."""

    number: str
    date: dt.date | None


class PriceBasis(_Printed):
    """Whether the printed rates include GST, as far as the remarks say so.

    `rate` is the percentage named, `phrase` the deciding words exactly as printed.
    """

    basis: Literal["inclusive", "exclusive", "silent"]
    rate: Decimal | None
    phrase: str | None
    wording: Literal["inclusive", "not inclusive", "extra", "silent"]


class OrderPageLot(_Printed):
    """One delivery of an item; `lot_no` is as printed and may begin above 1."""

    lot_no: int
    dely_qty: Decimal
    dely_date: dt.date | None
    entry_allow_date: dt.date | None
    entry_allow_text: str | None
    dest_code: str | None


class OrderPageItem(_Printed):
    """One line of the order. `rcd_qty` is the item's total, which the page repeats on each lot."""

    po_item_no: int
    material_code: str | None
    mtrl_cat: str | None
    unit: str | None
    po_rate: Decimal
    ord_qty: Decimal
    rcd_qty: Decimal | None
    item_value: Decimal | None
    description: str | None
    drawing_numbers: tuple[str, ...]
    lots: tuple[OrderPageLot, ...]


class OrderPage(_Printed):
    """A purchase order page. Fields that begin with `buyer_` are the customer's own, not ours."""

    kind: Literal["order"] = "order"
    po_number: str
    po_date: dt.date
    enquiry_no: str | None
    supplier_code: str | None
    order_type: str | None
    department_no: str | None
    quotation_ref: str | None
    quotation_date: dt.date | None
    po_status: str | None
    amend_no: int
    po_value: Decimal | None
    fob_value: Decimal | None
    net_po_value: Decimal | None
    total_value: Decimal | None
    ex_rate: Decimal | None
    rc_no: str | None
    inspection_by: str | None
    currency: str | None
    payment_terms: str | None
    supplier: str | None
    supplier_name: str | None
    supplier_address: tuple[str, ...]
    issuer_name: str | None
    issuer_designation: str | None
    issuer_phone: str | None
    buyer_name: str
    buyer_tin_no: str | None
    buyer_ecc_no: str | None
    buyer_mpct_no: str | None
    buyer_phone: str | None
    buyer_fax: str | None
    buyer_website: str | None
    remarks: str | None
    items: tuple[OrderPageItem, ...]
    price_basis: PriceBasis
    gem_contracts: tuple[GemContract, ...]
    payment_days: int | None
    findings: tuple[Finding, ...]


class ReceiptPageRow(_Printed):
    """One printed line of a stores receipt (SRV).

    Accepted and rejected are blank while the customer has not inspected the material yet.
    """

    div: str | None
    po_number: str
    po_item_no: int
    sub_item: str | None
    pmir_no: str | None
    srv_number: str
    srv_item_no: int
    rev_no: int
    srv_date: dt.date
    challan_no: str | None
    challan_date: dt.date | None
    invoice_no: str | None
    invoice_date: dt.date | None
    finance_date: dt.date | None
    cnote_no: str | None
    cnote_date: dt.date | None
    unit: str | None
    ord_qty: Decimal | None
    challan_qty: Decimal | None
    rcd_qty: Decimal | None
    accepted_qty: Decimal | None
    rej_qty: Decimal | None

    @property
    def accepted(self) -> Decimal:
        """The accepted quantity, 0 where the cell is blank."""
        return ZERO if self.accepted_qty is None else self.accepted_qty

    @property
    def rejected(self) -> Decimal:
        """The rejected quantity, 0 where the cell is blank."""
        return ZERO if self.rej_qty is None else self.rej_qty

    @property
    def received(self) -> Decimal:
        """What arrived: older pages leave RECVD QTY blank, then it is accepted + rejected."""
        return self.accepted + self.rejected if self.rcd_qty is None else self.rcd_qty


class ReceiptPage(_Printed):
    """An SRV page: its rows as printed, of one or several receipts and orders."""

    kind: Literal["receipt"] = "receipt"
    rows: tuple[ReceiptPageRow, ...]
    findings: tuple[Finding, ...]
