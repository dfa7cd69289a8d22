"""Empties the order book for a fresh start: only on the exact phrase, only after a verified backup."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books import backups
from senstosales.books.store import Actor, Books, here
from senstosales.domain.roles import Right
from senstosales.errors import Refused
from senstosales.queries.office import business
from senstosales.tables.attachments import Attachment
from senstosales.tables.cash import PaymentLine
from senstosales.tables.handling import Handling
from senstosales.tables.masters import StockMove
from senstosales.tables.office import Series
from senstosales.tables.orders import (
    GemContract,
    Order,
    OrderItem,
    OrderLot,
    OrderNote,
    OrderVersion,
    SourcePage,
)
from senstosales.tables.people import Letter
from senstosales.tables.receipts import Deviation, Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

# What points at others goes first.
_CLEARED: tuple[Any, ...] = (
    Deviation, ReceiptLine, Receipt, StockMove, Handling, VoucherLine, Voucher, GemContract,
    OrderNote, Attachment, OrderVersion, OrderLot, OrderItem, Order, SourcePage, Series,
)  # fmt: skip
# Rows that name no business themselves belong to that of what they are part of.
_PART_OF: dict[Any, tuple[Any, Any]] = {
    ReceiptLine: (ReceiptLine.receipt_id, Receipt),
    StockMove: (StockMove.voucher_id, Voucher),
    VoucherLine: (VoucherLine.voucher_id, Voucher),
    PaymentLine: (PaymentLine.voucher_id, Voucher),
    GemContract: (GemContract.order_id, Order),
    OrderNote: (OrderNote.order_id, Order),
    Attachment: (Attachment.order_id, Order),
    OrderVersion: (OrderVersion.order_id, Order),
    OrderItem: (OrderItem.order_id, Order),
    OrderLot: (OrderLot.item_id, OrderItem),
}
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Emptied:
    """What was cleared, and where the backup lies."""

    tables: tuple[str, ...]
    backup: Path


def phrase(session: Session) -> str:
    """What must be typed to empty the books; the settings show it."""
    name = business(session).name or "this office"
    return f"ERASE THE ORDER BOOK OF {name.upper()}"


def reset(books: Books, actor: Actor, confirmation: str) -> Emptied:
    """Remove all orders, papers and receipts of this business, and of no other that shares the books.

    Office, settings, parties, materials and keys stay; so do payments, on account of their party.
    The audit trail stays too and names every row removed. Raises `Refused` without the phrase.
    """
    books.require(Right.MANAGE)
    if confirmation.strip() != books.ask(phrase):
        raise Refused(
            "This empties the order book. Send the confirmation phrase that Settings > Books shows.",
            field="confirm",
        )
    stamp = books.clock().astimezone().strftime("%Y-%m-%d-%H%M%S")
    name = f"{books.path.stem}-before-reset-{stamp}{books.path.suffix}"
    saved = backups.back_up(books.path, backups.folder_for(books.path) / name)
    with books.write(actor) as session:
        for line in session.scalars(select(PaymentLine).where(_mine(session, PaymentLine))):
            line.voucher_id = None
        for letter in session.scalars(select(Letter).where(_mine(session, Letter))):
            letter.voucher_id = None
        for table in _CLEARED:
            _clear(session, table)
    return Emptied(tuple(table.__tablename__ for table in _CLEARED), saved)


def _clear(session: Session, table: Any) -> None:
    """Row by row, so that the audit trail sees each."""
    # An invoice points at its challan: the newest goes first.
    order = table.id.desc() if table is Voucher else table.id
    wanted = select(table).where(_mine(session, table)).order_by(order).limit(_CHUNK)
    while rows := session.scalars(wanted).all():
        for row in rows:
            session.delete(row)
        session.flush()
        session.expunge_all()


def _mine(session: Session, table: Any) -> Any:
    """Rows of the business that the books are opened for."""
    if table not in _PART_OF:
        return table.business_id == here(session)
    column, whole = _PART_OF[table]
    return column.in_(select(whole.id).where(_mine(session, whole)))
