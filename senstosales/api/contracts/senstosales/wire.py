"""What all bodies of the SenstoSales contract have in common.

Field names are the contract's. Numbers are JSON numbers: every figure of the books has at most 15
significant digits, so that a binary double carries it exactly. Dates are ISO texts. Fields that the
contract does not name but a client may want (entry-allow text, portal figures) are added, never
put in the place of others.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, PlainSerializer

from senstosales.domain.kinds import Status
from senstosales.queries.details import DeviationLine


def number(value: Decimal | None) -> int | float:
    """A figure as a JSON number; nothing is 0."""
    if value is None:
        return 0
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal, PlainSerializer(number, return_type=int | float), Field(examples=[40, 445.44])
]
Day = Annotated[str, Field(examples=["2023-11-17"], description="a day, ISO")]
Moment = Annotated[str, Field(examples=["2023-11-17T06:30:00Z"], description="UTC")]
OrderNumber = Annotated[str, Field(examples=["6639103"])]
PaperNumber = Annotated[str, Field(examples=["61"])]
Year = Annotated[str, Field(examples=["2023-24"])]

_PO_STATUS = {
    Status.OPEN: "Pending",
    Status.PART_DISPATCHED: "Pending",
    Status.DISPATCHED: "Delivered",
}


def po_status(status: Status) -> str:
    """The contract's word for where an order stands: Pending, Delivered, Closed or Cancelled."""
    return _PO_STATUS.get(status, status.value)


def day(value: dt.date | None) -> str | None:
    """A day as the contract writes it."""
    return value.isoformat() if value else None


def moment(value: dt.datetime) -> str:
    """A point in time as the contract writes it."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def whole(value: str | None) -> int | None:
    """A text that is a whole number, as one."""
    return int(value) if value and value.isascii() and value.isdigit() else None


class Done(BaseModel):
    """That it was done, in a sentence."""

    message: str


class Deleted(BaseModel):
    """That it was deleted, in a sentence."""

    success: bool
    message: str


class DeviationOut(BaseModel):
    """Something the buyer states that does not agree."""

    what: str
    field: str | None
    expected: str | None
    actual: str | None
    reason: str
    deviation_type: str
    is_resolved: bool


def deviation(line: DeviationLine) -> DeviationOut:
    """A deviation in the contract's words."""
    return DeviationOut(
        what=line.what,
        field=line.field,
        expected=line.expected,
        actual=line.actual,
        reason=line.reason,
        deviation_type=line.kind,
        is_resolved=line.status is not Status.TO_CHECK,
    )
