"""Where a client of the vouchers contract begins: log-in, sign-up, businesses, templates, health."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest

from senstosales.api import contract
from senstosales.api.app import build
from senstosales.api.throttle import Throttle
from senstosales.domain.roles import Role
from senstosales.queries import businesses as business_queries
from senstosales.queries import people as people_queries
from senstosales.services import office, people
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from senstosales.services.tokens import TokenKind
from tests.loose_tokens import loose_token
from tests.playing import ACTOR

ASHA = {"name": "Asha Verma", "email": "asha@example.com", "password": "secret"}
DAY = timedelta(days=1)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def register(api, **more):
    answer = api.post("/auth/register", json=ASHA | more)
    assert answer.status_code == 201, answer.text
    return answer.json()["userId"]


def log_in(api, **more):
    facts = {"email": ASHA["email"], "password": ASHA["password"]} | more
    return api.post("/auth/login", json=facts)


def said(answer, status):
    """The sentence of an error of this layer."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert set(answer.json()) == {"error"}
    return answer.json()["error"]


def member(books, role, email="bina@example.com", password=None):
    draft = make(PersonDraft, {"name": "Bina", "email": email})
    return people.add(books, ACTOR, draft, password, role)


def test_from_sign_up_to_the_businesses(office_api):
    answer = office_api.post("/auth/register", json=ASHA | {"businessName": "Asha Traders"})
    assert answer.status_code == 201
    assert set(answer.json()) == {"message", "userId"}
    user = answer.json()["userId"]
    answer = log_in(office_api, email=" ASHA@example.com")
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"message", "token", "user"}
    assert body["user"] == {
        "userId": user, "name": "Asha Verma", "email": "asha@example.com", "role": "owner",
    }  # fmt: skip
    claims = jwt.decode(body["token"], options={"verify_signature": False})
    assert (claims["userId"], claims["email"], claims["role"]) == (user, ASHA["email"], "owner")
    assert claims["exp"] - claims["iat"] == 24 * 60 * 60
    assert jwt.get_unverified_header(body["token"])["alg"] == "HS256"
    own = office_api.get("/business", headers=bearer(body["token"])).json()
    assert own["count"] == 1
    assert own["businesses"][0]["firmName"] == "Asha Traders"
    made = office_api.post(
        "/business", headers=bearer(body["token"]),
        json={"firmName": " Second ", "gstNumber": "27ABCDE1234F1Z5", "other": {"x": 1}},
    )  # fmt: skip
    assert made.status_code == 201
    business = made.json()["business"]
    assert (business["firmName"], business["gstNumber"]) == ("Second", "27ABCDE1234F1Z5")
    assert (business["stateCode"], business["stateName"]) == ("27", "Maharashtra")
    assert made.json()["businessId"] == business["businessId"] == business["id"]
    assert business["userId"] == user
    assert TIME.fullmatch(business["createdAt"])
    own = office_api.get("/business", headers=bearer(body["token"])).json()
    assert [each["firmName"] for each in own["businesses"]] == ["Asha Traders", "Second"]
    assert own["businesses"][1] == business


def test_who_signed_up_sees_nothing_of_the_office(office_api):
    register(office_api)
    token = log_in(office_api).json()["token"]
    listed = office_api.get("/business", headers=bearer(token)).json()["businesses"]
    everybody = office_api.books.ask(business_queries.listed)
    assert [line.name for line in everybody] == ["NARMADA PRECISION WORKS", "Asha Verma"]
    assert [each["businessId"] for each in listed] == [everybody[1].uid]
    tried = 0
    app = build(office_api.server.door)
    for route in app.routes:
        path = getattr(route, "path", "")
        if contract.of(app.state.contracts, path) is not None:
            continue  # of a door that leads everybody to their own
        if not path.startswith("/api/") or path.rstrip("/") in ("/api/health", "/api/health/live"):
            continue
        if path.endswith("/") and path != "/api/":
            continue  # each path has both spellings
        for method in route.methods:
            answer = office_api.request(
                method, re.sub(r"\{[^}]*\}", "1", path), headers=bearer(token)
            )
            assert answer.status_code in (403, 422), (method, path, answer.text)
            if answer.status_code == 422:  # a body that FastAPI reads before it asks who calls
                assert method in ("POST", "PUT", "PATCH")
            tried += 1
    assert tried > 60


def test_wrong_password_and_unknown_address_look_the_same(office_api):
    register(office_api)
    wrong = log_in(office_api, password="guess")
    unknown = log_in(office_api, email="nobody@example.com")
    assert said(wrong, 401) == said(unknown, 401) == "Invalid email or password"
    assert wrong.content == unknown.content
    assert [name for name in wrong.headers if name != "date"] == [
        name for name in unknown.headers if name != "date"
    ]


