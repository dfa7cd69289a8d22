"""Log-ins that are kept: who, at which door, since when and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from senstosales.books.store import here, now
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.people import LoginSession, Membership, User


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A log-in that still holds. `door` is where it was made, as people call it."""

    id: int
    user_id: int
    name: str
    email: str
    door: str
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime


_DOORS = {
    "namastepms": "NamastePMS",
    "sales": "Sales",
    "import": "Imports",
    "vouchers": "Vouchers",
    "command line": "Command line",
}
_SELECTED = {
    "id": LoginSession.id,
    "user_id": LoginSession.user_id,
    "name": User.name,
    "email": User.email,
    "door": LoginSession.door,
    "created_at": LoginSession.created_at,
    "used_at": LoginSession.used_at,
    "expires_at": LoginSession.expires_at,
}


def is_living(session: Session, session_id: int) -> bool:
    """Whether a log-in was not ended; its tokens tell themselves when they expire."""
    found = session.execute(
        select(LoginSession.ended_at).where(LoginSession.id == session_id)
    ).one_or_none()
    return found is not None and found.ended_at is None


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[SessionRow]:
    """A slice of the list, the newest first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _SELECTED, (LoginSession.created_at.desc(),), LoginSession.id
    )
    rows = session.execute(query.limit(limit).offset(offset)).mappings()
    return [SessionRow(**{**row, "door": _DOORS.get(row["door"], row["door"])}) for row in rows]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many log-ins a filter finds."""
    return conditions.totals(session, _query(session, wanted), {})


def _query(session: Session, wanted: Filter) -> Select[Any]:
    """Of the people of this business."""
    query = (
        conditions.labelled(_SELECTED)
        .join_from(LoginSession, User, User.id == LoginSession.user_id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.business_id == here(session),
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now(session),
        )
    )
    return conditions.narrow(query, wanted, words_in=(User.name, User.email, LoginSession.door))


REGISTER = Register(
    noun="sessions",
    title="Log-ins",
    columns=(
        Column("name", "Who", Look.TEXT, 22),
        Column("email", "E-mail", Look.TEXT, 28),
        Column(
            "door", "Door", Look.TEXT, 14, help="The contract at which they logged in", own=True
        ),
        Column("created_at", "Since", Look.MOMENT, 17),
        Column("used_at", "Last renewed", Look.MOMENT, 17),
        Column("expires_at", "Until", Look.MOMENT, 17),
    ),
    page=page,
    totals=totals,
    watches=frozenset({"login_sessions", "users", "memberships"}),
)
