"""Proves the books: the file, its links, the audit chain, and every derived figure a second way."""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from senstosales.books import audit, findables
from senstosales.books.store import Actor, Books
from senstosales.domain.gst import DiscountBasis
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import order_detail
from senstosales.tables.attachments import Attachment
from senstosales.tables.orders import Order, OrderItem, OrderLot, SourcePage
from senstosales.tables.receipts import ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

_CHUNK = 500
_ISSUED = VoucherState.ISSUED.value


def problems(session: Session) -> Iterator[str]:
    """A sentence for everything that is not as it must be; nothing if the books are whole."""
    for _, check in CHECKS:
        yield from check(session)


def mend_find_box(books: Books, actor: Actor) -> str:
    """Make what the find box looks at anew if it does not agree with the books: nothing else depends
    on it. Returns what was wrong, or an empty text.
    """
    with books.read() as session:
        wrong = " ".join(findables.problems(session.connection()))
    if wrong:
        with books.write(actor) as session:
            findables.rebuild(session.connection())
    return wrong


def _file(session: Session) -> Iterator[str]:
    for row in session.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"The file is damaged: {row[0]}."
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield f"A row of {row[0]} (number {row[1]}) points at a missing row of {row[2]}."


def _pages(session: Session) -> Iterator[str]:
    query = select(SourcePage.id, SourcePage.file_name, SourcePage.sha256, SourcePage.content)
    for page_id, name, sha256, content in session.execute(query.execution_options(yield_per=100)):
        try:
            data = zlib.decompress(content)
        except zlib.error:
            data = b""
        if hashlib.sha256(data).hexdigest() != sha256:
            yield f"The kept page {page_id} ({name}) is not what was imported."
    pageless = select(Order.number).where(Order.page_id.is_not(None), ~Order.versions.any())
    for number in session.scalars(pageless):
        yield f"Order {number} has no version, though it came from a page."
    for number in session.scalars(select(Order.number).where(~Order.items.any())):
        yield f"Order {number} has no items."
    lotless = (
        select(Order.number, OrderItem.item_no)
        .join(Order, Order.id == OrderItem.order_id)
        .where(~OrderItem.lots.any())
    )
    for number, item_no in session.execute(lotless):
        yield f"Item {item_no} of order {number} has no lots."


def _attachments(session: Session) -> Iterator[str]:
    query = select(
        Attachment.name, Order.number, Attachment.size, Attachment.sha256, Attachment.content
    ).join(Order, Order.id == Attachment.order_id)
    # One at a time: each may be 20 MB.
    for name, number, size, sha256, content in session.execute(
        query.execution_options(yield_per=1)
    ):
        if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
            yield f"The file {name} of order {number} is not what was attached."


def _vouchers(session: Session) -> Iterator[str]:
    for voucher in session.scalars(select(Voucher).execution_options(yield_per=200)):
        name = f"{voucher.kind.replace('_', ' ').capitalize()} {voucher.number}"
        binned = voucher.state == VoucherState.BINNED.value
        key, upper = voucher.number_key, voucher.number.upper()
        if key != upper and not key.startswith(f"{upper}~") and not binned:
            yield f"{name}: its number is kept under another one."
        if not voucher.lines and voucher.order_id and voucher.state == _ISSUED:
            yield f"{name} has no lines."
        if voucher.taxable is not None:
            yield from _figures(voucher, name)
        elif voucher.kind == VoucherKind.INVOICE.value:
            yield f"{name} has no figures."


def _figures(voucher: Voucher, name: str) -> Iterator[str]:
    """The figures of a paper against the sums of its lines and charges."""
    zero = Decimal(0)
    parts: list[Any] = [*voucher.lines, *voucher.charges]
    for figure in ("taxable", "cgst", "sgst", "igst"):
        summed = sum((getattr(part, figure) or zero for part in parts), zero)
        if summed != getattr(voucher, figure):
            yield f"{name}: its lines' {figure} add up to {summed}, not {getattr(voucher, figure)}."
    cess = sum((line.cess or zero for line in voucher.lines), zero)
    if cess != (voucher.cess or zero):
        yield f"{name}: its lines' cess adds up to {cess}, not {voucher.cess}."
    tax = (voucher.cgst or zero) + (voucher.sgst or zero) + (voucher.igst or zero) + cess
    due = (voucher.taxable or zero) + (voucher.tcs or zero) + (voucher.round_off or zero)
    if not voucher.reverse_charge or voucher.stated is not None:
        due += tax
    if voucher.pricing.get("discount_basis") != DiscountBasis.BEFORE_TAX.value:
        due -= voucher.discount or zero
    if due != voucher.total:
        yield f"{name}: taxable value, taxes, discount and rounding do not add up to the total."
    if voucher.cgst != voucher.sgst:
        yield f"{name}: CGST and SGST differ."


