"""Money that came in or went out."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from senstosales.tables.base import Base, Identified, Kept, Money


class Payment(Kept, Base):
    """What a customer paid on one day. The money and what he kept back are lines of their own."""

    __tablename__ = "payments"
    __table_args__ = (Index("ix_payments_business_id_paid_on_id", "business_id", "paid_on", "id"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    paid_on: Mapped[date] = mapped_column(Date)
    method: Mapped[int | None] = mapped_column(Integer)
    reference: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    lines: Mapped[list["PaymentLine"]] = relationship(
        back_populates="payment", order_by="PaymentLine.position", cascade="all, delete-orphan"
    )


class PaymentLine(Identified, Base):
    """A part of a payment that settles an invoice (or stands on account where `voucher_id` is null).

    `kind` is one of `domain.cash.Settlement`: money received, GST-TDS (CGST Act s. 51), income-tax
    TDS, liquidated damages (no supply: circular 178/10/2022), retention, other deductions.
    """

    __tablename__ = "payment_lines"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(Money)

    payment: Mapped[Payment] = relationship(back_populates="lines")


class Expense(Kept, Base):
    """Money spent; `category` is one of `domain.cash.EXPENSE_CATEGORIES`."""

    __tablename__ = "expenses"
    __table_args__ = (
        Index("ix_expenses_business_id_spent_on_id", "business_id", "spent_on", "id"),
    )

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    spent_on: Mapped[date] = mapped_column(Date)
    category: Mapped[str] = mapped_column(String(30))
    description: Mapped[str | None] = mapped_column(Text)
    is_necessary: Mapped[bool] = mapped_column(default=True)
