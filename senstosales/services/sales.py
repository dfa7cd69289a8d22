"""Sales orders that another program places, and the invoice of such an order.

A sales order is an order in the order book like any other; the invoice stands on a challan that sends
what is pending, so that quantities, stock and registers come out as if a clerk had made both.
"""

import datetime as dt
from typing import Annotated

from pydantic import Field
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, today
from senstosales.domain.amounts import ZERO, half_up, money
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.gst import ABROAD
from senstosales.domain.kinds import Status
from senstosales.errors import NotFound, Problem, Refused
from senstosales.queries import challans as challan_queries
from senstosales.queries import office, order_detail, parties
from senstosales.queries.details import OrderDetail
from senstosales.services import challans, invoices, manual_orders
from senstosales.services.challans import Issued
from senstosales.services.drafts import Draft, Quantity, Rate
from senstosales.tables.masters import Party, Product
from senstosales.tables.office import Series
from senstosales.tables.orders import Order

STYLE = "SO/{fy}/{n:4}"
"""How orders are numbered that bring no number of the customer's own."""
_SERIES = "sales_order"
_LONGEST_CODE, _LONGEST_UNIT = 40, 20


class SalesLineDraft(Draft):
    """Goods ordered; `unit_price` in rupees a unit, without GST."""

    product_id: int
    quantity: Annotated[Quantity, Field(gt=0)]
    unit_price: Annotated[Rate, Field(ge=0)]


class SalesOrderDraft(Draft):
    """An order as placed."""

    customer_id: int
    lines: Annotated[tuple[SalesLineDraft, ...], Field(min_length=1, max_length=2000)]


class UnknownProducts(Refused):
    """Products of an order that the books do not know; `problems` names each line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].sentence, field=problems[0].field)
        self.problems = tuple(problems)


def place(books: Books, actor: Actor, draft: SalesOrderDraft) -> int:
    """Enter the order under the next number of its series, dated today.

    Raises `NotFound` for a customer the business does not have, `UnknownProducts`, and `Invalid` for
    amounts beyond any real paper.
    """
    with books.write(actor) as session:
        _customer(session, draft.customer_id)
        day = today(session)
        items = tuple(
            _item(place, line, product)
            for place, (line, product) in enumerate(_with_products(session, draft), 1)
        )
        money(sum((half_up(item.quantity * item.rate) for item in items), ZERO))
        return manual_orders.keep(
            session,
            manual_orders.OrderDraft(
                number=_take_number(session, day),
                date=day,
                items=items,
                customer_id=draft.customer_id,
            ),
        )


def invoice(books: Books, actor: Actor, order_id: int) -> Issued:
    """The invoice of an order, dated today: what is pending is sent on a challan and billed; what a
    single challan has sent already is billed as it went.

    Raises `NotFound`, and `Refused` where the order is invoiced, cancelled, closed, sent on several
    challans, or goes abroad; `Invalid` while it cannot be told which GST applies.
    """
    with books.write(actor) as session:
        order = order_detail.detail(session, order_id)
        challan_id = _challan(session, order)
        return invoices.keep(
            session,
            invoices.InvoiceDraft(
                challan_id=challan_id,
                date=today(session),
                place_of_supply=_place(session, order),
            ),
        )


def _customer(session: Session, customer_id: int) -> Party:
    party = session.get(Party, customer_id)
    if (
        party is None
        or party.business_id != here(session)
        or party.is_deleted
        or not party.is_customer
    ):
        raise NotFound("customer", customer_id)
    return party


def _with_products(
    session: Session, draft: SalesOrderDraft
) -> list[tuple[SalesLineDraft, Product]]:
    ids = {line.product_id for line in draft.lines}
    known = {
        product.id: product
        for product in session.scalars(
            select(Product).where(
                Product.business_id == here(session),
                Product.id.in_(ids),
                Product.is_deleted.is_(False),
            )
        )
    }
    problems = [
        Problem(f"items.{place}.product_id", f"Product {line.product_id} not found")
        for place, line in enumerate(draft.lines)
        if line.product_id not in known
    ]
    if problems:
        raise UnknownProducts(problems)
    return [(line, known[line.product_id]) for line in draft.lines]


def _item(place: int, line: SalesLineDraft, product: Product) -> manual_orders.ItemDraft:
    code = product.material_code or ""
    return manual_orders.ItemDraft(
        item_no=place,
        quantity=line.quantity,
        rate=line.unit_price,
        material_code=code if len(code) <= _LONGEST_CODE else None,
        unit=(product.unit or "NOS")[:_LONGEST_UNIT],
        description=product.name or product.description or code,
        hsn=product.hsn,
        product_id=product.id,
        # A lot without a date: the customer named none, so that it is never overdue.
        lots=(manual_orders.LotDraft(lot_no=1, quantity=line.quantity),),
    )


def _take_number(session: Session, day: dt.date) -> str:
    """The next number of the year's series that no order bears."""
    year = FiscalYear.of(day)
    series = session.scalar(
        select(Series).where(
            Series.business_id == here(session),
            Series.kind == _SERIES,
            Series.fiscal_year == year.start,
        )
    )
    if series is None:
        series = Series(
            business_id=here(session), kind=_SERIES, fiscal_year=year.start, next_number=1
        )
        session.add(series)
    while True:
        number = office.format_number(STYLE, series.next_number, year)
        series.next_number += 1
        taken = exists().where(Order.business_id == here(session), Order.number == number)
        if not session.scalar(select(taken)):
            return number


def _challan(session: Session, order: OrderDetail) -> int:
    """The challan whose goods are to be billed: the one there is, else a new one for all that is
    pending.
    """
    if order.invoices:
        raise Refused(
            f"Order {order.number} is invoiced already: invoice {order.invoices[0].number}."
        )
    if order.status is Status.CANCELLED:
        raise Refused(f"Order {order.number} is cancelled.")
    pending = challans.pending_lines(order.items)
    sent = [
        challan
        for challan in order.challans
        if challan.id and not challan_queries.detail(session, challan.id).is_replacement
    ]
    if len(sent) == 1 and not pending and sent[0].id:
        return sent[0].id
    if sent:
        raise Refused(
            f"Order {order.number} is sent on several challans, or in part. Each challan gets its "
            "own invoice at the desk."
        )
    if order.status is Status.CLOSED:
        raise Refused(f"Order {order.number} is closed.")
    if not pending:
        raise Refused(f"Nothing is left to send of order {order.number}.")
    draft = challans.ChallanDraft(order_id=order.id, date=today(session), lines=pending)
    return challans.keep(session, draft).id


def _place(session: Session, order: OrderDetail) -> str | None:
    """The place of supply where the invoice cannot find it by itself; None where it can.

    For somebody unregistered whose address is not recorded it is the supplier's own (IGST Act s.
    10(1)(ca)).
    """
    party = parties.buyer_of_order(session, order.id)
    if ABROAD in (party.place_of_supply, party.state_code):
        raise Refused(
            f"{party.name} is abroad. Whether the export bears IGST or goes under a letter of "
            "undertaking is decided at the desk."
        )
    if party.gstin or party.state_code or party.place_of_supply or party.address:
        return None
    return office.letterhead(session).state_code
