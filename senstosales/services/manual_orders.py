"""Orders that did not come as a page: entered or corrected by hand or by another program."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now, today
from senstosales.domain.amounts import ZERO, half_up, money, plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import DeviationKind
from senstosales.domain.reconcile import spread
from senstosales.errors import Conflict, Invalid, NotFound, Refused
from senstosales.months import shown
from senstosales.queries import order_detail, parties
from senstosales.services import deviations, receipts
from senstosales.services.deviations import Found
from senstosales.services.drafts import (
    Draft,
    Hsn,
    LongText,
    Money,
    Name,
    Place,
    Quantity,
    Rate,
    Text,
)
from senstosales.services.parties import PORTAL_LETTERHEAD, customer_of_page
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem, OrderLot, OrderVersion


class LotDraft(Draft):
    """A lot as entered. `delivered` above zero is kept as a clerk's override."""

    lot_no: Place
    quantity: Quantity
    delivered: Quantity | None = None
    due_date: dt.date | None = None
    entry_allow_date: dt.date | None = None
    entry_allow_text: Text = None
    dest_code: Text = None


class ItemDraft(Draft):
    """An item as entered; without lots it gets lot 1 with the whole quantity."""

    item_no: Place
    quantity: Quantity
    rate: Rate = ZERO
    material_code: Text = None
    material_category: Text = None
    unit: Text = None
    description: LongText = None
    drawing: LongText = None
    hsn: Hsn = None
    item_value: Money | None = None
    product_id: int | None = None
    lots: tuple[LotDraft, ...] = ()


class OrderDraft(Draft):
    """An order as entered. Figures that do not agree are kept and listed as deviations."""

    number: Name
    date: dt.date
    items: tuple[ItemDraft, ...]
    customer_id: int | None = None
    amend_no: Place = 0
    department_no: Text = None
    order_type: Text = None
    supplier_code: Text = None
    supplier_name: Text = None
    supplier_gstin: Text = None
    supplier_phone: Text = None
    supplier_fax: Text = None
    supplier_email: Text = None
    enquiry_no: Text = None
    enquiry_date: dt.date | None = None
    quotation_ref: Text = None
    quotation_date: dt.date | None = None
    rc_no: Text = None
    portal_status: Text = None
    order_value: Money | None = None
    net_value: Money | None = None
    fob_value: Money | None = None
    ex_rate: Rate | None = None
    currency: Text = None
    inspection_by: Text = None
    inspection_at: Text = None
    issuer_name: Text = None
    issuer_designation: Text = None
    issuer_phone: Text = None
    buyer_tin_no: Text = None
    buyer_ecc_no: Text = None
    buyer_mpct_no: Text = None
    remarks: LongText = None


FURTHEST_AHEAD = dt.timedelta(days=366)
_ITEMS = frozenset({"number", "date", "items", "customer_id"})


def create(books: Books, actor: Actor, draft: OrderDraft) -> int:
    """Enter an order; raises `Invalid`, or `Conflict` if it is in the books already."""
    with books.write(actor) as session:
        return keep(session, draft)


def keep(session: Session, draft: OrderDraft) -> int:
    """`create` inside a transaction that does more."""
    _check(draft)
    _check_date(session, draft.date)
    customer = _customer(session, draft)
    year = FiscalYear.of(draft.date)
    held = session.scalar(
        select(Order.id).where(
            Order.business_id == here(session),
            Order.customer_id == customer.id,
            Order.number == draft.number,
            Order.fiscal_year == year.start,
        )
    )
    if held is not None:
        raise Conflict(f"Order {draft.number} of {year.label} is in the books already.")
    order = Order(
        business_id=here(session),
        customer_id=customer.id,
        number=draft.number,
        fiscal_year=year.start,
        order_date=draft.date,
    )
    session.add(order)
    _apply(session, order, draft)
    return order.id


