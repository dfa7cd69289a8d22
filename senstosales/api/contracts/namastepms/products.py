"""Products: what the office makes or sells, as a list with prices and stock."""

from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from senstosales.api import forms
from senstosales.api.contracts.namastepms import described_data as described
from senstosales.api.contracts.namastepms import lists
from senstosales.api.contracts.namastepms.wire import (
    Call,
    IdOf,
    Json,
    leaning,
    rupees,
    serve,
    wanted,
)
from senstosales.api.contracts.namastepms.words import Said, clean
from senstosales.api.identity import HomeOf, Seat
from senstosales.api.json_bodies import BodyOf
from senstosales.domain.amounts import half_up
from senstosales.domain.catalogue import CATEGORIES
from senstosales.errors import NotFound
from senstosales.queries import listed
from senstosales.queries.listed import ListedProduct
from senstosales.services import products
from senstosales.services.drafts import make
from senstosales.services.products import NameTaken, ProductDraft

router = APIRouter(tags=["NAMASTEPMS: PRODUCTS"])
_NOUN = "Product"
_OTHER = next(number for number, name in CATEGORIES.items() if name == "Other")
FORM: tuple[forms.Field, ...] = (
    forms.Text(name="product_name", longest=100, required=True),
    forms.Key(name="category", known=CATEGORIES.__contains__, required=True),
    forms.Text(name="product_Img", longest=2_000_000, blank=True, null=True),
    forms.Number(name="unit_price", digits=10, places=2, required=True),
    forms.Integer(name="quantity", least=0, most=999_999_999, required=True),
    forms.Text(name="description", longest=4000, blank=True, null=True),
)
_FIELDS = {
    "product_name": "name",
    "category": "category",
    "product_Img": "image",
    "unit_price": "price",
    "quantity": "stock",
    "description": "description",
}


def page(request: Request, seat: HomeOf, asked: lists.PageOf = None) -> JSONResponse:
    return JSONResponse(
        lists.page(
            request,
            seat.books,
            asked,
            listed.product_count,
            listed.products,
            lambda product: told(seat, product),
        )
    )


def create(seat: HomeOf, body: BodyOf) -> JSONResponse:
    draft = clean(FORM, body, _draft)
    with leaning():
        try:
            product_id = products.enter(seat.books, seat.actor, draft, seat.user_id)
        except NameTaken as error:
            raise _name_taken() from error
    return _said(seat, "Product created successfully!", product_id, 201)


def update(seat: HomeOf, body: BodyOf, which: IdOf = None) -> JSONResponse:
    product_id = wanted(which, _NOUN)
    with leaning():
        try:
            held = seat.books.ask(listed.product, product_id)
            draft = clean(FORM, body, lambda values: _draft(_changed(held, values)), partial=True)
            products.amend(seat.books, seat.actor, product_id, draft)
        except NotFound as error:
            raise _not_found("edit") from error
        except NameTaken as error:
            raise _name_taken() from error
    return _said(seat, "Product updated successfully!", product_id, 200)


def delete(seat: HomeOf, which: IdOf = None) -> JSONResponse:
    product_id = wanted(which, _NOUN)
    with leaning():
        try:
            products.delete(seat.books, seat.actor, product_id)
        except NotFound as error:
            raise _not_found("delete") from error
    return JSONResponse({"message": "Product deleted successfully!"})


def told(seat: Seat, product: ListedProduct) -> Json:
    """A product in the contract's words; what was entered at the desk belongs to whoever looks."""
    return {
        "id": product.id,
        "user": product.user_id or seat.user_id,
        "product_name": product.name,
        "category": product.category or _OTHER,
        "product_Img": product.image,
        "unit_price": rupees(product.price),
        "quantity": _whole(product),
        "description": product.description,
    }


def _draft(values: dict[str, Any]) -> ProductDraft:
    return make(ProductDraft, {_FIELDS[name]: value for name, value in values.items()})


def _changed(held: ListedProduct, values: dict[str, Any]) -> dict[str, Any]:
    """Without a price or a stock that is what was shown: the books know more decimals than the contract,
    and stock that moves meanwhile was not counted anew.
    """
    shown = {"unit_price": half_up(held.price or Decimal(0)), "quantity": _whole(held)}
    return {
        name: value for name, value in values.items() if name not in shown or shown[name] != value
    }


def _whole(product: ListedProduct) -> int:
    """Whole pieces: what is begun does not count."""
    return int(product.stock // 1)


def _said(seat: Seat, message: str, product_id: int, status: int) -> JSONResponse:
    product = told(seat, seat.books.ask(listed.product, product_id))
    return JSONResponse({"message": message, "product": product}, status)


def _not_found(what: str) -> Said:
    return Said(404, error=f"Product not found or you do not have permission to {what} it.")


def _name_taken() -> Said:
    return Said(400, error="You already have a product with this name.")


serve(
    router,
    "/api/products/",
    {
        "GET": Call(page, "List products", described.listed(described.PRODUCT)),
        "POST": Call(
            create,
            "Add a product",
            described.created(product=described.PRODUCT),
            described.PRODUCT_BODY,
        ),
        "PUT": Call(
            update,
            "Change a product",
            described.changed(product=described.PRODUCT),
            described.PRODUCT_CHANGES,
        ),
        "DELETE": Call(delete, "Delete a product", described.DELETED),
    },
)
