"""Puts SRV rows into the books, links them to orders, and checks them against what was dispatched."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain.amounts import ZERO, plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import DeviationKind, ImportOutcome
from senstosales.queries import positions
from senstosales.queries.receipts import dispatch_of
from senstosales.services import deviations, parties
from senstosales.services.deviations import Found
from senstosales.tables.orders import Order, OrderItem, SourcePage
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

if TYPE_CHECKING:
    from senstosales.portal.models import ReceiptPage, ReceiptPageRow

_LINE = {
    "sub_item": "sub_item", "div": "division", "pmir_no": "pmir_no", "challan_no": "challan_no",
    "challan_date": "challan_date", "invoice_no": "invoice_no", "invoice_date": "invoice_date",
    "finance_date": "finance_date", "cnote_no": "cnote_no", "cnote_date": "cnote_date",
    "unit": "unit", "ord_qty": "order_quantity", "challan_qty": "challan_quantity",
    "rcd_qty": "received", "accepted_qty": "accepted", "rej_qty": "rejected",
}  # fmt: skip
# Blank on the page while the goods are not inspected yet: nothing is accepted or rejected so far.
_NEVER_BLANK = frozenset({"accepted", "rejected"})
_REGULARISED_WITHIN = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class StoredReceipts:
    """What became of an SRV page."""

    numbers: tuple[str, ...]
    outcome: ImportOutcome
    changes: tuple[dict[str, Any], ...]
    deviations: int


def store_page(session: Session, page: "ReceiptPage", source: SourcePage) -> StoredReceipts:
    """Store all SRVs of a page inside the caller's transaction.

    Rows already held are corrected in place; rows the page no longer shows are kept. `source` is
    added to the session unless the page says nothing new.
    """
    customer = parties.customer_of_page(session, parties.PORTAL_LETTERHEAD)
    groups: dict[tuple[str, int], list[ReceiptPageRow]] = defaultdict(list)
    for row in page.rows:
        groups[row.srv_number, FiscalYear.of(row.srv_date).start].append(row)
    changes: list[dict[str, Any]] = []
    touched: list[tuple[Receipt, bool]] = []
    for (number, year), rows in groups.items():
        receipt, is_new, differences = _store_one(session, customer.id, number, year, rows)
        changes += differences
        touched.append((receipt, is_new))
    anything_new = any(is_new for _, is_new in touched)
    if not changes and not anything_new:
        return StoredReceipts(_numbers(groups), ImportOutcome.UNCHANGED, (), 0)
    session.add(source)
    session.flush()
    to_check = 0
    for receipt, _ in touched:
        receipt.page_id = source.id
        to_check += check(session, receipt)
    outcome = ImportOutcome.NEW if anything_new else ImportOutcome.AMENDED
    return StoredReceipts(_numbers(groups), outcome, tuple(changes), to_check)


def holds(session: Session, page: "ReceiptPage") -> bool:
    """True if every SRV of the page is in the books: none of them was taken out since."""
    wanted = {(row.srv_number, FiscalYear.of(row.srv_date).start) for row in page.rows}
    return all(
        session.scalar(
            select(Receipt.id).where(
                Receipt.business_id == here(session),
                Receipt.number == number,
                Receipt.fiscal_year == year,
            )
        )
        for number, year in wanted
    )


def _numbers(groups: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(number for number, _ in groups)


def _store_one(
    session: Session, customer_id: int, number: str, year: int, rows: "list[ReceiptPageRow]"
) -> tuple[Receipt, bool, list[dict[str, Any]]]:
    receipt = session.scalar(
        select(Receipt).where(
            Receipt.business_id == here(session),
            Receipt.customer_id == customer_id,
            Receipt.fiscal_year == year,
            Receipt.number == number,
        )
    )
    is_new = receipt is None
    if receipt is None:
        receipt = Receipt(
            business_id=here(session),
            customer_id=customer_id,
            number=number,
            fiscal_year=year,
            receipt_date=rows[0].srv_date,
        )
        session.add(receipt)
    held = {_line_key(line.srv_item_no, line.rev_no, line): line for line in receipt.lines}
    changes: list[dict[str, Any]] = []
    # The date is that of the latest revision.
    latest = max(rows, key=lambda row: row.rev_no)
    newest_held = max((line.rev_no for line in receipt.lines), default=0)
    if latest.rev_no >= newest_held and receipt.receipt_date != latest.srv_date:
        if not is_new:
            changes.append(
                {
                    "what": f"SRV {number} of {FiscalYear(year).label}",
                    "field": "srv_date",
                    "before": str(receipt.receipt_date),
                    "after": str(latest.srv_date),
                }
            )
        receipt.receipt_date = latest.srv_date
    for row in rows:
        what = f"SRV {number} of {FiscalYear(year).label} item {row.srv_item_no}"
        line = held.get((row.srv_item_no, row.rev_no, row.po_number, row.po_item_no))
        if line is None:
            line = ReceiptLine(
                srv_item_no=row.srv_item_no,
                rev_no=row.rev_no,
                order_number=row.po_number,
                item_no=row.po_item_no,
            )
            receipt.lines.append(line)
            held[_line_key(row.srv_item_no, row.rev_no, line)] = line
            _copy(line, row)
            if not is_new:
                changes.append(
                    {"what": what, "field": "rev_no", "before": None, "after": row.rev_no}
                )
        else:
            changes += [{"what": what, **change} for change in _copy(line, row)]
        if line.order_id is None:
            line.order_id = _order_for(session, row.po_number, row.srv_date)
    return receipt, is_new, changes


def _line_key(srv_item_no: int, rev_no: int, line: ReceiptLine) -> tuple[int, int, str, int]:
    return srv_item_no, rev_no, line.order_number, line.item_no


def _copy(line: ReceiptLine, row: "ReceiptPageRow") -> list[dict[str, Any]]:
    changes = []
    for page_name, name in _LINE.items():
        before, after = getattr(line, name), getattr(row, page_name)
        if after is None and name in _NEVER_BLANK:
            after = ZERO
        if before != after:
            setattr(line, name, after)
            changes.append({"field": page_name, "before": _text(before), "after": _text(after)})
    line.challan_key = _key(row.challan_no)
    line.challan_fiscal_year = FiscalYear.of(row.challan_date or row.srv_date).start
    line.invoice_key = _key(row.invoice_no)
    line.invoice_fiscal_year = FiscalYear.of(row.invoice_date or row.srv_date).start
    return changes


def _key(number: str | None) -> str | None:
    """What the number is looked up by; None for a dash, which the portal prints for nothing."""
    return number_key(number) if number and number.strip("-") else None


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return plain(value) if isinstance(value, Decimal) else str(value)


def _order_for(session: Session, number: str, day: dt.date) -> int | None:
    """The order an SRV row names: the newest of that number dated before the SRV.

    Numbers come round again after ten years. An order that regularises a purchase may be dated a
    little after its goods came in.
    """
    of_number = select(Order.id).where(Order.business_id == here(session), Order.number == number)
    before = of_number.where(Order.order_date <= day).order_by(Order.order_date.desc())
    found = session.scalar(before.limit(1))
    if found is not None:
        return found
    after = of_number.where(Order.order_date <= day + _REGULARISED_WITHIN)
    return session.scalar(after.order_by(Order.order_date).limit(1))


def link_waiting(session: Session, order: Order) -> int:
    """Link receipt lines that came before their order; returns how many SRVs were linked.

    Those that were linked to an older order of the same number, ten years back, move to this one.
    """
    session.flush()
    linked = {}
    for line, receipt in session.execute(
        select(ReceiptLine, Receipt)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .where(
            Receipt.business_id == here(session),
            ReceiptLine.order_number == order.number,
            ReceiptLine.order_id.is_distinct_from(order.id),
        )
    ).all():
        if _order_for(session, order.number, receipt.receipt_date) == order.id:
            line.order_id = order.id
            linked[receipt.id] = receipt
    for receipt in linked.values():
        check(session, receipt)
    return len(linked)


def recheck_order(session: Session, order_id: int) -> None:
    """Check again all receipts of an order, after its papers or the order itself changed."""
    session.flush()
    for receipt in session.scalars(
        select(Receipt).where(
            Receipt.id.in_(select(ReceiptLine.receipt_id).where(ReceiptLine.order_id == order_id))
        )
    ):
        check(session, receipt)


def check(session: Session, receipt: Receipt) -> int:
    """Bring the deviations of one receipt up to date; returns how many are to be checked."""
    session.flush()
    lines = session.scalars(
        select(ReceiptLine).where(ReceiptLine.receipt_id == receipt.id, positions.counts)
    )
    found: dict[str, Found] = {}
    for line in lines:
        for item in _check_line(session, receipt, line):
            found.setdefault(item.key("receipt", receipt.id), item)
    return deviations.sync(session, "receipt", receipt.id, found.values())


def _check_line(session: Session, receipt: Receipt, line: ReceiptLine) -> Iterable[Found]:
    srv = f"SRV {receipt.number} of {FiscalYear(receipt.fiscal_year).label}"
    item_of = f"{srv} item {line.srv_item_no}"
    number = line.order_number
    split = line.accepted + line.rejected
    if line.received is not None and line.received != split:
        yield Found(
            DeviationKind.QTY_MISMATCH, item_of, "rcd_qty", plain(split), plain(line.received),
            "received is not accepted + rejected "
            f"({plain(line.accepted)} + {plain(line.rejected)})", number,
        )  # fmt: skip
    if line.order_id is None:
        yield Found(
            DeviationKind.UNKNOWN_ORDER, srv, "po_number", "an order that is in the books", number,
            "no order with this number has been imported", number,
        )  # fmt: skip
        return
    item = session.scalar(
        select(OrderItem).where(
            OrderItem.order_id == line.order_id, OrderItem.item_no == line.item_no
        )
    )
    if item is None:
        yield Found(
            DeviationKind.UNKNOWN_ITEM, item_of, "po_item_no", f"an item of order {number}",
            str(line.item_no), "the order has no such item", number,
        )  # fmt: skip
        return
    yield from _check_dispatch(session, item_of, line, item)


def _check_dispatch(
    session: Session, what: str, line: ReceiptLine, item: OrderItem
) -> Iterable[Found]:
    challan, invoice = dispatch_of(session, line)
    number = line.order_number
    if challan is None and invoice is None:
        named = (
            f"challan {line.challan_no}" if line.challan_no else f"tax invoice {line.invoice_no}"
        )
        if not line.challan_no and not line.invoice_no:
            named = "neither a challan nor a tax invoice"
        yield Found(
            DeviationKind.UNKNOWN_DISPATCH, what, "challan_no",
            f"a challan or invoice for order {number}", named,
            "no such paper was issued for this order in that financial year", number,
        )  # fmt: skip
        return
    if challan is None:
        return
    if line.challan_key is not None and line.challan_key != challan.number_key:
        yield Found(
            DeviationKind.UNKNOWN_DISPATCH, what, "challan_no", challan.number, line.challan_no,
            f"the tax invoice {line.invoice_no} belongs to another challan", number,
        )  # fmt: skip
    sent = _sent(session, challan, item.id)
    received = line.accepted + line.rejected if line.received is None else line.received
    if received > sent:
        yield Found(
            DeviationKind.QTY_MISMATCH, what, "rcd_qty", plain(sent), plain(received),
            f"more was received than challan {challan.number} sent", number,
        )  # fmt: skip


def _sent(session: Session, challan: Voucher, item_id: int) -> Decimal:
    return session.scalar(
        select(func.sum(VoucherLine.quantity)).where(
            VoucherLine.voucher_id == challan.id, VoucherLine.order_item_id == item_id
        )
    ) or Decimal(0)


def forget(session: Session, receipt: Receipt) -> None:
    """Take a receipt out of the books; the kept page and the audit trail still tell of it."""
    deviations.sync(session, "receipt", receipt.id, ())
    for line in list(receipt.lines):
        session.delete(line)
    session.flush()
    session.delete(receipt)


def recheck_all(books: Books, actor: Actor) -> int:
    """Link what can be linked and check every receipt again; returns how many orders there are."""
    with books.write(actor) as session:
        all_orders = session.scalars(select(Order).where(Order.business_id == here(session))).all()
        for order in all_orders:
            link_waiting(session, order)
        for receipt in session.scalars(select(Receipt).where(Receipt.business_id == here(session))):
            check(session, receipt)
        return len(all_orders)
