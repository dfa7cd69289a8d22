"""Texts kept for reuse on challans."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.errors import NotFound
from senstosales.tables.office import Note


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note."""

    id: int
    title: str
    content: str
    is_active: bool
    created_at: datetime
    updated_at: datetime


def _line(note: Note) -> NoteLine:
    return NoteLine(
        note.id, note.title, note.content, note.is_active, note.created_at, note.updated_at
    )


def listed(session: Session) -> list[NoteLine]:
    """The notes in use, by title."""
    query = select(Note).where(Note.business_id == here(session), Note.is_active)
    return [_line(note) for note in session.scalars(query.order_by(Note.title, Note.id))]


def detail(session: Session, note_id: int) -> NoteLine:
    """One note in use; raises `NotFound`."""
    note = session.get(Note, note_id)
    if note is None or note.business_id != here(session) or not note.is_active:
        raise NotFound("note", note_id)
    return _line(note)
