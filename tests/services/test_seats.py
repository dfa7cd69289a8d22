"""Who may take a desk, and how an owner takes it back."""

import pytest

from senstosales.domain.roles import Role
from senstosales.errors import Forbidden, Invalid, Refused
from senstosales.services import people, seats
from senstosales.services.drafts import make
from senstosales.services.people import PersonDraft
from tests.playing import ACTOR

OWNER, CLERK, VIEWER = Role.OWNER, Role.CLERK, Role.VIEWER


def add(books, name, role, password=None):
    draft = make(PersonDraft, {"name": name, "email": f"{name}@example.com"})
    return people.add(books, ACTOR, draft, password, role).uid


def test_an_owner_hands_the_desk_over_and_takes_it_back_with_a_password(books):
    rao = add(books, "rao", OWNER, "long secret")
    asha = add(books, "asha", CLERK)
    taken = seats.take(books, OWNER, asha, "")
    assert (taken.name, taken.role) == ("asha", CLERK)
    with pytest.raises(Forbidden):
        seats.take(books, CLERK, None, "")
    with pytest.raises(Invalid) as refused:
        seats.take(books, CLERK, rao, "guess")
    assert refused.value.field == "password"
    assert seats.take(books, CLERK, rao, "long secret").role is OWNER
    assert seats.take(books, OWNER, None, "") is None


def test_whoever_has_a_password_enters_it_even_for_an_owner(books):
    add(books, "rao", OWNER, "long secret")
    asha = add(books, "asha", CLERK, "secret of asha")
    with pytest.raises(Invalid):
        seats.take(books, OWNER, asha, "")
    assert seats.take(books, VIEWER, asha, "secret of asha").role is CLERK


def test_nobody_takes_the_place_of_somebody_without_a_password(books):
    add(books, "rao", OWNER, "long secret")
    other = add(books, "other", OWNER)
    with pytest.raises(Refused, match="no password"):
        seats.take(books, CLERK, other, "")


def test_a_desk_is_not_handed_over_for_ever(books):
    asha = add(books, "asha", CLERK)
    with pytest.raises(Refused, match="take the desk back"):
        seats.take(books, OWNER, asha, "")


def test_disabled_people_and_those_of_other_businesses_have_no_seat(books):
    asha = add(books, "asha", CLERK)
    add(books, "stranger", None)
    assert [each.name for each in books.ask(seats.sitters)] == ["asha"]
    assert books.ask(seats.role_of, asha) is CLERK
    people.disable(books, ACTOR, 1)
    assert books.ask(seats.role_of, asha) is None
    with pytest.raises(Refused):
        seats.take(books, OWNER, asha, "")
