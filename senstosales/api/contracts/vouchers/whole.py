"""A paper of the books as a document of the contract, every field of it, and what is live in each.

A paper that came through the contract is echoed as it was stated. One that was made at the desk or
from a portal order is written out here, so that a client who works out its totals as the contract's
clients do arrives at the total that the paper bears.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from senstosales.api.contracts.vouchers.dates import moment
from senstosales.api.contracts.vouchers.families import DEBIT_NOTES, INVOICES, QUOTATIONS, Family
from senstosales.api.contracts.vouchers.rules import Json, exact_body
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.gst import DiscountBasis, DiscountKind
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.queries.papers import Letterhead, PaperLine, PartyOnPaper, VoucherDetail
from senstosales.queries.stated_vouchers import StatedVoucher
from senstosales.services import stated_documents

_WORDS = {VoucherState.CANCELLED: "expired", VoucherState.ISSUED: "sent"}
"""What a quotation of the desk is called whose state the contract does not know."""


def number(value: Decimal) -> int | float:
    """A figure as a JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def partition(user_uid: str, business_uid: str) -> str:
    """The contract's `PK`."""
    return f"USER#{user_uid}#BUSINESS#{business_uid}"


def sort_key(family: Family, uid: str) -> str:
    """The contract's `SK`."""
    return f"{family.sort_key}#{uid}"


def answered(family: Family, held: StatedVoucher, business_uid: str, reader_uid: str) -> Json:
    """The document as it is told: what was stated, under what is so by now.

    A paper of the desk belongs to nobody in particular and so to whoever asks.
    """
    said = stated(family, held)
    user = held.user_uid or reader_uid
    told = {
        "PK": partition(user, business_uid),
        "SK": sort_key(family, held.uid),
        family.id_key: held.uid,
        "id": held.uid,
        "businessId": business_uid,
        "userId": user,
        **said,
        "status": status(family, held),
        "createdAt": moment(held.created_at),
        "updatedAt": moment(held.updated_at),
    }
    if str(told[family.number]).strip() != held.number:
        told[family.number] = held.number
    return told


def status(family: Family, held: StatedVoucher) -> str:
    """The contract's word for where a paper stands."""
    state = VoucherState.EXPIRED if held.is_lapsed else held.state
    return word(family, state, is_delivered=held.is_delivered)


def word(family: Family, state: VoucherState, *, is_delivered: bool) -> str:
    """The contract's word for a state of the books."""
    if family.kind is VoucherKind.CHALLAN and state is not VoucherState.CANCELLED:
        return "delivered" if is_delivered else "pending"
    known = (word for word, own in family.states.items() if own is state)
    return next(known, None) or _WORDS[state]


def stated(family: Family, held: StatedVoucher) -> Json:
    """What a client has said of a paper, or would have to say to make it."""
    if held.stated is not None:
        return held.stated
    assert held.detail is not None
    document = _written(family, held.detail, held.reference_uid)
    document["status"] = status(family, held)
    return {
        field.name: document[field.name] for field in family.base.fields if field.name in document
    }


def _written(family: Family, paper: VoucherDetail, reference_uid: str | None) -> Json:
    document: Json = {
        family.number: paper.number,
        family.date: paper.date.isoformat(),
        "dueDate": _day(paper.due_date),
        "validUntil": _day(paper.valid_until),
        "seller": _seller(paper.seller),
        **_buyer(paper),
        "items": [_line(paper, line) for line in paper.lines],
        "additionalCharges": [
            {
                "name": charge.name,
                "amount": number(charge.amount),
                "gstPercent": number(charge.gst_rate),
                "hsnSac": charge.hsn or "",
                "isTaxInclusive": charge.inclusive,
            }
            for charge in paper.charges
        ],
        **_discount(paper),
        "tcsInfo": _tcs(paper),
        "transportInfo": _transport(paper),
        "bankDetails": _bank(paper.seller),
        "otherDetails": _other(paper),
        "contactPersons": [
            {"name": contact.name, "phone": contact.phone, "email": contact.email}
            for contact in paper.particulars.contacts
        ],
        "customFields": [
            {"name": each.name, "value": each.value} for each in paper.particulars.custom_fields
        ],
        "termsAndConditions": list(_terms(paper)),
        "terms": [],
        "roundOff": None,
        "notes": paper.particulars.notes or paper.particulars.remarks or "",
        "signatureUrl": None,
        "stampUrl": None,
    }
    if family is INVOICES:
        untaxed = paper.nature is Nature.BILL_OF_SUPPLY
        document["type"] = "billOfSupply" if untaxed else "taxInvoice"
    if family is DEBIT_NOTES:
        document |= {
            "referenceInvoiceId": reference_uid,
            "referenceInvoiceNumber": paper.reference.number if paper.reference else None,
            "reason": paper.reason or "",
        }
    if family is not QUOTATIONS:
        document["roundOff"] = _round_off(family, paper, document)
    return document


def _round_off(family: Family, paper: VoucherDetail, document: Json) -> int | float | None:
    """What leads the clients' sum to the paper's total, a paisa of rounding included.

    On reverse charge the tax is not in our total and is in theirs: there it is only the paper's own.
    """
    if paper.reverse_charge:
        off = paper.round_off
    else:
        body = exact_body({**document, family.number: paper.number})
        off = (
            paper.total - stated_documents.compute(stated_documents.read(body, family.stated)).total
        )
    return number(off) if off else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _seller(head: Letterhead) -> Json:
    facts = {
        "address": head.address,
        "stateCode": head.state_code,
        "stateName": head.state_name,
        "phone": head.phone,
        "email": head.email,
        "pan": head.pan,
        "udyam": head.udyam,
        "businessLine": head.business_line,
    }
    said = {key: value for key, value in facts.items() if value}
    return {"firmName": head.name, "gstNumber": head.gstin or "", **said}


