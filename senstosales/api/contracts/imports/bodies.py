"""The documented bodies, as forms, and what the books take of them."""

from typing import Any

from senstosales.api.forms import (
    Choice,
    Complaints,
    Date,
    Field,
    Form,
    Forms,
    Integer,
    Number,
    Text,
    Truth,
)
from senstosales.domain.handling import Priority
from senstosales.services.handling import Correction, SentCustomer, SentInvoice, SentLine


def _text(name: str, longest: int | None = None, *, required: bool = False) -> Text:
    return Text(name=name, longest=longest, blank=True, required=required)


_PRIORITY = Choice(name="priority", among=[each.value for each in Priority])
_CUSTOMER: tuple[Field, ...] = (
    Text(name="code", longest=50, required=True),
    Text(name="name", longest=255, required=True),
    _text("area", 150),
    _text("address1", 1000),
    _text("address2", 1000),
    _text("phone1", 20),
    _text("phone2", 20),
    Text(name="email", longest=254, blank=True, email=True),
)
_CORRECTED_CUSTOMER: tuple[Field, ...] = (
    Text(name="code", longest=50),
    Text(name="name", longest=255),
    *_CUSTOMER[2:],
)
_ARTICLE: tuple[Field, ...] = (
    _text("barcode", 100),
    _text("company_name", 100),
    _text("packing", 100),
    _text("remarks", 1000),
    _text("batch_no", 100),
    Date(name="expiry_date", null=True),
)
IMPORT: tuple[Field, ...] = (
    Text(name="invoice_no", longest=100, required=True),
    Date(name="invoice_date", required=True),
    Text(name="salesman", longest=255, required=True),
    _text("created_by", 150),
    _PRIORITY,
    _text("remarks", 4000),
    Form(name="customer", fields=_CUSTOMER, required=True),
    Forms(
        name="items",
        required=True,
        fields=(
            Text(name="name", longest=255, required=True),
            Text(name="item_code", longest=100, required=True),
            Integer(name="quantity", required=True),
            Number(name="mrp", required=True),
            _text("shelf_location", 50, required=True),
            *_ARTICLE,
        ),
    ),
)
UPDATE: tuple[Field, ...] = (
    Text(name="invoice_no", longest=100, required=True),
    Date(name="invoice_date"),
    Text(name="salesman", longest=255),
    _PRIORITY,
    _text("remarks", 4000),
    Form(name="customer", fields=_CORRECTED_CUSTOMER),
    Forms(
        name="items",
        fields=(
            _text("name", 255),
            _text("item_code", 100),
            Integer(name="quantity"),
            Number(name="mrp"),
            _text("shelf_location", 50),
            *_ARTICLE,
        ),
    ),
    Truth(name="replace_items"),
    _text("resolution_notes", 4000),
)
RETURN: tuple[Field, ...] = (
    Text(name="invoice_no", longest=100, required=True),
    Text(name="return_reason", longest=4000, required=True),
    Text(name="user_email", longest=254, blank=True, email=True),
)
_COSTLY = 10**8


def sent(values: dict[str, Any]) -> SentInvoice:
    """The clean body of an import as the books take it. Raises `Complaints`."""
    _check_sizes(values["items"])
    return SentInvoice(
        invoice_no=values["invoice_no"],
        invoice_date=values["invoice_date"],
        salesman=values["salesman"],
        customer=SentCustomer(**values["customer"]),
        lines=tuple(SentLine(**line) for line in values["items"]),
        priority=Priority(values.get("priority", Priority.MEDIUM)),
        created_by=values.get("created_by"),
        remarks=values.get("remarks"),
    )


def correction(values: dict[str, Any]) -> Correction:
    """The clean body of an update as the books take it. Raises `Complaints`."""
    items = values.get("items")
    errors: list[dict[str, list[str]]] = []
    for line in items or []:
        wrong = {}
        if not line.get("barcode") and not line.get("item_code"):
            wrong["item_code"] = ["This field is required."]
        if line.get("quantity", 1) <= 0:
            wrong["quantity"] = ["Quantity must be greater than 0"]
        if line.get("mrp", 1) <= 0:
            wrong["mrp"] = ["MRP must be greater than 0"]
        errors.append(wrong)
    if any(errors):
        raise Complaints({"items": errors})
    _check_sizes(items or [])
    customer = values.get("customer")
    return Correction(
        invoice_no=values["invoice_no"],
        invoice_date=values.get("invoice_date"),
        salesman=values.get("salesman"),
        customer=SentCustomer(**customer) if customer and customer.get("code") else None,
        lines=None if items is None else tuple(SentLine(**line) for line in items),
        replace_items=values.get("replace_items", False),
        priority=Priority(values["priority"]) if "priority" in values else None,
        remarks=values.get("remarks"),
        resolution_notes=values.get("resolution_notes") or None,
    )


def _check_sizes(items: list[dict[str, Any]]) -> None:
    """What no paper of ours could hold is refused beside its field."""
    errors: list[dict[str, list[str]]] = []
    for line in items:
        wrong = {
            name: ["This is impossibly large."]
            for name in ("quantity", "mrp")
            if abs(line.get(name, 0)) >= _COSTLY
        }
        errors.append(wrong)
    if any(errors):
        raise Complaints({"items": errors})
