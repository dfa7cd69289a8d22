"""Invoices sent by billing programs: the review queue, one of them whole, and what listeners hear."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping, Select, case, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO
from senstosales.domain.handling import BillingStage, Priority, Section, Stage
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import NotFound
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.handling import Event, Handling, Salesman
from senstosales.tables.masters import Party
from senstosales.tables.people import User
from senstosales.tables.vouchers import Voucher, VoucherLine

CHANNEL = "invoices"
"""The stream of events about sent invoices."""


@dataclass(frozen=True, slots=True)
class HandledRow:
    """One sent invoice of the list, where it stands in words; `total` in rupees."""

    id: int
    number: str
    date: dt.date
    customer: str | None
    salesman: str | None
    priority: str
    stage: str
    billing: str
    status: Status
    return_reason: str | None
    returned_from: str | None
    returned_at: dt.datetime | None
    total: Decimal


@dataclass(frozen=True, slots=True)
class HandledLine:
    """Goods of a sent invoice, in the words of the import contract; `mrp` in rupees a unit."""

    id: int
    name: str
    item_code: str
    barcode: str
    quantity: int
    mrp: Decimal
    company_name: str
    packing: str
    shelf_location: str
    remarks: str
    batch_no: str
    expiry_date: str | None


@dataclass(frozen=True, slots=True)
class HandledInvoice:
    """A sent invoice, whole. `customer` holds the contract's fields of the customer by their names."""

    id: int
    version: int
    invoice_no: str
    invoice_date: dt.date
    customer: dict[str, str]
    stage: Stage
    billing: BillingStage
    priority: Priority
    salesman_id: int | None
    salesman_name: str
    salesman_phone: str
    created_by: str
    remarks: str
    total: Decimal
    created_at: dt.datetime
    returned_from: Section | None
    return_reason: str | None
    returned_at: dt.datetime | None
    returned_by_id: int | None
    returned_by_email: str | None
    returned_by_name: str | None
    resolution_notes: str | None
    resolved_at: dt.datetime | None
    resolved_by_id: int | None
    resolved_by_email: str | None
    resolved_by_name: str | None
    lines: tuple[HandledLine, ...]


