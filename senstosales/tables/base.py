"""What all tables share: exact number types, time stamps, the version column."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
IDS: Any = bindparam("ids", expanding=True)
"""The ids that a statement which is made once asks for: `execute(statement, {"ids": [...]})`."""


class Base(DeclarativeBase):
    """Root of all tables; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)


class Scaled(TypeDecorator[Decimal]):
    """A decimal kept as a whole number of its smallest part, so that sums in SQL are exact.

    SQLite has no decimal type: NUMERIC there is a binary float. Raises ValueError on excess
    decimals and never rounds: rounding is the business of `domain.amounts`.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, decimals: int) -> None:
        super().__init__()
        self.decimals = decimals

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.decimals)
        whole = int(scaled)
        if whole != scaled:
            raise ValueError(f"{value} has more than {self.decimals} decimals")
        return whole

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-self.decimals)


Money = Scaled(2)
"""Rupees, stored as paise."""
Quantity = Scaled(3)
"""Stored as thousandths."""
Rate = Scaled(4)
"""Rupees for one unit, stored as ten-thousandths."""
Percent = Scaled(3)
"""Percent, stored as thousandths of a percent."""


class Moment(TypeDecorator[datetime]):
    """A point in time, kept and given back as UTC (SQLite forgets time zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def new_uid() -> str:
    """A name for a row that other programs may hold: long and random, so that none can be guessed."""
    return str(uuid4())


class Identified:
    """A surrogate key."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class Kept(Identified):
    """A row that people edit: when it was made, and a version against lost updates.

    Saving a row whose version moved since it was read fails, and becomes a `Conflict`.
    """

    created_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
