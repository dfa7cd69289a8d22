"""Orders we received: as the buyer's page states them, with every page kept."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from senstosales.tables.base import Base, Identified, Kept, Moment, Money, Quantity, Rate
from senstosales.tables.base import Percent as PercentType


class SourcePage(Identified, Base):
    """A page as it was handed in, byte for byte (zlib), found again by its SHA-256."""

    __tablename__ = "source_pages"
    __table_args__ = (UniqueConstraint("business_id", "sha256"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10))
    file_name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(Integer)
    imported_at: Mapped[datetime] = mapped_column(Moment)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class Order(Kept, Base):
    """A purchase order of a customer. Identity: customer, number and financial year of its date,
    because seven-digit numbers come round again after ten years.
    """

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("business_id", "customer_id", "number", "fiscal_year"),
        Index("ix_orders_number", "number"),
        Index("ix_orders_business_id_order_date_id", "business_id", "order_date", "id"),
    )

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    fiscal_year: Mapped[int] = mapped_column(Integer)
    order_date: Mapped[date]
    amend_no: Mapped[int] = mapped_column(Integer, default=0)
    portal_status: Mapped[str | None] = mapped_column(String(40))
    department_no: Mapped[str | None] = mapped_column(String(20))
    order_type: Mapped[str | None] = mapped_column(String(20))
    supplier_code: Mapped[str | None] = mapped_column(String(20))
    supplier: Mapped[str | None] = mapped_column(Text)
    supplier_name: Mapped[str | None] = mapped_column(String(200))
    supplier_address: Mapped[list[str]] = mapped_column(JSON, default=list)
    supplier_gstin: Mapped[str | None] = mapped_column(String(20))
    supplier_phone: Mapped[str | None] = mapped_column(String(60))
    supplier_fax: Mapped[str | None] = mapped_column(String(60))
    supplier_email: Mapped[str | None] = mapped_column(String(120))
    enquiry_no: Mapped[str | None] = mapped_column(String(60))
    enquiry_date: Mapped[date | None]
    quotation_ref: Mapped[str | None] = mapped_column(String(120))
    quotation_date: Mapped[date | None]
    rc_no: Mapped[str | None] = mapped_column(String(40))
    order_value: Mapped[Decimal | None] = mapped_column(Money)
    net_value: Mapped[Decimal | None] = mapped_column(Money)
    total_value: Mapped[Decimal | None] = mapped_column(Money)
    fob_value: Mapped[Decimal | None] = mapped_column(Money)
    ex_rate: Mapped[Decimal | None] = mapped_column(Rate)
    currency: Mapped[str | None] = mapped_column(String(10))
    inspection_by: Mapped[str | None] = mapped_column(String(255))
    inspection_at: Mapped[str | None] = mapped_column(String(255))
    payment_terms: Mapped[str | None] = mapped_column(Text)
    payment_days: Mapped[int | None] = mapped_column(Integer)
    issuer_name: Mapped[str | None] = mapped_column(String(120))
    issuer_designation: Mapped[str | None] = mapped_column(String(120))
    issuer_phone: Mapped[str | None] = mapped_column(String(60))
    buyer_name: Mapped[str | None] = mapped_column(String(200))
    buyer_tin_no: Mapped[str | None] = mapped_column(String(60))
    buyer_ecc_no: Mapped[str | None] = mapped_column(String(60))
    buyer_mpct_no: Mapped[str | None] = mapped_column(String(60))
    buyer_phone: Mapped[str | None] = mapped_column(String(60))
    buyer_fax: Mapped[str | None] = mapped_column(String(60))
    buyer_website: Mapped[str | None] = mapped_column(String(120))
    remarks: Mapped[str | None] = mapped_column(Text)
    price_basis: Mapped[str] = mapped_column(String(10), default="silent")
    price_rate: Mapped[Decimal | None] = mapped_column(PercentType)
    price_phrase: Mapped[str | None] = mapped_column(Text)
    price_wording: Mapped[str] = mapped_column(String(20), default="silent")
    page_id: Mapped[int | None] = mapped_column(ForeignKey("source_pages.id"))

    items: Mapped[list["OrderItem"]] = relationship(
        back_populates="order", order_by="OrderItem.item_no", lazy="select"
    )
    contracts: Mapped[list["GemContract"]] = relationship(
        order_by="GemContract.position", cascade="all, delete-orphan"
    )
    versions: Mapped[list["OrderVersion"]] = relationship(order_by="OrderVersion.id")


class GemContract(Identified, Base):
    """A Government e-Marketplace contract named in an order's remarks, as printed there."""

    __tablename__ = "gem_contracts"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(40), index=True)
    contract_date: Mapped[date | None]


