"""Invoices for many challans at once: each in a transaction of its own, in the order of the list."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books
from senstosales.domain.kinds import VoucherKind
from senstosales.domain.progress import Progress
from senstosales.errors import Cancelled, NotFound, Trouble
from senstosales.queries import vouchers
from senstosales.services import invoices
from senstosales.services.invoices import InvoiceDraft


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would become of one challan. `total` is the value of its invoice in rupees; where there
    could be none, `reason` says why. `without_hsn` counts lines that bear no HSN code.
    """

    id: int
    number: str
    party: str
    total: Decimal | None
    reason: str = ""
    without_hsn: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one challan: its invoice, or why it has none."""

    id: int
    number: str
    party: str
    invoice_id: int | None = None
    invoice_number: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """All outcomes in the order asked for; after a stop those not begun are not among them."""

    outcomes: tuple[Outcome, ...]
    stopped: bool = False

    @property
    def made(self) -> tuple[Outcome, ...]:
        return tuple(each for each in self.outcomes if each.invoice_id is not None)


def prospects(session: Session, challan_ids: Sequence[int], day: dt.date) -> tuple[Prospect, ...]:
    """What invoices of that day would come to; nothing is stored."""
    return tuple(_prospect(session, each, day) for each in challan_ids)


def issue_each(
    books: Books, actor: Actor, challan_ids: Sequence[int], day: dt.date, progress: Progress
) -> Batch:
    """Issue the invoice of each challan, as `invoices.issue` does for one.

    One that cannot be made is listed with the reason, and nothing of it is stored; the number it would
    have had goes to the next. Stopped, what was made stays made.
    """
    outcomes: list[Outcome] = []
    for done, challan_id in enumerate(challan_ids):
        number, party = books.ask(_named, challan_id)
        try:
            progress.step(done, len(challan_ids), f"challan {number}")
        except Cancelled:
            return Batch(tuple(outcomes), stopped=True)
        try:
            draft = InvoiceDraft(challan_id=challan_id, date=day)
            issued = invoices.issue(books, actor, draft)
        except Trouble as error:
            outcomes.append(Outcome(challan_id, number, party, reason=error.sentence))
        else:
            outcomes.append(Outcome(challan_id, number, party, issued.id, issued.number))
    return Batch(tuple(outcomes))


def _prospect(session: Session, challan_id: int, day: dt.date) -> Prospect:
    number, party = _named(session, challan_id)
    try:
        proposed = invoices.propose(session, InvoiceDraft(challan_id=challan_id, date=day))
    except Trouble as error:
        return Prospect(challan_id, number, party, None, error.sentence)
    bare = sum(not line.hsn for line in proposed.lines)
    return Prospect(challan_id, number, proposed.buyer.name, proposed.total, without_hsn=bare)


def _named(session: Session, challan_id: int) -> tuple[str, str]:
    """Number and consignee of a challan; the id alone of one that is gone meanwhile."""
    try:
        challan = vouchers.get(session, VoucherKind.CHALLAN, challan_id)
    except NotFound:
        return f"({challan_id})", ""
    return challan.number, challan.party_name or ""
