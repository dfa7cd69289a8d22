"""The office and its usual buyer: /api/settings."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, Router
from senstosales.books.store import Actor, Books
from senstosales.domain.amounts import half_up, percent, plain
from senstosales.errors import Invalid
from senstosales.queries import office, parties
from senstosales.queries.parties import PartyDetail
from senstosales.services import office as office_service
from senstosales.services import parties as party_service
from senstosales.services.drafts import make

router: APIRouter = Router(prefix="/api", tags=["SETTINGS"])


class Settings(BaseModel):
    """The office and its usual buyer, as texts."""

    supplier_name: str | None = None
    supplier_description: str | None = None
    supplier_address: str | None = None
    supplier_gstin: str | None = None
    supplier_contact: str | None = None
    supplier_state: str | None = None
    supplier_state_code: str | None = None
    company_name: str | None = None
    company_gstin: str | None = None
    company_address: str | None = None
    buyer_name: str | None = None
    buyer_address: str | None = None
    buyer_gstin: str | None = None
    buyer_state: str | None = None
    buyer_state_code: str | None = None
    buyer_place_of_supply: str | None = None
    buyer_designation: str | None = None
    cgst_rate: str | None = None
    sgst_rate: str | None = None


class SettingOut(BaseModel):
    """The setting that was stored."""

    success: bool
    key: str
    value: str


class SettingsStored(BaseModel):
    """How many settings were sent and are now as sent."""

    success: bool
    count: int


class SettingIn(BaseModel):
    """One setting as sent."""

    key: str = Field(max_length=60, examples=["supplier_contact"])
    value: str = Field(max_length=2000, examples=["0755-0000471"])


_OFFICE = {
    "supplier_name": "name", "company_name": "name", "supplier_description": "business_line",
    "supplier_address": "address", "company_address": "address", "supplier_gstin": "gstin",
    "company_gstin": "gstin", "supplier_contact": "phone", "supplier_state": "state_code",
    "supplier_state_code": "state_code",
}  # fmt: skip
_BUYER = {
    "buyer_name": "name", "buyer_address": "address", "buyer_gstin": "gstin",
    "buyer_state": "state_code", "buyer_state_code": "state_code",
    "buyer_place_of_supply": "place_of_supply", "buyer_designation": "designation",
}  # fmt: skip
_RATES = frozenset({"cgst_rate", "sgst_rate"})


@router.get("/settings/", response_model=Settings,
            summary="The office and its usual buyer")  # fmt: skip
def settings(books: BooksOf) -> Any:
    with books.read() as session:
        own = office.letterhead(session)
        half = plain(percent(office.setting(session, "gst_rate")) / 2)
        buyer = _default_buyer(books)
    return Settings(
        supplier_name=own.name,
        supplier_description=own.business_line,
        supplier_address=own.address,
        supplier_gstin=own.gstin,
        supplier_contact=own.phone,
        supplier_state=own.state_name,
        supplier_state_code=own.state_code,
        company_name=own.name,
        company_gstin=own.gstin,
        company_address=own.address,
        buyer_name=buyer and buyer.name,
        buyer_address=buyer and buyer.address,
        buyer_gstin=buyer and buyer.gstin,
        buyer_state=buyer and buyer.state_name,
        buyer_state_code=buyer and buyer.state_code,
        buyer_place_of_supply=buyer and buyer.place_of_supply,
        buyer_designation=buyer and buyer.designation,
        cgst_rate=half,
        sgst_rate=half,
    )


@router.post("/settings/", response_model=SettingOut,
             summary="Change one setting")  # fmt: skip
def change(books: BooksOf, actor: ActorOf, setting: SettingIn) -> Any:
    _store(books, actor, {setting.key: setting.value})
    return {"success": True, "key": setting.key, "value": setting.value}


@router.post("/settings/batch", response_model=SettingsStored,
             summary="Change several settings")  # fmt: skip
def change_several(
    books: BooksOf,
    actor: ActorOf,
    settings: Annotated[list[SettingIn], Field(max_length=200)],
) -> Any:
    _store(books, actor, {setting.key: setting.value for setting in settings})
    return {"success": True, "count": len(settings)}


def _store(books: Books, actor: Actor, values: dict[str, str]) -> None:
    """Office, buyer and GST rate are written where the books keep them.

    An existing client sends "0" for a field it leaves empty.
    """
    ours = office.DEFAULTS.keys() - office.OWNERS
    unknown = values.keys() - _OFFICE.keys() - _BUYER.keys() - _RATES - ours
    if unknown:
        raise Invalid(f"There is no setting “{min(unknown)}”.", field="key")
    meant = {key: "" if value.strip() == "0" else value.strip() for key, value in values.items()}
    own, buyer = _named(meant, _OFFICE), _named(meant, _BUYER)
    rates = {key: value for key, value in meant.items() if key in _RATES and value}
    others = {key: values[key] for key in values.keys() & ours}
    if rates:
        halves = {percent(value) for value in rates.values()}
        if len(halves) > 1:
            raise Invalid("CGST and SGST are always equal.", field="sgst_rate")
        others["gst_rate"] = plain(half_up(halves.pop() * 2, 3))
    # All that can be wrong is found before anything is written.
    office_draft = _office_draft(books, own) if own else None
    held = _default_buyer(books)
    buyer_draft = _buyer_draft(held, buyer) if any(buyer.values()) else None
    if others:
        office_service.save_settings(books, actor, others)
    if office_draft:
        office_service.save_office(books, actor, office_draft)
    if buyer_draft:
        party_service.save(books, actor, buyer_draft, held.id if held else None)


def _named(meant: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """What was sent under the books' own names. Two keys may mean one thing: what is filled counts."""
    found: dict[str, str] = {}
    for key, value in meant.items():
        if key in names and (value or names[key] not in found):
            found[names[key]] = value
    return found


def _office_draft(books: Books, values: dict[str, str]) -> office_service.OfficeDraft:
    with books.read() as session:
        held = office.business(session)
        facts = {name: getattr(held, name) for name in office_service.OfficeDraft.model_fields}
    facts |= {name: value for name, value in values.items() if value or name != "name"}
    if values.get("gstin"):
        facts["state_code"] = values["gstin"][:2]
    facts["name"] = facts["name"] or "Our office"
    return make(office_service.OfficeDraft, facts)


def _buyer_draft(held: PartyDetail | None, values: dict[str, str]) -> party_service.PartyDraft:
    fields = party_service.PartyDraft.model_fields
    facts: dict[str, Any] = {"is_default": True}
    if held:
        facts = {name: getattr(held, name) for name in fields}
    facts |= {name: value for name, value in values.items() if value or name != "name"}
    if values.get("gstin"):
        facts["state_code"] = values["gstin"][:2]
    return make(party_service.PartyDraft, facts)


def _default_buyer(books: Books) -> PartyDetail | None:
    with books.read() as session:
        found = parties.default_customer(session)
        return parties.detail(session, found.id) if found else None
