"""Parties: typed by a clerk, or met on a page."""

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from senstosales.books.store import Actor, Books, here
from senstosales.domain import law
from senstosales.domain.party_names import pan_of
from senstosales.errors import Conflict, Invalid, NotFound, Problem
from senstosales.queries import merged_parties, office
from senstosales.services.drafts import Draft, Gstin, LongText, Money, StateCode, Text
from senstosales.tables.masters import Party, PartyRegistration
from senstosales.tables.orders import Order

if TYPE_CHECKING:
    from senstosales.portal.models import OrderPage


PORTAL_LETTERHEAD = "BHARAT HEAVY ELECTRICALS LIMITED,BHOPAL"
"""Whose portal it is, as its order pages print it: the customer of SRVs, which no column names."""


class RegistrationDraft(Draft):
    """A further GSTIN of a party as entered; of one that it has, label and address are changed."""

    gstin: Gstin = None
    label: Text = None
    address: LongText = None


class PartyDraft(Draft):
    """A party as entered. State and place of supply follow from the GSTIN unless given.

    `opening_balance` is what it owed when these books began, `credit_limit` what it may owe before a new
    invoice brings a notice, in rupees, 0 for no limit; `registrations` are all further GSTINs. None
    leaves what stands there.
    """

    name: Text
    designation: Text = None
    address: LongText = None
    shipping_address: LongText = None
    gstin: Gstin = None
    state_code: StateCode = None
    place_of_supply: StateCode = None
    department_no: Text = None
    supplier_code: Text = None
    phone: Text = None
    email: Text = None
    is_customer: bool = True
    is_supplier: bool = False
    is_default: bool = False
    is_active: bool = True
    opening_balance: Money | None = None
    credit_limit: Money | None = None
    registrations: tuple[RegistrationDraft, ...] | None = None


def save(
    books: Books,
    actor: Actor,
    draft: PartyDraft,
    party_id: int | None = None,
    version: int | None = None,
) -> int:
    """Add a party, or change the one with `party_id` as it was read at `version`.

    Raises `Invalid`, `NotFound`, or `Conflict` when it was changed meanwhile.
    """
    if not draft.name:
        raise Invalid("Give the party a name.", field="name")
    if draft.gstin and draft.state_code and draft.gstin[:2] != draft.state_code:
        raise Invalid(
            f"The GSTIN belongs to {law.state_name(draft.gstin[:2])}, not to "
            f"{law.state_name(draft.state_code)}.",
            field="state_code",
        )
    if draft.credit_limit is not None and draft.credit_limit < 0:
        raise Invalid("A credit limit cannot be less than zero.", field="credit_limit")
    _check_registrations(draft)
    with books.write(actor) as session:
        if party_id is None:
            party = Party(business_id=here(session))
            session.add(party)
        else:
            party = _get(session, party_id)
            if version is not None and party.version != version:
                raise Conflict(
                    "Somebody else has changed this party meanwhile. Open it again and repeat "
                    "your change."
                )
        for name, value in draft.model_dump(exclude={"registrations"}).items():
            if name not in _LEFT_ALONE or value is not None:
                setattr(party, name, value)
        party.state_code = draft.state_code or (draft.gstin[:2] if draft.gstin else None)
        party.place_of_supply = draft.place_of_supply or party.state_code
        session.flush()
        if draft.registrations is not None:
            _keep_registrations(session, party, draft.registrations)
        else:
            _refuse_other_pan(session, party)
        if party.is_default:
            _only_default(session, party)
        return party.id


_LEFT_ALONE = frozenset({"opening_balance", "credit_limit"})


def _check_registrations(draft: PartyDraft) -> None:
    """One PAN in all GSTINs, and none of them twice (CGST Act s. 25(6): a registration needs the PAN)."""
    problems: list[Problem] = []
    known = {draft.gstin}
    pan = pan_of(draft.gstin)
    for place, each in enumerate(draft.registrations or ()):
        field = f"registrations.{place}.gstin"
        if each.gstin is None:
            problems.append(Problem(field, "Enter the GSTIN, or take the line away."))
        elif not draft.gstin:
            problems.append(
                Problem(field, "Enter the first GSTIN above; this one is a further one.")
            )
        elif each.gstin in known:
            problems.append(Problem(field, f"{each.gstin} stands there already."))
        elif pan and pan_of(each.gstin) != pan:
            problems.append(
                Problem(
                    field, f"{each.gstin} has another PAN than {draft.gstin}: it is another party."
                )
            )
        known.add(each.gstin)
    if problems:
        raise Invalid("Some GSTINs need another look.", problems=problems)


