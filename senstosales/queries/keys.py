"""The list of keys of other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func
from sqlalchemy.orm import Session

from senstosales.books.store import here
from senstosales.domain.kinds import Status
from senstosales.queries import conditions
from senstosales.queries.columns import Column, Filter, Look, Register, Sort, Totals
from senstosales.tables.office import ApiKey


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key of the list: never the key itself, only its first characters."""

    id: int
    name: str
    hint: str
    created_at: datetime
    revoked_at: datetime | None
    status: Status


_status = case((ApiKey.revoked_at.is_(None), Status.ACTIVE.value), else_=Status.REVOKED.value)
_SELECTED = {
    "id": ApiKey.id,
    "name": ApiKey.name,
    "hint": ApiKey.hint,
    "created_at": ApiKey.created_at,
    "revoked_at": ApiKey.revoked_at,
    "status": _status,
}


def page(
    session: Session, wanted: Filter, sort: Sort | None, limit: int, offset: int
) -> Sequence[KeyRow]:
    """A slice of the list: those in use by name, then the revoked ones."""
    query = conditions.order(
        _query(session, wanted),
        sort,
        _SELECTED,
        (ApiKey.revoked_at.is_not(None), func.lower(ApiKey.name)),
        ApiKey.id,
    )
    rows = session.execute(query.limit(limit).offset(offset)).mappings()
    return [KeyRow(**{**row, "status": Status(row["status"])}) for row in rows]


def totals(session: Session, wanted: Filter) -> Totals:
    """How many keys a filter finds."""
    return conditions.totals(session, _query(session, wanted), {})


def _query(session: Session, wanted: Filter) -> Select[Any]:
    query = conditions.labelled(_SELECTED).where(ApiKey.business_id == here(session))
    return conditions.narrow(query, wanted, words_in=(ApiKey.name, ApiKey.hint), status=_status)


REGISTER = Register(
    noun="api_keys",
    title="Keys",
    columns=(
        Column("name", "Program", Look.TEXT, 30),
        Column("hint", "Begins with", Look.NUMBER, 13),
        Column("created_at", "Made", Look.MOMENT, 17),
        Column("revoked_at", "Revoked", Look.MOMENT, 17),
        Column("status", "Status", Look.STATUS, 12),
    ),
    page=page,
    totals=totals,
    statuses=(Status.ACTIVE, Status.REVOKED),
    watches=frozenset({"api_keys"}),
)
