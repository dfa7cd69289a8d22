"""What several amendments of an order come to together: each fact as it was before and after all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NEVER_THERE = "not on the page"
CANCELLED = "cancelled"
VANISHED = "no longer on the page: cancelled, not erased"
REMARKS = "remarks"
"""Words by which a change tells that an item or lot was not there before, or is not there any more."""


class Kind(StrEnum):
    """What became of a fact, an item or a lot."""

    CHANGED = "Changed"
    NEW = "New"
    VANISHED = "Vanished"
    RETURNED = "Returned"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `what` is header, remarks, `item 3` or `item 3 lot 1`; no `field` where the item
    or lot came or went as a whole.
    """

    kind: Kind
    what: str
    field: str | None
    before: Any
    after: Any


def net(amendments: Iterable[Iterable[Mapping[str, Any]]]) -> tuple[Difference, ...]:
    """The differences between what stood before the first of these amendments and after the last.

    Each is the list of {what, field, before, after} that the books keep of it, the oldest first. What
    came back to where it was is left out.
    """
    first: dict[tuple[str, str | None], Any] = {}
    last: dict[tuple[str, str | None], Any] = {}
    for changes in amendments:
        for change in changes:
            key = str(change["what"]), change["field"]
            first.setdefault(key, change["before"])
            last[key] = change["after"]
    found = []
    for (what, field), before in first.items():
        after = last[what, field]
        kind = _kind(what, before, after) if field is None else Kind.CHANGED
        if kind is not None and before != after:
            found.append(Difference(kind, what, field, before, after))
    return tuple(sorted(found, key=lambda each: _place(each.what, each.field)))


def _kind(what: str, before: Any, after: Any) -> Kind | None:
    """Of an item or lot as a whole; None where it was there before as it is after, or never."""
    if what == REMARKS:
        return Kind.CHANGED
    was_there, is_there = before not in (NEVER_THERE, CANCELLED), after != VANISHED
    if was_there is is_there:
        return None  # its fields tell the rest
    if was_there:
        return Kind.VANISHED
    return Kind.NEW if before == NEVER_THERE else Kind.RETURNED


def _place(what: str, field: str | None) -> tuple[int, int, int, bool]:
    """Header first, then items with their lots by number, the remarks at the end."""
    words = what.split()
    if words[0] != "item":
        return (0 if what == "header" else 2), 0, 0, False
    lot = int(words[3]) if len(words) > 3 else -1
    return 1, int(words[1]), lot, field is not None
