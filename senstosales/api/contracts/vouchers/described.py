"""How the document calls are described: bodies, documents and errors as JSON schema, with examples."""

from typing import Any

from senstosales.api.contracts.vouchers.families import (
    CHALLANS,
    DEBIT_NOTES,
    INVOICES,
    QUOTATIONS,
    Family,
)
from senstosales.api.contracts.vouchers.rules import Json

_LINE = {
    "itemId": "A-100", "itemName": "Flange DN50", "hsnSac": "73079190", "quantity": 10,
    "unit": "Nos", "unitPrice": 100, "discountType": "percentage", "discountValue": 10,
    "discountPercent": 10, "gstPercent": 18, "taxInclusive": False, "cessType": "Percentage",
    "cessValue": 0,
}  # fmt: skip
_SELLER = {"firmName": "Narmada Precision Works", "gstNumber": "23AAKFN4471M1ZX"}
_NUMBERS = {
    INVOICES: "INV-000001", QUOTATIONS: "QTN-000001", DEBIT_NOTES: "SDN-000001",
    CHALLANS: "DC-000001",
}  # fmt: skip


def example(family: Family) -> Json:
    """A small document that can be sent."""
    body: Json = {
        family.number: _NUMBERS[family],
        family.date: "2026-03-16",
        "status": family.discriminated[0] if family is not QUOTATIONS else "sent",
        "seller": _SELLER,
        "buyerName": "Bharat Stores",
        "items": [_LINE],
        "globalDiscountType": "percentage",
        "globalDiscountValue": 0,
    }
    return {**body, "type": "taxInvoice"} if family is INVOICES else body


def creating(family: Family) -> Json:
    """The body that creates."""
    return _body(family.create.schema(), example(family))


def changing(family: Family) -> Json:
    """The body that changes: any subset of the fields."""
    return _body(family.update.schema(), {"notes": "Packed in wooden cases"})


def drawing(family: Family) -> Json:
    """The body that asks for a PDF."""
    copies = ["original", "duplicate", "triplicate"]
    schema = {
        "type": "object",
        "required": ["templateId"],
        "properties": {
            "templateId": {"type": "string", "enum": list(family.templates)},
            "copyType": {"type": "string", "enum": copies},
        },
    }
    return _body(schema, {"templateId": "classic"})


def one(family: Family) -> Json:
    """An answer with one document."""
    return _content(
        {"type": "object", "required": [family.one], "properties": {family.one: _document(family)}}
    )


def many(family: Family) -> Json:
    """A page of documents."""
    return _content(
        {
            "type": "object",
            "required": [family.many, "count"],
            "properties": {
                family.many: {"type": "array", "items": _document(family)},
                "count": {"type": "integer", "minimum": 0, "maximum": 100},
                "nextToken": {"type": "string", "description": "absent on the last page"},
            },
        }
    )


def drawn(family: Family) -> Json:
    """Where the PDF can be had."""
    keys = ["pdfUrl", family.id_key, "templateId"]
    properties: Json = {key: {"type": "string"} for key in [*keys, "copyType"]}
    properties["pdfUrl"]["format"] = "uri"
    return _content({"type": "object", "required": keys, "properties": properties})


def _document(family: Family) -> Json:
    live = ["PK", "SK", family.id_key, "id", "businessId", "userId", "createdAt", "updatedAt"]
    told = family.base.schema()
    kept = {field.name: field.schema() for field in family.base.fields if field.name not in live}
    properties = {**{key: {"type": "string"} for key in live}, **_loosely(kept)}
    needed = [name for name in properties if name not in ("shippingStateCode", "shippingStateName")]
    return {**told, "properties": properties, "required": needed}


def _loosely(kept: Json) -> Json:
    """Of an answer only the types are promised: a draft has no buyer, a paper of the desk any number."""
    bounds = {
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "exclusiveMaximum",
        "default",
    }

    def bare(schema: Any) -> Any:
        if isinstance(schema, dict):
            return {
                key: {name: bare(each) for name, each in value.items()}
                if key == "properties"
                else bare(value)
                for key, value in schema.items()
                if key not in bounds
            }
        return [bare(each) for each in schema] if isinstance(schema, list) else schema

    return {name: bare(schema) for name, schema in kept.items()}


def _content(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def _body(schema: Json, sample: Json) -> Json:
    content = {"application/json": {"schema": schema, "example": sample}}
    return {"requestBody": {"required": True, "content": content}}


_SAID = {"type": "string"}
_MESSAGE: Json = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": _SAID,
        "error": _SAID,
        "code": _SAID,
        "field": _SAID,
        "details": {"type": "array", "items": {"type": "object"}},
        "allowedTemplates": {"type": "array", "items": _SAID},
    },
}
_ERROR: Json = {"type": "object", "required": ["error"], "properties": {"error": _SAID}}
_EITHER: Json = {"anyOf": [_MESSAGE, _ERROR]}
_KINDS: dict[int, tuple[str, Json]] = {
    400: ("What was sent is not valid; `details` has every issue", _MESSAGE),
    401: ("No token, or one that is wrong or expired", _ERROR),
    403: ("The role does not allow it, or the invoice is cancelled", _EITHER),
    404: ("No such business, or no such document in it", _EITHER),
    409: ("The number is taken, or the books lean on the document", _MESSAGE),
    413: ("Too large", _EITHER),
    421: ("Called by a name that does not belong to the program", _MESSAGE),
    500: ("A fault of the program", _MESSAGE),
    503: ("The books cannot be used at the moment, or the PDF could not be made", _EITHER),
}


MESSAGE = _content(_MESSAGE)
"""A refusal of the layer of documents."""


def answers(done: int, content: Json, *statuses: int) -> dict[int | str, Json]:
    """What a call answers: when it is done, and its errors beside those that every call may answer."""
    every = (401, 403, 404, 413, 421, 500, 503)
    told: dict[int | str, Json] = {
        status: {"description": _KINDS[status][0], **_content(_KINDS[status][1])}
        for status in sorted({*statuses, *every})
    }
    return {done: content, **told}
