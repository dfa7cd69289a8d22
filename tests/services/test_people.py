"""Accounts, passwords, roles and businesses, on real books."""

from datetime import timedelta

import argon2
import pytest
from sqlalchemy import select

from senstosales.books.store import Actor
from senstosales.domain.roles import Role
from senstosales.errors import Conflict, Invalid, NotFound, Refused, Unidentified
from senstosales.queries import businesses as business_queries
from senstosales.queries import office
from senstosales.queries import people as people_queries
from senstosales.services import businesses, checking, passwords, people
from senstosales.services.drafts import make
from senstosales.services.office import OfficeDraft
from senstosales.services.people import PersonDraft
from senstosales.services.tokens import TokenKind
from senstosales.tables.office import AuditEntry
from senstosales.tables.people import User
from tests.loose_tokens import loose_token
from tests.playing import ACTOR

DAY = timedelta(days=1)
USUAL = passwords._hasher, passwords._NOBODY
"""What is kept outside the tests, taken before they make it cheap."""


@pytest.fixture(autouse=True)
def usual_hashes(monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", USUAL[0])
    monkeypatch.setattr(passwords, "_NOBODY", USUAL[1])


def somebody(name="Asha", email="asha@example.com", **more):
    return make(PersonDraft, {"name": name, "email": email, **more})


def add(books, role=Role.OWNER, password=None, **who):
    return people.add(books, ACTOR, somebody(**who), password, role)


def token(books, person, kind=TokenKind.BEARER):
    return loose_token(books, person, kind, DAY)


def reason(work, *arguments):
    with pytest.raises(Unidentified) as refused:
        work(*arguments)
    return refused.value.reason


def test_an_account_is_found_by_its_address_in_any_case_and_by_its_user_name(books):
    made = add(books, email=" Asha@Example.com ", password="long secret", username="asha.v")
    assert made.email == "asha@example.com"
    for login in ("asha@example.com", " ASHA@EXAMPLE.COM", "asha.v"):
        assert people.authenticate(books, login, "long secret").id == made.id
    assert reason(people.authenticate, books, "ASHA.V", "long secret") == Unidentified.PASSWORD


def test_the_password_is_kept_only_as_an_argon2id_hash_and_never_in_the_trail(books):
    made = add(books, password="long secret")
    people.set_password(books, ACTOR, made.id, "another one")
    with books.read() as session:
        kept = session.scalar(select(User.password_hash))
        trail = [
            (entry.action, entry.before, entry.after)
            for entry in session.scalars(select(AuditEntry).where(AuditEntry.noun == "users"))
        ]
    assert kept.startswith("$argon2id$")
    assert "secret" not in str(trail)
    assert "argon2" not in str(trail)
    assert [entry[0] for entry in trail] == ["add", "change"]
    assert trail[1][1]["password_hash"] == trail[1][2]["password_hash"] == "(not shown)"
    assert books.ask(lambda session: list(checking.problems(session))) == []


def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(books, monkeypatch):
    add(books, password="long secret")
    add(books, name="Bina", email="bina@example.com")
    spent = []
    fits = passwords.fits

    def counted(password, kept):
        spent.append(kept)
        return fits(password, kept)

    monkeypatch.setattr(passwords, "fits", counted)
    for login in ("asha@example.com", "nobody@example.com", "bina@example.com", "nobody", ""):
        assert reason(people.authenticate, books, login, "guess") == Unidentified.PASSWORD
    assert len(spent) == 5
    assert [kept is not None for kept in spent] == [True, False, False, False, False]
    usual = argon2.extract_parameters(passwords.hashed("x"))
    assert argon2.extract_parameters(passwords._NOBODY) == usual
    assert usual.type is argon2.Type.ID
    with pytest.raises(argon2.exceptions.VerifyMismatchError):  # worked out, and not the one
        argon2.PasswordHasher().verify(passwords._NOBODY, "guess")


@pytest.mark.parametrize("password", ["", "x" * 1001])
def test_passwords_that_nobody_types(books, password):
    with pytest.raises(Invalid) as refused:
        add(books, password=password)
    assert refused.value.field == "password"
    assert books.ask(people_queries.listed) == []


def test_any_letters_make_a_password(books):
    for number, password in enumerate(("पासवर्ड", "x" * 1000, " blanks ", "\ud800", "a\x00b")):
        made = add(books, email=f"a{number}@b.in", password=password)
        assert people.authenticate(books, made.email, password).id == made.id
        assert reason(people.authenticate, books, made.email, password + "x")


def test_who_comes_is_noted(books, clock):
    made = add(books, password="long secret")
    assert made.last_login_at is None
    clock.move(minutes=5)
    assert people.authenticate(books, made.email, "long secret").last_login_at == clock()
    with books.read() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.actor, entry.door) == ("asha@example.com", "api:asha@example.com")


