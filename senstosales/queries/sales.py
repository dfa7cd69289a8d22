"""Orders, customers and invoices as the sales contract shows them: lists by page, one invoice whole."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from senstosales.books.store import here
from senstosales.domain import address
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.domain.law import state_name
from senstosales.errors import NotFound
from senstosales.queries import invoice_account, invoices, positions, voucher_detail
from senstosales.queries.papers import VoucherDetail
from senstosales.tables.masters import Party, Product
from senstosales.tables.orders import Order, OrderItem


@dataclass(frozen=True, slots=True)
class SalesLine:
    """Goods of an order: rupees a unit and for the line, before GST; no product where the books know
    none of that material.
    """

    product_id: int | None
    quantity: Decimal
    unit_price: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class SalesOrder:
    """An order of the list; `total` in rupees is that of its lines. `by_page` where the customer's own
    purchase order is in the books.
    """

    id: int
    customer_id: int
    number: str
    date: dt.date
    status: Status
    by_page: bool
    total: Decimal
    lines: tuple[SalesLine, ...]


@dataclass(frozen=True, slots=True)
class SalesCustomer:
    """A customer with the parts of his address."""

    id: int
    name: str
    email: str
    phone: str
    gstin: str | None
    address: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SalesInvoice:
    """An invoice with whose it is, what is open of it in rupees, and until when that is to be paid.

    `payment` is the invoice's own word, such as Part paid; None for one that is not in force.
    """

    paper: VoucherDetail
    customer_id: int | None
    open: Decimal
    due_date: dt.date
    payment: Status | None


def order_page(session: Session, limit: int, offset: int) -> tuple[list[SalesOrder], int]:
    """A slice of the order book, newest first, and how many orders there are."""
    wanted = Order.business_id == here(session)
    count = session.scalar(select(func.count(Order.id)).where(wanted))
    chosen = select(Order.id).where(wanted).order_by(*_NEWEST).limit(limit).offset(offset)
    return _whole(session, session.scalars(chosen).all()), count or 0


def order(session: Session, order_id: int) -> SalesOrder:
    """One order; raises `NotFound`."""
    found = session.get(Order, order_id)
    if found is None or found.business_id != here(session):
        raise NotFound("order", order_id)
    return _whole(session, [order_id])[0]


_NEWEST = (Order.order_date.desc(), Order.id.desc())


def _whole(session: Session, ids: Sequence[int]) -> list[SalesOrder]:
    lines = _lines(session, ids)
    heads = session.execute(
        select(Order, positions.order_status).where(Order.id.in_(ids)).order_by(*_NEWEST)
    )
    return [
        SalesOrder(
            id=head.id,
            customer_id=head.customer_id,
            number=head.number,
            date=head.order_date,
            status=Status(status),
            by_page=head.page_id is not None,
            total=sum((line.total for line in lines[head.id]), ZERO),
            lines=lines[head.id],
        )
        for head, status in heads
    ]


_Known = aliased(Product, name="known")


def _lines(session: Session, order_ids: Sequence[int]) -> defaultdict[int, tuple[SalesLine, ...]]:
    """Lines that are in force; of an order that is cancelled whole, all."""
    found: defaultdict[int, list[tuple[bool, SalesLine]]] = defaultdict(list)
    rows = session.execute(
        select(OrderItem, func.coalesce(OrderItem.product_id, _Known.id))
        .outerjoin(
            _Known,
            and_(
                _Known.business_id == here(session),
                _Known.material_code == OrderItem.material_code,
                _Known.is_deleted.is_(False),
            ),
        )
        .where(OrderItem.order_id.in_(order_ids))
        .order_by(OrderItem.order_id, OrderItem.item_no)
    )
    for item, product_id in rows:
        total = half_up(item.quantity * item.rate)
        line = SalesLine(product_id, item.quantity, item.rate, total)
        found[item.order_id].append((item.is_cancelled, line))
    lines: defaultdict[int, tuple[SalesLine, ...]] = defaultdict(tuple)
    for order_id, every in found.items():
        live = tuple(line for cancelled, line in every if not cancelled)
        lines[order_id] = live or tuple(line for _, line in every)
    return lines


def customer_page(session: Session, limit: int, offset: int) -> tuple[list[SalesCustomer], int]:
    """A slice of the customers, in the order in which they came, and how many there are."""
    wanted = (Party.business_id == here(session), Party.is_customer, Party.is_deleted.is_(False))
    count = session.scalar(select(func.count(Party.id)).where(*wanted))
    found = session.scalars(
        select(Party).where(*wanted).order_by(Party.id).limit(limit).offset(offset)
    )
    return [_customer(party) for party in found], count or 0


def customer(session: Session, party_id: int) -> SalesCustomer:
    """One customer; raises `NotFound`."""
    party = session.get(Party, party_id)
    if (
        party is None
        or party.business_id != here(session)
        or not party.is_customer
        or party.merged_into_id is not None
    ):
        raise NotFound("customer", party_id)
    return _customer(party)


def _customer(party: Party) -> SalesCustomer:
    return SalesCustomer(
        id=party.id,
        name=party.name,
        email=party.email or "",
        phone=party.phone or "",
        gstin=party.gstin,
        address=_parts(party),
    )


def _parts(party: Party) -> dict[str, str]:
    """The parts as they were given, unless the address was changed as a whole since."""
    given = party.address_parts or {}
    if address.written(given) != (party.address or None):
        given = {"street": party.address or "", "state": state_name(party.state_code) or ""}
    return {part: given.get(part, "") for part in address.PARTS}


def invoice(session: Session, invoice_id: int) -> SalesInvoice:
    """One invoice; raises `NotFound`."""
    paper = voucher_detail.detail(session, invoice_id, VoucherKind.INVOICE)
    found = session.get(Order, paper.order.id) if paper.order else None
    customer_id = paper.party_id or (found.customer_id if found else None)
    due = invoices.last_day(paper.date, paper.due_date)
    held = invoice_account.account(session, invoice_id)
    if held is None:
        return SalesInvoice(paper, customer_id, ZERO, due, None)
    return SalesInvoice(paper, customer_id, held.open, due, held.status)
