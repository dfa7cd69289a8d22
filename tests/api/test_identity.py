"""Who calls, at every door: tokens that are good, tokens that are not, roles, businesses of others."""

import base64
import json
import stat
import sys
from datetime import timedelta
from types import SimpleNamespace

import jwt
import pytest
from fastapi import Request
from sqlalchemy import select

from senstosales.api import identity
from senstosales.api.identity import Identity
from senstosales.books import secret
from senstosales.books.store import Books
from senstosales.domain.roles import Role
from senstosales.errors import Forbidden, Unidentified
from senstosales.queries import businesses as business_queries
from senstosales.queries import people as people_queries
from senstosales.services import businesses, keys, people, tokens
from senstosales.services.drafts import make
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft
from senstosales.services.tokens import TokenKind
from senstosales.tables.office import AuditEntry
from tests.api.conftest import refused
from tests.loose_tokens import loose_token
from tests.playing import ACTOR

DAY = timedelta(days=1)
NOTE = {"title": "T", "content": "C"}
BAD = {"error": "Invalid or expired token"}


def person(books: Books, role: Role | None, email="asha@example.com"):
    draft = make(PersonDraft, {"name": "Asha", "email": email})
    return people.add(books, ACTOR, draft, None, role)


def bearer(books, who, kind=TokenKind.BEARER, lifetime=DAY):
    return {"Authorization": f"Bearer {loose_token(books, who, kind, lifetime)}"}


def uid(books):
    return books.ask(business_queries.listed)[0].uid


def second(books):
    """Another business in the same books, with an owner of its own."""
    line = businesses.add(books, ACTOR, make(OfficeDraft, {"name": "Second"}))
    return line, person(books.of(line.id), Role.OWNER, "owner@second.example")


def at(business):
    return f"/business/{business}/invoices"


def test_no_token_and_bad_tokens(office_api):
    path = at(uid(office_api.books))
    answer = office_api.get(path)
    assert (answer.status_code, answer.json()) == (401, {"error": "Authorization header missing"})
    for value in ("Bearer x", "Bearer a.b.c", "Bearer", "bearer", "Token x", "x" * 5000):
        answer = office_api.get(path, headers={"Authorization": value})
        assert (answer.status_code, answer.json()) == (401, BAD), value
    key = keys.add(office_api.books, ACTOR, "erp")
    for headers in ({"X-API-Key": key}, {"Authorization": f"Bearer {key}"}):
        answer = office_api.get(path, headers=headers)
        assert answer.status_code == 401  # a key is nobody, and this door wants to know who


def test_the_scheme_is_read_in_any_case(office_api):
    who = person(office_api.books, Role.OWNER)
    token = loose_token(office_api.books, who, TokenKind.ACCESS, DAY)
    for scheme in ("Bearer", "bearer", "BEARER"):
        answer = office_api.get("/business", headers={"Authorization": f"{scheme} {token}"})
        assert answer.status_code == 200


def test_a_token_that_expired(office_api, clock):
    who = person(office_api.books, Role.OWNER)
    headers = bearer(office_api.books, who, lifetime=timedelta(minutes=30))
    path = at(uid(office_api.books))
    assert office_api.get(path, headers=headers).status_code == 200
    clock.move(minutes=30)
    answer = office_api.get(path, headers=headers)
    assert (answer.status_code, answer.json()) == (401, BAD)


def test_tokens_of_others_altered_ones_and_unsigned_ones(office_api, new_books_file):
    who = person(office_api.books, Role.OWNER)
    good = bearer(office_api.books, who)["Authorization"].removeprefix("Bearer ")
    head, body, signature = good.split(".")
    claims = jwt.decode(good, options={"verify_signature": False})

    def part(facts):
        return base64.urlsafe_b64encode(json.dumps(facts).encode()).rstrip(b"=").decode()

    foreign = tokens.issue(
        secret.key(new_books_file, tokens.PURPOSE), who.uid, TokenKind.BEARER, DAY,
        office_api.books.clock(),
    )  # fmt: skip
    links = secret.key(office_api.books.path, "links")
    bad = {
        "another installation": foreign,
        "another purpose": jwt.encode(claims, links, "HS256"),
        "the secret of the file itself": jwt.encode(
            claims, secret.path_for(office_api.books.path).read_text().strip(), "HS256"
        ),
        "a guessed secret": jwt.encode(claims, "secret" * 8, "HS256"),
        "another person": f"{head}.{part(claims | {'sub': 'x'})}.{signature}",
        "a longer life": f"{head}.{part(claims | {'exp': claims['exp'] + 1})}.{signature}",
        "unsigned": f"{part({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "unsigned with signature": f"{part({'alg': 'none', 'typ': 'JWT'})}.{body}.{signature}",
        "without signature": f"{head}.{body}.",
        "cut": good[:-4],
    }
    path = at(uid(office_api.books))
    assert office_api.get(path, headers={"Authorization": f"Bearer {good}"}).status_code == 200
    for name, token in bad.items():
        answer = office_api.get(path, headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()) == (401, BAD), name


