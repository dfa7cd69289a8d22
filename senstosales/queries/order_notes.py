"""What was written down about an order, with who wrote it and who corrected it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.queries import row_history
from senstosales.tables.orders import Order, OrderNote


@dataclass(frozen=True, slots=True)
class OrderNoteLine:
    """One note; `corrected_at` and `corrected_by` where its words were changed later."""

    id: int
    version: int
    author: str
    text: str
    created_at: datetime
    corrected_at: datetime | None = None
    corrected_by: str | None = None


def listed(session: Session, order_id: int) -> tuple[OrderNoteLine, ...]:
    """The notes of an order, the newest first."""
    notes = session.scalars(
        select(OrderNote)
        .join(Order, Order.id == OrderNote.order_id)
        .where(
            OrderNote.order_id == order_id,
            OrderNote.is_deleted.is_(False),
            Order.business_id == here(session),
        )
        .order_by(OrderNote.created_at.desc(), OrderNote.id.desc())
    ).all()
    corrected = {
        change.row_id: change
        for change in row_history.history(session, "order_notes", [note.id for note in notes])
        if change.action == "change" and "text" in change.after
    }
    lines = []
    for note in notes:
        last = corrected.get(note.id)
        lines.append(
            OrderNoteLine(
                note.id,
                note.version,
                note.author,
                note.text,
                note.created_at,
                last.at if last else None,
                last.actor if last else None,
            )
        )
    return tuple(lines)
