"""Days in words: the same on every machine, whatever language it speaks."""

from datetime import date

SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The names of the months, January first."""


def shown(day: date) -> str:
    """05-Mar-2026."""
    return f"{day.day:02d}-{SHORT[day.month - 1]}-{day.year}"
