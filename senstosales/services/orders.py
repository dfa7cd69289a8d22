"""Puts an order page into the books: a new order, an amendment, or history."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from senstosales.books.store import here, now
from senstosales.domain.amendments import CANCELLED, NEVER_THERE, REMARKS, VANISHED
from senstosales.domain.amounts import plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import DeviationKind, ImportOutcome
from senstosales.errors import NotFound
from senstosales.services import deviations, parties, receipts
from senstosales.services.deviations import Found
from senstosales.tables.masters import Product
from senstosales.tables.orders import (
    GemContract,
    Order,
    OrderItem,
    OrderLot,
    OrderVersion,
    SourcePage,
)

if TYPE_CHECKING:
    from senstosales.portal.models import OrderPage, OrderPageItem

# What the page calls a field, and what the books call it.
_HEADER = {
    "amend_no": "amend_no", "po_date": "order_date", "enquiry_no": "enquiry_no",
    "supplier_code": "supplier_code", "order_type": "order_type", "department_no": "department_no",
    "quotation_ref": "quotation_ref", "quotation_date": "quotation_date",
    "po_status": "portal_status", "po_value": "order_value", "net_po_value": "net_value",
    "total_value": "total_value", "fob_value": "fob_value", "ex_rate": "ex_rate", "rc_no": "rc_no",
    "inspection_by": "inspection_by", "currency": "currency", "payment_terms": "payment_terms",
    "payment_days": "payment_days", "supplier": "supplier", "supplier_name": "supplier_name",
    "issuer_name": "issuer_name", "issuer_designation": "issuer_designation",
    "issuer_phone": "issuer_phone", "buyer_name": "buyer_name", "buyer_tin_no": "buyer_tin_no",
    "buyer_ecc_no": "buyer_ecc_no", "buyer_mpct_no": "buyer_mpct_no", "buyer_phone": "buyer_phone",
    "buyer_fax": "buyer_fax", "buyer_website": "buyer_website",
}  # fmt: skip
# Read out of other fields: kept in step, but a change of theirs is told by the field itself.
_FOLLOWS = frozenset({"payment_days", "supplier_name"})
# The page prints the same sum three times; one line in the list of changes tells it.
_SAME_SUM = frozenset({"net_po_value", "total_value"})
_ITEM = {
    "material_code": "material_code", "mtrl_cat": "material_category", "unit": "unit",
    "po_rate": "rate", "ord_qty": "quantity", "rcd_qty": "portal_received",
    "item_value": "item_value", "description": "description",
}  # fmt: skip
_LOT = {
    "dely_qty": "quantity", "dely_date": "due_date", "entry_allow_date": "entry_allow_date",
    "entry_allow_text": "entry_allow_text", "dest_code": "dest_code",
}  # fmt: skip

Change = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredOrder:
    """What became of an order page."""

    order_id: int
    number: str
    outcome: ImportOutcome
    changes: tuple[Change, ...]
    deviations: int
    linked_receipts: int


def store_page(session: Session, page: "OrderPage", source: SourcePage) -> StoredOrder:
    """Store one order page inside the caller's transaction.

    Items and lots are changed in place, so that papers keep their links; what has vanished from the
    page is cancelled and kept. A page with an older amendment number than the books hold is kept as
    history only. `source` is added to the session unless the page says nothing new.
    """
    customer = parties.customer_of_page(session, page.buyer_name)
    parties.learn_own_office(session, page)
    year = FiscalYear.of(page.po_date)
    order = session.scalar(
        select(Order)
        .where(
            Order.business_id == here(session),
            Order.customer_id == customer.id,
            Order.number == page.po_number,
            Order.fiscal_year == year.start,
        )
        .options(selectinload(Order.items).selectinload(OrderItem.lots))
    )
    if order is None:
        order = Order(
            business_id=here(session),
            customer_id=customer.id,
            number=page.po_number,
            fiscal_year=year.start,
        )
        _apply(order, page)
        changes: list[Change] = []
        outcome = ImportOutcome.NEW
    elif page.amend_no < order.amend_no:
        session.add(source)
        session.flush()
        _remember(session, order, source, page.amend_no, [], applied=False)
        return StoredOrder(order.id, order.number, ImportOutcome.OLDER, (), 0, 0)
    else:
        changes = _apply(order, page)
        if not changes:
            return StoredOrder(order.id, order.number, ImportOutcome.UNCHANGED, (), 0, 0)
        outcome = ImportOutcome.AMENDED
    session.add(source)
    session.flush()
    order.page_id = source.id
    session.add(order)
    _remember(session, order, source, page.amend_no, changes, applied=True)
    _remember_materials(session, page.items)
    session.flush()
    found = [
        Found(
            DeviationKind.QTY_MISMATCH if item.field == "ord_qty" else DeviationKind.VALUE_MISMATCH,
            item.what, item.field, item.expected, item.actual, item.reason, order.number,
        )
        for item in page.findings
    ]  # fmt: skip
    to_check = 0
    if found or outcome is ImportOutcome.AMENDED:
        to_check = deviations.sync(session, "order", order.id, found)
    linked = receipts.link_waiting(session, order)
    if outcome is ImportOutcome.AMENDED:
        receipts.recheck_order(session, order.id)
    return StoredOrder(order.id, order.number, outcome, tuple(changes), to_check, linked)


def _remember(
    session: Session,
    order: Order,
    source: SourcePage,
    amend_no: int,
    changes: list[Change],
    *,
    applied: bool,
) -> None:
    order.versions.append(
        OrderVersion(
            amend_no=amend_no,
            page_id=source.id,
            imported_at=now(session),
            applied=applied,
            changes=changes,
        )
    )


def _shown(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _set(row: Any, names: dict[str, str], page_part: Any, what: str) -> list[Change]:
    """Copy fields from the page, telling which of them differ."""
    changes = []
    for page_name, name in names.items():
        before, after = getattr(row, name), getattr(page_part, page_name)
        if before != after:
            setattr(row, name, after)
            if page_name not in _FOLLOWS:
                changes.append(
                    {
                        "what": what,
                        "field": page_name,
                        "before": _shown(before),
                        "after": _shown(after),
                    }
                )
    return changes


def _fill(row: Any, names: dict[str, str], page_part: Any) -> None:
    """Copy fields of the page into a new row."""
    for page_name, name in names.items():
        setattr(row, name, getattr(page_part, page_name))


def _apply(order: Order, page: "OrderPage") -> list[Change]:
    changes = _without_repeats(_set(order, _HEADER, page, "header"))
    if order.supplier_address != list(page.supplier_address):
        order.supplier_address = list(page.supplier_address)
    basis = page.price_basis
    order.price_basis, order.price_rate = basis.basis, basis.rate
    order.price_phrase, order.price_wording = basis.phrase, basis.wording
    contracts = [(contract.number, contract.date) for contract in page.gem_contracts]
    if [(held.number, held.contract_date) for held in order.contracts] != contracts:
        order.contracts = [
            GemContract(position=place, number=number, contract_date=day)
            for place, (number, day) in enumerate(contracts)
        ]
    changes += _apply_items(order, page.items)
    if order.remarks != page.remarks:
        changes.append(
            {"what": REMARKS, "field": None, "before": order.remarks, "after": page.remarks}
        )
        order.remarks = page.remarks
    return changes


def _without_repeats(changes: list[Change]) -> list[Change]:
    moved = [(c["before"], c["after"]) for c in changes if c["field"] == "po_value"]
    return [
        change
        for change in changes
        if change["field"] not in _SAME_SUM or (change["before"], change["after"]) not in moved
    ]


def _apply_items(order: Order, page_items: Iterable["OrderPageItem"]) -> list[Change]:
    on_page = {item.po_item_no: item for item in page_items}
    held = {item.item_no: item for item in order.items}
    changes: list[Change] = []
    for number in sorted(held.keys() | on_page.keys()):
        what = f"item {number}"
        item, page_item = held.get(number), on_page.get(number)
        if page_item is None:
            assert item is not None
            if not item.is_cancelled:
                item.is_cancelled = True
                changes.append(
                    {
                        "what": what,
                        "field": None,
                        "before": f"ordered {plain(item.quantity)}",
                        "after": VANISHED,
                    }
                )
            continue
        if item is None:
            item = OrderItem(item_no=number, is_cancelled=False)
            order.items.append(item)
            _fill(item, _ITEM, page_item)
            changes.append(_appeared(what, page_item, NEVER_THERE))
            item.drawing_numbers = list(page_item.drawing_numbers)
            _apply_lots(item, page_item, what)
            continue
        if item.is_cancelled:
            item.is_cancelled = False
            changes.append(_appeared(what, page_item, CANCELLED))
        changes += _set(item, _ITEM, page_item, what)
        if item.drawing_numbers != list(page_item.drawing_numbers):
            item.drawing_numbers = list(page_item.drawing_numbers)
        changes += _apply_lots(item, page_item, what)
    return changes


def _appeared(what: str, page_item: "OrderPageItem", before: str) -> Change:
    after = f"ordered {plain(page_item.ord_qty)}"
    return {"what": what, "field": None, "before": before, "after": after}


def _apply_lots(item: OrderItem, page_item: "OrderPageItem", what: str) -> list[Change]:
    on_page = {lot.lot_no: lot for lot in page_item.lots}
    held = {lot.lot_no: lot for lot in item.lots}
    changes: list[Change] = []
    for number in sorted(held.keys() | on_page.keys()):
        where = f"{what} lot {number}"
        lot, page_lot = held.get(number), on_page.get(number)
        if page_lot is None:
            assert lot is not None
            if not lot.is_cancelled:
                lot.is_cancelled = True
                before = f"{plain(lot.quantity)} due"
                changes.append(_lot_change(where, before, VANISHED))
            continue
        if lot is None:
            lot = OrderLot(lot_no=number, is_cancelled=False)
            item.lots.append(lot)
            _fill(lot, _LOT, page_lot)
            changes.append(_lot_change(where, NEVER_THERE, f"{plain(page_lot.dely_qty)} due"))
            continue
        if lot.is_cancelled:
            lot.is_cancelled = False
            changes.append(_lot_change(where, CANCELLED, f"{plain(page_lot.dely_qty)} due"))
        changes += _set(lot, _LOT, page_lot, where)
    return changes


def _lot_change(where: str, before: str, after: str) -> Change:
    return {"what": where, "field": None, "before": before, "after": after}


def _remember_materials(session: Session, items: Iterable["OrderPageItem"]) -> None:
    """Every material code ordered becomes a product, so that its HSN is typed only once."""
    by_code = {item.material_code: item for item in items if item.material_code}
    known = set(
        session.scalars(
            select(Product.material_code).where(
                Product.business_id == here(session), Product.material_code.in_(by_code)
            )
        )
    )
    session.add_all(
        Product(
            business_id=here(session),
            material_code=code,
            description=item.description,
            unit=item.unit,
        )
        for code, item in by_code.items()
        if code not in known
    )


def get(session: Session, order_id: int) -> Order:
    """The order of that id in this business; raises `NotFound`."""
    order = session.get(Order, order_id)
    if order is None or order.business_id != here(session):
        raise NotFound("order", order_id)
    return order


def count(session: Session) -> int:
    """How many orders the books hold."""
    return session.scalar(select(func.count(Order.id))) or 0
