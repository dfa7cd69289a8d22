"""The calls of the sales contract, with and without a last slash."""

from typing import Any

from fastapi import APIRouter, FastAPI

from senstosales.api.contracts.sales import customers, described, invoices, orders
from senstosales.api.contracts.sales.callers import CallerOf
from senstosales.api.contracts.sales.lists import SliceOf, listed
from senstosales.api.json_bodies import BodyOf
from senstosales.queries import sales as queries

router = APIRouter(tags=["SALES"])


def include(app: FastAPI) -> None:
    """Add every route of the contract to the application."""
    app.router.routes.extend(router.routes)


def list_orders(who: CallerOf, wanted: SliceOf) -> Any:
    return listed(who, wanted, queries.order_page, orders.shown)


def place_order(who: CallerOf, body: BodyOf) -> Any:
    return orders.place(who, body)


def list_customers(who: CallerOf, wanted: SliceOf) -> Any:
    return listed(who, wanted, queries.customer_page, customers.shown)


def make_customer(who: CallerOf, body: BodyOf) -> Any:
    return customers.make(who, body)


def generate_invoice(who: CallerOf, body: BodyOf) -> Any:
    return invoices.generate(who, body)


def read_invoice(who: CallerOf, invoice_id: str) -> Any:
    return invoices.read(who, invoice_id)


for _path, _method, _call, _about, _answers, _body in (
    ("orders", "GET", list_orders, "The order book, the newest first", described.ORDERS, None),
    ("orders", "POST", place_order, "Enter an order", described.PLACED, described.ORDER_BODY),
    ("customers", "GET", list_customers, "The customers", described.CUSTOMERS, None),
    ("customers", "POST", make_customer, "Add a customer",
     described.MADE, described.CUSTOMER_BODY),
    ("invoices", "POST", generate_invoice, "Generate the invoice of an order",
     described.GENERATED, described.INVOICE_BODY),
    ("invoices/{invoice_id}", "GET", read_invoice, "One invoice", described.READ, None),
):  # fmt: skip
    for _slash in ("", "/"):
        router.add_api_route(
            f"/api/sales/{_path}{_slash}",
            _call,
            methods=[_method],
            summary=_about,
            responses=_answers,
            openapi_extra=_body,
            include_in_schema=not _slash,
        )