def _buyer(paper: VoucherDetail) -> Json:
    buyer, consignee = paper.buyer, paper.consignee
    return {
        "buyerId": None if paper.party_id is None else str(paper.party_id),
        "buyerName": buyer.name,
        "buyerGstin": buyer.gstin or "",
        "buyerStateCode": buyer.state_code,
        "buyerStateName": buyer.state_name,
        "buyerAddress": _address(buyer),
        "shippingName": consignee.name,
        "shippingGstin": consignee.gstin or "",
        "shippingAddress": _address(consignee),
    }


def _address(party: PartyOnPaper) -> str:
    return "\n".join(part for part in (party.designation, party.address) if part)


def _line(paper: VoucherDetail, line: PaperLine) -> Json:
    priced = line.pricing
    discount = priced.discount if priced else None
    cess = priced.cess if priced else None
    inclusive = priced.inclusive if priced else paper.price_inclusive
    kind = discount.kind if discount else DiscountKind.PERCENTAGE
    value = discount.value if discount else ZERO
    price = priced.price if priced else line.rate
    if paper.pricing.discount and paper.pricing.discount_basis is DiscountBasis.BEFORE_TAX:
        # The contract knows no discount before tax over all lines: each line bears its share.
        kind, value = DiscountKind.FLAT, _taken_off(line, price, inclusive=inclusive)
    return {
        "itemId": _item_id(line),
        "itemName": line.description or line.material_code or f"Item {line.position + 1}",
        "hsnSac": line.hsn or "",
        "quantity": number(line.quantity),
        "unit": line.unit or "Nos",
        "unitPrice": number(price),
        "discountType": kind.value,
        "discountValue": number(value),
        "discountPercent": number(value) if kind is DiscountKind.PERCENTAGE else 0,
        "gstPercent": number(line.gst_rate or ZERO),
        "taxInclusive": inclusive,
        "cessType": cess.kind.value if cess else "Percentage",
        "cessValue": number(cess.value) if cess else 0,
    }


def _item_id(line: PaperLine) -> str:
    if line.pricing and line.pricing.item_key is not None:
        return line.pricing.item_key
    return line.material_code or str(line.order_item_id or line.id)


def _taken_off(line: PaperLine, price: Decimal, *, inclusive: bool) -> Decimal:
    """All discounts of a line before tax: what its price is above what was charged for it."""
    charged = line.taxable or ZERO
    if inclusive:
        charged += (line.cgst or ZERO) + (line.sgst or ZERO) + (line.igst or ZERO)
    return half_up(line.quantity * price) - charged


def _discount(paper: VoucherDetail) -> Json:
    agreed = paper.pricing.discount
    if agreed is None or paper.pricing.discount_basis is DiscountBasis.BEFORE_TAX:
        return {"globalDiscountType": "percentage", "globalDiscountValue": 0}
    return {"globalDiscountType": agreed.kind.value, "globalDiscountValue": number(agreed.value)}


def _tcs(paper: VoucherDetail) -> Json | None:
    tcs = paper.pricing.tcs
    return {"percentage": number(tcs.percentage), "basis": tcs.basis.value} if tcs else None


def _transport(paper: VoucherDetail) -> Json:
    said = paper.particulars
    told: Json = {
        "vehicleNumber": said.vehicle_no,
        "mode": said.mode_of_transport or said.dispatched_through,
        "transporterName": said.transporter,
        "transporterId": said.transporter_id,
        "docNo": said.lr_no or said.dispatch_document_no,
        "docDate": said.lr_date,
        "placeOfSupply": paper.place_of_supply_name or None,
        "dateOfSupply": said.date_of_supply,
        "placeOfSupplyStateCode": paper.place_of_supply or None,
        "placeOfSupplyStateName": paper.place_of_supply_name or None,
        "supplyTypeDisplay": "interstate" if paper.tax_split.between_states else "intrastate",
    }
    if said.distance and said.distance.isascii() and said.distance.isdigit():
        told["approxDistance"] = int(said.distance[:9])
    return told


def _bank(head: Letterhead) -> Json | None:
    told = {
        "bankName": head.bank_name,
        "accountHolderName": head.bank_holder or head.name or None,
        "accountNumber": head.bank_account,
        "ifscCode": head.bank_ifsc,
        "branch": head.bank_branch,
        "upiId": head.upi_id,
    }
    return told if head.bank_account or head.bank_name or head.upi_id else None


def _other(paper: VoucherDetail) -> Json:
    said = paper.particulars
    ordered = paper.order.on if paper.order else said.buyers_order_date
    return {
        "reverseCharge": paper.reverse_charge,
        "poNumber": (paper.order.number if paper.order else None) or said.buyers_order_no,
        "poDate": _day(ordered),
        "challanNumber": (paper.challan.number if paper.challan else None) or said.challan_number,
        "eWayBillNumber": said.eway_bill_no,
    }


def _terms(paper: VoucherDetail) -> Iterable[str]:
    said = paper.particulars
    yield from said.terms
    if said.payment_terms:
        yield f"Payment: {said.payment_terms}"
    if said.terms_of_delivery:
        yield f"Delivery: {said.terms_of_delivery}"
