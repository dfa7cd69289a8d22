"""What is read of an order to show it, all at one moment."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from senstosales.books.store import today
from senstosales.queries import attachments, order_detail, order_notes
from senstosales.queries.attachments import AttachmentLine
from senstosales.queries.details import OrderDetail
from senstosales.queries.order_notes import OrderNoteLine

if TYPE_CHECKING:
    from senstosales.books.store import Reading


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """An order on the day by which its lots are due or overdue, with its notes and files."""

    order: OrderDetail
    day: dt.date
    notes: tuple[OrderNoteLine, ...]
    files: tuple[AttachmentLine, ...]


def read(session: "Reading", key: int) -> OrderSeen:
    """Runs in a reading lane; raises `NotFound`."""
    return OrderSeen(
        order_detail.detail(session, key),
        today(session),
        order_notes.listed(session, key),
        attachments.listed(session, key),
    )
