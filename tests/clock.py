"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Given to `open_books`; says 2026-03-16 06:30 UTC, a Monday, noon in India."""

    def __init__(self, now: datetime = datetime(2026, 3, 16, 6, 30, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)