def update(books: Books, actor: Actor, order_id: int, draft: OrderDraft) -> None:
    """Change an order in place: items keep their papers, those not named any more are cancelled.

    Raises `Invalid`, `NotFound`, and `Refused` when less would be ordered than has been sent.
    """
    _check(draft)
    with books.write(actor) as session:
        order = session.get(Order, order_id)
        if order is None or order.business_id != here(session):
            raise NotFound("order", order_id)
        if FiscalYear.of(draft.date).start != order.fiscal_year:
            raise Refused(
                "The date would move the order to another financial year: it would be another order."
            )
        _check_date(session, draft.date)
        order.order_date = draft.date
        _apply(session, order, draft)


def set_delivered(
    books: Books, actor: Actor, order_id: int, item_no: int, delivered: Decimal
) -> None:
    """A clerk's word on how much of an item has been delivered, in place of the challans' sum.

    It is spread over the item's lots, first lot first. Raises `NotFound`, and `Refused` for more
    than was ordered.
    """
    with books.write(actor) as session:
        item = session.scalar(
            select(OrderItem).where(OrderItem.order_id == order_id, OrderItem.item_no == item_no)
        )
        if item is None:
            raise NotFound("item", item_no)
        if delivered < 0:
            raise Invalid("A quantity cannot be below zero.", field="delivered_qty")
        if delivered > item.quantity:
            raise Refused(
                f"{plain(delivered)} are more than the {plain(item.quantity)} ordered of item "
                f"{item_no}.",
                field="delivered_qty",
            )
        lots = [lot for lot in item.lots if not lot.is_cancelled]
        for lot, share in zip(lots, spread(delivered, [lot.quantity for lot in lots]), strict=True):
            lot.override_quantity = share
            lot.override_reason = f"entered by {actor.name}"


def _check(draft: OrderDraft) -> None:
    if not draft.number or len(draft.number) > 40 or not draft.number.isprintable():
        raise Invalid("Give the order a number of at most 40 characters.", field="po_number")
    if not draft.items:
        raise Invalid("An order needs at least one item.", field="items")
    numbers = [item.item_no for item in draft.items]
    if len(set(numbers)) != len(numbers):
        raise Invalid("Two items have the same number.", field="items")
    for place, item in enumerate(draft.items):
        if item.quantity <= 0:
            raise Invalid(
                f"Item {item.item_no}: enter a quantity above zero.",
                field=f"items.{place}.ordered_quantity",
            )
        lot_numbers = [lot.lot_no for lot in item.lots]
        if len(set(lot_numbers)) != len(lot_numbers):
            raise Invalid(f"Item {item.item_no}: two lots have the same number.", field="items")
        for lot in item.lots:
            if lot.quantity < 0 or (lot.delivered is not None and lot.delivered > lot.quantity):
                raise Invalid(
                    f"Lot {lot.lot_no} of item {item.item_no}: more delivered than ordered.",
                    field=f"items.{place}.deliveries",
                )


def _check_date(session: Session, day: dt.date) -> None:
    if day > today(session) + FURTHEST_AHEAD:
        raise Invalid(f"{shown(day)} lies more than a year ahead.", field="po_date")


def _customer(session: Session, draft: OrderDraft) -> Party:
    if draft.customer_id is None:
        default = parties.default_customer(session)
        return default or customer_of_page(session, PORTAL_LETTERHEAD)
    party = session.get(Party, draft.customer_id)
    if party is None or party.business_id != here(session) or party.merged_into_id is not None:
        raise NotFound("party", draft.customer_id)
    return party


