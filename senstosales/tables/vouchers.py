"""Papers of ours that bear a number: challans and invoices share one table, so that registers,
series, audit and returns see them the same way.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from senstosales.tables.base import Base, Identified, Kept, Moment, Money, Percent, Quantity, Rate


class Voucher(Kept, Base):
    """A challan or an invoice with the figures, parties and rates it was issued with.

    `number_key` is the number in upper case: GSTR-1 compares without regard to case.
    `particulars` holds what is only printed (vehicle, references, terms), see the drafts.
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
    number: Mapped[str] = mapped_column(String(40))
    number_key: Mapped[str] = mapped_column(String(40))
    fiscal_year: Mapped[int] = mapped_column(Integer)
    voucher_date: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    cancelled_reason: Mapped[str | None] = mapped_column(Text)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    challan_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    is_replacement: Mapped[bool] = mapped_column(default=False)
    party_name: Mapped[str | None] = mapped_column(String(200))
    seller: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    buyer: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    consignee: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    particulars: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    place_of_supply: Mapped[str | None] = mapped_column(String(2))
    tax_split: Mapped[str | None] = mapped_column(String(20))
    tax_note: Mapped[str | None] = mapped_column(Text)
    price_inclusive: Mapped[bool] = mapped_column(default=False)
    taxable: Mapped[Decimal | None] = mapped_column(Money)
    cgst: Mapped[Decimal | None] = mapped_column(Money)
    sgst: Mapped[Decimal | None] = mapped_column(Money)
    igst: Mapped[Decimal | None] = mapped_column(Money)
    round_off: Mapped[Decimal | None] = mapped_column(Money)
    total: Mapped[Decimal | None] = mapped_column(Money)

    lines: Mapped[list["VoucherLine"]] = relationship(
        back_populates="voucher", order_by="VoucherLine.position", cascade="all, delete-orphan"
    )


class VoucherLine(Identified, Base):
    """One line of a voucher, with the words and figures it was issued with."""

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
    hsn: Mapped[str | None] = mapped_column(String(8))
    unit: Mapped[str | None] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    rate: Mapped[Decimal] = mapped_column(Rate)
    packets: Mapped[int | None] = mapped_column(Integer)
    gst_rate: Mapped[Decimal | None] = mapped_column(Percent)
    taxable: Mapped[Decimal | None] = mapped_column(Money)
    cgst: Mapped[Decimal | None] = mapped_column(Money)
    sgst: Mapped[Decimal | None] = mapped_column(Money)
    igst: Mapped[Decimal | None] = mapped_column(Money)
    total: Mapped[Decimal | None] = mapped_column(Money)

    voucher: Mapped[Voucher] = relationship(back_populates="lines")
