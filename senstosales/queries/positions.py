"""Supply positions: what was ordered, dispatched, received, accepted, rejected, and what that makes of
an order. One SQL expression each; nothing of this is stored.

All expressions are correlated to a row of `orders`, `order_items` or `order_lots` in the query that
uses them. Quantities are exact thousandths.
"""

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.tables.base import Money, Quantity
from senstosales.tables.orders import Order, OrderItem, OrderLot
from senstosales.tables.receipts import ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

_NONE = literal_column("0", Quantity)
_Higher = aliased(ReceiptLine, name="higher")
_Named = aliased(Voucher, name="own_challan")


def _exact(expression: Any, kind: Any = Quantity) -> ColumnElement[Decimal]:
    """Say that an expression counts in the smallest part; arithmetic in SQL forgets it."""
    return type_coerce(expression, kind)


def _or_none(expression: Any, *others: Any) -> ColumnElement[Decimal]:
    return _exact(func.coalesce(expression, *others, _NONE))


counts: ColumnElement[bool] = ~exists().where(
    _Higher.receipt_id == ReceiptLine.receipt_id,
    _Higher.srv_item_no == ReceiptLine.srv_item_no,
    _Higher.rev_no > ReceiptLine.rev_no,
)
"""True for the receipt line that counts: the highest REV NO of its SRV item."""


def names_own_challan(line: Any) -> ColumnElement[bool]:
    """True for a receipt line whose CHALLAN NO is that of a live challan of its order, in the
    financial year named. Where it is blank or no number of ours, the line's tax invoice decides.
    """
    return exists(
        select(_Named.id).where(
            _Named.kind == VoucherKind.CHALLAN.value,
            _Named.state == VoucherState.ISSUED.value,
            _Named.order_id == line.order_id,
            _Named.number_key == line.challan_key,
            _Named.fiscal_year == line.challan_fiscal_year,
        )
    )


line_received = _exact(
    func.coalesce(ReceiptLine.received, ReceiptLine.accepted + ReceiptLine.rejected)
)
"""What a receipt line says was received; blank means accepted + rejected (page quirk)."""

_live_challan = and_(
    Voucher.id == VoucherLine.voucher_id,
    Voucher.kind == VoucherKind.CHALLAN.value,
    Voucher.state == VoucherState.ISSUED.value,
)


def _dispatched(
    of: Any, where: ColumnElement[bool], *, replacement: bool
) -> ColumnElement[Decimal]:
    return _or_none(
        select(func.sum(VoucherLine.quantity))
        .join(Voucher, _live_challan)
        .where(where, Voucher.is_replacement.is_(replacement))
        .correlate(of)
        .scalar_subquery()
    )


lot_dispatched = _dispatched(OrderLot, VoucherLine.order_lot_id == OrderLot.id, replacement=False)
"""Of a lot: the sum of live challans; replacements for rejected goods are not counted."""

lot_delivered = _exact(func.coalesce(OrderLot.override_quantity, lot_dispatched))
"""Of a lot: a clerk's override if there is one, else what the challans sum to."""

item_dispatched = _dispatched(
    OrderItem, VoucherLine.order_item_id == OrderItem.id, replacement=False
)
item_replaced = _dispatched(OrderItem, VoucherLine.order_item_id == OrderItem.id, replacement=True)

item_delivered = _exact(
    item_dispatched
    + _or_none(
        select(func.sum(_exact(OrderLot.override_quantity - lot_dispatched)))
        .where(OrderLot.item_id == OrderItem.id, OrderLot.override_quantity.is_not(None))
        .correlate(OrderItem)
        .scalar_subquery()
    )
)


def _of_receipts(what: Any) -> Any:
    return (
        select(func.sum(what))
        .where(
            ReceiptLine.order_id == OrderItem.order_id,
            ReceiptLine.item_no == OrderItem.item_no,
            counts,
        )
        .correlate(OrderItem)
        .scalar_subquery()
    )


item_received = _or_none(_of_receipts(line_received), OrderItem.portal_received)
"""The SRVs' sum; while there is no SRV, what the order page says (RCD QTY)."""
item_accepted = _or_none(_of_receipts(ReceiptLine.accepted))
item_rejected = _or_none(_of_receipts(ReceiptLine.rejected))

_active_item = and_(OrderItem.order_id == Order.id, OrderItem.is_cancelled.is_(False))


def _sum_of_items(what: Any) -> ColumnElement[Decimal]:
    return _or_none(select(func.sum(what)).where(_active_item).correlate(Order).scalar_subquery())


order_ordered = _sum_of_items(OrderItem.quantity)
order_delivered = _sum_of_items(item_delivered)
order_received = _sum_of_items(item_received)
order_accepted = _sum_of_items(item_accepted)
order_rejected = _sum_of_items(item_rejected)


def _has_item(*conditions: Any) -> ColumnElement[bool]:
    return exists(select(OrderItem.id).where(_active_item, *conditions).correlate(Order))


closed_by_buyer = or_(Order.portal_status == "2", Order.portal_status.ilike("%closed%"))
"""The portal's status code 2, or words such as PO SHORT CLOSED."""

order_status = case(
    (~_has_item(), Status.CANCELLED.value),
    (closed_by_buyer, Status.CLOSED.value),
    (~_has_item(OrderItem.quantity > item_received), Status.CLOSED.value),
    (~_has_item(OrderItem.quantity > item_delivered), Status.DISPATCHED.value),
    (_has_item(item_delivered > _NONE), Status.PART_DISPATCHED.value),
    else_=Status.OPEN.value,
)

order_lives = and_(
    func.coalesce(closed_by_buyer, false()).is_(False),
    _has_item(OrderItem.quantity > item_received),
)
"""Whether an order is not over: open, dispatched in part or wholly, not yet all received. Quicker than to
look for these statuses.
"""

item_status = case(
    (OrderItem.is_cancelled, Status.CANCELLED.value),
    (OrderItem.quantity <= item_received, Status.CLOSED.value),
    (OrderItem.quantity <= item_delivered, Status.DISPATCHED.value),
    (item_delivered > _NONE, Status.PART_DISPATCHED.value),
    else_=Status.OPEN.value,
)

order_due = (
    select(func.min(OrderLot.due_date))
    .join(OrderItem, OrderItem.id == OrderLot.item_id)
    .where(_active_item, OrderLot.is_cancelled.is_(False), OrderLot.quantity > lot_delivered)
    .correlate(Order)
    .scalar_subquery()
)
"""The earliest delivery date of a lot that has not wholly left."""

order_invoiced = _exact(
    func.coalesce(
        select(func.sum(Voucher.total))
        .where(
            Voucher.order_id == Order.id,
            Voucher.kind == VoucherKind.INVOICE.value,
            Voucher.state == VoucherState.ISSUED.value,
        )
        .correlate(Order)
        .scalar_subquery(),
        _NONE,
    ),
    Money,
)
