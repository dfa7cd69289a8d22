"""People with an account, and the businesses each belongs to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from senstosales.domain.roles import Role
from senstosales.tables.office import Business
from senstosales.tables.people import Membership, User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; never their password, not even as a hash."""

    id: int
    uid: str
    name: str
    username: str | None
    email: str
    is_verified: bool
    is_active: bool
    tokens_from: datetime | None
    last_login_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A business somebody belongs to, and as what."""

    business_id: int
    business_uid: str
    business_name: str
    role: Role


def of(user: User) -> Person:
    """The account as others may see it."""
    return Person(
        user.id,
        user.uid,
        user.name,
        user.username,
        user.email,
        user.is_verified,
        user.is_active,
        user.tokens_from,
        user.last_login_at,
    )


def by_uid(session: Session, uid: str) -> Person | None:
    """The person whom a token names."""
    found = session.scalar(select(User).where(User.uid == uid))
    return of(found) if found else None


def by_name(session: Session, text: str) -> Person | None:
    """The person with this e-mail address (without regard to case) or user name."""
    found = session.scalar(select(User).where(named(text)))
    return of(found) if found else None


def by_email(session: Session, email: str) -> Person | None:
    """The person with this e-mail address, without regard to case."""
    found = session.scalar(select(User).where(User.email == email.strip().lower()))
    return of(found) if found else None


def named(text: str) -> ColumnElement[bool]:
    """Accounts with this e-mail address or, if it is none, this user name: one at most."""
    given = text.strip()
    return User.email == given.lower() if "@" in given else User.username == given


def places(session: Session, user_id: int) -> list[Place]:
    """The businesses a person belongs to, in the order in which they came to them."""
    rows = session.execute(
        select(Business.id, Business.uid, Business.name, Membership.role)
        .join(Membership, Membership.business_id == Business.id)
        .where(Membership.user_id == user_id)
        .order_by(Membership.id)
    )
    return [Place(row.id, row.uid, row.name, Role(row.role)) for row in rows]


def place(session: Session, user_id: int, business_uid: str) -> Place | None:
    """A person's place in one business, or None: unknown and foreign businesses look the same."""
    return next((at for at in places(session, user_id) if at.business_uid == business_uid), None)


def listed(session: Session) -> list[tuple[Person, list[Place]]]:
    """Everybody with an account and their places, by e-mail address."""
    users = session.scalars(select(User).order_by(User.email))
    return [(of(user), places(session, user.id)) for user in users]