class OrderItem(Kept, Base):
    """One item of an order. Its id survives every amendment, so papers keep their links.

    `portal_received` is what the page's RCD QTY said when last imported, beside the SRVs' own sums.
    """

    __tablename__ = "order_items"
    __table_args__ = (
        UniqueConstraint("order_id", "item_no"),
        Index("ix_order_items_ordered", "order_id", "is_cancelled", "quantity"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    item_no: Mapped[int] = mapped_column(Integer)
    material_code: Mapped[str | None] = mapped_column(String(40), index=True)
    material_category: Mapped[str | None] = mapped_column(String(20))
    unit: Mapped[str | None] = mapped_column(String(20))
    rate: Mapped[Decimal] = mapped_column(Rate)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    item_value: Mapped[Decimal | None] = mapped_column(Money)
    portal_received: Mapped[Decimal | None] = mapped_column(Quantity)
    description: Mapped[str | None] = mapped_column(Text)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    drawing_numbers: Mapped[list[str]] = mapped_column(JSON, default=list)
    hsn: Mapped[str | None] = mapped_column(String(8))
    is_cancelled: Mapped[bool] = mapped_column(default=False)

    order: Mapped[Order] = relationship(back_populates="items")
    lots: Mapped[list["OrderLot"]] = relationship(
        back_populates="item", order_by="OrderLot.lot_no", lazy="select"
    )


class OrderLot(Kept, Base):
    """A delivery lot of an item; its number is kept as printed (it may begin at 3).

    `override_quantity` is a clerk's word on how much has been delivered, in place of the challans'
    sum; the audit trail holds who said so.
    """

    __tablename__ = "order_lots"
    __table_args__ = (
        UniqueConstraint("item_id", "lot_no"),
        Index(
            "ix_order_lots_overridden",
            "item_id",
            sqlite_where=text("override_quantity IS NOT NULL"),
            postgresql_where=text("override_quantity IS NOT NULL"),
        ),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("order_items.id"))
    lot_no: Mapped[int] = mapped_column(Integer)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    due_date: Mapped[date | None] = mapped_column(index=True)
    entry_allow_date: Mapped[date | None]
    entry_allow_text: Mapped[str | None] = mapped_column(Text)
    dest_code: Mapped[str | None] = mapped_column(String(20))
    override_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    override_reason: Mapped[str | None] = mapped_column(Text)
    is_cancelled: Mapped[bool] = mapped_column(default=False)

    item: Mapped[OrderItem] = relationship(back_populates="lots")


class OrderVersion(Identified, Base):
    """What one imported page changed in an order; `applied` is false for a page older than the books."""

    __tablename__ = "order_versions"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    amend_no: Mapped[int] = mapped_column(Integer)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("source_pages.id"))
    imported_at: Mapped[datetime] = mapped_column(Moment)
    applied: Mapped[bool]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class OrderNote(Kept, Base):
    """Something a clerk wrote down about an order; who and when is in `author` and the row itself."""

    __tablename__ = "order_notes"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    author: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    is_deleted: Mapped[bool] = mapped_column(default=False)