def test_a_hash_made_with_less_work_is_made_anew_at_the_next_log_in(books):
    made = add(books, password="long secret")
    cheap = argon2.PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash("long secret")
    with books.write(ACTOR) as session:
        session.get(User, made.id).password_hash = cheap
    assert people.authenticate(books, made.email, "long secret").id == made.id
    with books.read() as session:
        kept = session.get(User, made.id).password_hash
    assert not passwords.outdated(kept)
    assert people.authenticate(books, made.email, "long secret").id == made.id


def test_no_two_accounts_share_an_address_or_a_user_name(books):
    add(books, username="asha")
    for who, field in (
        ({"email": "ASHA@example.com"}, "email"),
        ({"email": "other@example.com", "username": "asha"}, "username"),
    ):
        with pytest.raises(Conflict) as refused:
            add(books, **who)
        assert refused.value.field == field
    with pytest.raises(Invalid):  # else it could stand for somebody else's address
        add(books, email="mallory@example.com", username="victim@example.com")
    assert len(books.ask(people_queries.listed)) == 1


def test_a_token_names_its_person_at_any_door(books):
    made = add(books)
    for kind in (TokenKind.BEARER, TokenKind.ACCESS):
        assert people.identify(books, token(books, made, kind)) == made
    refresh = token(books, made, TokenKind.REFRESH)
    assert reason(people.identify, books, refresh) == Unidentified.INVALID
    assert people.identify(books, refresh, TokenKind.REFRESH) == made
    assert reason(people.identify, books, token(books, made), TokenKind.REFRESH)


def test_a_token_expires_by_the_clock_of_the_books(books, clock):
    held = token(books, add(books))
    clock.move(hours=23, minutes=59)
    assert people.identify(books, held)
    clock.move(minutes=2)
    assert reason(people.identify, books, held) == Unidentified.EXPIRED


def test_a_new_password_makes_older_tokens_worthless_and_none_of_the_same_second_later(books):
    made = add(books, password="long secret")
    other = add(books, name="Bina", email="bina@example.com")
    held, others = token(books, made), token(books, other)
    people.change_password(books, ACTOR, made.id, "long secret", "another one")
    assert reason(people.identify, books, held) == Unidentified.INVALID
    assert people.identify(books, others)
    fresh = people.authenticate(books, made.email, "another one")
    assert people.identify(books, token(books, fresh)).id == made.id
    assert reason(people.authenticate, books, made.email, "long secret")


def test_who_does_not_know_the_old_password_changes_nothing(books):
    made = add(books, password="long secret")
    held = token(books, made)
    with pytest.raises(Invalid):
        people.change_password(books, ACTOR, made.id, "guess", "another one")
    assert people.identify(books, held)
    assert people.authenticate(books, made.email, "long secret")


def test_a_disabled_person_is_nobody_and_old_tokens_stay_worthless(books, clock):
    made = add(books, password="long secret")
    held = token(books, made)
    people.disable(books, ACTOR, made.id)
    assert reason(people.identify, books, held) == Unidentified.INVALID
    assert reason(people.authenticate, books, made.email, "long secret") == Unidentified.PASSWORD
    clock.move(hours=1)
    people.enable(books, ACTOR, made.id)
    assert reason(people.identify, books, held) == Unidentified.INVALID
    back = people.authenticate(books, made.email, "long secret")
    assert people.identify(books, token(books, back)).is_active


