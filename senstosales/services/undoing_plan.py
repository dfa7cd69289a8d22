"""How one change would be taken back: what it was, what is done, and why it may not be."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Refused, Trouble
from senstosales.services.past_change import PastChange

Passed = Collection[range]
"""Entries of later changes that were undone, and of their undoing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`run` takes the change back and `done` says so; without it there is a `refusal`.

    `what` is what was done: `challan 45 made`. `effect` is asked before, where something stays used.
    `final` is a paper that can only be cancelled with a reason.
    """

    what: str
    run: Callable[[Books, Actor], object] | None = None
    done: str = ""
    refusal: str = ""
    effect: str = ""
    final: tuple[VoucherKind, int] | None = None


def planned(what: str, make: Callable[[], Plan]) -> Plan:
    """The plan, or the rule that stands against it as its refusal."""
    try:
        return make()
    except Trouble as trouble:
        return Plan(what, refusal=trouble.sentence)


def refuse_since(session: Session, change: PastChange, noun: str, key: int, passed: Passed) -> None:
    """Raise `Refused` when somebody, be it the same clerk, has changed it again since."""
    later = change.touched_since(session, noun, key, passed)
    if later is not None:
        raise Refused(
            f"{later.actor} has changed it again since, at {later.at.astimezone():%H:%M}. Undoing "
            "would take that away, too: put it right by hand."
        )
