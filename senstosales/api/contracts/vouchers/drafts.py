"""A document of the contract as a draft of the books.

Money comes from the document as the contract's clients work it out (`services.stated_documents`). Of a
paper that is changed, what the client leaves as it was stays as the books have it: they know more of it
than the contract has fields for.
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from senstosales.api.contracts.vouchers.dates import day_of
from senstosales.api.contracts.vouchers.families import DEBIT_NOTES, QUOTATIONS, Family
from senstosales.api.contracts.vouchers.rules import Json, exact, exact_body, without_noise
from senstosales.domain import law
from senstosales.domain.amounts import half_up, plain
from senstosales.domain.gst import DiscountBasis
from senstosales.domain.kinds import Nature, VoucherKind, VoucherState
from senstosales.errors import Conflict
from senstosales.queries.papers import Contact, CustomField, Letterhead
from senstosales.queries.stated_vouchers import StatedVoucher
from senstosales.services import stated_documents
from senstosales.services.drafts import make
from senstosales.services.stated_documents import StatedDocument, StatedLine
from senstosales.services.voucher_copies import line_draft, particulars_draft, party_draft
from senstosales.services.voucher_drafts import VoucherDraft

_LONGEST = 4000
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BUYER = ("buyerName", "buyerGstin", "buyerStateCode", "buyerStateName", "buyerAddress")
_SUPPLY = ("placeOfSupplyStateCode", "supplyTypeDisplay")
_SHIPPING = (
    "shippingName", "shippingGstin", "shippingAddress", "shippingStateCode", "shippingStateName",
)  # fmt: skip


def new(family: Family, body: Json, day: dt.date, reference_id: int | None) -> VoucherDraft:
    """The draft of a new document; `day` is its date where it states none that can be read."""
    read = stated_documents.read(exact_body(body), family.stated)
    facts = _money(body, read) | {
        "kind": family.kind,
        "number": body[family.number],
        "date": day_of(body[family.date]) or day,
        **_standing(family, body),
        "seller": _seller(body, read),
        "buyer": _buyer(body),
        "consignee": _consignee(body),
        **_reference(body, reference_id),
        "particulars": _particulars(family, body),
    }
    return make(VoucherDraft, facts)


def changed(
    family: Family, before: Json, after: Json, held: StatedVoucher, reference_id: int | None
) -> VoucherDraft:
    """The draft of a document that was `before` and is to be `after`; `held` has its detail."""
    paper = held.detail
    assert paper is not None
    if held.is_bound:
        _refuse_bound(family, before, after, held)

    def same(*keys: str) -> bool:
        return all(before.get(key) == after.get(key) for key in keys)

    facts: dict[str, Any] = {}
    if family is not DEBIT_NOTES and paper.reference:
        facts["reference_id"] = paper.reference.id
        facts["reference_number"] = None if paper.reference.id else paper.reference.number
    if same("seller", "bankDetails"):
        facts["seller"] = paper.seller
    if same(*_BUYER):
        facts["buyer"] = party_draft(paper.buyer)
        if same("buyerId"):
            facts["party_id"] = paper.party_id
    if same(*_SHIPPING, *_BUYER):
        facts["consignee"] = party_draft(paper.consignee)
    if same("items") and paper.pricing.discount_basis is not DiscountBasis.BEFORE_TAX:
        facts["lines"] = tuple(
            line_draft(line, inclusive=paper.price_inclusive) for line in paper.lines
        )
    if same("status"):
        stays = VoucherState.EXPIRED if held.is_lapsed else held.state
        facts |= {"state": stays, "is_delivered": paper.is_delivered}
    if same(family.date):
        facts["date"] = held.date
    was, wanted = _particulars(family, before), _particulars(family, after)
    said = particulars_draft(paper.particulars).model_dump(exclude_none=True)
    said |= {key: wanted[key] for key in wanted if wanted[key] != was[key]}
    day = held.created_at.astimezone().date()
    draft = new(family, after, day, reference_id)
    return make(VoucherDraft, {**dict(draft), **facts, "particulars": said})


def _refuse_bound(family: Family, before: Json, after: Json, held: StatedVoucher) -> None:
    """Goods, parties, date and taxes of a paper made from an order come from there and stay so."""
    fixed = (
        "type", "seller", "buyerId", *_BUYER, *_SHIPPING, "items", "additionalCharges",
        "globalDiscountType", "globalDiscountValue", "tcsInfo", "roundOff", family.date,
    )  # fmt: skip
    changed = [key for key in fixed if before.get(key) != after.get(key)]
    for key, fixed_within in (("transportInfo", _SUPPLY), ("otherDetails", ("reverseCharge",))):
        was, wanted = before.get(key) or {}, after.get(key) or {}
        changed += [
            f"{key}.{name}"
            for name in fixed_within
            if wanted and (was.get(name) or None) != (wanted.get(name) or None)
        ]
    if changed:
        raise Conflict(
            f"{family.name} {held.number} is made from a purchase order: its goods, prices, parties, "
            f"date and taxes are changed there ({', '.join(changed)})."
        )


def _standing(family: Family, body: Json) -> Json:
    word = body["status"]
    facts: Json = {
        "state": family.states[word],
        "is_delivered": family.kind is VoucherKind.CHALLAN and word == "delivered",
        "valid_until": day_of(body.get("validUntil")),
        "due_date": day_of(body.get("dueDate")),
    }
    if "type" in body:
        untaxed = body["type"] == "billOfSupply"
        facts["nature"] = Nature.BILL_OF_SUPPLY if untaxed else Nature.TAX_INVOICE
    return facts


def _reference(body: Json, reference_id: int | None) -> Json:
    number = body.get("referenceInvoiceNumber")
    return {
        "reference_id": reference_id,
        "reference_number": _text(number)[:100] or None if reference_id is None else None,
        "reason": _text(body.get("reason")),
    }


def _money(body: Json, read: StatedDocument) -> Json:
    """All that decides the figures, exactly as the clients take it."""
    taxable = stated_documents.taxable(read)
    return {
        "as_stated": True,
        "split": taxable.split,
        "place_of_supply": _place(body, read),
        "lines": tuple(_line(line) for line in read.items),
        "charges": tuple(
            {
                "name": _text(charge.name),
                "amount": charge.amount,
                "gst_rate": _tidy(charge.gstPercent),
                "hsn": _text(charge.hsnSac) or None,
                "inclusive": charge.isTaxInclusive,
            }
            for charge in read.additionalCharges
        ),
        "discount": taxable.discount,
        "discount_basis": taxable.discount_basis,
        "tcs": taxable.tcs,
        "round_off": taxable.round_off,
        "reverse_charge": read.reverse_charge,
    }


def _line(line: StatedLine) -> Json:
    discount, cess = line.discount, line.cess
    return {
        "description": _text(line.itemName),
        "quantity": _tidy(line.quantity),
        "price": line.unitPrice,
        "unit": _text(line.unit),
        "hsn": _text(line.hsnSac) or None,
        "gst_rate": _tidy(line.gstPercent),
        "inclusive": line.taxInclusive,
        "discount": discount if discount and discount.value else None,
        "cess": cess if cess and cess.value else None,
        "item_key": line.itemId,
    }


def _tidy(value: Decimal) -> Decimal:
    """Without what a double is beside the number that is meant."""
    meant = without_noise(float(value))
    return meant if abs(meant - value) < Decimal("1e-9") else value


def _place(body: Json, read: StatedDocument) -> str | None:
    """The state in which the supply ends, by code or in words; it does not decide the tax."""
    transport: Mapping[str, Any] = body.get("transportInfo") or {}
    words = (transport.get("placeOfSupplyStateName"), transport.get("placeOfSupply"))
    named = (law.state_in(word) for word in words if isinstance(word, str))
    return stated_documents.place_of_supply(read) or next((code for code in named if code), None)


def _text(value: object) -> str:
    """A text as papers can print it."""
    return _UNPRINTABLE.sub("", value).strip()[:_LONGEST] if isinstance(value, str) else ""


def _lines_of(value: object) -> str:
    """An address, whatever shape a program gives it."""
    if isinstance(value, Mapping):
        return ", ".join(filter(None, (_lines_of(part) for part in value.values())))
    if isinstance(value, list):
        return "\n".join(filter(None, (_lines_of(part) for part in value)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _text(value)


def _first(said: Mapping[str, Any], *keys: str) -> str | None:
    return next((text for key in keys if (text := _lines_of(said.get(key)))), None)


def _seller(body: Json, read: StatedDocument) -> Letterhead:
    """The head of the paper: of the keys that programs add, those that a paper prints."""
    said, bank = body["seller"], body.get("bankDetails") or {}
    state = stated_documents.seller_state(read.seller)
    address = _first(said, "address", "firmAddress", "businessAddress", "fullAddress")
    if address is None:
        address = _lines_of(
            [said.get(key) for key in ("addressLine1", "addressLine2", "street", "city", "pincode")]
        )
    return Letterhead(
        name=_text(said.get("firmName")),
        gstin=_text(said.get("gstNumber")) or None,
        address=address[:_LONGEST] or None,
        pan=_first(said, "pan", "panNumber"),
        udyam=_first(said, "udyam", "udyamNumber"),
        business_line=_first(said, "businessLine", "tagline"),
        state_code=state,
        state_name=law.state_name(state),
        phone=_first(said, "phone", "mobile", "phoneNumber", "mobileNumber"),
        email=_first(said, "email"),
        bank_name=_text(bank.get("bankName")) or None,
        bank_holder=_text(bank.get("accountHolderName")) or None,
        bank_account=_text(bank.get("accountNumber")) or None,
        bank_ifsc=_text(bank.get("ifscCode")) or None,
        bank_branch=_text(bank.get("branch")) or None,
        upi_id=_text(bank.get("upiId")) or None,
    )


def _buyer(body: Json) -> Json:
    code = stated_documents.state_of(body["buyerStateCode"] or "")
    name = _text(body["buyerStateName"])
    return {
        "name": _text(body["buyerName"]),
        "address": _text(body["buyerAddress"]),
        "gstin": _text(body["buyerGstin"]),
        "state_code": code or stated_documents.state_of(name),
        "state_name": name,
    }


def _consignee(body: Json) -> Json | None:
    """Whom the goods go to, where that is said; the buyer lends what is not."""
    if not any(_text(body.get(key)) for key in _SHIPPING[:3]):
        return None
    address = _text(body["shippingAddress"])
    last = address.splitlines()[-1] if address else ""
    code = stated_documents.state_of(body.get("shippingStateCode") or "")
    return {
        "name": _text(body["shippingName"]) or _text(body["buyerName"]),
        "gstin": _text(body["shippingGstin"]) or _text(body["buyerGstin"]),
        "address": address,
        "state_code": code or law.state_in(last),
        "state_name": _text(body.get("shippingStateName")),
    }


def _particulars(family: Family, body: Json) -> Json:
    """What is only printed."""
    transport, other = body.get("transportInfo") or {}, body.get("otherDetails") or {}
    distance = transport.get("approxDistance")
    ordered_on = day_of(other.get("poDate"))
    order_no = _text(other.get("poNumber"))
    if ordered_on is None and (in_words := _text(other.get("poDate"))):
        order_no = f"{order_no} {in_words}".strip()[:_LONGEST]
    terms = body["termsAndConditions"] or body["terms"]
    facts: Json = {
        "vehicle_no": _text(transport.get("vehicleNumber")),
        "mode_of_transport": _text(transport.get("mode")),
        "transporter": _text(transport.get("transporterName")),
        "transporter_id": _text(transport.get("transporterId")),
        "lr_no": _text(transport.get("docNo")),
        "lr_date": _text(transport.get("docDate")),
        "distance": "" if distance is None else plain(half_up(exact(distance), 1)),
        "date_of_supply": _text(transport.get("dateOfSupply")),
        "buyers_order_no": order_no,
        "buyers_order_date": ordered_on,
        "challan_number": _text(other.get("challanNumber")),
        "eway_bill_no": _text(other.get("eWayBillNumber")),
        "dispatch_from": _lines_of(body["seller"].get("dispatchAddress"))[:_LONGEST],
        "notes": _text(body["notes"]),
        "terms": tuple(filter(None, (_text(term) for term in terms))),
        "custom_fields": tuple(
            CustomField(_text(each["name"]), _text(each["value"])) for each in body["customFields"]
        ),
    }
    if family is QUOTATIONS:
        facts["contacts"] = tuple(
            Contact(_text(each["name"]), _text(each.get("phone")), _text(each.get("email")))
            for each in body["contactPersons"]
        )
    return facts
