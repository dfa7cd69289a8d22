"""One order, whole: items, lots, linked papers, versions, deviations."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import PriceBasis, Status, VoucherKind, VoucherState
from senstosales.domain.reconcile import spread
from senstosales.errors import NotFound
from senstosales.queries import deviations, positions
from senstosales.queries.details import ContractLine, ItemLine, LotLine, OrderDetail, VersionLine
from senstosales.queries.papers import Reference
from senstosales.tables.base import IDS
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order, OrderItem, OrderLot, OrderVersion, SourcePage
from senstosales.tables.receipts import Receipt, ReceiptLine
from senstosales.tables.vouchers import Voucher, VoucherLine

_SAME_NAME = (
    "number", "fiscal_year", "amend_no", "portal_status", "department_no", "order_type",
    "supplier_code", "supplier", "supplier_name", "enquiry_no", "quotation_ref", "quotation_date",
    "rc_no", "order_value", "net_value", "total_value", "fob_value", "ex_rate", "currency",
    "inspection_by", "payment_terms", "payment_days", "issuer_name", "issuer_designation",
    "issuer_phone", "enquiry_date", "inspection_at", "supplier_gstin", "supplier_phone",
    "supplier_fax", "supplier_email", "buyer_name", "buyer_tin_no", "buyer_ecc_no",
    "buyer_mpct_no", "buyer_phone",
    "buyer_fax", "buyer_website", "remarks", "price_rate", "price_phrase", "price_wording",
    "page_id", "created_at", "customer_id", "version", "id",
)  # fmt: skip


def detail(session: Session, order_id: int) -> OrderDetail:
    """Everything about one order; raises `NotFound`."""
    order = session.get(Order, order_id)
    if order is None or order.business_id != here(session):
        raise NotFound("order", order_id)
    status, due, customer = session.execute(
        select(positions.order_status, positions.order_due, Party.name)
        .select_from(Order)
        .join(Party, Party.id == Order.customer_id)
        .where(Order.id == order_id)
    ).one()
    facts = {name: getattr(order, name) for name in _SAME_NAME}
    facts["fiscal_year"] = FiscalYear(order.fiscal_year).label
    return OrderDetail(
        **facts,
        date=order.order_date,
        status=Status(status),
        customer=customer,
        supplier_address=tuple(order.supplier_address),
        price_basis=PriceBasis(order.price_basis),
        due_date=due,
        contracts=tuple(ContractLine(c.number, c.contract_date) for c in order.contracts),
        items=item_lines(session, [order_id])[order_id],
        versions=_versions(session, order_id),
        challans=_vouchers(session, order_id, VoucherKind.CHALLAN),
        invoices=_vouchers(session, order_id, VoucherKind.INVOICE),
        receipts=_receipts(session, order_id),
        deviations=deviations.of(session, "order", [order_id]),
    )


def item_lines(
    session: Session, order_ids: Iterable[int]
) -> defaultdict[int, tuple[ItemLine, ...]]:
    """The items of several orders with their lots and derived quantities."""
    ids = list(order_ids)
    lots = _lots(session, ids)
    result: defaultdict[int, tuple[ItemLine, ...]] = defaultdict(tuple)
    for (
        item,
        dispatched,
        delivered,
        received,
        accepted,
        rejected,
        replaced,
        status,
    ) in session.execute(_items_of_orders(), {"ids": ids}):
        line = ItemLine(
            id=item.id,
            item_no=item.item_no,
            material_code=item.material_code,
            material_category=item.material_category,
            unit=item.unit or "",
            rate=item.rate,
            quantity=item.quantity,
            item_value=item.item_value,
            description=item.description,
            drawing_numbers=tuple(item.drawing_numbers),
            hsn=item.hsn,
            dispatched=dispatched,
            delivered=delivered,
            received=received,
            accepted=accepted,
            rejected=rejected,
            replaced=replaced,
            portal_received=item.portal_received,
            is_cancelled=item.is_cancelled,
            status=Status(status),
            lots=_with_receipts(lots[item.id], received, accepted, rejected),
            product_id=item.product_id,
        )
        result[item.order_id] += (line,)
    return result


# Statements of orders and their goods are made once: putting one together takes longer than asking it.


@cache
def _items_of_orders() -> Any:
    return (
        select(
            OrderItem,
            positions.item_dispatched,
            positions.item_delivered,
            positions.item_received,
            positions.item_accepted,
            positions.item_rejected,
            positions.item_replaced,
            positions.item_status,
        )
        .where(OrderItem.order_id.in_(IDS))
        .order_by(OrderItem.order_id, OrderItem.item_no)
    )


@cache
def _lots_of_orders() -> Any:
    return (
        select(OrderLot, positions.lot_dispatched)
        .join(OrderItem, OrderItem.id == OrderLot.item_id)
        .where(OrderItem.order_id.in_(IDS))
        .order_by(OrderLot.item_id, OrderLot.lot_no)
    )


@cache
def _challans_of_orders() -> Any:
    return (
        select(VoucherLine.order_lot_id, Voucher.number, Voucher.voucher_date, Voucher.id)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            Voucher.order_id.in_(IDS),
            Voucher.kind == VoucherKind.CHALLAN.value,
            Voucher.state == VoucherState.ISSUED.value,
        )
        .order_by(Voucher.voucher_date, Voucher.id)
    )


def _lots(
    session: Session, order_ids: list[int]
) -> defaultdict[int, list[tuple[OrderLot, Decimal, tuple[Reference, ...]]]]:
    wanted = {"ids": order_ids}
    challans: defaultdict[int, list[Reference]] = defaultdict(list)
    for lot_id, number, day, challan_id in session.execute(_challans_of_orders(), wanted):
        if lot_id is not None:
            challans[lot_id].append(Reference(number, day, challan_id))
    lots: defaultdict[int, list[tuple[OrderLot, Decimal, tuple[Reference, ...]]]] = defaultdict(
        list
    )
    for lot, dispatched in session.execute(_lots_of_orders(), wanted):
        lots[lot.item_id].append((lot, dispatched, tuple(challans[lot.id])))
    return lots


def _with_receipts(
    lots: list[tuple[OrderLot, Decimal, tuple[Reference, ...]]],
    received: Decimal,
    accepted: Decimal,
    rejected: Decimal,
) -> tuple[LotLine, ...]:
    """The stores name the item only: its figures are spread over the live lots, first lot first."""
    room = [ZERO if lot.is_cancelled else lot.quantity for lot, _, _ in lots]
    shares = spread(received, room)
    accepted_shares = spread(accepted, shares)
    rejected_shares = spread(
        rejected, [all_of - good for all_of, good in zip(shares, accepted_shares, strict=True)]
    )
    return tuple(
        LotLine(
            id=lot.id,
            lot_no=lot.lot_no,
            quantity=lot.quantity,
            due_date=lot.due_date,
            entry_allow_date=lot.entry_allow_date,
            entry_allow_text=lot.entry_allow_text,
            dest_code=lot.dest_code,
            dispatched=dispatched,
            override=lot.override_quantity,
            override_reason=lot.override_reason,
            received=shares[n],
            accepted=accepted_shares[n],
            rejected=rejected_shares[n],
            is_cancelled=lot.is_cancelled,
            challans=challans,
            version=lot.version,
        )
        for n, (lot, dispatched, challans) in enumerate(lots)
    )


def _versions(session: Session, order_id: int) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            version.id,
            version.amend_no,
            version.imported_at,
            file_name,
            version.page_id,
            version.applied,
            tuple(version.changes),
        )
        for version, file_name in session.execute(
            select(OrderVersion, SourcePage.file_name)
            .outerjoin(SourcePage, SourcePage.id == OrderVersion.page_id)
            .where(OrderVersion.order_id == order_id)
            .order_by(OrderVersion.id)
        )
    )


def _vouchers(session: Session, order_id: int, kind: VoucherKind) -> tuple[Reference, ...]:
    return tuple(
        Reference(number, day, voucher_id)
        for number, day, voucher_id in session.execute(
            select(Voucher.number, Voucher.voucher_date, Voucher.id)
            .where(
                Voucher.order_id == order_id,
                Voucher.kind == kind.value,
                Voucher.state == VoucherState.ISSUED.value,
            )
            .order_by(Voucher.voucher_date, Voucher.id)
        )
    )


def _receipts(session: Session, order_id: int) -> tuple[Reference, ...]:
    return tuple(
        Reference(number, day, receipt_id)
        for number, day, receipt_id in session.execute(
            select(Receipt.number, Receipt.receipt_date, Receipt.id)
            .where(
                Receipt.id.in_(
                    select(ReceiptLine.receipt_id).where(ReceiptLine.order_id == order_id)
                )
            )
            .order_by(Receipt.receipt_date, Receipt.id)
        )
    )


def source_page(session: Session, page_id: int) -> tuple[str, bytes]:
    """File name and bytes of a page as it was handed in; raises `NotFound`."""
    import zlib

    page = session.get(SourcePage, page_id)
    if page is None or page.business_id != here(session):
        raise NotFound("page", page_id)
    return page.file_name, zlib.decompress(page.content)


def order_of_item(session: Session, item_id: int) -> int | None:
    """The id of the order an item belongs to."""
    return session.scalar(
        select(OrderItem.order_id)
        .join(Order, Order.id == OrderItem.order_id)
        .where(OrderItem.id == item_id, Order.business_id == here(session))
    )
