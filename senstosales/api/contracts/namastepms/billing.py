"""Billing: bills with lines of goods, which are invoices in the books."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from senstosales.api import forms
from senstosales.api.contracts.namastepms import described_data as described
from senstosales.api.contracts.namastepms import lists
from senstosales.api.contracts.namastepms.wire import (
    METHOD_NAMES,
    Call,
    IdOf,
    Json,
    day,
    leaning,
    rupees,
    serve,
    wanted,
)
from senstosales.api.contracts.namastepms.words import NotValid, Said, clean
from senstosales.api.identity import HomeOf, Seat
from senstosales.api.json_bodies import BodyOf
from senstosales.books.store import Reading
from senstosales.domain.billing import BillStatus
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import billing as queries
from senstosales.queries import listed
from senstosales.queries.billing import Bill
from senstosales.services import billing
from senstosales.services.billing_drafts import BillDraft
from senstosales.services.drafts import make

router = APIRouter(tags=["NAMASTEPMS: BILLING"])
T = TypeVar("T")
_NOUN = "Billing"
_MONEY = ("paid_amount", "due_amount", "total_amount", "discount", "tax", "sub_total")
_FIELDS = {
    "invoice_number": "number",
    "invoice_date": "date",
    "due_date": "due_date",
    "payment_method": "method",
    "invoice_status": "status",
    "party": "party_id",
    "phone": "phone",
    "VAt_number": "vat_number",
    "address": "address",
    "notes": "notes",
    "paid_amount": "paid",
    "due_amount": "due",
    "total_amount": "total",
    "discount": "discount",
    "tax": "tax",
    "sub_total": "sub_total",
}


def page(request: Request, seat: HomeOf, asked: lists.PageOf = None) -> JSONResponse:
    return JSONResponse(
        lists.page(
            request, seat.books, asked, queries.count, queries.page, lambda bill: told(seat, bill)
        )
    )


def create(seat: HomeOf, body: BodyOf) -> JSONResponse:
    draft = _read(seat, body)
    with leaning():
        bill_id = _kept(lambda: billing.create(seat.books, seat.actor, draft, seat.user_id))
    return _said(seat, "Billing created successfully!", bill_id, 201)


def update(seat: HomeOf, body: BodyOf, which: IdOf = None) -> JSONResponse:
    bill_id = wanted(which, _NOUN)
    with leaning():
        _find(seat, bill_id, "edit")
        draft = _read(seat, body, partial=True)
        _kept(lambda: billing.change(seat.books, seat.actor, bill_id, draft, seat.user_id))
    return _said(seat, "Billing updated successfully!", bill_id, 200)


def delete(seat: HomeOf, which: IdOf = None) -> JSONResponse:
    bill_id = wanted(which, _NOUN)
    with leaning():
        _find(seat, bill_id, "delete")
        billing.delete(seat.books, seat.actor, bill_id)
    return JSONResponse({"message": "Billing deleted successfully!"})


def told(seat: Seat, bill: Bill) -> Json:
    """A bill in the contract's words; what was made at the desk belongs to whoever looks."""
    return {
        "id": bill.id,
        "user": bill.user_id or seat.user_id,
        "invoice_number": bill.number,
        "invoice_date": day(bill.date),
        "due_date": day(bill.due_date),
        "payment_method": bill.method,
        "invoice_status": bill.status.value,
        "party": bill.party_id,
        "phone": bill.phone,
        "VAt_number": bill.vat_number,
        "address": bill.address,
        "notes": bill.notes,
        "paid_amount": rupees(bill.paid),
        "due_amount": rupees(bill.due),
        "total_amount": rupees(bill.total),
        "discount": rupees(bill.discount),
        "tax": rupees(bill.tax),
        "sub_total": rupees(bill.sub_total),
    }


def _header(session: Reading) -> tuple[forms.Field, ...]:
    """The form of a bill without its items, over the parties that there are."""
    texts = (("phone", 15), ("VAt_number", 50), ("address", 4000), ("notes", 4000))
    return (
        forms.Text(name="invoice_number", longest=50, required=True),
        forms.Date(name="invoice_date", null=True),
        forms.Date(name="due_date", null=True),
        forms.Key(
            name="payment_method",
            known=PAYMENT_METHODS.__contains__,
            names=METHOD_NAMES,
            null=True,
        ),
        forms.Choice(name="invoice_status", among=[status.value for status in BillStatus]),
        forms.Key(name="party", known=lambda key: _there(session, listed.party, key), null=True),
        *(forms.Text(name=name, longest=most, blank=True, null=True) for name, most in texts),
        *(forms.Number(name=name, digits=12, places=2) for name in _MONEY),
    )


def _items(session: Reading) -> tuple[forms.Field, ...]:
    item: tuple[forms.Field, ...] = (
        forms.Key(
            name="item", known=lambda key: _there(session, listed.product, key), required=True
        ),
        forms.Integer(name="quantity", least=1, most=999_999_999, required=True),
        forms.Number(name="rate", digits=10, places=2, least=0, required=True),
    )
    return (forms.Forms(name="items", fields=item),)


def _there(session: Reading, seek: Callable[[Reading, int], object], key: int) -> bool:
    try:
        seek(session, key)
    except NotFound:
        return False
    return True


def _read(seat: Seat, body: Any, *, partial: bool = False) -> BillDraft:
    """The bill of a body: its header is judged first, then its items. Raises `Said` and `NotValid`."""
    with seat.books.read() as session:
        values = clean(_header(session), body, dict, partial=partial)
        items = body.get("items") if isinstance(body, Mapping) else None
        if not items and not partial:
            raise Said(400, error="At least one billing item is required.")
        if items:
            values |= clean(_items(session), {"items": items}, dict)
    facts = {_FIELDS[name]: value for name, value in values.items() if name != "items"}
    if "items" in values:
        facts["lines"] = [
            {"product_id": item["item"], "quantity": item["quantity"], "rate": item["rate"]}
            for item in values["items"]
        ]
    return make(BillDraft, facts)


def _kept(keep: Callable[[], T]) -> T:
    """What keeping a bill gives; what is wrong with it is told beside the contract's own fields."""
    try:
        return keep()
    except Conflict as error:
        if error.field != "number":
            raise
        taken = "billing with this invoice number already exists."
        raise NotValid({"invoice_number": [taken]}) from error
    except Invalid as error:
        if error.field != "paid":
            raise
        raise NotValid({"paid_amount": [error.sentence]}) from error
    except NotFound as error:  # a party or product that was deleted since the body was judged
        raise Said(400, error=error.sentence) from error


def _find(seat: Seat, bill_id: int, what: str) -> None:
    try:
        seat.books.ask(queries.get, bill_id)
    except NotFound as error:
        raise Said(
            404, error=f"Billing not found or you do not have permission to {what} it."
        ) from error


def _said(seat: Seat, message: str, bill_id: int, status: int) -> JSONResponse:
    bill = told(seat, seat.books.ask(queries.get, bill_id))
    return JSONResponse({"message": message, "billing": bill}, status)


serve(
    router,
    "/api/billing/",
    {
        "GET": Call(page, "List bills", described.listed(described.BILLING)),
        "POST": Call(
            create,
            "Add a bill",
            described.created(billing=described.BILLING),
            described.BILLING_BODY,
        ),
        "PUT": Call(
            update,
            "Change a bill",
            described.changed(billing=described.BILLING),
            described.BILLING_CHANGES,
        ),
        "DELETE": Call(delete, "Delete a bill", described.DELETED),
    },
)
