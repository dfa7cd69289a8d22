"""Who made and who changed given rows of the books, out of the audit trail."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.tables.office import AuditEntry

_CHUNK = 900


@dataclass(frozen=True, slots=True)
class RowChange:
    """One entry of the trail; `before` and `after` hold what was changed, as the trail keeps it."""

    row_id: int
    action: str
    at: dt.datetime
    actor: str
    door: str
    before: dict[str, Any]
    after: dict[str, Any]


def history(session: Session, noun: str, ids: Sequence[int]) -> Iterator[RowChange]:
    """What happened to these rows of the table `noun`, the oldest first."""
    for start in range(0, len(ids), _CHUNK):
        query = (
            select(AuditEntry)
            .where(AuditEntry.noun == noun, AuditEntry.row_id.in_(ids[start : start + _CHUNK]))
            .order_by(AuditEntry.id)
        )
        for entry in session.scalars(query):
            yield RowChange(
                entry.row_id,
                entry.action,
                entry.at,
                entry.actor,
                entry.door,
                entry.before or {},
                entry.after or {},
            )


def makers(session: Session, noun: str, ids: Sequence[int]) -> dict[int, str]:
    """Who entered each of these rows."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(AuditEntry.row_id, AuditEntry.actor).where(
            AuditEntry.noun == noun,
            AuditEntry.row_id.in_(ids[start : start + _CHUNK]),
            AuditEntry.action == "add",
        )
        found.update((row_id, actor) for row_id, actor in session.execute(query))
    return found
