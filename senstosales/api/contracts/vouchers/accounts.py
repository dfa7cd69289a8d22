"""Where a client of the vouchers contract begins: log-in, sign-up, its businesses, the templates."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, StringConstraints

from senstosales.api import identity
from senstosales.api.identity import PersonOf
from senstosales.books.store import Actor
from senstosales.domain.roles import Role
from senstosales.errors import Conflict, Invalid
from senstosales.queries import businesses as business_queries
from senstosales.queries import people as people_queries
from senstosales.queries.businesses import BusinessLine
from senstosales.queries.people import Person
from senstosales.services import businesses, drafts, people, sessions
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft

LIFETIME = dt.timedelta(days=1)
SHORTEST_PASSWORD = 6
TEMPLATES = (
    ("classic", "Classic", "Everything the law and the trade want to see, in a ruled frame"),
    ("modern", "Modern", "A coloured head and a light table, with due date, terms and notes"),
    ("minimal", "Minimal", "The essentials on a quiet page"),
)

_Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
_Password = Annotated[str, Field(min_length=1, max_length=1000, examples=["a long password"])]
_Email = Annotated[_Text, Field(min_length=1, examples=["asha@example.com"])]


class LogInBody(BaseModel):
    """Address and password."""

    email: _Email
    password: _Password


class RegisterBody(LogInBody):
    """Who wants an account, and what their business is called (else as they are)."""

    name: _Text = Field("", examples=["Asha Verma"])
    business_name: _Text = Field(
        "", validation_alias=AliasChoices("businessName", "firmName"), examples=["Asha Traders"]
    )


class BusinessBody(BaseModel):
    """A business to be made. What is not named here is ignored."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: _Text = Field(
        validation_alias=AliasChoices("firmName", "businessName", "name"),
        min_length=1,
        examples=["Asha Traders"],
    )
    gstin: _Text | None = Field(
        None,
        validation_alias=AliasChoices("gstNumber", "gstin", "gstNo"),
        examples=["23AAAAA0000A1ZA"],
    )
    state_code: _Text | None = Field(None, alias="stateCode", examples=["23"])
    address: Annotated[str, StringConstraints(max_length=4000)] | None = None
    phone: _Text | None = None
    email: _Text | None = None


class ErrorOut(BaseModel):
    """An error of this layer."""

    error: str = Field(examples=["Invalid or expired token"])


class UserOut(BaseModel):
    """Who has logged in."""

    userId: str
    name: str
    email: str
    role: str


class LogInOut(BaseModel):
    """A token for the header `Authorization: Bearer …`, good for a day."""

    message: str
    token: str
    user: UserOut


class RegisteredOut(BaseModel):
    """That there is an account now."""

    message: str
    userId: str


class BusinessOut(BaseModel):
    """A business of the caller; `businessId` goes into the paths of its documents."""

    businessId: str
    id: str
    userId: str
    role: str
    name: str
    firmName: str
    gstNumber: str
    stateCode: str | None
    stateName: str | None
    address: str
    phone: str
    email: str
    createdAt: str


class BusinessMadeOut(BaseModel):
    """The new business."""

    message: str
    businessId: str
    business: BusinessOut


class BusinessesOut(BaseModel):
    """All businesses to which the caller belongs."""

    businesses: list[BusinessOut]
    count: int


class TemplateOut(BaseModel):
    """A layout of the printed invoice."""

    id: str
    name: str
    description: str


class TemplatesOut(BaseModel):
    """The layouts of the printed invoice."""

    templates: list[TemplateOut]


class HealthOut(BaseModel):
    """That calls are answered."""

    status: str
    timestamp: str


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    about = {
        400: "Something is missing or wrong",
        401: "Wrong e-mail address or password; a token that is missing, wrong or expired",
        403: "The role does not allow it; sign-up is switched off",
        409: "There is an account with this address",
        413: "Too large",
        429: "Tried too often; `Retry-After` says for how many seconds to wait",
        503: "The books cannot be used at the moment",
    }
    return {
        status: {"model": ErrorOut, "description": about[status]}
        for status in (*statuses, 413, 503)
    }


