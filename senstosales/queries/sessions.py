"""Log-ins that are kept: who, at which door, since when and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here, now
from senstosales.tables.people import LoginSession, Membership, User


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A log-in as it is listed. `door` is the name of the contract at which it was made."""

    id: int
    user_id: int
    name: str
    email: str
    door: str
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime


def is_living(session: Session, session_id: int) -> bool:
    """Whether a log-in was not ended; its tokens tell themselves when they expire."""
    found = session.execute(
        select(LoginSession.ended_at).where(LoginSession.id == session_id)
    ).one_or_none()
    return found is not None and found.ended_at is None


def listed(session: Session) -> list[SessionLine]:
    """The log-ins of the people of this business that still hold, the newest first."""
    rows = session.execute(
        select(LoginSession, User.name, User.email)
        .join(User, User.id == LoginSession.user_id)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.business_id == here(session),
            LoginSession.ended_at.is_(None),
            LoginSession.expires_at > now(session),
        )
        .order_by(LoginSession.id.desc())
    )
    return [
        SessionLine(
            row.id, row.user_id, name, email, row.door, row.created_at, row.used_at, row.expires_at
        )
        for row, name, email in rows
    ]
