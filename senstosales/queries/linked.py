"""What hangs together, for many papers at once: challans of orders, receipts of challans."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.queries import positions
from senstosales.tables.base import IDS
from senstosales.tables.orders import OrderItem, OrderLot
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

_CHUNK = 900


def _chunks(ids: Iterable[int]) -> Iterable[Sequence[int]]:
    whole = list(ids)
    for start in range(0, len(whole), _CHUNK):
        yield whole[start : start + _CHUNK]


def challans_of_orders(session: Session, order_ids: Iterable[int]) -> dict[int, list[str]]:
    """Numbers of the live challans of each order, oldest first."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for chunk in _chunks(order_ids):
        for order_id, number in session.execute(
            select(Voucher.order_id, Voucher.number)
            .where(
                Voucher.order_id.in_(chunk),
                Voucher.kind == VoucherKind.CHALLAN.value,
                Voucher.state == VoucherState.ISSUED.value,
            )
            .order_by(Voucher.voucher_date, Voucher.id)
        ):
            if order_id is not None:
                found[order_id].append(number)
    return found


def drawings_of_orders(session: Session, order_ids: Iterable[int]) -> dict[int, str]:
    """The first drawing number of each order."""
    found: dict[int, str] = {}
    for chunk in _chunks(order_ids):
        for order_id, drawings in session.execute(
            select(OrderItem.order_id, OrderItem.drawing_numbers)
            .where(OrderItem.order_id.in_(chunk), OrderItem.is_cancelled.is_(False))
            .order_by(OrderItem.order_id, OrderItem.item_no)
        ):
            if drawings and order_id not in found:
                found[order_id] = drawings[0]
    return found


@dataclass(frozen=True, slots=True)
class ChallanSupply:
    """How much a challan's lots had ordered and delivered, and what of it the stores received."""

    ordered: Decimal = ZERO
    delivered: Decimal = ZERO
    received: Decimal = ZERO
    accepted_on: dt.date | None = None

    @property
    def pending(self) -> Decimal:
        return max(self.ordered - self.delivered, ZERO)


def supply_of_challans(session: Session, challan_ids: Iterable[int]) -> dict[int, ChallanSupply]:
    """The supply figures of several challans."""
    ordered: dict[int, tuple[Decimal, Decimal]] = {}
    received: defaultdict[int, Decimal] = defaultdict(Decimal)
    accepted_on: dict[int, dt.date] = {}
    ids = list(challan_ids)
    for chunk in _chunks(ids):
        for challan_id, whole, gone in session.execute(_ordered(), {"ids": chunk}):
            ordered[challan_id] = (_thousandths(whole), _thousandths(gone))
        for challan_id, quantity, day in _received(session, chunk):
            received[challan_id] += quantity
            accepted_on[challan_id] = max(accepted_on.get(challan_id, day), day)
    return {
        challan_id: ChallanSupply(
            *ordered.get(challan_id, (ZERO, ZERO)),
            received[challan_id],
            accepted_on.get(challan_id),
        )
        for challan_id in ids
    }


@cache
def _ordered() -> Any:
    """Made once: putting a statement together takes longer than asking it."""
    return (
        select(
            VoucherLine.voucher_id,
            func.sum(func.coalesce(OrderLot.quantity, OrderItem.quantity)),
            func.sum(func.coalesce(positions.lot_delivered, positions.item_delivered)),
        )
        .join(OrderItem, OrderItem.id == VoucherLine.order_item_id)
        .outerjoin(OrderLot, OrderLot.id == VoucherLine.order_lot_id)
        .where(VoucherLine.voucher_id.in_(IDS))
        .group_by(VoucherLine.voucher_id)
    )


def _thousandths(value: object) -> Decimal:
    """A sum that SQL has made of mixed columns: whole thousandths, or already a quantity."""
    if isinstance(value, Decimal):
        return value
    return Decimal(str(value or 0)).scaleb(-3)


def _received(
    session: Session, challan_ids: Sequence[int]
) -> Iterable[tuple[int, Decimal, dt.date]]:
    """(challan, received, SRV date) for every counting receipt line that names one of the challans."""
    found = session.execute(_named_of_ids(), {"ids": challan_ids})
    return [(row[0], row[1], row[2]) for row in found]


def challans_accepted_before(day: dt.date) -> Select[Any]:
    """Ids of all challans whose last counting SRV is older than that day."""
    challan, query = _named()
    return (
        query.with_only_columns(challan.id)
        .where(ReceiptLine.accepted > 0)
        .group_by(challan.id)
        .having(func.max(Receipt.receipt_date) < day)
    )


def received_challans() -> Select[Any]:
    """Ids of all challans that a counting receipt line names."""
    challan, query = _named()
    return query.with_only_columns(challan.id).distinct()


@cache
def _named() -> tuple[Any, Select[Any]]:
    """Challans with the counting receipt lines that name them, by their own number, or where that
    is none of ours by their invoice's.
    """
    challan = aliased(Voucher, name="named_challan")
    invoice = aliased(Voucher, name="named_invoice")
    query = (
        select(challan.id, positions.line_received, Receipt.receipt_date)
        .select_from(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .outerjoin(
            invoice,
            (invoice.kind == VoucherKind.INVOICE.value)
            & (invoice.state == VoucherState.ISSUED.value)
            & (invoice.number_key == ReceiptLine.invoice_key)
            & (invoice.fiscal_year == ReceiptLine.invoice_fiscal_year)
            & (invoice.order_id == ReceiptLine.order_id),
        )
        .join(
            challan,
            (challan.order_id == ReceiptLine.order_id)
            & (challan.kind == VoucherKind.CHALLAN.value)
            & or_(
                (challan.number_key == ReceiptLine.challan_key)
                & (challan.fiscal_year == ReceiptLine.challan_fiscal_year),
                ~positions.names_own_challan(ReceiptLine) & (challan.id == invoice.challan_id),
            ),
        )
        .where(positions.counts)
    )
    return challan, cast("Select[Any]", query)


@cache
def _named_of_ids() -> Select[Any]:
    challan, query = _named()
    return query.where(challan.id.in_(IDS))
