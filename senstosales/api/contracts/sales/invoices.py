"""Invoices as the contract shows them, and how one is generated."""

from typing import Any

from senstosales.api.contracts.sales.callers import Caller
from senstosales.api.contracts.sales.lists import key
from senstosales.api.contracts.sales.orders import number
from senstosales.api.contracts.sales.words import clean
from senstosales.api.forms import Field, Text
from senstosales.domain.kinds import Status
from senstosales.errors import NotFound
from senstosales.queries import sales as queries
from senstosales.queries.papers import PaperLine
from senstosales.queries.sales import SalesInvoice
from senstosales.services import sales

_FORM: tuple[Field, ...] = (Text(name="order_id", longest=40, required=True),)
_PAYMENTS = {Status.PAID: "paid", Status.PART_PAID: "partial", Status.OVERDUE: "overdue"}


def generate(who: Caller, body: Any) -> dict[str, Any]:
    """Make the invoice of an order; raises `NotFound` for the order, `Refused` where it cannot be."""
    text = clean(_FORM, body, lambda values: str(values["order_id"]))
    order_id = key(text)
    if order_id is None:
        raise NotFound("order", text)
    issued = sales.invoice(who.books, who.actor, order_id)
    return shown(who.books.ask(queries.invoice, issued.id))


def read(who: Caller, text: str) -> dict[str, Any]:
    """One invoice; raises `NotFound`."""
    invoice_id = key(text)
    if invoice_id is None:
        raise NotFound("invoice", text)
    return shown(who.books.ask(queries.invoice, invoice_id))


def shown(invoice: SalesInvoice) -> dict[str, Any]:
    paper = invoice.paper
    order_id = paper.order.id if paper.order else None
    return {
        "id": str(paper.id),
        "invoice_number": paper.number,
        "order_id": None if order_id is None else str(order_id),
        "customer_id": None if invoice.customer_id is None else str(invoice.customer_id),
        "invoice_date": paper.date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "status": paper.status.value.lower(),
        "payment_status": _PAYMENTS.get(invoice.payment or Status.OPEN, "pending"),
        "place_of_supply": paper.place_of_supply or None,
        "subtotal": float(paper.taxable),
        "cgst": float(paper.cgst),
        "sgst": float(paper.sgst),
        "igst": float(paper.igst),
        "tax_amount": float(paper.tax + paper.cess),
        "round_off": float(paper.round_off),
        "total_amount": float(paper.total),
        "amount_due": float(invoice.open),
        "items": [_line(line) for line in paper.lines],
    }


def _line(line: PaperLine) -> dict[str, Any]:
    return {
        "product_id": None if line.product_id is None else str(line.product_id),
        "description": line.description,
        "hsn": line.hsn,
        "quantity": number(line.quantity),
        "unit_price": number(line.rate),
        "tax_rate": None if line.gst_rate is None else number(line.gst_rate),
        "total": float(line.taxable or 0),
    }
