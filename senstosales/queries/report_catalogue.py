"""The reports of the office by name, as the Reports tab offers them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from senstosales.queries import listing, number_series, reports, schedule
from senstosales.queries.columns import Column, Filter
from senstosales.queries.reports import Period


class Span(StrEnum):
    """What days a report asks for."""

    PERIOD = "period"
    DAY = "day"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Report:
    """One report: what it tells, its columns, and how its rows are read."""

    key: str
    title: str
    about: str
    span: Span
    columns: tuple[Column, ...]
    read: Callable[[Session, Period], Sequence[Any]]


def _pending(session: Session, _period: Period) -> Sequence[Any]:
    return reports.pending(session)


def _schedule(session: Session, _period: Period) -> Sequence[Any]:
    wanted = Filter(statuses=schedule.TO_SEND)
    return list(listing.all_rows(session, schedule.REGISTER, wanted))


def _dispatch(session: Session, period: Period) -> Sequence[Any]:
    return reports.daily_dispatch(session, period.until)


REPORTS = (
    Report(
        "reconciliation", "Reconciliation",
        "Ordered, dispatched, received, accepted and rejected, item by item, of orders dated in "
        "the period.",
        Span.PERIOD, reports.RECONCILIATION, reports.reconciliation,
    ),
    Report(
        "pending", "Pending items", "Everything that is still to be dispatched.",
        Span.NONE, reports.PENDING, _pending,
    ),
    Report(
        "schedule", "Delivery schedule",
        "Every lot that has still to leave, by its delivery date; what is overdue comes first.",
        Span.NONE, schedule.REGISTER.columns, _schedule,
    ),
    Report(
        "dispatch", "Daily dispatch", "What left on the day, line by line.",
        Span.DAY, reports.DISPATCHES, _dispatch,
    ),
    Report(
        "sales", "Sales by month", "Value ordered and value dispatched, month by month.",
        Span.PERIOD, reports.MONTHS, reports.sales,
    ),
    Report(
        "challans", "Challan register", "Challans dated in the period, cancelled ones left out.",
        Span.PERIOD, reports.CHALLANS, reports.challan_register,
    ),
    Report(
        "invoices", "Invoice register", "Invoices dated in the period, cancelled ones left out.",
        Span.PERIOD, reports.INVOICES, reports.invoice_register,
    ),
    Report(
        "orders", "Order register", "Orders dated in the period and where they stand.",
        Span.PERIOD, reports.ORDERS, reports.order_register,
    ),
    Report(
        "series", "Number series",
        "First, last and next number of every kind of paper, and how many are used, of the financial "
        "years of the period.",
        Span.PERIOD, number_series.SERIES, number_series.series,
    ),
    Report(
        "gaps", "Gaps in the numbers",
        "Numbers that no paper bears, with what the audit trail knows of them; then typed numbers of "
        "another style.",
        Span.PERIOD, number_series.GAPS, number_series.gaps,
    ),
)  # fmt: skip
