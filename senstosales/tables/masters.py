"""Parties we deal with and the materials we make."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from senstosales.tables.base import Base, Identified, Kept, Moment, Money, Percent, Quantity, Rate


class Party(Kept, Base):
    """A customer, consignee or supplier.

    `code` is the name another program knows it by; `address_parts` the address as such a program gave
    it in parts. A deleted party stays for the papers that name it, and in the audit trail; `merged_into_id` is
    the party that stands for it since both were found to be one.
    """

    __tablename__ = "parties"
    __table_args__ = (Index("ix_parties_business_id_name", "business_id", "name"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    name: Mapped[str] = mapped_column(String(200))
    designation: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(Text)
    shipping_address: Mapped[str | None] = mapped_column(Text)
    gstin: Mapped[str | None] = mapped_column(String(15))
    state_code: Mapped[str | None] = mapped_column(String(2))
    place_of_supply: Mapped[str | None] = mapped_column(String(2))
    department_no: Mapped[str | None] = mapped_column(String(20))
    supplier_code: Mapped[str | None] = mapped_column(String(20))
    phone: Mapped[str | None] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(120))
    is_customer: Mapped[bool] = mapped_column(default=True)
    is_supplier: Mapped[bool] = mapped_column(default=False)
    is_default: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    code: Mapped[str | None] = mapped_column(String(50))
    area: Mapped[str | None] = mapped_column(String(150))
    second_phone: Mapped[str | None] = mapped_column(String(60))
    address_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    opening_balance: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    credit_limit: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    payment_method: Mapped[int | None] = mapped_column(Integer)
    loyalty_points: Mapped[int] = mapped_column(default=0)
    referred_by: Mapped[str | None] = mapped_column(String(200))
    notes: Mapped[str | None] = mapped_column(Text)
    is_deleted: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    updated_at: Mapped[datetime | None] = mapped_column(Moment)


class PartyRegistration(Kept, Base):
    """A further GSTIN of a party: a works in another state has its own, with its own address."""

    __tablename__ = "party_registrations"
    __table_args__ = (UniqueConstraint("party_id", "gstin"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    gstin: Mapped[str] = mapped_column(String(15))
    label: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(Text)


class Product(Kept, Base):
    """What we make or sell: its HSN and GST rate are typed once and remembered.

    `material_code` is the buyer's, or the item code of a billing program. The stock is what the
    `StockMove`s add up to. `category` is one of `domain.catalogue.CATEGORIES`.
    """

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("business_id", "material_code"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    material_code: Mapped[str | None] = mapped_column(String(100))
    name: Mapped[str | None] = mapped_column(String(255))
    description: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(20))
    hsn: Mapped[str | None] = mapped_column(String(8))
    gst_rate: Mapped[Decimal | None] = mapped_column(Percent)
    price: Mapped[Decimal | None] = mapped_column(Rate)
    category: Mapped[int | None] = mapped_column(Integer)
    barcode: Mapped[str | None] = mapped_column(String(100))
    image: Mapped[str | None] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(String(100))
    packing: Mapped[str | None] = mapped_column(String(100))
    shelf: Mapped[str | None] = mapped_column(String(50))
    low_stock: Mapped[Decimal | None] = mapped_column(Quantity)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    is_deleted: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)


class StockMove(Identified, Base):
    """Goods that came into the store or left it, in the product's unit; what left is below zero.

    `kind` is one of `domain.catalogue.Move`. The move of a voucher goes when the voucher does.
    """

    __tablename__ = "stock_moves"
    __table_args__ = (Index("ix_stock_moves_product_id_quantity", "product_id", "quantity"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    moved_on: Mapped[date] = mapped_column(Date)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    note: Mapped[str | None] = mapped_column(String(200))
