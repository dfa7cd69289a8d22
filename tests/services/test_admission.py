"""Who is let in: sign-ups twice at once, invitations, and nobody by an address that is not theirs."""

import pytest

from senstosales.domain.roles import Role
from senstosales.errors import Conflict, Invalid, NotFound, Refused, TooOften, Unidentified
from senstosales.queries import people as people_queries
from senstosales.services import admission, checking, codes, outbox, people
from senstosales.services.codes import CodeRefused, Purpose
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from tests.playing import ACTOR

ASHA = "asha@example.com"


def draft(name="Asha", email=ASHA, **more):
    return make(PersonDraft, {"name": name, "email": email, **more})


def person(books, email=ASHA):
    return books.ask(people_queries.by_email, email)


def waiting(books):
    return [
        (letter.recipient, letter.subject, bool(letter.code))
        for letter in outbox.listed(books, everywhere=True)
    ]


def code(books):
    return outbox.listed(books, everywhere=True)[0].code


def test_an_invitation_gives_a_place_and_a_code_for_a_password(books, clock):
    made = admission.invite(books, ACTOR, draft(), Role.CLERK)
    assert [place.role for place in books.ask(people_queries.places, made.id)] == [Role.CLERK]
    assert waiting(books) == [(ASHA, "Your account", True)]
    clock.move(days=3)
    admission.enter_code(books, ASHA, Purpose.PASSWORD, code_before(books, clock))
    admission.reset_password(books, ASHA, "long secret")
    assert people.authenticate(books, ASHA, "long secret").is_verified
    assert books.ask(lambda session: list(checking.problems(session))) == []


def code_before(books, clock):
    """The code as it was told before the letter expired."""
    clock.move(seconds=-1)
    told = code(books)
    clock.move(seconds=1)
    return told


def test_who_belongs_to_the_business_is_not_invited_twice(books):
    admission.invite(books, ACTOR, draft(), Role.CLERK)
    with pytest.raises(Conflict) as refused:
        admission.invite(books, ACTOR, draft(email="ASHA@example.com"), Role.OWNER)
    assert refused.value.field == "email"
    assert len(waiting(books)) == 1


def test_a_squatter_does_not_come_in_with_the_invitation_of_the_owner_of_the_address(books):
    admission.sign_up(books, draft(), "of the squatter", None)
    assert people.authenticate(books, ASHA, "of the squatter")
    admission.invite(books, ACTOR, draft(), Role.CLERK)
    with pytest.raises(Unidentified):
        people.authenticate(books, ASHA, "of the squatter")
    admission.enter_code(books, ASHA, Purpose.PASSWORD, code(books))
    admission.reset_password(books, ASHA, "of the owner")
    assert people.authenticate(books, ASHA, "of the owner").email == ASHA


def test_whose_address_is_known_keeps_the_password_and_is_told(books):
    admission.sign_up(books, draft(), "long secret", None)
    admission.enter_code(books, ASHA, Purpose.ENTRY, code(books))
    admission.invite(books, ACTOR, draft(), Role.VIEWER)
    assert waiting(books)[0] == (ASHA, "Your account", False)
    assert people.authenticate(books, ASHA, "long secret").email == ASHA
    assert len(books.ask(people_queries.places, person(books).id)) == 2


def test_disabled_accounts_are_enabled_first(books):
    made = people.add(books, ACTOR, draft(), None, None)
    people.disable(books, ACTOR, made.id)
    with pytest.raises(Refused, match="Enable it first"):
        admission.invite(books, ACTOR, draft(), Role.CLERK)
    with pytest.raises(NotFound):
        admission.send_password_code(books, ASHA)


def test_an_invitation_goes_out_again_while_there_is_no_password(books):
    made = admission.invite(books, ACTOR, draft(), Role.CLERK)
    first = code(books)
    admission.invite_again(books, ACTOR, made.id)
    with pytest.raises(CodeRefused):
        admission.enter_code(books, ASHA, Purpose.PASSWORD, first if first != code(books) else "1")
    for _ in range(3):
        admission.invite_again(books, ACTOR, made.id)
    with pytest.raises(TooOften):
        admission.invite_again(books, ACTOR, made.id)
    people.set_password(books, ACTOR, made.id, "long secret")
    with pytest.raises(Invalid, match="password already"):
        admission.invite_again(books, ACTOR, made.id)
    for nobody in (99, people.add(books, ACTOR, draft(email="b@b.in"), None, None).id):
        with pytest.raises(NotFound):
            admission.invite_again(books, ACTOR, nobody)


def test_a_sign_up_whose_twin_was_quicker_is_the_same_sign_up(books, monkeypatch):
    asked = []
    plain = admission._password_of

    def slow(session, email):
        found = plain(session, email)
        if not asked:
            asked.append(email)
            admission.sign_up(books, draft(), "long secret", None)
        return found

    monkeypatch.setattr(admission, "_password_of", slow)
    admission.sign_up(books, draft(username="asha.v"), "long secret", None)
    assert person(books).username == "asha.v"
    assert len(books.ask(people_queries.listed)) == 1
    admission.enter_code(books, ASHA, Purpose.ENTRY, code(books))


def test_a_wrong_code_is_counted_although_it_is_refused(books):
    admission.sign_up(books, draft(), "long secret", None)
    right = code(books)
    for _ in range(codes.WRONG_TRIES):
        with pytest.raises(CodeRefused):
            admission.enter_code(books, ASHA, Purpose.ENTRY, "1")
    with pytest.raises(CodeRefused) as refused:
        admission.enter_code(books, ASHA, Purpose.ENTRY, right)
    assert refused.value.reason == CodeRefused.EXPIRED
