"""Empties the order book for a fresh start: only on the exact phrase, only after a verified backup."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books import backups
from senstosales.books.store import Actor, Books
from senstosales.errors import Refused
from senstosales.queries.office import business
from senstosales.tables.office import Series
from senstosales.tables.orders import (
    GemContract,
    Order,
    OrderItem,
    OrderLot,
    OrderVersion,
    SourcePage,
)
from senstosales.tables.receipts import Deviation, Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

# What points at others goes first.
_CLEARED: tuple[Any, ...] = (
    Deviation, ReceiptLine, Receipt, VoucherLine, Voucher, GemContract, OrderVersion, OrderLot,
    OrderItem, Order, SourcePage, Series,
)  # fmt: skip
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
    """Remove all orders, papers and receipts. Office, settings, parties, materials and keys stay.

    The audit trail stays too and names every row removed. Raises `Refused` without the phrase.
    """
    if confirmation.strip() != books.ask(phrase):
        raise Refused(
            "This empties the order book. Send the confirmation phrase that Settings > Books shows.",
            field="confirm",
        )
    stamp = books.clock().astimezone().strftime("%Y-%m-%d-%H%M%S")
    name = f"{books.path.stem}-before-reset-{stamp}{books.path.suffix}"
    saved = backups.back_up(books.path, backups.folder_for(books.path) / name)
    with books.write(actor) as session:
        for table in _CLEARED:
            _clear(session, table)
    return Emptied(tuple(table.__tablename__ for table in _CLEARED), saved)


def _clear(session: Session, table: Any) -> None:
    """Row by row, so that the audit trail sees each."""
    # An invoice points at its challan: the newest goes first.
    order = table.id.desc() if table is Voucher else table.id
    while rows := session.scalars(select(table).order_by(order).limit(_CHUNK)).all():
        for row in rows:
            session.delete(row)
        session.flush()
        session.expunge_all()
