"""Goods the books know: products kept, ordered, or sold before, found by code or description."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.kinds import PriceBasis, VoucherKind, VoucherState
from senstosales.queries.conditions import Holds, pattern
from senstosales.tables.masters import Product
from senstosales.tables.orders import Order, OrderItem
from senstosales.tables.vouchers import Voucher, VoucherLine

_LOOKED_AT = 80


@dataclass(frozen=True, slots=True)
class KnownGoods:
    """What is known of some goods; None where nothing is.

    `price` in rupees a unit is the last one agreed, with GST in it when `inclusive`; `gst_rate` in
    percent; `seen` says where it was met last.
    """

    material_code: str | None
    description: str | None
    unit: str | None = None
    hsn: str | None = None
    gst_rate: Decimal | None = None
    price: Decimal | None = None
    inclusive: bool | None = None
    seen: str = ""


def find(session: Session, text: str, limit: int = 12) -> tuple[KnownGoods, ...]:
    """Goods in whose code or description every typed word occurs, those met last first.

    The office's own entry for a material goes before what papers and orders say of it. Without a
    word the goods met last are given.
    """
    likes = [pattern(word) for word in text.split()[:6]]
    found: dict[str, KnownGoods] = {}
    for known in (*_sold(session, likes), *_ordered(session, likes), *_kept(session, likes)):
        key = (known.material_code or known.description or "").casefold()
        if key:
            found[key] = _completed(found[key], known) if key in found else known
    nearest = sorted(found.values(), key=lambda each: not _begins(each, text))[:limit]
    return tuple(_own_words(session, nearest))


def _begins(known: KnownGoods, text: str) -> bool:
    typed = text.strip().casefold()
    parts = (known.material_code, known.description)
    return any((part or "").casefold().startswith(typed) for part in parts)


def _completed(first: KnownGoods, other: KnownGoods) -> KnownGoods:
    """What the first source leaves open is taken from the other; a price keeps its own basis."""
    missing = {
        field.name: getattr(other, field.name)
        for field in fields(KnownGoods)
        if getattr(first, field.name) in (None, "")
        and (field.name != "inclusive" or first.price is None)
    }
    return replace(first, **missing)


def _own_words(session: Session, found: list[KnownGoods]) -> Iterator[KnownGoods]:
    codes = [known.material_code for known in found if known.material_code]
    own = {
        product.material_code: product
        for product in session.scalars(
            select(Product).where(
                Product.business_id == here(session),
                Product.material_code.in_(codes),
                Product.is_deleted.is_(False),
            )
        )
    }
    for known in found:
        product = own.get(known.material_code or "")
        said = {} if product is None else _said(product)
        yield replace(known, **{name: value for name, value in said.items() if value is not None})


def _said(product: Product) -> dict[str, Any]:
    """What the office itself says of a product; its price is without GST."""
    said: dict[str, Any] = {name: getattr(product, name) for name in ("unit", "hsn", "gst_rate")}
    said["description"] = product.name or product.description
    if product.price is not None:
        said |= {"price": product.price, "inclusive": False, "seen": "kept among the products"}
    return said


def _sold(session: Session, likes: list[str]) -> Iterator[KnownGoods]:
    query = (
        select(VoucherLine, Voucher.number, Voucher.price_inclusive)
        .join(Voucher, Voucher.id == VoucherLine.voucher_id)
        .where(
            Voucher.business_id == here(session),
            Voucher.state.not_in([VoucherState.BINNED.value, VoucherState.CANCELLED.value]),
            # A challan does not know whether the prices of its order contain GST; the order does.
            (Voucher.kind != VoucherKind.CHALLAN.value) | Voucher.order_id.is_(None),
            *(
                or_(Holds(VoucherLine.material_code, like), Holds(VoucherLine.description, like))
                for like in likes
            ),
        )
        .order_by(VoucherLine.id.desc())
        .limit(_LOOKED_AT)
    )
    for line, number, inclusive in session.execute(query):
        priced = line.pricing or {}
        yield KnownGoods(
            material_code=line.material_code,
            description=line.description,
            unit=line.unit,
            hsn=line.hsn,
            gst_rate=line.gst_rate,
            price=Decimal(priced["price"]) if "price" in priced else line.rate,
            inclusive=bool(priced.get("inclusive")) if "price" in priced else inclusive,
            seen=f"on {number}",
        )


def _ordered(session: Session, likes: list[str]) -> Iterator[KnownGoods]:
    query = (
        select(OrderItem, Order.number, Order.price_basis)
        .join(Order, Order.id == OrderItem.order_id)
        .where(
            Order.business_id == here(session),
            *(
                or_(Holds(OrderItem.material_code, like), Holds(OrderItem.description, like))
                for like in likes
            ),
        )
        .order_by(OrderItem.id.desc())
        .limit(_LOOKED_AT)
    )
    for item, number, basis in session.execute(query):
        yield KnownGoods(
            material_code=item.material_code,
            description=item.description,
            unit=item.unit,
            hsn=item.hsn,
            price=item.rate,
            inclusive=basis == PriceBasis.INCLUSIVE.value,
            seen=f"in order {number}",
        )


def _kept(session: Session, likes: list[str]) -> Iterator[KnownGoods]:
    query = (
        select(Product)
        .where(
            Product.business_id == here(session),
            Product.is_deleted.is_(False),
            *(
                or_(
                    *(
                        Holds(column, like)
                        for column in (Product.material_code, Product.name, Product.description)
                    )
                )
                for like in likes
            ),
        )
        .order_by(Product.id.desc())
        .limit(_LOOKED_AT)
    )
    for product in session.scalars(query):
        yield KnownGoods(material_code=product.material_code, **_said(product))
