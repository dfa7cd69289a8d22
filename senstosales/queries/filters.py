"""Understands what is typed into a filter box: words, statuses, amounts, times.

`pending > 50000 this month bharat` finds what is open, worth more than Rs 50,000, dated this month and
names "bharat". Every word must be found; a status word stands for its statuses, "dept 206" for what
the buyer's department 206 ordered.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from senstosales import months
from senstosales.domain.amounts import money
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.kinds import Status
from senstosales.errors import Invalid
from senstosales.queries.columns import Filter

_WORDS: dict[str, frozenset[str]] = {
    "pending": frozenset(
        {Status.OPEN, Status.PART_DISPATCHED, Status.NOT_INVOICED, Status.TO_CHECK}
    ),
    "open": frozenset({Status.OPEN, Status.PART_DISPATCHED}),
    "dispatched": frozenset({Status.DISPATCHED, Status.PART_DISPATCHED}),
    "closed": frozenset({Status.CLOSED}),
    "cancelled": frozenset({Status.CANCELLED}),
    "invoiced": frozenset({Status.INVOICED}),
    "uninvoiced": frozenset({Status.NOT_INVOICED}),
    "rejected": frozenset({Status.REJECTIONS}),
    "issued": frozenset({Status.ISSUED, Status.PART_PAID, Status.OVERDUE, Status.PAID}),
    "paid": frozenset({Status.PAID}),
    "unpaid": frozenset({Status.ISSUED, Status.PART_PAID, Status.OVERDUE}),
    "overdue": frozenset({Status.OVERDUE}),
    "low": frozenset({Status.LOW}),
    "made": frozenset({Status.MADE}),
    "changed": frozenset({Status.CHANGED}),
    "removed": frozenset({Status.REMOVED}),
}
WAITING = frozenset(
    {
        Status.OPEN, Status.PART_DISPATCHED, Status.NOT_INVOICED, Status.DRAFT, Status.ISSUED,
        Status.SENT, Status.PART_PAID, Status.OVERDUE, Status.REJECTIONS, Status.UNLINKED,
        Status.TO_CHECK,
    }
)  # fmt: skip
"""What is still to be seen to, whatever year it is of."""
_AMOUNT = re.compile(r"([<>])=?\s*(?:rs\.?|₹)?\s*([\d,]+(?:\.\d{1,2})?)(?=\s|$)", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(today|yesterday|this week|this month|last month|this year|last year)\b", re.IGNORECASE
)
_DEPARTMENT = re.compile(r"\bdept(?:artment)?[ :]\s*(\w+)", re.IGNORECASE)
_YEAR = re.compile(r"\b(\d{4}-\d{2})\b")
_MONTHS = tuple(name.lower() for name in months.SHORT)
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[ -]((?:19|20|21)\d{2})\b",
    re.IGNORECASE,
)


def parse(text: str, today: date, statuses: Iterable[str] = ()) -> Filter:
    """Make a `Filter` of typed text and of the chips that are pressed.

    `statuses` are the register's own; a status word that this register has none of is searched for
    as an ordinary word.
    """
    known = frozenset(statuses)
    least = most = None
    for stated in _AMOUNT.finditer(text):
        try:
            amount = money(stated[2].replace(",", ""))
        except Invalid:
            continue
        if stated[1] == ">":
            least = amount
        else:
            most = amount
        text = text.replace(stated[0], " ", 1)
    since = until = None
    for period in _PERIOD.findall(text):
        since, until = _days(period.lower(), today)
    text = _PERIOD.sub(" ", text)
    department = None
    for named in _DEPARTMENT.finditer(text):
        department = named[1]
    text = _DEPARTMENT.sub(" ", text)
    for name, year_of in _MONTH.findall(text):
        since, until = _month(date(int(year_of), _MONTHS.index(name[:3].lower()) + 1, 1))
    text = _MONTH.sub(" ", text)
    for label in _YEAR.findall(text):
        try:
            year = FiscalYear.parse(label)
        except Invalid:
            continue
        since, until = year.first, year.last
        text = text.replace(label, " ")
    wanted: frozenset[str] = frozenset()
    words = []
    for word in text.split():
        stands_for = _WORDS.get(word.lower(), frozenset()) & known
        if stands_for:
            wanted |= stands_for
        else:
            words.append(word)
    return Filter(tuple(words), wanted, least, most, since, until, department=department)


def _days(period: str, today: date) -> tuple[date, date]:
    if period == "today":
        return today, today
    if period == "yesterday":
        return today - timedelta(days=1), today - timedelta(days=1)
    if period == "this week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if period == "this month":
        return _month(today)
    if period == "last month":
        return _month(today.replace(day=1) - timedelta(days=1))
    year = FiscalYear.of(today)
    if period == "last year":
        year = FiscalYear(year.start - 1)
    return year.first, year.last


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first, following - timedelta(days=1)
