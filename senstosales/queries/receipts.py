"""Stores receipts (SRVs): the list, and one receipt whole."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, exists, func, literal_column, or_, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import conditions, deviations, positions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.details import ReceiptDetail, ReceiptLineDetail
from senstosales.queries.papers import Reference
from senstosales.tables.base import Quantity
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem, SourcePage
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One SRV of the list; quantities sum its lines that count."""

    id: int
    number: str
    date: dt.date
    year: str
    order_numbers: str | None
    challan_numbers: str | None
    invoice_numbers: str | None
    lines: int
    received: Decimal
    accepted: Decimal
    rejected: Decimal
    status: Status
    created_at: dt.datetime


_mine = ReceiptLine.receipt_id == Receipt.id


def _of_lines(what: Any) -> Any:
    return select(what).where(_mine, positions.counts).correlate(Receipt).scalar_subquery()


_received = type_coerce(func.coalesce(_of_lines(func.sum(positions.line_received)), 0), Quantity)
_rejected = type_coerce(func.coalesce(_of_lines(func.sum(ReceiptLine.rejected)), 0), Quantity)
receipt_status = case(
    (
        exists(
            select(ReceiptLine.id).where(_mine, ReceiptLine.order_id.is_(None)).correlate(Receipt)
        ),
        Status.UNLINKED.value,
    ),
    (_rejected > literal_column("0"), Status.REJECTIONS.value),
    else_=Status.RECEIVED.value,
)

_SELECTED = {
    "id": Receipt.id,
    "number": Receipt.number,
    "date": Receipt.receipt_date,
    "year": Receipt.fiscal_year,
    "order_numbers": _of_lines(func.group_concat(ReceiptLine.order_number.distinct())),
    "challan_numbers": _of_lines(func.group_concat(ReceiptLine.challan_no.distinct())),
    "invoice_numbers": _of_lines(func.group_concat(ReceiptLine.invoice_no.distinct())),
    "lines": _of_lines(func.count(ReceiptLine.id)),
    "received": _received,
    "accepted": type_coerce(func.coalesce(_of_lines(func.sum(ReceiptLine.accepted)), 0), Quantity),
    "rejected": _rejected,
    "status": receipt_status,
    "created_at": Receipt.created_at,
}


def _named_in_lines(like: str) -> Any:
    return exists(
        select(ReceiptLine.id)
        .where(
            _mine,
            or_(
                conditions.Holds(ReceiptLine.order_number, like),
                conditions.Holds(ReceiptLine.challan_no, like),
                conditions.Holds(ReceiptLine.invoice_no, like),
            ),
        )
        .correlate(Receipt)
    )


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(Receipt.business_id == here(session))
    if wanted.parent is not None:
        query = query.where(
            Receipt.id.in_(
                select(ReceiptLine.receipt_id).where(ReceiptLine.order_id == wanted.parent)
            )
        )
    if wanted.order_number is not None:
        query = query.where(
            Receipt.id.in_(
                select(ReceiptLine.receipt_id).where(
                    ReceiptLine.order_number == wanted.order_number
                )
            )
        )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Receipt.number,),
        also=_named_in_lines,
        status=receipt_status,
        day=Receipt.receipt_date,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[ReceiptRow]:
    """A slice of the list, newest first unless asked otherwise."""
    query = conditions.order(
        _query(session, wanted), sort, _SELECTED, (Receipt.receipt_date.desc(),), Receipt.id
    )
    rows = []
    for found in session.execute(query.limit(limit).offset(offset)).mappings():
        facts = dict(found)
        facts |= {"status": Status(facts["status"]), "year": FiscalYear(facts["year"]).label}
        for key in ("order_numbers", "challan_numbers", "invoice_numbers"):
            facts[key] = facts[key] and facts[key].replace(",", ", ")
        rows.append(ReceiptRow(**facts))
    return rows


def totals(session: Session, wanted: Filter) -> Totals:
    """How many SRVs a filter finds. Quantities of different units are not added up."""
    return conditions.totals(session, _query(session, wanted), {})


REGISTER = Register(
    noun="receipts",
    title="Stores receipts (SRV)",
    columns=(
        Column("number", "SRV", Look.NUMBER, 9),
        Column("date", "Date", Look.DATE, 12),
        Column("order_numbers", "PO number", Look.NUMBER, 11),
        Column("status", "Status", Look.STATUS, 12),
        Column("challan_numbers", "Challan", Look.NUMBER, 11),
        Column("invoice_numbers", "Invoice", Look.NUMBER, 11),
        Column("received", "Received", Look.QUANTITY, 10),
        Column("accepted", "Accepted", Look.QUANTITY, 10),
        Column("rejected", "Rejected", Look.QUANTITY, 10),
        Column("lines", "Lines", Look.COUNT, 6),
        Column("year", "Year", Look.NUMBER, 9),
    ),
    page=page,
    totals=totals,
    statuses=(Status.RECEIVED, Status.REJECTIONS, Status.UNLINKED),
    watches=frozenset({"receipts", "receipt_lines", "orders", "vouchers"}),
    by_year=True,
)


