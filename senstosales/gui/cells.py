"""How a value of a column is written on the screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from senstosales import months
from senstosales.domain.amounts import indian, plain
from senstosales.domain.told import Told
from senstosales.gui.wording import MONTH, say
from senstosales.months import shown
from senstosales.queries.columns import Look

DASH = "–"
_RIGHT = frozenset({Look.MONEY, Look.RATE, Look.QUANTITY, Look.COUNT, Look.PERCENT})
_ALIGNED = {
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


def written(value: Any, look: Look) -> str:
    """The value as a clerk reads it: 12,34,567.00, 05-Mar-2026, zero as a dash, nothing as nothing."""
    if value is None:
        return ""
    match look:
        case Look.MONEY:
            return indian(value) if value else DASH
        case Look.RATE:
            return _rate(value) if value else DASH
        case Look.QUANTITY:
            return indian(Decimal(value), None) if value else DASH
        case Look.COUNT:
            return indian(Decimal(value), None) if value else DASH
        case Look.PERCENT:
            return f"{plain(Decimal(value).quantize(Decimal('0.1')))} %"
        case Look.DATE:
            return day(value)
        case Look.MOMENT:
            return moment(value)
        case _:
            return value if isinstance(value, Told) else str(value)


def exported(value: Any, look: Look) -> str:
    """The value as a spreadsheet wants it pasted: figures without grouping, zero as 0."""
    if isinstance(value, Decimal) and look is not Look.TEXT:
        return plain(value)
    if look is Look.COUNT and value is not None:
        return str(value)
    if look in (Look.DATE, Look.MOMENT) and value is not None:
        return _moment(value, shown) if look is Look.MOMENT else shown(value)
    return " ".join(written(value, look).split())


def day(value: date | None) -> str:
    """05-Mar-2026, in the language of the window and not of the machine."""
    return f"{short_day(value)}-{value.year}" if value else ""


def short_day(value: date) -> str:
    """05-Mar, where there is little room."""
    return f"{value.day:02d}-{month(value)}"


def month(value: date) -> str:
    """Its month, cut short."""
    return say(months.SHORT[value.month - 1], MONTH)


def in_english(typed: str) -> str:
    """A date as it is typed or stands in a field, with the month as whoever reads it knows it."""
    for name in months.SHORT:
        typed = typed.replace(say(name, MONTH), name)
    return typed


def moment(value: datetime) -> str:
    """05-Mar-2026 14:07 in the local time of this machine."""
    return _moment(value, day)


def _moment(value: datetime, dated: Callable[[date], str]) -> str:
    local = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone()
    return f"{dated(local)} {local:%H:%M}"


def is_right(look: Look) -> bool:
    """Whether it stands at the right end of its cell, as figures do."""
    return look in _RIGHT


def alignment(look: Look) -> Qt.AlignmentFlag:
    return _ALIGNED[look in _RIGHT]


def money(value: Decimal | None) -> str:
    """With its sign, for totals and headers: ₹ 12,34,567.00."""
    return "" if value is None else f"₹\N{NO-BREAK SPACE}{indian(value)}"


def _rate(value: Decimal) -> str:
    decimals = max(2, -int(Decimal(plain(value)).as_tuple().exponent))
    return indian(value, decimals)
