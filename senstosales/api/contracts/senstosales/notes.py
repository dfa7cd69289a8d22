"""Notes kept for reuse: /api/po-notes."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from senstosales.api.contracts.senstosales.doors import ActorOf, BooksOf, Router
from senstosales.api.contracts.senstosales.wire import Done, Moment, moment
from senstosales.queries import notes
from senstosales.services import notes as note_service
from senstosales.services.drafts import make

router: APIRouter = Router(prefix="/api", tags=["PO_NOTES"])

Id = Annotated[int, Path(ge=1, le=2**31, examples=[1])]


class NoteIn(BaseModel):
    """A note as sent."""

    title: str = Field(max_length=200, examples=["Inspection"])
    content: str = Field(max_length=4000, examples=["Material subject to inspection."])
    is_active: bool = True


class NoteChange(BaseModel):
    """Any part of a note."""

    title: str | None = Field(None, max_length=200)
    content: str | None = Field(None, max_length=4000)
    is_active: bool | None = None


class PONoteOut(BaseModel):
    """A note kept for reuse."""

    id: str
    title: str
    content: str
    is_active: bool
    created_at: Moment
    updated_at: Moment


def _note(note: notes.NoteLine) -> PONoteOut:
    return PONoteOut(
        id=str(note.id),
        title=note.title,
        content=note.content,
        is_active=note.is_active,
        created_at=moment(note.created_at),
        updated_at=moment(note.updated_at),
    )


@router.get("/po-notes/", response_model=list[PONoteOut], summary="Notes in use")
def all_notes(books: BooksOf) -> Any:
    return [_note(note) for note in books.ask(notes.listed)]


@router.post("/po-notes/", response_model=PONoteOut, summary="Add a note")
def add_note(books: BooksOf, actor: ActorOf, note: NoteIn) -> Any:
    draft = make(note_service.NoteDraft, note.model_dump())
    return _note(books.ask(notes.detail, note_service.save(books, actor, draft)))


@router.get("/po-notes/{note_id}", response_model=PONoteOut, summary="One note")
def one_note(books: BooksOf, note_id: Id) -> Any:
    return _note(books.ask(notes.detail, note_id))


@router.put("/po-notes/{note_id}", response_model=PONoteOut,
            summary="Change a note")  # fmt: skip
def change_note(books: BooksOf, actor: ActorOf, note_id: Id, note: NoteChange) -> Any:
    held = books.ask(notes.detail, note_id)
    facts = {"title": held.title, "content": held.content, "is_active": held.is_active}
    facts |= note.model_dump(exclude_none=True)
    note_service.save(books, actor, make(note_service.NoteDraft, facts), note_id)
    if not facts["is_active"]:
        return PONoteOut(**(_note(held).model_dump() | facts))
    return _note(books.ask(notes.detail, note_id))


@router.delete("/po-notes/{note_id}", response_model=Done,
               summary="Take a note out of use")  # fmt: skip
def remove_note(books: BooksOf, actor: ActorOf, note_id: Id) -> Any:
    note_service.retire(books, actor, note_id)
    return {"message": "The note was taken out of use."}
