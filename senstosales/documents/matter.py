"""What a paper with prices says, whichever design it is set in."""

from collections.abc import Sequence
from dataclasses import dataclass

from senstosales.documents.blocks import Fact
from senstosales.documents.discounts import all_inclusive, some_inclusive
from senstosales.documents.taxes import on_reverse_charge, tax_columns
from senstosales.documents.wording import amount, dated, free_day, jurisdiction, referred, state
from senstosales.domain.gst import ABROAD
from senstosales.domain.kinds import Nature, Status, TaxSplit
from senstosales.queries.papers import Particulars, VoucherDetail

# In the words that the third proviso to CGST Rule 46 asks for.
_EXPORT = "SUPPLY MEANT FOR EXPORT"
_ZONE = "SUPPLY TO SEZ UNIT OR SEZ DEVELOPER FOR AUTHORISED OPERATIONS"
_UNDER_LUT = "UNDER BOND OR LETTER OF UNDERTAKING WITHOUT PAYMENT OF INTEGRATED TAX"
_ON_PAYMENT = "ON PAYMENT OF INTEGRATED TAX"
INCLUSIVE_NOTE = "Rates include GST as per the order; taxable value is worked back."
_INCLUSIVE = "Rates include GST; the taxable value is worked back from them."
_SOME_INCLUSIVE = "Rates marked “incl. GST” include it; their taxable value is worked back."
_SHARED = "The taxable value is what is left after all discounts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The words of one paper, its figures aside.

    `identity` is what every design shows, for the law asks for it; `references` what the roomier
    ones show too. `headings` name the buyer, the consignee, and one party that is both. `statements`
    are sentences that the law or the way of pricing calls for. `payable`: the account to pay to is
    shown; `received`: the consignee signs for the goods.
    """

    title: str
    identity: Sequence[Fact]
    references: Sequence[Fact] = ()
    contacts: Sequence[Fact] = ()
    note: str = ""
    headings: tuple[str, str, str] = (
        "Buyer (bill to)",
        "Consignee (ship to)",
        "Buyer and consignee",
    )
    goods: str = "Description of goods"
    total: str = "Total"
    words: str = "Value in words"
    after_total: tuple[tuple[str, str], ...] = ()
    statements: Sequence[str] = ()
    declaration: str = ""
    payable: bool = False
    scan_for: str = ""
    received: bool = False
    summary: bool = True
    tax_words: bool = False
    foot: str = ""
    default_terms: bool = True


def cancelled_note(detail: VoucherDetail) -> str:
    """Why a paper was cancelled, as it stands under its title."""
    if detail.status is Status.CANCELLED and detail.cancelled_reason:
        return f"Cancelled: {detail.cancelled_reason}"
    return ""


def place_of_supply(detail: VoucherDetail) -> str:
    return state(detail.place_of_supply_name, detail.place_of_supply)


def pricing_statements(detail: VoucherDetail) -> list[str]:
    """How the rates are to be read, and who owes the tax."""
    said = []
    taxed = bool(tax_columns(detail))
    if all_inclusive(detail) and taxed:
        said.append(INCLUSIVE_NOTE if detail.order else _INCLUSIVE)
    elif some_inclusive(detail) and taxed:
        said.append(_SOME_INCLUSIVE)
    if detail.trade_discount:
        said.append(_SHARED)
    if detail.reverse_charge and taxed:
        owed = on_reverse_charge(detail)
        said.append(
            f"Tax is payable on reverse charge: the recipient pays ₹ {amount(owed)} to the "
            "government; it is not in the total."
            if owed
            else "Tax is payable on reverse charge: the recipient pays it to the government."
        )
    return said


def endorsement(detail: VoucherDetail) -> str:
    """What an invoice for export or for a special economic zone must bear (CGST Rule 46)."""
    if detail.nature is Nature.BILL_OF_SUPPLY:
        return ""
    abroad = detail.place_of_supply == ABROAD
    if detail.tax_split is TaxSplit.ZERO_RATED:
        return f"{_EXPORT if abroad else _ZONE} {_UNDER_LUT}"
    if detail.tax_split is not TaxSplit.IGST or not (abroad or detail.pricing.sez):
        return ""
    return f"{_EXPORT if abroad else _ZONE} {_ON_PAYMENT}"


def carriage(said: Particulars) -> list[Fact]:
    """How the goods travel."""
    transporter = said.transporter or ""
    if said.transporter_id:
        transporter = (
            f"{transporter} ({said.transporter_id})" if transporter else said.transporter_id
        )
    return [
        Fact("Dispatched via", said.dispatched_through or ""),
        Fact("Dispatch doc.", said.dispatch_document_no or ""),
        Fact("Transporter", transporter),
        Fact("Transport", said.mode_of_transport or ""),
        Fact("Vehicle No.", said.vehicle_no or ""),
        Fact("LR No.", lorry_receipt(said)),
        Fact("E-way bill No.", said.eway_bill_no or ""),
        Fact("Distance", distance(said.distance)),
        Fact("Delivery terms", said.terms_of_delivery or ""),
    ]


def lorry_receipt(said: Particulars) -> str:
    """Number and date of the transporter's receipt; the date may be any text."""
    on = free_day(said.lr_date)
    if not said.lr_no:
        return on
    return f"{said.lr_no} dated\u00a0{on}" if on else said.lr_no


def distance(text: str | None) -> str:
    """`250 km` for a bare number."""
    said = (text or "").strip()
    return f"{said} km" if said.replace(".", "", 1).isdecimal() else said


def references(detail: VoucherDetail) -> list[Fact]:
    """Other papers and terms that a paper names, in the order in which a buyer's desk checks them."""
    said = detail.particulars
    receipts = ", ".join(referred(receipt) for receipt in detail.receipts)
    order = referred(detail.order) or dated(said.buyers_order_no, said.buyers_order_date)
    return [
        Fact("Order No.", order),
        Fact("Challan No.", referred(detail.challan) or said.challan_number or ""),
        Fact("GeM contract", dated(said.gemc_number, said.gemc_date)),
        Fact("Our vendor code", detail.supplier_code or ""),
        Fact("Our reference", said.our_ref or ""),
        Fact("Payment terms", said.payment_terms or ""),
        Fact("Payment mode", said.mode_of_payment or ""),
        Fact("SRV", dated(said.srv_no, said.srv_date) or receipts),
        Fact("Department", said.department_no or ""),
        Fact("Destination", said.destination or ""),
    ]


def own_fields(said: Particulars) -> list[Fact]:
    """Facts under names of the office's own choosing."""
    return [Fact(field.name, field.value) for field in said.custom_fields]


def terms_of(detail: VoucherDetail, matter: Matter) -> tuple[str, ...]:
    """The paper's own terms, or what holds where nothing else is said."""
    own = own_terms(detail)
    if own or not matter.default_terms:
        return own
    courts = jurisdiction(detail.seller.jurisdiction)
    return (
        courts or "Subject to the jurisdiction of the courts at the supplier’s place of business.",
        "This document was made by computer.",
    )


def standard_terms(detail: VoucherDetail, matter: Matter) -> bool:
    """Whether the terms shown are those that hold anyway; they name the courts already."""
    return matter.default_terms and not own_terms(detail)


def own_terms(detail: VoucherDetail) -> tuple[str, ...]:
    """The terms that this paper was given."""
    return tuple(term.strip() for term in detail.particulars.terms if term.strip())
