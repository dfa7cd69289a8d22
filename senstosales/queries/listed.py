"""Products and parties in the order in which they were entered, for programs that page by number."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.billing import Side
from senstosales.errors import NotFound
from senstosales.queries import conditions, stock
from senstosales.tables.masters import Party, Product


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A product; `price` in rupees a unit, `stock` in its own unit, `image` an address or a data: text."""

    id: int
    user_id: int | None
    name: str
    category: int | None
    image: str | None
    price: Decimal | None
    stock: Decimal
    description: str | None


_PRODUCT = {
    "id": Product.id,
    "user_id": Product.user_id,
    "name": func.coalesce(Product.name, Product.description, Product.material_code, ""),
    "category": Product.category,
    "image": Product.image,
    "price": Product.price,
    "stock": stock.stock,
    "description": Product.description,
}


def products(session: Session, limit: int, offset: int) -> Sequence[ListedProduct]:
    """A slice of all products."""
    query = conditions.labelled(_PRODUCT).where(*_products(session))
    query = query.order_by(Product.id).limit(limit).offset(offset)
    return [ListedProduct(**row) for row in session.execute(query).mappings()]


def product_count(session: Session) -> int:
    """How many products there are."""
    return session.scalar(select(func.count(Product.id)).where(*_products(session))) or 0


def product(session: Session, product_id: int) -> ListedProduct:
    """One product; raises `NotFound`."""
    query = conditions.labelled(_PRODUCT).where(*_products(session), Product.id == product_id)
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("product", product_id)
    return ListedProduct(**row)


def _products(session: Session) -> tuple[ColumnElement[bool], ...]:
    return Product.business_id == here(session), Product.is_deleted.is_(False)


@dataclass(frozen=True, slots=True)
class ListedParty:
    """A party as one side of the trade: who both buys and sells is told as a customer. Who does neither
    has no `has_side`. Amounts in rupees.
    """

    id: int
    side: Side
    has_side: bool
    is_active: bool
    changed_at: dt.datetime
    name: str
    email: str | None
    phone: str | None
    code: str | None
    address: str | None
    opening_balance: Decimal
    credit_limit: Decimal
    payment_method: int | None
    loyalty_points: int
    referred_by: str | None
    notes: str | None


_supplies = and_(Party.is_supplier, Party.is_customer.is_(False))


def parties(session: Session, side: Side | None, limit: int, offset: int) -> Sequence[ListedParty]:
    """A slice of all parties, of one side if one is named."""
    query = select(Party).where(*_parties(session, side)).order_by(Party.id)
    return [_party(party) for party in session.scalars(query.limit(limit).offset(offset))]


def party_count(session: Session, side: Side | None) -> int:
    """How many parties there are, on one side if one is named."""
    return session.scalar(select(func.count(Party.id)).where(*_parties(session, side))) or 0


def party(session: Session, party_id: int) -> ListedParty:
    """One party; raises `NotFound`."""
    found = session.scalar(select(Party).where(*_parties(session, None), Party.id == party_id))
    if found is None:
        raise NotFound("party", party_id)
    return _party(found)


def _parties(session: Session, side: Side | None) -> tuple[ColumnElement[bool], ...]:
    known = (Party.business_id == here(session), Party.is_deleted.is_(False))
    if side is None:
        return known
    return *known, _supplies if side is Side.SUPPLIER else ~_supplies


def _party(found: Party) -> ListedParty:
    same_name: dict[str, Any] = {
        name: getattr(found, name)
        for name in (
            "id", "is_active", "name", "email", "phone", "code", "address", "opening_balance",
            "credit_limit", "payment_method", "loyalty_points", "referred_by", "notes",
        )
    }  # fmt: skip
    supplies = found.is_supplier and not found.is_customer
    return ListedParty(
        side=Side.SUPPLIER if supplies else Side.CUSTOMER,
        has_side=found.is_supplier or found.is_customer,
        changed_at=found.updated_at or found.created_at,
        **same_name,
    )
