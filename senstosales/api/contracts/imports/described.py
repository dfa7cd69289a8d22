"""The description of the calls for /docs and /openapi.json, with the contract's own examples."""

from typing import Any

_ITEM = {
    "name": "Paracetamol 650mg",
    "item_code": "PR650",
    "barcode": "BC-PR650",
    "quantity": 20,
    "mrp": 3.5,
    "company_name": "Sun Pharma",
    "packing": "10x10 Tablets",
    "shelf_location": "R-12",
    "remarks": "",
}
_SENT = {
    "invoice_no": "LTPI-77282",
    "invoice_date": "2025-01-18",
    "salesman": "Ajay",
    "created_by": "admin",
    "priority": "HIGH",
    "customer": {
        "code": "CUST-889",
        "name": "LifeCare Pharmacy",
        "area": "Kozhikode",
        "address1": "Near Railway Station",
        "address2": "",
        "phone1": "9876543210",
        "phone2": "",
        "email": "lifecare@shop.com",
    },
    "items": [_ITEM],
}
_CORRECTED = {
    "invoice_no": "INV-001",
    "items": [
        {"item_code": "MED001", "barcode": "BC-MED001", "mrp": 145.5, "batch_no": "B456"},
        {"item_code": "MED002", "barcode": "BC-MED002", "quantity": 2, "mrp": 55},
    ],
    "replace_items": False,
    "resolution_notes": "Fixed batch number and updated MRP",
}
_RETURNED = {"invoice_no": "INV-001", "return_reason": "Wrong batch number on the strip"}


def _strings(*names: str) -> dict[str, Any]:
    return {name: {"type": "string"} for name in names}


_LINE = {
    "type": "object",
    "properties": {
        **_strings("name", "item_code", "barcode", "company_name", "packing", "shelf_location",
                   "remarks", "batch_no"),
        "quantity": {"type": "integer"},
        "mrp": {"type": "number"},
        "expiry_date": {"type": ["string", "null"], "format": "date"},
    },
}  # fmt: skip
_CUSTOMER = {
    "type": "object",
    "properties": _strings(
        "code", "name", "area", "address1", "address2", "phone1", "phone2", "email"
    ),
}


def _body(properties: dict[str, Any], required: list[str], example: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": required, "example": example}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


IMPORT_BODY = _body(
    {
        **_strings("invoice_no", "salesman", "created_by", "remarks"),
        "invoice_date": {"type": "string", "format": "date"},
        "priority": {"enum": ["LOW", "MEDIUM", "HIGH"]},
        "customer": {**_CUSTOMER, "required": ["code", "name"]},
        "items": {
            "type": "array",
            "items": {
                **_LINE,
                "required": ["name", "item_code", "quantity", "mrp", "shelf_location"],
            },
        },
    },
    ["invoice_no", "invoice_date", "salesman", "customer", "items"],
    _SENT,
)
UPDATE_BODY = _body(
    {
        **_strings("invoice_no", "salesman", "remarks", "resolution_notes"),
        "invoice_date": {"type": "string", "format": "date"},
        "priority": {"enum": ["LOW", "MEDIUM", "HIGH"]},
        "customer": _CUSTOMER,
        "items": {"type": "array", "items": _LINE},
        "replace_items": {"type": "boolean"},
    },
    ["invoice_no"],
    _CORRECTED,
)
RETURN_BODY = _body(
    _strings("invoice_no", "return_reason", "user_email"),
    ["invoice_no", "return_reason"],
    _RETURNED,
)


def _answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    about = {
        200: "Done",
        201: "The invoice is in the books",
        400: "Something in the body is wrong, or the invoice does not allow it",
        401: "No key and no token, or a wrong one",
        403: "The caller may look and no more",
        409: "An invoice with this number is in the books",
        413: "Too large",
        503: "The books cannot be used at the moment",
    }
    return {status: {"description": about[status]} for status in (*statuses, 413, 503)}


IMPORT = _answers(201, 400, 401, 403, 409)
UPDATE = _answers(200, 400, 401, 403, 409)
RETURN = _answers(200, 400, 401, 403)
STREAM = _answers(200, 400, 401, 403)
