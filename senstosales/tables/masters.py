"""Parties we deal with and the materials we make."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from senstosales.tables.base import Base, Kept, Percent


class Party(Kept, Base):
    """A customer, consignee or supplier."""

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


class Product(Kept, Base):
    """A material of the buyer's catalogue: its HSN and GST rate are typed once and remembered."""

    __tablename__ = "products"
    __table_args__ = (UniqueConstraint("business_id", "material_code"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    material_code: Mapped[str] = mapped_column(String(40))
    description: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(20))
    hsn: Mapped[str | None] = mapped_column(String(8))
    gst_rate: Mapped[Decimal | None] = mapped_column(Percent)
