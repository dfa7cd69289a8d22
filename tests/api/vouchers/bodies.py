"""Bodies of the four documents as a client sends them."""

import itertools
from dataclasses import dataclass
from typing import Any

LINE: dict[str, Any] = {
    "itemId": "A-100", "itemName": "Flange DN50", "hsnSac": "73079190", "quantity": 10, "unit": "Pcs",
    "unitPrice": 100, "discountType": "percentage", "discountValue": 0, "discountPercent": 10,
    "gstPercent": 18, "taxInclusive": False, "cessType": "Percentage", "cessValue": 1,
}  # fmt: skip
SELLER: dict[str, Any] = {"firmName": "Narmada Works", "gstNumber": "23AAKFN4471M1ZX"}
WORKED: dict[str, Any] = {
    "items": [
        LINE,
        {**LINE, "itemId": "B-7", "quantity": 5, "unitPrice": 200, "discountType": "flat",
         "discountValue": 50, "discountPercent": 0, "gstPercent": 12, "taxInclusive": True,
         "cessType": "Per Unit", "cessValue": 2},
    ],
    "additionalCharges": [{"name": "Freight", "amount": 200, "gstPercent": 18}],
    "tcsInfo": {"percentage": 1, "basis": "finalAmount"},
    "globalDiscountType": "percentage",
    "globalDiscountValue": 5,
    "roundOff": 0.4,
}  # fmt: skip
"""The worked example of the facts: it comes to 2175.41."""
TRANSPORT: dict[str, Any] = {
    "vehicleNumber": "MP04 GA 4471", "mode": "Road", "transporterName": "Satpura Carriers",
    "transporterId": "T-9", "docNo": "LR-77", "docDate": "2026-03-15", "approxDistance": 12.5,
    "placeOfSupply": "Madhya Pradesh", "dateOfSupply": "2026-03-16", "placeOfSupplyStateCode": "23",
    "placeOfSupplyStateName": "Madhya Pradesh", "supplyTypeDisplay": "intrastate",
}  # fmt: skip
BANK: dict[str, Any] = {
    "bankName": "Sample Bank", "accountHolderName": "Narmada Works", "accountNumber": "0000447",
    "ifscCode": "SBOI0004471", "branch": "Govindpura", "upiId": "narmada@sample",
}  # fmt: skip
OTHER: dict[str, Any] = {
    "reverseCharge": True, "poNumber": "6639103", "poDate": "2026-02-01", "challanNumber": "DC-1",
    "eWayBillNumber": "1234 5678 9012",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """One of the four documents as clients know it."""

    path: str
    one: str
    many: str
    id_key: str
    number: str
    date: str
    prefix: str
    usual: str
    lenient: str
    name: str
    section: int

    def body(self, **changes: Any) -> dict[str, Any]:
        """A document that can be sent, with a number of its own; None leaves a key out."""
        body: dict[str, Any] = {
            self.number: f"{self.prefix}{next(_numbers):06d}",
            "status": self.usual,
            "seller": SELLER,
            "buyerName": "Bharat Stores",
            "items": [LINE],
            "globalDiscountType": "percentage",
            "globalDiscountValue": 0,
            **({"type": "taxInvoice"} if self is INVOICE else {}),
        }
        body |= changes
        return {key: value for key, value in body.items() if value is not ...}

    def full(self) -> dict[str, Any]:
        """A document with something in every field that the contract knows."""
        more: dict[str, Any] = {
            self.date: "2026-03-16",
            "buyerId": "b-1", "buyerGstin": "23AAACS0000B1ZM", "buyerStateCode": "23",
            "buyerStateName": "Madhya Pradesh", "buyerAddress": "Piplani\nBhopal",
            "shippingName": "Gate 5", "shippingGstin": "23AAACS0000B1ZM",
            "shippingAddress": "Gate 5\nBhopal, Madhya Pradesh",
            **WORKED,
            "bankDetails": BANK,
            "customFields": [{"name": "Project", "value": "Unit 4"}],
            "termsAndConditions": ["Goods once sold"],
            "terms": ["Payment in 30 days"],
            "notes": "Packed in cases",
            "signatureUrl": "https://example.in/s.png",
            "stampUrl": "https://example.in/t.png",
        }  # fmt: skip
        more["additionalCharges"] = [
            {"name": "Freight", "amount": 200, "gstPercent": 18, "hsnSac": "996511",
             "isTaxInclusive": False},
        ]  # fmt: skip
        if self is QUOTATION:
            del more["roundOff"]
            contact = {"name": "Ravi", "phone": "98", "email": "ravi@example.in"}
            more |= {"validUntil": "2026-04-16", "contactPersons": [contact]}
            more["seller"] = {**SELLER, "dispatchAddress": {"street": "Plot 7"}}
        else:
            more |= {"transportInfo": TRANSPORT, "otherDetails": OTHER}
        if self in (INVOICE, DEBIT_NOTE):
            more["dueDate"] = "2026-04-15"
        if self is DEBIT_NOTE:
            more |= {"referenceInvoiceId": "x", "referenceInvoiceNumber": "INV-7", "reason": "Rate"}
        return self.body(**more)


_numbers = itertools.count(1)
INVOICE = Kind(
    "invoices", "invoice", "invoices", "invoiceId", "invoiceNumber", "invoiceDate", "INV-", "saved",
    "draft", "Invoice", 5,
)  # fmt: skip
QUOTATION = Kind(
    "quotations", "quotation", "quotations", "quotationId", "quotationNumber", "quotationDate",
    "QTN-", "sent", "draft", "Quotation", 6,
)  # fmt: skip
DEBIT_NOTE = Kind(
    "sales-debit-notes", "salesDebitNote", "salesDebitNotes", "salesDebitNoteId", "invoiceNumber",
    "invoiceDate", "SDN-", "saved", "draft", "Sales Debit Note", 7,
)  # fmt: skip
CHALLAN = Kind(
    "delivery-challans", "deliveryChallan", "deliveryChallans", "deliveryChallanId", "challanNumber",
    "challanDate", "DC-", "delivered", "pending", "Delivery Challan", 8,
)  # fmt: skip
KINDS = (INVOICE, QUOTATION, DEBIT_NOTE, CHALLAN)
