"""Orders as the contract shows and takes them."""

from decimal import Decimal
from typing import Any

from senstosales.api.contracts.sales.callers import Caller
from senstosales.api.contracts.sales.lists import key
from senstosales.api.contracts.sales.words import INVALID_ORDER, NotValid, clean
from senstosales.api.forms import Complaints, Field, Forms, Number, Text
from senstosales.domain.kinds import Status
from senstosales.errors import Invalid, NotFound
from senstosales.queries import sales as queries
from senstosales.queries.sales import SalesOrder
from senstosales.services import drafts, sales
from senstosales.services.sales import SalesOrderDraft

_ID = 40
_FORM: tuple[Field, ...] = (
    Text(name="customer_id", longest=_ID, required=True),
    Forms(
        name="items",
        required=True,
        fields=(
            Text(name="product_id", longest=_ID, required=True),
            Number(name="quantity", required=True),
            Number(name="unit_price", required=True),
        ),
    ),
)
_STATUSES = {
    Status.OPEN: "draft",
    Status.PART_DISPATCHED: "confirmed",
    Status.DISPATCHED: "shipped",
    Status.CLOSED: "delivered",
    Status.CANCELLED: "cancelled",
}


def place(who: Caller, body: Any) -> dict[str, Any]:
    """Enter an order; raises `NotFound` for its customer and `NotValid` for all else that is wrong."""
    draft = clean(_FORM, body, _draft, INVALID_ORDER)
    try:
        order_id = sales.place(who.books, who.actor, draft)
    except sales.UnknownProducts as error:
        wrong = {problem.field: [problem.sentence] for problem in error.problems}
        raise NotValid(wrong, INVALID_ORDER) from error
    except Invalid as error:
        raise NotValid({error.field or "items": [error.sentence]}, INVALID_ORDER) from error
    return shown(who.books.ask(queries.order, order_id))


def shown(order: SalesOrder) -> dict[str, Any]:
    status = _STATUSES[order.status]
    if status == "draft" and order.by_page:
        status = "confirmed"  # the customer's own purchase order is his word already
    return {
        "id": str(order.id),
        "order_number": order.number,
        "customer_id": str(order.customer_id),
        "order_date": order.date.isoformat(),
        "status": status,
        "total_amount": float(order.total),
        "items": [
            {
                "product_id": None if line.product_id is None else str(line.product_id),
                "quantity": number(line.quantity),
                "unit_price": number(line.unit_price),
                "total": float(line.total),
            }
            for line in order.lines
        ],
    }


def _draft(values: dict[str, Any]) -> SalesOrderDraft:
    """The clean body as the books take it. Raises `Complaints`, and `NotFound` for the customer."""
    if not values["items"]:
        raise Complaints({"items": ["An order needs at least one item."]})
    customer = key(values["customer_id"])
    lines = [{**line, "product_id": key(line["product_id"])} for line in values["items"]]
    unknown = [
        {} if line["product_id"] is not None else _unknown(given["product_id"])
        for line, given in zip(lines, values["items"], strict=True)
    ]
    if any(unknown):
        raise Complaints({"items": unknown})
    try:
        draft = drafts.make(SalesOrderDraft, {"customer_id": customer or 0, "lines": lines})
    except Invalid as error:
        raise Complaints(
            {
                problem.field.replace("lines", "items", 1): [problem.sentence]
                for problem in error.problems
            }
        ) from error
    if customer is None:
        raise NotFound("customer", values["customer_id"])
    return draft


def _unknown(product_id: str) -> dict[str, list[str]]:
    return {"product_id": [f"Product {product_id} not found"]}


def number(value: Decimal) -> int | float:
    """A quantity or rate as a JSON number."""
    whole = int(value)
    return whole if whole == value else float(value)
