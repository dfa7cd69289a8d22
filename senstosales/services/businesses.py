"""Businesses that share the books: each with its own series, letterhead, GSTIN and people."""

import re
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.law import states
from senstosales.domain.roles import Right, Role
from senstosales.errors import Invalid, Refused
from senstosales.queries import businesses, people
from senstosales.queries.businesses import BusinessLine
from senstosales.queries.people import Person
from senstosales.services import passwords
from senstosales.services.drafts import make
from senstosales.services.office import OfficeDraft, checked
from senstosales.services.people import PersonDraft, enter
from senstosales.tables.office import Business
from senstosales.tables.people import Membership, User

MOST_OWNED = 100
"""Businesses that one person may make over REST."""
_STATED_GSTIN = re.compile(r"[0-9A-Z]{1,15}", re.ASCII)


def add(
    books: Books,
    actor: Actor,
    draft: OfficeDraft,
    *,
    owner_id: int | None = None,
    stated_gstin: str | None = None,
) -> BusinessLine:
    """Add a business, with its first owner if one is given; its series begin with their first paper.

    `stated_gstin` is a GSTIN kept as a client states it, whatever its check digit: papers of that
    client bear the seller that each of them names. Raises `Invalid`, and `Refused` when the owner has
    too many.
    """
    books.require(Right.MANAGE)
    values = _values(draft, stated_gstin)
    with books.write(actor) as session:
        if owner_id is not None and _owned(session, owner_id) >= MOST_OWNED:
            raise Refused(f"One account may have {MOST_OWNED} businesses at most.")
        return businesses.of(_enter(session, values, owner_id))


def register(
    books: Books, draft: PersonDraft, password: str, business_name: str | None = None
) -> Person:
    """Give a stranger an account with a business of its own: they see nothing of anybody else's.

    Raises `Invalid` and `Conflict` (its field says whether the address or the user name is taken).
    """
    kept = passwords.hashed(password)
    own = own_business(draft, business_name)
    with books.write(Actor.calling(draft.email)) as session:
        return people.of(settle(session, draft, kept, own))


def own_business(draft: PersonDraft, name: str | None) -> OfficeDraft:
    """The business of somebody who has none yet. Raises `Invalid`."""
    return make(OfficeDraft, {"name": name or draft.name, "email": draft.email[:120]})


def settle(session: Session, draft: PersonDraft, password_hash: str, own: OfficeDraft) -> User:
    """An account with a business of its own, inside somebody's transaction; see `register`."""
    user = enter(session, draft, password_hash)
    _enter(session, checked(own), user.id)
    return user


def _values(draft: OfficeDraft, stated_gstin: str | None) -> dict[str, Any]:
    values = checked(draft)
    if stated_gstin and not draft.gstin:
        given = re.sub(r"\s", "", stated_gstin).upper()
        if not _STATED_GSTIN.fullmatch(given):
            raise Invalid(f"“{stated_gstin[:40]}” is not a GSTIN.", field="gstin")
        values["gstin"] = given
        if values["state_code"] is None and given[:2] in states():
            values["state_code"] = given[:2]
    return values


def _enter(session: Session, values: dict[str, Any], owner_id: int | None) -> Business:
    own = Business(**values)
    session.add(own)
    session.flush()
    if owner_id is not None:
        session.add(Membership(user_id=owner_id, business_id=own.id, role=Role.OWNER.value))
        session.flush()
    return own


def _owned(session: Session, user_id: int) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Membership)
            .where(Membership.user_id == user_id, Membership.role == Role.OWNER.value)
        )
        or 0
    )
