"""Customers as another program makes them: a name, an e-mail address nobody else has, an address in parts."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain import address
from senstosales.errors import Conflict, Invalid
from senstosales.queries import merged_parties
from senstosales.services.drafts import Draft, Gstin, Name, Text
from senstosales.tables.masters import Party


class CustomerDraft(Draft):
    """A customer as sent; `address` holds parts by the names of `domain.address.PARTS`."""

    name: Name
    email: Name
    phone: Text = None
    gstin: Gstin = None
    address: dict[str, str] | None = None


def add(books: Books, actor: Actor, draft: CustomerDraft) -> int:
    """Make the customer a party; the state of the address decides where supplies to it end.

    Raises `Conflict` for an e-mail address that another customer of the business has, `Invalid` for
    a GSTIN of another state than the address.
    """
    parts = draft.address or {}
    named = address.state_code(parts)
    if draft.gstin and named and draft.gstin[:2] != named:
        raise Invalid("The GSTIN belongs to another state than the address.", field="tax_id")
    state = draft.gstin[:2] if draft.gstin else named
    with books.write(actor) as session:
        _refuse_known(session, draft.email)
        party = Party(
            business_id=here(session),
            name=draft.name,
            email=draft.email,
            phone=draft.phone,
            gstin=draft.gstin,
            address=address.written(parts),
            address_parts=draft.address,
            state_code=state,
            place_of_supply=state,
            is_customer=True,
        )
        session.add(party)
        session.flush()
        return party.id


def _refuse_known(session: Session, email: str) -> None:
    known: object = session.scalar(
        select(Party.id)
        .where(
            Party.business_id == here(session),
            func.lower(Party.email) == email.lower(),
            Party.is_customer,
            Party.is_deleted.is_(False),
        )
        .limit(1)
    )
    if known is None:
        same = func.lower(merged_parties.GONE.email) == email.lower()
        known = merged_parties.survivor(session, same)
    if known is not None:
        raise Conflict("A customer with this email already exists.", field="email")
