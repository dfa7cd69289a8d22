"""The office: /api/settings, /api/buyers, /api/po-notes, /api/common."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, Router, day_of
from senstosales.api.contracts.senstosales.wire import Done, Moment, moment
from senstosales.books.store import Actor, Books, today
from senstosales.domain.amounts import half_up, percent, plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.law import state_name
from senstosales.errors import Invalid, NotFound
from senstosales.queries import notes, office, parties, vouchers
from senstosales.queries.columns import Filter
from senstosales.queries.parties import PartyDetail
from senstosales.services import notes as note_service
from senstosales.services import office as office_service
from senstosales.services import parties as party_service
from senstosales.services.drafts import make

router: APIRouter = Router(prefix="/api")

Id = Annotated[int, Path(ge=1, le=2**31, examples=[1])]


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


class Success(BaseModel):
    """That it was done."""

    success: bool


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


@router.get("/settings/", response_model=Settings, tags=["SETTINGS"],
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


@router.post("/settings/", response_model=SettingOut, tags=["SETTINGS"],
             summary="Change one setting")  # fmt: skip
def change(books: BooksOf, actor: ActorOf, setting: SettingIn) -> Any:
    _store(books, actor, {setting.key: setting.value})
    return {"success": True, "key": setting.key, "value": setting.value}


@router.post("/settings/batch", response_model=SettingsStored, tags=["SETTINGS"],
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
    unknown = values.keys() - _OFFICE.keys() - _BUYER.keys() - _RATES - office.DEFAULTS.keys()
    if unknown:
        raise Invalid(f"There is no setting “{min(unknown)}”.", field="key")
    meant = {key: "" if value.strip() == "0" else value.strip() for key, value in values.items()}
    own, buyer = _named(meant, _OFFICE), _named(meant, _BUYER)
    rates = {key: value for key, value in meant.items() if key in _RATES and value}
    others = {key: values[key] for key in values.keys() & office.DEFAULTS.keys()}
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


@router.get("/buyers/", response_model=list[Buyer], tags=["BUYERS"], summary="Buyers in use")
def buyers(books: BooksOf) -> Any:
    return _buyers(books)


def _save_buyer(books: Books, actor: Actor, sent: BuyerIn, party_id: int | None) -> int:
    held = books.ask(parties.detail, party_id) if party_id else None
    if held is not None and not held.is_customer:
        raise NotFound("buyer", party_id)
    wanted = sent.gstin.replace(" ", "").upper()
    if wanted and any(b.gstin == wanted and b.id != party_id for b in _buyers(books)):
        raise Invalid(f"There is a buyer with GSTIN {wanted} already.", field="gstin")
    fields = party_service.PartyDraft.model_fields
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


@router.post("/buyers/", response_model=Buyer, tags=["BUYERS"], summary="Add a buyer")
def add_buyer(books: BooksOf, actor: ActorOf, buyer: BuyerIn) -> Any:
    return _buyer(books, _save_buyer(books, actor, buyer, None))


@router.put("/buyers/{id}", response_model=Buyer, tags=["BUYERS"], summary="Change a buyer")
def change_buyer(books: BooksOf, actor: ActorOf, id: Id, buyer: BuyerIn) -> Any:  # noqa: A002
    return _buyer(books, _save_buyer(books, actor, buyer, id))


@router.put("/buyers/{id}/default", response_model=Success, tags=["BUYERS"],
            summary="Bill to this buyer unless told")  # fmt: skip
def default_buyer(books: BooksOf, actor: ActorOf, id: Id) -> Any:  # noqa: A002
    held = books.ask(parties.detail, id)
    if not held.is_customer or not held.is_active:
        raise NotFound("buyer", id)
    party_service.make_default(books, actor, id)
    return {"success": True}


@router.delete("/buyers/{id}", response_model=Success, tags=["BUYERS"],
               summary="Take a buyer out of use")  # fmt: skip
def remove_buyer(books: BooksOf, actor: ActorOf, id: Id) -> Any:  # noqa: A002
    held = books.ask(parties.detail, id)
    if not held.is_customer or not held.is_active:
        raise NotFound("buyer", id)
    fields = party_service.PartyDraft.model_fields
    facts = {name: getattr(held, name) for name in fields} | {
        "is_active": False,
        "is_default": False,
    }
    party_service.save(books, actor, make(party_service.PartyDraft, facts), id)
    return {"success": True}


class NoteIn(BaseModel):
    """A note as sent."""

    title: str = Field(max_length=200, examples=["Inspection"])
    content: str = Field(max_length=4000, examples=["Material subject to inspection."])
    is_active: bool = True


class NoteChange(BaseModel):
    """Any part of a note."""

    title: str | None = Field(None, max_length=200)
    content: str | None = Field(None, max_length=4000)
    is_active: bool | None = None


class PONoteOut(BaseModel):
    """A note kept for reuse."""

    id: str
    title: str
    content: str
    is_active: bool
    created_at: Moment
    updated_at: Moment


def _note(note: notes.NoteLine) -> PONoteOut:
    return PONoteOut(
        id=str(note.id),
        title=note.title,
        content=note.content,
        is_active=note.is_active,
        created_at=moment(note.created_at),
        updated_at=moment(note.updated_at),
    )


@router.get("/po-notes/", response_model=list[PONoteOut], tags=["PO_NOTES"], summary="Notes in use")
def all_notes(books: BooksOf) -> Any:
    return [_note(note) for note in books.ask(notes.listed)]


@router.post("/po-notes/", response_model=PONoteOut, tags=["PO_NOTES"], summary="Add a note")
def add_note(books: BooksOf, actor: ActorOf, note: NoteIn) -> Any:
    draft = make(note_service.NoteDraft, note.model_dump())
    return _note(books.ask(notes.detail, note_service.save(books, actor, draft)))


@router.get("/po-notes/{note_id}", response_model=PONoteOut, tags=["PO_NOTES"], summary="One note")
def one_note(books: BooksOf, note_id: Id) -> Any:
    return _note(books.ask(notes.detail, note_id))


@router.put("/po-notes/{note_id}", response_model=PONoteOut, tags=["PO_NOTES"],
            summary="Change a note")  # fmt: skip
def change_note(books: BooksOf, actor: ActorOf, note_id: Id, note: NoteChange) -> Any:
    held = books.ask(notes.detail, note_id)
    facts = {"title": held.title, "content": held.content, "is_active": held.is_active}
    facts |= note.model_dump(exclude_none=True)
    note_service.save(books, actor, make(note_service.NoteDraft, facts), note_id)
    if not facts["is_active"]:
        return PONoteOut(**(_note(held).model_dump() | facts))
    return _note(books.ask(notes.detail, note_id))


@router.delete("/po-notes/{note_id}", response_model=Done, tags=["PO_NOTES"],
               summary="Take a note out of use")  # fmt: skip
def remove_note(books: BooksOf, actor: ActorOf, note_id: Id) -> Any:
    note_service.retire(books, actor, note_id)
    return {"message": "The note was taken out of use."}


class DuplicateOut(BaseModel):
    """Whether a number is used in the financial year of a date."""

    exists: bool
    financial_year: str
    conflict_type: Literal["DC", "Invoice"] | None


@router.get("/common/check-duplicate", response_model=DuplicateOut, tags=["COMMON"],
            summary="Whether a challan or invoice number is used")  # fmt: skip
def check_duplicate(
    books: BooksOf,
    type: Annotated[Literal["DC", "Invoice"], Query()],  # noqa: A002
    number: Annotated[str, Query(max_length=60)],
    date: Annotated[str, Query(max_length=30)],
) -> Any:
    try:
        day = day_of(date, "date") or books.ask(today)
    except Invalid:
        day = books.ask(today)
    kinds = [("DC", VoucherKind.CHALLAN), ("Invoice", VoucherKind.INVOICE)]
    kinds.sort(key=lambda pair: pair[0] != type)
    conflict = next(
        (name for name, kind in kinds if books.ask(vouchers.taken, kind, number, day)), None
    )
    return DuplicateOut(
        exists=conflict is not None,
        financial_year=FiscalYear.of(day).label,
        conflict_type=conflict,
    )
