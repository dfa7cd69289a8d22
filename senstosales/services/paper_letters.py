"""Mails that bring a paper: to whom, with which words, and the PDF that goes with it."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain import identity, placeholders
from senstosales.domain.amounts import indian
from senstosales.domain.kinds import Status, VoucherKind
from senstosales.errors import Invalid, Refused
from senstosales.months import shown
from senstosales.queries import office, parties, voucher_detail
from senstosales.queries.papers import VoucherDetail
from senstosales.services import letters, mail_server
from senstosales.services.drafts import Draft, Name, Writing, by_rule
from senstosales.services.letters import File
from senstosales.tables.masters import Party
from senstosales.tables.orders import Order
from senstosales.tables.people import Letter
from senstosales.tables.vouchers import Voucher

LARGEST_FILE = 10 * 1024 * 1024
"""What most mail servers take."""
MOST_COPIES = 20
_BETWEEN = re.compile(r"[,;\s]+")


def _addresses(value: Any) -> Any:
    """Addresses typed with commas, semicolons or blanks between."""
    if not isinstance(value, str):
        return value or ()
    return tuple(identity.email_address(part) for part in _BETWEEN.split(value) if part)


def _few(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(value) > MOST_COPIES:
        raise Invalid(f"Send copies to {MOST_COPIES} addresses at most.")
    return value


Address = Annotated[str, AfterValidator(by_rule(identity.email_address))]
Addresses = Annotated[
    tuple[str, ...], BeforeValidator(by_rule(_addresses)), AfterValidator(by_rule(_few))
]


class PaperLetterDraft(Draft):
    """A mail as entered."""

    recipient: Address
    copy_to: Addresses = ()
    subject: Name
    text: Writing


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be mailed: `title` as the window calls it; whose it is follows from the paper it is made
    of, or is said.
    """

    title: str
    voucher_id: int | None = None
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form of a mail begins with. Without a `server` it cannot be sent from here."""

    recipient: str
    copy_to: str
    subject: str
    text: str
    server: bool


def propose(session: Session, matter: Matter) -> Proposal:
    """The mail as it would go out: to whoever got the last one of this party, else to the party's address.

    Raises `Refused` for a draft.
    """
    held = None
    if matter.voucher_id is not None:
        held = voucher_detail.detail(session, matter.voucher_id)
        _refuse_draft(held)
    party = _party(session, held, matter.party_id)
    recipient, copy_to = _last(session, held, party)
    facts = _facts(session, matter, held, party)
    subject = placeholders.filled(office.setting(session, "letter_subject"), facts)
    return Proposal(
        recipient=recipient or (party.email if party is not None else "") or "",
        copy_to=copy_to,
        subject=" ".join(subject.split()),
        text=placeholders.filled(office.setting(session, "letter_text"), facts),
        server=mail_server.is_set(session),
    )


def send(
    books: Books, actor: Actor, draft: PaperLetterDraft, file: File, voucher_id: int | None
) -> int:
    """Put the mail into the outbox; it is sent from there, also after a time without a line.

    Gives the id of the letter. Raises `Refused` where there is no mail server, for a draft and for a
    file that no server would take.
    """
    if len(file.content) > LARGEST_FILE:
        size = len(file.content) // (1024 * 1024)
        raise Refused(
            f"{file.name} has {size} MB, and few mail servers take more than 10. Mail fewer papers at "
            "a time, or save the file and hand it over in another way."
        )
    with books.write(actor) as session:
        if not mail_server.is_set(session):
            raise Refused("No mail server is set. Name one in File > Settings > Mail.")
        if voucher_id is not None:
            _refuse_draft(voucher_detail.detail(session, voucher_id))
        others = tuple(each for each in dict.fromkeys(draft.copy_to) if each != draft.recipient)
        return letters.enter(
            books,
            session,
            draft.recipient,
            draft.subject,
            f"{draft.text}\n",
            copy_to=others,
            files=(file,),
            voucher_id=voucher_id,
        ).id


def _refuse_draft(held: VoucherDetail) -> None:
    if held.status is not Status.DRAFT:
        return
    if held.kind is VoucherKind.QUOTATION:
        raise Refused(f"Quotation {held.number} is a draft. Mark it as sent, then mail it.")
    raise Refused(f"{held.number} is a draft. Issue it first: a draft is no paper yet.")


def _party(session: Session, held: VoucherDetail | None, party_id: int | None) -> Party | None:
    """Whose paper it is; an order's challan is its buyer's."""
    found = party_id or (held.party_id if held is not None else None)
    if found is not None:
        return session.get(Party, found)
    order = session.get(Order, held.order.id) if held is not None and held.order else None
    return parties.buyer_for(session, order) if order is not None else None


def _last(session: Session, held: VoucherDetail | None, party: Party | None) -> tuple[str, str]:
    """To whom the last mail went with a paper of this party; empty if there was none."""
    query = (
        select(Letter.recipient, Letter.copy_to)
        .join(Voucher, Voucher.id == Letter.voucher_id)
        .outerjoin(Order, Order.id == Voucher.order_id)
        .where(
            Letter.business_id == here(session),
            # What could not be delivered, or was thought better of, is no address to suggest.
            Letter.expires_at.is_(None),
            Letter.cancelled_at.is_(None),
        )
        .order_by(Letter.id.desc())
        .limit(1)
    )
    if party is not None:
        of_order = (Order.department_no == party.department_no) | (Order.customer_id == party.id)
        of_party = (Voucher.party_id == party.id) | (Voucher.party_id.is_(None) & of_order)
        found = session.execute(query.where(of_party)).first()
    elif held is not None:
        found = session.execute(query.where(Voucher.party_name == held.buyer.name)).first()
    else:
        found = None
    return (found[0], found[1] or "") if found else ("", "")


def _facts(
    session: Session, matter: Matter, held: VoucherDetail | None, party: Party | None
) -> dict[str, str]:
    facts = {
        "paper": matter.title,
        "party": party.name if party is not None else "",
        "office": office.business(session).name,
    }
    if held is None:
        return facts
    order = held.order
    facts["date"] = shown(held.date)
    if order is not None:
        dated = f" dated {shown(order.on)}" if order.on else ""
        facts["order"] = f"{order.number}{dated}"
    elif held.particulars.buyers_order_no:
        facts["order"] = held.particulars.buyers_order_no
    if held.kind is not VoucherKind.CHALLAN:
        facts["amount"] = f"₹ {indian(held.total)}"
    facts["party"] = facts["party"] or held.buyer.name
    return facts
