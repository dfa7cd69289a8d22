"""The description of the calls for /docs and /openapi.json, in the contract's own shapes."""

from typing import Any

_TEXT, _NUMBER = {"type": "string"}, {"type": "number"}
_ID = {"type": "string", "example": "1"}
_MAYBE = {"type": ["string", "null"]}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    wanted = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": wanted}


_ADDRESS = dict.fromkeys(("street", "city", "state", "postal_code", "country"), _TEXT)
_ORDERED = {"quantity": _NUMBER, "unit_price": _NUMBER}
_ORDER = _object(
    {
        "id": _ID,
        "order_number": _TEXT,
        "customer_id": _ID,
        "order_date": {"type": "string", "format": "date"},
        "status": {"enum": ["draft", "confirmed", "shipped", "delivered", "cancelled"]},
        "total_amount": _NUMBER,
        "items": {
            "type": "array",
            "items": _object({"product_id": _MAYBE, **_ORDERED, "total": _NUMBER}),
        },
    }
)
_CUSTOMER = _object(
    {
        "id": _ID,
        "name": _TEXT,
        "email": _TEXT,
        "phone": _TEXT,
        "address": _object(_ADDRESS),
        "tax_id": _MAYBE,
    }
)
_INVOICE = _object(
    {
        "id": _ID,
        "invoice_number": _TEXT,
        "order_id": _MAYBE,
        "customer_id": _MAYBE,
        "invoice_date": {"type": "string", "format": "date"},
        "due_date": {"type": "string", "format": "date"},
        "status": _TEXT,
        "payment_status": {"enum": ["pending", "partial", "paid", "overdue"]},
        "place_of_supply": _MAYBE,
        **dict.fromkeys(("subtotal", "cgst", "sgst", "igst", "tax_amount", "round_off", "total_amount", "amount_due"), _NUMBER),
        "items": {
            "type": "array",
            "items": _object(
                {
                    "product_id": _MAYBE,
                    "description": _TEXT,
                    "hsn": _MAYBE,
                    **_ORDERED,
                    "tax_rate": {"type": ["number", "null"]},
                    "total": _NUMBER,
                }
            ),
        },
    }
)  # fmt: skip
_ERROR = _object({"detail": _TEXT, "errors": {"type": "object"}}, ["detail"])


def _page(of: dict[str, Any]) -> dict[str, Any]:
    whole = {"type": "integer"}
    items = {"type": "array", "items": of}
    return _object({"items": items, "total": whole, "page": whole, "size": whole})


def _body(schema: dict[str, Any], example: Any) -> dict[str, Any]:
    schema = {**schema, "example": example}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


ORDER_BODY = _body(
    _object(
        {
            "customer_id": _TEXT,
            "items": {"type": "array", "items": _object({"product_id": _TEXT, **_ORDERED})},
        }
    ),
    {
        "customer_id": "3",
        "items": [{"product_id": "7", "quantity": 2, "unit_price": 450.5}],
    },
)
CUSTOMER_BODY = _body(
    _object(
        {
            "name": _TEXT,
            "email": {"type": "string", "format": "email"},
            "phone": _MAYBE,
            "address": {**_object(_ADDRESS, []), "type": ["object", "null"]},
            "tax_id": {"type": ["string", "null"], "description": "GSTIN of a registered buyer"},
        },
        ["name", "email"],
    ),
    {
        "name": "Satpura Tools",
        "email": "office@satpura.example",
        "phone": "0755 4000000",
        "address": {
            "street": "12 Station Road",
            "city": "Bhopal",
            "state": "Madhya Pradesh",
            "postal_code": "462001",
            "country": "India",
        },
    },
)
INVOICE_BODY = _body(_object({"order_id": _TEXT}), {"order_id": "12"})
_ABOUT = {
    200: "Done",
    400: "Something sent is wrong, or the order does not allow it",
    401: "No token, or one that is wrong or expired",
    403: "The caller may look and no more",
    404: "Not in the books",
    413: "Too large",
    503: "The books cannot be used at the moment",
}


def _answers(schema: dict[str, Any], *statuses: int) -> dict[int | str, dict[str, Any]]:
    def said(status: int, shape: dict[str, Any]) -> dict[str, Any]:
        content = {"application/json": {"schema": shape}}
        return {"description": _ABOUT[status], "content": content}

    found: dict[int | str, dict[str, Any]] = {200: said(200, schema)}
    found |= {status: said(status, _ERROR) for status in (*statuses, 401, 403, 503)}
    return found | {413: {"description": _ABOUT[413]}}


ORDERS, CUSTOMERS = _answers(_page(_ORDER), 400), _answers(_page(_CUSTOMER), 400)
PLACED = _answers(_ORDER, 400, 404)
MADE = _answers(_CUSTOMER, 400)
GENERATED = _answers(_INVOICE, 400, 404)
READ = _answers(_INVOICE, 404)