_status = case(
    (Handling.status == Stage.REVIEW.value, Status.REVIEW.value),
    (Handling.status == Stage.DELIVERED.value, Status.DELIVERED.value),
    (Handling.status == Stage.DISPATCHED.value, Status.DISPATCHED.value),
    else_=Status.OPEN.value,
)
_SELECTED = {
    "id": Voucher.id,
    "number": Voucher.number,
    "date": Voucher.voucher_date,
    "customer": Voucher.party_name,
    "salesman": Salesman.name,
    "priority": Handling.priority,
    "stage": Handling.status,
    "billing": Handling.billing_status,
    "status": _status,
    "return_reason": Handling.return_reason,
    "returned_from": Handling.returned_from,
    "returned_at": Handling.returned_at,
    "total": Voucher.total,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = (
        conditions.labelled(_SELECTED)
        .join(Handling, Handling.voucher_id == Voucher.id)
        .outerjoin(Salesman, Salesman.id == Handling.salesman_id)
        .where(
            Voucher.business_id == here(session),
            Voucher.state != VoucherState.BINNED.value,
        )
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Voucher.number, Voucher.party_name, Salesman.name, Handling.return_reason),
        status=_status,
        value=Voucher.total,
        day=Voucher.voucher_date,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[HandledRow]:
    """A slice of the list: what came back first, then the newest, unless asked otherwise."""
    back_first = (case((Handling.status == Stage.REVIEW.value, 0), else_=1),)
    query = conditions.order(_query(session, wanted), sort, _SELECTED, back_first, Voucher.id)
    return [_row(found) for found in session.execute(query.limit(limit).offset(offset)).mappings()]


def _row(found: RowMapping) -> HandledRow:
    facts: dict[str, Any] = dict(found)
    came_from = facts["returned_from"]
    facts |= {
        "stage": Stage(facts["stage"]).label,
        "billing": BillingStage(facts["billing"]).label,
        "priority": Priority(facts["priority"]).label,
        "returned_from": Section(came_from).label if came_from else None,
        "status": Status(facts["status"]),
    }
    return HandledRow(**facts)


def totals(session: Session, wanted: Filter) -> Totals:
    """How many sent invoices a filter finds, and what they come to."""
    return conditions.totals(session, _query(session, wanted), {"total": Voucher.total})


REGISTER = Register(
    noun="handling",
    title="Sent invoices",
    columns=(
        Column("number", "Invoice", Look.NUMBER, 14),
        Column("date", "Date", Look.DATE, 12),
        Column("customer", "Customer", Look.TEXT, 26),
        Column("salesman", "Salesman", Look.TEXT, 14),
        Column("priority", "Priority", Look.TEXT, 8, own=True),
        Column("stage", "Stands at", Look.TEXT, 11, own=True),
        Column("return_reason", "Reason", Look.TEXT, 28, help="Why it came back to billing"),
        Column("total", "Total ₹", Look.MONEY, 14),
        Column("status", "Status", Look.STATUS, 11),
        Column("returned_from", "Came from", Look.TEXT, 10, shown=False, own=True),
        Column("returned_at", "Came back on", Look.MOMENT, 16, shown=False),
        Column("billing", "Billing", Look.TEXT, 12, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(Status.REVIEW, Status.OPEN, Status.DISPATCHED, Status.DELIVERED),
    watches=frozenset({"handlings", "vouchers"}),
)


def find(session: Session, number: str) -> int | None:
    """The id of the sent invoice with exactly this number, or None."""
    return session.scalar(
        select(Voucher.id)
        .join(Handling, Handling.voucher_id == Voucher.id)
        .where(
            Voucher.business_id == here(session),
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.number == number,
            Voucher.state != VoucherState.BINNED.value,
        )
    )


def detail(session: Session, voucher_id: int) -> HandledInvoice:
    """A sent invoice, whole; raises `NotFound`."""
    row = session.execute(
        select(Voucher, Handling, Salesman)
        .join(Handling, Handling.voucher_id == Voucher.id)
        .outerjoin(Salesman, Salesman.id == Handling.salesman_id)
        .where(Voucher.id == voucher_id, Voucher.business_id == here(session))
    ).one_or_none()
    if row is None:
        raise NotFound("sent invoice", voucher_id)
    voucher, handling, salesman = row
    returned_by = session.get(User, handling.returned_by_id) if handling.returned_by_id else None
    resolved_by = session.get(User, handling.resolved_by_id) if handling.resolved_by_id else None
    return HandledInvoice(
        id=voucher.id,
        version=handling.version,
        invoice_no=voucher.number,
        invoice_date=voucher.voucher_date,
        customer=_customer(session.get(Party, voucher.party_id) if voucher.party_id else None),
        stage=Stage(handling.status),
        billing=BillingStage(handling.billing_status),
        priority=Priority(handling.priority),
        salesman_id=salesman.id if salesman else None,
        salesman_name=salesman.name if salesman else "",
        salesman_phone=(salesman.phone if salesman else None) or "",
        created_by=handling.created_by or "",
        remarks=handling.remarks or "",
        total=voucher.total or ZERO,
        created_at=voucher.created_at,
        returned_from=Section(handling.returned_from) if handling.returned_from else None,
        return_reason=handling.return_reason,
        returned_at=handling.returned_at,
        returned_by_id=handling.returned_by_id,
        returned_by_email=returned_by.email if returned_by else None,
        returned_by_name=returned_by.name if returned_by else handling.returned_by_name,
        resolution_notes=handling.resolution_notes,
        resolved_at=handling.resolved_at,
        resolved_by_id=handling.resolved_by_id,
        resolved_by_email=resolved_by.email if resolved_by else None,
        resolved_by_name=resolved_by.name if resolved_by else None,
        lines=tuple(_line(line) for line in voucher.lines),
    )


def _customer(party: Party | None) -> dict[str, str]:
    first, _, second = ((party.address if party else None) or "").partition("\n")
    facts = {
        "code": party and party.code,
        "name": party and party.name,
        "area": party and party.area,
        "address1": first,
        "address2": second,
        "phone1": party and party.phone,
        "phone2": party and party.second_phone,
        "email": party and party.email,
    }
    return {name: value or "" for name, value in facts.items()}


def _line(line: VoucherLine) -> HandledLine:
    said = line.article or {}
    priced = line.pricing or {}
    return HandledLine(
        id=line.id,
        name=line.description or "",
        item_code=line.material_code or "",
        barcode=said.get("barcode", ""),
        quantity=int(line.quantity),
        mrp=Decimal(priced["price"]) if "price" in priced else line.rate,
        company_name=said.get("company_name", ""),
        packing=said.get("packing", ""),
        shelf_location=said.get("shelf_location", ""),
        remarks=said.get("remarks", ""),
        batch_no=said.get("batch_no", ""),
        expiry_date=said.get("expiry_date"),
    )


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a stream: its place, and what is said."""

    id: int
    data: dict[str, Any]


def events_after(session: Session, last_id: int, limit: int = 200) -> list[EventLine]:
    """The events after a place in the stream, in their order."""
    rows = session.execute(
        select(Event.id, Event.data)
        .where(Event.business_id == here(session), Event.channel == CHANNEL, Event.id > last_id)
        .order_by(Event.id)
        .limit(limit)
    )
    return [EventLine(row.id, row.data) for row in rows]


def last_event(session: Session) -> int:
    """The place of the newest event of the stream; 0 before the first."""
    found = session.scalar(
        select(Event.id)
        .where(Event.business_id == here(session), Event.channel == CHANNEL)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return found or 0


def waiting(session: Session) -> int:
    """How many invoices wait at billing for their review."""
    return totals(session, Filter(statuses=frozenset({Status.REVIEW}))).count
