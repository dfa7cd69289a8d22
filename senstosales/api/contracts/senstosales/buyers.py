"""Buyers: /api/buyers."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, Router
from senstosales.books.store import Actor, Books
from senstosales.domain.law import state_name
from senstosales.errors import Invalid, NotFound
from senstosales.queries import parties
from senstosales.queries.columns import Filter
from senstosales.services import parties as party_service
from senstosales.services.drafts import make

router: APIRouter = Router(prefix="/api", tags=["BUYERS"])

Id = Annotated[int, Path(ge=1, le=2**31, examples=[1])]


class Success(BaseModel):
    """That it was done."""

    success: bool


class BuyerIn(BaseModel):
    """A buyer as sent."""

    name: str = Field(max_length=200, examples=["BHARAT HEAVY ELECTRICALS LIMITED, BHOPAL"])
    gstin: str = Field(max_length=20, examples=["23AAACS0000B1ZM"])
    billing_address: str = Field(max_length=2000, examples=["Piplani, Bhopal 462022"])
    place_of_supply: str = Field(max_length=60, examples=["23-Madhya Pradesh"])
    shipping_address: str | None = Field(None, max_length=2000)
    state: str | None = Field(None, max_length=60)
    state_code: str | None = Field(None, max_length=10)
    department_no: str | None = Field(None, max_length=20)
    supplier_code: str | None = Field(None, max_length=20)
    is_default: bool = False
    is_active: bool = True


class Buyer(BaseModel):
    """A buyer."""

    id: int
    name: str
    gstin: str
    billing_address: str
    place_of_supply: str
    shipping_address: str | None = None
    state: str | None = None
    state_code: str | None = None
    department_no: str | None = None
    supplier_code: str | None = None
    is_default: bool = False
    is_active: bool = True


def _buyer(books: Books, party_id: int) -> Buyer:
    held = books.ask(parties.detail, party_id)
    place = held.place_of_supply or ""
    return Buyer(
        id=held.id,
        name=held.name,
        gstin=held.gstin or "",
        billing_address=held.address or "",
        place_of_supply=f"{place}-{state_name(place)}" if place else "",
        shipping_address=held.shipping_address,
        state=held.state_name,
        state_code=held.state_code,
        department_no=held.department_no,
        supplier_code=held.supplier_code,
        is_default=held.is_default,
        is_active=held.is_active,
    )


def _buyers(books: Books) -> list[Buyer]:
    rows = books.ask(parties.page, Filter(), None, 100_000, 0)
    found = [_buyer(books, row.id) for row in rows if "Customer" in row.roles]
    return [buyer for buyer in found if buyer.is_active]


@router.get("/buyers/", response_model=list[Buyer], summary="Buyers in use")
def buyers(books: BooksOf) -> Any:
    return _buyers(books)


def _save_buyer(books: Books, actor: Actor, sent: BuyerIn, party_id: int | None) -> int:
    held = books.ask(parties.detail, party_id) if party_id else None
    if held is not None and not held.is_customer:
        raise NotFound("buyer", party_id)
    wanted = sent.gstin.replace(" ", "").upper()
    if wanted and any(b.gstin == wanted and b.id != party_id for b in _buyers(books)):
        raise Invalid(f"There is a buyer with GSTIN {wanted} already.", field="gstin")
    fields = party_service.PartyDraft.model_fields.keys() - {"registrations"}
    facts: dict[str, Any] = {name: getattr(held, name) for name in fields} if held else {}
    code = sent.state_code or sent.state or (wanted[:2] if wanted else None)
    facts |= {
        "name": sent.name,
        "gstin": sent.gstin,
        "address": sent.billing_address,
        "shipping_address": sent.shipping_address,
        "place_of_supply": sent.place_of_supply or code,
        "state_code": code,
        "is_default": sent.is_default or bool(held and held.is_default),
        "is_active": sent.is_active,
    }
    for name in ("department_no", "supplier_code"):
        if getattr(sent, name) is not None:
            facts[name] = getattr(sent, name)
    if held is None and not any(buyer.is_default for buyer in _buyers(books)):
        facts["is_default"] = True
    return party_service.save(books, actor, make(party_service.PartyDraft, facts), party_id)


@router.post("/buyers/", response_model=Buyer, summary="Add a buyer")
def add_buyer(books: BooksOf, actor: ActorOf, buyer: BuyerIn) -> Any:
    return _buyer(books, _save_buyer(books, actor, buyer, None))


@router.put("/buyers/{id}", response_model=Buyer, summary="Change a buyer")
def change_buyer(books: BooksOf, actor: ActorOf, id: Id, buyer: BuyerIn) -> Any:  # noqa: A002
    return _buyer(books, _save_buyer(books, actor, buyer, id))


@router.put("/buyers/{id}/default", response_model=Success,
            summary="Bill to this buyer unless told")  # fmt: skip
def default_buyer(books: BooksOf, actor: ActorOf, id: Id) -> Any:  # noqa: A002
    held = books.ask(parties.detail, id)
    if not held.is_customer or not held.is_active:
        raise NotFound("buyer", id)
    party_service.make_default(books, actor, id)
    return {"success": True}


@router.delete("/buyers/{id}", response_model=Success,
               summary="Take a buyer out of use")  # fmt: skip
def remove_buyer(books: BooksOf, actor: ActorOf, id: Id) -> Any:  # noqa: A002
    held = books.ask(parties.detail, id)
    if not held.is_customer or not held.is_active:
        raise NotFound("buyer", id)
    fields = party_service.PartyDraft.model_fields.keys() - {"registrations"}
    facts = {name: getattr(held, name) for name in fields} | {
        "is_active": False,
        "is_default": False,
    }
    party_service.save(books, actor, make(party_service.PartyDraft, facts), id)
    return {"success": True}
