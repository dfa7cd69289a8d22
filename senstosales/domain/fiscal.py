"""The Indian financial year: April to March, taken from a document's own date."""

import re
from dataclasses import dataclass
from datetime import date

from senstosales.errors import Invalid

_LABEL = re.compile(r"((?:19|20|21)\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """A financial year, named by the calendar year in which it begins."""

    start: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """The year a document of that date belongs to: 31-Mar-2024 is 2023-24."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, label: str) -> "FiscalYear":
        """Read `2024-25`; raises `Invalid` for anything else, such as 2024-26."""
        match = _LABEL.fullmatch(label.strip())
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise Invalid(f"“{label}” is not a financial year such as 2024-25.", field="year")
        return cls(int(match[1]))

    @property
    def label(self) -> str:
        """`2024-25`."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @property
    def notes_until(self) -> date:
        """The last day on which a credit note lowers the tax of an invoice of the year: 30 November
        after its end (CGST Act s. 34(2)), unless the annual return was filed before.
        """
        return date(self.start + 1, 11, 30)

    @property
    def short(self) -> str:
        """`24-25`, as used inside document numbers (Rule 46 leaves 16 characters)."""
        return f"{self.start % 100:02d}-{(self.start + 1) % 100:02d}"

    @property
    def first(self) -> date:
        return date(self.start, 4, 1)

    @property
    def last(self) -> date:
        return date(self.start + 1, 3, 31)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.label
