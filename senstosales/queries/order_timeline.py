"""All that has happened to an order, in one list: pages, papers, money, notes, files, a clerk's word."""

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.errors import NotFound
from senstosales.queries import attachments, order_notes, order_papers, row_history
from senstosales.queries.happenings import Entry, Happening, amount, local_day, plural
from senstosales.tables.orders import Order, OrderItem, OrderLot, OrderVersion, SourcePage


def timeline(session: Session, order_id: int) -> tuple[Entry, ...]:
    """Everything about one order, the newest first; raises `NotFound`."""
    order = session.get(Order, order_id)
    if order is None or order.business_id != here(session):
        raise NotFound("order", order_id)
    found = [
        *_pages(session, order),
        *order_papers.vouchers(session, order_id),
        *order_papers.receipts(session, order_id),
        *order_papers.payments(session, order_id),
        *_overrides(session, order_id),
        *_kept(session, order_id),
    ]
    order_of_kinds = list(Happening)
    found.sort(key=lambda entry: (entry.day, entry.at, order_of_kinds.index(entry.kind)))
    return tuple(reversed(found))


def _pages(session: Session, order: Order) -> Iterator[Entry]:
    versions = session.execute(
        select(OrderVersion, SourcePage.file_name)
        .outerjoin(SourcePage, SourcePage.id == OrderVersion.page_id)
        .where(OrderVersion.order_id == order.id)
        .order_by(OrderVersion.id)
    ).all()
    who = row_history.makers(session, "order_versions", [version.id for version, _ in versions])
    live = sum(not item.is_cancelled for item in order.items)
    yield Entry(
        Happening.PLACED, order.order_date, order.created_at, f"Order {order.number} placed",
        plural(live, "item"), "", "versions", versions[0][0].id if versions else 0,
        order.order_value,
    )  # fmt: skip
    amended = None
    for version, file in versions:
        first, again = amended is None, amended == version.amend_no
        number = f"amendment No. {version.amend_no}" if version.amend_no else "the original"
        changes = plural(len(version.changes), "change")
        kind, said = Happening.AMENDED, changes
        if not version.applied:
            title = "Older page imported"
            kind, said = Happening.PAGE, f"{number}: kept as history"
        elif version.page_id is None:
            kind, said = Happening.BY_HAND, ""
            title = "Entered without a page" if first else "Changed without a page"
        elif first:
            kind, title, said = Happening.PAGE, "Page imported", number
        else:
            title = "Page imported again" if again else number[:1].upper() + number[1:]
        amended = version.amend_no if version.applied else amended
        yield Entry(
            kind, local_day(version.imported_at), version.imported_at, title,
            ", ".join(part for part in (said, file) if part), who.get(version.id, ""),
            "versions", version.id, timed=True,
        )  # fmt: skip


def _overrides(session: Session, order_id: int) -> Iterator[Entry]:
    """A clerk's word on what has been delivered of a lot, as often as it was given and taken back."""
    lots = {
        lot_id: (f"Lot {lot_no} of item {item_no}", unit)
        for lot_id, lot_no, item_no, unit in session.execute(
            select(OrderLot.id, OrderLot.lot_no, OrderItem.item_no, OrderItem.unit)
            .join(OrderItem, OrderItem.id == OrderLot.item_id)
            .where(OrderItem.order_id == order_id)
        )
    }
    reasons: dict[int, str | None] = {}
    for change in row_history.history(session, "order_lots", list(lots)):
        told = change.after
        if "override_reason" in told:
            reasons[change.row_id] = told["override_reason"]
        reason = reasons.get(change.row_id)
        name, unit = lots[change.row_id]
        if told.get("override_quantity") is not None:
            delivered = amount(Decimal(told["override_quantity"]), unit)
            title = f"{name} set by hand: {delivered} delivered"
        elif change.before.get("override_quantity") is not None:
            title, reason = f"{name}: the challans count again", ""
        elif told.get("override_reason"):
            title = f"{name}: another reason for what was set by hand"
        else:
            continue
        yield Entry(
            Happening.OVERRIDE, local_day(change.at), change.at, title, reason or "", change.actor,
            "lots", change.row_id, timed=True,
        )  # fmt: skip


def _kept(session: Session, order_id: int) -> Iterator[Entry]:
    """Notes and files."""
    for note in order_notes.listed(session, order_id):
        yield Entry(
            Happening.NOTE, local_day(note.created_at), note.created_at, "Note", note.text,
            note.author, "order_notes", note.id, timed=True,
        )  # fmt: skip
    for file in attachments.listed(session, order_id):
        yield Entry(
            Happening.FILE, local_day(file.created_at), file.created_at, "File attached",
            f"{file.name}, {file.size}", file.author, "attachments", file.id, timed=True,
        )  # fmt: skip
