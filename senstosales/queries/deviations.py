"""The list of deviations: where the buyer's word does not agree with itself or with our books."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.kinds import Status
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.queries.details import DeviationLine
from senstosales.tables.receipts import Deviation

FOUND_IN = {
    "order": "orders",
    "receipt": "receipts",
    "challan": "challans",
    "invoice": "invoices",
    "quotation": "quotations",
    "debit_note": "tax_notes",
    "credit_note": "tax_notes",
}
"""The list to which what a deviation was found on belongs, by its noun."""


@dataclass(frozen=True, slots=True)
class DeviationRow:
    """One deviation; `noun` and `noun_id` lead to the order or receipt it was found on."""

    id: int
    found_at: datetime
    order_number: str | None
    what: str
    reason: str
    expected: str | None
    actual: str | None
    status: Status
    acknowledged_by: str | None
    note: str | None
    kind: str
    noun: str
    noun_id: int


deviation_status = case(
    (Deviation.gone_at.is_not(None), Status.SETTLED.value),
    (Deviation.acknowledged_at.is_not(None), Status.ACKNOWLEDGED.value),
    else_=Status.TO_CHECK.value,
)

_SELECTED = {
    "id": Deviation.id,
    "found_at": Deviation.created_at,
    "order_number": Deviation.order_number,
    "what": Deviation.what,
    "reason": Deviation.reason,
    "expected": Deviation.expected,
    "actual": Deviation.actual,
    "status": deviation_status,
    "acknowledged_by": Deviation.acknowledged_by,
    "note": Deviation.note,
    "kind": Deviation.kind,
    "noun": Deviation.noun,
    "noun_id": Deviation.noun_id,
}


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(Deviation.business_id == here(session))
    return conditions.narrow(
        query,
        wanted,
        words_in=(Deviation.order_number, Deviation.what, Deviation.reason),
        status=deviation_status,
    )


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[DeviationRow]:
    """A slice of the list; what is to be checked comes first."""
    query = conditions.order(
        _query(session, wanted),
        sort,
        _SELECTED,
        (Deviation.gone_at.is_not(None), Deviation.acknowledged_at.is_not(None)),
        Deviation.id,
    )
    return [
        DeviationRow(**{**row, "status": Status(row["status"])})
        for row in session.execute(query.limit(limit).offset(offset)).mappings()
    ]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many deviations a filter finds."""
    return conditions.totals(session, _query(session, wanted), {})


REGISTER = Register(
    noun="deviations",
    title="Deviations",
    columns=(
        Column("order_number", "PO number", Look.NUMBER, 11),
        Column("what", "Where", Look.TEXT, 22, own=True),
        Column("reason", "What does not agree", Look.TEXT, 44, own=True),
        Column("expected", "Expected", Look.TEXT, 14, own=True),
        Column("actual", "Stated", Look.TEXT, 14, own=True),
        Column("status", "Status", Look.STATUS, 14),
        Column("acknowledged_by", "Acknowledged by", Look.TEXT, 16),
        Column("note", "Note", Look.TEXT, 24, shown=False),
        Column("found_at", "Found", Look.MOMENT, 16, shown=False),
    ),
    page=page,
    totals=totals,
    statuses=(Status.TO_CHECK, Status.ACKNOWLEDGED, Status.SETTLED),
    watches=frozenset({"deviations"}),
)


def of(session: Session, noun: str, ids: Iterable[int]) -> tuple[DeviationLine, ...]:
    """The deviations of some orders or receipts that have not settled themselves."""
    query = (
        select(Deviation, deviation_status)
        .where(
            Deviation.business_id == here(session),
            Deviation.noun == noun,
            Deviation.noun_id.in_(list(ids)),
            Deviation.gone_at.is_(None),
        )
        .order_by(Deviation.id)
    )
    return tuple(
        DeviationLine(
            found.id,
            found.kind,
            found.what,
            found.field,
            found.expected,
            found.actual,
            found.reason,
            Status(status),
            found.acknowledged_by,
            found.note,
        )
        for found, status in session.execute(query)
    )
