"""What the buyer's stores say: receipt vouchers (SRVs), and where the buyer's word does not agree."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from senstosales.tables.base import Base, Kept, Moment, Quantity


class Receipt(Kept, Base):
    """One SRV. Identity: customer, financial year, number, because numbers restart each April."""

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("business_id", "customer_id", "fiscal_year", "number"),
        Index("ix_receipts_business_id_receipt_date_id", "business_id", "receipt_date", "id"),
    )

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    number: Mapped[str] = mapped_column(String(40))
    fiscal_year: Mapped[int] = mapped_column(Integer)
    receipt_date: Mapped[date]
    page_id: Mapped[int | None] = mapped_column(ForeignKey("source_pages.id"))

    lines: Mapped[list["ReceiptLine"]] = relationship(
        back_populates="receipt", order_by="(ReceiptLine.srv_item_no, ReceiptLine.rev_no)"
    )


class ReceiptLine(Kept, Base):
    """One printed row of an SRV. Of the rows of one SRV item the highest REV NO counts; the others
    are history.

    `received` is null where the page leaves RECVD QTY blank; then received = accepted + rejected.
    The challan and invoice are named by the buyer's stores and looked up, never stored as links.
    """

    __tablename__ = "receipt_lines"
    __table_args__ = (
        UniqueConstraint("receipt_id", "srv_item_no", "rev_no", "order_number", "item_no"),
        Index("ix_receipt_lines_order_id_item_no", "order_id", "item_no"),
        Index("ix_receipt_lines_challan_key", "challan_key", "challan_fiscal_year"),
        Index("ix_receipt_lines_invoice_key", "invoice_key", "invoice_fiscal_year"),
        Index("ix_receipt_lines_order_number", "order_number"),
    )

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipts.id"))
    order_number: Mapped[str] = mapped_column(String(40))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    item_no: Mapped[int] = mapped_column(Integer)
    sub_item: Mapped[str | None] = mapped_column(String(20))
    srv_item_no: Mapped[int] = mapped_column(Integer)
    rev_no: Mapped[int] = mapped_column(Integer)
    division: Mapped[str | None] = mapped_column(String(20))
    pmir_no: Mapped[str | None] = mapped_column(String(40))
    challan_no: Mapped[str | None] = mapped_column(String(40))
    challan_key: Mapped[str | None] = mapped_column(String(40))
    challan_date: Mapped[date | None]
    challan_fiscal_year: Mapped[int | None] = mapped_column(Integer)
    invoice_no: Mapped[str | None] = mapped_column(String(40))
    invoice_key: Mapped[str | None] = mapped_column(String(40))
    invoice_date: Mapped[date | None]
    invoice_fiscal_year: Mapped[int | None] = mapped_column(Integer)
    finance_date: Mapped[date | None]
    cnote_no: Mapped[str | None] = mapped_column(String(40))
    cnote_date: Mapped[date | None]
    unit: Mapped[str | None] = mapped_column(String(20))
    order_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    challan_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    received: Mapped[Decimal | None] = mapped_column(Quantity)
    accepted: Mapped[Decimal] = mapped_column(Quantity)
    rejected: Mapped[Decimal] = mapped_column(Quantity)

    receipt: Mapped[Receipt] = relationship(back_populates="lines")


class Deviation(Kept, Base):
    """Something the buyer states that does not agree with itself or with our books.

    Not an error: it is stored, listed and acknowledged by a clerk. `gone_at` is set when a later
    page or paper has put it right. `key` tells the same deviation again.
    """

    __tablename__ = "deviations"
    __table_args__ = (
        UniqueConstraint("business_id", "key"),
        Index("ix_deviations_noun_noun_id", "noun", "noun_id"),
    )

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(30))
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int] = mapped_column(Integer)
    order_number: Mapped[str | None] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(120))
    field: Mapped[str | None] = mapped_column(String(40))
    expected: Mapped[str | None] = mapped_column(Text)
    actual: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_by: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(Text)
    gone_at: Mapped[datetime | None] = mapped_column(Moment)
