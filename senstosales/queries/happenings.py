"""What may happen to an order, and how one thing that happened is told."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from senstosales.domain.amounts import indian


class Happening(StrEnum):
    """What kind of thing happened."""

    PLACED = "placed"
    PAGE = "page"
    AMENDED = "amended"
    BY_HAND = "by hand"
    CHALLAN = "challan"
    INVOICE = "invoice"
    TAX_NOTE = "tax note"
    RECEIPT = "receipt"
    REJECTION = "rejection"
    PAYMENT = "payment"
    OVERRIDE = "override"
    NOTE = "note"
    FILE = "file"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened on `day`, told to the books `at`, by `who`.

    A paper's day is its own date; of what has no date it is the day on which it was done, and `timed`
    says that the hour means something. `noun` and `key` are the paper it leads to: `versions`, `lots`,
    `order_notes` and `attachments` are parts of the order itself. `value` in rupees.
    """

    kind: Happening
    day: dt.date
    at: dt.datetime
    title: str
    said: str
    who: str
    noun: str
    key: int
    value: Decimal | None = None
    timed: bool = False
    is_cancelled: bool = False

    @property
    def id(self) -> str:
        """Tells the entry again after the books have changed."""
        return f"{self.noun}/{self.key}/{self.kind}/{self.at.isoformat()}"


def local_day(at: dt.datetime) -> dt.date:
    return at.astimezone().date()


def plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def amount(quantity: Decimal, unit: str | None) -> str:
    return f"{indian(quantity, None)} {unit or ''}".strip()
