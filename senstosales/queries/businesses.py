"""The businesses that share these books."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.domain.law import state_name
from senstosales.errors import Invalid, NotFound
from senstosales.tables.office import Business


@dataclass(frozen=True, slots=True)
class BusinessLine:
    """A business as it is listed."""

    id: int
    uid: str
    name: str
    gstin: str | None
    state_code: str | None
    state_name: str | None
    address: str | None
    phone: str | None
    email: str | None
    created_at: datetime


def of(row: Business) -> BusinessLine:
    """The business as it is listed."""
    return BusinessLine(
        id=row.id,
        uid=row.uid,
        name=row.name,
        gstin=row.gstin,
        state_code=row.state_code,
        state_name=state_name(row.state_code),
        address=row.address,
        phone=row.phone,
        email=row.email,
        created_at=row.created_at,
    )


def listed(session: Session) -> list[BusinessLine]:
    """All businesses, the first one first."""
    return [of(row) for row in session.scalars(select(Business).order_by(Business.id))]


def by_ids(session: Session, ids: list[int]) -> list[BusinessLine]:
    """These businesses, in the order in which they were made."""
    rows = session.scalars(select(Business).where(Business.id.in_(ids)).order_by(Business.id))
    return [of(row) for row in rows]


def named(session: Session, text: str) -> BusinessLine:
    """The business with this uid, or this name without regard to case.

    Raises `NotFound`, and `Invalid` where several bear the name.
    """
    given = text.strip()
    row = session.scalar(select(Business).where(Business.uid == given))
    if row is not None:
        return of(row)
    rows = session.scalars(
        select(Business).where(func.lower(Business.name) == given.lower()).order_by(Business.id)
    ).all()
    if not rows:
        raise NotFound("business", given)
    if len(rows) > 1:
        uids = ", ".join(each.uid for each in rows)
        raise Invalid(f"Several businesses are called {given}. Name one by its id: {uids}.")
    return of(rows[0])
