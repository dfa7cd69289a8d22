"""Sign-up, log-in, a forgotten password and new tokens: every example of the contract, every way round it."""

import jwt
import pytest

from senstosales.domain.roles import Role
from senstosales.queries import businesses as business_queries
from senstosales.queries import people as people_queries
from senstosales.services import (
    admission,
    checking,
    letters,
    office,
)
from senstosales.services.drafts import make
from senstosales.services.mail_server import ENVIRONMENT
from senstosales.services.people import PersonDraft
from senstosales.services.postman import Postman
from tests.api.namastepms.entering import (
    CREDENTIALS,
    ENTERED,
    FORGOT,
    JOHN,
    NEW_PASSWORD,
    NONE,
    NONE_FOR_USER,
    NOT_VERIFIED,
    PATHS,
    RESET,
    SENT,
    SIGNED_UP,
    TOKEN,
    VERIFIED,
    WRONG,
    code,
    forget,
    held,
    log_in,
    person,
    post,
    reset,
    sign_up,
    tokens,
    verify,
    wrong,
)
from tests.mail import MailBox, url
from tests.playing import ACTOR


def test_from_sign_up_to_a_new_access_token_as_the_contract_shows_it(office_api, clock):
    api = office_api
    assert sign_up(api) == SIGNED_UP
    assert not person(api).is_verified
    assert verify(api, "signup", code(api.books)) == VERIFIED
    assert person(api).is_verified
    assert log_in(api) == SENT
    status, body = verify(api, "login", f" {code(api.books)} ")
    assert status == 200
    assert list(body) == ["message", "refresh", "access"]
    assert body["message"] == "Login OTP verified successfully!"
    lives = {"access": 30 * 60, "refresh": 24 * 60 * 60}
    for kind, seconds in lives.items():
        claims = jwt.decode(body[kind], options={"verify_signature": False})
        assert claims["token_type"] == kind
        assert claims["exp"] - claims["iat"] == seconds
        assert claims["user_id"] == person(api).id
        assert claims["jti"]
        assert jwt.get_unverified_header(body[kind]) == {"alg": "HS256", "typ": "JWT"}
    assert held(api, body["access"]) == 200
    clock.move(minutes=30)
    assert held(api, body["access"]) == 401
    status, fresh = post(api, "token/refresh", {"refresh": body["refresh"]})
    assert (status, list(fresh)) == (200, ["access"])
    assert held(api, fresh["access"]) == 200
    assert post(api, "token/refresh", {"refresh": body["refresh"]})[0] == 200
    assert api.books.ask(lambda session: list(checking.problems(session))) == []


def test_a_forgotten_password_as_the_contract_shows_it(office_api):
    api = office_api
    body = tokens(api)
    assert forget(api) == FORGOT
    otp = code(api.books)
    assert reset(api) == NOT_VERIFIED
    assert verify(api, "forget-password", wrong(api.books)) == WRONG
    assert reset(api) == NOT_VERIFIED
    assert verify(api, "forget-password", otp) == ENTERED
    assert verify(api, "forget-password", otp) == ENTERED
    assert reset(api) == RESET
    assert reset(api) == NONE_FOR_USER
    assert verify(api, "forget-password", otp) == NONE_FOR_USER
    assert log_in(api) == CREDENTIALS
    assert log_in(api, password=NEW_PASSWORD) == SENT
    assert held(api, body["access"]) == 401
    assert post(api, "token/refresh", {"refresh": body["refresh"]}) == TOKEN


def test_paths_without_their_last_slash_and_other_methods(office_api):
    assert post(office_api, "signup", JOHN, slash="") == SIGNED_UP
    assert post(office_api, "login", JOHN, slash="") == SENT
    for path in PATHS:
        for slash in ("", "/"):
            for method in ("GET", "PUT", "PATCH", "DELETE"):
                answer = office_api.request(method, f"/api/{path}{slash}")
                assert answer.status_code == 405
                assert answer.json() == {"detail": f'Method "{method}" not allowed.'}
                assert answer.headers["allow"] == "POST, OPTIONS"


def test_a_sign_up_gets_a_business_of_its_own_and_sees_nothing_of_the_offices(office_api):
    api = office_api
    access = tokens(api)["access"]
    lines = api.books.ask(business_queries.listed)
    assert [line.name for line in lines] == ["NARMADA PRECISION WORKS", "John's Store"]
    places = api.books.ask(people_queries.places, person(api).id)
    assert [(place.business_name, place.role) for place in places] == [("John's Store", Role.OWNER)]
    answer = api.get("/api/po/", headers={"Authorization": f"Bearer {access}"})
    assert answer.status_code == 403
    assert person(api).name == "john_doe"


def test_the_code_of_a_log_in_confirms_the_sign_up_too(office_api):
    assert sign_up(office_api) == SIGNED_UP
    first = code(office_api.books)
    assert log_in(office_api) == SENT
    second = code(office_api.books)
    if first != second:
        assert verify(office_api, "signup", first) == WRONG
    assert verify(office_api, "signup", second) == VERIFIED
    assert verify(office_api, "login", second) == NONE
    assert person(office_api).is_verified


def test_a_log_in_needs_no_confirmed_sign_up_and_confirms_the_address(office_api):
    assert sign_up(office_api) == SIGNED_UP
    assert log_in(office_api) == SENT
    assert verify(office_api, "login", code(office_api.books))[0] == 200
    assert person(office_api).is_verified


