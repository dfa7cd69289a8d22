"""How dates, references and states are written on papers. No locale: the words never change."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from senstosales import months
from senstosales.domain.amounts import indian, plain
from senstosales.queries.papers import Reference

INDIAN_TIME = timezone(timedelta(hours=5, minutes=30), "IST")


def day(on: date) -> str:
    """05-Mar-2026."""
    return months.shown(on)


def indian_moment(moment: datetime) -> datetime:
    """A UTC moment as the clock in India showed it, without a time zone (as Excel wants it)."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(INDIAN_TIME).replace(tzinfo=None)


def dated(number: str | None, on: date | None) -> str:
    """`4711 dated 05-Mar-2026`, or what there is of it."""
    if not number:
        return day(on) if on else ""
    return f"{number} dated\u00a0{day(on)}" if on else number


def free_day(text: str | None) -> str:
    """A date that came as text: `05-Mar-2026` where it can be read as one, else as it came."""
    said = (text or "").strip()
    try:
        return day(date.fromisoformat(said[:10])) if said[10:11] in ("", "T", " ") else said
    except ValueError:
        return said


def referred(reference: Reference | None) -> str:
    """Number and date of another paper; empty when there is none."""
    return dated(reference.number, reference.on) if reference else ""


def state(name: str | None, code: str | None) -> str:
    """`Madhya Pradesh (23)`."""
    if name and code:
        return f"{name} ({code})"
    return name or code or ""


def percent(rate: Decimal) -> str:
    """`9 %`, with a no-break space that becomes an ordinary one on paper."""
    return f"{plain(rate)}\u00a0%"


def unit_rate(rate: Decimal) -> str:
    """Rupees for one unit: at least 2 decimals, up to 4 where the order has them."""
    text = plain(rate)
    decimals = len(text.partition(".")[2])
    return indian(rate, max(decimals, 2))


def amount(value: Decimal | None) -> str:
    """Rupees with 2 decimals; empty where the paper has no figure."""
    return "" if value is None else indian(value)


def count(value: Decimal) -> str:
    """A quantity in Indian grouping with the decimals it has."""
    return indian(value, None)


def jurisdiction(place: str | None) -> str:
    """`Subject to Bhopal jurisdiction.`, or the office's own sentence; empty where none is named."""
    said = (place or "").strip()
    if said and "jurisdiction" not in said.casefold():
        return f"Subject to {said} jurisdiction."
    return said
