"""The office itself: its businesses, settings, number series and the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from senstosales.tables.base import Base, Identified, Kept, Moment, new_uid


class Business(Kept, Base):
    """One business whose books these are: the supplier on the papers."""

    __tablename__ = "businesses"
    __table_args__ = (UniqueConstraint("uid"),)

    uid: Mapped[str] = mapped_column(String(36), default=new_uid)
    name: Mapped[str] = mapped_column(String(200))
    business_line: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(Text)
    gstin: Mapped[str | None] = mapped_column(String(15))
    pan: Mapped[str | None] = mapped_column(String(10))
    udyam: Mapped[str | None] = mapped_column(String(20))
    state_code: Mapped[str | None] = mapped_column(String(2))
    supplier_code: Mapped[str | None] = mapped_column(String(20))
    phone: Mapped[str | None] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(120))
    bank_name: Mapped[str | None] = mapped_column(String(120))
    bank_account: Mapped[str | None] = mapped_column(String(40))
    bank_ifsc: Mapped[str | None] = mapped_column(String(11))
    bank_branch: Mapped[str | None] = mapped_column(String(120))
    upi_id: Mapped[str | None] = mapped_column(String(100))
    logo: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), group="pictures")
    signature: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), group="pictures")
    stamp: Mapped[bytes | None] = deferred(mapped_column(LargeBinary), group="pictures")


class Setting(Kept, Base):
    """A named choice of one business; `services.office` knows the names and their defaults."""

    __tablename__ = "settings"
    __table_args__ = (UniqueConstraint("business_id", "key"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(Text)


class Series(Kept, Base):
    """The next number of one kind of paper in one financial year."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("business_id", "kind", "fiscal_year"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    kind: Mapped[str] = mapped_column(String(20))
    fiscal_year: Mapped[int] = mapped_column(Integer)
    next_number: Mapped[int] = mapped_column(Integer)


class AuditEntry(Identified, Base):
    """One change of one row: who, when, through which door, before and after.

    Required of every registered person by CGST Rule 56(8). Each entry's hash covers the entry
    before it, so that a missing or altered one shows. `part_of` is the table of the paper, party ... that
    the row belonged to, where it does not stand for itself; see `books.parts`. `business_id` is that of the
    session that wrote it: it holds no key, for entries outlive what they tell of.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_noun_row_id", "noun", "row_id"),
        Index("ix_audit_entries_part_of_part_of_id", "part_of", "part_of_id"),
        Index("ix_audit_entries_business_id_at", "business_id", "at"),
    )

    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(120))
    door: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(10))
    noun: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(Integer)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    part_of: Mapped[str | None] = mapped_column(String(40))
    part_of_id: Mapped[int | None] = mapped_column(Integer)
    business_id: Mapped[int | None] = mapped_column(Integer)


class ApiKey(Kept, Base):
    """A key by which another program reaches the books. Only its SHA-256 is kept: the key itself has
    256 random bits, so that no slow hash is needed.
    """

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("business_id", "name"),)

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"))
    name: Mapped[str] = mapped_column(String(60))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    hint: Mapped[str] = mapped_column(String(12))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Note(Kept, Base):
    """A text kept for reuse on challans, such as a usual condition of supply."""

    __tablename__ = "notes"

    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text)
    is_active: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime] = mapped_column(Moment)