def _positions(session: Session) -> Iterator[str]:
    """Quantities as the lists show them, against sums made here row by row."""
    ids = list(session.scalars(select(Order.id)))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        by_hand = _summed_by_hand(session, chunk)
        shown = order_detail.item_lines(session, chunk)
        for items in shown.values():
            for item in items:
                expected = by_hand[item.id]
                got = (item.dispatched, item.replaced, item.received, item.accepted, item.rejected)
                if got != expected:
                    yield f"Item {item.item_no} (row {item.id}): the list says {got}, the papers say {expected}."


def _summed_by_hand(
    session: Session, order_ids: list[int]
) -> dict[int, tuple[Decimal, Decimal, Decimal, Decimal, Decimal]]:
    sent: defaultdict[int, Decimal] = defaultdict(Decimal)
    replaced: defaultdict[int, Decimal] = defaultdict(Decimal)
    for voucher, line in session.execute(
        select(Voucher, VoucherLine)
        .join(VoucherLine, VoucherLine.voucher_id == Voucher.id)
        .where(Voucher.order_id.in_(order_ids), Voucher.kind == VoucherKind.CHALLAN.value)
    ):
        if voucher.state == VoucherState.ISSUED.value and line.order_item_id:
            (replaced if voucher.is_replacement else sent)[line.order_item_id] += line.quantity
    counting: dict[tuple[int, int], list[ReceiptLine]] = {}
    # All rows of these SRVs: a later revision may name another order.
    receipts = select(ReceiptLine.receipt_id).where(ReceiptLine.order_id.in_(order_ids))
    for row in session.scalars(select(ReceiptLine).where(ReceiptLine.receipt_id.in_(receipts))):
        held = counting.setdefault((row.receipt_id, row.srv_item_no), [])
        if held and row.rev_no > held[0].rev_no:
            held.clear()
        if not held or row.rev_no == held[0].rev_no:
            held.append(row)
    of_item: defaultdict[tuple[int | None, int], list[ReceiptLine]] = defaultdict(list)
    for rows in counting.values():
        for row in rows:
            of_item[row.order_id, row.item_no].append(row)
    result = {}
    for item in session.scalars(select(OrderItem).where(OrderItem.order_id.in_(order_ids))):
        rows = of_item[item.order_id, item.item_no]
        received = sum(
            (r.accepted + r.rejected if r.received is None else r.received for r in rows),
            Decimal(0),
        )
        result[item.id] = (
            sent[item.id],
            replaced[item.id],
            received if rows else item.portal_received or Decimal(0),
            sum((r.accepted for r in rows), Decimal(0)),
            sum((r.rejected for r in rows), Decimal(0)),
        )
    return result


def _findables(session: Session) -> Iterator[str]:
    return findables.problems(session.connection())


CHECKS: tuple[tuple[str, Callable[[Session], Iterator[str]]], ...] = (
    ("The file", _file),
    ("The chain of the audit trail", audit.broken_links),
    ("What the audit trail must tell", audit.unrecorded),
    ("Imported pages", _pages),
    ("Attached files", _attachments),
    ("Figures of papers", _vouchers),
    ("Quantities of orders", _positions),
    ("The find box", _findables),
)
"""What is proved, in this order; each check gives a sentence for everything that is wrong."""


def size(session: Session) -> dict[str, int]:
    """How many orders, lots, vouchers and audit entries there are, for the closing sentence."""
    from sqlalchemy import func

    from senstosales.tables.office import AuditEntry

    counted = {
        "orders": Order, "lots": OrderLot, "papers": Voucher, "audit entries": AuditEntry,
    }  # fmt: skip
    return {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in counted.items()
    }
