"""One log-in for the clients of two contracts; what they send says whose they are.

`username` and `password`: a bearer token of 30 minutes, which gets another while it is good. `email` and
`password`: an access token of an hour and a refresh token of seven days, which is another after each use.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from senstosales.api import forms, identity
from senstosales.api.contracts.log_ins import described
from senstosales.api.contracts.log_ins.words import (
    LOG_IN,
    NEITHER,
    REFRESH,
    ROTATE,
    Enveloped,
    NotValid,
)
from senstosales.api.forms import Complaints
from senstosales.api.identity import PersonOf
from senstosales.api.json_bodies import BodyOf
from senstosales.errors import Invalid, TooOften, Unidentified
from senstosales.queries import people as people_queries
from senstosales.queries.people import Person
from senstosales.services import sessions
from senstosales.services.sessions import Terms

SALES = Terms(access=dt.timedelta(minutes=30), refresh=dt.timedelta(days=7))
IMPORTS = Terms(access=dt.timedelta(hours=1), refresh=dt.timedelta(days=7), rotates=True)
_PASSWORD = forms.Text(name="password", required=True, longest=1000, trim=False)
_BY_NAME = (forms.Text(name="username", required=True, longest=254), _PASSWORD)
_BY_EMAIL = (forms.Text(name="email", required=True, longest=254), _PASSWORD)
_ROTATE = (forms.Text(name="refresh", required=True, longest=4096),)

router = APIRouter(tags=["LOG-INS"])


def include(app: FastAPI) -> None:
    """Add every route to the application."""
    app.router.routes.extend(router.routes)


def log_in(request: Request, body: BodyOf) -> JSONResponse:
    if isinstance(body, Mapping) and "username" in body:
        return _by_name(request, _read(_BY_NAME, body, enveloped=False))
    if isinstance(body, Mapping) and "email" in body:
        return _by_email(request, _read(_BY_EMAIL, body, enveloped=True))
    raise Invalid(NEITHER)


def refresh(request: Request, person: PersonOf) -> JSONResponse:
    token = identity.bearer_of(request.headers) or ""
    return _bearer(sessions.prolong(identity.served(request), person, token, "sales", SALES))


def rotate(request: Request, body: BodyOf) -> JSONResponse:
    token = _read(_ROTATE, body, enveloped=False)["refresh"]
    pair = sessions.refresh(identity.served(request), token, IMPORTS, _claims)
    return JSONResponse({"access": pair.access, "refresh": pair.refresh})


def _read(form: tuple[forms.Field, ...], body: Any, *, enveloped: bool) -> dict[str, str]:
    try:
        return forms.read(form, body)
    except Complaints as error:
        raise NotValid(error.errors, enveloped=enveloped) from error


def _by_name(request: Request, values: dict[str, str]) -> JSONResponse:
    person = identity.log_in(request, values["username"], values["password"])
    return _bearer(sessions.open_session(identity.served(request), person, "sales", SALES).access)


def _bearer(token: str) -> JSONResponse:
    return JSONResponse({"access_token": token, "token_type": "bearer"})


def _by_email(request: Request, values: dict[str, str]) -> JSONResponse:
    books = identity.served(request)
    try:
        person = identity.log_in(request, values["email"], values["password"])
        pair = sessions.open_session(books, person, "import", IMPORTS, _claims)
    except (Unidentified, TooOften) as error:
        raise Enveloped(error) from error
    places = books.ask(people_queries.places, person.id)
    return JSONResponse(
        {
            "success": True,
            "status_code": 200,
            "message": "Login successful",
            "data": {
                "access": pair.access,
                "refresh": pair.refresh,
                "user": {
                    "id": person.uid,
                    "email": person.email,
                    "name": person.name,
                    "role": places[0].role.value if places else None,
                },
                "menus": [],
            },
        }
    )


def _claims(person: Person) -> dict[str, str]:
    """What clients of the import contract look for in a token."""
    return {"user_id": person.uid}


for _path, _call, _about, _answers, _body in (
    (LOG_IN, log_in, "Log in: by username (sales), or by email (import)",
     described.LOG_IN, described.LOG_IN_BODY),
    (REFRESH, refresh, "Another bearer token for one that is still good",
     described.REFRESH, None),
    (ROTATE, rotate, "New tokens for a refresh token, which is good once",
     described.ROTATE, described.ROTATE_BODY),
):  # fmt: skip
    for _slash in ("", "/"):
        router.add_api_route(
            _path + _slash,
            _call,
            methods=["POST"],
            summary=_about,
            responses=_answers,
            openapi_extra=_body,
            include_in_schema=not _slash,
        )
