"""Files kept with an order: a test certificate, a drawing, the PDF of a GeM contract."""

from sqlalchemy import ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from senstosales.tables.base import Base, Kept


class Attachment(Kept, Base):
    """One file of an order, whole (`size` in bytes); `sha256` tells the same file put in twice.

    `name` is only shown and offered when it is saved; no file is ever opened by it.
    """

    __tablename__ = "attachments"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    is_deleted: Mapped[bool] = mapped_column(default=False)