def test_signing_up_again_sends_another_code_until_the_address_is_confirmed(office_api):
    api = office_api
    assert sign_up(api) == SIGNED_UP
    assert sign_up(api, username="john", phone_no="1", email=" JOHN@example.com") == SIGNED_UP
    assert (person(api).username, len(api.books.ask(business_queries.listed))) == ("john", 2)
    assert verify(api, "signup", code(api.books)) == VERIFIED
    taken = (400, {"email": ["A user with this email already exists."]})
    assert sign_up(api) == taken
    assert sign_up(api, email="John@Example.com", username="other") == taken


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"username": None}, {"username": ["This field may not be null."]}),
        ({"username": ""}, {"username": ["This field may not be blank."]}),
        ({"username": "x" * 151},
         {"username": ["Ensure this field has no more than 150 characters."]}),
        ({"username": "asha@example.com"},
         {"username": ["A user name may hold “@” only if it is the address itself."]}),
        ({"email": "nonsense"}, {"email": ["Enter a valid email address."]}),
        ({"email": ""}, {"email": ["This field may not be blank."]}),
        ({"email": [1]}, {"email": ["Not a valid string."]}),
        ({"password": ""}, {"password": ["This field may not be blank."]}),
        ({"password": "x" * 1001},
         {"password": ["Ensure this field has no more than 1000 characters."]}),
        ({"phone_no": "1" * 16},
         {"phone_no": ["Ensure this field has no more than 15 characters."]}),
        ({"business_name": {}}, {"business_name": ["Not a valid string."]}),
    ],
)  # fmt: skip
def test_what_cannot_be_signed_up(office_api, change, said):
    assert sign_up(office_api, **change) == (400, said)
    assert office_api.books.ask(people_queries.listed) == []


def test_every_field_that_is_missing_is_named(office_api):
    needed = "This field is required."
    assert post(office_api, "signup", {}) == (
        400, {"username": [needed], "email": [needed], "password": [needed]},
    )  # fmt: skip
    bare = {name: JOHN[name] for name in ("username", "email", "password")}
    assert post(office_api, "signup", bare) == SIGNED_UP
    assert sign_up(
        office_api, username="other", email="o@example.com", phone_no=None, business_name=""
    ) == SIGNED_UP  # fmt: skip
    lines = office_api.books.ask(business_queries.listed)
    assert [line.name for line in lines[1:]] == ["john_doe", "other"]
    assert post(office_api, "token/refresh", {}) == (400, {"refresh": [needed]})
    assert post(office_api, "reset-password", {"email": JOHN["email"]}) == (
        400, {"new_password": [needed]},
    )  # fmt: skip


def test_a_user_name_is_taken_once(office_api):
    assert sign_up(office_api) == SIGNED_UP
    status, body = sign_up(office_api, email="other@example.com")
    assert (status, body) == (
        400, {"username": ["A user with that username already exists."]},
    )  # fmt: skip
    assert len(office_api.books.ask(people_queries.listed)) == 1
    assert len(office_api.books.ask(business_queries.listed)) == 2


def test_sign_up_can_be_switched_off_and_who_is_in_still_logs_in(office_api):
    tokens(office_api)
    office.save_settings(office_api.books, ACTOR, {"sign_up": "no"})
    status, body = sign_up(office_api, email="other@example.com", username="other")
    assert status == 403
    assert "switched off" in body["error"]
    assert log_in(office_api) == SENT


def test_what_is_missing_beside_the_address_is_wrong(office_api):
    assert sign_up(office_api) == SIGNED_UP
    assert post(office_api, "login", {"email": JOHN["email"]}) == CREDENTIALS
    assert verify(office_api, "signup", None) == WRONG
    assert verify(office_api, "signup", [123456]) == WRONG
    assert verify(office_api, "signup", int(code(office_api.books))) == VERIFIED


def test_codes_come_by_mail_where_there_is_a_server(office_api, monkeypatch):
    box = MailBox()
    box.start()
    try:
        monkeypatch.setenv(ENVIRONMENT, url(box))
        postman = Postman(office_api.books)
        postman.start()
        assert sign_up(office_api) == SIGNED_UP
        mail = box.wait()
        assert (mail["To"], mail["Subject"]) == (JOHN["email"], "Your code to confirm this address")
        otp = letters.code_in(mail.get_content())
        assert "NARMADA PRECISION WORKS" in mail.get_content()
        assert verify(office_api, "signup", otp) == VERIFIED
        postman.stop()
    finally:
        box.stop()


def test_who_is_invited_sets_a_password_and_comes_in(office_api, clock):
    books = office_api.books
    draft = make(PersonDraft, {"name": "Asha", "email": "asha@example.com"})
    admission.invite(books, ACTOR, draft, Role.CLERK)
    assert log_in(office_api, email="asha@example.com") == CREDENTIALS
    clock.move(days=2)
    otp = code(books)
    assert verify(office_api, "forget-password", otp, "asha@example.com") == ENTERED
    assert reset(office_api, "asha@example.com") == RESET
    assert log_in(office_api, email="asha@example.com", password=NEW_PASSWORD) == SENT
    status, body = verify(office_api, "login", code(books), "asha@example.com")
    assert status == 200
    answer = office_api.get("/api/po/", headers={"Authorization": f"Bearer {body['access']}"})
    assert answer.status_code == 200


def test_beyond_this_machine_a_stranger_may_still_sign_up(serve, books):
    api = serve(books, host="0.0.0.0")
    assert held(api, tokens(api)["access"]) == 200
