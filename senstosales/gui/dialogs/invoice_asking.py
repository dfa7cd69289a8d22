"""What the form of an invoice asks the books; every function here runs in a reading lane."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from senstosales.domain import identity
from senstosales.domain.amounts import ZERO
from senstosales.domain.kinds import VoucherKind
from senstosales.errors import Refused, Trouble
from senstosales.queries import (
    challans,
    credit,
    office,
    order_detail,
    parties,
    registrations,
    vouchers,
)
from senstosales.queries.columns import Filter
from senstosales.queries.papers import ChallanDetail, Reference, VoucherDetail
from senstosales.services import invoices
from senstosales.services.invoices import InvoiceDraft

_MOST_PARTIES = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What the books say to a draft: the invoice as it would be issued, or why it cannot be.

    `credit` is the notice about the party's credit limit, `gstins` its GSTINs where there are several.
    """

    proposal: VoucherDetail | None
    trouble: Trouble | None
    credit: str = ""
    gstins: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """The number the series gives that day, what is wrong with the one typed, and who has it."""

    next_number: str
    sentence: str
    taken: Reference | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What the form begins with."""

    challan: ChallanDetail
    party_id: int
    parties: tuple[tuple[int, str], ...]
    day: date
    answer: Answer


def start(session: Any, challan_id: int, day: date) -> Start:
    """Everything the form begins with, seen at one moment; raises `NotFound`, `Refused`."""
    challan = challans.detail(session, challan_id)
    if challan.order is None or challan.order.id is None:
        raise Refused(f"Challan {challan.number} belongs to no order.")
    order = order_detail.detail(session, challan.order.id)
    # Department, vendor code and customer are all it looks at, and the read model has them.
    party_id = parties.buyer_for(session, cast("Any", order)).id
    known = parties.page(session, Filter(), None, _MOST_PARTIES, 0)
    choices = []
    names = [row.name for row in known]
    for row in known:
        more = [row.department and f"department {row.department}", row.gstin]
        words = " · ".join(part for part in (row.name, *more) if part)
        choices.append((row.id, row.name if names.count(row.name) == 1 else words))
    draft = InvoiceDraft(challan_id=challan_id, date=day, party_id=party_id)
    return Start(challan, party_id, tuple(choices), day, answer(session, draft))


def answer(session: Any, draft: InvoiceDraft) -> Answer:
    """The invoice as it would be issued now."""
    gstins = registrations.choices(session, draft.party_id) if draft.party_id is not None else ()
    try:
        proposal = invoices.propose(session, draft)
    except Trouble as trouble:
        return Answer(None, trouble, gstins=gstins)
    notice = credit.over_limit(session, draft.party_id, proposal.total or ZERO)
    return Answer(proposal, None, notice, gstins)


def number_answer(
    session: Any, typed: str | None, day: date, kind: VoucherKind = VoucherKind.INVOICE
) -> NumberAnswer:
    """Whether the typed number may be borne in the year of that day, and which would come next."""
    taken, sentence = None, ""
    try:
        if typed:
            number = identity.document_number(typed)
            taken = vouchers.taken_by(session, kind, number, day)
            vouchers.refuse_taken(session, kind, number, day)
    except Trouble as trouble:
        sentence = trouble.sentence
    return NumberAnswer(office.next_number(session, kind, day), sentence, taken)
