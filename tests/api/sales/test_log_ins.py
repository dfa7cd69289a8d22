"""One log-in for the clients of two contracts; the body decides the shape of the answer."""

from datetime import timedelta

import jwt
import pytest
from sqlalchemy import select

from senstosales.api.contracts.log_ins import routes
from senstosales.api.contracts.log_ins.words import NEITHER
from senstosales.services import passwords, people, sessions
from senstosales.tables.people import LoginSession
from tests.api.sales.conftest import ORDERS, PASSWORD, log_in, member, said
from tests.playing import ACTOR

LOGIN, REFRESH, ROTATE = "/api/auth/login", "/api/auth/refresh", "/api/auth/token/refresh"
ASHA = {"email": "asha@example.com", "password": PASSWORD}


@pytest.fixture
def api(office_api):
    member(office_api)
    return office_api


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def lifetime(token):
    found = jwt.decode(token, options={"verify_signature": False})
    return found["exp"] - found["iat"]


@pytest.mark.parametrize("path", [LOGIN, f"{LOGIN}/"])
@pytest.mark.parametrize("name", ["asha", "Asha@Example.com"])
def test_a_client_of_the_sales_contract_gets_a_bearer_token(api, path, name):
    answer = api.post(path, json={"username": name, "password": PASSWORD})
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"access_token", "token_type"}
    assert (body["token_type"], lifetime(body["access_token"])) == ("bearer", 30 * 60)
    assert api.get(ORDERS, headers=bearer(body["access_token"])).status_code == 200


def test_a_bearer_token_gets_another_until_its_log_in_is_over(api, clock, monkeypatch):
    monkeypatch.setattr(routes, "SALES", sessions.Terms(routes.SALES.access, timedelta(hours=1)))
    first = log_in(api).json()["access_token"]
    clock.move(minutes=29)
    answer = api.post(REFRESH, headers=bearer(first))
    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "token_type"}
    clock.move(minutes=2)
    assert said(api.post(REFRESH, headers=bearer(first)), 401) == "Token has expired"
    answer = api.post(f"{REFRESH}/", headers=bearer(answer.json()["access_token"]))
    assert answer.status_code == 200
    clock.move(minutes=29)
    answer = api.post(REFRESH, headers=bearer(answer.json()["access_token"]))
    assert said(answer, 401) == "Could not validate credentials"


def test_a_log_in_ended_by_the_office_is_over_at_once(api):
    token = log_in(api).json()["access_token"]
    key, door = api.books.ask(
        lambda session: session.execute(select(LoginSession.id, LoginSession.door)).one()
    )
    assert door == "sales"
    sessions.end(api.books, ACTOR, key)
    assert said(api.post(REFRESH, headers=bearer(token)), 401) == "Could not validate credentials"
    assert api.get(ORDERS, headers=bearer(token)).status_code == 401


@pytest.mark.parametrize("headers", [{}, bearer("a.b.c"), {"X-API-Key": "sts_wrong"}])
def test_only_a_good_token_gets_another(api, headers):
    assert said(api.post(REFRESH, headers=headers), 401) == "Could not validate credentials"


def test_a_token_of_another_door_gets_one_too(api):
    token = api.post("/auth/login", json=ASHA).json()["token"]
    another = api.post(REFRESH, headers=bearer(token)).json()["access_token"]
    assert lifetime(another) == 30 * 60


def test_a_client_of_the_import_contract_gets_its_envelope(api):
    body = api.post(LOGIN, json=ASHA).json()
    data = body.pop("data")
    assert body == {"success": True, "status_code": 200, "message": "Login successful"}
    assert set(data) == {"access", "refresh", "user", "menus"}
    assert (lifetime(data["access"]), lifetime(data["refresh"])) == (3600, 7 * 24 * 3600)
    claims = jwt.decode(data["access"], options={"verify_signature": False})
    assert data["user"] == {
        "id": claims["user_id"], "email": "asha@example.com", "name": "Asha", "role": "clerk",
    }  # fmt: skip
    assert api.get(ORDERS, headers=bearer(data["access"])).status_code == 200


