"""What the find box looks at: the words of every paper, party and product, beside their places.

Made from the other tables by `books.findables` in the transaction that changes them, and made anew
from them at any time: no fact stands here alone, and the audit trail does not tell of it.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from senstosales.tables.base import Base

FINDABLES = Table(
    "findables",
    Base.metadata,
    Column(
        "id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    Column("business_id", ForeignKey("businesses.id"), nullable=False),
    Column("kind", Integer, nullable=False),
    Column("noun_id", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("kind", "noun_id"),
    Index("ix_findables_business_id_number", "business_id", "number"),
)
"""`id` is the place by `domain.findables`; `kind` a `Findable`; `number` and `text` are folded."""

INDEX = "findables_index"
TERMS = "findables_terms"
"""SQLite's own: a full-text index (FTS5) of the pieces of the texts, and a look at its terms."""


def is_index(table: str) -> bool:
    """Whether this is a table that SQLite keeps for the index: no model describes it."""
    return table in (TERMS, INDEX) or table.startswith(f"{INDEX}_")
