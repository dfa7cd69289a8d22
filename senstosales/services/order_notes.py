"""What clerks write down about an order: agreed by phone, promised, to be remembered."""

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.services import orders
from senstosales.services.drafts import Draft, Writing
from senstosales.tables.orders import OrderNote

_AUTHOR = 120


class OrderNoteDraft(Draft):
    """A note as written."""

    text: Writing


def write(books: Books, actor: Actor, order_id: int, draft: OrderNoteDraft) -> int:
    """A new note of an order, by this actor, now. Raises `Invalid` or `NotFound`."""
    _check(draft)
    with books.write(actor) as session:
        orders.get(session, order_id)
        note = OrderNote(order_id=order_id, author=actor.name[:_AUTHOR], text=draft.text)
        session.add(note)
        session.flush()
        return note.id


def correct(
    books: Books, actor: Actor, note_id: int, draft: OrderNoteDraft, *, version: int | None = None
) -> None:
    """Change the words; the author stays, and the audit trail tells who corrected what.

    Raises `Invalid`, `NotFound`, and `Conflict` when it is not the `version` any more that was read.
    """
    _check(draft)
    with books.write(actor) as session:
        note = _get(session, note_id)
        if version is not None and note.version != version:
            raise Conflict(
                "Somebody else has changed this note meanwhile. Read it again and repeat your change."
            )
        note.text = draft.text


def delete(books: Books, actor: Actor, note_id: int) -> None:
    """Take a note off its order; the books keep it. Raises `NotFound`."""
    with books.write(actor) as session:
        _get(session, note_id).is_deleted = True


def restore(books: Books, actor: Actor, note_id: int) -> None:
    """Put a deleted note back. Raises `NotFound`."""
    with books.write(actor) as session:
        _get(session, note_id, deleted=True).is_deleted = False


def _check(draft: OrderNoteDraft) -> None:
    if not draft.text:
        raise Invalid("Write something first.", field="text")


def _get(session: Session, note_id: int, *, deleted: bool = False) -> OrderNote:
    note = session.get(OrderNote, note_id)
    if note is None or note.is_deleted is not deleted:
        raise NotFound("note", note_id)
    orders.get(session, note.order_id)
    return note