router = APIRouter(tags=["VOUCHERS: ACCOUNTS"])


@router.post("/auth/login", response_model=LogInOut, responses=_errors(400, 401, 429),
             summary="Log in with e-mail address and password")  # fmt: skip
def log_in(request: Request, body: LogInBody) -> Any:
    person = identity.log_in(request, body.email, body.password)
    books = identity.served(request)
    claims = people.claims(books, person)
    token = sessions.open_single(books, person, "vouchers", LIFETIME, lambda _person: claims)
    return {
        "message": "Login successful",
        "token": token,
        "user": {**claims, "name": person.name},
    }


@router.post("/auth/register", status_code=201, response_model=RegisteredOut,
             responses=_errors(400, 403, 409, 429),
             summary="An account with a business of its own")  # fmt: skip
def register(request: Request, body: RegisterBody) -> Any:
    if len(body.password) < SHORTEST_PASSWORD:
        raise Invalid(f"Password must be at least {SHORTEST_PASSWORD} characters", field="password")
    identity.sign_up(request)
    draft = drafts.make(
        PersonDraft, {"name": body.name or body.email.partition("@")[0], "email": body.email}
    )
    try:
        person = businesses.register(
            identity.served(request), draft, body.password, body.business_name
        )
    except Conflict as error:
        raise Conflict("User already exists", field=error.field) from error
    return {"message": "User registered successfully", "userId": person.uid}


@router.get("/business", response_model=BusinessesOut, responses=_errors(401),
            summary="The businesses to which the caller belongs")  # fmt: skip
def list_businesses(request: Request, person: PersonOf) -> Any:
    with identity.served(request).read() as session:
        places = {at.business_id: at for at in people_queries.places(session, person.id)}
        lines = business_queries.by_ids(session, list(places))
    found = [_business(line, person, places[line.id].role) for line in lines]
    return {"businesses": found, "count": len(found)}


@router.post("/business", status_code=201, response_model=BusinessMadeOut,
             responses=_errors(400, 401, 403), summary="A new business of the caller")  # fmt: skip
def make_business(request: Request, person: PersonOf, body: BusinessBody) -> Any:
    facts = body.model_dump(exclude={"gstin"})
    line = businesses.add(
        identity.served(request),
        Actor.calling(person.email),
        drafts.make(OfficeDraft, facts),
        owner_id=person.id,
        stated_gstin=body.gstin,
    )
    return {
        "message": "Business created successfully",
        "businessId": line.uid,
        "business": _business(line, person, Role.OWNER),
    }


@router.get("/invoice-templates", response_model=TemplatesOut,
            summary="The layouts of the printed invoice")  # fmt: skip
async def templates() -> Any:
    return {
        "templates": [
            {"id": key, "name": name, "description": about} for key, name, about in TEMPLATES
        ]
    }


@router.get("/health", response_model=HealthOut, summary="That calls are answered")
async def health() -> Any:
    return {"status": "ok", "timestamp": moment(dt.datetime.now(dt.UTC))}


def moment(at: dt.datetime) -> str:
    """A point in time as the contract writes it: ISO 8601 with milliseconds, UTC."""
    return at.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _business(line: BusinessLine, person: Person, role: Role) -> dict[str, Any]:
    return {
        "businessId": line.uid,
        "id": line.uid,
        "userId": person.uid,
        "role": role.value,
        "name": line.name,
        "firmName": line.name,
        "gstNumber": line.gstin or "",
        "stateCode": line.state_code,
        "stateName": line.state_name,
        "address": line.address or "",
        "phone": line.phone or "",
        "email": line.email or "",
        "createdAt": moment(line.created_at),
    }
