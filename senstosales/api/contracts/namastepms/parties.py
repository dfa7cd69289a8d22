"""Parties: customers and suppliers of the caller's business."""

from collections.abc import Mapping
from functools import partial
from typing import Any

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
    leaning,
    moment,
    rupees,
    serve,
    wanted,
)
from senstosales.api.contracts.namastepms.words import Said, clean
from senstosales.api.identity import HomeOf, Seat
from senstosales.api.json_bodies import BodyOf
from senstosales.domain.billing import Side
from senstosales.domain.cash import PAYMENT_METHODS
from senstosales.errors import NotFound
from senstosales.queries import listed
from senstosales.queries.listed import ListedParty
from senstosales.services import partners
from senstosales.services.drafts import make
from senstosales.services.partners import Known, NoSide, PartnerDraft

router = APIRouter(tags=["NAMASTEPMS: PARTIES"])
_NOUN = "Party"


def _text(name: str, longest: int) -> forms.Text:
    return forms.Text(name=name, longest=longest, blank=True, null=True)


def _method(name: str) -> forms.Key:
    return forms.Key(name=name, known=PAYMENT_METHODS.__contains__, names=METHOD_NAMES, null=True)


_NAME = forms.Text(name="name", longest=200, required=True)
_ACTIVE = forms.Truth(name="is_active")
CUSTOMER: tuple[forms.Field, ...] = (
    _NAME,
    forms.Text(name="email", longest=120, blank=True, null=True, email=True),
    _text("phone_no", 60),
    _text("Customer_code", 50),
    _text("address", 4000),
    forms.Number(name="open_balance", digits=12, places=2),
    forms.Number(name="credit_limmit", digits=12, places=2),
    _method("payment_method"),
    _method("preferred_payment_method"),
    forms.Integer(name="loyalty_points"),
    _text("referred_by", 200),
    _text("notes", 4000),
    _ACTIVE,
)
SUPPLIER: tuple[forms.Field, ...] = (
    _NAME,
    forms.Text(name="code", longest=50, required=True),
    _ACTIVE,
)
_FORMS = {Side.CUSTOMER: CUSTOMER, Side.SUPPLIER: SUPPLIER}
_FIELDS = {
    "phone_no": "phone",
    "Customer_code": "code",
    "open_balance": "opening_balance",
    "credit_limmit": "credit_limit",
    "preferred_payment_method": "payment_method",
}
_KNOWN_BY = {
    "email": "A customer with this email already exists.",
    "phone": "A customer with this phone number already exists.",
    "code": "A customer with this Customer code already exists.",
}


def page(
    request: Request,
    seat: HomeOf,
    which: IdOf = None,
    asked: lists.PageOf = None,
    category_type: described.SideOf = None,
) -> JSONResponse:
    """One party with `id`, else the list."""
    if which:
        try:
            party = seat.books.ask(listed.party, wanted(which, _NOUN))
        except NotFound as error:
            raise _not_found() from error
        return JSONResponse({**told(party), **details(party)})
    side = next((side for side in Side if side.value == category_type), None)
    if category_type and side is None:  # a kind that no party is of
        return JSONResponse(
            lists.page(request, seat.books, asked, lambda _: 0, lambda *_: (), told)
        )
    return JSONResponse(
        lists.page(
            request,
            seat.books,
            asked,
            partial(_count, side),
            lambda session, limit, offset: listed.parties(session, side, limit, offset),
            told,
        )
    )


def create(seat: HomeOf, body: BodyOf) -> JSONResponse:
    kind = body.get("Category_type") if isinstance(body, Mapping) else None
    side = next((side for side in Side if side.value == kind), None)
    if isinstance(body, Mapping) and side is None:
        raise Said(400, error="Invalid Category. Must be 'Customer' or 'Supplier'")
    side = side or Side.CUSTOMER  # the form tells what a body is that is no object
    draft = clean(_FORMS[side], body, _draft)
    with leaning():
        try:
            party_id = partners.enter(seat.books, seat.actor, side, draft)
        except Known as error:
            raise _known(seat, side, error) from error
    return _said(seat, "created", party_id, 201)


def update(seat: HomeOf, body: BodyOf, which: IdOf = None) -> JSONResponse:
    party_id = wanted(which, _NOUN)
    with leaning():
        try:
            held = seat.books.ask(listed.party, party_id)
            draft = clean(_FORMS[held.side], body, _draft, partial=True)
            partners.amend(seat.books, seat.actor, party_id, draft)
        except NotFound as error:
            raise _not_found() from error
        except NoSide as error:
            raise Said(400, error=error.sentence) from error
        except Known as error:
            raise _known(seat, held.side, error) from error
    return _said(seat, "updated", party_id, 200)


def delete(seat: HomeOf, which: IdOf = None) -> JSONResponse:
    party_id = wanted(which, _NOUN)
    with leaning():
        try:
            partners.delete(seat.books, seat.actor, party_id)
        except NotFound as error:
            raise _not_found() from error
    return JSONResponse({"message": "Party deleted successfully!"})


def told(party: ListedParty) -> Json:
    """A party as the lists tell it."""
    return {
        "id": party.id,
        "Category_type": party.side.value,
        "is_active": party.is_active,
        "is_updated_at": moment(party.changed_at),
    }


def details(party: ListedParty) -> Json:
    """What is told of a party as customer or supplier, under that word; nothing of one that is neither."""
    if not party.has_side:
        return {}
    if party.side is Side.SUPPLIER:
        return {"supplier": _supplier(party)}
    return {"customer": _customer(party)}


def _customer(party: ListedParty) -> Json:
    return {
        "id": party.id,
        "party": party.id,
        "name": party.name,
        "email": party.email,
        "phone_no": party.phone,
        "Customer_code": party.code,
        "address": party.address,
        "open_balance": rupees(party.opening_balance),
        "credit_limmit": rupees(party.credit_limit),
        "payment_method": party.payment_method,
        "loyalty_points": party.loyalty_points,
        "referred_by": party.referred_by,
        "notes": party.notes or "",
    }


def _supplier(party: ListedParty) -> Json:
    return {"id": party.id, "party": party.id, "name": party.name, "code": party.code or ""}


def _draft(values: dict[str, Any]) -> PartnerDraft:
    return make(PartnerDraft, {_FIELDS.get(name, name): value for name, value in values.items()})


def _count(side: Side | None, session: Any) -> int:
    return listed.party_count(session, side)


def _said(seat: Seat, done: str, party_id: int, status: int) -> JSONResponse:
    party = seat.books.ask(listed.party, party_id)
    message = f"{party.side.value} {done} successfully!"
    return JSONResponse({"message": message, "party": told(party), **details(party)}, status)


def _known(seat: Seat, side: Side, error: Known) -> Said:
    party = seat.books.ask(listed.party, error.party_id)
    if side is Side.SUPPLIER:
        sentence = f"A supplier with this {error.by} already exists."
        return Said(400, error=sentence, existing_supplier=_supplier(party))
    return Said(400, error=_KNOWN_BY[error.by], existing_customer=_customer(party))


def _not_found() -> Said:
    return Said(404, error="Party not found")


serve(
    router,
    "/api/parties/",
    {
        "GET": Call(page, "List parties, or one party by its id", described.PARTIES),
        "POST": Call(
            create,
            "Add a customer or supplier",
            described.PARTY_CREATED,
            described.PARTY_BODY,
        ),
        "PUT": Call(
            update,
            "Change a customer or supplier",
            described.PARTY_CHANGED,
            described.PARTY_CHANGES,
        ),
        "DELETE": Call(delete, "Delete a party", described.DELETED),
    },
)
