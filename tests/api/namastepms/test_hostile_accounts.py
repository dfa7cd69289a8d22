"""Guessers, squatters, copies of tokens, floods, races: nobody gets in who should not, nobody is kept out."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from sqlalchemy import select

from senstosales.api.contracts.namastepms.accounts import TERMS
from senstosales.api.throttle import Throttle
from senstosales.domain.roles import Role
from senstosales.queries import businesses as business_queries
from senstosales.queries import people as people_queries
from senstosales.queries import sessions as session_queries
from senstosales.services import (
    codes,
    passwords,
    people,
    sessions,
)
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from senstosales.tables.office import AuditEntry
from senstosales.tables.people import Letter
from tests.api.namastepms.entering import (
    CREDENTIALS,
    ENTERED,
    EXPIRED,
    FORGOT,
    JOHN,
    NOBODY,
    NONE,
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
from tests.playing import ACTOR


def test_nobody_takes_over_the_account_that_somebody_has_begun(office_api):
    assert sign_up(office_api, password="of the squatter") == SIGNED_UP
    taken = (400, {"email": ["A user with this email already exists."]})
    assert sign_up(office_api) == taken
    assert log_in(office_api) == CREDENTIALS
    assert forget(office_api) == FORGOT
    assert verify(office_api, "forget-password", code(office_api.books)) == ENTERED
    assert reset(office_api, password=JOHN["password"]) == RESET
    assert log_in(office_api, password="of the squatter") == CREDENTIALS
    assert log_in(office_api) == SENT


def test_no_cool_down_stands_between_a_sign_up_and_the_log_in_after_it(office_api):
    for _ in range(5):
        assert sign_up(office_api) == SIGNED_UP
    status, body = sign_up(office_api)
    assert status == 429
    assert "Wait 15 minutes" in body["error"]
    assert log_in(office_api) == SENT
    assert verify(office_api, "login", code(office_api.books))[0] == 200
    assert log_in(office_api) == SENT


def test_one_place_signs_up_so_often_and_no_more(office_api):
    office_api.server.door.sign_ups = Throttle(1)
    assert sign_up(office_api) == SIGNED_UP
    answer = office_api.post("/api/signup/", json=JOHN)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize("path", PATHS)
def test_bodies_that_are_none(office_api, path):
    for content in (b"{", b"\xff", b"nonsense", b'{"a": NaN}', b"[" * 100_000):
        answer = office_api.post(f"/api/{path}/", content=content)
        assert answer.status_code == 400
        assert answer.json()["detail"].startswith("JSON parse error")
    for body in ([], "x", 1, None, True):
        answer = office_api.post(f"/api/{path}/", json=body)
        if body is None:
            continue  # httpx sends nothing, which is an empty object
        assert answer.status_code == 400
        assert set(answer.json()) == {"non_field_errors"}
    assert office_api.post(f"/api/{path}/", content=b"null").status_code == 400


@pytest.mark.parametrize(
    "email",
    ["nobody@example.com", "", None, 5, ["john@example.com"], {}, "john_doe", "\ud800@b.in"],
)
def test_whoever_is_not_there_is_not_found(office_api, email):
    assert sign_up(office_api) == SIGNED_UP
    given = {"email": email, "password": JOHN["password"], "otp": "123456", "new_password": "x"}
    for path in PATHS[1:7]:
        answer = office_api.post(f"/api/{path}/", content=json.dumps(given))
        assert (answer.status_code, answer.json()) == NOBODY, path
        if email is None:
            answer = office_api.post(f"/api/{path}/", json={"otp": "123456", "new_password": "x"})
            assert (answer.status_code, answer.json()) == NOBODY, path


def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(office_api, monkeypatch):
    assert sign_up(office_api) == SIGNED_UP
    spent = []
    for name in ("fits", "hashed"):
        plain = getattr(passwords, name)
        monkeypatch.setattr(
            passwords,
            name,
            lambda *given, _plain=plain, _name=name: spent.append(_name) or _plain(*given),
        )

    def work(*given):
        spent.clear()
        post(office_api, *given)
        return list(spent)

    known = {"email": JOHN["email"], "password": "x"}
    assert work("login", known) == work("login", known | {"email": "no@example.com"}) == ["fits"]
    again = work("signup", JOHN)
    fresh = work("signup", JOHN | {"email": "no@example.com", "username": "x"})
    taken = work("signup", JOHN | {"password": "x"})
    assert again == fresh == taken == ["hashed", "fits"]


def test_codes_expire_and_are_worthless_after_a_few_wrong_tries(office_api, clock):
    assert sign_up(office_api) == SIGNED_UP
    clock.move(minutes=5)
    assert verify(office_api, "signup", wrong(office_api.books)) == WRONG
    otp = code(office_api.books)
    clock.move(seconds=1)
    for what in ("signup", "login"):
        assert verify(office_api, what, otp) == EXPIRED
    assert sign_up(office_api) == SIGNED_UP
    otp, other = code(office_api.books), wrong(office_api.books)
    for _ in range(codes.WRONG_TRIES):
        assert verify(office_api, "signup", other) == WRONG
    for _ in range(20):
        assert verify(office_api, "signup", other) == EXPIRED
    assert verify(office_api, "signup", otp) == EXPIRED
    assert log_in(office_api) == SENT
    assert verify(office_api, "login", code(office_api.books))[0] == 200


def test_guessing_on_with_ever_new_codes_ends_too(office_api, clock):
    tokens(office_api)
    for _ in range(codes.WRONG_A_DAY // codes.WRONG_TRIES):
        assert forget(office_api) == FORGOT
        other = wrong(office_api.books)
        for _ in range(codes.WRONG_TRIES):
            assert verify(office_api, "forget-password", other) == WRONG
        clock.move(minutes=4)
    assert forget(office_api) == FORGOT
    status, body = verify(office_api, "forget-password", code(office_api.books))
    assert status == 429
    assert "Too many tries" in body["error"]
    assert log_in(office_api) == SENT


def test_of_two_who_verify_one_code_at_once_one_is_let_in(office_api):
    assert sign_up(office_api) == SIGNED_UP
    otp = code(office_api.books)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: verify(office_api, "login", otp), range(4)))
    assert sorted(status for status, _ in answers) == [200, 400, 400, 400]
    assert answers.count(NONE) == 3
    assert len(office_api.books.ask(people_queries.listed)) == 1


def test_two_sign_ups_at_once_are_one(office_api):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: sign_up(office_api), range(4)))
    assert answers == [SIGNED_UP] * 4
    assert len(office_api.books.ask(business_queries.listed)) == 2
    assert verify(office_api, "signup", code(office_api.books)) == VERIFIED


def test_passwords_are_not_guessed_at_the_log_in_nor_at_the_sign_up(office_api):
    assert sign_up(office_api) == SIGNED_UP
    for number in range(5):
        assert log_in(office_api, password=f"guess {number}") == CREDENTIALS
        assert sign_up(office_api, password=f"guess {number}")[0] == 400
    assert log_in(office_api)[0] == 429
    assert sign_up(office_api)[0] == 429


def test_disabled_people_are_nowhere_let_in(office_api):
    body = tokens(office_api)
    assert log_in(office_api) == SENT
    otp = code(office_api.books)
    people.disable(office_api.books, ACTOR, person(office_api).id)
    assert log_in(office_api) == CREDENTIALS
    assert verify(office_api, "login", otp) == NOBODY
    assert forget(office_api) == NOBODY
    assert verify(office_api, "forget-password", otp) == NOBODY
    assert reset(office_api) == NOBODY
    assert sign_up(office_api)[0] == 400
    assert post(office_api, "token/refresh", {"refresh": body["refresh"]}) == TOKEN
    people.enable(office_api.books, ACTOR, person(office_api).id)
    assert verify(office_api, "login", otp) == NONE
    assert post(office_api, "token/refresh", {"refresh": body["refresh"]}) == TOKEN


def test_tokens_that_refresh_nothing(office_api, clock, open_copy, office_file):
    body = tokens(office_api)
    head, claims, _ = body["refresh"].split(".")
    other = open_copy(office_file, "other.sqlite3")
    stranger = people.add(
        other, ACTOR, make(PersonDraft, {"name": "X", "email": "x@example.com"}), None, Role.OWNER
    )
    foreign = sessions.open_session(other, stranger, "namastepms", TERMS).refresh
    for bad in (
        body["access"], foreign, f"{head}.{claims}.", "nonsense", "a.b.c", "x" * 9000, "é", " ",
        5, f"{body['refresh']}x",
    ):  # fmt: skip
        assert post(office_api, "token/refresh", {"refresh": bad}) == TOKEN, bad
    clock.move(hours=24)
    assert post(office_api, "token/refresh", {"refresh": body["refresh"]}) == TOKEN


def test_a_session_that_was_ended_refreshes_nothing(office_api):
    body = tokens(office_api)
    with office_api.books.read() as session:
        held_id = jwt.decode(body["access"], options={"verify_signature": False})["session"]
        assert session_queries.is_living(session, held_id)
    sessions.end(office_api.books, ACTOR, held_id)
    assert post(office_api, "token/refresh", {"refresh": body["refresh"]}) == TOKEN
    assert held(office_api, body["access"]) == 401


def test_the_code_is_in_no_answer_no_log_and_no_trail(office_api, caplog):
    caplog.set_level("DEBUG")
    answers = []
    for path, body in (("signup", JOHN), ("login", JOHN), ("forget-password", JOHN)):
        answer = office_api.post(f"/api/{path}/", json=body)
        answers.append(f"{answer.text} {answer.headers}")
        otp = code(office_api.books)
        assert re.fullmatch(r"[1-9]\d{5}", otp)
        assert otp not in "".join(answers)
        assert otp not in caplog.text
        with office_api.books.read() as session:
            trail = session.execute(
                select(AuditEntry.before, AuditEntry.after).where(AuditEntry.noun == "letters")
            ).all()
            assert otp not in str(trail)
            assert otp not in str(session.execute(select(Letter.text, Letter.subject)).all())
