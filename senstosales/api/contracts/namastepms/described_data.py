"""How the calls of products, parties, expenses and billing are described, with the contract's examples."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query

from senstosales.api.contracts.namastepms.wire import Json
from senstosales.domain.billing import BillStatus, Side
from senstosales.domain.cash import EXPENSE_CATEGORIES, PAYMENT_METHODS
from senstosales.domain.catalogue import CATEGORIES

SideOf = Annotated[str | None, Query(description="`Customer` or `Supplier`", examples=["Customer"])]
_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_ID: Json = {"type": "integer", "minimum": 1}
_RUPEES: Json = {"type": "string", "pattern": r"^-?\d+\.\d\d$", "example": "99.99"}
_AMOUNT: Json = {"type": ["string", "number"], "example": "99.99"}
_DAY: Json = {"type": "string", "format": "date"}
_MAYBE_DAY: Json = {"type": ["string", "null"], "format": "date"}
_WAY: Json = {
    "type": ["integer", "null"],
    "enum": [*PAYMENT_METHODS, None],
    "description": ", ".join(f"{number} {name}" for number, name in PAYMENT_METHODS.items()),
}
_CATEGORY: Json = {
    "type": "integer",
    "enum": list(CATEGORIES),
    "description": ", ".join(f"{number} {name}" for number, name in CATEGORIES.items()),
}


def _object(properties: Json, required: list[str] | None = None) -> Json:
    wanted = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": wanted}


PRODUCT = _object(
    {
        "id": _ID,
        "user": _ID,
        "product_name": _TEXT,
        "category": _CATEGORY,
        "product_Img": _MAYBE,
        "unit_price": _RUPEES,
        "quantity": {"type": "integer"},
        "description": _MAYBE,
    }
)
PARTY = _object(
    {
        "id": _ID,
        "Category_type": {"enum": [side.value for side in Side]},
        "is_active": {"type": "boolean"},
        "is_updated_at": {"type": "string", "format": "date-time"},
    }
)
CUSTOMER = _object(
    {
        "id": _ID,
        "party": _ID,
        "name": _TEXT,
        **dict.fromkeys(("email", "phone_no", "Customer_code", "address"), _MAYBE),
        "open_balance": _RUPEES,
        "credit_limmit": _RUPEES,
        "payment_method": _WAY,
        "loyalty_points": {"type": "integer"},
        "referred_by": _MAYBE,
        "notes": _TEXT,
    }
)
SUPPLIER = _object({"id": _ID, "party": _ID, "name": _TEXT, "code": _TEXT})
EXPENSE = _object(
    {
        "id": _ID,
        "user": _ID,
        "amount": _RUPEES,
        "description": _MAYBE,
        "date": _DAY,
        "category": {"enum": list(EXPENSE_CATEGORIES)},
        "is_necessary": {"type": "boolean"},
    }
)
_TOTALS = ("paid_amount", "due_amount", "total_amount", "discount", "tax", "sub_total")
_STATUS: Json = {"enum": [status.value for status in BillStatus]}
BILLING = _object(
    {
        "id": _ID,
        "user": _ID,
        "invoice_number": _TEXT,
        "invoice_date": _DAY,
        "due_date": _MAYBE_DAY,
        "payment_method": _WAY,
        "invoice_status": _STATUS,
        "party": {"type": ["integer", "null"]},
        **dict.fromkeys(("phone", "VAt_number", "address", "notes"), _MAYBE),
        **dict.fromkeys(_TOTALS, _RUPEES),
    }
)


def _content(schema: Json, description: str) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


_WRONG = {"anyOf": [_object({"error": _TEXT}), _object({"detail": _TEXT}), {"type": "object"}]}
_ERRORS: dict[int, str] = {
    400: "Something is wrong: `error`, or a list of sentences under each field",
    401: "No token, or one that is not valid",
    403: "The caller may look and no more, or belongs to no business",
    404: "Not in the books of the caller's business, or no such page",
    409: "The books do not allow it; `error` has the reason",
    413: "Too large",
    421: "Called by a name that does not belong to the program",
    503: "The books cannot be used at the moment",
}


def _answers(status: int, schema: Json, *errors: int) -> dict[int | str, Json]:
    answers: dict[int | str, Json] = {status: _content(schema, "Done")}
    for error in sorted({*errors, 401, 403, 413, 421, 503}):
        answers[error] = _content(_WRONG, _ERRORS[error])
    return answers


def _pages(row: Json) -> Json:
    link = {"type": ["string", "null"], "format": "uri"}
    count = {"type": "integer", "minimum": 0}
    results = {"type": "array", "items": row, "maxItems": 10}
    return _object({"count": count, "next": link, "previous": link, "results": results})


def listed(row: Json) -> dict[int | str, Json]:
    """A page of a list."""
    return _answers(200, _pages(row), 400, 404)


def created(**one: Json) -> dict[int | str, Json]:
    """What was added, under its name."""
    return _answers(201, _object({"message": _TEXT, **one}), 400, 409)


def changed(**one: Json) -> dict[int | str, Json]:
    """What was changed, under its name."""
    return _answers(200, _object({"message": _TEXT, **one}), 400, 404, 409)


DELETED = _answers(200, _object({"message": _TEXT}), 400, 404, 409)
_PARTNER = {"customer": CUSTOMER, "supplier": SUPPLIER}
_WHOLE_PARTY = {**PARTY, "properties": {**PARTY["properties"], **_PARTNER}}
_SAID_PARTY = _object({"message": _TEXT, "party": PARTY, **_PARTNER}, ["message", "party"])
PARTIES = _answers(200, {"anyOf": [_pages(PARTY), _WHOLE_PARTY]}, 400, 404)
PARTY_CREATED = _answers(201, _SAID_PARTY, 400, 409)
PARTY_CHANGED = _answers(200, _SAID_PARTY, 400, 404, 409)


def _body(properties: Json, required: list[str], example: Mapping[str, object]) -> Json:
    schema = {**_object(properties, required), "example": example}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


_PRODUCT_FIELDS: Json = {
    "product_name": {"type": "string", "maxLength": 100},
    "category": _CATEGORY,
    "unit_price": _AMOUNT,
    "quantity": {"type": "integer", "minimum": 0},
    "product_Img": _MAYBE,
    "description": _MAYBE,
}
PRODUCT_BODY = _body(
    _PRODUCT_FIELDS,
    ["product_name", "category", "unit_price", "quantity"],
    {
        "product_name": "Widget A",
        "category": 1,
        "unit_price": "99.99",
        "quantity": 100,
        "product_Img": "https://example.com/image.jpg",
        "description": "A high-quality widget",
    },
)
PRODUCT_CHANGES = _body(_PRODUCT_FIELDS, [], {"unit_price": "89.99", "quantity": 150})
_PARTY_FIELDS: Json = {
    "name": {"type": "string", "maxLength": 200},
    **dict.fromkeys(("email", "phone_no", "Customer_code", "address"), _MAYBE),
    "open_balance": _AMOUNT,
    "credit_limmit": _AMOUNT,
    "preferred_payment_method": {"type": ["integer", "string", "null"]},
    "loyalty_points": {"type": "integer"},
    "referred_by": _MAYBE,
    "notes": _MAYBE,
    "code": {"type": "string", "maxLength": 50, "description": "of a supplier"},
    "is_active": {"type": "boolean"},
}
PARTY_BODY = _body(
    {"Category_type": {"enum": [side.value for side in Side]}, **_PARTY_FIELDS},
    ["Category_type", "name"],
    {
        "Category_type": "Customer",
        "name": "ABC Company",
        "email": "contact@abc.com",
        "phone_no": "+919876543210",
        "Customer_code": "CUST001",
        "address": "123 Main Street",
        "open_balance": "5000.00",
        "credit_limmit": "50000.00",
    },
)
PARTY_CHANGES = _body(
    _PARTY_FIELDS,
    [],
    {"name": "ABC Corporation", "credit_limmit": "75000.00", "loyalty_points": 150},
)
_EXPENSE_FIELDS: Json = {
    "amount": _AMOUNT,
    "date": _DAY,
    "category": {"enum": list(EXPENSE_CATEGORIES)},
    "description": _MAYBE,
    "is_necessary": {"type": "boolean"},
}
EXPENSE_BODY = _body(
    _EXPENSE_FIELDS,
    ["amount", "date", "category"],
    {
        "amount": "5000.00",
        "date": "2026-02-01",
        "category": "Rent",
        "description": "Office rent for February",
        "is_necessary": True,
    },
)
EXPENSE_CHANGES = _body(
    _EXPENSE_FIELDS,
    [],
    {"amount": "5500.00", "description": "Office rent for February (revised)"},
)
_ITEM = _object({"item": _ID, "quantity": _ID, "rate": _AMOUNT})
_BILLING_FIELDS: Json = {
    "invoice_number": {"type": "string", "maxLength": 50},
    "invoice_date": _MAYBE_DAY,
    "due_date": _MAYBE_DAY,
    "payment_method": {"type": ["integer", "string", "null"]},
    "invoice_status": _STATUS,
    "party": {"type": ["integer", "null"]},
    "phone": {"type": ["string", "null"], "maxLength": 15},
    "VAt_number": {"type": ["string", "null"], "maxLength": 50},
    "address": _MAYBE,
    "notes": _MAYBE,
    **dict.fromkeys(_TOTALS, _AMOUNT),
    "items": {"type": "array", "items": _ITEM},
}
BILLING_BODY = _body(
    {**_BILLING_FIELDS, "items": {"type": "array", "minItems": 1, "items": _ITEM}},
    ["invoice_number", "items"],
    {
        "invoice_number": "INV-2026-001",
        "invoice_date": "2026-02-12",
        "due_date": "2026-03-12",
        "party": 1,
        "phone": "+919876543210",
        "address": "123 Main Street",
        "invoice_status": "Unpaid",
        "sub_total": "12800.00",
        "discount": "500.00",
        "tax": "2700.00",
        "total_amount": "15000.00",
        "due_amount": "15000.00",
        "notes": "Payment due in 30 days",
        "items": [
            {"item": 1, "quantity": 10, "rate": "99.99"},
            {"item": 2, "quantity": 5, "rate": "199.99"},
        ],
    },
)
BILLING_CHANGES = _body(
    _BILLING_FIELDS,
    [],
    {"invoice_status": "Paid", "paid_amount": "15000.00", "due_amount": "0.00"},
)
