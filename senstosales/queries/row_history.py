"""Who made and who changed given rows of the books, out of the audit trail: the one way to read of known rows.
The list of everything is `audit_trail`.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, union_all
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.tables.office import AuditEntry

_CHUNK = 900


@dataclass(frozen=True, slots=True)
class RowChange:
    """One entry of the trail; `before` and `after` hold what was changed, as the trail keeps it."""

    id: int
    noun: str
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
        yield from _told(
            session, AuditEntry.noun == noun, AuditEntry.row_id.in_(ids[start : start + _CHUNK])
        )


def of_whole(
    session: Session, noun: str, key: int, *, after: int = 0, until: int | None = None
) -> Iterator[RowChange]:
    """What happened to a paper, party ... and all that is or was part of it, the oldest first; of the
    entries after the one with the id `after`, up to `until`.
    """
    limits = [AuditEntry.id > after]
    if until is not None:
        limits.append(AuditEntry.id <= until)
    yield from _told(session, is_or_is_part_of(noun, key), *limits)


def is_or_is_part_of(noun: str, key: int) -> ColumnElement[bool]:
    """Entries of this row and of what is part of it."""
    return among(noun, AuditEntry.row_id == key, AuditEntry.part_of_id == key)


def among(noun: str, itself: ColumnElement[bool], part: ColumnElement[bool]) -> ColumnElement[bool]:
    """Entries of rows of one table, or of what is part of them, each found by its own index."""
    found = union_all(
        select(AuditEntry.id).where(AuditEntry.noun == noun, itself),
        select(AuditEntry.id).where(AuditEntry.part_of == noun, part),
    )
    return AuditEntry.id.in_(found)


def _told(session: Session, *conditions: ColumnElement[bool]) -> Iterator[RowChange]:
    for entry in session.scalars(select(AuditEntry).where(*conditions).order_by(AuditEntry.id)):
        yield RowChange(
            entry.id,
            entry.noun,
            entry.row_id,
            entry.action,
            entry.at,
            entry.actor,
            entry.door,
            entry.before or {},
            entry.after or {},
        )


def first_entries(session: Session, noun: str, ids: Sequence[int]) -> dict[int, RowChange]:
    """How each of these rows came into the books."""
    return {
        change.row_id: change
        for start in range(0, len(ids), _CHUNK)
        for change in _told(
            session,
            AuditEntry.noun == noun,
            AuditEntry.row_id.in_(ids[start : start + _CHUNK]),
            AuditEntry.action == "add",
        )
    }


def lost(session: Session, noun: str, key: str) -> Iterator[RowChange]:
    """Changes and removals of rows of this business by which a column, such as the number of a paper, came to
    hold something else; the oldest first.
    """
    yield from _told(
        session,
        AuditEntry.noun == noun,
        AuditEntry.action != "add",
        AuditEntry.business_id == here(session),
        AuditEntry.before[key].as_string().is_not(None),
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
