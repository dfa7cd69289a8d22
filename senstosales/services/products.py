"""Products: what we make or sell, and the stock of it."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now, today
from senstosales.domain.amounts import ZERO
from senstosales.domain.catalogue import CATEGORIES, Move
from senstosales.domain.kinds import VoucherKind, VoucherState
from senstosales.errors import Conflict, Invalid, NotFound
from senstosales.queries import stock
from senstosales.services.drafts import (
    Draft,
    Hsn,
    LongText,
    Percent,
    Quantity,
    Rate,
    Text,
    no_longer_than,
)
from senstosales.tables.masters import Product, StockMove
from senstosales.tables.vouchers import Voucher

Picture = Annotated[str | None, no_longer_than(2_000_000)]


def _category(value: int | None) -> int | None:
    if value is not None and value not in CATEGORIES:
        raise ValueError(f"There is no product category {value}.")
    return value


class ProductDraft(Draft):
    """A product as entered. `stock`, if given, is what was counted; `image` an address or a picture
    as a data: text.
    """

    name: Text = None
    material_code: Text = None
    description: LongText = None
    unit: Text = None
    hsn: Hsn = None
    gst_rate: Percent | None = None
    price: Rate | None = None
    category: Annotated[int | None, AfterValidator(_category)] = None
    barcode: Text = None
    image: Picture = None
    company: Text = None
    packing: Text = None
    shelf: Text = None
    low_stock: Quantity | None = None
    stock: Quantity | None = None


def save(
    books: Books,
    actor: Actor,
    draft: ProductDraft,
    product_id: int | None = None,
    version: int | None = None,
    *,
    user_id: int | None = None,
) -> int:
    """Add a product, or change the one with `product_id` as it was read at `version`.

    Raises `Invalid`, `NotFound`, or `Conflict` for a material code that another product has.
    """
    with books.write(actor) as session:
        return keep(session, draft, product_id, version, user_id=user_id).id


def keep(
    session: Session,
    draft: ProductDraft,
    product_id: int | None = None,
    version: int | None = None,
    *,
    user_id: int | None = None,
) -> Product:
    """`save` inside a transaction that does more."""
    if not (draft.name or draft.material_code or draft.description):
        raise Invalid("Give the product a name or a material code.", field="name")
    if product_id is None:
        product = Product(business_id=here(session), user_id=user_id)
    else:
        product = get(session, product_id)
        if version is not None and product.version != version:
            raise Conflict(
                "Somebody else has changed this product meanwhile. Open it again and repeat your "
                "change."
            )
    _refuse_taken(session, draft.material_code, product_id)
    for name, value in draft.model_dump(exclude={"stock"}).items():
        if getattr(product, name) != value:
            setattr(product, name, value)
    product.updated_at = now(session)
    session.add(product)
    session.flush()
    if draft.stock is not None:
        counted(session, product, draft.stock, opening=product_id is None)
    return product


def enter(books: Books, actor: Actor, draft: ProductDraft, user_id: int | None = None) -> int:
    """Add a product whose name no other has: the rule of clients that tell products by name.

    Raises `Invalid`, and `NameTaken`.
    """
    with books.write(actor) as session:
        _refuse_named(session, draft.name)
        return keep(session, draft, user_id=user_id).id


def amend(books: Books, actor: Actor, product_id: int, draft: ProductDraft) -> None:
    """Change what the draft gives of a product, whoever changes other things of it meanwhile.

    Raises `NotFound`, `NameTaken`, and `Conflict` for a material code that another product has.
    """
    with books.write(actor) as session:
        product = get(session, product_id)
        given = draft.model_dump(include=draft.model_fields_set, exclude={"stock"})
        if given.get("name") != product.name:
            _refuse_named(session, given.get("name"))
        if given.get("material_code") != product.material_code:
            _refuse_taken(session, given.get("material_code"), product_id)
        for name, value in given.items():
            if getattr(product, name) != value:
                setattr(product, name, value)
                product.updated_at = now(session)
        if draft.stock is not None:
            counted(session, product, draft.stock)


class NameTaken(Conflict):
    """Another product of the business has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a product called {name} already.", field="name")


