"""The audit trail: every row added, changed or removed, written by the same flush that does it.

CGST Rule 56(8) wants a log of every entry edited or deleted; Companies (Accounts) Rule 3(1) wants it
for companies with date and time, and without a switch to turn it off. Here there is none.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, exists, func, insert, inspect, select
from sqlalchemy.orm import Mapper, Session

from senstosales.books.parts import whole_of
from senstosales.tables.base import Base
from senstosales.tables.office import AuditEntry

FIRST = "0" * 64
_SILENT = frozenset({"id", "version", "created_at"})
_NEVER_SHOWN = frozenset({"users.password_hash", "one_time_codes.hash", "letters.text"})
"""The trail says that they changed, not what they were: an entry can never be taken back."""


def _shown(row: Any, key: str, value: Any) -> Any:
    if value is not None and (f"{row.__tablename__}.{key}" in _NEVER_SHOWN or _password(row, key)):
        return "(not shown)"
    return _plain(value)


def _password(row: Any, key: str) -> bool:
    """The value of a setting that is a password, such as that of the mail server."""
    return bool(
        row.__tablename__ == "settings" and key == "value" and row.key.endswith("_password")
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes, SHA-256 {hashlib.sha256(value).hexdigest()}"
    return value


def entry_hash(previous: str, at: datetime, entry: dict[str, Any]) -> str:
    """The hash of an entry: it covers the hash before it, so that no entry can go unnoticed."""
    text = json.dumps(
        [
            previous,
            at.astimezone(UTC).replace(tzinfo=None).isoformat(),
            *(entry[key] for key in ("actor", "door", "action", "noun", "row_id")),
            entry["before"],
            entry["after"],
        ],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _newest() -> Select[int, str]:
    return select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)


@dataclass
class Trail:
    """The entries of one transaction."""

    actor: str
    door: str
    at: datetime
    nouns: set[str] = field(default_factory=set)
    last: str | None = None
    before: int | None = None
    """The id of the last entry before this transaction, once it has one of its own."""
    removed: list[Any] = field(default_factory=list)
    """Rows that the flush has removed, also those it removed because nothing holds them any more."""
    orders_of_items: dict[int, int] = field(default_factory=dict)

    def record(self, session: Session) -> None:
        """Write what the flush just did. Runs after the SQL, while old values are still known."""
        entries = []
        for action, row, before, after in self._flushed(session):
            noun = str(row.__tablename__)
            self.nouns.add(noun)
            part_of, part_of_id = whole_of(session, row, self.orders_of_items) or (None, None)
            entries.append(
                {
                    "actor": self.actor,
                    "door": self.door,
                    "action": action,
                    "noun": noun,
                    "row_id": row.id,
                    "before": before,
                    "after": after,
                    "part_of": part_of,
                    "part_of_id": part_of_id,
                    "business_id": session.info["business_id"],
                }
            )
        if not entries:
            return
        last = self.last
        if last is None:
            previous = session.execute(_newest()).one_or_none()
            last = previous.hash if previous is not None else FIRST
            if self.before is None:
                self.before = previous.id if previous is not None else 0
        for entry in entries:
            entry.update(at=self.at, previous=last, hash=entry_hash(last, self.at, entry))
            last = str(entry["hash"])
        session.connection().execute(insert(AuditEntry.__table__), entries)  # type: ignore[arg-type]
        self.last = last

    def entries(self, session: Session) -> range:
        """The ids of the entries of this transaction, once all of it is flushed."""
        if self.before is None:
            return range(0)
        newest = session.execute(_newest()).one_or_none()
        return range(self.before + 1, newest.id + 1 if newest is not None else 1)

    def _flushed(
        self, session: Session
    ) -> Iterator[tuple[str, Any, dict[str, Any] | None, dict[str, Any] | None]]:
        removed, self.removed = self.removed, []
        gone = {id(row) for row in removed}
        for row in session.new:
            yield "add", row, None, _values(row)
        for row in session.dirty:
            if id(row) not in gone:
                before, after = _difference(row)
                if after:
                    yield "change", row, before, after
        for row in removed:
            yield "remove", row, _values(row), None


def _values(row: Any) -> dict[str, Any]:
    loaded = row.__dict__
    return {
        key: _shown(row, key, loaded[key])
        for key in _column_keys(type(row))
        if loaded.get(key) is not None
    }


def _difference(row: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    before, after = {}, {}
    attributes = inspect(row).attrs
    for key in _column_keys(type(row)):
        history = attributes[key].history
        if history.has_changes():
            before[key] = _shown(row, key, history.deleted[0]) if history.deleted else None
            after[key] = _shown(row, key, history.added[0]) if history.added else None
    return before, after


_keys: dict[type, tuple[str, ...]] = {}


def _column_keys(model: type) -> tuple[str, ...]:
    if model not in _keys:
        mapper: Mapper[Any] = inspect(model)
        _keys[model] = tuple(
            attribute.key for attribute in mapper.column_attrs if attribute.key not in _SILENT
        )
    return _keys[model]


def unrecorded(session: Session) -> Iterator[str]:
    """Sentences on tables with rows that no entry tells of: they came past the program, or the end
    of the trail was cut off.
    """
    for noun, query in _unknown_rows().items():
        count, first = session.execute(query).one()
        if count:
            yield f"{count} rows of {noun} (the first is {first}) are not in the audit trail."


@cache
def _unknown_rows() -> dict[str, Any]:
    """By table: how many rows have no entry that adds them, and the first of them."""
    found: dict[str, Any] = {}
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        noun = str(mapper.class_.__tablename__)
        known = exists().where(
            AuditEntry.noun == noun,
            AuditEntry.row_id == table.c.id,
            AuditEntry.action == "add",
        )
        if noun != AuditEntry.__tablename__:
            rows = select(func.count(), func.min(table.c.id)).select_from(table)
            found[noun] = rows.where(~known)
    return found


def broken_links(session: Session) -> Iterator[str]:
    """Sentences on entries that were altered or are missing; none if the chain is whole."""
    previous, expected_id = FIRST, 1
    query = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)
    for entry in session.scalars(query):
        if entry.id != expected_id:
            yield f"Audit entries {expected_id} to {entry.id - 1} are missing."
        if _is_altered(entry, previous):
            yield f"Audit entry {entry.id} ({entry.noun} {entry.row_id}) was altered."
        previous, expected_id = entry.hash, entry.id + 1


def broken_around(session: Session, entry: AuditEntry) -> Iterator[str]:
    """Sentences on one entry and its neighbours that were altered or are missing."""
    near = {
        each.id: each
        for each in session.scalars(
            select(AuditEntry).where(AuditEntry.id.between(entry.id - 1, entry.id + 1))
        )
    }
    before, after = near.get(entry.id - 1), near.get(entry.id + 1)
    if before is None and entry.id != 1:
        yield "The entry before this one is missing."
    elif before is not None and _is_altered(before, before.previous):
        yield "The entry before this one was altered."
    previous = before.hash if before is not None else FIRST if entry.id == 1 else entry.previous
    if _is_altered(entry, previous):
        yield "This entry was altered, or the one before it."
    if after is not None and _is_altered(after, entry.hash):
        yield "The entry after this one was altered, or does not follow from it."
    elif after is None and session.scalar(select(func.max(AuditEntry.id))) != entry.id:
        yield "The entry after this one is missing."


def _is_altered(entry: AuditEntry, previous: str) -> bool:
    """Whether the entry is not what was written after the one whose hash is `previous`."""
    facts = {
        key: getattr(entry, key)
        for key in ("actor", "door", "action", "noun", "row_id", "before", "after")
    }
    return entry.previous != previous or entry.hash != entry_hash(previous, entry.at, facts)