def test_nobody_else_is_meant_by_an_id_that_is_none(books):
    for work in (people.disable, people.enable):
        with pytest.raises(NotFound):
            work(books, ACTOR, 99)
    with pytest.raises(NotFound):
        people.set_password(books, ACTOR, 99, "long secret")


def test_roles_are_given_changed_and_taken(books):
    owner, other = add(books), add(books, Role.VIEWER, name="Bina", email="bina@example.com")

    def roles():
        return [at.role for at in books.ask(people_queries.places, other.id)]

    assert roles() == [Role.VIEWER]
    people.place(books, ACTOR, other.id, Role.CLERK)
    assert roles() == [Role.CLERK]
    people.place(books, ACTOR, other.id, None)
    people.place(books, ACTOR, other.id, None)
    assert roles() == []
    for role in (Role.CLERK, None):
        with pytest.raises(Conflict):
            people.place(books, ACTOR, owner.id, role)
    people.place(books, ACTOR, other.id, Role.OWNER)
    people.place(books, ACTOR, owner.id, None)
    assert books.ask(people_queries.places, owner.id) == []


def test_who_registers_gets_a_business_of_their_own_and_nothing_of_others(books):
    stranger = businesses.register(books, somebody(), "long secret", "Asha Traders")
    places = books.ask(people_queries.places, stranger.id)
    assert [(at.business_name, at.role) for at in places] == [("Asha Traders", Role.OWNER)]
    assert places[0].business_id != books.business_id
    own = books.of(places[0].business_id)
    assert own.ask(office.letterhead).gstin is None
    assert books.ask(office.letterhead).name == "NARMADA PRECISION WORKS"
    first = books.ask(business_queries.listed)[0]
    assert books.ask(people_queries.place, stranger.id, first.uid) is None
    assert books.ask(people_queries.place, stranger.id, "no such") is None
    with books.read() as session:
        doors = set(
            session.scalars(
                select(AuditEntry.door).where(AuditEntry.noun.in_(["memberships", "users"]))
            )
        )
    assert doors == {"api:asha@example.com"}


def test_a_registration_that_fails_leaves_no_business_behind(books):
    businesses.register(books, somebody(), "long secret")
    before = books.ask(business_queries.listed)
    with pytest.raises(Conflict):
        businesses.register(books, somebody(), "long secret")
    assert books.ask(business_queries.listed) == before


def test_a_business_has_its_own_series_and_letterhead(books):
    line = businesses.add(
        books, ACTOR, make(OfficeDraft, {"name": "Second", "gstin": "27AAKFN4471M1ZP"})
    )
    assert (line.state_code, line.state_name) == ("27", "Maharashtra")
    assert books.of(line.id).ask(office.letterhead).name == "Second"
    assert books.ask(business_queries.named, "second") == line
    assert books.ask(business_queries.named, line.uid) == line
    with pytest.raises(NotFound):
        books.ask(business_queries.named, "third")
    businesses.add(books, ACTOR, make(OfficeDraft, {"name": "SECOND"}))
    with pytest.raises(Invalid) as refused:
        books.ask(business_queries.named, "second")
    assert line.uid in refused.value.sentence


@pytest.mark.parametrize(
    ("stated", "kept", "state"),
    [("27abcde1234f1z5 ", "27ABCDE1234F1Z5", "27"), ("URP", "URP", None), ("", None, None)],
)
def test_a_gstin_that_a_client_states_is_kept_as_stated(books, stated, kept, state):
    line = businesses.add(books, ACTOR, make(OfficeDraft, {"name": "Theirs"}), stated_gstin=stated)
    assert (line.gstin, line.state_code) == (kept, state)


def test_one_account_makes_no_end_of_businesses(books, monkeypatch):
    monkeypatch.setattr(businesses, "MOST_OWNED", 2)
    stranger = businesses.register(books, somebody(), "long secret")
    draft = make(OfficeDraft, {"name": "Another"})
    businesses.add(books, ACTOR, draft, owner_id=stranger.id)
    with pytest.raises(Refused):
        businesses.add(books, ACTOR, draft, owner_id=stranger.id)


def test_a_long_address_fits_the_trail():
    actor = Actor.calling("a" * 64 + "@" + "b" * 60 + ".example.com")
    assert len(actor.door) == 60
    assert len(actor.name) == 120
