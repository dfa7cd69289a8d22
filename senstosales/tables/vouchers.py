"""Papers of ours that bear a number: challans, invoices, quotations and notes share one table, so
that registers, series, audit and returns see them the same way.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from senstosales.tables.base import (
    Base,
    Identified,
    Kept,
    Moment,
    Money,
    Percent,
    Quantity,
    Rate,
    new_uid,
)


class Voucher(Kept, Base):
    """A paper with the figures, parties and rates it was issued with.

    `number_key` is the number in upper case: GSTR-1 compares without regard to case.
    `particulars` holds what is only printed (vehicle, references, terms), see the drafts.
    `pricing` is what was agreed over all lines: discount, its basis, TCS. `stated` is the paper as
    another program stated it, kept until somebody else changes the paper. `uid` names the paper to
    other programs, who must not guess their way from one to the next.
    """

    __tablename__ = "vouchers"
    __table_args__ = (
        UniqueConstraint("business_id", "kind", "fiscal_year", "number_key"),
        Index(
            "ix_vouchers_business_id_kind_voucher_date_id",
            "business_id",
            "kind",
            "voucher_date",
            "id",
        ),
        UniqueConstraint("uid"),
        Index("ix_vouchers_number", "number"),
        Index(
            "uq_vouchers_live_invoice_of_challan",
            "challan_id",
            unique=True,
            sqlite_where=text("state = 'issued'"),
            postgresql_where=text("state = 'issued'"),
        ),
    )

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    kind: Mapped[str] = mapped_column(String(20))
    uid: Mapped[str] = mapped_column(String(36), default=new_uid)
    nature: Mapped[str | None] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(100))
    number_key: Mapped[str] = mapped_column(String(120))
    fiscal_year: Mapped[int] = mapped_column(Integer)
    voucher_date: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    cancelled_reason: Mapped[str | None] = mapped_column(Text)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    challan_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    reference_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"), index=True)
    reference_number: Mapped[str | None] = mapped_column(String(100))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    is_replacement: Mapped[bool] = mapped_column(default=False)
    is_delivered: Mapped[bool] = mapped_column(default=False)
    reverse_charge: Mapped[bool] = mapped_column(default=False)
    valid_until: Mapped[date | None]
    due_date: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime | None] = mapped_column(Moment)
    party_name: Mapped[str | None] = mapped_column(String(200))
    seller: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    buyer: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    consignee: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    particulars: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    pricing: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    stated: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    place_of_supply: Mapped[str | None] = mapped_column(String(2))
    tax_split: Mapped[str | None] = mapped_column(String(20))
    tax_note: Mapped[str | None] = mapped_column(Text)
    price_inclusive: Mapped[bool] = mapped_column(default=False)
    taxable: Mapped[Decimal | None] = mapped_column(Money)
    cgst: Mapped[Decimal | None] = mapped_column(Money)
    sgst: Mapped[Decimal | None] = mapped_column(Money)
    igst: Mapped[Decimal | None] = mapped_column(Money)
    cess: Mapped[Decimal | None] = mapped_column(Money)
    tcs: Mapped[Decimal | None] = mapped_column(Money)
    discount: Mapped[Decimal | None] = mapped_column(Money)
    round_off: Mapped[Decimal | None] = mapped_column(Money)
    total: Mapped[Decimal | None] = mapped_column(Money)

    lines: Mapped[list["VoucherLine"]] = relationship(
        back_populates="voucher", order_by="VoucherLine.position", cascade="all, delete-orphan"
    )
    charges: Mapped[list["VoucherCharge"]] = relationship(
        order_by="VoucherCharge.position", cascade="all, delete-orphan"
    )


class VoucherLine(Identified, Base):
    """One line of a voucher, with the words and figures it was issued with.

    `pricing` is how the line came to its taxable value where that is more than quantity times rate:
    the price to its last decimal, whether it contains GST, discount and cess. `article` is what a
    billing program says of the goods beside that: barcode, batch, expiry, shelf.
    """

    __tablename__ = "voucher_lines"
    __table_args__ = (
        Index("ix_voucher_lines_of_item", "order_item_id", "voucher_id", "quantity"),
        Index("ix_voucher_lines_of_lot", "order_lot_id", "voucher_id", "quantity"),
    )

    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    order_item_id: Mapped[int | None] = mapped_column(ForeignKey("order_items.id"))
    order_lot_id: Mapped[int | None] = mapped_column(ForeignKey("order_lots.id"))
    item_no: Mapped[int | None] = mapped_column(Integer)
    lot_no: Mapped[int | None] = mapped_column(Integer)
    material_code: Mapped[str | None] = mapped_column(String(40))
    description: Mapped[str | None] = mapped_column(Text)
    drawing: Mapped[str | None] = mapped_column(Text)
    hsn: Mapped[str | None] = mapped_column(String(40))
    unit: Mapped[str | None] = mapped_column(String(40))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    rate: Mapped[Decimal] = mapped_column(Rate)
    pricing: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    packets: Mapped[int | None] = mapped_column(Integer)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"), index=True)
    article: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    gst_rate: Mapped[Decimal | None] = mapped_column(Percent)
    taxable: Mapped[Decimal | None] = mapped_column(Money)
    cgst: Mapped[Decimal | None] = mapped_column(Money)
    sgst: Mapped[Decimal | None] = mapped_column(Money)
    igst: Mapped[Decimal | None] = mapped_column(Money)
    cess: Mapped[Decimal | None] = mapped_column(Money)
    discount: Mapped[Decimal | None] = mapped_column(Money)
    total: Mapped[Decimal | None] = mapped_column(Money)

    voucher: Mapped[Voucher] = relationship(back_populates="lines")


class VoucherCharge(Identified, Base):
    """A charge beside the goods, such as freight, with GST of its own."""

    __tablename__ = "voucher_charges"

    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(200))
    hsn: Mapped[str | None] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(Rate)
    gst_rate: Mapped[Decimal] = mapped_column(Percent)
    inclusive: Mapped[bool] = mapped_column(default=False)
    taxable: Mapped[Decimal | None] = mapped_column(Money)
    cgst: Mapped[Decimal | None] = mapped_column(Money)
    sgst: Mapped[Decimal | None] = mapped_column(Money)
    igst: Mapped[Decimal | None] = mapped_column(Money)
    total: Mapped[Decimal | None] = mapped_column(Money)
