"""Products with their stock: the list, one product whole, and how its stock came about."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, select, type_coerce
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.amounts import ZERO, half_up
from senstosales.domain.catalogue import CATEGORIES, Move
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import NotFound
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.base import Quantity
from senstosales.tables.masters import Product, StockMove
from senstosales.tables.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product of the list; `worth` is stock times price, in rupees."""

    id: int
    name: str
    material_code: str | None
    category: str
    unit: str | None
    hsn: str | None
    gst_rate: Decimal | None
    price: Decimal | None
    stock: Decimal
    low_stock: Decimal | None
    worth: Decimal | None
    barcode: str | None
    shelf: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move of stock; `quantity` below zero went out, `stock` is what was there afterwards.

    `noun` and `paper_id` lead to the paper that moved it.
    """

    id: int
    day: dt.date
    kind: str
    quantity: Decimal
    stock: Decimal
    paper: str | None
    note: str | None
    noun: str = ""
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """One product, whole, with the latest moves of its stock, newest first."""

    id: int
    version: int
    name: str | None
    material_code: str | None
    description: str | None
    unit: str | None
    hsn: str | None
    gst_rate: Decimal | None
    price: Decimal | None
    category: int | None
    barcode: str | None
    image: str | None
    company: str | None
    packing: str | None
    shelf: str | None
    low_stock: Decimal | None
    user_id: int | None
    stock: Decimal
    moves: tuple[MoveLine, ...]


_MOVES_SHOWN = 200
stock = type_coerce(
    func.coalesce(
        select(func.sum(StockMove.quantity))
        .where(StockMove.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery(),
        0,
    ),
    Quantity,
)
"""What the moves of a product add up to, in SQL."""
_status = case(
    (Product.low_stock.is_not(None) & (stock <= Product.low_stock), Status.LOW.value),
    else_=Status.ACTIVE.value,
)
_name = func.coalesce(Product.name, Product.description, Product.material_code, "")

_SELECTED = {
    "id": Product.id,
    "name": _name,
    "material_code": Product.material_code,
    "category": Product.category,
    "unit": Product.unit,
    "hsn": Product.hsn,
    "gst_rate": Product.gst_rate,
    "price": Product.price,
    "stock": stock,
    "low_stock": Product.low_stock,
    "barcode": Product.barcode,
    "shelf": Product.shelf,
    "status": _status,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(
        Product.business_id == here(session), Product.is_deleted.is_(False)
    )
    return conditions.narrow(
        query,
        wanted,
        words_in=(Product.material_code, Product.name, Product.description, Product.barcode),
        status=_status,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[ProductRow]:
    """A slice of the list, by name unless asked otherwise."""
    query = conditions.order(_query(session, wanted), sort, _SELECTED, (_name,), Product.id)
    rows = []
    for found in session.execute(query.limit(limit).offset(offset)).mappings():
        facts = dict(found)
        facts["category"] = CATEGORIES.get(facts["category"], "")
        facts["status"] = Status(facts["status"])
        price = facts["price"]
        facts["worth"] = None if price is None else half_up(price * facts["stock"])
        rows.append(ProductRow(**facts))
    return rows


def totals(session: Session, wanted: Filter) -> Totals:
    """How many products a filter finds."""
    return conditions.totals(session, _query(session, wanted), {})


REGISTER = Register(
    noun="products",
    title="Products",
    columns=(
        Column("name", "Product", Look.TEXT, 34),
        Column("material_code", "Material code", Look.NUMBER, 15),
        Column("hsn", "HSN", Look.NUMBER, 9),
        Column("gst_rate", "GST %", Look.QUANTITY, 6),
        Column("price", "Price ₹", Look.RATE, 11),
        Column("stock", "Stock", Look.QUANTITY, 9),
        Column("unit", "Unit", Look.TEXT, 5),
        Column("status", "Status", Look.STATUS, 11),
        Column("worth", "Worth ₹", Look.MONEY, 13, shown=False, sortable=False),
        Column("low_stock", "Low below", Look.QUANTITY, 9, shown=False),
        Column("category", "Category", Look.TEXT, 12, shown=False, own=True),
        Column("barcode", "Barcode", Look.NUMBER, 14, shown=False),
        Column("shelf", "Shelf", Look.TEXT, 8, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(Status.ACTIVE, Status.LOW),
    watches=frozenset({"products", "stock_moves"}),
)


def stock_of(session: Session, product_id: int) -> Decimal:
    """How much of a product there is, in its own unit; below zero when more was sold than counted."""
    found = session.scalar(select(stock).where(Product.id == product_id))
    return ZERO if found is None else found


def detail(session: Session, product_id: int) -> ProductDetail:
    """One product, whole; raises `NotFound`."""
    product = session.get(Product, product_id)
    if product is None or product.business_id != here(session) or product.is_deleted:
        raise NotFound("product", product_id)
    moves = session.execute(
        select(StockMove, Voucher.number, Voucher.kind)
        .outerjoin(Voucher, Voucher.id == StockMove.voucher_id)
        .where(StockMove.product_id == product_id)
        .order_by(StockMove.moved_on.desc(), StockMove.id.desc())
        .limit(_MOVES_SHOWN)
    )
    there = stock_of(session, product_id)
    same_name = (
        "id", "version", "name", "material_code", "description", "unit", "hsn", "gst_rate", "price",
        "category", "barcode", "image", "company", "packing", "shelf", "low_stock", "user_id",
    )  # fmt: skip
    return ProductDetail(
        **{name: getattr(product, name) for name in same_name},
        stock=there,
        moves=tuple(_moves(there, moves)),
    )


_NOUNS = {VoucherKind.INVOICE.value: "invoices", VoucherKind.CREDIT_NOTE.value: "tax_notes"}


def _moves(there: Decimal, found: Iterable[Any]) -> Iterator[MoveLine]:
    """The moves, newest first, each with the stock after it: from what is there now, backwards."""
    for move, paper, kind in found:
        yield MoveLine(
            move.id,
            move.moved_on,
            Move(move.kind).label,
            move.quantity,
            there,
            paper,
            move.note,
            _NOUNS.get(kind or "", ""),
            move.voucher_id,
        )
        there -= move.quantity


def by_barcode(session: Session, barcode: str) -> int | None:
    """The id of the product that bears exactly this barcode, as a scanner types it."""
    return session.scalar(
        select(Product.id)
        .where(
            Product.business_id == here(session),
            Product.is_deleted.is_(False),
            Product.barcode == barcode,
        )
        .order_by(Product.id)
        .limit(1)
    )


def by_code(session: Session, material_code: str) -> ProductDetail:
    """The product of a material code; raises `NotFound`."""
    found = session.scalar(
        select(Product.id).where(
            Product.business_id == here(session),
            Product.is_deleted.is_(False),
            Product.material_code == material_code,
        )
    )
    if found is None:
        raise NotFound("product", material_code)
    return detail(session, found)


def low(session: Session) -> int:
    """How many products are low: the number on the tab."""
    return totals(session, Filter(statuses=frozenset({Status.LOW}))).count