def test_its_refresh_token_is_good_once_and_a_copy_ends_the_log_in(api, clock):
    first = api.post(LOGIN, json=ASHA).json()["data"]
    answer = api.post(f"{ROTATE}/", json={"refresh": first["refresh"]})
    assert answer.status_code == 200
    second = answer.json()
    assert set(second) == {"access", "refresh"}
    assert second["refresh"] != first["refresh"]
    again = api.post(ROTATE, json={"refresh": first["refresh"]})
    refusal = {"detail": "Token is invalid or expired", "code": "token_not_valid"}
    assert (again.status_code, again.json()) == (401, refusal)
    assert api.post(ROTATE, json={"refresh": second["refresh"]}).json() == refusal
    assert api.get(ORDERS, headers=bearer(second["access"])).status_code == 401


@pytest.mark.parametrize("given", ["a.b.c", "", None, 7])
def test_what_is_no_refresh_token_is_refused(api, given):
    answer = api.post(ROTATE, json={"refresh": given})
    assert answer.status_code in (400, 401)
    if answer.status_code == 400:
        assert set(answer.json()) == {"refresh"}
    access = api.post(LOGIN, json=ASHA).json()["data"]["access"]
    assert api.post(ROTATE, json={"refresh": access}).status_code == 401
    assert api.post(ROTATE, json={}).json() == {"refresh": ["This field is required."]}


def test_wrong_passwords_and_unknown_names_are_told_apart_by_nothing(api, monkeypatch):
    worked = []
    fits = passwords.fits
    monkeypatch.setattr(
        passwords, "fits", lambda password, kept: worked.append(kept) or fits(password, kept)
    )
    for name in ("asha", "nobody", "no@example.com"):
        assert said(log_in(api, name, "wrong"), 401) == "Incorrect username or password"
    envelope = {
        "success": False, "status_code": 401, "message": "Invalid email or password", "data": None,
    }  # fmt: skip
    for email in ("asha@example.com", "no@example.com"):
        answer = api.post(LOGIN, json={"email": email, "password": "wrong"})
        assert (answer.status_code, answer.json()) == (401, envelope)
    assert len(worked) == 5


def test_tries_are_bounded_alike_in_both_shapes(api):
    for _ in range(10):
        assert log_in(api, "asha@example.com", "wrong").status_code == 401
    answer = log_in(api, "asha@example.com")
    assert answer.headers["Retry-After"]
    assert said(answer, 429).startswith("Too many tries")
    answer = api.post(LOGIN, json=ASHA)
    assert answer.headers["Retry-After"]
    assert (answer.status_code, answer.json()["status_code"]) == (429, 429)


def test_a_disabled_person_is_let_in_by_neither(api):
    (held,) = [person for person, _ in api.books.ask(people.people.listed)]
    people.disable(api.books, ACTOR, held.id)
    assert said(log_in(api), 401) == "Incorrect username or password"
    assert api.post(LOGIN, json=ASHA).status_code == 401


@pytest.mark.parametrize("body", [{}, [], {"password": "x"}, "asha", {"user": "asha"}])
def test_a_body_of_neither_kind_says_what_is_wanted(api, body):
    assert said(api.post(LOGIN, json=body), 400) == NEITHER


def test_what_is_missing_or_wrong_is_said_in_the_shape_of_its_kind(api):
    answer = api.post(LOGIN, json={"username": "asha"})
    assert said(answer, 400) == "password: This field is required."
    answer = api.post(LOGIN, json={"email": {}, "password": PASSWORD})
    assert answer.json() == {
        "success": False,
        "status_code": 400,
        "message": "Validation failed",
        "errors": {"email": ["Not a valid string."]},
    }
    answer = api.post(LOGIN, content=b"{", headers={"Content-Type": "application/json"})
    assert said(answer, 400).startswith("JSON parse error")


def test_beyond_this_machine_one_can_log_in_without_a_key(serve, books):
    api = serve(books, host="0.0.0.0")
    member(api)
    token = log_in(api).json()["access_token"]
    assert api.post(REFRESH, headers=bearer(token)).status_code == 200
    assert said(api.post(REFRESH), 401) == "Could not validate credentials"
    pair = api.post(LOGIN, json=ASHA).json()["data"]
    assert api.post(ROTATE, json={"refresh": pair["refresh"]}).status_code == 200
