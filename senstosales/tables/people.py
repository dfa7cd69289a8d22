"""People who may work in the books, and in which business."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from senstosales.tables.base import Base, Kept, Moment, new_uid


class User(Kept, Base):
    """A person with an account. The e-mail address is kept in lower case, the password only as an
    Argon2 hash; an account made at the desk may have none, and then cannot log in from outside.

    `username` is the name a person chose at a door that wants one; unique where given.
    `tokens_from` makes tokens issued before it worthless, as after a new password.
    """

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("uid"),
        UniqueConstraint("email"),
        UniqueConstraint("username"),
    )

    uid: Mapped[str] = mapped_column(String(36), default=new_uid)
    name: Mapped[str] = mapped_column(String(150))
    username: Mapped[str | None] = mapped_column(String(150))
    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_verified: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    last_login_at: Mapped[datetime | None] = mapped_column(Moment)
    tokens_from: Mapped[datetime | None] = mapped_column(Moment)


class Membership(Kept, Base):
    """What a person may do in one business; see `domain.roles`."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "business_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
