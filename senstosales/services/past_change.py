"""One change of the books as the audit trail tells it, and rows as they were before it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, LargeBinary, and_, inspect, or_, select
from sqlalchemy.orm import Session

from senstosales.errors import Refused
from senstosales.tables.base import Base, Moment, Scaled
from senstosales.tables.office import AuditEntry

_FOLLOWS = frozenset({"deviations", "stock_moves"})
"""Parts of a paper that are worked out anew from others; they say nothing about the paper itself."""


@dataclass(frozen=True, slots=True)
class RowStory:
    """What became of one row: added, changed or removed; `before` and `after` as the trail keeps them."""

    noun: str
    row_id: int
    action: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    part_of: tuple[str, int] | None


class PastChange:
    """All that one transaction did: `PastChange(session, changes.entries)`."""

    def __init__(self, session: Session, entries: range) -> None:
        self.entries = entries
        told = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.id >= entries.start, AuditEntry.id < entries.stop)
            .order_by(AuditEntry.id)
        )
        self.stories: list[RowStory] = []
        for entry in told:
            self._tell(entry)

    def of(self, noun: str) -> tuple[RowStory, ...]:
        """What became of the rows of a table, in the order of the trail."""
        return tuple(story for story in self.stories if story.noun == noun)

    def story(self, noun: str, row_id: int) -> RowStory | None:
        """What became of one row; None if nothing did."""
        same = [each for each in self.stories if (each.noun, each.row_id) == (noun, row_id)]
        return same[-1] if same else None

    def wholes(self, noun: str) -> tuple[int, ...]:
        """The ids of the papers, parties ... of a table that were touched, be it in a part of them."""
        found = []
        for story in self.stories:
            if story.noun == noun:
                found.append(story.row_id)
            elif story.part_of is not None and story.part_of[0] == noun:
                found.append(story.part_of[1])
        return tuple(dict.fromkeys(found))

    def touched_since(
        self, session: Session, noun: str, key: int, passed: Collection[range]
    ) -> AuditEntry | None:
        """The first entry after this change that is about the same paper; those `passed` do not count.

        What is passed are changes that were undone and the undoing itself: together they come to nothing.
        """
        later = session.scalars(
            select(AuditEntry)
            .where(
                AuditEntry.id >= self.entries.stop,
                AuditEntry.noun.not_in(_FOLLOWS),
                or_(
                    and_(AuditEntry.noun == noun, AuditEntry.row_id == key),
                    and_(AuditEntry.part_of == noun, AuditEntry.part_of_id == key),
                ),
            )
            .order_by(AuditEntry.id)
        )
        return next((each for each in later if not any(each.id in one for one in passed)), None)

    def _tell(self, entry: AuditEntry) -> None:
        part_of = None
        if entry.part_of is not None and entry.part_of_id is not None:
            part_of = (entry.part_of, entry.part_of_id)
        before, after = dict(entry.before or {}), dict(entry.after or {})
        story = RowStory(entry.noun, entry.row_id, entry.action, before, after, part_of)
        held = self.story(entry.noun, entry.row_id)
        if held is None or held.action == "remove":
            # The number of a row that is gone may be given again: that is another row.
            self.stories.append(story)
            return
        # Several flushes of one transaction: the row is what the last says, from what the first said.
        place = self.stories.index(held)
        if story.action == "remove" and held.action == "add":
            del self.stories[place]
        elif story.action == "remove":
            first = before | dict(held.before)
            self.stories[place] = replace(story, before=first)
        else:
            self.stories[place] = replace(
                held, before=before | dict(held.before), after=dict(held.after) | after
            )


def rewind(row: Base, story: RowStory) -> None:
    """Give a row of a reading session the values it had before, for whoever reads it there.

    Nothing is stored: such a session cannot be flushed. Raises `Refused` when the row is no longer as
    the change left it, or the trail does not keep what it was (a picture, a password).
    """
    for key, value in story.before.items():
        if read(type(row), key, story.after.get(key)) != getattr(row, key):
            raise Refused("It has been changed again since, so there is no way back.")
        setattr(row, key, read(type(row), key, value))


def rewound(model: type[Base], story: RowStory) -> Any:
    """A row that was removed, as it was; it belongs to no session."""
    return model(**{key: read(model, key, value) for key, value in story.before.items()})


def read(model: type[Base], key: str, value: Any) -> Any:
    """A value of the trail as the column holds it. Raises `Refused` for one that is not kept there."""
    if value is None:
        return None
    kind = inspect(model).columns[key].type
    if isinstance(kind, LargeBinary) or value == "(not shown)":
        raise Refused("The audit trail does not keep what it was before: choose it again by hand.")
    if isinstance(kind, Scaled):
        return Decimal(value)
    if isinstance(kind, Moment):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return value


def replaced(
    held: Sequence[Any], stories: Sequence[RowStory], model: type[Base], *, wholly: bool
) -> list[Any]:
    """The lines of a paper before the change, in their order.

    `wholly` where saving always makes all lines anew: what was removed is all there was. Else lines are
    changed in their places. Raises `Refused` when they are no longer as the change left them.
    """
    told = {story.row_id: story for story in stories if story.action != "remove"}
    gone = [rewound(model, story) for story in stories if story.action == "remove"]
    if wholly:
        return sorted(gone, key=_position) if stories else list(held)
    if told.keys() - {row.id for row in held}:
        raise Refused("Its lines have been changed again since, so there is no way back.")
    kept = [row for row in held if row.id not in told or told[row.id].action != "add"]
    for row in kept:
        if row.id in told:
            rewind(row, told[row.id])
    return sorted([*kept, *gone], key=_position)


def _position(row: Any) -> int:
    return getattr(row, "position", 0)
