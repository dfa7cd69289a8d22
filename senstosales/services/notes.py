"""Texts kept for reuse on challans. A note taken out of use stays in the books."""

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.errors import Invalid, NotFound
from senstosales.services.drafts import Draft, Name, Writing
from senstosales.tables.office import Note


class NoteDraft(Draft):
    """A note as entered."""

    title: Name
    content: Writing
    is_active: bool = True


def save(books: Books, actor: Actor, draft: NoteDraft, note_id: int | None = None) -> int:
    """Add a note, or change the one with `note_id`; raises `Invalid` or `NotFound`."""
    if not draft.title:
        raise Invalid("Give the note a title.", field="title")
    with books.write(actor) as session:
        if note_id is None:
            note = Note(business_id=here(session))
            session.add(note)
        else:
            note = _get(session, note_id)
        note.title, note.content = draft.title, draft.content
        note.is_active = draft.is_active
        note.updated_at = now(session)
        session.flush()
        return note.id


def retire(books: Books, actor: Actor, note_id: int) -> None:
    """Take a note out of use; raises `NotFound`."""
    with books.write(actor) as session:
        note = _get(session, note_id)
        note.is_active = False
        note.updated_at = now(session)


def _get(session: Session, note_id: int) -> Note:
    note = session.get(Note, note_id)
    if note is None or note.business_id != here(session) or not note.is_active:
        raise NotFound("note", note_id)
    return note
