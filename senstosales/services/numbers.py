"""Numbers of papers: taken from the series inside the paper's own transaction, or typed."""

import datetime as dt
import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import here, today
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import LONGEST, document_number
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Invalid
from senstosales.months import shown
from senstosales.queries import office, vouchers
from senstosales.tables.office import Series

GST_BEGAN = dt.date(2017, 7, 1)
FURTHEST_AHEAD = dt.timedelta(days=31)


def check_date(session: Session, day: dt.date) -> None:
    """Refuse a date that can only be a slip: before GST began, or over a month ahead."""
    if day < GST_BEGAN:
        raise Invalid(f"{shown(day)} lies before GST began on 01-Jul-2017.", field="date")
    if day > today(session) + FURTHEST_AHEAD:
        raise Invalid(f"{shown(day)} lies more than a month ahead.", field="date")


def take(session: Session, kind: VoucherKind, typed: str | None, day: dt.date) -> str:
    """The number a new paper bears: the typed one if it is free, else the next of the series.

    The series of the financial year of `day` moves on; a typed number of the series' own style moves
    it too. Raises `Conflict` for a number that is taken, `Invalid` for one that Rule 46 forbids.
    """
    year = FiscalYear.of(day)
    style = office.setting(session, f"{kind.value}_style")
    series = session.scalar(
        select(Series).where(
            Series.business_id == here(session),
            Series.kind == kind.value,
            Series.fiscal_year == year.start,
        )
    )
    if series is None:
        series = Series(
            business_id=here(session), kind=kind.value, fiscal_year=year.start, next_number=1
        )
        session.add(series)
    if typed is None:
        number = document_number(office.next_number(session, kind, day))
    else:
        number = document_number(typed)
        vouchers.refuse_taken(session, kind, number, day)
    counted = office.counted(style, number, year)
    if counted is not None and counted >= series.next_number:
        following = office.format_number(style, counted + 1, year)
        if len(following) <= LONGEST:  # else a slip such as 99999999 would stop the series for good
            series.next_number = counted + 1
    return number


def against_the_law(number: str) -> str | None:
    """Why a number that another program has given is none under Rule 46; None if it is one."""
    try:
        document_number(number)
    except Invalid as error:
        return error.sentence
    return None


def check_style(style: str) -> str:
    """A number style such as `S/{fy}/{n:4}`; raises `Invalid` if its numbers would break Rule 46."""
    text = style.strip()
    if len(re.findall(r"\{n(?::\d)?\}", text)) != 1:
        raise Invalid("A number style holds {n} once, for example S/{fy}/{n:4}.")
    example = office.format_number(text, 99999, FiscalYear(2025))
    if "{" in example or "}" in example:
        raise Invalid("A number style knows only {fy}, {n} and {n:4}.")
    document_number(example)
    return text
