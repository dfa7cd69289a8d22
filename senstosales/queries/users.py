"""The list of everybody with an account: who they are here, and whether they may log in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain.kinds import Status
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.people import Membership, User


@dataclass(frozen=True, slots=True)
class UserRow:
    """One person of the list; `role` is theirs in this business, empty where they have none."""

    id: int
    name: str
    email: str
    role: str
    has_password: bool
    last_login_at: datetime | None
    created_at: datetime
    status: Status


_Here = aliased(Membership)
_has_password = User.password_hash.is_not(None)
_status = case(
    (User.is_active.is_(False), Status.DISABLED.value),
    (_Here.id.is_(None), Status.ELSEWHERE.value),
    (User.password_hash.is_(None), Status.INVITED.value),
    else_=Status.ACTIVE.value,
)
_SELECTED = {
    "id": User.id,
    "name": User.name,
    "email": User.email,
    "role": func.coalesce(_Here.role, ""),
    "has_password": _has_password,
    "last_login_at": User.last_login_at,
    "created_at": User.created_at,
    "status": _status,
}


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[UserRow]:
    """A slice of the list: people of this business by name, then those of others."""
    query = conditions.order(
        _query(session, wanted),
        sort,
        _SELECTED,
        (_Here.id.is_(None), func.lower(User.name)),
        User.id,
    )
    rows = []
    for found in session.execute(query.limit(limit).offset(offset)).mappings():
        facts = dict(found)
        facts |= {"role": facts["role"].capitalize(), "status": Status(facts["status"])}
        rows.append(UserRow(**facts))
    return rows


def totals(session: Session, wanted: Filter) -> Totals:
    """How many people a filter finds."""
    return conditions.totals(session, _query(session, wanted), {})


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).outerjoin_from(
        User, _Here, and_(_Here.user_id == User.id, _Here.business_id == here(session))
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(User.name, User.email, User.username, _Here.role),
        status=_status,
    )


REGISTER = Register(
    noun="users",
    title="People",
    columns=(
        Column("name", "Name", Look.TEXT, 24),
        Column("email", "E-mail", Look.TEXT, 30),
        Column("role", "Role", Look.TEXT, 9, own=True),
        Column("last_login_at", "Last log-in", Look.MOMENT, 17),
        Column("created_at", "Since", Look.MOMENT, 17, shown=False),
        Column("status", "Status", Look.STATUS, 14),
    ),
    page=page,
    totals=totals,
    statuses=(Status.ACTIVE, Status.INVITED, Status.DISABLED, Status.ELSEWHERE),
    watches=frozenset({"users", "memberships"}),
)
