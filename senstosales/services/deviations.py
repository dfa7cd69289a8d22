"""Keeps the list of deviations true: new ones are added, those that no longer hold are settled."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here, now
from senstosales.domain.kinds import DeviationKind
from senstosales.errors import Invalid, NotFound
from senstosales.tables.receipts import Deviation


@dataclass(frozen=True, slots=True)
class Found:
    """One disagreement found by a check. Texts are as a clerk reads them."""

    kind: DeviationKind
    what: str
    field: str | None
    expected: str | None
    actual: str | None
    reason: str
    order_number: str | None

    def key(self, noun: str, noun_id: int) -> str:
        return f"{noun}:{noun_id}:{self.kind}:{self.what}:{self.field}"[:200]


def sync(session: Session, noun: str, noun_id: int, found: Iterable[Found]) -> int:
    """Make the stored deviations of one order or receipt equal to what was just found.

    One whose figures changed is to be checked again. Returns how many are to be checked.
    """
    wanted: dict[str, Found] = {}
    for item in found:
        wanted.setdefault(item.key(noun, noun_id), item)
    held = {
        row.key: row
        for row in session.scalars(
            select(Deviation).where(
                Deviation.business_id == here(session),
                Deviation.noun == noun,
                Deviation.noun_id == noun_id,
            )
        )
    }
    for key, item in wanted.items():
        row = held.get(key)
        if row is None:
            held[key] = row = Deviation(
                business_id=here(session),
                key=key,
                kind=item.kind.value,
                noun=noun,
                noun_id=noun_id,
                order_number=item.order_number,
                what=item.what,
                field=item.field,
                expected=item.expected,
                actual=item.actual,
                reason=item.reason,
            )
            session.add(row)
        elif (row.expected, row.actual) != (item.expected, item.actual) or row.gone_at:
            row.expected, row.actual, row.reason = item.expected, item.actual, item.reason
            row.gone_at = row.acknowledged_at = row.acknowledged_by = None
    for key, row in held.items():
        if key not in wanted and row.gone_at is None:
            row.gone_at = now(session)
    return sum(row.gone_at is None and row.acknowledged_at is None for row in held.values())


def acknowledge(books: Books, actor: Actor, deviation_id: int, note: str = "") -> None:
    """A clerk has looked at it; who, when and why stay with it. Raises `NotFound`."""
    if len(note) > 1000:
        raise Invalid("Keep the note under 1,000 characters.", field="note")
    with books.write(actor) as session:
        row = session.get(Deviation, deviation_id)
        if row is None or row.business_id != here(session):
            raise NotFound("deviation", deviation_id)
        row.acknowledged_at = now(session)
        row.acknowledged_by = actor.name
        row.note = note.strip() or None