def _refuse_other_pan(session: Session, party: Party) -> None:
    """The further GSTINs that stay have to go with the first one as it is now."""
    for further in session.scalars(
        select(PartyRegistration.gstin).where(PartyRegistration.party_id == party.id)
    ):
        if pan_of(further) != pan_of(party.gstin) or further == party.gstin:
            raise Invalid(
                f"The party also has the GSTIN {further}, which does not go with this one. Change both "
                "in the form of the party.",
                field="gstin",
            )


def _keep_registrations(
    session: Session, party: Party, wanted: tuple[RegistrationDraft, ...]
) -> None:
    held = {
        row.gstin: row
        for row in session.scalars(
            select(PartyRegistration).where(PartyRegistration.party_id == party.id)
        )
    }
    for each in wanted:
        row = held.pop(each.gstin or "", None)
        if row is None:
            row = PartyRegistration(party_id=party.id, gstin=each.gstin)
            session.add(row)
        row.label, row.address = each.label, each.address
    for row in held.values():
        session.delete(row)


def make_default(books: Books, actor: Actor, party_id: int) -> None:
    """Bills go to this party unless an order's department says otherwise."""
    with books.write(actor) as session:
        party = _get(session, party_id)
        party.is_default = True
        _only_default(session, party)


def _get(session: Session, party_id: int) -> Party:
    party = session.get(Party, party_id)
    if party is None or party.business_id != here(session) or party.is_deleted:
        raise NotFound("party", party_id)
    return party


def _only_default(session: Session, chosen: Party) -> None:
    for other in session.scalars(
        select(Party).where(Party.business_id == here(session), Party.is_default)
    ):
        if other.id != chosen.id:
            other.is_default = False


def customer_of_page(session: Session, letterhead: str) -> Party:
    """The customer whose letterhead a page bears; made from it when first met.

    It is the customer of earlier orders with this letterhead, whatever a clerk calls him by now, else
    the party of that name. The letterhead ends with the works' city, which gives the state:
    `...LIMITED,BHOPAL`.
    """
    known: dict[str, Party] = session.info.setdefault("customers", {})
    if letterhead in known and known[letterhead] in session:  # a savepoint undone takes it away
        return known[letterhead]
    name = ", ".join(part.strip() for part in letterhead.split(",") if part.strip())
    party = (
        session.scalar(
            select(Party)
            .join(Order, Order.customer_id == Party.id)
            .where(Order.business_id == here(session), Order.buyer_name == letterhead)
            .order_by(Order.id)
            .limit(1)
        )
        or session.scalar(
            select(Party)
            .where(
                Party.business_id == here(session), Party.name == name, Party.is_deleted.is_(False)
            )
            .order_by(Party.id)
        )
        or merged_parties.survivor(session, merged_parties.GONE.name == name)
    )
    if party is None:
        city = name.rsplit(", ", 1)[-1]
        state = law.state_of_city(city)
        party = Party(
            business_id=here(session),
            name=name,
            address=city.title() if city != name else None,
            state_code=state,
            place_of_supply=state,
            is_customer=True,
            is_supplier=False,
            is_active=True,
            is_default=session.scalar(
                select(Party.id).where(Party.business_id == here(session), Party.is_default)
            )
            is None,
        )
        session.add(party)
        session.flush()
    known[letterhead] = party
    return party


def learn_own_office(session: Session, page: "OrderPage") -> None:
    """The first order page says who we are; it fills a still nameless office, to be completed later."""
    own = office.business(session)
    if own.name or not page.supplier_name:
        return
    own.name = page.supplier_name
    own.address = "\n".join(page.supplier_address) or None
    own.supplier_code = page.supplier_code
    if own.state_code is None:
        own.state_code = law.state_of_city(*reversed(page.supplier_address))