def test_a_refresh_token_opens_nothing(office_api):
    who = person(office_api.books, Role.OWNER)
    headers = bearer(office_api.books, who, TokenKind.REFRESH)
    answer = office_api.get(at(uid(office_api.books)), headers=headers)
    assert (answer.status_code, answer.json()) == (401, BAD)


def test_disabled_people_and_people_with_a_new_password(office_api):
    books = office_api.books
    who, other = person(books, Role.OWNER), person(books, Role.CLERK, "bina@example.com")
    held, others = bearer(books, who), bearer(books, other)
    path = at(uid(books))
    people.set_password(books, ACTOR, who.id, "another one")
    assert office_api.get(path, headers=held).json() == BAD
    fresh = bearer(books, books.ask(people_queries.by_uid, who.uid))
    assert office_api.get(path, headers=fresh).status_code == 200
    people.disable(books, ACTOR, other.id)
    assert office_api.get(path, headers=others).json() == BAD


def test_a_business_of_others_is_as_unknown_as_none(office_api):
    books = office_api.books
    clerk, (line, owner) = person(books, Role.CLERK), second(books)
    for who, business in (
        (clerk, line.uid), (owner, uid(books)), (owner, "no-such"), (owner, "1"), (owner, "%00"),
        (owner, uid(books).upper()), (owner, f"{line.uid}%20"),
    ):  # fmt: skip
        for method, path in (("GET", at(business)), ("POST", at(business)),
                             ("DELETE", f"{at(business)}/x"), ("PUT", f"{at(business)}/x"),
                             ("POST", f"{at(business)}/x/pdf")):  # fmt: skip
            body = None if method in ("GET", "DELETE") else {"nonsense": True}
            answer = office_api.request(method, path, json=body, headers=bearer(books, who))
            assert answer.status_code == 404, (method, path)
            assert answer.json() == {"error": "Business not found"}
    for who, business in ((clerk, uid(books)), (owner, line.uid)):
        assert office_api.get(at(business), headers=bearer(books, who)).status_code == 200


def test_a_viewer_looks_and_changes_nothing(office_api):
    books = office_api.books
    headers = bearer(books, person(books, Role.VIEWER))
    path = at(uid(books))
    assert office_api.get(path, headers=headers).status_code == 200
    for method, where in (("POST", path), ("PUT", f"{path}/x"), ("DELETE", f"{path}/x")):
        answer = office_api.request(
            method, where, json=None if method == "DELETE" else {}, headers=headers
        )
        assert answer.status_code == 403
        assert set(answer.json()) == {"error"}
    assert office_api.get("/api/po-notes/", headers=headers).status_code == 200
    refused(office_api.post("/api/po-notes/", json=NOTE, headers=headers), 403, "FORBIDDEN")
    assert office_api.got("/api/po-notes/") == []


def test_people_of_the_office_use_its_other_doors_too(office_api):
    books = office_api.books
    for role in (Role.OWNER, Role.CLERK):
        headers = bearer(books, person(books, role, f"{role}@example.com"), TokenKind.ACCESS)
        assert office_api.post("/api/po-notes/", json=NOTE, headers=headers).status_code == 200
    _, owner = second(books)
    for method in ("GET", "POST"):
        answer = office_api.request(
            method, "/api/po-notes/", json=NOTE, headers=bearer(books, owner)
        )
        refused(answer, 403, "FORBIDDEN")
    with books.read() as session:
        doors = session.execute(
            select(AuditEntry.actor, AuditEntry.door)
            .where(AuditEntry.noun == "notes")
            .order_by(AuditEntry.id)
        ).all()
    assert [tuple(row) for row in doors] == [
        ("owner@example.com", "api:owner@example.com"),
        ("clerk@example.com", "api:clerk@example.com"),
    ]
    assert office_api.server.calls[0].caller == "api:owner@second.example"


def test_only_an_owner_empties_the_order_book(office_api):
    books = office_api.books
    for role, status in ((Role.CLERK, 403), (Role.VIEWER, 403), (Role.OWNER, 400)):
        who = person(books, role, f"{role}@example.com")
        refused(office_api.post("/api/system/reset-db", headers=bearer(books, who)), status)


