"""The files of an order: the list, and one of them whole."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.files import Size
from senstosales.errors import NotFound
from senstosales.tables.attachments import Attachment
from senstosales.tables.orders import Order


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One file kept with an order; `size` in bytes."""

    id: int
    name: str
    media_type: str
    size: Size
    author: str
    created_at: datetime


def listed(session: Session, order_id: int) -> tuple[AttachmentLine, ...]:
    """The files of an order, the newest first."""
    found = session.execute(
        select(
            Attachment.id,
            Attachment.name,
            Attachment.media_type,
            Attachment.size,
            Attachment.author,
            Attachment.created_at,
        )
        .join(Order, Order.id == Attachment.order_id)
        .where(
            Attachment.order_id == order_id,
            Attachment.is_deleted.is_(False),
            Order.business_id == here(session),
        )
        .order_by(Attachment.created_at.desc(), Attachment.id.desc())
    )
    return tuple(
        AttachmentLine(key, name, kind, Size(size), author, at)
        for key, name, kind, size, author, at in found
    )


def content(session: Session, attachment_id: int) -> tuple[str, bytes]:
    """Name and bytes of a file; raises `NotFound`, also for one that was removed."""
    found = session.execute(
        select(Attachment.name, Attachment.content)
        .join(Order, Order.id == Attachment.order_id)
        .where(
            Attachment.id == attachment_id,
            Attachment.is_deleted.is_(False),
            Order.business_id == here(session),
        )
    ).first()
    if found is None:
        raise NotFound("file", attachment_id)
    return found.name, found.content
