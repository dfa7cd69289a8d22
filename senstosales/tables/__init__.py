"""What is stored: SQLAlchemy models, one module a noun.

Whoever imports one has them all: a foreign key can only be followed when both its tables are known.
"""

from senstosales.tables import (
    attachments,
    base,
    cash,
    findables,
    handling,
    masters,
    office,
    orders,
    people,
    receipts,
    vouchers,
)

__all__ = [
    "attachments",
    "base",
    "cash",
    "findables",
    "handling",
    "masters",
    "office",
    "orders",
    "people",
    "receipts",
    "vouchers",
]