def find(session: Session, number: str, year: int | None = None) -> int:
    """The id of the SRV with this number, the newest if several years have it; raises `NotFound`."""
    query = select(Receipt.id).where(
        Receipt.business_id == here(session), Receipt.number == number.strip()
    )
    if year is not None:
        query = query.where(Receipt.fiscal_year == year)
    found = session.scalar(query.order_by(Receipt.receipt_date.desc()).limit(1))
    if found is None:
        raise NotFound("SRV", number)
    return found


def detail(session: Session, receipt_id: int) -> ReceiptDetail:
    """One SRV, whole, replaced revisions included; raises `NotFound`."""
    receipt = session.get(Receipt, receipt_id)
    if receipt is None or receipt.business_id != here(session):
        raise NotFound("SRV", receipt_id)
    status, page_hash, customer = session.execute(
        select(receipt_status, SourcePage.sha256, Party.name)
        .select_from(Receipt)
        .join(Party, Party.id == Receipt.customer_id)
        .outerjoin(SourcePage, SourcePage.id == Receipt.page_id)
        .where(Receipt.id == receipt_id)
    ).one()
    counting = set(
        session.scalars(
            select(ReceiptLine.id).where(ReceiptLine.receipt_id == receipt_id, positions.counts)
        )
    )
    return ReceiptDetail(
        id=receipt.id,
        number=receipt.number,
        date=receipt.receipt_date,
        fiscal_year=FiscalYear(receipt.fiscal_year).label,
        customer=customer,
        status=Status(status),
        page_id=receipt.page_id,
        page_hash=page_hash,
        created_at=receipt.created_at,
        lines=tuple(_line(session, line, line.id in counting) for line in receipt.lines),
        deviations=deviations.of(session, "receipt", [receipt_id]),
    )


def _line(session: Session, line: ReceiptLine, counts: bool) -> ReceiptLineDetail:
    challan, invoice = dispatch_of(session, line)
    order = session.get(Order, line.order_id) if line.order_id is not None else None
    item = session.scalar(
        select(OrderItem).where(
            OrderItem.order_id == line.order_id, OrderItem.item_no == line.item_no
        )
    )
    same_name = (
        "id", "order_number", "order_id", "item_no", "sub_item", "srv_item_no", "rev_no",
        "division", "pmir_no", "challan_no", "challan_date", "invoice_no", "invoice_date",
        "finance_date", "cnote_no", "cnote_date", "unit", "order_quantity", "challan_quantity",
        "accepted", "rejected",
    )  # fmt: skip
    return ReceiptLineDetail(
        **{name: getattr(line, name) for name in same_name},
        counts=counts,
        received=line.accepted + line.rejected if line.received is None else line.received,
        received_was_blank=line.received is None,
        lot_no=int(line.sub_item) if line.sub_item and line.sub_item.strip("0").isdigit() else None,
        challan=_reference(challan),
        invoice=_reference(invoice),
        description=item.description if item else None,
        order_date=order.order_date if order else None,
    )


def dispatch_of(session: Session, line: ReceiptLine) -> tuple[Voucher | None, Voucher | None]:
    """The live challan and invoice a receipt line names: by challan number, else by the invoice's,
    only within the financial year named and only of the same order.
    """
    if line.order_id is None:
        return None, None
    invoice = _live(session, VoucherKind.INVOICE, line, line.invoice_key, line.invoice_fiscal_year)
    challan = _live(session, VoucherKind.CHALLAN, line, line.challan_key, line.challan_fiscal_year)
    if challan is None and invoice is not None and invoice.challan_id is not None:
        challan = session.get(Voucher, invoice.challan_id)
    return challan, invoice


def _live(
    session: Session, kind: VoucherKind, line: ReceiptLine, key: str | None, year: int | None
) -> Voucher | None:
    return session.scalar(
        select(Voucher).where(
            Voucher.business_id == here(session),
            Voucher.kind == kind.value,
            Voucher.state == VoucherState.ISSUED.value,
            Voucher.number_key == key,
            Voucher.fiscal_year == year,
            Voucher.order_id == line.order_id,
        )
    )


def _reference(voucher: Voucher | None) -> Reference | None:
    return Reference(voucher.number, voucher.voucher_date, voucher.id) if voucher else None


@dataclass(frozen=True, slots=True)
class ReceiptSums:
    """What the counting lines of an SRV state about order and challan, and what the order holds."""

    ordered: Decimal
    on_challan: Decimal
    order_total: Decimal


NO_SUMS = ReceiptSums(Decimal(0), Decimal(0), Decimal(0))


def sums_of(session: Session, ids: Sequence[int]) -> dict[int, ReceiptSums]:
    """The sums of several SRVs."""
    found: dict[int, ReceiptSums] = {}
    for start in range(0, len(ids), 900):
        query = (
            select(
                ReceiptLine.receipt_id,
                func.sum(ReceiptLine.order_quantity),
                func.sum(ReceiptLine.challan_quantity),
                func.sum(OrderItem.quantity),
            )
            .outerjoin(
                OrderItem,
                (OrderItem.order_id == ReceiptLine.order_id)
                & (OrderItem.item_no == ReceiptLine.item_no),
            )
            .where(ReceiptLine.receipt_id.in_(ids[start : start + 900]), positions.counts)
            .group_by(ReceiptLine.receipt_id)
        )
        for receipt_id, *sums in session.execute(query):
            found[receipt_id] = ReceiptSums(*(value or Decimal(0) for value in sums))
    return found
