"""Taking back what was saved last, where that is lawful; else why not, and what can be done instead.

A change is known by its entries in the audit trail. It is put back through the use cases that anybody
uses, with the values the trail kept from before: nothing is erased, and the trail tells of both.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import NotFound, Refused
from senstosales.queries import voucher_detail
from senstosales.services import invoices, undoing_entries, undoing_papers, vouchers
from senstosales.services.past_change import PastChange
from senstosales.services.undoing_plan import Passed, Plan

_BACKGROUND = frozenset(
    {"letters", "letter_files", "one_time_codes", "login_sessions", "events", "series"}
)
"""Tables that are written for a clerk, not by him."""
_FOLLOWS = frozenset({"deviations", "stock_moves"})
"""Tables that follow from papers, where anything else was touched."""
_BY_HAND = {
    "orders": "the order book",
    "receipts": "SRVs",
    "handlings": "the review queue",
    "deviations": "Deviations",
    "users": "Users and keys",
    "memberships": "Users and keys",
    "api_keys": "Users and keys",
    "notes": "the settings",
}
_FIRST = ("orders", "receipts", "handlings")
"""Where one of these was touched, all else followed from it."""
_MAKERS: dict[str, Callable[[Session, PastChange, Passed], Plan | None]] = {
    "payments": undoing_entries.payment,
    "vouchers": undoing_papers.voucher,
    "expenses": undoing_entries.expense,
    "parties": undoing_entries.party,
    "products": undoing_entries.product,
    "stock_moves": undoing_entries.product,
    "businesses": undoing_entries.business,
    "settings": undoing_entries.settings,
}
"""By table, in this order: a payment may touch its invoice, a challan the HSN of its product."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a change means, to be read before one does it.

    `what` is what was done (`challan 45 made`), `refusal` why it cannot be undone, `effect` what
    undoing does where that is more than putting values back. `final` is the paper that can only be
    cancelled.
    """

    what: str
    refusal: str = ""
    effect: str = ""
    final: tuple[VoucherKind, int] | None = None


def describe(session: Session, entries: range, passed: Passed = ()) -> Undoing | None:
    """What undoing this change means; None for one that nobody at the desk knows of.

    `passed` are later changes that were undone, and their undoing: they do not stand in the way.
    """
    plan = _plan(session, entries, passed)
    if plan is None:
        return None
    return Undoing(plan.what, plan.refusal, plan.effect, plan.final)


def undo(books: Books, actor: Actor, entries: range, passed: Passed = ()) -> str:
    """Take the change back; returns the sentence that says how things stand now.

    Raises `Refused` with the reason where it may not be, and whatever the use case raises when
    somebody else was quicker.
    """
    plan = books.ask(_plan, entries, passed)
    if plan is None:
        raise NotFound("change", entries.start)
    if plan.run is None:
        raise Refused(plan.refusal)
    plan.run(books, actor)
    return plan.done


def cancel(books: Books, actor: Actor, kind: VoucherKind, voucher_id: int, reason: str) -> None:
    """Cancel an issued paper, be it one of an order or one of its own: what is left where nothing is
    undone. Raises as `invoices.cancel` and `vouchers.cancel` do.
    """
    held = books.ask(voucher_detail.detail, voucher_id, kind)
    if kind is VoucherKind.INVOICE and held.order is not None:
        invoices.cancel(books, actor, voucher_id, reason)
    else:
        vouchers.cancel(books, actor, kind, voucher_id, reason)


def _plan(session: Session, entries: range, passed: Passed) -> Plan | None:
    change = PastChange(session, entries)
    own = [story for story in change.stories if story.noun not in _FOLLOWS]
    touched = {story.part_of[0] if story.part_of else story.noun for story in own}
    touched = (touched or {story.noun for story in change.stories}) - _BACKGROUND
    if not touched:
        return None
    first = next((noun for noun in _FIRST if noun in touched), None)
    if first is not None:
        return _by_hand(first)
    for noun, make in _MAKERS.items():
        if noun in touched:
            return make(session, change, passed)
    return _by_hand(min(touched))


def _by_hand(noun: str) -> Plan:
    where = _BY_HAND.get(noun, noun.replace("_", " "))
    return Plan(
        f"change in {where}",
        refusal=f"A change in {where} has no undo: put it right there. The audit trail tells what it "
        "was before.",
    )
