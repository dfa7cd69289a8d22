"""Dates in documents are free texts. What can be read of them, for the books and for filters."""

import datetime as dt
import re

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIMED = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_INDIAN = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
_FIRST, _LAST = dt.date(1950, 1, 1), dt.date(2199, 12, 31)


def day_of(text: str | None) -> dt.date | None:
    """The calendar day that a text means, or None: an ISO date or time, dd/mm/yyyy or dd-mm-yyyy.

    A time with a zone is a moment, and its day the office's own: 2026-02-02T18:30:00Z, midnight in
    India, is the third.
    """
    read = _read(text)
    if read is None or not _FIRST.year <= read.year <= _LAST.year:
        return None
    if isinstance(read, dt.datetime):
        read = (read if read.tzinfo is None else read.astimezone()).date()
    return read if _FIRST <= read <= _LAST else None


def moment_of(text: str | None) -> dt.datetime | None:
    """The moment by which documents are told apart by date: a bare day begins at midnight UTC."""
    read = _read(text)
    if read is None:
        return None
    if not isinstance(read, dt.datetime):
        read = dt.datetime.combine(read, dt.time())
    try:
        return read.astimezone(dt.UTC) if read.tzinfo else read.replace(tzinfo=dt.UTC)
    except OverflowError:
        return None


def _read(text: str | None) -> dt.date | None:
    given = (text or "").strip()
    try:
        if _DAY.fullmatch(given):
            return dt.date.fromisoformat(given)
        if _TIMED.fullmatch(given):
            return dt.datetime.fromisoformat(given.replace(",", ".").replace(" Z", "Z"))
        if found := _INDIAN.fullmatch(given):
            return dt.date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError:
        return None
    return None


def moment(at: dt.datetime) -> str:
    """A point in time as the contract writes it: ISO 8601, milliseconds, UTC."""
    return at.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