def delete(books: Books, actor: Actor, product_id: int) -> None:
    """Take a product off the list; papers that name it keep their words. Raises `NotFound`."""
    with books.write(actor) as session:
        product = get(session, product_id)
        product.is_deleted = True
        if product.material_code:
            product.material_code = f"{product.material_code[:80]}~{product.id}"


def get(session: Session, product_id: int) -> Product:
    """The product of that id in this business; raises `NotFound`."""
    product = session.get(Product, product_id)
    if product is None or product.business_id != here(session) or product.is_deleted:
        raise NotFound("product", product_id)
    return product


def count(
    books: Books, actor: Actor, product_id: int, found: Decimal, note: str | None = None
) -> None:
    """Stock was counted today. Raises `Invalid` for less than nothing, and `NotFound`."""
    if found < 0:
        raise Invalid("There cannot be less than nothing.", field="quantity")
    with books.write(actor) as session:
        counted(session, get(session, product_id), found, note=note)


def counted(
    session: Session,
    product: Product,
    found: Decimal,
    *,
    opening: bool = False,
    note: str | None = None,
) -> None:
    """Stock was counted: the difference to what the moves say is a move of its own."""
    difference = found - stock.stock_of(session, product.id)
    if difference:
        kind = Move.OPENING if opening else Move.COUNT
        session.add(
            StockMove(
                product_id=product.id,
                kind=kind.value,
                moved_on=today(session),
                quantity=difference,
                note=note and note[:200],
            )
        )
        session.flush()


def move(
    books: Books,
    actor: Actor,
    product_id: int,
    kind: Move,
    quantity: Decimal,
    day: dt.date,
    note: str | None = None,
) -> None:
    """Goods came in or went out without a paper. `quantity` is above zero; a sale takes away, and so
    does taking out.
    """
    if quantity <= 0:
        raise Invalid("Enter a quantity above zero.", field="quantity")
    with books.write(actor) as session:
        product = get(session, product_id)
        if day > today(session):
            raise Invalid("This day has not come yet.", field="day")
        signed = -quantity if kind in (Move.SALE, Move.TAKEN) else quantity
        session.add(
            StockMove(
                product_id=product.id,
                kind=kind.value,
                moved_on=day,
                quantity=signed,
                note=note and note[:200],
            )
        )


_MOVES = {
    VoucherKind.INVOICE: (Move.SALE, -1),
    VoucherKind.CREDIT_NOTE: (Move.RETURN, 1),
}


def follow(session: Session, voucher: Voucher) -> None:
    """Make the stock moves of a paper what its lines say: an issued invoice takes goods out, a credit
    note brings them back; one that is no longer in force moves nothing.
    """
    session.flush()
    held: dict[int, list[StockMove]] = {}
    for row in session.scalars(select(StockMove).where(StockMove.voucher_id == voucher.id)):
        held.setdefault(row.product_id, []).append(row)
    wanted: dict[int, Decimal] = {}
    moves = _MOVES.get(VoucherKind(voucher.kind))
    if moves and voucher.state == VoucherState.ISSUED.value:
        for line in voucher.lines:
            if line.product_id is not None:
                signed = moves[1] * line.quantity
                wanted[line.product_id] = wanted.get(line.product_id, ZERO) + signed
    for product_id, rows in held.items():
        if sum((row.quantity for row in rows), ZERO) != wanted.get(product_id):
            for row in rows:
                session.delete(row)
        else:
            del wanted[product_id]
    for product_id, quantity in wanted.items():
        if quantity and moves:
            session.add(
                StockMove(
                    product_id=product_id,
                    voucher_id=voucher.id,
                    kind=moves[0].value,
                    moved_on=voucher.voucher_date,
                    quantity=quantity,
                )
            )


def _refuse_named(session: Session, name: str | None) -> None:
    taken = name and session.scalar(
        select(Product.id)
        .where(
            Product.business_id == here(session),
            Product.name == name,
            Product.is_deleted.is_(False),
        )
        .limit(1)
    )
    if name and taken:
        raise NameTaken(name)


def _refuse_taken(session: Session, code: str | None, product_id: int | None) -> None:
    if not code:
        return
    taken = session.scalar(
        select(func.count(Product.id)).where(
            Product.business_id == here(session),
            Product.material_code == code,
            Product.id != (product_id or 0),
        )
    )
    if taken:
        raise Conflict(
            f"Another product has the material code {code} already.", field="material_code"
        )