def _apply(session: Session, order: Order, draft: OrderDraft) -> None:
    for name in draft.model_fields_set - _ITEMS:
        setattr(order, name, getattr(draft, name))
    total = money(sum((_value(item) for item in draft.items), half_up(ZERO)))
    if order.order_value is None:
        order.order_value = total
    if order.net_value is None:
        order.net_value = order.order_value
    held = {item.item_no: item for item in order.items}
    for number, item in held.items():
        item.is_cancelled = number not in {entered.item_no for entered in draft.items}
    for entered in draft.items:
        found = held.get(entered.item_no)
        if found is None:
            found = OrderItem(item_no=entered.item_no, drawing_numbers=[])
            order.items.append(found)
        _apply_item(found, entered, draft)
    session.flush()
    _refuse_below_sent(session, order)
    _note_version(session, order)
    deviations.sync(session, "order", order.id, _disagreements(order, draft, total))
    receipts.link_waiting(session, order)


def _value(item: ItemDraft) -> Decimal:
    return money(half_up(item.quantity * item.rate))


def _apply_item(item: OrderItem, entered: ItemDraft, draft: OrderDraft) -> None:
    item.material_code = entered.material_code
    item.material_category = entered.material_category
    item.unit = entered.unit or "NO"
    item.rate, item.quantity = entered.rate, entered.quantity
    item.item_value = entered.item_value
    if entered.item_value is None:
        item.item_value = _value(entered)
    item.description = entered.description
    if entered.drawing != ", ".join(item.drawing_numbers):
        item.drawing_numbers = [entered.drawing] if entered.drawing else []
    item.hsn = entered.hsn
    if entered.product_id is not None:
        item.product_id = entered.product_id
    item.is_cancelled = False
    lots = entered.lots or (
        LotDraft(
            lot_no=1,
            quantity=entered.quantity,
            due_date=draft.date,
            entry_allow_date=draft.date,
            dest_code=draft.department_no or "1",
        ),
    )
    held = {lot.lot_no: lot for lot in item.lots}
    for number, lot in held.items():
        lot.is_cancelled = number not in {wanted.lot_no for wanted in lots}
    for wanted in lots:
        found = held.get(wanted.lot_no)
        if found is None:
            found = OrderLot(lot_no=wanted.lot_no)
            item.lots.append(found)
        found.quantity, found.due_date = wanted.quantity, wanted.due_date
        found.entry_allow_date = wanted.entry_allow_date
        found.entry_allow_text = wanted.entry_allow_text
        found.dest_code = wanted.dest_code
        found.is_cancelled = False
        if wanted.delivered:
            found.override_quantity = wanted.delivered


def _refuse_below_sent(session: Session, order: Order) -> None:
    for item in order_detail.item_lines(session, [order.id])[order.id]:
        if item.dispatched > item.quantity:
            raise Refused(
                f"{plain(item.dispatched)} of item {item.item_no} have been sent already; "
                f"{plain(item.quantity)} would be too few."
            )


def _note_version(session: Session, order: Order) -> None:
    session.add(
        OrderVersion(
            order_id=order.id,
            amend_no=order.amend_no,
            imported_at=now(session),
            applied=True,
            changes=[],
        )
    )


def _disagreements(order: Order, draft: OrderDraft, total: Decimal) -> list[Found]:
    found = []
    for item in draft.items:
        lots = sum((lot.quantity for lot in item.lots), ZERO)
        if item.lots and lots != item.quantity:
            found.append(
                Found(
                    DeviationKind.QTY_MISMATCH, f"item {item.item_no}", "ord_qty", plain(lots),
                    plain(item.quantity), "the lots do not add up to the quantity ordered",
                    order.number,
                )
            )  # fmt: skip
        value = _value(item)
        if item.item_value is not None and item.item_value != value:
            found.append(
                Found(
                    DeviationKind.VALUE_MISMATCH, f"item {item.item_no}", "item_value",
                    plain(value), plain(item.item_value), "item value is not rate x quantity",
                    order.number,
                )
            )  # fmt: skip
    if draft.order_value and draft.order_value != total:
        found.append(
            Found(
                DeviationKind.VALUE_MISMATCH, "order", "po_value", plain(total),
                plain(draft.order_value), "PO value is not the sum of the item values",
                order.number,
            )
        )  # fmt: skip
    return found