def test_a_disabled_account_looks_the_same_too(office_api):
    who = member(office_api.books, Role.CLERK, password="secret")
    people.disable(office_api.books, ACTOR, who.id)
    answer = log_in(office_api, email=who.email)
    assert said(answer, 401) == "Invalid email or password"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"password": "short"}, "at least 6"),
        ({"email": "nonsense"}, "e-mail"),
        ({"email": ""}, "email"),
        ({"email": None}, "email"),
        ({"password": 123456}, "password"),
        ({"password": "x" * 1001}, "password"),
        ({"email": "x" * 300 + "@b.in"}, "email"),
    ],
)
def test_what_cannot_be_registered(office_api, change, named):
    assert named in said(office_api.post("/auth/register", json=ASHA | change), 400)
    assert office_api.books.ask(people_queries.listed) == []


@pytest.mark.parametrize("path", ["/auth/login", "/auth/register"])
def test_bodies_that_are_none(office_api, path):
    for content in (b"", b"{", b"[]", b"null", b'"x"', b"\xff"):
        answer = office_api.post(
            path, content=content, headers={"Content-Type": "application/json"}
        )
        assert said(answer, 400)
    assert said(office_api.post(path, json={}), 400) == "email is required"
    assert said(office_api.get(path), 405)


def test_an_address_is_registered_once(office_api):
    register(office_api)
    answer = office_api.post("/auth/register", json=ASHA | {"email": "ASHA@EXAMPLE.COM"})
    assert said(answer, 409) == "User already exists"
    assert len(office_api.books.ask(business_queries.listed)) == 2


def test_one_place_asks_for_so_many_accounts_and_no_more(office_api):
    office_api.server.door.sign_ups = Throttle(1)
    register(office_api)
    answer = office_api.post("/auth/register", json=ASHA | {"email": "bina@example.com"})
    assert "Too many tries" in said(answer, 429)
    assert log_in(office_api).status_code == 200


def test_sign_up_can_be_switched_off(office_api):
    office.save_settings(office_api.books, ACTOR, {"sign_up": "no"})
    assert "switched off" in said(office_api.post("/auth/register", json=ASHA), 403)
    assert office_api.books.ask(people_queries.listed) == []


def test_guessing_ends_after_ten_tries_and_the_owner_is_let_in_later(office_api, clock):
    member(office_api.books, Role.CLERK, ASHA["email"], ASHA["password"])
    for _ in range(3):
        assert log_in(office_api).status_code == 200
    for _ in range(10):
        said(log_in(office_api, password="guess"), 401)
    answer = log_in(office_api)
    assert "Too many tries" in said(answer, 429)
    assert answer.headers["retry-after"] == "900"
    said(log_in(office_api, email=" ASHA@example.com ", password="guess"), 429)
    clock.move(minutes=15)
    assert log_in(office_api).status_code == 200


def test_guesses_that_come_all_at_once_are_counted_too(office_api):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: log_in(office_api, password="guess"), range(24)))
    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 14


def test_businesses_want_a_token(office_api):
    for method in ("GET", "POST"):
        answer = office_api.request(method, "/business", json={"name": "X"})
        assert said(answer, 401) == "Authorization header missing"
        for value in ("Bearer nonsense", "Bearer", "Basic YTpi", "nonsense"):
            answer = office_api.request(
                method, "/business", json={"name": "X"}, headers={"Authorization": value}
            )
            assert said(answer, 401) == "Invalid or expired token"


def test_a_business_needs_a_name(office_api):
    who = member(office_api.books, Role.CLERK)
    headers = bearer(loose_token(office_api.books, who, TokenKind.BEARER, DAY))
    for body in ({}, {"name": ""}, {"name": " "}, {"firmName": "X" * 300}):
        said(office_api.post("/business", json=body, headers=headers), 400)
    wrong = {"name": "X", "gstNumber": "27ABCDE1234F1Z5-far-too-long"}
    said(office_api.post("/business", json=wrong, headers=headers), 400)
    assert len(office_api.books.ask(business_queries.listed)) == 1
    made = office_api.post("/business", json={"name": "X"}, headers=headers).json()["business"]
    assert (made["role"], made["gstNumber"]) == ("owner", "")


def test_templates_and_health_are_open(office_api):
    templates = office_api.got("/invoice-templates")["templates"]
    assert [template["id"] for template in templates] == ["classic", "modern", "minimal"]
    assert all(set(template) == {"id", "name", "description"} for template in templates)
    health = office_api.got("/health")
    assert set(health) == {"status", "timestamp"}
    assert health["status"] == "ok"
    assert TIME.fullmatch(health["timestamp"])


def test_paths_that_are_nowhere(office_api):
    said(office_api.get("/auth/nowhere"), 404)
    answer = office_api.get("/business/x/nowhere")
    assert answer.status_code == 404
    assert set(answer.json()) == {"message"}
