"""In which note or file of an order words stand that were found in it: the find box knows only the order."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.findables import fold
from senstosales.errors import NotFound
from senstosales.queries import attachments, order_notes
from senstosales.tables.attachments import Attachment
from senstosales.tables.orders import Order, OrderNote

Part = tuple[str, int]
"""`order_notes` or `attachments`, and the id."""
NOUNS = ("order_notes", "attachments")


def holding(session: Session, order_id: int, words: Iterable[str]) -> Part | None:
    """The newest note, else file, that holds all these folded words; None if they stand elsewhere."""
    asked = tuple(words)
    parts = (
        *(("order_notes", note.id, note.text) for note in order_notes.listed(session, order_id)),
        *(("attachments", file.id, file.name) for file in attachments.listed(session, order_id)),
    )
    for noun, key, text in parts:
        said = fold(text)
        if all(word in said for word in asked):
            return noun, key
    return None


def order_of(session: Session, part: Part) -> int:
    """The id of the order whose note or file it is. Raises `NotFound`."""
    noun, key = part
    table = OrderNote if noun == "order_notes" else Attachment
    found = session.scalar(
        select(table.order_id)
        .join(Order, Order.id == table.order_id)
        .where(table.id == key, Order.business_id == here(session))
    )
    if found is None:
        raise NotFound("note" if noun == "order_notes" else "file", key)
    return found
