"""What becomes of an invoice that another program sent, between billing and the customer's door."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from senstosales.tables.base import Base, Identified, Kept, Moment


class Salesman(Kept, Base):
    """Who sold it, as the billing program names him."""

    __tablename__ = "salesmen"
    __table_args__ = (UniqueConstraint("business_id", "name"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    name: Mapped[str] = mapped_column(String(255))
    phone: Mapped[str | None] = mapped_column(String(20))


class Handling(Kept, Base):
    """Where a sent invoice stands: picking, packing, delivery, or back at billing for review.

    An invoice comes back at most once at a time; `returned_*` and `resolved_*` tell of the last time.
    """

    __tablename__ = "handlings"
    __table_args__ = (
        UniqueConstraint("voucher_id"),
        Index("ix_handlings_business_id_status", "business_id", "status"),
    )

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"))
    status: Mapped[str] = mapped_column(String(12))
    billing_status: Mapped[str] = mapped_column(String(12))
    priority: Mapped[str] = mapped_column(String(6))
    salesman_id: Mapped[int | None] = mapped_column(ForeignKey("salesmen.id"))
    created_by: Mapped[str | None] = mapped_column(String(150))
    remarks: Mapped[str | None] = mapped_column(Text)
    returned_from: Mapped[str | None] = mapped_column(String(12))
    return_reason: Mapped[str | None] = mapped_column(Text)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    returned_by_name: Mapped[str | None] = mapped_column(String(150))
    resolution_notes: Mapped[str | None] = mapped_column(Text)
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Event(Identified, Base):
    """Something that listeners outside are told, in the order of its commit: their place in the stream
    is the `id`, so that one who reconnects misses nothing and hears nothing twice.
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_business_id_channel_id", "business_id", "channel", "id"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    channel: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(Moment)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