def test_beyond_this_machine_a_token_counts_as_a_key(serve, books):
    api = serve(books, host="0.0.0.0")
    who = person(books, Role.OWNER)
    good = bearer(books, who)
    assert api.get("/api/po/", headers=good).status_code == 200
    assert api.get(at(uid(books)), headers=good).status_code == 200
    refused(api.get("/api/po/", headers=bearer(books, who, TokenKind.REFRESH)), 401, "AUTH_ERROR")
    answer = api.get(at(uid(books)))
    assert (answer.status_code, answer.json()) == (401, {"error": "Authorization header missing"})
    assert api.get(at(uid(books)), headers={"Authorization": "Bearer x"}).json() == BAD
    key = keys.add(books, ACTOR, "erp")
    both = {"X-API-Key": key, "Authorization": "Bearer x"}
    assert api.get("/api/po/", headers=both).status_code == 200
    assert api.get(at(uid(books)), headers=both).json() == BAD
    for method, path in (("GET", "/health"), ("GET", "/invoice-templates"),
                         ("POST", "/auth/login"), ("POST", "/auth/register")):  # fmt: skip
        assert api.request(method, path).status_code in (200, 400), path
    assert api.get("/auth/other").status_code == 401
    people.disable(books, ACTOR, who.id)
    refused(api.get("/api/po/", headers=good), 401, "AUTH_ERROR")


def test_a_damaged_secret_is_a_sentence_and_keys_still_work_without_a_token(serve, books):
    api = serve(books, host="0.0.0.0")
    headers = bearer(books, person(books, Role.OWNER))
    secret.path_for(books.path).write_text("nonsense")
    assert "books.secret" in refused(api.get("/api/po/", headers=headers), 503)
    assert api.get(at(uid(books)), headers=headers).status_code == 503
    key = keys.add(books, ACTOR, "erp")
    assert api.get("/api/po/", headers={"X-API-Key": key}).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_the_secret_is_made_for_its_owner_alone_and_told_to_nobody(office_api, caplog):
    caplog.set_level("DEBUG")
    headers = bearer(office_api.books, person(office_api.books, Role.OWNER))
    assert office_api.get("/business", headers=headers).status_code == 200
    path = secret.path_for(office_api.books.path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = path.read_text().strip()
    assert len(told) == 64
    assert told not in caplog.text
    assert headers["Authorization"] not in caplog.text
    with office_api.books.read() as session:
        everything = str(session.execute(select(AuditEntry.before, AuditEntry.after)).all())
    assert told not in everything


def call(books, found, method="GET"):
    """A call as a route sees it, with what the border found."""
    door = SimpleNamespace(books=books)
    app = SimpleNamespace(state=SimpleNamespace(door=door))
    return Request({"type": "http", "method": method, "app": app, "state": {"identity": found}})


def test_where_no_business_is_named_people_are_at_home(books):
    line, owner = second(books)
    clerk = person(books, Role.CLERK)
    people.place(books.of(line.id), ACTOR, clerk.id, Role.VIEWER)
    nobody = person(books, None, "nobody@example.com")
    seat = identity.home(call(books, Identity(person=clerk), "POST"))
    assert (seat.books.business_id, seat.role) == (books.business_id, Role.CLERK)
    assert (seat.actor.name, seat.actor.door) == ("asha@example.com", "api:asha@example.com")
    seat = identity.home(call(books, Identity(person=owner)))
    assert (seat.books.business_id, seat.business_uid) == (line.id, line.uid)
    seat = identity.home(call(books.of(line.id), Identity(person=clerk)))
    assert (seat.books.business_id, seat.role) == (line.id, Role.VIEWER)
    with pytest.raises(Forbidden):
        identity.home(call(books.of(line.id), Identity(person=clerk), "POST"))
    with pytest.raises(Forbidden):
        identity.home(call(books, Identity(person=nobody)))
    with pytest.raises(Unidentified) as error:
        identity.home(call(books, Identity(key="erp")))
    assert error.value.reason == Unidentified.MISSING


def test_a_viewer_may_post_what_only_reads(books):
    viewer = call(books, Identity(person=person(books, Role.VIEWER)), "POST")
    assert identity.reading_seat(viewer, uid(books)).role is Role.VIEWER
    with pytest.raises(Forbidden):
        identity.seat(viewer, uid(books))
    with pytest.raises(identity.NoSuchBusiness):
        identity.reading_seat(viewer, "another")


def test_who_acts_is_the_person_before_the_key(books):
    who = person(books, Role.CLERK)
    for found, name, door in (
        (Identity(key="erp", person=who), "asha@example.com", "api:asha@example.com"),
        (Identity(key="erp"), "erp", "api:erp"),
        (Identity(), "local program", "api"),
    ):
        acts = identity.actor(call(books, found))
        assert (acts.name, acts.door, found.caller) == (name, door, door)
