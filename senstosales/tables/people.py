"""People who may work in the books, and in which business."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from senstosales.tables.base import Base, Identified, Kept, Moment, new_uid


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
    phone: Mapped[str | None] = mapped_column(String(30))
    last_login_at: Mapped[datetime | None] = mapped_column(Moment)
    tokens_from: Mapped[datetime | None] = mapped_column(Moment)


class Membership(Kept, Base):
    """What a person may do in one business; see `domain.roles`."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("user_id", "business_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    business_id: Mapped[int] = mapped_column(ForeignKey("businesses.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))


class OneTimeCode(Kept, Base):
    """A six-digit code sent to a person, kept only as a hash; `purpose` is `entry` (sign-up and log-in
    share one code) or `password`. Spent codes stay, so that tries can be counted.

    `hash` is `salt$hash`; of a code for a password that was right, also `$hash` of where it was entered.
    """

    __tablename__ = "one_time_codes"
    __table_args__ = (Index("ix_one_time_codes_user_id_purpose", "user_id", "purpose"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    purpose: Mapped[str] = mapped_column(String(10))
    hash: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    spent_at: Mapped[datetime | None] = mapped_column(Moment)


class LoginSession(Kept, Base):
    """A refresh token that was given out: by its id it can be ended before it expires."""

    __tablename__ = "login_sessions"
    __table_args__ = (UniqueConstraint("jti"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    jti: Mapped[str] = mapped_column(String(36))
    door: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Letter(Kept, Base):
    """A mail in the outbox. The text of secret ones (codes) is sealed for this installation, and gone
    once they are sent or expired. Until `next_try_at` nobody else may send it: whoever sends it has
    moved that ahead. One that is given up has expired. `voucher_id` is the paper it brings, `copy_to`
    further addresses with commas between.
    """

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_sent_at_next_try_at", "sent_at", "next_try_at"),)

    business_id: Mapped[int | None] = mapped_column(ForeignKey("businesses.id"))
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("vouchers.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(254))
    copy_to: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    is_secret: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    next_try_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(String(300))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)


class LetterFile(Identified, Base):
    """A file that goes with a letter, such as the PDF of an invoice. Its content is gone once the letter
    is sent: the paper itself is in the books.
    """

    __tablename__ = "letter_files"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
