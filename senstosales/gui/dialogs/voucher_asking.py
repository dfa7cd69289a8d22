"""What the form of a paper with lines of its own asks the books; all of it runs in a reading lane."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from senstosales.books.store import today
from senstosales.domain import law
from senstosales.domain.amounts import ZERO, percent, plain
from senstosales.domain.fiscal import FiscalYear
from senstosales.domain.identity import number_key
from senstosales.domain.kinds import Status, VoucherKind, VoucherState
from senstosales.errors import Trouble
from senstosales.gui import cells
from senstosales.gui.dialogs.invoice_asking import NumberAnswer, number_answer
from senstosales.gui.type_ahead import Suggestion
from senstosales.queries import (
    credit,
    invoices,
    office,
    parties,
    products,
    registrations,
    voucher_detail,
)
from senstosales.queries.columns import Filter
from senstosales.queries.papers import VoucherDetail
from senstosales.services import voucher_copies, vouchers
from senstosales.services.voucher_drafts import VoucherDraft

_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form begins with, seen at one moment.

    `held` is the paper that is being changed, `draft` what is filled in, `original` the invoice a
    note corrects; `gst_rate` (percent) and the rest are the office's usual ones.
    """

    today: date
    next_number: str
    gst_rate: Decimal
    round_to_rupee: bool
    payment_terms: str
    terms: tuple[str, ...]
    home: str | None
    held: VoucherDetail | None
    draft: VoucherDraft | None
    original: VoucherDetail | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The paper as it would be kept, or why its figures cannot be worked out.

    `credit` is the notice about an invoice that takes its party over the credit limit.
    """

    proposal: VoucherDetail | None
    trouble: Trouble | None
    credit: str = ""


def begin(
    session: Any, kind: VoucherKind, voucher_id: int | None, draft: VoucherDraft | None
) -> Beginning:
    """Everything the form begins with. Raises `NotFound`, and `Refused` for an invoice not in force."""
    day = today(session)
    held = None
    if voucher_id is not None:
        held = voucher_detail.detail(session, voucher_id, kind)
        draft = voucher_copies.draft_of(held)
    elif draft is not None and kind.is_note and draft.reference_id and not draft.lines:
        draft = voucher_copies.note_on(session, kind, draft.reference_id)
    original = None
    if draft is not None and kind.is_note and draft.reference_id is not None:
        original = voucher_detail.detail(session, draft.reference_id, VoucherKind.INVOICE)
    settings = office.settings(session)
    return Beginning(
        today=day,
        next_number=office.next_number(session, kind, day),
        gst_rate=percent(settings["gst_rate"]),
        round_to_rupee=settings["round_to_rupee"] == "yes",
        payment_terms=settings["payment_terms"],
        terms=office.usual_terms(session, kind),
        home=office.letterhead(session).state_code,
        held=held,
        draft=draft,
        original=original,
    )


def answer(session: Any, draft: VoucherDraft) -> Answer:
    """The figures of what stands there, finished or not."""
    try:
        unfinished = draft.model_copy(update={"state": VoucherState.DRAFT})
        proposal = vouchers.propose(session, unfinished)
    except Trouble as trouble:
        return Answer(None, trouble)
    notice = ""
    if draft.kind is VoucherKind.INVOICE:
        notice = credit.over_limit(session, draft.party_id, proposal.total or ZERO)
    return Answer(proposal, None, notice)


def number(
    session: Any, kind: VoucherKind, typed: str | None, day: date, held: Any
) -> NumberAnswer:
    """Whether the number may be borne in the year of that day; a paper may keep its own."""
    own = (
        held is not None
        and typed is not None
        and number_key(typed) == number_key(held.number)
        and FiscalYear.of(day) == FiscalYear.of(held.date)
    )
    return number_answer(session, None if own else typed, day, kind)


def version(session: Any, kind: VoucherKind, voucher_id: int) -> int:
    """The version the paper has now."""
    return voucher_detail.detail(session, voucher_id, kind).version


def party(
    session: Any, party_id: int, registration_id: int = registrations.OWN
) -> parties.PartyDetail:
    """One party, whole, as papers under that registration name it; raises `NotFound`."""
    found = parties.detail(session, party_id)
    under = registrations.chosen(session, party_id, registration_id)
    if under is None:
        return found
    return dataclasses.replace(
        found,
        gstin=under.gstin,
        address=under.address or found.address,
        shipping_address=under.address or found.shipping_address,
        state_code=under.state_code,
        state_name=law.state_name(under.state_code),
        place_of_supply=under.state_code,
    )


def note(session: Any, kind: VoucherKind, invoice_id: int) -> tuple[VoucherDraft, VoucherDetail]:
    """A note on that invoice, and the invoice. Raises `Refused` if it is not in force."""
    draft = voucher_copies.note_on(session, kind, invoice_id)
    return draft, voucher_detail.detail(session, invoice_id, VoucherKind.INVOICE)


def known_parties(session: Any, text: str) -> Sequence[Suggestion]:
    """Parties in use whose name, GSTIN or address holds the words, under each of their GSTINs; what is
    taken is the id of the party and of the registration.
    """
    wanted = Filter(words=tuple(text.split()), statuses=frozenset({Status.ACTIVE}))
    found = []
    for row in parties.page(session, wanted, None, _OFFERED, 0):
        own = "  ·  ".join(part for part in (row.gstin or "no GSTIN", row.state) if part)
        dept = f"Dept {row.department}" if row.department else ""
        found.append(Suggestion(row.name, own, (row.id, registrations.OWN), dept))
        found += [
            Suggestion(row.name, "  ·  ".join(one.words.split(" · ")), (row.id, one.id))
            for one in registrations.of_party(session, row.id)
        ]
    return found[:_OFFERED]


def known_goods(session: Any, text: str) -> Sequence[Suggestion]:
    """Goods whose code or description holds the words."""
    return [
        Suggestion(
            known.description or known.material_code or "",
            "  ·  ".join(part for part in _about(known) if part),
            known,
            known.material_code or "",
        )
        for known in products.find(session, text, _OFFERED)
    ]


def known_invoices(session: Any, text: str) -> Sequence[Suggestion]:
    """Invoices in force that a note may correct, newest first."""
    wanted = Filter(words=tuple(text.split()), statuses=invoices.IN_FORCE)
    return [
        Suggestion(
            row.number,
            f"{cells.day(row.date)}  {row.buyer or ''}",
            row.id,
            cells.money(row.total),
        )
        for row in invoices.page(session, wanted, None, _OFFERED, 0)
    ]


def _about(known: products.KnownGoods) -> list[str]:
    price = "" if known.price is None else cells.money(known.price)
    if price:
        price += f" a {known.unit}" if known.unit else ""
        price += " with GST" if known.inclusive else ""
    rate = "" if known.gst_rate is None else f"GST {plain(known.gst_rate)} %"
    return [f"HSN {known.hsn}" if known.hsn else "", price, rate, known.seen]
